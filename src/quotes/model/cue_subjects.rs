//! The cues around a region by their subject.

use crate::quotes::model::cue::Cue;
use crate::quotes::model::token::TokenList;
use crate::quotes::model::view::RegionView;

/// The subjects of the cues around a region, each with its nearest cue.
#[derive(Debug, Default)]
pub(crate) struct CueSubjects<'a>(Vec<&'a Cue>);

/// The most cues looked at on each side of a region.
const MOST_CUES: usize = 64;

impl<'a> CueSubjects<'a> {
    /// Looks at the cues from two paragraphs before a region to one after it, at most [`MOST_CUES`] on each side.
    pub(crate) fn around_region(cues: &'a [Cue], tokens: &TokenList, view: &RegionView) -> Self {
        let from = tokens.of_paragraph(view.paragraph.saturating_sub(2)).start;
        let to = tokens.of_paragraph(view.paragraph + 1).end;
        let here = cues.partition_point(|cue| cue.token < view.first);
        let first = cues.partition_point(|cue| cue.token < from);
        let end = cues.partition_point(|cue| cue.token < to);
        let first = first.max(here.saturating_sub(MOST_CUES));
        let end = end.min(here + MOST_CUES);
        let mut near: Vec<&Cue> = cues.get(first..end).unwrap_or_default().iter().collect();
        near.sort_by_key(|cue| (cue.subject, view.token_distance(cue.token)));
        // Sorted by distance, so the nearest cue of each subject is kept.
        near.dedup_by_key(|cue| cue.subject);
        Self(near)
    }

    /// Returns the nearest cue whose subject is the mention at `index`.
    pub(crate) fn cue_of(&self, index: usize) -> Option<&'a Cue> {
        let at = self
            .0
            .binary_search_by_key(&index, |cue| cue.subject)
            .ok()?;
        self.0.get(at).copied()
    }
}
