//! Checks the values in the config file and fills in the defaults.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::choice::ThemeChoice;
use super::fault::{self, ConfigFault, Faults};
use super::look::LookError;
use super::settings::{
    Borders, Config, LibrarySettings, ListFilter, ListGroup, ListSettings, ListSort,
    ReadingSettings, ScreenSettings, SyncSettings,
};
use super::shape::{ConfigShape, LibraryShape, ListSection, ReadingShape, ScreenShape, SyncShape};
use super::shared_address::SharedAddress;
use super::theme::{Looks, Theme, ThemeSettings};
use super::{explain, keys};
use crate::files::home::expand_home;
use crate::input::Keymap;

/// Parses the settings in `text`; fails with all faults, not only the first.
pub(super) fn parse_config(text: &str, home: &Path) -> Result<Config, Vec<ConfigFault>> {
    let mut faults = Faults::new(text);
    let config = match toml::from_str(text) {
        Ok(shape) => check_shape(&shape, home, &mut faults),
        Err(error) => {
            explain::add_toml_error(error, &mut faults);
            Config::default()
        }
    };
    // Checking goes on after a fault, so that the user sees all of them at once.
    let found = faults.into_found();
    if found.is_empty() {
        Ok(config)
    } else {
        Err(found)
    }
}

fn check_shape(shape: &ConfigShape, home: &Path, faults: &mut Faults<'_>) -> Config {
    Config {
        library: check_library(&shape.library, home, faults),
        sync: check_sync(&shape.sync, home, faults),
        reading: check_reading(&shape.reading, faults),
        list: check_list(&shape.list, faults),
        screen: check_screen(&shape.screen, faults),
        theme: check_theme(shape, faults),
        keymap: Keymap::new(&keys::check_keys(&shape.keys, faults)),
    }
}

fn check_library(shape: &LibraryShape, home: &Path, faults: &mut Faults<'_>) -> LibrarySettings {
    let mut absolute =
        |written: &Spanned<String>, name: &str| check_path(name, written, home, faults);
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
        shared: shape
            .shared
            .as_ref()
            .and_then(|address| check_address(address, faults)),
    }
}

/// Returns the address of a shared archive; the fault of a wrong one does not repeat it, since it may have a password.
fn check_address(written: &Spanned<String>, faults: &mut Faults<'_>) -> Option<SharedAddress> {
    let parsed = SharedAddress::parse(written.as_ref());
    let noted = parsed.inspect_err(|error| {
        let message = format!("'library.shared': {error}");
        faults.add_fault(&written.span(), &message, error.hint());
    });
    noted.ok()
}

fn check_sync(shape: &SyncShape, home: &Path, faults: &mut Faults<'_>) -> SyncSettings {
    let folder = shape.folder.as_ref();
    SyncSettings {
        folder: folder.and_then(|folder| check_path("sync.folder", folder, home, faults)),
    }
}

/// Returns an absolute path; a relative one is a fault.
fn check_path(
    setting: &str,
    written: &Spanned<String>,
    home: &Path,
    faults: &mut Faults<'_>,
) -> Option<PathBuf> {
    let path = expand_home(written.as_ref(), home);
    let path = path.is_absolute().then_some(path);
    if path.is_none() {
        let message = format!(
            "'{}' in '{setting}' is not an absolute path",
            written.as_ref()
        );
        let hint = "write it from the first '/', or from '~/' for your home folder";
        faults.add_fault(&written.span(), &message, hint);
    }
    path
}

fn check_reading(shape: &ReadingShape, faults: &mut Faults<'_>) -> ReadingSettings {
    let default = ReadingSettings::default();
    ReadingSettings {
        measure: shape
            .measure
            .as_ref()
            .and_then(|written| check_measure(written, faults))
            .unwrap_or(default.measure),
        is_hyphenated: shape.hyphenate.unwrap_or(default.is_hyphenated),
    }
}

fn check_measure(written: &Spanned<i64>, faults: &mut Faults<'_>) -> Option<usize> {
    let accepted = ReadingSettings::NARROWEST..=ReadingSettings::WIDEST;
    check_number("reading.measure", written, &accepted, "columns", faults)
}

