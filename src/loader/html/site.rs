//! The name of the site that a page is of, and the address that it was first at.

use super::facts::{meta_content, title_tag};
use super::references;
use super::title::StatedTitles;
use super::tree::{HtmlNode, HtmlPage, PageHead};
use crate::loader::left_out::letters_and_digits;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, outlet};
use crate::text::Clean;
use url::Url;

/// The names that `meta` tags give the site, the best first.
const SOURCE: [&str; 5] = [
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_journal_title",
    "al:android:app_name",
];

/// The hosts that keep copies of other pages.
const ARCHIVES: [&str; 10] = [
    "archive.fo",
    "archive.is",
    "archive.li",
    "archive.md",
    "archive.org",
    "archive.ph",
    "archive.today",
    "archive.vn",
    "web.archive.org",
    "webcache.googleusercontent.com",
];

/// Returns the name of the site: its own before that of the company behind it.
///
/// `titles` are the article's own titles, which the title of the page may enclose with the name of the site.
pub(super) fn name_site(
    head: &PageHead<'_>,
    publisher: Option<&str>,
    titles: &StatedTitles,
) -> Option<String> {
    let stated = SOURCE.iter().filter_map(|name| meta_content(head, &[name]));
    let own = stated.filter(|name| is_site_name(name, titles));
    let mut named: Vec<String> = own.collect();
    named.extend(
        publisher
            .filter(|name| is_site_name(name, titles))
            .map(str::to_owned),
    );
    named.extend(titles.all().find_map(|title| site_in_title(head, title)));
    let mut papers = named.iter().filter(|name| !NEWSROOM.is_company(name));
    let name = papers.next().or(named.first())?;
    Some(name.clone())
}

/// Returns `true` if a text can be the name of a site: no program, no address, not the title of the article.
fn is_site_name(name: &str, titles: &StatedTitles) -> bool {
    const LONGEST: usize = 60;
    let lower = name.trim().to_lowercase();
    let letters = letters_and_digits(name);
    !letters.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with('@')
        && !name.contains("://")
        && !NEWSROOM.software.contains(lower.as_str())
        && !ARCHIVES.contains(&lower.as_str())
        && !titles
            .all()
            .any(|title| letters_and_digits(title) == letters)
}

/// Returns the name of the site: what precedes or follows the article's title in the title of the page.
pub(super) fn site_in_title(head: &PageHead<'_>, title: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let whole = title_tag(head)?;
    let (before, after) = whole.split_once(Clean::line(title).as_str())?;
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '!' | '?' | '.');
    let sites = [
        after.strip_prefix(is_sign_or_blank),
        before.strip_suffix(is_sign_or_blank),
    ];
    let sites = sites.into_iter().flatten();
    let mut sites = sites.filter_map(|around| {
        // "Headline | by Ines Halloran | Coast Notes | Mar, 2026 | Medium", "港口开放_地方_北岸新闻网"
        let parts = around.rsplit(" | ").flat_map(|part| part.rsplit('_'));
        let mut parts = parts.map(|part| part.trim_matches(is_sign));
        parts.find(|part| is_part_of_title(part))
    });
    sites
        .find(|site| (2..=LONGEST).contains(&site.len()))
        .map(str::to_owned)
}

/// Returns `true` if a part of the title of a window can be the name of the site: no author, day, or program.
fn is_part_of_title(part: &str) -> bool {
    let lower = part.to_lowercase();
    let is_month = part
        .split([' ', ','])
        .next()
        .is_some_and(|word| date::is_month(word) && part.ends_with(|c: char| c.is_ascii_digit()));
    part.starts_with(char::is_alphabetic)
        && !is_month
        && !lower.starts_with("by ")
        && !NEWSROOM.sections.contains(lower.as_str())
        && !NEWSROOM.software.contains(lower.as_str())
}

fn is_sign_or_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜' | '_' | ':' | '-' | '–' | '—' | '»' | '•')
}

/// Returns a title without the name of the site at its end or beginning, or a trailing part that is short compared with
/// the rest.
pub(super) fn without_site(title: &str, source: Option<&str>) -> String {
    let mut title = title.trim();
    while let Some(shorter) = strip_site(title, source) {
        title = shorter.trim();
    }
    title.to_owned()
}

/// Returns a title without one name of the site; `None` if it has none.
fn strip_site<'t>(title: &'t str, source: Option<&str>) -> Option<&'t str> {
    const SEPARATORS: [&str; 15] = [
        " | ", " - ", " – ", " — ", " :: ", " » ", " › ", " • ", " * ", " : ", "|", "｜", "：",
        "_", "-",
    ];
    for separator in SEPARATORS {
        let is_source =
            |part: &str| source.is_some_and(|source| outlet::is_same_outlet(source, part.trim()));
        if let Some((head, last)) = title.rsplit_once(separator) {
            let is_site = is_source(last)
                || separator == " | "
                    && last.split_whitespace().nth(5).is_none()
                    && head.len() > last.len()
                // What is behind a colon is the news.
                || !matches!(separator, "：" | " : ") && is_chinese_paper(last);
            let is_long = head.split_whitespace().nth(1).is_some() || is_source(last);
            if is_site && (is_long || !head.is_ascii()) {
                return Some(head);
            }
        }
        // Without blanks it may be a compound: "Ledger-Fest".
        let is_parted = separator.len() > 1;
        if let Some((first, rest)) = title.split_once(separator)
            && is_source(first)
            && (is_parted || separator == "|")
        {
            return Some(rest);
        }
    }
    None
}

