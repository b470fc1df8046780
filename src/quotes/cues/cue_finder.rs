//! Finds the reporting words outside the quotes and who their subject is.

use crate::quotes::cues::subjects::{CueToken, SubjectFinder};
use crate::quotes::model::cue::Cue;
use crate::quotes::model::mention::Mention;
use crate::quotes::model::mention_index::MentionIndex;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TokenKind, TokenList};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many cues before one are looked at for a subject they may share.
const MOST_EARLIER: usize = 4;

/// The most tokens of whoever is quoted "as saying" something.
const LONGEST_CITED: usize = 6;

/// Returns the cues that have a subject, in order.
pub(crate) fn find_cues(
    text: &str,
    tokens: &TokenList,
    mentions: &[Mention],
    places: &MentionIndex,
) -> Vec<Cue> {
    let finder = SubjectFinder {
        tokens,
        mentions,
        places,
    };
    // "The report" and "state director Ed Bell" hold words that could report.
    let covered = covered_tokens(mentions, tokens.all.len());
    let mut cues = Vec::new();
    for (index, token) in tokens.all.iter().enumerate() {
        if covered.get(index).copied().unwrap_or_default() || !token.is_unquoted() {
            continue;
        }
        if let Some(lemma) = token.entry.cue.filter(|lemma| {
            !is_noun(text, tokens, index, *lemma) && !leads_to_saying(tokens, index)
        }) {
            let before = cues
                .iter()
                .rev()
                .take(MOST_EARLIER)
                .take_while(|cue: &&Cue| finder.is_same_sentence(cue.token, index))
                // "Ortiz's comments" have an owner, no subject that acts on.
                .find(|cue| {
                    mentions
                        .get(cue.subject)
                        .is_some_and(|one| !one.is_possessive)
                })
                .map(|cue| cue.subject);
            let found = finder.find_subject(CueToken {
                index,
                token: *token,
                earlier: before,
            });
            let found =
                found.filter(|(subject, _)| !is_language(tokens, mentions, *subject, lemma));
            cues.extend(found.map(|(subject, link)| Cue {
                token: index,
                lemma,
                subject,
                link,
            }));
        }
    }
    cues
}

/// Returns `true` if what somebody speaks is a language: "the dialect, which both towns speak".
fn is_language(tokens: &TokenList, mentions: &[Mention], subject: usize, lemma: Symbol) -> bool {
    let before = mentions
        .get(subject)
        .and_then(|subject| tokens.before(subject.lead, 1));
    lemma == Symbol::new("speak")
        && before.is_some_and(|before| before.has_class(WordClass::Relative))
}

/// Returns for each of `count` tokens whether a mention covers it, its lead included: "Ohio state director Ed Bell".
fn covered_tokens(mentions: &[Mention], count: usize) -> Vec<bool> {
    let mut opened = vec![0_i32; count + 1];
    for mention in mentions {
        if let Some(opens) = opened.get_mut(mention.lead) {
            *opens += 1;
        }
        if let Some(closes) = opened.get_mut(mention.tokens.1 + 1) {
            *closes -= 1;
        }
    }
    let mut depth = 0;
    opened
        .into_iter()
        .take(count)
        .map(|change| {
            depth += change;
            depth > 0
        })
        .collect()
}

/// Returns `true` for a citing verb whose object is quoted "as saying" what came before: "“…,” Ortiz quoted the farmer as
/// saying".
fn leads_to_saying(tokens: &TokenList, index: usize) -> bool {
    let is_citing = tokens
        .get(index)
        .is_some_and(|token| token.gives(Clue::Citing));
    let is_as = |steps: &usize| {
        let (word, next) = (tokens.after(index, *steps), tokens.after(index, steps + 1));
        let end = tokens.after(index, steps + 2);
        word.is_some_and(|word| word.is_any(&["as"]))
            && next.is_some_and(|next| next.gives(Clue::Reads))
            && end.is_none_or(|end| end.kind == TokenKind::Stop)
    };
    is_citing && (2..=LONGEST_CITED).any(|steps| is_as(&steps))
}

/// Returns `true` if a word that can report is a noun here: "via email", "in response", but not "to respond".
fn is_noun(text: &str, tokens: &TokenList, index: usize, lemma: Symbol) -> bool {
    let is_base = tokens
        .get(index)
        .is_some_and(|token| Symbol::new(token.range().of(text)) == lemma);
    let follows = tokens.before(index, 1);
    is_base
        && follows
            .is_some_and(|token| token.has_class(WordClass::Preposition) && !token.is_any(&["to"]))
}
