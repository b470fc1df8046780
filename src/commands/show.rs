//! `pullquote show`: prints articles as text to read, or as JSON, one object a line.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::offsets::CharacterOffsets;
use super::row_format::write_json_line;
use super::{CommandOutcome, CommandResult, Console, Environment, articles};
use crate::app::reading::indent::item_mark;
use crate::article::{Article, Block, BlockKind, Link, TextCut};
use crate::library::listing::Location;
use crate::loader;
use crate::text::Clean;
use crate::text::measure::count_columns;

/// The columns that text is wrapped at.
const MEASURE: usize = 78;

/// An article as JSON: offsets are Unicode scalar values of `text`.
#[derive(Debug, Serialize)]
struct ArticleJson<'a> {
    path: Clean,
    entry: u32,
    title: &'a str,
    standfirst: Option<&'a str>,
    authors: Vec<&'a str>,
    source: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    minutes: u32,
    language: Option<&'a str>,
    provenance: Option<&'a str>,
    text: &'a str,
    blocks: Vec<BlockJson<'a>>,
    links: Vec<LinkJson<'a>>,
    cut: Option<&'static str>,
}

/// A block as JSON.
#[derive(Debug, Serialize)]
struct BlockJson<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    /// The words of what the page holds besides the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A link of the text as JSON.
#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    text: &'a str,
    url: &'a str,
    start: usize,
    end: usize,
}

/// Print articles to read, without the furniture of their pages
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote show story.html | less
  curl -s https://news.example/story | pullquote show -
  pullquote show --json ~/news | jq -r .title")]
pub struct ShowArguments {
    /// Files or folders with articles; '-' reads one from standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object per article, with all its text and blocks
    #[arg(long)]
    json: bool,
}

/// Prints articles.
///
/// # Errors
/// Fails when a path does not exist or nothing can be printed.
pub fn run(
    arguments: &ShowArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let paths = environment.document_paths(&arguments.paths, &environment.load_config()?)?;
    let form = if arguments.json {
        ShowFormat::Json
    } else {
        ShowFormat::Text
    };
    Ok(print_articles(&paths, form, console)?)
}

/// How articles are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShowFormat {
    Text,
    Json,
}

fn print_articles(
    paths: &[PathBuf],
    form: ShowFormat,
    console: &mut Console<'_>,
) -> io::Result<CommandOutcome> {
    let mut is_first = true;
    articles::for_each_article(
        paths,
        console,
        "no articles to show",
        |location, article, out| {
            let is_next = !std::mem::take(&mut is_first);
            match form {
                ShowFormat::Json => write_json(location, article, out)?,
                ShowFormat::Text => {
                    if is_next {
                        writeln!(out, "\n{}\n", "-".repeat(MEASURE))?;
                    }
                    write_text(article, out)?;
                }
            }
            Ok(true)
        },
    )
}

/// Writes one article as a line of JSON.
fn write_json(location: &Location, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let metadata = &article.metadata;
    let offsets = CharacterOffsets::new(&article.text);
    let shown = ArticleJson {
        path: Clean::line(&location.path.to_string_lossy()),
        entry: location.entry,
        title: &metadata.title,
        standfirst: metadata.standfirst.as_deref(),
        authors: metadata.authors.iter().map(Clean::as_str).collect(),
        source: metadata.source.as_deref(),
        published: metadata.published.map(|day| day.to_string()),
        url: metadata.url.as_deref(),
        minutes: metadata.minutes,
        language: loader::language_of(article),
        provenance: metadata.provenance.as_deref(),
        text: &article.text,
        blocks: article
            .blocks
            .iter()
            .map(|block| BlockJson::new(block, &offsets))
            .chain(left_out_blocks(article, &offsets))
            .collect(),
        links: article
            .links
            .iter()
            .map(|link| LinkJson::new(link, article, &offsets))
            .collect(),
        cut: metadata.cut.map(TextCut::as_str),
    };
    write_json_line(&shown, out)
}

/// Returns what the page holds besides: its place is the end of the text, which does not hold it.
fn left_out_blocks<'a>(
    article: &'a Article,
    offsets: &CharacterOffsets<'_>,
) -> impl Iterator<Item = BlockJson<'a>> {
    let end = offsets.at_byte(article.text.len());
    article.left_out.iter().map(move |words| BlockJson {
        kind: BlockKind::Boilerplate.as_str(),
        start: end,
        end,
        text: Some(words),
    })
}

impl BlockJson<'_> {
    fn new(block: &Block, offsets: &CharacterOffsets<'_>) -> Self {
        Self {
            kind: block.kind.as_str(),
            start: offsets.at_byte(block.range.start),
            end: offsets.at_byte(block.range.end),
            text: None,
        }
    }
}

impl<'a> LinkJson<'a> {
    fn new(link: &'a Link, article: &'a Article, offsets: &CharacterOffsets<'_>) -> Self {
        Self {
            text: article.words_in(link.range),
            url: &link.url,
            start: offsets.at_byte(link.range.start),
            end: offsets.at_byte(link.range.end),
        }
    }
}

