//! Completes the path that is typed: the names below its folder that begin with what is behind its last slash.

use std::fs;
use std::path::Path;
use std::thread;

use super::beginning::absolute_path;
use super::outbox::Outbox;
use crate::app::event::{Event, PathCompletion};
use crate::app::notice::StatusNotice;
use crate::text::Clean;

/// The most names of a folder that are looked at.
const MOST_NAMES: usize = 10_000;

/// The most names that are shown.
const MOST_SHOWN: usize = 6;

/// Completes a path on a thread of its own, since its folder may be on another machine; returns why that is not done.
pub(super) fn start(
    typed: String,
    only_folders: bool,
    home: &Path,
    outbox: &Outbox,
) -> Option<Event> {
    let (home, outbox) = (home.to_owned(), outbox.clone());
    let started = thread::Builder::new()
        .name("complete".to_owned())
        .spawn(move || {
            let completion = complete_path(&typed, only_folders, &home);
            outbox.send(Event::PathCompleted { typed, completion });
        });
    let error = started.err()?;
    let text = format!("The path cannot be completed: {error}");
    Some(Event::Notice(StatusNotice::error(&text)))
}

/// Completes a path as far as all names agree that it may go on with.
fn complete_path(typed: &str, only_folders: bool, home: &Path) -> PathCompletion {
    let typed = if typed == "~" { "~/" } else { typed };
    let start = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, begun) = typed.split_at(start);
    let place = if folder.is_empty() { "." } else { folder };
    let names = list_names(&absolute_path(place, home), begun, only_folders);
    let shared = names.iter().skip(1).fold(
        names.first().cloned().unwrap_or_else(|| begun.to_owned()),
        |shared, name| shared_beginning(&shared, name).to_owned(),
    );
    let shown = names.iter().take(MOST_SHOWN).map(|name| Clean::line(name));
    PathCompletion {
        completed: format!("{folder}{shared}"),
        offers: shown.collect(),
        is_more: names.len() > MOST_SHOWN,
    }
}

/// Returns the names in a folder that begin so, sorted, folders with a slash; hidden ones only if a dot is typed.
fn list_names(folder: &Path, begun: &str, only_folders: bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.take(MOST_NAMES).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let is_meant = name.starts_with(begun) && name.starts_with('.') == begun.starts_with('.');
        // What cannot be shown as it is cannot be typed either.
        if !is_meant || Clean::line(&name) != name.as_str() {
            return None;
        }
        if entry.path().is_dir() {
            Some(format!("{name}/"))
        } else {
            Some(name).filter(|_| !only_folders)
        }
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Returns what two names begin with.
fn shared_beginning<'a>(one: &'a str, other: &str) -> &'a str {
    let letters = one.char_indices().zip(other.chars());
    let different = letters.filter(|((_, one), other)| one != other);
    let end = different.map(|((at, _), _)| at).next();
    let end = end.unwrap_or(one.len().min(other.len()));
    one.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;

    #[rstest]
    #[case::one_folder("~/Ne", true, "~/News/", 1)]
    #[case::as_far_as_all_agree("~/Do", true, "~/Do", 2)]
    #[case::further("~/Doc", true, "~/Documents/", 1)]
    #[case::folders_alone("~/n", true, "~/n", 0)]
    #[case::a_file("~/n", false, "~/notes.opml", 1)]
    #[case::the_home("~", true, "~/", 3)]
    #[case::hidden("~/.c", true, "~/.config/", 1)]
    #[case::no_such_folder("~/gone/x", true, "~/gone/x", 0)]
    #[case::below("~/News/", true, "~/News/2026/", 1)]
    fn a_path_is_completed(
        #[case] typed: &str,
        #[case] only_folders: bool,
        #[case] expected: &str,
        #[case] offers: usize,
    ) {
        let home = TempDir::new().unwrap();
        for folder in ["News/2026", "Documents", "Downloads", ".config"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
        }
        fs::write(home.path().join("notes.opml"), "").unwrap();
        let completion = complete_path(typed, only_folders, home.path());
        assert_eq!(completion.completed, expected);
        assert_eq!(completion.offers.len(), offers);
    }
}
