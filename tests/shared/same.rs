//! Copies: the same groups on a shared archive as in the archives that were published, whoever publishes what when.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use pullquote::app::effect::{ArticleRequest, Effect};
use pullquote::app::event::{ArticleEvent, Event, Repeats, Ticket};
use pullquote::article::{ArticleId, QuoteId};
use pullquote::library::listing::{Listing, PageStart};
use pullquote::shared::reader::SharedReader;
use rstest::rstest;

use crate::screen::{answer, open_reader, page_of};
use crate::server::{Database, new_database};
use crate::stories::Newsroom;

/// Takes back what version 3 did not have.
pub(crate) const TAKEN_BACK: &str = "
    ALTER TABLE pullquote.people DROP COLUMN decided CASCADE;
    DROP TABLE pullquote.story_sketches, pullquote.statement_sketches, pullquote.torn_groups;
    ALTER TABLE pullquote.stories DROP COLUMN is_sketched;
    UPDATE pullquote.archive SET version = 3";

/// Groups of stories or of quotes.
type Groups<T> = BTreeSet<BTreeSet<T>>;

/// Makes a newsroom beside others of a database.
fn newsroom(database: &Database, name: &str, stories: usize) -> Newsroom {
    Newsroom::new(&database.home.path().join(name), stories)
}

/// Returns sentences that no other number has.
fn sentences(number: usize, count: usize) -> String {
    let sentence = |at: usize| {
        format!("The pier{number} was tar{at} by men{number} with brush{at} and rope{number}{at}.")
    };
    let sentences: Vec<String> = (0..count).map(sentence).collect();
    sentences.join(" ")
}

/// Writes a story of the wire as one paper prints it: some of its sentences, and what is said there.
pub(crate) fn write_copy(
    folder: &Path,
    (wire, paper, day): (usize, usize, usize),
    count: usize,
    said: &str,
) {
    let text = format!(
        "---\ntitle: \"Paper {paper} on wire {wire}\"\nsource: Paper {paper}\nurl: https://paper{paper}.example/{wire}\n\
         date: 2021-{:02}-{:02}\n---\n\n{}\n\n“{said},” said Oda Lund.\n",
        paper % 12 + 1,
        day,
        sentences(wire, count)
    );
    let path = folder.join(format!("wire-{wire}-{paper}.md"));
    fs::write(path, text).unwrap();
}

/// Returns what somebody says in the story of a wire.
pub(crate) fn statement(wire: usize) -> String {
    format!("The pier{wire} will be tarred before winter{wire} and every rope{wire} shall be new")
}

/// Writes the story of a wire in some papers, each with fewer of its sentences.
fn write_wire(folder: &Path, wire: usize, papers: std::ops::Range<usize>) {
    for paper in papers {
        let day = (wire * 5 + paper * 3) % 28 + 1;
        write_copy(folder, (wire, paper, day), 14 - paper % 4, &statement(wire));
    }
}

/// Returns the groups of a shared archive as they are stored.
fn stored<T: Ord>(database: &Database, question: &str, read: impl Fn(&str) -> T) -> Groups<T> {
    let mut groups: BTreeMap<String, BTreeSet<T>> = BTreeMap::new();
    for row in database.open().query(question, &[]).unwrap() {
        let group = groups.entry(row.raw(0).unwrap().to_owned()).or_default();
        group.insert(read(row.raw(1).unwrap()));
    }
    groups.into_values().collect()
}

fn stored_stories(database: &Database) -> Groups<ArticleId> {
    let question = "SELECT same, replace(story::text, '-', '') FROM pullquote.story_sketches WHERE same IS NOT NULL";
    stored(database, question, |story| story.parse().unwrap())
}

fn stored_quotes(database: &Database) -> Groups<QuoteId> {
    let question = "SELECT same, quote FROM pullquote.statement_sketches WHERE same IS NOT NULL";
    stored(database, question, |quote| {
        QuoteId::from_number(quote.parse().unwrap())
    })
}

