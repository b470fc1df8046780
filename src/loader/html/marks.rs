//! What the marks of a page mean: tables of data, credits of quotes, footnotes, lines that are kept apart.

use super::references;
use super::tree::{HtmlNode, HtmlPage};

/// The longest text that a cell of a table has; a table with a longer one only lays out the page.
const LONGEST_CELL: usize = 200;

/// Returns `true` if a table holds data, and does not just lay out the page: no cell holds a paragraph of a story.
pub(super) fn is_data(page: &HtmlPage<'_>, table: usize) -> bool {
    let (mut rows, mut cells, mut longest) = (0, 0, 0);
    let mut length = 0;
    for number in page.descendants(table) {
        let Some(node) = page.nodes.get(number) else {
            break;
        };
        match node.name {
            "table" => return false,
            "tr" => rows += 1,
            "td" | "th" => {
                cells += rows_of_cell(node);
                length = 0;
            }
            "" => length += node.text.trim().len(),
            _ => {}
        }
        longest = longest.max(length);
    }
    rows >= 2 && cells >= rows * 2 && longest <= LONGEST_CELL
}

/// Returns how many rows a cell is in.
fn rows_of_cell(cell: &HtmlNode<'_>) -> usize {
    const MOST: usize = 50;
    let written = cell.attributes.get("rowspan").unwrap_or_default();
    let rows = written.trim().parse().ok();
    rows.map_or(1, |rows: usize| rows.clamp(1, MOST))
}

/// Returns `true` if a paragraph of a block quote is the line below it that says who wrote it: "— Ines Halloran (@inesh)".
pub(super) fn is_credit(words: &str) -> bool {
    const LONGEST: usize = 120;
    words.len() <= LONGEST && words.starts_with(['—', '–', '―'])
}

/// Returns `true` if a style keeps the line breaks of the source (CSS Text 3, section 3).
pub(super) fn keeps_lines(style: &str) -> bool {
    let value = style.split_once("white-space").map(|(_, after)| after);
    value.is_some_and(|after| after.trim_start_matches([':', ' ']).starts_with("pre"))
}

/// Returns `true` if raised words are the mark of a footnote: a link to a place on the page, or a number in brackets.
pub(super) fn is_footnote_mark(page: &HtmlPage<'_>, number: usize) -> bool {
    const LONGEST: usize = 6;
    let parts = || page.descendants(number).filter_map(|at| page.nodes.get(at));
    let words: String = parts().map(|node| node.text.trim()).collect();
    let is_number = words
        .trim_matches(['[', ']', '(', ')'])
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    let is_inner = |node: &HtmlNode<'_>| {
        let target = node.attributes.get("href").unwrap_or_default();
        node.name == "a" && target.contains('#')
    };
    words.len() <= LONGEST && is_number && (words.starts_with('[') || parts().any(is_inner))
}

/// Returns `true` if an element is the sign below a story that leads back from a footnote to its mark.
pub(super) fn is_back_link(page: &HtmlPage<'_>, number: usize) -> bool {
    const LARGEST: usize = 4;
    let Some(node) = page.nodes.get(number).filter(|node| node.name == "a") else {
        return false;
    };
    let is_inner = node
        .attributes
        .get("href")
        .is_some_and(|href| href.contains('#'));
    let parts = || page.descendants(number).filter_map(|at| page.nodes.get(at));
    let is_sign = |c: char| "↩↑↵⏎^".contains(c) || matches!(c, '\u{fe0e}' | '\u{fe0f}');
    let words = || parts().map(|node| references::resolve_references(node.text.trim()));
    is_inner
        && node.end - number <= LARGEST
        && words().any(|words| !words.is_empty())
        && words().all(|words| words.chars().all(is_sign))
}

/// Returns `true` if a caption says whose words the block quote in its figure has (HTML standard, section 4.4.4).
pub(super) fn is_credit_of_quote(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> bool {
    let figure = page.nodes.get(node.parent);
    let mut before = page
        .descendants(node.parent)
        .take_while(|at| *at < number)
        .filter_map(|at| page.nodes.get(at));
    node.name == "figcaption"
        && figure.is_some_and(|figure| figure.name == "figure")
        && before.any(|node| node.name == "blockquote")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_link_to_the_page("<sup><a href='#n1'>1</a></sup>", true)]
    #[case::brackets("<sup>[12]</sup>", true)]
    #[case::an_exponent("<sup>2</sup>", false)]
    #[case::an_ordinal("<sup>th</sup>", false)]
    fn footnote_marks_are_told_from_raised_words(#[case] html: &str, #[case] is: bool) {
        assert_eq!(is_footnote_mark(&HtmlPage::parse(html), 0), is);
    }

    #[rstest]
    #[case::an_arrow("<a href='#r1'>&#8617;&#xfe0e;</a>", true)]
    #[case::a_caret("<a href='#cite_ref-2'>^</a>", true)]
    #[case::words("<a href='#r1'>above</a>", false)]
    #[case::another_page("<a href='/up'>↑</a>", false)]
    #[case::nothing("<a href='#r1'></a>", false)]
    fn links_back_to_a_mark_are_signs(#[case] html: &str, #[case] is: bool) {
        assert_eq!(is_back_link(&HtmlPage::parse(html), 0), is);
    }
}
