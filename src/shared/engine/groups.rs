//! Counts hits, or quoted words, in groups: by speaker, source and time.
//!
//! Quotes that have the values of a group and their speakers in common are put together first: there are far fewer of these than
//! quotes, so that only they are joined with the names.

use super::compile::{SqlCondition, compile_query};
use super::hits::{order_of, table_of};
use super::list_condition::ListCondition;
use super::speakers::{PERSON_OF_NAME, gender_named};
use crate::people::{QuotedShares, SpeakerClass, SpeakerShare, kind_of};
use crate::search::counts::{CountKey, GroupCount, GroupCounts, GroupValue, MOST_COUNTED};
use crate::search::hits::{HitRequest, SearchScope};
use crate::search::index::ShareGroup;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::reader::SharedShareScope;

/// Returns the tables that say by which name each speaker of `grouped` is shown: the person's, or what an article calls
/// somebody who is no person.
fn shown_speakers() -> String {
    format!(
        "spoken AS (SELECT DISTINCT s AS name FROM grouped, unnest(speakers) s), \
         named AS (SELECT names.name, key, person, kind, gender FROM spoken JOIN names USING (name) \
            LEFT JOIN LATERAL (SELECT person, kind, gender {PERSON_OF_NAME}) w ON true), \
         labels AS (SELECT name, kind, gender, \
            coalesce(person, (SELECT min(o.written COLLATE \"C\") FROM names o WHERE o.key = named.key)) AS shown \
            FROM named WHERE person IS NOT NULL OR key IS NOT NULL), \
         who AS (SELECT g, shown, min(kind) AS kind, min(gender) AS gender \
            FROM grouped CROSS JOIN unnest(speakers) AS s (name) JOIN labels USING (name) GROUP BY g, shown)"
    )
}

/// Counts the hits of a query by some of their properties: of very common words those of the newest.
pub(super) fn count_groups(
    connection: &mut SharedConnection,
    ask: &HitRequest<'_>,
    keys: &[CountKey],
) -> SharedResult<GroupCounts> {
    let Some(clause) = &ask.query.clause else {
        return Ok(GroupCounts::default());
    };
    let compiled = compile_query(clause, ask.scope, ask.flags);
    let statement = groups_statement(ask.scope, &compiled.condition, keys);
    let mut counted = GroupCounts::default();
    query_values(connection, &statement, &compiled.values, &mut |row| {
        let values = read_values(row, keys);
        let counts = row.parsed(keys.len()).zip(row.parsed(keys.len() + 1));
        counted
            .groups
            .extend(counts.map(|(quotes, articles)| GroupCount {
                values,
                quotes,
                articles,
            }));
        let hits: Option<usize> = row.parsed(keys.len() + 2);
        counted.is_partial = hits.is_some_and(|hits| hits > MOST_COUNTED);
    })?;
    counted
        .groups
        .sort_by(|one, other| one.values.cmp(&other.values));
    Ok(counted)
}

/// Counts the quoted words by speaker, in groups by some keys.
pub(super) fn count_shares(
    connection: &mut SharedConnection,
    scope: SharedShareScope<'_>,
    keys: &[CountKey],
) -> SharedResult<Vec<ShareGroup>> {
    let Some(meant) = meant_quotes(scope) else {
        return Ok(Vec::new());
    };
    let statement = shares_statement(&meant.condition, keys);
    let mut rows: Vec<(Vec<GroupValue>, SpeakerShare)> = Vec::new();
    query_values(connection, &statement, &meant.values, &mut |row| {
        rows.extend(read_share(row, keys.len()).map(|share| (read_values(row, keys), share)));
    })?;
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let groups = rows.chunk_by(|(one, _), (other, _)| one == other);
    let groups = groups.filter_map(|rows| {
        let (values, _) = rows.first()?;
        let shares = rows.iter().map(|(_, share)| share.clone());
        Some(ShareGroup {
            values: values.clone(),
            shares: QuotedShares::new(shares.collect()),
        })
    });
    Ok(groups.collect())
}

fn query_values(
    connection: &mut SharedConnection,
    statement: &str,
    values: &[String],
    take: &mut dyn FnMut(&SharedRow),
) -> SharedResult<()> {
    let values: Vec<Option<&str>> = values.iter().map(|value| Some(value.as_str())).collect();
    connection.query_each(statement, &values, &mut |row| {
        take(&row);
        Ok(())
    })
}

/// Returns the question for the hits of groups: their values, the hits, their stories, and how many hits there are.
fn groups_statement(scope: SearchScope, where_: &str, keys: &[CountKey]) -> String {
    let (table, newest) = (table_of(scope), order_of(scope, false));
    // As in the index of an archive, the speakers of stories are not counted.
    let speakers = match scope {
        SearchScope::Quotes => "x.speakers",
        SearchScope::Stories => "'{}'::bigint[] AS speakers",
    };
    let (stored, shown) = (stored_keys(keys), shown_keys(keys));
    let (limit, labels) = (MOST_COUNTED + 1, shown_speakers());
    format!(
        "WITH newest AS MATERIALIZED (SELECT x.story, x.day, x.source, {speakers} FROM {table} x WHERE {where_} \
            ORDER BY {newest} LIMIT {limit}), \
         grouped AS MATERIALIZED (SELECT row_number() OVER () AS g, {stored} story, speakers, count(*) AS quotes \
            FROM (SELECT * FROM newest LIMIT {MOST_COUNTED}) x GROUP BY {stored_names} story, speakers), {labels} \
         SELECT {shown}, sum(quotes), count(DISTINCT story), (SELECT count(*) FROM newest) \
            FROM grouped {joined} GROUP BY {shown}",
        stored_names = stored_names(keys),
        joined = if keys.contains(&CountKey::Speaker) {
            "LEFT JOIN who USING (g)"
        } else {
            ""
        },
    )
}

