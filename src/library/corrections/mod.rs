//! Lays what the user has set right over the quotes that were found.
//!
//! - this file: the corrections and bookmarks of one article
//! - [`highlights`]: passages that the user highlighted
//! - [`set`]: the corrections of all articles, and which of them an article has
//! - [`targets`]: prepares corrections of quotes that are known by their identities alone
//! - [`source`]: reads them from the state, and notices changes
//! - [`overlay`]: lays those over answers of the index that it does not have yet
//!
//! A correction belongs to the identity of an article and to an anchor in its text, so that it survives an edit, a
//! deleted cache and a move to another machine. Quotes are laid over where they go into the catalogue and the index, so
//! that everything that reads from there has the corrections.

pub mod highlights;
pub mod overlay;
pub mod set;
pub mod source;
pub mod targets;

pub use overlay::CorrectedIndex;
pub use set::CorrectionSet;
pub use source::CorrectionSource;

use crate::article::{Article, Confidence, Quote, Reason, Speaker, TextRange};
use crate::library::anchor::Anchor;
use crate::library::state::{Bookmark, CorrectedQuote, Correction, KeptQuote};

/// The quotes of an article as the user has corrected them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LaidQuotes {
    /// The quotes, in the order of the text.
    pub quotes: Vec<Quote>,
    /// Those that the user marked as no quotes.
    pub rejected: Vec<Quote>,
}

/// Lays corrections over the quotes that were found in an article.
///
/// A correction whose words are no longer in the text is ignored.
#[must_use]
pub fn lay_corrections(
    article: &Article,
    found: &[Quote],
    corrections: &[CorrectedQuote],
) -> LaidQuotes {
    let mut verdicts: Vec<Option<&Correction>> = vec![None; found.len()];
    for corrected in corrections {
        let index = find_anchor(article, &corrected.quote.anchor)
            .and_then(|range| quote_for(article, found, &corrected.quote, range))
            .and_then(|index| verdicts.get_mut(index));
        if let Some(verdict) = index {
            *verdict = Some(&corrected.correction);
        }
    }
    let mut laid = LaidQuotes::default();
    for (quote, verdict) in found.iter().zip(verdicts) {
        match verdict {
            Some(Correction::NotAQuote) => laid.rejected.push(quote.clone()),
            Some(Correction::Speaker(name)) => {
                laid.quotes.push(with_speaker(quote, name, found));
            }
            Some(Correction::Unknown) => {
                laid.quotes.push(with_speakers(quote, None, Vec::new()));
            }
            None => laid.quotes.push(quote.clone()),
        }
    }
    let said = highlights::said_passages(article, found, corrections);
    highlights::add_passages(article, found, &said, &mut laid.quotes);
    laid
}

/// Returns the quotes with the user's speakers, and without those marked as no quote.
#[must_use]
pub fn apply_corrections(
    article: &Article,
    found: &[Quote],
    corrections: &[CorrectedQuote],
) -> Vec<Quote> {
    lay_corrections(article, found, corrections).quotes
}

/// Returns the correction whose words overlap `range`; of several, the one that counts.
#[must_use]
pub fn correction_at<'a>(
    article: &'a Article,
    corrections: &'a [CorrectedQuote],
    range: TextRange,
) -> Option<&'a CorrectedQuote> {
    corrections_at(article, corrections, range).last()
}

/// Returns the corrections whose words overlap `range`.
///
/// There are several if one was made after an edit near the words, which gave the quote another key.
pub fn corrections_at<'a>(
    article: &'a Article,
    corrections: &'a [CorrectedQuote],
    range: TextRange,
) -> impl Iterator<Item = &'a CorrectedQuote> {
    corrections.iter().filter(move |corrected| {
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
        let index = find_anchor(article, &kept.anchor)
            .and_then(|range| quote_for(article, quotes, kept, range));
        if let Some(slot) = index.and_then(|index| numbers.get_mut(index)) {
            *slot = Some(number);
        }
    }
    numbers
}

