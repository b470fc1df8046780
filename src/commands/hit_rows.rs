//! Prints hits of a search: as text, as JSON, or as the lines of a format.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::Serialize;

use super::CommandError;
use super::hit_source::HitSource;
use super::marked_text::MarkedText;
use super::offsets::CharacterOffsets;
use super::row_format::{self, RowFormat};
use crate::article::{Article, ArticleId, Quote, TextRange};
use crate::cite::context::surrounding_sentences;
use crate::library::catalogue::CatalogueError;
use crate::library::listing::ArticleRow;
use crate::search::hits::{Hit, SearchScope};
use crate::search::index::Index;
use crate::search::passages;
use crate::search::query::Query;
use crate::text::Clean;

/// The fields that are known only with the article at hand.
const OF_ARTICLE: [&str; 9] = [
    "speaker_name",
    "role",
    "url",
    "before",
    "after",
    "kind",
    "start",
    "end",
    "fragments",
];

/// A hit as JSON: `hits` are Unicode scalar values of `text`; `start`, `end` and `fragments` are those of the article's.
#[derive(Debug, Serialize)]
struct HitJson<'a> {
    path: Option<Clean>,
    entry: Option<u32>,
    title: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<String>,
    speaker: Option<&'a str>,
    text: &'a str,
    hits: Vec<[usize; 2]>,
    id: Option<String>,
    corrected: bool,
    near: Option<&'a str>,
    same: Option<String>,
    person: Option<String>,
    #[serde(flatten)]
    details: HitDetails,
}

/// What the article says of a hit; empty if its file is gone.
#[derive(Debug, Clone, Default, Serialize)]
struct HitDetails {
    speaker_name: Option<String>,
    role: Option<String>,
    url: Option<Clean>,
    before: Option<Clean>,
    after: Option<Clean>,
    kind: Option<&'static str>,
    start: Option<usize>,
    end: Option<usize>,
    fragments: Option<Vec<[usize; 2]>>,
    confidence: Option<f64>,
}

/// How hits are printed.
#[derive(Debug, Clone, Default)]
pub(super) struct HitFormat {
    /// Whether as JSON.
    pub is_json: bool,
    /// As the lines of this format, if there is one.
    pub line: Option<RowFormat>,
    /// Whether text has its matches in bold.
    pub is_marked: bool,
}

impl HitFormat {
    fn needs_people(&self) -> bool {
        let line = self.line.as_ref();
        self.is_json || line.is_some_and(|line| line.has_any_field(&["person"]))
    }

    fn needs_article(&self) -> bool {
        self.is_json
            || self
                .line
                .as_ref()
                .is_some_and(|line| line.has_any_field(&OF_ARTICLE))
    }
}

/// What was searched, and what the hits have instead of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SearchedWords<'a> {
    /// The query.
    pub query: &'a Query,
    /// The scope.
    pub scope: SearchScope,
    /// The words that the hits have instead of those asked for.
    pub near: Option<&'a str>,
}

/// Prints hits, each once.
pub(super) struct HitPrinter<'a> {
    source: HitSource<'a>,
    format: HitFormat,
    printed: HashSet<(ArticleId, Option<TextRange>)>,
}

impl<'a> HitPrinter<'a> {
    /// Creates a printer that has printed nothing.
    pub(super) fn new(source: HitSource<'a>, format: HitFormat) -> Self {
        Self {
            source,
            format,
            printed: HashSet::new(),
        }
    }

    /// Has the hits say who is who, where they are printed so.
    ///
    /// # Errors
    /// Fails if the index cannot be read.
    pub(super) fn with_people(mut self, index: &Index) -> Result<Self, CommandError> {
        if !self.format.needs_people() {
            return Ok(self);
        }
        let people = index.known_people();
        let people = people
            .map_err(|error| CommandError::with_cause("the index cannot be searched", error))?;
        self.source.set_people(people);
        Ok(self)
    }

    /// Returns the number of hits that were printed.
    pub(super) fn printed(&self) -> usize {
        self.printed.len()
    }

