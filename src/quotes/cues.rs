//! Finds the reporting words outside the quotes and who their subject is.

use super::lexicon::Class;
use super::mentions::{Form, Mention, Sort};
use super::symbol::{Symbol, Word};
use super::tokens::{Ending, Kind, Token, Tokens};

/// How far to the left of a cue its subject may stand, in tokens.
const REACH: usize = 60;

/// How a cue hangs together with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// "Ortiz said", also "Ortiz later said".
    Direct,
    /// "said Ortiz".
    Inverted,
    /// "Ortiz, the mayor, said".
    Apposed,
    /// "Ortiz, who said".
    Relative,
    /// "Ortiz smiled and said".
    Coordinated,
    /// "Ortiz left, saying".
    Participle,
    /// "Ortiz went on to say".
    Infinitive,
    /// "according to Ortiz", "described by Ortiz".
    Agent,
    /// Some mention earlier in the sentence.
    Near,
}

impl Link {
    /// Returns the letter that stands for it in a feature.
    pub(super) const fn letter(self) -> u8 {
        match self {
            Self::Direct => b'd',
            Self::Inverted => b'i',
            Self::Apposed => b'a',
            Self::Relative => b'r',
            Self::Coordinated => b'c',
            Self::Participle => b'p',
            Self::Infinitive => b't',
            Self::Agent => b'b',
            Self::Near => b'n',
        }
    }
}

/// A reporting word with its subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// The token it is.
    pub(super) token: usize,
    /// Its lemma.
    pub(super) lemma: Symbol,
    /// The mention that reports.
    pub(super) subject: usize,
    /// How they hang together.
    pub(super) link: Link,
}

/// Where mentions begin and end, by token.
pub(super) struct Places {
    /// The mention that begins at a token, titles and determiners included.
    begins: Vec<Option<u32>>,
    /// The mention that ends at a token.
    ends: Vec<Option<u32>>,
}

impl Places {
    /// Notes where the mentions stand among `count` tokens.
    pub(super) fn new(mentions: &[Mention], count: usize) -> Self {
        let mut places = Self {
            begins: vec![None; count],
            ends: vec![None; count],
        };
        for (index, mention) in (0u32..).zip(mentions) {
            for at in [mention.lead, mention.tokens.0] {
                if let Some(place) = places.begins.get_mut(at) {
                    place.get_or_insert(index);
                }
            }
            if let Some(place) = places.ends.get_mut(mention.tokens.1) {
                *place = Some(index);
            }
        }
        places
    }

    /// Returns the mention that begins at the token `at`.
    pub(super) fn beginning(&self, at: usize) -> Option<usize> {
        let index = (*self.begins.get(at)?)?;
        usize::try_from(index).ok()
    }

    /// Returns the mention that ends at the token `at`.
    pub(super) fn ending(&self, at: usize) -> Option<usize> {
        let index = (*self.ends.get(at)?)?;
        usize::try_from(index).ok()
    }
}

/// Returns the cues that have a subject, in order.
pub(super) fn find(tokens: &Tokens, mentions: &[Mention], places: &Places) -> Vec<Cue> {
    let finder = Finder {
        tokens,
        mentions,
        places,
    };
    let mut cues = Vec::new();
    let mut covered = 0;
    for (index, token) in tokens.all.iter().enumerate() {
        if let Some(mention) = places.beginning(index).and_then(|at| mentions.get(at)) {
            covered = covered.max(mention.tokens.1 + 1);
        }
        if index < covered || !token.is_told() {
            continue;
        }
        if let Some(lemma) = token.entry.cue {
            let found = finder.subject(index, token);
            cues.extend(found.map(|(subject, link)| Cue {
                token: index,
                lemma,
                subject,
                link,
            }));
        }
    }
    cues
}

struct Finder<'a> {
    tokens: &'a Tokens,
    mentions: &'a [Mention],
    places: &'a Places,
}

