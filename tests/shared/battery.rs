//! The same queries find the same in an archive and, once it is published, in a shared archive.

use std::fmt::Write;

use jiff::civil::date;
use pullquote::search::engine::SearchEngine;
use pullquote::search::hits::{Hit, HitFlags, HitOrder, HitRequest, SearchScope};
use pullquote::search::index::PersonRequest;
use pullquote::search::query::Query;
use rstest::rstest;

use crate::server::new_database;
use crate::stories::Newsroom;

/// How many stories are published.
const STORIES: usize = 66;

/// Every operator alone.
const ALONE: [&str; 74] = [
    "*",
    "ferry ",
    "ferries ",
    "closing ",
    "buy ",
    "men ",
    "email ",
    "mail ",
    "e-mail ",
    "lantern ",
    "never ",
    "council ",
    "w",
    "wa",
    "wat",
    "counc",
    "councils",
    "o'hara",
    "3,000 ",
    "3,0",
    "fbi ",
    "F.B.I. ",
    "us ",
    "u.s. ",
    "nothing-of-it ",
    "\"lantern\" ",
    "\"lantern",
    "\"in the winter\" ",
    "\"in the win",
    "\"in the w",
    "\"never closes\" ",
    "\"e mail\" ",
    "\"email of the men\" ",
    "\"an email of",
    "\"the man at\" ",
    "\"o'hara's gate\" ",
    "\"f.b.i. in\" ",
    "\"lantern in the moon\" ",
    "said:lund ",
    "said:\"oda lund\" ",
    "said:\"ada m wren\" ",
    "said:\"ada wren\" ",
    "said:\"finn lund\" ",
    "said:l",
    "said:ha",
    "said:hallo",
    "said:=\"Per Lund\" ",
    "said:=\"Ada Wren\" ",
    "said:=\"Nobody At All\" ",
    "said:unesco ",
    "said:man ",
    "said:(berg halloran) ",
    "in:courier ",
    "in:\"kestrel wire\" ",
    "in:=\"Tidewater Post\" ",
    "in:=tidewater ",
    "in:k",
    "about:winter ",
    "about:w",
    "about:wint",
    "about:(harbor master) ",
    "title:ferry ",
    "title:\"week ferry\" ",
    "author:quist ",
    "author:\"piet aldous\" ",
    "author:\"piet quist\" ",
    "url:kestrel.example/2016 ",
    "url:kestrel ",
    "url:kes",
    "tag:coast ",
    "tag:\"old town\" ",
    "tag:=old ",
    "tag:=\"old town\" ",
    "note:check ",
];

/// Days and properties.
const OTHERS: [&str; 20] = [
    "after:2015-06 ",
    "before:2016/06/01 ",
    "on:\"July 2016\" ",
    "on:2016Q1 ",
    "on:2014-03..2015-05 ",
    "on:2013 ",
    "after:2014 before:2015 ",
    "is:bookmarked ",
    "is:noted ",
    "is:tagged ",
    "is:unread ",
    "is:read ",
    "is:block ",
    "is:direct ",
    "is:mixed ",
    "is:corrected ",
    "is:unsure ",
    "is:unnamed ",
    "is:unknown ",
    "is:direct is:unsure ",
];

/// Operators together.
const TOGETHER: [&str; 19] = [
    "ferry winter ",
    "ferry -winter ",
    "-ferry ",
    "-ferry -water ",
    "ferry OR lantern ",
    "(ferry OR lantern) winter ",
    "ferry OR said:lund ",
    "said:lund after:2015-06 ",
    "said:=\"Per Lund\" on:2016 ",
    "said:wren before:2015 ",
    "-(ferry said:lund) ",
    "ferry -said:lund after:2015 ",
    "\"in the winter\" -ferry ",
    "-\"in the winter\" ",
    "said:berg in:kestrel after:2014-06 \"the\" ",
    "is:direct (water OR \"old ramp\") -in:post ",
    "lantern OR -water ",
    "((ferry OR pump) (winter OR ramp)) ",
    "about:winter -ferry title:ferry ",
];

