//! The order and the filter of a listing, as parts of SQL.

use std::cmp::Ordering;

use rusqlite::Row;
use rusqlite::types::Value;

use crate::library::listing::{Listing, SortKey};

use super::folding::StoryFold;
use super::row::age_of;
use super::schema::AGE_UNKNOWN;

/// The position of a row in an order: the values of its columns, the row's number last, so that no two are equal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OrderKey(pub(super) Vec<Value>);

impl OrderKey {
    /// Reads the key from `columns` columns, the first at index `at`.
    pub(super) fn from_row(row: &Row<'_>, at: usize, columns: usize) -> rusqlite::Result<Self> {
        let values = (at..at + columns).map(|column| row.get(column));
        values.collect::<rusqlite::Result<_>>().map(Self)
    }

    /// Compares two keys of one order as SQLite does: texts byte by byte, the BINARY collation.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        let compared = pairs.map(|pair| match pair {
            (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
            (Value::Text(one), Value::Text(other)) => one.cmp(other),
            _ => Ordering::Equal,
        });
        compared.fold(Ordering::Equal, Ordering::then)
    }
}

/// The order of a listing, and the part of its filter that the catalogue's own columns can answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowOrder {
    /// The columns to sort by, the row's number last; an index has them in this order.
    pub(super) columns: &'static [&'static str],
    /// Whether the columns descend.
    pub(super) is_backwards: bool,
    /// Only these sources; any if empty.
    pub(super) sources: Vec<String>,
    /// Only ages from the first to the second, both included.
    pub(super) ages: Option<(i64, i64)>,
    /// Only articles with a lesser `fold`; any if not set.
    pub(super) fold: Option<StoryFold>,
}

impl RowOrder {
    /// Returns the order of a listing.
    pub(super) fn from_listing(listing: &Listing) -> Self {
        let filter = &listing.filter;
        let has_days = filter.after.is_some() || filter.before.is_some();
        let newest = filter.before.map_or(i64::MIN, age_of);
        let oldest = filter.after.map_or(AGE_UNKNOWN - 1, age_of);
        // Ages ascend where dates descend, so for dates the direction is turned around.
        let is_by_age = listing.sort.key == SortKey::Published;
        Self {
            columns: sort_columns(listing.sort.key),
            is_backwards: listing.sort.is_descending != is_by_age,
            sources: filter
                .sources
                .iter()
                .map(|source| source.as_str().to_owned())
                .collect(),
            ages: has_days.then_some((newest, oldest)),
            fold: None,
        }
    }

    /// Returns the order of a listing that is indexed, without the rows that are folded.
    pub(super) fn from_indexed(listing: &Listing) -> Self {
        let order = Self::from_listing(listing);
        let first_hidden = if order.sources.is_empty() {
            StoryFold::NewestOfSource
        } else {
            StoryFold::Older
        };
        Self {
            fold: listing.is_folded.then_some(first_hidden),
            ..order
        }
    }

    /// Returns the same order with the rows that are folded.
    pub(super) fn without_folds(&self) -> Self {
        Self {
            fold: None,
            ..self.clone()
        }
    }

    /// Returns `true` if one index has the rows of a listing, filtered and in order.
    pub(super) fn is_indexed(listing: &Listing) -> bool {
        let filter = &listing.filter;
        let is_narrowed =
            filter.after.is_some() || filter.before.is_some() || !filter.sources.is_empty();
        let is_by_date = listing.sort.key == SortKey::Published;
        !filter.is_unread
            && !filter.is_bookmarked
            && !filter.is_begun
            && filter.tag.is_none()
            && filter.title.trim().is_empty()
            // Several sources are several stretches of the index, each in order, but not together.
            && filter.sources.len() <= 1
            && (is_by_date || !is_narrowed)
            // The newest of a group may be later than that.
            && !(listing.is_folded && filter.before.is_some())
    }

    /// Returns `true` if row numbers of this order can be computed from the counts by day.
    pub(super) fn goes_by_days(&self) -> bool {
        self.sources.is_empty() && self.columns.first() == Some(&"age")
    }

    /// Returns how many rows a day has, in columns of the counts by day.
    pub(super) const fn rows_of_day(&self) -> &'static str {
        if self.fold.is_some() {
            "articles - folded"
        } else {
            "articles"
        }
    }

    /// Returns the filter as a condition, and its parameters.
    pub(super) fn where_clause(&self) -> (String, Vec<Value>) {
        // SQLite uses a partial index only if the query repeats its condition:
        // https://sqlite.org/partialindex.html
        let mut condition = "is_shown".to_owned();
        let mut parameters = Vec::new();
        if !self.sources.is_empty() {
            let marks = vec!["?"; self.sources.len()].join(", ");
            condition.push_str(" AND source IN (");
            condition.push_str(&marks);
            condition.push(')');
            parameters.extend(self.sources.iter().cloned().map(Value::Text));
        }
        if let Some((newest, oldest)) = self.ages {
            condition.push_str(" AND age BETWEEN ? AND ?");
            parameters.extend([newest, oldest].map(Value::Integer));
        }
        if let Some(fold) = self.fold {
            condition.push_str(" AND fold < ");
            condition.push_str(&fold.to_number().to_string());
        }
        (condition, parameters)
    }

    /// Returns the columns with a direction: `age DESC, article DESC`.
    pub(super) fn order_by(&self, is_reversed: bool) -> String {
        let direction = if self.is_backwards == is_reversed {
            "ASC"
        } else {
            "DESC"
        };
        let columns = self.columns.iter();
        let columns: Vec<String> = columns
            .map(|column| format!("{column} {direction}"))
            .collect();
        columns.join(", ")
    }

    /// Returns the condition for the rows after a key (or before it) in this order, as a comparison of row values.
    ///
    /// SQLite uses the index for it only if the collation of `article` is named too, though numbers have none.
    pub(super) fn key_comparison(&self, is_before: bool, includes_key: bool) -> String {
        // Keyset paging: a row value finds its place in the index, where OFFSET would step over every row
        // before it: https://sqlite.org/rowvalue.html
        let sign = if self.is_backwards == is_before {
            ">"
        } else {
            "<"
        };
        let equal = if includes_key { "=" } else { "" };
        let marks = vec!["? COLLATE BINARY"; self.columns.len()].join(", ");
        format!("({}) {sign}{equal} ({marks})", self.columns.join(", "))
    }
}

/// Returns the columns to sort by; ascending ages are descending dates.
const fn sort_columns(key: SortKey) -> &'static [&'static str] {
    match key {
        SortKey::Published => &["age", "clock", "article"],
        SortKey::Title => &["title_key", "article"],
        SortKey::Source => &["source", "age", "clock", "article"],
        SortKey::Minutes => &["minutes", "article"],
        SortKey::Quotes => &["quotes", "article"],
        SortKey::Added => &["article"],
    }
}
