//! Changes, their undo, and the answers of an open state.

use std::path::Path;

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::article::{ArticleId, QuoteKind, TextRange};
use crate::library::anchor::Anchor;
use crate::text::Clean;

/// A moment, later for a greater number.
fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
}

fn id(number: u128) -> ArticleId {
    ArticleId::from_number(number)
}

fn open(folder: &Path) -> Store {
    let opened = Store::open(folder, at(0)).unwrap();
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    opened.store
}

fn story(number: u128) -> Kept {
    let description = Description {
        title: Clean::new(&format!("Story {number}")),
        ..Description::default()
    };
    Kept {
        article: ArticleReference {
            id: id(number),
            description,
        },
        quote: None,
    }
}

fn quote(number: u128, words: &str) -> Kept {
    let text = format!("She said: {words} Then she left.");
    let anchor = Anchor::of(&text, TextRange::new(10, 10 + words.len()));
    Kept {
        quote: Some(KeptQuote {
            anchor,
            words: Clean::new(words),
            speaker: Some(Clean::new("Oda Lund")),
            kind: QuoteKind::Direct,
        }),
        ..story(number)
    }
}

#[test]
fn what_was_kept_is_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    let kept = quote(2, "“Not today.”");
    store
        .apply(&Change::Bookmark(vec![story(1)]), at(1))
        .unwrap();
    let note = Clean::new("Ask her again.");
    store
        .apply(
            &Change::SetNote {
                kept: kept.clone(),
                note: note.clone(),
            },
            at(2),
        )
        .unwrap();
    drop(store);

    let bookmarks = open(folder.path()).bookmarks().unwrap();
    let expected = [
        Bookmark {
            kept,
            note: Some(note),
            added: at(2),
        },
        Bookmark {
            kept: story(1),
            note: None,
            added: at(1),
        },
    ];
    assert_eq!(bookmarks, expected);
}

#[test]
fn a_bulk_change_is_undone_and_redone_as_one_also_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    store
        .apply(
            &Change::SetRead {
                articles: vec![id(1)],
                is_read: true,
            },
            at(1),
        )
        .unwrap();
    let all = Change::SetRead {
        articles: (1..=12).map(id).collect(),
        is_read: true,
    };
    store.apply(&all, at(2)).unwrap();
    drop(store);

    let mut store = open(folder.path());
    let done = store.undo(at(3)).unwrap().unwrap();
    assert_eq!(done.to_string(), "Undid: marked 12 articles read");
    let read = |store: &Store| {
        let ids: Vec<ArticleId> = (1..=12).map(id).collect();
        store
            .flags(&ids)
            .unwrap()
            .values()
            .filter(|flags| flags.is_read)
            .count()
    };
    assert_eq!(read(&store), 1);
    drop(store);

    let mut store = open(folder.path());
    let done = store.redo(at(4)).unwrap().unwrap();
    assert_eq!(done.to_string(), "Redid: marked 12 articles read");
    assert_eq!(read(&store), 12);
}

#[test]
fn a_new_change_ends_what_can_be_redone() {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    store
        .apply(&Change::Bookmark(vec![story(1)]), at(1))
        .unwrap();
    store.undo(at(2)).unwrap();
    store
        .apply(&Change::Bookmark(vec![story(2)]), at(3))
        .unwrap();
    assert_eq!(store.redo(at(4)).unwrap(), None);
    assert_eq!(
        store.next_undo().unwrap().as_deref(),
        Some("bookmarked 'Story 2'")
    );
}

#[test]
fn what_is_kept_of_an_article_follows_it_when_its_words_are_edited() {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    let read = Change::SetRead {
        articles: vec![id(1)],
        is_read: true,
    };
    store
        .apply(
            &Change::Bookmark(vec![story(1), quote(1, "We sail")]),
            at(1),
        )
        .unwrap();
    store.apply(&read, at(2)).unwrap();
    store
        .apply(
            &Change::Follow {
                from: id(1),
                to: id(2),
            },
            at(3),
        )
        .unwrap();
    assert_eq!(store.bookmarks_of(id(2)).unwrap().len(), 2);
    assert_eq!(store.bookmarks().unwrap().len(), 2, "nothing is kept twice");
    assert!(store.flags(&[id(2)]).unwrap()[&id(2)].is_read);
}
