//! Finds whom a story is mostly about, and whether its author met them.

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::scene::Topic;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::TokenList;

/// Fewer mentions make nobody the topic of a story.
const FEWEST: usize = 2;

/// How often the author says "I" or "me" outside the quotes in a story of a meeting.
const FEWEST_OWN: usize = 2;

/// How many reporting words in the present a story of a meeting has at least.
const FEWEST_PRESENT: usize = 3;

/// Returns `true` if the author tells of a meeting: with "I" or "me", or in the present throughout.
fn is_met(tokens: &TokenList, mentions: &[Mention]) -> bool {
    let is_own = |mention: &&Mention| {
        let token = tokens.get(mention.tokens.0);
        !mention.is_quoted
            && mention.form == MentionForm::Pronoun
            && token.is_some_and(|token| token.is_any(&["i", "me", "we", "us"]))
    };
    let says_i = mentions.iter().filter(is_own).take(FEWEST_OWN).count() == FEWEST_OWN;
    let count = |words: &[&str]| {
        let keys: Vec<WordKey> = words.iter().map(|word| WordKey::new(word)).collect();
        let told = tokens.all.iter().filter(|token| token.is_unquoted());
        told.filter(|token| keys.contains(&token.word)).count()
    };
    let present = || count(&["says", "tells", "recalls", "explains", "laughs"]);
    says_i || present() >= FEWEST_PRESENT && present() > count(&["said", "told", "added"])
}

/// Returns whoever is named most in an article; `None` if nobody is named twice.
pub(crate) fn find_topic(
    tokens: &TokenList,
    mentions: &[Mention],
    entities: &[Entity],
) -> Option<Topic> {
    let people = entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| entity.is_person_like() && entity.mentions.len() >= FEWEST);
    let (entity, named) =
        people.max_by_key(|(at, entity)| (entity.mentions.len(), std::cmp::Reverse(*at)))?;
    let first = named.mentions.first().and_then(|at| mentions.get(*at));
    let paragraph = first.and_then(|first| tokens.get(first.tokens.0));
    Some(Topic {
        entity,
        opens: paragraph.is_some_and(|token| token.paragraph() == 0),
        is_met: is_met(tokens, mentions),
    })
}
