//! Moments in which a newcomer would be in doubt: every key is answered, and what is asked for is seen.

use super::samples::{ALL, FERRY};
use super::story::story;
use pullquote::app::effect::{Effect, TerminalRequest};
use pullquote::app::event::{Event, InputEvent, ScanProgress};
use pullquote::app::menu::EntryKind;
use pullquote::config::Preset;
use rstest::rstest;

#[rstest]
#[case::in_the_help("? b", "Nothing on 'b' here · ? keys")]
#[case::a_sequence("? g u", "Nothing on 'g u' here · ? keys")]
#[case::after_a_count("? 3 b", "Nothing on 'b' here · ? keys")]
#[case::among_bookmarks("b B y", "Nothing on 'y' here · ? keys")]
#[case::among_no_links("g l y", "Nothing on 'y' here · ? keys")]
#[case::among_filters("f a", "Nothing on 'a' here · ? keys")]
#[case::among_hits("\" * down z", "Nothing on 'z' here · ? keys")]
#[case::among_speakers("P b", "Nothing on 'b' here · ? keys")]
#[case::on_the_page_of_a_speaker("P enter z", "Nothing on 'z' here · ? keys")]
#[case::a_quotation_mark("'", "Nothing on \"'\" · ? keys")]
fn keys_that_mean_nothing_here_are_answered(#[case] keys: &str, #[case] answer: &str) {
    story(ALL).press(keys).shows(answer);
}

#[rstest]
#[case::over_the_bookmarks("b B", "Bookmarks")]
#[case::over_why("enter ] w", "Why Ines Holm")]
#[case::over_a_filter("f", "Filter the list")]
fn the_keys_are_shown_over_a_box_that_comes_back(
    #[case] keys: &str,
    #[case] title: &str,
    #[values("?", "esc", "q")] closes: &str,
) {
    let story = story(ALL).press(keys).shows(title);
    let story = story.press("?").shows("Move or scroll down");
    story
        .press(closes)
        .hides("Move or scroll down")
        .shows(title);
}

#[rstest]
fn among_the_keys_only_enter_runs_an_action(#[values("l", "tab", "right")] key: &str) {
    story(ALL)
        .press("? j")
        .press(key)
        .shows("here · ? keys")
        .shows("Move or scroll down");
}

#[rstest]
#[case::hits_that_are_not_there("enter / z q x enter n", "No hits in this article")]
#[case::a_zoom_that_changes_nothing("enter z", "There is room for one pane only")]
fn keys_without_an_effect_say_why(#[case] keys: &str, #[case] text: &str) {
    story(ALL).resize(80, 24).press(keys).shows(text);
}

#[test]
fn in_vim_a_scroll_to_a_quote_asks_for_one() {
    super::habits::with_preset(Preset::Vim, ALL)
        .press("enter z t")
        .shows("Select a quote first");
}

#[test]
fn what_the_palette_runs_where_it_means_nothing_is_answered() {
    story(ALL)
        .press("P :")
        .types("zoom")
        .press("enter")
        .shows("Not available here");
}

#[rstest]
fn z_pressed_twice_quits(
    #[values(Preset::Default, Preset::Vim, Preset::Less, Preset::Newsboat)] preset: Preset,
) {
    let story = super::habits::with_preset(preset, ALL).press("Z Z");
    let quit = Effect::Terminal(TerminalRequest::Quit);
    assert_eq!(story.sent.last(), Some(&quit));
}

#[test]
fn the_default_measure_says_what_it_is() {
    story(ALL)
        .resize(140, 30)
        .press("enter + =")
        .shows("The text is 72 columns wide");
}

#[rstest]
#[case::wide(140, 40)]
#[case::medium(100, 30)]
#[case::narrow(60, 20)]
fn what_keys_do_that_can_follow_is_told_whole(#[case] columns: u16, #[case] rows: u16) {
    let story = story(ALL).resize(columns, rows).press("enter g");
    let story = story.hears(Event::Input(InputEvent::Waited));
    let screen = story.screen();
    let continuations = story.app().continuations();
    assert!(!continuations.is_empty());
    for (_, does) in continuations {
        assert!(screen.contains(does), "'{does}' is cut:\n{screen}");
    }
}

#[test]
fn a_note_is_written_among_the_bookmarks() {
    let story = story(ALL).press("b j b B j a").types("for the train");
    let story = story
        .press("enter")
        .shows("Bookmarks")
        .shows("for the train");
    let story = story.press("a").shows("note: for the train");
    let story = story.press("ctrl-u").types("for the boat").press("enter");
    story
        .hides("for the train")
        .press("esc B")
        .shows("for the boat");
}

#[test]
fn a_bookmark_whose_file_is_gone_says_so() {
    story(ALL)
        .press("b B")
        .hides("file is gone")
        .press("esc")
        .removes(FERRY.0)
        .press("B")
        .shows("file is gone")
        .shows("Ferry sails again");
}

#[test]
fn bookmarks_that_are_seen_whole_are_not_repeated_below() {
    let title = "Ferry sails again after the storm";
    let story = story(ALL).resize(140, 40).press("b j B");
    assert_eq!(
        story.screen().matches(title).count(),
        1,
        "{}",
        story.screen()
    );
}

#[test]
fn an_empty_box_has_no_keys_for_what_is_not_there() {
    story(ALL)
        .press("B")
        .hides("/ filter")
        .hides("enter open at")
        .shows("esc close");
}

