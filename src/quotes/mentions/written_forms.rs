//! How the article writes its words: small, or with a capital.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use crate::quotes::model::symbol::KeyHasher;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList};

/// The identities of words.
pub(crate) type WordKeySet = HashSet<u64, BuildHasherDefault<KeyHasher>>;

/// How the article writes its words, to tell names at a sentence's start from common words.
#[derive(Debug, Default)]
pub(crate) struct WrittenForms {
    /// Words met with a small letter.
    pub(crate) small: WordKeySet,
    /// Words met with a capital behind a given name.
    pub(crate) surnames: WordKeySet,
    /// Words met with a capital behind another word of their sentence.
    pub(crate) large: WordKeySet,
}

impl WrittenForms {
    pub(crate) fn of_article(tokens: &TokenList, is_titled: &impl Fn(&TextToken) -> bool) -> Self {
        let mut written = Self::default();
        let mut last: Option<&TextToken> = None;
        for token in &tokens.all {
            let is_word = token.kind == TokenKind::Word;
            // A capital behind a given name is a surname even if the word is also a common noun: "Ana Rose".
            let follows = last.is_some_and(|last| {
                last.is_capital()
                    && last.sentence() == token.sentence()
                    && last.kind == TokenKind::Word
                    && last.entry.given.is_some()
            });
            if is_word && token.case == LetterCase::Lower {
                written.small.insert(token.word.key());
            } else if is_word && token.is_capital() && !is_titled(token) {
                if follows {
                    written.surnames.insert(token.word.key());
                }
                if last.is_some_and(|last| {
                    last.sentence() == token.sentence() && last.region() == token.region()
                }) {
                    written.large.insert(token.word.key());
                }
            }
            last = Some(token);
        }
        written
    }
}
