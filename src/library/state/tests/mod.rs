//! Tests changes and queries of an open state.

mod journal;
mod lines;
mod undo;
mod versions;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use jiff::Timestamp;
use rstest::rstest;
use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::article::{ArticleId, QuoteKind, TextRange};
use crate::library::anchor::Anchor;
use crate::library::listing::Location;
use crate::search::hits::SearchScope;
use crate::text::Clean;

/// A user with a state of their own, and a clock that advances by a minute at every change.
struct Reader {
    store: StateStore,
    folder: TempDir,
    minute: i64,
}

impl Reader {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = open(&folder);
        let minute = 0;
        Self {
            store,
            folder,
            minute,
        }
    }

    /// Creates a user who has made these changes.
    fn who(changes: impl IntoIterator<Item = StateChange>) -> Self {
        let mut reader = Self::new();
        for change in changes {
            reader.does(&change);
        }
        reader
    }

    fn does(&mut self, change: &StateChange) {
        self.minute += 1;
        self.store.apply_change(change, at(self.minute)).unwrap();
    }

    fn restarted(self) -> Self {
        let Self {
            store,
            folder,
            minute,
        } = self;
        drop(store);
        let store = open(&folder);
        Self {
            store,
            folder,
            minute,
        }
    }

    fn is_read(&self, number: u128) -> bool {
        self.store.flags_of_all(&[id(number)]).unwrap()[&id(number)].is_read
    }

    fn bookmarks(&self) -> Vec<Bookmark> {
        self.store.all_bookmarks().unwrap()
    }
}

fn open(folder: &TempDir) -> StateStore {
    let opened = StateStore::open(folder.path(), at(0)).unwrap();
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    opened.store
}

/// Returns a time, later for a greater number.
fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
}

fn id(number: u128) -> ArticleId {
    ArticleId::from_number(number)
}

fn story(number: u128) -> BookmarkTarget {
    let description = ArticleDescription {
        title: Clean::new(&format!("Story {number}")),
        ..ArticleDescription::default()
    };
    BookmarkTarget {
        article: ArticleReference {
            id: id(number),
            description,
        },
        quote: None,
    }
}

fn quote(number: u128, words: &str) -> BookmarkTarget {
    let text = format!("She said: {words} Then she left.");
    let anchor = Anchor::from_range(&text, TextRange::new(10, 10 + words.len()));
    BookmarkTarget {
        quote: Some(KeptQuote {
            anchor,
            words: Clean::new(words),
            speaker: Some(Clean::new("Oda Lund")),
            kind: QuoteKind::Direct,
            is_highlight: false,
        }),
        ..story(number)
    }
}

fn place(hundredths: u8) -> ReadPosition {
    ReadPosition {
        anchor: Anchor::from_range("The tide was out.", TextRange::new(4, 8)),
        hundredths,
    }
}

fn clean(text: &str) -> Clean {
    Clean::new(text)
}

fn bookmark(kept: BookmarkTarget) -> StateChange {
    StateChange::Bookmark(vec![kept])
}

fn note(kept: BookmarkTarget, note: &str) -> StateChange {
    let note = clean(note);
    StateChange::SetNote { kept, note }
}

fn read(numbers: impl IntoIterator<Item = u128>) -> StateChange {
    StateChange::SetRead {
        articles: numbers.into_iter().map(id).collect(),
        is_read: true,
    }
}

fn search(query: &str) -> StateChange {
    let query = clean(query);
    StateChange::RememberSearch { query }
}

#[test]
fn what_was_kept_is_there_after_a_restart_the_last_first() {
    let kept = quote(2, "“Not today.”");
    let reader = Reader::who([bookmark(story(1)), note(kept.clone(), "Ask her again.")]);
    let expected = [
        Bookmark {
            kept,
            note: Some(clean("Ask her again.")),
            tags: Vec::new(),
            added: at(2),
        },
        Bookmark {
            kept: story(1),
            note: None,
            tags: Vec::new(),
            added: at(1),
        },
    ];
    assert_eq!(reader.restarted().bookmarks(), expected);
}

