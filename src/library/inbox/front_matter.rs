//! Writes what is known of an article as YAML, the way the loader reads it.

use std::fmt::Write;

use jiff::Timestamp;

use crate::article::Metadata;
use crate::text::Clean;

/// Returns the lines above the text of an article that was saved at a time.
pub(super) fn front_matter_of(metadata: &Metadata, saved: Timestamp) -> String {
    let mut lines = String::from("---\n");
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _infallible = writeln!(lines, "{name}: {value}");
        }
    };
    let text = |text: &Option<Clean>| text.as_ref().map(|text| yaml_string(text));
    line(
        "title",
        Some(yaml_string(&metadata.title)).filter(|_| !metadata.title.is_empty()),
    );
    line("standfirst", text(&metadata.standfirst));
    line("authors", yaml_list(&metadata.authors));
    line("source", text(&metadata.source));
    line("date", metadata.published.map(|day| day.to_string()));
    line("url", text(&metadata.url));
    line("language", text(&metadata.language));
    line("tags", yaml_list(&metadata.tags));
    line(
        "saved",
        Some(saved.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
    );
    lines + "---\n\n"
}

/// Returns a list in brackets; `None` for an empty one.
fn yaml_list(texts: &[Clean]) -> Option<String> {
    let texts: Vec<String> = texts.iter().map(|text| yaml_string(text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

/// Returns a text in quotation marks; what must be escaped in JSON must be in YAML, and is in the same way.
fn yaml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
