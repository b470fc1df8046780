//! A server that is gone, silent, slow, read-only, full of strange texts or of another version: one sentence each.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use pullquote::article::ArticleId;
use pullquote::config::SharedAddress;
use pullquote::search::engine::SearchEngine;
use pullquote::shared::client::{ClientPatience, SharedConnection};
use pullquote::shared::error::SharedError;
use pullquote::shared::password::LoginSources;
use pullquote::shared::reader::SharedReader;
use pullquote::text::Clean;
use rstest::rstest;

use crate::server::{Database, new_database, own_server};
use crate::stories::Newsroom;

/// Publishes and searches, and returns what is said, which must be one line.
fn say(newsroom: &Newsroom, database: &Database, arguments: &[&str]) -> String {
    let address = database.address();
    let mut all = arguments.to_vec();
    if arguments[0] == "publish" {
        all.extend(["--as", "desk", &address, newsroom.news.to_str().unwrap()]);
    } else {
        all.extend(["--shared", &address]);
    }
    let output = newsroom.run(&all);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn an_empty_database_has_nothing_published() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 2);
    let said = say(&desk, &database, &["search", "ferry"]);
    assert!(
        said.contains("nothing was published to this shared archive yet"),
        "{said}"
    );
}

#[test]
fn another_version_is_left_alone() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 2);
    desk.publish(&database, "desk");
    database
        .open()
        .run_script("UPDATE pullquote.archive SET version = 99")
        .unwrap();
    for arguments in [&["search", "ferry"][..], &["speakers"], &["publish"]] {
        let said = say(&desk, &database, arguments);
        assert!(
            said.contains("tables of version 99, and this pullquote knows version 5"),
            "{said}"
        );
    }
}

#[test]
fn an_open_reader_notices_another_version() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 2);
    desk.publish(&database, "desk");
    let shared = desk.shared(&database);
    let set = |version: &str| {
        let change = format!("UPDATE pullquote.archive SET version = {version}");
        database.open().run_script(&change).unwrap();
    };
    let version = database.value("SELECT version FROM pullquote.archive");
    assert!(shared.list_sources().is_ok());
    set("99");
    let end = Instant::now() + Duration::from_secs(20);
    let told = loop {
        match shared.list_sources() {
            Err(error) => break error.to_string(),
            Ok(_) => assert!(Instant::now() < end, "it goes on"),
        }
    };
    assert!(told.contains("tables of version 99"), "{told}");
    set(&version);
    assert!(shared.list_sources().is_ok());
}

#[test]
fn who_may_only_read_is_told_so() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 2);
    desk.publish(&database, "desk");
    let name = &database.name;
    database
        .open()
        .run_script(&format!(
            "ALTER DATABASE {name} SET default_transaction_read_only = on"
        ))
        .unwrap();
    crate::stories::write_story(&desk.news, 7);
    let said = say(&desk, &database, &["publish"]);
    assert!(said.contains("the shared archive is read-only"), "{said}");
    assert!(
        desk.run(&["search", "e", "--shared", &database.address()])
            .status
            .success()
    );
}

#[test]
fn who_may_read_alone_needs_no_other_rights() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 5);
    desk.publish(&database, "desk");
    let reader = format!("reader_{}", database.name);
    let password = crate::server::PASSWORD.replace('\'', "''");
    database
        .open()
        .run_script(&format!(
            "CREATE ROLE {reader} LOGIN PASSWORD '{password}'; GRANT USAGE ON SCHEMA pullquote TO {reader};
             GRANT SELECT ON ALL TABLES IN SCHEMA pullquote TO {reader}"
        ))
        .unwrap();
    let address = database.server.address(&reader, &database.name);
    let sources = LoginSources {
        file: Some(database.home.path().join(".pgpass")),
        ..LoginSources::default()
    };
    let parsed = SharedAddress::parse(&address).unwrap();
    let login = sources.find_login(&parsed).unwrap();
    let mut connection =
        SharedConnection::open(&parsed, &login, ClientPatience::PUBLISHING).unwrap();
    let error = connection
        .query("SELECT pullquote.add_year(1999)", &[])
        .unwrap_err();
    assert!(matches!(error, SharedError::NotAllowed(_)), "{error}");
    for arguments in [
        &["search", "e", "--json"][..],
        &["speakers"],
        &["speaker", "Oda Lund"],
    ] {
        let mut all = arguments.to_vec();
        all.extend(["--shared", &address]);
        let output = desk.run(&all);
        assert!(output.status.success(), "{output:?}");
    }
    let news = desk.news.to_str().unwrap();
    let output = desk.run(&["publish", &address, news]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("may not do this: permission denied"),
        "{said}"
    );
}

