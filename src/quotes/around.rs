//! What stands around each mention, noted once for all the regions that look at it.

use super::cues::Cue;
use super::lexicon::Class;
use super::mentions::{Form, Mention, Sort};
use super::symbol::Symbol;
use super::tokens::{Token, Tokens};
use super::view::{self, View};

/// What stands around a mention.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// The letters of the two tokens before it.
    pub(super) before: Symbol,
    /// The letters of the three tokens after it.
    pub(super) after: Symbol,
    /// Its own last word, if it is no name.
    pub(super) word: Option<Symbol>,
    /// The word before, if the lexicon knows it.
    pub(super) word_before: Option<Symbol>,
    /// The word after, or its lemma, if the lexicon knows it.
    pub(super) word_after: Option<Symbol>,
    /// A letter for its form.
    pub(super) form: u8,
    /// A letter for its sort.
    pub(super) sort: u8,
    /// Whether no other mention stands before it in its sentence.
    pub(super) is_first: bool,
    /// Whether a preposition stands before it.
    pub(super) is_governed: bool,
    /// How many mentions that can speak stand before it in the article.
    pub(super) rank: usize,
}

/// Notes what stands around every mention.
pub(super) fn note(text: &str, tokens: &Tokens, mentions: &[Mention]) -> Vec<Around> {
    let mut rank = 0;
    let mut last_sentence = None;
    mentions
        .iter()
        .map(|mention| {
            let sentence = tokens.get(mention.tokens.0).map(|token| token.sentence);
            let around = of(text, tokens, mention, rank, sentence != last_sentence);
            last_sentence = sentence;
            rank += usize::from(can_speak(mention));
            around
        })
        .collect()
}

/// Says whether a mention is not merely part of another phrase.
fn can_speak(mention: &Mention) -> bool {
    !mention.is_quoted && !mention.is_possessive && !mention.is_modifier
}

fn of(text: &str, tokens: &Tokens, mention: &Mention, rank: usize, is_first: bool) -> Around {
    let word = |token: &Token| view::symbol(token.range.of(text));
    let is_known =
        |token: &&Token| token.entry.class != Class::Unknown || token.entry.cue.is_some();
    let previous = mention.lead.checked_sub(1).and_then(|at| tokens.get(at));
    let next = tokens.get(mention.tokens.1 + 1).filter(is_known);
    let own = tokens
        .get(mention.tokens.1)
        .filter(|_| mention.form != Form::Name);
    Around {
        before: view::letters_before(tokens, mention.lead, 2),
        after: view::letters_after(tokens, mention.tokens.1, 3),
        word: own.map(word),
        word_before: previous.filter(is_known).map(word),
        word_after: next.map(|token| token.entry.cue.unwrap_or_else(|| word(token))),
        form: form(mention),
        sort: sort(mention),
        is_first,
        is_governed: previous.is_some_and(|token| token.is(Class::Preposition)),
        rank,
    }
}

fn form(mention: &Mention) -> u8 {
    match (mention.form, mention.is_possessive, mention.is_modifier) {
        (_, _, true) => b'M',
        (Form::Name, true, _) => b'N',
        (Form::Name, false, _) => b'n',
        (Form::Pronoun, true, _) => b'P',
        (Form::Pronoun, false, _) => b'p',
        (Form::Description, true, _) => b'D',
        (Form::Description, false, _) => b'd',
    }
}

fn sort(mention: &Mention) -> u8 {
    match mention.sort {
        Sort::Person => b'p',
        Sort::Organisation => b'o',
        Sort::Document => b'd',
        Sort::Unknown => b'u',
    }
}

/// The subjects of the cues around a region, each with its nearest cue.
#[derive(Debug, Default)]
pub(super) struct Subjects<'a>(Vec<&'a Cue>);

/// The most cues looked at on each side of a region.
const MOST_CUES: usize = 64;

impl<'a> Subjects<'a> {
    /// Looks at the cues from two paragraphs before a region to one after it, the nearest of very many.
    pub(super) fn of(cues: &'a [Cue], tokens: &Tokens, view: &View) -> Self {
        let from = tokens.of_paragraph(view.paragraph.saturating_sub(2)).start;
        let to = tokens.of_paragraph(view.paragraph + 1).end;
        let here = cues.partition_point(|cue| cue.token < view.first);
        let first = cues.partition_point(|cue| cue.token < from);
        let end = cues.partition_point(|cue| cue.token < to);
        let first = first.max(here.saturating_sub(MOST_CUES));
        let end = end.min(here + MOST_CUES);
        let mut near: Vec<&Cue> = cues.get(first..end).unwrap_or_default().iter().collect();
        near.sort_by_key(|cue| (cue.subject, view.distance(cue.token)));
        near.dedup_by_key(|cue| cue.subject);
        Self(near)
    }

    /// Returns the nearest cue whose subject is the mention at `index`.
    pub(super) fn cue_of(&self, index: usize) -> Option<&'a Cue> {
        let at = self
            .0
            .binary_search_by_key(&index, |cue| cue.subject)
            .ok()?;
        self.0.get(at).copied()
    }
}
