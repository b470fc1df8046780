//! Drops what is left of the page among the passages of an article: links to other stories, labels, repetitions.

use std::collections::HashSet;

use super::writer::Written;
use crate::article::BlockKind;
use crate::loader::passage::Passage;
use crate::loader::story::{self, line};

/// What headings say that stand over something else than the story, in lower case.
const LABELS: [&str; 40] = [
    "about the author",
    "about the authors",
    "about the writer",
    "advertisement",
    "also read",
    "also see",
    "categories",
    "editor's picks",
    "editors' picks",
    "follow us",
    "get in touch",
    "in this article",
    "in this story",
    "keep reading",
    "latest news",
    "latest stories",
    "links",
    "more",
    "more from",
    "more like this",
    "more news",
    "more on this",
    "more reading",
    "more stories",
    "most popular",
    "most read",
    "newsletter",
    "now read",
    "read also",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "see also",
    "share this",
    "top stories",
    "trending",
    "you may also like",
];

/// How headings begin below which readers write.
const COMMENTS: [&str; 7] = [
    "add a comment",
    "comments",
    "join the conversation",
    "join the discussion",
    "leave a comment",
    "leave a reply",
    "post a comment",
];

/// Returns the passages that are the article's own.
pub(super) fn strip(
    written: Vec<Written>,
    title: &str,
    body: Option<&str>,
) -> Vec<Passage<'static>> {
    let end = end_of_story(&written);
    let links = lists_of_links(&written);
    let mut seen = HashSet::new();
    let mut is_below_label = false;
    let mut kept: Vec<Passage<'static>> = Vec::with_capacity(end);
    for written in written.into_iter().take(end) {
        let is_in_links = written.list.is_some_and(|list| links.contains(&list));
        let was_below_label =
            std::mem::replace(&mut is_below_label, is_label_heading(&written.passage));
        let is_noise = is_in_links
            || was_below_label && is_aside(&written.passage)
            || is_comments(&written)
            || is_link(&written)
            || is_label(&written.passage);
        // A pull quote and a caption repeat what stands elsewhere.
        let is_repeated =
            written.passage.text.len() >= 40 && !seen.insert(letters(&written.passage.text));
        if !is_noise && !is_repeated {
            kept.push(written.passage);
        }
    }
    kept = without_repeated_title(kept, title);
    if let Some(body) = body {
        trim_to_body(&mut kept, body);
    }
    let is_heading = |passage: &Passage<'_>| matches!(passage.kind, Some(BlockKind::Heading(_)));
    while kept.pop_if(|last| is_heading(last)).is_some() {}
    kept
}

/// Returns the place where readers' comments begin, after some prose at least.
fn end_of_story(written: &[Written]) -> usize {
    const SOME: usize = 400;
    let mut length = 0;
    let end = written.iter().position(|written| {
        length += written.passage.text.len();
        length > SOME && is_comments(written)
    });
    end.unwrap_or(written.len())
}

/// Says whether a passage is what stands above readers' comments.
fn is_comments(written: &Written) -> bool {
    let text = written.passage.text.trim();
    if text.len() > 60 || !matches!(written.passage.kind, None | Some(BlockKind::Heading(_))) {
        return false;
    }
    let lower = text.to_lowercase();
    let words = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let is_counted = words.len() < lower.len()
        && matches!(words, "comment" | "comments" | "responses" | "replies");
    is_counted || COMMENTS.contains(&words.trim_end_matches([':', '.', '!']))
}

/// Returns the lists whose entries are links to other stories.
fn lists_of_links(written: &[Written]) -> HashSet<usize> {
    let mut lists = HashSet::new();
    for entries in written.chunk_by(|one, next| one.list == next.list) {
        let all: usize = entries.iter().map(|entry| entry.passage.text.len()).sum();
        let linked: usize = entries.iter().map(|entry| entry.linked).sum();
        if linked * 10 >= all * 7 {
            lists.extend(entries.iter().filter_map(|entry| entry.list));
        }
    }
    lists
}

