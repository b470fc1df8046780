//! Which quotes and stories of a shared archive are the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::hits::{quote_columns, read_hits};
use super::listing::{ROW_COLUMNS, story_of};
use super::stories::{known_names, read_row};
use crate::article::{ArticleId, QuoteId};
use crate::library::catalogue::{GroupedQuote, StatementGroup};
use crate::search::hits::{Hit, HitGroup, SearchScope};
use crate::search::index::SameStatement;
use crate::search::query::Query;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::reader::StoryCopies;
use crate::shared::sql_text::{NEWEST, number_array, parse_story, story_array};

/// How many places of each statement are read with a story: a phrase of everybody's may have any number.
const PLACES: usize = 500;

/// The order of the quotes of a statement, the oldest first.
const OLDEST: &str = "day NULLS LAST, quote";

/// The order of stories, the oldest first.
const OLDEST_STORY: &str = "day NULLS LAST, clock NULLS FIRST, story";

/// Returns for each hit the statement or story that others are too.
pub(super) fn find_same(
    connection: &mut SharedConnection,
    hits: &[Hit],
) -> SharedResult<Vec<Option<Box<HitGroup>>>> {
    let quotes = hits
        .iter()
        .filter_map(|hit| Some((hit.article, hit.quote?)));
    let quotes: Vec<(ArticleId, QuoteId)> = quotes.collect();
    let stories = hits.iter().filter(|hit| hit.quote.is_none());
    let stories: Vec<ArticleId> = stories.map(|hit| hit.article).collect();
    let statements = find_statements(connection, &quotes)?;
    let described = describe_statements(connection, statements.values().copied())?;
    let copies = find_story_groups(connection, &stories)?;
    let described_copies = describe_stories(connection, copies.values().copied())?;
    let groups = hits.iter().map(|hit| {
        let group = match hit.quote {
            Some(quote) => statements
                .get(&(hit.article, quote))
                .and_then(|group| described.get(group)),
            None => copies
                .get(&hit.article)
                .and_then(|group| described_copies.get(group)),
        };
        group.cloned().map(Box::new)
    });
    Ok(groups.collect())
}

/// Returns the groups of quotes that are in one.
fn find_statements(
    connection: &mut SharedConnection,
    quotes: &[(ArticleId, QuoteId)],
) -> SharedResult<HashMap<(ArticleId, QuoteId), i64>> {
    if quotes.is_empty() {
        return Ok(HashMap::new());
    }
    let [stories, numbers] = quote_arrays(quotes.iter().copied());
    let rows = connection.query(
        "SELECT story, quote, same FROM statement_sketches
            JOIN unnest($1::uuid[], $2::bigint[]) AS h (story, quote) USING (story, quote) WHERE same IS NOT NULL",
        &[Some(&stories), Some(&numbers)],
    )?;
    let found = rows.iter().filter_map(|row| {
        let quote = QuoteId::from_number(row.parsed(1)?);
        Some(((story_of(row)?, quote), row.parsed(2)?))
    });
    Ok(found.collect())
}

fn find_story_groups(
    connection: &mut SharedConnection,
    stories: &[ArticleId],
) -> SharedResult<HashMap<ArticleId, i64>> {
    if stories.is_empty() {
        return Ok(HashMap::new());
    }
    let stories = story_array(stories.iter().copied());
    let rows = connection.query(
        "SELECT story, same FROM story_sketches WHERE story = ANY ($1::uuid[]) AND same IS NOT NULL",
        &[Some(&stories)],
    )?;
    let found = rows.iter();
    Ok(found
        .filter_map(|row| Some((story_of(row)?, row.parsed(1)?)))
        .collect())
}

/// Describes statements that several stories have, by their groups.
fn describe_statements(
    connection: &mut SharedConnection,
    groups: impl Iterator<Item = i64>,
) -> SharedResult<HashMap<i64, HitGroup>> {
    let question = format!(
        "SELECT g.same, f.quote, g.stories, g.sources, f.day, f.source, g.speakers > 1 FROM (
            SELECT same, count(DISTINCT story) AS stories, count(DISTINCT source) AS sources, count(DISTINCT speaker) AS speakers
            FROM statement_sketches WHERE same = ANY ($1::bigint[]) GROUP BY same HAVING count(DISTINCT story) > 1) g
         CROSS JOIN LATERAL (SELECT quote, day, source FROM statement_sketches s WHERE s.same = g.same ORDER BY {OLDEST} LIMIT 1) f"
    );
    describe_groups(connection, &question, groups, |row| row.parsed(1))
}

