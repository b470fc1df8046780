//! The checked settings, with their defaults.

use std::path::PathBuf;

use super::keys::Preset;
use super::theme::ThemeSettings;
use crate::input::Keymap;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the articles are.
    pub library: LibrarySettings,
    /// How articles are set.
    pub reading: ReadingSettings,
    /// How the screen looks.
    pub screen: ScreenSettings,
    /// What everything looks like.
    pub theme: ThemeSettings,
    /// What the keys do.
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            library: LibrarySettings::default(),
            reading: ReadingSettings::default(),
            screen: ScreenSettings::default(),
            theme: ThemeSettings::default(),
            keymap: Keymap::new(&Preset::Default.bindings()),
        }
    }
}

/// Where the articles are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibrarySettings {
    /// The folders and files to read when none are named on the command line; absolute.
    pub folders: Vec<PathBuf>,
    /// The one folder that `add` and `import` write into; absolute.
    pub inbox: Option<PathBuf>,
}

/// How articles are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingSettings {
    /// The width of the text in columns.
    pub measure: usize,
    /// Whether long words are divided at the end of a line.
    pub is_hyphenated: bool,
}

impl ReadingSettings {
    /// The narrowest measure.
    pub const NARROWEST: usize = 20;
    /// The widest measure.
    pub const WIDEST: usize = 200;
}

impl Default for ReadingSettings {
    fn default() -> Self {
        Self {
            measure: 72,
            is_hyphenated: false,
        }
    }
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScreenSettings {
    /// What borders are drawn with.
    pub borders: Borders,
    /// Whether the mouse is used; the terminal then selects text only with Shift held down.
    pub uses_mouse: bool,
}

/// What borders are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Borders {
    /// Lines.
    #[default]
    Unicode,
    /// Dashes and bars, for terminals and fonts without lines.
    Ascii,
    /// Nothing.
    None,
}

impl Borders {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Unicode, Self::Ascii, Self::None];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
            Self::None => "none",
        }
    }
}
