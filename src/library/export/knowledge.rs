//! What completes stories: the state, and what is known over all articles.

use std::collections::HashMap;

use super::ExportFormat;
use super::gather::LoadedArticle;
use super::story::Story;
use crate::article::{ArticleId, Quote, QuoteId};
use crate::library::Archive;
use crate::library::bookmarks::list_bookmarks;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::CorrectionSet;
use crate::library::listing::Location;
use crate::library::state::{Bookmark, StateError, StateStore};
use crate::search::index::KnownPeople;
use crate::text::Clean;

/// What is known over all articles.
#[derive(Debug, Default)]
pub struct ArchiveKnowledge {
    /// Who is who.
    pub people: KnownPeople,
    /// Which article is which; `None` if nothing was indexed.
    pub catalogue: Option<Catalogue>,
    /// The oldest quote of each statement that several articles have; empty if the format has no place for it.
    pub same: HashMap<QuoteId, QuoteId>,
}

impl ArchiveKnowledge {
    /// Reads what is known of an archive, as far as it was indexed, and as the format needs it.
    #[must_use]
    pub fn read(archive: &Archive, format: ExportFormat) -> Self {
        let catalogue = archive.find_catalogue().ok().flatten();
        let same = catalogue
            .as_ref()
            .filter(|_| format == ExportFormat::EsBulk);
        // An export without an index has none of this.
        Self {
            people: archive.open_index().known_people().unwrap_or_default(),
            same: same.map(list_same).unwrap_or_default(),
            catalogue,
        }
    }
}

/// Returns the oldest quote of each statement that several articles have; empty if the catalogue cannot be read.
fn list_same(catalogue: &Catalogue) -> HashMap<QuoteId, QuoteId> {
    let statements = catalogue.list_same_statements().unwrap_or_default();
    let pairs = statements.iter().filter_map(|statement| {
        let oldest = statement.id()?;
        let quotes = statement.quotes.iter();
        Some(quotes.map(move |quote| (quote.quote, oldest)))
    });
    pairs.flatten().collect()
}

/// The state that completes stories.
#[derive(Debug)]
pub struct ExportState<'a> {
    store: &'a StateStore,
    corrections: CorrectionSet,
    known: ArchiveKnowledge,
}

impl<'a> ExportState<'a> {
    /// Reads the corrections of the state.
    ///
    /// # Errors
    /// Fails if the state cannot be read.
    pub fn from_store(store: &'a StateStore) -> Result<Self, StateError> {
        Ok(Self {
            store,
            corrections: CorrectionSet::from_store(store)?,
            known: ArchiveKnowledge::default(),
        })
    }

    /// Completes stories also with what is known over all articles.
    #[must_use]
    pub fn with_knowledge(self, known: ArchiveKnowledge) -> Self {
        Self { known, ..self }
    }

    /// Says of each quote of a story who said it and which quote is the same, as it is known over all articles.
    pub fn add_knowledge(&self, story: &mut Story) {
        story.name_speakers(&|written| {
            let known = self.known.people.name_of(written);
            known.map(|name| Clean::new(&name))
        });
        for quote in &mut story.quotes {
            quote.same = self.known.same.get(&quote.id).copied();
        }
    }

    /// Returns the identity that the catalogue decided on for an article; `None` if it does not know it.
    pub(super) fn find_identity(&self, read: &LoadedArticle) -> Option<ArticleId> {
        let catalogue = self.known.catalogue.as_ref()?;
        let location = Location {
            path: std::path::absolute(&read.location.path).ok()?,
            entry: read.location.entry,
        };
        let id = catalogue.find_id_at(&location).ok()??;
        // Another story may have been written there since.
        let candidates = ArticleId::list_candidates(&read.article);
        candidates.contains(&id).then_some(id)
    }

    /// Returns the bookmarks, each story once.
    pub(super) fn list_bookmarks(&self) -> Result<Vec<Bookmark>, StateError> {
        list_bookmarks(self.store, self.known.catalogue.as_ref())
    }

    /// Returns the state itself.
    #[must_use]
    pub const fn store(&self) -> &StateStore {
        self.store
    }

    /// Returns the quotes of an article as the user corrected them.
    pub(super) fn correct_quotes(&self, read: &LoadedArticle) -> Vec<Quote> {
        let corrected = self
            .corrections
            .lay_over(&read.article, &read.location, &read.quotes);
        corrected.laid.quotes
    }
}
