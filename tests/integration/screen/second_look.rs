//! What an hour of use left in doubt: reasons, boxes and lists that say what they are about, and which key is next.

use rstest::rstest;

use super::habits::with_preset;
use super::samples::{ALL, FERRY};
use super::story::story;
use pullquote::app::event::{Event, ScanProgress};
use pullquote::app::{ReaderExperience, Settings};
use pullquote::config::{Config, Preset};
use pullquote::text::Clean;

/// A story in which one speaks often, and others once.
const BOARD: (&str, &str) = (
    "pier-news_2026-09-09_board.txt",
    "Board hears both sides\n\n\
     “The gate stays,” said Olive Marrin, the warden.\n\n\
     “It has a hinge,” said Olive Marrin.\n\n\
     “And it creaks,” said Olive Marrin.\n\n\
     “Oil is dear,” said Tobias Fenn.\n\n\
     “We have some,” said Wanda Pell.\n\n\
     “Not for gates,” said Rufus Carr.\n",
);

#[rstest]
#[case::beside_the_page(140, 40)]
#[case::two_panes(80, 24)]
#[case::a_sheet(60, 20)]
#[case::a_small_screen(40, 12)]
fn the_reason_comes_first_with_the_words_of_the_text(#[case] columns: u16, #[case] rows: u16) {
    let story = story(&[FERRY]).resize(columns, rows).press("enter ] l w");
    let screen = story.screen();
    let row_of = |words: &str| screen.lines().position(|line| line.contains(words));
    let title = row_of("Why Ines Holm").unwrap_or_else(|| panic!("{screen}"));
    assert!(
        screen
            .lines()
            .any(|line| line.contains("Why") && line.contains("sure")),
        "{screen}"
    );
    let reason = row_of("the cue 'said'").unwrap_or_else(|| panic!("{screen}"));
    assert!(reason > title && reason <= title + 5, "{screen}");
    story
        .shows("“said Captain Ines")
        .hides("mention")
        .hides("speaker  ");
}

#[test]
fn reasons_that_do_not_fit_are_scrolled_by_a_key_that_is_told() {
    let story = story(&[FERRY]).resize(40, 8).press("enter ] l w");
    let story = story.shows("more line").shows("j more");
    let first = story.screen();
    let story = story.press("G").hides("more line");
    assert_ne!(first, story.screen());
    assert_eq!(first, story.press("g g").screen());
}

#[rstest]
#[case::under_the_card(60, 20, "enter ] l c")]
#[case::on_a_sheet(60, 20, "enter ] c")]
#[case::beside_the_page(140, 22, "enter ] c")]
fn which_quotes_are_corrected_covers_no_candidate(
    #[case] columns: u16,
    #[case] rows: u16,
    #[case] keys: &str,
) {
    let story = story(&[BOARD]).resize(columns, rows).press(keys);
    let mut story = story.shows("[ ] tab:");
    for _ in 0..12 {
        let screen = story.screen();
        let selected = story
            .app()
            .overlay()
            .and_then(|overlay| overlay.menu.selected());
        let name = selected
            .map(|entry| entry.text.as_str().to_owned())
            .unwrap_or_default();
        assert!(
            screen.contains(&format!("{name} ")) || screen.contains(&format!("{name}\n")),
            "{name}:\n{screen}"
        );
        story = story.shows("[ ] tab:").press("down");
    }
}

#[test]
fn rows_of_a_search_have_their_source() {
    let story = story(ALL)
        .resize(140, 40)
        .press("\"")
        .types("* ")
        .press("down");
    let screen = story.screen();
    let facts = screen.lines().filter(|line| line.contains("Sep"));
    assert!(facts.clone().count() >= 3, "{screen}");
    assert!(screen.contains("Coast Press      7 Sep"), "{screen}");
    story.hides("first use").shows("earliest: ");
}

#[test]
fn without_hits_there_is_no_page_beside_them() {
    let story = story(ALL).resize(140, 40).press("\"").types("cold");
    let story = story.shows("forty passengers").press("ctrl-u");
    let story = story.types("zzz").shows("No quotes match");
    story.hides("forty passengers");
}

#[rstest]
#[case::a_source("in:foo cold", "in:foo is no source here; 1 quote without it")]
#[case::a_speaker("said:foo cold", "said:foo is no speaker here; 1 quote without it")]
#[case::days(
    "after:2026-10-01 cold",
    "Nothing found since 2026-10-01; 1 quote without it"
)]
#[case::words_that_are_nowhere("in:foo zzz", "Try fewer words")]
fn what_empties_a_search_is_named(#[case] typed: &str, #[case] shown: &str) {
    let story = story(ALL).resize(140, 40).press("\"").types(typed);
    story.press("space").shows("No quotes match").shows(shown);
}

#[rstest]
#[case::themes("theme", ":theme")]
#[case::imports("import", ":import")]
#[case::folders("folder", ":add-folder")]
#[case::the_mouse("mouse", "mouse = true")]
fn help_finds_what_has_no_key(#[case] typed: &str, #[case] shown: &str) {
    story(ALL).press("? /").types(typed).shows(shown);
}

#[rstest]
#[case::in_the_list("", "Here, in the list")]
#[case::in_an_article("enter", "Here, in the reading pane")]
#[case::among_quotes("enter ] l", "Here, in the quote sidebar")]
#[case::among_speakers("P", "Here, among the speakers")]
#[case::over_a_box("f", "Here, in overlays and results")]
fn help_begins_with_the_keys_of_the_place(#[case] keys: &str, #[case] title: &str) {
    let screen = story(ALL).press(keys).press("?").screen();
    let second = screen.lines().find(|line| line.contains("Here, "));
    assert!(second.is_some_and(|line| line.contains(title)), "{screen}");
}

