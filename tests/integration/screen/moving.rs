//! Moving through the list, the article and its quotes.

use super::samples::{ALL, FERRY};
use super::story::story;
use pullquote::app::effect::{Effect, TerminalRequest};
use pullquote::app::event::{Event, InputEvent};

#[test]
fn the_list_begins_with_the_newest_article_and_shows_it_beside() {
    story(ALL)
        .selects_article("Ferry sails again after the storm")
        .shows("forty passengers");
}

#[test]
fn moving_in_the_list_shows_the_next_article_without_opening_it() {
    let story = story(ALL)
        .press("j")
        .selects_article("Tide tables were wrong for a year")
        .shows("copied the wrong column");
    assert!(!story.app().reading().unwrap().is_entered());
}

#[test]
fn a_count_moves_by_so_many_rows() {
    story(ALL)
        .press("2 j")
        .selects_article("Lamp in the old lighthouse is lit again");
}

#[test]
fn g_g_waits_for_its_second_key_and_goes_to_the_top() {
    let story = story(ALL)
        .press("G")
        .selects_article("Lamp in the old lighthouse is lit again")
        .press("g");
    assert_eq!(story.app().chord().pending_text().as_str(), "g");
    story
        .press("g")
        .selects_article("Ferry sails again after the storm");
}

#[test]
fn the_keys_that_can_follow_are_shown_when_the_next_one_takes_long() {
    let story = story(ALL).press("g").hides("Go to the top");
    let story = story.hears(Event::Input(InputEvent::Waited));
    story
        .shows("Go to the top")
        .press("g")
        .hides("Go to the top");
}

#[test]
fn a_story_that_was_begun_is_opened_where_reading_stopped() {
    let story = story(&[FERRY]).resize(100, 10).press("enter space");
    story
        .restart()
        .press("enter")
        .shows("Where you were, ")
        .shows("gg top")
        .shows("welded by hand")
        .press("g g")
        .hides("Where you were");
}

#[test]
fn page_clutter_is_one_row_until_enter_or_a_hit_unfolds_it() {
    let article = (
        "coast-press_2026-09-07_tide.txt",
        "Tide tables were wrong for a year\n\nA clerk had copied the wrong column, the office said on Monday.\n\n\
         ADVERTISEMENT\n\nShare this article\n\nThe tables are corrected by hand until the new ones are printed.\n",
    );
    let story = story(&[article]).press("enter");
    let story = story
        .shows("2 lines of page clutter")
        .hides("ADVERTISEMENT")
        .press("enter")
        .shows("ADVERTISEMENT")
        .hides("page clutter");
    story
        .restart()
        .press("enter")
        .shows("page clutter")
        .press("/")
        .types("share")
        .shows("Share this article");
}

#[test]
fn the_list_counts_what_is_unread() {
    story(ALL)
        .shows("3 unread · 3")
        .press("m")
        .shows("2 unread · 3")
        .press("u")
        .shows("3 unread · 3");
}

#[test]
fn enter_opens_the_article_and_its_quotes_stand_beside_it() {
    story(ALL)
        .press("enter")
        .shows("Captain Ines Holm")
        .shows("  Ines Holm")
        .hides("Articles");
}

#[test]
fn a_role_without_room_is_not_cut_to_nothing() {
    let article = (
        "coast-press_2026-09-07_tide.txt",
        "Tide tables were wrong\n\n“I wrote it all down,” said Gov. Maximiliana Longford-Quillen.\n",
    );
    story(&[article])
        .press("enter")
        .shows("Maximiliana Longford-Q")
        .hides("……")
        .hides("…,");
}

#[test]
fn an_unsure_speaker_keeps_its_question_mark_however_short_the_name_is_cut() {
    let article = (
        "coast-press_2026-09-07_tide.txt",
        "Tide tables were wrong\n\nMaximiliana Longford-Quillen-Hartwell runs the yard. Per Lund was there.\n\n\
         “A pattern of deferred maintenance.”\n\nThe yard was closed.\n",
    );
    story(&[article]).press("enter").shows("… ?");
}

#[test]
fn brackets_move_through_the_quotes_from_any_pane() {
    story(ALL)
        .press("]")
        .selects_quote(0)
        .press("]")
        .selects_quote(1)
        .press("[")
        .selects_quote(0);
}

#[test]
fn the_text_follows_the_quote_selected_in_the_sidebar() {
    let story = story(ALL).resize(100, 10).press("enter l G");
    story.shows("Its chairwoman").selects_quote(3);
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let list = story(ALL)
        .resize(60, 20)
        .shows("Articles")
        .hides("forty passengers");
    let text = list
        .press("enter")
        .shows("six days after waves")
        .hides("Articles");
    text.press("l")
        .shows("Quotes")
        .hides("six days after waves")
        .press("h h")
        .shows("Articles");
}

#[test]
fn space_pages_down_and_then_opens_the_next_unread_article() {
    let story = story(ALL)
        .resize(100, 12)
        .press("enter space")
        .shows("The ramp was welded");
    let story = story.press("space space");
    story
        .selects_article("Tide tables were wrong for a year")
        .shows("copied the wrong column");
}

#[test]
fn the_first_words_on_the_screen_stay_there_at_another_width() {
    let story = story(ALL)
        .resize(100, 10)
        .press("enter }")
        .press("}")
        .press("}");
    let before = story.app().reading().unwrap().visible_range().start;
    let story = story.resize(70, 10);
    let visible = story.app().reading().unwrap().visible_range();
    assert!(
        visible.start <= before && before < visible.end,
        "{before} is not in {visible:?}"
    );
}

#[test]
fn zoom_gives_the_focused_pane_the_whole_screen() {
    story(ALL)
        .resize(140, 30)
        .press("enter z")
        .hides("Articles")
        .hides("Quotes")
        .press("z")
        .shows("Articles")
        .shows("Quotes");
}

#[test]
fn the_zoomed_sidebar_shows_what_the_story_says_beside_each_quote() {
    story(&[FERRY])
        .press("enter l z")
        .shows("The harbour board meets next week")
        .shows("should never have been");
}

#[test]
fn escape_steps_out_one_thing_at_a_time_and_q_goes_back_then_quits() {
    let story = story(ALL).press("enter z / esc");
    let story = story.press("q").shows("Articles");
    assert_eq!(story.sent, []);
    let story = story.press("q");
    assert_eq!(story.sent, [Effect::Terminal(TerminalRequest::Quit)]);
}

#[test]
fn the_list_can_be_grouped_by_source() {
    let story = story(ALL)
        .resize(60, 20)
        .press("s")
        .types("")
        .press("G enter");
    story.press("s").shows("Group by");
}

#[test]
fn an_edited_article_shows_its_new_title_and_the_selection_stays() {
    let story = story(ALL).press("j j");
    let story = story.edits(
        super::samples::TIDE.0,
        "Tide tables were right after all\n\nThe office took it back.\n",
    );
    story
        .resize(140, 30)
        .shows("right after all")
        .selects_article("Lamp in the old lighthouse is lit again");
}

#[test]
fn esc_and_a_key_pressed_too_fast_to_be_told_from_alt_are_two_keys() {
    story(ALL)
        .press("enter / a alt-?")
        .shows("Move or scroll down")
        .press("alt-!")
        .hides("Move or scroll down")
        .shows("Load problems");
}

#[test]
fn widening_the_text_says_how_wide_it_is_and_when_it_fills_its_pane() {
    story(ALL)
        .resize(100, 24)
        .press("enter z -")
        .shows("The text is 68 columns wide")
        .press("z + +")
        .shows("The text is as wide as its pane")
        .press("-")
        .shows("columns wide");
}
