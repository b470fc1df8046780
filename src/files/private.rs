//! Creates folders and files that only their owner may read, and tightens those that older versions created.
//!
//! The umask itself is not changed, since exports and the programs that the user starts are to follow it.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use tempfile::NamedTempFile;

/// The mode of folders: read, written and entered by their owner only.
const FOLDER_MODE: u32 = 0o700;

/// The mode of files: read and written by their owner only.
const FILE_MODE: u32 = 0o600;

/// The permissions of everybody but the owner.
const OTHERS: u32 = 0o077;

/// Creates a folder and its missing parents; an existing one is tightened.
///
/// What was created is there after a power loss too, where the file system can sync folders.
///
/// # Errors
/// Fails if it does not exist and cannot be created.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    DirBuilder::new()
        .recursive(true)
        .mode(FOLDER_MODE)
        .create(path)?;
    for parent in missing.into_iter().filter_map(Path::parent) {
        // A synced file is lost if the entry of a folder above it is not synced (fsync(2)).
        let _best_effort = sync_folder(parent);
    }
    tighten(path);
    Ok(())
}

/// Writes the entries of a folder to the disk.
///
/// # Errors
/// Fails if the folder cannot be opened or the file system cannot sync it.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    File::open(folder)?.sync_all()
}

/// Creates an empty file; an existing one is tightened.
///
/// An existing file is not opened, since closing it would release the POSIX locks that SQLite holds on it for this
/// process (<https://sqlite.org/howtocorrupt.html>, section 2.2).
///
/// # Errors
/// Fails if it does not exist and cannot be created.
pub fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    match options
        .write(true)
        // Fails on an existing name, a dangling link included, so that no link can lead the new file elsewhere
        // (open(2), O_EXCL).
        .create_new(true)
        .mode(FILE_MODE)
        .open(path)
    {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            tighten(path);
            Ok(())
        }
        created => created.map(drop),
    }
}

/// Opens a file to append to it, and creates it if it does not exist.
///
/// # Errors
/// Fails if it cannot be opened or created.
pub fn append_to(path: &Path) -> io::Result<File> {
    create_file(path)?;
    OpenOptions::new().append(true).open(path)
}

/// Replaces the content of a file atomically, and creates it with its folder if it does not exist.
///
/// An existing file keeps its permissions; a symbolic link to it stays one.
///
/// # Errors
/// Fails if it cannot be written; it is then unchanged.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Many keep their config as symbolic links into a repository: the rename replaces the target, not the link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = place.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        create_folder(folder)?;
    }
    let mut file = NamedTempFile::new_in(folder)?;
    if let Ok(found) = fs::metadata(&place) {
        file.as_file().set_permissions(found.permissions())?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&place)?;
    let _best_effort = sync_folder(folder);
    Ok(())
}

/// Removes all permissions on a file or folder except its owner's.
///
/// Links and what belongs to somebody else are left alone. An error is ignored, as on a file system without
/// permissions: the program works there all the same.
pub fn tighten(path: &Path) {
    let Ok(found) = path.symlink_metadata() else {
        return;
    };
    let is_loose = found.mode() & OTHERS != 0;
    if is_loose && (found.is_dir() || found.is_file()) && is_ours(&found) {
        let mode = found.mode() & !OTHERS & 0o7777;
        let _ = fs::set_permissions(path, Permissions::from_mode(mode));
    }
}

/// Tightens a folder and everything below it, unless it is tight already: then nobody else can reach what is below.
pub fn tighten_tree(root: &Path) {
    let is_loose = |found: &Metadata| found.is_dir() && found.mode() & OTHERS != 0;
    if !root.symlink_metadata().as_ref().is_ok_and(is_loose) {
        return;
    }
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let inner = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.extend(inner.map(|entry| entry.path()));
        tighten_entries(&folder);
    }
}

/// Tightens a folder and its entries, but nothing deeper.
pub fn tighten_entries(folder: &Path) {
    tighten(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        tighten(&entry.path());
    }
}

fn is_ours(found: &Metadata) -> bool {
    found.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        path.symlink_metadata().unwrap().mode() & 0o777
    }

    fn loosen(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn folders_and_files_are_made_for_their_owner_alone() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("share/pullquote");
        create_folder(&folder).unwrap();
        create_file(&folder.join("state.lock")).unwrap();
        assert_eq!(mode(&root.path().join("share")), 0o700);
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("state.lock")), 0o600);
    }

    #[test]
    fn a_file_is_replaced_behind_its_link_with_its_permissions() {
        let root = tempfile::tempdir().unwrap();
        let (file, link) = (root.path().join("dotfile"), root.path().join("config.toml"));
        fs::write(&file, "old").unwrap();
        loosen(&file, 0o640);
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace_file(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(
            (fs::read(&file).unwrap(), mode(&file)),
            (b"new".to_vec(), 0o640)
        );
        let new = root.path().join("config/pullquote/feeds");
        replace_file(&new, b"one").unwrap();
        assert_eq!(
            (fs::read(&new).unwrap(), mode(&new)),
            (b"one".to_vec(), 0o600)
        );
    }

    #[test]
    fn what_is_there_is_tightened_and_keeps_its_content() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("state.db");
        fs::write(&file, "kept").unwrap();
        loosen(&file, 0o644);
        loosen(root.path(), 0o777);
        create_folder(root.path()).unwrap();
        create_file(&file).unwrap();
        assert_eq!((mode(root.path()), mode(&file)), (0o700, 0o600));
        assert_eq!(fs::read(&file).unwrap(), b"kept");
    }

    #[test]
    fn a_loose_folder_is_tightened_to_its_depths() {
        let root = tempfile::tempdir().unwrap();
        let index = root.path().join("cache/index");
        fs::create_dir_all(&index).unwrap();
        let words = index.join("words");
        fs::write(&words, "tide").unwrap();
        for path in [&words, &index, &root.path().join("cache")] {
            loosen(path, 0o777);
        }
        loosen(root.path(), 0o700);
        tighten_tree(root.path());
        assert_eq!(
            mode(&words),
            0o777,
            "below a tight folder nothing is looked at"
        );
        loosen(root.path(), 0o755);
        tighten_tree(root.path());
        assert_eq!((mode(root.path()), mode(&index)), (0o700, 0o700));
        assert_eq!(mode(&words), 0o700);
    }

    #[test]
    fn what_a_link_leads_to_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("elsewhere");
        fs::write(&file, "").unwrap();
        loosen(&file, 0o644);
        let link = root.path().join("link");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        tighten_entries(root.path());
        tighten(&link);
        assert_eq!(mode(&file), 0o600, "as an entry, not through the link");
        loosen(&file, 0o644);
        tighten(&link);
        assert_eq!(mode(&file), 0o644);
    }
}