#[test]
fn an_empty_list_says_how_to_fill_it() {
    let progress = ScanProgress {
        is_finished: true,
        emptiness: Some(Clean::line("No articles in '/news'.")),
        ..ScanProgress::default()
    };
    let empty = story(&[])
        .hears(Event::Scanned(progress))
        .shows("No articles in '/news'. Three ways to begin:")
        .shows("Add a folder")
        .shows("Paste an address")
        .shows("Import")
        .shows("any change to it.")
        .hides("opens the selected article");
    let empty = empty.press("a").shows("folder: ~/").press("esc");
    let empty = empty.press("p").shows("address:").press("esc");
    let found = ScanProgress {
        is_finished: true,
        articles: 1,
        ..ScanProgress::default()
    };
    empty
        .hears(Event::Scanned(found))
        .hides("Three ways to begin");
}

#[test]
fn a_story_without_a_page_of_its_own_tells_of_its_links() {
    let text = "# A gate is oiled\n\nThe [minutes](https://board.example/a) name a [price](https://board.example/b).\n";
    let story = story(&[("gate.md", text)]).press("enter o");
    story.shows("no page of its own; 'g l' lists its 2 links");
    let plain = super::story::story(&[BOARD]).press("enter o");
    plain.shows("This article has no link");
}

#[test]
fn a_click_on_a_link_opens_it() {
    let text = "# A gate is oiled\n\nThe [minutes](https://board.example/a) name it.\n";
    let story = story(&[("gate.md", text)]).resize(80, 24).press("enter");
    let screen = story.screen();
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains("The minutes"))
        .unwrap();
    let before = line.split("minutes").next().unwrap().chars().count();
    let column = u16::try_from(before).unwrap();
    let row = u16::try_from(row).unwrap();
    let story = story.clicks(column - 2, row).clicks(70, row);
    assert_eq!(story.sent, []);
    assert_eq!(story.clicks(column + 1, row).sent.len(), 1);
}

#[test]
fn the_page_keeps_its_colours_while_themes_are_tried() {
    let styles = |typed: &str| {
        let story = story(ALL).resize(140, 40).press(":").types(typed);
        let screen = story.screen_with_styles();
        let (_, grid) = screen.split_once("\n\n").unwrap();
        grid.lines().next().unwrap().to_owned()
    };
    let first_row = |typed: &str| {
        let row = styles(typed);
        row.chars().collect::<std::collections::BTreeSet<_>>().len()
    };
    assert!(first_row("theme dark") > first_row("zoom"));
}

#[test]
fn the_boxes_of_filter_and_order_close_alike() {
    let story = story(ALL).press("f j enter").hides("Filter the list");
    story.press("s j enter").hides("Sort and group");
}

#[test]
fn tab_changes_filter_and_order_and_shows_it() {
    let story = story(ALL).press("s tab").shows("Sort and group");
    let story = story.shows("ascending").press("tab").shows("descending");
    story.press("esc f j tab").shows("Filter the list");
}

#[test]
fn the_first_card_is_explained_once() {
    let settings = Settings {
        experience: ReaderExperience::New,
        measure: 72,
        keymap: Config::default().keymap,
        ..Settings::default()
    };
    let story = story(ALL).hears(Event::Configured(Box::new(settings)));
    let story = story.resize(140, 40).press("enter ]");
    let story = story.shows("The card says who said it; 'w' says why, 'c' corrects it");
    story.press("]").hides("The card says who said it");
}

#[test]
fn the_key_of_the_keys_is_not_told_where_it_would_be_typed() {
    let story = story(ALL).resize(140, 40).press("\"").types("cold");
    story.hides("? keys").press("down").shows("? keys");
}

#[rstest]
fn after_titles_were_searched_n_goes_to_the_next(
    #[values(Preset::Default, Preset::Vim)] preset: Preset,
) {
    let story = with_preset(preset, ALL)
        .press("/")
        .types("a")
        .press("enter");
    let first = story.app().list().selected_row().unwrap().title.clone();
    let story = story.press("n").hides("No unread");
    let next = story.app().list().selected_row().unwrap().title.clone();
    assert_ne!(first, next);
    story.press("N").selects_article(&first);
}

#[test]
fn in_less_a_bookmark_is_removed_with_a_key_that_is_told() {
    let story = with_preset(Preset::Less, ALL).press("alt-b B");
    story
        .shows("D remove")
        .press("D")
        .shows("Nothing is bookmarked");
}

#[test]
fn a_role_is_left_out_before_it_says_nothing() {
    let text =
        "Board hears both sides\n\n“The gate stays,” said Bartholomew Quoin, the harbourmaster.\n";
    let story = story(&[("gate.txt", text)])
        .resize(80, 24)
        .press("enter ] l b");
    story.shows("Bartholomew Quoin").hides("Quoin, th…");
}

#[test]
fn themes_are_tried_in_a_corner() {
    let story = story(ALL).press(":").types("theme dark");
    let screen = story.screen();
    let title = screen
        .lines()
        .position(|line| line.contains("Run an action"));
    assert!(title.is_some_and(|row| row > 11), "{screen}");
    story.shows("theme dark-contrast").shows("Ferry sails");
}

#[test]
fn the_palette_is_typed_in_after_the_sign_of_commands() {
    let story = story(ALL).press(":").types("zoom");
    story.shows(":zoom").hides("/zoom");
}
