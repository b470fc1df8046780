//! Tells capitals that are names from those of a sentence's start, a headline and a line in title case.

use crate::quotes::mentions::noun_phrases::{self, PhraseToken};
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// Verbs that a headline writes in capitals.
const SHOUTED: &[&str] = &[
    "dumps", "slams", "rips", "blasts", "breaks", "reveals", "hits", "axes", "quits", "begs",
    "claims", "admits", "denies", "weds", "splits", "ditches", "stuns", "shocks", "mocks", "snubs",
    "sparks", "vows", "demands", "warns", "defends", "attacks", "refuses", "returns", "wins",
    "backs", "welcomes", "vetoes", "unveils", "rejects", "signs", "launches", "scraps", "bans",
    "drops", "orders", "hails",
];

impl PhraseToken<'_> {
    /// A capital at a sentence's start is no name where the article writes the word small elsewhere.
    pub(super) fn is_common_start(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        let is_unknown = self.token.class == WordClass::Unknown && self.token.entry.given.is_none();
        if self.is_label() {
            return true;
        }
        if !is_unknown || !self.starts_sentence() {
            return false;
        }
        if let Some(next) = next.filter(|next| next.is_capital()) {
            let is_verb = self.is_past_cue()
                || self.is_gerund_before(next)
                || self.is_court_verb()
                || self.is_entrance(next);
            return self.token.is_unquoted() && is_verb;
        }
        if self.written.surnames.contains(&self.token.word.key()) || self.leads_to_titled_name() {
            return false;
        }
        if self.is_adjective_apart() {
            return true;
        }
        let key = self.token.word.key();
        let is_written_small = self.written.small.contains(&key)
            || !self.written.large.contains(&key) && self.leads_to_common_noun();
        if self.token.gives(Clue::Common) {
            return true;
        }
        let speaks = self.leads_to_cue();
        // "Asked", "Sadly" and "Speaking" begin sentences; names rarely end so.
        let ends_common = matches!(
            self.token.ending,
            WordEnding::Ed | WordEnding::Ly | WordEnding::Ing
        );
        // "Last night" and "Next week" begin sentences too.
        let leads_to_time = next.is_some_and(|next| next.gives(Clue::Time));
        is_written_small
            || leads_to_time
            || !speaks && (self.token.entry.cue.is_some() || ends_common)
    }

    /// Returns `true` if an office and a name follow: "Former mayor Ed Bell", "Acting harbour master Ed Bell".
    fn leads_to_titled_name(&self) -> bool {
        let is_plain = |token: &&TextToken| {
            token.kind == TokenKind::Word
                && !token.is_capital()
                && noun_phrases::is_content_class(token)
        };
        let words = (1..=3)
            .map_while(|steps| self.tokens.after(self.index, steps))
            .take_while(is_plain)
            .count();
        let last = words
            .checked_sub(1)
            .and_then(|_| self.tokens.after(self.index, words));
        let next = self.tokens.after(self.index, words + 1);
        last.is_some_and(|last| last.has_class(WordClass::Person))
            && next.is_some_and(TextToken::is_capital)
    }

    /// Returns `true` for a word that opens a sentence before somebody's full name: "Enter Ana Ruiz, a plumber", "Meet Ana Ruiz",
    /// but not "Enter Harbour said".
    fn is_entrance(&self, next: &TextToken) -> bool {
        let is_person = next.entry.given.is_some() || next.has_class(WordClass::Title);
        let has_surname = self
            .tokens
            .after(self.index, 2)
            .is_some_and(|second| second.is_capital() && second.sentence() == next.sentence());
        self.token.gives(Clue::Opening) && is_person && has_surname
    }

    /// Returns `true` for a verb in -ing before its object: "Taking Ana outside is a joy", but not "Sterling Grant said".
    fn is_gerund_before(&self, next: &TextToken) -> bool {
        let goes_on = self.tokens.after(self.index, 2).is_some_and(|behind| {
            let is_small = behind.kind == TokenKind::Word && !behind.is_capital();
            is_small
                && matches!(
                    behind.class,
                    WordClass::Preposition
                        | WordClass::Adverb
                        | WordClass::Determiner
                        | WordClass::Possessive
                )
        });
        self.token.ending == WordEnding::Ing
            && goes_on
            && self.token.case == LetterCase::Capital
            && next.entry.given.is_some()
            && !self.written.large.contains(&self.token.word.key())
    }

    /// Returns `true` for what a court does with somebody: "Jailing Bell, the judge said", but not "Jailing Bell said".
    fn is_court_verb(&self) -> bool {
        let is_verb = self.token.is_any(&[
            "jailing",
            "sentencing",
            "fining",
            "remanding",
            "convicting",
            "acquitting",
            "clearing",
        ]);
        let comma = (2..=4).find(|steps| {
            let token = self.tokens.after(self.index, *steps);
            token.is_none_or(|token| !token.is_capital())
        });
        let is_comma = comma
            .and_then(|steps| self.tokens.after(self.index, steps))
            .is_some_and(|token| token.kind == TokenKind::Comma);
        is_verb && is_comma
    }

    /// Returns `true` for a word with a comma before whoever acts, where no name is written so elsewhere: "Alone, Ana Ruiz
    /// waited", but not "Coastway, Ana Ruiz's firm, said".
    fn is_adjective_apart(&self) -> bool {
        let after = |steps| self.tokens.after(self.index, steps);
        let is_part = |steps: &usize| {
            after(*steps).is_some_and(|token| token.is_capital() && token.kind == TokenKind::Word)
        };
        let words = (2..=5).take_while(is_part).count();
        let first = after(2).filter(|_| words > 0);
        let is_person = first.is_some_and(|first| {
            first.entry.given.is_some() && words > 1 || first.has_class(WordClass::Title)
        });
        let last = after(words + 1);
        let next = after(words + 2);
        let acts = next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && !matches!(
                    next.class,
                    WordClass::Conjunction | WordClass::Preposition | WordClass::Relative
                )
        });
        after(1).is_some_and(|comma| comma.kind == TokenKind::Comma)
            && is_person
            && acts
            && last.is_some_and(|last| !last.is_possessive)
            && !self.written.large.contains(&self.token.word.key())
    }

    /// Returns `true` if the next word can only be a noun or an adverb: "Giant screens", "Pretty soon", but not "Bell
    /// left".
    fn leads_to_common_noun(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        let second = self.tokens.after(self.index, 2);
        // "Giant claims of …": a plural that could be a verb is a noun before "of" or an auxiliary.
        let is_plural_noun = |next: &TextToken| {
            let leads_on = |second: &TextToken| {
                second.has_class(WordClass::Auxiliary) || second.is_any(&["of"])
            };
            next.ending == WordEnding::S && second.is_some_and(leads_on)
        };
        let is_noun = |next: &TextToken| {
            let is_verb_like = matches!(next.ending, WordEnding::Ed | WordEnding::Ly);
            let may_report = next.entry.cue.is_some();
            next.kind == TokenKind::Word
                && next.has_class(WordClass::Unknown)
                && !is_verb_like
                && !next.entry.has(Clue::Past)
                && (!may_report || is_plural_noun(next))
        };
        // "Democratic presidential candidate Ed Bell" is one phrase.
        let is_title = (2..=3)
            .filter_map(|steps| self.tokens.after(self.index, steps))
            .any(|token| token.has_class(WordClass::Person));
        self.token.case == LetterCase::Capital
            && !is_title
            && next.is_some_and(|next| is_noun(next) || next.is_any(&["soon", "much"]))
    }

    /// Returns `true` for the verb of a line in title case: "Mayor Dunne Praised “Open Markets”", "Ruth Dunne Slams Council",
    /// but not "Edward Said".
    pub(super) fn is_large_verb(&self) -> bool {
        let is_behind_name = self.last_token().is_some_and(noun_phrases::is_name_like);
        self.token.has_class(WordClass::Unknown)
            && (is_behind_name && self.is_past_cue()
                || self.is_present_cue_of_name()
                || self.is_shouted_verb())
            && (self.leads_to_quote() || !self.written.surnames.contains(&self.token.word.key()))
    }

    /// Returns `true` if a quote opens right behind a word, as it does behind a verb: "Mayor Okello Slams “Cheap Talk”".
    fn leads_to_quote(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        self.token.is_unquoted()
            && self.token.ending == WordEnding::S
            && next.is_some_and(|next| next.region() != self.token.region())
    }

    /// Returns `true` for a verb of the present behind somebody's whole name, with words in title case or a quote behind it.
    fn is_present_cue_of_name(&self) -> bool {
        let is_opener = |token: &TextToken| {
            let is_given = token.entry.given.is_some() && !token.entry.is_land;
            let is_office = matches!(token.class, WordClass::Person | WordClass::Title);
            token.is_capital() && (is_given || is_office)
        };
        let leads_on = self.tokens.after(self.index, 1).is_some_and(|next| {
            let is_body = next.has_class(WordClass::Organisation);
            next.is_capital() && (!is_body || self.leads_to_quote())
                || next.kind == TokenKind::Opening
        });
        let is_verb =
            self.token.entry.cue.is_some() || self.leads_to_quote() && self.token.is_any(SHOUTED);
        is_verb
            && self.token.ending == WordEnding::S
            && self.token.is_unquoted()
            && leads_on
            && self.is_behind_whole_name(is_opener)
    }

    /// Returns `true` if two or three words of a name come before, the first of which opens it.
    fn is_behind_whole_name(&self, is_opener: impl Fn(&TextToken) -> bool) -> bool {
        let before = |steps| {
            let token = self.tokens.before(self.index, steps);
            token.filter(|token| {
                token.sentence() == self.token.sentence() && token.region() == self.token.region()
            })
        };
        let is_role = |token: &TextToken| token.has_class(WordClass::Person) && is_opener(token);
        before(1).is_some_and(noun_phrases::is_name_like)
            && (before(2).is_some_and(&is_opener)
                || before(2).is_some_and(noun_phrases::is_name_like)
                    && before(3).is_some_and(is_role))
    }

    /// Returns `true` for a verb in capitals behind a name in capitals and small letters: "Ana Ruiz DUMPS Ed Bell", but not "Ana
    /// Ruiz MP".
    fn is_shouted_verb(&self) -> bool {
        let is_given = |token: &TextToken| {
            token.case == LetterCase::Capital && token.entry.given.is_some() && !token.entry.is_land
        };
        let is_surname = self
            .tokens
            .before(self.index, 1)
            .is_some_and(|token| token.case == LetterCase::Capital);
        let leads_on = self.tokens.after(self.index, 1).is_some_and(|next| {
            next.kind == TokenKind::Word && next.sentence() == self.token.sentence()
        });
        self.token.case == LetterCase::Upper
            && self.token.is_any(SHOUTED)
            && is_surname
            && leads_on
            && self.is_behind_whole_name(is_given)
    }

    /// Returns `true` for the first word of a headline or a caption, before the name: "EXCLUSIVE Ortiz", "VIDEO Bell".
    fn is_label(&self) -> bool {
        let is_upper = |token: &TextToken| token.case == LetterCase::Upper;
        let next = self.tokens.after(self.index, 1);
        self.token.gives(Clue::Common)
            && self.starts_sentence()
            && next.is_some_and(|next| {
                let is_unknown = self.token.has_class(WordClass::Unknown);
                next.is_capital() && (is_upper(self.token) && !is_upper(next) || is_unknown)
            })
    }

    /// Returns `true` if the next word reports, and not of what comes before it: "Talk compared to …".
    fn leads_to_cue(&self) -> bool {
        let after = |steps| self.tokens.after(self.index, steps);
        after(1).is_some_and(|next| {
            let is_passive = next.entry.takes_person
                && next.ending == WordEnding::Ed
                && after(2).is_some_and(|token| token.is_any(&["to", "with", "by", "as"]));
            next.entry.cue.is_some() && next.is_unquoted() && !is_passive
        })
    }

    /// Returns `true` if it reports and can be nothing else: "Added Ortiz: …".
    fn is_past_cue(&self) -> bool {
        let is_plain = self.token.is_any(&["said", "says", "wrote", "writes"]);
        self.token.entry.cue.is_some() && (is_plain || self.token.ending == WordEnding::Ed)
    }

    /// Returns `true` if a sentence begins here, also one inside a quote.
    fn starts_sentence(&self) -> bool {
        self.tokens.before(self.index, 1).is_none_or(|before| {
            before.sentence() != self.token.sentence()
                || before.region() != self.token.region() && !self.token.is_unquoted()
        })
    }
}
