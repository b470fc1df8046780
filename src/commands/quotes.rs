//! `pullquote quotes`: prints the quotes of articles as text, or as JSON, an article a line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::offsets::CharacterOffsets;
use super::row_format::write_json_line;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, articles, state};
use crate::article::{Article, Quote, TextRange};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::CorrectionSet;
use crate::library::listing::Location;
use crate::people::place_role;
use crate::quotes;
use crate::search::index::KnownPeople;
use crate::text::Clean;

/// The columns that text is wrapped at.
const MEASURE: usize = 78;

/// An article's quotes as JSON: offsets are Unicode scalar values of `text`.
#[derive(Debug, Serialize)]
struct ArticleQuotesJson<'a> {
    path: Clean,
    title: &'a str,
    text: &'a str,
    quotes: Vec<QuoteJson<'a>>,
    entry: u32,
}

/// A quote as JSON.
#[derive(Debug, Serialize)]
struct QuoteJson<'a> {
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
    fragments: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    speaker_name: Option<&'a str>,
    /// The name by which they are known over all articles.
    person: Option<String>,
    speakers: Vec<FoundSpeaker<'a>>,
    cue: Option<&'a str>,
    confidence: f64,
    id: String,
    corrected: bool,
    same: Option<String>,
}

/// One of those who said a quote, as JSON.
#[derive(Debug, Serialize)]
struct FoundSpeaker<'a> {
    name: &'a str,
    person: Option<String>,
    role: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

/// Print the quotes of articles and their speakers
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote quotes story.txt
  pullquote quotes --json ~/news | jq -r '.quotes[] | [.speaker_name, .text] | @tsv'")]
pub struct QuotesArguments {
    /// Files or folders with articles; '-' reads one from standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object per article, with its text and quotes
    #[arg(long)]
    json: bool,
    /// Print instead what you marked as no quotes
    #[arg(long)]
    rejected: bool,
}

/// Prints quotes.
///
/// # Errors
/// Fails when a path does not exist or nothing can be printed.
pub fn run(
    arguments: &QuotesArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let paths = environment.document_paths(&arguments.paths, &environment.load_config()?)?;
    let store = state::open_state(&environment.paths.data, console)?;
    let corrections = CorrectionSet::from_store(&store)
        .map_err(|error| CommandError::with_cause("the corrections cannot be read", error))?;
    let archive = environment.open_archive(&paths);
    let job = QuotesJob {
        corrections,
        catalogue: open_catalogue(&archive.catalogue_path()),
        people: known_people(&archive, arguments.json),
        is_json: arguments.json,
        is_rejected: arguments.rejected,
    };
    Ok(job.print_quotes(&paths, console)?)
}

/// What to print.
#[derive(Debug, Default)]
struct QuotesJob {
    corrections: CorrectionSet,
    /// What was read of these folders before; `None` if nothing was.
    catalogue: Option<Catalogue>,
    /// Who is who in these folders, as far as they were read.
    people: KnownPeople,
    is_json: bool,
    is_rejected: bool,
}

/// Opens the catalogue if there is one: the quotes are printed without it, too.
fn open_catalogue(path: &Path) -> Option<Catalogue> {
    path.exists().then(|| Catalogue::open(path).ok()).flatten()
}

/// Returns who is who in what was indexed: the quotes are printed without it, too.
fn known_people(archive: &Archive, is_json: bool) -> KnownPeople {
    let known = is_json.then(|| archive.open_index().known_people().ok());
    known.flatten().unwrap_or_default()
}

impl QuotesJob {
    fn print_quotes(
        &self,
        paths: &[PathBuf],
        console: &mut Console<'_>,
    ) -> io::Result<CommandOutcome> {
        let nothing = "no quotes found";
        articles::for_each_article(paths, console, nothing, |location, article, out| {
            let found = quotes::find(article);
            let corrected = self.corrections.lay_over(article, location, &found);
            let quotes = if self.is_rejected {
                corrected.laid.rejected
            } else {
                corrected.laid.quotes
            };
            if self.is_json {
                self.write_json(location, article, &quotes, out)?;
            } else {
                write_text(article, &quotes, out)?;
            }
            Ok(!quotes.is_empty())
        })
    }
}

impl QuotesJob {
    /// Returns the identity of the oldest quote that is the same; `None` if no other article has it.
    fn find_same(&self, quote: &Quote) -> Option<String> {
        let found = self.catalogue.as_ref()?.find_same_statement(quote.id);
        Some(found.ok()??.id()?.to_string())
    }

    /// Writes one article's quotes as a line of JSON.
    fn write_json(
        &self,
        location: &Location,
        article: &Article,
        quotes: &[Quote],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let offsets = CharacterOffsets::new(&article.text);
        let describe = |quote| self.describe_quote(article, quote, &offsets);
        let found = ArticleQuotesJson {
            path: Clean::line(&location.path.to_string_lossy()),
            entry: location.entry,
            title: &article.metadata.title,
            text: &article.text,
            quotes: quotes.iter().map(describe).collect(),
        };
        write_json_line(&found, out)
    }

