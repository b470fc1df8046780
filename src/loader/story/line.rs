//! The small questions about a line that every step asks.

/// Returns `true` if a line ends as a sentence does, quotation marks and brackets after it aside.
pub(in crate::loader) fn ends_sentence(words: &str) -> bool {
    const ENDS: [char; 12] = [
        '.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।',
    ];
    ends_with_any(words, &ENDS)
}

/// Returns `true` if the last character, quotation marks and brackets aside, is one of `signs`.
pub(in crate::loader) fn ends_with_any(words: &str, signs: &[char]) -> bool {
    let closing = [
        '"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '*', '_',
    ];
    words.trim_end_matches(closing).trim_end().ends_with(signs)
}

/// Counts the sentences of a line, roughly, and no further than `most`.
pub(in crate::loader) fn count_sentences(words: &str, most: usize) -> usize {
    let signs = words
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    let ends = signs.filter(|(at, _)| {
        let (before, after) = words.split_at_checked(*at).unwrap_or((words, ""));
        !is_abbreviated(before) && begins_sentence(after)
    });
    1 + ends.take(most.saturating_sub(1)).count()
}

/// Returns `true` if a full stop after `before` would belong to its last word.
fn is_abbreviated(before: &str) -> bool {
    // Cheaper than `text::sentences`, since every step asks about every line.
    const TITLES: [&str; 12] = [
        "Gov", "Sen", "Sens", "Rep", "Reps", "Gen", "Prof", "Mrs", "Sgt", "Capt", "Col", "Rev",
    ];
    let start = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or(before);
    word.len() < 3 && word.starts_with(char::is_uppercase) || TITLES.contains(&word)
}

/// Returns `true` if a new sentence begins after the sign that `after` begins with.
fn begins_sentence(after: &str) -> bool {
    let mut next = after
        .trim_start_matches(['.', '!', '?', '"', '”', '’', '\'', ')'])
        .chars();
    next.next().is_some_and(char::is_whitespace)
        && next
            .next()
            .is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '\''))
}

/// Returns `true` if every long word of a line begins with a capital, as in the headlines of many papers, and one does.
pub(super) fn is_capitalized(words: &str) -> bool {
    let bare = |word: &str| -> Option<char> { word.chars().find(|c| c.is_alphanumeric()) };
    let mut long = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .filter_map(bare)
        .peekable();
    long.peek().is_some() && long.all(|first| first.is_uppercase() || first.is_ascii_digit())
}

/// Returns `true` if a line begins like an entry of a list: "- ", "• ", "3. ", "b) ".
pub(in crate::loader) fn is_list_item(words: &str) -> bool {
    let Some((marker, _)) = words.split_once(char::is_whitespace) else {
        return false;
    };
    let number = marker.trim_end_matches(['.', ')']);
    let is_number = number.len() < marker.len()
        && (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        || matches!(
            marker,
            "-" | "–" | "—" | "*" | "•" | "·" | "‣" | "◦" | "▪" | "●" | "■" | "o"
        )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one("The ferry stopped at 7 a.m. on Friday.", 1)]
    #[case::two("The ferry stopped. Nobody knows why.", 2)]
    #[case::in_quotes("“It stopped.” She shrugged.", 2)]
    #[case::an_abbreviation("Gov. Lorne Asquith spoke.", 1)]
    #[case::no_more_than_asked("Stop there. Stop there. Stop there. Stop there.", 2)]
    fn counts_sentences(#[case] words: &str, #[case] count: usize) {
        assert_eq!(count_sentences(words, 2), count);
    }
}
