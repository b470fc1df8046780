//! Writes the metadata of an article as YAML front matter, in the form that the loader reads.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::article::Metadata;
use crate::text::Clean;

/// Returns the front matter of an article, ending with a blank line; fields without a value are left out.
pub(super) fn front_matter_of(
    metadata: &Metadata,
    language: Option<&str>,
    saved: Timestamp,
) -> String {
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
    line(
        "date",
        metadata.published.map(|day| stamp(day, metadata.time)),
    );
    line("url", text(&metadata.url));
    line("language", language.map(yaml_string));
    line("tags", yaml_list(&metadata.tags));
    line("cut", metadata.cut.map(|cut| cut.as_str().to_owned()));
    line(
        "saved",
        Some(saved.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
    );
    lines + "---\n\n"
}

/// Returns a day, with the time if it is known: "2026-09-08T16:05:00".
fn stamp(day: Date, time: Option<Time>) -> String {
    time.map_or_else(|| day.to_string(), |time| day.to_datetime(time).to_string())
}

/// Returns a list in brackets; `None` if it is empty.
fn yaml_list(texts: &[Clean]) -> Option<String> {
    let texts: Vec<String> = texts.iter().map(|text| yaml_string(text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

/// Returns a text in quotation marks.
fn yaml_string(text: &str) -> String {
    // YAML's double-quoted strings know every escape of JSON, and JSON escapes whatever YAML would not take.
    serde_json::Value::from(text).to_string()
}
