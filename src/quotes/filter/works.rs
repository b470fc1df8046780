//! Looks at the words around a region for the maker, the stage or the addressee of what it names.

use crate::quotes::filter::surroundings::RegionSurroundings;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::view::RegionEnding;
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most words of a title with small words that only its place tells: "Nessun dorma".
const MOST_SHORT_WORDS: usize = 3;

/// The most words that lead in to a title at a sentence's start.
const LONGEST_LEAD: usize = 8;

impl RegionSurroundings<'_> {
    /// "Nessun dorma".
    pub(super) fn is_short_title(&self) -> bool {
        self.view.is_capital && self.view.count <= MOST_SHORT_WORDS
    }

    /// "who made “Low Water”", "had made the sublime “Low Water”", but not "made “Low Water” a hit".
    pub(super) fn is_made(&self) -> bool {
        let is_verb = |steps: usize| self.is_word_before(steps, &["made"]);
        let is_adjective = self.token_before(1).is_some_and(TextToken::is_plain_word);
        let is_article = |steps: usize| self.has_clue_before(steps, Clue::Article);
        let is_object = is_verb(1)
            || is_article(1) && is_verb(2)
            || is_adjective && is_article(2) && is_verb(3);
        let may_end = self.token_after(1).is_none_or(|next| {
            let joins =
                next.has_class(WordClass::Conjunction) || next.has_class(WordClass::Preposition);
            matches!(next.kind, TokenKind::Comma | TokenKind::Stop) || joins
        });
        is_object && (may_end || self.view.ending == RegionEnding::Comma)
    }

    /// "wrote “The Owl of Marrow” with her sister", "read “The Owl of Marrow” to the children", but not "wrote “Go Home Now” on the
    /// wall".
    pub(super) fn is_written(&self) -> bool {
        let is_next = |words: &[&str]| self.token_after(1).is_some_and(|next| next.is_any(words));
        let has_date = is_next(&["on", "in"])
            && self.token_after(2).is_some_and(|date| {
                date.has_class(WordClass::Calendar)
                    || date.kind == TokenKind::Number
                    || date.entry.has(Clue::Time)
            });
        let is_reader = || {
            self.token_before(2)
                .is_some_and(|token| !token.has_class(WordClass::Document))
        };
        let is_work = self.is_word_before(1, &["wrote", "written", "published", "taught"])
            && (has_date || is_next(&["with"]))
            || self.is_word_before(1, &["read", "reads", "reading"])
                && (has_date || is_next(&["to", "twice", "aloud", "with"]))
                && is_reader();
        is_work && self.view.ending == RegionEnding::Word
    }

    /// "a box addressed to “Mr Dunn”".
    pub(super) fn is_addressed(&self) -> bool {
        self.is_word_before(1, &["to"]) && self.is_word_before(2, &["addressed"])
    }

    /// "what they call a “Honk for Heroes” motorcade".
    pub(super) fn is_named_kind(&self) -> bool {
        let is_noun = |token: &TextToken| {
            token.is_plain_word() && !token.is_capital() && !token.gives(Clue::Report)
        };
        self.view.ending == RegionEnding::Word
            && self.is_word_before(1, &["a", "an"])
            && self.has_clue_before(2, Clue::NamingCue)
            && self.token_after(1).is_some_and(is_noun)
    }

    /// "Following “Low Water,” Ruiz told the crowd": a sentence that begins without a subject leads in to the title, and the
    /// clause of whoever speaks follows.
    pub(super) fn is_led_in(&self) -> bool {
        let is_comma = matches!(
            self.view.ending,
            RegionEnding::Comma | RegionEnding::OuterComma
        );
        let first = self.view.end + usize::from(self.view.ending == RegionEnding::OuterComma);
        let has_subject = || {
            let from = self
                .scene
                .mentions
                .partition_point(|mention| mention.tokens.0 < first);
            let near = self.scene.mentions.iter().skip(from).take(2);
            near.into_iter()
                .any(|mention| mention.lead == first && !mention.is_quoted)
        };
        is_comma
            && self.view.is_capital
            && self.is_governed_by_lead()
            && has_subject()
            && self.is_before_other_region(first)
    }

    /// Returns `true` if another region of the sentence follows.
    fn is_before_other_region(&self, first: usize) -> bool {
        let next = self.scene.regions.get(self.view.region + 1);
        let start = next.map(|next| self.scene.tokens.index_at(next.range.start));
        let sentence = |at: usize| self.scene.token(at).map(TextToken::sentence);
        start.is_some_and(|start| start > first && sentence(start) == sentence(first))
    }

    /// Returns `true` if what is between the sentence's start and a region has no subject and ends in a preposition or in what
    /// somebody does with a work.
    fn is_governed_by_lead(&self) -> bool {
        let here = self.scene.token(self.view.first).map(TextToken::sentence);
        let is_inside = |token: &&TextToken| {
            Some(token.sentence()) == here && token.kind == TokenKind::Word && token.is_unquoted()
        };
        let lead = (1..=LONGEST_LEAD).map_while(|steps| self.token_before(steps).filter(is_inside));
        let Some((last, opener)) = self.token_before(1).zip(lead.last()) else {
            return false;
        };
        let is_first = opener.is_capital() && {
            let count = (1..=LONGEST_LEAD)
                .take_while(|steps| {
                    self.token_before(*steps)
                        .is_some_and(|token| is_inside(&token))
                })
                .count();
            self.token_before(count + 1)
                .is_none_or(|before| Some(before.sentence()) != here)
        };
        let opens = matches!(
            opener.class,
            WordClass::Preposition | WordClass::Subordinator | WordClass::Adverb
        ) || matches!(opener.ending, WordEnding::Ing | WordEnding::Ed)
            && opener.has_class(WordClass::Unknown)
            || opener.is_any(&["having"]);
        let speaks = last.gives(Clue::PlainCue)
            || last.gives(Clue::SpeakingCue)
            || last.gives(Clue::Cry)
            || last.gives(Clue::InnerCue);
        let is_done = matches!(last.ending, WordEnding::Ing | WordEnding::Ed)
            || last.entry.has(Clue::Past)
            || last.entry.has(Clue::Performed)
            || last.is_any(&["sung", "read", "written", "done"]);
        let governs = last.has_class(WordClass::Preposition) || is_done && !speaks;
        is_first && opens && governs && !last.is_any(&["as", "like"])
    }
}
