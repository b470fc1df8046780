//! Tells what part somebody has in the story so far: how often they spoke, and whether they are only known as somebody's.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TokenKind, WordEnding};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

const SAID: FeatureTemplate = FeatureTemplate::new("r.said");
const KIN: FeatureTemplate = FeatureTemplate::new("r.kin");
const TOPIC: FeatureTemplate = FeatureTemplate::new("r.topic");
const ABOUT: FeatureTemplate = FeatureTemplate::new("r.about");

/// How many reporting words before a pronoun are counted.
const REPORTS: usize = 40;

/// The most reports that are told apart.
const MANY: usize = 3;

impl Pronoun<'_> {
    /// Adds the features that tell what part a candidate has in the story; `role` is what it does in its sentence, `own`
    /// where the pronoun is.
    pub(crate) fn add_part_features(
        &self,
        candidate: &Antecedent,
        role: Symbol,
        (place, own): (Symbol, Symbol),
        add: &mut impl FnMut(Feature),
    ) {
        let said = self.count_reports(candidate.referent);
        add(Feature::two(SAID, said, own));
        add(Feature::two(SAID, said, place));
        if self.is_somebodys(candidate.referent) {
            add(Feature::two(KIN, role, own));
            add(Feature::two(KIN, place, said));
        }
        if let Some(topic) = self.topic_symbol(candidate.referent) {
            add(Feature::two(TOPIC, topic, own));
            add(Feature::two(TOPIC, topic, place));
        }
        if self.tells_of_same_gender() {
            let rivals = Symbol::number(candidate.rivals.min(2));
            add(Feature::two(ABOUT, rivals, own));
            add(Feature::two(ABOUT, role, place));
        }
    }

    /// Returns whom the author met, if the candidate `ahead` is only their mother or brother, who does and says nothing
    /// now: "Her mother, Ana, ran a bar. “…,” she says."
    pub(crate) fn find_guest(
        &self,
        candidates: &[Antecedent],
        ahead: Referent,
    ) -> Option<Referent> {
        let scene = self.scene;
        let topic = scene.topic.filter(|topic| topic.is_met)?;
        let guest = Referent::Named(topic.entity);
        let own = scene.mentions.get(self.index)?.singular_gender()?;
        let is_candidate = candidates.iter().any(|one| one.referent == guest);
        if ahead == guest || !is_candidate || guest.gender(scene) != Some(own) {
            return None;
        }
        let known = ahead.entity().and_then(|at| scene.entities.get(at));
        let is_silent = known.is_none_or(|entity| !self.reports_speech(entity));
        let last = candidates.iter().find(|one| one.referent == ahead)?.mention;
        // "Clive taught him to read" reports nothing.
        let mut cues = scene.cues_of(last);
        let acts = cues.any(|cue| cue.link != CueLink::Infinitive) || self.acts_now(last);
        let is_guests = self.find_owner(ahead) == Some(guest);
        (scene.is_subject(self.index) && is_silent && !acts && is_guests).then_some(guest)
    }

    /// Returns `true` if a verb in the present comes right behind a mention.
    fn acts_now(&self, index: usize) -> bool {
        let mention = self.scene.mentions.get(index);
        let verb = mention.and_then(|mention| self.scene.tokens.after(mention.tokens.1, 1));
        verb.is_some_and(|verb| {
            verb.ending == WordEnding::S && !verb.is_capital() && !verb.is_any(&["was", "has"])
        })
    }

    /// Returns whether the story is mostly about a candidate; `None` if it is about somebody whom the pronoun cannot be.
    fn topic_symbol(&self, referent: Referent) -> Option<Symbol> {
        let scene = self.scene;
        let topic = scene.topic?;
        let own = scene.mentions.get(self.index)?.singular_gender()?;
        let gender = scene.entities.get(topic.entity)?.gender;
        let letter = |is: bool, letter: u8| if is { letter } else { b'-' };
        gender.is_none_or(|gender| gender == own).then(|| {
            Symbol::letter(letter(referent.entity() == Some(topic.entity), b't'))
                .with(letter(topic.opens, b'o'))
                .with(letter(topic.is_met, b'i'))
        })
    }

    /// Returns how often a candidate spoke before the pronoun, and how often whoever else did most.
    fn count_reports(&self, referent: Referent) -> Symbol {
        let most = |is_wanted: &dyn Fn(Referent) -> bool| {
            let wanted = self.spoken().iter().filter(|(found, _)| is_wanted(*found));
            wanted.map(|(_, count)| *count).max().unwrap_or_default()
        };
        let own = most(&|found| found == referent);
        let other = most(&|found| found != referent);
        let digit = |count: usize| b'0' + u8::try_from(count.min(MANY)).unwrap_or_default();
        Symbol::letter(digit(own)).with(digit(other))
    }

    /// Counts who spoke before the pronoun.
    pub(crate) fn count_spoken(&self) -> Vec<(Referent, usize)> {
        let scene = self.scene;
        let here = scene.mentions.get(self.index).map_or(0, |own| own.tokens.0);
        let end = scene.cues.partition_point(|cue| cue.token < here);
        let before = scene.cues.get(..end).unwrap_or_default().iter().rev();
        let mut counts: Vec<(Referent, usize)> = Vec::new();
        for cue in before.take(REPORTS).filter(|cue| cue.subject != self.index) {
            let Some(found) = self.referent_of(cue.subject) else {
                continue;
            };
            match counts.iter_mut().find(|(known, _)| *known == found) {
                Some((_, count)) => *count += 1,
                None => counts.push((found, 1)),
            }
        }
        counts
    }

    /// Returns `true` for somebody who was brought in as somebody else's: "her mother, Ana", "his neighbour Ed Bell".
    fn is_somebodys(&self, referent: Referent) -> bool {
        self.find_owning_word(referent).is_some()
    }

    /// Returns whose mother or neighbour somebody was brought in as, if that is known.
    fn find_owner(&self, referent: Referent) -> Option<Referent> {
        let word = self.find_owning_word(referent)?;
        let mentions = &self.scene.mentions;
        let at = mentions.partition_point(|mention| mention.tokens.0 < word);
        let is_word = mentions.get(at)?.tokens.0 == word;
        self.referent_of(at).filter(|_| is_word)
    }

    /// Returns `true` if somebody was brought in as a relative of `owner`: "her mother, Ana", but not "her rival".
    pub(crate) fn is_kin_of(&self, referent: Referent, owner: Referent) -> bool {
        let Some(word) = self.find_owning_word(referent) else {
            return false;
        };
        let mentions = &self.scene.mentions;
        let first = mentions.partition_point(|mention| mention.tokens.0 <= word);
        let noun = mentions.get(first);
        let is_relative = noun.is_some_and(|noun| {
            noun.form == MentionForm::Description && noun.singular_gender().is_some()
        });
        is_relative && self.find_owner(referent) == Some(owner)
    }

    /// Returns the token of the "her" that brought somebody in: "her mother, Ana".
    fn find_owning_word(&self, referent: Referent) -> Option<usize> {
        let scene = self.scene;
        let index = match referent {
            Referent::Described(at) => at,
            Referent::Named(entity) => *scene.entities.get(entity)?.mentions.first()?,
        };
        let mention = scene.mentions.get(index)?;
        let owns = |at: &usize| {
            let token = scene.token(*at);
            token.is_some_and(|token| token.has_class(WordClass::Possessive))
        };
        let owning = |mention: &Mention| {
            let before = mention.lead.checked_sub(1).filter(|at| owns(at));
            Some(mention.lead).filter(owns).or(before)
        };
        let apposed = || {
            let before = scene.mentions.get(index.checked_sub(1)?)?;
            let comma = scene.tokens.after(before.tokens.1, 1)?;
            let is_apposed = before.form == MentionForm::Description
                && comma.kind == TokenKind::Comma
                && before.tokens.1 + 2 == mention.lead;
            owning(before).filter(|_| is_apposed)
        };
        owning(mention).or_else(apposed)
    }
}
