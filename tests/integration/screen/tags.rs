//! Tags: typed for one story or for several, completed, filtered by; and the notes that go with bookmarks.

use super::samples::ALL;
use super::story::{Story, story};

/// Types a text key by key.
fn typing(text: &str) -> String {
    let keys = text.chars().map(|letter| match letter {
        ' ' => "space".to_owned(),
        letter => letter.to_string(),
    });
    keys.collect::<Vec<_>>().join(" ")
}

fn tags_of(story: &Story, row: usize) -> Vec<String> {
    let row = story.app().list().row(row).unwrap();
    row.tags.iter().map(ToString::to_string).collect()
}

#[test]
fn all_chosen_stories_are_tagged_and_that_is_undone_at_once() {
    let story = story(ALL)
        .press(&format!("t {} enter", typing("sea")))
        .press("g g x x t")
        .shows("2 stories, commas between tags")
        .press(&format!("{} enter", typing("law, port")))
        .shows("Set the tags of 2 articles");
    assert_eq!(tags_of(&story, 0), ["sea", "law", "port"]);
    assert_eq!(tags_of(&story, 1), ["law", "port"]);
    let story = story.press("u");
    assert_eq!(tags_of(&story, 0), ["sea"]);
    assert_eq!(tags_of(&story, 1), [] as [String; 0]);
}

#[test]
fn what_all_chosen_stories_share_is_offered_and_can_be_removed() {
    let story = story(ALL)
        .press(&format!("x x t {} enter", typing("law, port")))
        .press("g g x x t")
        .shows("tags: law, port")
        .press("ctrl-u")
        .press(&format!("{} enter", typing("law")));
    assert_eq!(tags_of(&story, 0), ["law"]);
    assert_eq!(tags_of(&story, 1), ["law"]);
}

#[test]
fn a_known_tag_is_completed() {
    let story = story(ALL)
        .press(&format!("t {} enter", typing("harbour law")))
        .press(&format!("j t {}", typing("sea, har")))
        .shows("tab harbour law")
        .press("tab")
        .shows("tags: sea, harbour law")
        .press("enter");
    assert_eq!(tags_of(&story, 1), ["sea", "harbour law"]);
}

#[test]
fn the_filter_offers_tags_with_their_counts() {
    story(ALL)
        .press(&format!("x x t {} enter", typing("law")))
        .press("f /")
        .press(&typing("#law"))
        .shows("#law")
        .press("enter esc")
        .shows("Articles #law");
}

#[test]
fn a_note_that_goes_with_its_bookmark_is_told() {
    story(ALL)
        .press(&format!("a {} enter", typing("ask")))
        .press("b")
        .shows("with its note")
        .press("u")
        .press("B")
        .shows("ask");
}

#[test]
fn the_bookmarks_show_who_said_it_and_the_whole_note() {
    let note = "Ask the foreman who was there that night and whether the welders were paid for the two nights of rain at all";
    story(ALL)
        .press("enter l ] a")
        .types(note)
        .press("enter B")
        .shows("“It was cold,” Per Lund, the foreman, said.")
        .shows("Harbour Times        8 Sep")
        .shows("¶ Ask the foreman who was there that night")
        .shows("two nights of rain at all");
}

#[test]
fn the_bookmarks_have_the_tags_of_their_stories_and_are_found_by_them() {
    let story = story(ALL)
        .press("t")
        .types("law, sea")
        .press("enter b j b B");
    let story = story.shows("#law #sea").shows("Tide tables were wrong");
    let story = story.press("/").types("#sea");
    let story = story.shows("#law #sea");
    assert_eq!(story.app().overlay().unwrap().menu.len(), 1);
}
