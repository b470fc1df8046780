//! Tests of what `pullquote search` prints.

use std::fs;

use jiff::civil::date;
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

use super::*;
use crate::commands::CommandOutcome;
use crate::library::Archive;

const STORIES: [(&str, &str); 2] = [
    (
        "harbor-ledger_2026-03-04_ferry.txt",
        "The ferry stops for good\n\nThe crew was told on Tuesday.\n\n“We denied nothing, and we will \
         mend it until nobody can,” said Ines Halloran, the harbor master.\n",
    ),
    (
        "harbor-ledger_2026-03-09_bridge.txt",
        "The bridge opens again\n\n“Nobody asked the ferry captains,” said Piet Aldous on Monday.\n",
    ),
];

#[rstest]
#[case::a_mistyped_option("--jsn", Some("--jsn"))]
#[case::a_word_to_leave_out("-ferry bridge", None)]
#[case::a_dash("-- said", None)]
fn an_option_is_no_query(#[case] query: &str, #[case] found: Option<&str>) {
    assert_eq!(find_misplaced_option(query), found);
}

struct Shelf {
    folder: TempDir,
    archive: Archive,
}

impl Shelf {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        for (name, text) in STORIES {
            fs::write(news.join(name), text).unwrap();
        }
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        let shelf = Self { folder, archive };
        said(|console| {
            refresh::refresh_or_warn(&shelf.archive, console)?;
            Ok(CommandOutcome::Done)
        });
        shelf
    }

    fn search(&self, query: &str, scope: SearchScope) -> CommandSearch {
        let today = date(2026, 5, 6);
        CommandSearch {
            text: query.to_owned(),
            query: Query::parse_text(query, today),
            scope,
            order: HitOrder::Relevance,
            is_near: false,
            limit: 10,
            today,
            format: HitFormat::default(),
            state: self.folder.path().join("state.db"),
        }
    }

    fn json(&self, query: &str, scope: SearchScope) -> Vec<Value> {
        let search = self.search(query, scope).with_json();
        let (text, _, _) = said(|console| search.print_hits(&self.archive, console));
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl CommandSearch {
    fn with_json(mut self) -> Self {
        self.format.is_json = true;
        self
    }
}

/// What a command prints, what it notes, and its exit code.
fn said(command: impl FnOnce(&mut Console<'_>) -> CommandResult) -> (String, String, u8) {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    let outcome = command(&mut Console {
        out: &mut out,
        notes: &mut notes,
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out), text(notes), outcome.unwrap().exit_code())
}

#[test]
fn a_quote_is_printed_with_its_speaker_source_day_and_file() {
    let shelf = Shelf::new();
    let mut search = shelf.search("deny ", SearchScope::Quotes);
    search.format.is_marked = true;
    let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
    let path = shelf.folder.path().join("news").join(STORIES[0].0);
    let says = format!(
        "  “We \u{1b}[1mdenied\u{1b}[22m nothing, and we will mend it until nobody can,”\n    \
         — Ines Halloran, Harbor Ledger, 2026-03-04\n    {}\n\n",
        path.display()
    );
    assert_eq!((text, notes, code), (says, String::new(), 0));
}

#[test]
fn hits_of_json_are_characters_of_its_text() {
    let found = Shelf::new().json("\"until nobody", SearchScope::Quotes);
    let [found] = found.as_slice() else {
        panic!("{found:?}");
    };
    let text: Vec<char> = found["text"].as_str().unwrap().chars().collect();
    let hit = |at: usize| usize::try_from(found["hits"][0][at].as_u64().unwrap()).unwrap();
    let words: String = text[hit(0)..hit(1)].iter().collect();
    assert_eq!(words, "until nobody");
    assert_eq!(found["speaker"], "Ines Halloran");
    assert_eq!(found["title"], "The ferry stops for good");
    assert_eq!(found["published"], "2026-03-04");
}

