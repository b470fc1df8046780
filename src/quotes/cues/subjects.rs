//! Finds the subject or agent of a cue, also behind commas, brackets and prepositions.

use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::mention_index::MentionIndex;
use crate::quotes::model::token::{TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How far to the left of a cue its subject may be, in tokens.
pub(crate) const REACH: usize = 60;

/// How many adverbs and auxiliaries may be before a cue.
const MOST_SKIPPED: usize = 5;

/// How many words may say what somebody is before the name.
const LONGEST_TITLE: usize = 6;

/// How many words a clause between commas behind a name may have.
const LONGEST_ASIDE: usize = 12;

/// Finds the subjects of cues among the mentions of an article.
pub(crate) struct SubjectFinder<'a> {
    /// The words.
    pub(crate) tokens: &'a TokenList,
    /// The mentions, in order.
    pub(crate) mentions: &'a [Mention],
    /// Where the mentions begin and end.
    pub(crate) places: &'a MentionIndex,
}

/// A cue whose subject is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueToken {
    /// The index of its token.
    pub(crate) index: usize,
    /// The token.
    pub(crate) token: TextToken,
    /// The subject of the last cue of its sentence.
    pub(crate) earlier: Option<usize>,
}

/// A rule returns the mention that reports and how the cue is linked to it.
type SubjectRule = fn(&SubjectFinder<'_>, CueToken) -> Option<(usize, CueLink)>;

/// The rules in the order in which they are asked; the first that knows a subject decides.
const RULES: &[(&str, SubjectRule)] = &[
    ("owner", |finder, cue| finder.find_owner(cue)),
    ("agent", |finder, cue| finder.find_agent(cue.index)),
    ("inverted", |finder, cue| finder.find_inverted(cue.index)),
    ("to the left", |finder, cue| finder.find_on_the_left(cue)),
];

impl SubjectFinder<'_> {
    /// Finds the subject of a cue by the first rule that knows one.
    pub(crate) fn find_subject(&self, cue: CueToken) -> Option<(usize, CueLink)> {
        RULES.iter().find_map(|(_, rule)| rule(self, cue))
    }

    /// Returns `true` if two tokens are in the same sentence.
    pub(crate) fn is_same_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.tokens.get(at).map(TextToken::sentence);
        sentence(one) == sentence(other)
    }

    /// "My answer", "Ortiz's reply": whoever the speech belongs to; of "his reply" the rest of the sentence tells more.
    fn find_owner(&self, cue: CueToken) -> Option<(usize, CueLink)> {
        let is_verb_like = matches!(
            cue.token.ending,
            WordEnding::Ed | WordEnding::Ing | WordEnding::S
        );
        let owner = self.places.ending_at(cue.index.checked_sub(1)?)?;
        let mention = self.mentions.get(owner)?;
        let is_known =
            mention.form == MentionForm::Name || self.tokens.get(mention.tokens.0)?.is_any(&["my"]);
        let owns = mention.is_possessive && is_known && !cue.token.gives(Clue::Past);
        (owns && !is_verb_like && self.is_same_sentence(cue.index - 1, cue.index))
            .then_some((owner, CueLink::Near))
    }

    /// "…," said X, or "Added X: …": the cue comes after a quote or begins a sentence, and a mention follows it.
    fn find_inverted(&self, cue: usize) -> Option<(usize, CueLink)> {
        // "…," thanked Ortiz does not mean that Ortiz spoke.
        let is_invertible = !self.tokens.get(cue)?.entry.takes_person || self.is_call(cue);
        let is_placed =
            self.is_behind_quote(cue) || self.begins_sentence(cue) || self.is_trailing(cue);
        let subject = self
            .places
            .beginning_at(cue + 1)
            .or_else(|| self.find_titled_name(cue + 1))?;
        let head = self.tokens.get(self.mentions.get(subject)?.tokens.0)?;
        let owner = self.phrase_owner(subject);
        // "Said him" is no English; "said his lawyer" is.
        let is_object = head.has_class(WordClass::Object)
            || head.has_class(WordClass::Possessive) && owner == subject;
        let is_same_paragraph = head.paragraph() == self.tokens.get(cue)?.paragraph();
        (is_invertible && is_placed && is_same_paragraph && !is_object)
            .then_some((owner, CueLink::Inverted))
    }

    /// Returns `true` for "called" behind a quote and before somebody who is called nothing: "“…,” called a voice from the
    /// back".
    fn is_call(&self, cue: usize) -> bool {
        let is_call = self
            .tokens
            .get(cue)
            .is_some_and(|token| token.is_any(&["called", "calls"]));
        let caller = self.places.beginning_at(cue + 1);
        let caller = caller.and_then(|caller| self.mentions.get(self.phrase_owner(caller)));
        let is_free = caller.is_some_and(|caller| {
            self.tokens.after(caller.tokens.1, 1).is_none_or(|next| {
                matches!(next.kind, TokenKind::Stop | TokenKind::Comma)
                    || next.has_class(WordClass::Preposition)
            })
        });
        is_call && is_free && self.is_behind_quote(cue)
    }

    /// Returns the name behind a few words that only say what its bearer is: "said master of ceremonies Ed Bell".
    pub(super) fn find_titled_name(&self, start: usize) -> Option<usize> {
        let is_title = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let fits = matches!(
                    token.class,
                    WordClass::Unknown
                        | WordClass::Person
                        | WordClass::Organisation
                        | WordClass::Title
                );
                let joins = token.has_class(WordClass::Preposition) && at > start;
                token.kind == TokenKind::Word
                    && !token.is_capital()
                    && token.entry.cue.is_none()
                    && (fits || joins)
            })
        };
        let end = (start..start + LONGEST_TITLE).find(|at| !is_title(*at))?;
        let found = self.places.beginning_at(end).filter(|_| end > start)?;
        let is_name = self.mentions.get(found)?.form == MentionForm::Name;
        let is_near = self.is_same_sentence(start, end);
        (is_name && is_near).then_some(found)
    }

    /// Returns `true` if a reported clause ends before a cue and a name without a verb of its own follows: "…, said
    /// Ortiz."
    fn is_trailing(&self, cue: usize) -> bool {
        let is_behind_comma = self
            .tokens
            .before(cue, 1)
            .is_some_and(|token| token.kind == TokenKind::Comma);
        let Some(subject) = self
            .places
            .beginning_at(cue + 1)
            .filter(|_| is_behind_comma)
        else {
            return false;
        };
        let Some(mention) = self.mentions.get(self.phrase_owner(subject)) else {
            return false;
        };
        let is_somebody = mention.form == MentionForm::Name
            || mention.form == MentionForm::Description && mention.sort == MentionSort::Person;
        is_somebody
            && !self.has_verb_behind_aside(mention.tokens.1)
            && self.tokens.after(mention.tokens.1, 1).is_none_or(|next| {
                next.sentence() != self.tokens.get(cue).map_or(0, TextToken::sentence)
                    || matches!(
                        next.kind,
                        TokenKind::Comma | TokenKind::Stop | TokenKind::Opening
                    )
                    || next.has_class(WordClass::Preposition)
            })
    }

    /// Returns `true` if a name has a clause about it between commas and then a verb, as the subject of what is reported
    /// has: "said Ortiz, who was a member, had left".
    fn has_verb_behind_aside(&self, last: usize) -> bool {
        let is_comma = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.kind == TokenKind::Comma)
        };
        let opens = is_comma(last + 1)
            && self
                .tokens
                .get(last + 2)
                .is_some_and(|token| token.has_class(WordClass::Relative));
        let mut inside = last + 3..last + 3 + LONGEST_ASIDE;
        let end = inside.find(|at| is_comma(*at)).filter(|_| opens);
        end.and_then(|end| self.tokens.get(end + 1))
            .is_some_and(|verb| {
                let is_verb = verb.has_class(WordClass::Auxiliary) || verb.gives(Clue::Past);
                is_verb && verb.is_unquoted()
            })
    }

    /// Returns `true` if a quote ends right before a cue, a comma or dash apart at most.
    fn is_behind_quote(&self, cue: usize) -> bool {
        [1, 2].into_iter().any(|steps| {
            self.tokens
                .before(cue, steps)
                .is_some_and(|token| !token.is_unquoted())
                && (1..steps).all(|nearer| {
                    self.tokens.before(cue, nearer).is_some_and(|token| {
                        matches!(token.kind, TokenKind::Comma | TokenKind::Dash)
                    })
                })
        })
    }

    /// Returns `true` if a cue with a capital opens its sentence and a name follows.
    fn begins_sentence(&self, cue: usize) -> bool {
        let Some(token) = self.tokens.get(cue).filter(|token| token.is_capital()) else {
            return false;
        };
        let is_first = self
            .tokens
            .before(cue, 1)
            .is_none_or(|before| before.sentence() != token.sentence());
        is_first
            && token.ending != WordEnding::Ing
            && self.tokens.after(cue, 1).is_some_and(TextToken::is_capital)
    }

    /// Skips possessives and modifiers up to the noun they belong to: "Ortiz's spokesman Ed Bell".
    pub(crate) fn phrase_owner(&self, mention: usize) -> usize {
        let mut index = mention;
        while let Some(here) = self.mentions.get(index) {
            let next = self.mentions.get(index + 1);
            // "Oversight ranking member Ed Bell".
            let leads_to_title = here.form == MentionForm::Name
                && next.is_some_and(|next| {
                    next.lead == here.tokens.1 + 1 && next.lead < next.tokens.0
                });
            let belongs = here.is_modifier || here.is_possessive || leads_to_title;
            let adjoins = next.is_some_and(|next| {
                next.lead <= here.tokens.1 + 1
                    && next.tokens.1 > here.tokens.1
                    && next.tokens.0 <= here.tokens.1 + LONGEST_TITLE
            });
            if !belongs || !adjoins {
                break;
            }
            index += 1;
        }
        index
    }

    /// Finds the subject before a cue: next to it, behind a parenthesis, or at the start of its clause.
    fn find_on_the_left(&self, cue: CueToken) -> Option<(usize, CueLink)> {
        let token = cue.token;
        let at = self.start_of_verb(cue.index)?;
        let before = self
            .tokens
            .before(at, 1)
            .filter(|before| before.sentence() == token.sentence())?;
        if let Some(found) = self.places.ending_at(at - 1) {
            let adjoining = self.link_adjoining(found, cue.index);
            // "Ortiz was told": passive verbs say whom somebody spoke to or of.
            return adjoining.map(|(found, link)| match link {
                CueLink::Direct if self.is_passive_verb(at, cue.index) => (found, CueLink::Passive),
                _ => (found, link),
            });
        }
        if let Some(found) = self.find_numbered(at) {
            return Some((found, CueLink::Headed));
        }
        if let Some(found) = self.find_object_that_speaks(at, &token) {
            return Some((found, CueLink::Direct));
        }
        match before.kind {
            TokenKind::Comma | TokenKind::Dash | TokenKind::Closing
                if !is_participle(&token) || before.kind == TokenKind::Closing =>
            {
                self.subject_before_parenthesis(at - 1, before.kind)
            }
            _ => self.find_at_distance(cue, at, before),
        }
    }

    /// Finds the subject of a cue whose verb begins at `at`, behind the word `before`, which is no part of its subject.
    fn find_at_distance(
        &self,
        cue: CueToken,
        at: usize,
        before: &TextToken,
    ) -> Option<(usize, CueLink)> {
        let shared = |link: CueLink| {
            cue.earlier
                .filter(|found| !self.is_in_closed_brackets(*found, cue.index))
                .or_else(|| self.first_of_clause(cue.index))
                .map(|found| (found, link))
        };
        match before {
            // "Ortiz left saying …": a participle shares the subject of its sentence.
            _ if is_participle(&cue.token) => self
                .find_crowd(cue)
                .map(|found| (found, CueLink::Participle))
                .or_else(|| shared(CueLink::Participle)),
            // "Ortiz smiled and said": coordinated verbs share their subject.
            _ if before.has_class(WordClass::Conjunction) => shared(CueLink::Coordinated),
            _ if before.word.is_of("to") => self
                .find_infinitive_subject(at - 1)
                .or_else(|| self.first_of_clause(cue.index))
                .map(|found| (found, CueLink::Infinitive)),
            _ => self
                .nearest_mention(at, cue.index, true)
                .or_else(|| self.nearest_mention(at, cue.index, false))
                .map(|found| (found, self.link_of_near(found))),
        }
    }

    /// Returns how a cue is linked to the mention nearest before it: "Ortiz, who in May said".
    fn link_of_near(&self, found: usize) -> CueLink {
        let head = self.mentions.get(found).map(|mention| mention.tokens.0);
        let head = head.and_then(|at| self.tokens.get(at));
        if head.is_some_and(|head| head.has_class(WordClass::Relative)) {
            CueLink::Relative
        } else {
            CueLink::Near
        }
    }

    /// Returns the first token of the verb that a cue ends; `None` if the paragraph begins with it.
    fn start_of_verb(&self, cue: usize) -> Option<usize> {
        let mut at = cue;
        // Adverbs and auxiliaries may come between: "Ortiz has also repeatedly said".
        for _ in 0..MOST_SKIPPED {
            let before = self.tokens.before(at, 1)?;
            if !self.is_same_sentence(at - 1, cue) || !is_skipped(before) {
                break;
            }
            at -= 1;
        }
        Some(at)
    }

    fn link_adjoining(&self, found: usize, cue: usize) -> Option<(usize, CueLink)> {
        let mention = self.mentions.get(found)?;
        let head = self.tokens.get(mention.tokens.0)?;
        match head.class {
            WordClass::Relative => Some((found, CueLink::Relative)),
            // "A person close to her said": what governs her belongs to whoever comes before.
            WordClass::Object | WordClass::Possessive if self.is_governed(found) => self
                .nearest_mention(mention.lead, cue, true)
                .map(|found| (found, CueLink::Headed)),
            WordClass::Object | WordClass::Possessive => self
                .first_of_clause(cue)
                .map(|found| (found, CueLink::Near)),
            _ => match self
                .find_governor(found)
                .or_else(|| self.find_shared_governor(found))
                .or_else(|| self.find_told_of(found))
            {
                Some(governor) => Some((governor, CueLink::Headed)),
                None => Some((found, CueLink::Direct)),
            },
        }
    }
}

/// Returns `true` if a word may come between a subject and its verb.
fn is_skipped(token: &TextToken) -> bool {
    matches!(
        token.class,
        WordClass::Adverb | WordClass::Auxiliary | WordClass::Reflexive
    ) || token.ending == WordEnding::Ly && token.has_class(WordClass::Unknown)
}

pub(crate) fn is_participle(token: &TextToken) -> bool {
    token.ending == WordEnding::Ing
}
