//! Pages of a listing, reached from the nearest row whose number is known.
//!
//! An index can find what comes after a key, but not the row with a number. So the keys of the rows seen last are
//! remembered with their numbers, and the counts by day give the number of the first row of each day. Every page is a
//! few steps from one of these.
//!
//! Listings that no index answers are collected instead (`collect`), on a worker: what is unread or bookmarked is in
//! another database, and a title's rank in none. Collecting every listing would make the first frame wait for all rows
//! of a large archive, so both ways remain; they share where a page begins ([`first_row`]).

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use crate::article::ArticleId;
use crate::library::listing::{ArticleRow, Listing, ListingPage, PageStart};

use super::folding::StoryFold;
use super::known_rows::KnownRows;
use super::order::{OrderKey, RowOrder};
use super::row::{self, COLUMN_COUNT, COLUMNS};
use super::{Catalogue, Result};

/// How many rows are skipped one by one before the counts by day are faster.
const WALKED: usize = 512;

/// The way to a page: from a key, in a direction, over some rows.
#[derive(Debug, Clone)]
struct RowWalk {
    from: Option<OrderKey>,
    is_reversed: bool,
    skipped: usize,
}

/// Returns the row that a page of `rows` begins with.
///
/// A row beyond the end gives the last page, an article the page with it in the middle, and one that is not listed the top.
pub(super) fn first_row(
    start: PageStart,
    rows: usize,
    total: usize,
    number_of: impl FnOnce(ArticleId) -> Result<Option<usize>>,
) -> Result<usize> {
    let last_first = total.saturating_sub(rows);
    Ok(match start {
        PageStart::Row(number) if number < total => number,
        PageStart::Row(_) => last_first,
        PageStart::Article(id) => {
            let number = number_of(id)?.unwrap_or(0);
            number.saturating_sub(rows / 2).min(last_first)
        }
    })
}

