//! Finds hits, newest first.

use jiff::civil::Date;

use super::compile::{SqlCondition, compile_query, ranking_query};
use super::speaker_hits::speaker_questions;
use crate::article::{Confidence, QuoteId, TextRange};
use crate::search::hits::{Hit, HitOrder, HitRequest, SearchHits, SearchScope};
use crate::search::marks::find_marks_within;
use crate::search::query::Query;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::reader::HitIdentity;
use crate::shared::sql_text::parse_story;
use crate::shared::stored::{StoredDetails, is_in};

/// How many of the newest hits are ranked at least, where the best are to be first.
const RANKED: i64 = 5_000;

/// What is read of a quote, and of a story in the same columns.
const QUOTE_COLUMNS: &str = "x.story, x.day, x.source, x.said, x.quote, x.place, x.place_end, x.speaker, x.role, \
     x.confidence, x.corrected_by, x.details";
const STORY_COLUMNS: &str = "x.story, x.day, x.source, x.title";

/// Returns the first hits in the order asked for, without counting them.
pub(super) fn first_hits(
    connection: &mut SharedConnection,
    ask: &HitRequest<'_>,
) -> SharedResult<SearchHits> {
    let Some(clause) = &ask.query.clause else {
        return Ok(SearchHits::default());
    };
    let asked = speaker_questions(ask, clause, QUOTE_COLUMNS);
    let (questions, values) = if let Some(asked) = asked {
        (asked.questions, asked.values)
    } else {
        let mut condition = compile_query(clause, ask.scope, ask.flags);
        let ranking = ranking_query(clause).filter(|_| ask.order == HitOrder::Relevance);
        let statement = hits_statement(ask, &mut condition, ranking);
        (vec![statement], condition.values)
    };
    let mut hits = Vec::new();
    for question in questions {
        hits = read_hits(connection, &question, &values, ask.scope, ask.query)?;
        if hits.len() >= ask.limit {
            break;
        }
    }
    Ok(SearchHits {
        hits,
        ..SearchHits::default()
    })
}

/// Returns which quotes or stories are found, the newest first.
pub(super) fn list_hits(
    connection: &mut SharedConnection,
    ask: &HitRequest<'_>,
) -> SharedResult<Vec<HitIdentity>> {
    let Some(clause) = &ask.query.clause else {
        return Ok(Vec::new());
    };
    let condition = compile_query(clause, ask.scope, ask.flags);
    let (table, newest) = (table_of(ask.scope), order_of(ask.scope, false));
    let quote = match ask.scope {
        SearchScope::Quotes => "x.quote",
        SearchScope::Stories => "NULL",
    };
    let limit = i64::try_from(ask.limit).unwrap_or(i64::MAX);
    let statement = format!(
        "SELECT x.story, {quote} FROM {table} x WHERE {} ORDER BY {newest} LIMIT {limit}",
        condition.condition
    );
    let values = condition.values.iter();
    let values: Vec<Option<&str>> = values.map(|value| Some(value.as_str())).collect();
    let mut hits = Vec::new();
    connection.query_each(&statement, &values, &mut |row| {
        let story = row.raw(0).and_then(parse_story);
        hits.extend(story.map(|story| (story, row.parsed(1).map(QuoteId::from_number))));
        Ok(())
    })?;
    Ok(hits)
}

/// Returns the table of a scope.
pub(super) const fn table_of(scope: SearchScope) -> &'static str {
    match scope {
        SearchScope::Quotes => "quotes",
        SearchScope::Stories => "articles",
    }
}

/// Returns the order of the newest, or of the oldest.
pub(super) const fn order_of(scope: SearchScope, is_oldest: bool) -> &'static str {
    match (scope, is_oldest) {
        (SearchScope::Quotes, false) => "x.year DESC, x.day DESC, x.story DESC, x.place",
        (SearchScope::Stories, false) => "x.year DESC, x.day DESC, x.story DESC",
        // Those without a day come last.
        (SearchScope::Quotes, true) => "x.year = 0, x.day, x.story, x.place",
        (SearchScope::Stories, true) => "x.year = 0, x.day, x.story",
    }
}

