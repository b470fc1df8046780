//! Everything read of an article before anything is decided: tokens, regions, mentions, cues, entities.

use crate::article::BlockKind;
use crate::quotes::model::cue::Cue;
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::mention_context::MentionContext;
use crate::quotes::model::paragraph::{BlockClass, Paragraph};
use crate::quotes::model::region::Region;
use crate::quotes::model::token::{TextToken, TokenList};
use crate::quotes::model::turn_list::TurnList;

/// How many paragraphs that are quotes throughout are passed over for each that tells something.
const LONGEST_SPEECH: usize = 3;

/// What the steps have read of an article.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    /// The text all ranges count in.
    pub(crate) text: &'a str,
    /// Who wrote it, if one author is named.
    pub(crate) author: Option<&'a str>,
    /// The lines that are read.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// The quoted regions.
    pub(crate) regions: Vec<Region>,
    /// Those of them that are turns with a label.
    pub(crate) turns: TurnList<'a>,
    /// Whether the story writes its quotes with single marks.
    pub(crate) has_single_marks: bool,
    /// The words.
    pub(crate) tokens: TokenList,
    /// The mentions, in order.
    pub(crate) mentions: Vec<Mention>,
    /// What surrounds each mention.
    pub(crate) contexts: Vec<MentionContext>,
    /// The reporting words.
    pub(crate) cues: Vec<Cue>,
    /// The entities.
    pub(crate) entities: Vec<Entity>,
    /// Whom the story is mostly about, if anybody is named more than once.
    pub(crate) topic: Option<Topic>,
}

/// Whom a story is mostly about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Topic {
    /// The index of the entity.
    pub(crate) entity: usize,
    /// Whether the first paragraph names it.
    pub(crate) opens: bool,
    /// Whether the author tells of a meeting: "she told me", or "she says" throughout.
    pub(crate) is_met: bool,
}

impl Scene<'_> {
    /// Returns the class of the block a paragraph lies in.
    pub(crate) fn block_class(&self, paragraph: usize) -> BlockClass {
        let paragraph = self.paragraphs.get(paragraph);
        paragraph.map_or(BlockClass::Text, |paragraph| {
            BlockClass::of_kind(paragraph.kind)
        })
    }

    /// Returns `true` if a token is in the headline.
    pub(crate) fn is_headline(&self, token: Option<&TextToken>) -> bool {
        let paragraph = token.and_then(|token| self.paragraphs.get(token.paragraph()));
        paragraph.is_some_and(|paragraph| paragraph.kind == BlockKind::Headline)
    }

    /// Returns `true` if the mention at `index` is the subject of a reporting word.
    pub(crate) fn is_subject(&self, index: usize) -> bool {
        self.cues_of(index).next().is_some()
    }

    /// Returns the reporting words near the mention at `index` whose subject it is.
    pub(crate) fn cues_of(&self, index: usize) -> impl Iterator<Item = &Cue> {
        let tokens = self.mentions.get(index).map(|mention| mention.tokens);
        let near = tokens.map_or(0..0, |(first, last)| first.saturating_sub(3)..last + 12);
        let first = self.cues.partition_point(|cue| cue.token < near.start);
        self.cues
            .iter()
            .skip(first)
            .take_while(move |cue| cue.token < near.end)
            .filter(move |cue| cue.subject == index)
    }

    /// Returns `true` if a preposition comes before the mention at `index`.
    pub(crate) fn is_governed(&self, index: usize) -> bool {
        self.contexts
            .get(index)
            .is_some_and(|context| context.is_governed)
    }

    /// Returns `true` if a mention is the author's own "I", outside the quotes.
    pub(crate) fn is_author(&self, mention: &Mention) -> bool {
        let token = self.token(mention.tokens.0);
        !mention.is_quoted
            && mention.form == MentionForm::Pronoun
            && token.is_some_and(|token| token.is_any(&["i", "me", "my"]))
    }

    /// Returns the paragraph that is `count` before one, without those that are quotes throughout: the words of one speech
    /// are often several.
    pub(crate) fn told_paragraph_before(&self, paragraph: usize, count: usize) -> usize {
        let is_quoted = |at: usize| self.token(at).is_some_and(|token| !token.is_unquoted());
        let is_told = |at: &usize| {
            let tokens = self.tokens.of_paragraph(*at);
            !is_quoted(tokens.start) || !is_quoted(tokens.end.saturating_sub(1))
        };
        let earliest = paragraph.saturating_sub(count * LONGEST_SPEECH);
        let mut before = (earliest..paragraph).rev().filter(is_told);
        before.nth(count.saturating_sub(1)).unwrap_or(earliest)
    }

    /// Returns the first token of the mention at `index`.
    pub(crate) fn token_of(&self, index: usize) -> Option<&TextToken> {
        self.token(self.mentions.get(index)?.tokens.0)
    }

    /// Returns the token at `index`.
    pub(crate) fn token(&self, index: usize) -> Option<&TextToken> {
        self.tokens.get(index)
    }
}
