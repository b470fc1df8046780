//! What the speakers of the quotes before say about the speaker of the next.

use crate::quotes::attribution::features::{CandidatePair, CandidateSide};
use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::letters;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::view::RegionView;

const SAME: FeatureTemplate = FeatureTemplate::new("same");
const SAME_NAME: FeatureTemplate = FeatureTemplate::new("sname");
const TALKER: FeatureTemplate = FeatureTemplate::new("talker");

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
            .take(4)
            .find_map(|(at, speaker)| speaker.map(|mention| (at, mention)))?;
        Some((at, mention))
    }
}

/// Gives the features of a pair to `add` that tell who spoke before.
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
    let away = match view.paragraph - region.paragraph.min(view.paragraph) {
        0 if is_same_sentence(scene, view, region.range.start) => b's',
        0 => b'0',
        1 => b'1',
        2 => b'2',
        _ => b'3',
    };
    let continues = scene
        .regions
        .get(view.region)
        .is_some_and(|region| region.continues);
    let kept = Symbol::default()
        .with(away)
        .with(view.place.letter())
        .with(if continues { b'c' } else { b'-' });
    if speaker == pair.index {
        add(Feature::two(SAME, kept, any));
        add(Feature::two(SAME, kept.with(view.ending.letter()), sided));
    }
    let entity = scene
        .mentions
        .get(speaker)
        .and_then(|mention| mention.entity);
    let is_same = entity.is_some() && entity == mention.entity;
    add(Feature::two(
        SAME_NAME,
        kept.with(if is_same { b'y' } else { b'n' }),
        sided.with(pair.mention.form_letter()),
    ));
    let spoke = history
        .speakers
        .iter()
        .rev()
        .take(12)
        .flatten()
        .filter(|at| {
            let other = scene.mentions.get(**at).and_then(|mention| mention.entity);
            mention.entity.is_some() && other == mention.entity
        });
    add(Feature::two(
        TALKER,
        letters::count_bucket(spoke.count()),
        sided,
    ));
}

/// Says whether the region shares its sentence with the byte `at`.
fn is_same_sentence(scene: &Scene<'_>, view: &RegionView, at: usize) -> bool {
    let sentence = |index: usize| scene.token(index).map(|token| token.sentence);
    sentence(view.first) == sentence(scene.tokens.index_at(at))
}