    /// Describes a quote, with who is who and what is the same.
    fn describe_quote<'a>(
        &self,
        article: &'a Article,
        quote: &'a Quote,
        offsets: &CharacterOffsets<'_>,
    ) -> QuoteJson<'a> {
        let speaker = quote.speaker.as_ref();
        let mut described = QuoteJson {
            same: self.find_same(quote),
            person: speaker.and_then(|speaker| self.people.name_of(&speaker.name)),
            ..QuoteJson::new(article, quote, offsets)
        };
        for speaker in &mut described.speakers {
            speaker.person = self.people.name_of(speaker.name);
        }
        described
    }
}

impl<'a> QuoteJson<'a> {
    fn new(article: &'a Article, quote: &'a Quote, offsets: &CharacterOffsets<'_>) -> Self {
        let speaker = quote.speaker.as_ref();
        // The text does not say what the reader has set.
        let mention = speaker.filter(|_| !quote.is_corrected);
        let pair = |range: &TextRange| [offsets.at_byte(range.start), offsets.at_byte(range.end)];
        Self {
            kind: quote.kind.as_str(),
            text: article.words_in(quote.range),
            start: offsets.at_byte(quote.range.start),
            end: offsets.at_byte(quote.range.end),
            fragments: quote.fragments.iter().map(pair).collect(),
            speaker: mention.map(|speaker| article.words_in(speaker.mention)),
            speaker_start: mention.map(|speaker| offsets.at_byte(speaker.mention.start)),
            speaker_end: mention.map(|speaker| offsets.at_byte(speaker.mention.end)),
            speaker_name: speaker.map(|speaker| speaker.name.as_str()),
            speakers: quote
                .speakers
                .iter()
                .map(|speaker| FoundSpeaker {
                    name: &speaker.name,
                    person: None,
                    role: speaker.role.as_deref(),
                    start: mention.map(|_| offsets.at_byte(speaker.mention.start)),
                    end: mention.map(|_| offsets.at_byte(speaker.mention.end)),
                })
                .collect(),
            person: None,
            cue: quote.cue.map(|cue| article.words_in(cue)),
            confidence: f64::from(quote.confidence.as_hundredths()) / 100.0,
            id: quote.id.to_string(),
            corrected: quote.is_corrected,
            same: None,
        }
    }
}

/// Writes an article's title and its quotes, each with its speaker; an article without quotes is skipped.
fn write_text(article: &Article, quotes: &[Quote], out: &mut dyn Write) -> io::Result<()> {
    if quotes.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}\n", article.metadata.title.as_str())?;
    for quote in quotes {
        let fragments = quote.fragments.iter();
        let words: Vec<&str> = fragments
            .map(|range| article.words_in(*range).trim())
            .collect();
        // The terminal's own width is not used, so that output is the same in a pipe.
        let options = textwrap::Options::new(MEASURE)
            .initial_indent("  ")
            .subsequent_indent("  ");
        for line in textwrap::wrap(&words.join(" … ").replace('\n', " "), options) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "    — {}\n", format_attribution(quote))?;
    }
    Ok(())
}

/// Returns a quote's speaker: name, role, and a question mark if unsure.
fn format_attribution(quote: &Quote) -> String {
    let corrected = if quote.is_corrected {
        " (corrected by you)"
    } else {
        ""
    };
    let Some(speaker) = &quote.speaker else {
        return format!("unknown speaker{corrected}");
    };
    let role = speaker.role.as_ref();
    let (before, after) = role.map(|role| place_role(role)).unwrap_or_default();
    let doubt = if quote.confidence.is_sure() {
        ""
    } else {
        " (?)"
    };
    format!("{before}{}{after}{doubt}{corrected}", speaker.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "\
The ferry stops for good

“We will mend it until nobody can,” said Ines Halloran, the island’s harbor master, on Tuesday.

The crew had hoped for “one more summer” on the water.
";

    fn printed(is_json: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("é.txt");
        std::fs::write(&path, STORY).unwrap();
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let job = QuotesJob {
            is_json,
            ..QuotesJob::default()
        };
        let outcome = job.print_quotes(&[path], &mut console).unwrap();
        assert_eq!((outcome, notes.len()), (CommandOutcome::Done, 0));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_quote_is_printed_with_its_speaker_and_role() {
        let text = printed(false);
        assert!(
            text.contains("“We will mend it until nobody can,”"),
            "{text}"
        );
        assert!(
            text.contains("— Ines Halloran, the island’s harbor master"),
            "{text}"
        );
    }

    #[test]
    fn offsets_count_characters_of_the_text() {
        let found: serde_json::Value = serde_json::from_str(&printed(true)).unwrap();
        let text: Vec<char> = found["text"].as_str().unwrap().chars().collect();
        let quote = &found["quotes"][0];
        let number = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
        let speaker: String = text[number("speaker_start")..number("speaker_end")]
            .iter()
            .collect();
        assert_eq!(speaker, "Ines Halloran");
        assert_eq!(quote["kind"], "direct");
        assert_eq!(quote["cue"], "said");
        assert_eq!(quote["speakers"][0]["name"], "Ines Halloran");
        assert_eq!(quote["speakers"][0]["start"], quote["speaker_start"]);
    }
}
