//! What is kept of an article, applied to its quotes: corrections and bookmarks.

use crate::article::{Article, Confidence, Quote, Reason, Speaker, TextRange};
use crate::library::anchor::Anchor;
use crate::library::state::{Bookmark, Corrected, Correction};

/// Returns the quotes as the reader corrected them: other speakers, and none that are no quotes.
#[must_use]
pub fn corrected(article: &Article, found: &[Quote], corrections: &[Corrected]) -> Vec<Quote> {
    let mut quotes = found.to_vec();
    for corrected in corrections {
        let Some(range) = place_of(article, &corrected.quote.anchor) else {
            continue;
        };
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

/// Returns the correction of the quote that stands at `range`.
#[must_use]
pub fn correction_at<'a>(
    article: &Article,
    corrections: &'a [Corrected],
    range: TextRange,
) -> Option<&'a Corrected> {
    corrections.iter().find(|corrected| {
        place_of(article, &corrected.quote.anchor).is_some_and(|place| place.overlaps(range))
    })
}

/// Returns, for each quote, the number of its bookmark.
#[must_use]
pub fn bookmarked(
    article: &Article,
    quotes: &[Quote],
    bookmarks: &[Bookmark],
) -> Vec<Option<usize>> {
    let mut numbers = vec![None; quotes.len()];
    for (number, bookmark) in bookmarks.iter().enumerate() {
        let Some(kept) = &bookmark.kept.quote else {
            continue;
        };
        let Some(range) = place_of(article, &kept.anchor) else {
            continue;
        };
        let index = quotes.iter().position(|quote| quote.range.overlaps(range));
        if let Some(slot) = index.and_then(|index| numbers.get_mut(index)) {
            *slot = Some(number);
        }
    }
    numbers
}

fn place_of(article: &Article, anchor: &Anchor) -> Option<TextRange> {
    anchor.find(&article.text).range()
}

fn set_speaker(quote: &mut Quote, name: &str) {
    let mention = quote
        .speaker
        .as_ref()
        .map_or(quote.range, |speaker| speaker.mention);
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
