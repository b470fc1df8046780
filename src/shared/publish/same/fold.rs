//! Decides which of the stories that are the same has a row in a folded list.

use std::collections::BTreeSet;

use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{NEWEST, number_array};

/// Renews the folds of groups; a story that is alone now has none already.
pub(super) fn fold_groups(
    connection: &mut SharedConnection,
    groups: &BTreeSet<i64>,
) -> SharedResult<()> {
    if groups.is_empty() {
        return Ok(());
    }
    let statement = format!(
        "UPDATE story_sketches t SET fold = n.fold FROM (
            SELECT story, CASE WHEN row_number() OVER (PARTITION BY same ORDER BY {NEWEST}) = 1 THEN 0
                WHEN row_number() OVER (PARTITION BY same, source ORDER BY {NEWEST}) = 1 THEN 1 ELSE 2 END AS fold
            FROM story_sketches WHERE same = ANY ($1::bigint[])) n
         WHERE t.story = n.story AND t.fold <> n.fold"
    );
    connection.query(&statement, &[Some(&number_array(groups.iter().copied()))])?;
    Ok(())
}
