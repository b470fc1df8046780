//! The steps that can be undone and redone, stored with the facts so that they survive a restart.
//!
//! Undone steps are the redo tail: they have the highest numbers, and a new step removes them.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::fact::{self, Fact, FactKey, FactKind};
use super::note::ChangeOrigin;
use super::transaction::FactTransaction;
use super::{StateError, clock, digest, fact_updates, note};

/// The most steps that are kept.
const STEPS: u32 = 1000;
/// The most facts of all steps together; the newest step is kept whatever its size.
const FACTS: u32 = 300_000;

/// A change that was undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnedStep {
    /// What the change was, as [`super::StateChange::description`] words it.
    pub description: String,
    /// Whether it was undone, rather than redone.
    pub is_undone: bool,
    /// How many of its facts were left alone, because something else has changed them since.
    pub left: usize,
}

impl fmt::Display for TurnedStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let did = if self.is_undone { "Undid" } else { "Redid" };
        write!(f, "{did}: {}", self.description)?;
        match self.left {
            0 => Ok(()),
            left => write!(f, " ({left} changed since then and were left alone)"),
        }
    }
}

/// A fact before and after a step.
pub(super) struct StepFact {
    pub(super) key: FactKey,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl StepFact {
    /// Returns the checksum of all its parts and its step's number.
    fn row_digest(&self, step: i64) -> i64 {
        digest::digest_of(&[
            &step.to_be_bytes(),
            self.key.kind.name().as_bytes(),
            &fact::article_bytes(self.key.article),
            self.key.name.as_bytes(),
            digest::optional_part(self.before.as_deref()),
            digest::optional_part(self.after.as_deref()),
        ])
    }
}

/// A change that can be undone or redone: a row of the table `step`.
struct UndoStep {
    number: i64,
    description: String,
    is_undone: bool,
    facts: usize,
}

impl UndoStep {
    /// Returns the checksum of all its parts.
    fn row_digest(&self) -> i64 {
        digest::digest_of(&[
            &self.number.to_be_bytes(),
            self.description.as_bytes(),
            &[u8::from(self.is_undone)],
            &self.facts.to_be_bytes(),
        ])
    }

