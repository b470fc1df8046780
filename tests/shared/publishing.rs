//! Only what has changed is published; several publishers share an archive; whoever is interrupted goes on.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use assert_cmd::cargo::CommandCargoExt;

use crate::counts::wrong_counts;
use crate::same::{RIGHT, wrong_groups};
use crate::server::{Database, new_database};
use crate::stories::{Newsroom, write_story};

const STORIES: &str = "SELECT count(*) FROM pullquote.articles";

/// Makes a newsroom beside others of a database.
fn newsroom(database: &Database, name: &str, stories: usize) -> Newsroom {
    Newsroom::new(&database.home.path().join(name), stories)
}

/// Returns what is not as it should be in a shared archive: counts of rows that must be 0.
fn loose_ends(database: &Database) -> String {
    database.value(
        "SELECT (SELECT count(*) FROM pullquote.articles a WHERE NOT EXISTS
                (SELECT 1 FROM pullquote.stories s WHERE s.story = a.story AND s.year = a.year))
            + (SELECT count(*) FROM pullquote.quotes q WHERE NOT EXISTS
                (SELECT 1 FROM pullquote.articles a WHERE a.story = q.story AND a.year = q.year))
            + (SELECT count(*) FROM pullquote.stories s WHERE NOT EXISTS
                (SELECT 1 FROM pullquote.copies c WHERE c.story = s.story))
            + (SELECT count(*) FROM pullquote.articles a WHERE quotes <>
                (SELECT count(*) FROM pullquote.quotes q WHERE q.story = a.story))",
    )
}

#[test]
fn only_what_has_changed_is_written() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 24);
    assert!(
        desk.publish(&database, "desk")
            .starts_with("Published 24 stories with ")
    );
    let nothing = "Published 0 stories with 0 quotes; 24 stories unchanged, 0 stories removed\n";
    assert_eq!(desk.publish(&database, "desk"), nothing);
    // A file that was touched is looked at, and found to be the same.
    write_story(&desk.news, 3);
    assert_eq!(desk.publish(&database, "desk"), nothing);
    fs::remove_file(desk.news.join("005.md")).unwrap();
    let changed = fs::read_to_string(desk.news.join("007.md")).unwrap();
    fs::write(
        desk.news.join("007.md"),
        format!("{changed}\n“The tide is out,” said Oda Lund.\n"),
    )
    .unwrap();
    let told = desk.publish(&database, "desk");
    assert!(told.starts_with("Published 1 story with "), "{told}");
    assert!(
        told.ends_with("; 22 stories unchanged, 1 story removed\n"),
        "{told}"
    );
    assert_eq!(database.value(STORIES), "23");
    assert_eq!(loose_ends(&database), "0");
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn stories_of_other_folders_are_left_alone() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 3);
    desk.publish(&database, "desk");
    let other = desk.home.join("other");
    fs::create_dir(&other).unwrap();
    write_story(&other, 9);
    desk.print(&[
        "publish",
        "--as",
        "desk",
        &database.address(),
        other.to_str().unwrap(),
    ]);
    assert_eq!(database.value(STORIES), "4");
}

#[test]
fn a_story_is_there_as_long_as_somebody_has_it() {
    let Some(database) = new_database() else {
        return;
    };
    let (one, other) = (
        newsroom(&database, "one", 4),
        newsroom(&database, "other", 6),
    );
    one.publish(&database, "one");
    let told = other.publish(&database, "other");
    assert!(told.starts_with("Published 2 stories with "), "{told}");
    assert_eq!(database.value(STORIES), "6");
    assert_eq!(
        other.print(&[
            "publish",
            "--as",
            "other",
            "--withdraw",
            &database.address()
        ]),
        "Withdrew 6 stories of other\n"
    );
    assert_eq!(database.value(STORIES), "4");
    one.print(&["publish", "--as", "one", "--withdraw", &database.address()]);
    assert_eq!(database.value(STORIES), "0");
    assert_eq!(loose_ends(&database), "0");
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn several_publish_at_once() {
    let Some(database) = new_database() else {
        return;
    };
    // Nearly the same stories, so that all of them are in each other's way, also in creating the tables.
    let newsrooms: Vec<Newsroom> = (0..4)
        .map(|number| newsroom(&database, &format!("desk{number}"), 40 + number))
        .collect();
    thread::scope(|threads| {
        for (number, newsroom) in newsrooms.iter().enumerate() {
            let database = &database;
            threads.spawn(move || newsroom.publish(database, &format!("desk{number}")));
        }
    });
    assert_eq!(database.value(STORIES), "43");
    assert_eq!(
        database.value("SELECT count(*) FROM pullquote.copies"),
        "166"
    );
    assert_eq!(loose_ends(&database), "0");
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn whoever_is_killed_goes_on_where_it_was() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 650);
    let mut publishing = std::process::Command::cargo_bin("pullquote").unwrap();
    publishing
        .env_clear()
        .env("HOME", &desk.home)
        .current_dir(&desk.home);
    publishing.args([
        "publish",
        "--as",
        "desk",
        &database.address(),
        desk.news.to_str().unwrap(),
    ]);
    let mut publishing = publishing
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let written = || {
        let exists = "SELECT to_regclass('pullquote.stories') IS NOT NULL";
        if database.value(exists) == "t" {
            database.value(STORIES).parse().unwrap()
        } else {
            0
        }
    };
    while written() == 0 && publishing.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    publishing.kill().unwrap();
    publishing.wait().unwrap();
    let before: usize = written();
    assert!(before > 0, "nothing was committed");
    let told = desk.publish(&database, "desk");
    let left = format!("Published {} ", 650 - before);
    assert!(told.starts_with(&left), "{told} after {before}");
    assert_eq!(database.value(STORIES), "650");
    assert_eq!(loose_ends(&database), "0");
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(wrong_groups(&database), RIGHT);
}
