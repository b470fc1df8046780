//! Weighs how much an element holds of what a story is made of.

use super::names;
use super::tokens::Attributes;
use super::tree::HtmlPage;

/// A stretch of text outside a paragraph counts as prose from this many letters on.
const LONG_TEXT: u32 = 40;

/// How much text of each kind an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TextWeight {
    /// Letters and signs, blanks not counted.
    pub(super) text: u32,
    /// Those of `text` that are links.
    pub(super) linked: u32,
    /// Those outside links that are in paragraphs, or long enough to be one.
    pub(super) prose: u32,
    /// How many links there are.
    pub(super) links: u32,
    /// How many text fields there are.
    pub(super) fields: u32,
    /// How many headings of the first rank there are.
    pub(super) titles: u32,
    /// How many links within paragraphs there are.
    pub(super) inline_links: u32,
    /// How many headings of any rank there are.
    pub(super) headings: u32,
    /// How many pictures there are.
    pub(super) pictures: u32,
}

impl TextWeight {
    pub(super) fn add_weight(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.prose += other.prose;
        self.links += other.links;
        self.fields += other.fields;
        self.titles += other.titles;
        self.inline_links += other.inline_links;
        self.headings += other.headings;
        self.pictures += other.pictures;
    }

    /// Returns `true` if at least this percentage of the text is links.
    pub(super) const fn is_linked(&self, hundredths: u32) -> bool {
        self.linked as u64 * 100 >= self.text as u64 * hundredths as u64
    }
}

/// Returns the weight of each node, without what is left out.
pub(super) fn weigh_nodes(page: &HtmlPage<'_>, is_out: &[bool]) -> Vec<TextWeight> {
    let mut weights = own_weights(page, is_out);
    // Children come after their parents, so that one pass from the end sums up all descendants.
    for (number, node) in page.nodes.iter().enumerate().rev() {
        let weight = weights.get(number).copied().unwrap_or_default();
        if node.parent != number
            && let Some(parent) = weights.get_mut(node.parent)
        {
            parent.add_weight(weight);
        }
    }
    weights
}

/// Returns how much prose a page holds.
pub(super) fn prose_of(page: &HtmlPage<'_>, weights: &[TextWeight]) -> u32 {
    let nodes = page.nodes.iter().zip(weights).enumerate();
    let roots = nodes.filter(|(number, (node, _))| node.parent == *number);
    roots.map(|(_, (_, weight))| weight.prose).sum()
}

/// Returns what each text weighs, and each link counts.
fn own_weights(page: &HtmlPage<'_>, is_out: &[bool]) -> Vec<TextWeight> {
    let mut weights = vec![TextWeight::default(); page.nodes.len()];
    // What surrounds a node is known from its parent, which comes first.
    let mut surroundings = vec![Surroundings::default(); page.nodes.len()];
    for (number, node) in page.nodes.iter().enumerate() {
        let around = if node.parent == number {
            Surroundings::default()
        } else {
            surroundings.get(node.parent).copied().unwrap_or_default()
        };
        let around = around.enter_element(node.name, is_out.get(number) == Some(&true));
        if let Some(place) = surroundings.get_mut(number) {
            *place = around;
        }
        if around.is_out {
            continue;
        }
        if let Some(weight) = weights.get_mut(number) {
            weight.links = u32::from(node.name == "a");
            weight.fields = u32::from(node.name == "input" && is_field(node.attributes));
            weight.titles = u32::from(node.name == "h1");
            let is_inline = node.name == "a" && around.block == EnclosingBlock::Paragraph;
            weight.inline_links = u32::from(is_inline);
            weight.headings = u32::from(names::is_heading(node.name));
            weight.pictures = u32::from(matches!(node.name, "img" | "picture"));
            if !node.text.is_empty() {
                *weight = around.weigh_text(node.text);
            }
        }
    }
    weights
}

/// What encloses a node.
#[derive(Debug, Clone, Copy, Default)]
struct Surroundings {
    block: EnclosingBlock,
    is_link: bool,
    is_out: bool,
}

/// The innermost block-level element around a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum EnclosingBlock {
    Paragraph,
    Heading,
    #[default]
    Other,
}

impl Surroundings {
    fn enter_element(self, name: &str, is_out: bool) -> Self {
        let block = match name {
            "p" | "blockquote" | "pre" => EnclosingBlock::Paragraph,
            _ if names::is_heading(name) => EnclosingBlock::Heading,
            _ if names::is_block(name) => EnclosingBlock::Other,
            _ => self.block,
        };
        Self {
            block,
            is_link: self.is_link || name == "a",
            is_out: self.is_out || is_out,
        }
    }

    fn weigh_text(self, text: &str) -> TextWeight {
        let letters = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace() && !is_continued(*byte));
        let letters = u32::try_from(letters.count()).unwrap_or(u32::MAX >> 8);
        let is_prose = match self.block {
            EnclosingBlock::Paragraph => !self.is_link,
            EnclosingBlock::Heading => false,
            EnclosingBlock::Other => !self.is_link && letters >= LONG_TEXT,
        };
        TextWeight {
            text: letters,
            linked: if self.is_link { letters } else { 0 },
            prose: if is_prose { letters } else { 0 },
            ..TextWeight::default()
        }
    }
}

/// Returns `true` if an `input` is a field for an address or other words, and not a button, a box to tick or a value that
/// is not seen.
fn is_field(attributes: Attributes<'_>) -> bool {
    attributes.get("type").is_none_or(|kind| {
        ["email", "text", "tel"]
            .iter()
            .any(|field| kind.eq_ignore_ascii_case(field))
    })
}

/// Returns `true` if a byte goes on with a character of UTF-8.
const fn is_continued(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_what_stands_in_paragraphs_and_is_no_link() {
        let page = HtmlPage::parse(
            "<div><p>It rained <a>twice</a>.</p><h2>A heading of some forty letters, or even more</h2>Home</div>",
        );
        let weights = weigh_nodes(&page, &vec![false; page.nodes.len()]);
        let whole = weights[0];
        assert_eq!((whole.prose, whole.linked, whole.links), (9, 5, 1));
        assert_eq!(whole.text, 9 + 5 + 37 + 4);
    }

    #[test]
    fn what_is_left_out_weighs_nothing() {
        let page = HtmlPage::parse("<div><p>It rained.</p></div>");
        assert_eq!(
            weigh_nodes(&page, &[false, true, false])[0],
            TextWeight::default()
        );
    }
}
