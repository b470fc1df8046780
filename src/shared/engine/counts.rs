//! Counts hits: of very common words only the newest, since to count all would take seconds.

use jiff::civil::Date;

use super::compile::compile_query;
use super::hits::{order_of, table_of};
use super::speakers::PERSON_OF_NAME;
use crate::article::TextRange;
use crate::search::counts::{MOST_COUNTED, MonthCount};
use crate::search::hits::{FirstHit, HitRequest, SearchHits, SearchScope};
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::sql_text::parse_story;

/// The most speakers, or sources, that are returned.
const SPEAKERS: usize = 300;

/// Returns the tables that count the hits of each speaker among the newest, by the name that is shown.
fn shown_speakers() -> String {
    format!(
        "spoken AS (SELECT s AS name, count(*) AS hits FROM newest, unnest(speakers) s GROUP BY 1), \
         named AS (SELECT names.key, (SELECT person {PERSON_OF_NAME}) AS person, hits \
            FROM spoken JOIN names USING (name)), \
         labelled AS (SELECT coalesce(person, (SELECT min(o.written COLLATE \"C\") FROM names o WHERE o.key = named.key)) \
            AS person, hits FROM named WHERE person IS NOT NULL OR key IS NOT NULL), \
         shown AS (SELECT person, sum(hits) AS hits FROM labelled GROUP BY person)"
    )
}

/// Adds the counts to hits: in all, of each speaker and of each month.
pub(super) fn add_counts(
    connection: &mut SharedConnection,
    ask: &HitRequest<'_>,
    found: SearchHits,
) -> SharedResult<SearchHits> {
    let Some(clause) = &ask.query.clause else {
        return Ok(SearchHits::without_hits());
    };
    let condition = compile_query(clause, ask.scope, ask.flags);
    let values = condition.values.iter();
    let values: Vec<Option<&str>> = values.map(|value| Some(value.as_str())).collect();
    let mut counted = found;
    let statement = counts_statement(ask.scope, &condition.condition);
    connection.query_each(&statement, &values, &mut |row| {
        take_count(&mut counted, ask.scope, &row);
        Ok(())
    })?;
    Ok(counted)
}

/// Returns the question for all counts: rows of what is counted, how many, and of whom or when.
fn counts_statement(scope: SearchScope, where_: &str) -> String {
    let (table, newest) = (table_of(scope), order_of(scope, false));
    // As in the index of an archive, the speakers of stories are not counted.
    let place = match scope {
        SearchScope::Quotes => "x.place, x.place_end, x.speakers",
        SearchScope::Stories => "NULL AS place, NULL AS place_end, '{}'::bigint[] AS speakers",
    };
    let (limit, shown) = (MOST_COUNTED + 1, shown_speakers());
    format!(
        "WITH newest AS MATERIALIZED (SELECT x.story, x.year, x.day, x.source, {place} FROM {table} x WHERE {where_} \
            ORDER BY {newest} LIMIT {limit}), {shown} \
         SELECT 'all', count(*)::text, count(DISTINCT story)::text, NULL, NULL FROM newest \
         UNION ALL (SELECT 'speaker', hits::text, person, NULL, NULL FROM shown \
            ORDER BY shown.hits DESC, shown.person COLLATE \"C\" LIMIT {SPEAKERS}) \
         UNION ALL (SELECT 'source', count(*)::text, source, NULL, NULL FROM newest WHERE source IS NOT NULL \
            GROUP BY source ORDER BY count(*) DESC, source COLLATE \"C\" LIMIT {SPEAKERS}) \
         UNION ALL (SELECT 'month', count(*)::text, date_trunc('month', day)::date::text, NULL, NULL FROM newest \
            WHERE day IS NOT NULL GROUP BY 3 ORDER BY 3) \
         UNION ALL (SELECT 'first', story::text, day::text, place::text, place_end::text FROM newest WHERE day IS NOT NULL \
            ORDER BY day, story LIMIT 1)"
    )
}

/// Takes in a row of counts.
fn take_count(counted: &mut SearchHits, scope: SearchScope, row: &SharedRow) {
    let hits: Option<usize> = row.parsed(1);
    match (row.raw(0), hits) {
        (Some("all"), Some(hits)) => {
            counted.is_partly_counted = hits > MOST_COUNTED;
            counted.total = Some(hits.min(MOST_COUNTED));
            counted.stories = row
                .parsed(2)
                .filter(|_| scope == SearchScope::Quotes && !counted.is_partly_counted);
        }
        (Some("speaker"), Some(hits)) => {
            let name = row.line(2);
            counted.speakers.extend(name.map(|name| (name, hits)));
        }
        (Some("source"), Some(hits)) => {
            let name = row.line(2);
            counted.sources.extend(name.map(|name| (name, hits)));
        }
        (Some("month"), Some(hits)) => {
            let month = row.parsed::<Date>(2);
            let month = month.map(|month| MonthCount { month, hits });
            counted.months.extend(month);
        }
        (Some("first"), _) => counted.first = read_first(row),
        _ => {}
    }
}

fn read_first(row: &SharedRow) -> Option<FirstHit> {
    let place = row.parsed(3).zip(row.parsed(4));
    Some(FirstHit {
        published: row.parsed(2)?,
        article: parse_story(row.raw(1)?)?,
        place: place.map(|(start, end)| TextRange { start, end }),
    })
}
