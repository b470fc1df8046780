//! What people who have read nothing try: the keys that are told, words for what a key is about, what is typed.

use rstest::rstest;

use super::samples::{ALL, FERRY};
use super::story::story;

#[test]
fn a_quote_is_seen_to_its_end() {
    let filler = "The board met again and wrote down what it had heard.\n\n".repeat(6);
    let text = format!(
        "The lamp stays\n\n{filler}“We kept the lamp because the boats asked for it, because the harbor asked for it, \
         because nobody on the pier could think of a night without it, and so it stays,” said Oda Lund.\n\n{filler}"
    );
    let low = story(&[("lamp.txt", text.as_str())])
        .resize(60, 20)
        .press("enter ]");
    low.shows("“We kept the lamp").shows("and so it");
}

#[rstest]
#[case::of_the_story("b", "Bookmarked the story 'Ferry sails", 80)]
#[case::of_the_quote("] l b", "Bookmarked the quote “We will sail", 100)]
#[case::a_note_on_the_story("a", "on the story", 80)]
#[case::a_note_on_the_quote("] l a", "on the quote", 100)]
#[case::that_is_removed("b b", "Removed the story's bookmark", 80)]
fn notices_and_prompts_say_what_they_are_about(
    #[case] keys: &str,
    #[case] shown: &str,
    #[case] columns: u16,
) {
    let story = story(&[FERRY]).resize(columns, 24).press("enter");
    story.press(keys).shows(shown);
}

#[rstest]
#[case::an_article_alone("enter", "esc list")]
#[case::a_list_that_is_filtered("/ f e r r y enter", "esc show all")]
#[case::a_quote_without_its_card("enter ]", "l card")]
#[case::help_on_a_narrow_screen("?", "esc close")]
fn the_way_out_is_told(#[case] keys: &str, #[case] shown: &str) {
    story(ALL).resize(76, 24).press(keys).shows(shown);
}

#[rstest]
#[case::at_80(80, &["enter open", "f filter", "\" search quotes"], "/ find title")]
#[case::at_40(40, &["enter open", "\" search quotes"], "f filter")]
fn the_search_of_quotes_is_told_on_every_width(
    #[case] columns: u16,
    #[case] shown: &[&str],
    #[case] hidden: &str,
) {
    let story = story(ALL).resize(columns, 24);
    let story = shown.iter().fold(story, |story, hint| story.shows(hint));
    story.hides(hidden);
}

#[test]
fn the_way_out_is_told_before_the_search() {
    let story = story(ALL).resize(40, 24).press("/ f e r r y enter");
    story
        .shows("esc show all   enter open")
        .hides("search quotes");
}

#[test]
fn the_way_out_is_told_before_other_keys() {
    let story = story(ALL).resize(40, 12).press("?");
    story.shows("esc close").hides("/ filter");
}

#[rstest]
#[case::a_row("2", "Go to row 2")]
#[case::a_way_to_quit("wq", "Quit")]
fn what_is_typed_as_in_vim_is_offered(#[case] typed: &str, #[case] shown: &str) {
    story(ALL).press(":").types(typed).shows(shown);
}

#[rstest]
#[case::a_folder("add folder", "folder: ~/")]
#[case::a_page("add-page", "address:")]
#[case::an_import("import", "file: ~/")]
fn more_is_added_from_the_palette(#[case] typed: &str, #[case] shown: &str) {
    let story = story(ALL).press(":").types(typed);
    story.press("enter").shows(shown);
}

#[rstest]
#[case::the_search("\" f e r r y enter")]
#[case::the_speakers("P")]
#[case::a_page_of_a_speaker("P enter")]
fn more_is_added_from_every_screen(#[case] keys: &str) {
    let story = story(ALL).press(keys).press(":").types("add-page");
    story.press("enter").shows("address:");
}

#[rstest]
#[case::from_the_root("/srv", "folder: /srv")]
#[case::from_the_home("~/news", "folder: ~/news")]
#[case::below_what_is_offered("news", "folder: ~/news")]
fn a_whole_path_replaces_the_one_that_is_offered(#[case] typed: &str, #[case] shown: &str) {
    let story = story(ALL).press(":").types("add-folder");
    let story = story.press("enter");
    story.types(typed).shows(shown).hides("~//").hides("~/~");
}

#[test]
fn letters_all_over_a_sentence_find_nothing() {
    story(ALL)
        .press("?")
        .press("/")
        .types("keep")
        .shows("No matches");
}

#[test]
fn the_key_of_the_keys_is_told_once() {
    let screen = story(ALL).press("H").screen();
    assert_eq!(screen.matches("? keys").count(), 1, "{screen}");
}

#[test]
fn what_filters_a_narrow_list_is_read_whole() {
    let story = story(ALL).resize(80, 24).press("/").types("ferry");
    story.press("enter").shows(" /ferry ").hides("Articles");
}

#[test]
fn what_is_typed_is_seen_before_what_is_told_of_it() {
    let story = story(ALL).resize(40, 12).press("E enter enter");
    story.shows("after-the-storm.md").hides("completes");
}

#[test]
fn rows_of_a_list_that_has_no_focus_are_not_chosen() {
    let story = story(ALL).press("enter x");
    story
        .shows("Rows are chosen in the list")
        .press("h")
        .hides("+");
}
