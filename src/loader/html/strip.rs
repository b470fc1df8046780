//! Drops what is left of the page among the passages of an article: links to other stories, labels, repetitions.

use std::collections::HashSet;

use super::labels;
use super::large_letters;
use super::live::ENTRY_TIME;
use super::repeated::RepeatedPassages;
use super::writer::WrittenPassage;
use crate::article::BlockKind;
use crate::loader::furniture::FURNITURE;
use crate::loader::left_out::letters_and_digits;
use crate::loader::passage::DraftPassage;
use crate::loader::story::{self, line};

/// Returns the passages that are the article's own.
pub(super) fn strip_passages(
    written: Vec<WrittenPassage>,
    titles: &[&str],
    body: Option<&str>,
) -> Vec<DraftPassage<'static>> {
    let end = end_of_story(&written);
    let links = lists_of_links(&written);
    let mut repeated = RepeatedPassages::from_passages(written.get(..end).unwrap_or_default());
    let mut below = PageSection::Story;
    let mut kept: Vec<DraftPassage<'static>> = Vec::with_capacity(end);
    for written in written.into_iter().take(end) {
        let is_in_links = written.list.is_some_and(|list| links.contains(&list));
        below = below.next_section(&written.passage);
        let is_noise = is_in_links
            || below != PageSection::Story
            || is_comments(&written)
            || is_link(&written)
            || is_label(&written.passage)
            || written.passage.kind == Some(BlockKind::BlockQuote)
                && story::is_noise(&written.passage.text);
        if !is_noise && !repeated.is_repeat(&written.passage) {
            kept.push(written.passage);
        }
    }
    kept = without_galleries(without_repeated_title(kept, titles));
    if let Some(body) = body {
        trim_to_body(&mut kept, body);
    }
    large_letters::join_large_letters(&mut kept);
    let is_heading =
        |passage: &DraftPassage<'_>| matches!(passage.kind, Some(BlockKind::Heading(_)));
    kept.truncate(kept.len() - loose_end(&kept));
    while kept.pop_if(|last| is_heading(last)).is_some() {}
    kept
}

