//! The features of a candidate antecedent of a pronoun, for a linear model.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::letters;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

const PLACE: FeatureTemplate = FeatureTemplate::new("r.place");
const ROLE: FeatureTemplate = FeatureTemplate::new("r.role");
const PARALLEL: FeatureTemplate = FeatureTemplate::new("r.parallel");
const ORDER: FeatureTemplate = FeatureTemplate::new("r.order");
const RIVALS: FeatureTemplate = FeatureTemplate::new("r.rivals");
const OFTEN: FeatureTemplate = FeatureTemplate::new("r.often");
const SPOKE: FeatureTemplate = FeatureTemplate::new("r.spoke");
const QUOTED: FeatureTemplate = FeatureTemplate::new("r.quoted");
const FIRST: FeatureTemplate = FeatureTemplate::new("r.first");
const LEADS: FeatureTemplate = FeatureTemplate::new("r.leads");
const SORT: FeatureTemplate = FeatureTemplate::new("r.sort");

impl Pronoun<'_> {
    /// Gives the features of a candidate to `add` that do not depend on what it is.
    pub(crate) fn add_features(&self, candidate: &Antecedent, add: &mut impl FnMut(Feature)) {
        let scene = self.scene;
        let (Some(pronoun), Some(mention)) = (
            scene.mentions.get(self.index),
            scene.mentions.get(candidate.mention),
        ) else {
            return;
        };
        let kind = self.pronoun_symbol(pronoun);
        let place = place_symbol(scene, pronoun, mention);
        let role = role_symbol(scene, candidate.mention, mention);
        let rivals = Symbol::number(candidate.rivals.min(4));
        add(Feature::two(PLACE, place, kind));
        add(Feature::two(ROLE, role, place));
        add(Feature::two(PARALLEL, role, kind));
        add(Feature::two(ORDER, rivals, kind));
        add(Feature::two(RIVALS, rivals, role));
        let entity = scene.entities.get(candidate.entity);
        let often = entity.map_or(0, |entity| {
            entity.mentions.partition_point(|at| *at < self.index)
        });
        add(Feature::two(OFTEN, letters::count_bucket(often), kind));
        add(Feature::two(SPOKE, self.last_report(candidate), kind));
        if self.is_named_beside(candidate.entity) {
            add(Feature::one(QUOTED, kind));
        }
        if scene
            .contexts
            .get(candidate.mention)
            .is_some_and(|context| context.is_first)
        {
            add(Feature::two(FIRST, place, kind));
        }
        add(Feature::two(
            LEADS,
            self.paragraph_leads(candidate.entity),
            kind,
        ));
    }

    /// Gives the features to `add` that tell what a candidate is.
    pub(crate) fn add_sort_feature(&self, candidate: &Antecedent, add: &mut impl FnMut(Feature)) {
        let Some(entity) = self.scene.entities.get(candidate.entity) else {
            return;
        };
        // "Ana Ruiz" and later "Ruiz": places are not shortened so.
        let is_shortened = entity.word_count() > 1 && self.has_short(entity);
        let is_person =
            entity.gender.is_some() || entity.sort == MentionSort::Person || is_shortened;
        let sort = match entity.word_count() {
            _ if is_person => b'p',
            2..=4 => b'w',
            _ => b'u',
        };
        let speaks = self.reports_speech(entity);
        add(Feature::one(
            SORT,
            Symbol::default()
                .with(sort)
                .with(if speaks { b'c' } else { b'-' }),
        ));
    }

    /// A letter for where the pronoun is in its sentence.
    fn pronoun_symbol(&self, pronoun: &Mention) -> Symbol {
        let scene = self.scene;
        let at = pronoun.tokens.0;
        let token = scene.token(at);
        let is_subject = token.is_some_and(|token| token.has_class(WordClass::Subject));
        let before = |steps| scene.tokens.before(at, steps);
        let is_mark = |steps| before(steps).is_some_and(|token| token.kind == TokenKind::Comma);
        let is_quote = |steps| before(steps).is_some_and(|token| !token.is_unquoted());
        let is_first =
            before(1).is_none_or(|last| token.is_some_and(|token| last.sentence != token.sentence));
        Symbol::default().with(match is_subject {
            false => b'o',
            true if is_quote(1) || is_mark(1) && is_quote(2) => b'a',
            true if is_first => b'i',
            true => b'm',
        })
    }

    /// Returns `true` if a candidate is whose report the last one before the pronoun was, and how long ago.
    fn last_report(&self, candidate: &Antecedent) -> Symbol {
        let scene = self.scene;
        let Some(here) = scene.mentions.get(self.index) else {
            return Symbol::default();
        };
        let end = scene.cues.partition_point(|cue| cue.token < here.tokens.0);
        let last = scene
            .cues
            .get(..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(3)
            .find(|cue| cue.subject != self.index);
        let Some(cue) = last else {
            return Symbol::new("-");
        };
        let is_same = self.resolved.get(cue.subject).copied().flatten() == Some(candidate.entity);
        let paragraph = |at: usize| scene.token(at).map_or(0, |token| token.paragraph);
        let ago = paragraph(here.tokens.0).saturating_sub(paragraph(cue.token));
        Symbol::default()
            .with(if is_same { b'y' } else { b'n' })
            .with(b'0' + u8::try_from(ago.min(3)).unwrap_or_default())
    }

    /// Returns `true` if a quote in the pronoun's sentence names an entity, which then hardly says it.
    fn is_named_beside(&self, entity: usize) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(|token| token.sentence);
        let here = sentence(self.index);
        let near = self.index.saturating_sub(12)..self.index;
        near.rev()
            .take_while(|at| sentence(*at).is_some_and(|there| Some(there + 1) >= here))
            .any(|at| {
                let is_quoted = self.scene.mentions.get(at).is_some_and(|at| at.is_quoted);
                is_quoted && self.resolved.get(at).copied().flatten() == Some(entity)
            })
    }

    /// Returns `true` if an entity is the first to be mentioned in the pronoun's paragraph, or in the one before.
    fn paragraph_leads(&self, entity: usize) -> Symbol {
        let scene = self.scene;
        let first_of = |paragraph: usize| {
            let start = scene.tokens.of_paragraph(paragraph).start;
            let from = scene
                .mentions
                .partition_point(|mention| mention.tokens.0 < start);
            (from..self.index)
                .take(12)
                .take_while(|at| self.paragraph_of(*at) == Some(paragraph))
                .filter(|at| {
                    let mention = scene.mentions.get(*at);
                    mention.is_some_and(|mention| !mention.is_quoted && !mention.is_modifier)
                })
                .filter_map(|at| self.resolved.get(at).copied().flatten())
                .find(|at| {
                    let entity = scene.entities.get(*at);
                    entity.is_some_and(|entity| self.is_somebody(entity))
                })
        };
        let here = self.paragraph_of(self.index).unwrap_or_default();
        let (own, before) = (first_of(here), here.checked_sub(1).and_then(first_of));
        let letter = |first: Option<usize>| match first {
            Some(first) if first == entity => b'y',
            Some(_) => b'n',
            None => b'-',
        };
        Symbol::default().with(letter(own)).with(letter(before))
    }
}

