//! Learns the engine's weights from labelled articles.

mod align;
mod gold;
mod labels;
mod learner;
mod names;
mod pronouns;
mod split;

use align::Alignment;
use labels::Label;
use learner::{Candidate, Learner, Manner};
use names::{Id, Names};
pub use split::is_held_back;

use super::around::Subjects;
use super::conversation::{self, History};
use super::features::{self, Pair};
use super::genuine;
use super::rank;
use super::scene::Scene;
use super::view::View;
use crate::article::Article;

/// How often the training looks at every article.
const ROUNDS: usize = 6;

/// An article with its labels.
#[derive(Debug)]
pub struct Labelled {
    /// The article as loaded.
    pub article: Article,
    /// The file's content, in which the labels' offsets count.
    pub file: String,
    /// The label file's content.
    pub labels: String,
}

/// Labelled articles made ready to learn from.
#[derive(Debug)]
pub struct Corpus<'a> {
    scenes: Vec<Lesson<'a>>,
    names: Names,
}

/// One article made ready.
#[derive(Debug)]
struct Lesson<'a> {
    scene: Scene<'a>,
    regions: Vec<Choice>,
    /// The mentions that are labelled as sources, in order.
    sources: Vec<usize>,
}

/// A region, its candidates and the features that never change.
#[derive(Debug)]
struct Choice {
    label: Label,
    view: Option<View>,
    candidates: Vec<(Option<usize>, Vec<Id>)>,
}

/// Which regions are somebody's words: told by many faint signs, so it learns slowly and forgets.
const GENUINE: Manner = Manner {
    most: 2600,
    pace: 0.05,
    decay: 3e-3,
};

/// Who speaks.
const SPEAKER: Manner = Manner {
    most: 3900,
    pace: 0.15,
    decay: 1e-5,
};

/// Whom a pronoun stands for.
const RESOLVE: Manner = Manner {
    most: 600,
    pace: 0.15,
    decay: 1e-5,
};

impl<'a> Corpus<'a> {
    /// Reads the labels and makes the features.
    #[must_use]
    pub fn new(labelled: &'a [Labelled]) -> Self {
        let mut names = Names::default();
        let scenes = labelled.iter().map(|one| lesson(one, &mut names)).collect();
        Self { scenes, names }
    }

    /// Learns from the articles that `wanted` picks by their place and returns a weights file.
    pub fn learn(&mut self, wanted: impl Fn(usize) -> bool) -> String {
        let chosen: Vec<usize> = (0..self.scenes.len()).filter(|at| wanted(*at)).collect();
        let parts: [(Manner, Study); 3] = [
            (GENUINE, |lesson, names, learner| {
                lesson.tell_genuine(names, learner);
            }),
            (SPEAKER, |lesson, names, learner| {
                lesson.pick_speakers(names, learner);
            }),
            (RESOLVE, |lesson, names, learner| {
                lesson.resolve(names, learner);
            }),
        ];
        parts
            .into_iter()
            .map(|(manner, study)| {
                let mut learner = Learner::new(manner);
                self.rounds(&chosen, &mut learner, study);
                let mut narrowed = learner.narrowed();
                self.rounds(&chosen, &mut narrowed, study);
                narrowed.write(&self.names)
            })
            .collect()
    }

    fn rounds(&mut self, chosen: &[usize], learner: &mut Learner, study: Study) {
        for round in 0..ROUNDS {
            let mut order = chosen.to_vec();
            shuffle(&mut order, round);
            for index in order {
                if let Some(lesson) = self.scenes.get(index) {
                    study(lesson, &mut self.names, learner);
                }
            }
        }
    }
}

