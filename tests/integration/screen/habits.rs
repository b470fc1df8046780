//! What people try who know other programs, and what the program says to it.

use super::samples::{ALL, FERRY};
use super::story::{Story, story};
use pullquote::app::Settings;
use pullquote::app::effect::{Effect, TerminalRequest};
use pullquote::app::event::{Event, MouseKind, ScanProgress};
use pullquote::config::Preset;
use pullquote::input::Keymap;
use rstest::rstest;

#[rstest]
#[case::a_key("H", "Nothing on 'H' · ? keys")]
#[case::a_sequence("g X", "Nothing on 'g X' · ? keys")]
fn keys_without_a_meaning_are_answered(#[case] keys: &str, #[case] answer: &str) {
    story(ALL)
        .press(keys)
        .shows(answer)
        .press("j")
        .hides(answer);
}

#[rstest]
fn a_way_to_quit_is_typed(#[values("q", "q!", "wq", "x")] typed: &str) {
    let story = story(ALL).press(":").types(typed).press("enter");
    let quit = Effect::Terminal(TerminalRequest::Quit);
    assert_eq!(story.sent.last(), Some(&quit));
}

#[test]
fn the_number_of_a_row_is_typed() {
    story(ALL)
        .press(":")
        .types("2")
        .press("enter")
        .selects_article("Tide tables were wrong for a year");
}

#[rstest]
#[case::half_of_the_list("50%", "Tide tables were wrong for a year")]
#[case::all_of_the_list("100%", "Lamp in the old lighthouse is lit again")]
fn a_percentage_of_the_list_is_typed(#[case] typed: &str, #[case] title: &str) {
    let story = story(ALL).press(":").types(typed);
    story.press("enter").selects_article(title);
}

#[test]
fn a_percentage_of_the_story_is_typed() {
    let rows = "The gauge was read and the water was as high as the day before.\n\n";
    let text = format!("A gauge is read\n\n{}", rows.repeat(90));
    let story = story(&[("gauge.txt", text.as_str())]).press("enter :");
    let half = story.types("50%").shows("Go to 50%").press("enter");
    let percent = |story: &Story| story.app().reading().unwrap().percent_read();
    assert!((49..=51).contains(&percent(&half)), "{}", percent(&half));
    let end = half.press(":").types("100%").press("enter");
    assert_eq!(percent(&end), 100);
    let top = end.press(":").types("0%").press("enter");
    top.shows("A gauge is read");
}

#[test]
fn more_than_all_is_no_percentage() {
    story(ALL).press(":").types("101%").shows("No matches");
}

#[test]
fn in_vim_a_letter_after_m_does_nothing_and_says_what_m_is_for() {
    let story = with_preset(Preset::Vim, &[FERRY])
        .press("m a")
        .shows("m m: Mark the article");
    assert!(story.app().prompt().is_none());
    let is_read = |story: &Story| story.app().list().selected_row().unwrap().is_read;
    assert!(!is_read(&story));
    assert!(is_read(&story.press("m m")));
}

#[test]
fn the_palette_has_the_exact_name_first() {
    let story = story(ALL).press(":").types("sort");
    let selected = story.app().overlay().unwrap().menu.selected().unwrap();
    assert_eq!(selected.text.as_str(), "Sort the list");
}

#[test]
fn the_best_title_is_selected_while_it_is_typed_and_esc_goes_back() {
    let story = story(ALL).press("j /").types("lamp");
    let story = story.selects_article("Lamp in the old lighthouse is lit again");
    story
        .press("esc")
        .selects_article("Tide tables were wrong for a year")
        .shows("copied the wrong column");
}

#[test]
fn many_are_marked_read_only_when_the_key_is_pressed_twice() {
    let names: Vec<String> = (0..21)
        .map(|n| format!("2026-03-{:02}-a.txt", n + 1))
        .collect();
    let texts: Vec<String> = (0..21)
        .map(|n| format!("Story {n}\n\nIt rained.\n"))
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(n, t)| (&**n, &**t))
        .collect();
    let asks = "Mark 21 articles as read?";
    let alone = story(&files).resize(80, 24).press("enter G j M");
    alone.hides(asks).shows("Marked 20 articles read");
    let asked = story(&files).press("M").shows(asks).shows("'u' undoes it");
    let other = asked.press("j M").shows(asks);
    other
        .press("M")
        .hides(asks)
        .shows("Marked 21 articles read");
}

#[test]
fn a_story_without_quotes_says_so() {
    story(&[("2026-03-02-fog.txt", "Fog horn\n\nIt rained all day.\n")])
        .press("enter ]")
        .shows("No quotes in this story");
}

