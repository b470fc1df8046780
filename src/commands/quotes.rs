//! `pullquote quotes`: prints the quotes of articles as text, or as JSON, an article a line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::offsets::CharacterOffsets;
use super::{CommandOutcome, CommandResult, Console, Environment, articles};
use crate::article::{Article, Quote, TextRange};
use crate::quotes;
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
    speakers: Vec<FoundSpeaker<'a>>,
    cue: Option<&'a str>,
    confidence: f64,
}

/// One of those who said a quote, as JSON.
#[derive(Debug, Serialize)]
struct FoundSpeaker<'a> {
    name: &'a str,
    role: Option<&'a str>,
    start: usize,
    end: usize,
}

/// Print the quotes of articles and their speakers
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote quotes story.txt
  pullquote quotes --json ~/news | jq -r '.quotes[] | [.speaker_name, .text] | @tsv'")]
pub struct QuotesArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object per article, with its text and quotes
    #[arg(long)]
    json: bool,
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
    let paths = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    Ok(print_quotes(&paths, arguments.json, console)?)
}

fn print_quotes(
    paths: &[PathBuf],
    is_json: bool,
    console: &mut Console<'_>,
) -> io::Result<CommandOutcome> {
    articles::for_each_article(paths, console, "no quotes found", |path, article, out| {
        let quotes = quotes::find(article);
        if is_json {
            write_json(path, article, &quotes, out)?;
        } else {
            write_text(article, &quotes, out)?;
        }
        Ok(!quotes.is_empty())
    })
}

/// Writes one article's quotes as a line of JSON.
fn write_json(
    path: &Path,
    article: &Article,
    quotes: &[Quote],
    out: &mut dyn Write,
) -> io::Result<()> {
    let offsets = CharacterOffsets::new(&article.text);
    let found = ArticleQuotesJson {
        path: Clean::new(&path.to_string_lossy()),
        title: &article.metadata.title,
        text: &article.text,
        quotes: quotes
            .iter()
            .map(|quote| QuoteJson::new(article, quote, &offsets))
            .collect(),
    };
    serde_json::to_writer(&mut *out, &found)?;
    writeln!(out)
}

impl<'a> QuoteJson<'a> {
    fn new(article: &'a Article, quote: &'a Quote, offsets: &CharacterOffsets<'_>) -> Self {
        let speaker = quote.speaker.as_ref();
        let pair = |range: &TextRange| [offsets.at_byte(range.start), offsets.at_byte(range.end)];
        Self {
            kind: quote.kind.as_str(),
            text: article.words_in(quote.range),
            start: offsets.at_byte(quote.range.start),
            end: offsets.at_byte(quote.range.end),
            fragments: quote.fragments.iter().map(pair).collect(),
            speaker: speaker.map(|speaker| article.words_in(speaker.mention)),
            speaker_start: speaker.map(|speaker| offsets.at_byte(speaker.mention.start)),
            speaker_end: speaker.map(|speaker| offsets.at_byte(speaker.mention.end)),
            speaker_name: speaker.map(|speaker| speaker.name.as_str()),
            speakers: quote
                .speakers
                .iter()
                .map(|speaker| FoundSpeaker {
                    name: &speaker.name,
                    role: speaker.role.as_deref(),
                    start: offsets.at_byte(speaker.mention.start),
                    end: offsets.at_byte(speaker.mention.end),
                })
                .collect(),
            cue: quote.cue.map(|cue| article.words_in(cue)),
            confidence: f64::from(quote.confidence.as_hundredths()) / 100.0,
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
    let Some(speaker) = &quote.speaker else {
        return "unknown speaker".to_owned();
    };
    let role = speaker.role.as_ref();
    let role = role.map(|role| format!(", {role}")).unwrap_or_default();
    let doubt = if quote.confidence.is_sure() {
        ""
    } else {
        " (?)"
    };
    format!("{}{role}{doubt}", speaker.name)
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
        let outcome = print_quotes(&[path], is_json, &mut console).unwrap();
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
