//! Makes the terms of texts, for all fields from one look at each word.
//!
//! An article's words are split once: its quotes and what they are about are parts of its text, and each text has four fields.
//! So this is done by the threads that load articles, and tantivy's one thread is given lists of terms (`analysis::TERMS`).

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::search::forms::form_key;
use crate::search::words::{LONGEST_WORD, split_terms};
use crate::text::hash::BuildNumberHasher;

use super::analysis::{HEAD, PART, START, TERM};

/// How many words a thread knows; names and misprints would let them grow with the archive.
const MOST_KNOWN: usize = 1 << 15;

/// The words of a quote that says what it has to say, neither a slogan nor a speech.
const STATEMENT: usize = 20;

/// How many terms each word below [`STATEMENT`] adds.
const PADDING: usize = 4;

/// The term that fills up short texts; no word is a hyphen.
pub(super) const FILLER: &str = "-";

thread_local! {
    static VOCABULARY: RefCell<Vocabulary> = RefCell::default();
}

/// A word of a text, by its number in a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextWord {
    number: usize,
    /// Whether it is a part of the word before, at whose position it is.
    is_part: bool,
}

/// The terms of a text for each of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TextTerms {
    pub(super) words: TermList,
    pub(super) stems: TermList,
    pub(super) starts: TermList,
    pub(super) heads: TermList,
}

/// The terms of a paragraph that quotes are about: stems, and the first letters of the words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ParagraphTerms {
    pub(super) stems: TermList,
    pub(super) letters: BTreeSet<char>,
}

/// Terms as one text, each with what it follows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TermList(String);

impl TermList {
    fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Appends a term; a part of the one before has its position.
    fn push(&mut self, term: &str, is_part: bool) {
        self.0.push(if is_part { PART } else { TERM });
        self.0.push_str(term);
    }

    /// Returns the text that `analysis::TERMS` splits.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words with the terms they make, kept from one article to the next.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, usize, RandomState>,
    words: Vec<KnownWord>,
    /// The number of the text that terms were made of last.
    text: usize,
    /// The prefixes that it has so far.
    met: HashSet<u64, BuildNumberHasher>,
}

/// The terms of a word.
#[derive(Debug)]
struct KnownWord {
    word: Box<str>,
    stem: Box<str>,
    /// The last text that had the word.
    text: usize,
}

impl Vocabulary {
    /// Calls `make` with the vocabulary of this thread.
    pub(super) fn with_own<T>(make: impl FnOnce(&mut Self) -> T) -> T {
        VOCABULARY.with_borrow_mut(|vocabulary| {
            if vocabulary.words.len() > MOST_KNOWN {
                // The common words are soon back.
                *vocabulary = Self::default();
            }
            make(vocabulary)
        })
    }

    /// Splits a folded text into words.
    pub(super) fn read_words(&mut self, text: &str, words: &mut Vec<TextWord>) {
        for term in split_terms(text) {
            if term.range.len() > LONGEST_WORD {
                continue;
            }
            let mut add = |word: &str, is_part| {
                let number = self.number_of(word);
                words.push(TextWord { number, is_part });
            };
            add(&term.text, false);
            for part in term.parts.into_iter().flatten().rev() {
                add(part.of(text), true);
            }
        }
    }

    fn number_of(&mut self, word: &str) -> usize {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len();
        self.words.push(KnownWord {
            word: word.into(),
            stem: form_key(word).into(),
            text: 0,
        });
        self.numbers.insert(word.into(), number);
        number
    }

    /// Makes the terms of a text with these words.
    pub(super) fn make_terms<'a>(
        &mut self,
        text: impl Iterator<Item = &'a TextWord>,
        bytes: usize,
    ) -> TextTerms {
        let mut terms = TextTerms {
            words: TermList::with_capacity(bytes),
            stems: TermList::with_capacity(bytes),
            ..TextTerms::default()
        };
        self.begin_text();
        let mut missing = STATEMENT;
        for TextWord { number, is_part } in text {
            let Some(known) = self.words.get_mut(*number) else {
                continue;
            };
            missing = missing.saturating_sub(1);
            terms.words.push(&known.word, *is_part);
            terms.stems.push(&known.stem, *is_part);
            terms.heads.push(first_letters(&known.word, HEAD), *is_part);
            if known.text != self.text {
                known.text = self.text;
                push_starts(&mut terms.starts, &known.word, &mut self.met);
            }
        }
        // BM25 ranks the shortest texts highest, so that the best quotes on anything would be of two words. With the filler
        // a text counts as longer the more words it lacks to a statement, and block-max pruning works as ever.
        for _ in 0..missing * PADDING {
            terms.stems.push(FILLER, false);
        }
        terms
    }

    /// Makes the terms of a paragraph that quotes are about: the field tells only which terms it has, so each is there once.
    pub(super) fn make_paragraph_terms(&mut self, paragraph: &[TextWord]) -> ParagraphTerms {
        let mut terms = ParagraphTerms::default();
        self.begin_text();
        for TextWord { number, .. } in paragraph {
            let known = self.words.get_mut(*number);
            if let Some(known) = known.filter(|known| known.text != self.text) {
                known.text = self.text;
                terms.stems.push(&known.stem, false);
                terms.letters.extend(known.word.chars().next());
            }
        }
        terms
    }

    fn begin_text(&mut self) {
        self.text += 1;
        self.met.clear();
    }
}

