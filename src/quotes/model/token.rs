//! Words and punctuation with their place in the article.

use crate::article::TextRange;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::{Clue, WordClass, WordEntry};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters.
    Word,
    /// Begins with a digit.
    Number,
    /// `,`
    Comma,
    /// `.`, `!`, `?`, `…`
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash of any length, with spaces around a short one.
    Dash,
    /// `(` or `[`
    Opening,
    /// `)` or `]`
    Closing,
    /// Anything else.
    Other,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LetterCase {
    /// No capital at its start.
    Lower,
    /// A capital at its start.
    Capital,
    /// Capitals throughout, at least two letters.
    Upper,
    /// No capital, but part of a name: the "de" of "Bill de Blasio".
    Particle,
}

/// The endings that tell of a word's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordEnding {
    /// -ly, as adverbs have.
    Ly,
    /// -ing, as participles have.
    Ing,
    /// -ed, as past forms have.
    Ed,
    /// -s, as plurals and verbs have.
    S,
    /// -er, -or, -ist and their like, as nouns for those who do something have.
    Doer,
    /// Any other.
    Other,
}

/// Endings of nouns for those who do something.
const DOER_ENDINGS: &[&str] = &["er", "or", "ist", "ian", "ant", "man"];

impl WordEnding {
    /// Returns the ending of a word of which the lexicon knows `entry`.
    pub(crate) fn of_word(word: &str, entry: &WordEntry) -> Self {
        let is_small = !word.starts_with(char::is_uppercase);
        let is_doer =
            |word: &str| word.len() > 4 && DOER_ENDINGS.iter().any(|ending| word.ends_with(ending));
        match word {
            word if word.ends_with("ly") => Self::Ly,
            word if word.ends_with("ing") => Self::Ing,
            word if word.ends_with("ed") => Self::Ed,
            word if word.ends_with('s') => Self::S,
            word if is_doer(word) && !(is_small && entry.has(Clue::Verb)) => Self::Doer,
            _ => Self::Other,
        }
    }
}

/// Whose name a word is part of, for features, which must not know anybody by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum NamePart {
    /// Nobody's.
    #[default]
    None,
    /// A person's, or that of somebody or something unknown.
    Person,
    /// That of a body of people.
    Body,
}

/// A word or a piece of punctuation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextToken {
    start: Offset,
    end: Offset,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// How it is written.
    pub(crate) case: LetterCase,
    /// Whether `'s` or `'` follows.
    pub(crate) is_possessive: bool,
    /// How its letters end.
    pub(crate) ending: WordEnding,
    /// What the word is compared by.
    pub(crate) word: WordKey,
    /// What kind of word it is here, where that may depend on those beside it.
    pub(crate) class: WordClass,
    /// What is known about it.
    pub(crate) entry: &'static WordEntry,
    /// Whose name it is part of, once the mentions are known.
    pub(crate) name: NamePart,
    /// One more than the index of the quoted region it lies in; 0 outside.
    region: Offset,
    paragraph: Offset,
    sentence: Offset,
}

/// A byte offset or an index, as a `u32`: a long text has hundreds of thousands of tokens.
type Offset = u32;

/// Where a token is among the paragraphs, sentences and quoted regions of its article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenPlace {
    /// The bytes of the token, without a possessive ending.
    pub(crate) range: TextRange,
    /// The quoted region it lies in.
    pub(crate) region: Option<usize>,
    /// The index of its paragraph.
    pub(crate) paragraph: usize,
    /// The number of its sentence in the article.
    pub(crate) sentence: usize,
}

impl TextToken {
    /// Creates a piece of punctuation, or a word that nothing is known of.
    pub(crate) fn new(kind: TokenKind, word: WordKey, place: TokenPlace) -> Self {
        Self {
            start: to_offset(place.range.start),
            end: to_offset(place.range.end),
            kind,
            case: LetterCase::Lower,
            is_possessive: false,
            ending: WordEnding::Other,
            word,
            class: WordClass::Unknown,
            entry: WordEntry::unknown(),
            name: NamePart::None,
            region: place.region.map_or(0, |region| to_offset(region + 1)),
            paragraph: to_offset(place.paragraph),
            sentence: to_offset(place.sentence),
        }
    }

