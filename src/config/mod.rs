//! Reads the settings in two steps: the shape of the file, then checked values.
//!
//! - [`paths`]: the program's own folders
//! - [`settings`]: the checked [`Config`] and its defaults
//! - `shape`: the settings in the file; `check` and [`keys`] check them, `explain` translates the errors of TOML
//! - [`theme`]: styles by meaning, from [`look`]s and [`colour`]s; [`choice`]: the built-in ones
//! - [`shared_address`]: the address of a shared archive
//! - [`schema`]: the settings as a JSON Schema, for editors
//! - [`edit`]: writes a config for the user
//! - [`fault`]: what is wrong in a file, and what to write instead

mod check;
pub mod choice;
pub mod colour;
pub mod edit;
mod explain;
pub mod fault;
pub mod keys;
pub mod look;
pub mod paths;
pub mod schema;
pub mod settings;
mod shape;
pub mod shared_address;
pub mod theme;

#[cfg(test)]
mod contrast_tests;

pub use choice::ThemeChoice;
pub use colour::{Background, Colour, Depth, TerminalColours};
pub use fault::{ConfigError, ConfigFault};
pub use keys::Preset;
pub use look::{Attribute, Look};
pub use paths::{NoHome, Paths};
pub use settings::{
    Borders, Config, LibrarySettings, ListFilter, ListGroup, ListSettings, ListSort,
    ReadingSettings, ScreenSettings, SyncSettings,
};
pub use shared_address::{SharedAddress, SharedAddressError, SharedHost, TlsMode, hide_passwords};
pub use theme::{Theme, ThemeSettings};

use std::io::ErrorKind;
use std::path::Path;

use crate::files::regular;
use crate::text::Clean;

/// The commented default config, which also documents the settings.
pub const DEFAULT: &str = include_str!("../../config.toml");

/// The most bytes a config file may have.
const LARGEST: u64 = 1024 * 1024;

impl Config {
    /// Reads the settings from `file`; returns the defaults if it is `None`.
    ///
    /// # Errors
    /// Fails with everything that is wrong with the file.
    pub fn load(file: Option<&Path>, home: &Path) -> Result<Self, ConfigError> {
        let Some(file) = file else {
            return Ok(Self::default());
        };
        Self::parse(&read_file(file)?, file, home)
    }

    /// Parses the text of `file`; `~` in its paths stands for `home`.
    ///
    /// # Errors
    /// Fails with everything that is wrong in the text.
    pub fn parse(text: &str, file: &Path, home: &Path) -> Result<Self, ConfigError> {
        check::parse_config(text, home).map_err(|faults| ConfigError::new(file, faults))
    }
}

/// Reads the text of a config file.
fn read_file(file: &Path) -> Result<String, ConfigError> {
    let fault = |message: &str, hint: &str| ConfigError::unreadable(file, message, hint);
    // One byte more than allowed, to distinguish a file that is too large from one that just fits.
    let bytes = regular::read_up_to(file, LARGEST + 1).map_err(|error| match error.kind() {
        ErrorKind::NotFound => fault(
            "there is no such config file",
            "check the name; 'pullquote config default' prints a file to start from",
        ),
        ErrorKind::PermissionDenied => {
            fault("permission denied", "check its permissions with 'ls -l'")
        }
        ErrorKind::InvalidInput => fault(&format!("the config {error}"), "name a text file"),
        _ => fault(
            &format!("the config cannot be read: {error}"),
            "name a text file",
        ),
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(fault(
            "the config is larger than 1 MB",
            "name the right file",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        let line = line.filter(|byte| **byte == b'\n').count() + 1;
        let fault = ConfigFault {
            line: Some(line),
            message: Clean::new("it is not UTF-8"),
            hint: Clean::new("save the file in UTF-8"),
        };
        ConfigError::new(file, vec![fault])
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    const FULL: &str = include_str!("../../tests/fixtures/config/valid/everything.toml");

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(text, Path::new("config.toml"), Path::new("/home/ada"))
    }

    #[test]
    fn the_commented_default_is_the_default() {
        assert_eq!(parse(DEFAULT), Ok(Config::default()));
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(parse(""), Ok(Config::default()));
    }

    #[test]
    fn without_a_file_all_is_the_default() {
        assert_eq!(Config::load(None, Path::new("/")), Ok(Config::default()));
    }

    /// Returns the message for a file with this content.
    fn refused(bytes: &[u8]) -> ConfigError {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, bytes).unwrap();
        Config::load(Some(&file), Path::new("/")).unwrap_err()
    }

    fn message(file: &Path) -> String {
        let error = Config::load(Some(file), Path::new("/")).unwrap_err();
        error.faults()[0].message.to_string()
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_with_its_line() {
        let error = refused(b"[reading]\n# caf\xe9\n");
        assert!(error.to_string().contains("config.toml:2: it is not UTF-8"));
    }

    #[test]
    fn a_huge_file_is_refused() {
        let comment = vec![b'#'; 1024 * 1024 + 1];
        let error = refused(&comment);
        assert_eq!(error.faults()[0].message, "the config is larger than 1 MB");
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("none.toml");
        assert_eq!(message(&file), "there is no such config file");
    }

    #[test]
    fn a_folder_is_no_config() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            message(folder.path()),
            "the config is a folder, not a file: only files are read"
        );
    }

    /// Replaces some bytes of a config with `piece`.
    fn mutate(mut text: String, at: Index, length: usize, piece: &str) -> String {
        let boundary = |mut index: usize| {
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            index
        };
        let start = boundary(at.index(text.len() + 1));
        let end = boundary((start + length).min(text.len())).max(start);
        text.replace_range(start..end, piece);
        text
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn any_mutation_runs_or_is_explained(
            changes in prop::collection::vec((any::<Index>(), 0..30usize, "(\\PC|[\"'\\[\\]=#{},.\n0-9a-z]|none|ctrl-|\u{1b}\\[|\u{202e}){0,4}"), 1..6)
        ) {
            let mutated = changes.into_iter().fold(FULL.to_owned(), |text, (at, length, piece)| {
                mutate(text, at, length, &piece)
            });
            let Err(error) = parse(&mutated) else { return Ok(()) };
            let lines = mutated.matches('\n').count() + 1;
            prop_assert!(!error.faults().is_empty());
            for fault in error.faults() {
                prop_assert!(fault.line.is_some_and(|line| (1..=lines).contains(&line)), "{error}");
                prop_assert!(!fault.message.is_empty() && !fault.hint.is_empty(), "{error}");
            }
            let shown = error.to_string();
            prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
        }
    }
}
