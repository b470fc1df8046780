//! Gathers the names of an article into the people and bodies they name.

use std::collections::HashMap;

use crate::quotes::mentions::{couples, gender};
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{TextToken, TokenList};
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// How many more pronouns of the other gender tell that a surname is not that of its only bearer with a full name.
const STRONG_VOTE: i32 = 6;

/// The entities found so far, and which of them begin or end with a word.
#[derive(Default)]
struct EntityTable {
    entities: Vec<Entity>,
    by_word: HashMap<WordKey, Vec<usize>>,
    /// The given names that are countries in this article.
    lands: Vec<WordKey>,
}

impl EntityTable {
    fn named_with(&self, word: WordKey) -> impl Iterator<Item = (usize, &Entity)> {
        let places = self.by_word.get(&word).into_iter().flatten();
        places.filter_map(|at| Some((*at, self.entities.get(*at)?)))
    }

    /// Returns `true` if the full name of somebody ends with a word.
    fn is_surname(&self, word: WordKey) -> bool {
        self.named_with(word)
            .any(|(_, entity)| entity.word_count() > 1 && entity.ends_with(word))
    }

    /// Returns `true` if a full name begins with a word.
    fn is_given_name(&self, word: WordKey) -> bool {
        self.named_with(word)
            .any(|(_, entity)| entity.word_count() > 1 && !entity.ends_with(word))
    }

