//! Turns bytes into articles.
//!
//! - [`problem`]: what went wrong with a file, and what to do about it
//! - [`plain`]: text as scraped from a news page
//! - [`draft`]: an article while it is being put together

mod draft;
mod plain;
mod problem;

use std::path::Path;

pub use problem::Problem;

use crate::article::Article;
use crate::text::Clean;

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The articles in the order of the file; one, unless it is a feed.
    pub articles: Vec<Article>,
    /// What went wrong; articles may have been loaded all the same.
    pub problems: Vec<Problem>,
}

/// Loads the articles of a file; whatever is wrong with it becomes a problem.
#[must_use]
pub fn load(path: &Path) -> Loaded {
    match std::fs::read(path) {
        Ok(bytes) => load_bytes(path, &bytes),
        Err(error) => Loaded {
            articles: Vec::new(),
            problems: vec![Problem::new(path, format!("cannot be read: {error}"))],
        },
    }
}

/// Loads the articles in `bytes`; `path` only tells the format, and what a file name tells.
#[must_use]
pub fn load_bytes(path: &Path, bytes: &[u8]) -> Loaded {
    let text = Clean::new(&String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    let (articles, problems) = match plain::parse(path, &text) {
        Some(article) => (vec![article], Vec::new()),
        None => (
            Vec::new(),
            vec![Problem::new(path, "is empty: there is nothing to read")],
        ),
    };
    Loaded { articles, problems }
}
