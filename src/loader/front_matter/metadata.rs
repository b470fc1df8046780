//! Fields of front matter to what is known about the article, by the names that other programs give them.

use jiff::civil::Date;

use super::FrontMatterFault;
use super::field::{Field, Fields};
use crate::article::{Metadata, TextCut};
use crate::loader::{clock, date, language, outlet, story};
use crate::text::Clean;

/// The names of each field, the best first.
const TITLE: &[&str] = &["title", "headline", "name"];
const STANDFIRST: &[&str] = &[
    "standfirst",
    "description",
    "summary",
    "subtitle",
    "dek",
    "excerpt",
];
const AUTHORS: &[&str] = &["authors", "author", "byline", "by", "creator"];
const DATE: &[&str] = &[
    "date",
    "published",
    "datepublished",
    "publishedat",
    "pubdate",
    "publishdate",
];
const SOURCE: &[&str] = &[
    "source",
    "publication",
    "outlet",
    "publisher",
    "site",
    "sitename",
    "website",
];
const URL: &[&str] = &[
    "url",
    "canonical",
    "canonicalurl",
    "link",
    "permalink",
    "originalurl",
    "sourceurl",
];
const TAGS: &[&str] = &["tags", "keywords", "categories"];
const LANGUAGE: &[&str] = &["language", "lang", "locale"];
const MINUTES: &[&str] = &["minutes", "readingtime"];
const CUT: &[&str] = &["cut"];

/// Returns `true` if a field of this name says something of an article.
pub(super) fn is_known(key: &str) -> bool {
    let lists = [
        TITLE, STANDFIRST, AUTHORS, DATE, SOURCE, URL, TAGS, LANGUAGE, MINUTES,
    ];
    lists.iter().any(|names| names.contains(&key))
}

/// Returns what the fields say; `matter` is the text they were read from.
pub(super) fn metadata_from_fields(
    fields: &Fields,
    matter: &str,
    faults: &mut Vec<FrontMatterFault>,
) -> Metadata {
    let texts = |names| {
        find_field(fields, names)
            .map(Field::all_texts)
            .unwrap_or_default()
    };
    let (url, source) = url_and_source(fields, matter, faults);
    let published = parse_published(fields, matter, faults);
    Metadata {
        title: field_text(fields, TITLE)
            .map(Clean::line)
            .unwrap_or_default(),
        standfirst: field_text(fields, STANDFIRST).map(Clean::line),
        authors: parse_authors(&texts(AUTHORS)),
        source,
        published,
        time: published
            .and_then(|_| field_text(fields, DATE))
            .and_then(clock::find_time),
        url,
        minutes: field_text(fields, MINUTES)
            .and_then(first_number)
            .unwrap_or_default(),
        language: field_text(fields, LANGUAGE)
            .and_then(language::normalize_tag)
            .map(|tag| Clean::line(&tag)),
        provenance: None,
        tags: parse_tags(&texts(TAGS)),
        cut: field_text(fields, CUT)
            .and_then(|name| TextCut::ALL.into_iter().find(|cut| cut.as_str() == name)),
    }
}

/// Returns the first field that has one of the names and says something.
fn find_field<'a>(fields: &'a Fields, names: &[&str]) -> Option<&'a Field> {
    let of_name = |name: &&str| fields.iter().rev().find(|(key, _)| key == name);
    let mut found = names.iter().filter_map(of_name).map(|(_, field)| field);
    found.find(|field| field.first_text().is_some())
}

fn field_text<'a>(fields: &'a Fields, names: &[&str]) -> Option<&'a str> {
    find_field(fields, names)?.first_text()
}

/// Reads names: a text may hold several, and entries of a list may be links as notes write them.
fn parse_authors(texts: &[&str]) -> Vec<Clean> {
    let mut authors: Vec<Clean> = Vec::new();
    for text in texts {
        let text = text.trim_start_matches("[[").trim_end_matches("]]");
        let text = text
            .strip_prefix("By ")
            .or_else(|| text.strip_prefix("by "))
            .unwrap_or(text);
        let names = story::list_authors(text);
        for name in names.iter().map(|name| Clean::line(name)) {
            if !name.is_empty() && !authors.contains(&name) {
                authors.push(name);
            }
        }
    }
    authors
}

/// Reads the link and the outlet; a source that is a link is both.
fn url_and_source(
    fields: &Fields,
    matter: &str,
    faults: &mut Vec<FrontMatterFault>,
) -> (Option<Clean>, Option<Clean>) {
    let source = field_text(fields, SOURCE);
    let linked = source.filter(|source| is_link(source));
    let written = field_text(fields, URL).map(|url| url.trim_matches(['<', '>']));
    if let Some(wrong) = written.filter(|url| !is_link(url)) {
        let message =
            format!("'{wrong}' is not a link: it must begin with http:// or https://; ignored");
        faults.push(FrontMatterFault::new(line_of(matter, wrong), message));
    }
    let url = written.filter(|url| is_link(url)).or(linked);
    let named = source.filter(|source| !is_link(source));
    let named = named.map(|source| outlet::known_name(source).unwrap_or(source));
    (url.map(Clean::line), named.map(Clean::line))
}

fn is_link(text: &str) -> bool {
    let scheme = text
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Reads the day of publication.
fn parse_published(
    fields: &Fields,
    matter: &str,
    faults: &mut Vec<FrontMatterFault>,
) -> Option<Date> {
    let written = field_text(fields, DATE)?;
    let day = date::find_date(written);
    if day.is_none() {
        let message = format!("'{written}' is not a date: write it as 2016-09-08; ignored");
        faults.push(FrontMatterFault::new(line_of(matter, written), message));
    }
    day
}

/// Reads tags: a list, or one text with commas.
fn parse_tags(texts: &[&str]) -> Vec<Clean> {
    let parts = match texts {
        [text] => text.split(',').collect(),
        _ => texts.to_vec(),
    };
    let mut tags: Vec<Clean> = Vec::new();
    for tag in parts
        .iter()
        .map(|tag| Clean::line(tag.trim().trim_start_matches('#')))
    {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Reads the first number of a text: "5 min".
fn first_number(text: &str) -> Option<u32> {
    let digits = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())?;
    digits
        .parse()
        .ok()
        .filter(|minutes| (1..=600).contains(minutes))
}

/// Returns the line of the file that holds a value.
fn line_of(matter: &str, value: &str) -> usize {
    let line = matter.lines().position(|line| line.contains(value));
    line.map_or(1, |line| line + 2)
}
