//! Reads the fields of front matter, with limits on depth and repetition.

use serde_saphyr::options::DuplicateKeyPolicy;

use super::FrontMatterFault;
use super::field::{self, Field, Fields};

/// How deep values may be nested.
const MAXIMUM_DEPTH: usize = 32;

/// How often a YAML file may repeat what it has named.
const MAXIMUM_ALIASES: usize = 64;

/// A syntax of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Between lines of three plus signs.
    Toml,
    /// Between lines of three hyphens.
    Yaml,
}

impl Syntax {
    /// Returns the syntax that a first line announces.
    pub(super) fn from_delimiter(line: &str) -> Option<Self> {
        match line {
            "+++" => Some(Self::Toml),
            "---" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// Returns the line before and after the front matter.
    pub(super) const fn delimiter(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }

    /// Returns `true` if a line ends the front matter.
    pub(super) fn is_closing(self, line: &str) -> bool {
        line == self.delimiter() || (self == Self::Yaml && line == "...")
    }

    /// Returns `true` if a text begins with a field, as opposed to a line of hyphens in a story.
    pub(super) fn begins_field(self, text: &str) -> bool {
        let mut lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.next().is_some_and(|line| {
            self.is_closing(line) || line.starts_with(['[', '{']) || self.split_key(line).is_some()
        })
    }

    /// Returns the key and the rest of a line.
    fn split_key(self, line: &str) -> Option<(&str, &str)> {
        let sign = match self {
            Self::Toml => '=',
            Self::Yaml => ':',
        };
        let (key, value) = line.split_once(sign)?;
        let is_key =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '"' | '\'');
        (!key.is_empty() && key.len() <= 64 && key.chars().all(is_key)).then_some((key, value))
    }

    /// Reads the fields; of damaged front matter, those on lines that are valid on their own.
    pub(super) fn read_fields(self, matter: &str) -> (Fields, Vec<FrontMatterFault>) {
        match self.parse_fields(matter) {
            Ok(fields) => (fields, Vec::new()),
            Err((line, message)) => {
                let message = format!(
                    "the front matter is damaged ({message}): only lines that are valid on their own were used"
                );
                (
                    self.salvage_lines(matter),
                    vec![FrontMatterFault::new(line + 1, message)],
                )
            }
        }
    }

    /// Reads the fields, or says in which line of them what is wrong.
    fn parse_fields(self, matter: &str) -> Result<Fields, (usize, String)> {
        match self {
            Self::Toml => parse_toml(matter),
            Self::Yaml => parse_yaml(matter),
        }
    }

    /// Reads each line by itself; the entries of a list follow a key without a value.
    fn salvage_lines(self, matter: &str) -> Fields {
        let mut fields = Fields::new();
        for line in matter.lines().filter(|line| !line.trim().is_empty()) {
            if let (Some(entry), Some((_, Field::List(entries)))) =
                (line.trim().strip_prefix("- "), fields.last_mut())
            {
                entries.push(Field::Text(trim_quotes(entry)));
                continue;
            }
            let Some((key, value)) = self.split_key(line).filter(|_| !line.starts_with(' ')) else {
                continue;
            };
            let alone = self
                .parse_fields(line)
                .ok()
                .and_then(|fields| fields.into_iter().next());
            let field = match (value.trim(), alone) {
                ("", _) => Field::List(Vec::new()),
                (_, Some((_, field))) => field,
                (value, None) => Field::Text(trim_quotes(value)),
            };
            fields.push((field::normalize_key(key), field));
        }
        fields
    }
}

fn parse_toml(matter: &str) -> Result<Fields, (usize, String)> {
    let table: toml::Table = toml::from_str(matter).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let before = matter.get(..at).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        (line, error.message().replace('\n', "; "))
    })?;
    Ok(field::to_fields(table))
}

/// What YAML is read as, before its values become fields.
type YamlObject = serde_json::Map<String, serde_json::Value>;

fn parse_yaml(matter: &str) -> Result<Fields, (usize, String)> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAXIMUM_DEPTH,
            max_aliases: MAXIMUM_ALIASES,
            max_events: super::MAXIMUM_BYTES,
        },
        // YAML forbids duplicate keys, and bounds nothing: both are common in the wild or an attack.
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    let object: Option<YamlObject> =
        serde_saphyr::from_str_with_options(matter, options).map_err(|error| {
            let line = error.location().map_or(1, |location| location.line());
            let message = error.to_string();
            let first = message.lines().next().unwrap_or_default().to_owned();
            (usize::try_from(line).unwrap_or(1), first)
        })?;
    Ok(field::to_fields(object.unwrap_or_default()))
}

/// Returns a value without the quotation marks around it.
fn trim_quotes(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\'']
        .iter()
        .find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark));
    inner.unwrap_or(value).to_owned()
}
