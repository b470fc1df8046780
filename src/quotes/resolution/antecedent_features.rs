//! The features of a candidate antecedent of a pronoun, for a linear model.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::letters;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::landmarks::Landmarks;
use crate::quotes::resolution::mention_role::MentionRole;
use crate::quotes::resolution::pronoun_sense::PronounSense;
use crate::quotes::resolution::speech_turns::SpeechTurn;

const PLACE: FeatureTemplate = FeatureTemplate::new("r.place");
const ROLE: FeatureTemplate = FeatureTemplate::new("r.role");
const PARALLEL: FeatureTemplate = FeatureTemplate::new("r.parallel");
const ORDER: FeatureTemplate = FeatureTemplate::new("r.order");
const RIVALS: FeatureTemplate = FeatureTemplate::new("r.rivals");
const OFTEN: FeatureTemplate = FeatureTemplate::new("r.often");
const SPOKE: FeatureTemplate = FeatureTemplate::new("r.spoke");
const FIRST: FeatureTemplate = FeatureTemplate::new("r.first");
const LEADS: FeatureTemplate = FeatureTemplate::new("r.leads");
const NOUN: FeatureTemplate = FeatureTemplate::new("r.noun");
const REPLY: FeatureTemplate = FeatureTemplate::new("r.reply");
const TURN: FeatureTemplate = FeatureTemplate::new("r.turn");
const ASKED: FeatureTemplate = FeatureTemplate::new("r.asked");
const INSIDE: FeatureTemplate = FeatureTemplate::new("r.inside");
const ALONE: FeatureTemplate = FeatureTemplate::new("r.alone");
const SORT: FeatureTemplate = FeatureTemplate::new("r.sort");

/// Where a pronoun is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PronounPosition {
    /// It is no subject: "him", "his".
    Object,
    /// It is the subject of a clause right after a quote: "“…,” he said".
    AfterQuote,
    /// It is the subject of a clause behind what it reports: "The road is closed, he said".
    Trailing,
    /// It is the subject that begins the sentence.
    SentenceStart,
    /// It is another subject.
    Inside,
}

impl PronounPosition {
    /// Returns the symbol a feature writes for it.
    const fn symbol(self) -> Symbol {
        Symbol::letter(match self {
            Self::Object => b'o',
            Self::AfterQuote => b'a',
            Self::Trailing => b't',
            Self::SentenceStart => b'i',
            Self::Inside => b'm',
        })
    }
}

