//! Goes from line to line of the text, on the screen or not.

use super::layout::{Layout, SegmentContent};
use crate::article::TextRange;

impl Layout {
    /// Returns the line that is `by` lines of text further down than the one with the byte `at`, or up when negative.
    ///
    /// Where there are fewer it is the last one, or the first. What is no text of the story has no lines: facts, links,
    /// page furniture that is folded.
    pub(super) fn line_from(&mut self, text: &str, at: usize, by: isize) -> Option<TextRange> {
        let place = self.place_of(text, at);
        let here = place.row.saturating_sub(self.gap_of(place.segment));
        let mut left = by.unsigned_abs();
        let mut line = self.text_lines(text, place.segment).get(here).copied();
        if left == 0 {
            return line;
        }
        if by > 0 {
            let mut from = here + 1;
            for segment in place.segment..self.segments().len() {
                let lines = self.text_lines(text, segment);
                let after = lines.get(from..).unwrap_or_default();
                if let Some(found) = after.get(left - 1) {
                    return Some(*found);
                }
                left -= after.len();
                line = after.last().copied().or(line);
                from = 0;
            }
            return line;
        }
        let mut until = here;
        for segment in (0..=place.segment).rev() {
            let lines = self.text_lines(text, segment);
            let before = lines.get(..until.min(lines.len())).unwrap_or_default();
            if let Some(found) = before.iter().nth_back(left - 1) {
                return Some(*found);
            }
            left -= before.len();
            line = before.first().copied().or(line);
            until = usize::MAX;
        }
        line
    }

    /// Returns the lines of a segment; none if it is no text of the story.
    fn text_lines(&mut self, text: &str, segment: usize) -> Vec<TextRange> {
        let content = self.segments().get(segment).map(|segment| segment.content);
        if content != Some(SegmentContent::Text) {
            return Vec::new();
        }
        let lines = self.wrapped_lines(text, segment).iter();
        lines.map(|line| line.range).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rstest::rstest;

    use super::super::ReadingPane;
    use super::super::links::LinkNumbers;
    use crate::app::event::Ticket;
    use crate::article::{Article, ArticleId, Block, BlockKind, TextRange};
    use crate::library::listing::{ArticleRow, Location, RowFold};
    use crate::text::Clean;
    use crate::text::wrap;

    fn row() -> ArticleRow {
        ArticleRow {
            id: ArticleId::from_number(1),
            location: Location {
                path: "log.txt".into(),
                entry: 0,
            },
            title: Clean::new("Log"),
            source: None,
            published: None,
            time: None,
            minutes: 1,
            quotes: 0,
            is_read: false,
            is_bookmarked: false,
            read_position: None,
            tags: Vec::new(),
            fold: RowFold::Alone,
        }
    }

    /// Opens a text of one block, in which empty lines are lines.
    fn pane(text: &str) -> ReadingPane {
        let range = TextRange::new(0, text.len());
        let options = wrap::Options::default();
        let mut pane = ReadingPane::new(row(), Ticket::default(), options, LinkNumbers::default());
        pane.resize(40, 4);
        pane.take_article(Arc::new(Article {
            blocks: vec![Block::new(BlockKind::Code, range)],
            text: Clean::new(text),
            ..Article::default()
        }));
        pane.begin_highlight();
        pane
    }

    #[rstest]
    #[case::onto_an_empty_line(&[1], "noon")]
    #[case::over_it(&[2], "noon\n\nfive")]
    #[case::line_by_line(&[1, 1, 1], "noon\n\nfive\nsix")]
    #[case::and_back(&[1, 1, 1, -1, -1], "noon")]
    #[case::to_the_last_line(&[99_999_999], "noon\n\nfive\nsix at sea\n\n\nten")]
    #[case::and_to_the_first(&[99, -99], "noon")]
    fn a_selection_goes_by_lines(#[case] steps: &[isize], #[case] expected: &str) {
        let mut pane = pane("noon\n\nfive\nsix at sea\n\n\nten miles");
        for by in steps {
            pane.extend_by_lines(*by);
        }
        let words = pane.highlighted().zip(pane.article());
        let words = words.map(|(range, article)| article.words_in(range));
        assert_eq!(words, Some(expected));
    }
}
