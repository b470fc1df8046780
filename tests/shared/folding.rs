//! The folded list: the rows of a shared archive are those of the files, whatever the filter and what is unfolded.

use jiff::civil::date;
use pullquote::article::ArticleId;
use pullquote::library::catalogue::OwnMarks;
use pullquote::library::listing::{
    Filter, Listing, ListingPage, ListingSort, PageStart, RowFold, SortKey,
};
use pullquote::shared::reader::SharedReader;
use pullquote::text::Clean;
use rstest::rstest;

use crate::same::{statement, write_copy};
use crate::server::new_database;
use crate::stories::Newsroom;

/// What is compared of a page: the rows with their folds, and the counts.
type Shown = (
    Vec<(ArticleId, RowFold)>,
    [usize; 3],
    Option<(ArticleId, ArticleId)>,
);

fn shown(page: ListingPage) -> Shown {
    let rows = page.rows.into_iter().map(|row| (row.id, row.fold));
    (
        rows.collect(),
        [page.first, page.total, page.articles],
        page.folded_under,
    )
}

/// Makes a newsroom whose stories are of different days, as each archive has its own order of one day's.
fn desk(folder: &std::path::Path) -> Newsroom {
    let desk = Newsroom::new(folder, 0);
    for wire in 0..8 {
        for copy in 0..=wire % 4 {
            // Some papers print a story twice.
            let paper = copy / 2 + wire % 2;
            let day = wire + 8 * (copy % 3) + 1;
            write_copy(
                &desk.news,
                (wire, paper + 12 * copy, day),
                12,
                &statement(wire),
            );
        }
    }
    desk
}

#[rstest]
#[case::all(Filter::default())]
#[case::a_source(Filter { sources: vec![Clean::new("Paper 12")], ..Filter::default() })]
#[case::two_sources(Filter { sources: vec![Clean::new("Paper 1"), Clean::new("Paper 13")], ..Filter::default() })]
#[case::since(Filter { after: Some(date(2021, 2, 1)), ..Filter::default() })]
#[case::until(Filter { before: Some(date(2021, 1, 20)), ..Filter::default() })]
#[case::unread(Filter { is_unread: true, ..Filter::default() })]
#[case::unread_since(Filter { is_unread: true, after: Some(date(2021, 1, 10)), ..Filter::default() })]
#[case::unread_of_a_source(Filter { is_unread: true, sources: vec![Clean::new("Paper 12")], ..Filter::default() })]
#[case::nothing(Filter { sources: vec![Clean::new("No Paper")], ..Filter::default() })]
fn a_folded_list_is_that_of_the_files(#[case] filter: Filter) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = desk(database.home.path());
    desk.publish(&database, "desk");
    let mut catalogue = desk.archive().open_catalogue().unwrap();
    let shared = desk.shared(&database);
    let all = shared
        .list_articles(&Listing::default(), &OwnMarks::default())
        .unwrap();
    assert!(all.len() > 15);
    read_some(&desk, &all);
    for sort in [SortKey::Published, SortKey::Title, SortKey::Source] {
        let mut listing = Listing {
            filter: filter.clone(),
            sort: ListingSort {
                key: sort,
                is_descending: sort.is_newest_first(),
            },
            is_folded: true,
            ..Listing::default()
        };
        for unfolded in 0..3 {
            let own = catalogue.own_marks(&listing.filter);
            let mut starts: Vec<PageStart> = [0, 1, 4, 99].map(PageStart::Row).to_vec();
            let listed = shared.list_articles(&listing, &own).unwrap();
            starts.extend(listed.into_iter().map(PageStart::Article));
            for start in starts {
                for rows in [3, 50] {
                    let here = catalogue.read_page(&listing, start, rows).unwrap();
                    let there = shared.read_page(&listing, start, rows, &own).unwrap();
                    assert_eq!(shown(there), shown(here), "{listing:?} {start:?} {rows}");
                }
            }
            listing.unfolded.push(all[unfolded * 3 + 1]);
        }
    }
}

/// Marks some stories as read.
fn read_some(desk: &Newsroom, all: &[ArticleId]) {
    use pullquote::library::state::{StateChange, StateStore};
    let folder = desk.home.join(".local/share/pullquote");
    let mut store = StateStore::open(&folder, jiff::Timestamp::UNIX_EPOCH)
        .unwrap()
        .store;
    let articles = all.iter().step_by(3).copied().collect();
    let change = StateChange::SetRead {
        articles,
        is_read: true,
    };
    store
        .apply_change(&change, jiff::Timestamp::UNIX_EPOCH)
        .unwrap();
}
