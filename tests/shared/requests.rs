//! What the screen requests while the server is away, or refuses: each kind is answered, and nothing is asked for ever.

use std::collections::BTreeSet;

use jiff::civil::date;
use pullquote::app::effect::{
    ArticleRequest, CatalogueRequest, CountRequest, Effect, PassageRequest, PersonQuery,
    SearchRequest, ShareQuery,
};
use pullquote::app::event::{ArticleEvent, CatalogueEvent, Event, SearchEvent, Ticket};
use pullquote::article::ArticleId;
use pullquote::library::listing::{ArticleRow, Listing, PageStart};
use pullquote::runtime::Headless;
use pullquote::search::counts::CountKey;
use pullquote::search::hits::SearchScope;
use pullquote::search::query::Query;
use pullquote::text::Clean;

use crate::screen::{answer, open_reader, page_of, page_request, search_request};
use crate::server::{Database, new_database, own_server};
use crate::stories::Newsroom;

/// Returns the rows of the first page.
fn first_rows(reader: &mut Headless) -> Vec<ArticleRow> {
    answer(reader, page_request(PageStart::Row(0)), page_of).rows
}

/// Performs requests one right after the other, and returns all events until no more will come.
fn perform_all(reader: &mut Headless, effects: Vec<Effect>) -> Vec<Event> {
    let at_once = effects
        .into_iter()
        .flat_map(|effect| reader.perform(effect));
    let mut events: Vec<Event> = at_once.collect();
    while let Some(event) = reader.wait() {
        events.push(event);
    }
    events
}

fn passage_request(ticket: u64, rows: &[ArticleRow]) -> Effect {
    let stories = rows.iter().map(|row| (row.id, row.location.clone()));
    Effect::Search(SearchRequest::Passages(Box::new(PassageRequest {
        ticket: Ticket(ticket),
        query: Query::parse_text("ferry ", date(2026, 5, 6)),
        stories: stories.collect(),
    })))
}

fn passages_of(event: Event) -> Option<Vec<ArticleId>> {
    match event {
        Event::Search(SearchEvent::Passages { passages, .. }) => {
            Some(passages.into_iter().map(|(id, _)| id).collect())
        }
        _ => None,
    }
}

/// Returns requests for counts, shares, two persons on two pages, and everybody.
fn tallies_and_people() -> [SearchRequest; 5] {
    let person = |ticket, name| {
        SearchRequest::Person(PersonQuery {
            ticket: Ticket(ticket),
            name: Clean::new(name),
            limit: 5,
            is_unsure_first: false,
        })
    };
    [
        SearchRequest::Counts(Box::new(CountRequest {
            ticket: Ticket(3),
            query: Query::parse_text("winter ", date(2026, 5, 6)),
            scope: SearchScope::Quotes,
            key: CountKey::Source,
            today: date(2026, 5, 6),
        })),
        SearchRequest::Shares(ShareQuery::Listing(Listing::default())),
        person(4, "Oda Lund"),
        person(5, "Finn Berg"),
        SearchRequest::Speakers {
            ticket: Ticket(6),
            filter: String::new(),
            limit: 10,
            is_new: true,
        },
    ]
}

/// Returns what an answer is to; `None` for one that only says what is wrong.
fn name_answer(answer: &SearchEvent) -> Option<&'static str> {
    let name = match answer {
        SearchEvent::Counts { counts, .. } if !counts.is_empty() => "counts",
        SearchEvent::Shares(shares) if shares.words() > 0 => "shares",
        SearchEvent::Person { ticket, answer } if answer.person.is_some() => match ticket {
            Ticket(4) => "Oda Lund",
            _ => "Finn Berg",
        },
        SearchEvent::Speakers { quoted, .. } if quoted.total > 0 => "speakers",
        _ => return None,
    };
    Some(name)
}

