//! Everyone who is quoted in a shared archive.

use std::collections::BTreeSet;

use crate::people::{Gender, NameKind};
use crate::search::index::SpeakerRow;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::text::Clean;

/// Where the person is found whose name `names.name` is, as the view `who_is_who` says for all names; for a few of them the
/// view would still sort all.
pub(super) const PERSON_OF_NAME: &str = "FROM people p WHERE p.name = names.name \
     ORDER BY p.decided DESC NULLS LAST, p.quotes DESC, p.publisher LIMIT 1";

/// Returns the condition that no reader has decided later that the name of a row of `people` is somebody else's.
pub(super) fn holds(row: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM people d WHERE d.name = {row}.name AND d.decided > coalesce({row}.decided, '-infinity') \
         AND d.person <> {row}.person)"
    )
}

/// Counts quotes and articles of each person, and of all speakers without a name. A number is sorted faster than a name.
const SPEAKERS: &str = "
    WITH who AS MATERIALIZED (SELECT *, min(name) OVER (PARTITION BY person) AS number FROM who_is_who),
    tallies AS (
        SELECT number, sum(quotes)::bigint AS quotes, count(DISTINCT story) AS articles, min(day) AS first, max(day) AS last
        FROM appearances, unnest(speakers) name JOIN who USING (name) GROUP BY number),
    known AS (
        SELECT number, min(person) AS person, min(kind) AS kind, min(gender) AS gender,
            array_to_json(array_agg(DISTINCT alias ORDER BY alias)) AS aliases
        FROM who GROUP BY number)
    SELECT person, kind, gender, aliases, quotes, articles, first, last FROM tallies JOIN known USING (number)
    ORDER BY quotes DESC, person";

const UNNAMED: &str = "
    SELECT NULL, NULL, NULL, NULL, sum(quotes)::bigint, count(DISTINCT story), min(day), max(day)
    FROM appearances WHERE is_unnamed";

/// Returns all speakers, the most quoted first; those without a name come last, as one row.
pub(super) fn all_speakers(connection: &mut SharedConnection) -> SharedResult<Vec<SpeakerRow>> {
    let mut rows = Vec::new();
    connection.query_each(SPEAKERS, &[], &mut |row| {
        rows.extend(read_row(&row));
        Ok(())
    })?;
    for row in connection.query(UNNAMED, &[])? {
        let unnamed = SpeakerRow {
            quotes: row.parsed(4).unwrap_or_default(),
            articles: row.parsed(5).unwrap_or_default(),
            first: row.parsed(6),
            last: row.parsed(7),
            ..SpeakerRow::unnamed()
        };
        rows.extend(Some(unnamed).filter(|row| row.quotes > 0));
    }
    Ok(rows)
}

fn read_row(row: &SharedRow) -> Option<SpeakerRow> {
    let name = row.line(0)?;
    let aliases: Vec<String> = serde_json::from_str(row.raw(3)?).ok()?;
    let aliases = aliases.iter().map(|alias| Clean::line(alias));
    Some(SpeakerRow {
        kind: kind_named(row.raw(1)),
        gender: gender_named(row.raw(2)),
        aliases: aliases
            .filter(|alias| *alias != name)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        quotes: row.parsed(4)?,
        articles: row.parsed(5)?,
        first: row.parsed(6),
        last: row.parsed(7),
        name,
    })
}

/// Returns the kind with a name; nobody of another kind is published.
pub(super) fn kind_named(name: Option<&str>) -> NameKind {
    match name {
        Some("organisation") => NameKind::Organisation,
        _ => NameKind::Person,
    }
}

/// Returns the gender with a name.
pub(super) fn gender_named(name: Option<&str>) -> Option<Gender> {
    match name? {
        "woman" => Some(Gender::Woman),
        "man" => Some(Gender::Man),
        _ => None,
    }
}
