//! The stories that are folded under the newest of them, and their rows while they are unfolded.
//!
//! Unfolded rows follow the newest, whatever the order of the list. No index has them so: they are put between the rows of the
//! folded listing, and move the numbers of those that follow.

use std::collections::HashSet;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::article::ArticleId;
use crate::library::listing::{
    ArticleRow, FoldedStories, Listing, ListingPage, PageStart, RowFold,
};
use crate::library::unfolded::{UnfoldedRow, folded_number, unfolded_number};

use super::order::RowOrder;
use super::page::first_row;
use super::row::{self, COLUMNS};
use super::{Catalogue, Result};

/// Stories in rows of their own below the newest.
pub(super) struct UnfoldedGroup {
    /// The number of the newest in the folded listing.
    number: usize,
    pub(super) newest: ArticleRow,
    /// The others, the newest first.
    pub(super) others: Vec<i64>,
}

impl Catalogue {
    /// Returns a page of a listing, with the rows that are unfolded.
    pub(super) fn unfolded_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        let groups = self.unfolded_groups(listing)?;
        let listing = listing.without_unfolded();
        if groups.is_empty() {
            return self.folded_page(&listing, start, rows);
        }
        let all = self.folded_page(&listing, PageStart::Row(0), 0)?;
        let unfolded: usize = groups.iter().map(|group| group.others.len()).sum();
        let total = all.total + unfolded;
        let first = first_row(start, rows, total, |id| {
            self.number_of_unfolded(&listing, &groups, id)
        })?;
        let from = PageStart::Row(folded_number(unfolded_rows(&groups), first));
        let page = self.folded_page(&listing, from, rows)?;
        let mut found = Vec::new();
        for (number, mut row) in (page.first..).zip(page.rows) {
            let group = groups.iter().find(|group| group.number == number);
            if let (Some(_), RowFold::Newest { is_unfolded, .. }) = (group, &mut row.fold) {
                *is_unfolded = true;
            }
            let below = group.map(|group| self.read_unfolded(group)).transpose()?;
            let rows = std::iter::once(row).chain(below.into_iter().flatten());
            found.extend((unfolded_number(unfolded_rows(&groups), number)..).zip(rows));
        }
        found.retain(|(number, _)| *number >= first);
        Ok(ListingPage {
            first,
            total,
            articles: all.articles,
            rows: found.into_iter().take(rows).map(|(_, row)| row).collect(),
            ..ListingPage::default()
        })
    }

    /// Returns the story that an article is folded under; `None` if it is not folded.
    pub(super) fn find_newest(
        &self,
        listing: &Listing,
        id: ArticleId,
    ) -> Result<Option<ArticleId>> {
        let Some(article) = self.article_number(id)?.filter(|_| listing.is_folded) else {
            return Ok(None);
        };
        let group = self.group_in(&listing.without_unfolded(), article)?;
        let newest = group.first().map(|newest| self.read_numbered(*newest));
        Ok(newest
            .transpose()?
            .map(|row| row.id)
            .filter(|newest| *newest != id))
    }

    /// Returns the groups of a listing that are unfolded, in its order.
    pub(super) fn unfolded_groups(&self, listing: &Listing) -> Result<Vec<UnfoldedGroup>> {
        let folded = listing.without_unfolded();
        let mut groups: Vec<UnfoldedGroup> = Vec::new();
        for id in listing.unfolded.iter().filter(|_| listing.is_folded) {
            let Some(article) = self.article_number(*id)? else {
                continue;
            };
            let group = self.group_in(&folded, article)?;
            let is_listed = group.contains(&article);
            let mut group = group.into_iter().filter(|_| is_listed);
            let Some(newest) = group.next() else { continue };
            let newest = self.read_numbered(newest)?.id;
            if let Some((number, newest)) = self.find_in_folded(&folded, newest)?
                && groups.iter().all(|known| known.number != number)
            {
                groups.push(UnfoldedGroup {
                    number,
                    newest,
                    others: group.collect(),
                });
            }
        }
        groups.sort_by_key(|group| group.number);
        Ok(groups)
    }

    /// Returns the stories of a folded listing that are the same as one, the newest first; empty if no other is.
    fn group_in(&self, folded: &Listing, article: i64) -> Result<Vec<i64>> {
        // A listing that has to be collected is collected by this.
        self.folded_page(folded, PageStart::Row(0), 0)?;
        if RowOrder::is_indexed(folded) {
            self.group_in_order(&RowOrder::from_indexed(folded), article)
        } else {
            Ok(self.collected_group(article))
        }
    }

    /// Returns the stories of an order that are the same as one, the newest first.
    pub(super) fn group_in_order(&self, order: &RowOrder, article: i64) -> Result<Vec<i64>> {
        let (condition, conditions) = order.without_folds().where_clause();
        // A cross join is read in this order; else all articles of a source may be:
        // https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
        let query = format!(
            "SELECT article FROM story CROSS JOIN article USING (article)
            WHERE same = (SELECT same FROM story WHERE article = ?) AND {condition} ORDER BY age, clock, article"
        );
        let parameters = std::iter::once(Value::Integer(article)).chain(conditions);
        let mut statement = self.connection.prepare_cached(&query)?;
        let group = statement.query_map(params_from_iter(parameters), |row| row.get(0))?;
        Ok(group.collect::<rusqlite::Result<_>>()?)
    }

    /// Says of the newest of some stories how many are folded under it.
    pub(super) fn describe_fold(&self, group: &[i64]) -> Result<RowFold> {
        let query = "SELECT source FROM article WHERE article = ?";
        let mut statement = self.connection.prepare_cached(query)?;
        let sources = group.iter();
        let sources = sources.map(|article| statement.query_row([article], |row| row.get(0)));
        let sources: Vec<String> = sources.collect::<rusqlite::Result<_>>()?;
        let Some((own, others)) = sources
            .split_first()
            .filter(|(_, others)| !others.is_empty())
        else {
            return Ok(RowFold::Alone);
        };
        let distinct: HashSet<&String> = others.iter().collect();
        let foreign = distinct
            .iter()
            .filter(|name| **name != own && !name.is_empty());
        let others = FoldedStories {
            stories: others.len(),
            sources: foreign.count(),
        };
        Ok(RowFold::Newest {
            others,
            is_unfolded: false,
        })
    }

    /// Returns the number and the row of an article in a folded listing; `None` if it has no row there.
    fn find_in_folded(
        &self,
        folded: &Listing,
        id: ArticleId,
    ) -> Result<Option<(usize, ArticleRow)>> {
        let page = self.folded_page(folded, PageStart::Article(id), 1)?;
        let row = page.rows.into_iter().next().filter(|row| row.id == id);
        Ok(row.map(|row| (page.first, row)))
    }

    /// Returns the number of an article's row among all rows, also of one that is unfolded.
    fn number_of_unfolded(
        &self,
        folded: &Listing,
        groups: &[UnfoldedGroup],
        id: ArticleId,
    ) -> Result<Option<usize>> {
        let article = self.article_number(id)?;
        for group in groups {
            let below = group
                .others
                .iter()
                .position(|other| Some(*other) == article);
            if let Some(below) = below {
                return Ok(Some(
                    unfolded_number(unfolded_rows(groups), group.number) + 1 + below,
                ));
            }
        }
        let found = self.find_in_folded(folded, id)?;
        Ok(found.map(|(number, _)| unfolded_number(unfolded_rows(groups), number)))
    }

    /// Reads the rows below the newest story of a group.
    fn read_unfolded(&self, group: &UnfoldedGroup) -> Result<Vec<ArticleRow>> {
        let rows = group.others.iter().map(|article| {
            let fold = RowFold::Unfolded {
                published: group.newest.published,
                source: group.newest.source.clone(),
            };
            Ok(ArticleRow {
                fold,
                ..self.read_numbered(*article)?
            })
        });
        rows.collect()
    }

    fn read_numbered(&self, article: i64) -> Result<ArticleRow> {
        let query = format!("SELECT {COLUMNS} FROM article WHERE article = ?");
        let mut statement = self.connection.prepare_cached(&query)?;
        Ok(statement.query_row([article], row::read_row)?)
    }
}

/// Returns the rows that have others below them.
fn unfolded_rows(groups: &[UnfoldedGroup]) -> impl Iterator<Item = UnfoldedRow> {
    groups.iter().map(|group| UnfoldedRow {
        number: group.number,
        below: group.others.len(),
    })
}
