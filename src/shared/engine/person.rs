//! All that a shared archive has of a person: names, roles over time, months, outlets, quotes, words of their own.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::hits::{order_of, quote_columns, read_hits};
use super::speakers::{PERSON_OF_NAME, gender_named, holds, kind_named};
use crate::people::Certainty;
use crate::search::hits::SearchScope;
use crate::search::index::{NameRecord, PersonRecord, PersonRequest, RoleRecord, SpeakerRow};
use crate::search::names::name_key;
use crate::search::own_words::find_own_words;
use crate::search::query::Query;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::{SharedError, SharedResult};
use crate::shared::sql_text::{number_array, text_array};
use crate::text::{Clean, fold};

/// A name of a person.
struct PersonName {
    number: i64,
    written: Clean,
    alias: Clean,
    certainty: Certainty,
}

/// Returns what is known of the person who has a name; `None` if no quote is theirs.
pub(super) fn find_person(
    connection: &mut SharedConnection,
    request: PersonRequest<'_>,
) -> SharedResult<Option<PersonRecord>> {
    let Some(key) = name_key(request.name) else {
        return Ok(None);
    };
    let Some((mut row, names)) = find_names(connection, &key)? else {
        return Ok(None);
    };
    let numbers = number_array(names.iter().map(|name| name.number));
    let mut record = PersonRecord {
        names: Vec::new(),
        roles: Vec::new(),
        months: Vec::new(),
        sources: Vec::new(),
        words: Vec::new(),
        quotes: Vec::new(),
        row: row.clone(),
    };
    add_counts(connection, &numbers, &names, &mut row, &mut record)?;
    if row.quotes == 0 {
        return Ok(None);
    }
    record.quotes = read_quotes(connection, &numbers, request)?;
    record.words = own_words(connection, &record, &row)?;
    record.row = row;
    Ok(Some(record))
}

/// Finds the person with a name of this key, and all names of theirs.
fn find_names(
    connection: &mut SharedConnection,
    key: &str,
) -> SharedResult<Option<(SpeakerRow, Vec<PersonName>)>> {
    let rows = connection.query(
        &format!(
            "WITH who AS (SELECT w.person FROM names CROSS JOIN LATERAL (SELECT person {PERSON_OF_NAME}) w
                JOIN people USING (name) WHERE names.key = $1 ORDER BY people.quotes DESC, w.person LIMIT 1)
             SELECT DISTINCT ON (n.name) n.name, n.written, p.alias, p.certainty, p.person, p.kind, p.gender
                FROM people p JOIN names n USING (name) WHERE p.person = (SELECT person FROM who) AND {}
                ORDER BY n.name, p.quotes DESC",
            holds("p")
        ),
        &[Some(key)],
    )?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut row = SpeakerRow {
        name: first.line(4).unwrap_or_default(),
        kind: kind_named(first.raw(5)),
        gender: gender_named(first.raw(6)),
        ..SpeakerRow::unnamed()
    };
    let names: Vec<PersonName> = rows.iter().filter_map(read_name).collect();
    let aliases: BTreeSet<Clean> = names.iter().map(|name| name.alias.clone()).collect();
    row.aliases = aliases
        .into_iter()
        .filter(|alias| *alias != row.name)
        .collect();
    Ok(Some((row, names)))
}

fn read_name(found: &SharedRow) -> Option<PersonName> {
    Some(PersonName {
        number: found.parsed(0)?,
        written: found.text(1)?,
        alias: found.line(2)?,
        certainty: certainty_named(found.raw(3)),
    })
}

fn certainty_named(name: Option<&str>) -> Certainty {
    match name {
        Some("probable") => Certainty::Probable,
        Some("reader") => Certainty::Reader,
        _ => Certainty::Sure,
    }
}

/// The counts of somebody's quotes: in all, by name, month, source and role; in one question, so that they are looked up once.
const COUNTS: &str = "
        WITH theirs AS MATERIALIZED (
            SELECT story, day, source, role, speakers, quotes FROM appearances WHERE speakers && $1::bigint[])
        SELECT 'all', sum(quotes)::bigint, (SELECT count(*) FROM (SELECT DISTINCT story FROM theirs) s)::text,
            min(day)::text, max(day)::text FROM theirs
        UNION ALL (SELECT 'name', sum(quotes)::bigint, s::text, NULL, NULL FROM theirs, unnest(speakers) s
            WHERE s = ANY ($1::bigint[]) GROUP BY s ORDER BY 2 DESC, s)
        UNION ALL (SELECT 'month', sum(quotes)::bigint, to_char(day, 'YYYY-MM'), NULL, NULL
            FROM (SELECT day, sum(quotes) AS quotes FROM theirs WHERE day IS NOT NULL GROUP BY day) d GROUP BY 3 ORDER BY 3)
        UNION ALL (SELECT 'source', sum(quotes)::bigint, source, NULL, NULL FROM theirs
            WHERE source IS NOT NULL GROUP BY 3 ORDER BY 2 DESC, 3)
        UNION ALL (SELECT 'role', sum(quotes)::bigint, role, min(day)::text, max(day)::text FROM theirs
            WHERE role IS NOT NULL GROUP BY role ORDER BY max(day) DESC NULLS LAST, role)";

