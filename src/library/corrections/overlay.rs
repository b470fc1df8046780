//! Lays corrections over answers of the index that it does not have yet.
//!
//! Whoever holds the lock of the archive writes a correction to the index within a second. Until then, and where nothing
//! may be written, the outdated articles are left out of the index's answers and are searched on their own.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use tempfile::TempDir;

use super::{CorrectionSet, CorrectionSource};
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, OutdatedArticle};
use crate::quotes;
use crate::search::counts::{CountKey, GroupCount, GroupValue, MonthCount};
use crate::search::hits::{HitFlags, HitRequest, NearOffer, PartialPhrase, SearchHits};
use crate::search::index::{ArticleDocuments, ArticleIndexer, Checkpoint, Index, IndexError};
use crate::search::names::name_key;
use crate::text::Clean;

/// The most articles that are searched on their own: with more, the index is taken as it is.
const MOST: usize = 500;

/// The index of an archive, with all corrections.
pub struct CorrectedIndex<'a> {
    index: &'a Index,
    outdated: Option<OutdatedIndex>,
}

/// The outdated articles with their corrections, in an index of their own.
struct OutdatedIndex {
    articles: Vec<ArticleId>,
    index: Index,
    _folder: TempDir,
}

impl<'a> CorrectedIndex<'a> {
    /// Finds out which articles in the index of an archive lack a correction.
    ///
    /// If that cannot be done, the index is taken as it is.
    #[must_use]
    pub fn of_archive(index: &'a Index, archive: &Archive, catalogue: &Catalogue) -> Self {
        let outdated = archive
            .state_path()
            .and_then(|state| OutdatedIndex::build(state, catalogue));
        Self { index, outdated }
    }

    /// Returns the most relevant hits and counts all of them, as [`Index::relevant_hits`] does; those of outdated
    /// articles come first.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<SearchHits>, IndexError> {
        let Some(outdated) = &self.outdated else {
            return self.index.relevant_hits(ask, is_wanted);
        };
        let flags = outdated.leave_out(ask.flags);
        let others = HitRequest {
            flags: &flags,
            ..*ask
        };
        let (Some(others), Some(corrected)) = (
            self.index.relevant_hits(&others, is_wanted)?,
            outdated.index.relevant_hits(ask, is_wanted)?,
        ) else {
            return Ok(None);
        };
        Ok(Some(join_hits(corrected, others, ask.limit)))
    }

    /// Counts the hits by some of their properties, as [`Index::count_groups`] does.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn count_groups(
        &self,
        ask: &HitRequest<'_>,
        keys: &[CountKey],
    ) -> Result<Vec<GroupCount>, IndexError> {
        let Some(outdated) = &self.outdated else {
            return self.index.count_groups(ask, keys);
        };
        let flags = outdated.leave_out(ask.flags);
        let others = HitRequest {
            flags: &flags,
            ..*ask
        };
        let others = self.index.count_groups(&others, keys)?;
        let corrected = outdated.index.count_groups(ask, keys)?;
        Ok(join_groups(others, corrected))
    }
}

impl OutdatedIndex {
    /// Returns flags with which the outdated articles are left out of the other index.
    fn leave_out(&self, flags: &HitFlags) -> HitFlags {
        HitFlags {
            outdated: self.articles.clone(),
            ..flags.clone()
        }
    }

    /// Builds the index; `None` if no article is outdated, or it cannot be built.
    fn build(state: &Path, catalogue: &Catalogue) -> Option<Self> {
        let set = CorrectionSource::from_path(state).current();
        let outdated = catalogue.outdated_articles(&set).ok()?;
        if outdated.is_empty() || outdated.len() > MOST {
            return None;
        }
        let folder = tempfile::tempdir().ok()?;
        write_index(folder.path(), &outdated, &set).ok()?;
        Some(Self {
            articles: outdated.iter().map(|article| article.id).collect(),
            index: Index::from_folder(folder.path()),
            _folder: folder,
        })
    }
}

/// Writes the articles with their corrections to an index in an empty folder.
fn write_index(
    folder: &Path,
    outdated: &[OutdatedArticle],
    set: &CorrectionSet,
) -> Result<(), IndexError> {
    let (mut writer, _) = ArticleIndexer::open(folder)?;
    let documents = outdated
        .par_iter()
        .filter_map(|article| document(article, set));
    // Copies of an article are outdated together, and only one of them is to be found.
    let mut seen = Vec::new();
    for (id, documents) in documents.collect::<Vec<_>>() {
        if !seen.contains(&id) {
            seen.push(id);
            writer.add_article(documents)?;
        }
    }
    writer.commit(Checkpoint {
        catalogue: 0,
        batch: 0,
    })?;
    writer.wait_for_merges()
}

