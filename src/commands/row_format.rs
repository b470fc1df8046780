//! A line for each row, as the user writes it: `--format '{title}\t{path}'`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::CommandError;
use super::man::fields::{JsonField, OBJECTS};
use crate::input::nearest::nearest_name;
use crate::text::Clean;

/// The parts of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowFormat(Vec<RowPart>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum RowPart {
    Text(String),
    /// The value of a field of the command's JSON.
    Field(String),
}

impl RowFormat {
    /// Parses a format for the rows of a command: `{field}`, `\t`, `\n`, `\\`, `{{` and `}}`.
    ///
    /// # Errors
    /// Fails if a brace or a backslash is left alone, or a field is none of the command's.
    pub(super) fn parse(format: &str, command: &str) -> Result<Self, CommandError> {
        let known = OBJECTS.iter().find(|object| object.command == command);
        let known = known.map_or(&[][..], |object| object.fields);
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = format.chars();
        while let Some(character) = rest.next() {
            match character {
                '{' if rest.as_str().starts_with('{') => text.extend(rest.next()),
                '}' if rest.as_str().starts_with('}') => text.extend(rest.next()),
                '{' => {
                    let Some((name, after)) = rest.as_str().split_once('}') else {
                        return Err(unclosed_brace(format));
                    };
                    check_field(name, known)?;
                    rest = after.chars();
                    parts.push(RowPart::Text(std::mem::take(&mut text)));
                    parts.push(RowPart::Field(name.to_owned()));
                }
                '}' => return Err(unclosed_brace(format)),
                '\\' => text.push(unescape(rest.next(), format)?),
                other => text.push(other),
            }
        }
        parts.push(RowPart::Text(text));
        parts.retain(|part| *part != RowPart::Text(String::new()));
        Ok(Self(parts))
    }

    /// Returns `true` if the line has one of these fields.
    pub(super) fn has_any_field(&self, names: &[&str]) -> bool {
        let is_named =
            |part: &RowPart| matches!(part, RowPart::Field(name) if names.contains(&name.as_str()));
        self.0.iter().any(is_named)
    }

    /// Writes the line of a row; a value without one is empty, a list is joined by commas.
    fn write_line(&self, row: &Value, out: &mut dyn Write) -> io::Result<()> {
        for part in &self.0 {
            match part {
                RowPart::Text(text) => write!(out, "{text}")?,
                // On one line and without tabs, so that a row stays a row.
                RowPart::Field(name) => write!(out, "{}", plain_value(&row[name.as_str()]))?,
            }
        }
        writeln!(out)
    }
}

/// Writes a row as the line of a format, or as JSON without one.
pub(super) fn write_row(
    row: &impl Serialize,
    format: Option<&RowFormat>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(format) = format {
        return format.write_line(&serde_json::to_value(row)?, out);
    }
    write_json_line(row, out)
}

/// Writes a value as one line of JSON.
pub(super) fn write_json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

fn plain_value(value: &Value) -> Clean {
    match value {
        Value::Null => Clean::default(),
        Value::String(text) => Clean::line(text),
        Value::Array(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|value| plain_value(value).as_str().to_owned())
                .collect();
            Clean::line(&values.join(", "))
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => Clean::line(&value.to_string()),
    }
}

fn unescape(character: Option<char>, format: &str) -> Result<char, CommandError> {
    match character {
        Some('t') => Ok('\t'),
        Some('n') => Ok('\n'),
        Some('\\') => Ok('\\'),
        other => {
            let shown = other.map_or_else(|| "\\".to_owned(), |other| format!("\\{other}"));
            Err(CommandError::usage_error(
                &format!("the format '{format}' has an unknown escape '{shown}'"),
                "use \\t for a tab, \\n for a new line and \\\\ for a backslash",
            ))
        }
    }
}

fn unclosed_brace(format: &str) -> CommandError {
    CommandError::usage_error(
        &format!("the format '{format}' has a brace without its other half"),
        "write a field as {title}, and a brace itself twice: {{ or }}",
    )
}

fn check_field(name: &str, known: &[JsonField]) -> Result<(), CommandError> {
    if known.iter().any(|(field, _)| *field == name) {
        return Ok(());
    }
    let fields: Vec<&str> = known.iter().map(|(field, _)| *field).collect();
    let all = format!("the fields are {}", fields.join(", "));
    let hint = match nearest_name(name, fields.iter().copied()) {
        Some(nearest) => format!("did you mean '{{{nearest}}}'? {all}"),
        None => all,
    };
    let message = format!("the format has an unknown field '{name}'");
    Err(CommandError::usage_error(&message, &hint))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::fields_and_a_tab("{title}\\t{path}", "The ferry\t/news/a.txt\n")]
    #[case::text_around("- {source}: {quotes}", "- : 3\n")]
    #[case::braces_and_a_backslash("{{{title}}} \\\\", "{The ferry} \\\n")]
    #[case::two_lines("{title}\\n{read}", "The ferry\ntrue\n")]
    #[case::no_field("x", "x\n")]
    fn a_row_is_a_line(#[case] format: &str, #[case] line: &str) {
        let row = json!({"title": "The\nferry", "path": "/news/a.txt", "source": null, "quotes": 3, "read": true});
        let format = RowFormat::parse(format, "list").unwrap();
        let mut out = Vec::new();
        write_row(&row, Some(&format), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), line);
    }

    #[test]
    fn a_list_is_joined() {
        let format = RowFormat::parse("{aliases}", "speakers").unwrap();
        let mut out = Vec::new();
        write_row(
            &json!({"aliases": ["Lund", "Mayor Lund"]}),
            Some(&format),
            &mut out,
        )
        .unwrap();
        assert_eq!(out, b"Lund, Mayor Lund\n");
    }

    #[rstest]
    #[case::misspelt("{titel}", "did you mean '{title}'?")]
    #[case::unknown("{x}", "the fields are path, entry, title")]
    #[case::open("{title", "a brace itself twice")]
    #[case::closed("title}", "a brace itself twice")]
    #[case::an_escape("\\q", "\\t for a tab")]
    #[case::a_backslash_at_the_end("\\", "\\t for a tab")]
    fn a_bad_format_is_explained(#[case] format: &str, #[case] hint: &str) {
        let error = RowFormat::parse(format, "list").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(hint), "{error}");
    }
}
