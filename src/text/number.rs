//! Formats numbers for people.

/// Returns a number with thousands separators.
///
/// ```
/// assert_eq!(pullquote::text::number::format_number(12_400), "12,400");
/// ```
#[must_use]
pub fn format_number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a position out of a count: "3 of 21", "1,204 of 19,688".
///
/// ```
/// assert_eq!(pullquote::text::number::format_position(35, 19_688), "35 of 19,688");
/// ```
#[must_use]
pub fn format_position(number: usize, count: usize) -> String {
    format!("{} of {}", format_number(number), format_number(count))
}

/// Returns a number with its noun: "1 article", "2,000 articles".
///
/// ```
/// use pullquote::text::number::format_count;
/// assert_eq!(format_count(1, "quote"), "1 quote");
/// assert_eq!(format_count(2000, "quote"), "2,000 quotes");
/// assert_eq!(format_count(2, "story"), "2 stories");
/// ```
#[must_use]
pub fn format_count(number: usize, what: &str) -> String {
    let stem = what.strip_suffix('y');
    let many = stem.filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let many = many.map_or_else(|| format!("{what}s"), |stem| format!("{stem}ies"));
    format_count_of(number, what, &many)
}

/// Returns a number with what is counted, whose plural does not end with the last word: "2 stories with tags".
///
/// ```
/// use pullquote::text::number::format_count_of;
/// let stories = format_count_of(2, "story with tags", "stories with tags");
/// assert_eq!(stories, "2 stories with tags");
/// ```
#[must_use]
pub fn format_count_of(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", format_number(number))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::small(7, "7")]
    #[case::three_digits(840, "840")]
    #[case::thousands(12_400, "12,400")]
    #[case::millions(1_000_000, "1,000,000")]
    fn parts_the_thousands(#[case] number: usize, #[case] text: &str) {
        assert_eq!(format_number(number), text);
    }
}
