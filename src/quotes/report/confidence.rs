//! How likely the person shown is right: the pick of a mention and whom the mention refers to, put together.
//!
//! A logistic model over a few buckets, learned from quotes of articles that the other weights were not learned from
//! (stacking; Platt 1999, Probabilistic Outputs for Support Vector Machines).

use crate::quotes::attribution::weights::{Feature, FeatureTemplate, Weights};
use crate::quotes::model::cue::{Cue, CuePosition};
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::view::RegionView;
use crate::quotes::resolution::referents::Referents;

const PICK: FeatureTemplate = FeatureTemplate::new("c.pick");
const WHOM: FeatureTemplate = FeatureTemplate::new("c.whom");
const CLUE: FeatureTemplate = FeatureTemplate::new("c.clue");
const FORM: FeatureTemplate = FeatureTemplate::new("c.form");
const CUE: FeatureTemplate = FeatureTemplate::new("c.cue");
const FAR: FeatureTemplate = FeatureTemplate::new("c.far");
const QUOTE: FeatureTemplate = FeatureTemplate::new("c.quote");

/// How many units of a weight are one unit of log odds.
const UNITS: f32 = 20.0;

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

impl ConfidenceCase<'_> {
    /// Returns how likely the person shown is right, from 0 to 1.
    pub(crate) fn estimate(&self, weights: &Weights) -> f32 {
        let mut score = 0;
        self.add_features(&mut |feature| score += weights.weight_of(&feature));
        #[allow(
            clippy::cast_precision_loss,
            reason = "scores are far below the precision of f32"
        )]
        let odds = score as f32 / UNITS;
        1.0 / (1.0 + (-odds).exp())
    }

    /// Returns how likely the mention refers to whom it is taken to, from 0 to 1.
    pub(crate) fn antecedent_probability(&self) -> f32 {
        let pronoun = self.referents.pronoun_of(self.mention);
        pronoun.map_or(1.0, |pronoun| pronoun.probability)
    }

    /// Adds the features of the case.
    pub(crate) fn add_features(&self, add: &mut impl FnMut(Feature)) {
        let Some(mention) = self.scene.mentions.get(self.mention) else {
            return;
        };
        let form = self.form_symbol(mention);
        add(Feature::one(PICK, bucket_odds(self.pick.probability)));
        add(Feature::two(
            WHOM,
            form,
            bucket_odds(self.antecedent_probability()),
        ));
        if let Some(pronoun) = self.referents.pronoun_of(self.mention) {
            add(Feature::one(CLUE, Symbol::letter(pronoun.clue.letter())));
        }
        add(Feature::one(FORM, form));
        let position = self
            .cue
            .and_then(|cue| self.view.cue_position(self.scene, cue));
        let position = position.map_or(b'-', CuePosition::letter);
        let link = self.cue.map_or(b'-', |cue| cue.link.letter());
        add(Feature::two(
            CUE,
            Symbol::letter(position),
            Symbol::letter(link),
        ));
        add(Feature::one(FAR, self.distance_symbol(mention)));
        let has_rule = if self.pick.rule.is_some() { b'r' } else { b'-' };
        add(Feature::one(
            QUOTE,
            Symbol::letter(self.view.ending.letter())
                .with(self.view.place.letter())
                .with(has_rule),
        ));
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

    /// Returns on which side of the quote the mention is, and how far.
    fn distance_symbol(&self, mention: &Mention) -> Symbol {
        let Some(there) = self.scene.token(mention.tokens.0) else {
            return Symbol::default();
        };
        let side = if mention.tokens.0 < self.view.first {
            b'b'
        } else {
            b'a'
        };
        let away = there.paragraph.abs_diff(self.view.paragraph).min(3);
        let sentence = self
            .scene
            .token(self.view.first)
            .map(|token| token.sentence);
        let is_same = sentence == Some(there.sentence);
        Symbol::letter(side)
            .with(b'0' + u8::try_from(away).unwrap_or_default())
            .with(if is_same { b's' } else { b'-' })
    }
}

/// Returns the bucket of the log odds of a probability.
fn bucket_odds(probability: f32) -> Symbol {
    const BOUNDS: &[f32] = &[0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.995];
    Symbol::number(BOUNDS.iter().filter(|bound| probability > **bound).count())
}