/// What finds nothing in either scope.
const NOTHING: [&str; 11] = [
    "nothing-of-it ",
    "us ",
    "\"e mail\" ",
    "\"lantern in the moon\" ",
    "said:\"finn lund\" ",
    "said:=\"Nobody At All\" ",
    "in:=tidewater ",
    "author:\"piet quist\" ",
    "tag:=old ",
    "on:2013 ",
    "is:block ",
];

/// What finds nothing among stories besides: what is asked of quotes.
const OF_QUOTES: [&str; 9] = [
    "about:winter -ferry title:ferry ",
    "is:corrected ",
    "is:direct ",
    "is:direct (water OR \"old ramp\") -in:post ",
    "is:direct is:unsure ",
    "is:mixed ",
    "is:unknown ",
    "is:unnamed ",
    "is:unsure ",
];

/// What is written nearly so as something that is there.
const NEARLY: [&str; 12] = [
    "lanterm ",
    "lanetrn ",
    "concil ",
    "fortune -the ",
    "foortune",
    "forutne",
    "harbr ",
    "nevr ",
    "said:hallorann ",
    "said:\"oda lnud\" ",
    "in:courrier ",
    "in:\"kestrle wire\" ",
];

/// Returns hits in an order of their own: of one day each engine has its own.
fn sorted(mut hits: Vec<Hit>) -> Vec<Hit> {
    for hit in &mut hits {
        // What is the same is looked up in the catalogue.
        hit.same = None;
        // An archive of one reader names nobody.
        hit.corrected_by = None;
    }
    hits.sort_by_key(|hit| (hit.article, hit.place, hit.quote));
    hits
}

#[rstest]
#[case::quotes(SearchScope::Quotes)]
#[case::stories(SearchScope::Stories)]
fn both_engines_find_the_same(#[case] scope: SearchScope) {
    let Some(database) = new_database() else {
        return;
    };
    let newsroom = Newsroom::new(database.home.path(), STORIES);
    newsroom.keep_some();
    newsroom.publish(&database, "desk");
    let (index, shared) = (newsroom.archive().open_index(), newsroom.shared(&database));
    let catalogue = newsroom.archive().open_catalogue().unwrap();
    let engines: [&dyn SearchEngine; 2] = [&*index, &shared];
    let today = date(2026, 5, 6);
    let mut without_hits = Vec::new();
    let texts = ALONE.iter().chain(&OTHERS).chain(&TOGETHER);
    for text in texts {
        let query = Query::parse_text(text, today);
        assert!(query.faults.is_empty(), "{text}: {:?}", query.faults);
        let flags = catalogue.flags_for(&query).unwrap();
        for order in [HitOrder::Newest, HitOrder::Oldest] {
            let ask = HitRequest {
                query: &query,
                scope,
                flags: &flags,
                order,
                limit: 10_000,
                today,
            };
            let [here, there] =
                engines.map(|engine| engine.relevant_hits(&ask, &|| true).unwrap().unwrap());
            assert_eq!(there.total, here.total, "{text}");
            let days = |hits: &[Hit]| hits.iter().map(|hit| hit.published).collect::<Vec<_>>();
            assert_eq!(days(&there.hits), days(&here.hits), "{text}");
            assert_eq!(there.sources, here.sources, "{text}");
            assert_eq!(there.months, here.months, "{text}");
            assert_eq!(there.speakers, here.speakers, "{text}");
            assert_eq!(
                there.first.map(|first| first.published),
                here.first.map(|first| first.published),
                "{text}"
            );
            if here.hits.is_empty() && order == HitOrder::Newest {
                without_hits.push(*text);
            }
            assert_eq!(sorted(there.hits), sorted(here.hits), "{text}");
        }
    }
    let nothing: Vec<&str> = match scope {
        SearchScope::Quotes => NOTHING.to_vec(),
        SearchScope::Stories => NOTHING.iter().chain(&OF_QUOTES).copied().collect(),
    };
    without_hits.sort_unstable();
    let mut nothing = nothing;
    nothing.sort_unstable();
    assert_eq!(without_hits, nothing);
}

