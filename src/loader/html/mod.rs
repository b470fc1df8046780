//! Saved web pages: the article out of the page, and what the page says about it.
//!
//! 1. `tokens`, `tree`, `names`: tags to a flat, bounded tree, with what the head says on the side
//! 2. `weight`, `prune` (`class_names`, `parts`), `teasers`, `comments`, `inline_links`: what the page puts around and between is left out
//! 3. `pick`, `bodies`, `headline`, `sections`, `readable`: the part that is the article
//! 4. `writer` (`marks`, `live`, `open_element`), `references`: that part to passages
//! 5. `strip`, `labels`, `repeated`, `large_letters`: passages that are still the page's, not the article's
//! 6. `facts`, `json_ld`, `access`: what the page states: title, authors, site, date, address, language, who may read it; `declared`: its charset and feed
//! 7. `title` (`headings`, `likeness`), `standfirst`, `printed` (`bylines`, `byline_text`), `people` (`person`, `organisation`, `tasks`, `signed`), `site`: what it prints, which is believed where the two differ

mod access;
mod bodies;
mod byline_text;
mod bylines;
mod class_names;
mod columns;
mod comments;
mod declared;
mod facts;
mod headings;
mod headline;
mod inline_links;
mod json_ld;
mod labels;
mod large_letters;
mod likeness;
mod live;
mod marks;
mod names;
mod open_element;
mod organisation;
mod parts;
mod people;
mod person;
mod pick;
mod printed;
mod prune;
mod readable;
mod references;
mod repeated;
mod sections;
mod signed;
mod site;
mod standfirst;
mod strip;
mod tasks;
mod teasers;
mod title;
mod tokens;
mod tree;
mod weight;
mod writer;

use std::path::Path;

pub(super) use self::declared::{declared_charset, find_feed_link};
pub(super) use self::people::name_authors;

use self::facts::StatedFacts;
use self::printed::StoryPlace;
use self::tokens::{HtmlToken, HtmlTokens};
use self::tree::HtmlPage;
use super::file_name::FileName;
use super::passage::DraftPassage;
use super::story::{self, StoryContext};
use super::{Loaded, Problem};
use super::{cut, date, left_out, outlet};
use crate::article::{Article, BlockKind, TextCut};
use crate::text::Clean;

/// The fewest letters of prose that are an article.
const FEWEST_LETTERS: usize = 120;

/// The fewest letters in sentences that are an article where no part of the page seems to be one.
const FEWEST_UNPICKED: usize = 160;

/// The fewest lines without a full stop that are a text to read.
const FEWEST_LINES: usize = 8;

/// Parses a page, decoded but not yet sanitized; a page without an article is a problem.
pub(super) fn parse(path: &Path, html: &str) -> Loaded {
    parse_saved(path, html, None)
}

/// Parses a page whose URL is known.
pub(super) fn parse_saved(path: &Path, html: &str, url: Option<Clean>) -> Loaded {
    let page = HtmlPage::parse(html);
    let mut problems = Vec::new();
    if page.is_cut {
        problems.push(Problem::new(
            path,
            "has too many elements: only the beginning was loaded",
        ));
    }
    let article = extract_article(&page, FileName::from_path(path), url);
    if article.is_none() {
        problems.push(Problem::new(
            path,
            "holds no article: like pages of search results, films and logins, it has no paragraphs to read; save the \
             page of a story instead",
        ));
    }
    Loaded {
        articles: article.into_iter().collect(),
        problems,
    }
}

/// Returns the article of a page, if it has one.
fn extract_article(page: &HtmlPage<'_>, name: FileName, url: Option<Clean>) -> Option<Article> {
    let stated = facts::read_stated(page);
    let (mut passages, is_out) = article_passages(page, &stated);
    if !is_story(&passages) {
        return None;
    }
    let place = story_place(page, &is_out, stated.title.number);
    let access = stated.access(page);
    let mut metadata = stated.complete(page, place);
    signed::drop_bylines(&mut passages, &metadata.authors);
    let authors = metadata.authors.as_slice();
    metadata.standfirst = take_standfirst(page, &is_out, (place, authors), &stated, &mut passages);
    metadata.url = metadata.url.or(url);
    if metadata.source.is_none() {
        // The address is surer than the folder that the page was saved in.
        let site = metadata.url.as_deref().and_then(outlet::name_from_url);
        metadata.source = site.as_deref().map(Clean::line);
    }
    if !metadata.title.is_empty() {
        let title = metadata.title.as_str().to_owned();
        passages.insert(
            0,
            DraftPassage::new(Some(BlockKind::Headline), title, usize::MAX),
        );
    }
    let given = StoryContext {
        metadata,
        is_marked_up: true,
        is_page: true,
    };
    let mut article = story::build_article(passages, name, given)?;
    article.left_out = list_left_out(page, &article);
    let paywall = cut::is_behind_paywall(&article, access);
    article.metadata.cut = paywall.then_some(TextCut::Paywall);
    Some(article)
}

