//! Finds out which stories are new, changed or gone since they were published.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::PublishSource;
use super::rows::path_text;
use crate::article::ArticleId;
use crate::library::catalogue::StoredArticle;
use crate::library::listing::Location;
use crate::shared::client::SharedConnection;
use crate::shared::error::{SharedError, SharedResult};
use crate::shared::sql_text::parse_story;
use crate::text::Clean;

/// The version of what is published of a story: a program that finds other quotes publishes all of them again.
const ROWS_VERSION: &str = concat!("1 ", env!("CARGO_PKG_VERSION"));

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct PublishPlan {
    /// All stories of the archive.
    pub(super) own: HashSet<ArticleId>,
    pub(super) changed: Vec<PublishJob>,
    pub(super) gone: Vec<ArticleId>,
    pub(super) unchanged: usize,
}

/// A story that is new or may have changed.
#[derive(Debug, Clone)]
pub(super) struct PublishJob {
    pub(super) id: ArticleId,
    pub(super) location: Location,
    pub(super) stamp: i64,
}

/// What is published of a story by somebody.
struct PublishedCopy {
    stamp: i64,
    path: PathBuf,
}

impl PublishPlan {
    /// Compares the catalogue with what is published.
    pub(super) fn make(
        connection: &mut SharedConnection,
        publisher: i64,
        source: &PublishSource<'_>,
    ) -> SharedResult<Self> {
        let mut known = read_copies(connection, publisher)?;
        let stored = source
            .catalogue
            .list_stored()
            .map_err(|error| SharedError::Catalogue(Clean::line(&error.to_string())))?;
        let mut plan = Self::default();
        for article in stored {
            let stamp = stamp_of(&article);
            let copy = known.remove(&article.id);
            plan.own.insert(article.id);
            if copy.is_some_and(|copy| copy.stamp == stamp) {
                plan.unchanged += 1;
                continue;
            }
            plan.changed.push(PublishJob {
                id: article.id,
                location: article.location,
                stamp,
            });
        }
        if source.removes_missing {
            let folders = source.archive.folders();
            let is_below = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
            // What was published from elsewhere is none of what is looked at now.
            let gone = known.into_iter().filter(|(_, copy)| is_below(&copy.path));
            plan.gone = gone.map(|(id, _)| id).collect();
            plan.gone.sort_unstable();
        }
        Ok(plan)
    }
}

/// Returns a number that changes with the file of a story, its place, its corrections, and what is published of it.
fn stamp_of(article: &StoredArticle) -> i64 {
    let text = format!(
        "{ROWS_VERSION}\n{}\n{}\n{}\n{}",
        article.stamp.as_number(),
        article.corrections,
        article.location.entry,
        path_text(&article.location.path),
    );
    // 0 is what is to be published again.
    xxh3_64(text.as_bytes()).cast_signed() | 1
}

fn read_copies(
    connection: &mut SharedConnection,
    publisher: i64,
) -> SharedResult<HashMap<ArticleId, PublishedCopy>> {
    let mut copies = HashMap::new();
    connection.query_each(
        "SELECT story, stamp, path FROM copies WHERE publisher = $1::integer",
        &[Some(&publisher.to_string())],
        &mut |row| {
            if let (Some(id), Some(stamp), Some(path)) =
                (row.raw(0).and_then(parse_story), row.parsed(1), row.raw(2))
            {
                let path = PathBuf::from(path);
                copies.insert(id, PublishedCopy { stamp, path });
            }
            Ok(())
        },
    )?;
    Ok(copies)
}
