//! Writes one story after another in a format.

use std::collections::HashSet;
use std::io::{self, Write};

use super::story::Story;
use super::{Format, annotations, lines, markdown, table};
use crate::cite::csl::CslItem;
use crate::cite::{CitedQuote, bibtex};

/// A stream of stories in one format.
pub(super) struct Writer<'a> {
    format: Format,
    out: &'a mut dyn Write,
    /// Whether the stream is for one story, which has it to itself.
    is_alone: bool,
    /// How many stories, or annotations, were written.
    written: usize,
    keys: HashSet<String>,
}

impl<'a> Writer<'a> {
    /// Begins a stream.
    pub(super) fn begin(
        format: Format,
        is_alone: bool,
        out: &'a mut dyn Write,
    ) -> io::Result<Self> {
        match format {
            Format::Csv => table::write_header(out)?,
            Format::Readwise => table::write_readwise_header(out)?,
            Format::Annotations => annotations::write_head(out)?,
            Format::CslJson => write!(out, "[")?,
            Format::Markdown | Format::JsonLines | Format::Bibtex => {}
        }
        Ok(Self {
            format,
            out,
            is_alone,
            written: 0,
            keys: HashSet::new(),
        })
    }

    /// Writes a story.
    pub(super) fn write(&mut self, story: &Story) -> io::Result<()> {
        let before = self.written;
        self.written += 1;
        match self.format {
            Format::Markdown if self.is_alone => markdown::write_file(story, self.out),
            Format::Markdown => markdown::write_section(story, before == 0, self.out),
            Format::JsonLines => lines::write(story, self.out),
            Format::Csv => table::write(story, self.out),
            Format::Readwise => table::write_readwise(story, self.out),
            Format::Annotations => {
                self.written = before + annotations::write(story, before, self.out)?;
                Ok(())
            }
            Format::Bibtex => {
                let space = if before > 0 { "\n" } else { "" };
                let entry = bibtex::format_entry_with_quotes(
                    &story.citation,
                    &self.key(story),
                    &quoted(story),
                );
                write!(self.out, "{space}{entry}")
            }
            Format::CslJson => {
                let item = CslItem::new(&story.citation, &self.key(story), &quoted(story));
                let comma = if before > 0 { "," } else { "" };
                write!(self.out, "{comma}\n{}", serde_json::to_string(&item)?)
            }
        }
    }

    /// Ends the stream.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.format {
            Format::Annotations => annotations::write_tail(self.written, self.out)?,
            Format::CslJson => writeln!(self.out, "\n]")?,
            _ => {}
        }
        self.out.flush()
    }

    /// Returns a key that no other story of the stream has.
    fn key(&mut self, story: &Story) -> String {
        let key = bibtex::entry_key(&story.citation);
        let others = (2..).map(|number| format!("{key}-{number}"));
        let mut free = std::iter::once(key.clone())
            .chain(others)
            .filter(|key| !self.keys.contains(key));
        let key = free.next().unwrap_or(key.clone());
        self.keys.insert(key.clone());
        key
    }
}

fn quoted(story: &Story) -> Vec<&CitedQuote> {
    story.quotes.iter().map(|quote| &quote.quoted).collect()
}

#[cfg(test)]
mod tests {
    use biblatex::Bibliography;
    use rstest::rstest;

    use super::super::story::tests::story;
    use super::*;

    fn written(format: Format, count: usize) -> String {
        let mut out = Vec::new();
        let mut writer = Writer::begin(format, false, &mut out).unwrap();
        for _ in 0..count {
            writer.write(&story()).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn entries_of_stories_alike_have_their_own_keys() {
        let bibliography = Bibliography::parse(&written(Format::Bibtex, 3)).unwrap();
        let keys: Vec<&str> = bibliography.keys().collect();
        assert_eq!(
            keys,
            [
                "halloran2026lock",
                "halloran2026lock-2",
                "halloran2026lock-3"
            ]
        );
    }

    #[rstest]
    #[case::none(0)]
    #[case::one(1)]
    #[case::some(3)]
    fn items_of_csl_json_are_one_array(#[case] count: usize) {
        let text = written(Format::CslJson, count);
        let items: Vec<citationberg::json::Item> = serde_json::from_str(&text).unwrap();
        assert_eq!(items.len(), count);
    }

    #[test]
    fn each_line_of_json_lines_is_an_object() {
        let text = written(Format::JsonLines, 2);
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0]["speaker"], "Ansel Rook");
        assert_eq!(lines[0]["before"], "The gate stood open.");
        assert_eq!(lines[0]["bookmarked"], true);
        assert_eq!(lines[1]["speaker"], serde_json::Value::Null);
    }

    #[rstest]
    #[case::markdown(Format::Markdown)]
    #[case::bibtex(Format::Bibtex)]
    #[case::csl_json(Format::CslJson)]
    #[case::json_lines(Format::JsonLines)]
    #[case::csv(Format::Csv)]
    #[case::readwise(Format::Readwise)]
    #[case::annotations(Format::Annotations)]
    fn every_format_names_speaker_role_source_author_and_context(#[case] format: Format) {
        let text = written(format, 1);
        for word in [
            "Low water",
            "Ansel Rook",
            "the lock keeper",
            "The Estuary Post",
            "2026",
            "Halloran",
            "estuary.example/lock",
            "The gate stood open",
            "Then he closed it",
        ] {
            assert!(text.contains(word), "{word} is missing in {text}");
        }
    }
}
