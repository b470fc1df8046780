//! Writes what Elasticsearch and `OpenSearch` load with `_bulk`: for each quote a line with its id, and one with its fields.
//!
//! One table has the fields, their types and their values, so that documents and mapping cannot disagree.
//! <https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk>

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::story::{Story, StoryQuote, StorySpeaker};
use crate::text::Clean;

/// The longest keyword that is indexed, in characters: Lucene rejects a document with a term of more than 32,766 bytes.
/// <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ignore-above>
const LONGEST_KEYWORD: usize = 8191;

/// How a field is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BulkType {
    /// Words to search.
    Text,
    /// A whole value to filter and count by.
    Keyword,
    /// A name or headline: its words, and behind `.keyword` the whole.
    Name,
    /// A day, as 2026-01-31, or a time, as in RFC 3339.
    Date,
    Number,
    Boolean,
}

/// A field of a document: its name, how it is indexed, and its value for a quote.
type BulkField = (&'static str, BulkType, fn(&Story, &StoryQuote) -> Value);

/// The fields of a document, in their order.
const FIELDS: [BulkField; 22] = [
    ("text", BulkType::Text, |_, quote| {
        json!(quote.quoted.words.as_str())
    }),
    ("kind", BulkType::Keyword, |_, quote| {
        json!(quote.kind_name())
    }),
    ("speaker", BulkType::Name, |_, quote| {
        optional_text(quote.quoted.speaker.as_ref())
    }),
    ("speakers", BulkType::Name, |_, quote| {
        speaker_texts(quote, |speaker| Some(&speaker.name))
    }),
    ("people", BulkType::Name, |_, quote| {
        speaker_texts(quote, |speaker| speaker.person.as_ref())
    }),
    ("roles", BulkType::Name, |_, quote| {
        speaker_texts(quote, |speaker| speaker.role.as_ref())
    }),
    ("confidence", BulkType::Number, |_, quote| {
        let sure = quote.confidence.filter(|_| quote.quoted.speaker.is_some());
        json!(sure.map(|sure| f64::from(sure.as_hundredths()) / 100.0))
    }),
    ("corrected", BulkType::Boolean, |_, quote| {
        json!(quote.is_corrected)
    }),
    ("before", BulkType::Text, |_, quote| {
        json!(quote.quoted.before.as_str())
    }),
    ("after", BulkType::Text, |_, quote| {
        json!(quote.quoted.after.as_str())
    }),
    ("same", BulkType::Keyword, |_, quote| {
        json!(quote.same.map(|same| same.to_string()))
    }),
    ("article", BulkType::Keyword, |story, _| {
        json!(story.id.to_string())
    }),
    ("title", BulkType::Name, |story, _| {
        json!(story.citation.title.as_str())
    }),
    ("source", BulkType::Name, |story, _| {
        optional_text(story.citation.source.as_ref())
    }),
    ("authors", BulkType::Name, |story, _| {
        texts(&story.citation.authors)
    }),
    ("published", BulkType::Date, |story, _| {
        json!(story.citation.published.map(|day| day.to_string()))
    }),
    ("url", BulkType::Keyword, |story, _| {
        optional_text(story.citation.url.as_ref())
    }),
    ("link", BulkType::Keyword, |story, quote| {
        json!(story.cite_quote(quote).link_to_words())
    }),
    ("tags", BulkType::Keyword, |story, quote| {
        json!(story.tags_with(Some(quote)))
    }),
    ("note", BulkType::Text, |_, quote| {
        optional_text(quote.note.as_ref())
    }),
    ("bookmarked", BulkType::Boolean, |_, quote| {
        json!(quote.is_bookmarked)
    }),
    ("added", BulkType::Date, |_, quote| {
        json!(quote.added.map(|added| added.to_string()))
    }),
];

/// A document as it is indexed.
struct BulkDocument<'a> {
    story: &'a Story,
    quote: &'a StoryQuote,
}

impl Serialize for BulkDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = FIELDS.iter();
        serializer
            .collect_map(fields.map(|(name, _, value_of)| (name, value_of(self.story, self.quote))))
    }
}

/// The fields of the mapping.
struct BulkProperties;

impl Serialize for BulkProperties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(FIELDS.iter().map(|(name, kind, _)| (name, kind.mapping())))
    }
}

/// The body of the request that creates an index.
#[derive(Serialize)]
struct BulkIndex {
    mappings: BulkMappings,
}

#[derive(Serialize)]
struct BulkMappings {
    /// Whether unknown fields are indexed. `false`: a later version's fields are stored but not indexed.
    dynamic: bool,
    properties: BulkProperties,
}

impl BulkType {
    /// Returns how the server indexes such a field.
    fn mapping(self) -> Value {
        let keyword = json!({"type": "keyword", "ignore_above": LONGEST_KEYWORD});
        match self {
            Self::Text => json!({"type": "text"}),
            Self::Keyword => keyword,
            Self::Name => json!({"type": "text", "fields": {"keyword": keyword}}),
            Self::Date => json!({"type": "date", "format": "strict_date_optional_time"}),
            Self::Number => json!({"type": "float"}),
            Self::Boolean => json!({"type": "boolean"}),
        }
    }
}

