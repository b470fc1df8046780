//! Reads and writes sketches and their groups.

use std::collections::{BTreeSet, HashMap};

use super::groups::SketchGroups;
use super::sketches::{GroupedSketch, SharedSketch, SketchKey, read_row};
use crate::article::QuoteId;
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{number_array, optional_numbers, story_array, text_array};

/// How many prints are looked up in one question: the server compares each row that it finds with all of them.
const PRINTS: usize = 500;

/// Reads the sketches of stories.
pub(super) fn read_stories<S: SharedSketch>(
    connection: &mut SharedConnection,
    stories: &str,
) -> SharedResult<Vec<GroupedSketch<S>>> {
    read_where(connection, "t.story = ANY ($1::uuid[])", stories)
}

/// Reads all sketches of groups.
pub(super) fn read_members<S: SharedSketch>(
    connection: &mut SharedConnection,
    groups: &[i64],
) -> SharedResult<Vec<GroupedSketch<S>>> {
    read_where(
        connection,
        "t.same = ANY ($1::bigint[])",
        &number_array(groups.iter().copied()),
    )
}

/// Reads the sketches that some prints lead to.
pub(super) fn read_holders<S: SharedSketch>(
    connection: &mut SharedConnection,
    prints: &BTreeSet<i64>,
) -> SharedResult<Vec<GroupedSketch<S>>> {
    let prints: Vec<i64> = prints.iter().copied().collect();
    let mut holders = Vec::new();
    for some in prints.chunks(PRINTS) {
        let some = number_array(some.iter().copied());
        holders.extend(read_where(connection, "t.prints && $1::bigint[]", &some)?);
    }
    Ok(holders)
}

fn read_where<S: SharedSketch>(
    connection: &mut SharedConnection,
    condition: &str,
    value: &str,
) -> SharedResult<Vec<GroupedSketch<S>>> {
    let question = format!(
        "SELECT t.story, {}, {}, t.sketch, t.prints, t.same FROM {} t WHERE {condition}",
        S::QUOTE,
        S::SPEAKER,
        S::TABLE
    );
    let mut rows = Vec::new();
    connection.query_each(&question, &[Some(value)], &mut |row| {
        rows.extend(read_row(&row));
        Ok(())
    })?;
    Ok(rows)
}

/// Counts the members of groups; a group without any is not there.
pub(super) fn count_members<S: SharedSketch>(
    connection: &mut SharedConnection,
    groups: &BTreeSet<i64>,
) -> SharedResult<HashMap<i64, usize>> {
    let question = format!(
        "SELECT same, count(*) FROM {} WHERE same = ANY ($1::bigint[]) GROUP BY same",
        S::TABLE
    );
    let rows = connection.query(&question, &[Some(&number_array(groups.iter().copied()))])?;
    let counts = rows.iter();
    let counts = counts.filter_map(|row| Some((row.parsed(0)?, row.parsed(1)?)));
    Ok(counts.collect())
}

/// Removes sketches.
pub(super) fn delete_sketches<S: SharedSketch>(
    connection: &mut SharedConnection,
    keys: &[SketchKey],
) -> SharedResult<()> {
    let statement = format!(
        "DELETE FROM {} t USING unnest($1::uuid[], $2::bigint[]) AS n (story, quote)
            WHERE t.story = n.story AND {} IS NOT DISTINCT FROM n.quote",
        S::TABLE,
        S::QUOTE
    );
    let (stories, quotes) = key_arrays(keys);
    connection.query(&statement, &[Some(&stories), Some(&quotes)])?;
    Ok(())
}

/// Writes what has become of stored sketches, and of the groups that were read in part only.
pub(super) fn write_groups<S: SharedSketch>(
    connection: &mut SharedConnection,
    groups: &SketchGroups<S>,
    changed: &[GroupedSketch<S>],
) -> SharedResult<()> {
    let keys: Vec<SketchKey> = changed.iter().map(|row| row.key).collect();
    if !keys.is_empty() {
        let (stories, quotes) = key_arrays(&keys);
        let same = optional_numbers(changed.iter().map(|row| row.same));
        let prints = changed
            .iter()
            .map(|row| number_array(row.prints.iter().copied()));
        let prints: Vec<String> = prints.collect();
        let prints = text_array(prints.iter().map(String::as_str));
        let statement = format!(
            "UPDATE {} t SET same = n.same, prints = n.prints::bigint[]{}
                FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[]) AS n (story, quote, same, prints)
                WHERE t.story = n.story AND {} IS NOT DISTINCT FROM n.quote",
            S::TABLE,
            S::RESET_FOLD,
            S::QUOTE
        );
        let values = [&stories, &quotes, &same, &prints].map(|value| Some(value.as_str()));
        connection.query(&statement, &values)?;
    }
    write_merged::<S>(connection, &groups.list_merged())
}

/// Writes that groups have become part of others, also if they may fall apart.
fn write_merged<S: SharedSketch>(
    connection: &mut SharedConnection,
    merged: &[(i64, i64)],
) -> SharedResult<()> {
    if merged.is_empty() {
        return Ok(());
    }
    let from = number_array(merged.iter().map(|(from, _)| *from));
    let into = number_array(merged.iter().map(|(_, into)| *into));
    let values = [Some(from.as_str()), Some(into.as_str())];
    let pairs = "unnest($1::bigint[], $2::bigint[]) AS n (part, whole)";
    connection.query(
        &format!(
            "UPDATE {} t SET same = n.whole FROM {pairs} WHERE t.same = n.part",
            S::TABLE
        ),
        &values,
    )?;
    connection.query(
        &format!(
            "WITH moved AS (DELETE FROM torn_groups t USING {pairs} WHERE t.is_story = {is_story} AND t.same = n.part
                RETURNING n.whole)
             INSERT INTO torn_groups SELECT DISTINCT {is_story}, whole FROM moved ON CONFLICT DO NOTHING",
            is_story = S::IS_STORY
        ),
        &values,
    )?;
    Ok(())
}

/// Writes identities as the server reads lists of them.
fn key_arrays(keys: &[SketchKey]) -> (String, String) {
    let stories = story_array(keys.iter().map(|key| key.story));
    let quotes = keys.iter().map(|key| {
        let number = key.quote.map(QuoteId::as_number);
        number.map(u64::cast_signed)
    });
    (stories, optional_numbers(quotes))
}