/// Returns the groups of the archive of files.
fn local_groups(newsroom: &Newsroom) -> (Groups<ArticleId>, Groups<QuoteId>) {
    let mut catalogue = newsroom.archive().open_catalogue().unwrap();
    let page = catalogue
        .read_page(&Listing::default(), PageStart::Row(0), 9_999)
        .unwrap();
    let group = |id| {
        let rows = catalogue.list_story_group(id).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    let mut stories: Groups<ArticleId> = page.rows.iter().map(|row| group(row.id)).collect();
    stories.remove(&BTreeSet::new());
    let statements = catalogue.list_same_statements().unwrap();
    let quotes = statements.iter().map(|statement| {
        let quotes = statement.quotes.iter();
        quotes.map(|quote| quote.quote).collect()
    });
    (stories, quotes.collect())
}

/// Returns what is not as it should be with the groups of a shared archive: counts that must be 0.
pub(crate) fn wrong_groups(database: &Database) -> String {
    database.value(
        "WITH counted AS (
            SELECT story, fold, CASE WHEN same IS NULL OR row_number() OVER (PARTITION BY same ORDER BY newest) = 1 THEN 0
                WHEN row_number() OVER (PARTITION BY same, source ORDER BY newest) = 1 THEN 1 ELSE 2 END AS right_fold
            FROM (SELECT *, row_number() OVER (ORDER BY year DESC, day DESC, clock DESC NULLS LAST, story DESC) AS newest
                FROM pullquote.story_sketches) n),
        sketches AS (SELECT story, prints, same, true AS is_story FROM pullquote.story_sketches
            UNION ALL SELECT story, prints, same, false FROM pullquote.statement_sketches)
        SELECT concat_ws(' ',
            (SELECT count(*) FROM counted WHERE fold <> right_fold),
            (SELECT count(*) FROM sketches b WHERE NOT EXISTS (SELECT 1 FROM pullquote.stories s WHERE s.story = b.story)),
            (SELECT count(*) FROM (SELECT 1 FROM sketches WHERE same IS NOT NULL GROUP BY is_story, same HAVING count(*) < 2) g),
            (SELECT count(*) FROM (SELECT 1 FROM sketches, unnest(prints) p GROUP BY is_story, p HAVING count(*) > 1) t),
            (SELECT count(*) FROM pullquote.torn_groups),
            (SELECT count(*) FROM pullquote.stories WHERE NOT is_sketched),
            (SELECT count(*) FROM pullquote.statement_sketches k WHERE NOT EXISTS
                (SELECT 1 FROM pullquote.quotes q WHERE q.story = k.story AND q.quote = k.quote AND q.year = k.year)))",
    )
}

/// What [`wrong_groups`] returns if all is right.
pub(crate) const RIGHT: &str = "0 0 0 0 0 0 0";

#[test]
fn the_groups_are_those_of_the_files() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    for wire in 0..6 {
        write_wire(&desk.news, wire, 0..wire);
    }
    desk.publish(&database, "desk");
    let (stories, quotes) = local_groups(&desk);
    assert_eq!(
        stories.iter().map(BTreeSet::len).collect::<BTreeSet<_>>(),
        BTreeSet::from([2, 3, 4, 5])
    );
    assert_eq!(quotes.len(), 4);
    assert_eq!(stored_stories(&database), stories);
    assert_eq!(stored_quotes(&database), quotes);
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn one_wire_from_several_archives_is_one_group_as_long_as_they_have_it() {
    let Some(database) = new_database() else {
        return;
    };
    let (one, other) = (
        newsroom(&database, "one", 0),
        newsroom(&database, "other", 0),
    );
    write_wire(&one.news, 1, 0..3);
    write_wire(&other.news, 1, 2..6);
    write_wire(&other.news, 2, 0..2);
    one.publish(&database, "one");
    other.publish(&database, "other");
    let sizes = |database: &Database| {
        let groups = stored_stories(database);
        let mut sizes: Vec<usize> = groups.iter().map(BTreeSet::len).collect();
        sizes.sort_unstable();
        sizes
    };
    assert_eq!(sizes(&database), [2, 6]);
    assert_eq!(wrong_groups(&database), RIGHT);
    let withdraw = |newsroom: &Newsroom, name| {
        newsroom.print(&["publish", "--as", name, "--withdraw", &database.address()]);
        assert_eq!(wrong_groups(&database), RIGHT);
    };
    withdraw(&one, "one");
    assert_eq!(sizes(&database), [2, 4]);
    let (stories, quotes) = local_groups(&other);
    assert_eq!(
        (stored_stories(&database), stored_quotes(&database)),
        (stories, quotes)
    );
    withdraw(&other, "other");
    assert_eq!(sizes(&database), [0; 0]);
    assert_eq!(
        database.value("SELECT count(*) FROM pullquote.statement_sketches"),
        "0"
    );
}

