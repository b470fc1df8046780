//! Learns the engine's weights from labelled articles.

mod alignment;
mod confidence;
mod feature_names;
mod labels;
mod learner;
mod people;
mod pronouns;
mod split;

pub use split::{fold_of, is_held_back};

use std::collections::HashMap;

use crate::article::{Article, TextRange};
use crate::quotes::attribution::conversation::History;
use crate::quotes::attribution::features::CandidatePair;
use crate::quotes::attribution::{candidates, conversation, features};
use crate::quotes::filter::quote_features;
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::view::RegionView;
use crate::quotes::resolution::definite::EntityRoles;
use crate::quotes::resolution::same_person;
use crate::quotes::train::alignment::Alignment;
use crate::quotes::train::confidence::JudgedQuote;
use crate::quotes::train::feature_names::{FeatureId, FeatureNames};
use crate::quotes::train::labels::{Attribution, Label};
use crate::quotes::train::learner::{Learner, TrainingCandidate, TrainingPace};

/// An article with its labels.
#[derive(Debug)]
pub struct LabelledArticle {
    /// The name of its file.
    pub name: String,
    /// The article as loaded.
    pub article: Article,
    /// The file's content, in which the labels' offsets count.
    pub file: String,
    /// The labels.
    pub labels: Labels,
}

/// What somebody labelled in an article; offsets are Unicode scalar values of its file.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// The quotes.
    pub quotes: Vec<LabelledQuote>,
    /// Parts that are neither quotes nor the lack of one.
    pub ignored: Vec<(usize, usize)>,
}

/// A labelled quote.
#[derive(Debug, Clone, Default)]
pub struct LabelledQuote {
    /// The words said.
    pub content: Vec<(usize, usize)>,
    /// The words that name the speaker; none when the text names nobody.
    pub source: Vec<(usize, usize)>,
    /// The names of the speaker, when they are known: the best one first.
    pub speakers: Vec<String>,
}

/// Labelled articles made ready to learn from.
#[derive(Debug)]
pub struct Corpus<'a> {
    scenes: Vec<Lesson<'a>>,
    names: FeatureNames,
    /// What models found in articles that they were not learned from.
    judged: Vec<JudgedQuote>,
}

/// One article made ready.
#[derive(Debug)]
struct Lesson<'a> {
    scene: Scene<'a>,
    regions: Vec<RegionChoice>,
    /// The mentions that are labelled as sources, in order.
    sources: Vec<usize>,
    /// The labelled names of the speaker, by the mention that is the source.
    speakers: HashMap<usize, Vec<String>>,
    /// Whom the names and descriptions refer to.
    referents: Vec<Option<Referent>>,
}

/// A region, its candidates and the features that never change.
#[derive(Debug)]
struct RegionChoice {
    label: Label,
    view: Option<RegionView>,
    candidates: Vec<(Option<usize>, Vec<FeatureId>)>,
}

/// The filter: many faint signs decide, so it learns slowly and with strong decay.
const FILTER_PACE: TrainingPace = TrainingPace {
    rounds: 6,
    most: 2600,
    fewest: 0.0,
    pace: 0.05,
    decay: 3e-3,
};

/// The attribution.
const SPEAKER_PACE: TrainingPace = TrainingPace {
    rounds: 9,
    most: 12_000,
    fewest: 40.0,
    pace: 0.08,
    decay: 1e-4,
};

/// The resolution of pronouns.
const RESOLUTION_PACE: TrainingPace = TrainingPace {
    rounds: 9,
    most: 3000,
    fewest: 0.0,
    pace: 0.05,
    decay: 1e-4,
};

impl<'a> Corpus<'a> {
    /// Reads the labels and makes the features.
    #[must_use]
    pub fn new(labelled: &'a [LabelledArticle]) -> Self {
        let mut names = FeatureNames::default();
        let scenes = labelled
            .iter()
            .map(|one| prepare_lesson(one, &mut names))
            .collect();
        Self {
            scenes,
            names,
            judged: Vec::new(),
        }
    }

    /// Learns from the articles that `wanted` picks by their place and returns a weights file.
    pub fn learn(&mut self, wanted: impl Fn(usize) -> bool) -> String {
        let chosen: Vec<usize> = (0..self.scenes.len()).filter(|at| wanted(*at)).collect();
        let parts: [(TrainingPace, LessonStep); 3] = [
            (FILTER_PACE, |lesson, names, learner| {
                lesson.learn_filter(names, learner);
            }),
            (SPEAKER_PACE, |lesson, names, learner| {
                lesson.pick_speakers(names, learner);
            }),
            (RESOLUTION_PACE, |lesson, names, learner| {
                lesson.learn_pronouns(names, learner);
            }),
        ];
        parts
            .into_iter()
            .map(|(manner, study)| {
                let mut learner = Learner::new(manner);
                self.run_rounds(&chosen, &mut learner, study);
                // A second pass over the features that mattered, so that what was dropped leaves no debt in the
                // others.
                let mut narrowed = learner.narrow_features();
                self.run_rounds(&chosen, &mut narrowed, study);
                narrowed.write_weights(&self.names)
            })
            .collect()
    }

