//! Imports entries: their texts into the inbox, everything else into the state as one change.

use jiff::Timestamp;

use super::article;
use super::entry::{ImportEntry, ImportHighlight, ParsedExport, SkippedItems};
use crate::article::{Article, ArticleId, QuoteKind, TextRange};
use crate::library::anchor::Anchor;
use crate::library::inbox::{Inbox, InboxError, SavedArticle};
use crate::library::listing::Location;
use crate::library::state::{
    ArticleDescription, ArticleReference, BookmarkTarget, Imported, KeptQuote, StateChange,
    StateError, StateStore,
};
use crate::text::Clean;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// How many entries there were.
    pub entries: usize,
    /// Stories that were written into the inbox.
    pub saved: usize,
    /// Stories that the inbox had already.
    pub known: usize,
    /// Stories that were starred in the other program and are now bookmarked.
    pub bookmarks: usize,
    /// Highlights that became bookmarked quotes.
    pub quotes: usize,
    /// Notes on them.
    pub notes: usize,
    /// Stories with tags.
    pub tagged: usize,
    /// Stories that were read.
    pub read: usize,
    /// How much of this was new to the state.
    pub state: Imported,
    /// Addresses of stories whose text the other program did not export.
    pub without_text: Vec<String>,
    /// What was skipped, and why.
    pub left: SkippedItems,
}

/// Why an import stopped; it can be repeated, since importing something twice changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// A text could not be saved.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// The state could not be saved.
    #[error("the state cannot be saved: {0}")]
    State(#[from] StateError),
}

/// Imports the entries of a file; without an inbox the texts are skipped.
///
/// What has no time of its own gets `usual`, the time of the file, so that later changes made here win.
///
/// # Errors
/// Fails if a text or the state cannot be saved.
pub fn import_entries(
    taken: ParsedExport,
    inbox: Option<&mut Inbox>,
    store: &mut StateStore,
    usual: Timestamp,
    now: Timestamp,
) -> Result<ImportReport, ApplyError> {
    let mut import = EntryImporter {
        inbox,
        usual,
        report: ImportReport {
            entries: taken.entries.len(),
            left: taken.left,
            ..ImportReport::default()
        },
        changes: Vec::new(),
    };
    for entry in &taken.entries {
        import.import_entry(entry)?;
    }
    let EntryImporter {
        mut report,
        changes,
        ..
    } = import;
    // One transaction after all texts are saved: an import that is cut short leaves files, which the next run
    // recognises, and no half-filled state.
    if !changes.is_empty() {
        report.state = store.merge_changes(&changes, now)?;
    }
    Ok(report)
}

/// An import in progress.
struct EntryImporter<'a> {
    inbox: Option<&'a mut Inbox>,
    usual: Timestamp,
    report: ImportReport,
    changes: Vec<(Timestamp, StateChange)>,
}

