//! Decides which identity an article has when another story has the usual one: the same link, or the same beginning.
//!
//! In this order: what was decided before; what the state refers to; the first candidate that is free or that a copy of the
//! same text has. So an article keeps its identity over rescans, and a rebuilt catalogue follows the state.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::Row;

use crate::article::ArticleId;
use crate::library::listing::Location;
use crate::library::state::ArticleDescription;
use crate::same::StorySketch;

use super::flags::StateFlags;
use super::row::{id_at, id_bytes};
use super::story_text::{StoryTextParts, is_same_title};
use super::write::{Batch, FileNumber, share_word};
use super::{CatalogueEntry, Result};

/// How many articles of one identity are compared with another: the first are enough, and a feed may give all the same link.
const MOST_COMPARED: usize = 16;

/// The articles that the state refers to, which keep their identities when a catalogue is rebuilt.
#[derive(Debug, Default)]
pub struct StateClaims {
    flags: StateFlags,
    known: HashSet<ArticleId>,
    /// What the state knows to be alone in each file; read when it is first needed.
    by_path: OnceCell<HashMap<PathBuf, (ArticleId, ArticleDescription)>>,
}

impl StateClaims {
    /// Reads which articles the state at `path` refers to; none if there is no state.
    #[must_use]
    pub fn from_path(path: Option<&Path>) -> Self {
        let mut flags = path.map(StateFlags::from_path).unwrap_or_default();
        flags.refresh();
        let known = flags.known_articles().into_iter().collect();
        Self {
            flags,
            known,
            by_path: OnceCell::new(),
        }
    }

    /// Returns the identity under which the state knows the only article of a file, if it is one that the article no longer
    /// has: it may have been given by a version that read another title or beginning.
    fn find_former(&self, path: &Path, entry: &CatalogueEntry) -> Option<ArticleId> {
        if self.known.is_empty() {
            return None;
        }
        let by_path = self.by_path.get_or_init(|| self.list_by_path());
        let (id, described) = by_path.get(path)?;
        let is_former = !entry.text.candidates.contains(id) && describes(described, entry);
        is_former.then_some(*id)
    }

    fn list_by_path(&self) -> HashMap<PathBuf, (ArticleId, ArticleDescription)> {
        let described = self.known.iter().filter_map(|id| {
            let description = self.flags.description_of(*id)?;
            let location = description.location.clone()?;
            (location.entry == 0).then_some((location.path, (*id, description)))
        });
        described.collect()
    }

    /// Returns the description that the state has of an article; `None` if it does not know it.
    fn find_description(&self, id: ArticleId) -> Option<ArticleDescription> {
        let is_known = self.known.contains(&id);
        is_known.then(|| self.flags.description_of(id)).flatten()
    }
}

/// Returns `true` if a description may be of an article that is read another way by now, not of another under its file name.
fn describes(description: &ArticleDescription, entry: &CatalogueEntry) -> bool {
    let is_same_day = description.published.is_some() && description.published == entry.published;
    let is_same_source = description.source.is_some() && description.source == entry.source;
    let mut lines = entry.text.authors.iter().chain([&entry.title]);
    is_same_day || is_same_source || lines.any(|line| share_word(&description.title, line))
}

/// An article that has an identity already.
struct IdentityHolder {
    id: ArticleId,
    title: String,
    text: i64,
    sketch: Option<StorySketch>,
    is_in_file: bool,
}

impl IdentityHolder {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        #[cfg(test)]
        tests::count_holder();
        let sketch: Option<Vec<u8>> = row.get(3)?;
        Ok(Self {
            id: id_at(row, 0)?,
            title: row.get(1)?,
            text: row.get(2)?,
            sketch: sketch.and_then(|bytes| StorySketch::from_bytes(&bytes)),
            is_in_file: false,
        })
    }

    fn from_entry(entry: &CatalogueEntry) -> Self {
        #[cfg(test)]
        tests::count_holder();
        Self {
            id: entry.id,
            title: entry.title.as_str().to_owned(),
            text: entry.text.hash(),
            sketch: entry.text.sketch.clone(),
            is_in_file: true,
        }
    }

    /// Returns `true` if an article is a copy of this one, or another version of it.
    fn is_told_by(&self, entry: &CatalogueEntry) -> bool {
        let parts = StoryTextParts {
            title: &self.title,
            hash: self.text,
            sketch: self.sketch.as_ref(),
        };
        entry
            .text
            .is_same_story(self.id, &entry.title, &parts, self.is_in_file)
    }
}

/// The articles of one file that have an identity already, the first few of each identity.
#[derive(Default)]
struct TakenIdentities(HashMap<ArticleId, Vec<IdentityHolder>>);

impl TakenIdentities {
    fn from_holders(holders: Vec<IdentityHolder>) -> Self {
        let mut taken = Self::default();
        for holder in holders {
            taken.insert_holder(holder.id, || holder);
        }
        taken
    }

