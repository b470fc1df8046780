//! Finds the times of a live blog's entries, which are what its text is read by.

use std::collections::{HashMap, HashSet};

use super::tree::{HtmlNode, HtmlPage};
use crate::article::BlockKind;
use crate::loader::{clock, date};

/// What a time becomes: no page has headings of its own of this level.
pub(super) const ENTRY_TIME: BlockKind = BlockKind::Heading(5);

/// The fewest times that entries of a live blog have.
const FEWEST: usize = 3;

/// How parts of pages are called that hold the entries of a live blog.
const NAMES: [&str; 11] = [
    "liveblog",
    "live-blog",
    "live_blog",
    "liveticker",
    "live-ticker",
    "live-event",
    "live-entr",
    "live-feed",
    "live-post",
    "live-update",
    "live-text",
];

/// Returns the stretches of text that are nothing but the time of an entry, in their order; none of another page.
pub(super) fn find_entry_times(page: &HtmlPage<'_>) -> Vec<usize> {
    let is_stated = page
        .head
        .json
        .iter()
        .any(|json| json.contains("LiveBlogPosting"));
    let is_called = || page.nodes.iter().any(is_called_live);
    let has_entries = || has_entries_beside_times(page) || has_entries_behind_times(page);
    if !is_stated && !is_called() && !has_entries() {
        return Vec::new();
    }
    let times = page.nodes.iter().enumerate();
    let times: Vec<usize> = times
        .filter(|(_, node)| node.name.is_empty() && is_time(node.text))
        .map(|(number, _)| number)
        .filter(|number| !is_listed(page, *number))
        .collect();
    if times.len() < FEWEST {
        return Vec::new();
    }
    times
}

/// Returns `true` if an element is the head of an entry: a line or two with a time or heading.
pub(super) fn is_entry_head(page: &HtmlPage<'_>, number: usize) -> bool {
    const LARGEST: usize = 60;
    let Some(node) = page
        .nodes
        .get(number)
        .filter(|_| !page.entry_times.is_empty())
    else {
        return false;
    };
    let is_head = node.name == "header" || node.name == "aside" && holds_only_time(page, number);
    let is_small = is_head && node.end - number <= LARGEST;
    let parts = || page.descendants(number).filter_map(|at| page.nodes.get(at));
    let is_of_page = || parts().any(|part| matches!(part.name, "h1" | "nav" | "form" | "ul"));
    let is_heading = || parts().any(|part| matches!(part.name, "h2" | "h3" | "h4" | "h5"));
    let next = page.entry_times.partition_point(|time| *time < number);
    let has_time = || {
        page.entry_times
            .get(next)
            .is_some_and(|time| *time < node.end)
    };
    is_small && (has_time() || is_heading() || is_bare_head(page, number)) && !is_of_page()
}

/// Returns `true` if an element is the head of an entry of its own kind among those with a time: "Heat 15, 65.06 sec".
pub(super) fn is_bare_head(page: &HtmlPage<'_>, number: usize) -> bool {
    /// How deep in an entry its time may be.
    const DEEPEST: usize = 8;
    let is_header = |node: &&HtmlNode<'_>| node.name == "header" && !page.entry_times.is_empty();
    let Some(header) = page.nodes.get(number).filter(is_header) else {
        return false;
    };
    let Some(entry) = page.nodes.get(header.parent) else {
        return false;
    };
    // One with a time or a heading of its own is as the others are.
    let next = page.entry_times.partition_point(|time| *time < number);
    let has_own_time = page
        .entry_times
        .get(next)
        .is_some_and(|time| *time < header.end);
    let mut parts = page.descendants(number).filter_map(|at| page.nodes.get(at));
    if has_own_time || parts.any(|part| matches!(part.name, "h2" | "h3" | "h4" | "h5")) {
        return false;
    }
    let is_beside = |time: usize| {
        let above = std::iter::successors(Some(time), |at| Some(page.nodes.get(*at)?.parent));
        let nodes = above.take(DEEPEST).filter_map(|at| page.nodes.get(at));
        let mut other = nodes.skip_while(|node| node.parent != entry.parent);
        other.next().is_some_and(|other| {
            other.end != entry.end && other.name == entry.name && is_called_as(other, entry)
        })
    };
    let nearest = [next.checked_sub(1), Some(next)].into_iter().flatten();
    let mut times = nearest.filter_map(|at| page.entry_times.get(at));
    times.any(|time| is_beside(*time))
}

/// Returns `true` if the classes of two elements begin with the same word.
fn is_called_as(one: &HtmlNode<'_>, other: &HtmlNode<'_>) -> bool {
    let first = |node: &HtmlNode<'_>| {
        let class = node.attributes.get("class")?;
        class.split_ascii_whitespace().next().map(str::to_owned)
    };
    first(one).is_some_and(|class| first(other) == Some(class))
}