/// Returns `true` if the end of a title is the name of a Chinese paper or site: "北岸新闻网".
fn is_chinese_paper(name: &str) -> bool {
    const LONGEST: usize = 10;
    const ENDINGS: [&str; 6] = ["网", "網", "报", "報", "新闻", "新聞"];
    /// Forecasts, warnings and reports end like papers.
    const OTHERS: [&str; 8] = [
        "预报", "警报", "通报", "举报", "汇报", "預報", "警報", "通報",
    ];
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    name.chars().count() <= LONGEST && ends_with(&ENDINGS) && !ends_with(&OTHERS)
}

/// Returns the address of a page: canonical, else as stated, else from where it was saved; never that of a whole site.
///
/// A copy in an archive has the address of what was copied.
pub(super) fn canonical_url(page: &HtmlPage<'_>, stated: Option<String>) -> Option<String> {
    let head = &page.head;
    let saved_from = head.saved_from.and_then(|comment| {
        let start = comment.find("http")?;
        comment.get(start..)?.split_ascii_whitespace().next()
    });
    // RFC 6596: the canonical link relation.
    let canonical = head.canonical.map(|url| absolute_address(head, url));
    let shared = meta_content(head, &["og:url", "twitter:url"]);
    let found = [
        canonical,
        shared,
        stated,
        saved_from.map(str::to_owned),
        reader_address(page),
    ];
    let is_page = |url: &&String| {
        let place = url
            .split_once("://")
            .map(|(_, place)| place.trim_end_matches('/'));
        place.is_some_and(|place| place.contains(['/', '?']))
    };
    let found: Vec<String> = found.into_iter().flatten().collect();
    let original = found.iter().find_map(|url| archived_address(url));
    let copied = || copied_address(page).filter(|_| found.iter().any(|url| is_of_archive(url)));
    original
        .or_else(copied)
        .or_else(|| found.iter().find(is_page).cloned())
}

/// Returns an address as it is written, or resolved against what the page says that it is relative to.
fn absolute_address(head: &PageHead<'_>, written: &str) -> String {
    let address = references::resolve_references(written).trim().to_owned();
    if address.contains("://") {
        return address;
    }
    let base = head.base.map(references::resolve_references);
    let base = base.and_then(|base| Url::parse(base.trim()).ok());
    let whole = base.and_then(|base| base.join(&address).ok());
    whole.map_or(address, String::from)
}

/// Returns `true` if an address is one of a host that keeps copies.
fn is_of_archive(url: &str) -> bool {
    let place = url.split_once("://").map(|(_, place)| place);
    let host = place.and_then(|place| place.split('/').next());
    host.is_some_and(|host| ARCHIVES.contains(&host.trim_start_matches("www.")))
}

/// Returns the address in the field at the top of a copy that says of what page it is.
fn copied_address(page: &HtmlPage<'_>) -> Option<String> {
    const LOOKED_AT: usize = 200;
    let mut fields = page.nodes.iter().take(LOOKED_AT);
    fields.find_map(|node| {
        let value = node
            .attributes
            .get("value")
            .filter(|_| node.name == "input")?;
        let address = references::resolve_references(value).trim().to_owned();
        (address.starts_with("http") && !is_of_archive(&address)).then_some(address)
    })
}

/// Returns the address of what an archive copied: of `https://web.archive.org/web/2016/https://…` the second one.
fn archived_address(url: &str) -> Option<String> {
    let (_, place) = url.split_once("://")?;
    let (host, path) = place.split_once('/')?;
    let host = host.trim_start_matches("www.");
    let is_archive = ARCHIVES.contains(&host);
    let start = path.find("http").filter(|_| is_archive)?;
    let original = path.get(start..)?;
    original.contains("://").then(|| original.to_owned())
}

/// Returns `true` if the facts that a page states are those of a copy in an archive that rewrites them.
pub(super) fn is_rewritten_copy(head: &PageHead<'_>) -> bool {
    // archive.today states the day and the address of its own copy; the Wayback Machine leaves those of the page.
    let stated = meta_content(head, &["og:site_name"]).unwrap_or_default();
    ARCHIVES.contains(&stated.to_lowercase().as_str())
}

/// Returns the address in the head that the reader view of Firefox or the cache of Google wrote above a page.
fn reader_address(page: &HtmlPage<'_>) -> Option<String> {
    const LOOKED_AT: usize = 200;
    let is_address = |node: &&HtmlNode<'_>| {
        let class = node.attributes.get("class").unwrap_or_default();
        node.name == "a" && class.contains("reader-domain")
    };
    let is_cache = |node: &HtmlNode<'_>| {
        let id = node.attributes.get("id").unwrap_or_default();
        id.ends_with("google-cache-hdr")
    };
    let mut top = page.nodes.iter().take(LOOKED_AT);
    let link = top.clone().find(is_address).or_else(|| {
        let mut cache = top.by_ref().skip_while(|node| !is_cache(node));
        cache.find(|node| node.name == "a")
    })?;
    let url = references::resolve_references(link.attributes.get("href")?);
    Some(url.trim().to_owned())
}
