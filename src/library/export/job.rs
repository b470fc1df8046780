//! Runs an export from start to finish, for the screen and the command line.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::fetched::StoryFetch;
use super::gather::{self, LoadedArticle};
use super::hits::StoryHits;
use super::knowledge::{ArchiveKnowledge, ExportState};
use super::place::{self, UnfinishedFile};
use super::story::Story;
use super::template::{StoryTemplate, TemplateError};
use super::writer::{StoryLayout, StoryWriter};
use super::{ExportFormat, names};
use crate::library::listing::Location;
use crate::library::state::{Bookmark, StateError, StateStore};
use crate::loader::Problem;
use crate::text::{Clean, number};

/// How many files are read at a time; their stories are written before the next are read.
const STRIDE: usize = 64;

/// What is exported.
#[derive(Debug)]
pub enum ExportContent {
    /// Articles with all their quotes.
    Articles(Vec<Location>),
    /// All articles of files.
    Files(Vec<PathBuf>),
    /// What a search found, with the quotes that were found.
    Hits(Vec<StoryHits>),
    /// Stories that are read elsewhere than in files.
    Fetched(StoryFetch),
    /// Every bookmark.
    Bookmarks,
}

/// Where it goes.
pub enum ExportTarget<'a> {
    /// Into a stream.
    Stream(&'a mut dyn Write),
    /// Into one file.
    File(PathBuf),
    /// Into a folder, which is created if it is missing: in Markdown a file for each story, else one file.
    Folder(PathBuf),
}

/// An export.
pub struct ExportJob<'a> {
    /// What to export.
    pub what: ExportContent,
    /// The format.
    pub format: ExportFormat,
    /// The template that is used instead of a format.
    pub template: Option<StoryTemplate>,
    /// The destination.
    pub target: ExportTarget<'a>,
    /// Whether existing files are replaced.
    pub replaces: bool,
    /// Folders that nothing is written into, since they hold the articles.
    pub read_only: Vec<PathBuf>,
    /// The day of the export: the date of access in citations.
    pub today: Date,
    /// What is known over all articles.
    pub known: ArchiveKnowledge,
}

/// What an export did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportReport {
    /// How many stories were written.
    pub stories: usize,
    /// How many quotes.
    pub quotes: usize,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// How many files had this content already and were not written.
    pub unchanged: usize,
    /// Files that exist with other content and were not overwritten.
    pub left: Vec<PathBuf>,
    /// How many of the stories that were asked for could not be loaded.
    pub failed: usize,
    /// What went wrong with their files, whether the stories are there or not.
    pub problems: Vec<Problem>,
}

impl ExportReport {
    /// Returns "Exported 3 stories with 21 quotes".
    #[must_use]
    pub fn summary(&self) -> String {
        let stories = match self.stories {
            1 => "1 story".to_owned(),
            count => format!("{} stories", number::format_number(count)),
        };
        let unchanged = match self.unchanged {
            0 => String::new(),
            count => format!(", {} of them unchanged", number::format_number(count)),
        };
        let quotes = number::format_count(self.quotes, "quote");
        format!("Exported {stories} with {quotes}{unchanged}")
    }
}

/// Why an export failed or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file exists.
    #[error("'{}' already exists and was not overwritten", .0.display())]
    Exists(PathBuf),
    /// The destination is in a folder of articles.
    #[error("'{}' holds articles and is never written to; choose another folder", .0.display())]
    ReadOnly(PathBuf),
    /// A file cannot be written.
    #[error("'{}' cannot be written: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// The stream cannot be written.
    #[error(transparent)]
    Stream(#[from] io::Error),
    /// A story cannot be read where it is; the sentence says why.
    #[error("{0}")]
    Fetch(Clean),
    /// A template cannot be filled in.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The state cannot be read.
    #[error("the bookmarks and notes cannot be read: {0}")]
    State(#[from] StateError),
}

impl ExportError {
    /// Creates the error of a file.
    #[must_use]
    pub fn for_file(path: &Path, error: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            error,
        }
    }
}

