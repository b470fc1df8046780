//! The articles that are in the inbox, by identity and by the names of their files.
//!
//! Nothing is tried out: the next free number of a name is known, and a file is loaded at most once, so that saving is
//! linear in the articles of one title.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::article::{Article, ArticleId, Metadata};
use crate::files::regular;
use crate::library::catalogue::StoryFingerprint;
use crate::loader;
use crate::text::Clean;

/// How many bytes of a file are read to find the address in its front matter.
const HEAD: u64 = 16 * 1024;

/// The most stories of one identity that are compared as versions of each other; beyond, only copies are found.
const MOST_COMPARED: usize = 200;

/// The articles in a folder.
#[derive(Debug, Default)]
pub(super) struct SavedStories {
    identities: HashMap<ArticleId, StoriesOfIdentity>,
    stems: HashMap<String, FilesOfStem>,
}

/// The stories of one identity.
#[derive(Debug, Default)]
struct StoriesOfIdentity {
    stories: Vec<SavedStory>,
    /// The hashes of the texts of those that were loaded, each with its file.
    texts: HashMap<i64, PathBuf>,
}

#[derive(Debug)]
struct SavedStory {
    path: PathBuf,
    fingerprint: Fingerprint,
}

#[derive(Debug)]
enum Fingerprint {
    Unread,
    Taken(Box<StoryFingerprint>),
    /// The file holds no article of this identity.
    Other,
}

/// The files whose names differ only in a number.
#[derive(Debug, Default)]
struct FilesOfStem {
    /// The highest number that is taken; the name without a number is 1.
    last: usize,
    /// Those without an address, whose identity is not known before they are loaded.
    unread: Vec<PathBuf>,
}

impl SavedStories {
    /// Adds a file that is in the folder.
    pub(super) fn add_file(&mut self, path: PathBuf) {
        if path.extension() != Some(OsStr::new("md")) {
            return;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        // "fire-2" is either the second "fire" or the first "fire-2".
        let numbered = name.rsplit_once('-').and_then(|(stem, number)| {
            let number: usize = number.parse().ok()?;
            (number > 1).then_some((stem, number))
        });
        let address = url_in(&path).map(|url| id_of_url(&url));
        for (stem, number) in numbered.into_iter().chain([(name.as_ref(), 1)]) {
            let files = self.stems.entry(stem.to_owned()).or_default();
            files.last = files.last.max(number);
            if address.is_none() {
                files.unread.push(path.clone());
            }
        }
        if let Some(id) = address {
            let stories = &mut self.identities.entry(id).or_default().stories;
            stories.push(SavedStory {
                path,
                fingerprint: Fingerprint::Unread,
            });
        }
    }

    /// Adds a story that was just saved.
    pub(super) fn add_story(&mut self, article: &Article, story: StoryFingerprint, path: PathBuf) {
        let of_identity = self
            .identities
            .entry(ArticleId::for_article(article))
            .or_default();
        of_identity.texts.insert(story.hash(), path.clone());
        of_identity.stories.push(SavedStory {
            path,
            fingerprint: Fingerprint::Taken(Box::new(story)),
        });
    }

    /// Returns the file of the article with this address.
    pub(super) fn file_of(&self, url: &str) -> Option<&Path> {
        let stories = &self.identities.get(&id_of_url(url))?.stories;
        stories.first().map(|story| story.path.as_path())
    }

    /// Returns the next free name that begins with a stem, and takes it.
    pub(super) fn next_name(&mut self, stem: &str) -> String {
        let files = self.stems.entry(stem.to_owned()).or_default();
        files.last = files.last.saturating_add(1);
        if files.last == 1 {
            format!("{stem}.md")
        } else {
            format!("{stem}-{}.md", files.last)
        }
    }

    /// Returns the file that holds an article, or another version of it.
    pub(super) fn find_story(
        &mut self,
        stem: &str,
        article: &Article,
        story: &StoryFingerprint,
    ) -> Option<PathBuf> {
        if article.metadata.url.is_none() {
            self.read_stem(stem);
        }
        let of_identity = self.identities.get_mut(&ArticleId::for_article(article))?;
        of_identity.find_story(story)
    }

    /// Loads the files of a stem whose identity is not known.
    fn read_stem(&mut self, stem: &str) {
        let Some(files) = self.stems.get_mut(stem) else {
            return;
        };
        for path in std::mem::take(&mut files.unread) {
            if let Some(article) = loader::load(&path).articles.first() {
                self.add_story(article, StoryFingerprint::from_article(article), path);
            }
        }
    }
}

impl StoriesOfIdentity {
    fn find_story(&mut self, story: &StoryFingerprint) -> Option<PathBuf> {
        self.read_stories();
        // The user may have deleted or moved a file since the folder was read.
        let copy = self.texts.get(&story.hash());
        if let Some(path) = copy.filter(|path| path.exists()) {
            return Some(path.clone());
        }
        let compared = self.stories.iter().take(MOST_COMPARED);
        let mut same = compared.filter(|saved| match &saved.fingerprint {
            Fingerprint::Taken(saved) => saved.is_same_story(story),
            Fingerprint::Unread | Fingerprint::Other => false,
        });
        same.find(|saved| saved.path.exists())
            .map(|saved| saved.path.clone())
    }

    /// Loads the files that were only known by their address.
    fn read_stories(&mut self) {
        let unread = self.stories.iter_mut();
        for saved in unread.filter(|saved| matches!(saved.fingerprint, Fingerprint::Unread)) {
            let loaded = loader::load(&saved.path).articles;
            saved.fingerprint = loaded.first().map_or(Fingerprint::Other, |article| {
                let story = StoryFingerprint::from_article(article);
                self.texts.insert(story.hash(), saved.path.clone());
                Fingerprint::Taken(Box::new(story))
            });
        }
    }
}

/// Returns the identity of an article with this address, which depends on nothing else.
fn id_of_url(url: &str) -> ArticleId {
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