/// One way to learn from an article.
type Study = fn(&Lesson<'_>, &mut Names, &mut Learner);

fn lesson<'a>(one: &'a Labelled, names: &mut Names) -> Lesson<'a> {
    let scene = Scene::of(&one.article);
    let alignment = Alignment::new(&one.file, &one.article.text);
    let attributions = gold::attributions(&one.labels, &alignment);
    let sources = labels::sources(&scene, &attributions);
    let labels = labels::of_regions(&scene, &attributions);
    let choices = labels.into_iter().enumerate().map(|(index, label)| {
        let view = View::of(&scene, index);
        let candidates = view.map(|view| candidates(&scene, &view, names));
        Choice {
            label,
            view,
            candidates: candidates.unwrap_or_default(),
        }
    });
    let regions = choices.collect();
    Lesson {
        scene,
        regions,
        sources,
    }
}

/// Returns nobody and the mentions around a region, with their features.
fn candidates(scene: &Scene<'_>, view: &View, names: &mut Names) -> Vec<(Option<usize>, Vec<Id>)> {
    let mut nobody = Vec::new();
    features::nobody(scene, view, &mut |feature| nobody.push(names.id(&feature)));
    let mut all = vec![(None, nobody)];
    let subjects = Subjects::of(&scene.cues, &scene.tokens, view);
    for index in rank::candidates(scene, view) {
        if let Some(pair) = Pair::new(scene, view, &subjects, index) {
            let mut ids = Vec::new();
            features::fixed(&pair, &mut |feature| ids.push(names.id(&feature)));
            all.push((Some(index), ids));
        }
    }
    all
}

impl Lesson<'_> {
    /// Learns the speakers of the regions in order, each with the speakers picked so far.
    fn pick_speakers(&self, names: &mut Names, learner: &mut Learner) {
        let mut history = History::default();
        for choice in &self.regions {
            let view = choice.view.filter(|_| choice.label.is_quote);
            let picked = view.and_then(|view| {
                let candidates = choice.candidates(&self.scene, &view, &history, names);
                let scores: Vec<f32> = candidates
                    .iter()
                    .map(|candidate| learner.score(candidate))
                    .collect();
                let best = scores
                    .iter()
                    .enumerate()
                    .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
                let best = best.and_then(|(at, _)| choice.candidates.get(at));
                learner.choose(&candidates, &scores);
                best.and_then(|(index, _)| *index)
            });
            history.speakers.push(picked);
        }
    }

    /// Learns which regions are somebody's words.
    fn tell_genuine(&self, names: &mut Names, learner: &mut Learner) {
        for choice in &self.regions {
            let Some(view) = choice.view else {
                continue;
            };
            let mut candidate = Candidate {
                is_right: choice.label.is_quote,
                ..Candidate::default()
            };
            genuine::features(&self.scene, &view, &mut |feature| {
                candidate.passing.push(names.id(&feature));
            });
            learner.decide(&candidate);
        }
    }
}

impl Choice {
    fn candidates(
        &self,
        scene: &Scene<'_>,
        view: &View,
        history: &History,
        names: &mut Names,
    ) -> Vec<Candidate<'_>> {
        let subjects = Subjects::of(&scene.cues, &scene.tokens, view);
        let mut all = Vec::with_capacity(self.candidates.len());
        for (index, fixed) in &self.candidates {
            let mut passing = Vec::new();
            if let Some(pair) = index.and_then(|index| Pair::new(scene, view, &subjects, index)) {
                conversation::features(&pair, history, &mut |feature| {
                    passing.push(names.id(&feature));
                });
            }
            let is_right = match index {
                Some(index) => self.label.speakers.contains(index),
                None => self.label.speakers.is_empty() && !self.label.has_source,
            };
            all.push(Candidate {
                is_right,
                fixed,
                passing,
            });
        }
        all
    }
}

/// Shuffles the same way each time: a linear congruential generator seeded by the round.
fn shuffle(order: &mut [usize], round: usize) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ (round as u64 + 1);
    for index in (1..order.len()).rev() {
        state = state
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        let other = usize::try_from((state >> 33) % (index as u64 + 1)).unwrap_or_default();
        order.swap(index, other);
    }
}
