//! Reads wallabag's export: a list of articles as JSON, with their texts, tags and annotations.

use serde::Deserialize;
use serde_json::Value;

use super::entry::{
    ImportBody, ImportEntry, ImportHighlight, ParsedExport, day_of, non_empty, parse_time,
};

/// An article.
#[derive(Deserialize)]
struct WallabagArticle {
    url: Option<String>,
    given_url: Option<String>,
    title: Option<String>,
    content: Option<String>,
    #[serde(default)]
    is_archived: Value,
    #[serde(default)]
    is_starred: Value,
    created_at: Option<String>,
    published_at: Option<String>,
    published_by: Option<Vec<Option<String>>>,
    domain_name: Option<String>,
    #[serde(default)]
    tags: Vec<Value>,
    #[serde(default)]
    annotations: Vec<WallabagAnnotation>,
}

/// Highlighted words, and the note on them.
#[derive(Deserialize)]
struct WallabagAnnotation {
    quote: Option<String>,
    text: Option<String>,
    created_at: Option<String>,
}

/// Returns `true` if the first object of a list looks like wallabag's.
pub(super) fn is_list(first: &Value) -> bool {
    first.get("is_archived").is_some() && first.get("is_starred").is_some()
}

/// Reads a list.
pub(super) fn read_list(list: Vec<Value>) -> ParsedExport {
    let mut taken = ParsedExport::default();
    for value in list {
        match serde_json::from_value::<WallabagArticle>(value) {
            Ok(saved) => taken.entries.push(entry_from_saved(saved)),
            Err(error) => taken
                .left
                .add("not in wallabag's format", &error.to_string()),
        }
    }
    taken
}

fn entry_from_saved(saved: WallabagArticle) -> ImportEntry {
    let at = |there: &Option<String>| there.as_deref().and_then(parse_time);
    let highlights = saved.annotations.iter().filter_map(|annotation| {
        Some(ImportHighlight {
            words: non_empty(annotation.quote.as_deref()?)?,
            note: annotation.text.as_deref().and_then(non_empty),
            added: at(&annotation.created_at),
        })
    });
    let authors = saved.published_by.iter().flatten().flatten();
    ImportEntry {
        url: saved.url.or(saved.given_url).as_deref().and_then(non_empty),
        title: saved.title.unwrap_or_default(),
        authors: authors.filter_map(|name| non_empty(name)).collect(),
        source: saved.domain_name.as_deref().and_then(non_empty),
        published: at(&saved.published_at).map(day_of),
        saved: at(&saved.created_at),
        tags: saved.tags.iter().filter_map(tag_label).collect(),
        is_read: is_on(&saved.is_archived),
        is_starred: is_on(&saved.is_starred),
        highlights: highlights.collect(),
        body: saved
            .content
            .as_deref()
            .and_then(non_empty)
            .map(ImportBody::Html),
    }
}

/// Reads a flag, which is a boolean or, in some versions, a number.
fn is_on(flag: &Value) -> bool {
    flag.as_bool().unwrap_or(false) || flag.as_i64().is_some_and(|number| number != 0)
}

fn tag_label(tag: &Value) -> Option<String> {
    tag.as_str()
        .or_else(|| tag.get("label")?.as_str())
        .and_then(non_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_its_annotations() {
        let list = serde_json::from_str(
            r#"[{"is_archived":1,"is_starred":0,"tags":["sea"],"is_public":false,"id":7,"title":"Ferry",
                "url":"https://a.example/1","content":"<p>Low water waits.</p>","created_at":"2024-05-06T07:08:09+0200",
                "published_by":["Ines Halloran",null],"domain_name":"a.example",
                "annotations":[{"text":"Ask him.","quote":"Low water","created_at":"2024-05-07T07:08:09+0200","ranges":[]}]},
               {"is_archived":true,"is_starred":true,"title":"Two","url":"https://a.example/2","tags":[{"label":"x"}]}]"#,
        )
        .unwrap();
        let taken = read_list(list);
        let first = &taken.entries[0];
        assert_eq!(first.highlights[0].words, "Low water");
        assert_eq!(first.highlights[0].note.as_deref(), Some("Ask him."));
        assert_eq!(first.authors, ["Ines Halloran"]);
        assert!(first.is_read && !first.is_starred && first.body.is_some());
        assert!(taken.entries[1].is_starred);
        assert_eq!(taken.entries[1].tags, ["x"]);
    }
}
