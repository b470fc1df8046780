//! Finds whoever an article speaks of: names, pronouns, and descriptions such as "a senior official".

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::chunks;
use super::lexicon::{Class, Gender, Identity};
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

/// Words met with a small letter, to tell names at a sentence's start from common words.
pub(super) type Commons = HashSet<u64, BuildHasherDefault<Identity>>;

/// Returns the mentions of an article in order; `titled` says which paragraphs are in title case.
pub(super) fn find(text: &str, tokens: &Tokens, titled: &[bool]) -> Vec<Mention> {
    let commons: Commons = tokens
        .all
        .iter()
        .filter(|token| token.kind == Kind::Word && token.case == Case::Lower)
        .map(|token| token.word.key())
        .collect();
    let mut mentions = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if titled.get(token.paragraph).copied().unwrap_or_default() {
            index = tokens.of_paragraph(token.paragraph).end;
        } else if let Some(pronoun) = pronoun(token, index) {
            mentions.push(pronoun);
            index += 1;
        } else {
            let chunk = chunks::at(tokens, index, &commons);
            index = chunk.end.max(index + 1);
            chunks::mentions(text, tokens, &chunk, &mut mentions);
        }
    }
    mentions
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
