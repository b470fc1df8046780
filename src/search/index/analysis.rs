//! Tokenizers for folded text: words, their forms, their first letters, and the words of names.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use crate::article::TextRange;
use crate::search::forms::form_key;
use crate::search::words::{self, LONGEST_WORD, TextTerms, WordRanges};
use crate::text::hash::BuildNumberHasher;

/// The names under which the tokenizers are registered, and which the schema stores.
pub(super) const WORDS: &str = "words";
pub(super) const STEMS: &str = "stems";
pub(super) const STARTS: &str = "starts";
pub(super) const HEADS: &str = "heads";
pub(super) const NAMES: &str = "names";

/// The longest prefix of a word that is indexed, in characters.
pub(super) const START: usize = 3;

/// The length of the prefixes that have positions, in characters.
pub(super) const HEAD: usize = 2;

/// How many stems are cached.
const REMEMBERED: usize = 1 << 16;

/// Returns tantivy's default tokenizers and our own.
pub(super) fn register_tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::builder(WordTokenizer).build());
    manager.register(
        STEMS,
        TextAnalyzer::builder(StemTokenizer::default()).build(),
    );
    manager.register(STARTS, TextAnalyzer::builder(PrefixTokenizer).build());
    manager.register(HEADS, TextAnalyzer::builder(HeadTokenizer).build());
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

/// Splits text into the first letters of its words, with their positions.
#[derive(Debug, Clone)]
struct HeadTokenizer;

impl Tokenizer for HeadTokenizer {
    type TokenStream<'a> = HeadStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> HeadStream<'a> {
        HeadStream(WordStream::new(text))
    }
}

/// The stream of the first letters of a text's words.
struct HeadStream<'a>(WordStream<'a>);

impl TokenStream for HeadStream<'_> {
    fn advance(&mut self) -> bool {
        let word = self.0.next_word();
        let letters = word.iter().flat_map(|word| word.chars().take(HEAD));
        self.0.token.text.extend(letters);
        word.is_some()
    }

    fn token(&self) -> &Token {
        &self.0.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.0.token
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

/// The words of a quote that says what it has to say, neither a slogan nor a speech.
const STATEMENT: usize = 20;

/// How many tokens each word below [`STATEMENT`] adds.
const PADDING: usize = 4;

/// The token that fills up short texts; no word is a hyphen.
const FILLER: &str = "-";

/// Splits text into words and stems them, through a cache; fills up short texts.
///
/// BM25 ranks the shortest texts highest, so that the best quotes on anything would be of two words. With the filler a text
/// counts as longer the more words it lacks to a statement, and block-max pruning works as ever.
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
            missing: STATEMENT,
            fillers: 0,
        }
    }
}

/// The stream of a text's stems.
struct StemStream<'a> {
    split: WordStream<'a>,
    known: &'a mut HashMap<Box<str>, Box<str>>,
    /// The words that the text lacks to a statement so far.
    missing: usize,
    /// The fillers that follow the text.
    fillers: usize,
}

impl StemStream<'_> {
    /// Moves to the next filler; returns `false` after the last.
    fn advance_filler(&mut self) -> bool {
        self.fillers += std::mem::take(&mut self.missing) * PADDING;
        if self.fillers == 0 {
            return false;
        }
        self.fillers -= 1;
        self.split.token.text.clear();
        self.split.token.text.push_str(FILLER);
        true
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.split.next_word() else {
            return self.advance_filler();
        };
        self.missing = self.missing.saturating_sub(1);
        if let Some(stem) = self.known.get(&*word) {
            self.split.token.text.push_str(stem);
            return true;
        }
        let stem = form_key(&word);
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

/// Splits text into words and yields the prefixes of each, every prefix once, besides those that have positions.
#[derive(Debug, Clone)]
struct PrefixTokenizer;

impl Tokenizer for PrefixTokenizer {
    type TokenStream<'a> = PrefixStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PrefixStream<'a> {
        PrefixStream {
            split: WordStream::new(text),
            word: Cow::Borrowed(""),
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
    word: Cow<'a, str>,
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
            if self.letters != HEAD && self.met.insert(start) {
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
    #[case::irregular(STEMS, "women steal stolen", &["woman", "steal", "steal"])]
    #[case::starts(STARTS, "de den tide tie é", &["d", "den", "t", "tid", "tie", "é"])]
    #[case::heads(HEADS, "de den tide é", &["de", "de", "ti", "é"])]
    #[case::several_spellings(WORDS, "the f.b.i. e-mail", &["the", "fbi", "email", "mail", "e"])]
    #[case::names(NAMES, "j.-p. holm", &["j", "p", "holm"])]
    fn analyses(#[case] way: &str, #[case] text: &str, #[case] terms: &[&str]) {
        let mut analyzer = register_tokenizers().get(way).unwrap();
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        found.retain(|term| term != FILLER);
        assert_eq!(found, terms);
    }

    #[test]
    fn words_keep_their_places_in_the_text() {
        let mut analyzer = register_tokenizers().get(STEMS).unwrap();
        let mut stream = analyzer.token_stream("tides, tides");
        let mut places = Vec::new();
        stream.process(&mut |token| places.push((token.position, token.offset_from)));
        assert_eq!(places.get(..2), Some([(0, 0), (1, 7)].as_slice()));
    }

    #[rstest]
    #[case::one_word(1, 77)]
    #[case::a_short_sentence(10, 50)]
    #[case::a_statement(20, 20)]
    #[case::a_speech(300, 300)]
    fn short_texts_count_as_longer(#[case] words: usize, #[case] tokens: usize) {
        let mut analyzer = register_tokenizers().get(STEMS).unwrap();
        let text = "tide ".repeat(words);
        let mut found = 0;
        analyzer.token_stream(&text).process(&mut |_| found += 1);
        assert_eq!(found, tokens);
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
