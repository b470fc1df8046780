//! Writes the text of an article as Markdown from which the loader reads the same text.
//!
//! Sections are those of `CommonMark` 0.31, <https://spec.commonmark.org/0.31.2/>.

use super::table;
use crate::article::{Article, Block, BlockKind, Link, TextRange};

/// Returns the blocks as Markdown; headline, byline and noise are left out.
pub(in crate::library) fn markdown_of(article: &Article) -> String {
    let mut text = String::new();
    let mut before: Option<BlockKind> = None;
    let blocks = article
        .blocks
        .iter()
        .filter(|block| is_written(article, block.kind));
    let blocks: Vec<&Block> = blocks.collect();
    let is_row = |block: &Block| block.kind == BlockKind::TableRow;
    for run in blocks.chunk_by(|one, next| is_row(one) && is_row(next)) {
        let Some(first) = run.first() else {
            continue;
        };
        text.push_str(block_separator(before, first.kind));
        if is_row(first) {
            let rows: Vec<TextRange> = run.iter().map(|row| row.range).collect();
            table::push_table(article, &rows, &mut text);
        } else {
            push_block(article, first, &mut text);
        }
        before = Some(first.kind);
    }
    if before.is_some() {
        text.push('\n');
    }
    text
}

/// Returns `true` if a block is part of the text: headline, byline and standfirst are above it.
fn is_written(article: &Article, kind: BlockKind) -> bool {
    match kind {
        BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate => false,
        BlockKind::Standfirst => article.metadata.standfirst.is_none(),
        BlockKind::Dateline
        | BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::BlockQuote
        | BlockKind::ListItem(_)
        | BlockKind::Code
        | BlockKind::Caption
        | BlockKind::TableRow
        | BlockKind::Provenance => true,
    }
}

/// Returns the separator between two blocks.
const fn block_separator(before: Option<BlockKind>, next: BlockKind) -> &'static str {
    match (before, next) {
        (None, _) => "",
        (Some(BlockKind::Dateline), BlockKind::Paragraph) => " — ",
        (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_)) => "\n",
        // Two adjacent block quotes would merge (section 5.1); a comment between them keeps them apart.
        (Some(BlockKind::BlockQuote), BlockKind::BlockQuote) => "\n\n<!-- -->\n\n",
        (
            Some(_),
            BlockKind::Headline
            | BlockKind::Standfirst
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Paragraph
            | BlockKind::Heading(_)
            | BlockKind::BlockQuote
            | BlockKind::ListItem(_)
            | BlockKind::Code
            | BlockKind::Caption
            | BlockKind::TableRow
            | BlockKind::Boilerplate
            | BlockKind::Provenance,
        ) => "\n\n",
    }
}

/// Appends a block.
///
/// Headings have the levels 2 to 6: 1 is the headline's, and there is none below 6 (section 4.2). Nothing can be
/// escaped inside a fence, so three backticks in code are replaced (section 4.5).
fn push_block(article: &Article, block: &Block, text: &mut String) {
    let words = || escape_range(article, block.range);
    match block.kind {
        BlockKind::Heading(level) => {
            text.push_str(&"#".repeat(usize::from(level.clamp(2, 6))));
            text.push(' ');
            text.push_str(&words().replace("\\\n", " "));
        }
        BlockKind::BlockQuote => {
            text.push_str("> ");
            text.push_str(&words().replace('\n', "\n> "));
        }
        BlockKind::ListItem(depth) => push_entry(article, block.range, depth, text),
        BlockKind::Code => {
            text.push_str("```\n");
            text.push_str(&article.words_in(block.range).replace("```", "'''"));
            text.push_str("\n```");
        }
        BlockKind::Caption => {
            text.push_str("![");
            text.push_str(&escape_text(
                &article.words_in(block.range).replace('\n', " "),
                true,
            ));
            text.push_str("]()");
        }
        BlockKind::TableRow => table::push_table(article, &[block.range], text),
        BlockKind::Headline
        | BlockKind::Standfirst
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Paragraph
        | BlockKind::Boilerplate
        | BlockKind::Provenance => text.push_str(&words()),
    }
}