    fn insert_entry(&mut self, entry: &CatalogueEntry) {
        self.insert_holder(entry.id, || IdentityHolder::from_entry(entry));
    }

    fn insert_holder(&mut self, id: ArticleId, make_holder: impl FnOnce() -> IdentityHolder) {
        let holders = self.0.entry(id).or_default();
        if holders.len() < MOST_COMPARED {
            holders.push(make_holder());
        }
    }

    fn holders_of(&self, id: ArticleId) -> &[IdentityHolder] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }
}

impl Batch<'_> {
    /// Decides which identity each article of a file has; returns `true` if one has another than it came with.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn assign_identities(
        &self,
        path: &Path,
        entries: &mut [CatalogueEntry],
        claims: &StateClaims,
    ) -> Result<bool> {
        let came: Vec<ArticleId> = entries.iter().map(|entry| entry.id).collect();
        let decided = self.keep_identities(path, entries)?;
        let is_alone = entries.len() == 1;
        let mut taken = TakenIdentities::default();
        for (entry, _) in entries.iter().zip(&decided).filter(|(_, is)| **is) {
            taken.insert_entry(entry);
        }
        let open = entries.iter_mut().zip(&decided).enumerate();
        for (number, (entry, _)) in open.filter(|(_, (_, is_decided))| !**is_decided) {
            let place = Place {
                path,
                number,
                is_alone,
            };
            entry.id = self.choose_identity(entry, &place, &taken, claims)?;
            taken.insert_entry(entry);
        }
        Ok(entries
            .iter()
            .zip(&came)
            .any(|(entry, came)| entry.id != *came))
    }

    /// Notes the former identity of the only article of a file that is new to the catalogue, if the state knows one.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn note_former_identity(
        &self,
        path: &Path,
        entries: &mut [CatalogueEntry],
        claims: &StateClaims,
    ) -> Result<()> {
        if let [entry] = entries
            && entry.former.is_none()
            && self
                .list_holders("file = ?", [FileNumber::of_path(path).0])?
                .is_empty()
        {
            entry.former = claims.find_former(path, entry);
        }
        Ok(())
    }

    /// Gives articles that the file had before the identities they had, and returns which did.
    fn keep_identities(&self, path: &Path, entries: &mut [CatalogueEntry]) -> Result<Vec<bool>> {
        let file = FileNumber::of_path(path);
        let before = self.list_holders("file = ?", [file.0])?;
        let is_alone = entries.len() == 1 && before.len() == 1;
        let before = TakenIdentities::from_holders(before);
        let texts: HashSet<i64> = entries.iter().map(|entry| entry.text.hash()).collect();
        let mut decided = vec![false; entries.len()];
        for (entry, is_decided) in entries.iter_mut().zip(&mut decided) {
            // Without candidates nothing can be decided.
            *is_decided = entry.text.candidates.is_empty();
            let candidates = entry.text.candidates.iter();
            let own = candidates.flat_map(|id| before.holders_of(*id));
            let hash = entry.text.hash();
            let Some(was) = own.min_by_key(|was| was.text != hash) else {
                continue;
            };
            let is_edited = !texts.contains(&was.text)
                && (is_alone || was.is_told_by(entry))
                && !self.has_other_story(was.id, file, entry)?;
            if was.text == hash || is_edited {
                (entry.id, *is_decided) = (was.id, true);
            }
        }
        Ok(decided)
    }

    /// Returns `true` if other files have another story of this identity.
    fn has_other_story(
        &self,
        id: ArticleId,
        file: FileNumber,
        entry: &CatalogueEntry,
    ) -> Result<bool> {
        let others = self.list_holders_elsewhere(id, file)?;
        Ok(others.iter().any(|other| !other.is_told_by(entry)))
    }

    fn choose_identity(
        &self,
        entry: &CatalogueEntry,
        place: &Place<'_>,
        taken: &TakenIdentities,
        claims: &StateClaims,
    ) -> Result<ArticleId> {
        let candidates = &entry.text.candidates;
        let further = candidates.get(1..).unwrap_or_default();
        if let Some(known) = further.iter().find(|id| claims.known.contains(id)) {
            return Ok(*known);
        }
        let file = FileNumber::of_path(place.path);
        for id in candidates {
            let here = taken.holders_of(*id);
            let stored = self.list_holders_elsewhere(*id, file)?;
            let mut holders = here.iter().chain(&stored).take(MOST_COMPARED);
            let is_free = here.is_empty() && stored.is_empty();
            if is_free && !place.is_claimed_elsewhere(*id, entry, claims) {
                return Ok(*id);
            }
            if !is_free && holders.all(|held| held.is_told_by(entry)) {
                return Ok(*id);
            }
        }
        Ok(candidates.last().copied().unwrap_or(entry.id))
    }

    /// Returns the first articles of other files that have an identity.
    fn list_holders_elsewhere(
        &self,
        id: ArticleId,
        file: FileNumber,
    ) -> Result<Vec<IdentityHolder>> {
        let condition = format!("id = ? AND file <> ? ORDER BY article LIMIT {MOST_COMPARED}");
        self.list_holders(&condition, (id_bytes(id), file.0))
    }

    fn list_holders(
        &self,
        condition: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<IdentityHolder>> {
        // Not a join: SQLite prepares one with an outer table again whenever another value is bound.
        let query = format!(
            "SELECT id, title, text, (SELECT sketch FROM story WHERE story.article = article.article)
                FROM article WHERE {condition}"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let holders = statement.query_map(parameters, IdentityHolder::from_row)?;
        Ok(holders.collect::<rusqlite::Result<_>>()?)
    }
}

/// Where an article is found.
struct Place<'a> {
    path: &'a Path,
    number: usize,
    /// Whether it is the only one in its file.
    is_alone: bool,
}

