//! The reader shows the archive, follows keys and sizes, keeps what it is told to keep, and sleeps in between.

use std::time::Duration;

use super::process;
use super::session::{Home, Session};

fn home() -> Home {
    let home = Home::new();
    home.add_article(
        "2026-03-02-bench.txt",
        "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n\nIt stands uphill now.\n",
    );
    home.add_article(
        "2026-03-01-kiosk.txt",
        "The kiosk opens again\n\n“Nobody missed the tea,” said Edda Falk, who sells it.\n",
    );
    home
}

#[test]
fn the_list_is_there_and_keys_open_an_article_and_go_to_its_quote() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("The kiosk opens again").press("j enter");
    session.wait_for("said Edda Falk, who sells it.").press("]");
    session.wait_for("“Nobody missed the tea”");
}

#[test]
fn a_piped_document_is_read_with_the_keys_of_the_terminal() {
    let home = home();
    let file = home.archive().join("2026-03-02-bench.txt");
    let from = format!("cat '{}'", file.display());
    let mut session = Session::start_piped(&home, (140, 40), &from);
    session
        .wait_for("A bench by the weir is moved")
        .press("enter");
    session.wait_for("space page").press("q q");
    session.wait_until_given_back();
}

#[test]
fn a_paste_whose_end_is_lost_does_not_swallow_the_keys() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("The kiosk opens again");
    session.send(b"/\x1b[200~kiosk").wait_for("/kiosk");
    session.press("esc ?").wait_for("Move or scroll down");
}

#[test]
fn the_theme_follows_the_background_that_the_terminal_reports() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[("TERM", "xterm-256color")]);
    session.wait_for("The kiosk opens again");
    session.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c");
    session.wait_for_colour((1, 0), 24);
    // The reader turns the colours of the terminal around.
    session.send(b"\x1b[?997;1n").wait_for_colour((1, 0), 117);
    session.wait_for("The kiosk opens again");
}

#[test]
fn a_changed_config_is_taken_while_reading_and_a_wrong_one_is_reported() {
    let home = home();
    let folder = home.path().join("config/pullquote");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config.toml");
    let mut session = Session::start(&home, (140, 40), &[]);
    session
        .wait_for("The kiosk opens again")
        .wait_until_asleep();
    std::fs::write(&file, "[keys.list]\n\"X\" = \"problems\"\n").unwrap();
    session.wait_for("The changed config is in use");
    session.press("X").wait_for("Load problems").press("esc");
    std::fs::write(&file, "[screen]\ntheme = \"drak\"\n").unwrap();
    session.wait_for("did you mean 'dark'?");
    session.press("X").wait_for("Load problems");
}

#[test]
fn a_bookmark_on_the_screen_is_on_disk() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[]);
    session
        .wait_for("A bench by the weir")
        .press("b")
        .wait_for("★");
    session
        .signal(rustix::process::Signal::KILL)
        .wait_for_exit();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("★").press("B").wait_for("Bookmarks");
    session.wait_for("A bench by the weir");
}

#[test]
fn without_folders_to_write_to_it_reads_and_says_that_nothing_is_saved() {
    let home = home();
    let nowhere = ["XDG_DATA_HOME", "XDG_CACHE_HOME"].map(|name| (name, "/dev/null/nowhere"));
    let mut session = Session::start(&home, (140, 40), &nowhere);
    session.wait_for("Nothing will be saved");
    session.wait_for("The kiosk opens again").press("j enter");
    session.wait_for("said Edda Falk");
}

#[test]
fn an_idle_reader_uses_no_processor_time_and_wakes_for_nothing() {
    let home = home();
    let mut session = Session::start(&home, (80, 24), &[]);
    session.wait_for("The kiosk opens again").press("j enter");
    session.wait_for("said Edda Falk").wait_until_asleep();
    // Workers end two seconds after their last job, and take their counts along.
    assert!(!session.has_ended_within(Duration::from_secs(3)));
    let before = process::usage(session.pid());
    assert!(!session.has_ended_within(Duration::from_secs(2)));
    assert_eq!(process::usage(session.pid()), before);
}

#[test]
fn of_a_flood_of_keys_none_is_lost() {
    let home = Home::new();
    for number in 0..1600 {
        let text = format!("Bench {number} is moved\n\nIt stands uphill now.\n");
        home.add_article(&format!("{number}.txt"), &text);
    }
    let mut session = Session::start(&home, (80, 24), &[]);
    session.wait_for("1,600").send(&b"j".repeat(1599));
    // From any row but the last, the key would open the next article.
    session.press("J").wait_for("This is the last article");
}

#[test]
fn a_storm_of_sizes_ends_at_the_last_one() {
    let home = home();
    let mut session = Session::start(&home, (80, 24), &[]);
    session.wait_for("The kiosk opens again");
    for step in 0..300_u16 {
        session.resize((1 + step * 37 % 500, 1 + step * 17 % 200));
    }
    session.resize((1, 1)).resize((64, 9));
    session
        .wait_for_last_row(9, "2 articles")
        .wait_for("The kiosk");
}

/// A story with links, one of which is hostile.
fn linked_home() -> Home {
    let home = Home::new();
    let text = "# The kiosk opens again\n\nTea is sold [by the river](https://tea.example/é;id=x) from noon.\n\n\
                It is [cold](https://bank.example\u{9c}]0;title) there.\n";
    home.add_article("2026-03-01-kiosk.md", text);
    home
}

#[test]
fn a_terminal_with_links_is_told_where_the_words_lead() {
    let home = linked_home();
    let mut session = Session::start(&home, (100, 30), &[("FORCE_HYPERLINK", "1")]);
    session.wait_for("The kiosk opens again").press("enter");
    let open = "\x1b]8;id=pq0;https://tea.example/%C3%A9%3Bid=x\x1b\\";
    session.wait_for_bytes(open).wait_for("by the river¹");
    // In front of the story no words lead anywhere, and the screen is as without links.
    session.press("?").wait_for("Go to the top").press("esc");
    session
        .press("q")
        .wait_for("The kiosk opens again")
        .press("q");
    session.wait_until_given_back();
}

#[test]
fn other_terminals_are_told_of_no_links() {
    let home = linked_home();
    let mut session = Session::start(&home, (100, 30), &[]);
    session.wait_for("The kiosk opens again").press("enter");
    session.wait_for("by the river¹").press(": q enter");
    session.wait_until_given_back();
    assert!(!session.has_written("\x1b]8;"));
}
