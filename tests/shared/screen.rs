//! What the screen requests, answered from a shared archive: the list, a story, hits, people; also when the server goes away.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jiff::civil::date;
use pullquote::app::effect::{
    ArticleRequest, CatalogueRequest, Effect, ExportRequest, Exported, FoundHits, PersonQuery,
    QueryRequest, SearchRequest, StateRequest,
};
use pullquote::app::event::{ArticleEvent, CatalogueEvent, Event, SearchEvent, StateEvent, Ticket};
use pullquote::config::{Config, Paths};
use pullquote::library::export::ExportFormat;
use pullquote::library::listing::{Listing, ListingPage, PageStart};
use pullquote::library::state::{SavedQuery, SavedSearch, StateChange};
use pullquote::runtime::{Headless, Start};
use pullquote::search::hits::{HitOrder, SearchScope};
use pullquote::search::query::Query;
use pullquote::text::Clean;

use crate::server::{Database, new_database, own_server};
use crate::stories::{Newsroom, write_story};

/// Starts the services of a reader of a shared archive.
pub(crate) fn open_reader(newsroom: &Newsroom, database: &Database) -> Headless {
    let home = &newsroom.home;
    let paths = Paths {
        home: home.clone(),
        config: home.join(".config/pullquote"),
        data: home.join(".local/share/pullquote"),
        cache: home.join(".cache/pullquote"),
    };
    let archive = pullquote::library::Archive::new(&paths.cache, &[]).with_state(&paths.data);
    Headless::start(&Start {
        archive,
        shared: Some(Arc::new(newsroom.shared(database))),
        config: Config::default(),
        config_file: None,
        paths,
        opening: None,
        beginning: None,
        scope: pullquote::app::LibraryScope::Shared,
        remembers_session: false,
        opens_only_story: false,
        is_empty: false,
    })
    .unwrap()
}

/// Performs a request, and waits for the first event that `wanted` takes.
pub(crate) fn answer<T>(
    reader: &mut Headless,
    effect: Effect,
    wanted: impl Fn(Event) -> Option<T>,
) -> T {
    let at_once = reader.perform(effect);
    for event in at_once {
        if let Some(found) = wanted(event) {
            return found;
        }
    }
    loop {
        let event = reader.wait().expect("an answer");
        if let Some(found) = wanted(event) {
            return found;
        }
    }
}

pub(crate) fn page_request(start: PageStart) -> Effect {
    Effect::Catalogue(CatalogueRequest::Page {
        listing: Listing::default(),
        start,
        rows: 10,
    })
}

pub(crate) fn page_of(event: Event) -> Option<ListingPage> {
    match event {
        Event::Catalogue(CatalogueEvent::Page { page, .. }) => Some(page),
        _ => None,
    }
}

#[test]
fn the_list_and_a_story_are_those_of_the_server() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 30);
    desk.keep_some();
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let first = answer(&mut reader, page_request(PageStart::Row(0)), page_of);
    assert_eq!((first.first, first.total, first.rows.len()), (0, 30, 10));
    let days: Vec<_> = first.rows.iter().map(|row| row.published).collect();
    assert!(days.is_sorted_by(|one, other| one >= other), "{days:?}");
    let last = answer(&mut reader, page_request(PageStart::Row(999)), page_of);
    assert_eq!((last.first, last.rows.len()), (20, 10));
    assert_eq!(last.rows.last().unwrap().published, None);
    // A page is found by one of its articles, and shows what the reader did.
    let id = last.rows[5].id;
    let around = answer(&mut reader, page_request(PageStart::Article(id)), page_of);
    assert!(around.rows.iter().any(|row| row.id == id));
    let mut rows = first.rows.clone();
    rows.extend(answer(&mut reader, page_request(PageStart::Row(10)), page_of).rows);
    rows.extend(last.rows);
    assert_eq!(rows.iter().filter(|row| row.is_read).count(), 1);
    assert_eq!(rows.iter().filter(|row| row.is_bookmarked).count(), 1);
    let row = rows.iter().find(|row| row.quotes > 2).unwrap();
    let open = ArticleRequest::Open {
        ticket: Ticket(7),
        id: row.id,
        location: row.location.clone(),
    };
    let article = answer(&mut reader, Effect::Articles(open), |event| match event {
        Event::Articles(ArticleEvent::Opened { article, .. }) => Some(article),
        _ => None,
    });
    assert_eq!(article.metadata.title, row.title);
    assert!(article.text.contains("The harbor office met"));
    let quotes = loop {
        if let Some(Event::Articles(ArticleEvent::Quoted { quotes, .. })) = reader.wait() {
            break quotes;
        }
    };
    assert_eq!(quotes.len(), usize::try_from(row.quotes).unwrap());
}

