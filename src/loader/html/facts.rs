//! What a page says about its article: title, authors, site, date, address, language.

use super::access::StatedAccess;
use super::printed::{self, StoryPlace};
use super::title::{self, PrintedTitle, StatedTitles};
use super::tree::{HtmlPage, PageHead};
use super::{json_ld, marks, names, people, prune, references, site};
use crate::article::Metadata;
use crate::loader::cut::PageAccess;
use crate::loader::date::{self, DayOrder};
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{language, outlet};
use crate::text::Clean;

/// The names that `meta` tags give each fact, the best first.
const TITLE: [&str; 6] = [
    "og:title",
    "sailthru.title",
    "parsely-title",
    "dc.title",
    "citation_title",
    "twitter:title",
];
const DESCRIPTION: [&str; 4] = [
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
];
const AUTHORS: [&str; 11] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author_name",
    "article.author",
    "cxenseparse:author",
];
const PUBLISHED: [&str; 16] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "date",
];

/// No title is longer than this many bytes: each is compared with many passages of the page.
const LONGEST_TITLE: usize = 1000;

/// What is known about an article, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PageFacts {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The words of the article.
    pub(super) body: Option<String>,
    /// Who may read it.
    pub(super) access: StatedAccess,
}

/// What a page states for programs, and the headline that it prints.
#[derive(Debug)]
pub(super) struct StatedFacts {
    facts: PageFacts,
    /// What the page states of its article in a sentence, each once; what it says of a picture is left out.
    descriptions: Vec<String>,
    /// The headline.
    pub(super) title: PrintedTitle,
    /// All titles that are stated.
    pub(super) titles: StatedTitles,
}

/// Returns what a page states: in JSON-LD, then in its `meta` tags.
pub(super) fn read_stated(page: &HtmlPage<'_>) -> StatedFacts {
    let head = &page.head;
    let mut stated = json_ld::read_article(&head.json);
    let is_title = |title: &String| title.len() <= LONGEST_TITLE;
    let titles = StatedTitles {
        shared: meta_content(head, &TITLE).filter(is_title),
        described: stated.title.take().filter(is_title),
        window: title_tag(head).filter(is_title),
    };
    let source = site::name_site(head, stated.source.as_deref(), &titles);
    let titles = titles.without_site(source.as_deref());
    let title = title::find_title(page, &titles, source.as_deref());
    let source = source.or_else(|| site::site_in_title(head, &title.text));
    let authors = if stated.authors.is_empty() {
        meta_authors(head)
    } else {
        stated.authors
    };
    let is_copy = site::is_rewritten_copy(head);
    let published = stated
        .published
        .or_else(|| meta_content(head, &PUBLISHED))
        .filter(|written| !is_copy && !is_unset(written));
    let descriptions = list_descriptions(page, stated.description);
    StatedFacts {
        facts: PageFacts {
            title: Some(title.text.clone()).filter(|title| !title.is_empty()),
            description: descriptions.first().cloned(),
            authors,
            published,
            url: site::canonical_url(page, stated.url),
            language: head.language.map(str::to_owned).or(stated.language),
            source,
            body: stated.body,
            access: stated.access,
        },
        descriptions,
        title,
        titles,
    }
}

