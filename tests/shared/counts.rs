//! The counts that triggers keep: right after whatever is written, and made for the tables of the version before.

use std::fs;

use pullquote::search::engine::SearchEngine;
use pullquote::search::index::PersonRequest;
use pullquote::shared::schema::create_tables;

use crate::server::{Database, new_database};
use crate::stories::Newsroom;

/// Takes back what version 2 did not have.
const TAKEN_BACK: &str = "
    ALTER TABLE pullquote.people DROP COLUMN decided CASCADE;
    DROP TABLE pullquote.story_sketches, pullquote.statement_sketches, pullquote.torn_groups;
    ALTER TABLE pullquote.stories DROP COLUMN is_sketched;
    DROP FUNCTION pullquote.count_added() CASCADE;
    DROP FUNCTION pullquote.count_removed() CASCADE;
    DROP FUNCTION pullquote.count_changed() CASCADE;
    DROP FUNCTION pullquote.merge_word_counts();
    DROP TABLE pullquote.appearances, pullquote.word_counts;
    DROP INDEX pullquote.people_of_person;
    UPDATE pullquote.archive SET version = 2";

/// Returns how many counts differ from those of the quotes.
pub(crate) fn wrong_counts(database: &Database) -> String {
    database.value(
        "WITH stored AS (
                SELECT story, year, day, source, role, speakers, is_unnamed, is_unsure, sum(quotes) AS quotes
                FROM pullquote.appearances GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
            counted AS (
                SELECT story, year, day, source, role, speakers, facts @@ '''k:unnamed'''::tsquery, facts @@ '''k:unsure'''::tsquery, count(*)
                FROM pullquote.quotes GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
            stored_words AS (
                SELECT word, sum(quotes) AS quotes FROM pullquote.word_counts GROUP BY word HAVING sum(quotes) <> 0),
            counted_words AS (
                SELECT w, count(*) FROM pullquote.quotes, unnest(tsvector_to_array(words)) w WHERE w NOT LIKE '=%' GROUP BY w
                UNION ALL SELECT '', count(*) FROM pullquote.quotes HAVING count(*) > 0)
         SELECT (SELECT count(*) FROM (TABLE stored EXCEPT TABLE counted) a) + (SELECT count(*) FROM (TABLE counted EXCEPT TABLE stored) b)
            + (SELECT count(*) FROM (TABLE stored_words EXCEPT TABLE counted_words) c)
            + (SELECT count(*) FROM (TABLE counted_words EXCEPT TABLE stored_words) d)",
    )
}

/// Returns all that is shown of everybody who is quoted.
fn everybody(newsroom: &Newsroom, database: &Database) -> String {
    let shared = newsroom.shared(database);
    let rows = shared.all_speakers().unwrap();
    let pages = rows.iter().map(|row| {
        let request = PersonRequest {
            name: &row.name,
            limit: 4,
            is_unsure_first: row.quotes % 2 == 0,
        };
        format!("{row:?}\n{:?}\n", shared.find_person(request).unwrap())
    });
    pages.collect()
}

#[test]
fn an_archive_of_the_last_version_is_converted_by_its_owner() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 30);
    desk.publish(&database, "desk");
    let before = everybody(&desk, &database);
    assert!(before.matches("SpeakerRow").count() > 3, "{before}");
    database.open().run_script(TAKEN_BACK).unwrap();
    let output = desk.run(&["speakers", "--shared", &database.address()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(
            "version 2, and this pullquote knows version 5: whoever created them converts them"
        ),
        "{said}"
    );
    let told = desk.publish(&database, "desk");
    assert!(
        told.starts_with("Converted the tables to version 5\n"),
        "{told}"
    );
    assert_eq!(everybody(&desk, &database), before);
    assert_eq!(wrong_counts(&database), "0");
    let told = desk.publish(&database, "desk");
    assert!(told.starts_with("Published 0 stories"), "{told}");
}

#[test]
fn whoever_may_read_quotes_may_read_the_counts_of_a_converted_archive() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 3);
    desk.publish(&database, "desk");
    let reader = format!("reads_counts_{}", database.name);
    let mut owner = database.open();
    owner.run_script(TAKEN_BACK).unwrap();
    owner
        .run_script(&format!(
            "CREATE ROLE {reader}; GRANT USAGE ON SCHEMA pullquote TO {reader};
             GRANT SELECT ON ALL TABLES IN SCHEMA pullquote TO {reader}"
        ))
        .unwrap();
    desk.publish(&database, "desk");
    owner.run_script(&format!("SET ROLE {reader}")).unwrap();
    for table in ["appearances", "word_counts"] {
        let rows = owner.query(&format!("SELECT count(*) FROM pullquote.{table}"), &[]);
        assert!(rows.is_ok(), "{table}: {rows:?}");
    }
    let written = owner.query("DELETE FROM pullquote.appearances", &[]);
    assert!(written.is_err(), "a reader wrote");
}

