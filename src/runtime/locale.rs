//! What the locale says of the characters that the terminal shows.

/// The variables that name the locale of characters, the first that is set decides (POSIX, XBD 8.2).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

/// Returns `true` unless the locale that these variables name has another encoding than UTF-8.
///
/// Where none is set, as in many containers, nothing is said of the terminal.
pub(super) fn has_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let named = VARIABLES.into_iter().find_map(set);
    named.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(&[], true)]
    #[case::an_empty_one(&[("LANG", "")], true)]
    #[case::plain(&[("LANG", "C")], false)]
    #[case::posix(&[("LANG", "POSIX")], false)]
    #[case::latin(&[("LANG", "de_DE.ISO-8859-1")], false)]
    #[case::utf_8(&[("LANG", "de_DE.UTF-8")], true)]
    #[case::another_spelling(&[("LANG", "C.utf8")], true)]
    #[case::the_first_decides(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], false)]
    #[case::of_characters(&[("LANG", "C"), ("LC_CTYPE", "UTF-8")], true)]
    fn the_locale_tells(#[case] variables: &[(&str, &str)], #[case] is_unicode: bool) {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(has_unicode(variable), is_unicode);
    }
}
