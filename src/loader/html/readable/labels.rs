//! What the class and the id of an element promise: words of Readability's `REGEXPS`.

use crate::loader::html::tree::{HtmlNode, HtmlPage};

/// No longer label says anything.
const LONGEST: usize = 256;

/// Parts of names of what is no candidate, and of what may be one all the same.
const UNLIKELY: [&str; 30] = [
    "-ad-",
    "ad-break",
    "agegate",
    "ai2html",
    "banner",
    "breadcrumbs",
    "combx",
    "community",
    "cover-wrap",
    "disqus",
    "extra",
    "footer",
    "gdpr",
    "header",
    "legends",
    "menu",
    "pager",
    "pagination",
    "popup",
    "related",
    "remark",
    "replies",
    "rss",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "social",
    "sponsor",
    "supplemental",
    "yom-remote",
];
const MAYBE: [&str; 9] = [
    "and", "article", "body", "column", "content", "layout", "main", "mathjax", "shadow",
];

/// Parts of names that speak for an article, and against it.
const POSITIVE: [&str; 12] = [
    "article", "blog", "body", "content", "entry", "h-entry", "hentry", "main", "page", "post",
    "story", "text",
];
const NEGATIVE: [&str; 23] = [
    "-ad-",
    "banner",
    "com-",
    "combx",
    "contact",
    "footer",
    "gdpr",
    "hidden",
    "masthead",
    "media",
    "meta",
    "outbrain",
    "promo",
    "related",
    "scroll",
    "share",
    "shopping",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "sponsor",
    "tags",
    "widget",
];

/// Leaves out elements with names of what is no article, outside of tables and code.
pub(super) fn leave_out_unlikely(page: &HtmlPage<'_>, is_out: &mut [bool]) {
    let mut spared_end = 0;
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if matches!(node.name, "table" | "code") {
            spared_end = spared_end.max(node.end);
        }
        let Some(place) = is_out.get_mut(number) else {
            break;
        };
        *place |= number >= spared_end && is_unlikely(node);
        number = if *place { node.end } else { number + 1 };
    }
}

fn is_unlikely(node: &HtmlNode<'_>) -> bool {
    if node.name.is_empty() || node.name == "a" {
        return false;
    }
    let label: String = labels_of(node).collect::<Vec<_>>().join(" ");
    holds_any(&label, &UNLIKELY) && !holds_any(&label, &MAYBE)
}

/// Returns how much the names of an element speak for it: 25 for each that does, and -25 for each that speaks against it.
pub(super) fn weigh_names(node: &HtmlNode<'_>) -> f64 {
    const WEIGHT: f64 = 25.0;
    let weights = labels_of(node).map(|label| {
        let is_hidden = label.split_ascii_whitespace().any(|word| word == "hid");
        let against = f64::from(is_hidden || holds_any(&label, &NEGATIVE));
        f64::from(holds_any(&label, &POSITIVE)) - against
    });
    weights.sum::<f64>() * WEIGHT
}

/// Returns `true` if an element is called one to share the page with.
pub(super) fn is_called_share(node: &HtmlNode<'_>) -> bool {
    labels_of(node).any(|label| {
        let mut words = label.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| matches!(word, "share" | "sharedaddy"))
    })
}

/// Returns the class and the id of an element in lower case.
///
/// Readers' comments are out already; what is left of that name is the story itself.
fn labels_of(node: &HtmlNode<'_>) -> impl Iterator<Item = String> {
    let values = ["class", "id"].map(|name| node.attributes.get(name));
    let labels = values.into_iter().flatten();
    labels
        .filter(|value| value.len() <= LONGEST && !value.contains("comment"))
        .map(str::to_ascii_lowercase)
}

fn holds_any(label: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| label.contains(part))
}