    fn insert_row(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO step (number, description, is_undone, facts, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET
                     is_undone = excluded.is_undone, digest = excluded.digest",
            )?
            .execute(params![
                self.number,
                self.description,
                self.is_undone,
                i64::try_from(self.facts).unwrap_or(i64::MAX),
                self.row_digest()
            ])?;
        Ok(())
    }
}

/// Records a step after the last one that was not undone, and removes the redo tail.
pub(super) fn record_step(
    connection: &Connection,
    description: &str,
    facts: &[StepFact],
) -> Result<()> {
    // As in any editor, a new change ends the chance to redo: the undone steps no longer follow from the state.
    connection.execute("DELETE FROM step WHERE is_undone", [])?;
    let last: Option<i64> =
        connection.query_row("SELECT max(number) FROM step", [], |row| row.get(0))?;
    let step = UndoStep {
        number: last.unwrap_or_default() + 1,
        description: description.to_owned(),
        is_undone: false,
        facts: facts.len(),
    };
    step.insert_row(connection)?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO step_fact (step, kind, article, name, before, after, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for fact in facts {
        insert.execute(params![
            step.number,
            fact.key.kind.name(),
            fact::article_bytes(fact.key.article),
            fact.key.name,
            fact.before,
            fact.after,
            fact.row_digest(step.number)
        ])?;
    }
    forget_oldest(connection, step.number)
}

/// Removes the oldest steps beyond the limits; their facts go with them.
fn forget_oldest(connection: &Connection, newest: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM step WHERE number < ?1 AND number <= (
                 SELECT max(number) FROM (
                     SELECT number, sum(facts) OVER newer AS facts, count(*) OVER newer AS steps
                     FROM step WINDOW newer AS (ORDER BY number DESC)
                 ) WHERE facts > ?2 OR steps > ?3
             )",
        )?
        .execute(params![newest, FACTS, STEPS])?;
    Ok(())
}

/// Undoes the last step that is not undone, or redoes the first that is; `None` if there is none.
///
/// A fact that something else has changed since is left as it is.
pub(super) fn turn_step(
    transaction: &FactTransaction<'_>,
    is_undone: bool,
    origin: &ChangeOrigin,
) -> Result<Option<TurnedStep>, StateError> {
    let Some(mut step) = next_step(transaction, is_undone)? else {
        return Ok(None);
    };
    let mut left = 0;
    for StepFact { key, before, after } in facts_of_step(transaction, step.number)? {
        let (from, to) = if is_undone {
            (after, before)
        } else {
            (before, after)
        };
        let current = fact::read_fact(transaction, &key)?;
        let value = current.as_ref().and_then(|fact| fact.value.as_deref());
        if fact_updates::has_same_content(key.kind, value, from.as_deref())? {
            // Undo writes a new version with a new time, so that it wins in a merge like any other change.
            let changed = clock::next_stamp(current.as_ref(), origin.stamp);
            let value = if key.kind == FactKind::Note {
                note::rewritten_value(current.as_ref(), to.as_deref(), origin)?
            } else {
                to
            };
            fact::write_fact(
                transaction,
                &Fact {
                    key,
                    changed,
                    value,
                },
            )?;
        } else {
            left += 1;
        }
    }
    step.is_undone = is_undone;
    step.insert_row(transaction)?;
    Ok(Some(TurnedStep {
        description: step.description,
        is_undone,
        left,
    }))
}

/// Returns the description of what the next undo (or redo) would change.
pub(super) fn next_description(connection: &Connection, is_undone: bool) -> Result<Option<String>> {
    Ok(next_step(connection, is_undone)?.map(|step| step.description))
}

/// Returns the next step to undo, or the next one to redo.
fn next_step(connection: &Connection, is_undone: bool) -> Result<Option<UndoStep>> {
    let sql = if is_undone {
        "SELECT number, description, is_undone, facts FROM step
         WHERE NOT is_undone ORDER BY number DESC LIMIT 1"
    } else {
        "SELECT number, description, is_undone, facts FROM step
         WHERE is_undone ORDER BY number LIMIT 1"
    };
    connection
        .prepare_cached(sql)?
        .query_row([], step_from_row)
        .optional()
}

/// Reads a step from a row of number, description, `is_undone` and facts.
fn step_from_row(row: &Row<'_>) -> Result<UndoStep> {
    let facts: i64 = row.get(3)?;
    Ok(UndoStep {
        number: row.get(0)?,
        description: row.get(1)?,
        is_undone: row.get(2)?,
        facts: usize::try_from(facts).unwrap_or_default(),
    })
}

/// Returns `true` if no step or fact is missing and every checksum is right.
pub(super) fn is_whole(connection: &Connection) -> Result<bool> {
    let mut steps =
        connection.prepare("SELECT number, description, is_undone, facts, digest FROM step")?;
    let mut rows = steps.query([])?;
    // A checksum cannot reveal a row that is missing; the number of facts in each step does.
    let mut total = 0;
    while let Some(row) = rows.next()? {
        let step = step_from_row(row)?;
        if step.row_digest() != row.get::<_, i64>(4)? {
            return Ok(false);
        }
        total += step.facts;
    }
    let mut facts = connection
        .prepare("SELECT kind, article, name, before, after, step, digest FROM step_fact")?;
    let mut rows = facts.query([])?;
    while let Some(row) = rows.next()? {
        if step_fact_from_row(row)?.row_digest(row.get(5)?) != row.get::<_, i64>(6)? || total == 0 {
            return Ok(false);
        }
        total -= 1;
    }
    Ok(total == 0)
}

/// Returns the facts of a step.
fn facts_of_step(connection: &Connection, step: i64) -> Result<Vec<StepFact>> {
    connection
        .prepare_cached("SELECT kind, article, name, before, after FROM step_fact WHERE step = ?1")?
        .query_map([step], step_fact_from_row)?
        .collect()
}

/// Reads a fact of a step from a row of kind, article, name, before and after.
fn step_fact_from_row(row: &Row<'_>) -> Result<StepFact> {
    let kind: String = row.get(0)?;
    let article: Vec<u8> = row.get(1)?;
    Ok(StepFact {
        key: FactKey {
            kind: FactKind::from_name(&kind).ok_or(rusqlite::Error::InvalidColumnName(kind))?,
            article: fact::article_of(&article),
            name: row.get(2)?,
        },
        before: row.get(3)?,
        after: row.get(4)?,
    })
}
