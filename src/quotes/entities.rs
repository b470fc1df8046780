//! Gathers the names of an article into the people and bodies they name.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::gender;
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
    /// Whether a name, title or noun shows the gender, rather than the pronouns around.
    pub(super) is_shown: bool,
    /// Its mentions, in order.
    pub(super) mentions: Vec<usize>,
}

/// The entities found so far, and which of them begin or end with a word.
#[derive(Default)]
struct Found {
    entities: Vec<Entity>,
    by_word: HashMap<Word, Vec<usize>>,
}

impl Found {
    fn with(&self, word: Word) -> impl Iterator<Item = (usize, &Entity)> {
        let places = self.by_word.get(&word).into_iter().flatten();
        places.filter_map(|at| Some((*at, self.entities.get(*at)?)))
    }

    /// Says whether the full name of somebody ends with a word.
    fn is_surname(&self, word: Word) -> bool {
        self.with(word)
            .any(|(_, entity)| entity.length() > 1 && entity.ends_with(word))
    }

    /// Returns the entity that a name of these words names, a new one if none fits.
    fn naming(
        &mut self,
        tokens: &Tokens,
        words: &[Word],
        mention: &Mention,
        gender: Option<Gender>,
    ) -> usize {
        let keys = [words.last().copied(), words.first().copied()];
        let keys = || keys.iter().copied().flatten();
        let known = keys()
            .flat_map(|key| self.with(key))
            .filter(|(_, entity)| entity.fits(words, mention, gender))
            .max_by_key(|(_, entity)| entity.weight(words.len() == 1))
            .map(|(at, _)| at);
        known.unwrap_or_else(|| {
            let at = self.entities.len();
            for key in keys() {
                self.by_word.entry(key).or_default().push(at);
            }
            self.entities
                .push(Entity::new(tokens, mention, words.to_vec()));
            at
        })
    }
}

/// Gathers the named mentions into entities and notes in each mention which one it names.
pub(super) fn gather(tokens: &Tokens, mentions: &mut [Mention]) -> Vec<Entity> {
    let named = named(mentions);
    let votes = votes(tokens, mentions, &named);
    let mut found = Found::default();
    for index in named {
        let Some(mut mention) = mentions.get(index).copied() else {
            continue;
        };
        let words = name_words(tokens, &mention);
        let surname = alone(&words).filter(|word| found.is_surname(*word));
        if surname.is_some() && mention.lead == mention.tokens.0 {
            // A surname that is also a given name ("Clinton") shows no gender.
            mention.gender = None;
        }
        let elected = alone(&words).and_then(|word| gender::elected(*votes.get(&word)?));
        let gender = mention.gender.or(elected);
        let at = found.naming(tokens, &words, &mention, gender);
        if let Some(entity) = found.entities.get_mut(at) {
            entity.add(index, &mention, words, tokens);
        }
        if let Some(mention) = mentions.get_mut(index) {
            mention.entity = Some(at);
        }
    }
    for entity in &mut found.entities {
        entity.mentions.sort_unstable();
    }
    found.entities
}

/// Returns the named mentions, full names first: a surname alone finds its bearer also where it stands before.
fn named(mentions: &[Mention]) -> Vec<usize> {
    let is_name = |(_, mention): &(usize, &Mention)| mention.form == Form::Name;
    let mut named: Vec<(bool, usize, usize)> = mentions
        .iter()
        .enumerate()
        .filter(is_name)
        .map(|(index, mention)| {
            let is_short = mention.tokens.0 == mention.tokens.1;
            (is_short, mention.tokens.0, index)
        })
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(.., index)| index).collect()
}

/// Returns the word of a name of one word.
fn alone(words: &[Word]) -> Option<Word> {
    match words {
        [word] => Some(*word),
        _ => None,
    }
}

/// Counts, for each name of one word, the pronouns behind it: whether a surname alone is a woman's or a man's.
fn votes(tokens: &Tokens, mentions: &[Mention], named: &[usize]) -> HashMap<Word, i32> {
    let mut votes = HashMap::new();
    for index in named {
        let Some(mention) = mentions.get(*index) else {
            continue;
        };
        if let Some(word) = alone(&name_words(tokens, mention)) {
            *votes.entry(word).or_default() += gender::vote(tokens, mentions, *index);
        }
    }
    votes
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
            is_shown: mention.gender.is_some(),
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
        self.is_shown = self.gender.is_some();
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

    /// Returns what speaks for it among several that a name fits, as numbers to compare.
    ///
    /// A surname alone is that of whoever was named in full first: news names the relatives in full each time.
    fn weight(&self, is_short: bool) -> (bool, usize, Reverse<usize>) {
        let named = if is_short { 0 } else { self.mentions.len() };
        let first = self.mentions.first().copied().unwrap_or_default();
        (is_short && self.is_shown, named, Reverse(first))
    }

    /// Says whether a mention with these words may name this entity.
    fn fits(&self, words: &[Word], mention: &Mention, gender: Option<Gender>) -> bool {
        if let (Some(own), Some(other)) = (self.gender, gender)
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
