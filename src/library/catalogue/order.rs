//! The orders of the list: each is an index walked forwards or backwards.

use rusqlite::types::Value;

use crate::library::listing::{Filter, Listing, SortKey};

use super::row::age_of;
use super::schema::AGE_UNKNOWN;

/// The place of a row in an order: the values of the order's columns, the article's number last.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key(pub(super) Vec<Value>);

/// An order of articles that an index holds, and the part of it that a listing shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order {
    /// The columns of the index, the article's number last.
    pub(super) columns: &'static [&'static str],
    /// Whether the index is walked from its end.
    pub(super) is_backwards: bool,
    /// Only this source.
    pub(super) source: Option<String>,
    /// Only ages from the first to the second.
    pub(super) ages: Option<(i64, i64)>,
}

impl Order {
    /// Returns the order of a listing that one index answers; nothing when its articles must be collected.
    pub(super) fn of(listing: &Listing) -> Option<Self> {
        let Filter {
            sources,
            after,
            before,
            is_unread,
            is_bookmarked,
            tag,
            title,
        } = &listing.filter;
        if *is_unread || *is_bookmarked || tag.is_some() || !title.trim().is_empty() {
            return None;
        }
        let has_dates = after.is_some() || before.is_some();
        let is_narrowed = has_dates || !sources.is_empty();
        let is_by_date = listing.sort.key == SortKey::Published;
        if sources.len() > 1 || (is_narrowed && !is_by_date) {
            return None;
        }
        let ages = (
            before.map_or(i64::MIN, age_of),
            after.map_or(AGE_UNKNOWN - 1, age_of),
        );
        Some(Self {
            columns: columns(listing.sort.key),
            is_backwards: is_backwards(listing),
            source: sources.first().map(|source| source.as_str().to_owned()),
            ages: has_dates.then_some(ages),
        })
    }

    /// Returns the condition that holds for every row of the order, and its parameters.
    pub(super) fn condition(&self) -> (String, Vec<Value>) {
        let mut condition = "is_shown".to_owned();
        let mut parameters = Vec::new();
        if let Some(source) = &self.source {
            condition.push_str(" AND source = ?");
            parameters.push(Value::Text(source.clone()));
        }
        if let Some((first, last)) = self.ages {
            condition.push_str(" AND age BETWEEN ? AND ?");
            parameters.extend([Value::Integer(first), Value::Integer(last)]);
        }
        (condition, parameters)
    }

    /// Says whether the counts by day tell row numbers of this order.
    pub(super) fn goes_by_days(&self) -> bool {
        self.source.is_none() && self.columns.first() == Some(&"age")
    }

    /// Returns the columns as SQL, with a direction: `age DESC, article DESC`.
    pub(super) fn order_by(&self, is_reversed: bool) -> String {
        let direction = if self.is_backwards == is_reversed {
            "ASC"
        } else {
            "DESC"
        };
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| format!("{column} {direction}"))
            .collect();
        columns.join(", ")
    }

    /// Returns the comparison with a key: the rows after it (or before it) in this order.
    ///
    /// SQLite searches by the row's number only where a collation is named, though numbers have none.
    pub(super) fn beyond(&self, is_before: bool, includes_key: bool) -> String {
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

/// Returns the columns of the index that a sort walks.
pub(super) const fn columns(key: SortKey) -> &'static [&'static str] {
    match key {
        SortKey::Published => &["age", "article"],
        SortKey::Title => &["title_key", "article"],
        SortKey::Source => &["source", "age", "article"],
        SortKey::Minutes => &["minutes", "article"],
        SortKey::Quotes => &["quotes", "article"],
        SortKey::Added => &["article"],
    }
}

/// Says whether a listing walks its index from the end; ascending ages are descending dates.
pub(super) fn is_backwards(listing: &Listing) -> bool {
    let is_by_age = listing.sort.key == SortKey::Published;
    listing.sort.is_descending != is_by_age
}
