//! Keys as terminals send them.
//!
//! Terminals send the same for several keys (`ctrl-i` and `tab`), and different things for one key (`G`, `shift-g`);
//! [`Key::new`] normalises them to one form, so that a binding works in every terminal.

use crossterm::event as terminal;

/// A key with its modifiers, in normalised form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: Modifiers,
}

/// Which key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A key that types a character; capitals are separate characters.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// The tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A function key, from 1 to [`KeyCode::LAST_FUNCTION`].
    Function(u8),
}

impl KeyCode {
    /// The number of the last function key that terminals can send.
    pub const LAST_FUNCTION: u8 = 35;
}

/// The modifier keys that are held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Modifiers {
    /// Control.
    pub ctrl: bool,
    /// Alt, also called Meta or Option.
    pub alt: bool,
    /// Shift; only with keys that type no character.
    pub shift: bool,
}

impl Modifiers {
    /// No modifiers.
    pub const NONE: Self = Self {
        ctrl: false,
        alt: false,
        shift: false,
    };
}

impl Key {
    /// Creates a key in normalised form, which all terminals can tell from every other.
    ///
    /// Shift with a character becomes the capital, and Ctrl with a letter the small one. Ctrl-i is Tab, Ctrl-m Enter,
    /// Ctrl-[ Esc, Ctrl-h Backspace, and Ctrl-@ Ctrl-Space.
    #[must_use]
    pub fn new(code: KeyCode, modifiers: Modifiers) -> Self {
        let KeyCode::Char(character) = code else {
            return Self { code, modifiers };
        };
        let shifted = modifiers.shift;
        let modifiers = Modifiers {
            shift: false,
            ..modifiers
        };
        if modifiers.ctrl {
            return Self::with_ctrl(character, modifiers);
        }
        // 'ß' and a few others become two characters in upper case; such a key stays as it is.
        let character = if shifted {
            only_character(character.to_uppercase()).unwrap_or(character)
        } else {
            character
        };
        Self {
            code: KeyCode::Char(character),
            modifiers,
        }
    }

    /// Creates the key for a character with Ctrl held down, for which terminals send a control character.
    fn with_ctrl(character: char, modifiers: Modifiers) -> Self {
        // Ctrl clears the upper bits of a letter in ASCII, so that Ctrl-I and Tab, or Ctrl-M and Enter, are the
        // same byte: ascii(7).
        let code = match only_character(character.to_lowercase()).unwrap_or(character) {
            'i' => KeyCode::Tab,
            'm' => KeyCode::Enter,
            'h' => KeyCode::Backspace,
            '[' => KeyCode::Esc,
            // crossterm reports the byte 0x00 as Ctrl-Space, and 0x1C to 0x1F as Ctrl-4 to Ctrl-7.
            '@' => KeyCode::Char(' '),
            '4' => KeyCode::Char('\\'),
            '5' => KeyCode::Char(']'),
            '6' => KeyCode::Char('^'),
            '7' | '/' => KeyCode::Char('_'),
            other => KeyCode::Char(other),
        };
        // The named keys are what the control character means, so Ctrl is part of them.
        let ctrl = matches!(code, KeyCode::Char(_));
        Self {
            code,
            modifiers: Modifiers { ctrl, ..modifiers },
        }
    }

    /// Returns which key it is.
    #[must_use]
    pub const fn code(self) -> KeyCode {
        self.code
    }

    /// Returns its modifiers.
    #[must_use]
    pub const fn modifiers(self) -> Modifiers {
        self.modifiers
    }

    /// Returns the character that the key types into a prompt; `None` if it types none.
    #[must_use]
    pub const fn character(self) -> Option<char> {
        let (KeyCode::Char(character), Modifiers::NONE) = (self.code, self.modifiers) else {
            return None;
        };
        Some(character)
    }

    /// Returns the key without Alt; `None` if it has no Alt.
    ///
    /// A terminal sends Alt as Esc before the key, so the same bytes may be Esc and then this key, typed quickly.
    #[must_use]
    pub fn after_esc(self) -> Option<Self> {
        let modifiers = Modifiers {
            alt: false,
            ..self.modifiers
        };
        self.modifiers.alt.then(|| Self::new(self.code, modifiers))
    }

    /// Returns the key that the terminal reports; `None` for a release, or a key that cannot be bound.
    #[must_use]
    pub fn from_event(event: &terminal::KeyEvent) -> Option<Self> {
        use terminal::{KeyCode as Code, KeyEventKind, KeyModifiers};

        let strange = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(strange) {
            return None;
        }
        let mut modifiers = Modifiers {
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift: event.modifiers.contains(KeyModifiers::SHIFT),
        };
        let code = match event.code {
            Code::Char(character) if character.is_control() => return None,
            Code::Char(character) => KeyCode::Char(character),
            Code::Null => {
                modifiers.ctrl = true;
                KeyCode::Char(' ')
            }
            Code::BackTab => {
                modifiers.shift = true;
                KeyCode::Tab
            }
            Code::F(number) if (1..=KeyCode::LAST_FUNCTION).contains(&number) => {
                KeyCode::Function(number)
            }
            Code::Enter => KeyCode::Enter,
            Code::Esc => KeyCode::Esc,
            Code::Tab => KeyCode::Tab,
            Code::Backspace => KeyCode::Backspace,
            Code::Delete => KeyCode::Delete,
            Code::Insert => KeyCode::Insert,
            Code::Up => KeyCode::Up,
            Code::Down => KeyCode::Down,
            Code::Left => KeyCode::Left,
            Code::Right => KeyCode::Right,
            Code::Home => KeyCode::Home,
            Code::End => KeyCode::End,
            Code::PageUp => KeyCode::PageUp,
            Code::PageDown => KeyCode::PageDown,
            _ => return None,
        };
        Some(Self::new(code, modifiers))
    }
}

