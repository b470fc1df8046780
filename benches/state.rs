//! How long it takes to open a state, to save one change, and to save many.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]

use std::path::Path;

use divan::{Bencher, counter::ItemsCount};
use jiff::Timestamp;
use pullquote::article::ArticleId;
use pullquote::library::state::{StateChange, StateStore};
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn open(folder: &Path) -> StateStore {
    StateStore::open(folder, Timestamp::UNIX_EPOCH)
        .unwrap()
        .store
}

/// Marks the articles of these numbers, whose identities are spread as hashes are.
fn mark(numbers: std::ops::Range<u128>, is_read: bool) -> StateChange {
    let spread = |number: u128| number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    StateChange::SetRead {
        articles: numbers.map(spread).map(ArticleId::from_number).collect(),
        is_read,
    }
}

/// A state that knows so many articles.
fn folder(articles: u128) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    store
        .apply_change(&mark(0..articles, true), Timestamp::UNIX_EPOCH)
        .unwrap();
    drop(store);
    // The backup of the day.
    open(folder.path());
    folder
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn open_and_check(bencher: Bencher, articles: u128) {
    let folder = folder(articles);
    bencher
        .counter(ItemsCount::new(usize::try_from(articles).unwrap()))
        .bench_local(|| open(folder.path()));
}

#[divan::bench(args = [1_000, 100_000], sample_count = 20)]
fn save_one_change(bencher: Bencher, articles: u128) {
    let folder = folder(articles);
    let mut store = open(folder.path());
    let mut number = articles;
    bencher.bench_local(|| {
        number += 1;
        store
            .apply_change(&mark(number..number + 1, true), Timestamp::UNIX_EPOCH)
            .unwrap();
    });
}

#[divan::bench(args = [1_000, 100_000], sample_count = 3)]
fn mark_all_read_and_undo(bencher: Bencher, articles: u128) {
    let folder = TempDir::new().unwrap();
    let mut store = open(folder.path());
    bencher.bench_local(|| {
        store
            .apply_change(&mark(0..articles, true), Timestamp::UNIX_EPOCH)
            .unwrap();
        store.undo(Timestamp::UNIX_EPOCH).unwrap();
    });
}
