//! Prepares corrections of quotes that are known by their identities alone.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{CorrectionSet, correction_at};
use crate::article::{Article, ArticleId, Quote, QuoteId};
use crate::library::listing::Location;
use crate::library::state::{
    ArticleDescription, ArticleReference, CorrectedQuote, Correction, KeptQuote, QuoteCorrection,
};
use crate::quotes;

/// A quote to correct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorrectionTarget {
    /// Which article.
    pub article: ArticleId,
    /// Where its article is stored.
    pub location: Location,
    /// Which quote of the article.
    pub quote: QuoteId,
}

/// Loads the articles of quotes and returns the same correction for each quote, in the order of the files.
///
/// A quote that is no longer found is left out. One that was corrected before keeps its anchor, so that the new
/// correction replaces the old one.
#[must_use]
pub fn prepare_corrections(
    targets: &[CorrectionTarget],
    correction: &Correction,
    set: &CorrectionSet,
) -> Vec<QuoteCorrection> {
    let mut files: BTreeMap<(&Location, ArticleId), Vec<QuoteId>> = BTreeMap::new();
    for target in targets {
        files
            .entry((&target.location, target.article))
            .or_default()
            .push(target.quote);
    }
    let files: Vec<((&Location, ArticleId), Vec<QuoteId>)> = files.into_iter().collect();
    let prepared = files.par_iter().map(|((location, id), wanted)| {
        let Some(article) = location.load_article(Some(*id)) else {
            return Vec::new();
        };
        let found = quotes::find(&article);
        // Passages that the user made quotes are found by no rule, and what was rejected can be corrected again.
        let corrected = set.lay_over(&article, location, &found).laid.quotes;
        let added = corrected
            .iter()
            .filter(|quote| found.iter().all(|one| one.id != quote.id));
        let meant = found
            .iter()
            .chain(added)
            .filter(|quote| wanted.contains(&quote.id));
        meant
            .map(|quote| prepare_correction(&article, location, quote, correction, set))
            .collect()
    });
    prepared.collect::<Vec<_>>().concat()
}

/// Loads stories, with their identities where these are known, and returns the same correction for each of their quotes that now has this speaker.
#[must_use]
pub fn prepare_for_speaker(
    stories: &[(Location, Option<ArticleId>)],
    speaker: &str,
    correction: &Correction,
    set: &CorrectionSet,
) -> Vec<QuoteCorrection> {
    let prepared = stories.par_iter().map(|(location, id)| {
        let Some(article) = location.load_article(*id) else {
            return Vec::new();
        };
        let found = quotes::find(&article);
        let corrected = set.lay_over(&article, location, &found);
        let quotes = corrected.laid.quotes.iter();
        let said = quotes.filter(|quote| {
            let named = quote.speaker.as_ref();
            named.is_some_and(|named| named.name == speaker)
        });
        said.map(|quote| prepare_correction(&article, location, quote, correction, set))
            .collect()
    });
    prepared.collect::<Vec<_>>().concat()
}

/// Returns the correction of a quote that was found in an article.
#[must_use]
pub fn prepare_correction(
    article: &Article,
    location: &Location,
    quote: &Quote,
    correction: &Correction,
    set: &CorrectionSet,
) -> QuoteCorrection {
    let reference = refer_to(article, location);
    let known = set.of_article(article, reference.id, location);
    QuoteCorrection {
        quote: kept_before(article, quote, &known),
        article: reference,
        correction: correction.clone(),
    }
}

/// Returns a quote as it was kept by an earlier correction, else as it is now.
#[must_use]
pub fn kept_before(article: &Article, quote: &Quote, known: &[CorrectedQuote]) -> KeptQuote {
    correction_at(article, known, quote.range).map_or_else(
        || KeptQuote::from_quote(article, quote),
        |corrected| corrected.quote.clone(),
    )
}

/// Returns an article as the state refers to it.
#[must_use]
pub fn refer_to(article: &Article, location: &Location) -> ArticleReference {
    let metadata = &article.metadata;
    ArticleReference {
        id: ArticleId::for_article(article),
        description: ArticleDescription {
            title: metadata.title.clone(),
            source: metadata.source.clone(),
            published: metadata.published,
            url: metadata.url.clone(),
            location: Some(location.clone()),
        },
    }
}
