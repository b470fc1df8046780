//! Passages that the user highlighted: whether one is a quote that was found, and those whose speaker the user named.

use super::{find_anchor, with_speaker, with_speakers};
use crate::article::{
    Article, ArticleId, Confidence, Quote, QuoteId, QuoteKind, Reason, TextRange,
};
use crate::library::state::{Bookmark, CorrectedQuote, Correction};

/// Returns `true` if a passage has the same letters as a quote at its place, whatever the marks around them.
#[must_use]
pub fn has_words_of(article: &Article, passage: TextRange, quote: &Quote) -> bool {
    let letters = |range: TextRange| {
        let words = article.words_in(range).chars();
        words.filter(|c| c.is_alphanumeric())
    };
    passage.overlaps(quote.range) && letters(passage).eq(letters(quote.range))
}

/// A passage of the open article that the user highlighted, and which of its bookmarks it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptPassage {
    /// Where it is now.
    pub range: TextRange,
    /// The index of its bookmark.
    pub bookmark: usize,
}

/// Returns the highlighted passages among bookmarks that are no quotes, in the order of the text.
#[must_use]
pub fn find_passages(
    article: &Article,
    quotes: &[Quote],
    bookmarks: &[Bookmark],
) -> Vec<KeptPassage> {
    let passages = bookmarks.iter().enumerate().filter_map(|(bookmark, kept)| {
        let quote = kept.kept.quote.as_ref()?;
        let range = find_anchor(article, &quote.anchor).filter(|_| quote.is_highlight)?;
        let is_quote = quotes.iter().any(|one| has_words_of(article, range, one));
        (!is_quote).then_some(KeptPassage { range, bookmark })
    });
    let mut passages: Vec<KeptPassage> = passages.collect();
    passages.sort_by_key(|passage| passage.range);
    passages
}

/// A highlighted passage with what the user said of its speaker.
pub(super) struct SaidPassage<'a> {
    range: TextRange,
    correction: &'a Correction,
}

/// Returns the passages whose speaker the user named and that are no quotes by themselves; of several at one place, the
/// last one counts.
pub(super) fn said_passages<'a>(
    article: &Article,
    found: &[Quote],
    corrections: &'a [CorrectedQuote],
) -> Vec<SaidPassage<'a>> {
    let mut said: Vec<SaidPassage<'_>> = Vec::new();
    for corrected in corrections.iter().filter(|one| one.quote.is_highlight) {
        let Some(range) = find_anchor(article, &corrected.quote.anchor) else {
            continue;
        };
        if found
            .iter()
            .any(|quote| has_words_of(article, range, quote))
        {
            continue;
        }
        said.retain(|other| !other.range.overlaps(range));
        let correction = &corrected.correction;
        said.push(SaidPassage { range, correction });
    }
    said
}