impl Pronoun<'_> {
    /// Adds the features of a candidate that do not depend on what it is.
    pub(crate) fn add_features(
        &self,
        landmarks: &Landmarks,
        candidate: &Antecedent,
        add: &mut impl FnMut(Feature),
    ) {
        let scene = self.scene;
        let (Some(pronoun), Some(mention)) = (
            scene.mentions.get(self.index),
            scene.mentions.get(candidate.mention),
        ) else {
            return;
        };
        if candidate.mention == self.index {
            self.add_first_features(pronoun, add);
            return;
        }
        let position = match pronoun.form {
            MentionForm::Pronoun => self.pronoun_position(pronoun).symbol(),
            MentionForm::Name | MentionForm::Description => Symbol::letter(b'd'),
        };
        let kind = position.with(sense_letter(scene, pronoun));
        landmarks.add_features(candidate.referent, kind, add);
        // Who spoke in the paragraph before is meant where this one brings nobody else.
        let own = kind.with(if landmarks.has_own() { b'o' } else { b'-' });
        let role = role_symbol(scene, candidate.mention, mention);
        let place = place_symbol(scene, pronoun, mention);
        add(Feature::two(PLACE, place, own));
        add(Feature::two(ROLE, role, place));
        add(Feature::two(PARALLEL, role, kind));
        add_rival_features(candidate, role, kind, add);
        let context = scene.contexts.get(candidate.mention);
        if context.is_some_and(|context| context.is_first) {
            add(Feature::two(FIRST, place, kind));
        }
        self.add_topic_features(candidate, kind, own, add);
        self.add_speech_features(candidate, role, own, add);
        self.add_part_features(candidate, role, (place, own), add);
        self.add_report_features(landmarks, candidate.referent, position, kind, add);
    }

    /// Returns where a candidate is and what it does in its sentence.
    pub(crate) fn describe_antecedent(&self, candidate: &Antecedent) -> (Symbol, Symbol) {
        let scene = self.scene;
        let (Some(pronoun), Some(mention)) = (
            scene.mentions.get(self.index),
            scene.mentions.get(candidate.mention),
        ) else {
            return (Symbol::letter(b'-'), Symbol::letter(b'-'));
        };
        (
            place_symbol(scene, pronoun, mention),
            role_symbol(scene, candidate.mention, mention),
        )
    }

    /// Adds the features that tell how much the text speaks of a candidate.
    fn add_topic_features(
        &self,
        candidate: &Antecedent,
        kind: Symbol,
        own: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        let scene = self.scene;
        let often = match candidate.referent {
            Referent::Named(entity) => scene.entities.get(entity).map_or(0, |entity| {
                entity.mentions.partition_point(|at| *at < self.index)
            }),
            Referent::Described(_) => candidate.count,
        };
        add(Feature::two(OFTEN, letters::count_bucket(often), own));
        add(Feature::two(
            OFTEN,
            letters::count_bucket(candidate.count).with(b'n'),
            kind,
        ));
        add(Feature::two(
            LEADS,
            self.paragraph_leads(candidate.referent),
            kind,
        ));
    }

    /// Adds the features that tell whether a candidate spoke last, or was spoken to.
    fn add_speech_features(
        &self,
        candidate: &Antecedent,
        role: Symbol,
        own: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        let report = self.last_report(candidate);
        let turn = self.speech_turn();
        add(Feature::two(SPOKE, report, own));
        if turn != SpeechTurn::Plain {
            add(Feature::two(REPLY, report, role));
            add(Feature::two(TURN, turn.symbol(), report));
        }
        if self.is_reported_of(candidate) {
            add(Feature::one(INSIDE, own));
            add(Feature::two(INSIDE, turn.symbol(), role));
        }
        if self.is_addressed_last(candidate.referent) {
            add(Feature::one(ASKED, turn.symbol()));
        }
    }

    /// Adds the features of a description that refers to nobody named before.
    fn add_first_features(&self, described: &Mention, add: &mut impl FnMut(Feature)) {
        let scene = self.scene;
        let (first, last) = described.tokens;
        let next = scene.tokens.after(last, 1);
        let tail = match next {
            Some(next) if next.has_class(WordClass::Preposition) => b'p',
            Some(next) if next.has_class(WordClass::Relative) => b'w',
            Some(next) if next.kind == TokenKind::Comma => b'c',
            _ => b'-',
        };
        let noun = scene.token(last).map(|noun| noun.kind);
        let is_number = noun == Some(TokenKind::Number);
        let has_capital =
            (first + 1..last).any(|at| scene.token(at).is_some_and(TextToken::is_capital));
        let sense = sense_letter(scene, described);
        let shape = Symbol::letter(if is_number { b'0' } else { b'n' })
            .with(b'0' + u8::try_from((last - first).min(3)).unwrap_or_default())
            .with(if has_capital { b'C' } else { b'-' });
        add(Feature::one(ALONE, Symbol::letter(tail).with(sense)));
        add(Feature::two(ALONE, shape, Symbol::letter(sense)));
        let speaks = if scene.is_subject(self.index) {
            b'c'
        } else {
            b'-'
        };
        add(Feature::two(
            ALONE,
            Symbol::letter(speaks),
            Symbol::letter(sense),
        ));
    }

    /// Adds the features that tell what a candidate is.
    pub(crate) fn add_sort_feature(&self, candidate: &Antecedent, add: &mut impl FnMut(Feature)) {
        let scene = self.scene;
        let Some(pronoun) = scene
            .mentions
            .get(self.index)
            .filter(|_| candidate.mention != self.index)
        else {
            return;
        };
        let sense = sense_letter(scene, pronoun);
        let has_gender = candidate.referent.gender(scene).is_some();
        let sort = match candidate.referent {
            Referent::Named(entity) => self.named_sort(entity),
            Referent::Described(at) => self.described_sort(at),
        };
        let gender = if has_gender { b'g' } else { b'-' };
        add(Feature::one(SORT, sort.with(gender).with(sense)));
        if let (Referent::Described(at), Some(mention)) =
            (candidate.referent, scene.mentions.get(candidate.mention))
        {
            let role = role_symbol(scene, candidate.mention, mention);
            add(Feature::two(NOUN, self.described_sort(at), role));
        }
    }

    /// Returns what a name seems to be, and whether it speaks.
    fn named_sort(&self, entity: usize) -> Symbol {
        let Some(entity) = self.scene.entities.get(entity) else {
            return Symbol::default();
        };
        // "Ana Ruiz" and later "Ruiz": places are not shortened so.
        let is_shortened = entity.word_count() > 1 && self.has_short(entity);
        let is_person =
            entity.gender.is_some() || entity.sort == MentionSort::Person || is_shortened;
        let first = self
            .scene
            .token(self.scene.tokens.index_at(entity.name.start));
        let has_given =
            first.is_some_and(|first| first.entry.given.is_some()) && entity.word_count() > 1;
        let sort = match entity.word_count() {
            _ if is_person || has_given => b'p',
            _ if entity.sort == MentionSort::Organisation => b'o',
            2..=4 => b'w',
            _ => b'u',
        };
        let speaks = self.reports_speech(entity);
        Symbol::letter(sort).with(if speaks { b'c' } else { b'-' })
    }

    /// Returns what a description is of, and how it begins.
    fn described_sort(&self, at: usize) -> Symbol {
        let Some(mention) = self.scene.mentions.get(at) else {
            return Symbol::default();
        };
        let opening = match self.scene.token(mention.tokens.0) {
            _ if mention.lead < mention.tokens.0 => b'h',
            Some(token) if token.is_any(&["the"]) => b't',
            Some(token) if token.has_class(WordClass::Determiner) => b'a',
            Some(token) if token.has_class(WordClass::Possessive) => b'h',
            _ => b'-',
        };
        Symbol::letter(b'd')
            .with(mention.sort_letter())
            .with(opening)
    }

    /// Returns where the pronoun is in its sentence.
    fn pronoun_position(&self, pronoun: &Mention) -> PronounPosition {
        let scene = self.scene;
        let at = pronoun.tokens.0;
        let token = scene.token(at);
        let before = |steps| scene.tokens.before(at, steps);
        let is_comma = |steps| before(steps).is_some_and(|token| token.kind == TokenKind::Comma);
        let is_quote = |steps| before(steps).is_some_and(|token| !token.is_unquoted());
        let is_first = before(1)
            .is_none_or(|last| token.is_some_and(|token| last.sentence() != token.sentence()));
        if !token.is_some_and(|token| token.has_class(WordClass::Subject)) {
            PronounPosition::Object
        } else if is_quote(1) || is_comma(1) && is_quote(2) {
            PronounPosition::AfterQuote
        } else if is_first {
            PronounPosition::SentenceStart
        } else if is_comma(1) && self.ends_sentence(at) {
            PronounPosition::Trailing
        } else {
            PronounPosition::Inside
        }
    }

    /// Returns `true` if nothing but the pronoun's cue, or a mark, follows it at once.
    fn ends_sentence(&self, at: usize) -> bool {
        let cue = self.scene.tokens.after(at, 1);
        let next = self.scene.tokens.after(at, 2);
        let is_cue = cue.is_some_and(|cue| cue.entry.cue.is_some());
        is_cue && next.is_none_or(|next| !matches!(next.kind, TokenKind::Word | TokenKind::Number))
    }

    /// Returns `true` if an entity is the first to be mentioned in the pronoun's paragraph, or in the one before.
    fn paragraph_leads(&self, referent: Referent) -> Symbol {
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
                .filter_map(|at| self.referent_of(at))
                .find(|at| {
                    let entity = at.entity().and_then(|at| scene.entities.get(at));
                    entity.map_or(at.sort(scene) == MentionSort::Person, |entity| {
                        self.is_somebody(entity)
                    })
                })
        };
        let here = self.paragraph_of(self.index).unwrap_or_default();
        let (own, before) = (first_of(here), here.checked_sub(1).and_then(first_of));
        let letter = |first: Option<Referent>| match first {
            Some(first) if first == referent => b'y',
            Some(_) => b'n',
            None => b'-',
        };
        Symbol::default().with(letter(own)).with(letter(before))
    }
}

