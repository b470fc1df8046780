//! Finds the name that a misspelt one was meant to be.

/// Returns the candidate that differs from `name` in the fewest letters, if any is close enough to suggest.
///
/// Close enough is one wrong letter in three, and one in any name; case does not count. Of equally close ones
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
    // Longer words are no slip of a known name, and comparing them costs the product of the lengths.
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
