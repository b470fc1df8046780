//! Resolves mentions: pronouns to people, "who" to the mention before it, and says how sure that is.

use std::cell::OnceCell;

use crate::quotes::attribution::weights::Weights;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::definite::EntityRoles;
use crate::quotes::resolution::landmarks::{AntecedentClue, Landmarks};
use crate::quotes::resolution::pronoun_sense::PronounSense;
use crate::quotes::resolution::reported_words::ReportVoice;
use crate::quotes::resolution::{definite, introductions, relatives, same_person, second_names};

/// How many tokens may come between "who" and whom it follows.
const NEAR: usize = 12;

/// Scores are in twentieths of log odds; these are too steep by this factor, measured on articles held back.
const TEMPERATURE: f32 = 26.0;

/// Two scores that differ by no more are close, in twentieths of log odds.
const CLOSE: i32 = 24;

/// Whom a pronoun refers to, and how sure that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResolvedPronoun {
    /// Whoever it refers to.
    pub(crate) referent: Referent,
    /// The last mention of theirs, by its index.
    antecedent: usize,
    /// How likely that is right, from 0 to 1.
    pub(crate) probability: f32,
    /// Whoever came second.
    pub(crate) second: Option<Referent>,
    /// Why it is likely.
    pub(crate) clue: AntecedentClue,
    /// What else tells how sure it is.
    pub(crate) evidence: AntecedentEvidence,
}

/// What tells how sure it is whom a pronoun refers to, beside the probability.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AntecedentEvidence {
    /// Where the antecedent is, as seen from the pronoun.
    pub(crate) place: Symbol,
    /// What the antecedent does in its sentence.
    pub(crate) role: Symbol,
    /// Why the runner-up is likely.
    pub(crate) second_clue: Option<AntecedentClue>,
    /// How likely the antecedent is if only the runner-up is left beside it, from 0 to 1.
    pub(crate) share: f32,
    /// How many others are mentioned near the pronoun.
    pub(crate) rivals: usize,
    /// Whether the quote beside the pronoun names whom it is taken to.
    pub(crate) is_named_beside: bool,
    /// Whether the sentence before makes somebody without a name its subject.
    pub(crate) has_rival_subject: bool,
    /// How likely the epithet is theirs that last mentions the antecedent, from 0 to 1; 1 for a name.
    pub(crate) epithet: f32,
}

impl ResolvedPronoun {
    /// Notes how sure it is who the last mention of the antecedent is, one of those `known`: "the 22-year-old" may be
    /// somebody else.
    fn doubt_epithet(mut self, scene: &Scene<'_>, known: &[(usize, Self)]) -> Self {
        let is_description = |mention: &Mention| mention.form == MentionForm::Description;
        let at = known.partition_point(|(other, _)| *other < self.antecedent);
        let epithet = known.get(at).filter(|(other, _)| {
            *other == self.antecedent && scene.mentions.get(*other).is_some_and(is_description)
        });
        if let Some((_, epithet)) = epithet {
            self.evidence.epithet = epithet.probability * epithet.evidence.epithet;
        }
        self
    }
}

/// Whom each mention refers to, as far as it is known.
#[derive(Debug, Default)]
pub(crate) struct Referents {
    /// Whoever each mention refers to.
    resolved: Vec<Option<Referent>>,
    /// The pronouns that were resolved by what speaks for each candidate, by mention.
    pronouns: Vec<(usize, ResolvedPronoun)>,
}

impl Referents {
    /// Resolves the mentions of an article in order, so that each pronoun may look at those before.
    pub(crate) fn resolve_all(scene: &Scene<'_>, weights: &Weights) -> Self {
        let mut resolved = same_person::refer_names(scene, &EntityRoles::default());
        let mut pronouns = Vec::new();
        for index in 0..resolved.len() {
            let found = match anaphor_at(scene, index, &resolved) {
                Some(Anaphor::Relative) => resolve_relative(scene, index, &resolved),
                Some(Anaphor::Personal(_))
                    if introductions::find_behind_clause(scene, index).is_some() =>
                {
                    introductions::find_behind_clause(scene, index)
                }
                Some(Anaphor::Personal(sense) | Anaphor::Definite(sense)) => {
                    let found = resolve_pronoun(scene, index, sense, &resolved, weights);
                    let found = found.map(|found| found.doubt_epithet(scene, &pronouns));
                    pronouns.extend(found.map(|found| (index, found)));
                    found.map(|found| found.referent)
                }
                None => continue,
            };
            if let Some(place) = resolved.get_mut(index) {
                *place = found;
            }
        }
        Self { resolved, pronouns }
    }

    /// Returns whom the mention at `index` refers to.
    pub(crate) fn referent_of(&self, index: usize) -> Option<Referent> {
        self.resolved.get(index).copied().flatten()
    }

    /// Returns whom each mention refers to, as far as it is known.
    #[cfg(feature = "train")]
    pub(crate) fn list_resolved(&self) -> &[Option<Referent>] {
        &self.resolved
    }

