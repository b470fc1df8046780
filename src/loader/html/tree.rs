//! Makes a tree of a page's tags, flat and bounded, with what the page says about itself on the side.

use super::live;
use super::names;
use super::tokens::{Attributes, HtmlToken, HtmlTokens};

/// Elements within elements are kept apart down to this depth; deeper ones count as their parent's content.
const DEEPEST: usize = 100;

/// The most elements and stretches of text that are read of a page.
const MOST_NODES: usize = 200_000;

/// A page.
#[derive(Debug, Default)]
pub(super) struct HtmlPage<'a> {
    /// Elements and text in the order of the page: an element's descendants follow it, up to its end.
    pub(super) nodes: Vec<HtmlNode<'a>>,
    /// What the page says about itself.
    pub(super) head: PageHead<'a>,
    /// The stretches of text that are the times of a live blog's entries.
    pub(super) entry_times: Vec<usize>,
    /// Whether the page has more elements than are read.
    pub(super) is_cut: bool,
}

/// An element or a stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct HtmlNode<'a> {
    /// The element's name; empty for text.
    pub(super) name: &'static str,
    /// The element's attributes.
    pub(super) attributes: Attributes<'a>,
    /// The words of the text, with character references as they are written.
    pub(super) text: &'a str,
    /// The number of the element around it; its own when there is none.
    pub(super) parent: usize,
    /// The number after the last of its descendants.
    pub(super) end: usize,
}

/// What a page says about itself, as it is written.
#[derive(Debug, Default)]
pub(super) struct PageHead<'a> {
    /// Names and contents of its `meta` tags.
    pub(super) meta: Vec<(&'a str, &'a str)>,
    /// Its descriptions in JSON-LD.
    pub(super) json: Vec<&'a str>,
    /// The HTML that its scripts hold to be put in.
    pub(super) templates: Vec<&'a str>,
    /// Its title.
    pub(super) title: Option<&'a str>,
    /// Its canonical address.
    pub(super) canonical: Option<&'a str>,
    /// What its relative addresses are relative to.
    pub(super) base: Option<&'a str>,
    /// Its language.
    pub(super) language: Option<&'a str>,
    /// The comment in which the program that saved it says from where.
    pub(super) saved_from: Option<&'a str>,
}

impl<'a> HtmlPage<'a> {
    /// Reads a page; whatever is broken in it, something comes out.
    pub(super) fn parse(html: &'a str) -> Self {
        let mut builder = TreeBuilder::default();
        for token in HtmlTokens::new(html) {
            builder.push_token(token);
            if builder.page.nodes.len() >= MOST_NODES {
                builder.page.is_cut = true;
                break;
            }
        }
        builder.close_down_to(0);
        builder.page.entry_times = live::find_entry_times(&builder.page);
        builder.page
    }

    /// Returns the numbers of a node's descendants.
    pub(super) fn descendants(&self, number: usize) -> std::ops::Range<usize> {
        number + 1..self.nodes.get(number).map_or(number + 1, |node| node.end)
    }
}

/// Builds a page.
#[derive(Debug, Default)]
struct TreeBuilder<'a> {
    page: HtmlPage<'a>,
    /// The elements that are open, from the outermost, with their numbers.
    open: Vec<(usize, &'static str)>,
    /// How many elements are open that are too deep to be kept apart.
    too_deep: usize,
}

impl<'a> TreeBuilder<'a> {
    fn push_token(&mut self, token: HtmlToken<'a>) {
        match token {
            HtmlToken::Text(text) => self.push_node("", Attributes::default(), text),
            HtmlToken::Open("html", attributes) => self.page.head.language = attributes.get("lang"),
            HtmlToken::Open("" | "head" | "body", _)
            | HtmlToken::Close("" | "html" | "head" | "body") => {}
            HtmlToken::Open("meta" | "link", attributes) => self.take_fact(attributes),
            HtmlToken::Open("base", attributes) => {
                self.page.head.base = self.page.head.base.or(attributes.get("href"));
            }
            HtmlToken::Open(name, attributes) => self.start_element(name, attributes),
            HtmlToken::Close(name) => self.end_element(name),
            HtmlToken::Raw(name, attributes, content) => self.take_raw(name, attributes, content),
            HtmlToken::Comment(comment) => self.take_comment(comment),
        }
    }

