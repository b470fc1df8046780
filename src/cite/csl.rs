//! Citations as CSL-JSON, which Zotero, pandoc and most reference managers read.

use jiff::civil::Date;
use serde::Serialize;

use super::bibtex::format_note;
use super::name::AuthorName;
use super::{Citation, CitedQuote};

/// A story as an item of CSL-JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CslItem {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(rename = "author", skip_serializing_if = "Vec::is_empty")]
    authors: Vec<CslAuthor>,
    #[serde(rename = "issued", skip_serializing_if = "Option::is_none")]
    published: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "annote", skip_serializing_if = "Option::is_none")]
    quotes: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum CslAuthor {
    Person {
        family: String,
        given: String,
        #[serde(
            rename = "non-dropping-particle",
            skip_serializing_if = "String::is_empty"
        )]
        particle: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<String>,
    },
    Organisation {
        literal: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [[i16; 3]; 1],
}

impl CslItem {
    /// Creates an item with some quotes of its story as an annotation.
    #[must_use]
    pub fn new(citation: &Citation, id: &str, quotes: &[&CitedQuote]) -> Self {
        let notes: Vec<String> = quotes.iter().map(|quote| format_note(quote)).collect();
        Self {
            id: id.to_owned(),
            // https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
            kind: "article-newspaper",
            title: citation.title.to_string(),
            source: citation.source.as_ref().map(ToString::to_string),
            authors: citation
                .authors
                .iter()
                .map(|name| CslAuthor::new(name))
                .collect(),
            published: citation.published.map(CslDate::new),
            url: citation.url.as_ref().map(ToString::to_string),
            // What is not on the web is not accessed.
            accessed: citation
                .url
                .is_some()
                .then(|| CslDate::new(citation.accessed)),
            quotes: (!notes.is_empty()).then(|| notes.join("\n\n")),
        }
    }
}

impl CslAuthor {
    fn new(name: &str) -> Self {
        match AuthorName::parse(name) {
            AuthorName::Person {
                given,
                particle,
                family,
                suffix,
            } => Self::Person {
                family,
                given,
                particle,
                suffix,
            },
            AuthorName::Organisation(literal) => Self::Organisation { literal },
        }
    }
}

impl CslDate {
    fn new(day: Date) -> Self {
        // A list of dates, each [year, month, day]; two of them would be a range.
        let parts = [[day.year(), day.month().into(), day.day().into()]];
        Self { parts }
    }
}

#[cfg(test)]
mod tests {
    use citationberg::json::{DateValue, Item as Read, NameValue, Value, VecDate};

    use super::super::citation::tests::{bare_story, whole};
    use super::*;
    use crate::text::Clean;

    #[test]
    fn an_item_is_read_as_it_was_written() {
        let mut citation = whole();
        citation.authors.push(Clean::new("The Associated Press"));
        let quotes: Vec<&CitedQuote> = citation.quote.iter().collect();
        let json = serde_json::to_string(&[CslItem::new(&citation, "rook", &quotes)]).unwrap();
        let items: Vec<Read> = serde_json::from_str(&json).unwrap();
        let item = &items[0];
        assert_eq!(item.id().unwrap(), "rook");
        assert_eq!(item.type_().unwrap(), "article-newspaper");
        let text = |key: &str| item.0[key].to_str().unwrap().into_owned();
        assert_eq!(text("title"), "The lock keeper’s day");
        assert_eq!(text("container-title"), "The Estuary Post");
        assert_eq!(text("URL"), "https://estuary.example/lock?a=1&b=2");
        assert!(text("annote").contains("Ansel Rook"));
        let Value::Names(names) = &item.0["author"] else {
            panic!("no names");
        };
        let NameValue::Item(second) = &names[1] else {
            panic!("no person");
        };
        assert_eq!(second.family, "Lund");
        assert_eq!(second.non_dropping_particle.as_deref(), Some("van der"));
        assert!(
            matches!(&names[2], NameValue::Literal(name) if name.literal == "The Associated Press")
        );
        let Value::Date(DateValue::DateParts { date_parts, .. }) = &item.0["issued"] else {
            panic!("no date");
        };
        assert_eq!(date_parts.0, [VecDate(vec![2026, 11, 2])]);
        assert!(item.0.contains_key("accessed"));
    }

    #[test]
    fn only_what_has_an_address_was_accessed() {
        let item = serde_json::to_value(CslItem::new(&bare_story("A day"), "x", &[])).unwrap();
        assert_eq!(item.get("accessed"), None);
    }
}