/// Where a mention is, as seen from a pronoun: sentences before in its paragraph, else paragraphs before.
fn place_symbol(scene: &Scene<'_>, pronoun: &Mention, mention: &Mention) -> Symbol {
    let (Some(here), Some(there)) = (scene.token(pronoun.tokens.0), scene.token(mention.tokens.0))
    else {
        return Symbol::default();
    };
    let (letter, away) = if here.paragraph == there.paragraph {
        (b's', (here.sentence - there.sentence).min(3))
    } else {
        (b'p', (here.paragraph - there.paragraph).min(4))
    };
    Symbol::default()
        .with(letter)
        .with(b'0' + u8::try_from(away).unwrap_or_default())
}

/// What a mention does in its sentence, and how it is written, as letters.
fn role_symbol(scene: &Scene<'_>, index: usize, mention: &Mention) -> Symbol {
    let governed = scene
        .tokens
        .before(mention.lead, 1)
        .is_some_and(|token| token.has_class(WordClass::Preposition) || token.entry.cue.is_some());
    let does = match (
        mention.is_quoted,
        mention.is_possessive || mention.is_modifier,
    ) {
        (true, _) => b'q',
        (_, true) => b'm',
        _ if scene.is_subject(index) => b'c',
        _ if governed => b'o',
        _ => b's',
    };
    let is_short = mention.tokens.0 == mention.tokens.1;
    Symbol::default().with(does).with(match mention.form {
        MentionForm::Pronoun => b'p',
        _ if is_short => b's',
        _ => b'n',
    })
}