#[rstest]
#[case::quotes("ferry ", SearchScope::Quotes, &["Nobody asked the ferry captains"])]
#[case::stories_show_their_passage("told ", SearchScope::Stories, &["The crew was told on Tuesday."])]
#[case::a_speaker("said:aldous", SearchScope::Quotes, &["Nobody asked the ferry captains"])]
#[case::an_exclusion("-ferry nobody ", SearchScope::Quotes, &["We denied nothing"])]
fn finds(#[case] query: &str, #[case] scope: SearchScope, #[case] expected: &[&str]) {
    let found = Shelf::new().json(query, scope);
    let texts = found.iter().map(|found| found["text"].as_str().unwrap());
    let texts: Vec<&str> = texts.collect();
    assert_eq!(texts.len(), expected.len(), "{texts:?}");
    for (text, expected) in texts.iter().zip(expected) {
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn no_hit_has_an_exit_code_of_its_own() {
    let shelf = Shelf::new();
    let search = shelf.search("zeppelin ", SearchScope::Quotes);
    let (text, _, code) = said(|console| search.print_hits(&shelf.archive, console));
    assert_eq!((text.as_str(), code), ("", 1));
}

#[test]
fn what_is_left_out_is_said() {
    let shelf = Shelf::new();
    let search = CommandSearch {
        limit: 1,
        ..shelf.search("nobody ", SearchScope::Quotes)
    };
    let (_, notes, _) = said(|console| search.print_hits(&shelf.archive, console));
    assert_eq!(notes, "pullquote: 1 of 2 hits; '--limit 0' prints all\n");
}

#[rstest]
#[case::a_property("ferry is:green", "is: 'green' is not one of")]
#[case::a_day_that_might_go_on("before:june", "before: 'june' has no year")]
#[case::no_such_day("on:2026-02-30 ferry", "on: there is no day '2026-02-30'")]
#[case::a_field("by:halloran", "'by:' is not a field; use 'said:'")]
#[case::two_parts("is:green by:lund", "is: 'green' is not one of bookmarked")]
#[case::nothing("", "the query '' is empty")]
#[case::only_a_dash("- ", "the query '- ' is empty")]
fn a_query_that_cannot_be_read_is_an_error(#[case] query: &str, #[case] message: &str) {
    let error = readable_query(query, date(2026, 5, 6)).unwrap_err();
    assert!(error.to_string().starts_with(message), "{error}");
}

#[test]
fn what_is_written_nearly_so_is_offered_and_no_hit() {
    let shelf = Shelf::new();
    let search = shelf.search("captians ", SearchScope::Quotes).with_json();
    let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
    let says = "pullquote: similar spellings: captains (1 quote); '--near' prints them\n";
    assert_eq!((text.as_str(), notes.as_str(), code), ("", says, 1));
    let search = CommandSearch {
        is_near: true,
        ..search
    };
    let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["near"], "captains");
    assert_eq!((notes.as_str(), code), ("", 0));
}

#[test]
fn a_phrase_with_a_wrong_word_is_offered_and_no_hit() {
    let shelf = Shelf::new();
    let search = shelf.search("\"we sold nothing and we\" ", SearchScope::Quotes);
    let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
    let says = "pullquote: 4 of 5 words of this phrase: 1 quote; '--near' prints them\n";
    assert_eq!((text.as_str(), notes.as_str(), code), ("", says, 1));
    let search = CommandSearch {
        is_near: true,
        ..search.with_json()
    };
    let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["near"], "4 of 5 words");
    assert_eq!((notes.as_str(), code), ("", 0));
}

#[rstest]
#[case::newest(HitOrder::Newest, ["2026-03-09", "2026-03-04"])]
#[case::oldest(HitOrder::Oldest, ["2026-03-04", "2026-03-09"])]
fn the_order_can_be_chosen(#[case] order: HitOrder, #[case] days: [&str; 2]) {
    let shelf = Shelf::new();
    let search = CommandSearch {
        order,
        ..shelf.search("nobody ", SearchScope::Quotes).with_json()
    };
    let (text, _, _) = said(|console| search.print_hits(&shelf.archive, console));
    let found: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let published: Vec<&str> = found
        .iter()
        .map(|hit| hit["published"].as_str().unwrap())
        .collect();
    assert_eq!(published, days);
}

#[test]
fn while_another_process_indexes_the_answer_is_what_it_has_stored() {
    let shelf = Shelf::new();
    let lock = fs::File::options()
        .write(true)
        .open(shelf.archive.lock_path())
        .unwrap();
    lock.lock().unwrap();
    let (text, notes, _) = said(|console| {
        refresh::refresh_or_warn(&shelf.archive, console)?;
        shelf
            .search("ferry ", SearchScope::Quotes)
            .print_hits(&shelf.archive, console)
    });
    assert!(notes.contains("another pullquote is reading"), "{notes}");
    assert!(text.contains("captains"), "{text}");
}

#[test]
fn when_nothing_can_be_stored_the_answer_is_what_was_stored_before() {
    let shelf = Shelf::new();
    fs::remove_file(shelf.archive.lock_path()).unwrap();
    fs::create_dir(shelf.archive.lock_path()).unwrap();
    let (text, notes, code) = said(|console| {
        refresh::refresh_or_warn(&shelf.archive, console)?;
        shelf
            .search("ferry ", SearchScope::Quotes)
            .print_hits(&shelf.archive, console)
    });
    assert!(notes.contains("cannot be written"), "{notes}");
    assert!(notes.contains("results may be out of date"), "{notes}");
    assert!(text.contains("captains"), "{text}");
    assert_eq!(code, 0);
}

#[test]
fn folders_that_were_never_indexed_are_told_of_where_nothing_is_indexed() {
    let shelf = Shelf::new();
    let news = shelf.folder.path().join("news");
    let unknown = Archive::new(&shelf.folder.path().join("other"), &[news]);
    let notes = |archive: &Archive| {
        said(|console| {
            refresh::prepare_archive(archive.clone(), true, console)?;
            Ok(CommandOutcome::Done)
        })
        .1
    };
    assert!(notes(&unknown).contains("not indexed yet"));
    assert_eq!(notes(&shelf.archive), "");
}
