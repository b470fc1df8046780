//! The first minute: the program is started where there is nothing to read yet.

use std::fs;

use super::session::{Home, Session};

const WIDE: (u16, u16) = (100, 30);

#[test]
fn a_folder_that_is_added_is_read_and_written_to_the_config() {
    let home = Home::new();
    home.add_article(
        "2026-03-02-bench.txt",
        "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n",
    );
    let mut session = Session::start_without_paths(&home, WIDE);
    session.wait_for("There is nothing to read yet");
    session.press("a").wait_for("folder: ~/");
    session.send(home.archive().to_str().unwrap().as_bytes());
    session.press("enter").wait_for("A bench by the weir");
    session.wait_for("is in the config now");
    let config = fs::read_to_string(home.path().join("config/pullquote/config.toml")).unwrap();
    let line = format!("folders = [\"{}\"]", home.archive().display());
    assert!(config.contains(&line), "{config}");
    assert_eq!(session.press("q").wait_for_exit(), 0);
    let mut again = Session::start_without_paths(&home, WIDE);
    again.wait_for("A bench by the weir");
}

#[test]
fn another_folder_is_added_while_one_reads() {
    let home = Home::new();
    home.add_article(
        "2026-03-02-bench.txt",
        "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n",
    );
    let inbox = home.path().join("data/pullquote/articles");
    fs::create_dir_all(&inbox).unwrap();
    let text = "The kiosk opens again\n\n“Nobody missed the tea,” said Edda Falk.\n";
    fs::write(inbox.join("2026-03-03-kiosk.txt"), text).unwrap();
    let mut session = Session::start_without_paths(&home, WIDE);
    session.wait_for("The kiosk opens again").press(":");
    session.wait_for("Run an action").send(b"add folder");
    session.press("enter").wait_for("folder: ~/");
    session.send(home.archive().to_str().unwrap().as_bytes());
    session.press("enter").wait_for("A bench by");
    session.wait_for("The kiosk opens again");
}

/// Puts two stories and a file that cannot be read into the inbox of a reader.
fn fill_inbox(home: &Home) {
    let inbox = home.path().join("data/pullquote/articles");
    fs::create_dir_all(&inbox).unwrap();
    let kiosk = "The kiosk opens again\n\n“Nobody missed the tea,” said Edda Falk.\n";
    fs::write(inbox.join("2026-03-03-kiosk.txt"), kiosk).unwrap();
    let bench = "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n";
    fs::write(inbox.join("2026-03-02-bench.txt"), bench).unwrap();
    fs::write(inbox.join("cut.xml"), "<rss><channel><item><title>Cra").unwrap();
}

#[test]
fn a_page_that_is_added_while_one_reads_changes_nothing_else() {
    let home = Home::new();
    fill_inbox(&home);
    let page = home.path().join("lamp.html");
    let text = "<article><h1>The lamp stays</h1>\
        <p>The lamp at the end of the pier burns till dawn, as it has for a hundred winters.</p>\
        <p>“We would not find the pier without it,” said Oda Lund, who mends nets there until midnight.</p>\
        <p>The council voted on Monday to pay for the oil until spring, and to ask again then.</p></article>";
    fs::write(&page, text).unwrap();
    let mut session = Session::start_without_paths(&home, (80, 24));
    session.wait_for("while loading").press("/").send(b"kiosk");
    session.wait_until_gone("A bench by").press("enter");
    session.wait_for("/kiosk").press(": a d d - p a g e enter");
    session
        .wait_for("address:")
        .send(page.to_str().unwrap().as_bytes());
    session.press("enter").wait_for("Saved");
    session.wait_until_asleep().wait_for("/kiosk");
    let screen = session.screen();
    assert!(!screen.contains("while loading"), "{screen}");
    session.press("esc").wait_for("The lamp stays");
}

#[test]
fn a_folder_that_is_added_leaves_the_filter_and_repeats_no_problem() {
    let home = Home::new();
    fill_inbox(&home);
    home.add_article("2026-03-04-kiosk.txt", "Kiosk to sell maps\n\nThey fold.\n");
    let mut session = Session::start_without_paths(&home, (80, 24));
    session.wait_for("while loading").press("/").send(b"kiosk");
    session.wait_until_gone("A bench by").press("enter");
    session
        .wait_for("/kiosk")
        .press(": a d d - f o l d e r enter");
    session
        .wait_for("folder: ~/")
        .send(home.archive().to_str().unwrap().as_bytes());
    session.press("enter").wait_for("Kiosk to sell maps");
    session.wait_until_asleep().wait_for("/kiosk");
    let screen = session.screen();
    assert!(!screen.contains("while loading"), "{screen}");
    session.wait_for("is in the config now");
}

