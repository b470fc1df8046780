//! A quote with the cues around it and what was picked for it so far, as the rules of clauses see it.

use crate::quotes::model::cue::{Cue, CuePosition};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, WordEnding};
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::Clue;

/// How many tokens may come between a quote and the cue that adjoins it.
pub(crate) const ADJOINING: usize = 4;

/// A region with what was picked for it so far.
pub(crate) struct ClauseCase<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The region.
    pub(crate) view: &'a RegionView,
    /// The cues around it.
    pub(crate) subjects: &'a CueSubjects<'a>,
    /// What was picked so far.
    pub(crate) pick: Pick,
}

impl ClauseCase<'_> {
    /// Returns the cue before the region, if it is in its sentence and adjoins it.
    pub(crate) fn adjoining_cue(&self) -> Option<&Cue> {
        let before = self
            .scene
            .cues
            .partition_point(|cue| cue.token < self.view.first);
        let cue = self.scene.cues.get(before.checked_sub(1)?)?;
        let is_before = self.view.cue_position(self.scene, cue) == Some(CuePosition::Before);
        (is_before && self.view.token_distance(cue.token) <= ADJOINING).then_some(cue)
    }

    /// Returns `true` if the word of a cue gives this clue.
    pub(crate) fn has_clue(&self, cue: &Cue, wanted: Clue) -> bool {
        let token = self.scene.token(cue.token);
        token.is_some_and(|token| token.gives(wanted))
    }

    /// Returns `true` if a cue only reports.
    pub(crate) fn is_plain(&self, cue: &Cue) -> bool {
        self.has_clue(cue, Clue::PlainCue)
    }

    /// Returns `true` if a cue is no participle.
    pub(crate) fn is_finite(&self, cue: &Cue) -> bool {
        let token = self.scene.token(cue.token);
        token.is_some_and(|token| token.ending != WordEnding::Ing)
    }

    /// Returns the number of a token's sentence.
    pub(crate) fn sentence_of(&self, token: usize) -> Option<usize> {
        self.scene.token(token).map(TextToken::sentence)
    }
}