impl ExportJob<'_> {
    /// Runs the export; bookmarks, notes and tags come from `store`.
    ///
    /// # Errors
    /// Fails at the first file that cannot be written; files written before it remain, each complete.
    pub fn run(self, store: &StateStore) -> Result<ExportReport, ExportError> {
        let Self {
            what,
            format,
            template,
            target,
            replaces,
            read_only,
            today,
            known,
        } = self;
        let state = ExportState::from_store(store)?.with_knowledge(known);
        let source = StorySource { what, state, today };
        let layout = template
            .as_ref()
            .map_or(StoryLayout::Format(format), StoryLayout::Template);
        match target {
            ExportTarget::Stream(out) => source.into_stream(layout, out),
            ExportTarget::File(path) => {
                place::check_writable(&path, &read_only)?;
                source.into_file(layout, path, replaces)
            }
            ExportTarget::Folder(folder) => {
                place::check_writable(&folder, &read_only)?;
                std::fs::create_dir_all(&folder)
                    .map_err(|error| ExportError::for_file(&folder, error))?;
                if let Some(extension) = layout.story_extension() {
                    return source.into_folder(layout, extension, &folder, replaces);
                }
                let name = names::collection_file_name(source.file_stem(), today, format);
                source.into_file(layout, folder.join(name), replaces)
            }
        }
    }
}

/// The stories to export, and the state that completes them.
struct StorySource<'a> {
    what: ExportContent,
    state: ExportState<'a>,
    today: Date,
}

impl StorySource<'_> {
    /// Returns the part of a file's name that says what is in it.
    const fn file_stem(&self) -> &'static str {
        match self.what {
            ExportContent::Articles(_) | ExportContent::Files(_) | ExportContent::Fetched(_) => {
                "stories"
            }
            ExportContent::Hits(_) => "hits",
            ExportContent::Bookmarks => "bookmarks",
        }
    }

    fn into_stream(
        self,
        layout: StoryLayout<'_>,
        out: &mut dyn Write,
    ) -> Result<ExportReport, ExportError> {
        let is_alone = match &self.what {
            ExportContent::Articles(articles) => articles.len() == 1,
            ExportContent::Files(files) => files.len() == 1,
            ExportContent::Hits(stories) => stories.len() == 1,
            ExportContent::Fetched(_) | ExportContent::Bookmarks => false,
        };
        let mut writer = StoryWriter::start_stream(layout, is_alone, out)?;
        let report = self.visit_stories(&mut |story, _| writer.write_story(story))?;
        writer.finish_stream()?;
        Ok(report)
    }

    fn into_file(
        self,
        layout: StoryLayout<'_>,
        path: PathBuf,
        replaces: bool,
    ) -> Result<ExportReport, ExportError> {
        let mut file = UnfinishedFile::create_beside(&path, replaces)?;
        let mut report = match self.into_stream(layout, &mut file) {
            // The stream is a file here, so the error can name it.
            Err(ExportError::Stream(error)) => return Err(ExportError::for_file(&path, error)),
            other => other?,
        };
        // An export of nothing leaves no file, and replaces none.
        if report.stories > 0 {
            file.persist_atomically()?;
            report.files.push(path);
        }
        Ok(report)
    }

    fn into_folder(
        self,
        layout: StoryLayout<'_>,
        extension: &str,
        folder: &Path,
        replaces: bool,
    ) -> Result<ExportReport, ExportError> {
        let mut taken = HashSet::new();
        self.visit_stories(&mut |story, report| {
            // In memory first: a repeated export leaves files that would not change alone, with their times.
            let path = folder.join(free_name(story, extension, &mut taken));
            let mut bytes = Vec::new();
            let mut writer = StoryWriter::start_stream(layout, true, &mut bytes)?;
            writer.write_story(story)?;
            writer.finish_stream()?;
            if place::is_same(&path, &bytes) {
                report.unchanged += 1;
                return Ok(());
            }
            match UnfinishedFile::create_beside(&path, replaces) {
                Ok(mut file) => {
                    let written = file.write_all(&bytes);
                    written.map_err(|error| ExportError::for_file(&path, error))?;
                    file.persist_atomically()?;
                    report.files.push(path);
                }
                Err(ExportError::Exists(path)) => report.left.push(path),
                Err(error) => return Err(error),
            }
            Ok(())
        })
    }

    /// Calls `write` with every story, in the order of the request.
    fn visit_stories(self, write: StoryVisitor<'_>) -> Result<ExportReport, ExportError> {
        let whole = |path, entry| WantedStory {
            path,
            entry,
            hits: None,
        };
        let wanted: Vec<WantedStory> = match self.what {
            ExportContent::Bookmarks => return visit_bookmarked(&self.state, self.today, write),
            ExportContent::Fetched(stories) => {
                return visit_fetched(stories, &self.state, self.today, write);
            }
            ExportContent::Articles(articles) => articles
                .into_iter()
                .map(|location| whole(location.path, Some(location.entry)))
                .collect(),
            ExportContent::Files(files) => {
                files.into_iter().map(|path| whole(path, None)).collect()
            }
            ExportContent::Hits(stories) => {
                stories.into_iter().map(WantedStory::from_hits).collect()
            }
        };
        let mut report = ExportReport::default();
        for wanted in wanted.chunks(STRIDE) {
            // Loading is parallel within a chunk; chunks bound how many articles are in memory at once.
            for (wanted, (read, problems)) in wanted.iter().zip(read_all(wanted)) {
                report.failed += usize::from(read.is_empty());
                report.problems.extend(problems);
                let decided = wanted.hits.as_ref().map(|hits| hits.article);
                for mut read in read {
                    let identity = decided.or_else(|| self.state.find_identity(&read));
                    let mut story =
                        gather::make_story(&mut read, identity, &self.state, self.today)?;
                    if let Some(hits) = &wanted.hits {
                        hits.retain_quotes(&mut story);
                    }
                    self.state.add_knowledge(&mut story);
                    count_story(&story, &mut report);
                    write(&story, &mut report)?;
                }
            }
        }
        Ok(report)
    }
}

