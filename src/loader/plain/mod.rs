//! Text as scraped from a news page: its lines become passages.

mod lines;
mod paragraphs;

use std::path::Path;

pub(super) use lines::needs_space;
pub(super) use paragraphs::split_passages;

use super::cut;
use super::file_name::FileName;
use super::front_matter;
use super::passage::DraftPassage;
use super::story::{self, StoryContext};
use crate::article::{Article, BlockKind};
use crate::text::Clean;

/// Parses `text`, which is sanitized; `None` if it has no words.
pub(super) fn parse(path: &Path, text: &Clean) -> Option<Article> {
    let name = FileName::from_path(path);
    let mut given = StoryContext::default();
    let passages = match front_matter::split_labelled_head(text) {
        Some((metadata, body)) => {
            given.metadata = metadata;
            with_headline(split_passages(body), &given.metadata.title)
        }
        None => split_passages(text),
    };
    let mut article = story::build_article(passages, name, given)?;
    article.metadata.cut = cut::find_cut(&article);
    Some(article)
}

/// Returns passages below the title as their headline, whether they begin with it or not.
fn with_headline<'a>(mut passages: Vec<DraftPassage<'a>>, title: &str) -> Vec<DraftPassage<'a>> {
    match passages.first_mut() {
        Some(first) if first.text == title => first.kind = Some(BlockKind::Headline),
        _ => {
            let headline =
                DraftPassage::new(Some(BlockKind::Headline), title.to_owned(), usize::MAX);
            passages.insert(0, headline);
        }
    }
    passages
}

#[cfg(test)]
mod tests;