    fn push_node(&mut self, name: &'static str, attributes: Attributes<'a>, text: &'a str) {
        let number = self.page.nodes.len();
        let parent = self.open.last().map_or(number, |(parent, _)| *parent);
        self.page.nodes.push(HtmlNode {
            name,
            attributes,
            text,
            parent,
            end: number + 1,
        });
    }

    fn start_element(&mut self, name: &'static str, attributes: Attributes<'a>) {
        self.end_implied(name);
        // Depth is bounded: later steps recurse, and some look at all that is around an element.
        let number = self.page.nodes.len();
        if names::is_void(name) {
            self.push_node(name, attributes, "");
        } else if self.open.len() >= DEEPEST {
            self.too_deep += 1;
        } else {
            self.push_node(name, attributes, "");
            self.open.push((number, name));
        }
    }

    /// Ends what `next` ends without saying so.
    fn end_implied(&mut self, next: &str) {
        while let Some(at) = self.ended_by(next) {
            self.close_down_to(at);
        }
    }

    /// Returns the place among the open elements of one that ends where `next` begins.
    fn ended_by(&self, next: &str) -> Option<usize> {
        if !names::is_block(next) && next != "option" {
            return None;
        }
        let from_top = self.open.iter().enumerate().rev();
        let mut near = from_top.take_while(|(_, (_, open))| !names::is_border(open, next));
        near.find(|(_, (_, open))| names::ends_before(open, next))
            .map(|(at, _)| at)
    }

