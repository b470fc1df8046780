//! Puts groups together again that have lost members.

use std::collections::BTreeSet;

use super::fold;
use super::groups::{SketchGroups, prints_of};
use super::sketches::{SharedSketch, SketchKey};
use super::store;
use super::{SharedConnection, SharedResult, lock_groups};
use crate::same::{StatementSketch, StorySketch};
use crate::shared::publish::transaction::run_transaction;
use crate::shared::sql_text::number_array;

/// The most members of a group that is put together again at once; a larger one is at the end of a run, however many it has lost.
const SMALL_GROUP: usize = 64;

/// Notes groups that may fall apart.
pub(super) fn mark_torn<S: SharedSketch>(
    connection: &mut SharedConnection,
    groups: &BTreeSet<i64>,
) -> SharedResult<()> {
    if groups.is_empty() {
        return Ok(());
    }
    let statement = format!(
        "INSERT INTO torn_groups SELECT {}, same FROM unnest($1::bigint[]) AS n (same) ON CONFLICT DO NOTHING",
        S::IS_STORY
    );
    let groups = number_array(groups.iter().copied());
    connection.query(&statement, &[Some(&groups)])?;
    Ok(())
}

/// Puts the small ones of the groups together again that may fall apart. Adds the groups that have changed to `touched`.
pub(super) fn mend_small_groups<S: SharedSketch>(
    connection: &mut SharedConnection,
    touched: &mut BTreeSet<i64>,
) -> SharedResult<()> {
    // A group that was put together again may have become part of another one that has to be.
    loop {
        let torn = list_small_torn::<S>(connection)?;
        if torn.is_empty() {
            return Ok(());
        }
        mend_groups::<S>(connection, &torn, touched)?;
    }
}

/// Puts all groups together again that may fall apart, each in a transaction of its own.
pub(in crate::shared::publish) fn mend_torn_groups(
    connection: &mut SharedConnection,
) -> SharedResult<()> {
    while is_any_torn(connection)? {
        run_transaction(connection, |connection| {
            lock_groups(connection)?;
            let mut touched = BTreeSet::new();
            mend_one::<StorySketch>(connection, &mut touched)?;
            fold::fold_groups(connection, &touched)?;
            mend_one::<StatementSketch>(connection, &mut BTreeSet::new())
        })?;
    }
    Ok(())
}

fn is_any_torn(connection: &mut SharedConnection) -> SharedResult<bool> {
    let rows = connection.query("SELECT EXISTS (SELECT 1 FROM torn_groups)", &[])?;
    Ok(rows.first().is_some_and(|row| row.is_true(0)))
}

fn mend_one<S: SharedSketch>(
    connection: &mut SharedConnection,
    touched: &mut BTreeSet<i64>,
) -> SharedResult<()> {
    let question = format!(
        "SELECT same FROM torn_groups WHERE is_story = {} ORDER BY same LIMIT 1",
        S::IS_STORY
    );
    let torn = list_groups(connection, &question)?;
    if torn.is_empty() {
        return Ok(());
    }
    mend_groups::<S>(connection, &torn, touched)
}

/// Returns the small groups that may fall apart.
fn list_small_torn<S: SharedSketch>(connection: &mut SharedConnection) -> SharedResult<Vec<i64>> {
    let question = format!(
        "SELECT same FROM torn_groups g WHERE is_story = {}
            AND (SELECT count(*) FROM (SELECT 1 FROM {} t WHERE t.same = g.same LIMIT {}) m) <= {SMALL_GROUP} ORDER BY same",
        S::IS_STORY,
        S::TABLE,
        SMALL_GROUP + 1,
    );
    list_groups(connection, &question)
}

fn list_groups(connection: &mut SharedConnection, question: &str) -> SharedResult<Vec<i64>> {
    let rows = connection.query(question, &[])?;
    Ok(rows.iter().filter_map(|row| row.parsed(0)).collect())
}

/// Puts groups together again from the members that are left.
fn mend_groups<S: SharedSketch>(
    connection: &mut SharedConnection,
    torn: &[i64],
    touched: &mut BTreeSet<i64>,
) -> SharedResult<()> {
    let statement = format!(
        "DELETE FROM torn_groups WHERE is_story = {} AND same = ANY ($1::bigint[])",
        S::IS_STORY
    );
    connection.query(&statement, &[Some(&number_array(torn.iter().copied()))])?;
    let mut members = store::read_members::<S>(connection, torn)?;
    members.sort_by_key(|row| row.key.number());
    let keys: Vec<SketchKey> = members.iter().map(|row| row.key).collect();
    let prints: BTreeSet<i64> = members
        .iter()
        .flat_map(|row| prints_of(&row.sketch))
        .collect();
    let holders = store::read_holders(connection, &prints)?;
    let mut groups = SketchGroups::from_stored(members.into_iter().chain(holders));
    groups.regroup(&keys);
    let changed = groups.list_changed();
    touched.extend(changed.iter().filter_map(|row| row.same));
    store::write_groups(connection, &groups, &changed)
}
