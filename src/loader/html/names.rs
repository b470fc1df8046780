//! The names of HTML's elements, and what each means to a reader.

/// The elements that matter; all others are passed through as if they were not there.
const NAMES: [&str; 107] = [
    "a",
    "abbr",
    "address",
    "amp-ad",
    "amp-sidebar",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "math",
    "menu",
    "meta",
    "nav",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "s",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "u",
    "ul",
    "video",
    "wbr",
    "xmp",
];

/// Returns the name of an element in lower case; an empty one for an element that is passed through.
pub(super) fn element_name(name: &str) -> &'static str {
    let found = match NAMES.binary_search(&name) {
        Err(_) if name.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            NAMES.binary_search(&name.to_ascii_lowercase().as_str())
        }
        found => found,
    };
    found.ok().and_then(|at| NAMES.get(at)).unwrap_or(&"")
}

/// The attributes that matter.
const ATTRIBUTES: [&str; 20] = [
    "aria-hidden",
    "class",
    "content",
    "data-component",
    "data-module",
    "data-testid",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "start",
    "style",
    "type",
    "value",
];

/// Returns the name of an attribute in lower case, if it is one that matters.
pub(super) fn attribute_name(name: &str) -> &str {
    if !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name;
    }
    let known = ATTRIBUTES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    known.map_or(name, |known| *known)
}

/// Returns `true` if an element has no content, so that no end of it will come.
pub(super) fn is_void(name: &str) -> bool {
    // HTML standard, section 13.1.2: void elements; `frame` and `param` are obsolete ones.
    matches!(
        name,
        "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns `true` if an element's content is no HTML, or none that is read.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "iframe"
            | "noframes"
            | "noscript"
            | "script"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "xmp"
    )
}

/// Returns `true` if an element is block-level.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    ) || is_heading(name)
}

/// Returns `true` if an element marks words of a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}

/// Returns `true` if an element is a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns `true` if the element `open`, left open, ends where `next` begins, though nothing says so.
pub(super) fn ends_before(open: &str, next: &str) -> bool {
    match open {
        // The end tags that may be omitted: HTML standard, section 13.1.2.4.
        "p" => is_block(next) && !matches!(next, "caption" | "dd" | "dt" | "li" | "summary"),
        "li" => next == "li",
        "dd" | "dt" => matches!(next, "dd" | "dt"),
        "option" => matches!(next, "option" | "optgroup"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" | "caption" | "colgroup" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" => matches!(next, "tbody" | "thead" | "tfoot"),
        _ => is_heading(open) && is_heading(next),
    }
}

/// Returns `true` if `next` closes no element outside of `open`.
pub(super) fn is_border(open: &str, next: &str) -> bool {
    match open {
        // Cf. the scopes of the HTML standard, section 13.2.4.2.
        "td" | "th" => !matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "ol" | "ul" | "menu" => next == "li",
        "dl" => matches!(next, "dd" | "dt"),
        "table" | "blockquote" | "article" | "section" | "button" | "object" | "select" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(element_name("BlockQuote"), "blockquote");
        assert_eq!(element_name("x-teaser"), "");
    }
}