#[rstest]
#[case::to_the_end("G")]
#[case::to_a_line("2 G")]
fn from_the_end_of_a_page_one_goes_back(#[case] jump: &str) {
    let story = story(&[FERRY]).resize(60, 12).press("enter space");
    let before = story.screen();
    let page = |screen: &str| {
        screen
            .lines()
            .take(11)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let story = story.press(jump);
    assert_ne!(page(&story.screen()), page(&before));
    let story = story.press("ctrl-o");
    assert_eq!(page(&story.screen()), page(&before));
}

#[test]
fn from_the_end_of_the_list_one_goes_back() {
    story(ALL)
        .press("j G ctrl-o")
        .selects_article("Tide tables were wrong for a year")
        .press("ctrl-o")
        .shows("There was no jump before");
}

#[test]
fn why_leads_to_the_correction_whose_present_speaker_is_named() {
    story(ALL)
        .resize(140, 40)
        .press("enter ] w")
        .shows("c correct")
        .press("c")
        .shows("Who said this?")
        .shows("1 quote, now");
}

#[test]
fn a_star_in_a_wide_row_is_parted_from_the_title() {
    story(ALL).resize(70, 20).press("b").shows("●★ Ferry sails");
}

#[test]
fn a_dateline_opens_its_paragraph() {
    let text =
        "Ferry sails again\n\nNORTHHAVEN (AP) — The night boat left port, and a dog was on it.\n";
    let wire = ("wire_2026-09-08_ferry.txt", text);
    let story = story(&[wire]).resize(80, 24).press("enter");
    let story = story.shows("NORTHHAVEN (AP) — The night boat left");
    let story = story
        .resize(40, 24)
        .shows("NORTHHAVEN (AP) — The night boat");
    story
        .in_ascii()
        .shows("NORTHHAVEN (AP) - The night boat")
        .press("/")
        .types("northhaven")
        .shows("1 of 1");
}

#[rstest]
fn in_ascii_all_that_is_drawn_is(
    #[values(
        "",
        "enter ] b",
        "enter l z",
        "\" * enter",
        "P enter",
        "b B",
        "?",
        ":",
        "enter ] w",
        "enter g"
    )]
    keys: &str,
) {
    let story = story(ALL).in_ascii().resize(140, 30).press(keys);
    let screen = story.hears(Event::Input(InputEvent::Waited)).screen();
    assert!(screen.is_ascii(), "{screen}");
}

#[rstest]
#[case::narrow(80, false, false)]
#[case::medium(100, false, true)]
#[case::wide(140, true, true)]
fn a_search_has_the_parts_that_fit(
    #[case] columns: u16,
    #[case] has_speakers: bool,
    #[case] has_page: bool,
) {
    let story = story(ALL).resize(columns, 24).press("\" * down");
    let areas = story.app().search().unwrap().areas();
    assert_eq!(areas.speakers.is_some(), has_speakers);
    assert_eq!(areas.preview.is_some(), has_page);
    let leads = story.screen().contains("l speakers");
    assert_eq!(leads, !has_speakers);
    let story = story.press("l");
    let areas = story.app().search().unwrap().areas();
    assert!(areas.speakers.is_some());
}

#[rstest]
#[case::up_in_the_list("k", "This is the beginning of the list")]
#[case::down_in_the_list("G j", "This is the end of the list")]
#[case::up_in_the_story("enter k", "This is the beginning of the story")]
#[case::down_in_the_story("enter G j", "This is the end of the story")]
#[case::after_the_last_quote("enter 9 ] ]", "This is the last quote")]
#[case::before_the_first_quote("enter ] [", "This is the first quote")]
#[case::down_in_the_sidebar("enter l 9 j j", "This is the last quote")]
fn a_step_beyond_an_end_says_where_one_is(#[case] keys: &str, #[case] notice: &str) {
    story(ALL).press(keys).shows(notice);
}

#[test]
fn a_line_without_a_command_says_that_nothing_was_piped() {
    let story = story(&[FERRY]).press("enter | enter");
    let story = story.shows("No command was typed, so nothing was piped");
    assert!(story.sent.is_empty());
}

#[rstest]
#[case(1, "A folder or link could not be read; '!' says why")]
#[case(3, "3 folders or links could not be read; '!' says why")]
fn a_requested_scan_says_what_it_could_not_read(#[case] unseen: usize, #[case] expected: &str) {
    let progress = ScanProgress {
        problems: unseen,
        unseen,
        is_finished: true,
        ..ScanProgress::default()
    };
    let story = story(&[FERRY]).press("r").hears(Event::Scanned(progress));
    story.shows(expected);
}

#[test]
fn whoever_speaks_has_their_colour_where_it_is_asked_who_said_it() {
    let story = story(&[FERRY]).resize(140, 40).press("enter ] c");
    let menu = &story.app().overlay().unwrap().menu;
    let entries: Vec<_> = menu.visible_entries().map(|(entry, _)| entry).collect();
    let rule = entries
        .iter()
        .position(|entry| entry.kind == EntryKind::Rule);
    let (people, others) = entries.split_at(rule.unwrap());
    assert_eq!(people.first().unwrap().speaker, Some(0));
    assert!(others.iter().all(|entry| entry.speaker.is_none()));
    assert_eq!(others.get(1).unwrap().text, "unknown speaker");
    let down = "down ".repeat(people.len());
    let story = story.press(&down);
    let selected = story.app().overlay().unwrap().menu.selected().unwrap();
    assert_eq!(selected.text, "unknown speaker", "a rule is passed over");
}
