//! Looks at the words around a region for what makes it a title, a nickname or a term.

use crate::quotes::model::paragraph::BlockClass;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, WordEnding};
use crate::quotes::model::view::{Capitals, RegionEnding, RegionView};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most words of whoever is quoted "in the words of".
const MOST_OWNER_WORDS: usize = 6;

/// How many words before a title nothing reports in.
const FAR_BEFORE: usize = 40;

/// How many words behind a title nothing reports in.
const FAR_BEHIND: usize = 4;

/// The words around a region, counted from its edges.
pub(super) struct RegionSurroundings<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// The region.
    pub(super) view: &'a RegionView,
}

impl RegionSurroundings<'_> {
    pub(super) fn token_before(&self, steps: usize) -> Option<&TextToken> {
        self.scene.tokens.before(self.view.first, steps)
    }

    pub(super) fn token_after(&self, steps: usize) -> Option<&TextToken> {
        let last = self.view.end.saturating_sub(1);
        self.scene.tokens.after(last, steps)
    }

    pub(super) fn is_word_before(&self, steps: usize, words: &[&str]) -> bool {
        self.token_before(steps)
            .is_some_and(|token| token.is_any(words))
    }

    pub(super) fn has_clue_before(&self, steps: usize, clue: Clue) -> bool {
        self.token_before(steps)
            .is_some_and(|token| token.entry.has(clue))
    }

    /// "the protesters chanted", "cries of".
    pub(super) fn is_cry(&self) -> bool {
        self.has_clue_before(1, Clue::Cry)
            || self.is_word_before(1, &["of"]) && self.has_clue_before(2, Clue::CryOf)
    }

    /// "a so-called", "nicknamed".
    pub(super) fn is_term(&self) -> bool {
        // "Known in the yards as" has words between.
        let is_called = self.is_word_before(1, &["as"])
            && (2..=6).any(|steps| self.is_word_before(steps, &["known", "nicknamed"]));
        self.is_word_before(1, &["so-called"]) || is_called
    }

    /// "a word that means", "a Welsh phrase meaning".
    pub(super) fn is_meaning(&self) -> bool {
        let words = ["word", "term", "phrase", "expression"];
        self.is_word_before(1, &["means", "meant", "meaning"])
            && (2..=3).any(|steps| self.is_word_before(steps, &words))
    }

    /// "Spanish for", but not "blamed the French for".
    pub(super) fn is_in_language(&self) -> bool {
        self.is_word_before(1, &["for"])
            && !self.has_clue_before(3, Clue::Article)
            && self
                .token_before(2)
                .is_some_and(|token| token.is_capital() && token.gives(Clue::Language))
    }

    /// Returns `true` if a comma or a bracket comes before a language, as behind what is explained: "Mare, Latin for".
    pub(super) fn is_glossed(&self) -> bool {
        self.token_before(3)
            .is_some_and(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Opening))
    }

    pub(super) fn is_nickname(&self) -> bool {
        (1..=3).any(|steps| self.is_word_before(steps, &["known", "so-called"]))
    }

    /// `Ana “Buffalo” Ruiz`.
    pub(super) fn is_inside_name(&self) -> bool {
        let is_name =
            |token: &TextToken| token.is_capital() && token.is_unquoted() && !token.is_possessive;
        self.view.ending == RegionEnding::Word
            && self.token_before(1).is_some_and(is_name)
            && self.token_after(1).is_some_and(is_name)
    }

    /// "in the words of one adviser," before a few words of theirs.
    pub(super) fn is_owned(&self) -> bool {
        (2..=MOST_OWNER_WORDS).any(|steps| {
            self.is_word_before(steps + 1, &["words"]) && self.is_word_before(steps, &["of"])
        }) && self
            .token_before(1)
            .is_some_and(|token| token.kind == TokenKind::Comma)
    }

    /// "aka", "under the name", "bears the name of".
    pub(super) fn is_name(&self) -> bool {
        let names = [
            "name",
            "names",
            "nickname",
            "nicknames",
            "moniker",
            "pseudonym",
        ];
        self.is_word_before(
            1,
            &["aka", "a.k.a", "a.k.a.", "alias", "nicknamed", "christened"],
        ) || self.is_word_before(1, &names)
            || self.is_word_before(1, &["of"]) && self.is_word_before(2, &names)
    }

    /// "known as the", "has been called the", "a technique called".
    pub(super) fn is_called(&self) -> bool {
        let is_the = self.is_word_before(1, &["the", "a", "an"]);
        let is_known =
            self.is_word_before(2, &["as"]) && self.is_word_before(3, &["known", "nicknamed"]);
        let is_passive = self.is_word_before(2, &["called", "dubbed", "termed"])
            && self.is_word_before(3, &["been", "are", "is", "so", "commonly", "often"]);
        let is_thing = self.token_before(2).is_some_and(|token| {
            let class = token.class;
            matches!(class, WordClass::Unknown | WordClass::Document)
                && token.kind == TokenKind::Word
                && token.is_unquoted()
                && !token.is_capital()
                && token.entry.cue.is_none()
                && token.ending != WordEnding::Ly
        });
        // "A technique called", but not "what one expert called".
        let is_named =
            self.has_clue_before(1, Clue::NamingCue) && is_thing && !self.view.is_capital;
        // "It's called “Low Water”", "in an episode called “Low Water”".
        let is_one = (3..=4).any(|steps| self.is_word_before(steps, &["a", "an", "one"]));
        let is_titled = self.view.capitals == Capitals::All
            && self.has_clue_before(1, Clue::NamingCue)
            && (self.is_word_before(2, &["is", "was", "are"])
                || is_thing && is_one
                || self
                    .token_before(2)
                    .is_some_and(|token| token.is_possessive)
                || self.is_word_before(2, &["'s", "’s"]));
        is_the && (is_known || is_passive) || is_named || is_titled
    }

    /// `“La Violencia” (“The Violence”)`.
    pub(super) fn is_translation(&self) -> bool {
        let is_foreign = self
            .token_before(2)
            .is_some_and(|token| !token.is_unquoted() || token.is_capital());
        self.is_in_brackets()
            && is_foreign
            && self
                .token_after(1)
                .is_some_and(|token| token.kind == TokenKind::Closing)
    }

    pub(super) fn is_in_brackets(&self) -> bool {
        self.token_before(1)
            .is_some_and(|token| token.kind == TokenKind::Opening)
    }

    /// "after playing", "they sang", and what a sign says: "a banner that read".
    pub(super) fn is_performed(&self) -> bool {
        let signs = ["sign", "placard", "banner"];
        let is_sign = self.is_word_before(1, &["read", "reads"])
            && (2..=3).any(|steps| self.is_word_before(steps, &signs));
        self.has_clue_before(1, Clue::Performed) || is_sign
    }

    /// "before starting", but not "before saying".
    pub(super) fn is_begun(&self) -> bool {
        self.token_before(1).is_some_and(|token| {
            token.ending == WordEnding::Ing
                && token.entry.cue.is_none()
                && token.is_unquoted()
                && !token.is_capital()
        }) && self.is_word_before(2, &["before", "after", "while", "since", "when"])
    }

    /// `“Low Water” was`.
    pub(super) fn is_told_of(&self) -> bool {
        self.view.ending == RegionEnding::Word
            && self
                .token_after(1)
                .is_some_and(|next| next.has_class(WordClass::Auxiliary) && next.is_unquoted())
    }

    /// Returns `true` if nothing near reports: "dropped “Low Water” after a year".
    pub(super) fn is_far_from_cues(&self) -> bool {
        let is_cue = |token: Option<&TextToken>| {
            token.is_some_and(|token| token.entry.cue.is_some() && token.is_unquoted())
        };
        let leads = self.token_before(1).is_some_and(|token| {
            token.kind == TokenKind::Word && token.is_unquoted() || token.kind == TokenKind::Comma
        });
        let here = self.scene.token(self.view.first).map(TextToken::sentence);
        let is_inside = |token: &&TextToken| Some(token.sentence()) == here;
        let is_near = (1..=FAR_BEFORE)
            .map_while(|steps| self.token_before(steps).filter(is_inside))
            .any(|token| is_cue(Some(token)))
            || (1..=FAR_BEHIND).any(|steps| is_cue(self.token_after(steps)));
        let may_end = matches!(
            self.view.ending,
            RegionEnding::Word | RegionEnding::Comma | RegionEnding::OuterComma
        );
        leads && may_end && !is_near && !self.is_word_before(1, &["as", "with"])
    }

    /// "asked about", "said on", "voted off".
    pub(super) fn is_governed(&self) -> bool {
        self.is_word_before(
            1,
            &["about", "on", "in", "from", "off", "during", "alongside"],
        )
    }

    /// "fell in", "coughed during".
    pub(super) fn is_set_in(&self) -> bool {
        self.view.ending == RegionEnding::Word && self.is_word_before(1, &["in", "during"])
    }

    /// `“Low Water” hits the screens`.
    pub(super) fn is_subject(&self) -> bool {
        let next = self.token_after(1);
        self.view.ending == RegionEnding::Word
            && self
                .token_before(1)
                .is_none_or(|token| token.kind == TokenKind::Stop)
            && next.is_some_and(|next| {
                next.kind == TokenKind::Word && !next.is_capital() && next.entry.cue.is_none()
            })
    }

    /// `“Low Water,” a song about`.
    pub(super) fn is_described(&self) -> bool {
        let is_article = |steps: usize| {
            self.token_after(steps).is_some_and(|token| {
                token.has_class(WordClass::Determiner)
                    || token.is_any(&["his", "her", "its", "their"])
            })
        };
        let first = match self.view.ending {
            RegionEnding::Comma => 1,
            RegionEnding::OuterComma => 2,
            RegionEnding::Stop
            | RegionEnding::Question
            | RegionEnding::Dash
            | RegionEnding::Word => {
                return false;
            }
        };
        let is_work = |steps: usize| {
            self.token_after(steps).is_some_and(|token| {
                let is_work = token.entry.has(Clue::Work) || token.is_any(&["hit"]);
                is_work && !token.is_capital()
            })
        };
        is_article(first) && (first + 1..=first + 3).any(is_work)
    }

    /// "the novel", "in her memoir,".
    pub(super) fn is_work(&self) -> bool {
        let is_comma = self
            .token_before(1)
            .is_some_and(|token| token.kind == TokenKind::Comma);
        self.has_clue_before(1, Clue::Work)
            || self.has_clue_before(1, Clue::Watched)
            || is_comma && self.has_clue_before(2, Clue::Work)
    }

    /// "on CNN's".
    pub(super) fn is_broadcast(&self) -> bool {
        self.token_before(1).is_some_and(|token| {
            token.is_possessive
                && (token.case == LetterCase::Upper || token.gives(Clue::Broadcaster))
        })
    }

    /// "the author of", "starred in", "an interview Friday on", "told".
    pub(super) fn is_shown(&self) -> bool {
        // "In an interview Friday on 'Morning Ferry'".
        let is_dated = self.has_clue_before(3, Clue::Shown)
            && self.token_before(2).is_some_and(|token| {
                token.has_class(WordClass::Calendar) || token.entry.has(Clue::Time)
            });
        // "Ruiz told 'Harbour and Friends'": nobody is told words, but "residents were told 'Boil Water'".
        let tell = Symbol::new("tell");
        let is_told = self
            .token_before(1)
            .is_some_and(|token| token.entry.cue == Some(tell))
            && !self.has_clue_before(2, Clue::Passive);
        is_told
            || self.is_word_before(1, &["of"]) && self.has_clue_before(2, Clue::Maker)
            || self.is_word_before(1, &["in", "on", "with"])
                && (self.has_clue_before(2, Clue::Shown) || is_dated)
    }

    /// "the … hat", "the … podcast", "the … campaign pins".
    pub(super) fn is_borne(&self) -> bool {
        let is_small = |token: &&TextToken| !token.is_capital();
        let bears = |token: &TextToken| token.entry.has(Clue::Bearer);
        let next = self.token_after(1).filter(is_small);
        let second = self.token_after(2).filter(is_small);
        self.view.ending == RegionEnding::Word
            && next.is_some_and(|token| {
                bears(token)
                    || token.entry.has(Clue::Work)
                    || token.is_plain_word() && second.is_some_and(bears)
            })
    }

    /// Returns `true` if all of several words have a capital, in running text.
    pub(super) fn is_title(&self) -> bool {
        self.view.capitals == Capitals::All && self.is_in_text()
    }

    pub(super) fn is_in_text(&self) -> bool {
        self.scene.block_class(self.view.paragraph) == BlockClass::Text
    }

    /// Returns `true` if a colon is among the words, as between a book's title and what follows it.
    pub(super) fn has_colon(&self) -> bool {
        let inside = self.view.first + 1..self.view.end.saturating_sub(1);
        inside
            .filter_map(|at| self.scene.token(at))
            .any(|token| token.kind == TokenKind::Colon)
    }
}
