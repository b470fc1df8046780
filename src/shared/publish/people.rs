//! Publishes whose names are whose, as far as that has changed.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use super::PublishSource;
use super::copy_text::CopyText;
use super::names::NameBook;
use super::transaction::run_transaction;
use crate::article::ArticleId;
use crate::people::{Certainty, Gender, NameKind, Person, PersonName};
use crate::search::names::name_key;
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::{number_array, parse_story, story_array};
use crate::text::Clean;

/// Of how many stories the speakers are looked up in one question.
const MANY: usize = 10_000;

/// What is published of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PersonRow {
    person: String,
    alias: String,
    kind: String,
    gender: String,
    certainty: String,
    quotes: u64,
    /// When a reader last decided on the name or its person, in milliseconds since 1970.
    decided: Option<i64>,
}

/// The rows of a publisher, by the numbers of the names.
type PersonRows = BTreeMap<i64, PersonRow>;

/// Publishes who is who in an archive; what has changed since the last time is replaced.
///
/// `own` are the stories of the archive. What is known of names in other stories of the publisher, from other folders or another
/// machine, stays.
pub(super) fn publish_people(
    connection: &mut SharedConnection,
    publisher: i64,
    source: &PublishSource<'_>,
    own: &HashSet<ArticleId>,
    names: &mut NameBook,
) -> SharedResult<()> {
    let people = &source.people;
    let spellings = people.iter().flat_map(|person| &person.names);
    let spellings = spellings.flat_map(|name| std::iter::once(&name.name).chain(&name.spellings));
    names.learn_names(connection, spellings.map(String::as_str))?;
    let times = source.decision_times;
    let rows = list_rows(people, names, &NameTimes::new(&times.decided));
    let taken_back = list_times(people, names, &NameTimes::new(&times.taken_back));
    run_transaction(connection, |connection| {
        // Another machine that publishes under this name waits, and then sees these people and the stories that they are in.
        connection.query(
            "SELECT 1 FROM publishers WHERE publisher = $1::integer FOR NO KEY UPDATE",
            &[Some(&publisher.to_string())],
        )?;
        replace_people(connection, publisher, (rows, &taken_back), own)
    })
}

/// Replaces those of a publisher's people who have changed.
fn replace_people(
    connection: &mut SharedConnection,
    publisher: i64,
    (mut wanted, taken_back): (PersonRows, &HashMap<i64, i64>),
    own: &HashSet<ArticleId>,
) -> SharedResult<()> {
    let known = read_rows(connection, publisher)?;
    let is_changed = |name: &i64| known.get(name) != wanted.get(name);
    let mut names = known.keys().chain(wanted.keys());
    if !names.any(is_changed) {
        return Ok(());
    }
    let elsewhere = names_elsewhere(connection, publisher, own)?;
    let known_elsewhere = known.iter().filter(|(name, _)| elsewhere.contains(name));
    keep_elsewhere(known_elsewhere, &mut wanted, taken_back);
    let changed = wanted
        .iter()
        .filter(|(name, row)| known.get(name) != Some(row));
    let changed: Vec<(&i64, &PersonRow)> = changed.collect();
    let gone = known
        .keys()
        .filter(|name| !wanted.contains_key(name) && !elsewhere.contains(name));
    let stale = gone.chain(changed.iter().map(|(name, _)| *name)).copied();
    let stale = number_array(stale);
    connection.query(
        "DELETE FROM people WHERE publisher = $1::integer AND name = ANY ($2::bigint[])",
        &[Some(&publisher.to_string()), Some(&stale)],
    )?;
    connection.copy_rows(
        "people (publisher, name, person, alias, kind, gender, certainty, quotes, decided)",
        copy_people(publisher, &changed).as_bytes(),
    )
}

/// Returns the names of speakers in stories of a publisher that are none of some.
fn names_elsewhere(
    connection: &mut SharedConnection,
    publisher: i64,
    own: &HashSet<ArticleId>,
) -> SharedResult<HashSet<i64>> {
    let mut stories = Vec::new();
    connection.query_each(
        "SELECT story FROM copies WHERE publisher = $1::integer",
        &[Some(&publisher.to_string())],
        &mut |row| {
            let story = row.raw(0).and_then(parse_story);
            stories.extend(story.filter(|story| !own.contains(story)));
            Ok(())
        },
    )?;
    let mut names = HashSet::new();
    for some in stories.chunks(MANY) {
        connection.query_each(
            "SELECT DISTINCT name FROM appearances, unnest(speakers) name WHERE story = ANY ($1::uuid[])",
            &[Some(&story_array(some.iter().copied()))],
            &mut |row| {
                names.extend(row.parsed::<i64>(0));
                Ok(())
            },
        )?;
    }
    Ok(names)
}

