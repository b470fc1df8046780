//! Enter in the line of the query: one key opens the selected hit, however late it is found.

use rstest::rstest;

use super::samples::{ALL, FERRY};
use super::story::{Story, story};

/// Returns the title of the open article, if one is in front of the search.
fn opened(story: &Story) -> Option<&str> {
    let reading = story.app().reading()?;
    let is_in_front = story.app().search()?.areas().preview.is_none() || !shows_search(story);
    is_in_front.then(|| reading.row().title.as_str())
}

fn shows_search(story: &Story) -> bool {
    matches!(
        story.app().screen(),
        pullquote::app::screen::Screen::Search(_)
    )
}

#[rstest]
#[case::wide(140)]
#[case::medium(100)]
#[case::narrow(60)]
fn one_enter_opens_the_hit_that_is_shown_and_says_so_before(#[case] columns: u16) {
    let story = story(ALL)
        .resize(columns, 30)
        .press("\"")
        .types("complained");
    let story = story.shows("enter open at the words").press("enter");
    assert!(!shows_search(&story), "{}", story.screen());
    story
        .selects_quote(2)
        .press("esc")
        .shows("quotes: complained");
}

#[test]
fn enter_that_comes_before_the_hits_waits_for_them() {
    let story = story(ALL).press_at_once("\" c o m p l a i n e d enter");
    assert_eq!(opened(&story), Some("Ferry sails again after the storm"));
}

#[test]
fn enter_opens_no_hit_of_the_query_before() {
    let story = story(ALL).press("\"").types("happened").shows("1 quote");
    let story = story.press_at_once("ctrl-u c o m p l a i n e d enter");
    assert_eq!(opened(&story), Some("Ferry sails again after the storm"));
    let story = story.press("esc \"").types("happened").shows("1 quote");
    let story = story.press_at_once("ctrl-u z z z enter");
    assert!(shows_search(&story), "{}", story.screen());
    story.shows("No quotes match.");
}

#[rstest]
#[case::typing_on("i", "quotes: wei")]
#[case::another_scope("tab", "stories: we")]
#[case::the_hits("down", "quotes: we")]
#[case::leaving("esc", "Articles")]
fn what_is_done_before_the_hits_are_there_takes_enter_back(#[case] key: &str, #[case] shown: &str) {
    let story = story(ALL).press("\"").types("w");
    let story = story.press_at_once(&format!("e enter {key}"));
    assert_eq!(opened(&story), None, "{}", story.screen());
    story.shows(shown);
}

#[test]
fn down_selects_and_then_enter_opens_that_one() {
    let story = story(ALL)
        .press("\"")
        .types("we OR cold")
        .shows("down hits");
    let hits = story.app().search().unwrap().results.hits();
    let second = hits.get(1).unwrap().text.as_str().to_owned();
    let story = story.press("down down enter");
    let reading = story.app().reading().unwrap();
    let quote = reading.selected_quote().unwrap();
    let fragment = *quote.fragments.first().unwrap();
    let words = reading.article().unwrap().words_in(fragment);
    assert!(second.contains(words), "'{words}' is not in '{second}'");
}

#[test]
fn enter_on_a_hit_whose_file_is_gone_says_so() {
    let story = story(ALL).press("\"").types("complained").removes(FERRY.0);
    story
        .press("enter")
        .shows("no longer in the folders")
        .shows("quotes: complained");
}
