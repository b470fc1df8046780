//! The formats that quotes and stories are exported in.

use std::fmt;
use std::str::FromStr;

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Stories to read, with their quotes.
    Markdown,
    /// A JSON object for each quote.
    JsonLines,
    /// A row for each quote, for spreadsheets.
    Csv,
    /// The CSV that Readwise imports.
    Readwise,
    /// W3C Web Annotations, as JSON-LD.
    Annotations,
    /// An entry for each story, for BibTeX and BibLaTeX.
    Bibtex,
    /// An item for each story, as CSL-JSON.
    CslJson,
    /// A document for each quote, for `_bulk` of Elasticsearch and `OpenSearch`.
    EsBulk,
}

/// The text is not the name of a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format '{0}'; accepted: {all}", all = ExportFormat::ALL.map(ExportFormat::name).join(", "))]
pub struct UnknownFormat(String);

impl ExportFormat {
    /// All formats, in the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::Markdown,
        Self::JsonLines,
        Self::Csv,
        Self::Readwise,
        Self::Annotations,
        Self::Bibtex,
        Self::CslJson,
        Self::EsBulk,
    ];

    /// Returns the name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Readwise => "readwise",
            Self::Annotations => "w3c",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::EsBulk => "es-bulk",
        }
    }

    /// Returns the description in the menu.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Markdown => "stories to read, with their quotes",
            Self::JsonLines => "one JSON object per quote",
            Self::Csv => "one row per quote, for spreadsheets",
            Self::Readwise => "the CSV that Readwise imports",
            Self::Annotations => "W3C Web Annotations, as JSON-LD",
            Self::Bibtex => "one entry per story, for BibTeX and BibLaTeX",
            Self::CslJson => "one item per story, for Zotero and pandoc",
            Self::EsBulk => "one document per quote, for Elasticsearch and OpenSearch",
        }
    }

    /// Returns the extension of its files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
            Self::Csv | Self::Readwise => "csv",
            Self::Annotations => "jsonld",
            Self::Bibtex => "bib",
            Self::CslJson => "json",
            Self::EsBulk => "ndjson",
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ExportFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}