#[test]
fn a_story_that_was_edited_leaves_its_group_and_comes_back() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    write_wire(&desk.news, 1, 0..5);
    write_wire(&desk.news, 2, 0..3);
    let is_as_here = |database: &Database| {
        desk.publish(database, "desk");
        assert_eq!(wrong_groups(database), RIGHT);
        let here = local_groups(&desk);
        assert_eq!((stored_stories(database), stored_quotes(database)), here);
        here
    };
    let before = is_as_here(&database);
    for paper in [0, 3, 1] {
        // The text of another wire under the same address, and so the same identity.
        let day = (5 + paper * 3) % 28 + 1;
        let words = format!(
            "---\ntitle: \"Paper {paper} on wire 1\"\nsource: Paper {paper}\nurl: https://paper{paper}.example/1\n\
             date: 2021-{:02}-{day:02}\n---\n\n{}\n\n“{},” said Oda Lund.\n",
            paper + 1,
            sentences(2, 12),
            statement(2)
        );
        fs::write(desk.news.join(format!("wire-1-{paper}.md")), words).unwrap();
        let after = is_as_here(&database);
        assert_ne!(after, before);
    }
    write_wire(&desk.news, 1, 0..5);
    assert_eq!(is_as_here(&database), before);
    for paper in 1..5 {
        fs::remove_file(desk.news.join(format!("wire-1-{paper}.md"))).unwrap();
        is_as_here(&database);
    }
}

