//! Parses and writes keys as the config file, the help and the status line have them: `j`, `ctrl-d`, `pageup`.

use std::fmt;
use std::str::FromStr;

use super::key::only_character;
use super::nearest::nearest_name;
use super::{Key, KeyCode, KeySequence, Modifiers};

/// The keys that have a name.
const NAMED: [(&str, KeyCode); 15] = [
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// Returns the key with this name.
fn key_from_name(name: &str) -> Option<KeyCode> {
    let named = NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code);
    named.or_else(|| {
        let number = name.strip_prefix('f')?.parse().ok()?;
        (1..=KeyCode::LAST_FUNCTION)
            .contains(&number)
            .then_some(KeyCode::Function(number))
    })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers = self.modifiers();
        for (is_held, prefix) in [
            (modifiers.ctrl, "ctrl-"),
            (modifiers.alt, "alt-"),
            (modifiers.shift, "shift-"),
        ] {
            f.write_str(if is_held { prefix } else { "" })?;
        }
        let named = NAMED.iter().find(|(_, code)| *code == self.code());
        match (named, self.code()) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Function(number)) => write!(f, "f{number}"),
            (None, KeyCode::Char(character)) => write!(f, "{character}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (modifiers, name) = split_modifiers(text);
        let unknown = || KeyError::unknown_key(text);
        let code = match only_character(name.chars()) {
            Some(c) if c.is_control() || c.is_whitespace() => return Err(unknown()),
            Some(c) => KeyCode::Char(c),
            None => key_from_name(name).ok_or_else(unknown)?,
        };
        // Only the normalised form is accepted: two spellings of one key in a config would be two bindings of it.
        let key = Self::new(code, modifiers);
        // With Ctrl the case is ignored, so `ctrl-D` is accepted for `ctrl-d`.
        let is_as_written = match (code, key.code()) {
            (KeyCode::Char(a), KeyCode::Char(b)) if key.modifiers().ctrl => {
                a.to_lowercase().eq([b])
            }
            (a, b) => a == b,
        };
        if is_as_written && key.modifiers() == modifiers {
            return Ok(key);
        }
        Err(KeyError::AnotherName {
            written: text.to_owned(),
            key,
        })
    }
}

/// Splits the modifiers from the front of a key's text; the rest is empty only if the text is.
fn split_modifiers(text: &str) -> (Modifiers, &str) {
    let mut modifiers = Modifiers::NONE;
    let mut name = text;
    // The dash is a key too, alone and in `ctrl--`: it separates only if something follows.
    while let Some((modifier, rest)) = name.split_once('-')
        && !rest.is_empty()
    {
        match modifier {
            "ctrl" => modifiers.ctrl = true,
            "alt" => modifiers.alt = true,
            "shift" => modifiers.shift = true,
            _ => break,
        }
        name = rest;
    }
    (modifiers, name)
}

/// Why a text is not a key or a sequence of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is blank.
    #[error("the key is missing")]
    Missing,
    /// No key has this name.
    #[error("unknown key '{written}'")]
    Unknown {
        /// The text.
        written: String,
        /// The key that was probably meant.
        nearest: Option<Key>,
    },
    /// Terminals send the same for this key and another one, whose name is used.
    #[error("'{written}' is the same key as '{key}'")]
    AnotherName {
        /// The text.
        written: String,
        /// The key in normalised form.
        key: Key,
    },
    /// There are more keys than [`KeySequence::LONGEST`].
    #[error("more than {} keys in a row", KeySequence::LONGEST)]
    TooLong,
}

impl KeyError {
    fn unknown_key(written: &str) -> Self {
        let lower_case = written.to_lowercase();
        let (modifiers, name) = split_modifiers(&lower_case);
        let names = NAMED.iter().map(|(name, _)| *name);
        // A dash that is left comes after an unknown modifier, and a suggestion for both together would be a guess.
        let near = if name.contains('-') {
            None
        } else {
            nearest_name(name, names)
        };
        Self::Unknown {
            written: written.to_owned(),
            nearest: near
                .and_then(key_from_name)
                .map(|code| Key::new(code, modifiers)),
        }
    }

