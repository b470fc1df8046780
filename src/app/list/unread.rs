//! How many articles of the list are unread, as far as the catalogue has counted them.

use super::ListPane;
use crate::app::effect::{CatalogueRequest, Effect};
use crate::library::listing::{GroupKey, Listing, UnreadCounts};

/// The counts of the list, and whether they are to be asked for.
#[derive(Debug, Default)]
pub(super) struct UnreadTally {
    counted: Option<UnreadCounts>,
    is_stale: bool,
    is_awaited: bool,
}

impl UnreadTally {
    /// Notes that something was read, or other rows are seen.
    pub(super) const fn mark_stale(&mut self) {
        self.is_stale = true;
    }
}

impl ListPane {
    /// Returns how many articles of the listing are unread; `None` if they have yet to be counted.
    #[must_use]
    pub fn unread_total(&self) -> Option<usize> {
        self.unread.counted.as_ref().map(|counts| counts.total)
    }

    /// Returns how many articles of a group are unread, as far as they were counted.
    #[must_use]
    pub fn unread_in(&self, group: &GroupKey) -> usize {
        let counted = self.unread.counted.as_ref();
        let found = counted.and_then(|counts| {
            let mut groups = counts.groups.iter();
            groups.find(|(known, _)| known == group)
        });
        found.map_or(0, |(_, unread)| *unread)
    }

    /// Requests the counts if they may have changed; one request at a time.
    pub fn request_unread(&mut self) -> Option<Effect> {
        if !self.unread.is_stale || self.unread.is_awaited {
            return None;
        }
        self.unread.is_stale = false;
        self.unread.is_awaited = true;
        let mut groups: Vec<GroupKey> = Vec::new();
        let numbers = self.window.first..self.window.first + self.window.rows.len();
        for key in numbers.filter_map(|number| self.group_at(number)) {
            // The rows of a group are together.
            if groups.last() != Some(&key) {
                groups.push(key);
            }
        }
        Some(Effect::Catalogue(CatalogueRequest::CountUnread {
            listing: self.listing.clone(),
            groups,
        }))
    }

    /// Takes the counts in; those of another listing are dropped and requested again.
    pub fn take_unread(&mut self, listing: &Listing, counts: UnreadCounts) {
        self.unread.is_awaited = false;
        if *listing == self.listing {
            self.unread.counted = Some(counts);
        } else {
            self.unread.counted = None;
            self.unread.is_stale = true;
        }
    }

    /// Notes that the catalogue could not count.
    pub fn miss_unread(&mut self) {
        self.unread.is_awaited = false;
    }
}
