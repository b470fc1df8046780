//! The labelled turns of an article, found by whose they are.

use crate::article::TextRange;
use crate::quotes::model::region::Region;

/// How many turns of somebody may name them in full, or with a role: people are named so when they begin to speak.
const MOST_TURNS: usize = 50;

/// A turn: its label, and what is said in it.
pub(crate) type LabelledTurn = (TextRange, TextRange);

/// The turns by the last word of their label, those of one word in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct TurnList<'a>(Vec<(&'a str, LabelledTurn)>);

impl<'a> TurnList<'a> {
    /// Lists the turns among the regions of a text.
    pub(crate) fn of_regions(text: &'a str, regions: &[Region]) -> Self {
        let turns = regions.iter().filter_map(|region| {
            let label = region.bounds.turn_label()?;
            Some((last_word(text, label)?, (label, region.range)))
        });
        let mut turns: Vec<_> = turns.collect();
        // A stable sort keeps the order of the text.
        turns.sort_by_key(|(word, _)| *word);
        Self(turns)
    }

    /// Returns the first turns whose label ends as this one does.
    pub(crate) fn turns_like(
        &self,
        text: &str,
        label: TextRange,
    ) -> impl Iterator<Item = LabelledTurn> {
        let wanted = last_word(text, label).unwrap_or_default();
        let start = self.0.partition_point(|(word, _)| *word < wanted);
        let end = self.0.partition_point(|(word, _)| *word <= wanted);
        let same = self.0.get(start..end).unwrap_or_default();
        same.iter().take(MOST_TURNS).map(|(_, turn)| *turn)
    }
}

fn last_word(text: &str, label: TextRange) -> Option<&str> {
    label.of(text).split_whitespace().next_back()
}
