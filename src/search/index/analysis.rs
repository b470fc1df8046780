//! Tokenizers for folded text: words, their stems, and their prefixes.

use std::collections::{HashMap, HashSet};

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use crate::search::words::{self, WordRanges};
use crate::text::hash::BuildNumberHasher;

/// The names under which the tokenizers are registered, and which the schema stores.
pub(super) const WORDS: &str = "words";
pub(super) const STEMS: &str = "stems";
pub(super) const STARTS: &str = "starts";

/// The longest prefix of a word that is indexed, in characters.
pub(super) const START: usize = 3;

/// The longest word that is indexed, in bytes; nobody types a longer one.
const LONGEST: usize = 64;

/// How many stems are cached.
const REMEMBERED: usize = 1 << 16;

/// Returns tantivy's default tokenizers and our three.
pub(super) fn register_tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::builder(WordTokenizer).build());
    manager.register(
        STEMS,
        TextAnalyzer::builder(StemTokenizer::default()).build(),
    );
    manager.register(STARTS, TextAnalyzer::builder(PrefixTokenizer).build());
    manager
}

/// Returns the English stem of a folded word, as the Snowball algorithm has it.
pub(in crate::search) fn stem_of(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
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
    words: WordRanges<'a>,
    token: Token,
}

impl<'a> WordStream<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            words: words::split_words(text),
            token: Token::default(),
        }
    }

    /// Moves to the next word and returns it; sets the token's position and offsets, and leaves its text to the caller.
    fn next_word(&mut self) -> Option<&'a str> {
        let range = self.words.find(|range| range.len() <= LONGEST)?;
        // The default token has the greatest position, so that the first word wraps around to 0, as in
        // tantivy's own tokenizers. A word that is left out takes no position.
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        self.token.text.clear();
        Some(range.of(self.text))
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let word = self.next_word();
        self.token.text.push_str(word.unwrap_or_default());
        word.is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Splits text into words and stems them, through a cache.
#[derive(Debug, Default)]
struct StemTokenizer {
    known: HashMap<Box<str>, Box<str>>,
}

impl Clone for StemTokenizer {
    fn clone(&self) -> Self {
        // tantivy clones an analyzer for each field and thread; a copied cache would be memory for nothing.
        Self::default()
    }
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        if self.known.len() > REMEMBERED {
            // Names and misprints would let it grow with the archive; the common words are soon back.
            self.known.clear();
        }
        StemStream {
            split: WordStream::new(text),
            known: &mut self.known,
        }
    }
}

/// The stream of a text's stems.
struct StemStream<'a> {
    split: WordStream<'a>,
    known: &'a mut HashMap<Box<str>, Box<str>>,
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.split.next_word() else {
            return false;
        };
        if let Some(stem) = self.known.get(word) {
            self.split.token.text.push_str(stem);
            return true;
        }
        let stem = stem_of(word);
        self.split.token.text.push_str(&stem);
        self.known.insert(word.into(), stem.into());
        true
    }

    fn token(&self) -> &Token {
        &self.split.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.split.token
    }
}

/// Splits text into words and yields the prefixes of each, every prefix once.
#[derive(Debug, Clone)]
struct PrefixTokenizer;

impl Tokenizer for PrefixTokenizer {
    type TokenStream<'a> = PrefixStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PrefixStream<'a> {
        PrefixStream {
            split: WordStream::new(text),
            word: "",
            letters: START,
            start: 0,
            met: HashSet::default(),
        }
    }
}

/// The stream of a text's prefixes.
struct PrefixStream<'a> {
    split: WordStream<'a>,
    /// The current word.
    word: &'a str,
    /// The length of its current prefix in characters.
    letters: usize,
    /// The current prefix as one number.
    start: u64,
    met: HashSet<u64, BuildNumberHasher>,
}

impl PrefixStream<'_> {
    /// Returns the next longer prefix of the word; `None` at its end or at the maximum length.
    fn next_start(&mut self) -> Option<u64> {
        if self.letters == START {
            return None;
        }
        let letter = self.word.chars().nth(self.letters)?;
        self.letters += 1;
        // A `char` has 21 bits, so a prefix of three fits into one `u64` without collisions.
        self.start = self.start << 21 | u64::from(letter);
        Some(self.start)
    }
}

impl TokenStream for PrefixStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some(start) = self.next_start() else {
                let Some(word) = self.split.next_word() else {
                    return false;
                };
                (self.word, self.letters, self.start) = (word, 0, 0);
                continue;
            };
            // The field records only which documents have a prefix, so a repeat would cost time and add nothing.
            if self.met.insert(start) {
                let letters = self.word.chars().take(self.letters);
                self.split.token.text.clear();
                self.split.token.text.extend(letters);
                return true;
            }
        }
    }

    fn token(&self) -> &Token {
        &self.split.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.split.token
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::words(WORDS, "o'hara denied it", &["o'hara", "denied", "it"])]
    #[case::stems(STEMS, "o'hara's denials denied denied", &["o'hara", "denial", "deni", "deni"])]
    #[case::starts(STARTS, "de den tide tie é", &["d", "de", "den", "t", "ti", "tid", "tie", "é"])]
    fn analyses(#[case] way: &str, #[case] text: &str, #[case] terms: &[&str]) {
        let mut analyzer = register_tokenizers().get(way).unwrap();
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, terms);
    }

    #[test]
    fn words_keep_their_places_in_the_text() {
        let mut analyzer = register_tokenizers().get(STEMS).unwrap();
        let mut stream = analyzer.token_stream("tides, tides");
        let mut places = Vec::new();
        stream.process(&mut |token| places.push((token.position, token.offset_from)));
        assert_eq!(places, [(0, 0), (1, 7)]);
    }

    #[test]
    fn endless_words_are_left_out() {
        let text = format!("a {} b", "x".repeat(9999));
        let mut analyzer = register_tokenizers().get(WORDS).unwrap();
        let mut stream = analyzer.token_stream(&text);
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, ["a", "b"]);
    }
}
