//! Tells by its name whether an element is the body of an article.

use super::names;
use super::tree::HtmlNode;

/// Substrings of class names and ids that mean the body of an article, without the punctuation between words.
const BODIES: [&str; 34] = [
    "articlebody",
    "articlecontent",
    "articlecopy",
    "articledetail",
    "articlepage__content",
    "articlestory",
    "articletext",
    "blogcontent",
    "bodycontent",
    "bodycopy",
    "bodytext",
    "contentarticle",
    "contentbody",
    "entrybody",
    "entrycontent",
    "newsbody",
    "newscontent",
    "newstext",
    "pagecontent",
    "paragraphswrapper",
    "postbody",
    "postcontent",
    "postentry",
    "posttext",
    "richtext",
    "singlecontent",
    "storybody",
    "storycontent",
    "storycopy",
    "storytext",
    "textbody",
    "textcontent",
    "themepostcontent",
    "wysiwyg",
];

/// How surely a page names an element as the body of its article; less is surer.
pub(super) fn body_rank(node: &HtmlNode<'_>) -> Option<u8> {
    // Some pages name each paragraph as they name the body.
    let is_container = names::is_block(node.name) && node.name != "p" || node.name == "span";
    if !is_container {
        return None;
    }
    let mut rank = match node.name {
        "article" => Some(2),
        "main" => Some(3),
        _ => None,
    };
    for (name, value) in node.attributes.iter() {
        let found = match name {
            "itemprop" | "property" => value.contains("articleBody").then_some(0),
            "class" | "id" | "data-testid" | "data-component" => names_body(value).then_some(1),
            "role" if value == "article" => Some(2),
            "role" if value == "main" => Some(3),
            _ => None,
        };
        rank = [rank, found].into_iter().flatten().min();
    }
    rank
}

/// Returns `true` if a page explicitly names an element as the body of its article.
pub(super) fn is_body(node: &HtmlNode<'_>) -> bool {
    body_rank(node).is_some_and(|rank| rank <= 1)
}

/// Returns `true` if a class or id is one of a body.
fn names_body(label: &str) -> bool {
    let value = label.get(..256).unwrap_or(label);
    value.split_ascii_whitespace().any(|word| {
        let letters: String = word
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        BODIES.iter().any(|body| letters.contains(body))
    })
}
