//! Markdown: front matter says what the article is, marks say what its passages are.
//!
//! - `writer`: the marks' events to passages; inline marks vanish, links are kept as ranges
//! - `tags`: the words of raw HTML, without its tags

mod tags;
mod writer;

use std::path::Path;

use super::file_name::FileName;
use super::front_matter::{self, FrontMatter};
use super::passage::Passage;
use super::story::{self, Given, line};
use super::{Loaded, Problem};
use crate::article::{BlockKind, Metadata};
use crate::text::Clean;

/// How many passages at the top may repeat what the front matter says.
const TOP: usize = 4;

/// Parses `text`, which is sanitized.
pub(super) fn parse(path: &Path, text: &Clean) -> Loaded {
    let FrontMatter {
        metadata,
        faults,
        body,
    } = front_matter::read(text);
    let mut passages = writer::passages(body);
    set_headline(&mut passages, &metadata);
    set_standfirst(&mut passages, &metadata);
    set_byline(&mut passages, &metadata);
    let given = Given {
        metadata,
        is_marked_up: true,
        is_page: false,
    };
    let article = story::tell(passages, FileName::read(path), given);
    Loaded {
        articles: article.into_iter().collect(),
        problems: faults
            .into_iter()
            .map(|fault| Problem::new(path, fault.message).at_line(fault.line))
            .collect(),
    }
}

/// Makes a headline of the title or of the heading that says the same; without a title, of a heading that no sentence
/// precedes, or of a first line that is no sentence.
fn set_headline(passages: &mut Vec<Passage<'_>>, metadata: &Metadata) {
    let is_heading = |passage: &Passage<'_>| matches!(passage.kind, Some(BlockKind::Heading(_)));
    let is_title = |passage: &Passage<'_>| is_same(&passage.text, &metadata.title);
    let is_sentence = |passage: &&Passage<'_>| line::ends_sentence(&passage.text);
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
        None => insert(passages, 0, BlockKind::Headline, &metadata.title),
    }
}

/// Makes a standfirst of what the front matter says, unless the story begins with the same words.
fn set_standfirst(passages: &mut Vec<Passage<'_>>, metadata: &Metadata) {
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
            insert(passages, after, BlockKind::Standfirst, standfirst);
        }
    }
}

/// Makes a byline of the authors, unless the text names them at its top.
fn set_byline(passages: &mut Vec<Passage<'_>>, metadata: &Metadata) {
    const LONGEST: usize = 200;
    let Some(first) = metadata.authors.first() else {
        return;
    };
    let short = |passage: &&Passage<'_>| passage.kind.is_none() && passage.text.len() <= LONGEST;
    let mut top = passages.iter().take(TOP + 1).filter(short);
    if top.any(|passage| passage.text.contains(first.as_str())) {
        return;
    }
    let is_above = |passage: &&Passage<'_>| {
        matches!(
            passage.kind,
            Some(BlockKind::Headline | BlockKind::Standfirst)
        )
    };
    let above = passages.iter().take_while(is_above).count();
    let names: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
    insert(passages, above, BlockKind::Byline, &names.join(", "));
}

fn has_headline(passages: &[Passage<'_>]) -> bool {
    passages
        .first()
        .is_some_and(|passage| passage.kind == Some(BlockKind::Headline))
}

fn insert(passages: &mut Vec<Passage<'_>>, at: usize, kind: BlockKind, text: &str) {
    if !text.is_empty() {
        passages.insert(
            at.min(passages.len()),
            Passage::new(Some(kind), text.to_owned(), usize::MAX),
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