    /// Prints the hits of a search.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read or nothing can be printed.
    pub(super) fn print_all(
        &mut self,
        searched: &SearchedWords<'_>,
        hits: &[Hit],
        out: &mut dyn Write,
    ) -> Result<(), CommandError> {
        let mut hits = hits.to_vec();
        self.source.prepare_rows(&hits)?;
        if self.format.is_json || self.format.line.is_some() {
            self.source.prepare_hits(&mut hits)?;
        }
        for hit in &hits {
            // A quote may have the word and one that is spelled similarly.
            if !self.printed.insert((hit.article, hit.place)) {
                continue;
            }
            let row = self.source.find_row(hit)?;
            self.print_hit(searched, hit, row.as_ref(), out)?;
        }
        Ok(())
    }

    fn print_hit(
        &mut self,
        searched: &SearchedWords<'_>,
        hit: &Hit,
        row: Option<&ArticleRow>,
        out: &mut dyn Write,
    ) -> Result<(), CommandError> {
        let passage = self.passage_of(searched, hit, row)?;
        if !self.format.is_json && self.format.line.is_none() {
            write_text(hit, row, &passage, self.format.is_marked, out)?;
            return Ok(());
        }
        let details = match row.filter(|_| self.format.needs_article()) {
            Some(row) => self.read_details(hit, row)?,
            None => HitDetails::default(),
        };
        let person = hit.speaker.as_deref();
        let printed = HitJson {
            person: person.and_then(|written| self.source.person_of(written)),
            ..HitJson::new(hit, row, &passage, searched.near, details)
        };
        row_format::write_row(&printed, self.format.line.as_ref(), out)?;
        Ok(())
    }

    /// Returns the words that are shown of a hit: a quote, or the block of a story that holds most of them.
    fn passage_of(
        &mut self,
        searched: &SearchedWords<'_>,
        hit: &Hit,
        row: Option<&ArticleRow>,
    ) -> Result<MarkedText, CommandError> {
        let found = match (searched.scope, row) {
            (SearchScope::Stories, Some(row)) => self
                .source
                .load_story(row)?
                .and_then(|story| passages::best_passage(&story.article, searched.query)),
            (SearchScope::Stories, None) | (SearchScope::Quotes, _) => None,
        };
        Ok(match found {
            Some(found) => MarkedText::new(&found.text, found.marks),
            None => MarkedText::new(&hit.text, hit.marks.clone()),
        })
    }

    fn read_details(&mut self, hit: &Hit, row: &ArticleRow) -> Result<HitDetails, CommandError> {
        self.source.load_story(row)?;
        let Some(story) = self.source.loaded(row.id) else {
            return Ok(HitDetails::default());
        };
        let url = story.article.metadata.url.clone();
        // A file that was edited since it was indexed may have lost the quote.
        let quote = hit.quote.and_then(|id| {
            let mut quotes = self.source.quotes_of(story).iter();
            quotes.find(|quote| quote.id == id)
        });
        Ok(quote.map_or_else(
            || HitDetails {
                url: url.clone(),
                ..HitDetails::default()
            },
            |quote| HitDetails::of_quote(&story.article, quote),
        ))
    }
}

