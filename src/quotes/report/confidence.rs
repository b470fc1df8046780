//! How likely the person shown is right: that the mention picked speaks, times that it refers to whom it is taken to.
//!
//! Two logistic models over a few buckets, learned from quotes of articles that the other weights were not learned from
//! (stacking; Platt 1999, Probabilistic Outputs for Support Vector Machines).

use crate::quotes::attribution::clause_rules;
use crate::quotes::attribution::weights::{Feature, FeatureTemplate, Weights};
use crate::quotes::model::cue::{Cue, CuePosition};
use crate::quotes::model::letters;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::Clue;
use crate::quotes::resolution::mention_role::MentionRole;
use crate::quotes::resolution::referents::Referents;

const PICK: FeatureTemplate = FeatureTemplate::new("c.pick");
const PERSON: FeatureTemplate = FeatureTemplate::new("c.person");
const MARGIN: FeatureTemplate = FeatureTemplate::new("c.margin");
const RIVAL: FeatureTemplate = FeatureTemplate::new("c.rival");
const FORM: FeatureTemplate = FeatureTemplate::new("c.form");
const CUE: FeatureTemplate = FeatureTemplate::new("c.cue");
const VERB: FeatureTemplate = FeatureTemplate::new("c.verb");
const FAR: FeatureTemplate = FeatureTemplate::new("c.far");
const QUOTE: FeatureTemplate = FeatureTemplate::new("c.quote");
const LENGTH: FeatureTemplate = FeatureTemplate::new("c.length");
const OTHER: FeatureTemplate = FeatureTemplate::new("c.other");
const WHOM: FeatureTemplate = FeatureTemplate::new("a.whom");
const LEAD: FeatureTemplate = FeatureTemplate::new("a.lead");
const CLUE: FeatureTemplate = FeatureTemplate::new("a.clue");
const RULE: FeatureTemplate = FeatureTemplate::new("c.rule");
const LEMMA: FeatureTemplate = FeatureTemplate::new("c.lemma");
const ROLE: FeatureTemplate = FeatureTemplate::new("c.role");
const OFTEN: FeatureTemplate = FeatureTemplate::new("c.often");
const HEAD: FeatureTemplate = FeatureTemplate::new("c.head");
const BETWEEN: FeatureTemplate = FeatureTemplate::new("c.between");
const CLAUSES: FeatureTemplate = FeatureTemplate::new("c.clauses");
const SCORE: FeatureTemplate = FeatureTemplate::new("c.score");
const SOURCE: FeatureTemplate = FeatureTemplate::new("c.source");
const PAPER: FeatureTemplate = FeatureTemplate::new("c.paper");
const DISTANCE: FeatureTemplate = FeatureTemplate::new("c.distance");
const PLACE: FeatureTemplate = FeatureTemplate::new("a.place");
const SHARE: FeatureTemplate = FeatureTemplate::new("a.share");
const NAMED: FeatureTemplate = FeatureTemplate::new("a.named");
const FEW: FeatureTemplate = FeatureTemplate::new("a.few");

/// The most that is sure where nothing tells two people apart: whom a pronoun refers to that speaks to another of its
/// gender or beside a subject without a name, which of two in an action speaks, or of two with one surname, from 0 to 1.
const TWIN: f32 = 0.55;

/// The most that is sure of a description that may be of somebody whom the story has named, from 0 to 1: the reader wants
/// the name.
const UNNAMED: f32 = 0.7;

/// The most that is sure of a word or two before a noun that no verb of saying reports, from 0 to 1: they may be the
/// writer's term.
const TERM: f32 = 0.7;

/// How many units of a weight are one unit of log odds.
const UNITS: f32 = 20.0;

/// How many units scores are too low by: of the attributions that would be given 0.6, more than eight in ten are right.
const MODESTY: i32 = 2;

