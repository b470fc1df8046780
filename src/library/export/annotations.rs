//! Writes annotations in the W3C's Web Annotation Data Model, as one collection in JSON-LD:
//! <https://www.w3.org/TR/annotation-model/>.
//!
//! A quote is a highlight whose target is found by its words and those around them; the speaker and the source are in
//! a body in the vocabulary of schema.org.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::story::{Story, StoryQuote};
use crate::article::SpeakerSort;
use crate::cite::name::AuthorName;
use crate::text::Clean;

/// The ids of the collection and of its only page, the same in every export.
const COLLECTION: &str = "urn:uuid:5a6e2b0c-7d1f-8c43-9a55-70756c6c7175";
const PAGE: &str = "urn:uuid:5a6e2b0c-7d1f-8c43-9a55-70756c6c7176";

/// Writes the start of the collection, before the annotations.
pub(super) fn write_head(out: &mut dyn Write) -> io::Result<()> {
    // Written by hand, since a story is written as soon as it is read: nothing holds the whole collection in
    // memory. The total comes last, when it is known.
    let context = json!(["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}]);
    write!(
        out,
        "{{\"@context\":{context},\"id\":\"{COLLECTION}\",\"type\":\"AnnotationCollection\",\
         \"label\":\"Quotes from pullquote\",\"first\":{{\"id\":\"{PAGE}\",\"type\":\"AnnotationPage\",\
         \"partOf\":\"{COLLECTION}\",\"startIndex\":0,\"items\":["
    )
}

/// Writes the end of the collection, after `total` annotations.
pub(super) fn write_tail(total: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n]}},\"total\":{total}}}")
}

/// Writes the annotations of a story after `before` others; returns how many it wrote.
///
/// `ids` are those of the export so far.
pub(super) fn write_story(
    story: &Story,
    before: usize,
    ids: &mut HashSet<String>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let itself = story.is_bookmarked || story.note.is_some();
    let quotes = story.quotes.iter().map(Some);
    let mut written = 0;
    for quote in itself.then_some(None).into_iter().chain(quotes) {
        let id = free_id(story, quote, ids);
        let annotation = match quote {
            Some(quote) => annotate_quote(story, quote, &id),
            None => annotate_story(story, &id),
        };
        let comma = if before + written > 0 { "," } else { "" };
        write!(out, "{comma}\n{annotation}")?;
        written += 1;
    }
    Ok(written)
}

/// Returns an id that no other annotation of the export has: a story may be there in two copies.
fn free_id(story: &Story, quote: Option<&StoryQuote>, ids: &mut HashSet<String>) -> String {
    let mut copy = 0;
    loop {
        let id = story.stable_urn(quote, copy);
        if ids.insert(id.clone()) {
            return id;
        }
        copy += 1;
    }
}

fn annotate_story(story: &Story, id: &str) -> Value {
    let mut bodies = note_bodies(story.note.as_ref(), &story.tags_with(None));
    bodies.push(article_node(story));
    json!({
        "id": id,
        "type": "Annotation",
        "motivation": "bookmarking",
        "body": bodies,
        "target": source_iri(story),
    })
}

/// Returns the speaker, as a person or a body only where the text shows which.
fn speaker_node(quote: &StoryQuote) -> Option<Value> {
    let name = quote.quoted.speaker.as_deref()?;
    let role = quote.quoted.role.as_deref();
    Some(match quote.speaker_sort {
        Some(SpeakerSort::Person) => {
            json!({"type": "schema:Person", "schema:name": name, "schema:jobTitle": role})
        }
        Some(SpeakerSort::Organisation) => {
            json!({"type": "schema:Organization", "schema:name": name, "schema:description": role})
        }
        None => json!({"schema:name": name, "schema:description": role}),
    })
}

fn annotate_quote(story: &Story, quote: &StoryQuote, id: &str) -> Value {
    let quoted = &quote.quoted;
    let mut bodies = note_bodies(quote.note.as_ref(), &story.tags_with(Some(quote)));
    bodies.push(json!({
        "type": "schema:Quotation",
        "schema:text": quoted.words.as_str(),
        "schema:spokenByCharacter": speaker_node(quote),
        "schema:isPartOf": article_node(story),
    }));
    // The motivations are from a fixed list of the model, which has one for a highlight and one for a remark on it.
    let motivation = if quote.note.is_some() {
        "commenting"
    } else {
        "highlighting"
    };
    let mut annotation = json!({
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {
            "source": source_iri(story),
            "selector": {
                "type": "TextQuoteSelector",
                "exact": quote.anchor.exact,
                // As the page has it, line breaks included, or no reader of annotations finds the place.
                "prefix": quote.anchor.before,
                "suffix": quote.anchor.after,
            },
        },
    });
    if let (Some(added), Value::Object(fields)) = (quote.added, &mut annotation) {
        fields.insert("created".to_owned(), added.to_string().into());
    }
    without_nulls(annotation)
}

fn note_bodies(note: Option<&Clean>, tags: &[&str]) -> Vec<Value> {
    let note = note.map(|note| {
        json!({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": note.as_str()})
    });
    let tags = tags
        .iter()
        .map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag}));
    note.into_iter().chain(tags).collect()
}

