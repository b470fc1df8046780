//! An entity: somebody or something that the article names.

use std::cmp::Reverse;

use crate::article::TextRange;
use crate::quotes::model::mention::{Mention, MentionSort};
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{TextToken, TokenList};
use crate::quotes::model::word_class::{Clue, Gender};

/// Somebody or something that the article names.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    /// The fullest name, without titles.
    pub(crate) name: TextRange,
    /// The words of that name.
    words: Vec<WordKey>,
    /// The surname that is written behind another's given name: "Cope" for Brian in "Brian and Sheila Cope".
    pub(crate) surname: Option<TextRange>,
    /// What it is.
    pub(crate) sort: MentionSort,
    /// The gender, where a name, title or noun shows it.
    pub(crate) gender: Option<Gender>,
    /// Whether a name, title or noun shows the gender, rather than the pronouns around.
    pub(crate) is_shown: bool,
    /// Its mentions, in order.
    pub(crate) mentions: Vec<usize>,
}

impl Entity {
    pub(crate) fn new(tokens: &TokenList, mention: &Mention, words: Vec<WordKey>) -> Self {
        Self {
            name: core_range(tokens, mention),
            words,
            surname: None,
            sort: mention.sort,
            gender: mention.gender,
            is_shown: mention.gender.is_some(),
            mentions: Vec::new(),
        }
    }

    pub(crate) fn add_mention(
        &mut self,
        index: usize,
        mention: &Mention,
        words: Vec<WordKey>,
        tokens: &TokenList,
    ) {
        if words.len() > self.words.len() {
            self.name = core_range(tokens, mention);
            self.words = words;
        }
        if self.sort == MentionSort::Unknown {
            self.sort = mention.sort;
        }
        self.gender = self.gender.or(mention.gender);
        self.is_shown = self.gender.is_some();
        self.mentions.push(index);
    }

    /// Returns how many words the fullest name has.
    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// Returns `true` if it may be a speaker at all.
    pub(crate) fn can_speak(&self) -> bool {
        self.sort != MentionSort::Document
    }

    /// Returns `true` if the fullest name ends with `word`, as a surname does.
    pub(crate) fn ends_with(&self, word: WordKey) -> bool {
        self.words.last() == Some(&word)
    }

    /// Returns `true` if something shows that it is a person: a title, a given name, a noun, or a name of several
    /// words.
    pub(crate) fn is_person_like(&self) -> bool {
        self.sort == MentionSort::Person
            || self.sort == MentionSort::Unknown
                && (self.gender.is_some() || matches!(self.words.len(), 2..=4))
    }

    /// Returns the rank of the entity among several that a name fits.
    ///
    /// A surname alone is that of whoever was named in full first: news names the relatives in full each time.
    pub(crate) fn name_weight(&self, is_short: bool) -> (bool, usize, Reverse<usize>) {
        let named = if is_short { 0 } else { self.mentions.len() };
        let first = self.mentions.first().copied().unwrap_or_default();
        (is_short && self.is_shown, named, Reverse(first))
    }

    /// Returns `true` if these words are the end of a longer name, as several words of a surname are: "de la Tour".
    pub(crate) fn has_surname(&self, words: &[WordKey], gender: Option<Gender>) -> bool {
        let is_other = self
            .gender
            .zip(gender)
            .is_some_and(|(own, other)| own != other);
        !is_other && self.words.len() > words.len() && self.words.ends_with(words)
    }

    /// Returns `true` if a mention with these words may name this entity.
    pub(crate) fn may_be_named(
        &self,
        words: &[WordKey],
        mention: &Mention,
        gender: Option<Gender>,
    ) -> bool {
        if let (Some(own), Some(other)) = (self.gender, gender)
            && own != other
        {
            return false;
        }
        if self.words == words {
            return true;
        }
        // Bodies are not shortened to a word: "Harbour Rail" is not "Harbour".
        let is_body = |sort| sort == MentionSort::Organisation;
        if words.len() == 1 {
            let alone = words.first();
            return !is_body(self.sort)
                && self.words.len() <= 4
                && (self.words.last() == alone || self.words.first() == alone);
        }
        if is_body(self.sort) || is_body(mention.sort) {
            return false;
        }
        self.words.len() > 1
            && self.words.last() == words.last()
            && self.words.first() == words.first()
    }
}

fn core_range(tokens: &TokenList, mention: &Mention) -> TextRange {
    let first = tokens.get(mention.tokens.0).map(TextToken::range);
    // "Ana Ruiz QC" is Ana Ruiz.
    let is_name = |at: &usize| {
        tokens
            .get(*at)
            .is_some_and(|token| !token.gives(Clue::Honour))
    };
    let end = (mention.tokens.0..=mention.tokens.1).rev().find(is_name);
    let last = tokens
        .get(end.unwrap_or(mention.tokens.1))
        .map(TextToken::range);
    first
        .zip(last)
        .map_or(mention.range, |(first, last)| first.union(last))
}
