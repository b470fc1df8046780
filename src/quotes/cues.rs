//! Finds the reporting words outside the quotes and who their subject is.

use super::clauses::Finder;
use super::lexicon::Class;
use super::mentions::Mention;
use super::symbol::Symbol;
use super::tokens::Tokens;

/// How a cue hangs together with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// "Ortiz said", also "Ortiz later said".
    Direct,
    /// "said Ortiz".
    Inverted,
    /// "a spokesman for Ortiz said".
    Headed,
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
            Self::Headed => b'h',
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
pub(super) fn find(text: &str, tokens: &Tokens, mentions: &[Mention], places: &Places) -> Vec<Cue> {
    let finder = Finder {
        tokens,
        mentions,
        places,
    };
    let covered = covered(mentions, tokens.all.len());
    let mut cues = Vec::new();
    for (index, token) in tokens.all.iter().enumerate() {
        if covered.get(index).copied().unwrap_or_default() || !token.is_told() {
            continue;
        }
        if let Some(lemma) = token
            .entry
            .cue
            .filter(|lemma| !is_noun(text, tokens, index, *lemma))
        {
            let before = cues
                .last()
                .filter(|cue: &&Cue| finder.is_same_sentence(cue.token, index))
                .map(|cue| cue.subject);
            let found = finder.subject(index, token, before);
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

/// Says of each of `count` tokens whether a mention covers it, its lead included: "Ohio state director Ed Bell".
fn covered(mentions: &[Mention], count: usize) -> Vec<bool> {
    let mut opened = vec![0_i32; count + 1];
    for mention in mentions {
        if let Some(opens) = opened.get_mut(mention.lead) {
            *opens += 1;
        }
        if let Some(closes) = opened.get_mut(mention.tokens.1 + 1) {
            *closes -= 1;
        }
    }
    let mut depth = 0;
    opened
        .into_iter()
        .take(count)
        .map(|change| {
            depth += change;
            depth > 0
        })
        .collect()
}

/// Says whether a word that can report is a noun here: "via email", "in response", but not "to respond".
fn is_noun(text: &str, tokens: &Tokens, index: usize, lemma: Symbol) -> bool {
    let is_base = tokens
        .get(index)
        .is_some_and(|token| Symbol::new(token.range.of(text)) == lemma);
    let follows = tokens.before(index, 1);
    is_base && follows.is_some_and(|token| token.is(Class::Preposition) && !token.is_any(&["to"]))
}
