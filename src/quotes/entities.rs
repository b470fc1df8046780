//! Gathers the names of an article into the people and bodies they name.

use super::lexicon::{Class, Gender};
use super::mentions::{Form, Mention, Sort};
use super::symbol::Word;
use super::tokens::Tokens;
use crate::article::TextRange;

/// Somebody or something that the article names.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    /// The fullest name, without titles.
    pub(super) name: TextRange,
    /// The words of that name.
    words: Vec<Word>,
    /// What it is.
    pub(super) sort: Sort,
    /// The gender, where a name, title or noun shows it.
    pub(super) gender: Option<Gender>,
    /// Its mentions, in order.
    pub(super) mentions: Vec<usize>,
}

/// Gathers the named mentions into entities and notes in each mention which one it names.
pub(super) fn gather(tokens: &Tokens, mentions: &mut [Mention]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_last: std::collections::HashMap<Word, Vec<usize>> = std::collections::HashMap::new();
    let mut named: Vec<usize> = (0..mentions.len())
        .filter(|index| {
            mentions
                .get(*index)
                .is_some_and(|mention| mention.form == Form::Name)
        })
        .collect();
    // Full names first, so that a surname alone finds its bearer also where it stands before the full name.
    named.sort_by_key(|index| {
        mentions
            .get(*index)
            .map(|mention| (mention.tokens.0 == mention.tokens.1, mention.tokens.0))
    });
    for index in named {
        let Some(mention) = mentions.get(index).copied() else {
            continue;
        };
        let words = name_words(tokens, &mention);
        let keys: Vec<Word> = words
            .last()
            .copied()
            .into_iter()
            .chain(words.first().copied())
            .collect();
        let known = keys
            .iter()
            .filter_map(|key| by_last.get(key))
            .flatten()
            .copied()
            .filter(|at| {
                entities
                    .get(*at)
                    .is_some_and(|entity| entity.fits(&words, &mention))
            })
            .max_by_key(|at| {
                entities
                    .get(*at)
                    .map(|entity| (entity.mentions.len(), std::cmp::Reverse(*at)))
            });
        let at = known.unwrap_or(entities.len());
        if known.is_none() {
            for key in &keys {
                by_last.entry(*key).or_default().push(at);
            }
            entities.push(Entity::new(tokens, &mention, words.clone()));
        }
        if let Some(entity) = entities.get_mut(at) {
            entity.add(index, &mention, words, tokens);
        }
        if let Some(mention) = mentions.get_mut(index) {
            mention.entity = Some(at);
        }
    }
    for entity in &mut entities {
        entity.mentions.sort_unstable();
    }
    entities
}

fn name_words(tokens: &Tokens, mention: &Mention) -> Vec<Word> {
    let mut words: Vec<Word> = (mention.tokens.0..=mention.tokens.1)
        .filter_map(|index| tokens.get(index))
        .filter(|token| !token.is(Class::Determiner))
        .map(|token| token.word)
        .collect();
    let has_suffix = tokens
        .get(mention.tokens.1)
        .is_some_and(|token| token.is(Class::Suffix));
    if has_suffix && words.len() > 1 {
        words.pop();
    }
    words
}

impl Entity {
    fn new(tokens: &Tokens, mention: &Mention, words: Vec<Word>) -> Self {
        Self {
            name: core_range(tokens, mention),
            words,
            sort: mention.sort,
            gender: mention.gender,
            mentions: Vec::new(),
        }
    }

    fn add(&mut self, index: usize, mention: &Mention, words: Vec<Word>, tokens: &Tokens) {
        if words.len() > self.words.len() {
            self.name = core_range(tokens, mention);
            self.words = words;
        }
        if self.sort == Sort::Unknown {
            self.sort = mention.sort;
        }
        self.gender = self.gender.or(mention.gender);
        self.mentions.push(index);
    }

    /// Returns how many words the fullest name has.
    pub(super) fn length(&self) -> usize {
        self.words.len()
    }

    /// Says whether it may be a speaker at all.
    pub(super) fn can_speak(&self) -> bool {
        self.sort != Sort::Document
    }

    /// Says whether the fullest name ends with `word`, as a surname does.
    pub(super) fn ends_with(&self, word: Word) -> bool {
        self.words.last() == Some(&word)
    }

    /// Says whether something shows that it is a person: a title, a given name, a noun, or a name of several words.
    pub(super) fn is_person_like(&self) -> bool {
        self.sort == Sort::Person
            || self.sort == Sort::Unknown
                && (self.gender.is_some() || matches!(self.words.len(), 2..=4))
    }

    /// Says whether a mention with these words may name this entity.
    fn fits(&self, words: &[Word], mention: &Mention) -> bool {
        if let (Some(own), Some(other)) = (self.gender, mention.gender)
            && own != other
        {
            return false;
        }
        if self.words == words {
            return true;
        }
        let is_body = |sort| sort == Sort::Organisation;
        if words.len() == 1 {
            let alone = words.first();
            return !is_body(self.sort)
                && self.words.len() <= 4
                && (self.words.last() == alone || self.words.first() == alone);
        }
        if is_body(self.sort) || is_body(mention.sort) {
            return false;
        }
        self.words.len() > 1
            && self.words.last() == words.last()
            && self.words.first() == words.first()
    }
}

fn core_range(tokens: &Tokens, mention: &Mention) -> TextRange {
    let first = tokens.get(mention.tokens.0).map(|token| token.range);
    let last = tokens.get(mention.tokens.1).map(|token| token.range);
    first
        .zip(last)
        .map_or(mention.range, |(first, last)| first.union(last))
}
