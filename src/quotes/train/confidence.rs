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

/// How often a right speaker counts.
const RIGHT: usize = 4;

/// How often a wrong one does: a wrong name shown as sure is worse than a right one with a question mark. This sets how
/// many are shown as sure.
const WRONG: usize = 12;

/// The confidence: few features, each met often.
const CONFIDENCE_PACE: TrainingPace = TrainingPace {
    rounds: 4,
    most: 1000,
    fewest: 0.0,
    pace: 0.01,
    decay: 5e-3,
};

/// A quote whose speaker the engine named, and whether that was right.
#[derive(Debug)]
pub(crate) struct JudgedQuote {
    article: usize,
    /// Whether the mention is right, and the features for it.
    mention: JudgedPart,
    /// Whether a pronoun refers to whom it is taken to, if the labels say so, and the features for it.
    antecedent: Option<JudgedPart>,
}

/// One half of what the confidence is drawn from.
#[derive(Debug)]
struct JudgedPart {
    is_right: bool,
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
        let mention = self.learn_part(&chosen, |judged| Some(&judged.mention));
        let antecedent = self.learn_part(&chosen, |judged| judged.antecedent.as_ref());
        mention + &antecedent
    }

    /// Learns one half of the confidence from some of the judged quotes.
    fn learn_part(
        &self,
        chosen: &[usize],
        part: impl Fn(&JudgedQuote) -> Option<&JudgedPart>,
    ) -> String {
        let mut learner = Learner::new(CONFIDENCE_PACE);
        for round in 0..CONFIDENCE_PACE.rounds {
            let mut order = chosen.to_vec();
            shuffle_order(&mut order, round);
            for judged in order.iter().filter_map(|at| self.judged.get(*at)) {
                let Some(part) = part(judged) else {
                    continue;
                };
                let weight = if part.is_right { RIGHT } else { WRONG };
                for _ in 0..weight {
                    learner.learn_decision(&TrainingCandidate {
                        is_right: part.is_right,
                        fixed: &part.features,
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
        let picks = rank::pick_speakers(scene, &scored, weights);
        let kept = quote_score::keep_quotes(scene, &scored, &picks);
        let referents = Referents::resolve_all(scene, weights);
        for group in assemble::group_regions(scene, &kept, &picks) {
            let Some((case, label)) = self.case_of(&group, &kept, &referents) else {
                continue;
            };
            let Some(is_mention) = self.judge_mention(&case, label) else {
                continue;
            };
            let mut mention = JudgedPart {
                is_right: is_mention,
                features: Vec::new(),
            };
            case.add_mention_features(&mut |feature| {
                mention.features.push(names.number_feature(&feature));
            });
            let antecedent = self.judge_antecedent(&case, label).map(|is_right| {
                let mut features = Vec::new();
                case.add_antecedent_features(&mut |feature| {
                    features.push(names.number_feature(&feature));
                });
                JudgedPart { is_right, features }
            });
            judged.push(JudgedQuote {
                article,
                mention,
                antecedent,
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

    /// Returns whether the mention, or another of the same person, is the labelled speaker; `None` if the labels do not
    /// say.
    fn judge_mention(&self, case: &ConfidenceCase<'_>, label: &Label) -> Option<bool> {
        if !label.has_source || people::is_joint(&label.names) {
            return None;
        }
        let shown = case.referents.referent_of(case.mention);
        let is_same =
            |other: &usize| shown.is_some() && case.referents.referent_of(*other) == shown;
        let is_named =
            shown.is_some_and(|shown| people::is_named(&self.scene, shown, &label.names));
        let is_mention = label.speakers.contains(&case.mention);
        Some(is_mention || is_named || label.speakers.iter().any(is_same))
    }

    /// Returns whether a pronoun that is the labelled speaker refers to whom it is taken to; `None` if the labels do not
    /// say, or it is no pronoun.
    fn judge_antecedent(&self, case: &ConfidenceCase<'_>, label: &Label) -> Option<bool> {
        let resolved = case.referents.pronoun_of(case.mention)?.referent;
        if !label.speakers.contains(&case.mention) || people::is_joint(&label.names) {
            return None;
        }
        if label.names.is_empty() {
            let repeated = self.find_repeated(case.mention, case.referents);
            return repeated.map(|repeated| repeated == resolved);
        }
        Some(people::is_named(&self.scene, resolved, &label.names))
    }
}
