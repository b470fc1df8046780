//! The shape of the config file: its settings, and where each was written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use crate::input::Context;

/// Names and values that are checked later, with their positions.
pub(super) type Pairs = BTreeMap<Spanned<String>, Spanned<String>>;

/// The whole file; every section may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ConfigShape {
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) library: LibraryShape,
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) sync: SyncShape,
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) reading: ReadingShape,
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) list: ListSection,
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) screen: ScreenShape,
    #[serde(deserialize_with = "deserialize_section")]
    pub(super) keys: KeysShape,
    pub(super) theme: Pairs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct LibraryShape {
    pub(super) folders: Vec<Spanned<String>>,
    pub(super) inbox: Option<Spanned<String>>,
    pub(super) shared: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct SyncShape {
    pub(super) folder: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ReadingShape {
    pub(super) measure: Option<Spanned<i64>>,
    pub(super) hyphenate: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ListSection {
    pub(super) title_lines: Option<Spanned<i64>>,
    pub(super) sort: Option<Spanned<String>>,
    pub(super) group: Option<Spanned<String>>,
    pub(super) filter: Option<Spanned<String>>,
    pub(super) fold: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ScreenShape {
    pub(super) theme: Option<Spanned<String>>,
    pub(super) borders: Option<Spanned<String>>,
    pub(super) mouse: Option<bool>,
}

/// The section `[keys]`: a preset and changes to it. A preset itself has the same shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct KeysShape {
    pub(super) preset: Option<Spanned<String>>,
    global: Pairs,
    list: Pairs,
    reading: Pairs,
    highlight: Pairs,
    quotes: Pairs,
    speakers: Pairs,
    overlay: Pairs,
    prompt: Pairs,
}

impl KeysShape {
    /// Returns the bindings of a context.
    pub(super) const fn bindings_of(&self, context: Context) -> &Pairs {
        match context {
            Context::Global => &self.global,
            Context::List => &self.list,
            Context::Reading => &self.reading,
            Context::Highlight => &self.highlight,
            Context::Quotes => &self.quotes,
            Context::Speakers => &self.speakers,
            Context::Overlay => &self.overlay,
            Context::Prompt => &self.prompt,
        }
    }
}

/// Deserializes a section, which must be a table.
fn deserialize_section<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct SectionVisitor<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for SectionVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a section")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    // What serde derives for a struct also takes a list, as the values of its fields in their order:
    // `reading = [72]` would set the measure.
    deserializer.deserialize_map(SectionVisitor(PhantomData))
}
