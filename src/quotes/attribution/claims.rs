//! Takes whose claim a quote is part of.

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::attribution::inner_clauses::{self, LONGEST_CLAUSE};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many mentions before a quote may make the claim that it is part of.
const MOST_CLAIMANTS: usize = 5;

/// Takes whose claim a quote is part of: "checked Ortiz's claim that there had been '…'".
pub(crate) fn take_claimant(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let near = view.next_mention.saturating_sub(MOST_CLAIMANTS)..view.next_mention;
    let found = near.rev().find(|index| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let noun = mention.tokens.1 + 1;
            let is_claim = scene
                .tokens
                .after(mention.tokens.1, 1)
                .is_some_and(|token| token.gives(Clue::Report));
            let leads_on = scene.tokens.after(noun, 1);
            let has_clause = leads_on.is_some_and(|token| token.has_class(WordClass::That));
            let is_near = noun < view.first
                && view.first - noun <= LONGEST_CLAUSE
                && case.sentence_of(noun) == case.sentence_of(view.first);
            // "Ortiz's claim that she had slept was '…'" is what somebody else says of it.
            let verbs = (noun..view.first)
                .filter_map(|at| scene.token(at))
                .filter(|token| token.gives(Clue::Passive))
                .count();
            let is_inside = is_near && verbs < 2 && !inner_clauses::has_break(case, noun);
            mention.is_possessive && is_claim && has_clause && is_inside
        })
    })?;
    let noun = scene.mentions.get(found)?.tokens.1 + 1;
    let inner = inner_clauses::find_inner_speaker(case, noun);
    Some(case.pick.with_speaker(inner.unwrap_or(found)))
}
