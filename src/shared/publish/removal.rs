//! Removes stories that a publisher no longer has.

use super::restore;
use super::same::{self, StorySketches};
use super::transaction::run_transaction;
use crate::article::ArticleId;
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{parse_story, story_array};

/// The tables with the parts of a story, besides its own.
const PARTITIONED: [&str; 2] = ["articles", "quotes"];

/// Removes a publisher's copies of stories, and the stories that nobody else has; returns how many copies that were.
///
/// A story that others have too loses the publisher's corrections and path.
pub(super) fn remove_copies(
    connection: &mut SharedConnection,
    publisher: i64,
    stories: &[ArticleId],
) -> SharedResult<usize> {
    let stories = story_array(stories.iter().copied());
    run_transaction(connection, |connection| {
        remove_locked(connection, publisher, &stories)
    })
}

fn remove_locked(
    connection: &mut SharedConnection,
    publisher: i64,
    stories: &str,
) -> SharedResult<usize> {
    let number = publisher.to_string();
    let values = [Some(number.as_str()), Some(stories)];
    let one = [Some(stories)];
    connection.query(
        "SELECT 1 FROM stories WHERE story = ANY ($1::uuid[]) ORDER BY story FOR UPDATE",
        &one,
    )?;
    let corrected = connection.query(
        "DELETE FROM corrections WHERE publisher = $1::integer AND story = ANY ($2::uuid[]) RETURNING story",
        &values,
    )?;
    let removed = connection.query(
        "DELETE FROM copies WHERE publisher = $1::integer AND story = ANY ($2::uuid[]) RETURNING 1",
        &values,
    )?;
    let corrected: Vec<ArticleId> = corrected
        .iter()
        .filter_map(|row| parse_story(row.raw(0)?))
        .collect();
    let mut sketches = restore::restore_stories(connection, publisher, &corrected)?;
    restore::hand_over_stories(connection, &number, stories)?;
    sketches.extend(remove_unowned(connection, stories)?);
    if !sketches.is_empty() {
        same::update_groups(connection, &sketches)?;
    }
    Ok(removed.len())
}

/// Removes those of some stories that nobody has; returns what they were compared by.
fn remove_unowned(
    connection: &mut SharedConnection,
    stories: &str,
) -> SharedResult<Vec<StorySketches>> {
    let alone = connection.query(
        "SELECT story FROM stories s WHERE story = ANY ($1::uuid[])
            AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.story = s.story)",
        &[Some(stories)],
    )?;
    let alone: Vec<ArticleId> = alone
        .iter()
        .filter_map(|row| parse_story(row.raw(0)?))
        .collect();
    let gone: Vec<StorySketches> = alone.iter().copied().map(StorySketches::removed).collect();
    let alone = story_array(alone.into_iter());
    remove_stories(connection, &alone)?;
    connection.query(
        "DELETE FROM stories WHERE story = ANY ($1::uuid[])",
        &[Some(&alone)],
    )?;
    Ok(gone)
}

/// Removes the articles and quotes of stories.
pub(super) fn remove_stories(connection: &mut SharedConnection, stories: &str) -> SharedResult<()> {
    for table in PARTITIONED {
        let statement = format!(
            "DELETE FROM {table} t USING stories s
                WHERE s.story = ANY ($1::uuid[]) AND t.story = s.story AND t.year = s.year"
        );
        connection.query(&statement, &[Some(stories)])?;
    }
    connection.query(
        "DELETE FROM long_texts WHERE story = ANY ($1::uuid[])",
        &[Some(stories)],
    )?;
    Ok(())
}