#[test]
fn to_what_was_named_nothing_is_added_and_the_way_out_is_told() {
    let home = Home::new();
    fill_inbox(&home);
    home.add_article("2026-03-04-maps.txt", "Kiosk to sell maps\n\nThey fold.\n");
    let mut session = Session::start_on(&home, (80, 24), &home.archive());
    session
        .wait_for("Kiosk to")
        .press(": a d d - f o l d e r enter");
    session.wait_for("start pullquote without a path");
}

#[test]
fn a_file_that_is_named_alone_is_read_at_once() {
    let home = Home::new();
    home.add_article(
        "2026-03-02-bench.txt",
        "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n",
    );
    let file = home.archive().join("2026-03-02-bench.txt");
    let mut session = Session::start_on(&home, (80, 24), &file);
    session.wait_for("esc list").wait_for("said Ola Berg");
}

#[test]
fn a_large_file_that_is_named_alone_is_opened_once_it_is_read() {
    let home = Home::new();
    let filler = "The gauge was read and the water was as high as the day before.\n\n".repeat(8000);
    home.add_article("gauge.txt", &format!("A gauge is read\n\n{filler}"));
    let mut session = Session::start_on(&home, (80, 24), &home.archive().join("gauge.txt"));
    session.wait_for("A gauge is read").wait_for("· 0%");
}

#[test]
fn the_program_starts_where_it_was_left() {
    let home = Home::new();
    let story = |day: u32, title: &str| {
        let text = format!("{title}\n\n“It rained on us,” said Ola Berg.\n");
        let inbox = home.path().join("data/pullquote/articles");
        fs::create_dir_all(&inbox).unwrap();
        fs::write(inbox.join(format!("2026-03-0{day}-a.txt")), text).unwrap();
    };
    story(3, "The kiosk opens again");
    story(2, "A bench by the weir is moved");
    let mut session = Session::start_without_paths(&home, (60, 24));
    session.wait_for("The kiosk opens again");
    session.press("j enter").wait_for("It rained on us");
    session.press(": q enter");
    assert_eq!(session.wait_for_exit(), 0);
    let mut again = Session::start_without_paths(&home, (60, 24));
    again.wait_for("It rained on us");
    again.press("h s").wait_for("Sort by");
    again.press("j enter").wait_for("A bench by the weir");
    again.press("q");
    assert_eq!(again.wait_for_exit(), 0);
    let mut sorted = Session::start_without_paths(&home, (60, 24));
    sorted.wait_for("The kiosk opens again");
    sorted.press("s").wait_for("title");
}

#[test]
fn after_a_story_was_finished_the_list_begins_with_what_there_is_to_read() {
    let home = Home::new();
    let story = |day: u32, title: &str, text: &str| {
        let inbox = home.path().join("data/pullquote/articles");
        fs::create_dir_all(&inbox).unwrap();
        let text = format!("{title}\n\n{text}\n");
        fs::write(inbox.join(format!("2026-03-0{day}-a.txt")), text).unwrap();
    };
    story(3, "The kiosk opens again", "Tea is sold from noon.");
    story(2, "A bench by the weir is moved", "It stood in the way.");
    let mut session = Session::start_without_paths(&home, (60, 24));
    session.wait_for("The kiosk opens again");
    session.press("j enter").wait_for("It stood in the way");
    session.press("h").wait_for("The kiosk opens again");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    let mut again = Session::start_without_paths(&home, (60, 24));
    again.wait_for("The kiosk opens again");
    again.press("enter").wait_for("Tea is sold from noon");
}

#[test]
fn the_welcome_story_is_read_without_a_folder() {
    let home = Home::new();
    let mut session = Session::start_without_paths(&home, WIDE);
    session.wait_for("There is nothing to read yet");
    session
        .press("w")
        .wait_for("This is a story like any other");
    session.press("q").wait_for("1 unread");
    session.press("q").wait_for("There is nothing to read yet");
    session.press("a").wait_for("folder: ~/");
    session.press("esc q");
    assert_eq!(session.wait_for_exit(), 0);
}

#[test]
fn what_is_not_there_is_told_and_the_start_screen_stays() {
    let home = Home::new();
    let mut session = Session::start_without_paths(&home, WIDE);
    session.wait_for("There is nothing to read yet");
    session.press("a ctrl-u");
    session.send(b"/nowhere/at/all");
    session.press("enter");
    session.wait_for("'/nowhere/at/all' does not exist");
    session.wait_for("There is nothing to read yet");
}
