//! Mirrors an archive into a shared one: stories, quotes, people and corrections, in batches, only what has changed.
//!
//! - `plan`: compares the catalogue with what is published
//! - `load`: loads stories and finds their quotes
//! - `corrections`: the corrections of all publishers; the latest holds
//! - `rows`, `copy_text`: the rows of a story
//! - `batch`: writes some stories in one transaction; `removal`: removes those that are gone; `restore`: leaves out the
//!   corrections of who has left; `transaction`: all of it or nothing
//! - `same`: which stories and statements are the same
//! - `names`: the numbers of names; `people`: whose names they are
//! - this file: one step after the other
//!
//! What is committed stays, so that a publisher who is interrupted goes on where it was.

mod batch;
mod copy_text;
mod corrections;
mod load;
mod names;
mod people;
mod plan;
mod removal;
mod restore;
mod rows;
mod same;
mod transaction;

use std::collections::HashMap;

use jiff::Timestamp;

use self::batch::BatchWriter;
use self::corrections::OwnCorrections;
use self::names::NameBook;
use self::plan::PublishPlan;
use super::client::SharedConnection;
use super::error::SharedResult;
use super::schema;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::CorrectionSet;
use crate::library::state::{DecisionTimes, QuoteKey};
use crate::people::Person;
use crate::shared::sql_text::parse_story;

/// How many stories are written in one transaction.
const BATCH: usize = 200;

/// After how many of these transactions the counts of words are added up, so that readers do not read ever more of them.
const MERGED_BATCHES: usize = 50;

/// From how many stories on the server is told to count its words again, by which it plans.
const MANY: usize = 500;

/// What is published.
pub struct PublishSource<'a> {
    /// The folders, whose catalogue is up to date.
    pub archive: &'a Archive,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The publisher's corrections.
    pub corrections: &'a CorrectionSet,
    /// When they were made.
    pub correction_times: &'a HashMap<(ArticleId, QuoteKey), Timestamp>,
    /// When the publisher decided on who is who.
    pub decision_times: &'a DecisionTimes,
    /// Who is who in the archive.
    pub people: Vec<Person>,
    /// Whether stories that are no longer there are removed: not if some folder could not be read.
    pub removes_missing: bool,
}

/// How far publishing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PublishProgress {
    /// The stories that were looked at.
    pub done: usize,
    /// The stories that are new or changed.
    pub total: usize,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PublishOutcome {
    /// The stories that were written.
    pub written: usize,
    /// Their quotes.
    pub quotes: usize,
    /// The stories that were the same already.
    pub unchanged: usize,
    /// The stories that were removed.
    pub removed: usize,
    /// The stories whose files could not be loaded.
    pub missing: usize,
    /// The stories, published before, that were compared with others for the first time.
    pub compared: usize,
    /// Whether the tables were those of the version before.
    pub is_converted: bool,
}

/// Publishes an archive under the name of a publisher.
///
/// # Errors
/// Fails if the shared archive cannot be written; what was committed until then stays.
pub fn publish_archive(
    connection: &mut SharedConnection,
    publisher: &str,
    source: &PublishSource<'_>,
    show: &mut dyn FnMut(PublishProgress),
) -> SharedResult<PublishOutcome> {
    let is_converted = schema::create_tables(connection)?;
    let number = register_publisher(connection, publisher)?;
    let plan = PublishPlan::make(connection, number, source)?;
    let mut outcome = PublishOutcome {
        unchanged: plan.unchanged,
        is_converted,
        ..PublishOutcome::default()
    };
    let mut names = NameBook::default();
    let mut writer = BatchWriter {
        connection,
        publisher,
        number,
        names: &mut names,
    };
    write_changes(&mut writer, &plan, source, &mut outcome, show)?;
    for gone in plan.gone.chunks(BATCH) {
        outcome.removed += removal::remove_copies(connection, number, gone)?;
    }
    people::publish_people(connection, number, source, &plan.own, &mut names)?;
    same::remove_orphans(connection)?;
    outcome.compared = same::sketch_published(connection, &mut |done, total| {
        show(PublishProgress { done, total });
    })?;
    finish(connection, number, outcome.written + outcome.compared)?;
    Ok(outcome)
}

