//! Pages of the list of a shared archive, its sources and tags.

use super::stories::read_row;
use crate::article::ArticleId;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::{
    ArticleRow, Listing, ListingPage, ListingSort, PageStart, SortKey, SourceCount, TagCount,
};
use crate::search::words::{split_words, words_key};
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::publish::plan::parse_story;
use crate::shared::terms::{fact_term, quote_term};
use crate::text::{Clean, fold};

/// What is read of a row.
pub(super) const ROW_COLUMNS: &str =
    "story, day, clock, title, source, minutes, quotes, to_json(tags), path, entry";

/// How many sources and tags are listed.
const MOST: usize = 1_000;

/// A condition on articles with its values.
#[derive(Debug, Default)]
pub(super) struct ListCondition {
    parts: Vec<String>,
    pub(super) values: Vec<String>,
}

impl ListCondition {
    /// Makes the condition of a listing.
    pub(super) fn of_listing(listing: &Listing, own: &OwnMarks) -> Self {
        let filter = &listing.filter;
        let mut made = Self::default();
        if !filter.sources.is_empty() {
            let sources: Vec<&str> = filter.sources.iter().map(Clean::as_str).collect();
            let json = serde_json::to_string(&sources).unwrap_or_default();
            made.add(
                "source IN (SELECT json_array_elements_text(",
                json,
                "::json))",
            );
        }
        if let Some(day) = filter.after {
            made.add("day >= ", day.to_string(), "::date");
        }
        if let Some(day) = filter.before {
            made.add("day <= ", day.to_string(), "::date");
        }
        if let Some(read) = &own.read {
            made.add("story <> ALL (", story_list(read), "::uuid[])");
        }
        for among in &own.among {
            made.add("story = ANY (", story_list(among), "::uuid[])");
        }
        if let Some(tag) = &filter.tag {
            let stated = fact_term('G', &words_key(&fold::fold_key(tag)));
            let own = own.tagged.as_deref().unwrap_or_default();
            made.values.push(quote_term(&stated));
            let number = made.values.len();
            let stated = format!("(facts @@ ${number}::tsquery OR story = ANY (");
            made.add(&stated, story_list(own), "::uuid[]))");
        }
        made.add_title(&filter.title);
        made
    }

    /// Adds the words of a title, of which each may be begun.
    fn add_title(&mut self, title: &str) {
        let title = fold::fold_key(title);
        let words = split_words(&title).map(|word| {
            let term = fact_term('t', word.of(&title));
            format!("{}:*", quote_term(&term))
        });
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            self.add("facts @@ ", words.join(" & "), "::tsquery");
        }
    }

    fn add(&mut self, before: &str, value: String, after: &str) {
        self.values.push(value);
        self.parts
            .push(format!("{before}${}{after}", self.values.len()));
    }

    /// Returns the condition for `WHERE`.
    pub(super) fn condition(&self) -> String {
        if self.parts.is_empty() {
            return "true".to_owned();
        }
        self.parts.join(" AND ")
    }

    fn bound(&self) -> Vec<Option<&str>> {
        self.values
            .iter()
            .map(|value| Some(value.as_str()))
            .collect()
    }
}

fn story_list(stories: &[ArticleId]) -> String {
    let stories: Vec<String> = stories.iter().map(ArticleId::to_string).collect();
    format!("{{{}}}", stories.join(","))
}

/// Returns the order of a listing; what is not stored is in the order of the days.
fn order_of(sort: ListingSort) -> String {
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
    (start, rows): (PageStart, usize),
    own: &OwnMarks,
) -> SharedResult<ListingPage> {
    let made = ListCondition::of_listing(listing, own);
    let where_ = made.condition();
    let counted = connection.query(
        &format!("SELECT count(*) FROM articles WHERE {where_}"),
        &made.bound(),
    )?;
    let total: usize = counted.first().and_then(|row| row.parsed(0)).unwrap_or(0);
    let last_first = total.saturating_sub(rows);
    let first = match start {
        PageStart::Row(number) if number < total => number,
        PageStart::Row(_) => last_first,
        PageStart::Article(id) => {
            let number = number_of(connection, listing, &made, id)?.unwrap_or(0);
            number.saturating_sub(rows / 2).min(last_first)
        }
    };
    let order = order_of(listing.sort);
    let found = connection.query(
        &format!(
            "SELECT {ROW_COLUMNS} FROM articles WHERE {where_} ORDER BY {order} LIMIT {rows} OFFSET {first}"
        ),
        &made.bound(),
    )?;
    Ok(ListingPage {
        first,
        total,
        articles: total,
        rows: found.iter().filter_map(read_row).collect(),
        ..ListingPage::default()
    })
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

/// Returns the number of an article in a listing; `None` if it is not in it.
fn number_of(
    connection: &mut SharedConnection,
    listing: &Listing,
    made: &ListCondition,
    id: ArticleId,
) -> SharedResult<Option<usize>> {
    let (where_, order) = (made.condition(), order_of(listing.sort));
    let id = id.to_string();
    let mut values = made.bound();
    values.push(Some(&id));
    let found = connection.query(
        &format!(
            "SELECT number FROM (SELECT story, row_number() OVER (ORDER BY {order}) AS number FROM articles WHERE {where_}) n
                WHERE story = ${}::uuid",
            values.len()
        ),
        &values,
    )?;
    let number: Option<usize> = found.first().and_then(|row| row.parsed(0));
    Ok(number.and_then(|number| number.checked_sub(1)))
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
        &[Some(&story_list(ids))],
    )?;
    let mut rows: Vec<ArticleRow> = found.iter().filter_map(read_row).collect();
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// Returns the sources and tags, each with most articles first.
pub(super) fn list_sources(
    connection: &mut SharedConnection,
) -> SharedResult<(Vec<SourceCount>, Vec<TagCount>)> {
    let sources = connection.query(
        &format!(
            "SELECT source, count(*) FROM articles WHERE source IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
        ),
        &[],
    )?;
    let tags = connection.query(
        &format!(
            "SELECT tag, count(*) FROM articles, unnest(tags) tag GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}"
        ),
        &[],
    )?;
    let counted = |row: &SharedRow| Some((row.line(0)?, row.parsed(1)?));
    let sources = sources.iter().filter_map(counted);
    let tags = tags.iter().filter_map(counted);
    Ok((
        sources
            .map(|(name, articles)| SourceCount { name, articles })
            .collect(),
        tags.map(|(name, articles)| TagCount { name, articles })
            .collect(),
    ))
}

/// Returns the identity in the first column.
pub(super) fn story_of(row: &SharedRow) -> Option<ArticleId> {
    parse_story(row.raw(0)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::listing::Filter;

    #[test]
    fn nothing_of_a_filter_is_written_into_the_sql() {
        let hostile = Clean::new("x'; DROP TABLE articles; --");
        let listing = Listing {
            filter: Filter {
                sources: vec![hostile.clone()],
                tag: Some(hostile.clone()),
                title: hostile.to_string(),
                ..Filter::default()
            },
            ..Listing::default()
        };
        let made = ListCondition::of_listing(&listing, &OwnMarks::default());
        let condition = made.condition();
        assert!(!condition.to_lowercase().contains("drop"), "{condition}");
        assert_eq!(made.values.len(), 4);
    }
}
