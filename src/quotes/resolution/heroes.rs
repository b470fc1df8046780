//! Finds whom a life is told of: in an obituary or a portrait "he" that opens a paragraph is its hero again.

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

/// How many paragraphs, the headline among them, say that somebody has died.
const OPENING: usize = 3;

/// How many of their words are read.
const OPENING_WORDS: usize = 160;

/// How many words before "died" may name who did.
const NEAR_NAME: usize = 40;

/// How many mentions before a pronoun are looked at for what was said last.
const SAID_LAST: usize = 24;

/// How many words behind "died" may say at what age.
const NEAR_AGE: usize = 8;

/// The least age of a life that is told: the story of a younger one is that of the death, and others tell their own.
const LEAST_AGE: u32 = 60;

/// No age is as high: a number of a house or a year.
const MOST_AGE: u32 = 125;

/// How many mentions behind a pronoun are looked at in its sentence.
const SENTENCE_MENTIONS: usize = 12;

/// How many words may come before a pronoun that opens its paragraph all the same: "When the inn was sold in 1987, he".
const LONGEST_OPENING: usize = 10;

/// What says that somebody has died.
const DEATHS: &[&str] = &["died", "dies"];

/// Verbs that begin a question that an author answers.
const ASKING_VERBS: &[&str] = &["does", "did", "is", "was", "has", "will", "would", "can"];

impl Pronoun<'_> {
    /// Returns whom the story tells of, if the pronoun opens a paragraph and the candidate `ahead` is only somebody of an
    /// anecdote in one before: "“…,” Bell said.¶He met his wife at a dance."
    pub(crate) fn find_hero(&self, candidates: &[Antecedent], ahead: Referent) -> Option<Referent> {
        let scene = self.scene;
        let topic = scene.topic?;
        let hero = Referent::Named(topic.entity);
        let first = *scene.entities.get(topic.entity)?.mentions.first()?;
        let opens = scene.token_of(first)?.paragraph() < OPENING;
        let own = scene.mentions.get(self.index)?;
        let is_candidate = candidates.iter().any(|one| one.referent == hero);
        let is_same_gender = hero.gender(scene) == own.singular_gender();
        if ahead == hero || !opens || !is_candidate || !is_same_gender || !self.opens_tale(own) {
            return None;
        }
        let own_paragraph = self.paragraph_of(self.index);
        let last = candidates.iter().find(|one| one.referent == ahead)?.mention;
        let is_earlier = self.paragraph_of(last) < own_paragraph;
        let is_tale = || {
            is_obituary(scene, topic.entity)
                || topic.is_met && self.is_kin_of(ahead, hero) && self.tells_last_of_hero()
        };
        (is_earlier && is_tale() && !self.tells_of_hero(own, topic.entity)).then_some(hero)
    }

    /// Returns `true` if the pronoun's sentence names the hero, or has another "him" or "her" in it: "He had met Dane in 1970".
    fn tells_of_hero(&self, own: &Mention, hero: usize) -> bool {
        let scene = self.scene;
        let sentence = scene.token(own.tokens.0).map(TextToken::sentence);
        let behind = scene.mentions.iter().skip(self.index + 1);
        let mut behind = behind
            .take(SENTENCE_MENTIONS)
            .take_while(|one| scene.token(one.tokens.0).map(TextToken::sentence) == sentence);
        behind.any(|one| {
            let is_object = one.form == MentionForm::Pronoun
                && !one.is_possessive
                && scene
                    .token(one.tokens.0)
                    .is_some_and(|token| !token.has_class(WordClass::Subject))
                && one.singular_gender().is_some()
                && one.singular_gender() == own.singular_gender();
            is_object || one.form == MentionForm::Name && one.entity == Some(hero)
        })
    }

    /// Returns `true` if the pronoun opens its paragraph and what follows tells, rather than reports: "He met", "Does she get
    /// lonely?", but not "He added" and "He keeps it still".
    fn opens_tale(&self, own: &Mention) -> bool {
        let scene = self.scene;
        let at = own.tokens.0;
        let Some(token) = scene.token(at) else {
            return false;
        };
        let start = scene.tokens.of_paragraph(token.paragraph()).start;
        let first = scene.token(start);
        if own.is_possessive || !token.has_class(WordClass::Subject) {
            return false;
        }
        if at == start + 1 && first.is_some_and(|first| first.is_any(ASKING_VERBS)) {
            return true;
        }
        let verb = scene.tokens.after(at, 1);
        let tells = verb.is_some_and(|verb| {
            verb.is_unquoted()
                && verb.entry.cue.is_none()
                && (verb.ending == WordEnding::Ed
                    || verb.gives(Clue::Past)
                    || verb.is_any(&["was", "had", "could", "never"])
                    || verb.ending != WordEnding::S && verb.has_class(WordClass::Unknown))
        });
        (at == start || self.opens_behind_clause(start, at)) && tells
    }

    /// Returns `true` if only a time or a clause that mentions nobody comes between the start of a paragraph and the pronoun at
    /// `at`: "In 1967 he", "When the inn was sold she".
    fn opens_behind_clause(&self, start: usize, at: usize) -> bool {
        let scene = self.scene;
        let first = scene.token(start);
        let leads = first.is_some_and(|first| {
            matches!(
                first.class,
                WordClass::Subordinator | WordClass::Preposition
            )
        });
        let sentence = |token: Option<&TextToken>| token.map(TextToken::sentence);
        let is_nobody = |other: &Mention| {
            other.singular_gender().is_none()
                && other.form != MentionForm::Name
                && other.sort != MentionSort::Person
        };
        let mut between = (self.index.saturating_sub(SENTENCE_MENTIONS)..self.index)
            .filter_map(|other| scene.mentions.get(other))
            .filter(|other| other.lead >= start);
        leads
            && at <= start + LONGEST_OPENING
            && sentence(first) == sentence(scene.token(at))
            && between.all(is_nobody)
    }

    /// Returns `true` if the last quote before the pronoun tells of somebody of its gender.
    fn tells_last_of_hero(&self) -> bool {
        let scene = self.scene;
        let gender = scene
            .mentions
            .get(self.index)
            .and_then(Mention::singular_gender);
        let near = (self.index.saturating_sub(SAID_LAST)..self.index).rev();
        let quoted = near
            .filter_map(|at| scene.mentions.get(at))
            .skip_while(|mention| !mention.is_quoted)
            .take_while(|mention| mention.is_quoted);
        quoted
            .filter(|mention| mention.form == MentionForm::Pronoun)
            .any(|mention| gender.is_some() && mention.singular_gender() == gender)
    }
}

