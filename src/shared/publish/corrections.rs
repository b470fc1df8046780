//! The corrections of a story by all publishers: of two of one quote the later one holds.

use std::collections::HashMap;

use jiff::Timestamp;

use super::load::LoadedStory;
use super::rows::CreditedQuote;
use crate::article::{Article, ArticleId, Reason};
use crate::library::corrections::{CorrectionSet, lay_corrections};
use crate::library::listing::Location;
use crate::library::state::{CorrectedQuote, Correction, QuoteKey};
use crate::text::Clean;

/// A correction with who has made it and when.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DatedCorrection {
    pub(super) corrected: CorrectedQuote,
    pub(super) made: Timestamp,
    /// The name of another publisher; `None` for the publisher's own.
    pub(super) publisher: Option<Clean>,
}

impl DatedCorrection {
    /// Returns the key of the quote, as it is stored.
    pub(super) fn quote_key(&self) -> String {
        self.corrected.quote.quote_key().to_string()
    }

    /// Returns the name of who has made it; `own` is the publisher's own.
    fn publisher_name<'a>(&'a self, own: &'a str) -> &'a str {
        self.publisher.as_deref().unwrap_or(own)
    }

    /// Returns the name of who is set as the speaker, if somebody is.
    pub(super) const fn speaker(&self) -> Option<&Clean> {
        match &self.corrected.correction {
            Correction::Speaker(name) => Some(name),
            Correction::Unknown | Correction::NotAQuote => None,
        }
    }
}

/// The publisher's own corrections.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnCorrections<'a> {
    set: &'a CorrectionSet,
    times: &'a HashMap<(ArticleId, QuoteKey), Timestamp>,
}

impl<'a> OwnCorrections<'a> {
    pub(super) const fn new(
        set: &'a CorrectionSet,
        times: &'a HashMap<(ArticleId, QuoteKey), Timestamp>,
    ) -> Self {
        Self { set, times }
    }

    /// Returns the corrections of an article.
    pub(super) fn of_article(
        self,
        article: &Article,
        id: ArticleId,
        location: &Location,
    ) -> Vec<DatedCorrection> {
        let corrections = self.set.of_article(article, id, location).into_iter();
        let dated = corrections.map(|corrected| {
            let owner = self.set.owner_of(&corrected, id, location);
            let made = self.times.get(&(owner, corrected.quote.quote_key()));
            DatedCorrection {
                made: made.copied().unwrap_or_default(),
                corrected,
                publisher: None,
            }
        });
        dated.collect()
    }
}

/// Sorts corrections by their time, and those of one moment by their publisher, so that whoever publishes comes to the same.
fn sort_corrections(corrections: &mut [DatedCorrection], own: &str) {
    corrections.sort_by(|one, other| {
        let by_time = one.made.cmp(&other.made);
        by_time.then_with(|| one.publisher_name(own).cmp(other.publisher_name(own)))
    });
}

/// Lays the corrections of all publishers over the quotes of a story, the latest last, and names who has made them.
pub(super) fn lay_all(
    story: &LoadedStory,
    others: Vec<DatedCorrection>,
    publisher: &str,
) -> Vec<CreditedQuote> {
    let mut all: Vec<DatedCorrection> = story.corrections.iter().cloned().chain(others).collect();
    sort_corrections(&mut all, publisher);
    let plain: Vec<CorrectedQuote> = all.iter().map(|one| one.corrected.clone()).collect();
    let laid = lay_corrections(&story.article, &story.found, &plain).quotes;
    let credit = |mut quote: crate::article::Quote| {
        if !quote.is_corrected {
            return CreditedQuote {
                quote,
                corrected_by: None,
            };
        }
        let by = all.iter().rev().find(|one| {
            let range = one.corrected.quote.anchor.find_in(&story.article.text);
            range
                .range()
                .is_some_and(|range| range.overlaps(quote.range))
        });
        let name = by.map_or(publisher, |one| one.publisher_name(publisher));
        let day = by.map(|one| one.made.strftime("%Y-%m-%d").to_string());
        let on = day.map(|day| format!(" on {day}")).unwrap_or_default();
        quote.reasons = vec![Reason(format!("corrected by {name}{on}"))];
        CreditedQuote {
            corrected_by: Some(name.to_owned()),
            quote,
        }
    };
    laid.into_iter().map(credit).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::library::state::KeptQuote;

    fn correction(publisher: Option<&str>, made: i64) -> DatedCorrection {
        let text = "\u{201c}The tide is out,\u{201d} said Oda Lund.\n";
        let article = crate::loader::load_bytes(std::path::Path::new("tide.txt"), text.as_bytes())
            .articles
            .remove(0);
        let found = crate::quotes::find(&article);
        DatedCorrection {
            corrected: CorrectedQuote {
                quote: KeptQuote::from_quote(&article, &found[0]),
                correction: Correction::Unknown,
            },
            made: Timestamp::from_millisecond(made).unwrap(),
            publisher: publisher.map(Clean::new),
        }
    }

    #[rstest]
    #[case::the_first_publishes("ada", "ben")]
    #[case::the_second_publishes("ben", "ada")]
    fn corrections_of_one_moment_are_in_one_order(#[case] own: &str, #[case] other: &str) {
        let mut all = [
            correction(Some(other), 5),
            correction(None, 5),
            correction(Some("cora"), 3),
        ];
        sort_corrections(&mut all, own);
        let names = all.iter().map(|one| one.publisher_name(own));
        assert_eq!(names.collect::<Vec<_>>(), ["cora", "ada", "ben"]);
    }
}