    /// Returns how the pronoun at `index` was resolved.
    pub(crate) fn pronoun_of(&self, index: usize) -> Option<&ResolvedPronoun> {
        let at = self.pronouns.partition_point(|(other, _)| *other < index);
        let (found, pronoun) = self.pronouns.get(at)?;
        (*found == index).then_some(pronoun)
    }
}

/// A mention outside the quotes that refers back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anaphor {
    /// "Who" and "which".
    Relative,
    /// "He", "it", "they" and their like.
    Personal(PronounSense),
    /// "The 27-year-old", "the band".
    Definite(PronounSense),
}

/// Returns how the mention at `index` refers back; `None` if it does not, or if it is known to whom.
pub(crate) fn anaphor_at(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
) -> Option<Anaphor> {
    let mention = scene.mentions.get(index)?;
    if resolved.get(index)? == &Some(Referent::Described(index)) {
        // "It was left to the vicar": nobody who spoke before.
        if introductions::is_brought_on(scene, mention)
            || definite::is_described_before(scene, index, resolved)
        {
            return None;
        }
        let sense = PronounSense::of_definite(scene, mention)?;
        let refers = match sense {
            PronounSense::Body | PronounSense::People => true,
            PronounSense::Person(_) => {
                second_names::is_second_name(scene, mention)
                    || ReportVoice::of_mention(scene, index) == ReportVoice::Own
            }
        };
        return refers.then_some(Anaphor::Definite(sense));
    }
    if mention.form != MentionForm::Pronoun || mention.is_quoted {
        return None;
    }
    if scene
        .token(mention.tokens.0)?
        .has_class(WordClass::Relative)
    {
        return Some(Anaphor::Relative);
    }
    let sense = PronounSense::of_mention(scene, mention)?;
    // "It" that reports nothing is the weather's.
    let is_empty = sense == PronounSense::Body && !scene.is_subject(index);
    (!is_empty).then_some(Anaphor::Personal(sense))
}

/// Resolves a pronoun, or "the" with a noun, by what speaks for each candidate.
fn resolve_pronoun(
    scene: &Scene<'_>,
    index: usize,
    sense: PronounSense,
    resolved: &[Option<Referent>],
    weights: &Weights,
) -> Option<ResolvedPronoun> {
    let pronoun = Pronoun {
        scene,
        index,
        resolved,
        report: OnceCell::default(),
    };
    let candidates = pronoun.list_antecedents(sense);
    let landmarks = Landmarks::find(&pronoun, &candidates);
    let mut scored = score_candidates(&pronoun, &candidates, &landmarks, weights);
    let ahead = scored.first()?.1;
    let opener = find_described_opener(&pronoun, &candidates, ahead);
    let preferred = opener
        .or_else(|| pronoun.find_answerer(&candidates))
        .or_else(|| pronoun.find_judge(&candidates))
        .or_else(|| pronoun.find_listener(&candidates))
        .or_else(|| pronoun.find_introduced(&candidates))
        .or_else(|| pronoun.find_newcomer(&candidates))
        .or_else(|| pronoun.find_teller(&candidates, ahead))
        .or_else(|| find_close_reporter(&pronoun, &candidates, &scored))
        .or_else(|| pronoun.find_guest(&candidates, ahead))
        .or_else(|| pronoun.find_hero(&candidates, ahead));
    if let Some(opener) = preferred {
        // It takes the place, and the score, of whoever was ahead.
        let at = scored
            .iter()
            .position(|(_, referent)| *referent == opener)?;
        let ahead = scored.first()?.0;
        let (_, opener) = scored.remove(at);
        scored.insert(0, (ahead, opener));
    }
    let referent = scored.first()?.1;
    let found = candidates.iter().find(|one| one.referent == referent)?;
    let mut resolved = describe_resolved(&pronoun, found, &landmarks, &scored);
    resolved.evidence.has_rival_subject = pronoun.has_rival_subject(&candidates, found);
    Some(resolved)
}

/// Returns the candidates with what speaks for each, the best first; of equals the nearest, as they are listed from the
/// nearest back.
fn score_candidates(
    pronoun: &Pronoun<'_>,
    candidates: &[Antecedent],
    landmarks: &Landmarks,
    weights: &Weights,
) -> Vec<(i32, Referent)> {
    let mut scored: Vec<(i32, Referent)> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut score = 0;
        let mut add = |feature| score += weights.weight_of(&feature);
        pronoun.add_features(landmarks, candidate, &mut add);
        pronoun.add_sort_feature(candidate, &mut add);
        scored.push((score, candidate.referent));
    }
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored
}

