//! Keeps which stories and statements are the same, as `docs/same.md` describes.
//!
//! - `sketches`: what a story is compared by, and how it is stored
//! - `groups`: puts sketches into groups, in memory
//! - `store`: reads and writes sketches and groups
//! - `update`: some stories were written or removed; `mend`: groups that lost members; `fold`: which story of a group is listed
//! - `fill`: stories that were published before there were sketches, and sketches whose story is gone
//!
//! All of it is done at the end of a transaction, by one publisher at a time: whoever comes next sees all that is there.

mod fill;
mod fold;
mod groups;
mod mend;
mod sketches;
mod store;
mod update;

use std::collections::BTreeSet;

pub(super) use fill::{remove_orphans, sketch_published};
pub(super) use mend::mend_torn_groups;
pub(super) use sketches::StorySketches;

use crate::same::{StatementSketch, StorySketch};
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;

/// The advisory lock of whoever changes groups: another one than that of the tables and of the counts.
const LOCK: i64 = 7_309_475_598_862;

/// Keeps groups up to date with stories that were written or removed in this transaction, of which it has to be the last step.
pub(super) fn update_groups(
    connection: &mut SharedConnection,
    stories: &[StorySketches],
) -> SharedResult<()> {
    lock_groups(connection)?;
    let mut touched = BTreeSet::new();
    update::update_sketches::<StorySketch>(connection, stories, &mut touched)?;
    fold::fold_groups(connection, &touched)?;
    update::update_sketches::<StatementSketch>(connection, stories, &mut BTreeSet::new())
}

/// Waits until nobody else changes groups, until the end of the transaction.
fn lock_groups(connection: &mut SharedConnection) -> SharedResult<()> {
    // A publisher whose machine sleeps must not keep the others waiting. Few of many rows are looked up, by arrays of which the server
    // expects that they are in most.
    connection.run_script(&format!(
        "SELECT pg_advisory_xact_lock({LOCK});
         SET LOCAL idle_in_transaction_session_timeout = '1min'; SET LOCAL enable_seqscan = off"
    ))
}
