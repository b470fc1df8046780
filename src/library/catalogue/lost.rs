//! Finds what has become of articles that the state keeps something of.
//!
//! An edit that was seen here is in the catalogue. Of an article that was edited and renamed on another machine neither
//! identity nor file is known here, so it is found by what the state describes: its title or its source and day, and the
//! words around a quote. A story that the state ever kept something of is none that another has become: the two would be
//! one from then on.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::OptionalExtension;

use super::corrected::read_articles;
use super::entry::title_key;
use super::row::{age_of, id_bytes};
use super::{Catalogue, Result, StateFlags};
use crate::article::{Article, ArticleId};
use crate::library::anchor::Anchor;
use crate::library::corrections::set::has_anchor;
use crate::library::listing::Location;
use crate::library::state::{ArticleDescription, ArticleReference, StoryVersions};

/// How many stories are compared with one that is lost, by its title and by its day.
const MOST_SIMILAR: usize = 10;

/// How many files are read for this at once.
const MOST_READ: usize = 200;

/// An article that the state keeps something of, of which the archive has no version that is known.
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

/// What has become of articles that the state keeps something of, as far as it does not know: pairs of the old identity and
/// the current article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FollowedArticles {
    /// Followed through edits recorded in this catalogue.
    pub edited: Vec<(ArticleId, ArticleReference)>,
    /// Found by similarity, because they were edited on another machine.
    pub moved: Vec<(ArticleId, ArticleReference)>,
}

impl FollowedArticles {
    /// Returns all of them.
    #[must_use]
    pub fn into_all(self) -> Vec<(ArticleId, ArticleReference)> {
        let mut all = self.edited;
        all.extend(self.moved);
        all
    }
}

/// The lost articles and those that were found not to be them: files are read to compare two.
#[derive(Debug, Default)]
pub struct ComparedArticles(HashSet<(ArticleId, ArticleId)>);

impl Catalogue {
    /// Returns what has become of articles that the state at `state` keeps something of.
    ///
    /// Some files are read for it, those of articles that are in `compared` not again.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn followed_articles(
        &mut self,
        state: &Path,
        compared: &mut ComparedArticles,
    ) -> Result<FollowedArticles> {
        let mut flags = StateFlags::from_path(state);
        flags.refresh();
        // The catalogue remembers all edits, since an import or another machine may still know the old article: most of
        // them are of none that is kept.
        let edited: HashMap<ArticleId, ArticleId> = self.edited_articles()?.into_iter().collect();
        let versions = flags.versions();
        let remembered = flags.remembered_articles().into_iter();
        let edited = remembered
            .filter_map(|was| Some((was, last_edit(&edited, was)?)))
            .filter(|(was, now)| !versions.are_linked(*was, *now))
            .collect();
        let moved = self.moved_articles(&flags, &versions, compared)?;
        Ok(FollowedArticles {
            edited: self.describe_all(edited)?,
            moved: self.describe_all(moved)?,
        })
    }

    /// Returns which of these articles are in the archive.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn known_among(&self, articles: &[ArticleId]) -> Result<HashSet<ArticleId>> {
        let mut known = HashSet::new();
        for article in articles {
            if self.has_article(*article)? {
                known.insert(*article);
            }
        }
        Ok(known)
    }

    /// Describes what articles have become, as far as that is there.
    fn describe_all(
        &mut self,
        followed: Vec<(ArticleId, ArticleId)>,
    ) -> Result<Vec<(ArticleId, ArticleReference)>> {
        let mut described = Vec::with_capacity(followed.len());
        for (was, now) in followed {
            let rows = self.find_rows(&[now])?;
            described.extend(rows.first().map(|row| (was, row.into())));
        }
        Ok(described)
    }

    /// Returns what articles have become that the state knows under another identity.
    fn moved_articles(
        &self,
        flags: &StateFlags,
        versions: &StoryVersions,
        compared: &mut ComparedArticles,
    ) -> Result<Vec<(ArticleId, ArticleId)>> {
        let mut moved: Vec<(ArticleId, ArticleId)> = Vec::new();
        let mut read = 0;
        for lost in self.lost_articles(flags, versions)? {
            let mut similar = self.similar_articles(&lost, flags)?;
            similar.retain(|similar| !compared.0.contains(&(lost.id, similar.id)));
            read += similar.len();
            if read > MOST_READ {
                break;
            }
            let same: Vec<ArticleId> = similar
                .iter()
                .filter(|similar| {
                    let article = similar.location.load_article(None);
                    article.is_some_and(|article| lost.is_found_in(&article))
                })
                .map(|similar| similar.id)
                .collect();
            // Of several that could be it, none is.
            if let [found] = same[..]
                && moved.iter().all(|(_, now)| *now != found)
            {
                moved.push((lost.id, found));
            }
            let others = similar.iter().map(|similar| similar.id);
            let others = others.filter(|id| !same.contains(id));
            compared.0.extend(others.map(|id| (lost.id, id)));
        }
        Ok(moved)
    }

    fn lost_articles(
        &self,
        flags: &StateFlags,
        versions: &StoryVersions,
    ) -> Result<Vec<LostArticle>> {
        let mut lost = Vec::new();
        for id in flags.kept_articles() {
            if self.has_version(id, versions)? {
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

    fn has_version(&self, id: ArticleId, versions: &StoryVersions) -> Result<bool> {
        for version in versions.versions_of(id) {
            if self.has_article(version)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_article(&self, id: ArticleId) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM article WHERE id = ?")?;
        let found = statement.query_row([id_bytes(id)], |_| Ok(()));
        Ok(found.optional()?.is_some())
    }
}

/// Returns what an article is after all its edits; `None` if it was not edited, or is again what it was.
fn last_edit(edited: &HashMap<ArticleId, ArticleId>, was: ArticleId) -> Option<ArticleId> {
    let mut seen = HashSet::from([was]);
    let mut last = *edited.get(&was)?;
    while seen.insert(last)
        && let Some(next) = edited.get(&last)
    {
        last = *next;
    }
    (last != was).then_some(last)
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