/// Returns `true` if a story opens with the death of somebody it names: "Ana Ruiz, who has died at 94,".
fn is_obituary(scene: &Scene<'_>, entity: usize) -> bool {
    let is_opening = |token: &&TextToken| token.paragraph() < OPENING;
    let mut opening = (0..OPENING_WORDS)
        .map_while(|at| Some((at, scene.token(at)?)))
        .take_while(|(_, token)| is_opening(token))
        .filter(|(_, token)| token.is_unquoted() && token.is_any(DEATHS));
    opening.any(|(at, _)| is_followed_by_age(scene, at) && is_subject_of(scene, entity, at))
}

/// Returns `true` if an age comes behind "died": "has died at 94", "died on Friday, aged 88"; news of a death has it before.
fn is_followed_by_age(scene: &Scene<'_>, verb: usize) -> bool {
    let mut behind = (1..NEAR_AGE).map_while(|steps| scene.tokens.after(verb, steps));
    let mut is_led = false;
    behind.any(|token| {
        let is_number = is_led && token.kind == TokenKind::Number;
        let is_age = is_number
            && token
                .range()
                .of(scene.text)
                .parse()
                .is_ok_and(|age: u32| (LEAST_AGE..MOST_AGE).contains(&age));
        is_led = token.is_any(&["at", "aged"]);
        is_age
    })
}

/// Returns `true` if an entity is the last person named before a verb in its sentence, or the one in front of it.
fn is_subject_of(scene: &Scene<'_>, entity: usize, verb: usize) -> bool {
    let sentence = scene.token(verb).map(TextToken::sentence);
    let end = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < verb);
    let before = scene.mentions.get(..end).unwrap_or_default().iter().rev();
    let near = before.take_while(|mention| {
        mention.tokens.0 + NEAR_NAME >= verb
            && scene.token(mention.tokens.0).map(TextToken::sentence) == sentence
    });
    // The first of the sentence: "Ana Ruiz, a friend of Bell who …, died".
    let first = near
        .filter(|mention| mention.form == MentionForm::Name)
        .last();
    first.is_some_and(|first| {
        let is_after_comma = scene
            .tokens
            .before(first.lead, 1)
            .is_some_and(|before| before.kind == TokenKind::Comma);
        first.entity == Some(entity) && !first.is_possessive && !is_after_comma
    })
}