    /// Ends an element and what was left open in it; an end without a beginning says nothing.
    fn end_element(&mut self, name: &'static str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let is_block = names::is_block(name);
        // A stray `</b>` must not end a paragraph, nor a stray `</div>` a table's cell.
        let is_border = |open: &str| match name {
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" => {
                open == "table" && name != "table"
            }
            _ if is_block => matches!(open, "td" | "th"),
            _ => names::is_block(open),
        };
        let mut from_top = self.open.iter().enumerate().rev();
        let found = from_top.find(|(_, (_, open))| *open == name || is_border(open));
        let at = found
            .filter(|(_, (_, open))| *open == name)
            .map(|(at, _)| at);
        if let Some(at) = at {
            self.close_down_to(at);
        }
    }

    /// Ends all elements from the place `at` on.
    fn close_down_to(&mut self, at: usize) {
        let end = self.page.nodes.len();
        for (number, _) in self.open.drain(at.min(self.open.len())..) {
            if let Some(node) = self.page.nodes.get_mut(number) {
                node.end = end;
            }
        }
    }

    fn take_fact(&mut self, attributes: Attributes<'a>) {
        let (mut names, mut content, mut address, mut is_canonical) =
            ([None; 3], None, None, false);
        for (name, value) in attributes.iter() {
            match name {
                "name" => names[0] = Some(value),
                "property" => names[1] = Some(value),
                "itemprop" => names[2] = Some(value),
                "content" => content = Some(value),
                "href" => address = Some(value),
                "rel" => is_canonical = value.eq_ignore_ascii_case("canonical"),
                _ => {}
            }
        }
        if is_canonical {
            self.page.head.canonical = self.page.head.canonical.or(address);
        }
        if let Some(content) = content.filter(|content| !content.is_empty()) {
            let names = names.into_iter().flatten();
            self.page
                .head
                .meta
                .extend(names.map(|name| (name, content)));
        }
    }

    fn take_raw(&mut self, name: &str, attributes: Attributes<'a>, content: &'a str) {
        let head = &mut self.page.head;
        match name {
            // The title of a drawing is none of the page.
            "title" if head.title.is_none() => head.title = Some(content),
            "script"
                if attributes
                    .get("type")
                    .is_some_and(|kind| kind.contains("ld+json")) =>
            {
                head.json.push(content);
            }
            "script"
                if attributes
                    .get("type")
                    .is_some_and(|kind| kind.contains("template") || kind == "text/html") =>
            {
                head.templates.push(content);
            }
            _ => {}
        }
    }

    fn take_comment(&mut self, comment: &'a str) {
        let is_from =
            comment.contains("saved from url=") || comment.contains("Page saved with SingleFile");
        if is_from && self.page.head.saved_from.is_none() {
            self.page.head.saved_from = Some(comment);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use rstest::rstest;

    use super::*;

    /// Writes a page's tree with brackets.
    fn shape(html: &str) -> String {
        let page = HtmlPage::parse(html);
        let (mut text, mut ends) = (String::new(), Vec::new());
        for (number, node) in page.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= number) {
                ends.pop();
                text.push(')');
            }
            if node.name.is_empty() {
                text.push_str(node.text);
            } else {
                write!(text, "{}(", node.name).unwrap();
                ends.push(node.end);
            }
        }
        text + &")".repeat(ends.len())
    }

    #[rstest]
    #[case::paragraphs_left_open("<p>a<p>b<div>c</div>", "p(a)p(b)div(c)")]
    #[case::entries_left_open("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(aul(li(b)))li(c))")]
    #[case::cells_left_open(
        "<table><tr><td>a<td>b<tr><td>c</table>d",
        "table(tr(td(a)td(b))tr(td(c)))d"
    )]
    #[case::a_stray_inline_end("<p>a</b>b</p>", "p(ab)")]
    #[case::a_stray_block_end("<table><tr><td>a</div>b</table>", "table(tr(td(ab)))")]
    #[case::inline_left_open("<p><b>a</p><p>b</p>", "p(b(a))p(b)")]
    #[case::unknown_elements("<x-story><p>a</p></x-story>", "p(a)")]
    #[case::a_quote_in_a_paragraph("<p>a<blockquote><p>b</p></blockquote>", "p(a)blockquote(p(b))")]
    #[case::a_paragraph_around_a_table(
        "<p>a<table><tr><td><p>b</table>",
        "p(a)table(tr(td(p(b))))"
    )]
    fn broken_markup_is_mended(#[case] html: &str, #[case] expected: &str) {
        assert_eq!(shape(html), expected);
    }

    #[test]
    fn depth_is_bounded() {
        let html = "<div>".repeat(100_000) + "x" + &"</div>".repeat(100_000) + "y";
        let page = HtmlPage::parse(&html);
        assert_eq!(page.nodes.len(), DEEPEST + 2);
        assert_eq!(page.nodes.last().unwrap().parent, DEEPEST + 1);
    }

    #[test]
    fn size_is_bounded() {
        let html = "<b>x".repeat(MOST_NODES);
        let page = HtmlPage::parse(&html);
        assert!(page.is_cut);
        assert_eq!(page.nodes.len(), MOST_NODES);
    }

    #[test]
    fn the_head_is_kept() {
        let page = HtmlPage::parse(
            "<html lang=en><head><title>Ferry</title><meta property=og:title content=Boat>\
             <base href=https://a.example/><link rel=canonical href=https://a.example/x><script type='application/ld+json'>{}</script></head>",
        );
        assert_eq!(page.head.title, Some("Ferry"));
        assert_eq!(page.head.meta, [("og:title", "Boat")]);
        assert_eq!(page.head.canonical, Some("https://a.example/x"));
        assert_eq!(page.head.base, Some("https://a.example/"));
        assert_eq!(
            (page.head.language, page.head.json.as_slice()),
            (Some("en"), &["{}"][..])
        );
    }
}
