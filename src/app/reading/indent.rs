//! The columns beside the lines of a block: list items and rows of tables go on to the right of where they begin.

use crate::article::BlockKind;
use crate::text::measure::count_columns;

/// The columns by which the further lines of a table row are set in.
const ROW: usize = 2;

/// The columns that are before and after the text of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Indent {
    /// Before the line that the block begins with.
    pub first: usize,
    /// Before each further line.
    pub left: usize,
    /// After each line.
    pub right: usize,
}

/// Returns the columns kept free around the words of a block.
#[must_use]
pub fn block_indent(kind: BlockKind, words: &str) -> Indent {
    match kind {
        BlockKind::BlockQuote => Indent {
            first: 3,
            left: 3,
            right: 3,
        },
        BlockKind::ListItem(depth) => {
            let first = 2 * usize::from(depth.min(8));
            let left = first + count_columns(item_mark(words));
            Indent {
                first,
                left,
                right: 0,
            }
        }
        BlockKind::Code => Indent {
            first: 2,
            left: 2,
            right: 0,
        },
        BlockKind::TableRow => Indent {
            left: ROW,
            ..Indent::default()
        },
        BlockKind::Headline
        | BlockKind::Standfirst
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::Boilerplate
        | BlockKind::Provenance => Indent::default(),
    }
}

/// Returns the mark that a list item begins with, and the space after it: "• ", "12. "; `""` if there is none.
#[must_use]
pub fn item_mark(words: &str) -> &str {
    const LONGEST: usize = 8;
    let Some((mark, rest)) = words
        .split_once(' ')
        .filter(|(mark, _)| mark.len() <= LONGEST)
    else {
        return "";
    };
    let number = mark.trim_end_matches(['.', ')']);
    let is_number = number.len() < mark.len() && number.chars().all(char::is_alphanumeric);
    let is_sign = !mark.contains(char::is_alphanumeric);
    let (with_space, _) = words.split_at(words.len() - rest.len());
    if is_number || is_sign { with_space } else { "" }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_bullet("• one boat", "• ")]
    #[case::a_number("12. one boat", "12. ")]
    #[case::a_letter("a) one boat", "a) ")]
    #[case::a_dash("- one boat", "- ")]
    #[case::no_mark("One boat", "")]
    #[case::one_word("•", "")]
    fn an_item_begins_with_its_mark(#[case] words: &str, #[case] expected: &str) {
        assert_eq!(item_mark(words), expected);
    }
}
