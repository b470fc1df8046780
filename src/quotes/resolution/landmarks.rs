//! Finds the places before a pronoun where whom it refers to is most often: subjects, first mentions, speakers.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::mention_role::MentionRole;

const OWN: FeatureTemplate = FeatureTemplate::new("r.own");
const BEFORE: FeatureTemplate = FeatureTemplate::new("r.before");
const SUBJECT: FeatureTemplate = FeatureTemplate::new("r.subject");
const NEAREST: FeatureTemplate = FeatureTemplate::new("r.nearest");
const SPEAKER: FeatureTemplate = FeatureTemplate::new("r.speaker");

/// Who of the candidates is at which place before a pronoun.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Landmarks {
    /// The first in the pronoun's paragraph.
    own_first: Option<Referent>,
    /// The first subject in the pronoun's paragraph.
    own_subject: Option<Referent>,
    /// The first subject in the pronoun's sentence.
    sentence_subject: Option<Referent>,
    /// The first subject of the last sentence before, in the same paragraph.
    last_sentence: Option<(usize, Referent)>,
    /// The first subject of the last paragraph before that has one.
    last_paragraph: Option<(usize, Referent)>,
    /// Whoever reports last in a paragraph before.
    last_speaker: Option<Referent>,
    /// The nearest subject in the pronoun's paragraph.
    nearest_subject: Option<Referent>,
}

/// Why whom a pronoun refers to is likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AntecedentClue {
    /// The subject of the same sentence.
    SentenceSubject,
    /// The subject of the sentence before.
    LastSentence,
    /// The first subject of the paragraph.
    ParagraphSubject,
    /// The first in the paragraph.
    ParagraphFirst,
    /// The last to speak in the paragraphs before.
    LastSpeaker,
    /// The subject of the paragraph before.
    LastParagraph,
    /// None of these.
    Nearest,
}

impl AntecedentClue {
    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::SentenceSubject => b's',
            Self::LastSentence => b'l',
            Self::ParagraphSubject => b'p',
            Self::ParagraphFirst => b'f',
            Self::LastSpeaker => b'k',
            Self::LastParagraph => b'b',
            Self::Nearest => b'n',
        }
    }

    /// Returns the words a reason says it with.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::SentenceSubject => "subject of the same sentence",
            Self::LastSentence => "subject of the sentence before",
            Self::ParagraphSubject => "subject of the paragraph",
            Self::ParagraphFirst => "first in the paragraph",
            Self::LastSpeaker => "the last to speak",
            Self::LastParagraph => "subject of the paragraph before",
            Self::Nearest => "mentioned nearby",
        }
    }
}

impl Landmarks {
    /// Finds who of the candidates is where.
    pub(crate) fn find(pronoun: &Pronoun<'_>, candidates: &[Antecedent]) -> Self {
        let mut found = Self::default();
        let scene = pronoun.scene;
        let Some(here) = scene.token_of(pronoun.index) else {
            return found;
        };
        for at in pronoun.list_near() {
            let referent = pronoun.referent_of(at);
            let (Some(mention), Some(token), Some(referent)) =
                (scene.mentions.get(at), scene.token_of(at), referent)
            else {
                continue;
            };
            let is_candidate = candidates.iter().any(|one| one.referent == referent);
            let role = MentionRole::of_mention(scene, at, mention);
            if !is_candidate || matches!(role, MentionRole::Quoted | MentionRole::Modifier) {
                continue;
            }
            let context = scene.contexts.get(at);
            let is_subject = matches!(role, MentionRole::CueSubject | MentionRole::Subject)
                && !context.is_some_and(|context| context.is_in_opening_clause);
            if token.paragraph() < here.paragraph() {
                found.note_before(token.paragraph(), referent, role);
                continue;
            }
            found.own_first = found.own_first.or(Some(referent));
            if is_subject {
                let is_same = token.sentence() == here.sentence();
                found.note_subject(token.sentence(), is_same, referent);
            }
        }
        found
    }