#[test]
fn a_tagged_quote_is_bookmarked_and_keeps_its_tags_with_a_note() {
    let kept = quote(2, "“Not today.”");
    let tags = vec![clean("gulls")];
    let tagged = StateChange::SetQuoteTags {
        kept: kept.clone(),
        tags: tags.clone(),
    };
    let reader = Reader::who([tagged, note(kept, "Ask her again.")]);
    let bookmarks = reader.restarted().bookmarks();
    let found: Vec<_> = bookmarks.iter().map(|bookmark| &bookmark.tags).collect();
    assert_eq!(found, [&tags]);
}

#[test]
fn an_empty_note_removes_the_note_and_keeps_the_bookmark() {
    let reader = Reader::who([note(story(1), "Call the mill."), note(story(1), "")]);
    let [bookmark] = &reader.bookmarks()[..] else {
        panic!("one bookmark");
    };
    assert_eq!(bookmark.note, None);
}

#[test]
fn a_bookmark_made_again_stays_as_old_as_it_is() {
    let reader = Reader::who([bookmark(story(1)), bookmark(story(1))]);
    assert_eq!(reader.bookmarks()[0].added, at(1));
}

#[test]
fn a_bookmark_is_removed_with_its_note() {
    let kept = quote(1, "“Never.”");
    let removal = StateChange::RemoveBookmarks(vec![kept.target_key()]);
    let reader = Reader::who([note(kept, "Really?"), bookmark(story(1)), removal]);
    assert_eq!(reader.bookmarks().len(), 1, "the story is still kept");
}

#[test]
fn an_article_has_the_tags_that_were_set_and_no_others() {
    let article = story(1).article;
    let add = |tag: &str| StateChange::AddTag {
        articles: vec![article.clone()],
        tag: clean(tag),
    };
    let set = StateChange::SetTags(vec![TaggedArticle {
        article: article.clone(),
        tags: vec![clean("sea"), clean("work")],
    }]);
    let remove = StateChange::RemoveTag {
        articles: vec![id(1)],
        tag: clean("work"),
    };
    let reader = Reader::who([add("town"), set, add("boats"), remove]);
    assert_eq!(
        reader.store.tags_of(id(1)).unwrap(),
        [clean("boats"), clean("sea")]
    );
    assert_eq!(
        reader.store.all_tags().unwrap(),
        [clean("boats"), clean("sea")]
    );
}

#[test]
fn the_last_read_position_is_kept_until_the_article_is_begun_anew() {
    let set = |place| StateChange::SetPlace {
        article: id(1),
        place,
    };
    let mut reader = Reader::who([set(Some(place(10))), set(Some(place(42)))]);
    assert_eq!(reader.store.read_position(id(1)).unwrap(), Some(place(42)));
    assert_eq!(
        reader.store.flags_of_all(&[id(1)]).unwrap()[&id(1)].read_position,
        Some(42)
    );
    reader.does(&set(None));
    assert_eq!(reader.store.read_position(id(1)).unwrap(), None);
}

#[test]
fn a_correction_stands_until_it_is_taken_back() {
    let quote = quote(1, "“Storm boards”").quote.unwrap();
    let corrected = CorrectedQuote {
        quote: quote.clone(),
        correction: Correction::NotAQuote,
    };
    let mut reader = Reader::who([StateChange::Correct(vec![QuoteCorrection {
        article: story(1).article,
        quote: quote.clone(),
        correction: Correction::NotAQuote,
    }])]);
    assert_eq!(reader.store.corrections_of(id(1)).unwrap(), [corrected]);
    reader.does(&StateChange::Uncorrect(vec![TargetKey {
        article: id(1),
        quote: Some(quote.quote_key()),
    }]));
    assert!(reader.store.corrections_of(id(1)).unwrap().is_empty());
}

#[test]
fn a_search_is_kept_once_under_its_name_and_once_in_the_history() {
    let save = |query: &str| {
        StateChange::SaveSearch(SavedSearch {
            name: clean("lock"),
            query: SavedQuery {
                text: clean(query),
                scope: SearchScope::Quotes,
            },
        })
    };
    let made = [search("tide"), search("lock"), search("tide")];
    let reader = Reader::who(
        [save("said:rook"), save("said:dunn")]
            .into_iter()
            .chain(made),
    );
    let searches = reader.store.saved_searches().unwrap();
    assert_eq!(searches[0].query.text, clean("said:dunn"));
    assert_eq!(searches.len(), 1);
    let history = reader.store.search_history().unwrap();
    assert_eq!(history, [clean("tide"), clean("lock")]);
}

