//! Text as scraped from a news page: its lines become passages.

mod lines;
mod paragraphs;

use std::path::Path;

pub(super) use lines::needs_space;
pub(super) use paragraphs::split as passages;

use super::file_name::FileName;
use super::story::{self, Given};
use crate::article::Article;
use crate::text::Clean;

/// Parses `text`, which is sanitized; `None` if it has no words.
pub(super) fn parse(path: &Path, text: &Clean) -> Option<Article> {
    story::tell(passages(text), FileName::read(path), Given::default())
}

#[cfg(test)]
mod tests;