/// Returns how a pronoun is resolved to the candidate `found`, the first of those that are `scored`.
fn describe_resolved(
    pronoun: &Pronoun<'_>,
    found: &Antecedent,
    landmarks: &Landmarks,
    scored: &[(i32, Referent)],
) -> ResolvedPronoun {
    let top = scored.first().map_or(0, |(top, _)| *top);
    #[allow(
        clippy::cast_precision_loss,
        reason = "scores are far below the precision of f32"
    )]
    let share = |score: i32| ((score - top) as f32 / TEMPERATURE).exp();
    let second = scored.get(1);
    let (place, role) = pronoun.describe_antecedent(found);
    ResolvedPronoun {
        referent: found.referent,
        antecedent: found.mention,
        probability: 1.0 / scored.iter().map(|(score, _)| share(*score)).sum::<f32>(),
        second: second.map(|(_, second)| *second),
        clue: landmarks.clue_for(found.referent),
        evidence: AntecedentEvidence {
            place,
            role,
            second_clue: second.map(|(_, second)| landmarks.clue_for(*second)),
            share: 1.0 / (1.0 + second.map_or(0.0, |(score, _)| share(*score))),
            rivals: scored.len().saturating_sub(1),
            is_named_beside: pronoun.is_named_in_report(found.referent),
            has_rival_subject: false,
            epithet: 1.0,
        },
    }
}

/// Returns whoever reports what the one ahead did, if hardly less speaks for them: "Ortiz says Bell never asked. He
/// says …".
fn find_close_reporter(
    pronoun: &Pronoun<'_>,
    candidates: &[Antecedent],
    scored: &[(i32, Referent)],
) -> Option<Referent> {
    let (top, ahead) = *scored.first()?;
    let (score, second) = *scored.get(1)?;
    let ahead = candidates.iter().find(|one| one.referent == ahead)?;
    let is_reporter = pronoun.scene.is_subject(pronoun.index)
        && pronoun.is_reported_of(ahead)
        && pronoun.is_reporter_of(second, ahead);
    (top - score <= CLOSE && is_reporter).then_some(second)
}

/// Returns the description of a person that begins the pronoun's paragraph, if the candidate `ahead` is only mentioned in
/// one before it: "The mayor took out his cigar. '…', he said."
fn find_described_opener(
    pronoun: &Pronoun<'_>,
    candidates: &[Antecedent],
    ahead: Referent,
) -> Option<Referent> {
    let scene = pronoun.scene;
    let here = pronoun.paragraph_of(pronoun.index)?;
    let start = scene.tokens.of_paragraph(here).start;
    let ahead = candidates.iter().find(|one| one.referent == ahead)?;
    let is_earlier = pronoun.paragraph_of(ahead.mention)? < here;
    let begins = |one: &&Antecedent| match one.referent {
        Referent::Named(_) => false,
        Referent::Described(found) => scene.mentions.get(found).is_some_and(|mention| {
            mention.lead == start
                && mention.sort == MentionSort::Person
                && !mention.is_possessive
                && !may_be_named(scene, mention)
        }),
    };
    let opener = candidates.iter().find(begins).filter(|_| is_earlier)?;
    Some(opener.referent)
}

/// Returns `true` for "the 27-year-old", who may be somebody named before; "a fisherman" and "the mayor" are not.
fn may_be_named(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_definite = scene
        .token(mention.lead)
        .is_some_and(|token| token.is_any(&["the"]));
    let is_office = scene
        .token(mention.tokens.1)
        .is_some_and(|noun| noun.gives(Clue::Unnamed));
    is_definite && !is_office
}

/// Returns whom "who" refers to: whoever is right before it, also with a description between commas after the name.
pub(crate) fn resolve_relative(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
) -> Option<Referent> {
    let who = scene.mentions.get(index)?;
    let is_person = scene
        .token(who.tokens.0)
        .is_some_and(|token| token.is_any(&["who"]));
    let apposed = relatives::find_antecedent(scene, index, resolved).filter(|_| is_person);
    if apposed.is_some() {
        return apposed;
    }
    // "Those who took part" are nobody of the sentence before.
    let sentence = |at: usize| scene.token(at).map(TextToken::sentence);
    let is_near = |mention: &Mention| {
        mention.tokens.1 + NEAR >= who.tokens.0
            && sentence(mention.tokens.0) == sentence(who.tokens.0)
    };
    let before = (index.saturating_sub(4)..index).rev();
    before
        .filter_map(|at| Some((at, scene.mentions.get(at)?)))
        .filter(|(_, mention)| {
            let is_part = mention.is_modifier || mention.is_possessive || mention.is_quoted;
            is_near(mention) && !is_part
        })
        .filter_map(|(at, _)| resolved.get(at).copied().flatten())
        .find(|referent| match (referent, referent.sort(scene)) {
            // "A letter from Ortiz, which": people are no "which".
            (Referent::Named(_), MentionSort::Person) => is_person,
            (Referent::Named(_), _)
            | (Referent::Described(_), MentionSort::Person | MentionSort::Organisation) => true,
            (Referent::Described(_), MentionSort::Document | MentionSort::Unknown) => !is_person,
        })
}
