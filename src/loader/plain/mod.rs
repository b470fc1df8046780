//! Text as scraped from a news page: its lines become passages, and each step says of some of them what they are.
//!
//! 1. `lines`, `paragraphs`: wrapped lines are joined, a passage is a paragraph to be
//! 2. `head`: headline, standfirst, byline noise (`byline`, `names`)
//! 3. `tail`: who else reported, biographies, where it first appeared (`provenance`)
//! 4. `noise`: what the page put between
//! 5. `structure`, `quoted`: headings, lists, block quotes
//! 6. `dateline`: place and agency are parted from the first paragraph
//!
//! Whatever no step is sure of is a paragraph: noise in the story is better than a story among the noise.

mod byline;
mod dateline;
mod head;
mod lines;
mod names;
mod noise;
mod paragraphs;
mod provenance;
mod quoted;
mod structure;
mod tail;

use std::path::Path;

use self::byline::Credit;
use self::paragraphs::Passage;
use super::draft::Draft;
use super::file_name::FileName;
use super::outlet;
use crate::article::{Article, BlockKind};
use crate::text::Clean;

/// Reads `text`, which passed the gate; `None` when there are no words in it.
pub(super) fn parse(path: &Path, text: &Clean) -> Option<Article> {
    let name = FileName::read(path);
    let mut passages = paragraphs::split(text);
    passages.first()?;
    let mut credit = head::mark(&mut passages, &name);
    let below = tail::mark(&mut passages);
    if credit.authors.is_empty() {
        credit.authors = below.authors;
    }
    noise::mark(&mut passages);
    structure::mark(&mut passages);
    quoted::mark(&mut passages);
    Some(assemble(&passages, &credit, name))
}

/// Puts the passages together, with what is known about them.
fn assemble(passages: &[Passage<'_>], credit: &Credit, name: FileName) -> Article {
    let mut draft = Draft::default();
    let story = passages.iter().position(|passage| passage.kind.is_none());
    let (above, story) = passages.split_at(story.unwrap_or(passages.len()));
    push_all(&mut draft, above);
    let opening = story.first().map(|passage| passage.text.as_ref());
    let dateline = opening.and_then(dateline::split);
    if let Some((dateline, paragraph)) = dateline {
        draft.push(BlockKind::Dateline, [dateline]);
        draft.push(BlockKind::Paragraph, [paragraph]);
    }
    push_all(
        &mut draft,
        story
            .get(usize::from(dateline.is_some())..)
            .unwrap_or_default(),
    );
    let agency = dateline
        .and_then(|(dateline, _)| dateline::agency(dateline))
        .map(outlet::prettified);
    let provenance = draft.first(BlockKind::Provenance).map(str::to_owned);
    let origin = provenance
        .as_deref()
        .and_then(provenance::outlet)
        .map(outlet::prettified);
    let source = origin.or(name.outlet).or(name.folder).or(agency);
    draft.metadata.authors = credit
        .authors
        .iter()
        .map(|author| Clean::new(author))
        .collect();
    draft.metadata.source = source.as_deref().map(Clean::new);
    draft.metadata.published = credit.published.or(name.published);
    draft.metadata.provenance = provenance.as_deref().map(Clean::new);
    draft.metadata.minutes = credit.minutes.unwrap_or_default();
    draft.finish()
}

/// Appends a block for each passage; the two lines of a headline are one block.
fn push_all(draft: &mut Draft, passages: &[Passage<'_>]) {
    let is_one_block = |before: &Passage<'_>, after: &Passage<'_>| {
        [before.kind, after.kind] == [Some(BlockKind::Headline); 2]
    };
    for block in passages.chunk_by(is_one_block) {
        let kind = block.first().and_then(|passage| passage.kind);
        let lines = block.iter().map(|passage| passage.text.as_ref());
        draft.push(kind.unwrap_or(BlockKind::Paragraph), lines);
    }
}

#[cfg(test)]
mod tests;