/// Returns passages without the captions of galleries, which follow one another, where the story is told in other words.
fn without_galleries(passages: Vec<DraftPassage<'static>>) -> Vec<DraftPassage<'static>> {
    let is_caption = |passage: &DraftPassage<'_>| passage.kind == Some(BlockKind::Caption);
    let letters = |of_captions: bool| -> usize {
        let those = passages
            .iter()
            .filter(|passage| is_caption(passage) == of_captions);
        those.map(|passage| passage.text.len()).sum()
    };
    // A story in pictures is told by their captions.
    if letters(true) * 2 > letters(false) {
        return passages;
    }
    let is_in_gallery: Vec<bool> = (0..passages.len())
        .map(|at| {
            let is_there = |at: Option<usize>| {
                let at = at.filter(|at| passages.get(*at).is_some_and(is_caption));
                // A table has its caption above its rows.
                at.and_then(|at| passages.get(at + 1))
                    .map_or(at.is_some(), |below| {
                        below.kind != Some(BlockKind::TableRow)
                    })
            };
            is_there(Some(at)) && (is_there(at.checked_sub(1)) || is_there(Some(at + 1)))
        })
        .collect();
    let numbered = passages.into_iter().zip(is_in_gallery);
    numbered
        .filter(|(_, is_in_gallery)| !is_in_gallery)
        .map(|(passage, _)| passage)
        .collect()
}

/// Returns how many passages at the end are headlines of other stories, with a word or two between them.
fn loose_end(kept: &[DraftPassage<'static>]) -> usize {
    const LONGEST: usize = 40;
    const FEWEST: usize = 3;
    let is_heading =
        |passage: &DraftPassage<'_>| matches!(passage.kind, Some(BlockKind::Heading(_)));
    let is_loose = |passage: &&DraftPassage<'_>| {
        is_heading(passage)
            || passage.kind.is_none()
                && passage.text.len() <= LONGEST
                && !line::ends_sentence(&passage.text)
    };
    let end: Vec<&DraftPassage<'_>> = kept.iter().rev().take_while(is_loose).collect();
    let headings = end.iter().filter(|passage| is_heading(passage)).count();
    if headings >= FEWEST { end.len() } else { 0 }
}

/// Returns the place where readers' comments begin, after some prose at least.
fn end_of_story(written: &[WrittenPassage]) -> usize {
    const SOME: usize = 400;
    let mut length = 0;
    let end = written.iter().position(|written| {
        length += written.passage.text.len();
        // A line like that may also be a link to the comments, with the story going on below.
        let is_sure = written.passage.kind.is_some()
            || written
                .passage
                .text
                .starts_with(|c: char| c.is_ascii_digit());
        length > SOME && is_sure && is_comments(written)
    });
    end.unwrap_or(written.len())
}

/// Returns `true` if a passage is a heading above readers' comments.
fn is_comments(written: &WrittenPassage) -> bool {
    matches!(written.passage.kind, None | Some(BlockKind::Heading(_)))
        && labels::is_above_comments(&written.passage.text)
}

/// Returns the lists and tables whose entries are links to other stories.
fn lists_of_links(written: &[WrittenPassage]) -> HashSet<usize> {
    let mut lists = HashSet::new();
    for entries in written.chunk_by(|one, next| one.list == next.list) {
        let words = |entry: &WrittenPassage| entry.passage.text.trim_start_matches("• ").len();
        let all: usize = entries.iter().map(words).sum();
        let linked: usize = entries.iter().map(|entry| entry.linked).sum();
        if linked * 10 >= all * 7 {
            lists.extend(entries.iter().filter_map(|entry| entry.list));
        }
    }
    lists
}

/// Returns `true` if a passage is nothing but a link, and no sentence of the story or row of a table.
fn is_link(written: &WrittenPassage) -> bool {
    if written.passage.kind == Some(BlockKind::TableRow) {
        return false;
    }
    let length = written.passage.text.trim().len();
    let is_heading = matches!(written.passage.kind, Some(BlockKind::Heading(_)));
    let is_whole = written.linked * 100 >= length * 85;
    let opens = written
        .passage
        .text
        .get(..16)
        .unwrap_or(&written.passage.text)
        .to_lowercase();
    let leads_away = (FURNITURE
        .leads_away
        .iter()
        .any(|word| opens.starts_with(word))
        || story::is_read_also(&written.passage.text.to_lowercase()))
        && written.linked * 2 >= length;
    written.linked > 0
        && (leads_away && !is_heading
            || is_whole && (is_heading || !line::ends_sentence(&written.passage.text)))
}

/// What the passages belong to that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageSection {
    /// The story.
    Story,
    /// A heading of the page, as over a form to sign up.
    Label,
    /// A line or two below such a heading, without quotation marks.
    Aside,
    /// An offer to subscribe, and the number of lines so far that say what it gives.
    Offer(u8),
}

impl PageSection {
    /// Returns what `passage` belongs to, and what follows it may.
    fn next_section(self, passage: &DraftPassage<'_>) -> Self {
        const MOST: u8 = 8;
        let is_heading = matches!(passage.kind, Some(BlockKind::Heading(_)));
        if labels::is_offer(&passage.text.to_lowercase()) && passage.text.len() <= LONGEST_OFFER {
            return Self::Offer(0);
        }
        if is_heading && is_label(passage) {
            return Self::Label;
        }
        match self {
            Self::Label if passage.kind.is_none() && is_aside(passage, 120) => Self::Aside,
            Self::Offer(lines) if lines < MOST && !is_heading && is_aside(passage, 90) => {
                Self::Offer(lines + 1)
            }
            Self::Story | Self::Label | Self::Aside | Self::Offer(_) => Self::Story,
        }
    }
}

/// The longest line that offers the rest of a story to those who pay.
const LONGEST_OFFER: usize = 160;

/// Returns `true` if a passage of at most `longest` bytes may belong to a label of the page above it: it has no quotation
/// marks.
fn is_aside(passage: &DraftPassage<'_>, longest: usize) -> bool {
    passage.text.len() <= longest && !passage.text.contains(['“', '"', '„', '«'])
}