/// Writes what is new or has changed, batch after batch.
fn write_changes(
    writer: &mut BatchWriter<'_>,
    plan: &PublishPlan,
    source: &PublishSource<'_>,
    outcome: &mut PublishOutcome,
    show: &mut dyn FnMut(PublishProgress),
) -> SharedResult<()> {
    let own = OwnCorrections::new(source.corrections, source.correction_times);
    let mut progress = PublishProgress {
        done: 0,
        total: plan.changed.len(),
    };
    let mut batches = 0_usize;
    let mut next = plan.changed.chunks(BATCH);
    let mut loaded = next.next().map(|jobs| load::load_stories(jobs, &own));
    while let Some(batch) = loaded.take() {
        // The next stories are loaded while these are written.
        let (written, following) = rayon::join(
            || writer.write_stories(&batch),
            || next.next().map(|jobs| load::load_stories(jobs, &own)),
        );
        let written = written?;
        outcome.written += written.stories;
        outcome.quotes += written.quotes;
        outcome.unchanged += written.unchanged;
        outcome.missing += batch.missing;
        progress.done += written.stories + written.unchanged + batch.missing;
        show(progress);
        batches += 1;
        if batches.is_multiple_of(MERGED_BATCHES) {
            merge_word_counts(writer.connection)?;
        }
        loaded = following;
    }
    Ok(())
}

/// Removes all that a publisher has published; returns how many stories that were.
///
/// # Errors
/// Fails if the shared archive cannot be written.
pub fn withdraw_publisher(
    connection: &mut SharedConnection,
    publisher: &str,
) -> SharedResult<usize> {
    schema::check_version(connection)?;
    let number = register_publisher(connection, publisher)?;
    let value = number.to_string();
    let rows = connection.query(
        "SELECT story FROM copies WHERE publisher = $1::integer",
        &[Some(&value)],
    )?;
    let stories: Vec<ArticleId> = rows
        .iter()
        .filter_map(|row| parse_story(row.raw(0)?))
        .collect();
    let mut removed = 0;
    for some in stories.chunks(BATCH) {
        removed += removal::remove_copies(connection, number, some)?;
    }
    connection.query(
        "DELETE FROM people WHERE publisher = $1::integer",
        &[Some(&value)],
    )?;
    // Also if nothing was removed: a run that was killed may have left some.
    same::mend_torn_groups(connection)?;
    merge_word_counts(connection)?;
    Ok(removed)
}

/// Adds up the counts of each word.
fn merge_word_counts(connection: &mut SharedConnection) -> SharedResult<()> {
    connection
        .query("SELECT pullquote.merge_word_counts()", &[])
        .map(drop)
}

/// Returns the number of a publisher, who gets one if there is none.
fn register_publisher(connection: &mut SharedConnection, name: &str) -> SharedResult<i64> {
    let find = "SELECT publisher FROM publishers WHERE name = $1";
    let number = |rows: Vec<super::client::SharedRow>| rows.first()?.parsed(0);
    if let Some(number) = number(connection.query(find, &[Some(name)])?) {
        return Ok(number);
    }
    let add = "INSERT INTO publishers (name) VALUES ($1) ON CONFLICT (name) DO NOTHING";
    connection.query(add, &[Some(name)])?;
    Ok(number(connection.query(find, &[Some(name)])?).unwrap_or_default())
}

fn finish(connection: &mut SharedConnection, number: i64, written: usize) -> SharedResult<()> {
    // Also if nothing has changed: a run that was killed may have left some.
    merge_word_counts(connection)?;
    same::mend_torn_groups(connection)?;
    if written >= MANY {
        // Whoever does not own the tables is warned; the server does it by itself some time later.
        connection.run_script("ANALYZE articles; ANALYZE quotes; ANALYZE names; ANALYZE people; ANALYZE appearances; ANALYZE word_counts; \
             ANALYZE story_sketches; ANALYZE statement_sketches")?;
    }
    connection.query(
        "UPDATE publishers SET published = now() WHERE publisher = $1::integer",
        &[Some(&number.to_string())],
    )?;
    Ok(())
}
