//! Turns bytes into articles.
//!
//! A file goes through these steps; each has a limit, and what is wrong becomes a [`Problem`]:
//! - `open`, `gzip`: the file's bytes, expanded
//! - `sniff`, `decode`: bytes that are text, as text; then the gate, once for the whole text
//! - `plain`, `markdown`, `html`: the passages of text as scraped from a news page, of Markdown, of a saved page
//! - [`feed`], `mail`: what was published or sent in several parts; `warc`: pages as they were fetched
//! - `story`: what each passage is, whatever the format; `draft`: the article while it is put together;
//!   `left_out`: what its page holds besides; `cut`: whether the text is less than the story
//! - `table`: the cells of tables in columns
//! - `date`, `clock`, `language`: the day, the time and the language that any of them states
//! - `furniture`: the phrases of pages that are no part of a story; `newsroom`: the words of bylines and dates;
//!   `word_list`: how both are read

mod ascii_letters;
mod clock;
mod cut;
mod date;
mod decode;
mod draft;
pub mod feed;
mod file_name;
mod format;
mod front_matter;
mod furniture;
mod gzip;
mod html;
mod language;
mod left_out;
mod long_paragraph;
mod mail;
mod markdown;
mod newsroom;
mod open;
mod outlet;
mod passage;
mod paywall;
mod plain;
mod problem;
mod scan;
mod sniff;
mod story;
mod table;
mod warc;
mod word_list;

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

pub use format::FileFormat;
pub use open::MAXIMUM_BYTES;
pub use problem::Problem;
pub use scan::{FoundFile, scan_folders};

use crate::article::Article;
use crate::text::Clean;
use crate::text::number::format_number;

/// The most lines of a file that are loaded: what fills the memory is blocks, not bytes.
const MAXIMUM_LINES: usize = 1_000_000;

/// The most bytes of a text, after which the rest is left out: some two and a half million words.
const MAXIMUM_TEXT: usize = 16 * 1024 * 1024;

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The articles in the order of the file; one, unless it is a feed.
    pub articles: Vec<Article>,
    /// What went wrong; articles may have been loaded all the same.
    pub problems: Vec<Problem>,
}

/// Returns the language of an article as a BCP 47 tag: as the file states it, else as its text shows it; `None` if that is not
/// clear.
///
/// To detect it takes an eighth of the time to load an article, and few need it.
#[must_use]
pub fn language_of(article: &Article) -> Option<&str> {
    let stated = article.metadata.language.as_deref();
    stated.or_else(|| language::detect_language(&article.text))
}

/// Returns the outlet of a link: the name of a known one, else its host.
///
/// ```
/// use pullquote::loader::outlet_of;
/// assert_eq!(outlet_of("https://www.island-notes.example/a").as_deref(), Some("island-notes.example"));
/// assert_eq!(outlet_of("a"), None);
/// ```
#[must_use]
pub fn outlet_of(url: &str) -> Option<String> {
    outlet::name_from_url(url)
}

/// Returns `true` if a line says nothing but how long it takes to read, in the languages of the word lists.
///
/// ```
/// use pullquote::loader::is_reading_time;
/// assert!(is_reading_time("4 min read"));
/// assert!(!is_reading_time("Ana Ruiz | 4 min read"));
/// ```
#[must_use]
pub fn is_reading_time(line: &str) -> bool {
    story::is_reading_time(line)
}

/// Loads the articles of a file; whatever is wrong with it becomes a problem.
#[must_use]
pub fn load(path: &Path) -> Loaded {
    match open::read_file(path) {
        Ok(read) => {
            let mut loaded = load_any(path, Cow::Owned(read.bytes));
            loaded
                .problems
                .extend(read.problem.map(|message| Problem::new(path, message)));
            loaded
        }
        Err(message) => Loaded {
            articles: Vec::new(),
            problems: vec![Problem::new(path, message)],
        },
    }
}

/// Loads the articles of what is no file; `name` is what problems call it.
pub fn load_stream(name: &Path, stream: &mut dyn Read) -> Loaded {
    let read = open::read_up_to(MAXIMUM_BYTES, 0, stream);
    let mut loaded = load_any(name, Cow::Owned(read.bytes));
    loaded
        .problems
        .extend(read.problem.map(|message| Problem::new(name, message)));
    loaded
}

/// Loads the articles in `bytes`; `path` only gives the format, and what the file name says.
#[must_use]
pub fn load_bytes(path: &Path, bytes: &[u8]) -> Loaded {
    load_any(path, Cow::Borrowed(bytes))
}

/// Loads the articles in bytes that may be compressed.
fn load_any(path: &Path, bytes: Cow<'_, [u8]>) -> Loaded {
    if gzip::is_compressed(&bytes) {
        let expanded = gzip::expand_bytes(&bytes);
        let mut loaded = load_expanded(path, Cow::Owned(expanded.bytes));
        loaded
            .problems
            .extend(expanded.problem.map(|message| Problem::new(path, message)));
        return loaded;
    }
    load_expanded(path, bytes)
}

