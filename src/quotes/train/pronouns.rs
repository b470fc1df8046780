//! Learns whom pronouns stand for: from those that only one person around can be, and from labelled sources.

use super::Lesson;
use super::learner::{Candidate, Learner};
use super::names::Names;
use crate::quotes::antecedents::Pronoun;
use crate::quotes::lexicon::Gender;
use crate::quotes::mentions::{Form, Sort};
use crate::quotes::resolve;

/// How it is known whom a pronoun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// It is a labelled source, and there is only one source before that it can repeat.
    Source(usize),
    /// Its gender leaves only one of the people around.
    Lone(usize),
    /// It is not known.
    Not,
}

impl Known {
    fn entity(self) -> Option<usize> {
        match self {
            Self::Source(entity) | Self::Lone(entity) => Some(entity),
            Self::Not => None,
        }
    }
}

impl Lesson<'_> {
    /// Learns from the pronouns in order, each with whom those before it were taken to be.
    pub(super) fn resolve(&self, names: &mut Names, learner: &mut Learner) {
        let scene = &self.scene;
        let mut stands: Vec<Option<usize>> = scene.mentions.iter().map(|one| one.entity).collect();
        for (index, mention) in scene.mentions.iter().enumerate() {
            let told = resolve::singular(mention).filter(|_| !mention.is_quoted);
            let Some(gender) = told.filter(|_| mention.form == Form::Pronoun) else {
                continue;
            };
            let taken = self.pronoun(index, gender, &stands, names, learner);
            if let Some(place) = stands.get_mut(index) {
                *place = taken;
            }
        }
    }

    /// Learns from one pronoun, if it is known whom it stands for; returns whom it is taken to be.
    fn pronoun(
        &self,
        index: usize,
        gender: Gender,
        stands: &[Option<usize>],
        names: &mut Names,
        learner: &mut Learner,
    ) -> Option<usize> {
        let pronoun = Pronoun {
            scene: &self.scene,
            index,
            stands,
        };
        let known = self.known(&pronoun, gender);
        // Where gender decides, people of the other gender are the wrong ones to choose from.
        let found = match known {
            Known::Lone(_) => pronoun.people(|entity| entity.is_shown),
            Known::Source(_) | Known::Not => pronoun.candidates(gender),
        };
        let candidates: Vec<Candidate<'_>> = found
            .iter()
            .map(|candidate| {
                let mut passing = Vec::new();
                pronoun.features(candidate, &mut |feature| passing.push(names.id(&feature)));
                if !matches!(known, Known::Lone(_)) {
                    pronoun.sort(candidate, &mut |feature| passing.push(names.id(&feature)));
                }
                Candidate {
                    is_right: Some(candidate.entity) == known.entity(),
                    passing,
                    ..Candidate::default()
                }
            })
            .collect();
        let scores: Vec<f32> = candidates
            .iter()
            .map(|candidate| learner.score(candidate))
            .collect();
        learner.choose(&candidates, &scores);
        let best = scores
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))
            .and_then(|(at, _)| found.get(at));
        known.entity().or(best.map(|best| best.entity))
    }

    fn known(&self, pronoun: &Pronoun<'_>, gender: Gender) -> Known {
        let source = self.source(pronoun, gender).map(Known::Source);
        let lone = || pronoun.lone(gender).map(Known::Lone);
        source.or_else(lone).unwrap_or(Known::Not)
    }

    /// Returns the only source before a pronoun that is a source itself: of its paragraph, or the one before.
    fn source(&self, pronoun: &Pronoun<'_>, gender: Gender) -> Option<usize> {
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
                entity.sort != Sort::Organisation && entity.gender.is_none_or(|own| own == gender)
            })
        };
        let mut near = before
            .iter()
            .rev()
            .take_while(|source| paragraph(**source) == Some(last))
            .filter_map(|source| pronoun.stands.get(*source).copied().flatten())
            .filter(is_fitting);
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }
}
