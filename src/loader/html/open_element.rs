//! The elements around the words that are being written, and what they make of them.

use super::live::ENTRY_TIME;
use crate::article::BlockKind;

/// What an element is besides its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// A table that holds data.
    DataTable,
    /// The head of a live blog's entry, which is one line.
    EntryHead,
    /// An entry of a live blog that begins with its time, and no item of a list.
    Entry,
    /// Nothing more.
    Other,
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenElement {
    pub(super) name: &'static str,
    pub(super) number: usize,
    pub(super) end: usize,
    /// The number of the next entry, in a numbered list.
    pub(super) next: Option<usize>,
    pub(super) role: ElementRole,
    /// Whether its lines are kept apart.
    pub(super) keeps_lines: bool,
}

/// Returns the kind of the text directly in an element, by the elements `around` it; `None` for a paragraph.
pub(super) fn kind_of(innermost: &OpenElement, around: &[OpenElement]) -> Option<BlockKind> {
    let mut lists = 0;
    let mut kind = None;
    for open in around.iter().chain([innermost]) {
        kind = match open.name {
            "ol" | "ul" | "menu" => {
                lists += 1;
                kind
            }
            "li" if open.role == ElementRole::Entry => kind,
            "li" => Some(BlockKind::ListItem(
                u8::try_from(lists).unwrap_or(u8::MAX).saturating_sub(1),
            )),
            "pre" => Some(BlockKind::Code),
            "blockquote" => Some(BlockKind::BlockQuote),
            "figcaption" => Some(BlockKind::Caption),
            // Outside of a table browsers ignore the tag.
            "caption" if around.iter().any(|open| open.name == "table") => Some(BlockKind::Caption),
            "tr" if is_data_row(around, open) => Some(BlockKind::TableRow),
            "header" if open.role == ElementRole::EntryHead => Some(ENTRY_TIME),
            "h1" | "h2" if kind.is_none() => Some(BlockKind::Heading(2)),
            "h3" if kind.is_none() => Some(BlockKind::Heading(3)),
            "h4" | "h5" | "h6" if kind.is_none() => Some(BlockKind::Heading(4)),
            _ => kind,
        };
    }
    kind
}

/// Returns `true` if a row is one of a table that holds data.
fn is_data_row(around: &[OpenElement], row: &OpenElement) -> bool {
    let mut tables = around
        .iter()
        .filter(|open| open.name == "table" && open.number < row.number);
    tables
        .next_back()
        .is_some_and(|table| table.role == ElementRole::DataTable)
}