#[test]
fn the_wheel_over_the_list_does_not_change_what_the_page_bookmarks() {
    let story = story(ALL)
        .press("enter")
        .points(MouseKind::ScrollDown, 2, 4)
        .press("b");
    assert!(story.app().list().row(0).unwrap().is_bookmarked);
    assert!(!story.app().list().row(1).unwrap().is_bookmarked);
}

#[test]
fn an_export_of_a_chosen_row_has_its_name() {
    story(ALL)
        .press("x E enter enter")
        .shows("ferry-sails-again");
}

#[test]
fn what_was_read_to_its_end_is_no_step_of_undo() {
    let story = story(&[FERRY]).press("enter G");
    assert!(story.app().list().row(0).unwrap().is_read);
    let story = story.press("u").shows("There is nothing to undo");
    assert!(story.app().list().row(0).unwrap().is_read);
}

#[test]
fn space_goes_on_with_an_unread_story_above_and_says_so() {
    story(ALL)
        .press("G enter G space")
        .selects_article("Tide tables were wrong for a year")
        .shows("Nothing unread below; this one is above");
}

#[test]
fn only_what_was_begun_is_shown() {
    let story = story(ALL).resize(100, 12).press("enter space h f /");
    story
        .types("begun only")
        .press("enter")
        .shows("Articles begun")
        .shows("Ferry sails again")
        .hides("Tide tables");
}

#[rstest]
#[case::vim(Preset::Vim, "%")]
#[case::less(Preset::Less, "%")]
#[case::less_by_its_letter(Preset::Less, "p")]
fn a_percentage_is_gone_to(#[case] preset: Preset, #[case] key: &str) {
    let story = with_preset(preset, ALL).press(&format!("5 0 {key}"));
    assert_eq!(story.app().list().selected(), ALL.len().div_ceil(2) - 1);
    story.press(key).shows("Type a number first");
}

/// Starts a reader with the keys of a preset.
pub(super) fn with_preset(preset: Preset, files: &[(&str, &str)]) -> Story {
    let settings = Settings {
        keymap: Keymap::new(&preset.bindings()),
        measure: 72,
        title_lines: 2,
        ..Settings::default()
    };
    story(files).hears(Event::Configured(Box::new(settings)))
}

#[rstest]
#[case::the_top("G H", "Ferry sails again after the storm")]
#[case::the_middle("M", "Tide tables were wrong for a year")]
#[case::the_bottom("L", "Lamp in the old lighthouse is lit again")]
fn in_vim_rows_of_the_screen_are_selected(#[case] keys: &str, #[case] title: &str) {
    with_preset(Preset::Vim, ALL)
        .press(keys)
        .selects_article(title);
}

#[test]
fn in_vim_the_selected_quote_is_scrolled_to_a_place() {
    let line_of = |story: &Story| {
        let screen = story.screen();
        let line = screen.lines().position(|line| line.contains("It was cold"));
        line.unwrap_or_else(|| panic!("{screen}"))
    };
    let story = with_preset(Preset::Vim, &[FERRY]).resize(70, 12);
    let story = story.press("enter ] ] z t");
    let top = line_of(&story);
    let story = story.press("z b");
    assert!(line_of(&story) > top + 5, "{}", story.screen());
    story.press("z t").selects_quote(1);
}

#[test]
fn in_vim_the_words_of_a_quote_are_searched() {
    with_preset(Preset::Vim, ALL)
        .press("enter ] *")
        .shows("stories: \"We will sail every night from now on\"");
}

#[rstest]
#[case::nothing_kept("B", "Press 'alt-b' in the list")]
#[case::no_quote("w", "Select a quote first, with ']' or '['")]
#[case::a_copy_without_a_quote("enter l Y j enter", "Select a quote first, with ']' or '['")]
#[case::page_clutter("enter", "2 lines of page clutter · enter shows")]
fn in_less_messages_name_its_keys(#[case] keys: &str, #[case] text: &str) {
    let article = (
        "coast-press_2026-09-07_tide.txt",
        "Tide tables were wrong\n\nA clerk copied the wrong column.\n\nADVERTISEMENT\n\nShare this article\n\n\
         The tables are corrected by hand until the new ones are printed.\n",
    );
    with_preset(Preset::Less, &[article])
        .press(keys)
        .shows(text);
}