impl HitDetails {
    /// Says of a quote what `quotes --json` says.
    fn of_quote(article: &Article, quote: &Quote) -> Self {
        let offsets = CharacterOffsets::new(&article.text);
        let pair = |range: &TextRange| [offsets.at_byte(range.start), offsets.at_byte(range.end)];
        let speaker = quote.speaker.as_ref();
        let (before, after) = surrounding_sentences(article, quote.range);
        Self {
            speaker_name: speaker.map(|speaker| speaker.name.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            url: article.metadata.url.clone(),
            before: Some(before),
            after: Some(after),
            kind: Some(quote.kind.as_str()),
            start: Some(offsets.at_byte(quote.range.start)),
            end: Some(offsets.at_byte(quote.range.end)),
            fragments: Some(quote.fragments.iter().map(pair).collect()),
            confidence: Some(f64::from(quote.confidence.as_hundredths()) / 100.0),
        }
    }
}

impl<'a> HitJson<'a> {
    fn new(
        hit: &'a Hit,
        row: Option<&'a ArticleRow>,
        passage: &'a MarkedText,
        near: Option<&'a str>,
        details: HitDetails,
    ) -> Self {
        let offsets = CharacterOffsets::new(&passage.text);
        let marks = passage.marks.iter();
        Self {
            path: row.map(|row| Clean::line(&row.location.path.to_string_lossy())),
            entry: row.map(|row| row.location.entry),
            title: row.map(|row| row.title.as_str()),
            source: hit.source.as_deref(),
            published: hit.published.map(|day| day.to_string()),
            speaker: hit.speaker.as_deref(),
            text: &passage.text,
            hits: marks
                .map(|mark| [offsets.at_byte(mark.start), offsets.at_byte(mark.end)])
                .collect(),
            id: hit.quote.map(|id| id.to_string()),
            corrected: hit.is_corrected,
            near,
            same: hit.same_id(),
            person: None,
            details: details.with_index(hit),
        }
    }
}

impl HitDetails {
    /// Adds what the index knows, for a quote that is not in its file any more.
    fn with_index(self, hit: &Hit) -> Self {
        if self.kind.is_some() {
            return self;
        }
        let text = |text: &Option<Clean>| text.as_ref().map(|text| text.as_str().to_owned());
        let confidence = f64::from(hit.confidence.as_hundredths()) / 100.0;
        Self {
            speaker_name: text(&hit.speaker),
            role: text(&hit.role),
            confidence: hit.quote.is_some().then_some(confidence),
            ..self
        }
    }
}

/// Explains why the catalogue cannot be read.
pub(super) fn unreadable_catalogue(error: CatalogueError) -> CommandError {
    CommandError::with_cause("the articles cannot be listed", error)
}

/// Writes the words of a hit, then who said them and the file they are in.
fn write_text(
    hit: &Hit,
    row: Option<&ArticleRow>,
    passage: &MarkedText,
    is_marked: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    passage.write_wrapped(is_marked, out)?;
    let published = hit.published.map(|day| day.to_string());
    let speaker = match (&hit.speaker, hit.place) {
        (Some(speaker), _) => Some(speaker.as_str()),
        (None, Some(_)) => Some("unknown speaker"),
        (None, None) => row.map(|row| row.title.as_str()),
    };
    let corrected = hit.correction_credit();
    let about = [
        speaker,
        hit.source.as_deref(),
        published.as_deref(),
        corrected.as_deref(),
    ];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    writeln!(out, "    — {}", about.join(", "))?;
    if let Some(row) = row {
        let path = Clean::line(&row.location.path.to_string_lossy());
        writeln!(out, "    {}", path.as_str())?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::library::Archive;
    use crate::library::corrections::CorrectionSet;
    use crate::library::ingest::{IngestScope, ingest_folders};
    use crate::search::hits::{HitFlags, HitOrder, HitRequest};

    #[test]
    fn quotes_are_not_looked_for_where_stories_are_printed() {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        let text = "The ferry\n\n“We mend the ferry in spring,” said Oda Lund.\n";
        fs::write(news.join("a.txt"), text).unwrap();
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        ingest_folders(
            &archive,
            &IngestScope::All,
            &AtomicBool::new(false),
            &mut |_| {},
        )
        .unwrap();
        let catalogue = archive.open_catalogue().unwrap();
        let corrections = CorrectionSet::default();
        let format = HitFormat {
            is_json: true,
            ..HitFormat::default()
        };
        let query = Query::parse_text("ferry ", date(2026, 5, 6));
        for (scope, are_found) in [(SearchScope::Stories, false), (SearchScope::Quotes, true)] {
            let ask = HitRequest {
                query: &query,
                scope,
                flags: &HitFlags::default(),
                order: HitOrder::Newest,
                limit: 9,
                today: date(2026, 5, 6),
            };
            let hits = archive.open_index().first_hits(&ask).unwrap().hits;
            assert_eq!(hits.len(), 1);
            let searched = SearchedWords {
                query: &query,
                scope,
                near: None,
            };
            let source = HitSource::of_archive(&catalogue, &corrections);
            let mut printer = HitPrinter::new(source, format.clone());
            printer
                .print_all(&searched, &hits, &mut Vec::new())
                .unwrap();
            let story = printer.source.loaded(hits[0].article).unwrap();
            assert_eq!(story.has_quotes(), are_found);
        }
    }
}