/// Writes a list item with a Markdown marker, indented by four blanks for each level.
fn push_entry(article: &Article, range: TextRange, depth: u8, text: &mut String) {
    let words = article.words_in(range);
    let (mark, rest) = words.split_once(' ').unwrap_or(("•", words));
    let number = mark.trim_end_matches(['.', ')']);
    // Markdown takes at most nine digits for the number of a list item (section 5.2).
    let is_number = number.len() < mark.len()
        && number.len() < 9
        && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark = is_number || mark.chars().all(|c| !c.is_alphanumeric());
    let start = if is_mark {
        range.end - rest.len()
    } else {
        range.start
    };
    text.push_str(&"    ".repeat(usize::from(depth.min(8))));
    text.push_str(if is_number && is_mark { mark } else { "-" });
    text.push(' ');
    text.push_str(&escape_range(article, TextRange::new(start, range.end)).replace('\n', "\n  "));
}

/// Returns the words of a range with its links; line breaks become hard ones (section 6.7).
fn escape_range(article: &Article, range: TextRange) -> String {
    escape_inline(article, range, false).replace('\n', "\\\n")
}

/// Returns the words of a range with its links; `is_inside` is `true` if they do not start a line.
pub(super) fn escape_inline(article: &Article, range: TextRange, is_inside: bool) -> String {
    let mut text = String::new();
    let mut start = range.start;
    let links = &article.links;
    let first = links.partition_point(|link| link.range.start < range.start);
    let inside = links.iter().skip(first);
    let inside = inside.take_while(|link| link.range.start < range.end);
    let is_written = |link: &&Link| range.contains_range(link.range) && is_writable(&link.url);
    for link in inside.filter(is_written) {
        // Links cannot contain other links (section 6.3), so of two that overlap the first is written.
        if link.range.start < start {
            continue;
        }
        let before = TextRange::new(start, link.range.start);
        let is_later = is_inside || start > range.start;
        text.push_str(&escape_text(article.words_in(before), is_later));
        let words = escape_text(article.words_in(link.range), true);
        text.extend(["[", &words, "](<", link.url.as_str(), ">)"]);
        start = link.range.end;
    }
    text.push_str(&escape_text(
        article.words_in(TextRange::new(start, range.end)),
        is_inside || start > range.start,
    ));
    text
}

/// Returns `true` if an address can be written between angle brackets.
fn is_writable(url: &str) -> bool {
    !url.contains(['<', '>', '\n', '\\'])
}

/// Escapes Markdown syntax (section 2.4); `is_inside` is `true` if the text does not start a line.
fn escape_text(text: &str, is_inside: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            escaped.push('\n');
        }
        let begins_line = index > 0 || !is_inside;
        let marks = if begins_line {
            length_of_marks(line)
        } else {
            None
        };
        for (at, c) in line.char_indices() {
            let rest = line.get(at..).unwrap_or_default();
            let is_mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|')
                || c == '&' && is_reference(rest);
            if is_mark || Some(at) == marks {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// Returns the position of the character that would turn a line into a heading, quote, list or rule.
fn length_of_marks(line: &str) -> Option<usize> {
    if line.starts_with(['#', '>', '-', '+', '=', ':']) {
        return Some(0);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && line.get(digits..)?.starts_with(['.', ')']);
    is_number.then_some(digits)
}

/// Returns `true` if a text begins with a character reference, such as `&amp;` (section 2.5).
fn is_reference(text: &str) -> bool {
    let name = text
        .get(1..)
        .and_then(|after| after.split_once(';'))
        .map(|(name, _)| name);
    name.is_some_and(|name| {
        !name.is_empty()
            && name.len() < 40
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    })
}
