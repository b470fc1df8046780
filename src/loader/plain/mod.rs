//! Text as scraped from a news page: its lines become passages.

mod lines;
mod paragraphs;

use std::path::Path;

pub(super) use lines::needs_space;
pub(super) use paragraphs::split_passages;

use super::file_name::FileName;
use super::story::{self, StoryContext};
use crate::article::Article;
use crate::text::Clean;

/// Parses `text`, which is sanitized; `None` if it has no words.
pub(super) fn parse(path: &Path, text: &Clean) -> Option<Article> {
    story::build_article(
        split_passages(text),
        FileName::from_path(path),
        StoryContext::default(),
    )
}

#[cfg(test)]
mod tests;
