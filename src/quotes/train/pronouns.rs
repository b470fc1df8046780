//! Learns whom pronouns refer to: from the labelled names of speakers, from pronouns that only one person around can be,
//! and from labelled sources.

use std::cell::OnceCell;

use super::Lesson;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::word_class::Gender;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::landmarks::Landmarks;
use crate::quotes::resolution::mention_role::MentionRole;
use crate::quotes::resolution::pronoun_sense::PronounSense;
use crate::quotes::resolution::referents::{self, Anaphor, Referents};
use crate::quotes::train::feature_names::FeatureNames;
use crate::quotes::train::learner::{self, Learner, TrainingCandidate};
use crate::quotes::train::people;

/// How often a pronoun counts whose speaker the labels name: few articles have such labels.
const NAMED: usize = 8;

/// How often a pronoun counts that only whoever is alone near it can be.
const NEAR: usize = 1;

/// How it is known whom a pronoun refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownAntecedent {
    /// The labels name the speaker.
    Labelled(Referent),
    /// It is a labelled source, and there is only one source before that it can repeat.
    Source(Referent),
    /// Its gender leaves only one of the people around.
    OnlyOne(Referent),
    /// Its paragraph, or else the one before, speaks of nobody else whom it can be.
    Near(Referent),
    /// It is not known.
    Not,
}

impl KnownAntecedent {
    const fn referent(self) -> Option<Referent> {
        match self {
            Self::Labelled(referent)
            | Self::Source(referent)
            | Self::OnlyOne(referent)
            | Self::Near(referent) => Some(referent),
            Self::Not => None,
        }
    }

    const fn times(self) -> usize {
        match self {
            Self::Labelled(_) => NAMED,
            Self::Near(_) => NEAR,
            Self::Source(_) | Self::OnlyOne(_) | Self::Not => 1,
        }
    }
}

impl Lesson<'_> {
    /// Learns from the pronouns in order, each with whom those before it were taken to be.
    pub(crate) fn learn_pronouns(&self, names: &mut FeatureNames, learner: &mut Learner) {
        let mut resolved = self.referents.clone();
        for index in 0..resolved.len() {
            let taken = match referents::anaphor_at(&self.scene, index, &resolved) {
                None => continue,
                Some(Anaphor::Relative) => {
                    referents::resolve_relative(&self.scene, index, &resolved)
                }
                Some(Anaphor::Personal(sense) | Anaphor::Definite(sense)) => {
                    let pronoun = Pronoun {
                        scene: &self.scene,
                        index,
                        resolved: &resolved,
                        report: OnceCell::default(),
                    };
                    self.learn_pronoun(&pronoun, sense, names, learner)
                }
            };
            if let Some(place) = resolved.get_mut(index) {
                *place = taken;
            }
        }
    }

    /// Learns from one pronoun, if it is known whom it refers to; returns whom it is taken to be.
    fn learn_pronoun(
        &self,
        pronoun: &Pronoun<'_>,
        sense: PronounSense,
        names: &mut FeatureNames,
        learner: &mut Learner,
    ) -> Option<Referent> {
        let known = self.find_known(pronoun, sense);
        // Where gender decides, people of the other gender are the wrong ones to choose from.
        let is_only = matches!(known, KnownAntecedent::OnlyOne(_));
        let found = if is_only {
            pronoun.find_people(|referent| referent.is_gender_shown(&self.scene))
        } else {
            pronoun.list_antecedents(sense)
        };
        let landmarks = Landmarks::find(pronoun, &found);
        let candidates: Vec<TrainingCandidate<'_>> = found
            .iter()
            .map(|candidate| {
                let mut round_features = Vec::new();
                pronoun.add_features(&landmarks, candidate, &mut |feature| {
                    round_features.push(names.number_feature(&feature));
                });
                if !is_only {
                    pronoun.add_sort_feature(candidate, &mut |feature| {
                        round_features.push(names.number_feature(&feature));
                    });
                }
                TrainingCandidate {
                    is_right: Some(candidate.referent) == known.referent(),
                    round_features,
                    ..TrainingCandidate::default()
                }
            })
            .collect();
        let mut scores = learner.score_all(&candidates);
        let best = learner::best_of(&scores).and_then(|at| found.get(at));
        for _ in 0..known.times() {
            learner.learn_choice(&candidates, &scores);
            scores = learner.score_all(&candidates);
        }
        known.referent().or(best.map(|best| best.referent))
    }

    fn find_known(&self, pronoun: &Pronoun<'_>, sense: PronounSense) -> KnownAntecedent {
        let labelled = self
            .find_labelled(pronoun, sense)
            .map(KnownAntecedent::Labelled);
        let PronounSense::Person(Some(gender)) = sense else {
            return labelled.unwrap_or(KnownAntecedent::Not);
        };
        let is_pronoun = |mention: &Mention| mention.form == MentionForm::Pronoun;
        if !self
            .scene
            .mentions
            .get(pronoun.index)
            .is_some_and(is_pronoun)
        {
            return labelled.unwrap_or(KnownAntecedent::Not);
        }
        let source = || {
            self.find_repeated_source(pronoun, gender)
                .map(KnownAntecedent::Source)
        };
        let lone = || find_only_candidate(pronoun, gender).map(KnownAntecedent::OnlyOne);
        let near = || find_lone_near(pronoun, gender).map(KnownAntecedent::Near);
        let known = labelled.or_else(source).or_else(near).or_else(lone);
        known.unwrap_or(KnownAntecedent::Not)
    }

    /// Returns the candidate whom the labels name as the speaker of a pronoun that is a source, the nearest.
    fn find_labelled(&self, pronoun: &Pronoun<'_>, sense: PronounSense) -> Option<Referent> {
        let names = self.speakers.get(&pronoun.index)?;
        let candidates = pronoun.list_antecedents(sense).into_iter();
        let mut right = candidates
            .map(|candidate| candidate.referent)
            .filter(|referent| people::is_named(&self.scene, *referent, names));
        right.next()
    }

    /// Returns whom a pronoun repeats that is a labelled source, if that is known; `referents` are those of all mentions.
    pub(crate) fn find_repeated(&self, index: usize, referents: &Referents) -> Option<Referent> {
        let resolved = referents.list_resolved();
        let pronoun = Pronoun {
            scene: &self.scene,
            index,
            resolved,
            report: OnceCell::default(),
        };
        let gender = self.scene.mentions.get(index)?.singular_gender()?;
        self.find_repeated_source(&pronoun, gender)
    }

    /// Returns the only source before a pronoun that is a source itself: of its paragraph, or the one before.
    fn find_repeated_source(&self, pronoun: &Pronoun<'_>, gender: Gender) -> Option<Referent> {
        let scene = &self.scene;
        let at = self
            .sources
            .iter()
            .position(|source| *source == pronoun.index)?;
        let paragraph = |index: usize| scene.token_of(index).map(TextToken::paragraph);
        let here = paragraph(pronoun.index)?;
        let before = self.sources.get(..at)?;
        let last = paragraph(*before.last()?).filter(|last| last + 1 >= here)?;
        let is_fitting = |referent: &Referent| {
            let is_person = matches!(
                referent.sort(scene),
                MentionSort::Person | MentionSort::Unknown
            );
            is_person && referent.gender(scene).is_none_or(|own| own == gender)
        };
        let mut near = before
            .iter()
            .rev()
            .take_while(|source| paragraph(**source) == Some(last))
            .filter_map(|source| pronoun.referent_of(*source))
            .filter(is_fitting);
        let first = near.next()?;
        let is_lone = near.all(|other| other == first);
        // Where the paragraph brings somebody of its own, the one who spoke before is no longer the only one.
        let is_own = |candidate: &Antecedent| {
            candidate.referent != first && paragraph(candidate.mention) == Some(here)
        };
        let candidates = pronoun.list_antecedents(PronounSense::Person(Some(gender)));
        let is_clear = last == here || !candidates.iter().any(is_own);
        (is_lone && is_clear).then_some(first)
    }
}

