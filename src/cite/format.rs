//! The formats in which citations are copied, by name.

use super::csl::CslItem;
use super::record::CitationRecord;
use super::{Citation, bibtex, markdown, org, prose, wikipedia};

/// A format of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationFormat {
    /// The words with speaker, role, title, source, date and link.
    Cited,
    /// The words alone.
    Words,
    /// A Markdown block quote with its citation.
    Markdown,
    /// The link, leading to the words.
    Link,
    /// An entry for BibTeX and BibLaTeX.
    Bibtex,
    /// An item of CSL-JSON.
    CslJson,
    /// A reference in APA style, 7th edition.
    Apa,
    /// A reference in Chicago style, 17th edition.
    Chicago,
    /// Wikipedia's template.
    Wikipedia,
    /// A quote block of Org mode.
    Org,
    /// A JSON object.
    Json,
}

/// What a format needs and the citation lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MissingPart {
    /// No quote is cited.
    #[error("Select a quote first")]
    Quote,
    /// The article names no link.
    #[error("This article names no link")]
    Link,
}

impl CitationFormat {
    /// All formats, in the order of the menu.
    pub const ALL: [Self; 11] = [
        Self::Cited,
        Self::Words,
        Self::Markdown,
        Self::Link,
        Self::Bibtex,
        Self::CslJson,
        Self::Apa,
        Self::Chicago,
        Self::Wikipedia,
        Self::Org,
        Self::Json,
    ];

    /// Returns the name in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cited => "words with citation",
            Self::Words => "words",
            Self::Markdown => "Markdown",
            Self::Link => "link",
            Self::Bibtex => "BibTeX",
            Self::CslJson => "CSL-JSON",
            Self::Apa => "APA",
            Self::Chicago => "Chicago",
            Self::Wikipedia => "Wikipedia",
            Self::Org => "Org",
            Self::Json => "JSON",
        }
    }

    /// Returns the menu's description of the format.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Cited => "with speaker, role, title, source, date and link",
            Self::Words => "and nothing else",
            Self::Markdown => "a block quote with its citation",
            Self::Link => "a browser opens the page at the words",
            Self::Bibtex => "an entry for LaTeX, the words as its annotation",
            Self::CslJson => "an item for Zotero, pandoc and others",
            Self::Apa => "a reference, 7th edition",
            Self::Chicago => "a reference, 17th edition",
            Self::Wikipedia => "the template cite news",
            Self::Org => "a quote block of Org mode",
            Self::Json => "an object with everything",
        }
    }

    /// Returns what was copied, for a sentence: "the BibTeX entry".
    #[must_use]
    pub const fn describe_copy(self, is_quote: bool) -> &'static str {
        match (self, is_quote) {
            (Self::Cited, true) => "the quote with its citation",
            (Self::Cited, false) => "the story's citation",
            (Self::Words, _) => "the words",
            (Self::Markdown, true) => "the quote in Markdown",
            (Self::Markdown, false) => "the citation in Markdown",
            (Self::Link, true) => "the link to the words",
            (Self::Link, false) => "the link",
            (Self::Bibtex, _) => "the BibTeX entry",
            (Self::CslJson, _) => "the CSL-JSON item",
            (Self::Apa, _) => "the APA reference",
            (Self::Chicago, _) => "the Chicago reference",
            (Self::Wikipedia, _) => "the Wikipedia template",
            (Self::Org, true) => "the quote for Org",
            (Self::Org, false) => "the citation for Org",
            (Self::Json, _) => "the JSON object",
        }
    }

    /// Formats a citation, without a newline at the end.
    ///
    /// # Errors
    /// Returns what the format needs and the citation lacks.
    pub fn format_citation(self, citation: &Citation) -> Result<String, MissingPart> {
        let quote = citation.quote.as_ref();
        Ok(match self {
            Self::Cited => prose::quote_with_citation(citation),
            Self::Words => quote.ok_or(MissingPart::Quote)?.words.to_string(),
            Self::Markdown => markdown::block_quote(citation),
            Self::Link => citation.link_to_words().ok_or(MissingPart::Link)?,
            Self::Bibtex => bibtex::format_entry(citation, &bibtex::entry_key(citation))
                .trim_end()
                .to_owned(),
            Self::CslJson => {
                let quotes: Vec<_> = quote.into_iter().collect();
                format_json(&[CslItem::new(
                    citation,
                    &bibtex::entry_key(citation),
                    &quotes,
                )])
            }
            Self::Apa => prose::apa_reference(citation),
            Self::Chicago => prose::chicago_reference(citation),
            Self::Wikipedia => wikipedia::cite_news(citation),
            Self::Org => org::quote_block(citation),
            Self::Json => format_json(&CitationRecord::new(citation)),
        })
    }
}

/// Formats JSON over several lines, which cannot fail for texts and numbers.
fn format_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::{bare_story, whole};
    use super::*;

    #[test]
    fn every_form_of_a_quote_holds_its_words_or_its_story() {
        let citation = whole();
        for form in CitationFormat::ALL {
            let text = form.format_citation(&citation).unwrap();
            let is_there = text.contains("never did")
                || text.contains("lock keeper")
                || form == CitationFormat::Link;
            assert!(is_there, "{}: {text}", form.name());
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let citation = bare_story("x");
        assert_eq!(
            CitationFormat::Words.format_citation(&citation),
            Err(MissingPart::Quote)
        );
        assert_eq!(
            CitationFormat::Link.format_citation(&citation),
            Err(MissingPart::Link)
        );
    }

    #[test]
    fn the_json_object_is_flat() {
        let json = CitationFormat::Json.format_citation(&whole()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["role"], "the lock keeper");
        assert_eq!(value["published"], "2026-11-02");
        assert!(
            value["link"]
                .as_str()
                .unwrap()
                .ends_with(":~:text=Low%20water")
        );
    }
}
