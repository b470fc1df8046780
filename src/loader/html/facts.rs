//! What a page says about its article: title, authors, site, date, address, language.

use super::tree::{HtmlPage, PageHead};
use super::{json_ld, names, references};
use crate::article::Metadata;
use crate::loader::{date, outlet, story};
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
const AUTHORS: [&str; 12] = [
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
    "twitter:data1",
];
const SOURCE: [&str; 5] = [
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_journal_title",
    "al:android:app_name",
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
}

/// Returns what a page says: in JSON-LD, then in its `meta` tags, then in its text.
pub(super) fn read_facts(page: &HtmlPage<'_>) -> PageFacts {
    let head = &page.head;
    // What is written for machines is more reliable than what is displayed.
    let stated = json_ld::read_article(&head.json);
    let seen = visible_facts(page);
    let title = stated.title.or_else(|| meta_content(head, &TITLE));
    let source = stated
        .source
        .or_else(|| meta_content(head, &SOURCE))
        .or_else(|| site_in_title(head, title.as_deref().or(seen.title.as_deref())));
    let authors = if stated.authors.is_empty() {
        meta_authors(head)
    } else {
        stated.authors
    };
    PageFacts {
        title: title
            .or(seen.title)
            .or_else(|| title_tag(head))
            .map(|title| without_site(&title, source.as_deref())),
        description: stated
            .description
            .or_else(|| meta_content(head, &DESCRIPTION)),
        authors: if authors.is_empty() {
            seen.authors
        } else {
            authors
        },
        published: stated
            .published
            .or_else(|| meta_content(head, &PUBLISHED))
            .or(seen.published),
        url: canonical_url(head, stated.url),
        language: head.language.map(str::to_owned).or(stated.language),
        source,
        body: stated.body,
    }
}

/// Returns the content of the first of some `meta` tags that is there.
fn meta_content(head: &PageHead<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let mut of_name = head
            .meta
            .iter()
            .filter(|(written, _)| written.eq_ignore_ascii_case(name));
        of_name.find_map(|(_, content)| {
            let text = references::resolve_references(content);
            (!text.trim().is_empty()).then(|| text.trim().to_owned())
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

/// Returns the address: canonical, else as stated, else from where it was saved; never that of a whole site.
fn canonical_url(head: &PageHead<'_>, stated: Option<String>) -> Option<String> {
    let saved_from = head.saved_from.and_then(|comment| {
        let start = comment.find("http")?;
        comment.get(start..)?.split_ascii_whitespace().next()
    });
    // RFC 6596: the canonical link relation.
    let canonical = head
        .canonical
        .map(|url| references::resolve_references(url).trim().to_owned());
    let shared = meta_content(head, &["og:url", "twitter:url"]);
    let found = [canonical, shared, stated, saved_from.map(str::to_owned)];
    let is_page = |url: &String| {
        let place = url
            .split_once("://")
            .map(|(_, place)| place.trim_end_matches('/'));
        place.is_some_and(|place| place.contains(['/', '?']))
    };
    found.into_iter().flatten().find(is_page)
}

fn title_tag(head: &PageHead<'_>) -> Option<String> {
    let title = Clean::line(&references::resolve_references(head.title?));
    (!title.is_empty()).then(|| title.as_str().to_owned())
}

/// Returns the name of the site: what precedes or follows the article's title in the title of the page.
fn site_in_title(head: &PageHead<'_>, title: Option<&str>) -> Option<String> {
    const LONGEST: usize = 40;
    let whole = title_tag(head)?;
    let (before, after) = whole.split_once(Clean::line(title?).as_str())?;
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '!' | '?' | '.');
    let sites = [
        after.strip_prefix(is_sign_or_blank),
        before.strip_suffix(is_sign_or_blank),
    ];
    let mut sites = sites
        .into_iter()
        .flatten()
        .map(|site| site.trim_matches(is_sign));
    sites
        .find(|site| (2..=LONGEST).contains(&site.len()))
        .map(str::to_owned)
}

fn is_sign_or_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | ':' | '-' | '–' | '—' | '»' | '•')
}

