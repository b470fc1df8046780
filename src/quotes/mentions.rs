//! Finds whoever an article speaks of: names, pronouns, and descriptions such as "a senior official".

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::chunks;
use super::lexicon::{Class, Gender, Identity};
use super::naming;
use super::phrases;
use super::tokens::{Case, Kind, Token, Tokens};
use crate::article::TextRange;

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By name.
    Name,
    /// By a pronoun.
    Pronoun,
    /// By a noun.
    Description,
}

/// What a mention refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// One person or several.
    Person,
    /// A body of people.
    Organisation,
    /// Something that can be read.
    Document,
    /// The words do not show it.
    Unknown,
}

/// A reference to somebody or something that can speak.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    /// The words a reader would point at.
    pub(super) range: TextRange,
    /// Its tokens, the first and the last.
    pub(super) tokens: (usize, usize),
    /// The first token with the titles and role before a name ("Rep.", "campaign manager").
    pub(super) lead: usize,
    /// How it refers.
    pub(super) form: Form,
    /// What it refers to.
    pub(super) sort: Sort,
    /// The gender its words show.
    pub(super) gender: Option<Gender>,
    /// Whether it is possessive ("Ms. Ortiz's", "his").
    pub(super) is_possessive: bool,
    /// Whether a noun follows that it modifies ("the Ortiz campaign").
    pub(super) is_modifier: bool,
    /// Whether it stands inside a quote.
    pub(super) is_quoted: bool,
    /// The entity it names, once known.
    pub(super) entity: Option<usize>,
}

/// The identities of words.
pub(super) type Words = HashSet<u64, BuildHasherDefault<Identity>>;

/// How the article writes its words, to tell names at a sentence's start from common words.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Words met with a small letter.
    pub(super) small: Words,
    /// Words met with a capital behind a given name.
    pub(super) surnames: Words,
    /// Words met with a capital behind another word of their sentence.
    pub(super) large: Words,
}

impl Written {
    fn of(tokens: &Tokens, is_titled: &impl Fn(&Token) -> bool) -> Self {
        let mut written = Self::default();
        let mut last: Option<&Token> = None;
        for token in &tokens.all {
            let is_word = token.kind == Kind::Word;
            let follows = last.is_some_and(|last| {
                last.is_capital()
                    && last.sentence == token.sentence
                    && last.kind == Kind::Word
                    && last.entry.given.is_some()
            });
            if is_word && token.case == Case::Lower {
                written.small.insert(token.word.key());
            } else if is_word && token.is_capital() && !is_titled(token) {
                if follows {
                    written.surnames.insert(token.word.key());
                }
                if last.is_some_and(|last| {
                    last.sentence == token.sentence && last.region == token.region
                }) {
                    written.large.insert(token.word.key());
                }
            }
            last = Some(token);
        }
        written
    }
}

/// Returns the mentions of an article in order; `titled` says which paragraphs are in title case.
pub(super) fn find(text: &str, tokens: &Tokens, titled: &[bool]) -> Vec<Mention> {
    let is_titled = |token: &Token| titled.get(token.paragraph).copied().unwrap_or_default();
    let written = Written::of(tokens, &is_titled);
    let mut mentions = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if is_titled(token) {
            index = tokens.of_paragraph(token.paragraph).end;
        } else if let Some(pronoun) = pronoun(token, index) {
            mentions.push(pronoun);
            index += 1;
        } else {
            let chunk = chunks::at(tokens, index, &written);
            index = chunk.end.max(index + 1);
            phrases::mentions(text, tokens, &written, &chunk, &mut mentions);
            // A name may run on over "of", and what it holds is no name of its own.
            let end = mentions.last().map_or(0, |last| last.tokens.1 + 1);
            index = index.max(end);
        }
    }
    let titled: Vec<usize> = (0..titled.len())
        .filter(|at| titled.get(*at).copied().unwrap_or_default())
        .collect();
    if !titled.is_empty() {
        let known = known_words(tokens, &mentions);
        for paragraph in titled {
            in_title_case(text, tokens, paragraph, &known, &mut mentions);
        }
        mentions.sort_by_key(|mention| (mention.tokens.0, mention.tokens.1));
    }
    mentions
}

/// Returns the words of the names found in running text.
fn known_words(tokens: &Tokens, mentions: &[Mention]) -> Words {
    mentions
        .iter()
        .filter(|mention| mention.form == Form::Name)
        .flat_map(|mention| mention.tokens.0..=mention.tokens.1)
        .filter_map(|index| tokens.get(index))
        .filter(|token| token.is_capital())
        .map(|token| token.word.key())
        .collect()
}

/// Adds the names in a headline: a capital says nothing there, but the story knows its people.
fn in_title_case(
    text: &str,
    tokens: &Tokens,
    paragraph: usize,
    known: &Words,
    mentions: &mut Vec<Mention>,
) {
    let mut index = tokens.of_paragraph(paragraph).start;
    let end = tokens.of_paragraph(paragraph).end;
    while index < end {
        let is_known = |at: usize| {
            tokens.get(at).filter(|token| {
                at < end
                    && token.is_capital()
                    && !token.is(Class::Title)
                    && known.contains(&token.word.key())
            })
        };
        let Some(first) = is_known(index) else {
            index += 1;
            continue;
        };
        let mut last = index;
        let region = first.region;
        while tokens.get(last).is_some_and(|token| !token.is_possessive)
            && is_known(last + 1).is_some_and(|token| token.region == region)
        {
            last += 1;
        }
        mentions.extend(naming::name(text, tokens, &(index..last + 1), index));
        index = last + 1;
    }
}

fn pronoun(token: &Token, index: usize) -> Option<Mention> {
    let is_possessive = match token.entry.class {
        Class::Subject | Class::Object | Class::Relative => false,
        Class::Possessive => true,
        _ => return None,
    };
    let sort = match token.entry.gender {
        Some(Gender::Male | Gender::Female) => Sort::Person,
        _ => Sort::Unknown,
    };
    Some(Mention {
        range: token.range,
        tokens: (index, index),
        lead: index,
        form: Form::Pronoun,
        sort,
        gender: token.entry.gender,
        is_possessive,
        is_modifier: false,
        is_quoted: !token.is_told(),
        entity: None,
    })
}