#[test]
fn the_documented_rights_are_all_that_publishers_need() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 1);
    desk.publish(&database, "desk");
    let docs = include_str!("../../docs/shared-archive.md");
    let (_, rest) = docs.split_once("```sql\n").unwrap();
    let (rights, _) = rest.split_once("```").unwrap();
    // Roles are those of the whole server, which other tests share.
    let own = |role: &str| format!("{role}_{}", database.name);
    let rights = rights
        .replace("publishers", &own("publishers"))
        .replace("readers", &own("readers"));
    let password = crate::server::PASSWORD.replace('\'', "''");
    let user = own("publisher");
    let role = own("publishers");
    database
        .open()
        .run_script(&format!(
            "{rights}; CREATE ROLE {user} LOGIN PASSWORD '{password}' IN ROLE {role}"
        ))
        .unwrap();
    // The first story is of another year than these.
    crate::stories::write_story(&desk.news, 2);
    crate::stories::write_story(&desk.news, 3);
    let address = database.server.address(&user, &database.name);
    let news = desk.news.to_str().unwrap();
    let told = desk.print(&["publish", "--as", "desk", &address, news]);
    assert!(told.starts_with("Published 2 stories "), "{told}");
}

#[test]
fn a_slow_question_is_given_up() {
    let Some(database) = new_database() else {
        return;
    };
    let address = SharedAddress::parse(&database.address()).unwrap();
    let sources = LoginSources {
        file: Some(database.home.path().join(".pgpass")),
        ..LoginSources::default()
    };
    let patience = ClientPatience {
        connecting: Duration::from_mins(1),
        answering: Duration::from_secs(1),
    };
    let mut connection =
        SharedConnection::open(&address, &sources.find_login(&address).unwrap(), patience).unwrap();
    let slow = connection.query("SELECT pg_sleep(600)", &[]);
    assert_eq!(slow, Err(SharedError::Slow(1)));
    // The connection can be used as before.
    let rows = connection
        .query("SELECT $1::integer + 1", &[Some("41")])
        .unwrap();
    assert_eq!(rows[0].raw(0), Some("42"));
}

#[rstest]
#[case::nobody_listens(false, "cannot be reached")]
#[case::nobody_answers(true, "does not answer")]
fn a_server_that_is_not_there_is_told(#[case] listens: bool, #[case] sentence: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let listener = listens.then_some(listener);
    let address = SharedAddress::parse(&format!("postgres://desk@127.0.0.1:{port}/news")).unwrap();
    let patience = ClientPatience {
        connecting: Duration::from_millis(300),
        answering: Duration::from_millis(300),
    };
    let login = LoginSources::default().find_login(&address).unwrap();
    let begun = Instant::now();
    let error = SharedConnection::open(&address, &login, patience).unwrap_err();
    assert!(error.is_away());
    assert!(error.to_string().contains(sentence), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(30));
    drop(listener);
}

