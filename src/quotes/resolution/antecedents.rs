//! Finds the candidate antecedents of a pronoun: people, bodies and several people, named or only described.

use std::cell::OnceCell;

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::mention_role::MentionRole;
use crate::quotes::resolution::pronoun_sense::PronounSense;
use crate::quotes::resolution::reported_words::{ReportVoice, ReportedWords};
use crate::quotes::resolution::{predicates, second_names};

/// How many mentions before a pronoun are looked at.
const REACH: usize = 60;

/// How many are where nobody near can be meant.
const FAR_REACH: usize = 160;

/// How many paragraphs before a pronoun are looked at where nobody near can be meant.
const FAR_PARAGRAPHS: usize = 12;

/// How many paragraphs before a pronoun may hold whom it refers to.
const PARAGRAPHS: usize = 4;

/// Somebody a pronoun may refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Antecedent {
    /// Whoever it is.
    pub(crate) referent: Referent,
    /// The last mention before the pronoun, or the most prominent of its sentence.
    pub(crate) mention: usize,
    /// How many other candidates were mentioned after it.
    pub(crate) rivals: usize,
    /// How many mentions of it are near.
    pub(crate) count: usize,
}

/// A pronoun, with the referents of the mentions before it.
pub(crate) struct Pronoun<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The index of its mention.
    pub(crate) index: usize,
    /// Whom each mention refers to, as far as it is known.
    pub(crate) resolved: &'a [Option<Referent>],
    /// What its quote says, once that is asked for.
    pub(crate) report: OnceCell<ReportedWords>,
}

