//! How it looks: whole screens as text, with the styles of the cells.

use rstest::rstest;

use super::samples::{ALL, FERRY};
use super::story::story;
use pullquote::app::event::{Event, ScanProgress};

#[test]
fn a_text_that_is_less_than_its_story_says_so_below_the_headline() {
    let text = "---\ntitle: Ferry stops\nurl: https://pier.example/a\n---\n\nThe night ferry has stopped for good.\n\n\
                This story is for subscribers. Log in to read on.\n";
    let screen = story(&[("ferry.md", text)]).press("enter").screen();
    let at = |words: &str| screen.lines().position(|line| line.contains(words));
    let told = at("Cut by a paywall: the rest is on its page").unwrap();
    assert!(
        told < at("The night ferry has stopped").unwrap(),
        "{screen}"
    );
    assert_eq!(at("This story is for subscribers"), None);
}

/// Every piece at the right end of the last row is parted from what is before it.
#[rstest]
#[case::while_files_are_read("", "indexing 1,234 of 5,678")]
#[case::in_an_article("enter", "indexing 1,234 of 5,678")]
#[case::in_the_quotes("enter l", "indexing 1,234 of 5,678")]
#[case::among_hits("\" * enter", "indexing 1,234 of 5,678")]
#[case::on_a_page("enter ] g p", "indexing 1,234 of 5,678")]
#[case::among_speakers("P", "indexing 1,234 of 5,678")]
#[case::over_a_box("enter ] w", "indexing 1,234 of 5,678")]
#[case::pending_keys("enter g", "g  waits")]
#[case::what_was_found("enter / t h e enter", "/the 1 of")]
#[case::a_notice("enter ] M", "indexing 1,234 of 5,678")]
fn the_last_row_has_parted_pieces(#[case] keys: &str, #[case] piece: &str) {
    for width in [52, 60, 64, 72, 80, 84, 100] {
        let progress = ScanProgress {
            done: 1234,
            found: 5678,
            articles: 900,
            problems: 3,
            ..ScanProgress::default()
        };
        let story = story(&[FERRY]).resize(width, 24);
        let story = story.hears(Event::Scanned(progress)).press(keys);
        let screen = story.screen();
        let row = screen.lines().last().unwrap();
        if let Some((before, after)) = row.split_once(piece) {
            let is_parted = before.trim().is_empty() || before.ends_with("  ");
            assert!(is_parted, "{width}: {row}");
            assert!(after.is_empty() || after.starts_with(' '), "{width}: {row}");
        }
    }
}

#[test]
fn three_panes_stand_side_by_side_on_a_wide_screen() {
    insta::assert_snapshot!(
        story(ALL)
            .resize(140, 30)
            .press("enter ]")
            .screen_with_styles()
    );
}

#[rstest]
#[case::list("list", "")]
#[case::reading("reading", "enter")]
#[case::hits("hits", "enter / r a m p")]
#[case::help("help", "?")]
fn at_80_by_24(#[case] name: &str, #[case] keys: &str) {
    let story = if keys.is_empty() {
        story(ALL)
    } else {
        story(ALL).resize(80, 24).press(keys)
    };
    insta::assert_snapshot!(
        format!("80x24-{name}"),
        story.resize(80, 24).screen_with_styles()
    );
}

#[rstest]
#[case::list("list", "j")]
#[case::reading("reading", "enter")]
#[case::quotes("quotes", "enter l")]
fn at_40_by_12(#[case] name: &str, #[case] keys: &str) {
    insta::assert_snapshot!(
        format!("40x12-{name}"),
        story(ALL).resize(40, 12).press(keys).screen()
    );
}

#[test]
fn without_colours_and_lines_everything_is_still_told_apart() {
    let story = story(ALL)
        .in_terminal(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")])
        .in_ascii();
    insta::assert_snapshot!(
        story
            .resize(140, 20)
            .press("enter / r a m p")
            .screen_with_styles()
    );
}

#[rstest]
fn every_size_draws_something_and_never_fails(
    #[values(
        "j",
        "enter ]",
        "enter l z",
        "?",
        "enter / r a m p",
        "B",
        "x",
        "\"",
        "\" w e",
        "\" w e down l",
        "P",
        "P enter j"
    )]
    keys: &str,
) {
    let mut story = story(&ALL[..2]).press(keys);
    for columns in [1, 2, 3, 7, 20, 61, 80, 119, 120, 500] {
        for rows in [1, 2, 3, 5, 6, 14, 200] {
            story = story.resize(columns, rows);
            assert!(
                !story.screen().trim().is_empty(),
                "nothing is drawn at {columns} by {rows}"
            );
        }
    }
}

#[rstest]
#[case::wide("wide", 140, 30)]
#[case::medium("medium", 90, 24)]
#[case::narrow("narrow", 40, 12)]
#[case::low("low", 20, 5)]
fn a_search(#[case] name: &str, #[case] columns: u16, #[case] rows: u16) {
    let story = story(ALL)
        .resize(columns, rows)
        .press("\"")
        .types("we OR cold")
        .press("down");
    insta::assert_snapshot!(format!("search-{name}"), story.screen_with_styles());
}

#[test]
fn stories_that_were_found() {
    let story = story(ALL).press("S").types("lamp OR ramp").press("down");
    insta::assert_snapshot!(story.screen());
}

#[test]
fn everyone_who_is_quoted() {
    insta::assert_snapshot!(story(ALL).press("P").screen());
}

#[rstest]
#[case::wide("wide", 140, 40)]
#[case::medium("medium", 90, 30)]
#[case::narrow("narrow", 60, 20)]
fn the_page_of_a_speaker(#[case] name: &str, #[case] columns: u16, #[case] rows: u16) {
    let story = story(ALL).resize(columns, rows).press("P enter");
    insta::assert_snapshot!(format!("speaker-{name}"), story.screen_with_styles());
}

#[test]
fn the_open_list_of_problems_grows_while_files_are_read() {
    story(&[FERRY])
        .press("!")
        .shows("All files were loaded.")
        .edits("blank.txt", "")
        .shows("blank.txt: is empty")
        .press("esc")
        .edits("other.txt", "")
        .hides("Load problems");
}
