//! Finding in the article, filtering the list, and the overlays.

use super::samples::ALL;
use super::story::story;
use pullquote::config::ThemeChoice;

#[test]
fn finding_shows_hits_at_every_key() {
    let story = story(ALL).press("enter /").types("ramp").shows("1 of 3");
    assert_eq!(story.app().reading().unwrap().found().hits().len(), 3);
}

#[test]
fn straight_marks_find_curly_ones() {
    story(ALL)
        .press("j enter /")
        .types("\"i don't")
        .shows("1 of 1");
}

#[test]
fn n_goes_around_the_hits() {
    let story = story(ALL)
        .press("enter /")
        .types("ramp")
        .press("enter n n n");
    assert_eq!(story.app().reading().unwrap().found().current(), Some(0));
    let story = story.press("N");
    assert_eq!(story.app().reading().unwrap().found().current(), Some(2));
}

#[test]
fn words_that_are_not_there_are_said_to_be_missing() {
    story(ALL)
        .press("enter /")
        .types("whale")
        .shows("no matches")
        .press("enter")
        .shows("'whale' is not in this article");
}

#[test]
fn escape_in_the_prompt_takes_the_hits_away() {
    let story = story(ALL).press("enter /").types("ramp").press("esc");
    assert!(story.app().reading().unwrap().found().hits().is_empty());
}

#[test]
fn finding_in_the_list_filters_titles_and_escape_shows_all() {
    let story = story(ALL)
        .press("/")
        .types("lamp")
        .shows("1 title")
        .press("enter");
    let story = story
        .selects_article("Lamp in the old lighthouse is lit again")
        .hides("Tide tables");
    story
        .press("esc")
        .shows("Tide tables")
        .selects_article("Lamp in the old lighthouse is lit again");
}

#[test]
fn a_theme_is_looked_at_in_the_palette_and_kept_with_enter() {
    let story = story(ALL).press(":").types("theme dark-safe");
    assert_eq!(story.app().theme(), Some(ThemeChoice::DarkSafe));
    let story = story.press("esc esc");
    assert_eq!(story.app().theme(), None);
    let story = story.press(":").types("theme light").press("enter");
    assert_eq!(story.app().theme(), Some(ThemeChoice::Light));
}

#[test]
fn the_filter_shows_one_source_at_a_time() {
    let story = story(ALL)
        .resize(140, 30)
        .press("f")
        .shows("Coast Press")
        .press("/")
        .types("coast")
        .press("enter");
    story.shows("2 unread · 2 ").hides("Ferry sails");
}

#[test]
fn help_shows_the_live_keys_and_can_be_searched() {
    story(ALL)
        .resize(140, 40)
        .press("?")
        .shows("g g, home")
        .press("/")
        .types("speaker")
        .shows("Explain why this speaker was chosen")
        .hides("g g, home");
}

#[test]
fn the_palette_runs_an_action_by_its_name() {
    story(ALL)
        .press(":")
        .types("zoom")
        .press("enter")
        .hides("Quotes");
}

#[test]
fn days_that_are_none_are_explained() {
    let story = story(ALL)
        .press("f /")
        .types("between")
        .press("enter")
        .types("tomorrow")
        .press("enter");
    story.shows("'tomorrow' is not a date");
}
