//! Reads the lines of an article, and which of them are in title case.

use crate::article::{Article, BlockKind, TextRange};
use crate::quotes::MAXIMUM_TEXT;
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

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
            .filter(|token| token.kind == TokenKind::Word && token.range().len() > 3)
    };
    // A headline has no small verb: "Ana Ruiz said: “Thank You, Ed.”"
    let is_report = |token: &TextToken| {
        let speaks = token.gives(Clue::PlainCue) || token.gives(Clue::SpeakingCue);
        let is_verb = token.ending == WordEnding::Ed || token.is_any(&["said", "wrote", "told"]);
        speaks && is_verb && !token.is_capital() && token.is_unquoted()
    };
    let mut words = tokens.of_paragraph(index).filter_map(|at| tokens.get(at));
    if words.any(is_report) {
        return false;
    }
    // Few headlines have a full stop: "Ana Ruiz met Ed Bell on Monday."
    let here = tokens.of_paragraph(index);
    let last = here.clone().next_back();
    let ends_with_stop = last
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.kind == TokenKind::Stop && text.ends_with('.'));
    let has_large_word = || {
        here.skip(1).any(|at| {
            let pair = tokens.get(at - 1).zip(tokens.get(at));
            // "The Very Rev Ed Bell" has a capital in any line.
            let is_style = tokens
                .get(at + 1)
                .is_some_and(|next| next.is_capital() && next.has_class(WordClass::Title));
            let is_large =
                |(before, token)| is_no_name_but_large(token) || is_joiner_but_large(before, token);
            !is_style && pair.is_some_and(is_large)
        })
    };
    let is_sentence = ends_with_stop && !has_large_word();
    // Short words keep their small letters in title case ("of", "and"), so they do not count.
    let all = longer().count();
    is_short
        && !is_sentence
        && all > 3
        && longer().filter(|token| token.is_capital()).count() * 4 > all * 3
}

/// Returns `true` for a word that has a capital only where all words do: "Says", "About", "Doesn't".
fn is_no_name_but_large(token: &TextToken) -> bool {
    let is_small_word = matches!(
        token.class,
        WordClass::Possessive
            | WordClass::Subject
            | WordClass::Object
            | WordClass::Reflexive
            | WordClass::Relative
            | WordClass::That
            | WordClass::Preposition
            | WordClass::Subordinator
            | WordClass::Auxiliary
            | WordClass::Adverb
    );
    let reports = token.gives(Clue::PlainCue) || token.gives(Clue::ClauseCue);
    let may_be_name = token.entry.given.is_some() || token.entry.is_land || token.entry.is_place;
    token.case == LetterCase::Capital
        && token.range().len() > 3
        && (is_small_word || reports)
        && !may_be_name
}

/// Returns `true` for a short word in the middle that has a capital only where all words do: "Is", "By", "Am".
fn is_joiner_but_large(before: &TextToken, token: &TextToken) -> bool {
    let is_joiner = matches!(token.class, WordClass::Preposition | WordClass::Auxiliary);
    before.kind == TokenKind::Word
        && before.region() == token.region()
        && before.sentence() == token.sentence()
        && before.entry.given.is_none()
        && token.case == LetterCase::Capital
        && is_joiner
        && token.entry.given.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::cases::story;
    use crate::quotes::marks::regions;
    use crate::quotes::words::tokenizer;
    use rstest::rstest;

    #[rstest]
    #[case::a_headline("Ana Ruiz Tells Council She Will Not Pay", true)]
    #[case::a_headline_with_a_stop("Ana Ruiz Tells Council She Will Not Pay.", true)]
    #[case::small_words_with_capitals("Harbour Board Meets Again About Broken Pier.", true)]
    #[case::short_words_with_capitals("Ana Ruiz Backs Ed Bell: I Am Tired Of The Pier.", true)]
    #[case::a_sentence_of_names("Ana Ruiz met Ed Bell and Owen Pratt of Harrow on Monday.", false)]
    #[case::a_short_report("Ana Ruiz said: “Thank you, Gary.”", false)]
    #[case::a_sentence("The council will meet in Harrow on Monday.", false)]
    fn lines_in_title_case(#[case] line: &str, #[case] is_titled: bool) {
        let article = story(line);
        let text = article.text.as_str();
        let paragraphs = read_paragraphs(&article);
        let regions = regions::find_regions(text, &paragraphs);
        let tokens = tokenizer::cut_tokens(text, &paragraphs, &regions);
        assert_eq!(find_title_case(text, &tokens, &paragraphs), [is_titled]);
    }
}