impl Catalogue {
    /// Returns a page of a listing.
    ///
    /// The next page and both ends take well under a millisecond at any size if one index answers the listing
    /// ([`Catalogue::is_instant`]); all others are collected first, which should be done on another thread.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn read_page(
        &mut self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        self.reopen_if_replaced()?;
        self.flags.borrow_mut().refresh();
        let mut page = if listing.lead.is_empty() {
            self.plain_page(listing, start, rows)?
        } else {
            self.led_page(listing, start, rows)?
        };
        self.flags.borrow().set_all_flags(&mut page.rows);
        Ok(page)
    }

    /// Returns a page of a listing in its order alone, with the stories that are the same in one row or below it.
    pub(super) fn plain_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        let page = self.unfolded_page(listing, start, rows)?;
        let PageStart::Article(id) = start else {
            return Ok(page);
        };
        if page.rows.iter().any(|row| row.id == id) {
            return Ok(page);
        }
        let Some(newest) = self.find_newest(listing, id)? else {
            return Ok(page);
        };
        let page = self.unfolded_page(listing, PageStart::Article(newest), rows)?;
        Ok(ListingPage {
            folded_under: Some((id, newest)),
            ..page
        })
    }

    /// Returns a page of a listing in which nothing is unfolded.
    pub(super) fn folded_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        if RowOrder::is_indexed(listing) {
            self.indexed_page(listing, start, rows)
        } else {
            self.collected_page(listing, start, rows)
        }
    }

    /// Returns `true` if one index answers a listing, so that a page can be read while a key is handled.
    #[must_use]
    pub fn is_instant(listing: &Listing) -> bool {
        RowOrder::is_indexed(listing)
    }

    fn indexed_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        let order = RowOrder::from_indexed(listing);
        // Numbers, counts and rows have to be of one snapshot, as an ingest may commit between two statements:
        // https://sqlite.org/isolation.html
        let snapshot = self.connection.unchecked_transaction()?;
        let mut anchors = self.anchors.borrow_mut();
        self.discard_stale_rows(&mut anchors, listing, &order)?;
        let first = first_row(start, rows, anchors.total, |id| {
            self.number_of_article(id, &order, &anchors)
        })?;
        let count = rows.min(anchors.total.saturating_sub(first));
        let walk = self.walk_to(first, count, &order, &anchors)?;
        let (rows, keys) = self.read_walk(&walk, count, &order)?;
        anchors.remember_keys(first, keys);
        snapshot.finish()?;
        Ok(ListingPage {
            first,
            total: anchors.total,
            articles: anchors.articles,
            rows,
            ..ListingPage::default()
        })
    }

    /// Discards the known rows of another listing, or from before a change.
    fn discard_stale_rows(
        &self,
        anchors: &mut KnownRows,
        listing: &Listing,
        order: &RowOrder,
    ) -> Result<()> {
        let version = self.data_version()?;
        if anchors.version == version && anchors.listing.as_ref() == Some(listing) {
            return Ok(());
        }
        let (total, articles) = self.count_with_and_without_folds(order)?;
        *anchors = KnownRows {
            listing: Some(listing.clone()),
            version,
            total,
            articles,
            known: BTreeMap::new(),
        };
        Ok(())
    }

    /// Returns a number that changes whenever another connection commits.
    pub(super) fn data_version(&self) -> Result<i64> {
        let mut statement = self.connection.prepare_cached("PRAGMA data_version")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Counts the rows of an order, and those it has without folds.
    fn count_with_and_without_folds(&self, order: &RowOrder) -> Result<(usize, usize)> {
        let whole = order.without_folds();
        if order.fold.is_none() || !order.sources.is_empty() {
            return Ok((self.count_rows(order)?, self.count_rows(&whole)?));
        }
        // Of many thousand days, only those with folds are added up, and of all articles the few sources.
        let query = if order.ages.is_none() {
            "SELECT (SELECT coalesce(sum(folded), 0) FROM day WHERE folded > 0),
                (SELECT coalesce(sum(articles), 0) FROM source)"
        } else {
            "SELECT coalesce(sum(folded), 0), coalesce(sum(articles), 0) FROM day
            WHERE age BETWEEN ? AND ?"
        };
        let (_, parameters) = whole.where_clause();
        let mut statement = self.connection.prepare_cached(query)?;
        let (folded, articles): (i64, i64) = statement
            .query_row(params_from_iter(parameters), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let count = |count| usize::try_from(count).unwrap_or(0);
        Ok((count(articles - folded), count(articles)))
    }

    /// Counts the rows of an order, from the stored counts where they suffice.
    pub(super) fn count_rows(&self, order: &RowOrder) -> Result<usize> {
        // Triggers keep these counts up to date, since count(*) would read the whole index.
        let (_, parameters) = order.without_folds().where_clause();
        let rows = order.rows_of_day();
        let query = match (order.sources.is_empty(), order.ages, order.fold) {
            (true, None, _) => format!("SELECT coalesce(sum({rows}), 0) FROM day"),
            (true, Some(_), _) => {
                format!("SELECT coalesce(sum({rows}), 0) FROM day WHERE age BETWEEN ? AND ?")
            }
            (false, None, None) => {
                "SELECT coalesce(sum(articles), 0) FROM source WHERE name = ?".to_owned()
            }
            (false, _, _) => {
                let (condition, parameters) = order.where_clause();
                let query = format!("SELECT count(*) FROM article WHERE {condition}");
                return self.query_count(&query, parameters);
            }
        };
        self.query_count(&query, parameters)
    }

    fn query_count(&self, query: &str, parameters: Vec<Value>) -> Result<usize> {
        let mut statement = self.connection.prepare_cached(query)?;
        let count: i64 = statement.query_row(params_from_iter(parameters), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Returns the number of an article's row; `None` if it is not listed.
    fn number_of_article(
        &self,
        id: ArticleId,
        order: &RowOrder,
        anchors: &KnownRows,
    ) -> Result<Option<usize>> {
        let (condition, mut parameters) = order.where_clause();
        let columns = order.columns.join(", ");
        let query = format!("SELECT {columns} FROM article WHERE {condition} AND id = ?");
        parameters.push(Value::Blob(id.as_number().to_be_bytes().to_vec()));
        let mut statement = self.connection.prepare_cached(&query)?;
        let key = statement
            .query_row(params_from_iter(parameters), |row| {
                OrderKey::from_row(row, 0, order.columns.len())
            })
            .optional()?;
        key.map(|key| self.number_of(&key, order, anchors))
            .transpose()
    }

    /// Counts the rows before a key.
    fn number_of(&self, key: &OrderKey, order: &RowOrder, anchors: &KnownRows) -> Result<usize> {
        // An article that is or was just on the screen is the usual case, and costs no query.
        if let Some((number, _)) = anchors.known.iter().find(|(_, known)| *known == key) {
            return Ok(*number);
        }
        let (mut condition, mut parameters) = order.where_clause();
        condition.push_str(" AND ");
        condition.push_str(&order.key_comparison(true, false));
        parameters.extend(key.0.iter().cloned());
        let mut before = 0;
        if let (Some(day), Some(Value::Integer(age))) =
            (self.day_of_key(order, key)?, key.0.first())
        {
            before = day;
            condition.push_str(" AND age = ?");
            parameters.push(Value::Integer(*age));
        }
        let query = format!("SELECT count(*) FROM article WHERE {condition}");
        Ok(before + self.query_count(&query, parameters)?)
    }

    /// Returns how many rows come before the day of a key; `None` if the order is not by day.
    fn day_of_key(&self, order: &RowOrder, key: &OrderKey) -> Result<Option<usize>> {
        let Some(Value::Integer(age)) = key.0.first() else {
            return Ok(None);
        };
        if !order.goes_by_days() {
            return Ok(None);
        }
        let sign = if order.is_backwards { ">" } else { "<" };
        let (first, last) = order.ages.unwrap_or((i64::MIN, i64::MAX));
        let rows = order.rows_of_day();
        let query = format!(
            "SELECT coalesce(sum({rows}), 0) FROM day WHERE age BETWEEN ? AND ? AND age {sign} ?"
        );
        let parameters = [first, last, *age].map(Value::Integer).to_vec();
        Ok(Some(self.query_count(&query, parameters)?))
    }

    /// Finds the shortest way to the `count` rows from `first` on.
    fn walk_to(
        &self,
        first: usize,
        count: usize,
        order: &RowOrder,
        anchors: &KnownRows,
    ) -> Result<RowWalk> {
        let end = first + count;
        // Row 0 and the row after the last one need no key: both ends of the index are always known.
        let (from, key) = anchors
            .known
            .range(..=first)
            .next_back()
            .map_or((0, None), |(number, key)| (*number, Some(key)));
        let (until, last_key) = anchors
            .known
            .range(end..)
            .next()
            .map_or((anchors.total, None), |(number, key)| (*number, Some(key)));
        let (ahead, behind) = (first - from, until.saturating_sub(end));
        if ahead.min(behind) > WALKED
            && let Some(walk) = self.walk_from_day(first, order)?
        {
            return Ok(walk);
        }
        let is_reversed = behind < ahead;
        Ok(RowWalk {
            from: if is_reversed { last_key } else { key }.cloned(),
            is_reversed,
            skipped: ahead.min(behind),
        })
    }

    /// Returns the way from the first row of the day that contains row `first`.
    fn walk_from_day(&self, first: usize, order: &RowOrder) -> Result<Option<RowWalk>> {
        if !order.goes_by_days() {
            return Ok(None);
        }
        let (newest, oldest) = order.ages.unwrap_or((i64::MIN, i64::MAX));
        let query = format!(
            "SELECT age, {} FROM day WHERE age BETWEEN ? AND ? ORDER BY age {}",
            order.rows_of_day(),
            if order.is_backwards { "DESC" } else { "ASC" }
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut days = statement.query([newest, oldest])?;
        let mut skipped = first;
        while let Some(day) = days.next()? {
            let (age, rows): (i64, u32) = (day.get(0)?, day.get(1)?);
            let rows = rows as usize;
            if skipped < rows {
                // No row has this number, so the key sorts before the first row of the day.
                let edge = if order.is_backwards {
                    i64::MAX
                } else {
                    i64::MIN
                };
                return Ok(Some(RowWalk {
                    from: Some(OrderKey([age, edge, edge].map(Value::Integer).to_vec())),
                    is_reversed: false,
                    skipped,
                }));
            }
            skipped -= rows;
        }
        Ok(None)
    }

    /// Follows a way and reads the `count` rows at its end, with their keys.
    fn read_walk(
        &self,
        walk: &RowWalk,
        count: usize,
        order: &RowOrder,
    ) -> Result<(Vec<ArticleRow>, Vec<OrderKey>)> {
        let (mut condition, mut parameters) = order.where_clause();
        if let Some(key) = &walk.from {
            condition.push_str(" AND ");
            condition.push_str(&order.key_comparison(walk.is_reversed, !walk.is_reversed));
            parameters.extend(key.0.iter().cloned());
        }
        let query = format!(
            "SELECT {COLUMNS}, {}, fold FROM article WHERE {condition} ORDER BY {} LIMIT {count} OFFSET ?",
            order.columns.join(", "),
            order.order_by(walk.is_reversed),
        );
        parameters.push(Value::Integer(i64::try_from(walk.skipped).unwrap_or(0)));
        let mut statement = self.connection.prepare_cached(&query)?;
        let columns = order.columns.len();
        let found = statement.query_map(params_from_iter(parameters), |found| {
            let key = OrderKey::from_row(found, COLUMN_COUNT, columns)?;
            let fold: i64 = found.get(COLUMN_COUNT + columns)?;
            let grouped = (fold != StoryFold::Alone.to_number()).then(|| found.get(0));
            Ok(((row::read_row(found)?, grouped.transpose()?), key))
        })?;
        let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
        // A backward walk reads the index from the end of the page to its start.
        if walk.is_reversed {
            found.reverse();
        }
        let (rows, keys): (Vec<(ArticleRow, Option<i64>)>, _) = found.into_iter().unzip();
        let rows = rows.into_iter().map(|(mut row, grouped)| {
            if let Some(article) = grouped.filter(|_| order.fold.is_some()) {
                row.fold = self.describe_fold(&self.group_in_order(order, article)?)?;
            }
            Ok(row)
        });
        Ok((rows.collect::<Result<_>>()?, keys))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::path::PathBuf;

    use jiff::civil::{Date, date, time};
    use proptest::prelude::*;
    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;
    use crate::library::catalogue::{CatalogueEntry, CatalogueWriter, Stamp, StoryText};
    use crate::library::listing::{Filter, ListingSort, SortKey};
    use crate::same::StorySketch;
    use crate::text::Clean;

    fn stored(entries: &[CatalogueEntry]) -> (TempDir, Catalogue) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("catalogue.db");
        store(&path, entries);
        let catalogue = Catalogue::open(&path).unwrap();
        (folder, catalogue)
    }

    fn store(path: &std::path::Path, entries: &[CatalogueEntry]) {
        let mut writer = CatalogueWriter::open(path).unwrap();
        writer
            .write_batch(|batch| {
                for entry in entries {
                    let file = PathBuf::from(format!("/news/{}.txt", entry.id));
                    batch.store_file(
                        &file,
                        Stamp::new(1, 1, 1),
                        std::slice::from_ref(entry),
                        &[],
                    )?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn entry(number: u128, day: Option<Date>) -> CatalogueEntry {
        CatalogueEntry {
            id: ArticleId::from_number(number),
            title: Clean::new(&format!("Title {number}")),
            source: None,
            published: day,
            time: None,
            minutes: 1,
            quotes: 0,
            corrections: 0,
            former: None,
            tags: Vec::new(),
            text: StoryText::default(),
        }
    }

    fn any_entries() -> impl Strategy<Value = Vec<CatalogueEntry>> {
        let any = (
            0..4_i16,
            prop::option::weighted(0.8, 1..5_i8),
            0..3_u32,
            0..3_u32,
            0..5_u8,
            0..6_u32,
        );
        prop::collection::vec(any, 0..60).prop_map(|rows| {
            (1..)
                .zip(rows)
                .map(
                    |(number, (source, day, minutes, quotes, title, story))| CatalogueEntry {
                        id: ArticleId::from_number(number),
                        title: Clean::new(&format!("Tide {title}")),
                        source: (source > 0).then(|| Clean::new(&format!("Outlet {source}"))),
                        published: day.map(|day| date(2024, 2, day)),
                        time: day
                            .filter(|_| minutes > 0)
                            .map(|_| time(i8::try_from(minutes).unwrap(), 0, 0, 0)),
                        minutes,
                        quotes,
                        corrections: 0,
                        former: None,
                        tags: Vec::new(),
                        text: told(story),
                    },
                )
                .collect()
        })
    }

    /// Returns the text of a story that several articles tell; no other is the same as story 0.
    fn told(story: u32) -> StoryText {
        let words = (0..60).map(|word| format!("word{story}x{word}"));
        let text = words.collect::<Vec<_>>().join(" ");
        StoryText {
            sketch: StorySketch::new(&text).filter(|_| story > 0),
            ..StoryText::default()
        }
    }

    fn any_listing() -> impl Strategy<Value = Listing> {
        let outlet = prop::sample::select(vec!["Outlet 1", "Outlet 2", "Outlet 3"]);
        let sources = prop::collection::vec(outlet.prop_map(Clean::new), 0..3);
        let day = || prop::option::weighted(0.3, (1..5_i8).prop_map(|day| date(2024, 2, day)));
        let filter = (sources, day(), day()).prop_map(|(sources, after, before)| Filter {
            sources,
            after,
            before,
            ..Filter::default()
        });
        let filter = prop_oneof![filter, Just(Filter::default())];
        let key = prop::sample::select(SortKey::ALL.to_vec());
        let some = prop::collection::vec(1..60_u128, 0..3);
        let unfolded = prop_oneof![Just(Vec::new()), some];
        (filter, key, any::<bool>(), any::<bool>(), unfolded).prop_map(
            |(filter, key, is_descending, is_folded, unfolded)| Listing {
                filter,
                sort: ListingSort { key, is_descending },
                is_folded,
                unfolded: unfolded.into_iter().map(ArticleId::from_number).collect(),
                ..Listing::default()
            },
        )
    }

    /// Computes the listing the simple way, from all articles.
    fn expected(entries: &[CatalogueEntry], listing: &Listing) -> Vec<ArticleId> {
        let Filter {
            sources,
            after,
            before,
            ..
        } = &listing.filter;
        let has_days = after.is_some() || before.is_some();
        let mut shown: Vec<&CatalogueEntry> = entries
            .iter()
            .filter(|entry| {
                let source = entry.source.as_ref();
                let day = entry.published;
                (sources.is_empty() || source.is_some_and(|source| sources.contains(source)))
                    && (!has_days || day.is_some())
                    && (after.is_none() || day >= *after)
                    && (before.is_none() || day <= *before)
            })
            .collect();
        let age = |entry: &CatalogueEntry| {
            let clock = (entry.time.is_none(), Reverse(entry.time));
            (entry.published.is_none(), Reverse(entry.published), clock)
        };
        let all = shown.clone();
        // The stories that are the same as one, the newest first.
        let group = |story: &CatalogueEntry| -> Vec<ArticleId> {
            let same = |other: &&CatalogueEntry| {
                other.id == story.id || (other.text.sketch.is_some() && other.text == story.text)
            };
            let mut group: Vec<_> = all.iter().copied().filter(same).collect();
            group.sort_by_key(|story| (age(story), story.id));
            group.iter().map(|story| story.id).collect()
        };
        if listing.is_folded {
            shown.retain(|story| group(story).first() == Some(&story.id));
        }
        match listing.sort.key {
            SortKey::Published => shown.sort_by_key(|entry| age(entry)),
            SortKey::Title => shown.sort_by_key(|entry| entry.title.to_lowercase()),
            SortKey::Source => shown.sort_by_key(|entry| (entry.source.clone(), age(entry))),
            SortKey::Minutes => shown.sort_by_key(|entry| entry.minutes),
            SortKey::Quotes => shown.sort_by_key(|entry| entry.quotes),
            SortKey::Added => {}
        }
        if listing.sort.is_descending != (listing.sort.key == SortKey::Published) {
            shown.reverse();
        }
        let shown_ids = shown.iter().map(|entry| entry.id).collect();
        let rows = shown.into_iter().map(|entry| {
            let group = group(entry);
            let is_unfolded = group.iter().any(|id| listing.unfolded.contains(id));
            let rows = if is_unfolded && listing.is_folded {
                group.len()
            } else {
                1
            };
            group.into_iter().take(rows).collect::<Vec<_>>()
        });
        let rows = rows.collect::<Vec<_>>();
        if listing.is_folded {
            rows.concat()
        } else {
            shown_ids
        }
    }

    fn ids(page: &ListingPage) -> Vec<ArticleId> {
        page.rows.iter().map(|row| row.id).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn pages_one_after_the_other_are_the_sorted_list(
            entries in any_entries(),
            listing in any_listing(),
            size in 1..9_usize,
        ) {
            let (_folder, mut catalogue) = stored(&entries);
            let expected = expected(&entries, &listing);
            let mut found = Vec::new();
            for first in (0..expected.len()).step_by(size) {
                let page = catalogue.read_page(&listing, PageStart::Row(first), size).unwrap();
                prop_assert_eq!((page.first, page.total), (first, expected.len()));
                found.extend(ids(&page));
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_page_is_the_same_whichever_were_asked_for_before(
            entries in any_entries(),
            listing in any_listing(),
            starts in prop::collection::vec((0..70_usize, any::<bool>()), 1..12),
            size in 1..9_usize,
        ) {
            let (_folder, mut catalogue) = stored(&entries);
            let expected = expected(&entries, &listing);
            for (number, is_by_article) in starts {
                let start = match expected.get(number) {
                    Some(id) if is_by_article => PageStart::Article(*id),
                    _ => PageStart::Row(number),
                };
                let page = catalogue.read_page(&listing, start, size).unwrap();
                prop_assert_eq!(page.total, expected.len());
                let end = (page.first + size).min(expected.len());
                prop_assert_eq!(ids(&page), &expected[page.first.min(end)..end]);
                if let PageStart::Article(id) = start {
                    prop_assert!(ids(&page).contains(&id));
                }
            }
        }
    }

    #[test]
    fn a_row_beyond_the_end_gives_the_last_page() {
        let entries: Vec<CatalogueEntry> = (1..=5).map(|number| entry(number, None)).collect();
        let (_folder, mut catalogue) = stored(&entries);
        let page = catalogue
            .read_page(&Listing::default(), PageStart::Row(90), 2)
            .unwrap();
        assert_eq!((page.first, page.total, page.rows.len()), (3, 5, 2));
    }

    #[test]
    fn an_article_that_is_not_listed_gives_the_top() {
        let (_folder, mut catalogue) = stored(&[entry(1, None), entry(2, None)]);
        let start = PageStart::Article(ArticleId::from_number(9));
        let page = catalogue.read_page(&Listing::default(), start, 1).unwrap();
        assert_eq!(page.first, 0);
    }

    #[test]
    fn rows_committed_meanwhile_are_shown_at_the_next_page() {
        let (_folder, mut catalogue) = stored(&[entry(1, Some(date(2024, 2, 1)))]);
        let listing = Listing::default();
        catalogue.read_page(&listing, PageStart::Row(0), 9).unwrap();
        store(catalogue.path(), &[entry(2, Some(date(2024, 2, 2)))]);
        let page = catalogue.read_page(&listing, PageStart::Row(0), 9).unwrap();
        assert_eq!(ids(&page), [2, 1].map(ArticleId::from_number));
    }

    #[test]
    fn a_catalogue_that_was_removed_is_shown_until_there_is_a_new_one() {
        let (folder, mut catalogue) = stored(&[entry(1, None)]);
        let listing = Listing::default();
        let shown = |catalogue: &mut Catalogue| {
            ids(&catalogue.read_page(&listing, PageStart::Row(0), 9).unwrap())
        };
        std::fs::remove_dir_all(folder.path()).unwrap();
        assert!(catalogue.is_removed());
        assert_eq!(shown(&mut catalogue), [ArticleId::from_number(1)]);
        store(catalogue.path(), &[entry(2, None)]);
        assert_eq!(shown(&mut catalogue), [ArticleId::from_number(2)]);
    }

    #[rstest]
    #[case::by_date(SortKey::Published, false, "by_age")]
    #[case::by_title(SortKey::Title, false, "by_title")]
    #[case::by_source(SortKey::Source, false, "by_source")]
    #[case::by_minutes(SortKey::Minutes, false, "by_minutes")]
    #[case::by_quotes(SortKey::Quotes, false, "by_quotes")]
    #[case::folded_by_date(SortKey::Published, true, "folded_by_age")]
    #[case::folded_by_title(SortKey::Title, true, "folded_by_title")]
    #[case::folded_by_source(SortKey::Source, true, "folded_by_source")]
    #[case::folded_by_minutes(SortKey::Minutes, true, "folded_by_minutes")]
    #[case::folded_by_quotes(SortKey::Quotes, true, "folded_by_quotes")]
    fn the_next_page_is_one_search_in_an_index(
        #[case] key: SortKey,
        #[case] is_folded: bool,
        #[case] index: &str,
    ) {
        let (_folder, catalogue) = stored(&[]);
        let listing = Listing {
            is_folded,
            sort: ListingSort {
                key,
                is_descending: false,
            },
            ..Listing::default()
        };
        let order = RowOrder::from_indexed(&listing);
        let query = format!(
            "EXPLAIN QUERY PLAN SELECT title FROM article WHERE {} AND {} ORDER BY {} LIMIT 9",
            order.where_clause().0,
            order.key_comparison(false, false),
            order.order_by(false),
        );
        let mut statement = catalogue.connection.prepare(&query).unwrap();
        let steps: Vec<String> = statement
            .query_map(params_from_iter(order.columns.iter().map(|_| 1)), |row| {
                row.get(3)
            })
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert!(
            steps[0].contains(&format!("SEARCH article USING INDEX {index} (")),
            "{steps:?}"
        );
        let compared = steps[0].matches("rowid").count();
        assert_eq!(
            compared, 1,
            "the article's number is part of the search: {steps:?}"
        );
    }
}
