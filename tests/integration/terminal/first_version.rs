//! What version 0.1.0 kept is all there: it opens, and follows articles whose titles and beginnings are read another way now.
//!
//! The fixture is a state of that version, in its own form and exported by it, with bookmarks, notes, tags, read flags, a
//! place and corrections, made in its reader on these articles in `/home/reader/articles`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::session::{Home, Session, eventually};

/// The folder that the articles were in.
const FORMER: &str = "/home/reader/articles";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/first-version")
        .join(name)
}

/// Runs the program with a text as its input, and returns what it printed.
fn run(home: &Home, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.args(arguments).env_clear().envs(home.variables());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn rows(lines: &str) -> Vec<Value> {
    let rows = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    rows.collect()
}

#[test]
fn its_state_opens_with_every_fact() {
    let home = Home::new();
    let data = home.path().join("data/pullquote");
    fs::create_dir_all(&data).unwrap();
    fs::copy(fixture("state.db"), data.join("state.db")).unwrap();
    let mut kept = rows(&run(&home, &["export", "--state"], ""));
    // An export says who wrote a note, which that version did not know.
    for value in kept.iter_mut().filter_map(|fact| fact.get_mut("value")) {
        if let Some(value) = value.as_object_mut() {
            value.retain(|name, _| !["seen", "versions"].contains(&name.as_str()));
        }
    }
    let expected = rows(&fs::read_to_string(fixture("state.jsonl")).unwrap());
    for fact in &expected[1..] {
        assert!(kept.contains(fact), "{fact}");
    }
    assert_eq!(kept.len(), expected.len());
}

#[test]
fn what_it_kept_follows_its_articles() {
    let home = Home::new();
    for entry in fs::read_dir(fixture("articles")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        home.add_article(name, &fs::read_to_string(&path).unwrap());
    }
    let archive = home.archive().to_str().unwrap().to_owned();
    let state = fs::read_to_string(fixture("state.jsonl")).unwrap();
    run(&home, &["import", "-"], &state.replace(FORMER, &archive));
    let mut session = Session::start(&home, (140, 40), &[]);
    let facts = || {
        let listed = rows(&run(&home, &["list", "--json", &archive], ""));
        let facts = listed.iter().map(|row| {
            let name = row["path"].as_str().unwrap().rsplit('/').next().unwrap();
            json!([
                name,
                row["read"],
                row["bookmarked"],
                row["noted"],
                row["tags"]
            ])
        });
        let mut facts: Vec<Value> = facts.collect();
        facts.sort_by_key(ToString::to_string);
        facts
    };
    let expected = [
        json!(["bell.html", true, true, true, ["sea"]]),
        json!(["clock.txt", true, true, true, ["sea bells"]]),
        json!(["goats.html", true, false, true, ["goats"]]),
        json!(["lamp.html", true, true, true, []]),
        json!(["logo.html", true, true, true, ["lamps letters"]]),
        json!(["rain.txt", true, true, false, []]),
    ];
    eventually("what is kept to follow", || facts() == expected);
    let speakers: Vec<Value> = rows(&run(&home, &["quotes", "--json", &archive], ""))
        .iter()
        .flat_map(|article| article["quotes"].as_array().unwrap().clone())
        .filter(|quote| quote["corrected"] == json!(true))
        .map(|quote| quote["speaker_name"].clone())
        .collect();
    assert_eq!(
        speakers,
        ["Otto Vance", "Una Dray", "Edda Falk", "Ansel Rook"]
    );
    let rejected = run(&home, &["quotes", "--rejected", &archive], "");
    assert!(rejected.contains("“It smells of cod,”"), "{rejected}");
    // A new identity has it all, the place too; the former one keeps it for a machine that has the file as it was.
    let kept = rows(&run(&home, &["export", "--state"], ""));
    let of = |kind: &str| {
        let facts = kept.iter().filter(|fact| fact["kind"] == json!(kind));
        facts
            .filter(|fact| !fact["value"].is_null())
            .cloned()
            .collect::<Vec<_>>()
    };
    let former = state
        .lines()
        .find(|line| line.contains("\"place\""))
        .unwrap();
    let places = of("place");
    let is_new = |place: &&Value| !former.contains(place["article"].as_str().unwrap());
    let place = places.iter().find(is_new).unwrap();
    let articles = of("article");
    let read_now = |fact: &&Value| fact["article"] == place["article"];
    let location = &articles.iter().find(read_now).unwrap()["value"]["location"];
    assert_eq!(location["path"], json!(format!("{archive}/logo.html")));
    session.press("q").wait_until_given_back();
}
