//! Writes articles as Markdown into the inbox, the only folder of articles that the program writes into.
//!
//! - `front_matter`: the metadata of an article, as the lines above its text
//! - `markdown`: the text, from which the loader reads the same article
//! - `name`: the name of a file
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
use crate::library::catalogue::is_same_story;
use crate::loader;
use crate::text::Clean;

/// How many bytes of a file are read to find the address in its front matter.
const HEAD: u64 = 16 * 1024;

/// How many numbered variants of a name are tried.
const MOST_OF_A_NAME: usize = 1000;

/// A folder that articles are saved into, and the articles in it by their addresses.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    known: HashMap<ArticleId, PathBuf>,
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
    /// # Errors
    /// Fails if the folder cannot be created or read.
    pub fn open(folder: &Path) -> Result<Self, InboxError> {
        private::create_folder(folder)
            .map_err(|error| InboxError::from_io(folder, "created", error))?;
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

    /// Returns the file of the article with this address, in whatever form the address is written.
    #[must_use]
    pub fn file_of(&self, url: &str) -> Option<&Path> {
        self.known.get(&of_url(url)).map(PathBuf::as_path)
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
        let id = ArticleId::for_article(article);
        // The user may have deleted or moved the file since the folder was read.
        // Entries of a feed may share a link, and are stories of their own.
        if let Some(path) = self.known.get(&id)
            && holds_story(path, article)
        {
            return Ok(SavedArticle::Known(path.clone()));
        }
        let mut text = front_matter::front_matter_of(&article.metadata, saved);
        text.push_str(&markdown::markdown_of(article));
        let outcome = self.write_file(
            &name::file_stem(&article.metadata),
            text.as_bytes(),
            article,
        )?;
        let (SavedArticle::New(path) | SavedArticle::Known(path)) = &outcome;
        self.known.entry(id).or_insert_with(|| path.clone());
        Ok(outcome)
    }

    /// Writes a file under the first free name, unless a file under one of the taken names holds the same article.
    ///
    /// The file is synced before it gets its name, so that a power loss leaves all of it or none, and the folder
    /// afterwards, where the file system can do that (fsync(2)).
    fn write_file(
        &self,
        stem: &str,
        text: &[u8],
        article: &Article,
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
                    // Loaded rather than compared byte by byte: the `saved` line of the same article differs.
                    if holds_story(&path, article) {
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

/// Returns `true` if a file holds this article, or another version of it.
fn holds_story(path: &Path, article: &Article) -> bool {
    let loaded = loader::load(path).articles;
    loaded.first().is_some_and(|saved| {
        ArticleId::for_article(saved) == ArticleId::for_article(article)
            && is_same_story(saved, article)
    })
}

/// Returns the identity of an article with this address, which depends on nothing else.
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
