//! Finds the name that was probably meant by a misspelt one.

/// Returns the candidate that differs from `name` in the fewest letters, if any is close enough to suggest.
///
/// One wrong letter in three is close enough, and one in a shorter name. Case is ignored. Of equally close candidates
/// the first is returned.
///
/// ```
/// use pullquote::input::nearest::nearest_name;
/// assert_eq!(nearest_name("dakr", ["auto", "light", "dark"]), Some("dark"));
/// assert_eq!(nearest_name("solarized", ["auto", "light", "dark"]), None);
/// ```
#[must_use]
pub fn nearest_name<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A longer word is no misspelling of any name, and a comparison costs the product of the lengths.
    if name.len() > 64 {
        return None;
    }
    let name = name.to_lowercase();
    let most = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&name, &candidate.to_lowercase()),
                candidate,
            )
        })
        // A candidate of one letter is one edit away from every other: it would always be suggested.
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::letters_swapped("selct-next", Some("select-next"))]
    #[case::another_case("Quit", Some("quit"))]
    #[case::a_dash_forgotten("selectnext", Some("select-next"))]
    #[case::two_letters_of_a_short_one("tip-", None)]
    #[case::nothing_alike("zzzzzz", None)]
    #[case::nothing_at_all("", None)]
    fn suggests(#[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(nearest_name(name, ["select-next", "quit", "top"]), expected);
    }

    #[test]
    fn a_name_of_many_letters_is_not_compared() {
        assert_eq!(nearest_name(&"quit".repeat(1000), ["quit"]), None);
    }
}
