//! Completes the path that is typed: the names below its folder that begin with what is behind its last slash.

use std::fs;
use std::path::{Path, PathBuf};

use super::beginning::absolute_path;
use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::event::{Event, PathCompletion};
use crate::text::Clean;

/// The most names of a folder that are looked at.
const MOST_NAMES: usize = 10_000;

/// The most names that are shown.
const MOST_SHOWN: usize = 6;

/// Completes paths on a worker, since their folders may be on other machines that do not answer.
pub(super) struct PathCompleter {
    worker: Worker,
    home: PathBuf,
    outbox: Outbox,
}

impl PathCompleter {
    pub(super) fn new(home: PathBuf, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            home,
            outbox,
        }
    }

    /// Completes a path: `Event::PathCompleted`; returns why that is not done.
    pub(super) fn submit_path(&self, typed: String, wants_folder: bool) -> Option<Event> {
        let home = self.home.clone();
        let failed = "The path cannot be completed";
        self.worker
            .submit_answer(&self.outbox, failed, move |outbox| {
                let completion = complete_path(&typed, wants_folder, &home);
                outbox.send(Event::PathCompleted { typed, completion });
            })
    }
}

/// Completes a path to the longest common prefix of the matching names.
fn complete_path(typed: &str, wants_folder: bool, home: &Path) -> PathCompletion {
    let typed = if typed == "~" { "~/" } else { typed };
    let start = typed.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, prefix) = typed.split_at(start);
    let place = if folder.is_empty() { "." } else { folder };
    let names = list_names(&absolute_path(place, home), prefix, wants_folder);
    let shared = names.iter().skip(1).fold(
        names.first().cloned().unwrap_or_else(|| prefix.to_owned()),
        |shared, name| common_prefix(&shared, name).to_owned(),
    );
    let shown = names.iter().take(MOST_SHOWN).map(|name| Clean::line(name));
    PathCompletion {
        completed: format!("{folder}{shared}"),
        candidates: shown.collect(),
        has_more: names.len() > MOST_SHOWN,
    }
}

/// Returns the names in a folder with a prefix, sorted, folders with a slash; hidden ones only if a dot is typed.
fn list_names(folder: &Path, prefix: &str, wants_folder: bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.take(MOST_NAMES).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let matches = name.starts_with(prefix) && name.starts_with('.') == prefix.starts_with('.');
        // What cannot be shown as it is cannot be typed either.
        if !matches || Clean::line(&name) != name.as_str() {
            return None;
        }
        if entry.path().is_dir() {
            Some(format!("{name}/"))
        } else {
            Some(name).filter(|_| !wants_folder)
        }
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Returns the longest common prefix of two names.
fn common_prefix<'a>(one: &'a str, other: &str) -> &'a str {
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
        #[case] wants_folder: bool,
        #[case] expected: &str,
        #[case] candidates: usize,
    ) {
        let home = TempDir::new().unwrap();
        for folder in ["News/2026", "Documents", "Downloads", ".config"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
        }
        fs::write(home.path().join("notes.opml"), "").unwrap();
        let completion = complete_path(typed, wants_folder, home.path());
        assert_eq!(completion.completed, expected);
        assert_eq!(completion.candidates.len(), candidates);
    }
}
