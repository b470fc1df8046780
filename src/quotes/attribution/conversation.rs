//! What the speakers of the quotes before say about the speaker of the next.

use crate::quotes::attribution::features::{CandidatePair, CandidateSide};
use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::letters;
use crate::quotes::model::region::Region;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::view::RegionView;

const SAME: FeatureTemplate = FeatureTemplate::new("same");
const SAME_NAME: FeatureTemplate = FeatureTemplate::new("sname");
const TALKER: FeatureTemplate = FeatureTemplate::new("talker");

/// How many regions back the turns of a speaker are counted.
const LATEST: usize = 12;

/// What was decided so far about the regions before.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// The mention taken as the speaker of each region.
    pub(crate) speakers: Vec<Option<usize>>,
}

impl History {
    /// Returns the speaker of the nearest region before `region` that has one, with its region.
    pub(crate) fn last_before(&self, region: usize) -> Option<(usize, usize)> {
        let before = self.speakers.get(..region)?;
        let (at, mention) = before
            .iter()
            .enumerate()
            .rev()
            // Further back the dialogue has usually moved on.
            .take(4)
            .find_map(|(at, speaker)| speaker.map(|mention| (at, mention)))?;
        Some((at, mention))
    }

    /// Counts the latest turns of an entity.
    fn count_turns(&self, scene: &Scene<'_>, entity: Option<usize>) -> usize {
        let entity_of = |at: &usize| scene.mentions.get(*at)?.entity;
        let latest = self.speakers.iter().rev().take(LATEST).flatten();
        let is_same = |at: &&usize| entity.is_some() && entity_of(at) == entity;
        latest.filter(is_same).count()
    }
}

/// Adds the features of a pair that tell who spoke before.
pub(crate) fn add_conversation_features(
    pair: &CandidatePair<'_>,
    history: &History,
    add: &mut impl FnMut(Feature),
) {
    let (scene, view, mention) = (pair.scene, pair.view, pair.mention);
    let any = view.near;
    let Some(sided) = CandidateSide::of_pair(pair).map(CandidateSide::symbol) else {
        return;
    };
    let Some((at, speaker)) = history.last_before(view.region) else {
        return;
    };
    let Some(region) = scene.regions.get(at) else {
        return;
    };
    let kept = distance_symbol(scene, view, region);
    if speaker == pair.index {
        add(Feature::two(SAME, kept, any));
        add(Feature::two(SAME, kept.with(view.ending.letter()), sided));
    }
    let entity = scene
        .mentions
        .get(speaker)
        .and_then(|mention| mention.entity);
    // Two mentions of one person count as the same speaker ("Ruiz", "Ana Ruiz").
    let is_same = entity.is_some() && entity == mention.entity;
    add(Feature::two(
        SAME_NAME,
        kept.with(if is_same { b'y' } else { b'n' }),
        sided.with(pair.mention.form_letter()),
    ));
    let turns = history.count_turns(scene, mention.entity);
    add(Feature::two(TALKER, letters::count_bucket(turns), sided));
}

/// Returns how far the region of the last speaker is, where the view's own is, and whether it continues it.
fn distance_symbol(scene: &Scene<'_>, view: &RegionView, last: &Region) -> Symbol {
    let away = match view.paragraph - last.paragraph.min(view.paragraph) {
        0 if is_same_sentence(scene, view, last.range.start) => b's',
        0 => b'0',
        1 => b'1',
        2 => b'2',
        _ => b'3',
    };
    let region = scene.regions.get(view.region);
    let continues = region.is_some_and(|region| region.continues);
    Symbol::letter(away)
        .with(view.place.letter())
        .with(if continues { b'c' } else { b'-' })
}

/// Returns `true` if the region shares its sentence with the byte `at`.
fn is_same_sentence(scene: &Scene<'_>, view: &RegionView, at: usize) -> bool {
    let sentence = |index: usize| scene.token(index).map(TextToken::sentence);
    sentence(view.first) == sentence(scene.tokens.index_at(at))
}
