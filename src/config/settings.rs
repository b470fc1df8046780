//! The checked settings, with their defaults.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::keys::Preset;
use super::paths::Paths;
use super::shared_address::SharedAddress;
use super::theme::ThemeSettings;
use crate::input::Keymap;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the articles are.
    pub library: LibrarySettings,
    /// How the state is shared between machines.
    pub sync: SyncSettings,
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
            sync: SyncSettings::default(),
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
    /// The shared archive that is read when nothing else is named.
    pub shared: Option<SharedAddress>,
}

impl LibrarySettings {
    /// Returns the folder that articles are saved into: the one that is set, else the program's own.
    #[must_use]
    pub fn inbox_folder(&self, paths: &Paths) -> PathBuf {
        self.inbox.clone().unwrap_or_else(|| paths.usual_inbox())
    }
}

/// How the state is shared between machines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncSettings {
    /// The folder with a file of each machine, which something else carries; absolute.
    pub folder: Option<PathBuf>,
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
    /// What it is sorted by; if not set, what was chosen last.
    pub sort: Option<ListSort>,
    /// What it is grouped by; if not set, what was chosen last.
    pub group: Option<ListGroup>,
    /// Which articles it shows; if not set, what was chosen last.
    pub filter: Option<ListFilter>,
    /// Whether stories that are the same have one row.
    pub is_folded: bool,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListSort {
    /// The day of publication, the newest first.
    Date,
    /// The title.
    Title,
    /// The source, then the day.
    Source,
    /// Minutes of reading, the longest first.
    Minutes,
    /// The number of quotes, most first.
    Quotes,
    /// When the file was first seen, the newest first.
    Added,
}

impl ListSort {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Date,
        Self::Title,
        Self::Source,
        Self::Minutes,
        Self::Quotes,
        Self::Added,
    ];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::Source => "source",
            Self::Minutes => "minutes",
            Self::Quotes => "quotes",
            Self::Added => "added",
        }
    }
}

/// What the list is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListGroup {
    /// The day of publication.
    Day,
    /// The source.
    Source,
    /// Nothing.
    None,
}

impl ListGroup {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Day, Self::Source, Self::None];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Source => "source",
            Self::None => "none",
        }
    }
}

/// Which articles the list shows at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFilter {
    /// All of them.
    All,
    /// Those that are unread.
    Unread,
    /// Those that were begun and not read to the end.
    Begun,
    /// Those that are bookmarked.
    Bookmarked,
}

impl ListFilter {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::All, Self::Unread, Self::Begun, Self::Bookmarked];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unread => "unread",
            Self::Begun => "begun",
            Self::Bookmarked => "bookmarked",
        }
    }
}

impl ListSettings {
    /// The fewest lines of a title.
    pub const FEWEST_TITLE_LINES: usize = 1;
    /// The most lines of a title.
    pub const MOST_TITLE_LINES: usize = 3;
}

impl Default for ListSettings {
    fn default() -> Self {
        Self {
            title_lines: 2,
            sort: None,
            group: None,
            filter: None,
            is_folded: true,
        }
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
    /// Box-drawing characters, or dashes and bars where the locale is not UTF-8.
    #[default]
    Auto,
    /// Box-drawing characters.
    Unicode,
    /// Dashes and bars, for terminals and fonts without box-drawing characters.
    Ascii,
    /// No borders.
    None,
}

impl Borders {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Auto, Self::Unicode, Self::Ascii, Self::None];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
            Self::None => "none",
        }
    }
}
