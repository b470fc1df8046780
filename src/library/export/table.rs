//! Writes CSV: a row for each quote, for spreadsheets and for Readwise.
//!
//! A spreadsheet takes a cell that begins with one of `=+-@` for a formula. Nothing from a news page may ever run, so
//! such cells get an apostrophe in front: <https://owasp.org/www-community/attacks/CSV_Injection>.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::story::{Story, StoryQuote};
use crate::text::Clean;

/// The columns for spreadsheets.
const COLUMNS: [&str; 20] = [
    "quote",
    "speaker",
    "role",
    "kind",
    "before",
    "after",
    "title",
    "source",
    "authors",
    "published",
    "url",
    "link",
    "note",
    "tags",
    "bookmarked",
    "path",
    "entry",
    "id",
    "corrected",
    "person",
];

/// The columns of Readwise's import.
const READWISE: [&str; 7] = [
    "Highlight",
    "Title",
    "Author",
    "URL",
    "Note",
    "Location",
    "Date",
];

/// Writes the row with the names of the columns.
pub(super) fn write_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(&COLUMNS.map(str::to_owned), out)
}

/// Writes the row with the names of Readwise's columns.
pub(super) fn write_readwise_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(&READWISE.map(str::to_owned), out)
}

/// Writes the rows of a story.
pub(super) fn write_story(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    if story.stands_alone() {
        write_row(&spreadsheet_row(story, None), out)?;
    }
    story
        .quotes
        .iter()
        .try_for_each(|quote| write_row(&spreadsheet_row(story, Some(quote)), out))
}

/// Writes the quotes of a story for Readwise, which has no rows for articles.
pub(super) fn write_readwise(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    for (number, quote) in (1..).zip(&story.quotes) {
        write_row(&readwise_row(story, quote, number), out)?;
    }
    Ok(())
}

fn spreadsheet_row(story: &Story, quote: Option<&StoryQuote>) -> [String; 20] {
    let citation = &story.citation;
    let quoted = quote.map(|quote| &quote.quoted);
    let text = |text: Option<&Clean>| text.map(ToString::to_string).unwrap_or_default();
    let link = quote.map_or_else(
        || citation.link_to_words(),
        |quote| story.cite_quote(quote).link_to_words(),
    );
    let (note, is_bookmarked) = match quote {
        Some(quote) => (quote.note.as_ref(), quote.is_bookmarked),
        None => (story.note.as_ref(), story.is_bookmarked),
    };
    [
        text(quoted.map(|quoted| &quoted.words)),
        text(quoted.and_then(|quoted| quoted.speaker.as_ref())),
        text(quoted.and_then(|quoted| quoted.role.as_ref())),
        text_of(quote.map(StoryQuote::kind_name)),
        text(quoted.map(|quoted| &quoted.before)),
        text(quoted.map(|quoted| &quoted.after)),
        citation.title.to_string(),
        text(citation.source.as_ref()),
        join_texts(&citation.authors),
        text_of(citation.published),
        text(citation.url.as_ref()),
        link.unwrap_or_default(),
        text(note),
        story.tags_with(quote).join("; "),
        yes_or_no(is_bookmarked),
        text(story.path.as_ref()),
        text_of(story.entry),
        text_of(quote.map(|quote| quote.id)),
        yes_or_no(quote.is_some_and(|quote| quote.is_corrected)),
        text(quote.and_then(|quote| quote.person.as_ref())),
    ]
}

/// Returns a value as text; empty for none.
fn text_of(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes_or_no(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn readwise_row(story: &Story, quote: &StoryQuote, number: usize) -> [String; 7] {
    let citation = &story.citation;
    let authors = if citation.authors.is_empty() {
        citation
            .source
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    } else {
        join_texts(&citation.authors)
    };
    let added = quote
        .added
        .map(|added| added.strftime("%Y-%m-%d %H:%M:%S").to_string());
    [
        quote.quoted.words.to_string(),
        citation.title.to_string(),
        authors,
        citation
            .url
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        readwise_note(story, quote),
        number.to_string(),
        added.unwrap_or_default(),
    ]
}

/// Returns the user's note and whatever Readwise has no column for.
///
/// Each added line begins with a label, since Readwise takes a leading full stop for a tag.
fn readwise_note(story: &Story, quote: &StoryQuote) -> String {
    let quoted = &quote.quoted;
    let citation = &story.citation;
    let about = [
        quote.note.as_ref().map(ToString::to_string),
        quoted
            .speaker_with_role()
            .map(|speaker| format!("Speaker: {speaker}")),
        citation
            .source
            .as_ref()
            .map(|source| format!("Source: {source}")),
        citation.published.map(|day| format!("Published: {day}")),
        (!quoted.before.is_empty()).then(|| format!("Before: {}", quoted.before)),
        (!quoted.after.is_empty()).then(|| format!("After: {}", quoted.after)),
    ];
    about.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn join_texts(texts: &[Clean]) -> String {
    let texts: Vec<&str> = texts.iter().map(Clean::as_str).collect();
    texts.join("; ")
}

/// Writes a row whose cells every spreadsheet treats as text.
fn write_row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        // RFC 4180, section 2, ends records with CRLF.
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(cells.iter().map(|cell| as_text(cell).into_owned()))?;
    writer.flush()
}

/// Puts an apostrophe before what would be a formula; full-width signs count too, as some spreadsheets fold them.
fn as_text(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::*;

    fn read(text: &[u8]) -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text);
        reader.records().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let mut out = Vec::new();
        write_header(&mut out).unwrap();
        write_story(&story(), &mut out).unwrap();
        let rows = read(&out);
        assert_eq!(rows.len(), 3);
        let cell = |name: &str| {
            let column = rows[0].iter().position(|column| column == name).unwrap();
            rows[1].get(column).unwrap()
        };
        assert_eq!(cell("quote"), "“Low water, waits for nobody,”");
        assert_eq!(cell("title"), "The lock | keeper’s \"day\"");
        assert_eq!(cell("role"), "the lock keeper");
        assert_eq!(cell("authors"), "Ines Halloran; Per Lund");
        assert_eq!(cell("note"), "Ask him\nabout the drought.");
        assert_eq!(cell("bookmarked"), "yes");
        assert!(cell("link").ends_with("#:~:text=Low%20water"));
    }

    #[test]
    fn what_would_be_a_formula_is_text() {
        let mut out = Vec::new();
        write_story(&story(), &mut out).unwrap();
        assert_eq!(read(&out)[1].get(0).unwrap(), "'=“Why?”");
    }

    #[test]
    fn a_story_without_quotes_has_a_row_but_not_for_readwise() {
        let story = Story {
            quotes: Vec::new(),
            ..story()
        };
        let mut out = Vec::new();
        write_story(&story, &mut out).unwrap();
        assert_eq!(read(&out).len(), 1);
        out.clear();
        write_readwise(&story, &mut out).unwrap();
        assert!(out.is_empty());
    }

    #[test]
    fn readwise_gets_who_said_it_in_the_note() {
        let mut out = Vec::new();
        write_readwise_header(&mut out).unwrap();
        write_readwise(&story(), &mut out).unwrap();
        let rows = read(&out);
        assert_eq!(rows[0].iter().collect::<Vec<_>>(), READWISE);
        assert_eq!(rows[1].get(5).unwrap(), "1");
        assert_eq!(rows[1].get(6).unwrap(), "1970-01-01 00:00:00");
        let note = rows[1].get(4).unwrap();
        assert!(
            note.contains("\nSpeaker: Ansel Rook, the lock keeper\nSource: The Estuary Post"),
            "{note}"
        );
    }
}