/// Makes quotes of passages, in place of found ones that share words with them.
pub(super) fn add_passages(
    article: &Article,
    found: &[Quote],
    said: &[SaidPassage<'_>],
    quotes: &mut Vec<Quote>,
) {
    for SaidPassage { range, correction } in said {
        let quote = quote_of(article, *range, quotes);
        let quote = match correction {
            Correction::Speaker(name) => with_speaker(&quote, name, found),
            Correction::Unknown => with_speakers(&quote, None, Vec::new()),
            Correction::NotAQuote => continue,
        };
        quotes.retain(|other| !other.range.overlaps(*range));
        quotes.push(quote);
    }
    quotes.sort_by_key(|quote| quote.range);
}

/// Returns a passage as a quote of an unknown speaker, with an identity that none of `quotes` has.
#[must_use]
pub fn quote_of(article: &Article, range: TextRange, quotes: &[Quote]) -> Quote {
    let (id, words) = (ArticleId::for_article(article), article.words_in(range));
    let mut ids = (0..=quotes.len()).map(|occurrence| QuoteId::from_words(id, words, occurrence));
    let free = ids.find(|id| quotes.iter().all(|quote| quote.id != *id));
    Quote {
        id: free.unwrap_or_default(),
        kind: QuoteKind::Direct,
        range,
        fragments: vec![range],
        speaker: None,
        speakers: Vec::new(),
        cue: None,
        confidence: Confidence::new(100),
        reasons: vec![Reason("highlighted by you".to_owned())],
        runner_up: None,
        is_corrected: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{lay_corrections, match_bookmarks};
    use super::*;
    use crate::article::{Block, BlockKind};
    use crate::library::listing::Location;
    use crate::library::state::{ArticleDescription, ArticleReference, BookmarkTarget, KeptQuote};
    use crate::quotes;
    use crate::text::Clean;
    use jiff::Timestamp;

    const STORY: &str = "“We mend the lock,” said Ines Halloran, the harbor master. The gate will open at \
        dawn, whatever the tide.";

    fn article(text: &str) -> Article {
        Article {
            text: Clean::new(text),
            blocks: vec![Block::new(
                BlockKind::Paragraph,
                TextRange::new(0, text.len()),
            )],
            ..Article::default()
        }
    }

    fn range_of(text: &str, words: &str) -> TextRange {
        let start = text.find(words).unwrap();
        TextRange::new(start, start + words.len())
    }

    fn highlight(article: &Article, words: &str) -> KeptQuote {
        KeptQuote::from_highlight(article, range_of(&article.text, words))
    }

    fn said(words: &str, correction: Correction) -> CorrectedQuote {
        CorrectedQuote {
            quote: highlight(&article(STORY), words),
            correction,
        }
    }

    fn bookmark(quote: KeptQuote) -> Bookmark {
        Bookmark {
            kept: BookmarkTarget {
                article: ArticleReference {
                    id: ArticleId::from_number(1),
                    description: ArticleDescription {
                        location: Some(Location {
                            path: "/news/lock.txt".into(),
                            entry: 0,
                        }),
                        ..ArticleDescription::default()
                    },
                },
                quote: Some(quote),
            },
            note: None,
            tags: Vec::new(),
            added: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_passage_whose_speaker_is_named_becomes_a_quote_of_theirs() {
        let edited = format!("It rained.\n\n{STORY}");
        for text in [STORY, &edited] {
            let article = article(text);
            let found = quotes::find(&article);
            let name = Correction::Speaker(Clean::new("Ines Halloran"));
            let said = said("The gate will open at dawn", name);
            let laid = lay_corrections(&article, &found, &[said]);
            let quote = laid.quotes.last().unwrap();
            assert_eq!(article.words_in(quote.range), "The gate will open at dawn");
            let speaker = quote.speaker.as_ref().unwrap();
            assert_eq!(speaker.role.as_deref(), Some("the harbor master"));
            assert_eq!(laid.quotes.len(), found.len() + 1);
            assert!(quote.is_corrected && quote.id != QuoteId::default());
        }
    }

    #[test]
    fn a_passage_that_was_said_to_be_no_quote_is_none() {
        let article = article(STORY);
        let found = quotes::find(&article);
        let said = said("The gate will open at dawn", Correction::NotAQuote);
        let laid = lay_corrections(&article, &found, &[said]);
        assert_eq!(laid.quotes, found);
    }

    #[test]
    fn a_wider_passage_takes_the_place_of_the_quote_in_it() {
        let article = article(STORY);
        let found = quotes::find(&article);
        let words = "“We mend the lock,” said Ines Halloran";
        let said = said(words, Correction::Unknown);
        let laid = lay_corrections(&article, &found, &[said]);
        let ranges: Vec<TextRange> = laid.quotes.iter().map(|quote| quote.range).collect();
        assert_eq!(ranges, [range_of(STORY, words)]);
    }

    #[test]
    fn a_highlight_with_the_words_of_a_quote_is_its_bookmark() {
        let article = article(STORY);
        let found = quotes::find(&article);
        let kept =
            ["We mend the lock", "The gate will open"].map(|words| highlight(&article, words));
        let bookmarks = kept.map(bookmark);
        assert_eq!(match_bookmarks(&article, &found, &bookmarks), [Some(0)]);
        let passages = find_passages(&article, &found, &bookmarks);
        let places: Vec<usize> = passages.iter().map(|passage| passage.bookmark).collect();
        assert_eq!(places, [1]);
    }
}
