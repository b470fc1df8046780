//! Explains the errors of the TOML library in plain words.

use super::fault::{Faults, hint_for};
use crate::text::Clean;

/// How much of a wrong value is repeated in a message, in characters.
const LONGEST_QUOTED: usize = 40;

/// Adds an error of the library as a fault that names the setting and what is accepted.
pub(super) fn add_toml_error(mut error: toml::de::Error, faults: &mut Faults<'_>) {
    let span = error.span().unwrap_or_default();
    let written = faults.text().get(span.clone()).unwrap_or_default();
    let description = error.message().to_owned();
    // Without its input, the library's text ends with the path of the setting, which it gives nowhere else.
    error.set_input(None);
    let text = error.to_string();
    let path = text
        .trim_end()
        .strip_prefix(&description)
        .and_then(|rest| rest.trim_start().strip_prefix("in `")?.strip_suffix('`'))
        .unwrap_or_default();

    // The library has no codes for its errors. If its texts change, the last case below still gives a correct
    // message, and the tests notice.
    let (message, hint) = if let Some(names) = description.strip_prefix("unknown field ") {
        unknown_setting(written, path, names)
    } else if let Some((_, expected)) = description
        .strip_prefix("invalid type")
        .and_then(|rest| rest.rsplit_once(", expected "))
    {
        wrong_type(written, path, expected)
    } else {
        no_toml(written, setting_at(faults.text(), span.start), &description)
    };
    faults.add_fault(&span, &message, &hint);
}

fn unknown_setting(written: &str, path: &str, names: &str) -> (String, String) {
    // "`mesure`, expected one of `measure`, `hyphenate`": every second part is a name, the first the wrong one.
    let accepted: Vec<_> = names.split('`').skip(3).step_by(2).collect();
    let message = if path.is_empty() {
        format!("unknown section '{}'", shorten_value(written))
    } else {
        format!("unknown setting '{}' in [{path}]", shorten_value(written))
    };
    (message, hint_for(written, &accepted))
}

fn wrong_type(written: &str, path: &str, expected: &str) -> (String, String) {
    let (expected, hint) = match expected {
        "i64" => (
            "a whole number",
            "write it without quotation marks, as in 72",
        ),
        "a boolean" => ("true or false", "write it without quotation marks"),
        "a string" => ("text", "write it in quotation marks, as in \"text\""),
        "a sequence" => (
            "a list",
            "write it in brackets, as in [\"~/news\", \"/srv/news\"]",
        ),
        _ => (
            "a section",
            "write its name in brackets on a line of its own, and its settings below",
        ),
    };
    let message = format!(
        "'{path}' must be {expected}, not '{}'",
        shorten_value(written)
    );
    (message, hint.to_owned())
}

/// Returns the name of the setting in the line of a byte, or the whole line if it sets nothing.
fn setting_at(text: &str, at: usize) -> &str {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after
        .find('\n')
        .map_or(text.len(), |end| before.len() + end);
    let line = text.get(start..end).unwrap_or_default();
    line.split_once('=').map_or(line, |(name, _)| name).trim()
}

fn no_toml(written: &str, setting: &str, description: &str) -> (String, String) {
    if description == "duplicate key" {
        let message = format!("'{}' is given twice", shorten_value(written));
        return (message, "keep one of the two".to_owned());
    }
    let description = description.replace('`', "'");
    let message = if setting.is_empty() {
        format!("it is not valid TOML: {description}")
    } else {
        let setting = shorten_value(setting);
        format!("'{setting}' is not valid TOML: {description}")
    };
    let hint = "a setting is written as name = value, with text in quotation marks; \
                'pullquote config default' prints a file to start from";
    (message, hint.to_owned())
}

/// Returns a wrong value on one line, shortened if it is long.
fn shorten_value(written: &str) -> String {
    let line = Clean::line(written);
    if line.chars().count() <= LONGEST_QUOTED {
        return line.into();
    }
    line.chars().take(LONGEST_QUOTED).chain(['…']).collect()
}
