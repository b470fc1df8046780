//! The state is never lost: not by damage, a kill, a full disk, or another reader.

mod child;
mod damage;
mod disk;
mod faults;
mod killed;
mod power;
mod readers;

pub(crate) use faults::can_inject;

use std::path::Path;

use jiff::Timestamp;
use pullquote::article::{ArticleId, QuoteKind, TextRange};
use pullquote::library::anchor::Anchor;
use pullquote::library::state::{
    ArticleDescription, ArticleReference, BookmarkTarget, Correction, KeptQuote, OpenedState,
    QuoteCorrection, ReadPosition, SavedQuery, SavedSearch, StateChange, StateError, StateNotice,
    StateStore,
};
use pullquote::search::hits::SearchScope;
use pullquote::text::Clean;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// A moment, so many seconds after the first one.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

fn id(number: u128) -> ArticleId {
    // Spread over the whole space, as hashes are.
    ArticleId::from_number(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

/// Opens the state; again when another reader was in the way for longer than a reader waits.
fn open(folder: &Path, seconds: i64) -> OpenedState {
    loop {
        let opened = StateStore::open(folder, at(seconds)).unwrap();
        if !matches!(
            opened.notices[..],
            [StateNotice::NotSaving(StateError::Busy), ..]
        ) {
            return opened;
        }
    }
}

/// Opens a state that must be whole.
fn open_whole(folder: &Path, seconds: i64) -> StateStore {
    let opened = open(folder, seconds);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    opened.store
}

fn story(number: u128) -> BookmarkTarget {
    let description = ArticleDescription {
        title: Clean::new(&format!("The lock keeper’s day, part {number}")),
        source: Some(Clean::new("The Estuary Post")),
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

fn quote(number: u128) -> BookmarkTarget {
    let words = format!("“We open the gates {number} times a day,”");
    let text = format!("It was low water. {words} said Ansel Rook, who keeps the lock.");
    let start = text.find(&words).unwrap();
    let range = TextRange::new(start, start + words.len());
    BookmarkTarget {
        quote: Some(KeptQuote {
            anchor: Anchor::from_range(&text, range),
            words: Clean::new(&words),
            speaker: Some(Clean::new("Ansel Rook")),
            kind: QuoteKind::Direct,
            is_highlight: false,
        }),
        ..story(number)
    }
}

fn mark_read(numbers: impl IntoIterator<Item = u128>) -> StateChange {
    StateChange::SetRead {
        articles: numbers.into_iter().map(id).collect(),
        is_read: true,
    }
}

/// Changes of every kind about the articles `first..first + 8`.
fn changes(first: u128) -> Vec<StateChange> {
    let kept = quote(first + 1);
    let tag = Clean::new("harbour");
    vec![
        StateChange::Bookmark(vec![story(first), story(first + 2)]),
        StateChange::SetNote {
            kept: kept.clone(),
            note: Clean::new(&"A note that runs over a page. ".repeat(200)),
        },
        mark_read(first..first + 8),
        StateChange::AddTag {
            articles: vec![story(first).article],
            tag,
        },
        StateChange::SetPlace {
            article: id(first),
            place: kept.quote.clone().map(|quote| ReadPosition {
                anchor: quote.anchor,
                hundredths: 42,
            }),
        },
        StateChange::Correct(vec![QuoteCorrection {
            article: kept.article.clone(),
            quote: kept.quote.unwrap(),
            correction: Correction::Speaker(Clean::new("Mirela Dunn")),
        }]),
        StateChange::SaveSearch(SavedSearch {
            name: Clean::new(&format!("gates {first}")),
            query: SavedQuery {
                text: Clean::new("said:rook gates"),
                scope: SearchScope::Quotes,
            },
        }),
        StateChange::RememberSearch {
            query: Clean::new(&format!("low water {first}")),
        },
        StateChange::RemoveBookmarks(vec![story(first + 2).target_key()]),
    ]
}

/// A number that a variable of the environment may raise.
fn number_from(variable: &str, usual: u32) -> u32 {
    let number = std::env::var(variable).ok();
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or(usual)
}

/// The whole state as lines.
fn lines(store: &StateStore) -> Vec<String> {
    let mut bytes = Vec::new();
    store.export_lines(None, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// Says whether the reader is told that the state was restored.
fn is_restored(notices: &[StateNotice]) -> bool {
    notices
        .iter()
        .any(|notice| matches!(notice, StateNotice::Restored(_)))
}
