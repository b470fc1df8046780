//! Which colour each speaker of an article has, the same in text and sidebar.

use std::collections::HashMap;

use crate::article::{Quote, Speaker};

/// The speakers of an article, numbered in the order they first speak.
#[derive(Debug, Default)]
pub struct SpeakerColours(HashMap<String, usize>);

impl SpeakerColours {
    /// Numbers the speakers of quotes that are in the order of the text.
    #[must_use]
    pub fn new(quotes: &[Quote]) -> Self {
        let mut numbers = HashMap::new();
        for speaker in quotes.iter().flat_map(all_speakers) {
            let next = numbers.len();
            numbers.entry(speaker.name.clone()).or_insert(next);
        }
        Self(numbers)
    }

    /// Returns the number of a quote's speaker, from 0; `None` if nobody is named. Of several it is that of the first.
    #[must_use]
    pub fn number(&self, quote: &Quote) -> Option<usize> {
        self.number_of(all_speakers(quote).next()?)
    }

    /// Returns how many speakers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of a speaker.
    #[must_use]
    pub fn number_of(&self, speaker: &Speaker) -> Option<usize> {
        self.0.get(&speaker.name).copied()
    }
}

/// Returns those who said a quote together, or the one who did.
fn all_speakers(quote: &Quote) -> impl Iterator<Item = &Speaker> {
    let are_several = quote.speaker.is_some() && quote.speakers.len() > 1;
    let several = quote.speakers.iter().filter(move |_| are_several);
    let one = quote.speaker.iter().filter(move |_| !are_several);
    several.chain(one)
}