/// Describes stories that are the same, by their groups.
fn describe_stories(
    connection: &mut SharedConnection,
    groups: impl Iterator<Item = i64>,
) -> SharedResult<HashMap<i64, HitGroup>> {
    let question = format!(
        "SELECT g.same, f.story, g.stories, g.sources, f.day, f.source, false FROM (
            SELECT same, count(*) AS stories, count(DISTINCT source) AS sources
            FROM story_sketches WHERE same = ANY ($1::bigint[]) GROUP BY same HAVING count(*) > 1) g
         CROSS JOIN LATERAL (SELECT story, day, source FROM story_sketches s WHERE s.same = g.same ORDER BY {OLDEST_STORY} LIMIT 1) f"
    );
    let identity = |row: &SharedRow| Some(parse_story(row.raw(1)?)?.as_number());
    describe_groups(connection, &question, groups, identity)
}

fn describe_groups(
    connection: &mut SharedConnection,
    question: &str,
    groups: impl Iterator<Item = i64>,
    identity: impl Fn(&SharedRow) -> Option<u128>,
) -> SharedResult<HashMap<i64, HitGroup>> {
    let groups: BTreeSet<i64> = groups.collect();
    if groups.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = connection.query(question, &[Some(&number_array(groups.into_iter()))])?;
    let described = rows.iter().filter_map(|row| {
        let group = HitGroup {
            id: identity(row)?,
            articles: row.parsed(2)?,
            sources: row.parsed(3)?,
            first_published: row.parsed(4),
            first_source: row.line(5),
            has_different_speakers: row.is_true(6),
        };
        Some((row.parsed(0)?, group))
    });
    Ok(described.collect())
}

/// Returns what other stories have of one: its statements, and the newest 500 copies of the whole story.
pub(super) fn read_copies(
    connection: &mut SharedConnection,
    id: ArticleId,
) -> SharedResult<StoryCopies> {
    let story = id.to_string();
    let question = format!(
        "SELECT story, quote, source, day, speaker, same FROM (
            SELECT *, row_number() OVER (PARTITION BY same ORDER BY {OLDEST}) AS place FROM statement_sketches
            WHERE same IN (SELECT same FROM statement_sketches WHERE story = $1::uuid AND same IS NOT NULL)) s
         WHERE place <= {PLACES} OR story = $1::uuid ORDER BY same, {OLDEST}"
    );
    let rows = connection.query(&question, &[Some(&story)])?;
    let mut statements = Vec::new();
    for group in group_rows(&rows) {
        let own = group.quotes.iter().filter(|quote| quote.article == id);
        let own: Vec<QuoteId> = own.map(|quote| quote.quote).collect();
        statements.extend(own.into_iter().map(|quote| (quote, group.clone())));
    }
    let question = format!(
        "SELECT {ROW_COLUMNS} FROM articles WHERE (year, story) IN (SELECT year, story FROM story_sketches
            WHERE same = (SELECT same FROM story_sketches WHERE story = $1::uuid)) ORDER BY {NEWEST} LIMIT {PLACES}"
    );
    let rows = connection.query(&question, &[Some(&story)])?;
    let stories: Vec<_> = rows.iter().filter_map(read_row).collect();
    Ok(StoryCopies {
        statements,
        stories: if stories.len() > 1 {
            stories
        } else {
            Vec::new()
        },
    })
}

/// Returns the oldest quote of each statement of a story that others have too.
pub(super) fn oldest_quotes(
    connection: &mut SharedConnection,
    id: ArticleId,
) -> SharedResult<HashMap<QuoteId, QuoteId>> {
    let question = format!(
        "SELECT o.quote, f.quote FROM statement_sketches o
            CROSS JOIN LATERAL (SELECT quote FROM statement_sketches s WHERE s.same = o.same ORDER BY {OLDEST} LIMIT 1) f
            WHERE o.story = $1::uuid AND o.same IS NOT NULL
                AND EXISTS (SELECT 1 FROM statement_sketches s WHERE s.same = o.same AND s.story <> o.story)"
    );
    let rows = connection.query(&question, &[Some(&id.to_string())])?;
    let pairs = rows.iter().filter_map(|row| {
        let [quote, oldest] = [row.parsed(0)?, row.parsed(1)?].map(QuoteId::from_number);
        Some((quote, oldest))
    });
    Ok(pairs.collect())
}

