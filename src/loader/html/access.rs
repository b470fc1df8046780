//! Reads who may read an article: everybody, or subscribers only.

use serde_json::Value;

use super::tree::{HtmlNode, HtmlPage};
use crate::loader::cut::PageAccess;

/// What a page says of who may read its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StatedAccess {
    /// Whether everybody may read all of it.
    is_free: Option<bool>,
    /// The CSS selectors of the parts that are for subscribers.
    paid_parts: Vec<String>,
}

impl StatedAccess {
    /// Reads what the description of an article says; its parts may say it for themselves.
    ///
    /// <https://developers.google.com/search/docs/appearance/structured-data/paywalled-content>
    pub(super) fn read(article: &Value) -> Self {
        let parts = match article.get("hasPart") {
            Some(Value::Array(parts)) => parts.as_slice(),
            Some(part) => std::slice::from_ref(part),
            None => &[],
        };
        let mut access = Self {
            is_free: is_free(article),
            paid_parts: Vec::new(),
        };
        for part in parts.iter().filter(|part| is_free(part) == Some(false)) {
            access.is_free = Some(false);
            match part.get("cssSelector") {
                Some(Value::String(selector)) => access.paid_parts.push(selector.clone()),
                Some(Value::Array(selectors)) => {
                    let selectors = selectors.iter().filter_map(Value::as_str);
                    access.paid_parts.extend(selectors.map(str::to_owned));
                }
                _ => {}
            }
        }
        access
    }

    /// Returns who may read the article of a page, and whether the page holds what is not free.
    pub(super) fn of_page(&self, page: &HtmlPage<'_>) -> PageAccess {
        match self.is_free {
            None => PageAccess::Unstated,
            Some(true) => PageAccess::Free,
            Some(false) => {
                let parts = self.paid_parts.iter();
                let mut names = parts.flat_map(|part| selected_names(part)).peekable();
                let is_named = names.peek().is_some();
                if is_named && !names.any(|name| holds_text(page, name)) {
                    PageAccess::PaidElsewhere
                } else {
                    PageAccess::Paid
                }
            }
        }
    }
}

/// Returns what an object says of its access: a boolean, a word for one, or its address at schema.org.
fn is_free(object: &Value) -> Option<bool> {
    match object.get("isAccessibleForFree")? {
        Value::Bool(is_free) => Some(*is_free),
        Value::String(word) => {
            let word = word.rsplit('/').next()?.trim();
            word.to_ascii_lowercase().parse().ok()
        }
        _ => None,
    }
}

/// Returns the classes and ids in a CSS selector.
fn selected_names(selector: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let parts = selector.split(['.', '#']).skip(1);
    let names = parts.filter_map(move |part| part.split(|c| !is_of_name(c)).next());
    names.filter(|name| !name.is_empty())
}

/// Returns `true` if one of the first elements with a class or id holds more than a line or two.
fn holds_text(page: &HtmlPage<'_>, name: &str) -> bool {
    const FIRST: usize = 20;
    const A_FEW_LINES: usize = 300;
    let numbers = (0..page.nodes.len()).filter(|number| {
        let node = page.nodes.get(*number);
        node.is_some_and(|node| is_called(node, name))
    });
    numbers
        .take(FIRST)
        .any(|number| super::text_length(page, number) >= A_FEW_LINES)
}

fn is_called(node: &HtmlNode<'_>, name: &str) -> bool {
    let names = ["class", "id"].map(|kind| node.attributes.get(kind).unwrap_or_default());
    let mut names = names.iter().flat_map(|names| names.split_whitespace());
    names.any(|own| own == name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::as_a_word(json!({"isAccessibleForFree": "False"}), Some(false), &[])]
    #[case::as_an_address(json!({"isAccessibleForFree": "http://schema.org/True"}), Some(true), &[])]
    #[case::unstated(json!({"wordCount": 12}), None, &[])]
    #[case::of_a_part(
        json!({"isAccessibleForFree": true, "hasPart": {"isAccessibleForFree": false, "cssSelector": ".rest"}}),
        Some(false),
        &[".rest"]
    )]
    #[case::of_several(
        json!({"hasPart": [
            {"isAccessibleForFree": true, "cssSelector": ".a"},
            {"isAccessibleForFree": "false", "cssSelector": [".b", "#c"]}
        ]}),
        Some(false),
        &[".b", "#c"]
    )]
    fn who_may_read_is_stated(
        #[case] article: Value,
        #[case] is_free: Option<bool>,
        #[case] parts: &[&str],
    ) {
        let access = StatedAccess::read(&article);
        assert_eq!(access.is_free, is_free);
        assert_eq!(access.paid_parts, parts);
    }

    #[rstest]
    #[case::there(".rest", PageAccess::Paid)]
    #[case::there_by_its_id("article #body", PageAccess::Paid)]
    #[case::not_there(".premium", PageAccess::PaidElsewhere)]
    #[case::empty("div.empty", PageAccess::PaidElsewhere)]
    #[case::of_no_name("article", PageAccess::Paid)]
    fn a_paid_part_is_looked_for_in_the_page(#[case] selector: &str, #[case] expected: PageAccess) {
        let story = "The night ferry has stopped for good. ".repeat(10);
        let html = format!(
            "<div id=body><p class='a rest'>{story}</p></div><div class=empty><p>Log in</p></div>"
        );
        let article = json!({"hasPart": {"isAccessibleForFree": false, "cssSelector": selector}});
        let access = StatedAccess::read(&article);
        assert_eq!(access.of_page(&HtmlPage::parse(&html)), expected);
    }
}