/// Returns the quote that was kept, at the place where its words are now; of a highlight, one with the same words.
fn quote_for(
    article: &Article,
    quotes: &[Quote],
    kept: &KeptQuote,
    range: TextRange,
) -> Option<usize> {
    if !kept.is_highlight {
        return quote_at(quotes, range);
    }
    let mut quotes = quotes.iter();
    quotes.position(|quote| highlights::has_words_of(article, range, quote))
}

/// Returns the quote that shares the most with `range`.
fn quote_at(quotes: &[Quote], range: TextRange) -> Option<usize> {
    // By overlap, since an edit or a newer version may find a slightly longer or shorter quote there.
    let shared = |quote: &Quote| quote.range.intersection(range).map_or(0, TextRange::len);
    let overlapping = quotes
        .iter()
        .enumerate()
        .map(|(at, quote)| (shared(quote), at));
    let most = overlapping.max_by_key(|(shared, at)| (*shared, std::cmp::Reverse(*at)));
    most.filter(|(shared, _)| *shared > 0).map(|(_, at)| at)
}

fn find_anchor(article: &Article, anchor: &Anchor) -> Option<TextRange> {
    anchor.find_in(&article.text).range()
}

/// Returns a quote with the speaker of that name, as the article knows it: with the role that it states elsewhere, and
/// as several where it names those who speak together.
fn with_speaker(quote: &Quote, name: &str, found: &[Quote]) -> Quote {
    let is_named = |speaker: &&Speaker| speaker.name == name;
    let mut quotes = std::iter::once(quote).chain(found);
    let known = quotes.find(|other| other.speaker.as_ref().is_some_and(|one| is_named(&one)));
    if let Some(known) = known {
        return with_speakers(quote, known.speaker.as_ref(), known.speakers.clone());
    }
    let mut others = found.iter().flat_map(|other| &other.speakers);
    let speaker = others.find(is_named).cloned().unwrap_or_else(|| Speaker {
        mention: quote.range,
        name: name.to_owned(),
        role: None,
    });
    with_speakers(quote, Some(&speaker), vec![speaker.clone()])
}