/// Returns a title without the name of the site at its end, or a trailing part that is short compared with the rest.
fn without_site(title: &str, source: Option<&str>) -> String {
    let title = title.trim();
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        let Some((head, last)) = title.rsplit_once(separator) else {
            continue;
        };
        let is_site = source.is_some_and(|source| outlet::is_same_outlet(source, last))
            || separator == " | "
                && last.split_whitespace().count() <= 5
                && head.len() > last.len();
        if is_site && head.split_whitespace().count() >= 2 {
            return without_site(head, source);
        }
    }
    title.to_owned()
}

/// Returns what the text of a page shows: a heading, a line "By …", a time.
fn visible_facts(page: &HtmlPage<'_>) -> PageFacts {
    let mut facts = PageFacts::default();
    for (number, node) in page
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.name.is_empty())
    {
        if node.name == "h1" && facts.title.is_none() {
            facts.title = Some(element_text(page, number)).filter(|title| title.len() > 3);
        }
        if node.name == "time" && facts.published.is_none() {
            let stamp = node.attributes.get("datetime").unwrap_or_default();
            facts.published = [stamp.to_owned(), element_text(page, number)]
                .into_iter()
                .find(|text| date::find_date(text).is_some());
        }
        let is_by = |value: &str| {
            matches!(value, "author" | "byline")
                || value.contains("byline")
                || value.contains("author-name")
        };
        let names_author = ["rel", "itemprop", "class"];
        let is_author = facts.authors.is_empty()
            && names_author
                .iter()
                .any(|name| node.attributes.get(name).is_some_and(is_by));
        if is_author {
            facts.authors = author_names(&element_text(page, number));
        }
    }
    facts
}

/// Returns the names in a line about authors; a long line is a biography.
fn author_names(line: &str) -> Vec<String> {
    const LONGEST: usize = 120;
    let names = line
        .strip_prefix("By ")
        .or(line.strip_prefix("by "))
        .unwrap_or(line);
    if names.len() > LONGEST {
        Vec::new()
    } else {
        story::list_names(names)
    }
}

/// Returns the words in an element on one line.
fn element_text(page: &HtmlPage<'_>, number: usize) -> String {
    const MOST: usize = 400;
    let mut text = String::new();
    for node in page
        .descendants(number)
        .filter_map(|number| page.nodes.get(number))
    {
        text.push_str(node.text);
        if names::is_block(node.name) || node.name == "br" {
            text.push(' ');
        }
        if text.len() > MOST {
            break;
        }
    }
    Clean::line(&references::resolve_references(&text))
        .as_str()
        .to_owned()
}

impl PageFacts {
    /// Returns the facts as an article has them.
    pub(super) fn to_metadata(&self) -> Metadata {
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
            authors: split_authors(&self.authors),
            source: self
                .source
                .as_deref()
                .map(Clean::line)
                .filter(|source| !source.is_empty()),
            published: self.published.as_deref().and_then(date::find_date),
            url: url.map(Clean::line),
            language: self
                .language
                .as_deref()
                .and_then(normalize_language)
                .map(|tag| Clean::line(&tag)),
            ..Metadata::default()
        }
    }
}

/// Returns the authors, each once; a text may hold several names.
fn split_authors(texts: &[String]) -> Vec<Clean> {
    let mut authors: Vec<Clean> = Vec::new();
    for text in texts {
        let text = text
            .strip_prefix("By ")
            .or(text.strip_prefix("by "))
            .unwrap_or(text);
        let words = text.split_whitespace().filter(|word| !word.contains('@'));
        let text = words.collect::<Vec<_>>().join(" ");
        let names = story::list_authors(&text);
        for name in names.iter().map(|name| Clean::line(name)) {
            if !name.is_empty() && name.len() < 80 && !authors.contains(&name) {
                authors.push(name);
            }
        }
    }
    authors
}

fn is_link(url: &str) -> bool {
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Returns a language tag in its usual form (BCP 47); `None` if it is malformed.
fn normalize_language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let first = tag.split('-').next()?;
    let is_tag = (2..=3).contains(&first.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then_some(tag)
}