/// Returns `true` if a passage is a label of the page.
fn is_label(passage: &DraftPassage<'_>) -> bool {
    let text = passage.text.trim();
    if text.len() > 80 || passage.kind == Some(ENTRY_TIME) {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_heading = matches!(
        passage.kind,
        Some(BlockKind::Heading(_) | BlockKind::Caption)
    );
    let is_open = is_heading || !line::ends_with_any(text, &['.', '!', '…']);
    labels::is_label(words)
        || is_heading && story::is_noise(text)
        || is_open
            && passage
                .kind
                .is_none_or(|kind| matches!(kind, BlockKind::Heading(_)))
            && labels::begins_label(&lower)
}

/// Returns passages without lines above the story that repeat the title, and with the other lines that are
/// there as passages of one group.
fn without_repeated_title(
    passages: Vec<DraftPassage<'static>>,
    titles: &[&str],
) -> Vec<DraftPassage<'static>> {
    let head = passages
        .iter()
        .take_while(|passage| !is_story(passage))
        .count();
    let levels: Vec<Option<BlockKind>> = passages
        .iter()
        .skip(head)
        .map(|passage| passage.kind)
        .collect();
    let titles: Vec<TitleWords> = titles.iter().map(|title| TitleWords::new(title)).collect();
    let mut passages = passages.into_iter();
    let mut lines: Vec<DraftPassage<'static>> = Vec::new();
    for mut passage in passages.by_ref().take(head) {
        if titles.iter().any(|title| title.is_said_by(&passage.text)) {
            // Lines above the headline belong to the page: a section, a kicker.
            lines.retain(|line| line::ends_sentence(&line.text));
            continue;
        }
        // A heading right below the headline is no heading of the story, unless others of its rank follow.
        if matches!(passage.kind, Some(BlockKind::Heading(_)))
            && lines.is_empty()
            && !levels.contains(&passage.kind)
        {
            passage.kind = None;
        }
        if passage.links.is_empty() && passage.kind.is_none() {
            let parts = passage.text.lines().map(str::to_owned);
            lines.extend(parts.map(|line| DraftPassage::new(None, line, passage.group)));
        } else {
            lines.push(passage);
        }
    }
    lines.into_iter().chain(passages).collect()
}

/// Returns `true` if the story has begun with a passage.
fn is_story(passage: &DraftPassage<'_>) -> bool {
    const SHORTEST: usize = 100;
    passage.text.len() >= SHORTEST && line::ends_sentence(&passage.text)
}

/// What lines are compared with to find a title that is repeated; made once, for all lines.
struct TitleWords {
    letters: String,
    words: HashSet<String>,
    is_sentence: bool,
}

impl TitleWords {
    fn new(title: &str) -> Self {
        Self {
            letters: letters_and_digits(title),
            words: long_words(title),
            is_sentence: line::ends_with_any(title, &['.', '。']),
        }
    }

    /// Returns `true` if a line is the title, or most of its words are words of the title.
    fn is_said_by(&self, line: &str) -> bool {
        if !self.letters.is_empty() && letters_and_digits(line) == self.letters {
            return true;
        }
        // The first sentence of a story may share its words with the headline.
        let is_sentence = line::ends_with_any(line, &['.', '。']) && !self.is_sentence;
        let words = long_words(line);
        let shared = words.intersection(&self.words).count();
        shared >= 3 && shared * 3 >= words.len() * 2 && !is_sentence
    }
}

/// Returns the words of a text that are longer than two bytes, in small letters.
fn long_words(text: &str) -> HashSet<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2);
    words.map(str::to_lowercase).collect()
}

/// Drops what comes before and after the text that the page itself states as its article's body.
fn trim_to_body(kept: &mut Vec<DraftPassage<'static>>, body: &str) {
    const BEGINNING: usize = 60;
    let body = letters_and_digits(body);
    let beginning = |passage: &DraftPassage<'_>| -> String {
        letters_and_digits(&passage.text)
            .chars()
            .take(BEGINNING)
            .collect()
    };
    let is_stated = |passage: &DraftPassage<'_>| {
        let beginning = beginning(passage);
        beginning.len() >= 20 && body.contains(&beginning)
    };
    let stated: Vec<bool> = kept.iter().map(is_stated).collect();
    let length = |passage: &DraftPassage<'_>| letters_and_digits(&passage.text).len();
    let in_both: usize = kept
        .iter()
        .zip(&stated)
        .filter(|(_, is)| **is)
        .map(|(passage, _)| length(passage))
        .sum();
    // A body that is cut off or another text says nothing about the rest.
    let all: usize = kept.iter().map(length).sum();
    if in_both * 100 < body.len() * 85 || in_both * 100 < all * 60 {
        return;
    }
    let (first, last) = (
        stated.iter().position(|is| *is),
        stated.iter().rposition(|is| *is),
    );
    if let (Some(first), Some(last)) = (first, last) {
        kept.truncate(last + 1);
        // A heading over the first words belongs to them.
        let is_heading = |at: usize| {
            kept.get(at)
                .is_some_and(|passage| matches!(passage.kind, Some(BlockKind::Heading(_))))
        };
        let first = if first > 0 && is_heading(first - 1) {
            first - 1
        } else {
            first
        };
        kept.drain(..first);
    }
}