impl Pronoun<'_> {
    /// Returns those mentioned before it whom it can refer to, the nearest first.
    fn find_candidates(&self, sense: PronounSense) -> Vec<Antecedent> {
        let scene = self.scene;
        match sense {
            PronounSense::Person(gender) => {
                let mut found = self.find_people(|referent| {
                    let own = referent.gender(scene);
                    let fits = own.is_none_or(|own| gender.is_none_or(|gender| own == gender));
                    let may_differ = own.is_none() && referent.entity().is_some();
                    fits && !(may_differ && self.was_of_other_gender(referent, gender))
                        || !fits && self.is_called_so(referent, gender)
                });
                self.drop_askers(&mut found);
                self.drop_own_subject(&mut found);
                rank_candidates(found)
            }
            PronounSense::Body | PronounSense::People => {
                let may_be = |referent| self.may_be_body(referent, sense);
                let found =
                    self.collect_mentioned(self.list_near(), is_story_mention, may_be, Vec::new());
                rank_candidates(found)
            }
        }
    }

    /// Returns the candidates of a mention that refers back, the nearest first.
    pub(crate) fn list_antecedents(&self, sense: PronounSense) -> Vec<Antecedent> {
        let mention = self.scene.mentions.get(self.index);
        match mention.map(|mention| mention.form) {
            Some(MentionForm::Description) => self.find_bearers(sense),
            Some(MentionForm::Pronoun | MentionForm::Name) | None => self.find_candidates(sense),
        }
    }

    /// Returns the candidates of "the" with a noun, the nearest first: those named before, and last nobody of them.
    fn find_bearers(&self, sense: PronounSense) -> Vec<Antecedent> {
        let sentence = |index: usize| self.scene.token_of(index).map(TextToken::sentence);
        let here = sentence(self.index);
        let mut found = self.find_candidates(sense);
        // "Ana Ruiz said the surgeon …": whoever is named is not described in the same sentence, unless beside the name
        // (principle C of Chomsky's binding theory).
        found.retain(|candidate| {
            candidate.referent.entity().is_some() && sentence(candidate.mention) != here
        });
        self.keep_own_paragraph(&mut found);
        let mention = self.scene.mentions.get(self.index);
        let is_second_name =
            mention.is_some_and(|mention| second_names::is_second_name(self.scene, mention));
        let is_person = matches!(sense, PronounSense::Person(_));
        // Of several "the surgeon" may be any, and somebody else; if "the pianist" talks about "he", the only person named is
        // probably that "he", not the pianist.
        let gender = found
            .first()
            .and_then(|one| one.referent.gender(self.scene));
        let is_told_of = || ReportVoice::tells_of_gender(self.scene, self.index, gender);
        let is_ambiguous = if is_second_name {
            found.len() == 1 && is_told_of()
        } else {
            found.len() > 1
        };
        if is_person && is_ambiguous {
            found.clear();
        }
        found.push(Antecedent {
            referent: Referent::Described(self.index),
            mention: self.index,
            rivals: found.len(),
            count: 0,
        });
        found
    }

    /// Returns the people mentioned before it that are `wanted`, the nearest first.
    ///
    /// Names that nothing shows to be people's count only where they are written as people's are, once a person is
    /// around.
    pub(crate) fn find_people(&self, wanted: impl Fn(Referent) -> bool) -> Vec<Antecedent> {
        let may_be = |referent| {
            self.may_be_person(referent) && !self.is_only_in_headline(referent) && wanted(referent)
        };
        let mut found = self.collect_people(self.list_near(), may_be);
        // Whom the quote itself names hardly says it, so somebody farther may be meant.
        let is_likely =
            |one: &Antecedent| self.is_certain(one) && !self.is_named_in_report(one.referent);
        if !found.iter().any(is_likely) {
            let far = self.collect_people(self.list_before(FAR_REACH, FAR_PARAGRAPHS), may_be);
            let any = far.iter().any(is_likely);
            found = if any { far } else { found };
        }
        if found.is_empty() {
            found = self.find_in_headline(&wanted);
        }
        let is_any_certain = found.iter().any(|candidate| self.is_certain(candidate));
        found.retain(|candidate| match candidate.referent {
            Referent::Described(_) => true,
            Referent::Named(entity) => self.scene.entities.get(entity).is_some_and(|entity| {
                self.is_certain(candidate)
                    || self.stands_alone(entity)
                        && (!is_any_certain || self.is_like_person(entity, candidate.mention))
            }),
        });
        if found.iter().any(is_likely) {
            found.retain(|one| !self.is_named_in_report(one.referent));
        }
        rank_candidates(found)
    }

    /// Returns the people whom the headline describes, for a story that mentions nobody else: "Pope visits Malta".
    fn find_in_headline(&self, wanted: &impl Fn(Referent) -> bool) -> Vec<Antecedent> {
        let is_somebody = |referent: Referent| {
            let sort = referent.sort(self.scene);
            sort == MentionSort::Person && self.is_only_in_headline(referent) && wanted(referent)
        };
        self.collect_people(self.list_near(), |referent| {
            self.may_be_person(referent) && is_somebody(referent)
        })
    }

    /// Returns the people that may be meant among some mentions, the nearest first.
    fn collect_people(
        &self,
        near: std::ops::Range<usize>,
        may_be: impl Fn(Referent) -> bool,
    ) -> Vec<Antecedent> {
        // People mentioned in the story itself come before those whom quotes mention.
        let found = self.collect_mentioned(near.clone(), is_story_mention, &may_be, Vec::new());
        self.collect_mentioned(near, |_, mention| mention.is_quoted, may_be, found)
    }

    /// Returns `true` if something shows that a candidate with a name is a person.
    fn is_certain(&self, candidate: &Antecedent) -> bool {
        let entity = candidate.referent.entity();
        let entity = entity.and_then(|at| self.scene.entities.get(at));
        entity.is_some_and(|entity| self.is_somebody(entity))
    }

    /// Returns `true` if "he" or "she" can be `referent`, its gender apart.
    fn may_be_person(&self, referent: Referent) -> bool {
        let scene = self.scene;
        match referent {
            Referent::Named(entity) => scene.entities.get(entity).is_some_and(|entity| {
                matches!(entity.sort, MentionSort::Person | MentionSort::Unknown)
                    && !self.is_thing(entity)
                    && scene.author != Some(entity.name.of(scene.text))
            }),
            Referent::Described(at) => scene.mentions.get(at).is_some_and(|mention| {
                let is_person = match mention.sort {
                    MentionSort::Person => true,
                    // "The harpist said": a noun that is not known speaks, so it is somebody.
                    MentionSort::Unknown => scene.is_subject(at) && is_doer(scene, mention),
                    MentionSort::Organisation | MentionSort::Document => false,
                };
                is_person
                    && !predicates::is_plural(scene, mention)
                    && !scene
                        .token(mention.tokens.1)
                        .is_some_and(|noun| noun.gives(Clue::Indefinite))
            }),
        }
    }

    /// Returns `true` if "it" or "they" can be `referent`.
    fn may_be_body(&self, referent: Referent, sense: PronounSense) -> bool {
        let scene = self.scene;
        if self.is_only_in_headline(referent) {
            return false;
        }
        let own = scene.mentions.get(self.index);
        let is_definite = own.is_some_and(|own| own.form == MentionForm::Description);
        match referent {
            Referent::Named(entity) => scene.entities.get(entity).is_some_and(|entity| {
                let first = scene.token(scene.tokens.index_at(entity.name.start));
                let is_given = first.is_some_and(|first| first.entry.given.is_some());
                let is_land = first.is_some_and(|first| first.entry.is_land);
                let is_topic = entity
                    .mentions
                    .get(1)
                    .is_some_and(|second| *second < self.index);
                match entity.sort {
                    // "The airline" is not Singapore, nor a station named once.
                    MentionSort::Organisation => !is_definite || !is_land && is_topic,
                    MentionSort::Unknown => {
                        let is_person =
                            is_given || self.has_short(entity) && entity.word_count() > 1;
                        let is_open = !is_definite || is_topic && self.reports_speech(entity);
                        entity.gender.is_none() && !is_person && !self.is_thing(entity) && is_open
                    }
                    MentionSort::Person | MentionSort::Document => false,
                }
            }),
            Referent::Described(at) => scene.mentions.get(at).is_some_and(|mention| {
                let is_plural = predicates::is_plural(scene, mention);
                match (sense, mention.sort) {
                    (PronounSense::Body, MentionSort::Organisation | MentionSort::Document) => {
                        !is_plural
                    }
                    (PronounSense::People, MentionSort::Person) => is_plural,
                    (PronounSense::People, MentionSort::Organisation) => true,
                    // "The insurer said it was sorry".
                    (PronounSense::Body, MentionSort::Person) => {
                        let noun = scene.token(mention.tokens.1);
                        !is_plural && noun.is_some_and(|noun| noun.gives(Clue::Firm))
                    }
                    (PronounSense::Body, MentionSort::Unknown)
                    | (PronounSense::People, MentionSort::Document | MentionSort::Unknown)
                    | (PronounSense::Person(_), _) => false,
                }
            }),
        }
    }

    fn collect_mentioned(
        &self,
        near: std::ops::Range<usize>,
        counts: impl Fn(&Scene<'_>, &Mention) -> bool,
        may_be: impl Fn(Referent) -> bool,
        mut found: Vec<Antecedent>,
    ) -> Vec<Antecedent> {
        let known_before = found.len();
        for at in near.rev() {
            let Some(mention) = self.scene.mentions.get(at) else {
                continue;
            };
            let Some(referent) = self.referent_of(at) else {
                continue;
            };
            if let Some(place) = found.iter().position(|one| one.referent == referent) {
                if let Some(known) = found.get_mut(place).filter(|_| place >= known_before) {
                    known.count += 1;
                    if self.is_more_prominent(at, known.mention) {
                        known.mention = at;
                    }
                }
                continue;
            }
            // Each once, by the last mention.
            if counts(self.scene, mention) && may_be(referent) && !self.is_setting(mention) {
                found.push(Antecedent {
                    referent,
                    mention: at,
                    rivals: 0,
                    count: 1,
                });
            }
        }
        found
    }

    /// Returns `true` for where or in what something happens, which no "it" and no "they" refers to: "in Leeds", "in a
    /// statement", "on its website", but not "called on the council".
    fn is_setting(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let own = scene.mentions.get(self.index);
        let is_of_body = own
            .is_some_and(|own| own.form == MentionForm::Pronoun && own.singular_gender().is_none());
        let locates =
            |token: &TextToken| token.gives(Clue::Locative) || token.is_any(&["on", "inside"]);
        let first = scene.token(mention.lead);
        let is_some = first.is_some_and(|first| {
            first.is_any(&["a", "an"]) || first.has_class(WordClass::Possessive)
        });
        let is_place = match mention.form {
            MentionForm::Name => first.is_some_and(|first| first.entry.is_land),
            MentionForm::Description => mention.sort == MentionSort::Document || is_some,
            MentionForm::Pronoun => false,
        };
        is_of_body && is_place && scene.tokens.before(mention.lead, 1).is_some_and(locates)
    }

    /// Returns the mentions before the pronoun that are near enough.
    pub(crate) fn list_near(&self) -> std::ops::Range<usize> {
        self.list_before(REACH, PARAGRAPHS)
    }

    /// Returns the mentions before the pronoun, at most so many, in at most so many paragraphs before.
    fn list_before(&self, reach: usize, paragraphs: usize) -> std::ops::Range<usize> {
        let Some(paragraph) = self.paragraph_of(self.index) else {
            return self.index..self.index;
        };
        let farthest = self.scene.told_paragraph_before(paragraph, paragraphs);
        let is_near = |at: &usize| {
            self.paragraph_of(*at)
                .is_some_and(|there| there >= farthest)
        };
        let before = self.index.saturating_sub(reach)..self.index;
        let count = before.rev().take_while(is_near).count();
        self.index - count..self.index
    }

    /// Returns whom the mention at `at` refers to, as far as it is known.
    pub(crate) fn referent_of(&self, at: usize) -> Option<Referent> {
        self.resolved.get(at).copied().flatten()
    }

    /// Returns `true` if the mention at `index` is a subject in the sentence in which `other` is less: of "she … her sister"
    /// the first counts.
    fn is_more_prominent(&self, index: usize, other: usize) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(TextToken::sentence);
        let prominence = |index: usize| {
            let mention = self.scene.mentions.get(index);
            mention.map_or(0, |mention| {
                MentionRole::of_mention(self.scene, index, mention).prominence()
            })
        };
        sentence(index) == sentence(other) && prominence(index) > prominence(other)
    }

    /// Returns the index of the paragraph of a mention.
    pub(crate) fn paragraph_of(&self, index: usize) -> Option<usize> {
        self.scene.token_of(index).map(TextToken::paragraph)
    }
}