/// A file of which all stories, or one, are exported.
struct WantedStory {
    path: PathBuf,
    entry: Option<u32>,
    /// Which quotes of it; all without.
    hits: Option<StoryHits>,
}

impl WantedStory {
    fn from_hits(hits: StoryHits) -> Self {
        Self {
            path: hits.location.path.clone(),
            entry: Some(hits.location.entry),
            hits: Some(hits),
        }
    }
}

/// Writes a story and records the outcome in the report.
type StoryVisitor<'a> = &'a mut dyn FnMut(&Story, &mut ExportReport) -> Result<(), ExportError>;

fn read_all(wanted: &[WantedStory]) -> Vec<(Vec<LoadedArticle>, Vec<Problem>)> {
    wanted
        .par_iter()
        .map(|wanted| gather::load_articles(&wanted.path, wanted.entry))
        .collect()
}

fn visit_fetched(
    stories: StoryFetch,
    state: &ExportState<'_>,
    today: Date,
    write: StoryVisitor<'_>,
) -> Result<ExportReport, ExportError> {
    let mut report = ExportReport::default();
    for fetched in stories.0 {
        let (id, mut read, facts) = fetched.map_err(ExportError::Fetch)?.into_parts();
        let mut story = gather::make_story(&mut read, Some(id), state, today)?;
        facts.complete_story(&mut story);
        count_story(&story, &mut report);
        write(&story, &mut report)?;
    }
    Ok(report)
}

