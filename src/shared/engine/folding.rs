//! Pages of a list in which stories that are the same have one row, or rows below the newest.

use std::collections::HashMap;

use super::list_condition::ListCondition;
use super::listing::{ROW_COLUMNS, order_of, read_rows, story_of};
use super::stories::read_row;
use crate::article::ArticleId;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::{
    ArticleRow, FoldedStories, Listing, ListingPage, PageStart, RowFold,
};
use crate::library::unfolded::{UnfoldedRow, folded_number, unfolded_number};
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{NEWEST, story_array};

/// A listing whose pages are read.
pub(super) struct FoldedList<'a> {
    connection: &'a mut SharedConnection,
    listing: &'a Listing,
    made: ListCondition,
}

/// Stories in rows of their own below the newest.
struct UnfoldedGroup {
    /// The number of the newest in the folded listing.
    number: usize,
    newest: ArticleRow,
    /// The others, the newest first.
    others: Vec<ArticleId>,
}

impl<'a> FoldedList<'a> {
    /// Begins with a listing; `own` is what its filter asks of the reader's flags.
    pub(super) fn new(
        connection: &'a mut SharedConnection,
        listing: &'a Listing,
        own: &OwnMarks,
    ) -> Self {
        Self {
            connection,
            listing,
            made: ListCondition::of_listing(listing, own),
        }
    }

    /// Returns a page, without the reader's flags.
    pub(super) fn read_page(
        mut self,
        (start, rows): (PageStart, usize),
    ) -> SharedResult<ListingPage> {
        let counted = self
            .connection
            .query(&self.made.counting_question(), &self.made.bound())?;
        let counted = |column| counted.first().and_then(|row| row.parsed(column));
        let (folded, articles) = (counted(0).unwrap_or(0), counted(1).unwrap_or(0));
        let groups = self.unfolded_groups()?;
        let below: usize = groups.iter().map(|group| group.others.len()).sum();
        let total: usize = folded + below;
        let last_first = total.saturating_sub(rows);
        let mut folded_under = None;
        let first = match start {
            PageStart::Row(number) if number < total => number,
            PageStart::Row(_) => last_first,
            PageStart::Article(id) => {
                let mut number = self.number_of_unfolded(&groups, id)?;
                let group = self.group_in(id)?;
                if number.is_none()
                    && let Some(newest) = group.first().copied().filter(|_| group.contains(&id))
                {
                    number = self.number_of_unfolded(&groups, newest)?;
                    folded_under = number.map(|_| (id, newest));
                }
                number.unwrap_or(0).saturating_sub(rows / 2).min(last_first)
            }
        };
        Ok(ListingPage {
            first,
            total,
            articles,
            rows: self.read_with_unfolded(&groups, first, rows)?,
            folded_under,
            ..ListingPage::default()
        })
    }

    /// Reads rows from one on, with those that are unfolded.
    fn read_with_unfolded(
        &mut self,
        groups: &[UnfoldedGroup],
        first: usize,
        rows: usize,
    ) -> SharedResult<Vec<ArticleRow>> {
        let (from, end) = (
            folded_number(unfolded_rows(groups), first),
            first.saturating_add(rows),
        );
        let mut found = Vec::new();
        for (number, mut row) in (from..).zip(self.read_folded(from, rows)?) {
            let group = groups.iter().find(|group| group.number == number);
            if let (Some(_), RowFold::Newest { is_unfolded, .. }) = (group, &mut row.fold) {
                *is_unfolded = true;
            }
            let place = unfolded_number(unfolded_rows(groups), number);
            found.push((place, row));
            if let Some(group) = group {
                let below = place + 1;
                let skipped = first.saturating_sub(below);
                let shown = end.saturating_sub(below + skipped);
                let shown = group.others.iter().skip(skipped).take(shown);
                let shown: Vec<ArticleId> = shown.copied().collect();
                found.extend((below + skipped..).zip(self.read_unfolded(group, &shown)?));
            }
        }
        found.retain(|(number, _)| *number >= first);
        Ok(found.into_iter().take(rows).map(|(_, row)| row).collect())
    }

    /// Reads rows of the folded listing.
    fn read_folded(&mut self, first: usize, rows: usize) -> SharedResult<Vec<ArticleRow>> {
        let (where_, order) = (self.made.of_first_rows(), order_of(self.listing.sort));
        let question = format!(
            "SELECT {ROW_COLUMNS} FROM articles WHERE {where_} ORDER BY {order} LIMIT {rows} OFFSET {first}"
        );
        let found = self.connection.query(&question, &self.made.bound())?;
        let mut found: Vec<ArticleRow> = found.iter().filter_map(read_row).collect();
        if self.listing.is_folded {
            self.describe_folds(&mut found)?;
        }
        Ok(found)
    }

