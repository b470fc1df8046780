//! Writes stories as Markdown: front matter, the text, then the quotes.

use std::io::{self, Write};

use super::story::{Story, StoryQuote};
use crate::cite::markdown::{escape_markdown, format_link};
use crate::cite::{Citation, fragment};
use crate::text::Clean;

/// Writes a story into a file of its own, with front matter.
pub(super) fn write_file(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    write_front_matter(story, out)?;
    write_story(story, out)
}

/// Writes a story as one section of a file with several.
pub(super) fn write_section(story: &Story, is_first: bool, out: &mut dyn Write) -> io::Result<()> {
    if !is_first {
        writeln!(out, "\n---\n")?;
    }
    write_story(story, out)
}

/// Writes the metadata as YAML; strings are written as JSON, which is also valid YAML 1.2.
fn write_front_matter(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    let citation = &story.citation;
    writeln!(out, "---")?;
    writeln!(out, "title: {}", yaml_string(&citation.title)?)?;
    let authors: Vec<&str> = citation.authors.iter().map(Clean::as_str).collect();
    if !authors.is_empty() {
        writeln!(out, "authors: {}", serde_json::to_string(&authors)?)?;
    }
    if let Some(source) = &citation.source {
        writeln!(out, "source: {}", yaml_string(source)?)?;
    }
    if let Some(day) = citation.published {
        writeln!(out, "date: {day}")?;
    }
    if let Some(url) = &citation.url {
        writeln!(out, "url: {}", yaml_string(url)?)?;
    }
    if !story.tags.is_empty() {
        let tags: Vec<&str> = story.tags.iter().map(Clean::as_str).collect();
        writeln!(out, "tags: {}", serde_json::to_string(&tags)?)?;
    }
    writeln!(out, "---\n")
}

fn yaml_string(text: &str) -> io::Result<String> {
    Ok(serde_json::to_string(text)?)
}

fn write_story(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "# {}",
        escape_markdown(&one_line(&story.citation.title))
    )?;
    // Titles come from web pages: unescaped, they could open a link, a heading or raw HTML in the export.
    let about = byline_of(&story.citation);
    if !about.is_empty() {
        writeln!(out, "\n{about}")?;
    }
    if let Some(standfirst) = &story.standfirst {
        writeln!(out, "\n*{}*", escape_markdown(&one_line(standfirst)))?;
    }
    write_note(story.note.as_ref(), out)?;
    if let Some(body) = &story.body {
        write!(out, "\n{body}")?;
    }
    if !story.quotes.is_empty() {
        writeln!(out, "\n## Quotes")?;
    }
    for quote in &story.quotes {
        write_quote(story, quote, out)?;
    }
    Ok(())
}

/// Returns the authors, the source and the day: `Authors · [Source](<link>) · 2026-01-31`.
fn byline_of(citation: &Citation) -> String {
    let authors: Vec<&str> = citation.authors.iter().map(Clean::as_str).collect();
    let url = citation.url.as_deref();
    let source = citation.source.as_deref().or(url);
    let parts = [
        (!authors.is_empty()).then(|| escape_markdown(&authors.join(", "))),
        source.map(|source| format_link(source, url)),
        citation.published.map(|day| day.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn write_quote(story: &Story, quote: &StoryQuote, out: &mut dyn Write) -> io::Result<()> {
    let quoted = &quote.quoted;
    let speaker = quoted.speaker_with_role();
    let speaker = speaker.as_deref().unwrap_or("unknown speaker");
    let url = story.citation.url.as_deref();
    let url = match (url, quoted.directive.as_deref()) {
        (Some(url), Some(directive)) => Some(fragment::add_directive(url, directive)),
        (url, _) => url.map(str::to_owned),
    };
    let mark = if quote.is_bookmarked { " ★" } else { "" };
    // One line, whatever the words: a line break inside would need a `>` of its own to stay in the quote.
    writeln!(out, "\n> {}", escape_markdown(&quoted.words))?;
    writeln!(out, ">\n> — {}{mark}", format_link(speaker, url.as_deref()))?;
    let (before, after) = (quoted.before.trim(), quoted.after.trim());
    if !before.is_empty() || !after.is_empty() {
        let before = if before.is_empty() {
            String::new()
        } else {
            format!("{} ", escape_markdown(before))
        };
        let after = if after.is_empty() {
            String::new()
        } else {
            format!(" {}", escape_markdown(after))
        };
        writeln!(out, "\nContext: {before}…{after}")?;
    }
    if !quote.tags.is_empty() {
        let tags = quote.tags.iter().map(|tag| escape_markdown(tag));
        writeln!(out, "\n**Tags:** {}", tags.collect::<Vec<_>>().join(", "))?;
    }
    write_note(quote.note.as_ref(), out)
}

fn write_note(note: Option<&Clean>, out: &mut dyn Write) -> io::Result<()> {
    let Some(note) = note else { return Ok(()) };
    // A backslash before a line break is a hard break (CommonMark, section 6.7); two blanks would be invisible.
    let lines: Vec<String> = note.lines().map(escape_markdown).collect();
    writeln!(out, "\n**Note:** {}", lines.join("\\\n"))
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    use super::super::story::tests::story;
    use super::*;
    use crate::loader;

    fn written() -> String {
        let mut out = Vec::new();
        write_file(&story(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_story_is_written_with_its_quotes() {
        insta::assert_snapshot!(written());
    }

    #[test]
    fn the_loader_reads_what_was_written_as_it_was() {
        let loaded = loader::load_bytes(Path::new("a.md"), written().as_bytes());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let metadata = &loaded.articles[0].metadata;
        let citation = story().citation;
        assert_eq!(metadata.title, citation.title);
        assert_eq!(metadata.authors, citation.authors);
        assert_eq!(metadata.source, citation.source);
        assert_eq!(metadata.published, citation.published);
        assert_eq!(metadata.url, citation.url);
        assert_eq!(metadata.tags, story().tags);
    }

    #[test]
    fn quotes_are_block_quotes_to_a_markdown_reader() {
        let written = written();
        let (_, text) = written.split_once("---\n\n").unwrap();
        let mut quotes = Vec::new();
        let mut is_inside = false;
        for event in Parser::new(text) {
            match event {
                Event::Start(Tag::BlockQuote(_)) => {
                    is_inside = true;
                    quotes.push(String::new());
                }
                Event::End(TagEnd::BlockQuote(_)) => is_inside = false,
                Event::Text(words) if is_inside => quotes.last_mut().unwrap().push_str(&words),
                _ => {}
            }
        }
        assert_eq!(
            quotes,
            [
                "“Low water, waits for nobody,”— Ansel Rook, the lock keeper ★",
                "=“Why?”— unknown speaker"
            ]
        );
    }
}
