//! Reads the lines of an article, and which of them are in title case.

use crate::article::{Article, BlockKind, TextRange};
use crate::quotes::MAXIMUM_TEXT;
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::token::{TokenKind, TokenList};

/// Cuts the blocks that are read into lines, up to the limit.
pub(crate) fn read_paragraphs(article: &Article) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for block in &article.blocks {
        if block.range.start >= MAXIMUM_TEXT {
            break;
        }
        if !block.kind.is_story()
            && !matches!(block.kind, BlockKind::Headline | BlockKind::Standfirst)
        {
            continue;
        }
        let mut start = block.range.start;
        for line in article.words_in(block.range).split_inclusive('\n') {
            let range = TextRange::new(start, start + line.trim_end_matches('\n').len());
            start += line.len();
            if !line.trim().is_empty() && range.end <= MAXIMUM_TEXT {
                paragraphs.push(Paragraph {
                    range,
                    kind: block.kind,
                });
            }
        }
    }
    paragraphs
}

/// Returns for each paragraph whether it is in title case.
pub(crate) fn find_title_case(
    text: &str,
    tokens: &TokenList,
    paragraphs: &[Paragraph],
) -> Vec<bool> {
    (0..paragraphs.len())
        .map(|index| {
            let line = paragraphs.get(index).map_or("", |line| line.range.of(text));
            is_title_case(line.trim_end(), tokens, index, paragraphs)
        })
        .collect()
}

/// Returns `true` if most longer words of a paragraph, whose words are `text`, have a capital, as headlines do.
fn is_title_case(text: &str, tokens: &TokenList, index: usize, paragraphs: &[Paragraph]) -> bool {
    let is_short = paragraphs
        .get(index)
        .is_some_and(|paragraph| paragraph.range.len() < 200);
    let longer = || {
        tokens
            .of_paragraph(index)
            .filter_map(|at| tokens.get(at))
            .filter(|token| token.kind == TokenKind::Word && token.range.len() > 3)
    };
    // A headline has no full stop: "Ana Ruiz met Ed Bell on Monday."
    let last = tokens.of_paragraph(index).next_back();
    let is_sentence = last
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.kind == TokenKind::Stop && text.ends_with('.'));
    // Short words keep their small letters in title case ("of", "and"), so they do not count.
    let all = longer().count();
    is_short
        && !is_sentence
        && all > 3
        && longer().filter(|token| token.is_capital()).count() * 4 > all * 3
}
