//! Makes the sketches of stories that were published before there were any, from what is published.

use super::sketches::StorySketches;
use super::update_groups;
use crate::article::ArticleId;
use crate::shared::client::SharedConnection;
use crate::shared::engine::stories::read_story;
use crate::shared::error::SharedResult;
use crate::shared::publish::plan::parse_story;
use crate::shared::publish::removal::story_array;
use crate::shared::publish::transaction::run_transaction;

/// How many stories are read in one transaction.
const BATCH: usize = 200;

/// Makes the sketches that are missing, whoever has published the stories, some in each transaction; calls `show` with how many were
/// made so far and how many there are. Returns how many stories that were.
///
/// Several publishers share the work, and one that is interrupted leaves the rest to the next run.
pub(in crate::shared::publish) fn sketch_published(
    connection: &mut SharedConnection,
    show: &mut dyn FnMut(usize, usize),
) -> SharedResult<usize> {
    let missing = "SELECT count(*) FROM stories WHERE NOT is_sketched";
    let missing = connection.query(missing, &[])?;
    let total: usize = missing.first().and_then(|row| row.parsed(0)).unwrap_or(0);
    let mut done = 0;
    while done < total {
        let made = run_transaction(connection, sketch_some)?;
        if made == 0 {
            // Others are at the rest.
            break;
        }
        done += made;
        show(done, total.max(done));
    }
    Ok(done)
}

/// Makes the sketches of some stories that have none; returns how many stories that were.
fn sketch_some(connection: &mut SharedConnection) -> SharedResult<usize> {
    let rows = connection.query(
        &format!(
            "SELECT story FROM stories WHERE NOT is_sketched ORDER BY story LIMIT {BATCH} FOR UPDATE SKIP LOCKED"
        ),
        &[],
    )?;
    let found: Vec<ArticleId> = rows
        .iter()
        .filter_map(|row| parse_story(row.raw(0)?))
        .collect();
    let mut stories = Vec::with_capacity(found.len());
    for id in &found {
        // A story that cannot be read has no sketches.
        let sketches = read_story(connection, *id)?
            .map(|story| StorySketches::new(*id, &story.article, story.quotes.iter()));
        stories.extend(sketches);
    }
    connection.query(
        "UPDATE stories SET is_sketched = true WHERE story = ANY ($1::uuid[])",
        &[Some(&story_array(found.iter().copied()))],
    )?;
    update_groups(connection, &stories)?;
    Ok(found.len())
}