/// Adds the heads of entries to the parts of an article, where a page names the text of each entry as one of its bodies.
pub(super) fn add_heads(page: &HtmlPage<'_>, parts: &mut Vec<usize>) {
    if page.entry_times.is_empty() {
        return;
    }
    let head_of = |part: &usize| {
        let entry = page.nodes.get(*part)?.parent;
        let mut inside = page.descendants(entry);
        let first = inside.find(|at| {
            page.nodes
                .get(*at)
                .is_some_and(|node| !node.name.is_empty())
        });
        first.filter(|first| first < part && is_entry_head(page, *first))
    };
    let heads: Vec<usize> = parts.iter().filter_map(head_of).collect();
    parts.extend(heads);
}

/// Returns `true` if several entries have an element of their own for their time, with paragraphs beside it.
fn has_entries_beside_times(page: &HtmlPage<'_>) -> bool {
    let is_beside = |(number, node): &(usize, &HtmlNode<'_>)| {
        let is_head = matches!(node.name, "aside" | "header");
        let has_words = |next: &HtmlNode<'_>| {
            let mut parts = page.nodes.get(node.end..next.end).into_iter().flatten();
            next.parent == node.parent && parts.any(|part| part.name == "p")
        };
        let mut siblings = page.nodes.get(node.end..).into_iter().flatten();
        is_head
            && holds_only_time(page, *number)
            && siblings
                .find(|next| !next.name.is_empty())
                .is_some_and(has_words)
    };
    let entries = page.nodes.iter().enumerate().filter(is_beside);
    entries.take(FEWEST).count() == FEWEST
}

/// Returns `true` if several entries of one kind each begin with a time, with paragraphs behind it.
fn has_entries_behind_times(page: &HtmlPage<'_>) -> bool {
    let texts = page.nodes.iter().enumerate();
    let texts = texts.filter(|(_, node)| node.name.is_empty() && !node.text.trim().is_empty());
    let mut times: Vec<(usize, Option<usize>)> = Vec::new();
    let mut before = None;
    for (number, node) in texts {
        if is_time(node.text) {
            times.push((number, before));
        }
        before = Some(number);
    }
    if times.len() < FEWEST {
        return false;
    }
    // Stories that came at one time are no entries.
    let mut entries: HashMap<(usize, &str, &str), HashSet<&str>> = HashMap::new();
    for (at, (time, before)) in times.iter().enumerate() {
        let next = times.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        if let Some(entry) = entry_of(page, *time, *before, next) {
            let written = page.nodes.get(*time).map_or("", |node| node.text.trim());
            entries.entry(entry).or_default().insert(written);
        }
    }
    entries.values().any(|times| times.len() >= FEWEST)
}

/// Returns what the entry is called and where it is that begins with a time and ends before the `next` one; `before` is the
/// text before the time.
fn entry_of<'p>(
    page: &'p HtmlPage<'_>,
    time: usize,
    before: Option<usize>,
    next: usize,
) -> Option<(usize, &'p str, &'p str)> {
    /// How deep in an entry its time may be.
    const DEEPEST: usize = 8;
    let above = std::iter::successors(Some(time), |at| {
        let parent = page.nodes.get(*at)?.parent;
        let begins = before.is_none_or(|before| before < parent) && parent != *at;
        let ends = page.nodes.get(parent)?.end <= next;
        (begins && ends).then_some(parent)
    });
    let number = above.take(DEEPEST).last()?;
    let entry = page.nodes.get(number)?;
    // A link before the paragraph is the headline of another story.
    let mut inside = page.nodes.get(time..entry.end).into_iter().flatten();
    let first = inside.find(|part| matches!(part.name, "p" | "a"));
    let class = entry.attributes.get("class").unwrap_or_default();
    let class = class.split_ascii_whitespace().next().unwrap_or_default();
    first
        .is_some_and(|part| part.name == "p")
        .then_some((entry.parent, entry.name, class))
}

/// Returns `true` if an element is an entry that begins with its time.
pub(super) fn is_entry(page: &HtmlPage<'_>, number: usize) -> bool {
    let next = page.entry_times.partition_point(|time| *time < number);
    let (Some(time), Some(node)) = (page.entry_times.get(next), page.nodes.get(number)) else {
        return false;
    };
    let mut before = page.nodes.get(number..*time).into_iter().flatten();
    *time < node.end && before.all(|part| part.text.trim().is_empty())
}

/// Returns `true` if all that an element holds is a time of day.
fn holds_only_time(page: &HtmlPage<'_>, number: usize) -> bool {
    let parts = page.descendants(number).filter_map(|at| page.nodes.get(at));
    let mut texts = parts
        .map(|part| part.text)
        .filter(|text| !text.trim().is_empty());
    texts.next().is_some_and(is_time) && texts.next().is_none()
}

/// Returns `true` if the words behind a time go on with a list of times: "9:15, 11:30 and 16:05".
fn is_listed(page: &HtmlPage<'_>, time: usize) -> bool {
    let behind = page.nodes.get(time + 1..).unwrap_or_default();
    let mut texts = behind.iter().map(|node| node.text.trim_start());
    let next = texts.find(|text| !text.is_empty());
    next.is_some_and(|text| text.starts_with([',', ';', ')', '،', '、']))
}

