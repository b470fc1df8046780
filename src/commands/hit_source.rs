//! Where the stories of hits are read: in an archive, or in a shared one.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::CommandError;
use super::hit_rows::unreadable_catalogue;
use crate::article::{Article, ArticleId, Quote};
use crate::library::catalogue::Catalogue;
use crate::library::corrections::CorrectionSet;
use crate::library::listing::{ArticleRow, Location};
use crate::quotes;
use crate::search::engine::EngineError;
use crate::search::hits::Hit;
use crate::search::index::KnownPeople;
use crate::shared::reader::SharedReader;

/// How many articles are kept in memory, since their other quotes may be hits too.
const KEPT: usize = 512;

/// How many rows a shared archive is asked for at once.
const CHUNK: usize = 500;

/// Where the stories of hits are read.
pub(super) struct HitSource<'a> {
    place: HitPlace<'a>,
    /// Who is who, where it is printed.
    people: KnownNames,
    /// The rows of a shared archive.
    rows: HashMap<ArticleId, ArticleRow>,
    /// `None` for what is no longer there.
    stories: HashMap<ArticleId, Option<LoadedStory>>,
}

#[derive(Clone, Copy)]
enum HitPlace<'a> {
    Archive {
        catalogue: &'a Catalogue,
        corrections: &'a CorrectionSet,
    },
    Shared(&'a dyn SharedReader),
}

/// By which names speakers are known.
#[derive(Default)]
enum KnownNames {
    #[default]
    Nobody,
    Index(KnownPeople),
    Shared(HashMap<String, String>),
}

/// An article, and its quotes as the user corrected them once they are needed.
pub(super) struct LoadedStory {
    pub(super) article: Article,
    pub(super) location: Location,
    quotes: OnceCell<Vec<Quote>>,
}

impl<'a> HitSource<'a> {
    /// Reads the files of an archive.
    pub(super) fn of_archive(catalogue: &'a Catalogue, corrections: &'a CorrectionSet) -> Self {
        Self::of_place(HitPlace::Archive {
            catalogue,
            corrections,
        })
    }

    /// Asks a shared archive.
    pub(super) fn of_shared(reader: &'a dyn SharedReader) -> Self {
        Self::of_place(HitPlace::Shared(reader))
    }

    fn of_place(place: HitPlace<'a>) -> Self {
        Self {
            place,
            people: KnownNames::default(),
            rows: HashMap::new(),
            stories: HashMap::new(),
        }
    }

    /// Has the names of an index.
    pub(super) fn set_people(&mut self, people: KnownPeople) {
        self.people = KnownNames::Index(people);
    }

    /// Prepares for some hits: marks those that others have too, and asks a shared archive who has said them.
    ///
    /// # Errors
    /// Fails if the catalogue or the shared archive cannot be read.
    pub(super) fn prepare_hits(&mut self, hits: &mut [Hit]) -> Result<(), CommandError> {
        match self.place {
            HitPlace::Archive { catalogue, .. } => {
                catalogue.mark_same(hits).map_err(unreadable_catalogue)
            }
            HitPlace::Shared(reader) => {
                let speakers = hits.iter().filter_map(|hit| hit.speaker.as_deref());
                let speakers: Vec<&str> = speakers.collect();
                let names = reader.known_names(&speakers).map_err(unreachable_archive)?;
                reader.mark_same(hits).map_err(unreachable_archive)?;
                self.people = KnownNames::Shared(names);
                Ok(())
            }
        }
    }

    /// Reads the rows of hits from a shared archive, each once; those of files are read when they are needed.
    ///
    /// # Errors
    /// Fails if the shared archive cannot be read.
    pub(super) fn prepare_rows(&mut self, hits: &[Hit]) -> Result<(), CommandError> {
        let HitPlace::Shared(reader) = self.place else {
            return Ok(());
        };
        let ids: BTreeSet<ArticleId> = hits.iter().map(|hit| hit.article).collect();
        let ids: Vec<ArticleId> = ids.into_iter().collect();
        self.rows.clear();
        for some in ids.chunks(CHUNK) {
            let rows = reader.read_rows(some).map_err(unreachable_archive)?;
            self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        Ok(())
    }

    /// Returns the name by which those are known who are written so; `None` if that is not known.
    pub(super) fn person_of(&self, written: &str) -> Option<String> {
        match &self.people {
            KnownNames::Nobody => None,
            KnownNames::Index(people) => people.name_of(written),
            KnownNames::Shared(names) => names.get(written).cloned(),
        }
    }

    /// Returns the row of the article of a hit whose row was prepared; `None` if it is no longer there.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub(super) fn find_row(&self, hit: &Hit) -> Result<Option<ArticleRow>, CommandError> {
        match self.place {
            HitPlace::Archive { catalogue, .. } => catalogue
                .find_row(hit.article)
                .map_err(unreadable_catalogue),
            HitPlace::Shared(_) => Ok(self.rows.get(&hit.article).cloned()),
        }
    }

    /// Returns an article with its quotes; `None` if it no longer exists.
    ///
    /// # Errors
    /// Fails if a shared archive cannot be read.
    pub(super) fn load_story(
        &mut self,
        row: &ArticleRow,
    ) -> Result<Option<&LoadedStory>, CommandError> {
        if !self.stories.contains_key(&row.id) {
            let story = self.read_story(row)?;
            if self.stories.len() >= KEPT {
                self.stories.clear();
            }
            self.stories.insert(row.id, story);
        }
        Ok(self.loaded(row.id))
    }

    fn read_story(&self, row: &ArticleRow) -> Result<Option<LoadedStory>, CommandError> {
        let location = row.location.clone();
        let story = match self.place {
            HitPlace::Archive { .. } => row
                .location
                .load_article(Some(row.id))
                .map(|article| (article, OnceCell::new())),
            HitPlace::Shared(reader) => {
                let story = reader.read_story(row.id).map_err(unreachable_archive)?;
                story.map(|story| (story.article, OnceCell::from(story.quotes)))
            }
        };
        Ok(story.map(|(article, quotes)| LoadedStory {
            article,
            location,
            quotes,
        }))
    }

    /// Returns the quotes of an article that was loaded.
    pub(super) fn quotes_of<'s>(&self, story: &'s LoadedStory) -> &'s [Quote] {
        story.quotes.get_or_init(|| {
            let found = quotes::find(&story.article);
            match self.place {
                HitPlace::Archive { corrections, .. } => {
                    let laid = corrections.lay_over(&story.article, &story.location, &found);
                    laid.laid.quotes
                }
                HitPlace::Shared(_) => found,
            }
        })
    }

    /// Returns a story that was loaded.
    pub(super) fn loaded(&self, id: ArticleId) -> Option<&LoadedStory> {
        self.stories.get(&id)?.as_ref()
    }
}

impl LoadedStory {
    /// Returns `true` if the quotes were looked for.
    #[cfg(test)]
    pub(super) fn has_quotes(&self) -> bool {
        self.quotes.get().is_some()
    }
}

/// Explains why a shared archive cannot be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "what map_err calls takes the error"
)]
pub(super) fn unreachable_archive(error: EngineError) -> CommandError {
    CommandError::Failed(crate::text::Clean::line(&error.to_string()))
}