/// Returns all statements that several stories have, those in most stories first.
pub(super) fn list_statements(
    connection: &mut SharedConnection,
) -> SharedResult<Vec<StatementGroup>> {
    let mut groups: BTreeMap<i64, Vec<GroupedQuote>> = BTreeMap::new();
    connection.query_each(
        &format!(
            "SELECT story, quote, source, day, speaker, same FROM statement_sketches WHERE same IS NOT NULL ORDER BY same, {OLDEST}"
        ),
        &[],
        &mut |row| {
            if let Some((group, quote)) = read_grouped(&row) {
                groups.entry(group).or_default().push(quote);
            }
            Ok(())
        },
    )?;
    let mut statements = StatementGroup::list_repeated(groups);
    StatementGroup::sort_by_articles(&mut statements);
    Ok(statements)
}

/// Reads the quotes of statements; a quote that is no longer there is left out, and a statement that is in one story only.
pub(super) fn read_statements(
    connection: &mut SharedConnection,
    groups: &[StatementGroup],
) -> SharedResult<Vec<SameStatement>> {
    let found = read_quotes(connection, groups)?;
    let speakers: BTreeSet<&str> = found
        .iter()
        .filter_map(|hit| hit.speaker.as_deref())
        .collect();
    let speakers: Vec<&str> = speakers.into_iter().collect();
    let names = known_names(connection, &speakers)?;
    let found = found.into_iter();
    let mut by_quote: HashMap<(ArticleId, QuoteId), Hit> = found
        .filter_map(|hit| Some(((hit.article, hit.quote?), hit)))
        .collect();
    let statements = groups.iter().map(|group| {
        let quotes = group.quotes.iter();
        let quotes = quotes.filter_map(|quote| by_quote.remove(&(quote.article, quote.quote)));
        SameStatement::new(quotes.collect(), |name| names.get(name).cloned())
    });
    let statements: Vec<SameStatement> = statements.collect();
    Ok(statements
        .into_iter()
        .filter(|statement| statement.count_articles() > 1)
        .collect())
}

/// Reads the quotes of statements, in no order.
fn read_quotes(
    connection: &mut SharedConnection,
    groups: &[StatementGroup],
) -> SharedResult<Vec<Hit>> {
    let quotes = groups.iter().flat_map(|group| &group.quotes);
    let values = quote_arrays(quotes.map(|quote| (quote.article, quote.quote)));
    let statement = format!(
        "SELECT {} FROM unnest($1::uuid[], $2::bigint[]) AS h (story, quote) JOIN stories s USING (story)
            CROSS JOIN LATERAL (SELECT * FROM quotes q WHERE q.year = s.year AND q.story = h.story AND q.quote = h.quote OFFSET 0) x",
        quote_columns()
    );
    read_hits(
        connection,
        &statement,
        &values,
        SearchScope::Quotes,
        &Query::default(),
    )
}

/// Writes the stories and the numbers of quotes as two lists.
fn quote_arrays(quotes: impl Iterator<Item = (ArticleId, QuoteId)> + Clone) -> [String; 2] {
    let stories = quotes.clone().map(|(story, _)| story);
    let numbers = quotes.map(|(_, quote)| quote.as_number().cast_signed());
    [story_array(stories), number_array(numbers)]
}

/// Puts the rows of statements together, which are in the order of their groups; a statement in one story only is left out.
fn group_rows(rows: &[SharedRow]) -> Vec<StatementGroup> {
    let mut groups: BTreeMap<i64, Vec<GroupedQuote>> = BTreeMap::new();
    for (group, quote) in rows.iter().filter_map(read_grouped) {
        groups.entry(group).or_default().push(quote);
    }
    StatementGroup::list_repeated(groups)
}

/// Reads a quote with its group.
fn read_grouped(row: &SharedRow) -> Option<(i64, GroupedQuote)> {
    let quote = GroupedQuote {
        article: story_of(row)?,
        quote: QuoteId::from_number(row.parsed(1)?),
        source: row.line(2),
        published: row.parsed(3),
        speaker: row.parsed(4),
    };
    Some((row.parsed(5)?, quote))
}