#[test]
fn nobody_else_attaches_what_counts_to_a_table_of_their_own() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 2);
    desk.publish(&database, "desk");
    let reader = format!("makes_triggers_{}", database.name);
    let mut owner = database.open();
    owner
        .run_script(&format!(
            "CREATE ROLE {reader}; GRANT USAGE ON SCHEMA pullquote TO {reader};
             GRANT SELECT ON ALL TABLES IN SCHEMA pullquote TO {reader};
             GRANT TEMPORARY ON DATABASE {} TO {reader};
             SET ROLE {reader}; CREATE TEMP TABLE own (LIKE pullquote.quotes)",
            database.name
        ))
        .unwrap();
    let functions = database.value(
        "SELECT string_agg(proname, ' ') FROM pg_proc
         WHERE pronamespace = 'pullquote'::regnamespace AND prorettype = 'trigger'::regtype",
    );
    assert!(functions.contains("count_added"), "{functions}");
    for function in functions.split(' ') {
        let trigger = format!(
            "CREATE TRIGGER own_counts AFTER INSERT ON own
             REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION pullquote.{function}()"
        );
        let error = owner.run_script(&trigger).unwrap_err().to_string();
        assert!(error.contains("permission denied"), "{function}: {error}");
    }
}

#[test]
fn only_the_owner_of_the_tables_converts_them() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 2);
    desk.publish(&database, "desk");
    let publisher = format!("owns_nothing_{}", database.name);
    let mut owner = database.open();
    owner.run_script(TAKEN_BACK).unwrap();
    owner
        .run_script(&format!(
            "CREATE ROLE {publisher}; GRANT USAGE ON SCHEMA pullquote TO {publisher};
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pullquote TO {publisher};
             SET ROLE {publisher}"
        ))
        .unwrap();
    let error = create_tables(&mut owner).unwrap_err().to_string();
    assert!(
        error.contains("whoever created them converts them"),
        "{error}"
    );
    owner.run_script("RESET ROLE").unwrap();
    assert!(create_tables(&mut owner).unwrap());
    assert!(!create_tables(&mut owner).unwrap());
    assert_eq!(wrong_counts(&database), "0");
}

#[test]
fn quotes_that_are_changed_by_hand_are_counted_too() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(&database.home.path().join("desk"), 8);
    desk.publish(&database, "desk");
    let mut owner = database.open();
    owner.run_script("SELECT pullquote.add_year(0)").unwrap();
    for change in [
        "UPDATE pullquote.quotes SET year = 0 WHERE place % 2 = 0",
        "UPDATE pullquote.quotes q SET year = s.year FROM pullquote.stories s WHERE s.story = q.story",
        "UPDATE pullquote.quotes SET story = gen_random_uuid() WHERE place % 5 = 0",
        "UPDATE pullquote.quotes SET role = 'the pilot', words = 'tide:1 =tide:1' WHERE place % 2 = 0",
        "DELETE FROM pullquote.quotes WHERE place % 3 = 0",
        "DELETE FROM pullquote.quotes WHERE false",
    ] {
        owner.run_script(change).unwrap();
        assert_eq!(wrong_counts(&database), "0", "{change}");
    }
    fs::remove_file(desk.news.join("001.md")).unwrap();
    desk.publish(&database, "desk");
    assert_eq!(wrong_counts(&database), "0");
    let twice = "SELECT count(*) FROM (SELECT 1 FROM pullquote.word_counts GROUP BY word HAVING count(*) > 1) w";
    assert_eq!(database.value(twice), "0");
    // As a run that was killed leaves them.
    let left =
        "INSERT INTO pullquote.word_counts VALUES ('tide', 1), ('tide', -1), ('', 2), ('', -2)";
    owner.run_script(left).unwrap();
    let told = desk.publish(&database, "desk");
    assert!(told.starts_with("Published 0 stories"), "{told}");
    assert_eq!(database.value(twice), "0");
    desk.print(&["publish", "--as", "desk", "--withdraw", &database.address()]);
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(database.value(twice), "0");
}
