//! Numbers as people read them.

/// Returns a number with its thousands parted.
///
/// ```
/// assert_eq!(pullquote::text::number::grouped(12_400), "12,400");
/// ```
#[must_use]
pub fn grouped(number: usize) -> String {
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

/// Returns which of how many: "3/21", "1,204/19,688".
///
/// ```
/// assert_eq!(pullquote::text::number::place(35, 19_688), "35/19,688");
/// ```
#[must_use]
pub fn place(number: usize, count: usize) -> String {
    format!("{}/{}", grouped(number), grouped(count))
}

/// Returns a number with what is counted: "1 article", "2,000 articles".
///
/// ```
/// use pullquote::text::number::counted;
/// assert_eq!(counted(1, "quote"), "1 quote");
/// assert_eq!(counted(2000, "quote"), "2,000 quotes");
/// ```
#[must_use]
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number))
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
        assert_eq!(grouped(number), text);
    }
}
