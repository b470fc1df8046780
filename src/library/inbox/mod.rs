//! Writes articles into the one folder that the program may write into, as Markdown that anybody can read.
//!
//! - `front_matter`: what is known of an article, as the lines above its text
//! - `markdown`: the text, so that the loader reads the same article out of it
//! - `name`: what a file is called
//!
//! No file is ever overwritten or left half written: each is written under a hidden name, synced, and
//! then linked to its own name, if that is free.

mod front_matter;
pub(super) mod markdown;
mod name;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::Builder;

use crate::article::{Article, ArticleId, Metadata};
use crate::files::{private, regular};
use crate::loader;
use crate::text::Clean;

/// So much of a file is read to find the address in its front matter.
const HEAD: u64 = 16 * 1024;

/// So many files may want the same name.
const MOST_OF_A_NAME: usize = 1000;

/// A folder that articles are saved into, and what it holds.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    known: HashMap<ArticleId, PathBuf>,
}

/// What became of an article that was to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedArticle {
    /// It was written into this file.
    New(PathBuf),
    /// It is in this file already, which was left as it is.
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
    /// Opens a folder, which is made when it is not there, and reads which addresses its articles have.
    ///
    /// # Errors
    /// Fails if the folder can neither be read nor made.
    pub fn open(folder: &Path) -> Result<Self, InboxError> {
        private::create_folder(folder)
            .map_err(|error| InboxError::from_io(folder, "made", error))?;
        let entries =
            fs::read_dir(folder).map_err(|error| InboxError::from_io(folder, "read", error))?;
        let files = entries.flatten().map(|entry| entry.path());
        let markdown =
            files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
        let known =
            markdown.filter_map(|file_path| Some((of_url(&url_in(&file_path)?), file_path)));
        Ok(Self {
            folder: folder.to_owned(),
            known: known.collect(),
        })
    }

    /// Returns the file that holds the article of an address, whatever form of the address it has.
    #[must_use]
    pub fn file_of(&self, url: &str) -> Option<&Path> {
        self.known.get(&of_url(url)).map(PathBuf::as_path)
    }

    /// Saves an article, unless one with its address is there, or, for one without, the same words under the same name.
    ///
    /// Title, standfirst, authors, source, day, address, language and tags go into the front matter, with `saved`; the
    /// text without headline, byline and noise below it.
    ///
    /// # Errors
    /// Fails if the file cannot be written; then nothing is left of it.
    pub fn save_article(
        &mut self,
        article: &Article,
        saved: Timestamp,
    ) -> Result<SavedArticle, InboxError> {
        let id = ArticleId::for_article(article);
        if let Some(path) = self.known.get(&id).filter(|path| path.exists()) {
            return Ok(SavedArticle::Known(path.clone()));
        }
        let mut text = front_matter::front_matter_of(&article.metadata, saved);
        text.push_str(&markdown::markdown_of(article));
        let outcome = self.write_file(&name::file_stem(&article.metadata), text.as_bytes(), id)?;
        let (SavedArticle::New(path) | SavedArticle::Known(path)) = &outcome;
        self.known.insert(id, path.clone());
        Ok(outcome)
    }

    /// Writes a file under the first name that is free, unless one of those that are not holds the same article.
    fn write_file(
        &self,
        stem: &str,
        text: &[u8],
        id: ArticleId,
    ) -> Result<SavedArticle, InboxError> {
        let cannot = |error| InboxError::from_io(&self.folder, "written into", error);
        let mut builder = Builder::new();
        let mut file = builder
            .prefix(".pullquote-")
            .suffix(".part")
            .tempfile_in(&self.folder)
            .map_err(cannot)?;
        file.write_all(text).map_err(cannot)?;
        file.as_file().sync_all().map_err(cannot)?;
        for number in 1..=MOST_OF_A_NAME {
            let name = if number == 1 {
                format!("{stem}.md")
            } else {
                format!("{stem}-{number}.md")
            };
            let path = self.folder.join(name);
            match file.persist_noclobber(&path) {
                Ok(_) => {
                    let _best_effort =
                        File::open(&self.folder).and_then(|folder| folder.sync_all());
                    return Ok(SavedArticle::New(path));
                }
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    if loader::load(&path)
                        .articles
                        .first()
                        .map(ArticleId::for_article)
                        == Some(id)
                    {
                        return Ok(SavedArticle::Known(path));
                    }
                    file = error.file;
                }
                Err(error) => return Err(cannot(error.error)),
            }
        }
        Err(cannot(io::Error::from(io::ErrorKind::AlreadyExists)))
    }
}

/// Returns the identity of an article by its address alone.
fn of_url(url: &str) -> ArticleId {
    let metadata = Metadata {
        url: Some(Clean::line(url)),
        ..Metadata::default()
    };
    ArticleId::for_article(&Article {
        metadata,
        ..Article::default()
    })
}

/// Returns the address in the front matter of a file.
fn url_in(path: &Path) -> Option<String> {
    let head = regular::read_up_to(path, HEAD).ok()?;
    let head = String::from_utf8_lossy(&head);
    let mut lines = head
        .strip_prefix("---\n")?
        .lines()
        .take_while(|line| *line != "---");
    let written = lines.find_map(|line| line.strip_prefix("url:"))?.trim();
    Some(written.trim_matches(['"', '\'']).to_owned())
}