impl Place<'_> {
    /// Returns `true` if the state means another article by an identity than the one here.
    fn is_claimed_elsewhere(
        &self,
        id: ArticleId,
        entry: &CatalogueEntry,
        claims: &StateClaims,
    ) -> bool {
        let Some(description) = claims.find_description(id) else {
            return false;
        };
        let is_this_title = is_same_title(&description.title, &entry.title);
        if !self.is_alone && !is_this_title {
            return true;
        }
        let Some(location) = description.location.filter(|there| !self.is_at(there)) else {
            return false;
        };
        let Some(there) = load_candidates(&location) else {
            return false;
        };
        there.contains(&id) && there.last() != entry.text.candidates.last()
    }

    fn is_at(&self, location: &Location) -> bool {
        // The entries of a feed move on, and are known by their titles.
        let is_here = location.path == self.path;
        is_here && (self.is_alone || usize::try_from(location.entry) == Ok(self.number))
    }
}

/// Returns the identities that the article at a location may have; `None` if there is none now.
fn load_candidates(location: &Location) -> Option<Vec<ArticleId>> {
    let is_there = location.path.is_file();
    let article = is_there.then(|| location.load_article(None))??;
    Some(ArticleId::list_candidates(&article))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;
    use crate::library::catalogue::{CatalogueWriter, Stamp, StoryText};
    use crate::text::Clean;

    thread_local! {
        /// How many articles were read or copied to compare others with them.
        static HOLDERS: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count_holder() {
        HOLDERS.set(HOLDERS.get() + 1);
    }

    /// Makes an article of its own text that could have the identity of all others here.
    fn make_entry(number: u128) -> CatalogueEntry {
        let candidates = [1, 2, (number + 3) << 64].map(ArticleId::from_number);
        let words: Vec<String> = (0..60).map(|word| format!("w{number}x{word}")).collect();
        CatalogueEntry {
            id: candidates[0],
            title: Clean::new(&format!("Story {number}")),
            source: None,
            published: None,
            time: None,
            minutes: 1,
            quotes: 0,
            corrections: 0,
            former: None,
            tags: Vec::new(),
            text: StoryText {
                candidates: candidates.to_vec(),
                sketch: StorySketch::new(&words.join(" ")),
                ..StoryText::default()
            },
        }
    }

    /// Stores articles twice, and returns how many were read or copied for it.
    fn count_holders(articles: u128, are_in_one_file: bool) -> usize {
        let folder = TempDir::new().unwrap();
        let mut writer = CatalogueWriter::open(&folder.path().join("catalogue.db")).unwrap();
        let claims = StateClaims::default();
        let mut files: Vec<Vec<CatalogueEntry>> = if are_in_one_file {
            vec![(0..articles).map(make_entry).collect()]
        } else {
            (0..articles)
                .map(|number| vec![make_entry(number)])
                .collect()
        };
        HOLDERS.set(0);
        for _ in 0..2 {
            let write = |batch: &Batch<'_>| {
                for (number, entries) in files.iter_mut().enumerate() {
                    let path = PathBuf::from(format!("/{number}"));
                    batch.assign_identities(&path, entries, &claims)?;
                    batch.store_file(&path, Stamp::new(1, 1, 1), entries, &[])?;
                }
                Ok(())
            };
            writer.write_batch(write).unwrap();
        }
        let ids: HashSet<ArticleId> = files.iter().flatten().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), usize::try_from(articles).unwrap());
        HOLDERS.get()
    }

    #[rstest]
    #[case::in_one_file(true)]
    #[case::in_many(false)]
    fn the_work_grows_with_the_articles_of_one_address(#[case] are_in_one_file: bool) {
        let some = count_holders(100, are_in_one_file);
        let twice = count_holders(200, are_in_one_file);
        assert!(twice < 3 * some, "{some} articles, then {twice}");
    }
}
