//! Tells whether letters are a name in short: "nyt", "washpost", "newyorktimes".

/// Words of names that short forms leave out.
const SKIPPED: [&str; 5] = ["a", "and", "de", "of", "the"];

/// Endings of addresses, which are no part of a name.
const ENDINGS: [&str; 5] = ["co", "com", "net", "org", "uk"];

/// Returns `true` if the letters of `short` are the starts of the words of `name`, one after the other.
///
/// Both are folded words. A name of one word has no short form.
///
/// ```
/// use pullquote::search::initials::is_short_for;
/// assert!(is_short_for(&["washpost"], &["the", "washington", "post"]));
/// assert!(is_short_for(&["ny", "times"], &["new", "york", "times"]));
/// assert!(!is_short_for(&["post"], &["washington", "post"]));
/// ```
#[must_use]
pub fn is_short_for(short: &[&str], name: &[&str]) -> bool {
    let end = short.iter().rposition(|word| !ENDINGS.contains(word));
    let letters: String = short
        .iter()
        .take(end.map_or(0, |end| end + 1))
        .copied()
        .collect();
    let name: Vec<&str> = name
        .iter()
        .copied()
        .filter(|word| !ENDINGS.contains(word))
        .collect();
    let has_words = name.iter().filter(|word| !SKIPPED.contains(word)).count() > 1;
    has_words && is_made_of_starts(&letters, &name)
}

/// Returns `true` if letters are made of a start of each word, where some words may be left out.
fn is_made_of_starts(letters: &str, name: &[&str]) -> bool {
    let Some((word, rest)) = name.split_first() else {
        return letters.is_empty();
    };
    let common = letters.chars().zip(word.chars());
    let common = common.take_while(|(one, other)| one == other);
    let mut end = 0;
    let is_started = common.into_iter().any(|(letter, _)| {
        end += letter.len_utf8();
        letters
            .get(end..)
            .is_some_and(|left| is_made_of_starts(left, rest))
    });
    is_started || (SKIPPED.contains(word) && is_made_of_starts(letters, rest))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::initials("nyt", "the new york times", true)]
    #[case::all_glued("newyorktimes", "new york times", true)]
    #[case::starts_glued("washpost", "washington post", true)]
    #[case::with_the_article("thewashpost", "the washington post", true)]
    #[case::partly_glued("la times", "los angeles times", true)]
    #[case::an_address("nytimes com", "new york times", true)]
    #[case::without_small_words("fobt", "financial observer of the times", true)]
    #[case::a_small_word_left_out("voa", "voice of america", true)]
    #[case::a_word_left_out("nt", "new york times", false)]
    #[case::another_order("tny", "new york times", false)]
    #[case::a_name_of_one_word("gua", "guardian", false)]
    #[case::nothing("", "new york times", false)]
    fn short_forms_are_told(#[case] short: &str, #[case] name: &str, #[case] is_short: bool) {
        let (short, name): (Vec<&str>, Vec<&str>) = (
            short.split_whitespace().collect(),
            name.split_whitespace().collect(),
        );
        assert_eq!(is_short_for(&short, &name), is_short);
    }
}