#[test]
fn the_history_forgets_the_oldest_searches() {
    let reader = Reader::who((0..205).map(|number| search(&number.to_string())));
    let history = reader.store.search_history().unwrap();
    assert_eq!((history.len(), &history[199]), (200, &clean("5")));
}

#[test]
fn a_file_name_that_is_no_text_comes_back_as_it_was() {
    let mut kept = story(1);
    kept.article.description.location = Some(Location {
        path: OsString::from_vec(b"/news/\xff\xfe.txt".to_vec()).into(),
        entry: 3,
    });
    let reader = Reader::who([bookmark(kept.clone())]);
    assert_eq!(reader.bookmarks()[0].kept, kept);
}

#[test]
fn a_change_counts_although_the_clock_went_back() {
    let mut reader = Reader::who([bookmark(story(1)), read([1])]);
    reader.minute = -60;
    reader.does(&StateChange::RemoveBookmarks(vec![story(1).target_key()]));
    assert!(reader.restarted().bookmarks().is_empty());
}

#[test]
fn the_state_of_a_later_program_is_left_as_it_is() {
    let Reader { store, folder, .. } = Reader::who([bookmark(story(1))]);
    drop(store);
    let path = folder.path().join("state.db");
    let later = Connection::open(&path).unwrap();
    later
        .execute_batch("CREATE TABLE later (thing TEXT); PRAGMA user_version = 99")
        .unwrap();
    drop(later);
    let bytes = std::fs::read(&path).unwrap();

    let mut opened = StateStore::open(folder.path(), at(0)).unwrap();
    assert!(matches!(
        opened.notices[..],
        [StateNotice::NotSaving(StateError::Newer {
            found: 99,
            known: 1
        })]
    ));
    opened.store.apply_change(&read([1]), at(1)).unwrap_err();
    drop(opened);
    assert!(std::fs::read(&path).unwrap() == bytes);
}

#[rstest]
#[case::that_is_later(99, 0)]
#[case::that_comes_next(2, 0)]
#[case::that_is_one_bit_off(1 | 1 << 4, 1)]
#[case::that_is_none(0, 1)]
fn a_state_with_a_number(#[case] layout: i64, #[case] set_aside: usize) {
    let Reader { store, folder, .. } = Reader::who([bookmark(story(1))]);
    drop(store);
    let connection = Connection::open(folder.path().join("state.db")).unwrap();
    connection
        .pragma_update(None, "user_version", layout)
        .unwrap();
    drop(connection);
    let opened = StateStore::open(folder.path(), at(0)).unwrap();
    assert_eq!(opened.notices.len(), 1);
    assert_eq!(opened.store.all_bookmarks().unwrap().len(), 1);
    let damaged = recover::set_aside(folder.path()).unwrap();
    assert_eq!(damaged.len(), set_aside);
}

#[test]
fn a_backup_is_made_each_day_and_a_week_of_them_is_kept() {
    let Reader { store, folder, .. } = Reader::who([bookmark(story(1))]);
    drop(store);
    for day in 0..10 {
        for hour in [0, 5] {
            let opened = StateStore::open(folder.path(), at(day * 24 * 60 + hour * 60)).unwrap();
            assert!(opened.notices.is_empty());
        }
    }
    let backups = backup::list_backups(folder.path()).unwrap();
    let names = backups
        .iter()
        .map(|path| path.file_name().unwrap().to_owned());
    let expected = (24..=30)
        .rev()
        .map(|day| OsString::from(format!("state-2026-09-{day}.db")));
    assert_eq!(names.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn who_asks_a_missing_state_is_told_that_a_backup_answers() {
    let Reader { store, folder, .. } = Reader::who([bookmark(story(1))]);
    drop(store);
    let asked = |folder: &TempDir| StateStore::open_to_ask(folder.path()).unwrap();
    // The next start makes the backup.
    drop(open(&folder));
    assert!(asked(&folder).notices.is_empty());

    std::fs::remove_file(folder.path().join("state.db")).unwrap();
    let OpenedState { store, notices } = asked(&folder);
    assert!(matches!(
        notices[..],
        [StateNotice::NotSaving(StateError::Missing)]
    ));
    assert_eq!(store.all_bookmarks().unwrap().len(), 1);

    let never_made = TempDir::new().unwrap();
    assert!(asked(&never_made).notices.is_empty());
}
