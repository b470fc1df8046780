//! Pages of the list of a shared archive, its sources and tags.

use std::collections::HashMap;

use super::folding::FoldedList;
use super::list_condition::ListCondition;
use super::stories::read_row;
use crate::article::ArticleId;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::{
    ArticleRow, Listing, ListingPage, ListingSort, PageStart, SortKey, SourceCount, TagCount,
};
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{parse_story, story_array};
use crate::text::Clean;

/// What is read of a row.
pub(super) const ROW_COLUMNS: &str =
    "story, day, clock, title, source, minutes, quotes, to_json(tags), path, entry";

/// How many sources and tags are listed.
const MOST: usize = 1_000;

/// Returns the order of a listing; what is not stored is in the order of the days.
pub(super) fn order_of(sort: ListingSort) -> String {
    let newest = "year DESC, day DESC, story DESC";
    let way = if sort.is_descending { "DESC" } else { "ASC" };
    match sort.key {
        SortKey::Published | SortKey::Added if sort.is_descending => newest.to_owned(),
        SortKey::Published | SortKey::Added => "year = 0, year, day, story".to_owned(),
        SortKey::Title => format!("title {way}, {newest}"),
        SortKey::Source => format!("source {way} NULLS LAST, {newest}"),
        SortKey::Minutes => format!("minutes {way}, {newest}"),
        SortKey::Quotes => format!("quotes {way}, {newest}"),
    }
}

/// Returns a page of a listing, without the reader's flags.
pub(super) fn read_page(
    connection: &mut SharedConnection,
    listing: &Listing,
    page: (PageStart, usize),
    own: &OwnMarks,
) -> SharedResult<ListingPage> {
    FoldedList::new(connection, listing, own).read_page(page)
}

/// Returns all articles of a listing, in its order.
pub(super) fn list_articles(
    connection: &mut SharedConnection,
    listing: &Listing,
    own: &OwnMarks,
) -> SharedResult<Vec<ArticleId>> {
    let made = ListCondition::of_listing(listing, own);
    let (where_, order) = (made.condition(), order_of(listing.sort));
    let mut articles = Vec::new();
    connection.query_each(
        &format!("SELECT story FROM articles WHERE {where_} ORDER BY {order}"),
        &made.bound(),
        &mut |row| {
            articles.extend(story_of(&row));
            Ok(())
        },
    )?;
    Ok(articles)
}

/// Returns the rows of articles, in their order; those that are not there are left out.
pub(super) fn read_rows(
    connection: &mut SharedConnection,
    ids: &[ArticleId],
) -> SharedResult<Vec<ArticleRow>> {
    let found = connection.query(
        &format!(
            "SELECT {ROW_COLUMNS} FROM articles WHERE (year, story) IN
                (SELECT year, story FROM stories WHERE story = ANY ($1::uuid[]))"
        ),
        &[Some(&story_array(ids.iter().copied()))],
    )?;
    let mut rows: Vec<ArticleRow> = found.iter().filter_map(read_row).collect();
    let places: HashMap<ArticleId, usize> = ids.iter().copied().zip(0..).collect();
    rows.sort_by_key(|row| places.get(&row.id).copied());
    Ok(rows)
}

/// Counts the articles of each source; those with the most come first.
pub(super) fn count_sources(connection: &mut SharedConnection) -> SharedResult<Vec<SourceCount>> {
    let sources = connection.query(
        &format!(
            "SELECT source, count(*) FROM articles WHERE source IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
        ),
        &[],
    )?;
    let counted = sources.iter().filter_map(read_count);
    Ok(counted
        .map(|(name, articles)| SourceCount { name, articles })
        .collect())
}

/// Counts the articles of each tag; those with the most come first.
pub(super) fn count_tags(connection: &mut SharedConnection) -> SharedResult<Vec<TagCount>> {
    let tags = connection.query(
        &format!(
            "SELECT tag, count(*) FROM articles, unnest(tags) tag GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
        ),
        &[],
    )?;
    let counted = tags.iter().filter_map(read_count);
    Ok(counted
        .map(|(name, articles)| TagCount { name, articles })
        .collect())
}

fn read_count(row: &SharedRow) -> Option<(Clean, usize)> {
    Some((row.line(0)?, row.parsed(1)?))
}

/// Returns the identity in the first column.
pub(super) fn story_of(row: &SharedRow) -> Option<ArticleId> {
    parse_story(row.raw(0)?)
}
