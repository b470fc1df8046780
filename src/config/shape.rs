//! The shape of the config file: which settings there are, and where each was written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use crate::input::Context;

/// Names and values that the user chooses.
pub(super) type Pairs = BTreeMap<Spanned<String>, Spanned<String>>;

/// The whole file; every part may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Shape {
    #[serde(deserialize_with = "section")]
    pub(super) library: Library,
    #[serde(deserialize_with = "section")]
    pub(super) reading: Reading,
    #[serde(deserialize_with = "section")]
    pub(super) screen: Screen,
    #[serde(deserialize_with = "section")]
    pub(super) keys: Keys,
    pub(super) theme: Pairs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Library {
    pub(super) folders: Vec<Spanned<String>>,
    pub(super) inbox: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Reading {
    pub(super) measure: Option<Spanned<i64>>,
    pub(super) hyphenate: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Screen {
    pub(super) theme: Option<Spanned<String>>,
    pub(super) borders: Option<Spanned<String>>,
    pub(super) mouse: Option<bool>,
}

/// The keys: a preset and changes to it. A preset has the same shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Keys {
    pub(super) preset: Option<Spanned<String>>,
    global: Pairs,
    list: Pairs,
    reading: Pairs,
    quotes: Pairs,
    overlay: Pairs,
    prompt: Pairs,
}

impl Keys {
    /// Returns the bindings of a context.
    pub(super) const fn of(&self, context: Context) -> &Pairs {
        match context {
            Context::Global => &self.global,
            Context::List => &self.list,
            Context::Reading => &self.reading,
            Context::Quotes => &self.quotes,
            Context::Overlay => &self.overlay,
            Context::Prompt => &self.prompt,
        }
    }
}

/// Reads a section; without this a list would be taken for its settings in their order.
fn section<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Section<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Section<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a section")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(Section(PhantomData))
}
