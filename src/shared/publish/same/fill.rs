//! Makes the sketches of stories that were published before there were any, from what is published; removes those of stories that
//! are gone.

use super::sketches::StorySketches;
use super::{lock_groups, update_groups};
use crate::article::ArticleId;
use crate::shared::client::SharedConnection;
use crate::shared::engine::stories::read_story;
use crate::shared::error::SharedResult;
use crate::shared::publish::transaction::run_transaction;
use crate::shared::sql_text::{parse_story, story_array};

/// How many stories are read, or removed, in one transaction.
const BATCH: usize = 200;

/// Finds the stories that have sketches and are not there.
const ORPHANS: &str = "SELECT story FROM story_sketches k WHERE NOT EXISTS (SELECT 1 FROM stories s WHERE s.story = k.story)
    UNION SELECT story FROM statement_sketches k WHERE NOT EXISTS (SELECT 1 FROM stories s WHERE s.story = k.story)";

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

/// Removes the sketches of stories that are no longer there: an older program, or somebody by hand, has removed them.
pub(in crate::shared::publish) fn remove_orphans(
    connection: &mut SharedConnection,
) -> SharedResult<()> {
    // Looked for without the lock, since it takes a look through all sketches.
    let orphans = list_stories(connection, &format!("{ORPHANS} ORDER BY 1"), &[])?;
    for some in orphans.chunks(BATCH) {
        let some = story_array(some.iter().copied());
        run_transaction(connection, |connection| {
            lock_groups(connection)?;
            // One of them may have been published in the meantime.
            let still = format!("SELECT story FROM ({ORPHANS}) o WHERE story = ANY ($1::uuid[])");
            let gone = list_stories(connection, &still, &[Some(&some)])?;
            let gone: Vec<StorySketches> = gone.into_iter().map(StorySketches::removed).collect();
            update_groups(connection, &gone)
        })?;
    }
    Ok(())
}

/// Returns the stories that a question finds.
fn list_stories(
    connection: &mut SharedConnection,
    question: &str,
    values: &[Option<&str>],
) -> SharedResult<Vec<ArticleId>> {
    let rows = connection.query(question, values)?;
    let found = rows.iter().filter_map(|row| parse_story(row.raw(0)?));
    Ok(found.collect())
}

/// Makes the sketches of some stories that have none; returns how many stories that were.
fn sketch_some(connection: &mut SharedConnection) -> SharedResult<usize> {
    let question = format!(
        "SELECT story FROM stories WHERE NOT is_sketched ORDER BY story LIMIT {BATCH} FOR UPDATE SKIP LOCKED"
    );
    let found = list_stories(connection, &question, &[])?;
    let mut stories = Vec::with_capacity(found.len());
    for id in &found {
        // A story that cannot be read has no sketches.
        stories.push(read_story(connection, *id)?.map_or_else(
            || StorySketches::removed(*id),
            |story| StorySketches::new(*id, &story.article, story.quotes.iter()),
        ));
    }
    connection.query(
        "UPDATE stories SET is_sketched = true WHERE story = ANY ($1::uuid[])",
        &[Some(&story_array(found.iter().copied()))],
    )?;
    update_groups(connection, &stories)?;
    Ok(found.len())
}
