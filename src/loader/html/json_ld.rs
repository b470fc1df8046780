//! Reads what a page says about its article in JSON-LD, as news outlets write it for search engines.

use serde_json::Value;

use super::access::StatedAccess;
use super::facts::PageFacts;
use super::references;

/// The endings of the schema.org types that are articles, and further types that are.
const ENDINGS: [&str; 3] = ["Article", "Posting", "Report"];
const TYPES: [&str; 3] = ["Review", "Recipe", "OpinionPiece"];

/// No more objects of a page are looked at.
const MOST_OBJECTS: usize = 2000;

/// Returns the facts of the article among the objects of a page's scripts; empty if there is none.
pub(super) fn read_article(scripts: &[&str]) -> PageFacts {
    let values: Vec<Value> = scripts
        .iter()
        .filter_map(|script| parse_script(script))
        .collect();
    let objects = collect_objects(&values);
    let articles = objects.iter().filter(|object| is_article(object));
    // Of several articles, as on a page of comments or other stories, the fullest one is meant.
    let Some(article) = articles.max_by_key(|article| count_fields(article)) else {
        return PageFacts::default();
    };
    let text = |name: &str| text_of(article.get(name)?);
    PageFacts {
        title: text("headline").or_else(|| text("name")),
        description: text("description"),
        authors: person_names(article.get("author").or(article.get("creator")), &objects),
        source: article
            .get("publisher")
            .and_then(|publisher| name_of(publisher, &objects)),
        published: text("datePublished").or_else(|| text("dateCreated")),
        url: text("url").or_else(|| address_of(article.get("mainEntityOfPage")?)),
        language: text("inLanguage"),
        body: article
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned),
        access: StatedAccess::read(article),
    }
}

/// Parses a script, with the faults that templates make: line breaks in texts, which JSON forbids (RFC 8259, section 7),
/// a comma after the last entry, a comment or a CDATA section around it all.
fn parse_script(script: &str) -> Option<Value> {
    // The brackets of `<![CDATA[` and `]]>` are not those of a list.
    let script = match script.split_once("<![CDATA[") {
        Some((_, inside)) => inside
            .rsplit_once("]]>")
            .map_or(inside, |(inside, _)| inside),
        None => script,
    };
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    serde_json::from_str(json)
        .or_else(|_| serde_json::from_str(&mend_json(json)))
        .ok()
}

/// Writes JSON without the control characters in its texts and the commas after last entries.
fn mend_json(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for c in json.chars() {
        if matches!(c, '}' | ']') && !is_text {
            let kept = mended.trim_end().trim_end_matches(',').len();
            mended.truncate(kept);
        }
        is_text ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        mended.push(if c.is_control() { ' ' } else { c });
    }
    mended
}

/// Returns the objects of all scripts, those in lists and graphs too.
fn collect_objects(values: &[Value]) -> Vec<&Value> {
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    let mut objects = Vec::new();
    while let Some(value) = waiting.pop().filter(|_| objects.len() < MOST_OBJECTS) {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(fields) => {
                objects.push(value);
                // JSON-LD 1.1, section 4.9: `@graph`; the others are properties of schema.org.
                let nested = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"];
                waiting.extend(nested.iter().filter_map(|name| fields.get(*name)));
            }
            _ => {}
        }
    }
    objects
}

fn is_article(object: &Value) -> bool {
    let is_type =
        |name: &str| ENDINGS.iter().any(|ending| name.ends_with(ending)) || TYPES.contains(&name);
    match object.get("@type") {
        Some(Value::String(name)) => is_type(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_type),
        _ => false,
    }
}

fn count_fields(article: &Value) -> usize {
    let names = [
        "headline",
        "author",
        "datePublished",
        "publisher",
        "mainEntityOfPage",
        "articleBody",
    ];
    names
        .iter()
        .filter(|name| article.get(**name).is_some())
        .count()
}

/// Returns a text, or the first of several.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(values) => values.first()?.as_str()?,
        Value::Object(fields) => fields.get("name").or(fields.get("@value"))?.as_str()?,
        _ => return None,
    };
    let text = references::resolve_references(text);
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

fn address_of(value: &Value) -> Option<String> {
    let address = value.as_str().or_else(|| value.get("@id")?.as_str());
    address.map(str::to_owned)
}

/// Returns the name of a person or organisation; one that is only referred to is looked up.
fn name_of(value: &Value, objects: &[&Value]) -> Option<String> {
    // A node may only be referred to by its identifier (JSON-LD 1.1, section 3.3).
    if let Some(id) = value.get("@id").filter(|_| value.get("name").is_none()) {
        let is_meant =
            |object: &&&Value| object.get("@id") == Some(id) && object.get("name").is_some();
        return text_of(objects.iter().find(is_meant)?.get("name")?);
    }
    text_of(value).or_else(|| name_in_parts(value))
}

/// Returns the name of a person who has it in parts.
fn name_in_parts(value: &Value) -> Option<String> {
    let given = value.get("givenName").and_then(text_of);
    let family = value.get("familyName").and_then(text_of)?;
    Some(given.map_or_else(|| family.clone(), |given| format!("{given} {family}")))
}

/// Returns the names of people.
fn person_names(value: Option<&Value>, objects: &[&Value]) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| name_of(value, objects))
            .collect(),
        Some(value @ Value::Object(fields)) => match fields.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(text_of).collect(),
            _ => name_of(value, objects).into_iter().collect(),
        },
        Some(value) => text_of(value).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph_is_found_with_the_people_it_refers_to() {
        let facts = read_article(&[r##"<!-- {"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"Harbor Ledger","url":"https://ledger.example/"},
            {"@type":["NewsArticle"],"headline":"Ferry &amp; crew stop","author":{"@id":"#1"},
             "publisher":{"@type":"Organization","name":"Harbor Ledger"},"datePublished":"2026-09-08T16:05:00+02:00",
             "mainEntityOfPage":{"@id":"https://ledger.example/ferry"}},
            {"@type":"Person","@id":"#1","name":"Ines Halloran"}]} -->"##]);
        assert_eq!(facts.title.as_deref(), Some("Ferry & crew stop"));
        assert_eq!(facts.authors, ["Ines Halloran"]);
        assert_eq!(facts.source.as_deref(), Some("Harbor Ledger"));
        assert_eq!(facts.url.as_deref(), Some("https://ledger.example/ferry"));
        assert_eq!(
            facts.published.as_deref(),
            Some("2026-09-08T16:05:00+02:00")
        );
    }

    #[test]
    fn line_breaks_in_texts_are_forgiven() {
        let facts = read_article(&[
            "[{\"@type\":\"BlogPosting\",\"headline\":\"Ferry\nstops\",\"author\":[\"A B\",{\"name\":\"C D\"}]}]",
        ]);
        assert_eq!(facts.title.as_deref(), Some("Ferry stops"));
        assert_eq!(facts.authors, ["A B", "C D"]);
    }

    #[test]
    fn a_name_may_be_in_parts() {
        let facts = read_article(&[r#"{"@type":"NewsArticle","headline":"Ferry stops",
            "author":[{"@type":"Person","familyName":"Halloran","givenName":"Ines"},{"@type":"Person","familyName":"Vance"}]}"#]);
        assert_eq!(facts.authors, ["Ines Halloran", "Vance"]);
    }

    #[test]
    fn nesting_without_end_is_survived() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(
            read_article(&[&deep, "{", "nonsense"]),
            PageFacts::default()
        );
    }
}