fn visit_bookmarked(
    state: &ExportState<'_>,
    today: Date,
    write: StoryVisitor<'_>,
) -> Result<ExportReport, ExportError> {
    let store = state.store();
    let bookmarks: Vec<Bookmark> = state.list_bookmarks()?;
    let mut report = ExportReport::default();
    for mut story in gather::stories_of_bookmarks(&bookmarks, store, today)? {
        // A missing file is no problem: the stored description is exported instead.
        let kept = bookmarks
            .iter()
            .find(|bookmark| bookmark.kept.article.id == story.id);
        let location =
            kept.and_then(|bookmark| bookmark.kept.article.description.location.as_ref());
        if let Some(location) = location.filter(|location| location.path.is_file()) {
            let (mut read, _) = gather::load_articles(&location.path, Some(location.entry));
            if let Some(read) = read.first_mut() {
                gather::complete_story(&mut story, read, state);
            }
        }
        state.add_knowledge(&mut story);
        count_story(&story, &mut report);
        write(&story, &mut report)?;
    }
    Ok(report)
}

fn count_story(story: &Story, report: &mut ExportReport) {
    report.stories += 1;
    report.quotes += story.quotes.len();
}

/// Returns a name that no other story of the export has.
fn free_name(story: &Story, extension: &str, taken: &mut HashSet<String>) -> String {
    let name = names::name_story(&story.citation, extension);
    let end = format!(".{extension}");
    let stem = name.strip_suffix(&end).unwrap_or(&name).to_owned();
    // Only names of this run count as taken: two stories may share day and title, while a file of an earlier
    // run is most likely this story's own.
    let mut number = 1;
    let mut free = name;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{stem}-{number}{end}");
    }
    free
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;
    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::article::{Article, ArticleId, QuoteKind, TextRange};
    use crate::library::anchor::Anchor;
    use crate::library::state::{
        ArticleDescription, ArticleReference, BookmarkTarget, Correction, KeptQuote,
        QuoteCorrection, StateChange,
    };
    use crate::loader;
    use crate::quotes;
    use crate::text::Clean;

    const STORY: &str = "The lock is shut\n\nThe gate stood open. “Low water waits for nobody,” said Ansel Rook. \
        Then he closed it.\n\nNobody came by.\n";

    /// Creates a folder with an article, a data folder with a state, and a folder for output.
    struct Desk {
        articles: TempDir,
        out: TempDir,
        _data: TempDir,
        store: StateStore,
    }

    impl Desk {
        fn new() -> Self {
            let articles = TempDir::new().unwrap();
            fs::write(articles.path().join("a.txt"), STORY).unwrap();
            let data = TempDir::new().unwrap();
            let store = StateStore::open(data.path(), Timestamp::UNIX_EPOCH)
                .unwrap()
                .store;
            Self {
                articles,
                out: TempDir::new().unwrap(),
                _data: data,
                store,
            }
        }

        fn files(&self) -> ExportContent {
            ExportContent::Files(vec![self.articles.path().join("a.txt")])
        }

        fn run(
            &self,
            what: ExportContent,
            format: ExportFormat,
            target: ExportTarget<'_>,
        ) -> Result<ExportReport, ExportError> {
            let job = ExportJob {
                what,
                format,
                template: None,
                target,
                replaces: false,
                read_only: vec![self.articles.path().to_owned()],
                today: date(2026, 11, 24),
                known: ArchiveKnowledge::default(),
            };
            job.run(&self.store)
        }

        fn printed(&self, what: ExportContent, format: ExportFormat) -> String {
            let mut out = Vec::new();
            self.run(what, format, ExportTarget::Stream(&mut out))
                .unwrap();
            String::from_utf8(out).unwrap()
        }

        /// Bookmarks the quote of the article.
        fn keep_quote(&mut self) -> (ArticleReference, KeptQuote) {
            let article = self.load_article();
            let quote = quotes::find(&article).remove(0);
            self.keep_passage(&article, quote.range, false)
        }

        fn load_article(&self) -> Article {
            let path = self.articles.path().join("a.txt");
            loader::load(&path).articles.remove(0)
        }

        /// Bookmarks words of the article.
        fn keep_passage(
            &mut self,
            article: &Article,
            range: TextRange,
            is_highlight: bool,
        ) -> (ArticleReference, KeptQuote) {
            let path = self.articles.path().join("a.txt");
            let reference = ArticleReference {
                id: ArticleId::for_article(article),
                description: ArticleDescription {
                    title: article.metadata.title.clone(),
                    location: Some(Location { path, entry: 0 }),
                    ..ArticleDescription::default()
                },
            };
            let kept = KeptQuote {
                anchor: Anchor::from_range(&article.text, range),
                words: Clean::line(article.words_in(range)),
                speaker: None,
                kind: QuoteKind::Direct,
                is_highlight,
            };
            let change = StateChange::Bookmark(vec![BookmarkTarget {
                article: reference.clone(),
                quote: Some(kept.clone()),
            }]);
            self.store
                .apply_change(&change, Timestamp::UNIX_EPOCH)
                .unwrap();
            (reference, kept)
        }
    }

    #[test]
    fn a_story_is_exported_with_its_quotes_as_they_were_corrected() {
        let mut desk = Desk::new();
        let (article, quote) = desk.keep_quote();
        let correction = Correction::Speaker(Clean::new("Ines Halloran"));
        let change = StateChange::Correct(vec![QuoteCorrection {
            article,
            quote,
            correction,
        }]);
        desk.store
            .apply_change(&change, Timestamp::UNIX_EPOCH)
            .unwrap();
        let line: serde_json::Value =
            serde_json::from_str(&desk.printed(desk.files(), ExportFormat::JsonLines)).unwrap();
        assert_eq!(line["speaker"], "Ines Halloran");
        assert_eq!(line["before"], "The gate stood open.");
        assert_eq!(line["after"], "said Ansel Rook. Then he closed it.");
        assert_eq!(line["bookmarked"], true);
    }

    #[test]
    fn a_bookmark_is_exported_with_what_its_file_says() {
        let mut desk = Desk::new();
        desk.keep_quote();
        let line: serde_json::Value =
            serde_json::from_str(&desk.printed(ExportContent::Bookmarks, ExportFormat::JsonLines))
                .unwrap();
        assert_eq!(line["speaker"], "Ansel Rook");
        assert_eq!(line["after"], "said Ansel Rook. Then he closed it.");
    }

    #[test]
    fn a_bookmark_whose_file_is_gone_is_exported_as_it_was_kept() {
        let mut desk = Desk::new();
        desk.keep_quote();
        fs::remove_file(desk.articles.path().join("a.txt")).unwrap();
        let line: serde_json::Value =
            serde_json::from_str(&desk.printed(ExportContent::Bookmarks, ExportFormat::JsonLines))
                .unwrap();
        assert_eq!(line["quote"], "“Low water waits for nobody,”");
        assert_eq!(line["title"], "The lock is shut");
    }

    /// Exports for a search server, and returns how many documents there are, and how many identities these have.
    fn count_documents(desk: &Desk, what: ExportContent) -> (usize, usize) {
        let out = desk.printed(what, ExportFormat::EsBulk);
        let ids: Vec<&str> = out.lines().step_by(2).collect();
        let different: HashSet<&str> = ids.iter().copied().collect();
        (ids.len(), different.len())
    }

    #[test]
    fn highlights_of_the_words_of_a_quote_are_documents_of_their_own() {
        let mut desk = Desk::new();
        let story = "The wall\n\n“We will rebuild,” said Mara Lund.\n\nThe council wrote that we will rebuild, \
            and that we will rebuild soon.\n";
        fs::write(desk.articles.path().join("a.txt"), story).unwrap();
        let article = desk.load_article();
        for (start, words) in article.text.match_indices("we will rebuild") {
            let end = start + words.len();
            desk.keep_passage(&article, TextRange { start, end }, true);
        }
        assert_eq!(count_documents(&desk, desk.files()), (3, 3));
        assert_eq!(count_documents(&desk, ExportContent::Bookmarks), (2, 2));
    }

    #[test]
    fn bookmarks_of_equal_words_are_documents_of_their_own() {
        let mut desk = Desk::new();
        let story = "The wall\n\n“No comment,” said Mara Lund.\n\n“No comment,” said Ansel Rook.\n";
        let path = desk.articles.path().join("a.txt");
        fs::write(&path, story).unwrap();
        let article = desk.load_article();
        for quote in quotes::find(&article) {
            desk.keep_passage(&article, quote.range, false);
        }
        let kept = desk.printed(ExportContent::Bookmarks, ExportFormat::EsBulk);
        fs::remove_file(&path).unwrap();
        assert_eq!(count_documents(&desk, ExportContent::Bookmarks), (2, 2));
        let gone = desk.printed(ExportContent::Bookmarks, ExportFormat::EsBulk);
        let ids =
            |out: &str| -> Vec<String> { out.lines().step_by(2).map(str::to_owned).collect() };
        assert_eq!(ids(&kept), ids(&gone));
    }

    #[test]
    fn a_folder_gets_a_file_a_story_and_keeps_what_others_wrote() {
        let desk = Desk::new();
        let folder = desk.out.path().join("notes");
        let export = || {
            desk.run(
                desk.files(),
                ExportFormat::Markdown,
                ExportTarget::Folder(folder.clone()),
            )
            .unwrap()
        };
        let report = export();
        assert_eq!(report.files, [folder.join("the-lock-is-shut.md")]);
        assert_eq!(export().unchanged, 1);
        fs::write(&report.files[0], "my own").unwrap();
        assert_eq!(export().left, report.files);
        assert_eq!(fs::read(&report.files[0]).unwrap(), b"my own");
    }

    #[test]
    fn a_template_is_filled_in_for_each_story() {
        let desk = Desk::new();
        let path = desk.out.path().join("card.org");
        fs::write(&path, "* {{ title }}\n{{ quotes | count }}\n").unwrap();
        let folder = desk.out.path().join("cards");
        let job = ExportJob {
            what: desk.files(),
            format: ExportFormat::Markdown,
            template: Some(StoryTemplate::read(path.to_str().unwrap()).unwrap()),
            target: ExportTarget::Folder(folder.clone()),
            replaces: false,
            read_only: Vec::new(),
            today: date(2026, 11, 24),
            known: ArchiveKnowledge::default(),
        };
        let report = job.run(&desk.store).unwrap();
        assert_eq!(report.files, [folder.join("the-lock-is-shut.org")]);
        let text = fs::read_to_string(&report.files[0]).unwrap();
        assert_eq!(text, "* The lock is shut\n1\n");
    }

    #[test]
    fn a_file_that_is_there_stops_the_export() {
        let desk = Desk::new();
        let path = desk.out.path().join("a.csv");
        fs::write(&path, "mine").unwrap();
        let result = desk.run(desk.files(), ExportFormat::Csv, ExportTarget::File(path));
        assert!(matches!(result, Err(ExportError::Exists(_))));
    }

    #[test]
    fn nothing_is_written_among_the_articles() {
        let desk = Desk::new();
        let path = desk.articles.path().join("a.csv");
        let result = desk.run(desk.files(), ExportFormat::Csv, ExportTarget::File(path));
        assert!(matches!(result, Err(ExportError::ReadOnly(_))));
        assert_eq!(fs::read_dir(desk.articles.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_article_that_is_gone_is_a_problem() {
        let desk = Desk::new();
        let what = ExportContent::Files(vec!["/nowhere/a.txt".into()]);
        let mut out = Vec::new();
        let report = desk
            .run(what, ExportFormat::Csv, ExportTarget::Stream(&mut out))
            .unwrap();
        assert_eq!((report.stories, report.problems.len()), (0, 1));
    }
}