/// Writes the mapping, as the body of the request that creates an index.
///
/// # Errors
/// Fails if `out` cannot be written.
pub fn write_mapping(out: &mut dyn Write) -> io::Result<()> {
    let index = BulkIndex {
        mappings: BulkMappings {
            dynamic: false,
            properties: BulkProperties,
        },
    };
    serde_json::to_writer_pretty(&mut *out, &index)?;
    writeln!(out)
}

/// Writes the quotes of a story, two lines each; a story without quotes has none.
pub(super) fn write_story(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    for quote in &story.quotes {
        // By its own id a quote that is loaded again replaces itself.
        writeln!(out, "{}", json!({"index": {"_id": quote.id.to_string()}}))?;
        serde_json::to_writer(&mut *out, &BulkDocument { story, quote })?;
        writeln!(out)?;
    }
    Ok(())
}

fn optional_text(text: Option<&Clean>) -> Value {
    json!(text.map(Clean::as_str))
}

fn texts(texts: &[Clean]) -> Value {
    texts.iter().map(Clean::as_str).collect()
}

/// Returns what the speakers of a quote have of something, as a list.
fn speaker_texts(quote: &StoryQuote, text_of: impl Fn(&StorySpeaker) -> Option<&Clean>) -> Value {
    let found = quote.speakers.iter().filter_map(text_of);
    found.map(Clean::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::*;
    use crate::article::QuoteId;

    fn lines_of(story: &Story) -> Vec<Value> {
        let mut out = Vec::new();
        write_story(story, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.is_empty() || text.ends_with('\n'),
            "the last line needs an end, too"
        );
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }

    fn mapping() -> Value {
        let mut out = Vec::new();
        write_mapping(&mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    /// Returns `true` if the server can index a value in a field of this type; each may be missing or a list.
    fn fits(value: &Value, kind: &str) -> bool {
        match value {
            Value::Null => true,
            Value::Array(values) => values.iter().all(|value| fits(value, kind)),
            Value::Bool(_) => kind == "boolean",
            Value::Number(_) => kind == "float",
            Value::String(text) if kind == "date" => {
                text.parse::<jiff::civil::Date>().is_ok() || text.parse::<jiff::Timestamp>().is_ok()
            }
            Value::String(_) => ["text", "keyword"].contains(&kind),
            Value::Object(_) => false,
        }
    }

    #[test]
    fn every_quote_is_two_lines_that_the_mapping_knows() {
        let story = story();
        let lines = lines_of(&story);
        assert_eq!(lines.len(), 4);
        let properties = &mapping()["mappings"]["properties"];
        for (pair, quote) in lines.chunks(2).zip(&story.quotes) {
            assert_eq!(pair[0], json!({"index": {"_id": quote.id.to_string()}}));
            let source = pair[1].as_object().unwrap();
            assert_eq!(source.len(), properties.as_object().unwrap().len());
            for (name, value) in source {
                let kind = properties[name]["type"].as_str().unwrap();
                assert!(fits(value, kind), "{name}: {value} is no {kind}");
            }
        }
    }

    #[test]
    fn a_document_has_who_said_it_when_and_where() {
        let mut story = story();
        story.quotes[0].speakers[0].person = Some(Clean::new("Ansel J. Rook"));
        story.quotes[0].same = Some(QuoteId::from_number(7));
        let found = &lines_of(&story)[1];
        for (name, value) in [
            ("text", json!("“Low water, waits for nobody,”")),
            ("speaker", json!("Ansel Rook")),
            ("speakers", json!(["Ansel Rook"])),
            ("people", json!(["Ansel J. Rook"])),
            ("roles", json!(["the lock keeper"])),
            ("confidence", json!(0.94)),
            ("corrected", json!(false)),
            ("before", json!("The gate stood open.")),
            ("same", json!("000000000007")),
            ("source", json!("The Estuary Post")),
            ("published", json!("2026-11-02")),
            ("tags", json!(["drought", "work", "rivers"])),
            ("added", json!("1970-01-01T00:00:00Z")),
        ] {
            assert_eq!(found[name], value, "{name}");
        }
    }

    #[test]
    fn whoever_is_not_named_has_no_name() {
        let found = &lines_of(&story())[3];
        assert_eq!(found["speaker"], Value::Null);
        assert_eq!(found["speakers"], json!([]));
        assert_eq!(found["confidence"], Value::Null);
    }

    #[test]
    fn a_story_without_quotes_is_no_document() {
        let story = Story {
            quotes: Vec::new(),
            ..story()
        };
        assert!(lines_of(&story).is_empty());
    }

    #[test]
    fn a_long_value_is_no_reason_to_reject_a_document() {
        let mapping = mapping();
        for (name, field) in mapping["mappings"]["properties"].as_object().unwrap() {
            let keyword = if field["type"] == "keyword" {
                field
            } else {
                &field["fields"]["keyword"]
            };
            if !keyword.is_null() {
                assert!(
                    keyword["ignore_above"].as_u64().unwrap() * 4 < 32_766,
                    "{name}"
                );
            }
        }
    }
}
