//! Loads labelled articles: the brat standoff format of `PolNeAR`, and one JSON object a story.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::loader;
use pullquote::quotes::train::{LabelledArticle, LabelledQuote, Labels};
use serde::Deserialize;

/// Loads the labelled articles of a folder, by name; what cannot be read is left out.
///
/// # Errors
/// When the labels are there and make no sense.
pub(crate) fn load_corpus(folder: &Path) -> Result<Vec<LabelledArticle>, String> {
    let gold = folder.join("gold.jsonl");
    if gold.exists() {
        load_stories(folder, &gold)
    } else {
        Ok(load_standoff(folder))
    }
}

/// A story with its labels.
#[derive(Debug, Deserialize)]
struct Story {
    file: String,
    quotes: Vec<StoryQuote>,
    #[serde(default)]
    ignore: Vec<(usize, usize)>,
}

#[derive(Debug, Deserialize)]
struct StoryQuote {
    fragments: Vec<(usize, usize)>,
    #[serde(default)]
    source: Option<Vec<(usize, usize)>>,
    speaker: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

fn load_stories(folder: &Path, gold: &Path) -> Result<Vec<LabelledArticle>, String> {
    let text =
        fs::read_to_string(gold).map_err(|error| format!("'{}': {error}", gold.display()))?;
    let mut articles = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let story: Story = serde_json::from_str(line)
            .map_err(|error| format!("'{}', line {}: {error}", gold.display(), number + 1))?;
        let quotes = story.quotes.into_iter().map(|quote| LabelledQuote {
            content: quote.fragments,
            source: quote.source.unwrap_or_default(),
            speakers: quote.speaker.into_iter().chain(quote.also).collect(),
        });
        let labels = Labels {
            quotes: quotes.collect(),
            ignored: story.ignore,
        };
        articles.extend(load_article(&folder.join("text").join(&story.file), labels));
    }
    Ok(articles)
}

fn load_standoff(folder: &Path) -> Vec<LabelledArticle> {
    let labels = list_files(&folder.join("attributions"));
    let load = |path: &PathBuf| {
        let prefix = format!("{}_", path.file_stem()?.to_str()?);
        let has_prefix = |label: &&PathBuf| {
            let name = label.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&prefix))
        };
        // Of several annotators the first by name.
        let labels = fs::read_to_string(labels.iter().find(has_prefix)?).ok()?;
        load_article(path, parse_standoff(&labels))
    };
    list_files(&folder.join("text"))
        .iter()
        .filter_map(load)
        .collect()
}

fn load_article(path: &Path, labels: Labels) -> Option<LabelledArticle> {
    let bytes = fs::read(path).ok()?;
    Some(LabelledArticle {
        name: path.file_name()?.to_str()?.to_owned(),
        article: loader::load(path).articles.pop()?,
        file: String::from_utf8_lossy(&bytes).into_owned(),
        labels,
    })
}

fn list_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort_unstable();
    files
}

/// Parses a label file in brat's standoff format (<https://brat.nlplab.org/standoff.html>).
fn parse_standoff(labels: &str) -> Labels {
    let spans: HashMap<&str, Vec<(usize, usize)>> = labels.lines().filter_map(parse_span).collect();
    let events = labels.lines().filter(|line| line.starts_with('E'));
    let quotes = events
        .filter_map(|line| line.split_once('\t'))
        .map(|(_, roles)| parse_event(roles, &spans))
        .filter(|quote| !quote.content.is_empty());
    Labels {
        quotes: quotes.collect(),
        ignored: Vec::new(),
    }
}

/// Parses `T4<tab>Content 12 20;25 31<tab>words`.
fn parse_span(line: &str) -> Option<(&str, Vec<(usize, usize)>)> {
    let mut fields = line.split('\t');
    let id = fields.next().filter(|id| id.starts_with('T'))?;
    let (_, places) = fields.next()?.split_once(' ')?;
    let ranges = places.split(';').filter_map(|place| {
        let (start, end) = place.split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    });
    Some((id, ranges.collect()))
}

/// Parses `Attribution:T4 Content:T3 Cue:T2 Source:T1`.
fn parse_event(roles: &str, spans: &HashMap<&str, Vec<(usize, usize)>>) -> LabelledQuote {
    let mut quote = LabelledQuote::default();
    for (role, id) in roles.split(' ').filter_map(|part| part.split_once(':')) {
        let ranges = spans.get(id).into_iter().flatten().copied();
        match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "Content" => quote.content.extend(ranges),
            "Source" => quote.source.extend(ranges),
            _ => {}
        }
    }
    quote.content.sort_unstable();
    quote.source.sort_unstable();
    quote
}
