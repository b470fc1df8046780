//! The keys of rows whose numbers are known, from which a page is reached.

use std::collections::BTreeMap;

use super::order::OrderKey;
use crate::library::listing::Listing;

/// How many keys are remembered: many screens full.
const REMEMBERED: usize = 4096;

/// The keys of the last listing's rows whose numbers are known.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    pub(super) listing: Option<Listing>,
    pub(super) version: i64,
    pub(super) total: usize,
    /// The rows with those that are folded.
    pub(super) articles: usize,
    pub(super) known: BTreeMap<usize, OrderKey>,
}

impl KnownRows {
    pub(super) fn remember_keys(&mut self, first: usize, keys: Vec<OrderKey>) {
        // All at once: a jump elsewhere makes the old keys useless, and the next page gives new ones.
        if self.known.len() + keys.len() > REMEMBERED {
            self.known.clear();
        }
        self.known.extend((first..).zip(keys));
    }
}