/// Returns a quote with these speakers, or with an unknown one.
fn with_speakers(quote: &Quote, speaker: Option<&Speaker>, speakers: Vec<Speaker>) -> Quote {
    let mention = quote.speaker.as_ref().map(|found| found.mention);
    // Where the text names somebody else, it does so for this quote as well.
    let here = |speaker: Speaker| Speaker {
        mention: mention.unwrap_or(quote.range),
        ..speaker
    };
    let is_other = |found: &Speaker| speaker.is_none_or(|set| set.name != found.name);
    Quote {
        // The speaker that was found stays visible as the second choice.
        runner_up: quote.speaker.clone().filter(is_other),
        speakers: speakers.into_iter().map(here).collect(),
        speaker: speaker.cloned().map(here),
        confidence: Confidence::new(100),
        reasons: vec![Reason("corrected by you".to_owned())],
        is_corrected: true,
        ..quote.clone()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::{Metadata, QuoteKind};
    use crate::quotes;
    use crate::text::Clean;

    const STORY: &str = "“We mend the lock,” said Ines Halloran, the harbor master.\n\n“The gate is shut,” he \
        said.\n\n“We mend the lock,” said Piet Aldous.";

    fn article(text: &str) -> Article {
        Article {
            text: Clean::new(text),
            blocks: vec![crate::article::Block {
                kind: crate::article::BlockKind::Paragraph,
                range: TextRange::new(0, text.len()),
            }],
            metadata: Metadata::default(),
            ..Article::default()
        }
    }

    fn corrected(text: &str, words: &str, nth: usize, correction: Correction) -> CorrectedQuote {
        let (start, _) = text.match_indices(words).nth(nth).unwrap();
        let range = TextRange::new(start, start + words.len());
        CorrectedQuote {
            quote: KeptQuote {
                anchor: Anchor::from_range(text, range),
                words: Clean::new(words),
                speaker: None,
                kind: QuoteKind::Direct,
                is_highlight: false,
            },
            correction,
        }
    }

    fn speakers(laid: &LaidQuotes) -> Vec<Option<&str>> {
        let speakers = laid.quotes.iter().map(|quote| quote.speaker.as_ref());
        speakers
            .map(|speaker| speaker.map(|speaker| speaker.name.as_str()))
            .collect()
    }

    #[rstest]
    #[case::a_speaker(Correction::Speaker(Clean::new("Oda Lund")), &[Some("Oda Lund")])]
    #[case::unknown(Correction::Unknown, &[None])]
    #[case::no_quote(Correction::NotAQuote, &[])]
    fn a_correction_changes_its_own_quote_alone(
        #[case] correction: Correction,
        #[case] expected: &[Option<&str>],
    ) {
        let article = article(STORY);
        let found = quotes::find(&article);
        let third = corrected(STORY, "“We mend the lock,”", 1, correction);
        let laid = lay_corrections(&article, &found, &[third]);
        let mut wanted: Vec<Option<&str>> = found[..2]
            .iter()
            .map(|quote| quote.speaker.as_ref().map(|speaker| speaker.name.as_str()))
            .collect();
        wanted.extend(expected);
        assert_eq!(speakers(&laid), wanted);
        assert_eq!(laid.quotes.len() + laid.rejected.len(), found.len());
        let marked = laid.quotes.iter().filter(|quote| quote.is_corrected);
        assert_eq!(marked.count(), expected.len());
    }

    #[test]
    fn a_speaker_has_the_role_that_the_story_states() {
        let article = article(STORY);
        let found = quotes::find(&article);
        let name = Correction::Speaker(Clean::new("Ines Halloran"));
        let third = corrected(STORY, "“We mend the lock,”", 1, name);
        let laid = lay_corrections(&article, &found, &[third]);
        let role = laid.quotes[2].speaker.as_ref().unwrap().role.as_deref();
        assert_eq!(role, Some("the harbor master"));
        assert_eq!(
            laid.quotes[2].runner_up.as_ref().unwrap().name,
            "Piet Aldous"
        );
    }

    #[test]
    fn those_who_speak_together_stay_several_when_they_are_confirmed() {
        let text = "“We mend the lock,” said Oda Lund and Finn Berg.\n\n“It is shut,” he said.";
        let article = article(text);
        let found = quotes::find(&article);
        let joint = found[0].speaker.as_ref().unwrap().name.clone();
        assert_eq!(found[0].speakers.len(), 2, "{joint}");
        let both = Correction::Speaker(Clean::new(&joint));
        let corrections = [
            corrected(text, "“We mend the lock,”", 0, both.clone()),
            corrected(text, "“It is shut,”", 0, both),
        ];
        let laid = lay_corrections(&article, &found, &corrections);
        let names = laid.quotes.iter().map(|quote| quote.speakers.len());
        assert_eq!(names.collect::<Vec<_>>(), [2, 2]);
        assert_eq!(speakers(&laid), [Some(joint.as_str()); 2]);
    }

    #[test]
    fn a_correction_follows_its_words_through_an_edit() {
        let edited = format!("The lock was built by monks.\n\n{STORY}");
        let article = article(&edited);
        let found = quotes::find(&article);
        let name = Correction::Speaker(Clean::new("Oda Lund"));
        let third = corrected(STORY, "“We mend the lock,”", 1, name);
        let laid = lay_corrections(&article, &found, &[third]);
        assert_eq!(speakers(&laid).last(), Some(&Some("Oda Lund")));
        assert_eq!(speakers(&laid).first(), Some(&Some("Ines Halloran")));
    }
}