#[rstest]
#[case::by_default(Preset::Default, "M", "again; 'u' undoes it")]
#[case::in_less(Preset::Less, "M", "again; 'alt-u' undoes it")]
fn many_are_marked_read_with_the_key_that_undoes_it(
    #[case] preset: Preset,
    #[case] key: &str,
    #[case] text: &str,
) {
    let names: Vec<String> = (0..21)
        .map(|n| format!("2026-03-{:02}-a.txt", n + 1))
        .collect();
    let texts: Vec<String> = (0..21)
        .map(|n| format!("Fog {n}\n\nIt rained {n} times.\n"))
        .collect();
    let texts = texts.iter().map(String::as_str);
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts).collect();
    with_preset(preset, &files).press(key).shows(text);
}

#[test]
fn a_passage_is_still_selected_after_it_was_searched() {
    let story = with_preset(Preset::Vim, ALL).press("enter v 2 w *");
    let story = story.shows("stories: \"The night ferry\"").press("esc");
    let reading = story.app().reading().unwrap();
    let words = reading.article().unwrap();
    let words = reading.highlighted().map(|range| words.words_in(range));
    assert_eq!(words, Some("The night ferry"));
}

#[test]
fn in_newsboat_a_link_is_opened_and_its_story_read() {
    let linked = "---\ntitle: Fog horn\nurl: https://a.example/fog\n---\n\nIt rained all day.\n";
    let story = with_preset(Preset::Newsboat, &[("fog.md", linked)]).press("O");
    assert!(story.app().list().row(0).unwrap().is_read);
    let opened = |effect: &Effect| matches!(effect, Effect::Terminal(TerminalRequest::OpenLink(_)));
    assert!(story.sent.iter().any(opened));
    story.press("D").shows("Articles are never deleted");
}

#[rstest]
#[case::scattered_letters("e foo", "'e foo' is no command")]
#[case::a_substitution("s/a/b/", "'s/a/b/' is no command")]
#[case::one_letter("e", "'e' is no command")]
#[case::an_unknown_theme("theme nosuch", "'theme nosuch' is no command")]
#[case::saving("w", "Everything is saved already")]
fn the_palette_runs_only_what_is_named(#[case] typed: &str, #[case] announced: &str) {
    let story = story(ALL).press(":").types(typed).press("enter");
    story.shows(announced);
}

#[test]
fn the_palette_runs_what_is_chosen_however_it_was_found() {
    let story = story(ALL).press(":").types("srt").press("down up enter");
    story.hides("is no command");
    let story = self::story(ALL).press(":").types("wq!").press("enter");
    let quits = |effect: &Effect| matches!(effect, Effect::Terminal(TerminalRequest::Quit));
    assert!(story.sent.iter().any(quits));
}

#[test]
fn a_query_that_is_opened_again_is_replaced_by_what_is_typed() {
    let story = story(ALL).press("\"").types("sail").press("enter \"");
    let story = story.shows("sail").types("tide");
    assert_eq!(story.app().search().unwrap().text(), "tide");
}

#[test]
fn problems_of_earlier_runs_are_not_announced_again() {
    let scanned = |announced| {
        Event::Scanned(ScanProgress {
            found: 9,
            done: 9,
            problems: 2,
            announced,
            is_finished: true,
            ..ScanProgress::default()
        })
    };
    story(ALL).hears(scanned(2)).hides("while loading");
    story(ALL)
        .hears(scanned(1))
        .shows("1 problem while loading");
}

#[test]
fn a_scan_that_finds_nothing_new_says_so_when_it_was_asked_for() {
    let scanned = || {
        Event::Scanned(ScanProgress {
            is_finished: true,
            ..ScanProgress::default()
        })
    };
    let nothing = "Nothing new in the folders";
    let story = story(ALL).hears(scanned()).hides(nothing);
    let story = story.press("r").hears(scanned()).shows(nothing);
    story.press("j").hears(scanned()).hides(nothing);
}

#[rstest]
#[case::of_the_list("x x", "2 articles chosen; esc clears the selection")]
#[case::no_longer("x k x", "0 articles chosen")]
#[case::of_a_search("\" * down x", "1 quote chosen")]
#[case::of_the_speakers("P x", "1 speaker chosen")]
fn rows_that_are_chosen_are_counted(#[case] keys: &str, #[case] text: &str) {
    story(ALL).press(keys).shows(text);
}

#[test]
fn problems_of_loading_are_announced_once() {
    let scanned = |problems| {
        Event::Scanned(ScanProgress {
            found: 9,
            done: 9,
            problems,
            unseen: 1,
            is_finished: true,
            ..ScanProgress::default()
        })
    };
    let two = "2 problems while loading; '!' lists them";
    let story = story(ALL).hears(scanned(3)).shows(two);
    let story = story.press("j").hears(scanned(3)).hides("while loading");
    let story = story.hears(scanned(4)).shows("3 problems while loading");
    story.press("k").hears(scanned(1)).hides("while loading");
}
