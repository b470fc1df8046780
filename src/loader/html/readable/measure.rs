//! How much of everything an element holds.

use crate::loader::html::names;
use crate::loader::html::tree::{HtmlNode, HtmlPage};

/// How much an element holds of what Readability looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PartMeasure {
    /// Letters and signs, blanks in a row as one.
    pub(super) letters: u32,
    /// Those in links, ten times; links within the page count less.
    pub(super) linked: u32,
    pub(super) commas: u32,
    pub(super) paragraphs: u32,
    pub(super) pictures: u32,
    /// Entries of lists.
    pub(super) entries: u32,
    pub(super) fields: u32,
    /// Letters in headings, and in lists.
    pub(super) heading_letters: u32,
    pub(super) list_letters: u32,
    pub(super) rows: u32,
    pub(super) cells: u32,
    /// Elements that only tables of data have.
    pub(super) table_heads: u32,
    pub(super) tables: u32,
    pub(super) data_tables: u32,
    /// How many elements hold code.
    pub(super) codes: u32,
    /// How many block-level elements there are.
    pub(super) blocks: u32,
}

impl PartMeasure {
    /// Measures a text.
    pub(super) fn of_text(text: &str) -> Self {
        let mut measure = Self::default();
        let mut is_blank = true;
        for c in text.chars() {
            let was_blank = std::mem::replace(&mut is_blank, c.is_whitespace());
            measure.letters += u32::from(!(is_blank && was_blank));
            measure.commas += u32::from(is_comma(c));
        }
        if measure.letters > 0 && is_blank {
            measure.letters -= 1;
        }
        measure
    }

    /// Adds what a child holds, and the child itself.
    pub(super) fn add_child(&mut self, node: &HtmlNode<'_>, child: Self) {
        let own = child.with_element(node);
        self.letters += own.letters;
        self.linked += own.linked;
        self.commas += own.commas;
        self.paragraphs += own.paragraphs;
        self.pictures += own.pictures;
        self.entries += own.entries;
        self.fields += own.fields;
        self.heading_letters += own.heading_letters;
        self.list_letters += own.list_letters;
        self.rows += own.rows;
        self.cells += own.cells;
        self.table_heads += own.table_heads;
        self.tables += own.tables;
        self.data_tables += own.data_tables;
        self.codes += own.codes;
        self.blocks += own.blocks;
    }

    /// Returns what an element and its content add to the element around it.
    fn with_element(mut self, node: &HtmlNode<'_>) -> Self {
        match node.name {
            "a" => {
                let href = node.attributes.get("href").unwrap_or_default();
                let is_within = href.len() > 1 && href.starts_with('#');
                self.linked = self.letters * if is_within { 3 } else { 10 };
            }
            "p" => self.paragraphs += 1,
            "img" => self.pictures += 1,
            "li" => self.entries += 1,
            "input" => self.fields += 1,
            "ul" | "ol" => self.list_letters = self.letters,
            "tr" => self.rows += 1,
            "td" => self.cells += 1,
            "caption" | "col" | "colgroup" | "tfoot" | "thead" | "th" => self.table_heads += 1,
            "table" => {
                self.data_tables += u32::from(self.is_data_table(node));
                self.tables += 1;
            }
            "pre" => self.codes += 1,
            _ if names::is_heading(node.name) => self.heading_letters = self.letters,
            _ => {}
        }
        self.blocks += u32::from(is_block(node.name));
        self
    }

    /// Returns which part of the letters is links, from 0 to 1.
    pub(super) fn link_density(self) -> f64 {
        if self.letters == 0 {
            return 0.0;
        }
        f64::from(self.linked) / 10.0 / f64::from(self.letters)
    }

    /// Returns `true` if a table holds data, and is not there for its looks; this is what it holds.
    pub(super) fn is_data_table(self, node: &HtmlNode<'_>) -> bool {
        if node.attributes.get("role") == Some("presentation") {
            return false;
        }
        let columns = self.cells.checked_div(self.rows).unwrap_or_default();
        let is_grid = self.tables == 0 && self.rows > 1 && columns > 1;
        self.table_heads > 0
            || is_grid && (self.rows >= 10 || columns > 4 || self.rows * columns > 10)
    }
}

/// Returns `true` if an element never is in a line of text.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote" | "dl" | "div" | "img" | "ol" | "p" | "pre" | "table" | "ul"
    )
}

fn is_comma(c: char) -> bool {
    matches!(
        c,
        ',' | '،' | '﹐' | '︐' | '︑' | '⹁' | '⸴' | '⸲' | '，' | '、'
    )
}

/// Returns what each element of a page holds, without what is left out.
pub(super) fn measure_nodes(page: &HtmlPage<'_>, is_out: &[bool]) -> Vec<PartMeasure> {
    let mut measures = vec![PartMeasure::default(); page.nodes.len()];
    // Children come after their parents, so that one pass from the end sums up all descendants.
    for (number, node) in page.nodes.iter().enumerate().rev() {
        if is_out.get(number) == Some(&true) {
            continue;
        }
        let mut measure = measures.get(number).copied().unwrap_or_default();
        if node.name.is_empty() {
            measure = PartMeasure::of_text(node.text);
        }
        if let Some(place) = measures.get_mut(number) {
            *place = measure;
        }
        if node.parent != number
            && let Some(parent) = measures.get_mut(node.parent)
        {
            parent.add_child(node, measure);
        }
    }
    measures
}