/// Returns the only character of `characters`; `None` if there is none or more than one.
pub(super) fn only_character(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

impl From<KeyCode> for Key {
    fn from(code: KeyCode) -> Self {
        Self::new(code, Modifiers::NONE)
    }
}

impl From<char> for Key {
    fn from(character: char) -> Self {
        KeyCode::Char(character).into()
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};
    use rstest::rstest;

    use super::*;

    fn written(code: Code, modifiers: KeyModifiers) -> Option<String> {
        Key::from_event(&KeyEvent::new(code, modifiers)).map(|key| key.to_string())
    }

    #[rstest]
    #[case::a_letter(Code::Char('j'), KeyModifiers::NONE, "j")]
    #[case::a_capital_with_shift(Code::Char('G'), KeyModifiers::SHIFT, "G")]
    #[case::a_capital_without_shift(Code::Char('G'), KeyModifiers::NONE, "G")]
    #[case::a_small_letter_with_shift(Code::Char('g'), KeyModifiers::SHIFT, "G")]
    #[case::a_mark_that_needs_shift(Code::Char('?'), KeyModifiers::SHIFT, "?")]
    #[case::a_letter_with_two_capitals(Code::Char('ß'), KeyModifiers::SHIFT, "ß")]
    #[case::ctrl_and_a_capital(Code::Char('D'), KeyModifiers::CONTROL.union(KeyModifiers::SHIFT), "ctrl-d")]
    #[case::ctrl_i_is_tab(Code::Char('i'), KeyModifiers::CONTROL, "tab")]
    #[case::ctrl_m_is_enter(Code::Char('m'), KeyModifiers::CONTROL, "enter")]
    #[case::ctrl_h_is_backspace(Code::Char('h'), KeyModifiers::CONTROL, "backspace")]
    #[case::ctrl_bracket_is_esc(Code::Char('['), KeyModifiers::CONTROL, "esc")]
    #[case::ctrl_space(Code::Char(' '), KeyModifiers::CONTROL, "ctrl-space")]
    #[case::null_is_ctrl_space(Code::Null, KeyModifiers::NONE, "ctrl-space")]
    #[case::control_character_31(Code::Char('7'), KeyModifiers::CONTROL, "ctrl-_")]
    #[case::alt_keeps_the_capital(Code::Char('B'), KeyModifiers::ALT.union(KeyModifiers::SHIFT), "alt-B")]
    #[case::back_tab(Code::BackTab, KeyModifiers::SHIFT, "shift-tab")]
    #[case::a_function_key(Code::F(12), KeyModifiers::NONE, "f12")]
    #[case::an_arrow_with_everything(Code::Up, KeyModifiers::all().difference(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META), "ctrl-alt-shift-up")]
    fn the_terminals_key_is_written(
        #[case] code: Code,
        #[case] modifiers: KeyModifiers,
        #[case] expected: &str,
    ) {
        assert_eq!(written(code, modifiers).as_deref(), Some(expected));
    }

    #[rstest]
    #[case::with_the_super_key(Code::Char('j'), KeyModifiers::SUPER)]
    #[case::caps_lock(Code::CapsLock, KeyModifiers::NONE)]
    #[case::a_control_character(Code::Char('\u{9d}'), KeyModifiers::NONE)]
    #[case::function_key_0(Code::F(0), KeyModifiers::NONE)]
    #[case::function_key_36(Code::F(36), KeyModifiers::NONE)]
    fn what_nobody_can_bind_is_no_key(#[case] code: Code, #[case] modifiers: KeyModifiers) {
        assert_eq!(written(code, modifiers), None);
    }

    #[rstest]
    #[case::press(KeyEventKind::Press, true)]
    #[case::repeat(KeyEventKind::Repeat, true)]
    #[case::release(KeyEventKind::Release, false)]
    fn a_release_is_no_key(#[case] kind: KeyEventKind, #[case] is_key: bool) {
        let event = KeyEvent::new_with_kind(Code::Char('j'), KeyModifiers::NONE, kind);
        assert_eq!(Key::from_event(&event).is_some(), is_key);
    }

    #[rstest]
    #[case::plain('é'.into(), Some('é'))]
    #[case::space(' '.into(), Some(' '))]
    #[case::with_alt(Key::new(KeyCode::Char('b'), Modifiers { alt: true, ..Modifiers::NONE }), None)]
    #[case::enter(KeyCode::Enter.into(), None)]
    fn only_plain_characters_are_typed(#[case] key: Key, #[case] typed: Option<char>) {
        assert_eq!(key.character(), typed);
    }
}
