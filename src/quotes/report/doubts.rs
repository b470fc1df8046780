//! Looks at what surrounds a quote and its speaker for what makes them less sure: other cues, other people, other sources.

use crate::quotes::mentions::gender;
use crate::quotes::model::cue::Cue;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::Clue;
use crate::quotes::report::confidence::ConfidenceCase;
use crate::quotes::report::describe;

/// How many tokens from a quote another source may be.
const SOURCE_REACH: usize = 30;

/// How many mentions before a surname alone may be of another who has it.
const NAMESAKES: usize = 40;

/// The most words of a term.
const TERM_WORDS: usize = 2;

/// How many mentions on each side of the speaker may be another that speaks.
const PARTNERS: usize = 4;

impl ConfidenceCase<'_> {
    /// Returns how the nearest cue of somebody else in the sentence of the quote is linked, and whether it is nearer than
    /// that of the speaker.
    pub(super) fn other_cue_symbol(&self) -> Symbol {
        let sentence = |token: usize| self.scene.token(token).map(TextToken::sentence);
        let here = (
            sentence(self.view.first),
            sentence(self.view.end.saturating_sub(1)),
        );
        let own = self.referents.referent_of(self.mention);
        let is_other = |cue: &&Cue| {
            let there = sentence(cue.token);
            let whose = self.referents.referent_of(cue.subject);
            (there == here.0 || there == here.1)
                && cue.subject != self.mention
                && (own.is_none() || whose != own)
        };
        let paragraph = self.scene.tokens.of_paragraph(self.view.paragraph);
        let first = self
            .scene
            .cues
            .partition_point(|cue| cue.token < paragraph.start);
        let cues = self.scene.cues.iter().skip(first);
        let near = cues.take_while(|cue| cue.token < paragraph.end);
        let distance = |cue: &Cue| self.view.token_distance(cue.token);
        let Some(other) = near.filter(is_other).min_by_key(|cue| distance(cue)) else {
            return Symbol::default();
        };
        let is_nearer = self.cue.is_none_or(|cue| distance(other) < distance(cue));
        Symbol::letter(other.link.letter())
            .with(if other.token < self.view.first {
                b'b'
            } else {
                b'a'
            })
            .with(if is_nearer { b'n' } else { b'f' })
    }

    /// Returns on which side of the quote the mention is, and how far.
    pub(super) fn distance_symbol(&self, mention: &Mention) -> Symbol {
        let Some(there) = self.scene.token(mention.tokens.0) else {
            return Symbol::default();
        };
        let side = if mention.tokens.0 < self.view.first {
            b'b'
        } else {
            b'a'
        };
        let away = there.paragraph().abs_diff(self.view.paragraph).min(3);
        let sentence = self.scene.token(self.view.first).map(TextToken::sentence);
        let is_same = sentence == Some(there.sentence());
        Symbol::letter(side)
            .with(b'0' + u8::try_from(away).unwrap_or_default())
            .with(if is_same { b's' } else { b'-' })
    }

    /// Returns `true` if the paragraph names a source beside the speaker: "Ortiz said, according to the Gull".
    pub(super) fn has_other_source(&self) -> bool {
        let scene = self.scene;
        let paragraph = scene.tokens.of_paragraph(self.view.paragraph);
        let near = self
            .view
            .first
            .saturating_sub(SOURCE_REACH)
            .max(paragraph.start)
            ..(self.view.end + SOURCE_REACH).min(paragraph.end);
        let is_own = |at: usize| self.cue.is_some_and(|cue| cue.token.abs_diff(at) <= 1);
        near.into_iter().any(|at| {
            let is_source = scene
                .token(at)
                .is_some_and(|token| token.is_unquoted() && token.is_any(&["according"]));
            is_source && !is_own(at)
        })
    }

    /// Returns `true` if the sentence of the quote tells of something that can be read, which may say it.
    pub(super) fn has_document(&self) -> bool {
        let scene = self.scene;
        let sentence = scene.token(self.view.first).map(TextToken::sentence);
        let in_sentence = |at: &usize| scene.token_of(*at).map(TextToken::sentence) == sentence;
        let split = self.view.next_mention;
        let before = (0..split).rev().take_while(in_sentence);
        let after = (split..scene.mentions.len()).take_while(in_sentence);
        before.chain(after).any(|at| {
            at != self.mention
                && scene
                    .mentions
                    .get(at)
                    .is_some_and(|one| one.sort == MentionSort::Document && !one.is_quoted)
        })
    }

    /// Returns how many others are mentioned between the mention and the quote, at most three.
    pub(super) fn count_between(&self, mention: &Mention) -> usize {
        let scene = self.scene;
        let split = scene
            .mentions
            .partition_point(|mention| mention.tokens.0 < self.view.first);
        let between = if mention.tokens.0 < self.view.first {
            self.mention + 1..split
        } else {
            split..self.mention
        };
        let own = self.referents.referent_of(self.mention);
        let is_other = |at: &usize| {
            let other = self.referents.referent_of(*at);
            let is_free = scene
                .mentions
                .get(*at)
                .is_some_and(|one| !one.is_quoted && !one.is_modifier);
            is_free && other.is_some() && other != own
        };
        between.filter(is_other).take(3).count()
    }

    /// Returns how many reporting words other than its own the sentence of the quote has outside the marks, at most
    /// three.
    pub(super) fn count_clauses(&self) -> usize {
        let scene = self.scene;
        let sentence = scene.token(self.view.first).map(TextToken::sentence);
        let paragraph = scene.tokens.of_paragraph(self.view.paragraph);
        let first = scene
            .cues
            .partition_point(|cue| cue.token < paragraph.start);
        let cues = scene.cues.iter().skip(first);
        let near = cues.take_while(|cue| cue.token < paragraph.end);
        let is_other = |cue: &&Cue| {
            scene.token(cue.token).map(TextToken::sentence) == sentence
                && self.cue.is_none_or(|own| own.token != cue.token)
        };
        near.filter(is_other).take(3).count()
    }

    /// Returns `true` if the quote is a word or two before a noun, and what the speaker does there is not to say something:
    /// "promised to make “green” steel", "called for a sale of its “free-from” arm", "uses a “wet” look".
    pub(super) fn may_be_term(&self) -> bool {
        const SAYING: &[Clue] = &[
            Clue::ClauseCue,
            Clue::InnerCue,
            Clue::NamingCue,
            Clue::SpeakingCue,
        ];
        let word = self.cue.and_then(|cue| self.scene.token(cue.token));
        let acts = self.cue.is_some_and(|cue| {
            let next = self.scene.tokens.after(cue.token, 1);
            next.is_some_and(|next| next.is_any(&["to", "for"]))
        });
        let says = word.is_some_and(|word| SAYING.iter().any(|clue| word.gives(*clue))) && !acts;
        !says
            && !self.view.is_capital
            && self.view.count <= TERM_WORDS
            && describe::describes_noun(self.scene, self.view)
    }

    /// Returns `true` if no cue says which of the two people in the sentence before speaks: "Brand turned to the deckhand.
    /// “…”"
    pub(super) fn has_partner(&self) -> bool {
        let scene = self.scene;
        let Some(mention) = scene.mentions.get(self.mention) else {
            return false;
        };
        let sentence = |mention: &Mention| {
            let first = scene.token(mention.tokens.0);
            first.map(|token| (token.paragraph(), token.sentence()))
        };
        let Some(here) = sentence(mention) else {
            return false;
        };
        let opening = scene.token(self.view.first);
        let is_beat = self.cue.is_none()
            && opening
                .is_some_and(|token| token.paragraph() == here.0 && token.sentence() > here.1)
            && self.view.ending.ends_clause();
        let own = self.referents.referent_of(self.mention);
        let is_other = |at: usize| {
            let referent = self.referents.referent_of(at);
            scene.mentions.get(at).is_some_and(|other| {
                let is_free = !other.is_quoted && !other.is_modifier && !other.is_possessive;
                let is_somebody = matches!(other.sort, MentionSort::Person | MentionSort::Unknown);
                is_free && is_somebody && sentence(other) == Some(here) && referent != own
            })
        };
        let near = self.mention.saturating_sub(PARTNERS)..self.mention + PARTNERS;
        is_beat
            && near
                .into_iter()
                .any(|at| at != self.mention && is_other(at))
    }

    /// Returns `true` if the surname alone that speaks is that of another as well, who was mentioned last: "Sean Dunn came with
    /// Liam Dunn. “…,” Dunn said."
    pub(super) fn has_namesake(&self) -> bool {
        let scene = self.scene;
        let Some(mention) = scene.mentions.get(self.mention) else {
            return false;
        };
        let own = mention.entity;
        let is_bare = mention.form == MentionForm::Name && mention.tokens.0 == mention.tokens.1;
        let Some(surname) = scene.token(mention.tokens.1).filter(|_| is_bare) else {
            return false;
        };
        let bears = |entity: usize| {
            scene.entities.get(entity).is_some_and(|entity| {
                let is_of_gender = entity.gender.is_none()
                    || mention.gender.is_none()
                    || entity.gender == mention.gender;
                entity.word_count() > 1 && entity.ends_with(surname.word) && is_of_gender
            })
        };
        let before = (self.mention.saturating_sub(NAMESAKES)..self.mention).rev();
        let mut named = before.filter_map(|at| {
            let other = scene.mentions.get(at).filter(|other| !other.is_quoted)?;
            let Some(Referent::Named(entity)) = self.referents.referent_of(at) else {
                return None;
            };
            let is_near = scene.token(other.tokens.0)?.paragraph() + 2 >= surname.paragraph();
            (is_near && bears(entity)).then_some(entity)
        });
        let is_other = |entity: usize| Some(entity) != own;
        let is_contested = if self.is_told_apart(mention) {
            named.any(is_other)
        } else {
            named.next().is_some_and(is_other)
        };
        is_contested && own.is_some_and(bears)
    }

    /// Returns `true` if words beside a surname tell which of two is meant, who may be either: "the younger Mr Dunn", "Dunn, 29,".
    fn is_told_apart(&self, surname: &Mention) -> bool {
        const BY_AGE: &[&str] = &["younger", "older", "elder", "other", "eldest", "youngest"];
        let tokens = &self.scene.tokens;
        let after = |steps| {
            tokens
                .after(surname.tokens.1, steps)
                .map(|token| token.kind)
        };
        let has_age = after(1) == Some(TokenKind::Comma) && after(2) == Some(TokenKind::Number);
        let mut before = (surname.lead.saturating_sub(1)..surname.tokens.0)
            .filter_map(|at| self.scene.token(at));
        has_age || before.any(|token| token.is_any(BY_AGE))
    }

    /// Returns `true` if the pronoun speaks to another of its gender: of "he told him" the words do not tell which is which.
    pub(super) fn has_twin(&self) -> bool {
        let scene = self.scene;
        let (Some(mention), Some(cue)) = (scene.mentions.get(self.mention), self.cue) else {
            return false;
        };
        let own = mention.singular_gender();
        let mut told = scene.mentions.iter().skip(self.mention + 1).take(2);
        own.is_some()
            && told.any(|other| {
                let is_next = other.tokens.0 == cue.token + 1 && !other.is_quoted;
                is_next && other.singular_gender() == own && gender::is_object(&scene.tokens, other)
            })
    }
}