fn document(
    outdated: &OutdatedArticle,
    set: &CorrectionSet,
) -> Option<(ArticleId, ArticleDocuments)> {
    let article = outdated.location.load_article(Some(outdated.id))?;
    let found = quotes::find(&article);
    let corrected = set.lay_over(&article, &outdated.location, &found);
    let id = ArticleId::for_article(&article);
    let documents = ArticleDocuments::from_article(&article, id, &corrected.laid.quotes);
    Some((id, documents))
}

/// Adds up what two indexes offer, the closest of either first.
fn join_offers(mut offers: Vec<NearOffer>, others: Vec<NearOffer>) -> Vec<NearOffer> {
    for other in others {
        match offers.iter_mut().find(|offer| offer.label == other.label) {
            Some(known) => known.total += other.total,
            None => offers.push(other),
        }
    }
    offers
}

/// Joins what two indexes offer instead of a phrase.
fn join_partial(
    first: Option<Box<PartialPhrase>>,
    second: Option<Box<PartialPhrase>>,
    limit: usize,
) -> Option<Box<PartialPhrase>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Box::new(PartialPhrase {
            hits: join_hits(first.hits, second.hits, limit),
            ..*second
        })),
        (first, second) => first.or(second),
    }
}

/// Adds up the groups of two indexes that have no article in common, in the order of their values.
fn join_groups(mut counts: Vec<GroupCount>, others: Vec<GroupCount>) -> Vec<GroupCount> {
    for other in others {
        let is_same = |known: &&mut GroupCount| {
            let mut values = known.values.iter().zip(&other.values);
            values.all(|(known, value)| is_same_value(known, value))
        };
        match counts.iter_mut().find(is_same) {
            Some(known) => {
                known.quotes += other.quotes;
                known.articles += other.articles;
            }
            None => counts.push(other),
        }
    }
    counts.sort_by(|one, other| one.values.cmp(&other.values));
    counts
}

/// Returns `true` if two values are the same, or two spellings of a name.
fn is_same_value(one: &GroupValue, other: &GroupValue) -> bool {
    match (one, other) {
        (GroupValue::Name(one), GroupValue::Name(other)) => name_key(one) == name_key(other),
        (GroupValue::Period(_) | GroupValue::Name(_) | GroupValue::Unknown, _) => one == other,
    }
}

/// Adds up the months of two indexes.
fn join_months(first: Vec<MonthCount>, second: Vec<MonthCount>) -> Vec<MonthCount> {
    let mut months = BTreeMap::new();
    for count in first.into_iter().chain(second) {
        *months.entry(count.month).or_default() += count.hits;
    }
    let months = months.into_iter();
    months
        .map(|(month, hits)| MonthCount { month, hits })
        .collect()
}

/// Joins counts by names, those with the same key, the most first.
fn join_counts(
    first: Vec<(Clean, usize)>,
    second: Vec<(Clean, usize)>,
    key_of: impl Fn(&str) -> Option<String>,
) -> Vec<(Clean, usize)> {
    let mut joined = second;
    for (name, count) in first {
        let same = |known: &&mut (Clean, usize)| key_of(&known.0) == key_of(&name);
        match joined.iter_mut().find(same) {
            Some(known) => known.1 += count,
            None => joined.push((name, count)),
        }
    }
    joined.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    joined
}

/// Joins the hits of two indexes that have no article in common.
fn join_hits(first: SearchHits, second: SearchHits, limit: usize) -> SearchHits {
    let total = first.total.zip(second.total);
    let mut hits = first.hits;
    hits.extend(second.hits);
    hits.truncate(limit);
    SearchHits {
        is_partly_counted: false,
        hits,
        months: join_months(first.months, second.months),
        first: first.first.into_iter().chain(second.first).min(),
        total: total.map(|(one, other)| one + other),
        stories: first
            .stories
            .zip(second.stories)
            .map(|(one, other)| one + other),
        speakers: join_counts(first.speakers, second.speakers, name_key),
        sources: join_counts(first.sources, second.sources, |name| Some(name.to_owned())),
        near: join_offers(first.near, second.near),
        partial: join_partial(first.partial, second.partial, limit)
            .filter(|_| total == Some((0, 0))),
        emptying: first
            .emptying
            .or(second.emptying)
            .filter(|_| total == Some((0, 0))),
    }
}
