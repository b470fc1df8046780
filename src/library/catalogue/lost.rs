//! Finds what the state keeps of articles that were edited and renamed on another machine, so that neither the identity nor
//! the file is known here.
//!
//! What is kept names the story: its title or its day, its source, and the words of a quote with what is beside them. A
//! story that the state ever kept something of is none that another has become, so that nothing moves to and fro between
//! machines that have it in different versions.

use rusqlite::OptionalExtension;
use std::path::Path;

use super::corrected::read_articles;
use super::entry::title_key;
use super::row::{age_of, id_bytes};
use super::{Catalogue, Result, StateFlags};
use crate::article::{Article, ArticleId};
use crate::library::anchor::Anchor;
use crate::library::corrections::set::has_anchor;
use crate::library::listing::Location;
use crate::library::state::ArticleDescription;
use crate::loader;

/// How many stories are compared with one that is lost, by its title and by its day.
const MOST_SIMILAR: usize = 10;

/// How many files are read for this at once.
const MOST_READ: usize = 200;

/// An article that the state keeps something of, under an identity that no article of the archive has.
struct LostArticle {
    id: ArticleId,
    description: ArticleDescription,
    /// Where the quotes that are kept were.
    anchors: Vec<Anchor>,
}

/// An article that a lost one may have become.
struct SimilarArticle {
    id: ArticleId,
    location: Location,
}

impl Catalogue {
    /// Returns what articles have become that the state at `state` knows under another identity, each as the old and the new one.
    ///
    /// Some files are read for it.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn moved_articles(&self, state: &Path) -> Result<Vec<(ArticleId, ArticleId)>> {
        let mut flags = StateFlags::from_path(state);
        flags.refresh();
        let mut moved: Vec<(ArticleId, ArticleId)> = Vec::new();
        let mut read = 0;
        for lost in self.lost_articles(&flags)? {
            let similar = self.similar_articles(&lost, &flags)?;
            read += similar.len();
            if read > MOST_READ {
                break;
            }
            let mut same = similar.iter().filter(|similar| {
                let article = load_article(&similar.location);
                article.is_some_and(|article| lost.is_found_in(&article))
            });
            // Of several that could be it, none is.
            if let (Some(found), None) = (same.next(), same.next())
                && moved.iter().all(|(_, now)| *now != found.id)
            {
                moved.push((lost.id, found.id));
            }
        }
        Ok(moved)
    }

    fn lost_articles(&self, flags: &StateFlags) -> Result<Vec<LostArticle>> {
        let mut lost = Vec::new();
        for id in flags.kept_articles() {
            if self.has_article(id)? {
                continue;
            }
            if let Some(description) = flags.description_of(id) {
                let anchors = flags.anchors_of(id);
                lost.push(LostArticle {
                    id,
                    description,
                    anchors,
                });
            }
        }
        Ok(lost)
    }

    /// Returns the articles of the title, or of the source and day; none that the state knows itself.
    fn similar_articles(
        &self,
        lost: &LostArticle,
        flags: &StateFlags,
    ) -> Result<Vec<SimilarArticle>> {
        let LostArticle { description, .. } = lost;
        let limit = format!("article.is_shown LIMIT {MOST_SIMILAR}");
        let condition = format!("article.title_key = ? AND {limit}");
        let key = title_key(&description.title);
        let mut found = read_articles(&self.connection, &condition, [key])?;
        if let (Some(day), Some(source)) = (description.published, &description.source) {
            let condition = format!("article.source = ? AND article.age = ? AND {limit}");
            let of_day = (source.as_str(), age_of(day));
            found.extend(read_articles(&self.connection, &condition, of_day)?);
        }
        found.sort_by(|one, other| one.location.cmp(&other.location));
        found.dedup_by(|one, other| one.location == other.location);
        let similar = found.into_iter().filter(|found| !flags.has_known(found.id));
        Ok(similar
            .map(|found| SimilarArticle {
                id: found.id,
                location: found.location,
            })
            .collect())
    }

    fn has_article(&self, id: ArticleId) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM article WHERE id = ?")?;
        let found = statement.query_row([id_bytes(id)], |_| Ok(()));
        Ok(found.optional()?.is_some())
    }
}

impl LostArticle {
    /// Returns `true` if an article is what this one has become.
    fn is_found_in(&self, article: &Article) -> bool {
        let (was, now) = (&self.description, &article.metadata);
        let is_other_source =
            was.source.is_some() && now.source.is_some() && was.source != now.source;
        let is_other_day =
            was.published.is_some() && now.published.is_some() && was.published != now.published;
        if is_other_source || is_other_day {
            return false;
        }
        if !self.anchors.is_empty() {
            return self
                .anchors
                .iter()
                .any(|anchor| has_anchor(article, anchor));
        }
        // Without words of it, the title alone may be that of a column.
        let is_same_day = was.published.is_some() && was.published == now.published;
        was.title == now.title && is_same_day
    }
}

fn load_article(location: &Location) -> Option<Article> {
    let path: &Path = &location.path;
    let entry = usize::try_from(location.entry).ok()?;
    loader::load(path).articles.into_iter().nth(entry)
}
