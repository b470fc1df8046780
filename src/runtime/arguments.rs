//! Splits a command line that the user typed into arguments, without a shell.

/// Returns the words of `line`, split at spaces, with quotation marks and backslashes as in a shell.
///
/// Nothing is expanded. `None` if a quotation mark is not closed.
pub(super) fn split_words(line: &str) -> Option<Vec<String>> {
    shlex::split(line)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one_word("vim", &["vim"])]
    #[case::words("  emacs   -nw ", &["emacs", "-nw"])]
    #[case::a_folder_with_a_blank("'/opt/my editor/bin' -w", &["/opt/my editor/bin", "-w"])]
    #[case::both_marks(r#"a "b 'c'" 'd "e"'"#, &["a", "b 'c'", "d \"e\""])]
    #[case::backslashes(r#"a\ b "c\"d\n""#, &["a b", "c\"d\\n"])]
    #[case::an_empty_word("a ''", &["a", ""])]
    #[case::nothing_is_expanded("$HOME; rm *", &["$HOME;", "rm", "*"])]
    #[case::nothing("", &[])]
    fn splits(#[case] line: &str, #[case] words: &[&str]) {
        assert_eq!(split_words(line).unwrap(), words);
    }

    #[test]
    fn an_open_mark_is_no_command_line() {
        assert_eq!(split_words("a 'b"), None);
    }
}
