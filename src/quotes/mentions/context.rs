//! What surrounds each mention, noted once for all the regions that look at it.

use crate::quotes::model::letters;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::mention_context::MentionContext;
use crate::quotes::model::token::{NamePart, TextToken, TokenKind, TokenList};
use crate::quotes::model::word_class::WordClass;

/// The most tokens of a clause that begins a sentence.
const LONGEST_CLAUSE: usize = 16;

/// Notes what surrounds every mention.
pub(crate) fn describe_contexts(
    text: &str,
    tokens: &TokenList,
    mentions: &[Mention],
) -> Vec<MentionContext> {
    let mut rank = 0;
    let mut last_sentence = None;
    mentions
        .iter()
        .map(|mention| {
            let sentence = tokens.get(mention.tokens.0).map(TextToken::sentence);
            let context = describe_context(text, tokens, mention, rank, sentence != last_sentence);
            last_sentence = sentence;
            // Ranks let a feature count the mentions between two places without walking over them.
            rank += usize::from(can_speak(mention));
            context
        })
        .collect()
}

/// Returns `true` if a mention is not merely part of another phrase.
fn can_speak(mention: &Mention) -> bool {
    !mention.is_quoted && !mention.is_possessive && !mention.is_modifier
}

fn describe_context(
    text: &str,
    tokens: &TokenList,
    mention: &Mention,
    rank: usize,
    is_first: bool,
) -> MentionContext {
    let word = |token: &TextToken| letters::word_symbol(text, token);
    let is_known =
        |token: &&TextToken| token.class != WordClass::Unknown || token.entry.cue.is_some();
    let previous = mention.lead.checked_sub(1).and_then(|at| tokens.get(at));
    let next = tokens.get(mention.tokens.1 + 1).filter(is_known);
    let own = tokens
        .get(mention.tokens.1)
        .filter(|_| mention.form != MentionForm::Name);
    MentionContext {
        before: letters::letters_before(tokens, mention.lead, 2),
        after: letters::letters_after(tokens, mention.tokens.1, 3),
        word: own.map(word),
        word_before: previous.filter(is_known).map(word),
        word_after: next.map(|token| match token.entry.cue {
            Some(lemma) if token.name == NamePart::None => lemma,
            _ => word(token),
        }),
        is_first,
        is_in_opening_clause: is_in_opening_clause(tokens, mention.lead),
        is_governed: previous.is_some_and(|token| token.has_class(WordClass::Preposition)),
        rank,
    }
}

/// Returns `true` for a token in a clause that begins its sentence with "when" and its like and ends with a comma: the
/// sentence is about whoever comes behind it.
fn is_in_opening_clause(tokens: &TokenList, at: usize) -> bool {
    let Some(own) = tokens.get(at) else {
        return false;
    };
    let in_sentence = |at: &usize| {
        let token = tokens.get(*at);
        token.is_some_and(|token| token.sentence() == own.sentence())
    };
    let before = (at.saturating_sub(LONGEST_CLAUSE)..at).rev();
    let start = before.take_while(in_sentence).last().unwrap_or(at);
    let is_comma = |at: &usize| {
        let token = tokens.get(*at);
        token.is_some_and(|token| token.kind == TokenKind::Comma)
    };
    let opens = tokens
        .get(start)
        .is_some_and(|first| first.has_class(WordClass::Subordinator));
    let mut after = (at..at + LONGEST_CLAUSE).take_while(in_sentence);
    opens && !(start..at).any(|at| is_comma(&at)) && after.any(|at| is_comma(&at))
}
