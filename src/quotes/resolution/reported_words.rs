//! Looks into the quote that a pronoun reports: whom it names does hardly speak, and who leads to it most often does.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::resolution::antecedents::Pronoun;
use crate::quotes::resolution::landmarks::Landmarks;

const QUOTED: FeatureTemplate = FeatureTemplate::new("r.quoted");
const SELF: FeatureTemplate = FeatureTemplate::new("r.self");
const LEADS_IN: FeatureTemplate = FeatureTemplate::new("r.leadin");

/// How many tokens may come between a pronoun and the quote it reports: "he said on Monday: “…”".
const NEAR: usize = 12;

/// How many mentions before and behind a pronoun a quote beside it may have.
const QUOTED_REACH: usize = 12;

/// How many mentions of a quote are looked at.
const MENTIONS: usize = 16;

impl Pronoun<'_> {
    /// Adds the features that tell whether the quotes beside the pronoun name a candidate, and who leads to its own.
    pub(crate) fn add_report_features(
        &self,
        landmarks: &Landmarks,
        candidate: Referent,
        position: Symbol,
        kind: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        if self.is_named_beside(candidate) {
            add(Feature::one(QUOTED, kind));
        }
        if self.is_named_in_report(candidate) {
            add(Feature::one(SELF, position));
            add(Feature::one(SELF, Symbol::letter(b'-')));
        }
        let nearest = landmarks.nearest_subject(candidate);
        add(Feature::two(LEADS_IN, self.lead_in(), nearest));
    }

    /// Returns `true` if a quote beside the pronoun names somebody, who then hardly says it.
    pub(crate) fn is_named_beside(&self, referent: Referent) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(|token| token.sentence);
        let paragraph = self.paragraph_of(self.index);
        let here = sentence(self.index);
        let names = |at: usize| {
            let is_quoted = self.scene.mentions.get(at).is_some_and(|at| at.is_quoted);
            is_quoted && self.referent_of(at) == Some(referent)
        };
        let near = self.index.saturating_sub(QUOTED_REACH)..self.index;
        let mut before = near.rev().take_while(|at| {
            let is_beside = sentence(*at).is_some_and(|there| Some(there + 1) >= here);
            is_beside || self.paragraph_of(*at) == paragraph
        });
        // “He added: ‘Mr Bell will now …’” is not said by Mr Bell.
        let mut after = (self.index + 1..self.scene.mentions.len())
            .take(QUOTED_REACH)
            .take_while(|at| self.paragraph_of(*at) == paragraph);
        before.any(names) || after.any(names)
    }

    /// Returns the quote that the pronoun's clause reports: the one right before it, else the next in its sentence.
    fn find_reported_region(&self) -> Option<usize> {
        let scene = self.scene;
        let here = scene.mentions.get(self.index)?.tokens.0;
        let before = (1..=2).find_map(|steps| scene.tokens.before(here, steps)?.region);
        let follows = || {
            let mut after = (1..=NEAR).map_while(|steps| scene.tokens.after(here, steps));
            after.find_map(|token| token.region)
        };
        before.or_else(follows)
    }

    /// Returns `true` if the quote that the pronoun's clause reports names `referent`: few speak of themselves so.
    pub(crate) fn is_named_in_report(&self, referent: Referent) -> bool {
        let Some(region) = self.find_reported_region() else {
            return false;
        };
        let region_of = |at: usize| self.scene.token_of(at).and_then(|token| token.region);
        let is_free = |at: usize| {
            let mention = self.scene.mentions.get(at);
            mention.is_some_and(|mention| !mention.is_modifier)
        };
        // A quote of several paragraphs is several regions.
        let is_reported = |at: usize| {
            region_of(at)
                .is_some_and(|there| there == region || there == region + 1 && self.goes_on(there))
        };
        let names =
            |at: usize| is_reported(at) && is_free(at) && self.referent_of(at) == Some(referent);
        let before = self.index.saturating_sub(MENTIONS)..self.index;
        let after = self.index + 1..self.scene.mentions.len().min(self.index + MENTIONS);
        before.rev().any(names) || after.into_iter().any(names)
    }

    fn goes_on(&self, region: usize) -> bool {
        let region = self.scene.regions.get(region);
        region.is_some_and(|region| region.continues)
    }

    /// Returns how the words before the quote that the pronoun follows end: with a colon or a comma they lead to it.
    pub(crate) fn lead_in(&self) -> Symbol {
        let scene = self.scene;
        let start = self.find_reported_region().and_then(|region| {
            let region = scene.regions.get(region)?;
            Some(scene.tokens.index_at(region.range.start))
        });
        let here = scene
            .mentions
            .get(self.index)
            .map(|mention| mention.tokens.0);
        let Some(start) = start.filter(|start| Some(*start) < here) else {
            return Symbol::letter(b'x');
        };
        let kind = |token: &TextToken| match token.kind {
            TokenKind::Colon => b':',
            TokenKind::Comma => b',',
            TokenKind::Stop => b'.',
            _ if !token.is_unquoted() => b'q',
            TokenKind::Word | TokenKind::Number => b'w',
            TokenKind::Semicolon
            | TokenKind::Dash
            | TokenKind::Opening
            | TokenKind::Closing
            | TokenKind::Other => b'o',
        };
        let before = scene.tokens.before(start, 1);
        Symbol::letter(before.map_or(b'-', kind))
    }
}
