//! The reader beside other processes that read, index, move and delete what it works with.

use std::fs;

use pullquote::library::Archive;

use super::session::{Home, Session};

const WIDE: (u16, u16) = (120, 30);

fn home() -> Home {
    let home = Home::new();
    add(
        &home,
        "2026-03-02-bench.txt",
        "A bench by the weir is moved",
    );
    home
}

fn add(home: &Home, name: &str, title: &str) {
    let text = format!("{title}\n\n“It stood in the way,” said Ola Berg.\n");
    home.add_article(name, &text);
}

fn archive(home: &Home) -> Archive {
    Archive::new(&home.cache(), &[home.archive()])
}

#[test]
fn two_readers_at_once_show_what_comes() {
    let home = home();
    let mut one = Session::start(&home, WIDE, &[]);
    let mut other = Session::start(&home, WIDE, &[]);
    one.wait_for("A bench by the weir");
    other.wait_for("A bench by the weir");
    one.wait_until_asleep();
    other.wait_until_asleep();
    add(&home, "2026-03-03-kiosk.txt", "The kiosk opens again");
    one.press("r").wait_for("The kiosk opens again");
    other.press("r").wait_for("The kiosk opens again");
}

#[test]
fn while_another_process_indexes_the_reader_waits_for_its_turn() {
    let home = home();
    let lock = archive(&home).lock_path();
    fs::create_dir_all(lock.parent().unwrap()).unwrap();
    let lock = fs::File::create(lock).unwrap();
    lock.lock().unwrap();
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("another pullquote is reading these folders");
    drop(lock);
    session.wait_for("A bench by the weir");
}

#[test]
fn a_cache_folder_that_is_deleted_is_made_again() {
    let home = home();
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("1 article, 1 quote");
    home.delete_cache();
    add(&home, "2026-03-03-kiosk.txt", "The kiosk opens again");
    session.press("r").wait_for("The kiosk opens again");
    session.wait_for("A bench by the weir");
    assert!(archive(&home).catalogue_path().exists());
}

#[test]
fn a_catalogue_that_is_damaged_is_made_again() {
    let home = home();
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("1 article, 1 quote");
    fs::write(archive(&home).catalogue_path(), "no database".repeat(9999)).unwrap();
    add(&home, "2026-03-03-kiosk.txt", "The kiosk opens again");
    session.press("r").wait_for("The kiosk opens again");
    session.wait_for("A bench by the weir");
}

#[test]
fn of_files_that_are_copied_anew_nothing_is_forgotten() {
    let home = home();
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("A bench by the weir").press("b");
    session.wait_for("★");
    fs::remove_dir_all(home.archive()).unwrap();
    add(
        &home,
        "2026-03-02-bench.txt",
        "A bench by the weir is moved",
    );
    add(&home, "2026-03-03-kiosk.txt", "The kiosk opens again");
    session.press("r").wait_for("The kiosk opens again");
    session.wait_until_asleep();
    drop(session);
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("A bench by the").press("B");
    session.wait_for("Bookmarks").wait_for("2 Mar");
}

#[test]
fn of_a_folder_that_disappears_nothing_is_forgotten() {
    let home = home();
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("A bench by the weir").press("b");
    session.wait_for("★");
    let elsewhere = home.path().join("unplugged");
    fs::rename(home.archive(), &elsewhere).unwrap();
    session.press("r").wait_for("cannot be read");
    session.wait_for("A bench by the weir").wait_for("★");
    fs::rename(elsewhere, home.archive()).unwrap();
    add(&home, "2026-03-03-kiosk.txt", "The kiosk opens again");
    session.press("r").wait_for("The kiosk opens again");
    session.wait_for("★");
}

#[test]
fn an_article_that_could_not_be_loaded_is_shown_once_its_folder_is_back() {
    let home = home();
    let text = "The lamps are lit\n\n“Dark is worse than dear,” said Rut Moll.\n";
    home.add_article("2026-03-01-lamps.txt", text);
    let mut session = Session::start(&home, WIDE, &[]);
    session.wait_for("2 articles, 2 quotes");
    let elsewhere = home.path().join("unplugged");
    fs::rename(home.archive(), &elsewhere).unwrap();
    session.press("j").wait_for("does not exist");
    fs::rename(elsewhere, home.archive()).unwrap();
    session.press("r").wait_for("Dark is worse than dear");
}

#[test]
fn why_the_folders_cannot_be_read_stays_on_the_screen_until_they_can() {
    let home = Home::new();
    home.add_article(
        "2026-03-01-kiosk.txt",
        "The kiosk opens again\n\nTea is sold there.\n",
    );
    let lock = Archive::new(&home.cache(), &[home.archive()]).lock_path();
    // A folder in its place cannot be locked, for root as for others.
    fs::create_dir_all(&lock).unwrap();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("The folders cannot be read for");
    session
        .press("!")
        .wait_for("cannot be written")
        .press("esc");
    fs::remove_dir(&lock).unwrap();
    session.wait_for("The kiosk opens again");
    session.wait_until_gone("cannot be read for");
}