/// Adds the prefixes of a word that have no positions, those of one letter and of three, unless the text has them already.
fn push_starts(starts: &mut TermList, word: &str, met: &mut HashSet<u64, BuildNumberHasher>) {
    let mut start = 0;
    for (number, (at, letter)) in (1..=START).zip(word.char_indices()) {
        // A `char` has 21 bits, so a prefix of three fits into one `u64` without collisions.
        start = start << 21 | u64::from(letter);
        if number != HEAD && met.insert(start) {
            let end = at + letter.len_utf8();
            starts.push(word.get(..end).unwrap_or(word), false);
        }
    }
}

/// Returns as many letters of the beginning of a word.
fn first_letters(word: &str, letters: usize) -> &str {
    let end = word.char_indices().nth(letters);
    end.and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::search::index::analysis::{TERMS, register_tokenizers};

    fn terms_of(text: &str) -> TextTerms {
        let mut vocabulary = Vocabulary::default();
        let mut words = Vec::new();
        vocabulary.read_words(text, &mut words);
        vocabulary.make_terms(words.iter(), 0)
    }

    /// Returns the terms of a list with their positions.
    fn split(list: &TermList) -> Vec<(String, usize)> {
        let mut analyzer = register_tokenizers().get(TERMS).unwrap();
        let mut found = Vec::new();
        let mut add = |token: &tantivy::tokenizer::Token| {
            found.push((token.text.clone(), token.position));
        };
        analyzer.token_stream(list.as_str()).process(&mut add);
        found.retain(|(term, _)| term != FILLER);
        found
    }

    #[rstest]
    #[case::words("o'hara denied it", |terms: TextTerms| terms.words, &["o'hara", "denied", "it"])]
    #[case::stems("o'hara's denials denied denied", |terms: TextTerms| terms.stems, &["o'hara", "denial", "deni", "deni"])]
    #[case::irregular("women steal stolen", |terms: TextTerms| terms.stems, &["woman", "steal", "steal"])]
    #[case::starts("de den tide tie é", |terms: TextTerms| terms.starts, &["d", "den", "t", "tid", "tie", "é"])]
    #[case::heads("de den tide é", |terms: TextTerms| terms.heads, &["de", "de", "ti", "é"])]
    #[case::several_spellings("the f.b.i. e-mail", |terms: TextTerms| terms.words, &["the", "fbi", "email", "mail", "e"])]
    #[case::no_words("— …", |terms: TextTerms| terms.words, &[])]
    fn makes_the_terms_of_a_field(
        #[case] text: &str,
        #[case] field: fn(TextTerms) -> TermList,
        #[case] expected: &[&str],
    ) {
        let terms = terms_of(text);
        let found = split(&field(terms)).into_iter().map(|(term, _)| term);
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_parts_of_a_word_have_its_position() {
        let found = split(&terms_of("an e-mail today").words);
        let expected = [("an", 0), ("email", 1), ("mail", 1), ("e", 1), ("today", 2)];
        assert_eq!(
            found,
            expected.map(|(word, position)| (word.to_owned(), position))
        );
    }

    #[test]
    fn endless_words_are_left_out() {
        let text = format!("a {} b", "x".repeat(9999));
        let found = split(&terms_of(&text).words);
        assert_eq!(found, [("a".to_owned(), 0), ("b".to_owned(), 1)]);
    }

    #[rstest]
    #[case::one_word(1, 77)]
    #[case::a_short_sentence(10, 50)]
    #[case::a_statement(20, 20)]
    #[case::a_speech(300, 300)]
    fn short_texts_count_as_longer(#[case] words: usize, #[case] terms: usize) {
        let stems = terms_of(&"tide ".repeat(words)).stems;
        assert_eq!(stems.as_str().matches(TERM).count(), terms);
    }

    #[test]
    fn a_paragraph_has_each_stem_once() {
        let mut vocabulary = Vocabulary::default();
        let mut words = Vec::new();
        vocabulary.read_words("tides and e-mails and tides", &mut words);
        let terms = vocabulary.make_paragraph_terms(&words);
        let stems = split(&terms.stems).into_iter().map(|(stem, _)| stem);
        assert_eq!(
            stems.collect::<Vec<_>>(),
            ["tide", "and", "email", "mail", "e"]
        );
        assert_eq!(terms.letters.into_iter().collect::<String>(), "aemt");
    }
}