impl Finder<'_> {
    fn subject(&self, cue: usize, token: &Token) -> Option<(usize, Link)> {
        self.agent(cue)
            .or_else(|| self.inverted(cue))
            .or_else(|| self.to_the_left(cue, token))
    }

    /// "according to X", "as described by X".
    fn agent(&self, cue: usize) -> Option<(usize, Link)> {
        let next = self.tokens.after(cue, 1)?;
        let is_agent = next.word == Word::new("by")
            || next.word == Word::new("to") && self.tokens.get(cue)?.word == Word::new("according");
        let subject = is_agent.then(|| self.places.beginning(cue + 2))??;
        Some((self.owner(subject), Link::Agent))
    }

    /// "…," said X: the cue stands right behind a quote and a mention follows it.
    fn inverted(&self, cue: usize) -> Option<(usize, Link)> {
        let behind_quote = [1, 2].into_iter().any(|steps| {
            self.tokens
                .before(cue, steps)
                .is_some_and(|token| !token.is_told())
                && (1..steps).all(|nearer| {
                    self.tokens
                        .before(cue, nearer)
                        .is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Dash))
                })
        });
        if !behind_quote {
            return None;
        }
        let subject = self.places.beginning(cue + 1)?;
        let mention = self.mentions.get(subject)?;
        let same_sentence = self.tokens.get(cue + 1)?.paragraph == self.tokens.get(cue)?.paragraph;
        let is_object = self
            .tokens
            .get(mention.tokens.0)
            .is_some_and(|token| matches!(token.entry.class, Class::Object | Class::Possessive));
        (same_sentence && !is_object).then(|| (self.owner(subject), Link::Inverted))
    }

    /// Passes over possessives and modifiers to the noun they belong to: "Ortiz's spokesman Ed Bell".
    fn owner(&self, mention: usize) -> usize {
        let mut index = mention;
        while let Some(here) = self.mentions.get(index) {
            let next = self.mentions.get(index + 1);
            let belongs = here.is_modifier || here.is_possessive;
            let adjoins = next.is_some_and(|next| {
                next.lead <= here.tokens.1 + 1
                    && next.tokens.1 > here.tokens.1
                    && next.tokens.0 <= here.tokens.1 + 4
            });
            if !belongs || !adjoins {
                break;
            }
            index += 1;
        }
        index
    }

    fn to_the_left(&self, cue: usize, token: &Token) -> Option<(usize, Link)> {
        let mut at = cue;
        for _ in 0..5 {
            let before = self.tokens.before(at, 1)?;
            if before.sentence != token.sentence || !is_skipped(before) {
                break;
            }
            at -= 1;
        }
        let before = self
            .tokens
            .before(at, 1)
            .filter(|before| before.sentence == token.sentence)?;
        if let Some(found) = self.places.ending(at - 1) {
            return self.adjoining(found, cue);
        }
        match before.kind {
            Kind::Comma | Kind::Dash if is_participle(token) => self
                .first_of_clause(cue)
                .map(|found| (found, Link::Participle)),
            Kind::Comma | Kind::Dash | Kind::Closing => self.apposed(at - 1, before.kind),
            _ if is_participle(token) => self
                .first_of_clause(cue)
                .map(|found| (found, Link::Participle)),
            _ if before.is(Class::Conjunction) => self
                .first_of_clause(cue)
                .map(|found| (found, Link::Coordinated)),
            _ if before.word == Word::new("to") => self
                .first_of_clause(cue)
                .map(|found| (found, Link::Infinitive)),
            _ => self.nearest(at, cue).map(|found| (found, Link::Near)),
        }
    }

    fn adjoining(&self, found: usize, cue: usize) -> Option<(usize, Link)> {
        let mention = self.mentions.get(found)?;
        let head = self.tokens.get(mention.tokens.0)?;
        match head.entry.class {
            Class::Relative => Some((found, Link::Relative)),
            Class::Object | Class::Possessive => {
                self.first_of_clause(cue).map(|found| (found, Link::Near))
            }
            _ => Some((found, Link::Direct)),
        }
    }

    /// Finds the mention before the parenthesis that ends at the token `close`.
    fn apposed(&self, close: usize, kind: Kind) -> Option<(usize, Link)> {
        let sentence = self.tokens.get(close)?.sentence;
        let opening = if kind == Kind::Closing {
            Kind::Opening
        } else {
            kind
        };
        let mut fallback = None;
        for at in (close.saturating_sub(REACH)..close).rev() {
            let token = self.tokens.get(at)?;
            if token.sentence != sentence {
                break;
            }
            if token.kind != opening || at == 0 {
                continue;
            }
            if let Some(named) = self.named_between(at, close) {
                return Some((named, Link::Apposed));
            }
            let Some(found) = self.places.ending(at - 1) else {
                continue;
            };
            if self
                .mentions
                .get(found)
                .is_some_and(|mention| mention.form == Form::Name)
            {
                return Some((found, Link::Apposed));
            }
            fallback = fallback.or(Some((found, Link::Apposed)));
        }
        fallback.or_else(|| self.nearest(close, close).map(|found| (found, Link::Near)))
    }

    /// Returns the name that is all there is between two commas, behind a description: "his wife, Ana Bell,".
    fn named_between(&self, open: usize, close: usize) -> Option<usize> {
        let described = self
            .mentions
            .get(self.places.ending(open.checked_sub(1)?)?)?;
        let found = self.places.beginning(open + 1)?;
        let name = self.mentions.get(found)?;
        let fills = name.tokens.1 + 1 == close && name.tokens.1 > name.tokens.0;
        let is_person = matches!(name.sort, Sort::Person | Sort::Unknown);
        (described.form == Form::Description && name.form == Form::Name && fills && is_person)
            .then_some(found)
    }

    /// Returns the first mention of the cue's sentence that no preposition governs.
    fn first_of_clause(&self, cue: usize) -> Option<usize> {
        let sentence = self.tokens.get(cue)?.sentence;
        let mut first = None;
        for at in (cue.saturating_sub(REACH)..cue).rev() {
            let token = self.tokens.get(at)?;
            if token.sentence != sentence {
                break;
            }
            let Some(found) = self.places.ending(at) else {
                continue;
            };
            let Some(mention) = self.mentions.get(found) else {
                continue;
            };
            let governed = self
                .tokens
                .before(mention.lead, 1)
                .is_some_and(|before| before.sentence == sentence && before.is(Class::Preposition));
            if !governed && !mention.is_modifier && !mention.is_possessive && !mention.is_quoted {
                first = Some(found);
            }
        }
        first
    }

    fn nearest(&self, from: usize, cue: usize) -> Option<usize> {
        let sentence = self.tokens.get(cue)?.sentence;
        (from.saturating_sub(REACH)..from)
            .rev()
            .take_while(|at| {
                self.tokens
                    .get(*at)
                    .is_some_and(|token| token.sentence == sentence)
            })
            .filter_map(|at| self.places.ending(at))
            .find(|found| {
                self.mentions
                    .get(*found)
                    .is_some_and(|mention| !mention.is_quoted)
            })
    }
}

/// Says whether a word may stand between a subject and its verb.
fn is_skipped(token: &Token) -> bool {
    matches!(
        token.entry.class,
        Class::Adverb | Class::Auxiliary | Class::Reflexive
    ) || token.ending == Ending::Ly
}

fn is_participle(token: &Token) -> bool {
    token.ending == Ending::Ing
}
