//! Parses each way of writing a name once: an archive repeats them, and parsing one costs more than counting it.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::ParsedName;
use super::{NameKind, kind_of};

/// What a name is, as it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenName {
    /// `None` if it is no person's and no organisation's.
    pub(super) parsed: Option<Arc<ParsedName>>,
    /// Whether it describes somebody.
    pub(super) is_description: bool,
}

/// The names that were parsed.
#[derive(Debug, Default)]
pub(super) struct ParsedNames {
    names: HashMap<String, WrittenName>,
    /// The keys of what texts call somebody.
    mentions: HashMap<String, Option<String>>,
}

impl ParsedNames {
    /// Parses a name, unless it was parsed before.
    pub(super) fn parse_name(&mut self, written: &str) -> WrittenName {
        if let Some(known) = self.names.get(written) {
            return known.clone();
        }
        let parsed = ParsedName::parse(written).map(Arc::new);
        let name = WrittenName {
            is_description: parsed.is_none() && kind_of(written) == NameKind::Description,
            parsed,
        };
        self.names.insert(written.to_owned(), name.clone());
        name
    }

    /// Returns the key of what a text calls somebody, if that is a name.
    pub(super) fn key_of_mention(&mut self, mention: &str) -> Option<String> {
        if !mention.starts_with(char::is_uppercase) {
            return None;
        }
        if let Some(known) = self.mentions.get(mention) {
            return known.clone();
        }
        let key = ParsedName::parse(mention).map(|parsed| parsed.key());
        self.mentions.insert(mention.to_owned(), key.clone());
        key
    }
}
