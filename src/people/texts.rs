//! Numbers for what articles write: each text is read once, however many articles have it, and then counted by its number.

use std::sync::Arc;

use foldhash::HashMap;

use super::NameId;
use super::facts::BucketId;
use super::share::Gender;

/// Defines the numbers of the texts of some kinds, in the order in which they came.
macro_rules! text_numbers {
    ($($(#[$doc:meta])* $vis:vis struct $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis struct $name(u32);

        impl TextNumber for $name {
            fn new(number: u32) -> Self {
                Self(number)
            }

            fn get(self) -> u32 {
                self.0
            }
        }
    )*};
}

text_numbers! {
    /// The number of a name as articles write it.
    pub struct NameTextId;
    /// The number of what a text calls somebody.
    pub struct MentionId;
    /// The number of a role.
    pub struct RoleId;
    /// The number of a word of roles.
    pub(super) struct RoleWordId;
}

impl NameTextId {
    /// Returns the text with a place in a list of all.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Returns the place of the text in a list of all.
    #[must_use]
    pub fn index(self) -> usize {
        place_of(self)
    }
}

/// The number of a text among those of its kind.
pub(super) trait TextNumber: Copy {
    fn new(number: u32) -> Self;

    /// Returns the number.
    fn get(self) -> u32;
}

/// Texts of one kind, with what is known of each.
#[derive(Debug)]
pub(super) struct NumberedTexts<I, T> {
    numbers: HashMap<Arc<str>, I>,
    texts: Vec<Arc<str>>,
    facts: Vec<T>,
}

impl<I, T> Default for NumberedTexts<I, T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::default(),
            texts: Vec::new(),
            facts: Vec::new(),
        }
    }
}

impl<I: TextNumber, T> NumberedTexts<I, T> {
    /// Returns the number of a text; `None` if it is new.
    pub(super) fn number_of(&self, text: &str) -> Option<I> {
        self.numbers.get(text).copied()
    }

    /// Returns the number of a text, a new one if it is new.
    pub(super) fn add_text(&mut self, text: &str, facts: T) -> I {
        if let Some(known) = self.number_of(text) {
            return known;
        }
        let number = I::new(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = Arc::from(text);
        self.numbers.insert(Arc::clone(&text), number);
        self.texts.push(text);
        self.facts.push(facts);
        number
    }

    /// Reserves capacity for `texts` texts in total.
    pub(super) fn reserve(&mut self, texts: usize) {
        let more = texts.saturating_sub(self.texts.len());
        self.numbers.reserve(more);
        self.texts.reserve(more);
        self.facts.reserve(more);
    }

    /// Returns what is known of a text.
    pub(super) fn get(&self, number: I) -> Option<&T> {
        self.facts.get(place_of(number))
    }

    /// Returns what is known of a text, to be changed.
    pub(super) fn get_mut(&mut self, number: I) -> Option<&mut T> {
        self.facts.get_mut(place_of(number))
    }

    /// Returns the number of texts.
    pub(super) const fn len(&self) -> usize {
        self.texts.len()
    }

    /// Returns the text with a number, to be kept elsewhere.
    pub(super) fn shared_text(&self, number: I) -> Option<&Arc<str>> {
        self.texts.get(place_of(number))
    }

    /// Returns the text with a number.
    pub(super) fn text_of(&self, number: I) -> &str {
        self.texts.get(place_of(number)).map_or("", |text| text)
    }
}

fn place_of(number: impl TextNumber) -> usize {
    usize::try_from(number.get()).unwrap_or(usize::MAX)
}

/// What a name is, as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenName {
    /// The name in its bucket; `None` if it is no person's and no organisation's.
    pub(super) name: Option<(BucketId, NameId)>,
    /// One word as the surname of somebody whom the same article names in full, if it is another name by itself.
    pub(super) surname: Option<(BucketId, NameId)>,
    pub(super) gender: Option<Gender>,
    /// The number of quotes under the name, and under the surname.
    pub(super) quotes: i32,
    pub(super) surname_quotes: i32,
}

impl WrittenName {
    /// Returns the number of quotes under one of the two names.
    pub(super) fn quotes_under(&self, name: NameId) -> i32 {
        if self.is_surname(name) {
            self.surname_quotes
        } else {
            self.quotes
        }
    }

    /// Counts quotes under one of the two names.
    pub(super) fn count_quotes(&mut self, name: NameId, quotes: i32) {
        if self.is_surname(name) {
            self.surname_quotes += quotes;
        } else {
            self.quotes += quotes;
        }
    }

    fn is_surname(&self, name: NameId) -> bool {
        self.surname.is_some_and(|(_, surname)| surname == name)
    }
}

/// What a text calls somebody for short.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenMention {
    /// `None` if it is no name.
    pub(super) name: Option<NameId>,
    pub(super) gender: Option<Gender>,
}

/// All that articles write of speakers.
#[derive(Debug, Default)]
pub(super) struct SpeakerTexts {
    pub(super) names: NumberedTexts<NameTextId, WrittenName>,
    pub(super) mentions: NumberedTexts<MentionId, WrittenMention>,
    /// The words of each role.
    pub(super) roles: NumberedTexts<RoleId, Vec<RoleWordId>>,
    /// The words of all roles, and whether each says whose relation somebody is.
    pub(super) role_words: NumberedTexts<RoleWordId, bool>,
}