    /// Returns what to write instead.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown {
                nearest: Some(nearest),
                ..
            } => format!("did you mean '{nearest}'?"),
            Self::AnotherName { key, .. } => format!("write '{key}'"),
            Self::TooLong => "use a shorter sequence".to_owned(),
            Self::Missing | Self::Unknown { nearest: None, .. } => {
                let names: Vec<_> = NAMED.iter().map(|(name, _)| *name).collect();
                format!(
                    "a key is a character, one of {}, f1 to f{}, with ctrl-, alt- or shift- before it; \
                     spaces separate the keys of a sequence",
                    names.join(", "),
                    KeyCode::LAST_FUNCTION
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_letter("j")]
    #[case::a_capital("G")]
    #[case::a_mark("\"")]
    #[case::the_dash("-")]
    #[case::ctrl_and_the_dash("ctrl--")]
    #[case::a_word("pagedown")]
    #[case::a_function_key("f1")]
    #[case::the_letter_f("f")]
    #[case::shift_and_a_word("shift-tab")]
    #[case::everything_held("ctrl-alt-shift-f12")]
    #[case::two_keys("g g")]
    #[case::a_blank_is_a_word("ctrl-space space")]
    fn is_written_as_it_is_read(#[case] text: &str) {
        let keys: KeySequence = text.parse().unwrap();
        assert_eq!(keys.to_string(), text);
    }

    #[test]
    fn with_ctrl_the_case_says_nothing() {
        assert_eq!("ctrl-D".parse::<Key>(), "ctrl-d".parse());
    }

    #[rstest]
    #[case::nothing("", "the key is missing", "a key is a character, one of space, enter")]
    #[case::blanks("  ", "the key is missing", "a key is a character")]
    #[case::a_slip("spcae", "unknown key 'spcae'", "did you mean 'space'?")]
    #[case::a_slip_after_a_modifier(
        "ctrl-spcae",
        "unknown key 'ctrl-spcae'",
        "did you mean 'ctrl-space'?"
    )]
    #[case::a_slip_in_a_sequence("g entr", "unknown key 'entr'", "did you mean 'enter'?")]
    #[case::a_capital_modifier(
        "Ctrl-space",
        "unknown key 'Ctrl-space'",
        "did you mean 'ctrl-space'?"
    )]
    #[case::a_modifier_unknown("super-space", "unknown key 'super-space'", "ctrl-, alt- or shift-")]
    #[case::two_letters("gg", "unknown key 'gg'", "spaces separate the keys of a sequence")]
    #[case::function_key_99("f99", "unknown key 'f99'", "f1 to f35")]
    #[case::a_modifier_alone("ctrl-", "unknown key 'ctrl-'", "a key is")]
    #[case::shift_and_a_letter("shift-g", "'shift-g' is the same key as 'G'", "write 'G'")]
    #[case::ctrl_i("ctrl-i", "'ctrl-i' is the same key as 'tab'", "write 'tab'")]
    #[case::ctrl_shift(
        "ctrl-shift-d",
        "'ctrl-shift-d' is the same key as 'ctrl-d'",
        "write 'ctrl-d'"
    )]
    #[case::six_keys("a b c d e f", "more than 5 keys in a row", "use a shorter sequence")]
    fn a_wrong_text_is_explained(#[case] text: &str, #[case] message: &str, #[case] hint: &str) {
        let error = text.parse::<KeySequence>().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint().contains(hint), "{}", error.hint());
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        let printable = any::<char>().prop_filter("types something", |character| {
            *character == ' ' || !(character.is_control() || character.is_whitespace())
        });
        prop_oneof![
            printable.prop_map(KeyCode::Char),
            (b' '..=b'~').prop_map(|byte| KeyCode::Char(byte.into())),
            (1..=KeyCode::LAST_FUNCTION).prop_map(KeyCode::Function),
            (0..NAMED.len()).prop_map(|index| NAMED[index].1),
        ]
    }

    proptest! {
        #[test]
        fn any_key_is_read_as_it_was_written(
            code in any_code(), ctrl: bool, alt: bool, shift: bool
        ) {
            let key = Key::new(code, Modifiers { ctrl, alt, shift });
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn any_text_is_a_key_or_an_error_with_a_hint(text in "(ctrl-|alt-|shift-|f|\\PC| ){0,6}") {
            if let Err(error) = text.parse::<KeySequence>() {
                prop_assert!(!error.hint().is_empty());
            }
        }
    }
}