/// Returns what a page states of its article in a sentence, the best first: in JSON-LD, then in its `meta` tags. Some pages
/// state the caption of their picture there.
fn list_descriptions(page: &HtmlPage<'_>, described: Option<String>) -> Vec<String> {
    let tags = DESCRIPTION
        .iter()
        .filter_map(|name| meta_content(&page.head, &[*name]));
    let mut found: Vec<String> = Vec::new();
    for text in described.into_iter().chain(tags) {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    let captions = page.nodes.iter().enumerate();
    let captions = captions.filter(|(_, node)| node.name == "figcaption");
    let captioned: Vec<&str> = captions
        .flat_map(|(number, _)| page.descendants(number))
        .filter_map(|at| page.nodes.get(at))
        .map(|node| node.text.trim())
        .collect();
    let is_caption = |text: &String| captioned.contains(&text.trim());
    found.retain(|text| !is_caption(text));
    found
}

impl StatedFacts {
    /// Returns the words that a page states as its article's.
    pub(super) fn body(&self) -> Option<&str> {
        self.facts.body.as_deref()
    }

    /// Returns who may read the article.
    pub(super) fn access(&self, page: &HtmlPage<'_>) -> PageAccess {
        self.facts.access.of_page(page)
    }

    /// Returns what a page states of its article in a sentence, the best first.
    pub(super) fn descriptions(&self) -> &[String] {
        &self.descriptions
    }

    /// Returns what is known of an article that is printed at `place`: what is stated before what is printed.
    pub(super) fn complete(&self, page: &HtmlPage<'_>, place: StoryPlace) -> Metadata {
        let order = DayOrder::of_language(self.facts.language.as_deref());
        let printed = printed::read_printed(page, place, order);
        let facts = &self.facts;
        let source = facts.source.as_deref();
        let stated = people::name_stated_authors(&facts.authors, source);
        let printed_names = people::name_printed_authors(&printed.authors, source);
        // A page may state only the first of several, and print them all.
        let is_same = |one: &Clean, other: &Clean| one.to_lowercase() == other.to_lowercase();
        let is_first = |name: &Clean| {
            let first = printed_names.first();
            first.is_some_and(|first| is_same(first, name))
        };
        let is_printed = |name: &Clean| printed_names.iter().any(|printed| is_same(printed, name));
        let is_part = stated.first().is_none_or(is_first)
            && stated.iter().all(is_printed)
            && printed_names.len() > stated.len();
        let is_site =
            |name: &Clean| source.is_some_and(|source| outlet::is_same_outlet(source, name));
        let is_person = |name: &Clean| !NEWSROOM.is_agency(name);
        let is_part = is_part
            || printed_names.iter().any(is_person)
                && stated
                    .iter()
                    .all(|name| is_site(name) || people::is_host(name) || is_login(name));
        let authors = if is_part { printed_names } else { stated };
        let published = facts
            .published
            .as_deref()
            .filter(|stated| date::find_date_in(stated, order).is_some());
        facts.to_metadata(authors, published.or(printed.published.as_deref()))
    }
}

/// Returns `true` if a name is one with which somebody logs in: "ihalloran2".
fn is_login(name: &str) -> bool {
    let is_sign =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    name.len() > 3 && name.bytes().all(is_sign)
}

/// Returns `true` if a day is the one that programs count from, which they write where none is set.
fn is_unset(written: &str) -> bool {
    ["1970-01-01", "0001-01-01", "0000-00-00"]
        .iter()
        .any(|zero| written.trim_start().starts_with(zero))
}

/// Returns the content of the first of some `meta` tags that is there.
pub(super) fn meta_content(head: &PageHead<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let mut of_name = head
            .meta
            .iter()
            .filter(|(written, _)| written.eq_ignore_ascii_case(name));
        of_name.find_map(|(_, content)| {
            let text = Clean::line(&references::resolve_references(content));
            (!text.is_empty()).then(|| text.as_str().to_owned())
        })
    })
}

/// Returns all authors in `meta` tags of the first name that has any; addresses are none.
fn meta_authors(head: &PageHead<'_>) -> Vec<String> {
    let of_name = |name: &&str| -> Vec<String> {
        let named = head
            .meta
            .iter()
            .filter(|(written, _)| written.eq_ignore_ascii_case(name));
        let texts =
            named.map(|(_, content)| references::resolve_references(content).trim().to_owned());
        texts
            .filter(|text| !text.is_empty() && !text.contains("://") && !text.starts_with('@'))
            .collect()
    };
    let found = AUTHORS
        .iter()
        .map(of_name)
        .find(|authors| !authors.is_empty());
    found.unwrap_or_default()
}

pub(super) fn title_tag(head: &PageHead<'_>) -> Option<String> {
    let title = Clean::line(&references::resolve_references(head.title?));
    (!title.is_empty()).then(|| title.as_str().to_owned())
}

/// How many bytes of an element's words are read where the first ones are enough.
const MOST_OF_ELEMENT: usize = 400;

/// What ends a part of an element's words, and a line of them; no text has it.
const PART_END: char = '\u{0}';
const LINE_END: char = '\u{1}';

