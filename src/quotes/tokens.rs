//! Cuts the paragraphs of an article into words and punctuation, with their sentences and quoted regions.

use super::lexicon::{self, Class, Entry};
use super::marks::Region;
use super::symbol::Word;
use super::words;
use crate::article::TextRange;
use crate::text::SOFT_HYPHEN;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) enum Case {
    /// No capital at its start.
    Lower,
    /// A capital at its start.
    Capital,
    /// Capitals throughout, at least two letters.
    Upper,
}

/// The endings that tell of a word's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
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

impl Ending {
    fn of(word: &str) -> Self {
        match word {
            word if word.ends_with("ly") => Self::Ly,
            word if word.ends_with("ing") => Self::Ing,
            word if word.ends_with("ed") => Self::Ed,
            word if word.ends_with('s') => Self::S,
            word if is_doer(word) => Self::Doer,
            _ => Self::Other,
        }
    }
}

/// Verbs that end as doers do.
const VERBS: &[&str] = &[
    "consider",
    "remember",
    "offer",
    "enter",
    "prefer",
    "order",
    "gather",
    "deliver",
    "favor",
    "want",
    "honor",
    "monitor",
    "counter",
    "cover",
    "discover",
    "encounter",
    "grant",
    "haunt",
];

fn is_doer(word: &str) -> bool {
    let endings = ["er", "or", "ist", "ian", "ant", "man"];
    word.len() > 4 && endings.iter().any(|ending| word.ends_with(ending)) && !VERBS.contains(&word)
}

/// A word or a piece of punctuation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where it stands; without a possessive ending.
    pub(super) range: TextRange,
    /// What it is.
    pub(super) kind: Kind,
    /// How it is written.
    pub(super) case: Case,
    /// Whether `'s` or `'` follows.
    pub(super) is_possessive: bool,
    /// How its letters end.
    pub(super) ending: Ending,
    /// What the word is compared by.
    pub(super) word: Word,
    /// What is known about it.
    pub(super) entry: Entry,
    /// The quoted region it lies in.
    pub(super) region: Option<usize>,
    /// The index of its paragraph.
    pub(super) paragraph: usize,
    /// The number of its sentence in the article.
    pub(super) sentence: usize,
}

impl Token {
    /// Says whether it is a word of this class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.entry.class == class
    }

    /// Says whether it is one of these words, whatever its case.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.word == Word::new(word))
    }

    /// Says whether it is written with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }

    /// Says whether it stands outside the quotes.
    pub(super) fn is_told(&self) -> bool {
        self.region.is_none()
    }
}

/// The tokens of an article, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// All of them.
    pub(super) all: Vec<Token>,
    /// The index of each paragraph's first token; one more at the end.
    pub(super) starts: Vec<usize>,
}

impl Tokens {
    /// Returns the token at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.all.get(index)
    }

    /// Returns the token `steps` before `index`, if it stands in the same paragraph.
    pub(super) fn before(&self, index: usize, steps: usize) -> Option<&Token> {
        let here = self.all.get(index)?.paragraph;
        let token = self.all.get(index.checked_sub(steps)?)?;
        (token.paragraph == here).then_some(token)
    }

    /// Returns the token `steps` after `index`, if it stands in the same paragraph.
    pub(super) fn after(&self, index: usize, steps: usize) -> Option<&Token> {
        let here = self.all.get(index)?.paragraph;
        let token = self.all.get(index + steps)?;
        (token.paragraph == here).then_some(token)
    }

    /// Returns the indexes of a paragraph's tokens.
    pub(super) fn of_paragraph(&self, paragraph: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(paragraph).copied();
        let end = self.starts.get(paragraph + 1).copied();
        start.unwrap_or(self.all.len())..end.unwrap_or(self.all.len())
    }

    /// Returns the index of the first token that ends after the byte `at`.
    pub(super) fn at(&self, at: usize) -> usize {
        self.all.partition_point(|token| token.range.end <= at)
    }
}

/// Cuts `paragraphs` into tokens; `regions` are their quoted stretches, sorted.
pub(super) fn cut(text: &str, paragraphs: &[TextRange], regions: &[Region]) -> Tokens {
    let mut cutter = Cutter {
        text,
        tokens: Tokens::default(),
        regions,
        next_region: 0,
        sentence: 0,
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        cutter.tokens.starts.push(cutter.tokens.all.len());
        cutter.paragraph(index, *paragraph);
        cutter.sentence += 1;
    }
    cutter.tokens.starts.push(cutter.tokens.all.len());
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    tokens: Tokens,
    regions: &'a [Region],
    next_region: usize,
    sentence: usize,
}

impl Cutter<'_> {
    fn paragraph(&mut self, index: usize, paragraph: TextRange) {
        let mut at = paragraph.start;
        let mut ended = false;
        while let Some(c) = TextRange::new(at, paragraph.end)
            .of(self.text)
            .chars()
            .next()
        {
            if c.is_whitespace() || c == SOFT_HYPHEN {
                at += c.len_utf8();
                continue;
            }
            let (kind, len) = words::piece(TextRange::new(at, paragraph.end).of(self.text), c);
            let mut token = self.token(kind, TextRange::new(at, at + len), index);
            at += len;
            if ended && self.begins_sentence(&token) {
                self.sentence += 1;
            }
            token.sentence = self.sentence;
            if words::is_mark(token.range.of(self.text)) {
                self.note_possessive(token.range);
            } else {
                ended = kind == Kind::Stop;
                self.tokens.all.push(token);
            }
        }
    }

    /// An apostrophe right after a plural makes it possessive: "the voters' rights".
    fn note_possessive(&mut self, mark: TextRange) {
        let is_told = self.region_at(mark.start).is_none();
        let Some(last) = self.tokens.all.last_mut() else {
            return;
        };
        let is_plural = last.range.end == mark.start && last.range.of(self.text).ends_with('s');
        if is_plural && matches!(mark.of(self.text), "'" | "’") && is_told {
            last.is_possessive = true;
        }
    }

    /// A full stop ends a sentence; other ends do so too, unless a reporting clause follows a quote.
    fn begins_sentence(&self, token: &Token) -> bool {
        let Some(stop) = self.tokens.all.last() else {
            return false;
        };
        let is_full_stop = matches!(stop.range.of(self.text), "." | "…");
        let leaves_quote = stop.region.is_some() && stop.region != token.region;
        let is_start = token.is_capital() || token.kind == Kind::Number || token.region.is_some();
        is_start && (is_full_stop || !leaves_quote)
    }

    fn token(&mut self, kind: Kind, range: TextRange, paragraph: usize) -> Token {
        let written = range.of(self.text);
        let (stem, is_possessive) = if kind == Kind::Word {
            words::without_possessive(written)
        } else {
            (written, false)
        };
        let range = TextRange::new(range.start, range.start + stem.len());
        let word = Word::new(stem.trim_end_matches('.'));
        Token {
            range,
            kind,
            case: words::case(stem),
            is_possessive,
            ending: Ending::of(stem),
            word,
            entry: if kind == Kind::Word && !words::is_initial(stem) {
                lexicon::look_up(word)
            } else {
                Entry::default()
            },
            region: self.region_at(range.start),
            paragraph,
            sentence: self.sentence,
        }
    }

    fn region_at(&mut self, at: usize) -> Option<usize> {
        while self
            .regions
            .get(self.next_region)
            .is_some_and(|region| region.range.end <= at)
        {
            self.next_region += 1;
        }
        let region = self.regions.get(self.next_region)?;
        region.range.contains(at).then_some(self.next_region)
    }
}
