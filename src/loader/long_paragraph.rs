//! Cuts a story that came as one very long paragraph into paragraphs that can be read.

/// A paragraph of more bytes than this is cut.
const LONG: usize = 4000;
/// After this many bytes a paragraph ends with its sentence, unless that ends inside a quote,
const ENOUGH: usize = 600;
/// then even so,
const MUCH: usize = 2400;
/// and at last between two words.
const TOO_MUCH: usize = 8000;

/// Returns the paragraphs of a paragraph: itself, or parts of it that end with a sentence and hold whole quotes.
///
/// Nothing but the spaces between the parts is left out. Takes time in proportion to the text.
pub(super) fn split_long_paragraph(text: &str) -> Vec<&str> {
    if text.len() <= LONG {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    let mut before = ' ';
    let mut ends_sentence = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        // What follows a quote in small letters belongs to its sentence.
        let goes_on = characters
            .peek()
            .is_some_and(|(_, next)| next.is_lowercase());
        if character == ' ' && is_end(at - start, ends_sentence && !goes_on, is_open) {
            parts.extend(text.get(start..at));
            start = at + 1;
            is_open = false;
        }
        // Straight marks open and close in turn.
        is_open = match character {
            '“' | '«' | '„' => true,
            '”' | '»' => false,
            '"' => !is_open,
            _ => is_open,
        };
        ends_sentence = match character {
            '.' => !before.is_uppercase(),
            '?' | '!' | '…' => true,
            '"' | '”' | '’' | '\'' | ')' | ']' => ends_sentence,
            _ => false,
        };
        before = character;
    }
    parts.extend(text.get(start..));
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Returns `true` if a paragraph of this length in bytes ends here, at a space.
const fn is_end(length: usize, ends_sentence: bool, is_in_quote: bool) -> bool {
    length >= TOO_MUCH
        || (length >= MUCH && ends_sentence)
        || (length >= ENOUGH && ends_sentence && !is_in_quote)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_paragraph_of_ordinary_length_stays_whole() {
        let text = "The tide rose. ".repeat(100);
        assert_eq!(split_long_paragraph(text.trim()), [text.trim()]);
    }

    #[test]
    fn a_story_in_one_paragraph_is_cut_after_sentences() {
        let text = "The ferry left at dusk with forty passengers and a dog. ".repeat(200);
        let parts = split_long_paragraph(text.trim());
        assert!(parts.len() > 10);
        assert!(
            parts
                .iter()
                .all(|part| part.ends_with("dog.") && part.len() < ENOUGH + 100)
        );
    }

    #[test]
    fn a_quote_is_not_cut() {
        let quote = format!("“{}” she said. ", "We sail. We wait. ".repeat(60).trim());
        let text = quote.repeat(6);
        let parts = split_long_paragraph(text.trim());
        assert!(parts.len() > 2);
        assert!(
            parts
                .iter()
                .all(|part| part.starts_with('“') && part.ends_with("said.")),
            "{parts:?}"
        );
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_is_left_out(words in proptest::collection::vec("[a-zA-Z.“”\"]{1,30}", 300..900)) {
            let text = words.join(" ");
            let kept: String = split_long_paragraph(&text).concat().split(' ').collect();
            prop_assert_eq!(kept, text.split(' ').collect::<String>());
        }
    }
}