/// Returns the question for hits; those that are ranked are so by the words of `ranking`, which are bound as a value.
fn hits_statement(
    ask: &HitRequest<'_>,
    condition: &mut SqlCondition,
    ranking: Option<String>,
) -> String {
    let (table, where_) = (table_of(ask.scope), &condition.condition);
    let columns = match ask.scope {
        SearchScope::Quotes => QUOTE_COLUMNS,
        SearchScope::Stories => STORY_COLUMNS,
    };
    let limit = i64::try_from(ask.limit).unwrap_or(i64::MAX);
    let newest = order_of(ask.scope, ask.order == HitOrder::Oldest);
    let Some(ranking) = ranking else {
        return format!(
            "SELECT {columns} FROM {table} x WHERE {where_} ORDER BY {newest} LIMIT {limit}"
        );
    };
    condition.values.push(ranking);
    let words = format!("${}::tsquery", condition.values.len());
    // To rank all hits of a common word takes seconds, and the oldest of them are hardly the best.
    let ranked = RANKED.max(limit);
    format!(
        "SELECT {columns} FROM (SELECT * FROM {table} x WHERE {where_} ORDER BY {newest} LIMIT {ranked}) x \
         ORDER BY ts_rank(x.words, {words}, 1) DESC, {newest} LIMIT {limit}"
    )
}

/// Reads hits.
pub(super) fn read_hits(
    connection: &mut SharedConnection,
    statement: &str,
    values: &[String],
    scope: SearchScope,
    query: &Query,
) -> SharedResult<Vec<Hit>> {
    let values: Vec<Option<&str>> = values.iter().map(|value| Some(value.as_str())).collect();
    let mut hits = Vec::new();
    connection.query_each(statement, &values, &mut |row| {
        hits.extend(match scope {
            SearchScope::Quotes => read_quote(&row, query),
            SearchScope::Stories => read_story(&row, query),
        });
        Ok(())
    })?;
    Ok(hits)
}

/// Returns the columns that are read of a quote.
pub(super) const fn quote_columns() -> &'static str {
    QUOTE_COLUMNS
}

/// Reads what quotes and stories have in common; a row that is none is left out.
fn read_common(row: &SharedRow) -> Option<Hit> {
    Some(Hit {
        article: parse_story(row.raw(0)?)?,
        quote: None,
        is_corrected: false,
        corrected_by: None,
        confidence: Confidence::default(),
        place: None,
        text: row.text(3)?,
        fragments: Vec::new(),
        marks: Vec::new(),
        speaker: None,
        role: None,
        source: row.line(2),
        published: row.parsed::<Date>(1),
        same: None,
    })
}

fn read_story(row: &SharedRow, query: &Query) -> Option<Hit> {
    let hit = read_common(row)?;
    Some(Hit {
        marks: find_marks_within(query, &hit.text, &[]),
        ..hit
    })
}

fn read_quote(row: &SharedRow, query: &Query) -> Option<Hit> {
    let hit = read_common(row)?;
    let place = TextRange {
        start: row.parsed(5)?,
        end: row.parsed(6)?,
    };
    let details: Option<StoredDetails> = serde_json::from_str(row.raw(11)?).ok();
    let parts = details.map(|details| details.fragments).unwrap_or_default();
    let parts = parts.into_iter().filter(|part| part.start >= place.start);
    let mut fragments: Vec<TextRange> = parts
        .map(|part| part.relative_to(place))
        .filter(|part| is_in(&hit.text, *part))
        .collect();
    // One part is all of it, as in the index of an archive.
    if fragments.len() < 2 {
        fragments.clear();
    }
    Some(Hit {
        quote: row.parsed(4).map(QuoteId::from_number),
        place: Some(place),
        speaker: row.line(7),
        role: row.line(8),
        confidence: Confidence::new(row.parsed(9).unwrap_or_default()),
        is_corrected: row.raw(10).is_some(),
        corrected_by: row.line(10),
        marks: find_marks_within(query, &hit.text, &fragments),
        fragments,
        ..hit
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::hits::HitFlags;

    #[rstest]
    #[case::a_page(50, "LIMIT 5000) x", "LIMIT 50")]
    #[case::all(
        usize::MAX,
        "LIMIT 9223372036854775807) x",
        "LIMIT 9223372036854775807"
    )]
    fn no_hit_is_left_out_that_was_asked_for(
        #[case] limit: usize,
        #[case] ranked: &str,
        #[case] shown: &str,
    ) {
        let query = Query::parse_text("ferry ", date(2026, 5, 6));
        let flags = HitFlags::default();
        let ask = HitRequest {
            query: &query,
            scope: SearchScope::Quotes,
            flags: &flags,
            order: HitOrder::Relevance,
            limit,
            today: date(2026, 5, 6),
        };
        let clause = query.clause.as_ref().unwrap();
        let mut condition = compile_query(clause, ask.scope, &flags);
        let statement = hits_statement(&ask, &mut condition, ranking_query(clause));
        assert!(statement.contains(ranked), "{statement}");
        assert!(statement.ends_with(shown), "{statement}");
        assert_eq!(condition.values, ["'=ferri'", "'=ferri'"]);
    }
}
