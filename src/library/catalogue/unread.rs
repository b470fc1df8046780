//! Counts the unread articles of a listing.

use std::collections::HashSet;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::library::listing::{GroupKey, Listing, PageStart, UnreadCounts};

use super::copies::UnfoldedGroup;
use super::folding::StoryFold;
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
        let unfolded = self.unfolded_groups(listing)?;
        let listing = &Listing {
            unfolded: Vec::new(),
            ..listing.clone()
        };
        let order = RowOrder::from_indexed(listing);
        let is_filtered = listing.filter != crate::library::listing::Filter::default();
        let order = if is_filtered {
            order.without_folds()
        } else {
            order
        };
        let (known, total) = if is_filtered {
            let unread = self.unread_numbers(listing)?;
            let total = unread.len();
            (Known::Unread(unread), total)
        } else {
            let read = self.article_numbers(&self.flags.borrow().read_articles())?;
            let all = self.count_rows(&order)?;
            let read_rows = self.count_unfolded(&read, &order)?;
            (Known::Read(read), all.saturating_sub(read_rows))
        };
        let [begun, new] = self.lead_articles(listing)?;
        let (begun, new) = (self.article_numbers(&begun)?, self.article_numbers(&new)?);
        let counted = groups.iter().map(|group| {
            let articles = match group {
                GroupKey::Begun => begun.iter().copied().collect(),
                GroupKey::New => new.iter().copied().collect(),
                GroupKey::Day(_) | GroupKey::Source(_) => {
                    let mut articles = self.numbers_in_group(group, &order)?;
                    articles.retain(|it| !begun.contains(it) && !new.contains(it));
                    articles
                }
            };
            let unread = articles.into_iter().filter(|it| known.is_unread(*it));
            Ok((group.clone(), unread.count()))
        });
        let mut counts = UnreadCounts {
            total,
            groups: counted.collect::<Result<_>>()?,
        };
        self.add_unfolded(&mut counts, &unfolded)?;
        Ok(counts)
    }

    /// Counts those of some articles that have a row in an order.
    fn count_unfolded(&self, articles: &HashSet<i64>, order: &RowOrder) -> Result<usize> {
        if order.fold.is_none() {
            return Ok(articles.len());
        }
        let (condition, conditions) = order.where_clause();
        let query = format!("SELECT 1 FROM article WHERE article = ? AND {condition}");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut count = 0;
        for article in articles {
            let parameters = std::iter::once(Value::Integer(*article)).chain(conditions.clone());
            count += usize::from(statement.exists(params_from_iter(parameters))?);
        }
        Ok(count)
    }

    /// Adds what is unread of the stories that have rows below the newest, to the group of that one.
    fn add_unfolded(&self, counts: &mut UnreadCounts, unfolded: &[UnfoldedGroup]) -> Result<()> {
        if unfolded.is_empty() {
            return Ok(());
        }
        let read = self.article_numbers(&self.flags.borrow().read_articles())?;
        for group in unfolded {
            let unread = group
                .others
                .iter()
                .filter(|article| !read.contains(article));
            let unread = unread.count();
            counts.total += unread;
            let rows = counts.groups.iter_mut();
            let keys = [group.newest.day_group(), group.newest.source_group()];
            let heading = rows.filter(|(key, _)| keys.contains(key));
            heading.for_each(|(_, count)| *count += unread);
        }
        Ok(())
    }

    /// Returns the unread articles of a listing with a filter.
    fn unread_numbers(&self, listing: &Listing) -> Result<HashSet<i64>> {
        let mut unread = listing.clone();
        unread.filter.is_unread = true;
        self.collected_page(&unread, PageStart::Row(0), 0)?;
        Ok(self.collected_numbers().into_iter().collect())
    }

    /// Returns all articles of a group that have rows in an order.
    fn numbers_in_group(&self, group: &GroupKey, order: &RowOrder) -> Result<Vec<i64>> {
        let (column, value) = match group {
            GroupKey::Begun | GroupKey::New => return Ok(Vec::new()),
            GroupKey::Day(day) => ("age", Value::Integer(day.map_or(AGE_UNKNOWN, age_of))),
            GroupKey::Source(source) => {
                let name = source.as_ref().map_or("", |source| source.as_str());
                ("source", Value::Text(name.to_owned()))
            }
        };
        // What is filtered is known by the unread articles, whatever is folded; all others are rows of the order.
        let fold = order.fold.map_or(i64::MAX, StoryFold::to_number);
        let query =
            format!("SELECT article FROM article WHERE is_shown AND {column} = ? AND fold < ?");
        let mut statement = self.connection.prepare_cached(&query)?;
        let numbers = statement.query_map((value, fold), |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }
}
