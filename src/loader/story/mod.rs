//! Says of the passages of a story what they are, whatever format they came from, and makes the article of them.
//!
//! 1. `dated`, `head`, `opening`: a date line joined to the story; headline; standfirst and byline noise below it (`byline`,
//!    `names`)
//! 2. `tail`: who else reported, biographies, where it first appeared (`provenance`)
//! 3. `noise`: what the page put between
//! 4. `structure`, `quoted`: headings, lists, block quotes
//! 5. `dateline`: place and agency are parted from the first paragraph
//!
//! Whatever no step is sure of is a paragraph: noise in the story is better than a story among the noise.

mod byline;
mod dated;
mod dateline;
mod head;
mod introduction;
pub(super) mod line;
mod names;
mod noise;
mod opening;
mod provenance;
mod quoted;
mod structure;
mod tail;

pub(super) use names::{
    chinese_names, is_name, is_role, list_authors, name_without_role, turn_inverted, write_name,
};
pub(super) use noise::{is_noise, is_read_also};
pub(super) use provenance::is_note;

use self::byline::Credit;
use super::draft::Draft;
use super::file_name::FileName;
use super::outlet;
use super::passage::DraftPassage;
use super::table;
use crate::article::{Article, BlockKind, Metadata};
use crate::text::Clean;

/// What a format says about a story besides its passages.
#[derive(Debug, Default)]
pub(super) struct StoryContext {
    /// What is stated, and believed before anything found in the text.
    pub(super) metadata: Metadata,
    /// Whether headings and lists are marked up, so that none need be looked for.
    pub(super) is_marked_up: bool,
    /// Whether the passages come from a page, which still holds what is not taken over: headline, byline and noise are
    /// then known from what is stated, and no part of the text.
    pub(super) is_page: bool,
}

/// Returns `true` if a line says nothing but how long it takes to read.
pub(super) fn is_reading_time(line: &str) -> bool {
    byline::is_reading_time(line)
}

/// Returns `true` if a line is byline noise: a name with a role, a date, a reading time.
pub(super) fn is_byline(line: &str) -> bool {
    byline::parse_byline(line, &[]).is_some()
}

/// Returns the names that a line between headline and story signs, as one text.
pub(super) fn read_signature(line: &str) -> Option<String> {
    let credit = byline::parse_byline(line, &[])?;
    (!credit.authors.is_empty()).then(|| credit.authors.join("; "))
}

/// Builds an article from passages; `None` if there are none.
pub(super) fn build_article(
    mut passages: Vec<DraftPassage<'_>>,
    name: FileName,
    given: StoryContext,
) -> Option<Article> {
    passages.first()?;
    if !given.is_marked_up {
        dated::split_openings(&mut passages);
    }
    let mut credit = head::mark_head(&mut passages, &name, given.is_marked_up);
    let below = tail::mark_tail(&mut passages, &credit.authors);
    if credit.authors.is_empty() {
        credit.authors = below.authors;
    }
    noise::mark_noise(&mut passages);
    if !given.is_marked_up {
        structure::mark_structure(&mut passages);
    }
    quoted::mark_quotes(&mut passages);
    table::align_tables(&mut passages);
    if given.is_page {
        mark_byline_lines(&mut passages);
        passages.retain(|passage| {
            !passage.kind.is_some_and(is_of_page) || tail::is_contribution(&passage.text)
        });
    }
    assemble_article(passages, &credit, name, given.metadata)
}

/// Marks the lines of a page that are certainly byline noise, wherever they are: "By …", a day, a reading time.
fn mark_byline_lines(passages: &mut [DraftPassage<'_>]) {
    const LONGEST: usize = 80;
    for passage in passages.iter_mut().filter(|passage| passage.kind.is_none()) {
        let is_short = passage.text.len() <= LONGEST;
        if is_short && byline::parse_certain(&passage.text).is_some() {
            passage.kind = Some(BlockKind::Byline);
        }
    }
}

/// Returns `true` if a block is one of the page rather than of the story.
const fn is_of_page(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate
    )
}

