//! Tokenizers for the words of folded text, the words of names, and terms that were made already.

use std::borrow::Cow;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use crate::article::TextRange;
use crate::search::words::{self, LONGEST_WORD, TextTerms, WordRanges};

/// The names under which the tokenizers are registered, and which the schema stores.
pub(super) const WORDS: &str = "words";
pub(super) const TERMS: &str = "terms";
pub(super) const NAMES: &str = "names";

/// The longest prefix of a word that is indexed, in characters.
pub(super) const START: usize = 3;

/// The length of the prefixes that have positions, in characters.
pub(super) const HEAD: usize = 2;

/// What a term of a list follows, one with a position of its own and one with that of the term before; no word has either.
pub(super) const TERM: char = ' ';
pub(super) const PART: char = '\t';

/// The greater of both as a byte, which no other character has a part of.
const LAST_SEPARATOR: u8 = b' ';

/// Returns tantivy's default tokenizers and our own.
pub(super) fn register_tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::builder(WordTokenizer).build());
    manager.register(TERMS, TextAnalyzer::builder(TermTokenizer).build());
    manager.register(NAMES, TextAnalyzer::builder(NameTokenizer).build());
    manager
}

/// Splits text into words.
#[derive(Debug, Clone)]
struct WordTokenizer;

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream::new(text)
    }
}

/// The stream of a text's words.
struct WordStream<'a> {
    text: &'a str,
    terms: TextTerms<'a>,
    /// The parts of the word before, which have its position.
    parts: Vec<TextRange>,
    token: Token,
}

impl<'a> WordStream<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            terms: words::split_terms(text),
            parts: Vec::new(),
            token: Token::default(),
        }
    }

    /// Moves to the next word and returns it; sets the token's position and offsets, and leaves its text to the caller.
    fn next_word(&mut self) -> Option<Cow<'a, str>> {
        if let Some(part) = self.parts.pop() {
            self.set_offsets(part);
            return Some(Cow::Borrowed(part.of(self.text)));
        }
        let term = self.terms.find(|term| term.range.len() <= LONGEST_WORD)?;
        // The default token has the greatest position, so that the first word wraps around to 0, as in
        // tantivy's own tokenizers. A word that is left out takes no position.
        self.token.position = self.token.position.wrapping_add(1);
        self.set_offsets(term.range);
        self.parts.extend(term.parts.into_iter().flatten());
        Some(term.text)
    }

    fn set_offsets(&mut self, range: TextRange) {
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        self.token.text.clear();
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let word = self.next_word();
        self.token
            .text
            .push_str(word.as_deref().unwrap_or_default());
        word.is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Splits a list of terms that `terms` has made.
#[derive(Debug, Clone)]
struct TermTokenizer;

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream {
            rest: text,
            token: Token::default(),
        }
    }
}

/// The stream of the terms of a list.
struct TermStream<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let mut rest = self.rest.chars();
        match rest.next() {
            Some(TERM) => self.token.position = self.token.position.wrapping_add(1),
            Some(_) => {}
            None => return false,
        }
        let rest = rest.as_str();
        let is_end = |byte: &u8| *byte <= LAST_SEPARATOR;
        let end = rest.as_bytes().iter().position(is_end);
        let (term, rest) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        self.token.text.clear();
        self.token.text.push_str(term);
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Splits names into words.
#[derive(Debug, Clone)]
struct NameTokenizer;

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = NameStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameStream<'a> {
        NameStream {
            text,
            words: words::split_words(text),
            token: Token::default(),
        }
    }
}

/// The stream of a name's words.
struct NameStream<'a> {
    text: &'a str,
    words: WordRanges<'a>,
    token: Token,
}

impl TokenStream for NameStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.find(|word| word.len() <= LONGEST_WORD) else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(word.of(self.text));
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::words(WORDS, "the f.b.i. e-mail", &["the", "fbi", "email", "mail", "e"])]
    #[case::names(NAMES, "j.-p. holm", &["j", "p", "holm"])]
    #[case::terms(TERMS, " é\tab c", &["é", "ab", "c"])]
    fn analyses(#[case] way: &str, #[case] text: &str, #[case] terms: &[&str]) {
        let mut analyzer = register_tokenizers().get(way).unwrap();
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, terms);
    }

    #[test]
    fn words_keep_their_places_in_the_text() {
        let mut analyzer = register_tokenizers().get(WORDS).unwrap();
        let mut stream = analyzer.token_stream("tides, tides");
        let mut places = Vec::new();
        stream.process(&mut |token| places.push((token.position, token.offset_from)));
        assert_eq!(places, [(0, 0), (1, 7)]);
    }

    #[test]
    fn the_parts_of_a_word_have_its_position() {
        let mut analyzer = register_tokenizers().get(WORDS).unwrap();
        let mut stream = analyzer.token_stream("an e-mail today");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push((token.text.clone(), token.position)));
        let expected = [("an", 0), ("email", 1), ("mail", 1), ("e", 1), ("today", 2)];
        assert_eq!(
            found,
            expected.map(|(word, position)| (word.to_owned(), position))
        );
    }
}
