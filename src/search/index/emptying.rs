//! Finds the condition of a query that leaves nothing of what would be found without it.

use tantivy::Searcher;

use crate::search::hits::{EmptyingCondition, HitRequest};
use crate::search::query::{Clause, Query, QueryWords, WordField};
use crate::text::Clean;

use super::Result;
use super::answers::compile_request;
use super::columns::Columns;
use super::hit_counts::count_hits;

/// The most conditions that are tried.
const MOST_TRIED: usize = 6;

/// Returns the condition without which the most is found; `None` if something is found, or nothing without any one of them.
pub(super) fn find_emptying(
    ask: &HitRequest<'_>,
    clause: &Clause,
    index: (&Searcher, &Columns),
    total: usize,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<EmptyingCondition>> {
    let Clause::All(parts) = clause else {
        return Ok(None);
    };
    if total > 0 || parts.len() < 2 {
        return Ok(None);
    }
    let count = |clause: &Clause| -> Result<usize> {
        let query = compile_request(ask, clause, index)?;
        let (searcher, columns) = index;
        let tally = count_hits(searcher, columns, &*query, is_wanted)?;
        Ok(tally.map_or(0, |tally| tally.hits))
    };
    let conditions = parts.iter().enumerate().filter(|(_, part)| is_filter(part));
    let mut best: Option<(usize, &Clause)> = None;
    for (number, condition) in conditions.take(MOST_TRIED) {
        let found = count(&without_part(parts, number))?;
        if found > best.map_or(0, |(found, _)| found) {
            best = Some((found, condition));
        }
    }
    let Some((total, condition)) = best else {
        return Ok(None);
    };
    let unknown = name_of(condition).filter(|_| matches!(count(condition), Ok(0)));
    Ok(Some(describe_condition(condition, unknown, total)))
}

/// Returns the query without one of its conditions.
fn without_part(parts: &[Clause], number: usize) -> Clause {
    let others = parts.iter().enumerate();
    let others = others.filter(|(other, _)| *other != number);
    Clause::All(others.map(|(_, part)| part.clone()).collect())
}

/// Returns `true` if a part only narrows what the words of the query find.
const fn is_filter(part: &Clause) -> bool {
    match part {
        Clause::Field(..) | Clause::Days { .. } | Clause::Is(_) => true,
        Clause::All(_)
        | Clause::Any(_)
        | Clause::Not(_)
        | Clause::Anything
        | Clause::Word(_)
        | Clause::Phrase(_) => false,
    }
}

/// Returns a name that a condition asks for: how it is typed, and what has such names.
fn name_of(condition: &Clause) -> Option<(String, &'static str)> {
    let Clause::Field(field, words) = condition else {
        return None;
    };
    let (typed, noun) = match field {
        WordField::Said => ("said", "speaker"),
        WordField::In => ("in", "source"),
        WordField::Tag => ("tag", "tag"),
        WordField::Author => ("author", "author"),
        WordField::About | WordField::Note | WordField::Title | WordField::Url => return None,
    };
    Some((format!("{typed}:{}", join_words(words)), noun))
}

fn join_words(words: &QueryWords) -> String {
    words.words.join(" ")
}

fn describe_condition(
    condition: &Clause,
    unknown: Option<(String, &'static str)>,
    total: usize,
) -> EmptyingCondition {
    let in_words = Query {
        clause: Some(condition.clone()),
        faults: Vec::new(),
    };
    let (condition, lacking) = match unknown {
        Some((typed, noun)) => (typed, Some(noun)),
        None => (in_words.in_words(), None),
    };
    EmptyingCondition {
        condition: Clean::line(&condition),
        lacking,
        total,
    }
}
