//! Looks into the quote that a pronoun reports: whom it names does hardly speak, and who leads to it most often does.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::Gender;
use crate::quotes::resolution::antecedents::Pronoun;
use crate::quotes::resolution::landmarks::Landmarks;

const QUOTED: FeatureTemplate = FeatureTemplate::new("r.quoted");
const SELF: FeatureTemplate = FeatureTemplate::new("r.self");
const LEADS_IN: FeatureTemplate = FeatureTemplate::new("r.leadin");

/// How many tokens may come between a pronoun and the quote it reports: "he said on Monday: “…”".
const NEAR: usize = 12;

/// How many mentions before and behind a pronoun a quote beside it may have.
const QUOTED_REACH: usize = 12;

/// How many mentions of a quote are looked at.
const MENTIONS: usize = 16;

/// What the quote says that a pronoun's clause reports.
#[derive(Debug)]
pub(crate) struct ReportedWords {
    /// How the words before it end, if the pronoun follows it.
    lead_in: Symbol,
    /// Whom it names.
    named: Vec<Referent>,
    /// Whether it tells of somebody with a pronoun of the same gender: "she is a saint," she said.
    tells_of_same_gender: bool,
    /// Who spoke before the pronoun, and how often.
    spoken: Vec<(Referent, usize)>,
}

/// The words by which somebody tells of themselves.
const OWN: &[&str] = &["i", "me", "my", "i'm", "i've", "i'd", "i'll", "myself"];

/// The words by which they tell of another.
const ANOTHER: &[&str] = &[
    "he", "she", "him", "her", "his", "he's", "she's", "he'd", "she'd", "he'll", "she'll",
];

/// The words by which they speak to somebody.
const ADDRESSED: &[&str] = &["you", "your", "you're", "you've", "you'll"];

/// Of whom the words of a quote tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportVoice {
    /// "I", and neither "he" nor "you": what somebody who is in the story says.
    Own,
    /// "He", and no "I": somebody tells of who is in the story.
    OfAnother,
    /// None of them, or several.
    Unclear,
}

impl ReportVoice {
    /// Returns `true` if the quote that the clause of the mention at `index` reports tells of "I" and of "he" or "she".
    pub(crate) fn tells_of_both(scene: &Scene<'_>, index: usize) -> bool {
        let has = |words: &[&str]| reported_tokens(scene, index).any(|token| token.is_any(words));
        has(OWN) && has(ANOTHER)
    }

    /// Returns `true` if that quote speaks to "you" and tells of no "I".
    pub(crate) fn speaks_to_you(scene: &Scene<'_>, index: usize) -> bool {
        let has = |words: &[&str]| reported_tokens(scene, index).any(|token| token.is_any(words));
        has(ADDRESSED) && !has(OWN)
    }

    /// Returns `true` if the quote that the clause of the mention at `index` reports tells only of others, and one of them
    /// may be of a gender.
    pub(crate) fn tells_of_gender(scene: &Scene<'_>, index: usize, gender: Option<Gender>) -> bool {
        const HE: &[&str] = &["he", "him", "his", "he's", "he'd", "he'll"];
        const SHE: &[&str] = &["she", "her", "she's", "she'd", "she'll"];
        let wanted = match gender {
            Some(Gender::Male) => HE,
            Some(Gender::Female) => SHE,
            Some(Gender::Neither) | None => &[],
        };
        Self::of_mention(scene, index) == Self::OfAnother
            && (wanted.is_empty()
                || reported_tokens(scene, index).any(|token| token.is_any(wanted)))
    }

    /// Returns of whom the quote tells that the clause of the mention at `index` reports.
    pub(crate) fn of_mention(scene: &Scene<'_>, index: usize) -> Self {
        let has = |words: &[&str]| reported_tokens(scene, index).any(|token| token.is_any(words));
        match (has(OWN), has(ANOTHER)) {
            (true, false) if !has(ADDRESSED) => Self::Own,
            (false, true) => Self::OfAnother,
            (true, _) | (false, false) => Self::Unclear,
        }
    }
}

/// Returns the words of the quote that the clause of the mention at `index` reports; none if there is no such quote.
fn reported_tokens<'a>(scene: &'a Scene<'_>, index: usize) -> impl Iterator<Item = &'a TextToken> {
    let region = find_reported_region(scene, index).and_then(|at| scene.regions.get(at));
    let tokens = region.map_or(0..0, |region| {
        scene.tokens.index_at(region.range.start)..scene.tokens.index_at(region.range.end)
    });
    tokens.filter_map(|at| scene.token(at))
}

/// Returns the quote that the clause of the mention at `index` reports: the one right before it, else the next in its
/// sentence.
fn find_reported_region(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let here = scene.mentions.get(index)?.tokens.0;
    let before = (1..=2).find_map(|steps| scene.tokens.before(here, steps)?.region());
    let follows = || {
        let mut after = (1..=NEAR).map_while(|steps| scene.tokens.after(here, steps));
        after.find_map(TextToken::region)
    };
    before.or_else(follows)
}

