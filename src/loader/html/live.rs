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
    if !is_stated && !page.nodes.iter().any(is_called_live) {
        return Vec::new();
    }
    let times = page.nodes.iter().enumerate();
    let times: Vec<usize> = times
        .filter(|(_, node)| node.name.is_empty() && is_time(node.text))
        .map(|(number, _)| number)
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
    let is_small = node.name == "header" && node.end - number <= LARGEST;
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
}