/// Loads the articles in bytes that are no longer compressed.
fn load_expanded(path: &Path, bytes: Cow<'_, [u8]>) -> Loaded {
    let format = match FileFormat::from_path(path) {
        Some(FileFormat::Plain) => sniff::sniff_text(&bytes),
        Some(format) => format,
        None => sniff::sniff_format(&bytes),
    };
    if matches!(format, FileFormat::Plain | FileFormat::Feed) && sniff::is_list_of_feeds(&bytes) {
        let message =
            "is a list of feeds, not an article: 'pullquote add --feed FILE' subscribes to them";
        return Loaded {
            articles: Vec::new(),
            problems: vec![Problem::new(path, message)],
        };
    }
    match format {
        FileFormat::WebArchive => mail::parse_page(path, &bytes),
        FileFormat::Warc => warc::parse(path, &bytes),
        FileFormat::Mail => mail::parse(path, &bytes),
        FileFormat::Feed => feed::parse_saved(path, &bytes),
        FileFormat::Html => {
            let declared = html::declared_charset(&bytes);
            load_text(path, format, bytes, declared)
        }
        FileFormat::Plain | FileFormat::Markdown => load_text(path, format, bytes, None),
    }
}

/// Loads the articles in bytes that are text; `declared` is the charset that they name, if they do.
fn load_text(
    path: &Path,
    format: FileFormat,
    bytes: Cow<'_, [u8]>,
    declared: Option<&'static Encoding>,
) -> Loaded {
    let mut faults = Vec::new();
    let loaded = text_of(bytes, declared, &mut faults)
        .map(|text| parse_text(path, format, text, &mut faults));
    let mut problems: Vec<Problem> = faults
        .into_iter()
        .map(|fault| Problem::new(path, fault))
        .collect();
    let Some(loaded) = loaded else {
        return Loaded {
            articles: Vec::new(),
            problems,
        };
    };
    problems.extend(loaded.problems);
    if loaded.articles.is_empty() && problems.is_empty() {
        problems.push(Problem::new(path, "is empty"));
    }
    Loaded {
        articles: loaded.articles,
        problems,
    }
}

/// Decodes bytes to text; `None` if they are not text. Bytes that are owned and valid UTF-8 become the text without a copy.
fn text_of<'a>(
    bytes: Cow<'a, [u8]>,
    declared: Option<&'static Encoding>,
    faults: &mut Vec<String>,
) -> Option<Cow<'a, str>> {
    let bytes = match bytes {
        Cow::Borrowed(bytes) => return decode_text(bytes, declared, faults),
        Cow::Owned(bytes) => bytes,
    };
    match decode_text(&bytes, declared, faults)? {
        Cow::Owned(text) => return Some(Cow::Owned(text)),
        // Without a byte order mark at least.
        Cow::Borrowed(text) if text.len() < bytes.len() => {
            return Some(Cow::Owned(text.to_owned()));
        }
        Cow::Borrowed(_) => {}
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn decode_text<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
    faults: &mut Vec<String>,
) -> Option<Cow<'a, str>> {
    if !decode::is_utf16(bytes)
        && let Some(instead) = sniff::what_instead_of_text(bytes)
    {
        faults.push(format!("is {instead}, not text: skipped"));
        return None;
    }
    let decoded = decode::decode_bytes(bytes, declared);
    if decoded.is_damaged {
        let charset = decoded.charset;
        faults.push(format!(
            "holds bytes that are not valid {charset}: they were replaced by '\u{fffd}'"
        ));
    }
    Some(decoded.text)
}

/// Reads a text in a format.
///
/// Text and Markdown are sanitized as a whole, of other formats the text once it is out of the markup.
fn parse_text(
    path: &Path,
    format: FileFormat,
    text: Cow<'_, str>,
    faults: &mut Vec<String>,
) -> Loaded {
    match format {
        FileFormat::Markdown => markdown::parse(path, &sanitize_within_limit(text, faults)),
        FileFormat::Html => html::parse(path, &text),
        _ => Loaded {
            articles: plain::parse(path, &sanitize_within_limit(text, faults))
                .into_iter()
                .collect(),
            problems: Vec::new(),
        },
    }
}

/// Sanitizes a text, within the limits of bytes and lines.
fn sanitize_within_limit(text: Cow<'_, str>, faults: &mut Vec<String>) -> Clean {
    let Some((head, limit)) = within_limit(&text) else {
        return Clean::from(text.into_owned());
    };
    faults.push(format!(
        "has more than {limit}: only that much was loaded; split the file to read the rest"
    ));
    Clean::new(head)
}

/// Returns as much of a text as is loaded when it has more, and the limit that it exceeds.
fn within_limit(text: &str) -> Option<(&str, String)> {
    if let Some((rest, _)) = text.split_at_checked(text.floor_char_boundary(MAXIMUM_TEXT))
        && rest.len() < text.len()
    {
        // A line is cut only if it is longer than half the limit.
        let end = memchr::memrchr(b'\n', rest.as_bytes())
            .filter(|end| *end >= MAXIMUM_TEXT / 2)
            .unwrap_or(rest.len());
        let (head, _) = rest.split_at_checked(end)?;
        let limit = format!("{} MB of text", MAXIMUM_TEXT / (1024 * 1024));
        return Some(match within_lines(head) {
            Some(lines) => lines,
            None => (head, limit),
        });
    }
    within_lines(text)
}

fn within_lines(text: &str) -> Option<(&str, String)> {
    let end = memchr::memchr_iter(b'\n', text.as_bytes()).nth(MAXIMUM_LINES - 1)?;
    let (head, rest) = text.split_at_checked(end)?;
    let limit = format!("{} lines", format_number(MAXIMUM_LINES));
    (rest.len() > 1).then_some((head, limit))
}

#[cfg(test)]
mod tests;
