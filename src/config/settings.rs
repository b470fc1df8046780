//! The checked settings, with their defaults.

use std::path::PathBuf;

use super::keys::Preset;
use super::paths::Paths;
use super::theme::ThemeSettings;
use crate::input::Keymap;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the articles are.
    pub library: LibrarySettings,
    /// How the text of articles is laid out.
    pub reading: ReadingSettings,
    /// How the list shows its articles.
    pub list: ListSettings,
    /// Borders and the mouse.
    pub screen: ScreenSettings,
    /// Colours and styles.
    pub theme: ThemeSettings,
    /// The keys of every context.
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            library: LibrarySettings::default(),
            reading: ReadingSettings::default(),
            list: ListSettings::default(),
            screen: ScreenSettings::default(),
            theme: ThemeSettings::default(),
            keymap: Keymap::new(&Preset::Default.bindings()),
        }
    }
}

/// The folders with articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibrarySettings {
    /// The folders and files to read when none are named on the command line; absolute.
    pub folders: Vec<PathBuf>,
    /// The one folder that `add` and `import` write into, if it is not the usual one; absolute.
    pub inbox: Option<PathBuf>,
}

impl LibrarySettings {
    /// Returns the folder that articles are saved into: the one that is set, else the program's own.
    #[must_use]
    pub fn inbox_folder(&self, paths: &Paths) -> PathBuf {
        self.inbox.clone().unwrap_or_else(|| paths.usual_inbox())
    }
}

/// How the text of articles is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingSettings {
    /// The width of the text in columns.
    pub measure: usize,
    /// Whether words are hyphenated at the end of a line.
    pub is_hyphenated: bool,
}

impl ReadingSettings {
    /// The narrowest measure, in columns.
    pub const NARROWEST: usize = 20;
    /// The widest measure, in columns.
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

/// How the list shows its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListSettings {
    /// The lines of a title in a narrow list, at the most.
    pub title_lines: usize,
}

impl ListSettings {
    /// The fewest lines of a title.
    pub const FEWEST_TITLE_LINES: usize = 1;
    /// The most lines of a title.
    pub const MOST_TITLE_LINES: usize = 3;
}

impl Default for ListSettings {
    fn default() -> Self {
        Self { title_lines: 2 }
    }
}

/// Borders and the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScreenSettings {
    /// The characters of borders.
    pub borders: Borders,
    /// Whether the mouse is used; most terminals then select text only with Shift held down.
    pub uses_mouse: bool,
}

/// The characters that borders are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Borders {
    /// Box-drawing characters.
    #[default]
    Unicode,
    /// Dashes and bars, for terminals and fonts without box-drawing characters.
    Ascii,
    /// No borders.
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