/// Returns the only person whom the story itself mentions in the pronoun's paragraph, or else in the one before, where
/// others come before: "Ed Bell runs the fair. “It goes ahead,” he said."
fn find_lone_near(pronoun: &Pronoun<'_>, gender: Gender) -> Option<Referent> {
    let scene = pronoun.scene;
    let here = pronoun.paragraph_of(pronoun.index)?;
    let candidates = pronoun.list_antecedents(PronounSense::Person(Some(gender)));
    let is_free = |candidate: &&Antecedent| {
        let mention = scene.mentions.get(candidate.mention);
        mention.is_some_and(|mention| {
            let role = MentionRole::of_mention(scene, candidate.mention, mention);
            !matches!(role, MentionRole::Quoted | MentionRole::Modifier)
        })
    };
    let in_paragraph = |paragraph: usize| {
        let free = candidates.iter().filter(is_free);
        free.filter(move |one| pronoun.paragraph_of(one.mention) == Some(paragraph))
    };
    let near = if in_paragraph(here).next().is_some() {
        here
    } else {
        here.checked_sub(1)?
    };
    let mut lone = in_paragraph(near);
    let first = lone.next()?.referent;
    let is_known = first.gender(scene).is_some() || first.entity().is_none();
    let is_clear = lone.next().is_none() && candidates.len() > 1 && is_known;
    (is_clear && !pronoun.is_named_beside(first)).then_some(first)
}

/// Returns the one of several people around that a pronoun of this gender can only refer to.
fn find_only_candidate(pronoun: &Pronoun<'_>, gender: Gender) -> Option<Referent> {
    let scene = pronoun.scene;
    let people = pronoun.find_people(|referent| {
        let entity = referent.entity().and_then(|at| scene.entities.get(at));
        entity.is_none_or(|entity| pronoun.is_somebody(entity))
    });
    let mut fitting = people.iter().filter(|candidate| {
        let referent = candidate.referent;
        !referent.is_gender_shown(scene) || referent.gender(scene) == Some(gender)
    });
    let first = fitting.next()?.referent;
    let is_lone = fitting.next().is_none() && people.len() > 1;
    (is_lone && first.is_gender_shown(scene)).then_some(first)
}