#[test]
fn what_speaks_another_protocol_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n\x1b]0;x\x07")
            .unwrap();
        std::thread::sleep(Duration::from_millis(200));
    });
    let address = SharedAddress::parse(&format!("postgres://desk@127.0.0.1:{port}/news")).unwrap();
    let login = LoginSources::default().find_login(&address).unwrap();
    let error = SharedConnection::open(&address, &login, ClientPatience::READING).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("does not speak PostgreSQL's protocol"),
        "{error}"
    );
    answering.join().unwrap();
}

#[test]
fn a_server_that_comes_back_is_asked_again() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 5);
    desk.publish(&database, "desk");
    let shared = desk.shared(&database);
    let before = shared.all_speakers().unwrap();
    database.server.stop();
    for _ in 0..2 {
        let error = shared.all_speakers().unwrap_err().to_string();
        assert!(error.contains("cannot be reached"), "{error}");
    }
    database.server.resume(&[]);
    assert_eq!(shared.all_speakers().unwrap(), before);
    // A connection that broke between two questions is made again without a word.
    database.server.stop();
    database.server.resume(&[]);
    assert_eq!(shared.all_speakers().unwrap(), before);
}

#[test]
fn every_text_passes_the_gate() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 3);
    desk.publish(&database, "desk");
    let hostile = "E'\\x1b]0;owned\\x07\\x1b[31mred\\u202e\\u009d0;x\\u009c'";
    database
        .open()
        .run_script(&format!(
            "UPDATE pullquote.articles SET title = title || {hostile}, source = {hostile}, body = {hostile} || body,
                url = 'javascript:' || {hostile}, path = {hostile}, authors = ARRAY[{hostile}], tags = ARRAY[{hostile}];
             UPDATE pullquote.quotes SET said = {hostile} || said, speaker = {hostile}, role = {hostile}, source = {hostile},
                details = jsonb_set(details, '{{reasons}}', to_jsonb(ARRAY[{hostile}]));
             UPDATE pullquote.people SET person = {hostile} || person, alias = {hostile}"
        ))
        .unwrap();
    let address = database.address();
    for arguments in [
        &["search", "e", "--limit", "0"][..],
        &["search", "e", "--json"],
        &["search", "--stories", "e"],
        &["speakers"],
        &[
            "search",
            "e",
            "--format",
            "{title}{source}{path}{speaker}{role}{url}{before}{person}",
        ],
    ] {
        let mut all = arguments.to_vec();
        all.extend(["--shared", &address]);
        let printed = desk.print(&all);
        assert_eq!(Clean::new(&printed), printed.as_str(), "{arguments:?}");
        assert!(
            printed.contains("red") && !printed.contains("owned"),
            "{printed}"
        );
        assert!(!printed.contains("javascript"), "{printed}");
    }
}

#[test]
fn ranges_that_are_wrong_do_no_harm() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 2);
    desk.publish(&database, "desk");
    let ids = database
        .open()
        .query("SELECT story FROM pullquote.stories", &[])
        .unwrap();
    database
        .open()
        .run_script(
            "UPDATE pullquote.quotes SET place = place + 1000000, place_end = 3;
             UPDATE pullquote.articles SET parts = '{\"blocks\":[{\"kind\":\"paragraph\",\"range\":{\"start\":5,\"end\":1}}]}'",
        )
        .unwrap();
    let shared = desk.shared(&database);
    for row in ids {
        let id: ArticleId = row.raw(0).unwrap().replace('-', "").parse().unwrap();
        let story = shared.read_story(id).unwrap().unwrap();
        assert_eq!(story.quotes, []);
        assert_eq!(story.article.blocks.len(), 1);
    }
    desk.print(&["search", "e", "--json", "--shared", &database.address()]);
}

#[test]
fn what_was_locked_is_read_as_it_is_then_whatever_the_default_of_the_server() {
    let Some(database) = new_database() else {
        return;
    };
    let change = format!(
        "ALTER DATABASE {} SET default_transaction_isolation = 'serializable'",
        database.name
    );
    database.open().run_script(&change).unwrap();
    let shown = database.value("SHOW transaction_isolation");
    assert_eq!(shown, "read committed");
}