fn is_called_live(node: &HtmlNode<'_>) -> bool {
    let called = ["class", "id"].map(|kind| node.attributes.get(kind).unwrap_or_default());
    let begins = |called: &str| {
        let mut windows = called.as_bytes().windows(4);
        windows.any(|window| window.eq_ignore_ascii_case(b"live"))
    };
    // Few names have the word at all, and only those are looked at closely.
    called.iter().filter(|called| begins(called)).any(|called| {
        let called = called.to_ascii_lowercase();
        NAMES.iter().any(|name| called.contains(name))
    })
}

/// Returns `true` if a text is nothing but a time of day, with its day or without: "3.40pm", "16:05 Uhr".
fn is_time(text: &str) -> bool {
    const LONGEST: usize = 48;
    const LONGEST_ZONE: usize = 12;
    let text = text.trim();
    if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let clock = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let before = text.len() - clock.len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(clock);
    let behind = clock.get(hours..).unwrap_or_default();
    let Some(minutes) = behind.strip_prefix([':', '.', 'h']) else {
        return clock::find_time(text).is_some() && date::is_date_line(text);
    };
    let zone = minutes.get(digits(minutes)..).unwrap_or_default();
    let is_below = |text: &str, count: usize, limit: u8| {
        let digits = text.get(..count).and_then(|text| text.parse::<u8>().ok());
        digits.is_some_and(|number| number < limit)
    };
    let is_clock = (1..=2).contains(&hours)
        && is_below(clock, hours, 25)
        && digits(minutes) == 2
        && is_below(minutes, 2, 60)
        && before <= 4;
    let is_zone = zone.len() <= LONGEST_ZONE && !zone.contains(|c: char| c.is_ascii_digit());
    is_clock && is_zone || clock::find_time(text).is_some() && date::is_date_line(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("16:05", true)]
    #[case("3.40pm", true)]
    #[case("14.10 BST", true)]
    #[case("16:05 Uhr", true)]
    #[case("kl. 16.05", true)]
    #[case("16h05", true)]
    #[case("8 Sep 2026, 16:05", true)]
    #[case("2026", false)]
    #[case("It is 16:05", false)]
    #[case("16:05 and nobody rows", false)]
    #[case("8 Sep 2026", false)]
    #[case("1.5", false)]
    #[case("65.06 sec", false)]
    #[case("19:77", false)]
    fn a_time_is_known(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_time(text), expected);
    }

    #[rstest]
    #[case::by_its_name("<div class='live-blog'>", 3, 3)]
    #[case::of_a_story("<div class='story'>", 3, 0)]
    #[case::too_few("<div class='live-blog'>", 2, 0)]
    fn times_are_found_in_live_blogs(
        #[case] open: &str,
        #[case] count: usize,
        #[case] found: usize,
    ) {
        let entry = "<article><time>16:05</time><p>The ferry has turned back.</p></article>";
        let html = format!("{open}{}</div>", entry.repeat(count));
        assert_eq!(HtmlPage::parse(&html).entry_times.len(), found);
    }

    #[rstest]
    #[case::among_entries_with_times("entry entry--heat", true)]
    #[case::of_something_else("advert", false)]
    fn heads_without_a_time_are_those_of_entries(#[case] class: &str, #[case] expected: bool) {
        let timed =
            "<div class=entry><aside><time>16:05</time></aside><p>The ferry is back.</p></div>";
        let html = format!(
            "<main>{}<div class='{class}'><header>Heat 2</header></div></main>",
            timed.repeat(3)
        );
        let page = HtmlPage::parse(&html);
        let header = page.nodes.iter().position(|node| node.name == "header");
        assert_eq!(is_bare_head(&page, header.unwrap()), expected);
    }

    #[rstest]
    #[case::with_paragraphs("<li><b>TIME PM ET</b><h2>Wind</h2><p>The ferry is back.</p>", 3)]
    #[case::of_other_stories(
        "<li><b>TIME</b><a href='/x'>The ferry is back</a><p>It rains.</p>",
        0
    )]
    #[case::within_paragraphs("<li>At <b>TIME</b><p>The ferry is back.</p>", 0)]
    #[case::of_one_time("<li><b>4:40</b><p>The ferry is back.</p>", 0)]
    fn times_are_found_where_entries_begin_with_them(#[case] entry: &str, #[case] found: usize) {
        let entries = ["4:40", "3:10", "2:05"].map(|time| entry.replace("TIME", time));
        let html = format!("<main><ol>{}</ol></main>", entries.concat());
        assert_eq!(HtmlPage::parse(&html).entry_times.len(), found);
    }

    #[rstest]
    #[case::beside_its_words(
        "<aside><time>16:05</time></aside><div><p>The ferry is back.</p></div>",
        3
    )]
    #[case::of_other_stories(
        "<aside><time>16:05</time></aside><a href='/x'>The ferry is back</a>",
        0
    )]
    fn times_are_found_beside_entries(#[case] entry: &str, #[case] found: usize) {
        let html = format!("<main>{}</main>", format!("<div>{entry}</div>").repeat(3));
        assert_eq!(HtmlPage::parse(&html).entry_times.len(), found);
    }
}
