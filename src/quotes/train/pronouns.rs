//! Learns whom pronouns refer to: from those that only one person around can be, and from labelled sources.

use super::Lesson;
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::word_class::Gender;
use crate::quotes::resolution::antecedents::Pronoun;
use crate::quotes::train::feature_names::FeatureNames;
use crate::quotes::train::learner::{self, Learner, TrainingCandidate};

/// How it is known whom a pronoun refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownAntecedent {
    /// It is a labelled source, and there is only one source before that it can repeat.
    Source(usize),
    /// Its gender leaves only one of the people around.
    OnlyOne(usize),
    /// It is not known.
    Not,
}

impl KnownAntecedent {
    fn entity(self) -> Option<usize> {
        match self {
            Self::Source(entity) | Self::OnlyOne(entity) => Some(entity),
            Self::Not => None,
        }
    }
}

impl Lesson<'_> {
    /// Learns from the pronouns in order, each with whom those before it were taken to be.
    pub(crate) fn learn_pronouns(&self, names: &mut FeatureNames, learner: &mut Learner) {
        let scene = &self.scene;
        let mut resolved: Vec<Option<usize>> =
            scene.mentions.iter().map(|one| one.entity).collect();
        for (index, mention) in scene.mentions.iter().enumerate() {
            let told = mention.singular_gender().filter(|_| !mention.is_quoted);
            let Some(gender) = told.filter(|_| mention.form == MentionForm::Pronoun) else {
                continue;
            };
            let taken = self.learn_pronoun(index, gender, &resolved, names, learner);
            if let Some(place) = resolved.get_mut(index) {
                *place = taken;
            }
        }
    }

    /// Learns from one pronoun, if it is known whom it refers to; returns whom it is taken to be.
    fn learn_pronoun(
        &self,
        index: usize,
        gender: Gender,
        resolved: &[Option<usize>],
        names: &mut FeatureNames,
        learner: &mut Learner,
    ) -> Option<usize> {
        let pronoun = Pronoun {
            scene: &self.scene,
            index,
            resolved,
        };
        let known = self.find_known(&pronoun, gender);
        // Where gender decides, people of the other gender are the wrong ones to choose from.
        let found = match known {
            KnownAntecedent::OnlyOne(_) => pronoun.find_people(|entity| entity.is_shown),
            KnownAntecedent::Source(_) | KnownAntecedent::Not => pronoun.find_candidates(gender),
        };
        let candidates: Vec<TrainingCandidate<'_>> = found
            .iter()
            .map(|candidate| {
                let mut round_features = Vec::new();
                pronoun.add_features(candidate, &mut |feature| {
                    round_features.push(names.number_feature(&feature));
                });
                if !matches!(known, KnownAntecedent::OnlyOne(_)) {
                    pronoun.add_sort_feature(candidate, &mut |feature| {
                        round_features.push(names.number_feature(&feature));
                    });
                }
                TrainingCandidate {
                    is_right: Some(candidate.entity) == known.entity(),
                    round_features,
                    ..TrainingCandidate::default()
                }
            })
            .collect();
        let scores = learner.score_all(&candidates);
        learner.learn_choice(&candidates, &scores);
        let best = learner::best_of(&scores).and_then(|at| found.get(at));
        known.entity().or(best.map(|best| best.entity))
    }

    fn find_known(&self, pronoun: &Pronoun<'_>, gender: Gender) -> KnownAntecedent {
        let source = self
            .find_repeated_source(pronoun, gender)
            .map(KnownAntecedent::Source);
        let lone = || find_only_candidate(pronoun, gender).map(KnownAntecedent::OnlyOne);
        source.or_else(lone).unwrap_or(KnownAntecedent::Not)
    }

    /// Returns the only source before a pronoun that is a source itself: of its paragraph, or the one before.
    fn find_repeated_source(&self, pronoun: &Pronoun<'_>, gender: Gender) -> Option<usize> {
        let at = self
            .sources
            .iter()
            .position(|source| *source == pronoun.index)?;
        let paragraph = |index: usize| {
            let mention = self.scene.mentions.get(index)?;
            Some(self.scene.token(mention.tokens.0)?.paragraph)
        };
        let here = paragraph(pronoun.index)?;
        let before = self.sources.get(..at)?;
        let last = paragraph(*before.last()?).filter(|last| last + 1 >= here)?;
        let is_fitting = |entity: &usize| {
            self.scene.entities.get(*entity).is_some_and(|entity| {
                entity.sort != MentionSort::Organisation
                    && entity.gender.is_none_or(|own| own == gender)
            })
        };
        let mut near = before
            .iter()
            .rev()
            .take_while(|source| paragraph(**source) == Some(last))
            .filter_map(|source| pronoun.resolved.get(*source).copied().flatten())
            .filter(is_fitting);
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }
}

/// Returns the one of several people around that a pronoun of this gender can only refer to.
fn find_only_candidate(pronoun: &Pronoun<'_>, gender: Gender) -> Option<usize> {
    let people = pronoun.find_people(|entity| pronoun.is_somebody(entity));
    let mut fitting = people.iter().filter(|candidate| {
        let entity = pronoun.scene.entities.get(candidate.entity);
        entity.is_some_and(|entity| !entity.is_shown || entity.gender == Some(gender))
    });
    let first = fitting.next()?;
    let is_shown = pronoun.scene.entities.get(first.entity)?.is_shown;
    let is_lone = fitting.next().is_none() && people.len() > 1;
    (is_lone && is_shown).then_some(first.entity)
}