/// Returns `true` for a mention in the story itself: outside the quotes, no "who", no byline and no predicate.
fn is_story_mention(scene: &Scene<'_>, mention: &Mention) -> bool {
    let token = scene.token(mention.tokens.0);
    let is_relative = token.is_some_and(|token| token.has_class(WordClass::Relative));
    let brings_nobody = is_byline(scene, mention) || predicates::is_predicate(scene, mention);
    !mention.is_quoted && !is_relative && !brings_nobody
}

/// Returns `true` for a name that is all of its paragraph, with "By" at most, as whoever wrote the story has it.
fn is_byline(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Some(first) = scene.token(mention.lead) else {
        return false;
    };
    let paragraph = scene.tokens.of_paragraph(first.paragraph());
    let has_by = scene
        .token(paragraph.start)
        .is_some_and(|token| token.is_any(&["by"]));
    mention.form == MentionForm::Name
        && mention.lead == paragraph.start + usize::from(has_by)
        && mention.tokens.1 + 1 == paragraph.end
}

/// Returns `true` if the noun of a description ends as those for who does something do: "the harpist".
fn is_doer(scene: &Scene<'_>, mention: &Mention) -> bool {
    let noun = scene.token(mention.tokens.1);
    noun.is_some_and(|noun| noun.ending == WordEnding::Doer)
}

/// Notes for each candidate how many are nearer.
fn rank_candidates(mut found: Vec<Antecedent>) -> Vec<Antecedent> {
    for (rivals, candidate) in found.iter_mut().enumerate() {
        candidate.rivals = rivals;
    }
    found
}
