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

/// Lays the corrections of all publishers over the quotes of a story, the latest last, and names who has made them.
pub(super) fn lay_all(
    story: &LoadedStory,
    others: Vec<DatedCorrection>,
    publisher: &str,
) -> Vec<CreditedQuote> {
    let mut all: Vec<DatedCorrection> = story.corrections.iter().cloned().chain(others).collect();
    // A stable order for those of one moment, so that all publishers come to the same.
    all.sort_by(|one, other| {
        let by_time = one.made.cmp(&other.made);
        by_time.then_with(|| one.publisher.cmp(&other.publisher))
    });
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
        let name = by
            .and_then(|one| one.publisher.as_deref())
            .unwrap_or(publisher);
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