/// What the confidence is drawn from.
pub(crate) struct ConfidenceCase<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The first region of the quote.
    pub(crate) view: &'a RegionView,
    /// The pick for it.
    pub(crate) pick: &'a Pick,
    /// The mention picked.
    pub(crate) mention: usize,
    /// The cue whose subject it is.
    pub(crate) cue: Option<&'a Cue>,
    /// Whom the mentions refer to.
    pub(crate) referents: &'a Referents,
}

/// How likely each half of an attribution is right, from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConfidenceParts {
    /// That the mention picked is the speaker.
    pub(crate) mention: f32,
    /// That it refers to whom it is taken to.
    pub(crate) antecedent: f32,
}

impl ConfidenceCase<'_> {
    /// Returns how likely the mention is the speaker, or another of the same person is, from 0 to 1.
    pub(crate) fn estimate_mention(&self, weights: &Weights) -> f32 {
        let mut score = 0;
        self.add_mention_features(&mut |feature| score += weights.weight_of(&feature));
        let probability = to_probability(score);
        if self.has_partner() {
            probability.min(TWIN)
        } else if self.may_be_term() {
            probability.min(TERM)
        } else {
            probability
        }
    }

    /// Returns how likely the mention refers to whom it is taken to, from 0 to 1; 1 for what is no pronoun.
    pub(crate) fn estimate_antecedent(&self, weights: &Weights) -> f32 {
        let Some(pronoun) = self.referents.pronoun_of(self.mention) else {
            return match () {
                () if self.is_bare() || self.has_namesake() => TWIN,
                () if self.may_be_named() => UNNAMED,
                () => 1.0,
            };
        };
        let mut score = 0;
        self.add_antecedent_features(&mut |feature| score += weights.weight_of(&feature));
        let probability = to_probability(score).min(pronoun.evidence.epithet);
        if self.has_twin() || pronoun.evidence.has_rival_subject {
            probability.min(TWIN)
        } else if self.may_be_named() {
            probability.min(UNNAMED)
        } else {
            probability
        }
    }

    /// Returns `true` for a "he", "it" or "they" that nobody was found for: the mention is the speaker, but tells nobody who
    /// that is.
    fn is_bare(&self) -> bool {
        let mention = self.scene.mentions.get(self.mention);
        mention.is_some_and(|mention| {
            mention.form == MentionForm::Pronoun
                && (mention.gender.is_some()
                    || self
                        .scene
                        .token(mention.tokens.0)
                        .is_some_and(|token| token.is_any(&["it"])))
                && self.referents.referent_of(self.mention).is_none()
        })
    }

    /// Adds the features that tell whether the mention is the speaker.
    pub(crate) fn add_mention_features(&self, add: &mut impl FnMut(Feature)) {
        let Some(mention) = self.scene.mentions.get(self.mention) else {
            return;
        };
        let form = self.form_symbol(mention);
        let (person, rival) = self.share_by_person();
        let has_rule = if self.pick.rule.is_some() { b'r' } else { b'-' };
        let rule = Symbol::letter(has_rule);
        let cue = self.cue_symbol();
        add(Feature::one(PICK, bucket_odds(self.pick.probability)));
        add(Feature::two(PERSON, bucket_odds(person), rule));
        add(Feature::two(PERSON, bucket_odds(person), cue));
        add(Feature::two(
            MARGIN,
            bucket_odds(person / (person + rival).max(f32::EPSILON)),
            rule,
        ));
        add(Feature::one(RIVAL, bucket_odds(rival)));
        add(Feature::one(FORM, form));
        add(Feature::two(FORM, form, bucket_odds(person)));
        add(Feature::one(CUE, cue));
        add(Feature::two(VERB, self.verb_symbol(), cue));
        let other = self.other_cue_symbol();
        add(Feature::one(OTHER, other));
        add(Feature::two(OTHER, other, cue));
        let far = self.distance_symbol(mention);
        add(Feature::one(FAR, far));
        add(Feature::two(FAR, far, cue));
        let shape = Symbol::letter(self.view.ending.letter()).with(self.view.place.letter());
        add(Feature::two(QUOTE, shape, rule));
        let length = letters::count_bucket(self.view.count);
        add(Feature::two(
            LENGTH,
            length,
            Symbol::letter(self.view.ending.letter()),
        ));
        add(Feature::two(LENGTH, length, cue));
        self.add_story_features(mention, cue, add);
    }

    /// Adds the features that tell what else the sentence and the story say of the mention.
    fn add_story_features(&self, mention: &Mention, cue: Symbol, add: &mut impl FnMut(Feature)) {
        let scene = self.scene;
        let decided = clause_rules::rule_symbol(self.pick.rule);
        add(Feature::two(RULE, decided, cue));
        if let Some(cue) = self.cue {
            add(Feature::one(LEMMA, cue.lemma));
        }
        let score = self.score_symbol();
        add(Feature::two(
            SCORE,
            score,
            letters::count_bucket(self.view.count),
        ));
        add(Feature::two(SCORE, score, cue));
        let role = Symbol::letter(MentionRole::of_mention(scene, self.mention, mention).letter());
        let shape = Symbol::letter(self.view.ending.letter());
        add(Feature::two(ROLE, role, cue));
        add(Feature::two(ROLE, role, shape));
        let often = self.prominence_symbol();
        add(Feature::two(
            OFTEN,
            often,
            Symbol::letter(mention.form_letter()),
        ));
        let head = if self.view.paragraph == 0 { b'h' } else { b'-' };
        add(Feature::two(
            HEAD,
            Symbol::letter(head),
            Symbol::letter(mention.form_letter()),
        ));
        self.add_sentence_features(mention, role, cue, add);
    }

    /// Returns the bucket of how often the story names the speaker.
    fn prominence_symbol(&self) -> Symbol {
        let entities = &self.scene.entities;
        match self.referents.referent_of(self.mention) {
            Some(Referent::Named(entity)) => letters::count_bucket(
                entities
                    .get(entity)
                    .map_or(0, |entity| entity.mentions.len()),
            ),
            Some(Referent::Described(_)) => letters::count_bucket(0),
            None => Symbol::letter(b'-'),
        }
    }

    /// Adds the features that tell what else the sentence of the quote says.
    fn add_sentence_features(
        &self,
        mention: &Mention,
        role: Symbol,
        cue: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        let decided = clause_rules::rule_symbol(self.pick.rule);
        add(Feature::two(
            BETWEEN,
            Symbol::number(self.count_between(mention)),
            cue,
        ));
        add(Feature::two(
            CLAUSES,
            Symbol::number(self.count_clauses()),
            cue,
        ));
        let distance = letters::count_bucket(self.view.token_distance(mention.tokens.0));
        add(Feature::two(DISTANCE, distance, cue));
        if self.has_other_source() {
            add(Feature::one(SOURCE, role));
            add(Feature::two(SOURCE, cue, decided));
        }
        if self.has_document() {
            add(Feature::two(
                PAPER,
                cue,
                Symbol::letter(mention.sort_letter()),
            ));
        }
    }

    /// Returns the bucket of how much speaks for somebody's words in the quote.
    fn score_symbol(&self) -> Symbol {
        const BOUNDS: &[i32] = &[-20, 0, 20, 40, 60, 80, 100];
        let score = self.view.score;
        Symbol::number(BOUNDS.iter().filter(|bound| score >= **bound).count())
    }

    /// Adds the features that tell whether a pronoun refers to whom it is taken to.
    pub(crate) fn add_antecedent_features(&self, add: &mut impl FnMut(Feature)) {
        let (Some(mention), Some(pronoun)) = (
            self.scene.mentions.get(self.mention),
            self.referents.pronoun_of(self.mention),
        ) else {
            return;
        };
        let odds = bucket_odds(pronoun.probability);
        let form = self.form_symbol(mention);
        let has_second = if pronoun.second.is_some() { b's' } else { b'-' };
        add(Feature::one(WHOM, odds));
        add(Feature::one(WHOM, form));
        add(Feature::two(WHOM, form, odds));
        add(Feature::one(LEAD, Symbol::letter(has_second)));
        let clue = Symbol::letter(pronoun.clue.letter());
        add(Feature::one(CLUE, clue));
        let evidence = &pronoun.evidence;
        let second = evidence
            .second_clue
            .map_or(Symbol::letter(b'-'), |clue| Symbol::letter(clue.letter()));
        add(Feature::two(CLUE, clue, second));
        add(Feature::two(CLUE, clue, odds));
        add(Feature::two(PLACE, evidence.place, evidence.role));
        add(Feature::two(PLACE, evidence.place, clue));
        add(Feature::two(SHARE, bucket_odds(evidence.share), clue));
        let named = Symbol::letter(if evidence.is_named_beside { b'y' } else { b'-' });
        add(Feature::two(NAMED, named, odds));
        add(Feature::one(NAMED, named));
        let few = Symbol::number(evidence.rivals.min(3));
        add(Feature::two(FEW, few, odds));
        add(Feature::two(FEW, few, evidence.place));
    }

    /// Returns how likely the person picked speaks, by any mention, and how likely whoever comes next does.
    fn share_by_person(&self) -> (f32, f32) {
        let own = self.referents.referent_of(self.mention);
        let (mut person, mut second) = (self.pick.probability, 0.0_f32);
        for rival in self.pick.list_rivals() {
            let other = rival.mention.and_then(|at| self.referents.referent_of(at));
            if own.is_some() && other == own {
                person += rival.probability;
            } else {
                second = second.max(rival.probability);
            }
        }
        (person.min(1.0), second)
    }

    /// Returns where the cue is and how the mention is linked to it.
    fn cue_symbol(&self) -> Symbol {
        let position = self
            .cue
            .and_then(|cue| self.view.cue_position(self.scene, cue));
        let position = position.map_or(b'-', CuePosition::letter);
        let link = self.cue.map_or(b'-', |cue| cue.link.letter());
        Symbol::letter(position).with(link)
    }

    /// Returns what kind of verb the cue is.
    fn verb_symbol(&self) -> Symbol {
        let word = self.cue.and_then(|cue| self.scene.token(cue.token));
        let kind = word.map_or(b'-', |word| match word {
            word if word.gives(Clue::PlainCue) => b'p',
            word if word.gives(Clue::SpeakingCue) => b's',
            word if word.gives(Clue::NamingCue) => b'n',
            word if word.gives(Clue::ClauseCue) => b'c',
            _ => b'o',
        });
        Symbol::letter(kind)
    }

    /// Returns how the mention is written and what is known of whom it refers to.
    fn form_symbol(&self, mention: &Mention) -> Symbol {
        let is_short = mention.tokens.0 == mention.tokens.1;
        let referent = match self.referents.referent_of(self.mention) {
            Some(Referent::Named(entity)) => {
                let entity = self.scene.entities.get(entity);
                match entity {
                    Some(entity) if entity.word_count() > 1 => b'f',
                    _ => b'w',
                }
            }
            Some(Referent::Described(at)) if at == self.mention => b's',
            Some(Referent::Described(_)) => b'd',
            None => b'-',
        };
        let is_long = mention.form == MentionForm::Name && !is_short;
        Symbol::letter(mention.form_letter())
            .with(mention.sort_letter())
            .with(referent)
            .with(if is_long { b'l' } else { b'-' })
    }
}

/// Returns the probability of a score.
fn to_probability(score: i32) -> f32 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "scores are far below the precision of f32"
    )]
    let odds = (score + MODESTY) as f32 / UNITS;
    1.0 / (1.0 + (-odds).exp())
}

/// Returns the bucket of the log odds of a probability.
fn bucket_odds(probability: f32) -> Symbol {
    const BOUNDS: &[f32] = &[
        0.02, 0.08, 0.18, 0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.995,
    ];
    Symbol::number(BOUNDS.iter().filter(|bound| probability > **bound).count())
}
