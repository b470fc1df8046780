//! Writes the text of an article as Markdown from which the loader reads the same text.
//!
//! Sections are those of `CommonMark` 0.31, <https://spec.commonmark.org/0.31.2/>.

use crate::article::{Article, Block, BlockKind, Link, TextRange};

/// Returns the blocks as Markdown; headline, byline and noise are left out.
pub(in crate::library) fn markdown_of(article: &Article) -> String {
    let mut text = String::new();
    let mut before: Option<BlockKind> = None;
    for block in &article.blocks {
        if matches!(
            block.kind,
            BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate
        ) {
            continue;
        }
        let is_standfirst =
            block.kind == BlockKind::Standfirst && article.metadata.standfirst.is_some();
        if is_standfirst {
            continue;
        }
        text.push_str(block_separator(before, block.kind));
        push_block(article, block, before, &mut text);
        before = Some(block.kind);
    }
    if before.is_some() {
        text.push('\n');
    }
    text
}

/// Returns the separator between two blocks.
const fn block_separator(before: Option<BlockKind>, next: BlockKind) -> &'static str {
    match (before, next) {
        (None, _) => "",
        (Some(BlockKind::Dateline), BlockKind::Paragraph) => " — ",
        (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_))
        | (Some(BlockKind::TableRow), BlockKind::TableRow) => "\n",
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
fn push_block(article: &Article, block: &Block, before: Option<BlockKind>, text: &mut String) {
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
        BlockKind::TableRow => push_row(
            article.words_in(block.range),
            before != Some(BlockKind::TableRow),
            text,
        ),
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

/// Returns the cells of a row, which two spaces part, or more; the first is empty if the row begins with spaces.
fn split_cells(words: &str) -> impl Iterator<Item = &str> {
    let is_indented = words.starts_with("  ");
    let cells = words.split("  ").map(str::trim);
    std::iter::once("")
        .filter(move |_| is_indented)
        .chain(cells.filter(|cell| !cell.is_empty()))
}

fn push_row(words: &str, is_first: bool, text: &mut String) {
    let cells: Vec<String> = split_cells(words)
        .map(|cell| {
            escape_text(cell.trim(), true)
                .replace('|', "\\|")
                .replace('\n', " ")
        })
        .collect();
    text.push_str("| ");
    text.push_str(&cells.join(" | "));
    text.push_str(" |");
    if is_first {
        text.push_str("\n|");
        text.push_str(&" --- |".repeat(cells.len()));
    }
}

/// Returns the words of a range with its links; line breaks become hard ones (section 6.7).
fn escape_range(article: &Article, range: TextRange) -> String {
    let mut text = String::new();
    let mut start = range.start;
    let is_inside = |link: &&Link| range.contains_range(link.range) && is_writable(&link.url);
    for link in article.links.iter().filter(is_inside) {
        // Links cannot contain other links (section 6.3), so of two that overlap the first is written.
        if link.range.start < start {
            continue;
        }
        let before = TextRange::new(start, link.range.start);
        text.push_str(&escape_text(article.words_in(before), start > range.start));
        let words = escape_text(article.words_in(link.range), true);
        text.extend(["[", &words, "](<", link.url.as_str(), ">)"]);
        start = link.range.end;
    }
    text.push_str(&escape_text(
        article.words_in(TextRange::new(start, range.end)),
        start > range.start,
    ));
    text.replace('\n', "\\\n")
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
