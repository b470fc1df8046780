//! Finds the times of a live blog's entries, which are what its text is read by.

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
    if !is_stated && !is_called() && !has_entries_beside_times(page) {
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
    is_small && (has_time() || is_heading()) && !is_of_page()
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
    let is_clock = (1..=2).contains(&hours) && digits(minutes) == 2 && before <= 4;
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
