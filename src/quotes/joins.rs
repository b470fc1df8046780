//! Tells whether two regions are one quote, by what stands between them.

use super::marks::Bounds;
use super::scene::Scene;
use super::symbol::Symbol;
use super::tokens::Kind;
use super::view::{self, View};
use super::weights::{Feature, Template, Weights};

const BIAS: Template = Template::new("j.bias");
const BETWEEN: Template = Template::new("j.between");
const GAP: Template = Template::new("j.gap");
const EDGES: Template = Template::new("j.edges");
const PLACES: Template = Template::new("j.places");
const SAME: Template = Template::new("j.same");
const NEAR: Template = Template::new("j.near");

/// The score above which two regions are one quote, in twentieths of log odds.
const THRESHOLD: i32 = 100;

/// The most tokens of a clause that interrupts a quote.
const LONGEST_INTERRUPTION: usize = 16;

/// Two regions, the second next after the first.
pub(super) struct Neighbours<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// The first region.
    pub(super) first: &'a View,
    /// The second region.
    pub(super) second: &'a View,
    /// The mentions picked as their speakers.
    pub(super) speakers: (Option<usize>, Option<usize>),
}

impl Neighbours<'_> {
    /// Says whether the second region carries the words of the first on.
    pub(super) fn are_one(&self, weights: &Weights) -> bool {
        let region = self.scene.regions.get(self.second.region);
        let continues = region.is_some_and(|region| region.continues);
        if continues && self.is_left_open() {
            return true;
        }
        if self.same_speaker() == b'n'
            || (self.first.paragraph != self.second.paragraph && !continues)
        {
            return false;
        }
        if self.is_interrupted() {
            return true;
        }
        let mut score = 0;
        self.features(&mut |feature| score += weights.of(&feature));
        score > THRESHOLD
    }

    /// Says whether the first region was still open where its paragraph ended, as turns of an interview always are.
    fn is_left_open(&self) -> bool {
        self.scene
            .regions
            .get(self.first.region)
            .is_some_and(|region| matches!(region.bounds, Bounds::Open | Bounds::Turn(_)))
            && self.second.paragraph == self.first.paragraph + 1
    }

    /// Says whether a reporting clause interrupts a sentence: "The bridge," she said, "is closed."
    fn is_interrupted(&self) -> bool {
        let goes_on = matches!(self.first.ending, b'k' | b'K' | b'~') && !self.second.is_capital;
        goes_on
            && self.first.paragraph == self.second.paragraph
            && self.second.first.saturating_sub(self.first.end) <= LONGEST_INTERRUPTION
            && kind_before(self.scene, self.second.first)
                .is_some_and(|kind| matches!(kind, Kind::Comma | Kind::Dash | Kind::Colon))
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

    /// Gives the features of the two to `add`.
    pub(super) fn features(&self, add: &mut impl FnMut(Feature)) {
        let (first, second) = (self.first, self.second);
        let same = Symbol::default()
            .with(self.same_speaker())
            .with(self.distance());
        let edges = Symbol::default()
            .with(first.ending)
            .with(if second.is_capital { b'C' } else { b'l' });
        add(Feature::one(BIAS, same));
        add(Feature::two(EDGES, edges, same));
        add(Feature::two(
            PLACES,
            Symbol::default()
                .with(first.place.letter())
                .with(second.place.letter()),
            same,
        ));
        let gap = second.first.saturating_sub(first.end);
        add(Feature::two(GAP, view::bucket(gap), same));
        add(Feature::two(NEAR, first.near, second.near));
        add(Feature::two(SAME, same.with(self.bounds()), edges));
        if let Some(path) = view::path(self.scene, first.end, second.first) {
            add(Feature::two(BETWEEN, path, edges));
        }
    }

    /// Says whether both were given the same mention (`y`), the same name (`e`), or not (`n`).
    fn same_speaker(&self) -> u8 {
        let entity = |speaker: Option<usize>| {
            self.scene
                .mentions
                .get(speaker?)
                .and_then(|mention| mention.entity)
        };
        let (one, other) = self.speakers;
        if one == other {
            b'y'
        } else if entity(one).is_some() && entity(one) == entity(other) {
            b'e'
        } else {
            b'n'
        }
    }

    fn distance(&self) -> u8 {
        let sentence = |at: usize| self.scene.token(at).map(|token| token.sentence);
        match self.second.paragraph - self.first.paragraph {
            0 if sentence(self.first.end.saturating_sub(1)) == sentence(self.second.first) => b's',
            0 => b'p',
            1 => b'1',
            _ => b'2',
        }
    }

    fn bounds(&self) -> u8 {
        let region = self.scene.regions.get(self.second.region);
        let before = self.scene.regions.get(self.first.region);
        match (
            before.map(|region| region.bounds),
            region.is_some_and(|region| region.continues),
        ) {
            (Some(Bounds::Open), true) => b'o',
            (Some(Bounds::Block), true) => b'b',
            (_, true) => b'c',
            _ => b'-',
        }
    }
}

fn kind_before(scene: &Scene<'_>, token: usize) -> Option<Kind> {
    scene.tokens.before(token, 1).map(|token| token.kind)
}
