//! Text as scraped from a news page: its lines become passages.

mod lines;
mod paragraphs;

use std::path::Path;

pub(super) use lines::needs_space;
pub(super) use paragraphs::split_passages;

use super::cut;
use super::file_name::FileName;
use super::story::{self, StoryContext};
use crate::article::Article;
use crate::text::Clean;

/// Parses `text`, which is sanitized; `None` if it has no words.
pub(super) fn parse(path: &Path, text: &Clean) -> Option<Article> {
    let passages = split_passages(text);
    let name = FileName::from_path(path);
    let mut article = story::build_article(passages, name, StoryContext::default())?;
    article.metadata.cut = cut::find_cut(&article);
    Some(article)
}

#[cfg(test)]
mod tests;
