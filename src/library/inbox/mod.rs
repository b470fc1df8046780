//! Writes articles as Markdown into the inbox, the only folder of articles that the program writes into.
//!
//! - `front_matter`: the metadata of an article, as the lines above its text
//! - `markdown`: the text, from which the loader reads the same article
//! - `name`: the name of a file
//! - `saved`: the articles that are in the folder, by identity and by name
//!
//! No file is ever overwritten or left half written: each is written under a hidden name, synced, and
//! then linked to its own name, if that is free.

mod front_matter;
pub(super) mod markdown;
mod name;
mod saved;
mod table;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tempfile::{Builder, NamedTempFile};

use crate::article::Article;
use crate::files::private;
use crate::library::catalogue::StoryFingerprint;
use crate::loader;
use crate::text::Clean;

use self::saved::SavedStories;

/// The names of files that are being written begin and end so.
const PART_START: &str = ".pullquote-";
const PART_END: &str = ".part";

/// How old a file that is being written is before it is taken for one whose writer was killed.
const PART_LIFE: Duration = Duration::from_hours(1);

/// A folder that articles are saved into, and the articles in it.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    saved: SavedStories,
}

/// The outcome of saving an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedArticle {
    /// It was written into this file.
    New(PathBuf),
    /// It is already in this file, which was left as it is.
    Known(PathBuf),
}

/// Why an article could not be saved; nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("'{path}' cannot be {doing}: {source}")]
pub struct InboxError {
    path: Clean,
    doing: &'static str,
    source: io::Error,
}

impl InboxError {
    fn from_io(path: &Path, doing: &'static str, source: io::Error) -> Self {
        let path = Clean::line(&path.to_string_lossy());
        Self {
            path,
            doing,
            source,
        }
    }
}

impl Inbox {
    /// Opens the folder, creating it if it is missing, and reads the addresses of its articles.
    ///
    /// What a killed writer left half written is removed.
    ///
    /// # Errors
    /// Fails if the folder cannot be created or read.
    pub fn open(folder: &Path) -> Result<Self, InboxError> {
        private::create_folder(folder)
            .map_err(|error| InboxError::from_io(folder, "created", error))?;
        let entries =
            fs::read_dir(folder).map_err(|error| InboxError::from_io(folder, "read", error))?;
        let mut saved = SavedStories::default();
        for path in entries.flatten().map(|entry| entry.path()) {
            if is_abandoned(&path) {
                let _best_effort = fs::remove_file(&path);
            } else {
                saved.add_file(path);
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            saved,
        })
    }

    /// Returns the file of the article with this address, in whatever form the address is written.
    #[must_use]
    pub fn file_of(&self, url: &str) -> Option<&Path> {
        self.saved.file_of(url)
    }

    /// Saves an article unless the folder has it: one with its address or, if it has none, the same words under the
    /// same name.
    ///
    /// Title, standfirst, authors, source, date, address, language and tags go into the front matter, with the time
    /// `saved`; the text follows without headline, byline and page furniture.
    ///
    /// # Errors
    /// Fails if the file cannot be written; no part of it remains then.
    pub fn save_article(
        &mut self,
        article: &Article,
        saved: Timestamp,
    ) -> Result<SavedArticle, InboxError> {
        let stem = name::file_stem(&article.metadata);
        let story = StoryFingerprint::from_article(article);
        // Entries of a feed may share a link, and are stories of their own.
        if let Some(path) = self.saved.find_story(&stem, article, &story) {
            return Ok(SavedArticle::Known(path));
        }
        let mut text =
            front_matter::front_matter_of(&article.metadata, loader::language_of(article), saved);
        text.push_str(&markdown::markdown_of(article));
        let path = self.write_file(&stem, text.as_bytes())?;
        self.saved.add_story(article, story, path.clone());
        Ok(SavedArticle::New(path))
    }

    /// Writes a file under the first free name and returns its path.
    ///
    /// The file is synced before it gets its name, so that a power loss leaves all of it or none, and the folder
    /// afterwards, where the file system can do that (fsync(2)).
    fn write_file(&mut self, stem: &str, text: &[u8]) -> Result<PathBuf, InboxError> {
        let cannot = |folder: &Path, error| InboxError::from_io(folder, "written into", error);
        let mut file = self
            .write_part(text)
            .map_err(|error| cannot(&self.folder, error))?;
        loop {
            let path = self.folder.join(self.saved.next_name(stem));
            match file.persist_noclobber(&path) {
                Ok(_) => {
                    let _best_effort = private::sync_folder(&self.folder);
                    return Ok(path);
                }
                // Another process took the name since the folder was read: the next number is tried.
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    file = error.file;
                }
                Err(error) => return Err(cannot(&self.folder, error.error)),
            }
        }
    }

    fn write_part(&self, text: &[u8]) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        let mut file = builder
            .prefix(PART_START)
            .suffix(PART_END)
            .tempfile_in(&self.folder)?;
        file.write_all(text)?;
        file.as_file().sync_all()?;
        Ok(file)
    }
}

/// Returns `true` if a file was being written by a process that was killed.
fn is_abandoned(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !(name.starts_with(PART_START) && name.ends_with(PART_END)) {
        return false;
    }
    let written = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    let age = written.map(|written| SystemTime::now().duration_since(written).ok());
    age.is_ok_and(|age| age.is_some_and(|age| age >= PART_LIFE))
}