fn check_list(shape: &ListSection, faults: &mut Faults<'_>) -> ListSettings {
    let default = ListSettings::default();
    let accepted = ListSettings::FEWEST_TITLE_LINES..=ListSettings::MOST_TITLE_LINES;
    let title_lines = shape.title_lines.as_ref();
    let title_lines = title_lines
        .and_then(|written| check_number("list.title-lines", written, &accepted, "lines", faults));
    let (sort, group, filter) = (&shape.sort, &shape.group, &shape.filter);
    ListSettings {
        title_lines: title_lines.unwrap_or(default.title_lines),
        sort: check_choice(
            "list.sort",
            sort.as_ref(),
            ListSort::ALL,
            ListSort::name,
            faults,
        ),
        group: check_choice(
            "list.group",
            group.as_ref(),
            ListGroup::ALL,
            ListGroup::name,
            faults,
        ),
        filter: check_choice(
            "list.filter",
            filter.as_ref(),
            ListFilter::ALL,
            ListFilter::name,
            faults,
        ),
        is_folded: shape.fold.unwrap_or(default.is_folded),
    }
}

/// Returns a number within what is accepted; any other is a fault.
fn check_number(
    setting: &str,
    written: &Spanned<i64>,
    accepted: &RangeInclusive<usize>,
    unit: &str,
    faults: &mut Faults<'_>,
) -> Option<usize> {
    let number = usize::try_from(*written.as_ref()).ok();
    let number = number.filter(|number| accepted.contains(number));
    if number.is_none() {
        let message = format!("'{setting}' cannot be {}", written.as_ref());
        let hint = format!(
            "accepted: {} to {} {unit}",
            accepted.start(),
            accepted.end()
        );
        faults.add_fault(&written.span(), &message, &hint);
    }
    number
}

fn check_screen(shape: &ScreenShape, faults: &mut Faults<'_>) -> ScreenSettings {
    let default = ScreenSettings::default();
    let borders = check_choice(
        "screen.borders",
        shape.borders.as_ref(),
        Borders::ALL,
        Borders::name,
        faults,
    );
    ScreenSettings {
        borders: borders.unwrap_or(default.borders),
        uses_mouse: shape.mouse.unwrap_or(default.uses_mouse),
    }
}

/// Returns the choice with this name; a name that is none of them is a fault.
fn check_choice<T: Copy>(
    setting: &str,
    written: Option<&Spanned<String>>,
    all: &[T],
    name_of: fn(T) -> &'static str,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let written = written?;
    let name = written.as_ref();
    let found = all.iter().find(|one| name_of(**one) == name);
    if found.is_none() {
        let names: Vec<_> = all.iter().map(|one| name_of(*one)).collect();
        let message = format!("'{setting}' cannot be '{name}'");
        faults.add_fault(&written.span(), &message, &fault::hint_for(name, &names));
    }
    found.copied()
}

fn check_theme(shape: &ConfigShape, faults: &mut Faults<'_>) -> ThemeSettings {
    let wanted = shape.screen.theme.as_ref();
    let choice = check_choice(
        "screen.theme",
        wanted,
        ThemeChoice::ALL,
        ThemeChoice::name,
        faults,
    );
    let mut looks = Looks::new();
    for (role, look) in &shape.theme {
        let name = role.as_ref().as_str();
        let known = Theme::role_names().find(|known| *known == name);
        if known.is_none() {
            let names: Vec<_> = Theme::role_names().collect();
            let message = format!("unknown role '{name}' in [theme]");
            faults.add_fault(&role.span(), &message, &fault::hint_for(name, &names));
        }
        // Parsed even if the role is unknown, so that both faults are reported.
        let look = look.as_ref().parse().inspect_err(|error: &LookError| {
            faults.add_fault(
                &look.span(),
                &format!("{error} in 'theme.{name}'"),
                &error.hint,
            );
        });
        looks.extend(known.zip(look.ok()));
    }
    ThemeSettings {
        choice: choice.unwrap_or_default(),
        looks,
    }
}
