//! JSON Feed: <https://www.jsonfeed.org/version/1.1/>

use serde_json::Value;

use super::json_repair;
use super::raw::{FeedText, MarkupKind, RawEntry, RawFeed};

/// Reads a feed in JSON; an entry that is none is left out.
///
/// # Errors
/// Returns a message that says why the text is no feed.
pub(super) fn read_json(text: &str) -> Result<RawFeed, String> {
    let (feed, fault) = match serde_json::from_str::<Value>(text) {
        Ok(feed) => (feed, None),
        Err(error) => read_mended(text).ok_or_else(|| error.to_string())?,
    };
    let is_feed = text_of(&feed, "version").is_some_and(|version| version.contains("jsonfeed"));
    let items = feed.get("items").and_then(Value::as_array);
    let Some(items) = items.filter(|_| is_feed || feed.get("title").is_some()) else {
        return Err("it has no items as a JSON feed has".to_owned());
    };
    Ok(RawFeed {
        title: FeedText::new(
            text_of(&feed, "title").unwrap_or_default(),
            MarkupKind::Plain,
        ),
        link: text_of(&feed, "home_page_url").or_else(|| text_of(&feed, "feed_url")),
        language: text_of(&feed, "language"),
        authors: authors_of(&feed),
        entries: items
            .iter()
            .filter(|item| item.as_object().is_some_and(|item| !item.is_empty()))
            .map(read_item)
            .collect(),
        fault,
        ..RawFeed::default()
    })
}

/// Reads JSON whose faults can be mended; the other value says that its end was cut, if it was.
fn read_mended(text: &str) -> Option<(Value, Option<String>)> {
    let (mended, is_cut) = json_repair::repair_json(text);
    let feed = serde_json::from_str(&mended).ok()?;
    Some((feed, is_cut.then(|| "it ends within an entry".to_owned())))
}

fn read_item(item: &Value) -> RawEntry {
    let plain =
        |name: &str| FeedText::new(text_of(item, name).unwrap_or_default(), MarkupKind::Plain);
    let html = text_of(item, "content_html").map(|html| FeedText::new(html, MarkupKind::Html));
    let tags = item.get("tags").and_then(Value::as_array);
    RawEntry {
        title: plain("title"),
        content: html.unwrap_or_else(|| plain("content_text")),
        summary: plain("summary"),
        links: ["url", "external_url"]
            .iter()
            .filter_map(|name| text_of(item, name))
            .collect(),
        id: text_of(item, "id"),
        dates: [
            text_of(item, "date_published"),
            text_of(item, "date_modified"),
        ],
        authors: authors_of(item),
        tags: tags
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect(),
        language: text_of(item, "language"),
        ..RawEntry::default()
    }
}

/// Returns a text; a number is taken as one, as version 1.1 asks for identifiers.
fn text_of(object: &Value, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the names of authors: a list since version 1.1, one before.
fn authors_of(object: &Value) -> Vec<String> {
    let listed = object.get("authors").and_then(Value::as_array);
    let single = object.get("author").into_iter();
    let people = listed.into_iter().flatten().chain(single);
    people
        .filter_map(|person| text_of(person, "name"))
        .collect()
}