/// Writes one article to read: title, what is known of it, the story; what the page put between is left out.
fn write_text(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    write_wrapped(&article.metadata.title, "", "", out)?;
    write_wrapped(&summary_line(article), "", "", out)?;
    let mut dateline = String::new();
    let mut before = None;
    for block in &article.blocks {
        let words = article.words_in(block.range);
        match block.kind {
            BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate => continue,
            BlockKind::Dateline => {
                dateline = format!("{words} — ");
                continue;
            }
            BlockKind::Standfirst
            | BlockKind::Paragraph
            | BlockKind::Heading(_)
            | BlockKind::BlockQuote
            | BlockKind::ListItem(_)
            | BlockKind::Code
            | BlockKind::Caption
            | BlockKind::TableRow
            | BlockKind::Provenance => {}
        }
        // List items are set without blank lines between them, and so are table rows.
        let is_tight = matches!(
            (before, block.kind),
            (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_))
                | (Some(BlockKind::TableRow), BlockKind::TableRow)
        );
        if !is_tight {
            writeln!(out)?;
        }
        before = Some(block.kind);
        write_block(block.kind, &format!("{dateline}{words}"), out)?;
        dateline.clear();
    }
    Ok(())
}

/// Writes the words of one block, set in as its kind asks.
fn write_block(kind: BlockKind, words: &str, out: &mut dyn Write) -> io::Result<()> {
    match kind {
        BlockKind::Code => words
            .lines()
            .try_for_each(|line| writeln!(out, "    {line}")),
        BlockKind::BlockQuote => write_wrapped(words, "    ", "    ", out),
        BlockKind::ListItem(depth) => {
            let first = "  ".repeat(usize::from(depth.min(8)));
            let mark = count_columns(item_mark(words));
            write_wrapped(words, &first, &format!("{first}{}", " ".repeat(mark)), out)
        }
        BlockKind::TableRow => write_wrapped(words, "", "  ", out),
        BlockKind::Headline
        | BlockKind::Standfirst
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::Boilerplate
        | BlockKind::Provenance => write_wrapped(words, "", "", out),
    }
}

/// Returns what is known of an article in one line.
fn summary_line(article: &Article) -> String {
    let metadata = &article.metadata;
    let minutes = format!("{} min", metadata.minutes);
    let authors: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
    let parts = [
        metadata.source.as_deref().map(str::to_owned),
        metadata.published.map(|day| day.to_string()),
        Some(minutes),
        (!authors.is_empty()).then(|| authors.join(", ")),
        metadata.cut.map(|cut| cut.describe().to_lowercase()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Writes wrapped lines, indented with `first` and `rest`.
fn write_wrapped(words: &str, first: &str, rest: &str, out: &mut dyn Write) -> io::Result<()> {
    let options = textwrap::Options::new(MEASURE)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false);
    for line in textwrap::wrap(words, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "\
Fähre hält für immer

By Ines Halloran | September 8, 2016

NORTHHAVEN — The night ferry has stopped for good, because its engine is older than anyone who knows how to repair it.

Share this story

In a letter to the island, the office wrote:

We will mend it until nobody can.
";

    /// Shows paths and returns what was printed, what was noted, and how it ended.
    fn printed(paths: &[PathBuf], form: ShowFormat) -> (String, String, CommandOutcome) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let outcome = print_articles(paths, form, &mut console).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(notes), outcome)
    }

    fn shown(form: ShowFormat) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), STORY).unwrap();
        let (out, notes, outcome) = printed(&[folder.path().to_path_buf()], form);
        assert_eq!((notes.as_str(), outcome), ("", CommandOutcome::Done));
        out
    }

    #[test]
    fn the_story_is_printed_to_read() {
        insta::assert_snapshot!(shown(ShowFormat::Text));
    }

    #[test]
    fn offsets_count_characters() {
        let shown: serde_json::Value = serde_json::from_str(&shown(ShowFormat::Json)).unwrap();
        let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
        let blocks = shown["blocks"].as_array().unwrap();
        let number = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let words = blocks.iter().map(|block| {
            let words: String = text[number(&block["start"])..number(&block["end"])]
                .iter()
                .collect();
            (block["kind"].as_str().unwrap().to_owned(), words)
        });
        let words: Vec<_> = words.collect();
        assert_eq!(
            words[0],
            ("headline".to_owned(), "Fähre hält für immer".to_owned())
        );
        assert_eq!(words[2], ("dateline".to_owned(), "NORTHHAVEN".to_owned()));
        assert_eq!(words.last().unwrap().0, "quote");
        assert_eq!(shown["published"], "2016-09-08");
        assert_eq!(shown["url"], serde_json::Value::Null);
    }

    #[test]
    fn links_are_printed_with_their_words_and_places() {
        let folder = tempfile::tempdir().unwrap();
        let story =
            "# Fähre hält\n\nDie Fähre fährt, sagt [das Büro](https://buero.example/a), wieder.\n";
        std::fs::write(folder.path().join("a.md"), story).unwrap();
        let (out, _, _) = printed(&[folder.path().to_path_buf()], ShowFormat::Json);
        let shown: serde_json::Value = serde_json::from_str(&out).unwrap();
        let link = &shown["links"][0];
        let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
        let number = |name: &str| usize::try_from(link[name].as_u64().unwrap()).unwrap();
        let words: String = text[number("start")..number("end")].iter().collect();
        assert_eq!(
            (words.as_str(), &link["text"]),
            ("das Büro", &"das Büro".into())
        );
        assert_eq!(link["url"], "https://buero.example/a");
        assert_eq!(shown["links"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_missing_file_is_told_and_fails() {
        let (out, notes, outcome) =
            printed(&[PathBuf::from("/nowhere/gone.txt")], ShowFormat::Json);
        assert_eq!((out.as_str(), outcome), ("", CommandOutcome::Incomplete));
        assert!(notes.contains("gone.txt"));
    }
}