/// Adds how many others were mentioned after a candidate.
fn add_rival_features(
    candidate: &Antecedent,
    role: Symbol,
    kind: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let rivals = Symbol::number(candidate.rivals.min(4));
    add(Feature::two(ORDER, rivals, kind));
    add(Feature::two(RIVALS, rivals, role));
}

/// Where a mention is, as seen from a pronoun: sentences before in its paragraph, else paragraphs before.
fn place_symbol(scene: &Scene<'_>, pronoun: &Mention, mention: &Mention) -> Symbol {
    let (Some(here), Some(there)) = (scene.token(pronoun.tokens.0), scene.token(mention.tokens.0))
    else {
        return Symbol::default();
    };
    let (letter, away) = if here.paragraph() == there.paragraph() {
        (b's', (here.sentence() - there.sentence()).min(3))
    } else {
        (b'p', (here.paragraph() - there.paragraph()).min(4))
    };
    Symbol::default()
        .with(letter)
        .with(b'0' + u8::try_from(away).unwrap_or_default())
}

/// Returns the symbol of what a mention does in its sentence and how it is written.
fn role_symbol(scene: &Scene<'_>, index: usize, mention: &Mention) -> Symbol {
    let role = MentionRole::of_mention(scene, index, mention);
    let is_short = mention.tokens.0 == mention.tokens.1;
    Symbol::letter(role.letter()).with(match mention.form {
        MentionForm::Pronoun => b'p',
        MentionForm::Name | MentionForm::Description if is_short => b's',
        MentionForm::Name | MentionForm::Description => b'n',
    })
}

/// Returns the letter a feature writes for what a mention can refer to.
fn sense_letter(scene: &Scene<'_>, mention: &Mention) -> u8 {
    let is_pronoun = mention.form == MentionForm::Pronoun;
    let sense = if is_pronoun {
        PronounSense::of_mention(scene, mention)
    } else {
        PronounSense::of_definite(scene, mention)
    };
    match sense {
        Some(PronounSense::Person(_)) | None if is_pronoun => b'h',
        Some(PronounSense::Person(_)) | None => b'p',
        Some(PronounSense::Body) if is_pronoun => b'i',
        Some(PronounSense::Body) => b'b',
        Some(PronounSense::People) => b't',
    }
}