    /// Returns the surname of the given name at `index` that is written behind another's, if no full name has either.
    fn find_shared_surname<'a>(
        &self,
        tokens: &'a TokenList,
        mentions: &[Mention],
        index: usize,
    ) -> Option<&'a TextToken> {
        let word = single_word(&name_words(tokens, mentions.get(index)?))?;
        let is_known = self.is_surname(word) || self.is_given_name(word);
        let at = couples::shared_surname(tokens, mentions, index).filter(|_| !is_known)?;
        tokens.get(at)
    }

    /// Returns `true` if the full names of several people, or of nobody, end with a word.
    fn has_namesakes(&self, word: WordKey) -> bool {
        let bearers = self.named_with(word);
        let full = bearers.filter(|(_, entity)| entity.word_count() > 1 && entity.ends_with(word));
        full.count() != 1
    }

    /// Returns the entity that a name of these words names, a new one if none fits.
    fn find_or_add(
        &mut self,
        tokens: &TokenList,
        words: &[WordKey],
        mention: &Mention,
        gender: Option<Gender>,
    ) -> usize {
        // News uses surnames alone, tabloids and obituaries given names; middle names alone hardly occur.
        let keys = [words.last().copied(), words.first().copied()];
        let keys = || keys.iter().copied().flatten();
        let is_surname = is_long_surname(tokens, mention);
        let known = keys()
            .flat_map(|key| self.named_with(key))
            .filter(|(_, entity)| {
                // "Israel said" in a story of the country is not Israel Bell.
                let is_land = single_word(words).is_some_and(|word| {
                    self.lands.contains(&word) && entity.word_count() > 1 && !entity.ends_with(word)
                });
                entity.may_be_named(words, mention, gender) && !is_land
                    || is_surname && entity.has_surname(words, gender)
            })
            .max_by_key(|(_, entity)| {
                (
                    surname_rank(tokens, words, mention, entity),
                    entity.name_weight(words.len() == 1),
                )
            })
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
pub(crate) fn gather_entities(tokens: &TokenList, mentions: &mut [Mention]) -> Vec<Entity> {
    let named = named_mentions(tokens, mentions);
    let votes = count_votes(tokens, mentions, &named);
    let mut found = EntityTable {
        lands: find_lands(tokens, mentions, &named),
        ..EntityTable::default()
    };
    for index in named {
        let Some(mut mention) = mentions.get(index).copied() else {
            continue;
        };
        let mut words = name_words(tokens, &mention);
        let shared = found.find_shared_surname(tokens, mentions, index);
        words.extend(shared.map(|surname| surname.word));
        let surname = single_word(&words).filter(|word| found.is_surname(*word));
        if surname.is_some() && mention.lead == mention.tokens.0 {
            // A surname that is also a given name ("Clinton") shows no gender.
            mention.gender = None;
        }
        // Two people may share a surname; the pronouns behind it tell which of them is meant.
        let elected = single_word(&words).and_then(|word| {
            let vote = *votes.get(&word)?;
            let is_needed = vote.abs() >= STRONG_VOTE || found.has_namesakes(word);
            gender::elect_gender(vote).filter(|_| is_needed)
        });
        let gender = mention.gender.or(elected);
        let at = found.find_or_add(tokens, &words, &mention, gender);
        if let Some(entity) = found.entities.get_mut(at) {
            if entity.mentions.is_empty() {
                entity.surname = shared.map(TextToken::range);
            }
            entity.add_mention(index, &mention, words, tokens);
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

/// Returns the named mentions, full names first: a surname alone finds its bearer even before the full name.
fn named_mentions(tokens: &TokenList, mentions: &[Mention]) -> Vec<usize> {
    let is_name = |(_, mention): &(usize, &Mention)| mention.form == MentionForm::Name;
    let mut named: Vec<(bool, usize, usize)> = mentions
        .iter()
        .enumerate()
        .filter(is_name)
        .map(|(index, mention)| {
            let is_short = mention.tokens.0 == mention.tokens.1 || is_long_surname(tokens, mention);
            (is_short, mention.tokens.0, index)
        })
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(.., index)| index).collect()
}

/// Returns `true` for a name that may be a surname of several words: behind a title, or with a particle first.
fn is_long_surname(tokens: &TokenList, mention: &Mention) -> bool {
    let has_courtesy = mention.lead < mention.tokens.0
        && tokens
            .get(mention.tokens.0 - 1)
            .is_some_and(|title| title.has_class(WordClass::Title));
    let begins_small = tokens.get(mention.tokens.0).is_some_and(|first| {
        first.gives(Clue::Particle) || first.gives(Clue::NameParticle) || first.gives(Clue::Saint)
    });
    mention.tokens.1 > mention.tokens.0 && (has_courtesy || begins_small)
}

/// Returns the names of one word that are a country's in this article, though they are given names as well: it writes "in
/// Israel".
fn find_lands(tokens: &TokenList, mentions: &[Mention], named: &[usize]) -> Vec<WordKey> {
    let mentioned = named.iter().filter_map(|index| mentions.get(*index));
    mentioned
        .filter(|mention| mention.tokens.0 == mention.tokens.1 && !mention.is_possessive)
        .filter_map(|mention| {
            let token = tokens.get(mention.tokens.0)?;
            let is_inside = tokens
                .before(mention.lead, 1)
                .is_some_and(|before| before.is_any(&["in", "into", "inside", "across"]));
            (token.entry.is_land && is_inside).then_some(token.word)
        })
        .collect()
}

/// Ranks an entity among several that a surname fits: "Mrs Cope" is of "Brian and Sheila Cope", not their daughter Ellen;
/// "Cope" is whoever has the surname written behind the given name.
fn surname_rank(tokens: &TokenList, words: &[WordKey], mention: &Mention, entity: &Entity) -> u8 {
    let is_surname = single_word(words).is_some_and(|word| entity.ends_with(word));
    match (
        entity.surname.is_some() && is_surname,
        is_titled(tokens, mention),
    ) {
        (true, true) => 2,
        (false, _) => 1,
        (true, false) => 0,
    }
}

/// Returns `true` if "Mr" or "Mrs" comes before a name.
fn is_titled(tokens: &TokenList, mention: &Mention) -> bool {
    let mut before = (mention.lead..mention.tokens.0).filter_map(|at| tokens.get(at));
    before.any(|token| token.gives(Clue::Courtesy))
}

/// Returns the word of a name of one word.
fn single_word(words: &[WordKey]) -> Option<WordKey> {
    match words {
        [word] => Some(*word),
        _ => None,
    }
}

/// Counts, for each name of one word, the pronouns behind it: whether a surname alone is a woman's or a man's.
fn count_votes(tokens: &TokenList, mentions: &[Mention], named: &[usize]) -> HashMap<WordKey, i32> {
    let mut votes = HashMap::new();
    for index in named {
        let Some(mention) = mentions.get(*index) else {
            continue;
        };
        if let Some(word) = single_word(&name_words(tokens, mention)) {
            *votes.entry(word).or_default() += gender::pronoun_vote(tokens, mentions, *index);
        }
    }
    votes
}

fn name_words(tokens: &TokenList, mention: &Mention) -> Vec<WordKey> {
    let mut words: Vec<WordKey> = (mention.tokens.0..=mention.tokens.1)
        .filter_map(|index| tokens.get(index))
        .filter(|token| !token.has_class(WordClass::Determiner))
        .map(|token| token.word)
        .collect();
    let has_suffix = tokens
        .get(mention.tokens.1)
        .is_some_and(|token| token.has_class(WordClass::Suffix) || token.gives(Clue::Honour));
    if has_suffix && words.len() > 1 {
        words.pop();
    }
    words
}
