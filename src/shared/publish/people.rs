//! Publishes whose names are whose, as far as that has changed.

use std::collections::BTreeMap;

use super::copy_text::CopyText;
use super::names::NameBook;
use crate::people::{Certainty, Gender, NameKind, Person};
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::text_array;

/// What is published of a name, as the server writes a row.
type PersonRow = [String; 6];

/// Publishes who is who in an archive; what has changed since the last time is replaced.
pub(super) fn publish_people(
    connection: &mut SharedConnection,
    publisher: i64,
    people: &[Person],
    names: &mut NameBook,
) -> SharedResult<()> {
    let spellings = people.iter().flat_map(|person| &person.names);
    let spellings = spellings.flat_map(|name| std::iter::once(&name.name).chain(&name.spellings));
    names.learn_names(connection, spellings.map(String::as_str))?;
    let wanted = list_rows(people, names);
    let known = read_rows(connection, publisher)?;
    let changed = wanted
        .iter()
        .filter(|(name, row)| known.get(name) != Some(row));
    let changed: Vec<(&i64, &PersonRow)> = changed.collect();
    let gone = known.keys().filter(|name| !wanted.contains_key(name));
    let stale: Vec<String> = gone
        .chain(changed.iter().map(|(name, _)| *name))
        .map(i64::to_string)
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    let rows = copy_people(publisher, &changed);
    let stale = text_array(stale.iter().map(String::as_str));
    connection.run_script("BEGIN")?;
    connection.query(
        "DELETE FROM people WHERE publisher = $1::integer AND name = ANY ($2::bigint[])",
        &[Some(&publisher.to_string()), Some(&stale)],
    )?;
    connection.copy_rows(
        "people (publisher, name, person, alias, kind, gender, certainty, quotes)",
        rows.as_bytes(),
    )?;
    connection.run_script("COMMIT")
}

/// Returns the rows to copy.
fn copy_people(publisher: i64, changed: &[(&i64, &PersonRow)]) -> CopyText {
    let mut rows = CopyText::default();
    for (name, [person, alias, kind, gender, certainty, quotes]) in changed {
        rows.add_number(publisher)
            .add_number(name)
            .add_text(person)
            .add_text(alias)
            .add_text(kind)
            .add_optional(Some(gender.as_str()).filter(|gender| !gender.is_empty()))
            .add_text(certainty)
            .add_text(quotes)
            .end_row();
    }
    rows
}

/// Returns a row for each spelling of a name.
fn list_rows(people: &[Person], names: &NameBook) -> BTreeMap<i64, PersonRow> {
    let mut rows = BTreeMap::new();
    for person in people {
        for name in &person.names {
            for spelling in std::iter::once(&name.name).chain(&name.spellings) {
                let Some(number) = names.numbers().get(spelling) else {
                    continue;
                };
                let row = [
                    person.name.clone(),
                    name.name.clone(),
                    kind_name(person.kind).to_owned(),
                    person.gender.map_or("", gender_name).to_owned(),
                    certainty_name(name.certainty).to_owned(),
                    person.quotes.to_string(),
                ];
                rows.insert(*number, row);
            }
        }
    }
    rows
}

fn read_rows(
    connection: &mut SharedConnection,
    publisher: i64,
) -> SharedResult<BTreeMap<i64, PersonRow>> {
    let mut rows = BTreeMap::new();
    connection.query_each(
        "SELECT name, person, alias, kind, coalesce(gender, ''), certainty, quotes FROM people WHERE publisher = $1::integer",
        &[Some(&publisher.to_string())],
        &mut |row| {
            if let Some(name) = row.parsed(0) {
                let text = |column| row.raw(column).unwrap_or_default().to_owned();
                rows.insert(name, [text(1), text(2), text(3), text(4), text(5), text(6)]);
            }
            Ok(())
        },
    )?;
    Ok(rows)
}

const fn kind_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Organisation => "organisation",
        NameKind::Person | NameKind::Description | NameKind::NoName => "person",
    }
}

const fn gender_name(gender: Gender) -> &'static str {
    match gender {
        Gender::Woman => "woman",
        Gender::Man => "man",
    }
}

const fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure",
        Certainty::Probable => "probable",
        Certainty::Reader => "reader",
    }
}