impl Pronoun<'_> {
    /// Adds the features that tell whether the quotes beside the pronoun name a candidate, and who leads to its own.
    pub(crate) fn add_report_features(
        &self,
        landmarks: &Landmarks,
        candidate: Referent,
        position: Symbol,
        kind: Symbol,
        add: &mut impl FnMut(Feature),
    ) {
        if self.is_named_beside(candidate) {
            add(Feature::one(QUOTED, kind));
        }
        if self.is_named_in_report(candidate) {
            add(Feature::one(SELF, position));
            add(Feature::one(SELF, Symbol::letter(b'-')));
        }
        let nearest = landmarks.nearest_subject(candidate);
        add(Feature::two(LEADS_IN, self.report().lead_in, nearest));
    }

    /// Returns `true` if a quote beside the pronoun names somebody, who then hardly says it.
    pub(crate) fn is_named_beside(&self, referent: Referent) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(TextToken::sentence);
        let paragraph = self.paragraph_of(self.index);
        let here = sentence(self.index);
        let names = |at: usize| {
            let is_quoted = self.scene.mentions.get(at).is_some_and(|at| at.is_quoted);
            is_quoted && self.referent_of(at) == Some(referent)
        };
        let near = self.index.saturating_sub(QUOTED_REACH)..self.index;
        let mut before = near.rev().take_while(|at| {
            let is_beside = sentence(*at).is_some_and(|there| Some(there + 1) >= here);
            is_beside || self.paragraph_of(*at) == paragraph
        });
        // “He added: ‘Mr Bell will now …’” is not said by Mr Bell.
        let mut after = (self.index + 1..self.scene.mentions.len())
            .take(QUOTED_REACH)
            .take_while(|at| self.paragraph_of(*at) == paragraph);
        before.any(names) || after.any(names)
    }

    /// Returns `true` if the quote that the pronoun's clause reports names `referent`: few speak of themselves so.
    pub(crate) fn is_named_in_report(&self, referent: Referent) -> bool {
        self.report().named.contains(&referent)
    }

    fn report(&self) -> &ReportedWords {
        self.report.get_or_init(|| {
            let region = find_reported_region(self.scene, self.index);
            ReportedWords {
                lead_in: self.read_lead_in(region),
                named: region.map_or_else(Vec::new, |region| self.list_named_in(region)),
                spoken: self.count_spoken(),
                tells_of_same_gender: region.is_some_and(|region| self.has_same_gender_in(region)),
            }
        })
    }

    /// Returns `true` if the quote that the pronoun's clause reports ends with a question.
    pub(crate) fn reports_question(&self) -> bool {
        let region = find_reported_region(self.scene, self.index);
        let region = region.and_then(|at| self.scene.regions.get(at));
        region.is_some_and(|region| {
            let words = region.range.of(self.scene.text);
            let closing = |c: char| !c.is_alphanumeric() && c != '?';
            words.trim_end_matches(closing).ends_with('?')
        })
    }

    /// Returns `true` if the quote that the pronoun's clause reports tells of somebody with a pronoun of its gender.
    pub(crate) fn tells_of_same_gender(&self) -> bool {
        self.report().tells_of_same_gender
    }

    /// Returns who spoke before the pronoun, and how often.
    pub(crate) fn spoken(&self) -> &[(Referent, usize)] {
        &self.report().spoken
    }

    fn has_same_gender_in(&self, region: usize) -> bool {
        let own = self.scene.mentions.get(self.index);
        let gender = own.and_then(Mention::singular_gender);
        let end = self.scene.mentions.len().min(self.index + MENTIONS);
        let near = self.index.saturating_sub(MENTIONS)..end;
        let mut told = near.filter_map(|at| self.scene.mentions.get(at));
        told.any(|other| {
            other.form == MentionForm::Pronoun
                && gender.is_some()
                && other.singular_gender() == gender
                && self
                    .scene
                    .token(other.tokens.0)
                    .is_some_and(|token| token.region() == Some(region))
        })
    }

    /// Returns whom a quote near the pronoun names, a paragraph that carries it on included.
    fn list_named_in(&self, region: usize) -> Vec<Referent> {
        let region_of = |at: usize| self.scene.token_of(at).and_then(TextToken::region);
        // A quote of several paragraphs is several regions.
        let is_reported = |at: &usize| {
            region_of(*at)
                .is_some_and(|there| there == region || there == region + 1 && self.goes_on(there))
        };
        let is_free = |at: &usize| {
            let mention = self.scene.mentions.get(*at);
            mention.is_some_and(|mention| !mention.is_modifier)
        };
        let end = self.scene.mentions.len().min(self.index + MENTIONS);
        let near = self.index.saturating_sub(MENTIONS)..end;
        near.filter(|at| is_reported(at) && is_free(at))
            .filter_map(|at| self.referent_of(at))
            .collect()
    }

    fn goes_on(&self, region: usize) -> bool {
        let region = self.scene.regions.get(region);
        region.is_some_and(|region| region.continues)
    }

    /// Returns how the words before the quote that the pronoun follows end: with a colon or a comma they lead to it.
    fn read_lead_in(&self, region: Option<usize>) -> Symbol {
        let scene = self.scene;
        let start = region.and_then(|region| {
            let region = scene.regions.get(region)?;
            Some(scene.tokens.index_at(region.range.start))
        });
        let here = scene
            .mentions
            .get(self.index)
            .map(|mention| mention.tokens.0);
        let Some(start) = start.filter(|start| Some(*start) < here) else {
            return Symbol::letter(b'x');
        };
        let kind = |token: &TextToken| match token.kind {
            TokenKind::Colon => b':',
            TokenKind::Comma => b',',
            TokenKind::Stop => b'.',
            _ if !token.is_unquoted() => b'q',
            TokenKind::Word | TokenKind::Number => b'w',
            TokenKind::Semicolon
            | TokenKind::Dash
            | TokenKind::Opening
            | TokenKind::Closing
            | TokenKind::Other => b'o',
        };
        let before = scene.tokens.before(start, 1);
        Symbol::letter(before.map_or(b'-', kind))
    }
}