/// Returns the question for the words of speakers: the values of the group, the speaker, what they are, quotes and words.
fn shares_statement(meant: &str, keys: &[CountKey]) -> String {
    let (stored, names) = (stored_keys(keys), stored_names(keys));
    let labels = shown_speakers();
    format!(
        "WITH grouped AS MATERIALIZED (SELECT row_number() OVER () AS g, {stored} speakers, count(*) AS quotes, \
            sum(word_count) AS words FROM quotes x WHERE {meant} GROUP BY {names} speakers), {labels}, \
         split AS (SELECT *, count(*) OVER (PARTITION BY g) AS parts, \
            row_number() OVER (PARTITION BY g ORDER BY shown) AS place FROM who) \
         SELECT {names} shown, min(kind), min(gender), sum(quotes), \
            sum(CASE WHEN parts IS NULL THEN words ELSE words / parts + (place <= words % parts)::integer END) \
            FROM grouped LEFT JOIN split USING (g) GROUP BY {names} shown"
    )
}

/// Returns the condition on quotes, as `x`, whose words are counted; `None` for an empty query.
fn meant_quotes(scope: SharedShareScope<'_>) -> Option<SqlCondition> {
    let all = SqlCondition {
        condition: "true".to_owned(),
        values: Vec::new(),
    };
    Some(match scope {
        SharedShareScope::All => all,
        SharedShareScope::Listing { listing, own } => {
            let made = ListCondition::of_listing(listing, own);
            among_articles("", &made.condition(), made.values)
        }
        SharedShareScope::Hits(ask) => {
            let clause = ask.query.clause.as_ref()?;
            let compiled = compile_query(clause, ask.scope, ask.flags);
            match ask.scope {
                SearchScope::Quotes => compiled,
                SearchScope::Stories => among_articles("x", &compiled.condition, compiled.values),
            }
        }
    })
}

/// Returns the condition that a quote is in an article that fulfils a condition.
fn among_articles(name: &str, condition: &str, values: Vec<String>) -> SqlCondition {
    SqlCondition {
        condition: format!(
            "(x.year, x.story) IN (SELECT year, story FROM articles {name} WHERE {condition})"
        ),
        values,
    }
}

/// Returns what is read of a row for a key; `None` for speakers, who are found by their names.
const fn stored_key(key: CountKey) -> Option<&'static str> {
    match key {
        CountKey::Speaker => None,
        CountKey::Source => Some("x.source"),
        CountKey::Day => Some("x.day::text"),
        CountKey::Month => Some("to_char(x.day, 'YYYY-MM')"),
        CountKey::Year => Some("to_char(x.day, 'YYYY')"),
    }
}

/// Returns the columns of keys, each with its name and a comma.
fn stored_keys(keys: &[CountKey]) -> String {
    let stored = keys.iter().enumerate();
    let stored =
        stored.filter_map(|(number, key)| Some(format!("{} AS k{number},", stored_key(*key)?)));
    stored.collect::<Vec<_>>().join(" ")
}

/// Returns the names of these columns, each with a comma.
fn stored_names(keys: &[CountKey]) -> String {
    let stored = keys.iter().enumerate();
    let stored = stored.filter(|(_, key)| stored_key(**key).is_some());
    let names: Vec<String> = stored.map(|(number, _)| format!("k{number},")).collect();
    names.join(" ")
}

/// Returns the names of the columns of all keys, separated by commas.
fn shown_keys(keys: &[CountKey]) -> String {
    let names = keys.iter().enumerate().map(|(number, key)| match key {
        CountKey::Speaker => "shown".to_owned(),
        CountKey::Source | CountKey::Day | CountKey::Month | CountKey::Year => {
            format!("k{number}")
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

fn read_values(row: &SharedRow, keys: &[CountKey]) -> Vec<GroupValue> {
    let values = keys.iter().enumerate().map(|(column, key)| {
        let value = row.line(column);
        value.map_or(GroupValue::Unknown, |value| match key {
            CountKey::Speaker | CountKey::Source => GroupValue::Name(value),
            CountKey::Day | CountKey::Month | CountKey::Year => {
                GroupValue::Period(value.to_string())
            }
        })
    });
    values.collect()
}

/// Reads what a speaker has of the words; the speaker is in the first column after the keys.
fn read_share(row: &SharedRow, first: usize) -> Option<SpeakerShare> {
    let name = row.line(first).map(|name| name.to_string());
    let name = name.unwrap_or_default();
    let class = match row.raw(first + 1) {
        Some("organisation") => SpeakerClass::Organisation,
        Some(_) => SpeakerClass::Person,
        None if name.is_empty() => SpeakerClass::Unknown,
        None => SpeakerClass::of_kind(kind_of(&name)),
    };
    Some(SpeakerShare {
        class,
        gender: gender_named(row.raw(first + 2)),
        quotes: row.parsed(first + 3)?,
        words: row.parsed(first + 4)?,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_column() {
        let keys = [CountKey::Month, CountKey::Speaker, CountKey::Source];
        assert_eq!(
            stored_keys(&keys),
            "to_char(x.day, 'YYYY-MM') AS k0, x.source AS k2,"
        );
        assert_eq!(stored_names(&keys), "k0, k2,");
        assert_eq!(shown_keys(&keys), "k0, shown, k2");
    }

    #[test]
    fn names_are_joined_only_where_they_are_counted() {
        let statement = |keys: &[CountKey]| groups_statement(SearchScope::Quotes, "true", keys);
        assert!(statement(&[CountKey::Speaker]).contains("LEFT JOIN who"));
        assert!(!statement(&[CountKey::Year]).contains("LEFT JOIN who"));
    }
}
