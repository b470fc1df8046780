//! The JSON Schema of the config, which editors complete and check with.
//!
//! The settings, their defaults and their descriptions are those of the commented default config; the values that a
//! setting can have come from the types that check them.

use serde_json::{Map, Value, json};

use super::settings::ListSettings;
use super::{Borders, DEFAULT, ListFilter, ListGroup, ListSort, Preset, ReadingSettings};
use super::{Theme, ThemeChoice};
use crate::input::Action;

/// The name of the file that is written beside the config.
pub const FILE_NAME: &str = "config.schema.json";

/// The line of a config that names its schema to editors:
/// <https://taplo.tamasfe.dev/configuration/directives.html>.
pub const DIRECTIVE: &str = "#:schema ./config.schema.json";

/// A setting of the default config.
struct DefaultSetting<'t> {
    section: &'t str,
    name: &'t str,
    value: toml::Value,
    /// The comment above it, on one line.
    description: String,
}

/// Returns the schema of the config.
#[must_use]
pub fn config_schema() -> Value {
    let mut sections: Map<String, Value> = Map::new();
    for setting in default_settings() {
        let schema = setting_schema(&setting);
        add_property(&mut sections, setting.section, setting.name, schema);
    }
    for context in key_sections() {
        add_property(&mut sections, "keys", context, keys_schema());
    }
    for role in Theme::role_names() {
        add_property(&mut sections, "theme", role, json!({"type": "string"}));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The config of pullquote",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    })
}

fn add_property(sections: &mut Map<String, Value>, section: &str, name: &str, schema: Value) {
    let empty = || json!({"type": "object", "additionalProperties": false, "properties": {}});
    let section = sections.entry(section).or_insert_with(empty);
    if let Some(Value::Object(properties)) = section.get_mut("properties") {
        properties.insert(name.to_owned(), schema);
    }
}

/// Returns the settings of the default config that have a name of their own: neither keys nor roles of the theme.
fn default_settings() -> Vec<DefaultSetting<'static>> {
    let mut found = Vec::new();
    let (mut section, mut comment) = ("", Vec::new());
    for line in DEFAULT.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            comment.clear();
            continue;
        }
        let words = line.strip_prefix("# ").unwrap_or(line);
        let named = section != "theme" && !section.starts_with("keys.");
        match read_setting(words).filter(|_| named) {
            Some((name, value)) => found.push(DefaultSetting {
                section,
                name,
                value,
                description: comment.join(" "),
            }),
            // Settings that follow one another share a comment.
            None if line.trim().is_empty() => comment.clear(),
            None => comment.push(words),
        }
    }
    found
}

/// Reads a line with a setting; `None` if it is something else.
fn read_setting(line: &'static str) -> Option<(&'static str, toml::Value)> {
    let (name, _) = line.split_once(" = ")?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let mut table: toml::Table = toml::from_str(line).ok().filter(|_| is_name)?;
    Some((name, table.remove(name)?))
}

/// Returns the sections of keys in the default config.
fn key_sections() -> impl Iterator<Item = &'static str> {
    let sections = DEFAULT.lines();
    sections.filter_map(|line| line.strip_prefix("[keys.")?.strip_suffix(']'))
}

/// Returns the schema of a section of keys: any key, and an action for it.
fn keys_schema() -> Value {
    let actions = Action::ALL.iter().map(|action| action.name());
    let actions: Vec<&str> = actions.chain(["none"]).collect();
    json!({"type": "object", "additionalProperties": {"enum": actions}})
}

fn setting_schema(setting: &DefaultSetting<'_>) -> Value {
    let mut schema = match (&setting.value, accepted_names(setting), bounds_of(setting)) {
        (_, Some(names), _) => json!({"enum": names}),
        (_, _, Some((least, most))) => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        (toml::Value::Boolean(_), ..) => json!({"type": "boolean"}),
        (toml::Value::Integer(_), ..) => json!({"type": "integer"}),
        (toml::Value::Array(_), ..) => json!({"type": "array", "items": {"type": "string"}}),
        (
            toml::Value::String(_)
            | toml::Value::Float(_)
            | toml::Value::Datetime(_)
            | toml::Value::Table(_),
            ..,
        ) => json!({"type": "string"}),
    };
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".to_owned(), setting.description.clone().into());
    }
    schema
}

/// Returns the names that a setting accepts; `None` if it accepts more than a few.
fn accepted_names(setting: &DefaultSetting<'_>) -> Option<Vec<&'static str>> {
    Some(match (setting.section, setting.name) {
        ("screen", "theme") => ThemeChoice::ALL.iter().map(|it| it.name()).collect(),
        ("screen", "borders") => Borders::ALL.iter().map(|it| it.name()).collect(),
        ("list", "sort") => ListSort::ALL.iter().map(|it| it.name()).collect(),
        ("list", "group") => ListGroup::ALL.iter().map(|it| it.name()).collect(),
        ("list", "filter") => ListFilter::ALL.iter().map(|it| it.name()).collect(),
        ("keys", "preset") => Preset::ALL.iter().map(|it| it.name()).collect(),
        _ => return None,
    })
}

/// Returns the least and the greatest number that a setting accepts.
fn bounds_of(setting: &DefaultSetting<'_>) -> Option<(usize, usize)> {
    match (setting.section, setting.name) {
        ("reading", "measure") => Some((ReadingSettings::NARROWEST, ReadingSettings::WIDEST)),
        ("list", "title-lines") => Some((
            ListSettings::FEWEST_TITLE_LINES,
            ListSettings::MOST_TITLE_LINES,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Returns the schema of a setting.
    fn property(section: &str, name: &str) -> Value {
        config_schema()["properties"][section]["properties"][name].clone()
    }

    #[test]
    fn every_setting_of_the_default_config_has_a_description() {
        let table: toml::Table = toml::from_str(DEFAULT).unwrap();
        for (section, settings) in &table {
            for (name, _) in settings.as_table().unwrap() {
                assert!(!property(section, name).is_null(), "{section}.{name}");
            }
        }
        for setting in default_settings() {
            assert!(!setting.description.is_empty(), "{}", setting.name);
        }
    }

    #[test]
    fn settings_that_are_comments_are_in_it_with_what_they_accept() {
        assert_eq!(property("library", "inbox")["type"], "string");
        assert_eq!(property("sync", "folder")["type"], "string");
        assert_eq!(property("list", "sort")["enum"][0], "date");
        assert_eq!(property("list", "title-lines")["maximum"], 3);
        assert_eq!(property("screen", "mouse")["type"], "boolean");
        let actions = &property("keys", "highlight")["additionalProperties"]["enum"];
        assert!(actions.as_array().unwrap().contains(&json!("next-word")));
        assert_eq!(property("theme", "speaker-8")["type"], "string");
    }

    #[test]
    fn each_section_of_keys_is_in_the_default_config() {
        let named: BTreeSet<&str> = key_sections().collect();
        let contexts = crate::input::Context::ALL.iter();
        assert_eq!(named, contexts.map(|context| context.name()).collect());
    }
}