fn article_node(story: &Story) -> Value {
    let citation = &story.citation;
    let authors: Vec<Value> = citation
        .authors
        .iter()
        .map(|name| {
            let sort = match AuthorName::parse(name) {
                AuthorName::Person { .. } => "schema:Person",
                AuthorName::Organisation(_) => "schema:Organization",
            };
            json!({"type": sort, "schema:name": name.as_str()})
        })
        .collect();
    let source = citation.source.as_deref();
    let source = source.map(|name| json!({"type": "schema:Organization", "schema:name": name}));
    without_nulls(json!({
        "type": "schema:NewsArticle",
        "schema:headline": citation.title.as_str(),
        "schema:author": (!authors.is_empty()).then_some(authors),
        "schema:publisher": source,
        "schema:datePublished": citation.published.map(|day| day.to_string()),
        "schema:url": citation.url.as_deref(),
    }))
}

/// Returns the page's address, or a name for a story that has none.
fn source_iri(story: &Story) -> String {
    let url = story.citation.url.as_deref();
    url.map_or_else(|| story.stable_urn(None, 0), str::to_owned)
}

/// Leaves out what is not known; JSON-LD processors drop null, but some consumers reject it.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, without_nulls(value)))
                .collect(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::story::tests::story;
    use super::*;

    fn written(stories: &[Story]) -> Value {
        let mut out = Vec::new();
        write_head(&mut out).unwrap();
        let mut total = 0;
        let mut ids = HashSet::new();
        for story in stories {
            total += write_story(story, total, &mut ids, &mut out).unwrap();
        }
        write_tail(total, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_collection_has_what_the_model_requires() {
        let value = written(&[story(), story()]);
        assert_eq!(value["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(value["type"], "AnnotationCollection");
        assert_eq!(value["total"], 4);
        let items = value["first"]["items"].as_array().unwrap();
        assert_eq!(items.len(), 4);
        let ids: HashSet<&str> = items
            .iter()
            .filter_map(|item| item["id"].as_str())
            .collect();
        assert_eq!(ids.len(), 4, "copies of a story have ids of their own");
        for item in items {
            assert!(item["id"].as_str().unwrap().starts_with("urn:uuid:"));
            assert_eq!(item["type"], "Annotation");
            assert!(
                item["target"]["source"]
                    .as_str()
                    .unwrap()
                    .starts_with("https://")
            );
            assert_eq!(item["target"]["selector"]["type"], "TextQuoteSelector");
        }
    }

    #[test]
    fn a_quote_says_who_said_it_and_where_it_stands() {
        let value = written(&[story()]);
        let first = &value["first"]["items"][0];
        let selector = &first["target"]["selector"];
        assert_eq!(selector["exact"], "“Low water, waits for nobody,”");
        assert_eq!(selector["prefix"], "The gate stood open. ");
        assert_eq!(first["motivation"], "commenting");
        assert_eq!(first["created"], "1970-01-01T00:00:00Z");
        let bodies = first["body"].as_array().unwrap();
        let said = bodies.last().unwrap();
        assert_eq!(
            said["schema:spokenByCharacter"]["schema:jobTitle"],
            "the lock keeper"
        );
        assert_eq!(
            said["schema:isPartOf"]["schema:datePublished"],
            "2026-11-02"
        );
        assert_eq!(bodies[1]["purpose"], "tagging");
        assert_eq!(bodies[1]["value"], "drought");
    }

    #[test]
    fn the_context_is_that_of_the_page() {
        let mut story = story();
        story.quotes[0].anchor.before = "a long way.\n\nThe  gate\nstood ".to_owned();
        story.quotes[0].anchor.after = "\n\nThen he".to_owned();
        let value = written(&[story]);
        let selector = &value["first"]["items"][0]["target"]["selector"];
        assert_eq!(selector["prefix"], "a long way.\n\nThe  gate\nstood ");
        assert_eq!(selector["suffix"], "\n\nThen he");
    }

    #[rstest]
    #[case::a_person(Some(SpeakerSort::Person), "schema:Person".into())]
    #[case::a_body(Some(SpeakerSort::Organisation), "schema:Organization".into())]
    #[case::not_known(None, Value::Null)]
    fn a_speaker_is_a_person_where_the_text_shows_it(
        #[case] sort: Option<SpeakerSort>,
        #[case] expected: Value,
    ) {
        let mut story = story();
        story.quotes[0].speaker_sort = sort;
        let value = written(&[story]);
        let bodies = value["first"]["items"][0]["body"].as_array().unwrap();
        let speaker = &bodies.last().unwrap()["schema:spokenByCharacter"];
        assert_eq!(speaker["type"], expected);
        assert_eq!(speaker["schema:name"], "Ansel Rook");
    }

    #[test]
    fn a_story_without_an_address_has_a_name() {
        let mut story = story();
        story.citation.url = None;
        story.is_bookmarked = true;
        let value = written(&[story]);
        let target = &value["first"]["items"][0]["target"];
        assert!(target.as_str().unwrap().starts_with("urn:uuid:"));
    }

    #[test]
    fn nothing_to_annotate_is_an_empty_page() {
        assert_eq!(written(&[])["first"]["items"].as_array().unwrap().len(), 0);
    }
}
