//! Applies the user's corrections and bookmarks to the quotes of an article.

use crate::article::{Article, Confidence, Quote, Reason, Speaker, TextRange};
use crate::library::anchor::Anchor;
use crate::library::state::{Bookmark, CorrectedQuote, Correction};

/// Returns the quotes with the user's speakers, and without those marked as no quote.
///
/// A correction whose words are no longer in the text is ignored.
#[must_use]
pub fn apply_corrections(
    article: &Article,
    found: &[Quote],
    corrections: &[CorrectedQuote],
) -> Vec<Quote> {
    let mut quotes = found.to_vec();
    for corrected in corrections {
        let Some(range) = find_anchor(article, &corrected.quote.anchor) else {
            continue;
        };
        // By overlap, since an edit or a newer version may find a slightly longer or shorter quote there.
        let Some(index) = quotes.iter().position(|quote| quote.range.overlaps(range)) else {
            continue;
        };
        match &corrected.correction {
            Correction::NotAQuote => drop(quotes.remove(index)),
            Correction::Speaker(name) => {
                if let Some(quote) = quotes.get_mut(index) {
                    set_speaker(quote, name);
                }
            }
        }
    }
    quotes
}

/// Returns the correction whose words overlap `range`.
#[must_use]
pub fn correction_at<'a>(
    article: &Article,
    corrections: &'a [CorrectedQuote],
    range: TextRange,
) -> Option<&'a CorrectedQuote> {
    corrections.iter().find(|corrected| {
        find_anchor(article, &corrected.quote.anchor).is_some_and(|place| place.overlaps(range))
    })
}

/// Returns for each quote the index of its bookmark, if it has one.
#[must_use]
pub fn match_bookmarks(
    article: &Article,
    quotes: &[Quote],
    bookmarks: &[Bookmark],
) -> Vec<Option<usize>> {
    let mut numbers = vec![None; quotes.len()];
    for (number, bookmark) in bookmarks.iter().enumerate() {
        let Some(kept) = &bookmark.kept.quote else {
            continue;
        };
        let Some(range) = find_anchor(article, &kept.anchor) else {
            continue;
        };
        let index = quotes.iter().position(|quote| quote.range.overlaps(range));
        if let Some(slot) = index.and_then(|index| numbers.get_mut(index)) {
            *slot = Some(number);
        }
    }
    numbers
}

fn find_anchor(article: &Article, anchor: &Anchor) -> Option<TextRange> {
    anchor.find_in(&article.text).range()
}

fn set_speaker(quote: &mut Quote, name: &str) {
    let mention = quote
        .speaker
        .as_ref()
        .map_or(quote.range, |speaker| speaker.mention);
    // The speaker that was found stays visible as the second choice.
    quote.runner_up = quote.speaker.take();
    let speaker = Speaker {
        mention,
        name: name.to_owned(),
        role: None,
    };
    quote.speakers = vec![speaker.clone()];
    quote.speaker = Some(speaker);
    quote.confidence = Confidence::new(100);
    quote.reasons = vec![Reason("you said so".to_owned())];
}
