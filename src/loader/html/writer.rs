//! Writes the passages of an article out of the elements that were not left out.

use super::columns::TableColumns;
use super::live::{ENTRY_TIME, is_bare_head, is_entry, is_entry_head};
use super::marks::{
    is_back_link, is_credit, is_credit_of_quote, is_data, is_footnote_mark, keeps_lines,
};
use super::open_element::{ElementRole, OpenElement, kind_of};
use super::tree::{HtmlNode, HtmlPage};
use super::{names, references};
use crate::article::{BlockKind, Link, TextRange};
use crate::loader::passage::{DraftPassage, shift_link};
use crate::loader::table::CELL_END;
use crate::text::Clean;

/// The prefix of a block quote's attribution.
const CITE: &str = "— ";

/// A passage of a page, with the features that distinguish noise from story.
#[derive(Debug)]
pub(super) struct WrittenPassage {
    pub(super) passage: DraftPassage<'static>,
    /// Bytes of its text that are links.
    pub(super) linked: usize,
    /// The list or table it is an entry of, by its number on the page.
    pub(super) list: Option<usize>,
}

/// Returns the passages of a page, without what is left out.
pub(super) fn write_passages(page: &HtmlPage<'_>, is_out: &[bool]) -> Vec<WrittenPassage> {
    let mut writer = PassageWriter::default();
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        writer.leave_elements(number);
        if is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        let is_mark = node.name == "sup" && is_footnote_mark(page, number);
        if is_mark || is_back_link(page, number) {
            number = node.end;
            continue;
        }
        let is_time = page.entry_times.binary_search(&number).is_ok();
        if is_time && writer.is_between_passages() {
            writer.write_time(node.text);
        } else if node.name.is_empty() {
            writer.write_text(node.text);
        } else {
            writer.enter_element(page, number, node);
        }
        number += 1;
    }
    writer.leave_elements(usize::MAX);
    writer.flush_passage();
    writer.written
}

/// What was written so far, and the passage that is being written.
#[derive(Debug, Default)]
struct PassageWriter {
    written: Vec<WrittenPassage>,
    open: Vec<OpenElement>,
    text: String,
    links: Vec<Link>,
    linked: usize,
    /// Where the link that is open began, and where it leads.
    open_link: Option<(usize, Option<Clean>)>,
    /// Whether that link leads to a place on the same page.
    is_inner: bool,
    /// The prefix of the next passage: the marker of a list item.
    mark: String,
    /// Whether a space is due before the next word.
    is_parted: bool,
    /// How many line breaks came after what was written.
    breaks: usize,
    /// The columns of the table that is being written.
    columns: TableColumns,
}

impl PassageWriter {
    /// Adds words; blanks between them are one, unless the text is preformatted.
    fn write_text(&mut self, raw: &str) {
        let text = references::resolve_references(raw);
        if self.is_in("pre") {
            self.text.push_str(&text);
            return;
        }
        if self.open.iter().any(|open| open.keeps_lines) {
            for (index, line) in text.split('\n').enumerate() {
                self.breaks += usize::from(index > 0);
                self.write_words(line);
            }
        } else {
            self.write_words(&text);
        }
    }

    /// Returns `true` if no words of a passage or table were written yet, so that a time may be a heading.
    fn is_between_passages(&self) -> bool {
        (self.text.trim().is_empty() || self.breaks > 1) && !self.is_in_data()
    }

    /// Adds the time of an entry, as a heading of what follows.
    fn write_time(&mut self, raw: &str) {
        self.flush_passage();
        let text = references::resolve_references(raw);
        let passage =
            DraftPassage::new(Some(ENTRY_TIME), text.trim().to_owned(), self.written.len());
        self.push_passage(passage, 0);
    }

