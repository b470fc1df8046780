//! Decides whether two regions are one quote, by what comes between them.
//!
//! A quote goes on over paragraphs when its mark was left open, and over a reporting clause that interrupts its
//! sentence. What follows a clause that ends a sentence is a quote of its own.

use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::RegionView;

/// The most tokens of a clause that interrupts a quote.
const LONGEST_INTERRUPTION: usize = 16;

/// Two regions, the second next after the first.
pub(crate) struct NeighbouringRegions<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The first region.
    pub(crate) first: &'a RegionView,
    /// The second region.
    pub(crate) second: &'a RegionView,
    /// The mentions picked as their speakers.
    pub(crate) speakers: (Option<usize>, Option<usize>),
}

impl NeighbouringRegions<'_> {
    /// Returns `true` if the second region carries the words of the first on.
    pub(crate) fn are_one(&self) -> bool {
        self.is_carried_on() || (self.have_same_speaker() && self.is_interrupted())
    }

    /// Returns `true` if the first region was still open where its paragraph ended, as turns of an interview always
    /// are. Captions may be between the two.
    fn is_carried_on(&self) -> bool {
        let region = |view: &RegionView| self.scene.regions.get(view.region);
        region(self.second).is_some_and(|region| region.continues)
            && region(self.first).is_some_and(|region| {
                matches!(
                    region.bounds,
                    Bounds::Open | Bounds::Turn(_) | Bounds::Answer
                )
            })
            && self.second.paragraph > self.first.paragraph
    }

    /// Returns `true` if a reporting clause interrupts a sentence: "The bridge," she said, "is closed."
    fn is_interrupted(&self) -> bool {
        let goes_on = self.first.ending.is_unfinished() && !self.second.is_capital;
        // "The bridge," she said, "is closed": one sentence, so one quote.
        goes_on
            && self.first.paragraph == self.second.paragraph
            && self.second.first.saturating_sub(self.first.end) <= LONGEST_INTERRUPTION
            && kind_before(self.scene, self.second.first).is_some_and(|kind| {
                matches!(kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Colon)
            })
            && self.has_cue_between()
    }

    fn has_cue_between(&self) -> bool {
        let cues = &self.scene.cues;
        let after = cues.partition_point(|cue| cue.token < self.first.end);
        cues.iter()
            .skip(after)
            .take_while(|cue| cue.token < self.second.first)
            .any(|cue| Some(cue.subject) == self.speakers.0)
    }

    /// Returns `true` if both were given the same mention or mentions of the same name.
    fn have_same_speaker(&self) -> bool {
        let entity = |speaker: Option<usize>| self.scene.mentions.get(speaker?)?.entity;
        let (one, other) = self.speakers;
        one == other || (entity(one).is_some() && entity(one) == entity(other))
    }
}

fn kind_before(scene: &Scene<'_>, token: usize) -> Option<TokenKind> {
    scene.tokens.before(token, 1).map(|token| token.kind)
}
