//! Numbers for what articles write: each text is read once, however many articles have it, and then counted by its number.

use std::sync::Arc;

use foldhash::HashMap;

use super::NameId;
use super::facts::BucketId;
use super::share::Gender;

/// The number of a text among those of its kind, in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u32);

impl TextId {
    pub(super) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Returns the number.
    pub(super) const fn get(self) -> u32 {
        self.0
    }

    /// Returns the place of the text in a list of all.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Texts of one kind, with what was read in each.
#[derive(Debug)]
pub(super) struct NumberedTexts<T> {
    numbers: HashMap<Arc<str>, TextId>,
    texts: Vec<Arc<str>>,
    read: Vec<T>,
}

impl<T> Default for NumberedTexts<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::default(),
            texts: Vec::new(),
            read: Vec::new(),
        }
    }
}

impl<T> NumberedTexts<T> {
    /// Returns the number of a text; `None` if it is new.
    pub(super) fn number_of(&self, text: &str) -> Option<TextId> {
        self.numbers.get(text).copied()
    }

    /// Returns the number of a text, a new one if it is new.
    pub(super) fn add_text(&mut self, text: &str, read: T) -> TextId {
        if let Some(known) = self.number_of(text) {
            return known;
        }
        let number = TextId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = Arc::from(text);
        self.numbers.insert(Arc::clone(&text), number);
        self.texts.push(text);
        self.read.push(read);
        number
    }

    /// Makes room for so many texts in all.
    pub(super) fn reserve(&mut self, texts: usize) {
        let more = texts.saturating_sub(self.texts.len());
        self.numbers.reserve(more);
        self.texts.reserve(more);
        self.read.reserve(more);
    }

    /// Returns what was read in a text.
    pub(super) fn get(&self, number: TextId) -> Option<&T> {
        self.read.get(number.index())
    }

    /// Returns what was read in a text, to be changed.
    pub(super) fn get_mut(&mut self, number: TextId) -> Option<&mut T> {
        self.read.get_mut(number.index())
    }

    /// Returns the text with a number.
    pub(super) fn text_of(&self, number: TextId) -> &str {
        self.texts.get(number.index()).map_or("", |text| text)
    }
}

/// What a name is, as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenName {
    /// The name in its bucket; `None` if it is no person's and no organisation's.
    pub(super) name: Option<(BucketId, NameId)>,
    /// One word as the surname of somebody whom the same article names in full, if it is another name by itself.
    pub(super) surname: Option<(BucketId, NameId)>,
    pub(super) is_description: bool,
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
    pub(super) names: NumberedTexts<WrittenName>,
    pub(super) mentions: NumberedTexts<WrittenMention>,
    /// The words of each role.
    pub(super) roles: NumberedTexts<Vec<TextId>>,
    /// The words of all roles, and whether each says whose relation somebody is.
    pub(super) role_words: NumberedTexts<bool>,
}
