//! Counts the unread articles of a listing.

use std::collections::HashSet;

use rusqlite::types::Value;

use crate::library::listing::{GroupKey, Listing, PageStart, UnreadCounts};

use super::order::RowOrder;
use super::row::age_of;
use super::schema::AGE_UNKNOWN;
use super::{Catalogue, Result};

/// The articles that decide what is unread.
enum Known {
    /// All that are read; the others are unread.
    Read(HashSet<i64>),
    /// All of the listing that are unread.
    Unread(HashSet<i64>),
}

impl Known {
    fn is_unread(&self, article: i64) -> bool {
        match self {
            Self::Read(read) => !read.contains(&article),
            Self::Unread(unread) => unread.contains(&article),
        }
    }
}

impl Catalogue {
    /// Counts the unread articles of a listing, and those of some of its groups.
    ///
    /// Takes time in proportion to what was read, and with a filter to all articles, so another thread should do it.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn count_unread(&mut self, listing: &Listing, groups: &[GroupKey]) -> Result<UnreadCounts> {
        self.reopen_if_replaced()?;
        self.flags.borrow_mut().refresh();
        let is_filtered = listing.filter != crate::library::listing::Filter::default();
        let (known, total) = if is_filtered {
            let unread = self.unread_numbers(listing)?;
            let total = unread.len();
            (Known::Unread(unread), total)
        } else {
            let read = self.article_numbers(&self.flags.borrow().read_articles())?;
            let all = self.count_rows(&RowOrder::from_listing(listing))?;
            let total = all.saturating_sub(read.len());
            (Known::Read(read), total)
        };
        let [begun, new] = self.lead_articles(listing)?;
        let (begun, new) = (self.article_numbers(&begun)?, self.article_numbers(&new)?);
        let counted = groups.iter().map(|group| {
            let articles = match group {
                GroupKey::Begun => begun.iter().copied().collect(),
                GroupKey::New => new.iter().copied().collect(),
                GroupKey::Day(_) | GroupKey::Source(_) => {
                    let mut articles = self.numbers_in_group(group)?;
                    articles.retain(|it| !begun.contains(it) && !new.contains(it));
                    articles
                }
            };
            let unread = articles.into_iter().filter(|it| known.is_unread(*it));
            Ok((group.clone(), unread.count()))
        });
        Ok(UnreadCounts {
            total,
            groups: counted.collect::<Result<_>>()?,
        })
    }

    /// Returns the unread articles of a listing with a filter.
    fn unread_numbers(&self, listing: &Listing) -> Result<HashSet<i64>> {
        let mut unread = listing.clone();
        unread.filter.is_unread = true;
        self.collected_page(&unread, PageStart::Row(0), 0)?;
        Ok(self.collected_numbers().into_iter().collect())
    }

    /// Returns all articles of a group that are shown in some listing.
    fn numbers_in_group(&self, group: &GroupKey) -> Result<Vec<i64>> {
        let (column, value) = match group {
            GroupKey::Begun | GroupKey::New => return Ok(Vec::new()),
            GroupKey::Day(day) => ("age", Value::Integer(day.map_or(AGE_UNKNOWN, age_of))),
            GroupKey::Source(source) => {
                let name = source.as_ref().map_or("", |source| source.as_str());
                ("source", Value::Text(name.to_owned()))
            }
        };
        let query = format!("SELECT article FROM article WHERE is_shown AND {column} = ?");
        let mut statement = self.connection.prepare_cached(&query)?;
        let numbers = statement.query_map([value], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }
}
