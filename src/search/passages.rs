//! Finds the part of a story with the most matches of a query.

use crate::article::{Article, BlockKind, TextRange};
use crate::text::Clean;

use super::marks::find_marks;
use super::query::Query;

/// A block of a story, with the parts that match the query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitPassage {
    /// The text of the block.
    pub text: Clean,
    /// The ranges of `text` that match, in order and without overlaps.
    pub marks: Vec<TextRange>,
}

/// Returns the block with the most matches, the first of equals; `None` if no block has any.
#[must_use]
pub fn best_passage(article: &Article, query: &Query) -> Option<HitPassage> {
    let told = |kind| !matches!(kind, BlockKind::Boilerplate | BlockKind::Headline);
    let blocks = article.blocks.iter().filter(|block| told(block.kind));
    let passages = blocks.map(|block| {
        let text = article.words_in(block.range);
        (text, find_marks(query, text))
    });
    // `max_by_key` returns the last of equals: in reverse, that is the first one in the story.
    let (text, marks) = passages.rev().max_by_key(|(_, marks)| marks.len())?;
    (!marks.is_empty()).then(|| HitPassage {
        text: Clean::new(text),
        marks,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::article::Block;

    fn article(blocks: &[(BlockKind, &str)]) -> Article {
        let mut article = Article::default();
        let mut text = String::new();
        for (kind, words) in blocks {
            let start = text.len();
            text.push_str(words);
            let range = TextRange::new(start, text.len());
            article.blocks.push(Block::new(*kind, range));
            text.push_str("\n\n");
        }
        article.text = Clean::new(&text);
        article
    }

    #[rstest]
    #[case::most_hits("tide weir ", Some("The tide rose over the weir."))]
    #[case::the_first_of_equals("tide ", Some("The tide fell."))]
    #[case::not_the_headline("again ", None)]
    #[case::not_what_the_page_put_between("share ", None)]
    fn the_best_part_is_shown(#[case] asked: &str, #[case] text: Option<&str>) {
        let article = article(&[
            (BlockKind::Headline, "The tide, again"),
            (BlockKind::Boilerplate, "Share this tide"),
            (BlockKind::Paragraph, "The tide fell."),
            (BlockKind::Paragraph, "The tide rose over the weir."),
        ]);
        let query = Query::parse_text(asked, date(2026, 5, 6));
        let found = best_passage(&article, &query);
        assert_eq!(found.as_ref().map(|passage| passage.text.as_str()), text);
    }
}