    /// Adds words with one blank between two.
    fn write_words(&mut self, text: &str) {
        // White space collapses as in CSS Text 3, section 4.1.
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            self.is_parted |= index > 0;
            if !word.is_empty() {
                self.write_separator();
                self.text.push_str(word);
            }
        }
    }

    /// Writes the space or the line breaks that are due before the next word.
    fn write_separator(&mut self) {
        let is_begun = !self.text.is_empty() && !self.text.ends_with(['\n', ' ', CELL_END]);
        match std::mem::take(&mut self.breaks) {
            0 if self.is_parted && is_begun => self.text.push(' '),
            0 => {}
            // One `br` is a line break, two are how old pages write paragraphs.
            1 if !self.text.is_empty() => self.text.push('\n'),
            _ if self.is_in_cell() => self.text.push('\n'),
            _ => self.flush_passage(),
        }
        self.is_parted = false;
    }

    fn enter_element(&mut self, page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) {
        match node.name {
            "br" if self.is_in("pre") => self.text.push('\n'),
            "br" => self.breaks += 1,
            "a" => self.start_link(node),
            "q" => self.push_sign('“'),
            "td" | "th" if self.is_in_data() => self.start_cell(node),
            "cite" if self.is_in("footer") => {}
            "cite" | "footer" if self.is_in("blockquote") => self.start_cite(),
            name if names::is_block(name) && self.is_in_cell() => self.is_parted = true,
            name if names::is_block(name) => self.flush_passage(),
            _ => {}
        }
        if names::is_void(node.name) {
            return;
        }
        if is_credit_of_quote(page, number, node) {
            CITE.clone_into(&mut self.mark);
        }
        let role = role_of(page, number, node);
        match node.name {
            "li" if role != ElementRole::Entry => self.mark = self.mark_of_entry(),
            "table" | "thead" | "tbody" | "tfoot" => self.columns.start_group(),
            "tr" => self.columns.start_row(),
            _ => {}
        }
        self.open.push(OpenElement {
            name: node.name,
            number,
            end: node.end,
            next: first_number(node),
            role,
            keeps_lines: node.attributes.get("style").is_some_and(keeps_lines),
        });
    }

    /// Ends the elements that end before a node.
    fn leave_elements(&mut self, number: usize) {
        while let Some(left) = self.open.pop_if(|open| open.end <= number) {
            match left.name {
                "a" => self.end_link(),
                "q" => self.push_sign('”'),
                "td" | "th" if self.is_in_data() => {}
                name if names::is_block(name) && self.is_in_cell() => self.is_parted = true,
                name if names::is_block(name) => self.flush_as(kind_of(&left, &self.open)),
                _ => {}
            }
            if left.name == "li" {
                self.mark.clear();
            }
        }
    }

    fn push_sign(&mut self, sign: char) {
        if sign == '“' {
            self.write_separator();
        }
        self.text.push(sign);
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    /// Returns `true` if the innermost table holds data.
    fn is_in_data(&self) -> bool {
        let table = self.open.iter().rev().find(|open| open.name == "table");
        table.is_some_and(|table| table.role == ElementRole::DataTable)
    }

    /// Returns `true` inside a cell of a data table or the head of an entry, where blocks separate nothing.
    fn is_in_cell(&self) -> bool {
        if self
            .open
            .iter()
            .any(|open| open.role == ElementRole::EntryHead)
        {
            return true;
        }
        let innermost = self
            .open
            .iter()
            .rev()
            .find(|open| matches!(open.name, "table" | "td" | "th"));
        innermost.is_some_and(|open| open.name != "table") && self.is_in_data()
    }

    /// Begins a cell in its column of the table, behind those of cells that span several.
    fn start_cell(&mut self, node: &HtmlNode<'_>) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        let before = self.text.matches(CELL_END).count();
        let missing = self.columns.place_cell(node).saturating_sub(before);
        self.text.extend(std::iter::repeat_n(CELL_END, missing));
        (self.is_parted, self.breaks) = (false, 0);
    }

    /// Begins the line below somebody's words that says whose they are.
    fn start_cite(&mut self) {
        if self.text.trim().is_empty() {
            CITE.clone_into(&mut self.mark);
        } else {
            self.text.push('\n');
            self.text.push_str(CITE);
            (self.is_parted, self.breaks) = (false, 0);
        }
    }

    fn mark_of_entry(&mut self) -> String {
        let list = self
            .open
            .iter_mut()
            .rev()
            .find(|open| matches!(open.name, "ol" | "ul" | "menu"));
        match list.and_then(|list| list.next.as_mut()) {
            Some(number) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            None => "• ".to_owned(),
        }
    }

    fn start_link(&mut self, node: &HtmlNode<'_>) {
        if self.is_parted || self.breaks > 0 {
            self.write_separator();
        }
        let url = node.attributes.get("href").and_then(link_to);
        self.open_link = Some((self.text.len(), url));
        let written = node.attributes.get("href");
        self.is_inner = written.is_none_or(|written| written.starts_with('#'));
    }

    fn end_link(&mut self) {
        let Some((start, url)) = self.open_link.take() else {
            return;
        };
        let range = TextRange::new(start, self.text.len());
        let words = range.of(&self.text);
        self.linked += if self.is_inner { 0 } else { words.len() };
        let range = TextRange::new(
            start + words.len() - words.trim_start().len(),
            start + words.trim_end().len(),
        );
        if let Some(url) = url.filter(|_| !range.is_empty()) {
            self.links.push(Link { range, url });
        }
    }

    /// Ends the passage, with the kind that its enclosing elements give it.
    fn flush_passage(&mut self) {
        let kind = self
            .open
            .split_last()
            .and_then(|(innermost, around)| kind_of(innermost, around));
        self.flush_as(kind);
    }

    fn flush_as(&mut self, kind: Option<BlockKind>) {
        if let Some((start, _)) = &mut self.open_link {
            self.linked += if self.is_inner {
                0
            } else {
                self.text.len().saturating_sub(*start)
            };

            *start = 0;
        }
        let text = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        let linked = std::mem::take(&mut self.linked);
        (self.is_parted, self.breaks) = (false, 0);
        if kind == Some(BlockKind::Code) {
            return self.push_code(&text);
        }
        let is_blank = |c: char| c.is_whitespace() && c != CELL_END;
        let words = text.trim_matches(is_blank);
        if words.trim().is_empty() {
            return;
        }
        if kind == Some(BlockKind::BlockQuote) && is_credit(words) {
            CITE.clone_into(&mut self.mark);
        }
        let may_be_cite = matches!(kind, Some(BlockKind::BlockQuote | BlockKind::Caption));
        if may_be_cite && self.mark == CITE && self.append_cite(words) {
            return;
        }
        let before = text.len() - text.trim_start_matches(is_blank).len();
        let mark = std::mem::take(&mut self.mark);
        let mut passage = DraftPassage::new(kind, format!("{mark}{words}"), self.written.len());
        passage.links = links
            .into_iter()
            .filter_map(|link| shift_link(link, before, mark.len()))
            .collect();
        self.push_passage(passage, linked);
    }

    /// Appends the attribution as a line of its own to the last block quote; returns `true` if there was one.
    fn append_cite(&mut self, cite: &str) -> bool {
        let last = self.written.last_mut().map(|written| &mut written.passage);
        let Some(quote) = last.filter(|last| last.kind == Some(BlockKind::BlockQuote)) else {
            return false;
        };
        let text = quote.text.to_mut();
        text.push('\n');
        text.push_str(self.mark.as_str());
        text.push_str(cite.trim_start_matches(['—', '–', '-', ' ']));
        self.mark.clear();
        true
    }

    fn push_passage(&mut self, passage: DraftPassage<'static>, linked: usize) {
        let is_list = |open: &&OpenElement| {
            open.role == ElementRole::DataTable || matches!(open.name, "ol" | "ul" | "dl")
        };
        let list = self.open.iter().find(is_list).map(|open| open.number);
        self.written.push(WrittenPassage {
            passage,
            linked,
            list,
        });
    }

    /// Adds preformatted lines; a blank line splits them, since no block may contain one.
    fn push_code(&mut self, code: &str) {
        let parts = code.split("\n\n").map(|part| part.trim_matches('\n'));
        for part in parts.filter(|part| !part.trim().is_empty()) {
            self.push_passage(
                DraftPassage::new(Some(BlockKind::Code), part.to_owned(), 0),
                0,
            );
        }
    }
}

/// Returns what an element is besides its name.
fn role_of(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> ElementRole {
    match node.name {
        "table" if is_data(page, number) => ElementRole::DataTable,
        "header" if is_bare_head(page, number) && is_entry_head(page, number) => {
            ElementRole::EntryHead
        }
        "li" if is_entry(page, number) => ElementRole::Entry,
        _ => ElementRole::Other,
    }
}

/// Returns the number of the first entry of a numbered list; `None` of another element.
fn first_number(node: &HtmlNode<'_>) -> Option<usize> {
    let start = || node.attributes.get("start")?.parse().ok();
    (node.name == "ol").then(|| start().unwrap_or(1))
}

/// Returns where a link leads, if it may be followed.
fn link_to(written: &str) -> Option<Clean> {
    const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "gemini://"];
    let url = references::resolve_references(written.trim());
    let lower = url.get(..10).unwrap_or(&url).to_ascii_lowercase();
    // `javascript:` and `data:` must never become links.
    let is_open = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    (is_open && !url.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then(|| Clean::line(&url))
}
