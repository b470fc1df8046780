//! The values of front matter, whatever the syntax.

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// A text, number, date or truth value, as it is written.
    Text(String),
    /// Several values.
    List(Vec<Field>),
    /// Values with names.
    Table(Fields),
}

/// Values with their names in lower case, in the order of the file.
pub(super) type Fields = Vec<(String, Field)>;

impl Field {
    /// Returns the first text in it; of a table, the one named `name`.
    pub(super) fn first_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Self::List(fields) => fields.first()?.first_text(),
            Self::Table(fields) => fields
                .iter()
                .find(|(name, _)| name == "name")?
                .1
                .first_text(),
        }
    }

    /// Returns the texts of a list, or the one text.
    pub(super) fn all_texts(&self) -> Vec<&str> {
        match self {
            Self::List(fields) => fields.iter().filter_map(Self::first_text).collect(),
            Self::Text(_) | Self::Table(_) => self.first_text().into_iter().collect(),
        }
    }
}

/// Returns a key as it is looked up: `Canonical_URL` is `canonicalurl`.
pub(super) fn normalize_key(name: &str) -> String {
    // Generators spell the same key `canonical_url`, `canonicalURL` and `Canonical-URL`.
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

impl From<toml::Value> for Field {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::Text(text),
            toml::Value::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            toml::Value::Table(table) => Self::Table(to_fields(table)),
            other => Self::Text(other.to_string()),
        }
    }
}

impl From<serde_json::Value> for Field {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Text(String::new()),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(values) => {
                Self::List(values.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(table) => Self::Table(to_fields(table)),
            other => Self::Text(other.to_string()),
        }
    }
}

/// Returns the fields of a table.
pub(super) fn to_fields<V: Into<Field>>(table: impl IntoIterator<Item = (String, V)>) -> Fields {
    let fields = table
        .into_iter()
        .map(|(name, value)| (normalize_key(&name), value.into()));
    fields.collect()
}