#[test]
fn saved_searches_know_what_is_new_on_the_server() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let search = SavedSearch {
        name: Clean::new("said"),
        query: SavedQuery {
            text: Clean::new("is:direct "),
            scope: SearchScope::Quotes,
        },
    };
    let save = |reader: &mut Headless, effect| {
        answer(reader, effect, |event| match event {
            Event::State(StateEvent::Saved { .. }) => Some(()),
            _ => None,
        });
    };
    let change = Box::new(StateChange::SaveSearch(search.clone()));
    let ticket = Ticket(3);
    let request = StateRequest::Save { ticket, change };
    save(&mut reader, Effect::State(request));
    let count_new = |reader: &mut Headless| {
        let request = SearchRequest::CountNew(vec![search.clone()]);
        answer(reader, Effect::Search(request), |event| match event {
            Event::Search(SearchEvent::NewHits(counts)) => Some(counts[0].1),
            _ => None,
        })
    };
    let all = count_new(&mut reader);
    assert!(all > 12, "{all}");
    let see = SearchRequest::See {
        ticket: Ticket(4),
        search: search.clone(),
    };
    save(&mut reader, Effect::Search(see));
    assert_eq!(count_new(&mut reader), 0);
    write_story(&desk.news, 12);
    desk.publish(&database, "desk");
    let new = count_new(&mut reader);
    assert!(new > 0 && new < all, "{new} of {all}");
}

#[test]
fn what_is_shown_of_the_server_is_exported() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let row = answer(&mut reader, page_request(PageStart::Row(0)), page_of)
        .rows
        .remove(0);
    let today = date(2026, 5, 6);
    let found = FoundHits {
        query: Query::parse_text("winter ", today),
        scope: SearchScope::Quotes,
        order: HitOrder::Newest,
        today,
    };
    for (name, what, stories) in [
        (
            "one",
            Exported::Articles(vec![(row.id, row.location)]),
            1..=1,
        ),
        ("all", Exported::Shown(Listing::default()), 12..=12),
        ("found", Exported::Found(Box::new(found)), 1..=11),
    ] {
        let file = desk.home.join(format!("{name}.jsonl"));
        let export = Effect::Export(ExportRequest {
            what,
            format: ExportFormat::JsonLines,
            to: file.to_str().unwrap().to_owned(),
        });
        let notice = answer(&mut reader, export, |event| match event {
            Event::Notice(notice) => Some(notice),
            _ => None,
        });
        let lines = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{notice:?}"));
        let articles: BTreeSet<String> = lines
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                line["article"].as_str().unwrap().to_owned()
            })
            .collect();
        assert!(stories.contains(&articles.len()), "{name}: {notice:?}");
    }
}

/// Searches for what somebody says of a ferry.
pub(crate) fn search_request() -> Effect {
    let today = date(2026, 5, 6);
    let request = QueryRequest {
        ticket: Ticket(1),
        query: Query::parse_text("ferry said:lund ", today),
        scope: SearchScope::Quotes,
        order: HitOrder::Relevance,
        limit: 20,
        today,
        is_again: false,
    };
    Effect::Search(SearchRequest::Hits(Box::new(request)))
}