#[test]
fn what_held_a_large_group_together_leaves_it_in_two() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    // A quote of both statements was there first, and all prints lead to it.
    let both = format!("{} and {}", statement(1), statement(2));
    write_copy(&desk.news, (9, 0, 1), 3, &both);
    desk.publish(&database, "desk");
    for paper in 1..=70 {
        let said = statement(paper % 2 + 1);
        write_copy(&desk.news, (100 + paper, paper, 2), 3, &said);
    }
    desk.publish(&database, "desk");
    let sizes = |database: &Database| {
        let groups = stored_quotes(database);
        groups.iter().map(BTreeSet::len).collect::<Vec<_>>()
    };
    assert_eq!(sizes(&database), [71]);
    fs::remove_file(desk.news.join("wire-9-0.md")).unwrap();
    desk.publish(&database, "desk");
    assert_eq!(sizes(&database), [35, 35]);
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn several_who_publish_at_once_find_the_same() {
    let Some(database) = new_database() else {
        return;
    };
    let newsrooms: Vec<Newsroom> = (0..4)
        .map(|number| {
            let newsroom = newsroom(&database, &format!("desk{number}"), 0);
            for wire in 0..8 {
                write_wire(&newsroom.news, wire, number..number + 3);
            }
            newsroom
        })
        .collect();
    thread::scope(|threads| {
        for (number, newsroom) in newsrooms.iter().enumerate() {
            let database = &database;
            threads.spawn(move || newsroom.publish(database, &format!("desk{number}")));
        }
    });
    let groups = stored_stories(&database);
    let sizes: Vec<usize> = groups.iter().map(BTreeSet::len).collect();
    assert_eq!(sizes, [6; 8]);
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn an_archive_without_sketches_is_converted_and_what_was_published_is_compared() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    for wire in 1..5 {
        write_wire(&desk.news, wire, 0..4);
    }
    desk.publish(&database, "desk");
    let before = (stored_stories(&database), stored_quotes(&database));
    // A publisher who does not own the tables, as docs/shared-archive.md has it.
    let user = format!("adds_{}", database.name);
    let mut owner = database.open();
    owner
        .run_script(&format!(
            "CREATE ROLE {user}; GRANT USAGE ON SCHEMA pullquote TO {user};
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pullquote TO {user}; {TAKEN_BACK}"
        ))
        .unwrap();
    let told = desk.run(&["search", "*", "--shared", &database.address()]);
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.contains("whoever created them converts them"),
        "{told}"
    );
    let told = desk.publish(&database, "desk");
    assert!(
        told.starts_with("Converted the tables to version 5\nPublished 0 stories")
            && told.ends_with("Looked for copies of 16 stories published before\n"),
        "{told}"
    );
    assert_eq!(
        (stored_stories(&database), stored_quotes(&database)),
        before
    );
    assert_eq!(wrong_groups(&database), RIGHT);
    owner.run_script(&format!("SET ROLE {user}")).unwrap();
    for table in ["story_sketches", "statement_sketches", "torn_groups"] {
        let changed = owner.query(&format!("DELETE FROM pullquote.{table} WHERE false"), &[]);
        assert!(changed.is_ok(), "{table}: {changed:?}");
    }
    // As somebody who was interrupted leaves them.
    owner
        .run_script(
            "RESET ROLE; UPDATE pullquote.stories SET is_sketched = false;
             DELETE FROM pullquote.story_sketches; DELETE FROM pullquote.statement_sketches",
        )
        .unwrap();
    let told = desk.publish(&database, "desk");
    assert!(
        told.ends_with("Looked for copies of 16 stories published before\n"),
        "{told}"
    );
    assert_eq!(
        (stored_stories(&database), stored_quotes(&database)),
        before
    );
}

#[rstest]
#[case::quotes(&["search", "--json", "--limit", "0", "pier1 OR winter1 OR rope2 "])]
#[case::stories(&["search", "--json", "--stories", "--limit", "0", "pier1 OR pier2 "])]
#[case::statements(&["same", "--json"])]
#[case::statements_as_text(&["same"])]
#[case::documents(&["export", "--format", "es-bulk"])]
fn what_is_printed_says_what_is_the_same(#[case] arguments: &[&str]) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    write_wire(&desk.news, 1, 0..4);
    write_wire(&desk.news, 2, 0..2);
    desk.publish(&database, "desk");
    let address = database.address();
    let sorted = |text: String| {
        // Where the file is remains here.
        let path = format!("{}/", desk.news.display());
        let mut lines: Vec<String> = text
            .lines()
            .filter(|line| !line.starts_with("{\"index\""))
            .map(|line| line.replace(&path, ""))
            .collect();
        lines.sort();
        lines
    };
    let here = desk.print(&[arguments, &[desk.news.to_str().unwrap()]].concat());
    let there = desk.print(&[arguments, &["--shared", &address]].concat());
    if arguments.contains(&"--json") {
        assert!(there.matches("\"same\":\"").count() > 1, "{there}");
    }
    if arguments.contains(&"export") {
        let same = |text: &str| {
            let documents = text.lines().filter_map(|line| {
                let document: serde_json::Value = serde_json::from_str(line).ok()?;
                Some((
                    document["link"].to_string(),
                    document["same"].as_str()?.to_owned(),
                ))
            });
            documents.collect::<BTreeMap<_, _>>()
        };
        assert_eq!(same(&here).len(), 6, "{here}");
        assert_eq!(same(&there), same(&here));
    } else {
        assert_eq!(sorted(there), sorted(here));
    }
}