/// Keeps what is known of names that are elsewhere too, where a reader has decided later or the person is quoted more.
///
/// `taken_back` tells when decisions on the names were last taken back.
fn keep_elsewhere<'a>(
    elsewhere: impl Iterator<Item = (&'a i64, &'a PersonRow)>,
    wanted: &mut PersonRows,
    taken_back: &HashMap<i64, i64>,
) {
    let mut renamed = HashMap::new();
    for (name, known) in elsewhere {
        let Some(row) = wanted.get_mut(name) else {
            continue;
        };
        let decided = row.decided.max(taken_back.get(name).copied());
        if (known.decided, known.quotes) > (decided, row.quotes) {
            if row.alias == row.person {
                renamed.insert(row.person.clone(), known.person.clone());
            }
            row.clone_from(known);
        }
    }
    // Whoever is known by another name there is one person with those who have further names here.
    for row in wanted.values_mut() {
        if let Some(person) = renamed.get(&row.person) {
            row.person.clone_from(person);
        }
    }
}

/// When a reader last did something with names, by the keys of these.
struct NameTimes(HashMap<String, i64>);

impl NameTimes {
    fn new(times: &HashMap<Clean, Timestamp>) -> Self {
        let mut by_key = HashMap::new();
        for (name, time) in times {
            let Some(key) = name_key(name) else {
                continue;
            };
            let last = by_key.entry(key).or_insert(i64::MIN);
            *last = time.as_millisecond().max(*last);
        }
        Self(by_key)
    }

    /// Returns when it was last decided on any name of a person.
    fn of_person(&self, person: &Person) -> Option<i64> {
        let names = person
            .names
            .iter()
            .filter_map(|name| self.of_spellings(name));
        names.max()
    }

    /// Returns when it was last decided on a name, `of_person` on any of this person's.
    ///
    /// A name that is only likely to be theirs may be somebody else's elsewhere, whatever was decided on the others.
    fn of_name(&self, name: &PersonName, of_person: Option<i64>) -> Option<i64> {
        match name.certainty {
            Certainty::Probable => self.of_spellings(name),
            Certainty::Sure => of_person,
            Certainty::Reader => of_person.or(Some(0)),
        }
    }

    fn of_spellings(&self, name: &PersonName) -> Option<i64> {
        let spellings = std::iter::once(&name.name).chain(&name.spellings);
        let times = spellings.filter_map(|spelling| self.0.get(&name_key(spelling)?));
        times.max().copied()
    }
}

/// Returns the rows to copy.
fn copy_people(publisher: i64, changed: &[(&i64, &PersonRow)]) -> CopyText {
    let mut rows = CopyText::default();
    for (name, row) in changed {
        let gender = Some(row.gender.as_str()).filter(|gender| !gender.is_empty());
        let decided = row.decided.map(Timestamp::from_millisecond);
        let decided = decided.and_then(Result::ok);
        rows.add_number(publisher)
            .add_number(name)
            .add_text(&row.person)
            .add_text(&row.alias)
            .add_text(&row.kind)
            .add_optional(gender)
            .add_text(&row.certainty)
            .add_number(row.quotes)
            .add_optional(decided.map(|time| time.to_string()).as_deref())
            .end_row();
    }
    rows
}

/// Returns a row for each spelling of a name.
fn list_rows(people: &[Person], names: &NameBook, decisions: &NameTimes) -> PersonRows {
    let mut rows = BTreeMap::new();
    for person in people {
        let of_person = decisions.of_person(person);
        for name in &person.names {
            let decided = decisions.of_name(name, of_person);
            for spelling in std::iter::once(&name.name).chain(&name.spellings) {
                let Some(number) = names.numbers().get(spelling) else {
                    continue;
                };
                let row = PersonRow {
                    person: person.name.clone(),
                    alias: name.name.clone(),
                    kind: kind_name(person.kind).to_owned(),
                    gender: person.gender.map_or("", gender_name).to_owned(),
                    certainty: certainty_name(name.certainty).to_owned(),
                    quotes: person.quotes,
                    decided,
                };
                rows.insert(*number, row);
            }
        }
    }
    rows
}

/// Returns the times of names, by the numbers of all their spellings.
fn list_times(people: &[Person], names: &NameBook, times: &NameTimes) -> HashMap<i64, i64> {
    let mut found = HashMap::new();
    for name in people.iter().flat_map(|person| &person.names) {
        let Some(time) = times.of_spellings(name) else {
            continue;
        };
        let spellings = std::iter::once(&name.name).chain(&name.spellings);
        let numbers = spellings.filter_map(|spelling| names.numbers().get(spelling));
        found.extend(numbers.map(|number| (*number, time)));
    }
    found
}

fn read_rows(connection: &mut SharedConnection, publisher: i64) -> SharedResult<PersonRows> {
    let mut rows = BTreeMap::new();
    connection.query_each(
        "SELECT name, person, alias, kind, coalesce(gender, ''), certainty, quotes,
            (extract(epoch FROM decided) * 1000)::bigint FROM people WHERE publisher = $1::integer",
        &[Some(&publisher.to_string())],
        &mut |row| {
            let text = |column| row.raw(column).unwrap_or_default().to_owned();
            let known = PersonRow {
                person: text(1),
                alias: text(2),
                kind: text(3),
                gender: text(4),
                certainty: text(5),
                quotes: row.parsed(6).unwrap_or_default(),
                decided: row.parsed(7),
            };
            rows.extend(row.parsed(0).map(|name| (name, known)));
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
