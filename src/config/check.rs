//! Checks what the config file says and fills in the defaults.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::fault::{self, Fault, Faults};
use super::settings::{Borders, Config, LibrarySettings, ReadingSettings, ScreenSettings};
use super::shape::{Library, Reading, Screen, Shape};
use super::{explain, keys};
use crate::input::Keymap;

/// Returns the settings in `text`, or everything that is wrong with them.
pub(super) fn parse(text: &str, home: &Path) -> Result<Config, Vec<Fault>> {
    let mut faults = Faults::new(text);
    let config = match toml::from_str(text) {
        Ok(shape) => check(&shape, home, &mut faults),
        Err(error) => {
            explain::add(error, &mut faults);
            Config::default()
        }
    };
    let found = faults.into_found();
    if found.is_empty() {
        Ok(config)
    } else {
        Err(found)
    }
}

fn check(shape: &Shape, home: &Path, faults: &mut Faults<'_>) -> Config {
    Config {
        library: library(&shape.library, home, faults),
        reading: reading(&shape.reading, faults),
        screen: screen(&shape.screen, faults),
        keymap: Keymap::new(&keys::check(&shape.keys, faults)),
    }
}

fn library(shape: &Library, home: &Path, faults: &mut Faults<'_>) -> LibrarySettings {
    let mut absolute = |written: &Spanned<String>, name: &str| {
        let path = expand(written.as_ref(), home);
        if path.is_none() {
            let message = format!("'{}' in '{name}' is not an absolute path", written.as_ref());
            let hint = "write it from the first '/', or from '~/' for your home folder";
            faults.add(&written.span(), &message, hint);
        }
        path
    };
    LibrarySettings {
        folders: shape
            .folders
            .iter()
            .filter_map(|folder| absolute(folder, "library.folders"))
            .collect(),
        inbox: shape
            .inbox
            .as_ref()
            .and_then(|folder| absolute(folder, "library.inbox")),
    }
}

/// Returns the absolute path that is meant, `~` being the home folder.
fn expand(written: &str, home: &Path) -> Option<PathBuf> {
    let path = Path::new(written);
    if let Ok(below) = path.strip_prefix("~") {
        return Some(home.join(below));
    }
    path.is_absolute().then(|| path.to_owned())
}

fn reading(shape: &Reading, faults: &mut Faults<'_>) -> ReadingSettings {
    let default = ReadingSettings::default();
    ReadingSettings {
        measure: shape
            .measure
            .as_ref()
            .and_then(|written| measure(written, faults))
            .unwrap_or(default.measure),
        is_justified: shape.justify.unwrap_or(default.is_justified),
        is_hyphenated: shape.hyphenate.unwrap_or(default.is_hyphenated),
    }
}

fn measure(written: &Spanned<i64>, faults: &mut Faults<'_>) -> Option<usize> {
    let accepted = ReadingSettings::NARROWEST..=ReadingSettings::WIDEST;
    let columns = usize::try_from(*written.as_ref()).ok();
    let columns = columns.filter(|columns| accepted.contains(columns));
    if columns.is_none() {
        let message = format!("'reading.measure' cannot be {}", written.as_ref());
        let hint = format!(
            "accepted are {} to {} columns",
            accepted.start(),
            accepted.end()
        );
        faults.add(&written.span(), &message, &hint);
    }
    columns
}

fn screen(shape: &Screen, faults: &mut Faults<'_>) -> ScreenSettings {
    let default = ScreenSettings::default();
    ScreenSettings {
        borders: shape
            .borders
            .as_ref()
            .and_then(|written| borders(written, faults))
            .unwrap_or(default.borders),
        uses_mouse: shape.mouse.unwrap_or(default.uses_mouse),
    }
}

fn borders(written: &Spanned<String>, faults: &mut Faults<'_>) -> Option<Borders> {
    let name = written.as_ref();
    let found = Borders::ALL.iter().find(|borders| borders.name() == name);
    if found.is_none() {
        let names: Vec<_> = Borders::ALL.iter().map(|borders| borders.name()).collect();
        let message = format!("'screen.borders' cannot be '{name}'");
        faults.add(&written.span(), &message, &fault::hint(name, &names));
    }
    found.copied()
}
