//! What completes stories: the state, and what is known over all articles.

use super::ExportFormat;
use super::gather::LoadedArticle;
use super::story::Story;
use crate::article::{Quote, QuoteId};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::CorrectionSet;
use crate::library::state::{StateError, StateStore};
use crate::search::index::KnownPeople;
use crate::text::Clean;

/// What is known over all articles.
#[derive(Debug, Default)]
pub struct ArchiveKnowledge {
    /// Who is who.
    pub people: KnownPeople,
    /// Where it says which quotes are the same; `None` if the format has no place for it, or nothing was indexed.
    pub catalogue: Option<Catalogue>,
}

impl ArchiveKnowledge {
    /// Reads what is known of an archive, as far as it was indexed, and as the format needs it.
    #[must_use]
    pub fn read(archive: &Archive, format: ExportFormat) -> Self {
        let has_same = format == ExportFormat::EsBulk && archive.catalogue_path().exists();
        // An export without an index has no such names.
        Self {
            people: archive.open_index().known_people().unwrap_or_default(),
            catalogue: has_same.then(|| archive.open_catalogue().ok()).flatten(),
        }
    }
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
            quote.same = self.find_same(quote.id);
        }
    }

    /// Returns the oldest quote that is the same; an export goes on without it if the catalogue cannot be read.
    fn find_same(&self, id: QuoteId) -> Option<QuoteId> {
        let found = self.known.catalogue.as_ref()?.find_same_statement(id);
        found.ok()??.id()
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