#[test]
fn an_open_story_shows_who_has_it_and_its_statements_too() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 6);
    write_wire(&desk.news, 1, 0..4);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let story = stored_stories(&database);
    let id = *story.first().unwrap().first().unwrap();
    let row = desk.shared(&database).read_rows(&[id]).unwrap().remove(0);
    let open = ArticleRequest::Open {
        ticket: Ticket(7),
        id,
        location: row.location,
    };
    let repeats: Repeats = answer(&mut reader, Effect::Articles(open), |event| match event {
        Event::Articles(ArticleEvent::Repeated { repeats, .. }) => Some(repeats),
        _ => None,
    });
    let days: Vec<_> = repeats.stories.iter().map(|row| row.published).collect();
    assert!(
        days.len() == 4 && days.is_sorted_by(|one, other| one >= other),
        "{days:?}"
    );
    assert_eq!(repeats.quotes.len(), 1);
    let places: Vec<_> = repeats.quotes[0]
        .places
        .iter()
        .map(|(row, _)| row.published)
        .collect();
    assert!(places.len() == 4 && places.is_sorted(), "{places:?}");
    let quiet = answer(
        &mut reader,
        crate::screen::page_request(PageStart::Row(0)),
        page_of,
    );
    assert_eq!(quiet.total, 10);
}

/// What an older program does first in each transaction.
const OLD_INSERT: &str =
    "INSERT INTO pullquote.stories (story, year, digest, publisher) SELECT story, 2021, 0, publisher
        FROM pullquote.stories LIMIT 1 ON CONFLICT DO NOTHING";

#[test]
fn a_program_of_the_version_before_writes_nothing_more() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    write_wire(&desk.news, 1, 0..2);
    desk.publish(&database, "desk");
    let mut connection = database.open();
    connection.run_script(TAKEN_BACK).unwrap();
    assert!(connection.run_script(OLD_INSERT).is_ok());
    desk.publish(&database, "desk");
    let told = connection.run_script(OLD_INSERT);
    assert!(told.is_err());
    assert_eq!(wrong_groups(&database), RIGHT);
}

#[test]
fn stories_that_others_have_removed_leave_their_groups_at_the_next_run() {
    let Some(database) = new_database() else {
        return;
    };
    let (one, other) = (
        newsroom(&database, "one", 0),
        newsroom(&database, "other", 0),
    );
    write_wire(&one.news, 1, 0..4);
    write_wire(&one.news, 2, 0..2);
    write_wire(&other.news, 1, 4..7);
    one.publish(&database, "one");
    other.publish(&database, "other");
    // As an older program removes what a publisher no longer has.
    let of_one = "IN (SELECT story FROM pullquote.copies WHERE publisher = (SELECT publisher FROM pullquote.publishers WHERE name = 'one'))";
    let removals = ["articles", "quotes", "stories", "copies"]
        .map(|table| format!("DELETE FROM pullquote.{table} WHERE story {of_one}"));
    database.open().run_script(&removals.join(";")).unwrap();
    assert_ne!(wrong_groups(&database), RIGHT);
    other.publish(&database, "other");
    assert_eq!(wrong_groups(&database), RIGHT);
    let here = local_groups(&other);
    assert_eq!((stored_stories(&database), stored_quotes(&database)), here);
}

#[test]
fn what_a_killed_run_has_torn_is_mended_also_if_nothing_is_withdrawn() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = newsroom(&database, "desk", 0);
    write_wire(&desk.news, 1, 0..3);
    desk.publish(&database, "desk");
    database
        .open()
        .run_script(
            "INSERT INTO pullquote.torn_groups SELECT DISTINCT true, same FROM pullquote.story_sketches WHERE same IS NOT NULL
             UNION ALL SELECT DISTINCT false, same FROM pullquote.statement_sketches WHERE same IS NOT NULL",
        )
        .unwrap();
    assert_ne!(wrong_groups(&database), RIGHT);
    desk.print(&[
        "publish",
        "--as",
        "nobody",
        "--withdraw",
        &database.address(),
    ]);
    assert_eq!(wrong_groups(&database), RIGHT);
    let here = local_groups(&desk);
    assert_eq!((stored_stories(&database), stored_quotes(&database)), here);
}