    fn run_rounds(&mut self, chosen: &[usize], learner: &mut Learner, study: LessonStep) {
        for round in 0..learner.manner.rounds {
            let mut order = chosen.to_vec();
            shuffle_order(&mut order, round);
            for index in order {
                if let Some(lesson) = self.scenes.get(index) {
                    study(lesson, &mut self.names, learner);
                }
            }
        }
    }
}

/// One way to learn from an article.
type LessonStep = fn(&Lesson<'_>, &mut FeatureNames, &mut Learner);

fn prepare_lesson<'a>(one: &'a LabelledArticle, names: &mut FeatureNames) -> Lesson<'a> {
    let scene = super::read_scene(&one.article);
    let alignment = Alignment::new(&one.file, &one.article.text);
    let attributions = Attribution::align_all(&one.labels.quotes, &alignment);
    let sources = labels::label_sources(&scene, &attributions);
    let ignored: Vec<TextRange> = one
        .labels
        .ignored
        .iter()
        .filter_map(|(start, end)| alignment.range(*start, *end))
        .collect();
    let labels = labels::label_regions(&scene, &attributions, &ignored);
    let choices = labels.into_iter().enumerate().map(|(index, label)| {
        let view = RegionView::of_region(&scene, index);
        let candidates = view.map(|view| fixed_candidates(&scene, &view, names));
        RegionChoice {
            label,
            view,
            candidates: candidates.unwrap_or_default(),
        }
    });
    let regions = choices.collect();
    Lesson {
        referents: same_person::refer_names(&scene, &EntityRoles::default()),
        speakers: labels::name_sources(&scene, &attributions),
        scene,
        regions,
        sources,
    }
}

/// Returns nobody and the mentions around a region, with their features.
fn fixed_candidates(
    scene: &Scene<'_>,
    view: &RegionView,
    names: &mut FeatureNames,
) -> Vec<(Option<usize>, Vec<FeatureId>)> {
    let mut nobody = Vec::new();
    features::add_nobody_features(scene, view, &mut |feature| {
        nobody.push(names.number_feature(&feature));
    });
    let mut all = vec![(None, nobody)];
    let subjects = CueSubjects::around_region(&scene.cues, &scene.tokens, view);
    for index in candidates::list_candidates(scene, view) {
        if let Some(pair) = CandidatePair::new(scene, view, &subjects, index) {
            let mut ids = Vec::new();
            features::add_candidate_features(&pair, &mut |feature| {
                ids.push(names.number_feature(&feature));
            });
            all.push((Some(index), ids));
        }
    }
    all
}

impl Lesson<'_> {
    /// Learns the speakers of the regions in order, each with the speakers picked so far.
    fn pick_speakers(&self, names: &mut FeatureNames, learner: &mut Learner) {
        let mut history = History::default();
        for choice in &self.regions {
            let view = choice.view.filter(|_| choice.label.is_quote);
            let picked = view.and_then(|view| {
                let candidates = choice.round_candidates(&self.scene, &view, &history, names);
                let scores = learner.score_all(&candidates);
                let best = learner::best_of(&scores).and_then(|at| choice.candidates.get(at));
                learner.learn_choice(&candidates, &scores);
                best.and_then(|(index, _)| *index)
            });
            history.speakers.push(picked);
        }
    }

    /// Learns which regions are somebody's words.
    fn learn_filter(&self, names: &mut FeatureNames, learner: &mut Learner) {
        for choice in &self.regions {
            let Some(view) = choice.view.filter(|_| !choice.label.is_ignored) else {
                continue;
            };
            let mut candidate = TrainingCandidate {
                is_right: choice.label.is_quote,
                ..TrainingCandidate::default()
            };
            quote_features::add_region_features(&self.scene, &view, &mut |feature| {
                candidate
                    .round_features
                    .push(names.number_feature(&feature));
            });
            learner.learn_decision(&candidate);
        }
    }
}

impl RegionChoice {
    fn round_candidates(
        &self,
        scene: &Scene<'_>,
        view: &RegionView,
        history: &History,
        names: &mut FeatureNames,
    ) -> Vec<TrainingCandidate<'_>> {
        let subjects = CueSubjects::around_region(&scene.cues, &scene.tokens, view);
        let mut all = Vec::with_capacity(self.candidates.len());
        for (index, fixed) in &self.candidates {
            let mut round_features = Vec::new();
            if let Some(pair) =
                index.and_then(|index| CandidatePair::new(scene, view, &subjects, index))
            {
                conversation::add_conversation_features(&pair, history, &mut |feature| {
                    round_features.push(names.number_feature(&feature));
                });
            }
            let is_right = match index {
                Some(index) => self.label.speakers.contains(index),
                None => self.label.speakers.is_empty() && !self.label.has_source,
            };
            all.push(TrainingCandidate {
                is_right,
                fixed,
                round_features,
            });
        }
        all
    }
}

/// Shuffles the same way each time: a linear congruential generator seeded by the round.
fn shuffle_order(order: &mut [usize], round: usize) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ (round as u64 + 1);
    for index in (1..order.len()).rev() {
        state = state
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        let other = usize::try_from((state >> 33) % (index as u64 + 1)).unwrap_or_default();
        order.swap(index, other);
    }
}
