//! Lists the bookmarks, of a story that was edited only those of one version.

use std::collections::HashSet;

use super::catalogue::Catalogue;
use super::state::{Bookmark, StateError, StateStore};
use crate::article::ArticleId;

/// Returns all bookmarks, the latest first; of a story that was edited those of the version that is in the archive, else of the
/// latest.
///
/// # Errors
/// Fails if the state cannot be read.
pub fn list_bookmarks(
    store: &StateStore,
    catalogue: Option<&Catalogue>,
) -> Result<Vec<Bookmark>, StateError> {
    let mut bookmarks = store.all_bookmarks()?;
    let versions = store.versions()?;
    let stories: Vec<ArticleId> = versions.stories().collect();
    let there = catalogue.and_then(|catalogue| catalogue.known_among(&stories).ok());
    let there: HashSet<ArticleId> = there.unwrap_or_default();
    let outdated = versions.outdated(|story| there.contains(&story));
    bookmarks.retain(|bookmark| !outdated.contains(&bookmark.kept.article.id));
    Ok(bookmarks)
}