    /// Sets on each row how many stories are folded under it.
    fn describe_folds(&mut self, rows: &mut [ArticleRow]) -> SharedResult<()> {
        let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
        let ids = story_array(ids.iter().copied());
        let mut values = self.made.bound_to_stories();
        values.push(Some(&ids));
        let question = format!(
            "SELECT f.story, count(*), count(DISTINCT o.source) FILTER (WHERE o.source IS DISTINCT FROM f.source)
                FROM story_sketches f JOIN story_sketches o ON o.same = f.same AND o.story <> f.story
                WHERE f.story = ANY (${}::uuid[]) AND {} GROUP BY f.story",
            values.len(),
            self.made.is_listed("o")
        );
        for found in self.connection.query(&question, &values)? {
            let row = rows.iter_mut().find(|row| Some(row.id) == story_of(&found));
            if let (Some(row), Some(stories)) = (row, found.parsed(1)) {
                row.fold = RowFold::Newest {
                    others: FoldedStories {
                        stories,
                        sources: found.parsed(2).unwrap_or_default(),
                    },
                    is_unfolded: false,
                };
            }
        }
        Ok(())
    }

    /// Returns the stories of the listing that are the same as one, itself among them, the newest first; empty if no other is.
    fn group_in(&mut self, id: ArticleId) -> SharedResult<Vec<ArticleId>> {
        if !self.listing.is_folded {
            return Ok(Vec::new());
        }
        let id = id.to_string();
        let mut values = self.made.bound_to_stories();
        values.push(Some(&id));
        let question = format!(
            "SELECT story FROM story_sketches o WHERE same = (SELECT same FROM story_sketches WHERE story = ${}::uuid)
                AND {} ORDER BY {NEWEST}",
            values.len(),
            self.made.is_listed("o")
        );
        let found = self.connection.query(&question, &values)?;
        Ok(found.iter().filter_map(story_of).collect())
    }

    /// Returns the groups that are unfolded, in the order of the listing.
    fn unfolded_groups(&mut self) -> SharedResult<Vec<UnfoldedGroup>> {
        let mut others_of: HashMap<ArticleId, Vec<ArticleId>> = HashMap::new();
        for id in &self.listing.unfolded {
            if others_of
                .iter()
                .any(|(newest, others)| newest == id || others.contains(id))
            {
                continue;
            }
            let members = self.group_in(*id)?;
            if let Some((newest, others)) = members.split_first()
                && !others.is_empty()
                && members.contains(id)
            {
                others_of.insert(*newest, others.to_vec());
            }
        }
        if others_of.is_empty() {
            return Ok(Vec::new());
        }
        let newest: Vec<ArticleId> = others_of.keys().copied().collect();
        let numbers = self.numbers_of(&newest)?;
        let rows = read_rows(self.connection, &newest)?.into_iter();
        let groups = rows.filter_map(|newest| {
            Some(UnfoldedGroup {
                number: *numbers.get(&newest.id)?,
                others: others_of.remove(&newest.id)?,
                newest,
            })
        });
        let mut groups: Vec<UnfoldedGroup> = groups.collect();
        groups.sort_by_key(|group| group.number);
        Ok(groups)
    }

    /// Reads the rows of some stories below the newest one of a group.
    fn read_unfolded(
        &mut self,
        group: &UnfoldedGroup,
        shown: &[ArticleId],
    ) -> SharedResult<Vec<ArticleRow>> {
        if shown.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = read_rows(self.connection, shown)?;
        for row in &mut rows {
            row.fold = RowFold::Unfolded {
                published: group.newest.published,
                source: group.newest.source.clone(),
            };
        }
        Ok(rows)
    }

    /// Returns the number of an article among all rows, also of one that is unfolded; `None` if it has none.
    fn number_of_unfolded(
        &mut self,
        groups: &[UnfoldedGroup],
        id: ArticleId,
    ) -> SharedResult<Option<usize>> {
        for group in groups {
            if let Some(below) = group.others.iter().position(|other| *other == id) {
                let newest = unfolded_number(unfolded_rows(groups), group.number);
                return Ok(Some(newest + 1 + below));
            }
        }
        let numbers = self.numbers_of(&[id])?;
        let number = numbers.get(&id);
        Ok(number.map(|number| unfolded_number(unfolded_rows(groups), *number)))
    }

    /// Returns the numbers of articles in the folded listing, without those that have no row there.
    fn numbers_of(&mut self, ids: &[ArticleId]) -> SharedResult<HashMap<ArticleId, usize>> {
        let (where_, order) = (self.made.of_all_rows(), order_of(self.listing.sort));
        let ids = story_array(ids.iter().copied());
        let mut values = self.made.bound();
        values.push(Some(&ids));
        let question = format!(
            "SELECT story, number - 1 FROM (SELECT story, row_number() OVER (ORDER BY {order}) AS number FROM articles WHERE {where_}) n
                WHERE story = ANY (${}::uuid[])",
            values.len()
        );
        let found = self.connection.query(&question, &values)?;
        let numbers = found
            .iter()
            .filter_map(|row| Some((story_of(row)?, row.parsed(1)?)));
        Ok(numbers.collect())
    }
}

/// Returns the rows that have others below them.
fn unfolded_rows(groups: &[UnfoldedGroup]) -> impl Iterator<Item = UnfoldedRow> {
    groups.iter().map(|group| UnfoldedRow {
        number: group.number,
        below: group.others.len(),
    })
}