impl EntryImporter<'_> {
    fn import_entry(&mut self, entry: &ImportEntry) -> Result<(), ApplyError> {
        let text = article::article_of(entry);
        let has_address = entry.url.as_deref().is_some_and(is_web);
        // With neither address nor text, highlights can only be kept under the title.
        let has_quotes = !entry.highlights.is_empty() && !entry.title.trim().is_empty();
        if text.is_none() && !has_address && !has_quotes {
            let name = entry.url.as_deref().unwrap_or(&entry.title);
            self.report.left.add("with neither text nor URL", name);
            return Ok(());
        }
        let at = entry.saved.unwrap_or(self.usual);
        let location = match &text {
            Some(article) => self.save_text(article, at)?,
            None => self.find_text(entry),
        };
        if text.is_none() && has_address && location.is_none() {
            self.report.without_text.extend(entry.url.clone());
        }
        let article = text.unwrap_or_else(|| article::without_text(entry));
        let reference = reference_to(&article, location);
        self.keep_state(entry, &article, &reference, at);
        Ok(())
    }

    /// Returns where the inbox has the text of an entry that comes without one.
    fn find_text(&mut self, entry: &ImportEntry) -> Option<Location> {
        let path = self
            .inbox
            .as_ref()?
            .file_of(entry.url.as_deref()?)?
            .to_owned();
        self.report.known += 1;
        Some(Location { path, entry: 0 })
    }

    /// Saves a text and returns its location; `None` without an inbox.
    fn save_text(
        &mut self,
        article: &Article,
        at: Timestamp,
    ) -> Result<Option<Location>, ApplyError> {
        let Some(inbox) = &mut self.inbox else {
            let title = &article.metadata.title;
            self.report.left.add(
                "texts, since 'library.inbox' in the config names no folder for them",
                title,
            );
            return Ok(None);
        };
        let path = match inbox.save_article(article, at)? {
            SavedArticle::New(path) => {
                self.report.saved += 1;
                path
            }
            SavedArticle::Known(path) => {
                self.report.known += 1;
                path
            }
        };
        Ok(Some(Location { path, entry: 0 }))
    }

    /// Queues the changes that an entry makes to the state.
    fn keep_state(
        &mut self,
        entry: &ImportEntry,
        article: &Article,
        reference: &ArticleReference,
        at: Timestamp,
    ) {
        if entry.is_read {
            self.report.read += 1;
            let articles = vec![reference.id];
            let is_read = true;
            self.changes
                .push((at, StateChange::SetRead { articles, is_read }));
        }
        let tags: Vec<Clean> = entry.tags.iter().map(|tag| Clean::line(tag)).collect();
        self.report.tagged += usize::from(!tags.is_empty());
        for tag in tags.into_iter().filter(|tag| !tag.is_empty()) {
            let articles = vec![reference.clone()];
            self.changes
                .push((at, StateChange::AddTag { articles, tag }));
        }
        if entry.is_starred {
            self.report.bookmarks += 1;
            let kept = BookmarkTarget {
                article: reference.clone(),
                quote: None,
            };
            self.changes.push((at, StateChange::Bookmark(vec![kept])));
        }
        for highlight in &entry.highlights {
            self.keep_highlight(highlight, article, reference, at);
        }
    }

    fn keep_highlight(
        &mut self,
        highlight: &ImportHighlight,
        article: &Article,
        reference: &ArticleReference,
        at: Timestamp,
    ) {
        let at = highlight.added.unwrap_or(at);
        let kept = BookmarkTarget {
            article: reference.clone(),
            quote: Some(kept_quote(&highlight.words, &article.text)),
        };
        self.report.quotes += 1;
        let note = highlight.note.as_deref().map(Clean::new);
        self.changes.push((
            at,
            match note {
                Some(note) => {
                    self.report.notes += 1;
                    StateChange::SetNote { kept, note }
                }
                None => StateChange::Bookmark(vec![kept]),
            },
        ));
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn reference_to(article: &Article, location: Option<Location>) -> ArticleReference {
    let metadata = &article.metadata;
    let title = if metadata.title.is_empty() {
        metadata.url.clone().unwrap_or_default()
    } else {
        metadata.title.clone()
    };
    ArticleReference {
        id: ArticleId::for_article(article),
        description: ArticleDescription {
            title,
            source: metadata.source.clone(),
            published: metadata.published,
            url: metadata.url.clone(),
            location,
        },
    }
}

/// Returns highlighted words as a quote, with their position if the text has them.
fn kept_quote(words: &str, text: &str) -> KeptQuote {
    let words = Clean::new(words.trim());
    // Other programs change blanks and quotation marks in highlights; a fuzzy match finds them anyway. The
    // anchor then stores the article's spelling and context.
    let alone = Anchor::from_range(&words, TextRange::new(0, words.len()));
    let place = alone.find_in(text).range();
    KeptQuote {
        anchor: place.map_or(alone, |range| Anchor::from_range(text, range)),
        words: Clean::line(&words),
        speaker: None,
        kind: QuoteKind::Direct,
        is_highlight: true,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tempfile::TempDir;

    use super::super::entry::ImportBody;
    use super::*;
    use crate::loader;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// Opens a state in a folder of its own.
    struct Reader {
        _data: TempDir,
        store: StateStore,
    }

    impl Reader {
        fn new() -> Self {
            let data = TempDir::new().unwrap();
            let store = StateStore::open(data.path(), at(1)).unwrap().store;
            Self { _data: data, store }
        }

        fn take(&mut self, entries: Vec<ImportEntry>) -> ImportReport {
            let taken = ParsedExport {
                entries,
                ..ParsedExport::default()
            };
            import_entries(taken, None, &mut self.store, at(50), at(90)).unwrap()
        }
    }

    fn entry() -> ImportEntry {
        ImportEntry {
            url: Some("https://www.a.example/ferry/?utm_source=x".to_owned()),
            title: "Ferry".to_owned(),
            saved: Some(at(10)),
            tags: vec!["sea".to_owned()],
            is_read: true,
            is_starred: true,
            highlights: vec![ImportHighlight {
                words: "“Low water,\nwaits.”".to_owned(),
                note: Some("Ask him.".to_owned()),
                added: None,
            }],
            ..ImportEntry::default()
        }
    }

    /// Returns the identity that the article has once it is fetched.
    fn id() -> ArticleId {
        let mut article = Article::default();
        article.metadata.url = Some(Clean::new("https://a.example/ferry"));
        ArticleId::for_article(&article)
    }

    #[test]
    fn what_is_known_of_a_story_waits_for_its_text() {
        let mut reader = Reader::new();
        let report = reader.take(vec![entry()]);
        let store = &reader.store;
        assert!(store.flags_of_all(&[id()]).unwrap()[&id()].is_read);
        assert_eq!(store.tags_of(id()).unwrap(), [Clean::new("sea")]);
        let bookmarks = store.bookmarks_of(id()).unwrap();
        assert_eq!(bookmarks.len(), 2);
        let quote = bookmarks
            .iter()
            .find(|bookmark| bookmark.kept.quote.is_some())
            .unwrap();
        assert_eq!(quote.note.as_deref(), Some("Ask him."));
        assert_eq!(quote.added, at(10));
        assert_eq!(
            quote.kept.quote.as_ref().unwrap().words.as_str(),
            "“Low water, waits.”"
        );
        let source = &quote.kept.article.description.source;
        assert_eq!(source.as_deref(), Some("a.example"));
        assert_eq!(report.without_text.len(), 1);
    }

    #[test]
    fn taking_the_same_twice_changes_nothing() {
        let mut reader = Reader::new();
        assert!(reader.take(vec![entry()]).state.taken > 0);
        assert_eq!(reader.take(vec![entry()]).state.taken, 0);
    }

    #[test]
    fn a_note_that_was_rewritten_here_stands() {
        let mut reader = Reader::new();
        reader.take(vec![entry()]);
        let kept = reader.store.bookmarks_of(id()).unwrap();
        let kept = kept
            .into_iter()
            .find(|bookmark| bookmark.kept.quote.is_some())
            .unwrap()
            .kept;
        let note = Clean::new("Asked.");
        reader
            .store
            .apply_change(&StateChange::SetNote { kept, note }, at(80))
            .unwrap();
        reader.take(vec![entry()]);
        let bookmarks = reader.store.bookmarks_of(id()).unwrap();
        assert!(
            bookmarks
                .iter()
                .any(|bookmark| bookmark.note.as_deref() == Some("Asked."))
        );
    }

    #[test]
    fn what_has_no_address_and_no_text_is_left() {
        let mut reader = Reader::new();
        let nameless = ImportEntry {
            url: None,
            highlights: Vec::new(),
            ..entry()
        };
        let script = ImportEntry {
            url: Some("javascript:alert(1)".to_owned()),
            ..nameless.clone()
        };
        let report = reader.take(vec![nameless, script]);
        assert_eq!(
            report
                .left
                .reasons()
                .map(|(_, count, _)| count)
                .sum::<usize>(),
            2
        );
        assert_eq!(report.state.taken, 0);
    }

    /// Returns a page of more than a hundred words, with a sentence to highlight.
    fn with_text() -> ImportEntry {
        let paragraph = "The boat left the pier in the rain, and nobody on board knew when it would come back. ";
        let html = format!(
            "<p>{}</p><p>He said it again: “Low water, waits.”</p>",
            paragraph.repeat(8)
        );
        let highlight = ImportHighlight {
            words: "“Low water, waits.”".to_owned(),
            ..ImportHighlight::default()
        };
        ImportEntry {
            body: Some(ImportBody::Html(html)),
            highlights: vec![highlight],
            ..entry()
        }
    }

    #[test]
    fn a_text_becomes_a_file_and_its_highlights_stand_in_it() {
        let folder = TempDir::new().unwrap();
        let mut reader = Reader::new();
        let mut import = || {
            let mut inbox = Inbox::open(folder.path()).unwrap();
            let taken = ParsedExport {
                entries: vec![with_text()],
                ..ParsedExport::default()
            };
            import_entries(taken, Some(&mut inbox), &mut reader.store, at(50), at(90)).unwrap()
        };
        let report = import();
        assert_eq!(
            (report.saved, report.without_text.len()),
            (1, 0),
            "{report:?}"
        );
        let report = import();
        assert_eq!((report.known, report.state.taken), (1, 0), "{report:?}");
        let bookmarks = reader.store.bookmarks_of(id()).unwrap();
        let quote = bookmarks
            .iter()
            .find_map(|bookmark| bookmark.kept.quote.as_ref())
            .unwrap();
        let location = bookmarks[0]
            .kept
            .article
            .description
            .location
            .as_ref()
            .unwrap();
        let loaded = loader::load(&location.path).articles.remove(0);
        assert_eq!(ArticleId::for_article(&loaded), id());
        assert_eq!(loaded.metadata.title.as_str(), "Ferry");
        let range = quote.anchor.find_in(&loaded.text).range().unwrap();
        assert_eq!(loaded.words_in(range), "“Low water, waits.”");
    }

    #[rstest]
    #[case::of_a_reader(ImportBody::Html(brief()), 1)]
    #[case::of_a_feed_is_a_summary(ImportBody::FromFeed(brief()), 0)]
    fn a_short_text(#[case] body: ImportBody, #[case] saved: usize) {
        let folder = TempDir::new().unwrap();
        let mut inbox = Inbox::open(folder.path()).unwrap();
        let taken = ParsedExport {
            entries: vec![ImportEntry {
                body: Some(body),
                ..entry()
            }],
            ..ParsedExport::default()
        };
        let mut reader = Reader::new();
        let report =
            import_entries(taken, Some(&mut inbox), &mut reader.store, at(50), at(90)).unwrap();
        assert_eq!(
            (report.saved, report.without_text.len()),
            (saved, 1 - saved)
        );
    }

    /// Returns a story of two sentences.
    fn brief() -> String {
        "<p>The boat left the pier in the rain, and nobody on board knew when it would come back from the island.</p>\
         <p>He said it again: low water waits for nobody.</p>"
            .to_owned()
    }

    #[test]
    fn without_an_inbox_texts_are_left_and_all_else_is_kept() {
        let mut reader = Reader::new();
        let report = reader.take(vec![with_text()]);
        let (why, count, _) = report.left.reasons().next().unwrap();
        assert!(why.contains("library.inbox") && count == 1);
        assert!(report.state.taken > 0);
    }

    #[test]
    fn a_text_that_the_inbox_has_is_not_missing() {
        let mut reader = Reader::new();
        let folder = TempDir::new().unwrap();
        let mut inbox = Inbox::open(folder.path()).unwrap();
        let mut article = article::without_text(&entry());
        article.metadata.title = Clean::new("Ferry");
        inbox.save_article(&article, at(5)).unwrap();
        let taken = ParsedExport {
            entries: vec![entry()],
            ..ParsedExport::default()
        };
        let report = import_entries(taken, Some(&mut inbox), &mut reader.store, at(50), at(90));
        let report = report.unwrap();
        assert_eq!((report.known, report.without_text.len()), (1, 0));
    }

    #[test]
    fn highlights_without_an_address_are_kept_under_their_title() {
        let mut reader = Reader::new();
        let titled = || ImportEntry {
            url: None,
            ..entry()
        };
        assert!(reader.take(vec![titled()]).without_text.is_empty());
        assert_eq!(reader.take(vec![titled()]).state.taken, 0);
        let bookmarks = reader.store.all_bookmarks().unwrap();
        let called: Vec<&str> = bookmarks
            .iter()
            .map(|bookmark| bookmark.kept.article.description.title.as_str())
            .collect();
        assert_eq!(called, ["Ferry", "Ferry"]);
    }
}
