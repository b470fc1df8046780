//! Tells which titles are of one story: with what a site puts around it, or in other words.

use crate::loader::left_out::letters_and_digits;

/// The signs with which a site parts its own words from a title behind it.
const SUFFIX_SIGNS: [char; 19] = [
    '|', '-', '–', '—', '(', '[', '•', '·', '»', '›', '*', '~', '/', ':', '：', '_', 'ㅣ', '｜',
    '│',
];

/// The signs with which a site parts its own words from a title before it; a colon is rather that of a kicker.
const PREFIX_SIGNS: [char; 6] = ['|', '»', '›', '•', '｜', '│'];

/// No title is so short that other words around it are a site's.
const SHORTEST: usize = 8;

/// What a site puts around its titles is not longer than this, or than half of the whole.
const LONGEST_SITE: usize = 45;

/// Returns `true` if a title is a heading and what a site puts behind its titles: " - Harbor Ledger", " (Updated)".
///
/// Signs and their forms are no difference: "“No” – never" is before " | Ledger" in "'No' - never | Ledger".
pub(super) fn is_before_suffix(heading: &str, title: &str) -> bool {
    suffix_behind(heading, title).is_some_and(|suffix| {
        heading.len() >= SHORTEST && suffix.len() < LONGEST_SITE.max(title.len() / 2)
    })
}

/// Returns what a site puts behind a heading to make a title of it.
pub(super) fn suffix_behind<'a>(heading: &str, title: &'a str) -> Option<&'a str> {
    let rest = rest_after(title, heading)?;
    // What follows without a blank closes the words: "»Nobody rows«".
    let is_closing = |c: char| "\"”“’'»«›‹!?.…".contains(c);
    let suffix = rest.trim_start_matches(is_closing).trim_start();
    suffix.starts_with(SUFFIX_SIGNS).then_some(suffix)
}

/// Returns `true` if a title is a heading and what a site puts before its titles: "Harbor Ledger » ".
pub(super) fn is_after_prefix(heading: &str, title: &str) -> bool {
    title.strip_suffix(heading).is_some_and(|prefix| {
        let prefix = prefix.trim_end();
        heading.len() >= SHORTEST
            && prefix.len() < heading.len().min(LONGEST_SITE)
            && prefix.ends_with(PREFIX_SIGNS)
    })
}

/// Returns what follows in `text` the letters and digits of `start`, with which it begins.
fn rest_after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let wanted = letters_and_digits(start);
    let mut wanted = wanted.chars().peekable();
    let mut rest = text.chars();
    while wanted.peek().is_some() {
        let found = rest.next()?;
        if found.is_alphanumeric() && !found.to_lowercase().all(|c| wanted.next() == Some(c)) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Returns `true` if two titles have words in common, two and two fifths of the shorter one at least.
pub(super) fn resembles(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let (own, theirs) = (words(one), words(other));
    let shared = own.iter().filter(|word| theirs.contains(word)).count();
    shared >= 2 && shared * 5 >= own.len().min(theirs.len()) * 2
}

/// Returns `true` if two titles have the same letters and digits.
pub(super) fn is_same_title(one: &str, other: &str) -> bool {
    letters_and_digits(one) == letters_and_digits(other)
}

/// Returns `true` if a text is the name of a file or address rather than a title: "ferry-stops-for-good".
pub(super) fn is_slug(title: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    let parts = title.split(['-', '_']);
    // Scripts without capitals and blanks part titles so.
    title.is_ascii()
        && !title.contains(char::is_whitespace)
        && !title.contains(char::is_uppercase)
        && parts.filter(|part| !part.is_empty()).count() >= FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_site("Ferry stops for good - Harbor Ledger", true)]
    #[case::a_site_behind_an_arrow("Ferry stops for good › Harbor Ledger", true)]
    #[case::other_signs("“Ferry” stops, for good! | Harbor Ledger", true)]
    #[case::in_quotes("»Ferry stops for good« (Harbor Ledger)", true)]
    #[case::more_words("Ferry stops for good on the island", false)]
    #[case::a_longer_word("Ferry stops for goodness - Harbor Ledger", false)]
    #[case::other_words("Ferry starts for good - Harbor Ledger", false)]
    #[case::the_same("Ferry stops for good", false)]
    fn a_site_puts_its_name_behind_a_title(#[case] title: &str, #[case] is: bool) {
        assert_eq!(is_before_suffix("Ferry stops for good", title), is);
    }

    #[rstest]
    #[case::a_site("Harbor Ledger » Ferry stops for good", true)]
    #[case::a_kicker("Harbor: Ferry stops for good", false)]
    #[case::a_headline_before_a_kicker(
        "“Nobody will ever row to the islands again, none” | Ferry stops for good",
        false
    )]
    #[case::a_sentence("The ferry stops for good", false)]
    fn a_site_puts_its_name_before_a_title(#[case] title: &str, #[case] is: bool) {
        assert_eq!(is_after_prefix("Ferry stops for good", title), is);
    }

    #[rstest]
    #[case("ferry-stops-for-good", true)]
    #[case("Ferry-Stopp", false)]
    #[case("well-known ferry stops", false)]
    #[case("津波注意報", false)]
    #[case("渡轮停运_岛民划船_北岸财经", false)]
    fn names_of_files_are_no_titles(#[case] title: &str, #[case] is: bool) {
        assert_eq!(is_slug(title), is);
    }
}
