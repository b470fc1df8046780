//! Copies of the state itself that lie beside it, which a carrier of the data folder makes of a conflict.

use std::fs;
use std::path::{Path, PathBuf};

/// The state, and what is written in place of it when it is damaged.
const STATE: &str = "state.db";
const DAMAGED: &str = "state.damaged-";

/// Returns the copies of the state in the data folder, sorted by name.
///
/// Syncthing calls one `state.sync-conflict-20261130-101500-ABCDEFG.db`, Nextcloud and Dropbox `state (conflicted copy …).db`,
/// iCloud `state 2.db`.
#[must_use]
pub fn list_conflicts(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_database = name.starts_with("state") && name.ends_with(".db");
            is_database && name != STATE && !name.starts_with(DAMAGED)
        })
        .map(|entry| entry.path())
        .collect();
    copies.sort();
    copies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_told_from_what_the_program_keeps() {
        let data = tempfile::tempdir().unwrap();
        let names = [
            "state.db",
            "state.db-wal",
            "state.lock",
            "state.damaged-2026-11-23-1.db",
            "state (conflicted copy 2026-11-30 101500).db",
            "state.sync-conflict-20261130-101500-ABCDEFG.db",
        ];
        for name in names {
            fs::write(data.path().join(name), "").unwrap();
        }
        let copies = list_conflicts(data.path());
        assert_eq!(
            copies,
            [names[4], names[5]].map(|name| data.path().join(name))
        );
        assert!(list_conflicts(&data.path().join("none")).is_empty());
    }
}