/// Returns the words in an element on one line; of many words the first ones.
pub(super) fn element_text(page: &HtmlPage<'_>, number: usize) -> String {
    element_line(page, number, MOST_OF_ELEMENT).0
}

/// Returns the words in an element in the parts that elements separate and no blank does, and those that are lines; of many
/// words the first ones. The flag is `true` for a part that begins a line.
pub(super) fn element_parts(page: &HtmlPage<'_>, number: usize) -> Vec<(String, bool)> {
    let (text, _) = gather_text(page, number, MOST_OF_ELEMENT, true);
    let mut parts = Vec::new();
    for line in text.split(LINE_END) {
        for (at, part) in line.split(PART_END).enumerate() {
            parts.push((references::resolve_references(part).into_owned(), at == 0));
        }
    }
    parts
}

/// Returns the words in an element on one line; `None` if they have more than `most` bytes.
pub(super) fn whole_text(page: &HtmlPage<'_>, number: usize, most: usize) -> Option<String> {
    let (text, is_whole) = element_line(page, number, most);
    is_whole.then_some(text)
}

/// Returns the words in an element on one line, and `true` if they are all of them: reading stops after `most` bytes.
fn element_line(page: &HtmlPage<'_>, number: usize, most: usize) -> (String, bool) {
    let (text, is_whole) = gather_text(page, number, most, false);
    let line = Clean::line(&references::resolve_references(&text));
    (line.as_str().to_owned(), is_whole)
}

/// Returns the words in an element as they are written, and `true` if they are all of them; the parts may have ends.
fn gather_text(page: &HtmlPage<'_>, number: usize, most: usize, has_parts: bool) -> (String, bool) {
    /// Blanks and references take more room than what is read of them.
    const ROOM: usize = 8;
    let mut text = String::new();
    let mut reading_end = 0;
    for (at, node) in page
        .descendants(number)
        .filter_map(|at| Some((at, page.nodes.get(at)?)))
    {
        let is_mark = node.name == "sup" && marks::is_footnote_mark(page, at);
        if is_mark || prune::is_glued_reading(page, at) {
            reading_end = node.end;
        }
        if at < reading_end {
            continue;
        }
        // Elements that are set apart by their style alone: "Halloran" and "Staff Writer", "16:05" and "Updated".
        let is_end = |c: char| c.is_lowercase() || c.is_ascii_digit();
        let is_blank = |c: char| c.is_whitespace() || matches!(c, PART_END | LINE_END);
        if has_parts && !text.ends_with(is_blank) && !node.text.starts_with(is_blank) {
            text.push(PART_END);
        } else if text.ends_with(is_end) && node.text.starts_with(char::is_uppercase) {
            text.push(' ');
        }
        // An element around a text of many megabytes is no line, and may be one of a hundred around it.
        let room = (most * ROOM).saturating_sub(text.len());
        let end = node.text.floor_char_boundary(room);
        text.push_str(node.text.get(..end).unwrap_or_default());
        if names::is_block(node.name) || node.name == "br" {
            text.push(if has_parts { LINE_END } else { ' ' });
        }
        if text.len() > most {
            break;
        }
    }
    let is_whole = text.len() <= most;
    (text, is_whole)
}

impl PageFacts {
    /// Returns the facts as an article has them.
    fn to_metadata(&self, authors: Vec<Clean>, published: Option<&str>) -> Metadata {
        let order = DayOrder::of_language(self.language.as_deref());
        let url = self
            .url
            .as_deref()
            .map(str::trim)
            .filter(|url| is_link(url));
        Metadata {
            title: self.title.as_deref().map(Clean::line).unwrap_or_default(),
            standfirst: self
                .description
                .as_deref()
                .map(Clean::line)
                .filter(|line| !line.is_empty()),
            authors,
            source: self
                .source
                .as_deref()
                .map(Clean::line)
                .filter(|source| !source.is_empty()),
            published: published.and_then(|written| date::find_date_in(written, order)),
            url: url.map(Clean::line),
            language: self
                .language
                .as_deref()
                .and_then(language::normalize_tag)
                .map(|tag| Clean::line(&tag)),
            ..Metadata::default()
        }
    }
}

fn is_link(url: &str) -> bool {
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}