/// Says whether a passage is nothing but a link, and no sentence of the story.
fn is_link(written: &Written) -> bool {
    let length = written.passage.text.trim().len();
    let is_heading = matches!(written.passage.kind, Some(BlockKind::Heading(_)));
    let is_whole = written.linked * 100 >= length * 85;
    let opens = written
        .passage
        .text
        .get(..16)
        .unwrap_or(&written.passage.text)
        .to_lowercase();
    let leads = [
        "read", "related", "see ", "more", "watch", "listen", "also", "click", "sign",
    ];
    let leads_away =
        leads.iter().any(|word| opens.starts_with(word)) && written.linked * 2 >= length;
    written.linked > 0
        && (leads_away && !is_heading
            || is_whole && (is_heading || !line::ends_sentence(&written.passage.text)))
}

/// Says whether a heading is one of the page, as over a form to sign up.
fn is_label_heading(passage: &Passage<'_>) -> bool {
    matches!(passage.kind, Some(BlockKind::Heading(_))) && is_label(passage)
}

/// Says whether a passage below such a heading belongs to it: a line or two, in nobody's words.
fn is_aside(passage: &Passage<'_>) -> bool {
    const LONGEST: usize = 120;
    passage.kind.is_none()
        && passage.text.len() <= LONGEST
        && !passage.text.contains(['“', '"', '„', '«'])
}

/// Says whether a passage is a label of the page.
fn is_label(passage: &Passage<'_>) -> bool {
    let text = passage.text.trim();
    if text.len() > 60 {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_heading = matches!(
        passage.kind,
        Some(BlockKind::Heading(_) | BlockKind::Caption)
    );
    LABELS.binary_search(&words).is_ok() || is_heading && story::is_noise(text)
}

/// Returns passages without lines above the story that say what the title says, and with the lines of what else stands
/// there as passages of one group.
fn without_repeated_title(passages: Vec<Passage<'static>>, title: &str) -> Vec<Passage<'static>> {
    let head = passages
        .iter()
        .take_while(|passage| !is_story(passage))
        .count();
    let mut passages = passages.into_iter();
    let mut lines: Vec<Passage<'static>> = Vec::new();
    for mut passage in passages.by_ref().take(head) {
        if says_title(&passage.text, title) {
            // What stands above the headline is the page's: a section, a kicker.
            lines.retain(|line| line::ends_sentence(&line.text));
            continue;
        }
        // A heading right below the headline is no heading of the story.
        if matches!(passage.kind, Some(BlockKind::Heading(_))) && lines.is_empty() {
            passage.kind = None;
        }
        if passage.links.is_empty() && passage.kind.is_none() {
            let parts = passage.text.lines().map(str::to_owned);
            lines.extend(parts.map(|line| Passage::new(None, line, passage.group)));
        } else {
            lines.push(passage);
        }
    }
    lines.into_iter().chain(passages).collect()
}

/// Says whether the story has begun with a passage.
fn is_story(passage: &Passage<'_>) -> bool {
    const SHORTEST: usize = 100;
    passage.text.len() >= SHORTEST && line::ends_sentence(&passage.text)
}

/// Says whether a line is the title, or most of its words are words of the title.
fn says_title(line: &str, title: &str) -> bool {
    if !title.is_empty() && letters(line) == letters(title) {
        return true;
    }
    let words = |text: &str| -> HashSet<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2);
        words.map(str::to_lowercase).collect()
    };
    let (line, title) = (words(line), words(title));
    let shared = line.intersection(&title).count();
    shared >= 3 && shared * 3 >= line.len() * 2
}

/// Drops what stands before and after the words that the page itself states as its article's.
fn trim_to_body(kept: &mut Vec<Passage<'static>>, body: &str) {
    const BEGINNING: usize = 60;
    let body = letters(body);
    let beginning = |passage: &Passage<'_>| -> String {
        letters(&passage.text).chars().take(BEGINNING).collect()
    };
    let is_stated = |passage: &Passage<'_>| {
        let beginning = beginning(passage);
        beginning.len() >= 20 && body.contains(&beginning)
    };
    let stated: Vec<bool> = kept.iter().map(is_stated).collect();
    let length = |passage: &Passage<'_>| letters(&passage.text).len();
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

/// Returns the letters and digits of a text, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