/// Assembles the article from its passages and what is known about it.
fn assemble_article(
    passages: Vec<DraftPassage<'_>>,
    credit: &Credit,
    name: FileName,
    given: Metadata,
) -> Option<Article> {
    const SEPARATOR: usize = "\n\n".len();
    let mut draft = Draft::new(given);
    let lengths = passages
        .iter()
        .map(|passage| passage.text.len() + SEPARATOR);
    draft.reserve(lengths.sum());
    let mut agency = None;
    let mut is_opening = true;
    for passage in joined_headlines(passages) {
        let is_paragraph = passage.kind.is_none();
        if is_paragraph
            && is_opening
            && let Some((dateline, paragraph)) = dateline::split_dateline(&passage.text)
        {
            draft.push(BlockKind::Dateline, dateline, &[]);
            let before = passage.text.len() - paragraph.len();
            let links = passage
                .links
                .iter()
                .filter_map(|link| link.without_head(before));
            draft.push(BlockKind::Paragraph, paragraph, &links.collect::<Vec<_>>());
            agency = dateline::agency_in(dateline).map(outlet::display_name);
        } else {
            draft.push(
                passage.kind.unwrap_or(BlockKind::Paragraph),
                &passage.text,
                &passage.links,
            );
        }
        is_opening &= !is_paragraph;
    }
    complete_metadata(&mut draft, credit, name, agency);
    draft.finish()
}

/// Joins the two lines of a headline to one passage.
fn joined_headlines(passages: Vec<DraftPassage<'_>>) -> Vec<DraftPassage<'_>> {
    let mut joined: Vec<DraftPassage<'_>> = Vec::with_capacity(passages.len());
    for passage in passages {
        match joined.last_mut() {
            Some(last) if [last.kind, passage.kind] == [Some(BlockKind::Headline); 2] => {
                let text = last.text.to_mut();
                text.push('\n');
                text.push_str(&passage.text);
            }
            _ => joined.push(passage),
        }
    }
    joined
}

/// Fills in what is known from the text, the file's name and its folder, where nothing was given.
fn complete_metadata(draft: &mut Draft, credit: &Credit, name: FileName, agency: Option<String>) {
    let mut lines = draft.all_texts(BlockKind::Provenance).map(Clean::line);
    let provenance = lines.find(|line| provenance::is_provenance(line));
    let origin = provenance
        .as_deref()
        .and_then(provenance::outlet_in)
        .map(outlet::display_name);
    drop(lines);
    let headline = draft.first_text(BlockKind::Headline).unwrap_or_default();
    let titled = outlet::split_title(headline)
        .filter(|_| draft.metadata.title.is_empty())
        .map(|(title, site)| (Clean::line(title), Clean::line(site)));
    let metadata = &mut draft.metadata;
    // Whoever wrote it may be named there as well.
    let is_author = |site: &Clean| credit.authors.iter().any(|author| *author == site.as_str());
    let titled = titled.filter(|(_, site)| !is_author(site));
    let titled_site = titled.map(|(title, site)| {
        metadata.title = title;
        site.to_string()
    });
    let site = metadata.url.as_deref().and_then(outlet::name_from_url);
    // A file name and a provenance line may write one name in two ways; the archive should have one.
    let origin = origin.filter(|origin| {
        !name
            .outlet
            .as_deref()
            .is_some_and(|outlet| outlet::is_same_outlet(outlet, origin))
    });
    // A folder is named by whoever keeps the files.
    let stated = origin.or(name.outlet).or(titled_site);
    let source = stated.or(name.folder).or(agency).or(site);
    metadata.source = metadata
        .source
        .take()
        .or(source.as_deref().map(Clean::line));
    if metadata.authors.is_empty() {
        metadata.authors = credit
            .authors
            .iter()
            .map(|author| Clean::line(author))
            .collect();
    }
    metadata.published = metadata.published.or(credit.published).or(name.published);
    metadata.provenance = provenance;
    if metadata.minutes == 0 {
        metadata.minutes = credit.minutes.unwrap_or_default();
    }
}
