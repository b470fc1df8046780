//! The links of a story: on the page, and listed.

use super::story::{Story, story};
use pullquote::app::effect::{Effect, FolderRequest, TerminalRequest};
use pullquote::text::Clean;

const HEAD: &str = "# Harbour board names a price\n\nBy Nora Quist\n\n";

/// Starts a reader on a story of so many links, and opens it.
fn linked(count: usize) -> Story {
    let links: Vec<String> = (1..=count)
        .map(|number| {
            format!("The board asked [office {number}](https://office-{number}.example/papers/a).")
        })
        .collect();
    let text = format!("{HEAD}{}\n", links.join("\n\n"));
    story(&[("harbour-times_2026-09-08_price.md", &text)]).press("enter")
}

fn sent(story: Story) -> Vec<Effect> {
    story.sent
}

fn opened(number: usize) -> Vec<Effect> {
    let url = format!("https://office-{number}.example/papers/a");
    vec![Effect::Terminal(TerminalRequest::OpenLink(Clean::line(
        &url,
    )))]
}

#[test]
fn links_are_numbered_and_listed_after_the_story() {
    linked(2)
        .shows("asked office 1¹.")
        .shows("asked office 2².")
        .shows("Links")
        .shows("¹ office-1.example/papers/a")
        .shows("² office-2.example/papers/a");
}

#[test]
fn with_nine_links_a_number_opens_at_once() {
    assert_eq!(sent(linked(9).press("g l 2")), opened(2));
}

#[test]
fn with_more_links_a_number_waits_for_enter() {
    let story = linked(12).press("g l 1 2");
    assert_eq!(story.sent, []);
    assert_eq!(sent(story.press("enter")), opened(12));
}

#[test]
fn the_selected_link_is_opened() {
    assert_eq!(sent(linked(3).press("g l j enter")), opened(2));
}

#[test]
fn a_number_that_no_link_has_is_refused() {
    let story = linked(3).press("g l 7").shows("There is no link 7");
    assert_eq!(story.sent, []);
}

#[test]
fn a_link_is_copied_and_the_list_stays() {
    let story = linked(3).press("g l j y").shows("office-3.example");
    let copied = Effect::Terminal(TerminalRequest::Copy {
        text: Clean::line("https://office-2.example/papers/a"),
        what: "the link",
    });
    assert_eq!(sent(story), [copied]);
}

#[test]
fn the_page_of_a_link_is_added_to_the_inbox() {
    let url = Clean::line("https://office-1.example/papers/a");
    let added = Effect::Folders(FolderRequest::AddPage(url));
    assert_eq!(sent(linked(3).press("g l a")), [added]);
}

#[test]
fn a_story_without_links_says_so() {
    let text = format!("{HEAD}The board met.\n");
    story(&[("harbour-times_2026-09-08_price.md", &text)])
        .press("enter")
        .hides("Links")
        .press("g l")
        .shows("This article has no links.");
}

#[test]
fn space_goes_on_once_the_story_is_read_and_not_through_its_links() {
    let links = (1..=40).map(|number| format!("[{number}](https://office.example/{number})"));
    let text = links.collect::<Vec<_>>().join(" ");
    let text = format!("{HEAD}{text}\n");
    let files = [
        ("harbour-times_2026-09-08_price.md", text.as_str()),
        (
            "harbour-times_2026-09-07_tide.txt",
            "Tide rises\n\nIt rose.\n",
        ),
    ];
    story(&files).press("enter space").shows("It rose.");
}

#[test]
fn the_first_link_on_the_screen_is_opened_else_that_of_the_article() {
    let choose = |story: Story| sent(story.press(":").types("first link on").press("enter"));
    assert_eq!(choose(linked(3)), opened(1));
    assert_eq!(choose(linked(60).press("ctrl-f")).len(), 1);
    assert_ne!(choose(linked(60).press("ctrl-f")), opened(1));
    let own =
        "---\nurl: https://pier.example/a\n---\n\n# Pier closed\n\nNobody walks here until June.\n";
    let own = story(&[("pier.md", own)]).press("enter");
    let url = Clean::line("https://pier.example/a");
    let expected = [Effect::Terminal(TerminalRequest::OpenLink(url))];
    assert_eq!(choose(own), expected);
}
