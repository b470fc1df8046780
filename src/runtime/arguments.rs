//! Splits a command line of the reader's own into arguments, without a shell.

/// Returns the words of `line`: parted by blanks, with quotation marks and backslashes as in a shell.
///
/// Nothing is expanded. `None` when a quotation mark is not closed.
pub(super) fn split_words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' | '"' => read_quoted(&mut characters, character, word.get_or_insert_default())?,
            '\\' => word.get_or_insert_default().extend(characters.next()),
            _ if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    Some(words)
}

/// Moves characters to `word` until `mark` closes the quotation.
fn read_quoted(
    characters: &mut impl Iterator<Item = char>,
    mark: char,
    word: &mut String,
) -> Option<()> {
    loop {
        match characters.next()? {
            character if character == mark => return Some(()),
            '\\' if mark == '"' => match characters.next()? {
                escaped @ ('"' | '\\') => word.push(escaped),
                other => word.extend(['\\', other]),
            },
            character => word.push(character),
        }
    }
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
