//! Who is who, as several publishers and folders have it.

use std::fs;
use std::sync::Arc;

use pullquote::search::engine::SearchEngine;
use pullquote::search::index::SpeakerRow;
use rstest::rstest;

use crate::server::{Database, new_database};
use crate::stories::Newsroom;

/// Publishes a folder with a story of somebody's under the name of "desk".
fn publish_extra(newsroom: &Newsroom, database: &Database, story: &str) {
    let extra = newsroom.home.join("extra");
    fs::create_dir_all(&extra).unwrap();
    fs::write(extra.join("extra.md"), story).unwrap();
    let extra = extra.to_str().unwrap();
    newsroom.print(&["publish", "--as", "desk", &database.address(), extra]);
}

const QUILL: &str =
    "The weir\n\n“The weir holds,” said Ambrose Quill.\n\n“It leaks,” said Oda Lund.\n";

#[rstest]
#[case::of_another_folder("desk")]
#[case::of_another_machine("van")]
fn people_of_other_stories_are_left_alone(#[case] home: &str) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 12);
    desk.publish(&database, "desk");
    let before = desk.shared(&database).all_speakers().unwrap();
    // In the other place somebody new is quoted, and one of the people of the first stories.
    let other = Newsroom::new(&database.home.path().join(home), 0);
    publish_extra(&other, &database, QUILL);
    publish_extra(&other, &database, QUILL);
    let names = |rows: &[Arc<SpeakerRow>]| {
        let mut names: Vec<String> = rows.iter().map(|row| row.name.to_string()).collect();
        names.sort();
        names
    };
    let mut with_quill = names(&before);
    with_quill.push("Ambrose Quill".to_owned());
    with_quill.sort();
    let after = |newsroom: &Newsroom| names(&newsroom.shared(&database).all_speakers().unwrap());
    assert_eq!(after(&desk), with_quill);
    desk.publish(&database, "desk");
    assert_eq!(after(&desk), with_quill);
    // An empty folder says nothing of anybody.
    fs::create_dir_all(desk.home.join("empty")).unwrap();
    desk.print(&["publish", "--as", "desk", &database.address(), "empty"]);
    assert_eq!(after(&desk), with_quill);
    // Who is in no story any more goes with the last of them.
    publish_extra(
        &other,
        &database,
        "The weir\n\n“It leaks,” said Oda Lund.\n",
    );
    assert_eq!(after(&desk), names(&before));
    let quill = "SELECT count(*) FROM pullquote.people WHERE person = 'Ambrose Quill'";
    assert_eq!(database.value(quill), "0");
}

#[test]
fn the_quotes_of_a_person_are_those_of_the_larger_part() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 12);
    desk.publish(&database, "desk");
    let quotes = "SELECT max(quotes) FROM pullquote.people WHERE person = 'Oda Lund'";
    let before = database.value(quotes);
    publish_extra(&desk, &database, QUILL);
    assert_eq!(database.value(quotes), before);
}

/// Returns the names of the person with a name, and how many quotes they have.
fn person(newsroom: &Newsroom, database: &Database, name: &str) -> (Vec<String>, usize) {
    let found = newsroom.print(&["speaker", name, "--json", "--shared", &database.address()]);
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let aliases = found["aliases"].as_array().unwrap().iter();
    let names = std::iter::once(&found["name"]).chain(aliases);
    let mut names: Vec<String> = names
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    names.sort();
    (names, found["quotes"].as_u64().unwrap().try_into().unwrap())
}

#[test]
fn the_latest_decision_on_who_is_who_holds() {
    let Some(database) = new_database() else {
        return;
    };
    let folder = database.home.path();
    let [one, other] = ["one", "other"].map(|name| Newsroom::new(&folder.join(name), 12));
    let news = |newsroom: &Newsroom| newsroom.news.to_str().unwrap().to_owned();
    let decide = |newsroom: &Newsroom, way: &str| {
        newsroom.print(&["speaker", "Oda Lund", &news(newsroom), way, "Finn Berg"]);
    };
    let publish = |names: &[&str]| {
        for name in names {
            let newsroom = if *name == "one" { &one } else { &other };
            newsroom.publish(&database, name);
        }
    };
    publish(&["one", "other"]);
    let (alone, lund) = person(&one, &database, "Oda Lund");
    assert_eq!(alone, ["Oda Lund"]);
    let both = ["Finn Berg", "Oda Lund"];
    decide(&one, "--join");
    publish(&["one", "other"]);
    let (names, joint) = person(&one, &database, "Oda Lund");
    assert_eq!(names, both);
    let said = |query: &str| one.print(&["count", query, "--shared", &database.address()]);
    let counted_both = said("said:=\"Oda Lund\" ");
    // Whoever publishes last, the later decision holds, in pages of people, lists and searches.
    decide(&other, "--split");
    publish(&["other", "one"]);
    for name in both {
        let (names, quotes) = person(&one, &database, name);
        assert_eq!(names, [name]);
        assert!(quotes < joint);
    }
    assert_eq!(person(&one, &database, "Oda Lund").1, lund);
    assert_ne!(said("said:=\"Oda Lund\" "), counted_both);
    let listed = one.shared(&database).all_speakers().unwrap();
    assert!(listed.iter().any(|row| row.name.as_str() == "Finn Berg"));
    // To say the same again is no decision; to take it back and say it again is.
    decide(&one, "--undo");
    decide(&one, "--join");
    publish(&["one"]);
    assert_eq!(person(&one, &database, "Finn Berg").0, both);
    assert_eq!(said("said:=\"Oda Lund\" "), counted_both);
}
