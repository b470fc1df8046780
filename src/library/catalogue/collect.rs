//! Listings that no database index answers: their rows are collected once and cached until something changes.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::article::ArticleId;
use crate::library::listing::{Listing, ListingPage, PageStart};

use super::order::{OrderKey, RowOrder};
use super::page::first_row;
use super::row::{self, COLUMNS, id_bytes};
use super::{Catalogue, Result};

/// The rows of the last listing, in its order.
#[derive(Debug, Default)]
pub(super) struct CollectedRows {
    listing: Option<Listing>,
    /// The versions of the catalogue and the state that it was collected from.
    versions: (i64, i64),
    rows: GroupedRows,
}

/// Articles in the order of a listing, without those that are folded.
#[derive(Debug, Default)]
struct GroupedRows {
    articles: Vec<i64>,
    /// The stories that are the same, by the one that has a row: all of them, the newest first.
    groups: HashMap<i64, Vec<i64>>,
}

/// When a story was published: its age, and its clock.
type Moment = (i64, i64);

impl Catalogue {
    /// Returns a page of a listing whose rows have to be collected.
    pub(super) fn collected_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        // The rows and the version must be of one snapshot: https://sqlite.org/isolation.html
        let snapshot = self.connection.unchecked_transaction()?;
        let mut collected = self.collected.borrow_mut();
        let versions = (self.data_version()?, self.flags.borrow().state_version());
        if collected.listing.as_ref() != Some(listing) || collected.versions != versions {
            *collected = CollectedRows {
                listing: Some(listing.clone()),
                versions,
                rows: self.collect_rows(listing)?,
            };
        }
        let GroupedRows { articles, groups } = &collected.rows;
        // The last page is full, as if the list were scrolled to its end.
        let first = first_row(start, rows, articles.len(), |id| {
            self.number_among(id, articles)
        })?;
        let query = format!("SELECT {COLUMNS} FROM article WHERE article = ?");
        let mut statement = self.connection.prepare_cached(&query)?;
        let shown = articles.iter().skip(first).take(rows);
        let rows = shown
            .map(|article| {
                let mut row = statement.query_row([article], row::read_row)?;
                if let Some(group) = groups.get(article) {
                    row.fold = self.describe_fold(group)?;
                }
                Ok(row)
            })
            .collect::<Result<_>>()?;
        drop(statement);
        snapshot.finish()?;
        let folded = groups.values().map(|group| group.len().saturating_sub(1));
        Ok(ListingPage {
            first,
            total: articles.len(),
            articles: articles.len() + folded.sum::<usize>(),
            rows,
            ..ListingPage::default()
        })
    }

    /// Returns the articles that were collected last.
    pub(super) fn collected_numbers(&self) -> Vec<i64> {
        self.collected.borrow().rows.articles.clone()
    }

    /// Returns the stories of the listing collected last that are the same as one, the newest first.
    pub(super) fn collected_group(&self, article: i64) -> Vec<i64> {
        let collected = self.collected.borrow();
        let groups = &collected.rows.groups;
        let by_newest = groups.get(&article);
        let group = by_newest.or_else(|| groups.values().find(|group| group.contains(&article)));
        group.cloned().unwrap_or_default()
    }

    fn number_among(&self, id: ArticleId, articles: &[i64]) -> Result<Option<usize>> {
        let article = self.article_number(id)?;
        Ok(articles.iter().position(|known| Some(*known) == article))
    }

    /// Returns the number of the row that shows an article.
    pub(super) fn article_number(&self, id: ArticleId) -> Result<Option<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT article FROM article WHERE id = ? AND is_shown")?;
        Ok(statement
            .query_row([id_bytes(id)], |row| row.get(0))
            .optional()?)
    }

    fn collect_rows(&self, listing: &Listing) -> Result<GroupedRows> {
        let order = RowOrder::from_listing(listing);
        // A few bookmarks are looked up one by one and sorted; all articles are read in the order of an index.
        let mut articles = match self.articles_in_state(listing)? {
            Some(chosen) => self.sort_chosen(&chosen, &order)?,
            None => self.numbers_in_order(&order)?,
        };
        if !listing.filter.title.trim().is_empty() {
            let mut titles = self.titles.borrow_mut();
            titles.refresh_if_stale(&self.connection, self.data_version()?)?;
            articles = titles.rank_matches(&listing.filter.title, &articles);
        }
        let mut rows = if listing.is_folded {
            self.fold_articles(articles)?
        } else {
            GroupedRows {
                articles,
                groups: HashMap::new(),
            }
        };
        if listing.filter.is_unread {
            // What was read is a row: whoever read the newest of several stories has read them.
            let read = self.article_numbers(&self.flags.borrow().read_articles())?;
            rows.articles.retain(|article| !read.contains(article));
            rows.groups.retain(|article, _| !read.contains(article));
        }
        Ok(rows)
    }

    /// Leaves one row to stories that are the same: that of the newest.
    fn fold_articles(&self, mut articles: Vec<i64>) -> Result<GroupedRows> {
        let query = "SELECT article, same, age, clock FROM story CROSS JOIN article USING (article)
            WHERE same IS NOT NULL AND is_shown";
        let mut statement = self.connection.prepare_cached(query)?;
        let grouped = statement.query_map([], |row| {
            Ok((row.get(0)?, (row.get(1)?, (row.get(2)?, row.get(3)?))))
        })?;
        let grouped: HashMap<i64, (i64, Moment)> = grouped.collect::<rusqlite::Result<_>>()?;
        let mut by_group: HashMap<i64, Vec<(Moment, i64)>> = HashMap::new();
        for article in &articles {
            if let Some((group, moment)) = grouped.get(article) {
                by_group
                    .entry(*group)
                    .or_default()
                    .push((*moment, *article));
            }
        }
        let mut groups = HashMap::new();
        let mut folded: HashSet<i64> = HashSet::new();
        for mut group in by_group.into_values().filter(|group| group.len() > 1) {
            group.sort_unstable();
            let group: Vec<i64> = group.into_iter().map(|(_, article)| article).collect();
            folded.extend(group.iter().skip(1));
            groups.extend(group.first().copied().map(|newest| (newest, group)));
        }
        articles.retain(|article| !folded.contains(article));
        Ok(GroupedRows { articles, groups })
    }

    /// Returns the articles that bookmarks, read positions and tags select; `None` if the filter has none of them.
    fn articles_in_state(&self, listing: &Listing) -> Result<Option<HashSet<i64>>> {
        let flags = self.flags.borrow();
        let mut chosen: Option<HashSet<i64>> = None;
        if listing.filter.is_bookmarked {
            chosen = Some(self.article_numbers(&flags.bookmarked_articles())?);
        }
        if listing.filter.is_begun {
            let begun = self.article_numbers(&flags.begun_articles())?;
            chosen = Some(narrow_chosen(chosen, begun));
        }
        if let Some(tag) = &listing.filter.tag {
            let mut tagged = self.article_numbers(&flags.articles_with_tag(tag))?;
            tagged.extend(self.numbers_tagged(tag)?);
            chosen = Some(narrow_chosen(chosen, tagged));
        }
        Ok(chosen)
    }

    pub(super) fn article_numbers(&self, ids: &[ArticleId]) -> Result<HashSet<i64>> {
        let numbers = ids
            .iter()
            .filter_map(|id| self.article_number(*id).transpose());
        numbers.collect()
    }

    /// Returns the articles with a tag in their front matter.
    fn numbers_tagged(&self, tag: &str) -> Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT article FROM tag WHERE name = ?")?;
        let articles = statement.query_map([tag], |row| row.get(0))?;
        Ok(articles.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns those of `chosen` that pass the filter of the order, sorted.
    fn sort_chosen(&self, chosen: &HashSet<i64>, order: &RowOrder) -> Result<Vec<i64>> {
        let (condition, parameters) = order.where_clause();
        let columns = order.columns.join(", ");
        let query = format!("SELECT {columns} FROM article WHERE {condition} AND article = ?");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut found: Vec<(OrderKey, i64)> = Vec::with_capacity(chosen.len());
        for article in chosen {
            let mut parameters = parameters.clone();
            parameters.push(Value::Integer(*article));
            let read = |row: &Row<'_>| OrderKey::from_row(row, 0, order.columns.len());
            let key = statement.query_row(params_from_iter(parameters), read);
            found.extend(key.optional()?.map(|key| (key, *article)));
        }
        found.sort_by(|(one, _), (other, _)| one.compare(other));
        if order.is_backwards {
            found.reverse();
        }
        Ok(found.into_iter().map(|(_, article)| article).collect())
    }

    /// Returns all articles that pass the filter of the order, sorted.
    fn numbers_in_order(&self, order: &RowOrder) -> Result<Vec<i64>> {
        let (condition, parameters) = order.where_clause();
        let query = format!(
            "SELECT article FROM article WHERE {condition} ORDER BY {}",
            order.order_by(false)
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let articles = statement.query_map(params_from_iter(parameters), |row| row.get(0))?;
        Ok(articles.collect::<rusqlite::Result<_>>()?)
    }
}

/// Returns those of `chosen` that are among `others`; all others if nothing was chosen so far.
fn narrow_chosen(chosen: Option<HashSet<i64>>, others: HashSet<i64>) -> HashSet<i64> {
    match chosen {
        Some(chosen) => chosen.intersection(&others).copied().collect(),
        None => others,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::Timestamp;
    use jiff::civil::date;
    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;
    use crate::library::catalogue::{CatalogueEntry, CatalogueWriter, Stamp, StoryText};
    use crate::library::listing::{ArticleRow, Filter, ListingSort, SortKey};
    use crate::library::state::{
        ArticleDescription, ArticleReference, BookmarkTarget, StateChange, StateStore,
    };
    use crate::text::Clean;

    struct Shelf {
        folder: TempDir,
        catalogue: Catalogue,
    }

    impl Shelf {
        /// Creates ten articles on consecutive days, the first the oldest and tagged by its author.
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("catalogue.db");
            let entries = (1..=10_i8).map(|number| CatalogueEntry {
                id: id(number),
                title: Clean::new(&format!("Tide table {number} for Łęgowo’s harbour")),
                source: Some(Clean::new("Harbor Ledger")),
                published: Some(date(2026, 3, number)),
                time: None,
                minutes: u32::try_from(number % 3).unwrap(),
                quotes: 0,
                corrections: 0,
                former: None,
                tags: vec![Clean::new("tides"); usize::from(number == 1)],
                text: StoryText::default(),
            });
            let store = |batch: &crate::library::catalogue::Batch<'_>| {
                for entry in entries {
                    let file = format!("/{}", entry.id);
                    batch.store_file(Path::new(&file), Stamp::new(1, 1, 1), &[entry], &[])?;
                }
                Ok(())
            };
            CatalogueWriter::open(&path)
                .unwrap()
                .write_batch(store)
                .unwrap();
            let catalogue = Catalogue::open(&path)
                .unwrap()
                .with_state(&folder.path().join("state.db"));
            Self { folder, catalogue }
        }

        fn apply(&self, change: &StateChange) {
            let now = Timestamp::from_second(1_790_000_000).unwrap();
            let mut opened = StateStore::open(self.folder.path(), now).unwrap();
            opened.store.apply_change(change, now).unwrap();
        }

        fn page(&mut self, listing: &Listing, start: PageStart, rows: usize) -> ListingPage {
            self.catalogue.read_page(listing, start, rows).unwrap()
        }

        fn listed(&mut self, filter: Filter, key: SortKey) -> Vec<u128> {
            let sort = ListingSort {
                key,
                is_descending: false,
            };
            let page = self.page(
                &Listing {
                    filter,
                    sort,
                    ..Listing::default()
                },
                PageStart::Row(0),
                99,
            );
            assert_eq!(page.total, page.rows.len());
            page.rows.iter().map(|row| row.id.as_number()).collect()
        }
    }

    fn id(number: i8) -> ArticleId {
        ArticleId::from_number(u128::try_from(number).unwrap())
    }

    fn reference(number: i8) -> ArticleReference {
        ArticleReference {
            id: id(number),
            description: ArticleDescription::default(),
        }
    }

    fn read(numbers: &[i8]) -> StateChange {
        StateChange::SetRead {
            articles: numbers.iter().copied().map(id).collect(),
            is_read: true,
        }
    }

    fn bookmark(numbers: &[i8]) -> StateChange {
        let kept = numbers.iter().map(|number| BookmarkTarget {
            article: reference(*number),
            quote: None,
        });
        StateChange::Bookmark(kept.collect())
    }

    #[rstest]
    #[case::oldest_first(SortKey::Published, &[2, 9, 10])]
    #[case::shortest_first(SortKey::Minutes, &[9, 10, 2])]
    fn bookmarked_articles_are_listed_in_any_order(
        #[case] key: SortKey,
        #[case] expected: &[u128],
    ) {
        let mut shelf = Shelf::new();
        shelf.apply(&bookmark(&[9, 2, 10, 77]));
        let filter = Filter {
            is_bookmarked: true,
            ..Filter::default()
        };
        assert_eq!(shelf.listed(filter, key), expected);
    }

    #[test]
    fn unread_articles_are_those_not_read_at_the_time_of_asking() {
        let mut shelf = Shelf::new();
        let filter = Filter {
            is_unread: true,
            ..Filter::default()
        };
        shelf.apply(&read(&[1, 2, 3, 5]));
        assert_eq!(
            shelf.listed(filter.clone(), SortKey::Published),
            [4, 6, 7, 8, 9, 10]
        );
        shelf.apply(&read(&[4, 6, 7]));
        assert_eq!(shelf.listed(filter, SortKey::Published), [8, 9, 10]);
    }

    #[test]
    fn a_tag_is_the_authors_or_the_readers() {
        let mut shelf = Shelf::new();
        let tag = Clean::new("tides");
        shelf.apply(&StateChange::AddTag {
            articles: vec![reference(6)],
            tag: tag.clone(),
        });
        let filter = Filter {
            tag: Some(tag),
            ..Filter::default()
        };
        assert_eq!(shelf.listed(filter, SortKey::Published), [1, 6]);
    }

    #[test]
    fn filters_of_state_and_catalogue_hold_together() {
        let mut shelf = Shelf::new();
        shelf.apply(&bookmark(&[1, 4, 6, 9]));
        shelf.apply(&read(&[6]));
        let filter = Filter {
            is_bookmarked: true,
            is_unread: true,
            after: Some(date(2026, 3, 2)),
            before: Some(date(2026, 3, 8)),
            ..Filter::default()
        };
        assert_eq!(shelf.listed(filter, SortKey::Published), [4]);
    }

    #[rstest]
    #[case::without_its_accents("legowo 7", &[7])]
    #[case::with_a_straight_apostrophe("legowo's 7", &[7])]
    #[case::with_letters_left_out("tdtbl 10", &[10])]
    #[case::nowhere("zeppelin", &[])]
    fn titles_are_found_fuzzily(#[case] title: &str, #[case] expected: &[u128]) {
        let filter = Filter {
            title: title.to_owned(),
            ..Filter::default()
        };
        assert_eq!(Shelf::new().listed(filter, SortKey::Published), expected);
    }

    #[test]
    fn rows_carry_the_readers_flags() {
        let mut shelf = Shelf::new();
        shelf.apply(&read(&[10]));
        shelf.apply(&bookmark(&[9]));
        let page = shelf.page(&Listing::default(), PageStart::Row(0), 3);
        let flags = |row: &ArticleRow| (row.is_read, row.is_bookmarked);
        let flags: Vec<(bool, bool)> = page.rows.iter().map(flags).collect();
        assert_eq!(flags, [(true, false), (false, true), (false, false)]);
    }

    #[test]
    fn a_page_can_be_asked_for_around_an_article() {
        let mut shelf = Shelf::new();
        shelf.apply(&read(&[10]));
        let listing = Listing {
            filter: Filter {
                is_unread: true,
                ..Filter::default()
            },
            ..Listing::default()
        };
        let page = shelf.page(&listing, PageStart::Article(id(5)), 3);
        let rows: Vec<u128> = page.rows.iter().map(|row| row.id.as_number()).collect();
        assert_eq!((page.first, rows), (3, vec![6, 5, 4]));
    }

    #[test]
    fn a_state_that_takes_the_place_of_another_is_read() {
        let mut shelf = Shelf::new();
        shelf.apply(&read(&[10]));
        let is_read = |shelf: &mut Shelf| {
            let page = shelf.page(&Listing::default(), PageStart::Row(0), 2);
            page.rows.iter().map(|row| row.is_read).collect::<Vec<_>>()
        };
        assert_eq!(is_read(&mut shelf), [true, false]);
        for name in ["state.db", "state.db-wal", "state.db-shm", "state.journal"] {
            let _ = std::fs::remove_file(shelf.folder.path().join(name));
        }
        shelf.apply(&read(&[9]));
        assert_eq!(is_read(&mut shelf), [false, true]);
    }

    #[test]
    fn a_state_that_is_no_database_flags_nothing() {
        let mut shelf = Shelf::new();
        std::fs::write(shelf.folder.path().join("state.db"), "no database").unwrap();
        let page = shelf.page(&Listing::default(), PageStart::Row(0), 3);
        assert!(
            page.rows
                .iter()
                .all(|row| !row.is_read && !row.is_bookmarked)
        );
    }
}
