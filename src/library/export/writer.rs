//! Writes one story after another in one format.

use std::collections::HashSet;
use std::io::{self, Write};

use super::story::Story;
use super::template::StoryTemplate;
use super::{ExportError, ExportFormat, annotations, bulk, lines, markdown, table};
use crate::cite::csl::CslItem;
use crate::cite::{CitedQuote, bibtex};

/// How stories are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum StoryLayout<'a> {
    /// In a format of other programs.
    Format(ExportFormat),
    /// As the user's template says.
    Template(&'a StoryTemplate),
}

impl StoryLayout<'_> {
    /// Returns the extension of the files of single stories; `None` if all stories go to one file.
    pub(super) fn story_extension(&self) -> Option<&str> {
        match self {
            Self::Template(template) => Some(template.extension()),
            Self::Format(format) => (*format == ExportFormat::Markdown).then(|| format.extension()),
        }
    }
}

/// A stream of stories in one layout.
pub(super) struct StoryWriter<'a> {
    layout: StoryLayout<'a>,
    out: &'a mut dyn Write,
    /// Whether the stream holds a single story.
    is_alone: bool,
    /// How many stories, or annotations, were written.
    written: usize,
    /// The keys, or the ids of annotations, of the stream so far.
    keys: HashSet<String>,
}

impl<'a> StoryWriter<'a> {
    /// Starts a stream with what comes before its stories.
    pub(super) fn start_stream(
        layout: StoryLayout<'a>,
        is_alone: bool,
        out: &'a mut dyn Write,
    ) -> io::Result<Self> {
        if let StoryLayout::Format(format) = layout {
            write_start(format, out)?;
        }
        Ok(Self {
            layout,
            out,
            is_alone,
            written: 0,
            keys: HashSet::new(),
        })
    }

    /// Writes a story.
    pub(super) fn write_story(&mut self, story: &Story) -> Result<(), ExportError> {
        match self.layout {
            StoryLayout::Format(format) => self.write_formatted(format, story)?,
            StoryLayout::Template(template) => {
                self.out.write_all(template.fill_in(story)?.as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_formatted(&mut self, format: ExportFormat, story: &Story) -> io::Result<()> {
        let before = self.written;
        self.written += 1;
        match format {
            ExportFormat::Markdown if self.is_alone => markdown::write_file(story, self.out),
            ExportFormat::Markdown => markdown::write_section(story, before == 0, self.out),
            ExportFormat::JsonLines => lines::write_story(story, self.out),
            ExportFormat::EsBulk => bulk::write_story(story, self.out),
            ExportFormat::Csv => table::write_story(story, self.out),
            ExportFormat::Readwise => table::write_readwise(story, self.out),
            ExportFormat::Annotations => {
                self.written =
                    before + annotations::write_story(story, before, &mut self.keys, self.out)?;
                Ok(())
            }
            ExportFormat::Bibtex => {
                let space = if before > 0 { "\n" } else { "" };
                let entry = bibtex::format_entry_with_quotes(
                    &story.citation,
                    &self.unique_key(story),
                    &quotes_of(story),
                );
                write!(self.out, "{space}{entry}")
            }
            ExportFormat::CslJson => {
                let item =
                    CslItem::new(&story.citation, &self.unique_key(story), &quotes_of(story));
                let comma = if before > 0 { "," } else { "" };
                write!(self.out, "{comma}\n{}", serde_json::to_string(&item)?)
            }
        }
    }

    /// Finishes the stream with what comes after its stories, and flushes it.
    pub(super) fn finish_stream(self) -> io::Result<()> {
        if let StoryLayout::Format(format) = self.layout {
            write_end(format, self.written, self.out)?;
        }
        self.out.flush()
    }

    /// Returns a citation key that no other story of the stream has.
    fn unique_key(&mut self, story: &Story) -> String {
        let key = bibtex::entry_key(&story.citation);
        // BibTeX rejects a key used twice, and CSL processors look items up by their id.
        let others = (2..).map(|number| format!("{key}-{number}"));
        let mut free = std::iter::once(key.clone())
            .chain(others)
            .filter(|key| !self.keys.contains(key));
        let key = free.next().unwrap_or(key.clone());
        self.keys.insert(key.clone());
        key
    }
}

/// Writes what comes before the stories of a format.
fn write_start(format: ExportFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::Csv => table::write_header(out),
        ExportFormat::Readwise => table::write_readwise_header(out),
        ExportFormat::Annotations => annotations::write_head(out),
        ExportFormat::CslJson => write!(out, "["),
        ExportFormat::Markdown
        | ExportFormat::JsonLines
        | ExportFormat::EsBulk
        | ExportFormat::Bibtex => Ok(()),
    }
}

/// Writes what comes after the stories of a format.
fn write_end(format: ExportFormat, written: usize, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::Annotations => annotations::write_tail(written, out),
        ExportFormat::CslJson => writeln!(out, "\n]"),
        ExportFormat::Markdown
        | ExportFormat::JsonLines
        | ExportFormat::Csv
        | ExportFormat::Readwise
        | ExportFormat::EsBulk
        | ExportFormat::Bibtex => Ok(()),
    }
}

fn quotes_of(story: &Story) -> Vec<&CitedQuote> {
    story.quotes.iter().map(|quote| &quote.quoted).collect()
}

#[cfg(test)]
mod tests {
    use biblatex::Bibliography;
    use rstest::rstest;

    use super::super::story::tests::story;
    use super::*;

    fn written(format: ExportFormat, count: usize) -> String {
        let mut out = Vec::new();
        let mut writer =
            StoryWriter::start_stream(StoryLayout::Format(format), false, &mut out).unwrap();
        for _ in 0..count {
            writer.write_story(&story()).unwrap();
        }
        writer.finish_stream().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn entries_of_stories_alike_have_their_own_keys() {
        let bibliography = Bibliography::parse(&written(ExportFormat::Bibtex, 3)).unwrap();
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
        let text = written(ExportFormat::CslJson, count);
        let items: Vec<citationberg::json::Item> = serde_json::from_str(&text).unwrap();
        assert_eq!(items.len(), count);
    }

    #[test]
    fn each_line_of_json_lines_is_an_object() {
        let text = written(ExportFormat::JsonLines, 2);
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
    #[case::markdown(ExportFormat::Markdown)]
    #[case::bibtex(ExportFormat::Bibtex)]
    #[case::csl_json(ExportFormat::CslJson)]
    #[case::json_lines(ExportFormat::JsonLines)]
    #[case::csv(ExportFormat::Csv)]
    #[case::readwise(ExportFormat::Readwise)]
    #[case::annotations(ExportFormat::Annotations)]
    #[case::es_bulk(ExportFormat::EsBulk)]
    fn every_format_names_speaker_role_source_author_and_context(#[case] format: ExportFormat) {
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
