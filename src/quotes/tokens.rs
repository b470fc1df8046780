//! Cuts the paragraphs of an article into words and punctuation, with their sentences and quoted regions.

use super::lexicon::{self, Class, Entry};
use super::marks::Region;
use super::symbol::Word;
use crate::article::TextRange;

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
            _ => Self::Other,
        }
    }
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
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (kind, len) = piece(TextRange::new(at, paragraph.end).of(self.text), c);
            let mut token = self.token(kind, TextRange::new(at, at + len), index);
            at += len;
            if ended && self.begins_sentence(&token) {
                self.sentence += 1;
            }
            token.sentence = self.sentence;
            if is_mark(token.range.of(self.text)) {
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
            without_possessive(written)
        } else {
            (written, false)
        };
        let range = TextRange::new(range.start, range.start + stem.len());
        let word = Word::new(stem.trim_end_matches('.'));
        Token {
            range,
            kind,
            case: case(stem),
            is_possessive,
            ending: Ending::of(stem),
            word,
            entry: if kind == Kind::Word && !is_initial(stem) {
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

/// Returns the kind and the bytes of the piece that `rest` begins with.
fn piece(rest: &str, first: char) -> (Kind, usize) {
    if first.is_alphanumeric() {
        let len = word_length(rest);
        let kind = if first.is_numeric() {
            Kind::Number
        } else {
            Kind::Word
        };
        return (kind, len);
    }
    let kind = match first {
        ',' => Kind::Comma,
        '.' | '!' | '?' | '…' => Kind::Stop,
        ':' => Kind::Colon,
        ';' => Kind::Semicolon,
        '-' | '–' | '—' | '―' => Kind::Dash,
        '(' | '[' => Kind::Opening,
        ')' | ']' => Kind::Closing,
        _ => Kind::Other,
    };
    let is_run = matches!(kind, Kind::Dash | Kind::Stop);
    let len = if is_run {
        rest.find(|c| c != first).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    };
    (kind, len)
}

/// Returns the bytes of a word: letters joined by single apostrophes, hyphens, full stops and ampersands.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut joiner = None;
    for (at, c) in rest.char_indices() {
        if c.is_alphanumeric() || is_combining(c) {
            end = at + c.len_utf8();
            joiner = None;
        } else if joiner.is_none() && matches!(c, '\'' | '’' | '-' | '.' | '&' | '@' | '_') {
            joiner = Some(c);
        } else {
            break;
        }
    }
    let stops = rest.get(end..).is_some_and(|tail| tail.starts_with('.'));
    let keeps = stops && keeps_stop(rest.get(..end).unwrap_or_default());
    end + usize::from(keeps)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Says whether a word is a letter that stands for a name ("A."); "I." may end a sentence.
fn is_initial(word: &str) -> bool {
    let letter = word.strip_suffix('.').unwrap_or_default();
    letter.len() == 1 && letter != "I"
}

/// Says whether a full stop after `word` belongs to it: an initial, a title, an acronym.
fn keeps_stop(word: &str) -> bool {
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let is_acronym = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    if is_initial || is_acronym {
        return true;
    }
    word.len() <= 6
        && word.starts_with(char::is_uppercase)
        && matches!(
            lexicon::look_up(Word::new(word)).class,
            Class::Title | Class::Suffix
        )
}

/// Splits a possessive ending off: `'s`, or `'` after an s.
fn without_possessive(word: &str) -> (&str, bool) {
    if !word.ends_with(['s', 'S']) {
        return (word, false);
    }
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    (word, false)
}

fn case(word: &str) -> Case {
    if !word.starts_with(char::is_uppercase) {
        return Case::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    if word.chars().filter(|c| c.is_alphabetic()).count() > 1 && letters.all(char::is_uppercase) {
        Case::Upper
    } else {
        Case::Capital
    }
}

fn is_mark(piece: &str) -> bool {
    piece.chars().all(|c| {
        matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '`' | '‚' | '″'
        )
    })
}
