//! Citations as JSON: one flat object with everything.

use serde::Serialize;

use super::Citation;

/// A quote, or a story without one, with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationRecord<'a> {
    /// The words with their marks; `None` for a story.
    pub quote: Option<&'a str>,
    /// The kind of quote: `direct`, `mixed` or `block`.
    pub kind: Option<&'static str>,
    /// The speaker.
    pub speaker: Option<&'a str>,
    /// The speaker's role, as the text gives it.
    pub role: Option<&'a str>,
    /// The sentence before.
    pub before: Option<&'a str>,
    /// The sentence after.
    pub after: Option<&'a str>,
    /// The headline.
    pub title: &'a str,
    /// Who published it.
    pub source: Option<&'a str>,
    /// The authors.
    pub authors: Vec<&'a str>,
    /// The day of publication, as 2026-01-31.
    pub published: Option<String>,
    /// The canonical link.
    pub url: Option<&'a str>,
    /// The link to the words.
    pub link: Option<String>,
    /// The day on which it was read.
    pub accessed: String,
}

impl<'a> CitationRecord<'a> {
    /// Creates the record of a citation.
    #[must_use]
    pub fn new(citation: &'a Citation) -> Self {
        let quote = citation.quote.as_ref();
        Self {
            quote: quote.map(|quote| quote.words.as_str()),
            kind: quote.map(|quote| quote.kind.as_str()),
            speaker: quote.and_then(|quote| quote.speaker.as_deref()),
            role: quote.and_then(|quote| quote.role.as_deref()),
            before: quote.map(|quote| quote.before.as_str()),
            after: quote.map(|quote| quote.after.as_str()),
            title: &citation.title,
            source: citation.source.as_deref(),
            authors: citation.authors.iter().map(AsRef::as_ref).collect(),
            published: citation.published.map(|day| day.to_string()),
            url: citation.url.as_deref(),
            link: citation.link_to_words(),
            accessed: citation.accessed.to_string(),
        }
    }
}