/// Returns the standfirst that a page prints, which gets its place among the passages, or else states.
fn take_standfirst(
    page: &HtmlPage<'_>,
    is_out: &[bool],
    (place, authors): (StoryPlace, &[Clean]),
    stated: &StatedFacts,
    passages: &mut Vec<DraftPassage<'static>>,
) -> Option<Clean> {
    if let Some(text) = standfirst::find_standfirst(page, is_out, (place, authors), stated) {
        standfirst::place_standfirst(passages, &text);
        return Some(Clean::line(&text));
    }
    let description = stated.descriptions().first()?;
    let own = standfirst::own_description(description, passages)?;
    Some(Clean::line(&own))
}

/// Returns what a page shows that its article does not hold.
fn list_left_out(page: &HtmlPage<'_>, article: &Article) -> Vec<Clean> {
    let is_unseen: Vec<bool> = page.nodes.iter().map(prune::is_unseen).collect();
    let written = writer::write_passages(page, &is_unseen);
    let passages = written
        .iter()
        .map(|written| (written.passage.text.as_ref(), written.linked));
    left_out::gather_left_out(passages, article)
}

/// Returns what the HTML of an article that is not a page shows besides it.
pub(super) fn list_left_out_of(html: &str, article: &Article) -> Vec<Clean> {
    list_left_out(&HtmlPage::parse(html), article)
}

/// Returns where a page prints the story that was not left out of it.
fn story_place(page: &HtmlPage<'_>, is_out: &[bool], headline: Option<usize>) -> StoryPlace {
    const A_PARAGRAPH: usize = 60;
    let headline = headline.unwrap_or_default();
    let mut kept = Vec::new();
    let mut paragraph = None;
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        let is_heading = page
            .nodes
            .get(node.parent)
            .is_some_and(|around| names::is_heading(around.name));
        let is_text = node.name.is_empty() && node.text.trim().len() >= A_PARAGRAPH;
        let is_paragraph = node.name == "p" && text_length(page, number) >= A_PARAGRAPH;
        // A line of days is none of the story: in Korean it is long enough.
        if is_text && !is_heading && !date::is_date_line(node.text.trim()) {
            kept.push(number);
        }
        if is_paragraph && number > headline {
            paragraph = paragraph.or(Some(number));
        }
        number += 1;
    }
    let start = kept.iter().find(|number| **number > headline);
    let start = start.or(kept.first()).copied().unwrap_or(headline);
    StoryPlace {
        headline,
        start,
        paragraph: paragraph.map_or(start, |paragraph| paragraph.min(start)),
        end: kept.last().map_or(headline, |last| last + 1),
    }
}

/// Counts the bytes of the words in an element.
fn text_length(page: &HtmlPage<'_>, number: usize) -> usize {
    let below = page.descendants(number).filter_map(|at| page.nodes.get(at));
    below.map(|node| node.text.trim().len()).sum()
}

/// Returns the passages of HTML that is an article and not a page: the body of a feed's entry, of a mail.
pub(super) fn parse_fragment(html: &str, title: &str) -> Vec<DraftPassage<'static>> {
    let page = HtmlPage::parse(html);
    let is_out = prune::prune_page(&page);
    strip::strip_passages(writer::write_passages(&page, &is_out), &[title], None)
}

/// Returns the words of a text that may hold tags and character references, even those of HTML within HTML.
pub(super) fn strip_markup(text: &str) -> String {
    let once = references::resolve_references(text);
    let page = HtmlPage::parse(&once);
    let texts = page
        .nodes
        .iter()
        .map(|node| references::resolve_references(node.text));
    texts.collect()
}

/// Returns the words of a title in HTML; what looks like a tag when its references are resolved is a word, unless it marks
/// words of a line.
pub(super) fn strip_tags(html: &str) -> String {
    let page = HtmlPage::parse(html);
    let words: String = page.nodes.iter().map(|node| node.text).collect();
    strip_inline_tags(&words)
}

/// Returns the character of the reference with this name: `amp`, `#8220`; as it is written if there is none.
pub(super) fn resolve_reference(name: &str) -> String {
    references::resolve_references(&format!("&{name};")).into_owned()
}

/// Returns a text with its character references resolved.
pub(super) fn resolve_all(text: &str) -> String {
    references::resolve_references(text).into_owned()
}

/// Returns `true` if a text holds tags that an article is made of.
pub(super) fn holds_markup(text: &str) -> bool {
    HtmlTokens::new(text).any(|token| match token {
        HtmlToken::Open(name, _) => names::is_block(name) || names::is_inline(name),
        HtmlToken::Text(_) | HtmlToken::Close(_) | HtmlToken::Raw(..) | HtmlToken::Comment(_) => {
            false
        }
    })
}

