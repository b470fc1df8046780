//! Learns how sure an attribution is: from quotes of articles that the other weights were not learned from.

use crate::quotes::Models;
use crate::quotes::attribution::rank;
use crate::quotes::filter::quote_score;
use crate::quotes::report::assemble::{self, RegionGroup};
use crate::quotes::report::confidence::ConfidenceCase;
use crate::quotes::report::describe;
use crate::quotes::resolution::referents::Referents;
use crate::quotes::train::feature_names::{FeatureId, FeatureNames};
use crate::quotes::train::labels::Label;
use crate::quotes::train::learner::{Learner, TrainingCandidate, TrainingPace};
use crate::quotes::train::{Corpus, Lesson, people, shuffle_order};

/// How often an article counts whose labels name the speakers: there are few of them, and they tell more.
const NAMED: usize = 4;

/// How often a right speaker counts.
const RIGHT: usize = 2;

/// How often a wrong one does: a wrong name shown as sure is worse than a right one with a question mark.
const WRONG: usize = 3;

/// How often the training looks at every quote.
const ROUNDS: usize = 6;

/// The confidence: few features, each met often.
const CONFIDENCE_PACE: TrainingPace = TrainingPace {
    most: 300,
    pace: 0.05,
    decay: 1e-3,
};

/// A quote whose speaker the engine named, and whether that was right.
#[derive(Debug)]
pub(crate) struct JudgedQuote {
    article: usize,
    is_right: bool,
    times: usize,
    features: Vec<FeatureId>,
}

impl Corpus<'_> {
    /// Judges what a model finds in the articles that `wanted` picks, from which it must not have learned.
    pub fn judge_quotes(&mut self, models: &Models, wanted: impl Fn(usize) -> bool) {
        for (at, lesson) in self.scenes.iter().enumerate() {
            if wanted(at) {
                lesson.judge_quotes(at, models, &mut self.names, &mut self.judged);
            }
        }
    }

    /// Learns from the judged quotes of the articles that `wanted` picks; returns the rest of a weights file.
    pub fn learn_confidence(&mut self, wanted: impl Fn(usize) -> bool) -> String {
        let chosen: Vec<usize> = (0..self.judged.len())
            .filter(|at| self.judged.get(*at).is_some_and(|one| wanted(one.article)))
            .collect();
        let mut learner = Learner::new(CONFIDENCE_PACE);
        for round in 0..ROUNDS {
            let mut order = chosen.clone();
            shuffle_order(&mut order, round);
            for judged in order.iter().filter_map(|at| self.judged.get(*at)) {
                for _ in 0..judged.times {
                    learner.learn_decision(&TrainingCandidate {
                        is_right: judged.is_right,
                        fixed: &judged.features,
                        round_features: Vec::new(),
                    });
                }
            }
        }
        learner.write_weights(&self.names)
    }
}

impl Lesson<'_> {
    fn judge_quotes(
        &self,
        article: usize,
        models: &Models,
        names: &mut FeatureNames,
        judged: &mut Vec<JudgedQuote>,
    ) {
        let (scene, weights) = (&self.scene, &models.weights);
        let scored = quote_score::score_regions(scene, weights);
        let picks = rank::pick_speakers(scene, &quote_score::list_views(&scored), weights);
        let kept = quote_score::keep_quotes(scene, &scored, &picks);
        let referents = Referents::resolve_all(scene, weights);
        for group in assemble::group_regions(scene, &kept, &picks) {
            let Some((case, label)) = self.case_of(&group, &kept, &referents) else {
                continue;
            };
            let Some(is_right) = self.judge_case(&case, label) else {
                continue;
            };
            let mut features = Vec::new();
            case.add_features(&mut |feature| features.push(names.number_feature(&feature)));
            let times = if label.names.is_empty() { 1 } else { NAMED };
            let times = times * if is_right { RIGHT } else { WRONG };
            judged.push(JudgedQuote {
                article,
                is_right,
                times,
                features,
            });
        }
    }

    /// Returns what the confidence of a quote is drawn from, and its label.
    fn case_of<'a>(
        &'a self,
        group: &'a RegionGroup,
        kept: &'a [Option<crate::quotes::model::view::RegionView>],
        referents: &'a Referents,
    ) -> Option<(ConfidenceCase<'a>, &'a Label)> {
        let scene = &self.scene;
        let first = *group.regions.first()?;
        let view = kept.get(first)?.as_ref()?;
        if describe::find_label_speaker(scene, group).is_some() {
            return None;
        }
        let mention = describe::choose_speaker(scene, view, group)?;
        let case = ConfidenceCase {
            scene,
            view,
            pick: &group.pick,
            mention,
            cue: describe::cue_of(scene, view, group, mention),
            referents,
        };
        Some((case, &self.regions.get(first)?.label))
    }

    /// Returns whether the right person is named; `None` if the labels do not say.
    fn judge_case(&self, case: &ConfidenceCase<'_>, label: &Label) -> Option<bool> {
        let is_mention = label.speakers.contains(&case.mention);
        if !label.has_source || people::is_joint(&label.names) {
            return None;
        }
        if label.names.is_empty() {
            // Of a pronoun the labels say no more than where it is.
            let is_pronoun = case.referents.pronoun_of(case.mention).is_some();
            return (!is_mention || !is_pronoun).then_some(is_mention);
        }
        let is_person = match case.referents.referent_of(case.mention) {
            Some(referent) => people::is_named(&self.scene, referent, &label.names),
            None => is_mention,
        };
        let is_plain = case.referents.pronoun_of(case.mention).is_none();
        Some(is_person || is_mention && is_plain)
    }
}
