//! Text as scraped from a news page.

use std::path::Path;

use super::draft::Draft;
use crate::article::{Article, BlockKind, Metadata};
use crate::text::Clean;

/// Reads `text`, which passed the gate; `None` when there are no words in it.
pub(super) fn parse(_path: &Path, text: &Clean) -> Option<Article> {
    let mut paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    let headline = paragraphs.next()?;
    let mut draft = Draft::default();
    draft.push(BlockKind::Headline, headline.lines());
    for paragraph in paragraphs {
        for line in paragraph.lines() {
            draft.push(BlockKind::Paragraph, [line]);
        }
    }
    let words = text.split_whitespace().count();
    let minutes = u32::try_from(words.div_ceil(230)).unwrap_or(u32::MAX);
    Some(
        draft.finish(Metadata {
            title: Clean::new(
                &headline
                    .lines()
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            minutes: minutes.max(1),
            ..Metadata::default()
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_headline_and_the_rest_are_paragraphs() {
        let text = Clean::new("Ferry Stops\n\nThe ferry stopped.\n\nNobody knows why.\n");
        let article = parse(Path::new("a.txt"), &text).unwrap();
        assert_eq!(article.metadata.title.as_str(), "Ferry Stops");
        let kinds: Vec<_> = article.blocks.iter().map(|block| block.kind).collect();
        let paragraph = BlockKind::Paragraph;
        assert_eq!(kinds, [BlockKind::Headline, paragraph, paragraph]);
    }
}