#[test]
fn searches_and_people_are_those_of_the_server() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 30);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let search = search_request();
    let found = answer(&mut reader, search, |event| match event {
        Event::Search(SearchEvent::Found { found, .. }) if found.total.is_some() => Some(found),
        _ => None,
    });
    assert!(found.total.unwrap() > 0 && !found.speakers.is_empty() && !found.months.is_empty());
    let speakers = SearchRequest::Speakers {
        ticket: Ticket(2),
        filter: "lund".to_owned(),
        limit: 10,
        is_new: true,
    };
    let speakers = answer(&mut reader, Effect::Search(speakers), |event| match event {
        Event::Search(SearchEvent::Speakers { quoted, .. }) => Some(quoted),
        _ => None,
    });
    assert_eq!(speakers.fitting, 2);
    let person = PersonQuery {
        ticket: Ticket(3),
        name: Clean::new("Oda Lund"),
        limit: 5,
        is_unsure_first: false,
    };
    let person = answer(
        &mut reader,
        Effect::Search(SearchRequest::Person(person)),
        |event| match event {
            Event::Search(SearchEvent::Person { answer, .. }) => answer.person,
            _ => None,
        },
    );
    assert_eq!(
        (person.row.name.as_str(), person.quotes.len()),
        ("Oda Lund", 5)
    );
}

#[test]
fn a_list_that_was_asked_for_comes_when_the_server_is_back() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 5);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    database.server.stop();
    let told = answer(
        &mut reader,
        page_request(PageStart::Row(0)),
        |event| match event {
            Event::Notice(notice) => Some(notice.text),
            _ => None,
        },
    );
    assert!(
        told.contains("The shared archive on '") && told.contains("cannot be reached"),
        "{told}"
    );
    thread::sleep(Duration::from_millis(100));
    database.server.resume(&[]);
    // Nobody asks again. An empty list says why it is so until there is one.
    let mut faults = Vec::new();
    let page = loop {
        match reader.wait() {
            Some(Event::Scanned(progress)) => faults.push(progress.fault.is_some()),
            event => {
                if let Some(page) = event.and_then(page_of) {
                    break page;
                }
            }
        }
    };
    assert_eq!(page.total, 5);
    assert_eq!(faults.last(), Some(&false), "{faults:?}");
}

#[test]
fn hits_that_were_asked_for_come_when_the_server_is_back() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 30);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    database.server.stop();
    let fault = answer(&mut reader, search_request(), |event| match event {
        Event::Search(SearchEvent::NotFound { fault, .. }) => Some(fault),
        _ => None,
    });
    assert!(fault.contains("cannot be reached"), "{fault}");
    database.server.resume(&[]);
    // Nobody asks again.
    let found = loop {
        if let Some(Event::Search(SearchEvent::Found { found, .. })) = reader.wait() {
            break found;
        }
    };
    assert!(!found.hits.is_empty());
}

#[test]
fn a_page_says_why_it_is_empty_until_the_server_answers() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 3);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let page = answer(&mut reader, page_request(PageStart::Row(0)), page_of);
    let open = |row: usize| {
        let (id, location) = (page.rows[row].id, page.rows[row].location.clone());
        Effect::Articles(ArticleRequest::Preview {
            ticket: Ticket(7),
            id,
            location,
        })
    };
    let reason_of = |event| match event {
        Event::Articles(ArticleEvent::NotOpened { problem, .. }) => Some(problem.to_string()),
        _ => None,
    };
    let wait_for_story = |reader: &mut Headless| {
        loop {
            if let Some(Event::Articles(ArticleEvent::Opened { article, .. })) = reader.wait() {
                return article;
            }
        }
    };
    database.server.stop();
    let gone = answer(&mut reader, open(0), reason_of);
    assert!(gone.contains("cannot be reached"), "{gone}");
    database.server.resume(&[]);
    // Nobody asks again.
    let article = wait_for_story(&mut reader);
    assert_eq!(article.metadata.title, page.rows[0].title);
    let mut connection = database.open();
    let lock = "BEGIN; LOCK TABLE pullquote.articles IN ACCESS EXCLUSIVE MODE";
    connection.run_script(lock).unwrap();
    let slow = answer(&mut reader, open(1), reason_of);
    assert!(slow.contains("has not answered yet"), "{slow}");
    connection.run_script("ROLLBACK").unwrap();
    let article = wait_for_story(&mut reader);
    assert_eq!(article.metadata.title, page.rows[1].title);
}
