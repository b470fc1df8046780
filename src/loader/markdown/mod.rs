//! Markdown: front matter says what the article is, marks say what its passages are.
//!
//! - `writer`: the marks' events to passages; inline marks vanish, links are kept as ranges
//! - `reader_head`: what a service for reading pages writes above them
//! - `tags`: the words of raw HTML, without its tags

mod reader_head;
mod tags;
mod writer;

use std::path::Path;

use super::cut;
use super::file_name::FileName;
use super::front_matter::{self, FrontMatter};
use super::passage::DraftPassage;
use super::story::{self, StoryContext, line};
use super::{Loaded, Problem};
use crate::article::{BlockKind, Metadata};
use crate::text::Clean;

/// How many passages at the top may repeat what the front matter says.
const TOP: usize = 4;

/// Parses `text`, which is sanitized.
pub(super) fn parse(path: &Path, text: &Clean) -> Loaded {
    let FrontMatter {
        mut metadata,
        faults,
        mut body,
    } = front_matter::split_front_matter(text);
    if let Some((stated, below)) = reader_head::split_reader_head(body) {
        (metadata, body) = (stated, below);
    }
    let mut passages = writer::parse_passages(body);
    set_headline(&mut passages, &metadata);
    set_standfirst(&mut passages, &metadata);
    set_byline(&mut passages, &metadata);
    let given = StoryContext {
        metadata,
        is_marked_up: true,
        is_page: false,
    };
    let article = story::build_article(passages, FileName::from_path(path), given);
    let article = article.map(|mut article| {
        article.metadata.cut = article.metadata.cut.or_else(|| cut::find_cut(&article));
        article
    });
    Loaded {
        articles: article.into_iter().collect(),
        problems: faults
            .into_iter()
            .map(|fault| Problem::new(path, fault.message).at_line(fault.line))
            .collect(),
    }
}

/// Makes the title, or the heading with the same words, the headline; without a title, a heading that no sentence
/// precedes, or a first line that is no sentence.
fn set_headline(passages: &mut Vec<DraftPassage<'_>>, metadata: &Metadata) {
    let is_heading =
        |passage: &DraftPassage<'_>| matches!(passage.kind, Some(BlockKind::Heading(_)));
    let is_title = |passage: &DraftPassage<'_>| is_same(&passage.text, &metadata.title);
    let is_sentence = |passage: &&DraftPassage<'_>| line::ends_sentence(&passage.text);
    let has_title = !metadata.title.is_empty();
    let found = if has_title {
        passages
            .iter()
            .take(TOP)
            .position(|passage| is_heading(passage) && is_title(passage))
    } else {
        let above = passages
            .iter()
            .take(TOP)
            .take_while(|passage| !is_heading(passage));
        let heading = above.clone().count();
        let is_first = above.clone().find(is_sentence).is_none()
            && passages.get(heading).is_some_and(is_heading);
        let line = passages
            .first()
            .filter(|line| line.kind.is_none() && line.text.len() <= 160 && !is_sentence(line));
        is_first.then_some(heading).or(line.map(|_| 0))
    };
    match found.and_then(|at| passages.get_mut(at)) {
        Some(heading) => heading.kind = Some(BlockKind::Headline),
        None => insert_passage(passages, 0, BlockKind::Headline, &metadata.title),
    }
}

/// Inserts the front matter's standfirst, unless the story begins with the same words.
fn set_standfirst(passages: &mut Vec<DraftPassage<'_>>, metadata: &Metadata) {
    let Some(standfirst) = metadata.standfirst.as_deref() else {
        return;
    };
    let beginning = standfirst.trim_end_matches(['.', '…', ' ']);
    let mut top = passages
        .iter_mut()
        .take(TOP)
        .filter(|passage| passage.kind.is_none());
    match top.find(|passage| passage.text.starts_with(beginning)) {
        Some(same) if is_same(&same.text, standfirst) => same.kind = Some(BlockKind::Standfirst),
        Some(_) => {}
        None => {
            let after = usize::from(has_headline(passages));
            insert_passage(passages, after, BlockKind::Standfirst, standfirst);
        }
    }
}

/// Inserts a byline with the authors, unless the text names them at its top.
fn set_byline(passages: &mut Vec<DraftPassage<'_>>, metadata: &Metadata) {
    const LONGEST: usize = 200;
    let Some(first) = metadata.authors.first() else {
        return;
    };
    let short =
        |passage: &&DraftPassage<'_>| passage.kind.is_none() && passage.text.len() <= LONGEST;
    let mut top = passages.iter().take(TOP + 1).filter(short);
    if top.any(|passage| passage.text.contains(first.as_str())) {
        return;
    }
    let is_above = |passage: &&DraftPassage<'_>| {
        matches!(
            passage.kind,
            Some(BlockKind::Headline | BlockKind::Standfirst)
        )
    };
    let above = passages.iter().take_while(is_above).count();
    let names: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
    insert_passage(passages, above, BlockKind::Byline, &names.join(", "));
}

fn has_headline(passages: &[DraftPassage<'_>]) -> bool {
    passages
        .first()
        .is_some_and(|passage| passage.kind == Some(BlockKind::Headline))
}

fn insert_passage(passages: &mut Vec<DraftPassage<'_>>, at: usize, kind: BlockKind, text: &str) {
    if !text.is_empty() {
        passages.insert(
            at.min(passages.len()),
            DraftPassage::new(Some(kind), text.to_owned(), usize::MAX),
        );
    }
}

/// Returns `true` if two texts have the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests;