/// Returns the words of a title that may hold tags, and may hold words that look like some.
///
/// Only the tags that mark words of a line are taken out: "`<em>`", and not "`<col>`".
pub(super) fn strip_inline_tags(text: &str) -> String {
    let resolved = references::resolve_references(text);
    let mut words = String::with_capacity(resolved.len());
    let mut rest = resolved.as_ref();
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !names::is_inline(&name.to_ascii_lowercase()) {
            words.push('<');
            rest = after;
            continue;
        }
        let Some((_, behind)) = after.split_once('>') else {
            // No tag behind this one ends either.
            words.push('<');
            rest = after;
            break;
        };
        rest = behind;
    }
    words.push_str(rest);
    references::resolve_references(&words).into_owned()
}

/// Returns the passages of a page's article, and what was left out for them.
fn article_passages(
    page: &HtmlPage<'_>,
    stated: &StatedFacts,
) -> (Vec<DraftPassage<'static>>, Vec<bool>) {
    let title = stated.title.text.as_str();
    let mut is_out = prune::prune_page(page);
    inline_links::leave_out(page, &mut is_out);
    pick::pick_article(page, title, stated.title.number, &mut is_out);
    let written = writer::write_passages(page, &is_out);
    let titles: Vec<&str> = std::iter::once(title)
        .chain(stated.titles.all().map(String::as_str))
        .collect();
    let passages = strip::strip_passages(written, &titles, stated.body());
    let passages = match stated.body() {
        Some(body) if is_better(body, &passages) => split_stated_body(body),
        _ => passages,
    };
    if is_story(&passages) {
        return (passages, is_out);
    }
    let unpicked = prune::prune_page(page);
    let written = writer::write_passages(page, &unpicked);
    let all = strip::strip_passages(written, &titles, None);
    if stated.title.number.is_some() && is_story(&all) && story_letters(&all) >= FEWEST_UNPICKED {
        return (all, unpicked);
    }
    (template_passages(page, title).unwrap_or(passages), is_out)
}

/// Returns the passages of the largest template of a page, if it holds a story: some pages put theirs in by a script.
fn template_passages(page: &HtmlPage<'_>, title: &str) -> Option<Vec<DraftPassage<'static>>> {
    let template = page
        .head
        .templates
        .iter()
        .max_by_key(|template| template.len())?;
    Some(parse_fragment(template, title)).filter(|passages| is_story(passages))
}

/// Returns `true` if the words that a page states as its article's are more than twice those found.
fn is_better(body: &str, passages: &[DraftPassage<'_>]) -> bool {
    let found: usize = passages.iter().map(|passage| passage.text.len()).sum();
    body.len() >= FEWEST_LETTERS * 4 && found * 2 < body.len()
}

/// Returns the passages of the words that a page states.
fn split_stated_body(body: &str) -> Vec<DraftPassage<'static>> {
    if body.contains("&lt;/p&gt;") || body.contains("&lt;br") {
        return split_stated_body(&references::resolve_references(body));
    }
    // Some outlets state HTML.
    if body.contains("</p>") || body.contains("<br") {
        let page = HtmlPage::parse(body);
        let written = writer::write_passages(&page, &vec![false; page.nodes.len()]);
        return written.into_iter().map(|written| written.passage).collect();
    }
    let text = Clean::new(&references::resolve_references(body));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .enumerate()
        .map(|(group, line)| DraftPassage::new(None, line.to_owned(), group))
        .collect()
}

/// Returns `true` if passages are enough for a story: they hold a sentence, and have some length.
fn is_story(passages: &[DraftPassage<'_>]) -> bool {
    let is_told_by_captions = tell_story(passages);
    let is_prose = |passage: &&DraftPassage<'_>| match passage.kind {
        Some(BlockKind::Heading(_)) => false,
        Some(BlockKind::Caption) => is_told_by_captions,
        _ => true,
    };
    let letters: usize = passages
        .iter()
        .filter(is_prose)
        .map(|passage| passage.text.len())
        .sum();
    let has_sentence = passages
        .iter()
        .filter(is_prose)
        .flat_map(|passage| passage.text.lines())
        .any(|line| story::line::ends_sentence(line) || story::line::count_sentences(line, 2) == 2);
    // A dialogue or a poem may have no full stop at all.
    let lines = passages
        .iter()
        .filter(|passage| passage.kind.is_none())
        .count();
    letters >= FEWEST_LETTERS
        && (has_sentence || lines >= FEWEST_LINES && letters >= FEWEST_LETTERS * 2)
}

/// Returns `true` if captions tell a story: several of them are sentences.
fn tell_story(passages: &[DraftPassage<'_>]) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 60;
    let captions = passages
        .iter()
        .filter(|passage| passage.kind == Some(BlockKind::Caption));
    let told = captions.filter(|passage| {
        let is_sentence = story::line::ends_sentence(&passage.text) || passage.text.contains(". ");
        passage.text.len() >= SHORTEST && is_sentence
    });
    told.count() >= FEWEST
}

/// Counts the letters of the paragraphs that end a sentence.
fn story_letters(passages: &[DraftPassage<'_>]) -> usize {
    let sentences = passages
        .iter()
        .filter(|passage| passage.kind.is_none() && story::line::ends_sentence(&passage.text));
    sentences.map(|passage| passage.text.len()).sum()
}

#[cfg(test)]
mod tests;
