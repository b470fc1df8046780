//! The sentences before and after a stretch of a story.

use crate::article::{Article, Block, TextRange};
use crate::text::{Clean, sentences};

/// Returns the sentence before a range and the one after it, each with the rest of the range's own sentence.
///
/// Where the range begins or ends its paragraph they come from the adjacent paragraph; either is empty at the
/// story's ends.
#[must_use]
pub fn surrounding_sentences(article: &Article, range: TextRange) -> (Clean, Clean) {
    let story: Vec<&Block> = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_story())
        .collect();
    let first = story
        .iter()
        .rposition(|block| block.range.start <= range.start);
    let last = story
        .iter()
        .rposition(|block| block.range.start < range.end);
    let (Some(first), Some(last)) = (first, last) else {
        return (Clean::default(), Clean::default());
    };
    (
        sentence_before(article, &story, first, range.start),
        sentence_after(article, &story, last, range.end),
    )
}

fn sentence_before(article: &Article, story: &[&Block], number: usize, at: usize) -> Clean {
    let Some(block) = story.get(number) else {
        return Clean::default();
    };
    let head = TextRange::new(block.range.start, at.min(block.range.end));
    let inside = sentences::split_sentences(&article.text, block.range);
    // The last sentence that begins before the words may be their own; the one before it is wanted too.
    let earlier: Vec<&TextRange> = inside
        .iter()
        .filter(|sentence| sentence.start < at)
        .collect();
    let own = earlier.last().filter(|sentence| sentence.end > at);
    let wanted = if own.is_some() { 2 } else { 1 };
    if let Some(start) = earlier.iter().rev().nth(wanted - 1) {
        return clean_line(article, TextRange::new(start.start, head.end));
    }
    let beside = number.checked_sub(1).and_then(|number| story.get(number));
    let sentence =
        beside.and_then(|block| sentences::split_sentences(&article.text, block.range).pop());
    join_parts(
        sentence.map(|sentence| article.words_in(sentence)),
        Some(article.words_in(head)),
    )
}

fn sentence_after(article: &Article, story: &[&Block], number: usize, at: usize) -> Clean {
    let Some(block) = story.get(number) else {
        return Clean::default();
    };
    let tail = TextRange::new(at, block.range.end);
    let inside = sentences::split_sentences(&article.text, block.range);
    let later: Vec<&TextRange> = inside.iter().filter(|sentence| sentence.end > at).collect();
    let own = later.first().filter(|sentence| sentence.start < at);
    let wanted = if own.is_some() { 2 } else { 1 };
    if let Some(end) = later.get(wanted - 1) {
        return clean_line(article, TextRange::new(at, end.end));
    }
    let beside = story.get(number + 1);
    let following = beside.map(|block| sentences::split_sentences(&article.text, block.range));
    let sentence = following.as_ref().and_then(|following| following.first());
    join_parts(
        Some(article.words_in(tail)),
        sentence.map(|sentence| article.words_in(*sentence)),
    )
}

fn clean_line(article: &Article, range: TextRange) -> Clean {
    Clean::line(article.words_in(range))
}

fn join_parts(first: Option<&str>, second: Option<&str>) -> Clean {
    let parts: Vec<&str> = [first, second].into_iter().flatten().collect();
    Clean::line(&parts.join(" "))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::BlockKind;

    /// An article of paragraphs, with a share line after the first.
    fn article() -> Article {
        let parts = [
            (
                BlockKind::Paragraph,
                "The gate stood open. A boat went through.",
            ),
            (BlockKind::Boilerplate, "Share this."),
            (
                BlockKind::Paragraph,
                "“Low water waits,” said Rook. He meant “the tide” too, he said. It was noon.",
            ),
            (BlockKind::Paragraph, "“Never.”"),
        ];
        let mut article = Article::default();
        let mut text = String::new();
        for (kind, words) in parts {
            let start = text.len();
            text.push_str(words);
            let range = TextRange::new(start, text.len());
            article.blocks.push(Block::new(kind, range));
            text.push_str("\n\n");
        }
        article.text = Clean::new(&text);
        article
    }

    #[rstest]
    #[case::at_a_paragraphs_start(
        "“Low water waits,”",
        "A boat went through.",
        "said Rook. He meant “the tide” too, he said."
    )]
    #[case::inside_a_sentence(
        "“the tide”",
        "“Low water waits,” said Rook. He meant",
        "too, he said. It was noon."
    )]
    #[case::a_whole_paragraph("“Never.”", "It was noon.", "")]
    #[case::at_the_storys_start("The gate stood open.", "", "A boat went through.")]
    fn the_sentences_beside_are_found(
        #[case] words: &str,
        #[case] before: &str,
        #[case] after: &str,
    ) {
        let article = article();
        let start = article.text.find(words).unwrap();
        let range = TextRange::new(start, start + words.len());
        let (found_before, found_after) = surrounding_sentences(&article, range);
        assert_eq!(
            (found_before.as_str(), found_after.as_str()),
            (before, after)
        );
    }

    #[test]
    fn a_range_outside_every_block_has_nothing_around() {
        let empty = Article::default();
        let (before, after) = surrounding_sentences(&empty, TextRange::new(3, 9));
        assert!(before.is_empty() && after.is_empty());
    }
}
