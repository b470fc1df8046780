//! Finds mentions by the token they begin or end at.

use crate::quotes::model::mention::Mention;

/// Where mentions begin and end, by token.
pub(crate) struct MentionIndex {
    /// The mention that begins at a token, titles and determiners included.
    begins: Vec<Option<u32>>,
    /// The mention that ends at a token.
    ends: Vec<Option<u32>>,
}

impl MentionIndex {
    /// Notes where the mentions are among `count` tokens.
    pub(crate) fn new(mentions: &[Mention], count: usize) -> Self {
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
    pub(crate) fn beginning_at(&self, at: usize) -> Option<usize> {
        let index = (*self.begins.get(at)?)?;
        usize::try_from(index).ok()
    }

    /// Returns the mention that ends at the token `at`.
    pub(crate) fn ending_at(&self, at: usize) -> Option<usize> {
        let index = (*self.ends.get(at)?)?;
        usize::try_from(index).ok()
    }
}