    /// Returns where it is; without a possessive ending.
    pub(crate) const fn range(&self) -> TextRange {
        TextRange::new(self.start as usize, self.end as usize)
    }

    /// Returns the index of the quoted region it lies in.
    pub(crate) const fn region(&self) -> Option<usize> {
        (self.region as usize).checked_sub(1)
    }

    /// Returns the index of its paragraph.
    pub(crate) const fn paragraph(&self) -> usize {
        self.paragraph as usize
    }

    /// Returns the number of its sentence in the article.
    pub(crate) const fn sentence(&self) -> usize {
        self.sentence as usize
    }

    /// Puts it into another sentence.
    pub(crate) fn set_sentence(&mut self, sentence: usize) {
        self.sentence = to_offset(sentence);
    }

    /// Replaces its lexicon entry, and its class with that of the entry.
    pub(crate) const fn set_entry(&mut self, entry: &'static WordEntry) {
        self.entry = entry;
        self.class = entry.class;
    }

    /// Returns `true` if it is a word of this class.
    pub(crate) fn has_class(&self, class: WordClass) -> bool {
        self.class == class
    }

    /// Returns `true` if the word gives this clue.
    pub(crate) fn gives(&self, clue: Clue) -> bool {
        self.entry.has(clue)
    }

    /// Returns `true` if it is one of these words, whatever its case.
    #[inline]
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.word.is_of(word))
    }

    /// Returns `true` if it is written with a capital, or is a particle of a name.
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.case != LetterCase::Lower
    }

    /// Returns `true` if a word joins an office or a body to what it is for.
    pub(crate) fn is_of_or_for(&self) -> bool {
        self.is_any(&["of", "for"])
    }

    /// Returns `true` for an unknown word outside the quotes that has no verb's ending.
    pub(crate) fn is_plain_word(&self) -> bool {
        self.kind == TokenKind::Word
            && self.is_unquoted()
            && !self.is_capital()
            && self.has_class(WordClass::Unknown)
            && self.entry.cue.is_none()
            && matches!(self.ending, WordEnding::Doer | WordEnding::Other)
    }

    /// Returns `true` if it is outside the quotes.
    pub(crate) fn is_unquoted(&self) -> bool {
        self.region == 0
    }
}

/// Narrows an offset; the texts that are searched for quotes are far shorter than what it holds.
fn to_offset(at: usize) -> Offset {
    Offset::try_from(at).unwrap_or(Offset::MAX)
}

/// The tokens of an article, in order.
#[derive(Debug, Default)]
pub(crate) struct TokenList {
    /// All of them.
    pub(crate) all: Vec<TextToken>,
    /// The index of each paragraph's first token; one more at the end.
    pub(crate) starts: Vec<usize>,
}

impl TokenList {
    /// Returns the token at `index`.
    pub(crate) fn get(&self, index: usize) -> Option<&TextToken> {
        self.all.get(index)
    }

    /// Returns the token `steps` before `index`, if it is in the same paragraph.
    pub(crate) fn before(&self, index: usize, steps: usize) -> Option<&TextToken> {
        let here = self.all.get(index)?.paragraph;
        let token = self.all.get(index.checked_sub(steps)?)?;
        (token.paragraph == here).then_some(token)
    }

    /// Returns the token `steps` after `index`, if it is in the same paragraph.
    pub(crate) fn after(&self, index: usize, steps: usize) -> Option<&TextToken> {
        let here = self.all.get(index)?.paragraph;
        let token = self.all.get(index + steps)?;
        (token.paragraph == here).then_some(token)
    }

    /// Returns the indexes of a paragraph's tokens.
    pub(crate) fn of_paragraph(&self, paragraph: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(paragraph).copied();
        let end = self.starts.get(paragraph + 1).copied();
        start.unwrap_or(self.all.len())..end.unwrap_or(self.all.len())
    }

    /// Returns the index of the first token that ends after the byte `at`.
    pub(crate) fn index_at(&self, at: usize) -> usize {
        self.all.partition_point(|token| token.range().end <= at)
    }
}
