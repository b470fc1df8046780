//! Stories that lost the corrections of a publisher but are still somebody's: they are written again without these, from what is on
//! the server, since their files are on other machines.

use super::batch::BatchWriter;
use super::load::LoadedStory;
use super::names::NameBook;
use super::plan::PublishJob;
use super::same::StorySketches;
use crate::article::ArticleId;
use crate::quotes;
use crate::shared::client::SharedConnection;
use crate::shared::engine::stories::read_text;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{parse_story, story_array};

/// Writes those of some stories again that somebody has; returns what they are compared by, if that may have changed.
///
/// The corrections of the publisher must be gone already.
pub(super) fn restore_stories(
    connection: &mut SharedConnection,
    publisher: i64,
    stories: &[ArticleId],
) -> SharedResult<Vec<StorySketches>> {
    let mut loaded = Vec::new();
    for id in owned_stories(connection, stories)? {
        let Some((row, article)) = read_text(connection, id)? else {
            continue;
        };
        loaded.push(LoadedStory {
            job: PublishJob {
                id,
                location: row.location,
                stamp: 0,
            },
            found: quotes::find(&article),
            article,
            corrections: Vec::new(),
        });
    }
    let mut writer = BatchWriter {
        connection,
        publisher: "",
        number: publisher,
        names: &mut NameBook::default(),
    };
    writer
        .replace_changed(&loaded)
        .map(|changed| changed.sketches)
}

/// Has stories that a publisher wrote last be those of another who has them, with the path there.
///
/// What else differs between the two files, such as the name of the source, is written when the other one publishes next.
pub(super) fn hand_over_stories(
    connection: &mut SharedConnection,
    publisher: &str,
    stories: &str,
) -> SharedResult<()> {
    let values = [Some(publisher), Some(stories)];
    connection.query(
        "UPDATE copies SET stamp = 0 WHERE story IN (SELECT story FROM stories
            WHERE publisher = $1::integer AND story = ANY ($2::uuid[]))",
        &values,
    )?;
    connection.query(
        "WITH heirs AS (
            SELECT DISTINCT ON (c.story) c.story, s.year, c.publisher, c.path, c.entry FROM copies c JOIN stories s USING (story)
            WHERE s.publisher = $1::integer AND c.story = ANY ($2::uuid[]) ORDER BY c.story, c.publisher),
         moved AS (
            UPDATE articles a SET path = h.path, entry = h.entry FROM heirs h WHERE a.story = h.story AND a.year = h.year)
         UPDATE stories s SET publisher = h.publisher FROM heirs h WHERE s.story = h.story",
        &values,
    )?;
    Ok(())
}

/// Returns those of some stories that somebody has, in the order of their identities.
fn owned_stories(
    connection: &mut SharedConnection,
    stories: &[ArticleId],
) -> SharedResult<Vec<ArticleId>> {
    if stories.is_empty() {
        return Ok(Vec::new());
    }
    let rows = connection.query(
        "SELECT DISTINCT story FROM copies WHERE story = ANY ($1::uuid[]) ORDER BY story",
        &[Some(&story_array(stories.iter().copied()))],
    )?;
    let owned = rows.iter().filter_map(|row| parse_story(row.raw(0)?));
    Ok(owned.collect())
}