#[test]
fn both_engines_offer_the_same_similar_spellings() {
    let Some(database) = new_database() else {
        return;
    };
    let newsroom = Newsroom::new(database.home.path(), STORIES);
    newsroom.publish(&database, "desk");
    let (index, shared) = (newsroom.archive().open_index(), newsroom.shared(&database));
    let engines: [&dyn SearchEngine; 2] = [&*index, &shared];
    let today = date(2026, 5, 6);
    let flags = HitFlags::default();
    let mut offered = 0;
    for text in NEARLY {
        let query = Query::parse_text(text, today);
        let ask = HitRequest {
            query: &query,
            scope: SearchScope::Quotes,
            flags: &flags,
            order: HitOrder::Newest,
            limit: 9,
            today,
        };
        let [here, there] =
            engines.map(|engine| engine.relevant_hits(&ask, &|| true).unwrap().unwrap().near);
        assert_eq!(there, here, "{text}");
        offered += usize::from(!here.is_empty());
    }
    // "the" and "nevr" are too short to be compared, and what is there needs no other.
    assert!(offered >= 8, "{offered}");
}

#[test]
fn both_engines_know_the_same_people() {
    let Some(database) = new_database() else {
        return;
    };
    let newsroom = Newsroom::new(database.home.path(), STORIES);
    newsroom.publish(&database, "desk");
    let (index, shared) = (newsroom.archive().open_index(), newsroom.shared(&database));
    let engines: [&dyn SearchEngine; 2] = [&*index, &shared];
    let [here, there] = engines.map(|engine| engine.all_speakers().unwrap());
    assert!(here.len() > 5);
    assert_eq!(there, here);
    for name in [
        "Oda Lund",
        "ada m. wren",
        "Ada Wren",
        "UNESCO",
        "Per Lund",
        "Nobody At All",
        "she",
    ] {
        for is_unsure_first in [false, true] {
            let request = PersonRequest {
                name,
                limit: 20,
                is_unsure_first,
            };
            let [here, there] = engines.map(|engine| {
                let person = engine.find_person(request).unwrap();
                person.map(|mut person| {
                    // Each engine has an order of its own for those of one day.
                    person.quotes.clear();
                    person
                })
            });
            assert_eq!(there, here, "{name}");
        }
    }
}

#[test]
fn long_texts_are_searched_to_their_end() {
    let Some(database) = new_database() else {
        return;
    };
    let newsroom = Newsroom::new(database.home.path(), 1);
    // More words than a vector has positions for, and one of them more often than it can store.
    let mut story = "The minutes\n\n".to_owned();
    for number in 0..9_000 {
        write!(story, "word{number} of ").unwrap();
    }
    story.push_str("the grey heron rose.\n\n“Low water,” said Oda Lund.\n");
    std::fs::write(newsroom.news.join("minutes.txt"), story).unwrap();
    newsroom.publish(&database, "desk");
    let (index, shared) = (newsroom.archive().open_index(), newsroom.shared(&database));
    let engines: [&dyn SearchEngine; 2] = [&*index, &shared];
    let today = date(2026, 5, 6);
    for (text, total) in [
        ("\"the grey heron rose\" ", 1),
        ("\"of word8999 of the grey her", 1),
        ("\"grey rose\" ", 0),
        ("\"word7 of word8\" ", 1),
        ("\"word8 of word7\" ", 0),
        ("heron word1 ", 1),
        ("-\"grey heron\" ", 1),
    ] {
        let query = Query::parse_text(text, today);
        let flags = HitFlags::default();
        let ask = HitRequest {
            query: &query,
            scope: SearchScope::Stories,
            flags: &flags,
            order: HitOrder::Newest,
            limit: 9,
            today,
        };
        let found =
            engines.map(|engine| engine.relevant_hits(&ask, &|| true).unwrap().unwrap().total);
        assert_eq!(found, [Some(total), Some(total)], "{text}");
    }
}
