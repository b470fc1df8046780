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

/// Returns the tags of the quotes that are kept of the open story.
fn kept_tags(story: &Story) -> Vec<String> {
    let reading = story.app().reading().unwrap();
    let kept = (0..reading.quotes().len()).filter_map(|number| reading.bookmark_of(number));
    let tags = kept.flat_map(|bookmark| bookmark.tags.iter());
    tags.map(ToString::to_string).collect()
}

#[test]
fn a_tag_of_a_card_is_the_quotes_and_is_on_the_card() {
    let story = story(ALL)
        .press("enter l ] t")
        .shows("on the quote")
        .types("sea")
        .press("enter")
        .shows("Set 1 tag on the quote")
        .shows("#sea");
    assert_eq!(kept_tags(&story), ["sea"]);
    assert_eq!(tags_of(&story, 0), [] as [String; 0]);
    let story = story.press("t").types("tide").press("enter B");
    story.shows("#sea #tide");
}

#[test]
fn a_tag_of_a_passage_is_the_passages() {
    let story = story(ALL)
        .press("enter v i s t")
        .shows("on the passage")
        .types("sea")
        .press("enter")
        .shows("Set 1 tag on the highlight");
    assert_eq!(tags_of(&story, 0), [] as [String; 0]);
    story.press("B").shows("#sea");
}

#[test]
fn what_the_last_row_names_is_what_keys_are_about() {
    let story = story(ALL).resize(80, 24).press("enter ] a");
    let story = story.shows("on the quote").types("ask").press("enter");
    let story = story.shows("Wrote a note on the quote").press("b");
    let removed = "Removed the quote's bookmark with its note; 'u' brings both back";
    story.shows(removed).hides("? keys");
}

#[test]
fn a_bookmark_that_is_removed_says_which_tags_go_with_it() {
    let story = story(ALL).resize(100, 24).press("enter l t");
    let story = story.types("sea, gulls").press("enter b");
    let removed = "Removed the quote's bookmark with 2 tags; 'u' brings them back";
    story.shows(removed).press("u").press("B").shows("#sea");
}

#[test]
fn the_next_tag_is_typed_after_those_that_are_there() {
    let story = story(ALL).press("t").types("gulls").press("enter t");
    let story = story.shows("tags: gulls, ").types("moss").press("enter");
    assert_eq!(tags_of(&story, 0), ["gulls", "moss"]);
}

#[test]
fn the_notice_counts_tags_since_a_space_parts_none() {
    let story = story(ALL).press("t").types("one two").press("enter");
    story.shows("Set 1 tag on the story");
}

#[test]
fn the_bookmarks_take_a_removal_back() {
    let story = story(ALL).press("enter l ] a").types("ask");
    let story = story.press("enter B d").shows("'u' brings both back");
    story.hides("¶ ask").press("u").shows("¶ ask");
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
        .press("enter")
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

#[test]
fn stories_are_filtered_by_the_tags_of_their_quotes_and_passages() {
    let story = story(ALL).press("enter l ] t").types("sea");
    let story = story.press("enter esc esc g g j enter v i s t");
    let story = story
        .types("sea, law")
        .press("enter")
        .shows("Set 2 tags on");
    let story = story.press("esc esc f /").press(&typing("#sea"));
    let story = story.shows("#sea").press("enter");
    assert_eq!(story.app().list().total(), 2, "{}", story.screen());
    let story = story.press("f /").press(&typing("#law")).press("enter");
    assert_eq!(story.app().list().total(), 1, "{}", story.screen());
}

#[test]
fn a_quote_is_found_by_its_tag_and_the_others_of_its_story_are_not() {
    let story = story(ALL).press("enter l ] t").types("harbour law");
    let story = story.press("enter \"").types("tag:law ").shows("1 quote");
    story.press("tab").shows("1 story");
}

#[test]
fn a_tag_of_a_quote_is_completed() {
    let story = story(ALL).press("enter l ] t").types("harbour law");
    let story = story.press("enter esc esc j t").types("har");
    story.shows("tab harbour law");
}
