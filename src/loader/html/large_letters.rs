//! Joins letters that are set large to the paragraphs that they begin.

use crate::loader::passage::{DraftPassage, shift_link};

/// Joins a letter that is set large, in an element of its own, to the paragraph whose first one it is.
pub(super) fn join_large_letters(passages: &mut Vec<DraftPassage<'static>>) {
    // These may be words.
    const WORDS: [char; 6] = ['A', 'I', 'O', 'E', 'Y', 'À'];
    let is_letter = |passage: &DraftPassage<'_>| {
        let letter = passage.text.trim_start_matches(['“', '„', '«', '"']);
        let mut letters = letter.chars();
        let is_one = letters
            .next()
            .is_some_and(|c| c.is_uppercase() && !WORDS.contains(&c));
        passage.kind.is_none() && is_one && letters.next().is_none()
    };
    let mut letter: Option<DraftPassage<'static>> = None;
    let mut joined = Vec::with_capacity(passages.len());
    for mut passage in passages.drain(..) {
        let begins = passage.kind.is_none() && passage.text.starts_with(char::is_lowercase);
        if let Some(letter) = letter.take() {
            if begins {
                let length = letter.text.len();
                passage.text = format!("{}{}", letter.text, passage.text).into();
                let links = std::mem::take(&mut passage.links).into_iter();
                passage.links = links
                    .filter_map(|link| shift_link(link, 0, length))
                    .collect();
            } else {
                joined.push(letter);
            }
        }
        if is_letter(&passage) {
            letter = Some(passage);
        } else {
            joined.push(passage);
        }
    }
    joined.extend(letter);
    *passages = joined;
}