#[test]
fn each_kind_of_request_is_answered_when_the_server_is_back() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let ids: Vec<ArticleId> = first_rows(&mut reader).iter().map(|row| row.id).collect();
    database.server.stop();
    // The first says that the server is away.
    let rows = |id| Effect::Catalogue(CatalogueRequest::Rows(vec![id]));
    answer(&mut reader, rows(ids[0]), |event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    let mut requests: Vec<Effect> = ids[1..].iter().map(|id| rows(*id)).collect();
    requests.push(Effect::Catalogue(CatalogueRequest::Sources));
    requests.push(Effect::Catalogue(CatalogueRequest::FindUnread {
        listing: Listing::default(),
        from: 0,
        is_forward: true,
    }));
    requests.extend(tallies_and_people().map(Effect::Search));
    for effect in requests {
        reader.perform(effect);
    }
    database.server.resume(&[]);
    let events = perform_all(&mut reader, Vec::new());
    let (mut read, mut others) = (BTreeSet::new(), BTreeSet::new());
    for event in events {
        match event {
            Event::Catalogue(CatalogueEvent::Rows(rows)) => {
                read.extend(rows.iter().map(|row| row.id));
            }
            Event::Catalogue(CatalogueEvent::Sources { .. }) => drop(others.insert("sources")),
            Event::Catalogue(CatalogueEvent::Unread(Some(1))) => drop(others.insert("unread")),
            Event::Search(answer) => others.extend(name_answer(&answer)),
            _ => {}
        }
    }
    assert_eq!(read, ids.into_iter().collect());
    let all = [
        "Finn Berg",
        "Oda Lund",
        "counts",
        "shares",
        "sources",
        "speakers",
        "unread",
    ];
    assert_eq!(others, BTreeSet::from(all));
}

#[test]
fn a_person_and_the_speakers_are_both_answered() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let person = SearchRequest::Person(PersonQuery {
        ticket: Ticket(1),
        name: Clean::new("Oda Lund"),
        limit: 5,
        is_unsure_first: false,
    });
    let speakers = SearchRequest::Speakers {
        ticket: Ticket(2),
        filter: String::new(),
        limit: 10,
        is_new: true,
    };
    let events = perform_all(&mut reader, [person, speakers].map(Effect::Search).into());
    let is_person = |event: &Event| matches!(event, Event::Search(SearchEvent::Person { .. }));
    assert!(events.iter().any(is_person), "{events:?}");
    let is_list = |event: &Event| matches!(event, Event::Search(SearchEvent::Speakers { .. }));
    assert!(events.iter().any(is_list), "{events:?}");
}

#[test]
fn what_does_not_end_by_itself_is_said_once() {
    let Some(database) = new_database() else {
        return;
    };
    // Nothing was published there.
    let desk = Newsroom::new(database.home.path(), 1);
    let mut reader = open_reader(&desk, &database);
    let id = ArticleId::from_number(42);
    let open = Effect::Articles(ArticleRequest::Open {
        ticket: Ticket(7),
        id,
        location: pullquote::library::listing::Location {
            path: "ferry.md".into(),
            entry: 0,
        },
    });
    for (request, is_opening) in [(page_request(PageStart::Row(0)), false), (open, true)] {
        let events = perform_all(&mut reader, vec![request]);
        let notices = events.iter().filter_map(|event| match event {
            Event::Notice(notice) => Some(notice.text.as_str()),
            _ => None,
        });
        let notices: Vec<&str> = notices.collect();
        assert!(
            notices.len() == 1 && notices[0].starts_with("Nothing was published"),
            "{notices:?}"
        );
        let is_refused = |event: &Event| {
            matches!(
                event,
                Event::Articles(ArticleEvent::NotOpened {
                    ticket: Ticket(7),
                    ..
                })
            )
        };
        assert_eq!(events.iter().any(is_refused), is_opening, "{events:?}");
    }
}

#[test]
fn passages_of_an_earlier_search_are_given_up() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let rows = first_rows(&mut reader);
    perform_all(&mut reader, vec![search_request()]);
    let found = answer(&mut reader, passage_request(1, &rows), passages_of);
    assert_eq!(found.len(), rows.len());
    let outdated = answer(&mut reader, passage_request(9, &rows), passages_of);
    assert_eq!(outdated, []);
}

#[test]
fn stories_that_cannot_be_read_have_no_passages_yet() {
    let Some(server) = own_server() else {
        return;
    };
    let database = Database::create(server);
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let mut reader = open_reader(&desk, &database);
    let rows = first_rows(&mut reader);
    perform_all(&mut reader, vec![search_request()]);
    database.server.stop();
    let none = answer(&mut reader, passage_request(1, &rows), passages_of);
    assert_eq!(none, []);
    database.server.resume(&[]);
    let found = answer(&mut reader, passage_request(1, &rows), passages_of);
    assert_eq!(found.len(), rows.len());
}
