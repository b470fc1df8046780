//! Going back through the screens that are behind each other.

use super::samples::{ALL, FERRY, LAMP, TIDE};
use super::story::{Story, story};
use pullquote::app::screen::Screen;
use rstest::rstest;

/// A story with two speakers, of whom one speaks in [`PIER`] as well.
const RAILS: (&str, &str) = (
    "coast-press_2026-08-03_rails.txt",
    "Rails of the pier are rusty\n\n“The rails are older than the town,” said Ada Bright, the clerk.\n",
);

const PIER: (&str, &str) = (
    "coast-press_2026-08-02_pier.txt",
    "Pier is closed for a month\n\n“Nobody may walk here until June,” said Ada Bright, the clerk.\n",
);

const FERRY_TITLE: &str = "Ferry sails again after the storm";

/// Returns the title of the open article.
fn open_title(story: &Story) -> &str {
    story.app().reading().unwrap().row().title.as_str()
}

#[test]
fn each_screen_comes_back_with_the_article_it_had() {
    let story = story(&[FERRY, RAILS, PIER])
        .press("enter \"")
        .types("rails");
    let story = story.press("enter");
    assert_eq!(open_title(&story), "Rails of the pier are rusty");
    let story = story.press("g p").shows("Ada Bright").press("j enter");
    assert_eq!(open_title(&story), "Pier is closed for a month");
    let story = story.press("esc").shows("2 quotes").press("esc");
    assert_eq!(open_title(&story), "Rails of the pier are rusty");
    let story = story.press("esc").shows("quotes: rails").press("esc");
    assert_eq!(open_title(&story), FERRY_TITLE);
    story.selects_article(FERRY_TITLE);
}

#[test]
fn a_search_from_an_article_of_a_page_comes_back_to_that_article() {
    let story = story(ALL)
        .press("enter ] g p")
        .shows("Captain")
        .press("enter");
    let story = story.press("\"").types("column").press("esc");
    assert_eq!(open_title(&story), FERRY_TITLE);
    story
        .press("esc")
        .shows("Ines Holm")
        .press("esc")
        .shows("The night ferry");
}

#[test]
fn the_speakers_come_back_to_the_hits() {
    let story = story(ALL).press("\"").types("cold").press("down P");
    let story = story.hides("quotes: cold").press("esc");
    story
        .shows("quotes: cold")
        .press("esc")
        .hides("quotes: cold");
}

#[test]
fn a_bookmark_opened_from_the_speakers_comes_back_to_them() {
    let story = story(&[TIDE, LAMP]).press("b P").shows("Ada Bright");
    let story = story.press("B enter").shows("A clerk had copied");
    let story = story.press("esc").hides("A clerk had copied");
    story
        .shows("Ada Bright")
        .press("esc")
        .shows("Lamp in the old");
}

#[rstest]
#[case::the_speakers("P")]
#[case::a_page("enter ] g p")]
fn what_is_about_the_hits_changes_nothing_behind(#[case] keys: &str) {
    let story = story(ALL).press(keys).press("F V");
    assert!(story.app().list().listing().is_folded);
    assert!(story.app().overlay().is_none(), "{}", story.screen());
}

#[test]
fn a_page_is_laid_out_only_when_it_changes() {
    let story = story(ALL).press("enter ] g p");
    let lines_of = |story: &Story| match story.app().screen() {
        Screen::Speaker(page) => page.visible_lines().as_ptr(),
        other => panic!("{other:?}"),
    };
    let before = lines_of(&story);
    let story = story.press("F V w z");
    assert_eq!(lines_of(&story), before);
    let story = story.resize(70, 20);
    assert_ne!(lines_of(&story), before);
}

#[test]
fn a_way_of_many_pages_comes_to_its_end() {
    let mut story = story(&[FERRY, TIDE]).press("j enter");
    for _ in 0..60 {
        story = story.press("g p enter");
    }
    for _ in 0..130 {
        story = story.press("esc");
    }
    assert!(story.sent.is_empty(), "{:?}", story.sent);
    story.shows("Ferry sails again");
}

#[test]
fn a_quote_that_an_unseen_edit_removed_is_missed_once() {
    let story = story(&[FERRY, RAILS, PIER]).resize(80, 24).press("\"");
    let story = story.types("every night").press("down g p");
    let edited = FERRY
        .1
        .replace("We will sail every night", "We shall stay in port");
    let story = story.edits_unseen(FERRY.0, &edited);
    story
        .press("w")
        .shows("The quote is no longer in this article");
}
