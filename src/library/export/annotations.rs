//! Writes annotations in the W3C's Web Annotation Data Model, as one collection in JSON-LD:
//! <https://www.w3.org/TR/annotation-model/>.
//!
//! A quote is a highlight whose target is found by its words and those around them; the speaker and the source are in
//! a body in the vocabulary of schema.org.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::story::{Story, StoryQuote};
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
pub(super) fn write_story(story: &Story, before: usize, out: &mut dyn Write) -> io::Result<usize> {
    let itself = (story.is_bookmarked || story.note.is_some()).then(|| annotate_story(story));
    let quotes = story
        .quotes
        .iter()
        .map(|quote| annotate_quote(story, quote));
    let mut written = 0;
    for annotation in itself.into_iter().chain(quotes) {
        let comma = if before + written > 0 { "," } else { "" };
        write!(out, "{comma}\n{annotation}")?;
        written += 1;
    }
    Ok(written)
}

fn annotate_story(story: &Story) -> Value {
    let mut bodies = note_bodies(story.note.as_ref(), &story.tags);
    bodies.push(article_node(story));
    json!({
        "id": story.stable_urn(None),
        "type": "Annotation",
        "motivation": "bookmarking",
        "body": bodies,
        "target": source_iri(story),
    })
}

fn annotate_quote(story: &Story, quote: &StoryQuote) -> Value {
    let quoted = &quote.quoted;
    let mut bodies = note_bodies(quote.note.as_ref(), &story.tags);
    let speaker = quoted.speaker.as_deref().map(|name| {
        json!({"type": "schema:Person", "schema:name": name, "schema:jobTitle": quoted.role.as_deref()})
    });
    bodies.push(json!({
        "type": "schema:Quotation",
        "schema:text": quoted.words.as_str(),
        "schema:spokenByCharacter": speaker,
        "schema:isPartOf": article_node(story),
    }));
    // The motivations are from a fixed list of the model, which has one for a highlight and one for a remark on it.
    let motivation = if quote.note.is_some() {
        "commenting"
    } else {
        "highlighting"
    };
    let mut annotation = json!({
        "id": story.stable_urn(Some(quote)),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {
            "source": source_iri(story),
            "selector": {
                "type": "TextQuoteSelector",
                "exact": quote.anchor.exact,
                "prefix": prefix_of(quote),
                "suffix": suffix_of(quote),
            },
        },
    });
    if let (Some(added), Value::Object(fields)) = (quote.added, &mut annotation) {
        fields.insert("created".to_owned(), added.to_string().into());
    }
    without_nulls(annotation)
}

/// Returns the sentence before the quote; if it and the stored context differ in white space, the context as stored.
fn prefix_of(quote: &StoryQuote) -> String {
    let kept = &quote.anchor.before;
    let sentence = quote.quoted.before.as_str();
    let is_same =
        !kept.contains('\n') && !kept.is_empty() && sentence.len() >= kept.trim_end().len();
    if is_same && sentence.ends_with(kept.trim()) {
        let space = if kept.ends_with(' ') { " " } else { "" };
        return format!("{sentence}{space}");
    }
    kept.clone()
}

/// Returns the sentence after the quote; if it and the stored context differ in white space, the context as stored.
fn suffix_of(quote: &StoryQuote) -> String {
    let kept = &quote.anchor.after;
    let sentence = quote.quoted.after.as_str();
    let is_same =
        !kept.contains('\n') && !kept.is_empty() && sentence.len() >= kept.trim_start().len();
    if is_same && sentence.starts_with(kept.trim()) {
        let space = if kept.starts_with(' ') { " " } else { "" };
        return format!("{space}{sentence}");
    }
    kept.clone()
}

fn note_bodies(note: Option<&Clean>, tags: &[Clean]) -> Vec<Value> {
    let note = note.map(|note| {
        json!({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": note.as_str()})
    });
    let tags = tags
        .iter()
        .map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag.as_str()}));
    note.into_iter().chain(tags).collect()
}

fn article_node(story: &Story) -> Value {
    let citation = &story.citation;
    let authors: Vec<Value> = citation
        .authors
        .iter()
        .map(|name| json!({"type": "schema:Person", "schema:name": name.as_str()}))
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
    url.map_or_else(|| story.stable_urn(None), str::to_owned)
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
    use super::super::story::tests::story;
    use super::*;

    fn written(stories: &[Story]) -> Value {
        let mut out = Vec::new();
        write_head(&mut out).unwrap();
        let mut total = 0;
        for story in stories {
            total += write_story(story, total, &mut out).unwrap();
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
