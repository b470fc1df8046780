//! Walks folders for the files that hold articles.
//!
//! Stored articles are data, so ignore files such as `.gitignore` are not respected. Skipped are hidden
//! files, unfinished downloads, backups of editors, and links to folders; a file that is met twice is given once.

use std::collections::HashSet;
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, Walk, WalkBuilder};

use super::{FileFormat, Problem};

/// A file that may hold articles, and the metadata that reveals a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its name, beginning with the folder that was asked for.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed, in nanoseconds after 1970.
    pub modified: i128,
    /// Its number in the file system.
    pub inode: u64,
}

/// Returns the files in `roots` and below that hold articles by their names, in the order of the names.
///
/// A root that is a file is given whatever its name is. What cannot be read is a problem, and the walk goes on; it
/// stops when the iterator is dropped.
pub fn scan_folders(roots: Vec<PathBuf>) -> impl Iterator<Item = Result<FoundFile, Problem>> {
    let mut seen = HashSet::new();
    let entries = roots.into_iter().flat_map(|root| walk_folder(&root));
    entries.filter_map(move |entry| match entry {
        Ok(entry) => to_found_file(&entry, &mut seen),
        Err(error) => Some(Err(to_problem(&error))),
    })
}

fn walk_folder(root: &Path) -> Walk {
    WalkBuilder::new(root)
        // `.gitignore` and its like concern source code, not articles.
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(|entry| entry.depth() == 0 || !is_of_saved_page(entry))
        .build()
}

/// Returns the file of an entry, if it may hold articles and was not met before.
fn to_found_file(
    entry: &DirEntry,
    seen: &mut HashSet<(u64, u64)>,
) -> Option<Result<FoundFile, Problem>> {
    let path = entry.path();
    let is_root = entry.depth() == 0;
    if !is_root && (FileFormat::from_path(path).is_none() || is_unfinished(path)) {
        return None;
    }
    // A link is followed to a file, never to a folder.
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => return Some(Err(Problem::new(path, why_not_read(&error)))),
    };
    // Device and inode identify a file whatever its names; see stat(2).
    if metadata.is_dir() || !seen.insert((metadata.dev(), metadata.ino())) {
        return None;
    }
    Some(Ok(FoundFile::new(path, &metadata)))
}

/// Returns `true` if a folder holds the pictures and frames of a page that a browser saved beside it.
fn is_of_saved_page(entry: &DirEntry) -> bool {
    /// What browsers put after the page's name, in some of their languages.
    const ENDINGS: [&str; 12] = [
        "_files",
        ".files",
        "-files",
        "_file",
        "-Dateien",
        "_Dateien",
        "_fichiers",
        "_archivos",
        "_arquivos",
        "_bestanden",
        "_pliki",
        "_soubory",
    ];
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return false;
    }
    let name = entry.file_name().to_string_lossy();
    let page = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    page.is_some_and(|page| {
        let beside = |extension: &str| entry.path().with_file_name(format!("{page}.{extension}"));
        ["html", "htm", "xhtml"]
            .iter()
            .any(|extension| beside(extension).exists())
    })
}

/// Returns `true` if a file's name is one that editors and downloads give to what is not finished.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.ends_with(b"~") || name.ends_with(b".part") || name.starts_with(b"~$")
}

/// Converts an error of the walk to a problem of the file or folder that it is about.
fn to_problem(error: &ignore::Error) -> Problem {
    match error {
        ignore::Error::WithPath { path, err } => {
            let why = err.io_error().map(why_not_read);
            Problem::new(
                path,
                why.unwrap_or_else(|| format!("cannot be read: {err}")),
            )
        }
        ignore::Error::WithDepth { err, .. } => to_problem(err),
        ignore::Error::Loop { child, .. } => Problem::new(child, "links back to a folder above it"),
        other => Problem::new(Path::new("."), format!("cannot be read: {other}")),
    }
}

/// Returns why a file or folder cannot be read, without the path that the walk's own message repeats.
fn why_not_read(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not let you".to_owned(),
        kind => kind.to_string(),
    };
    format!("cannot be read: {why}")
}

impl FoundFile {
    fn new(path: &Path, metadata: &Metadata) -> Self {
        const NANOSECONDS: i128 = 1_000_000_000;
        Self {
            path: path.to_path_buf(),
            size: metadata.len(),
            modified: i128::from(metadata.mtime()) * NANOSECONDS
                + i128::from(metadata.mtime_nsec()),
            inode: metadata.ino(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    /// Creates an empty folder, lets `fill` put things into it, and returns the names found there.
    fn names(fill: impl Fn(&Path)) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path());
        let found = scan_folders(vec![folder.path().to_path_buf()]);
        let names = found.map(|file| match file {
            Ok(entry) => entry
                .path
                .strip_prefix(folder.path())
                .unwrap()
                .to_string_lossy()
                .into_owned(),
            Err(problem) => format!("! {}", problem.path.file_name().unwrap().to_string_lossy()),
        });
        names.collect()
    }

    fn touch(path: impl AsRef<Path>) {
        fs::write(path, "The ferry stopped.").unwrap();
    }

    #[test]
    fn files_are_found_by_their_names_in_order() {
        let found = names(|folder| {
            for name in [
                "b.txt",
                "a.md",
                "c.txt.gz",
                "d.jpeg",
                ".hidden.txt",
                "e.txt~",
                "f.txt.part",
                ".gitignore",
            ] {
                touch(folder.join(name));
            }
            fs::write(folder.join(".gitignore"), "*.txt").unwrap();
        });
        assert_eq!(found, ["a.md", "b.txt", "c.txt.gz"]);
    }

    #[test]
    fn links_are_followed_to_files_only_and_no_file_comes_twice() {
        let found = names(|folder| {
            fs::create_dir(folder.join("inner")).unwrap();
            touch(folder.join("inner/a.txt"));
            symlink(folder, folder.join("inner/loop")).unwrap();
            symlink(folder.join("inner/a.txt"), folder.join("z.txt")).unwrap();
            symlink("nowhere", folder.join("dangling.txt")).unwrap();
        });
        assert_eq!(found, ["! dangling.txt", "inner/a.txt"]);
    }

    #[test]
    fn a_folder_named_like_a_file_is_walked() {
        let found = names(|folder| {
            fs::create_dir(folder.join("b.txt")).unwrap();
            touch(folder.join("b.txt/a.txt"));
        });
        assert_eq!(found, ["b.txt/a.txt"]);
    }

    #[test]
    fn names_are_bytes() {
        let found = names(|folder| {
            touch(folder.join(OsStr::from_bytes(b"\xff.txt")));
            touch(folder.join("-new\nline.txt"));
        });
        assert_eq!(found, ["-new\nline.txt", "\u{fffd}.txt"]);
    }

    #[test]
    fn deep_folders_are_walked_to_the_bottom() {
        let found = names(|folder| {
            let deep: PathBuf = std::iter::repeat_n("d", 300).collect();
            fs::create_dir_all(folder.join(&deep)).unwrap();
            touch(folder.join(deep).join("a.txt"));
        });
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_file_asked_for_by_name_is_given_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story");
        touch(&path);
        let found: Vec<_> = scan_folders(vec![path.clone(), path.clone()]).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].as_ref().unwrap().size, 18);
    }

    #[test]
    fn a_missing_root_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let found: Vec<_> = scan_folders(vec![folder.path().join("gone")]).collect();
        let [Err(problem)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(problem.path.ends_with("gone"));
        assert_eq!(
            problem.message.as_str(),
            "cannot be read: it does not exist"
        );
    }
}