/// Counts the quotes by name, month, source and role.
fn add_counts(
    connection: &mut SharedConnection,
    numbers: &str,
    names: &[PersonName],
    row: &mut SpeakerRow,
    record: &mut PersonRecord,
) -> SharedResult<()> {
    let mut roles: Vec<(String, RoleRecord)> = Vec::new();
    connection.query_each(COUNTS, &[Some(numbers)], &mut |found| {
        let quotes: usize = found.parsed(1).unwrap_or_default();
        match found.raw(0) {
            Some("all") => {
                row.articles = found.parsed(2).unwrap_or_default();
                (row.first, row.last) = (found.parsed(3), found.parsed(4));
            }
            Some("name") => {
                row.quotes += quotes;
                let number: Option<i64> = found.parsed(2);
                let name = names.iter().find(|name| Some(name.number) == number);
                record.names.extend(name.map(|name| NameRecord {
                    name: name.written.clone(),
                    quotes,
                    certainty: name.certainty,
                }));
            }
            Some("month") => {
                let month = found.line(2).unwrap_or_default();
                record.months.push((String::from(month), quotes));
            }
            Some("source") => record
                .sources
                .extend(found.line(2).map(|name| (name, quotes))),
            Some("role") => add_role(&found, quotes, &mut roles),
            _ => {}
        }
        Ok(())
    })?;
    record.roles = roles.into_iter().map(|(_, role)| role).collect();
    Ok(())
}

/// Adds a role to those that are known; spellings of one are one.
fn add_role(found: &SharedRow, quotes: usize, roles: &mut Vec<(String, RoleRecord)>) {
    let Some(role) = found.line(2) else {
        return;
    };
    let key = fold::fold_key(&role).trim_start_matches("the ").to_owned();
    let (first, last): (Option<Date>, Option<Date>) = (found.parsed(3), found.parsed(4));
    if let Some((_, known)) = roles.iter_mut().find(|(known, _)| *known == key) {
        known.quotes += quotes;
        known.first = match (known.first, first) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        return;
    }
    let record = RoleRecord {
        role,
        first,
        last,
        quotes,
    };
    roles.push((key, record));
}

fn read_quotes(
    connection: &mut SharedConnection,
    numbers: &str,
    request: PersonRequest<'_>,
) -> SharedResult<Vec<crate::search::hits::Hit>> {
    let newest = order_of(SearchScope::Quotes, false);
    let (unsure, unsure_quotes) = if request.is_unsure_first {
        (
            "is_unsure DESC, ",
            "x.facts @@ '''k:unsure'''::tsquery DESC, ",
        )
    } else {
        ("", "")
    };
    let limit = i64::try_from(request.limit).unwrap_or(i64::MAX);
    // Each appearance is a quote at least, so that the first quotes are in the stories of as many. The OFFSET has the server
    // look these stories up, whatever it expects of the years.
    let statement = format!(
        "WITH first AS MATERIALIZED (SELECT year, story FROM appearances WHERE speakers && $1::bigint[]
            ORDER BY {unsure}year DESC, day DESC, story DESC LIMIT {limit})
         SELECT {} FROM (SELECT DISTINCT year, story FROM first) f
            CROSS JOIN LATERAL (SELECT * FROM quotes q WHERE q.year = f.year AND q.story = f.story OFFSET 0) x
            WHERE x.speakers && $1::bigint[] ORDER BY {unsure_quotes}{newest} LIMIT {limit}",
        quote_columns()
    );
    let nothing = Query::default();
    read_hits(
        connection,
        &statement,
        &[numbers.to_owned()],
        SearchScope::Quotes,
        &nothing,
    )
}

/// Returns the words that the person uses more than others.
fn own_words(
    connection: &mut SharedConnection,
    record: &PersonRecord,
    row: &SpeakerRow,
) -> SharedResult<Vec<Clean>> {
    if record.quotes.is_empty() {
        return Ok(Vec::new());
    }
    // Asked for all words at once, and for '' with them, which is in all quotes.
    let mut wanted = vec![String::new()];
    find_own_words::<SharedError>(&record.quotes, row, 1, &mut |word, _| {
        wanted.push(word.to_owned());
        Ok(0)
    })?;
    let counts = count_words(connection, &wanted)?;
    let count_of = |word: &str| counts.get(word).copied().unwrap_or(0);
    find_own_words(&record.quotes, row, count_of(""), &mut |word, _| {
        Ok(count_of(word))
    })
}

/// Counts the quotes that have each of some words.
fn count_words(
    connection: &mut SharedConnection,
    words: &[String],
) -> SharedResult<HashMap<String, u64>> {
    let words = text_array(words.iter().map(String::as_str));
    let rows = connection.query(
        "SELECT word, sum(quotes)::bigint FROM word_counts WHERE word = ANY ($1::text[]) GROUP BY word",
        &[Some(&words)],
    )?;
    let counted = rows
        .iter()
        .filter_map(|row| Some((row.raw(0)?.to_owned(), row.parsed(1)?)));
    Ok(counted.collect())
}
