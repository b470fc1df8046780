//! Which colour each speaker of an article has, the same in text and sidebar.

use std::collections::HashMap;

use crate::article::Quote;

/// The speakers of an article, numbered in the order they first speak.
#[derive(Debug, Default)]
pub struct SpeakerColours(HashMap<String, usize>);

impl SpeakerColours {
    /// Numbers the speakers of quotes that are in the order of the text.
    #[must_use]
    pub fn new(quotes: &[Quote]) -> Self {
        let mut numbers = HashMap::new();
        for speaker in quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
            let next = numbers.len();
            numbers.entry(speaker.name.clone()).or_insert(next);
        }
        Self(numbers)
    }

    /// Returns the number of a quote's speaker, from 0, or none when nobody is named.
    #[must_use]
    pub fn number(&self, quote: &Quote) -> Option<usize> {
        self.0.get(&quote.speaker.as_ref()?.name).copied()
    }
}