    /// Notes a candidate that is a subject in the pronoun's paragraph; `is_same` tells of its sentence.
    fn note_subject(&mut self, sentence: usize, is_same: bool, referent: Referent) {
        self.own_subject = self.own_subject.or(Some(referent));
        self.nearest_subject = Some(referent);
        if is_same {
            self.sentence_subject = self.sentence_subject.or(Some(referent));
        } else if self.last_sentence.is_none_or(|(last, _)| last != sentence) {
            self.last_sentence = Some((sentence, referent));
        }
    }

    /// Notes a candidate in a paragraph before.
    fn note_before(&mut self, paragraph: usize, referent: Referent, role: MentionRole) {
        let is_subject = matches!(role, MentionRole::CueSubject | MentionRole::Subject);
        if is_subject
            && self
                .last_paragraph
                .is_none_or(|(last, _)| last != paragraph)
        {
            self.last_paragraph = Some((paragraph, referent));
        }
        if role == MentionRole::CueSubject {
            self.last_speaker = Some(referent);
        }
    }

    /// Adds the features that tell at which of the places a candidate is.
    pub(crate) fn add_features(
        &self,
        candidate: Referent,
        position: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        let is = |place: Option<Referent>| match place {
            Some(found) if found == candidate => b'y',
            Some(_) => b'n',
            None => b'-',
        };
        let last_sentence = self.last_sentence.map(|(_, found)| found);
        let last_paragraph = self.last_paragraph.map(|(_, found)| found);
        let own = Symbol::letter(is(self.own_first))
            .with(is(self.own_subject))
            .with(is(last_sentence))
            .with(is(self.sentence_subject));
        let before = Symbol::letter(is(last_paragraph)).with(is(self.last_speaker));
        let has_own = if self.own_first.is_some() { b'y' } else { b'-' };
        add(Feature::two(OWN, own, position));
        add(Feature::two(BEFORE, before.with(has_own), position));
        add(Feature::two(
            SUBJECT,
            Symbol::letter(is(self.own_subject)),
            position,
        ));
        let nearest = Symbol::letter(is(self.nearest_subject));
        add(Feature::two(
            NEAREST,
            nearest.with(is(self.own_subject)),
            position,
        ));
        let speaker = Symbol::letter(is(self.last_speaker));
        add(Feature::two(SPEAKER, speaker.with(has_own), position));
    }

    /// Returns whether a candidate is the nearest subject in the pronoun's paragraph, and in how near a sentence.
    pub(crate) fn nearest_subject(&self, candidate: Referent) -> Symbol {
        match self.nearest_subject {
            Some(found) if found == candidate => Symbol::letter(b'y'),
            Some(_) => Symbol::letter(b'n'),
            None => Symbol::letter(b'-'),
        }
    }

    /// Returns `true` if the pronoun's paragraph brings a candidate of its own.
    pub(crate) const fn has_own(&self) -> bool {
        self.own_first.is_some()
    }

    /// Returns the strongest reason to take a candidate.
    pub(crate) fn clue_for(&self, candidate: Referent) -> AntecedentClue {
        let last_sentence = self.last_sentence.map(|(_, found)| found);
        let last_paragraph = self.last_paragraph.map(|(_, found)| found);
        let places = [
            (self.sentence_subject, AntecedentClue::SentenceSubject),
            (last_sentence, AntecedentClue::LastSentence),
            (self.own_subject, AntecedentClue::ParagraphSubject),
            (self.own_first, AntecedentClue::ParagraphFirst),
            (self.last_speaker, AntecedentClue::LastSpeaker),
            (last_paragraph, AntecedentClue::LastParagraph),
        ];
        let mut held = places.iter().filter(|(place, _)| *place == Some(candidate));
        held.next()
            .map_or(AntecedentClue::Nearest, |(_, clue)| *clue)
    }
}
