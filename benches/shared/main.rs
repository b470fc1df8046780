//! What a shared archive costs beside the index of an archive: publishing, and each kind of question.
//!
//! `cargo bench --features shared-archive --bench shared [-- ARTICLES [TIMES]]`, 2,000 articles unless said otherwise; without a
//! `PostgreSQL` server on this machine it says so. `TIMES` multiplies the quotes on the server, on other days, so that a
//! million of them need not be made of files. The figures of one run are compared with each other.

#![allow(missing_docs, reason = "a bench has no pages")]
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    unreachable_pub,
    reason = "a bench that cannot go on must stop, prints what it measured, and rounds"
)]

#[path = "../archive/generator.rs"]
mod generator;
#[path = "../../tests/shared/server.rs"]
mod server;

use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use pullquote::config::SharedAddress;
use pullquote::library::Archive;
use pullquote::library::corrections::CorrectionSet;
use pullquote::library::ingest::{IngestScope, ingest_folders};
use pullquote::library::state::DecisionTimes;
use pullquote::search::counts::CountKey;
use pullquote::search::engine::SearchEngine;
use pullquote::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope};
use pullquote::search::index::{Index, PersonRequest, ShareScope};
use pullquote::search::query::Query;
use pullquote::shared::engine::SharedArchive;
use pullquote::shared::publish::{PublishSource, publish_archive};
use pullquote::shared::reader::{SharedReader, SharedShareScope};

use generator::Vocabulary;
use server::Database;

/// The day after the last of the generated articles.
const TODAY: Date = date(2026, 10, 1);

/// How often each question is asked.
const ROUNDS: usize = 60;

/// The kinds of queries, each with several, so that no answer is remembered.
const QUERIES: [(&str, [&str; 3]); 9] = [
    ("a common word", ["water ", "bridge ", "council "]),
    ("a rare word", ["braiton ", "stealed ", "drandment "]),
    (
        "two words",
        ["water council ", "bridge winter ", "storm market "],
    ),
    ("a word being typed", ["wat", "coun", "bri"]),
    (
        "a phrase",
        ["\"of the water\" ", "\"to the bridge\" ", "\"in a storm\" "],
    ),
    (
        "either of two common words",
        ["water OR the ", "of OR bridge ", "council OR to "],
    ),
    (
        "a speaker",
        ["said:oda ", "said:\"ines br\"", "said:tariq water "],
    ),
    (
        "a year",
        ["water on:2020 ", "bridge on:2011 ", "council on:2024 "],
    ),
    ("all but a word", ["-water ", "-bridge ", "-council "]),
];

fn main() {
    let numbers: Vec<u64> = env::args().filter_map(|word| word.parse().ok()).collect();
    let articles = numbers.first().copied().unwrap_or(2_000);
    let times = numbers.get(1).copied().unwrap_or(1);
    let Some(database) = server::new_database() else {
        println!("There is no PostgreSQL server on this machine.");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{articles}"));
    let news = folder.join("news");
    write_articles(&news, articles);
    let archive = Archive::new(&folder.join("shared-cache"), &[news]);
    let begun = Instant::now();
    ingest_folders(
        &archive,
        &IngestScope::All,
        &AtomicBool::new(false),
        &mut |_| {},
    )
    .unwrap();
    println!("indexed in {:.1} s", begun.elapsed().as_secs_f64());
    publish(&archive, &database);
    if times > 1 {
        multiply(&database, times);
    }
    let shared = SharedArchive::new(
        SharedAddress::parse(&database.address()).unwrap(),
        database.home.path(),
    );
    println!(
        "{} quotes on the server, {}",
        database.value("SELECT count(*) FROM pullquote.quotes"),
        database.value("SELECT pg_size_pretty(pg_database_size(current_database()))")
    );
    let index = archive.open_index();
    measure_all(&*index, &shared);
    measure_shares(&index, &shared);
}

/// Measures a few times how long it takes to count who gets to speak.
fn measure_shares(index: &Index, shared: &SharedArchive) {
    for _ in 0..3 {
        let begun = Instant::now();
        index.count_shares(ShareScope::All, &[]).unwrap();
        let here = begun.elapsed();
        shared.count_shares(SharedShareScope::All, &[]).unwrap();
        let there = begun.elapsed().saturating_sub(here);
        println!("{:44} {here:>22.1?} {there:>22.1?}", "who gets to speak");
    }
}

/// Writes the articles, unless they are there.
fn write_articles(folder: &Path, articles: u64) {
    let vocabulary = Vocabulary::new();
    for number in 0..articles {
        let path = folder.join(vocabulary.path(number));
        if !path.exists() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, vocabulary.article(number)).unwrap();
        }
    }
}

/// Publishes the archive, and once more when nothing has changed.
fn publish(archive: &Archive, database: &Database) {
    let catalogue = archive.open_catalogue().unwrap();
    for _ in 0..2 {
        let source = PublishSource {
            archive,
            catalogue: &catalogue,
            corrections: &CorrectionSet::default(),
            correction_times: &HashMap::new(),
            decision_times: &DecisionTimes::default(),
            people: archive.open_index().list_people().unwrap(),
            removes_missing: true,
        };
        let begun = Instant::now();
        let outcome = publish_archive(&mut database.open(), "bench", &source, &mut |_| {}).unwrap();
        println!(
            "published {} stories with {} quotes, {} unchanged, in {:.1} s",
            outcome.written,
            outcome.quotes,
            outcome.unchanged,
            begun.elapsed().as_secs_f64(),
        );
    }
}

/// Copies the quotes on the server to other days, so that there are `times` as many.
fn multiply(database: &Database, times: u64) {
    let begun = Instant::now();
    let mut connection = database.open();
    connection
        .run_script("SELECT pullquote.add_year(year) FROM generate_series(2000, 2027) year")
        .unwrap();
    for number in 1..times {
        connection
            .run_script(&format!(
                "INSERT INTO quotes (story, year, day, place, place_end, quote, kind, said, speaker, role, speakers, confidence, \
                    source, word_count, details, words, about, facts)
                 SELECT md5(story::text || {number})::uuid, extract(year FROM shifted), shifted, place, place_end, quote, kind, said, \
                    speaker, role, speakers, confidence, source, word_count, details, words, about, facts
                 FROM (SELECT *, (day + ({number} * 7919 % 365 - 180))::date AS shifted FROM quotes
                    WHERE story IN (SELECT story FROM stories)) q"
            ))
            .unwrap();
    }
    for table in ["quotes", "appearances", "word_counts"] {
        connection
            .run_script(&format!("VACUUM ANALYZE {table}"))
            .unwrap();
    }
    println!(
        "multiplied by {times} in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
}

/// Measures every kind of question on both engines.
fn measure_all(index: &dyn SearchEngine, shared: &dyn SearchEngine) {
    println!(
        "\n{:44} {:>22} {:>22}",
        "median, 99th percentile in ms", "here", "shared"
    );
    let flags = HitFlags::default();
    for (kind, texts) in QUERIES {
        let queries = texts.map(|text| Query::parse_text(text, TODAY));
        let newest = |engine: &dyn SearchEngine, query: &Query| {
            engine
                .first_hits(&request(query, &flags, HitOrder::Newest))
                .unwrap();
        };
        measure(&format!("{kind}, newest"), index, shared, &queries, &newest);
        let counted = |engine: &dyn SearchEngine, query: &Query| {
            engine
                .relevant_hits(&request(query, &flags, HitOrder::Newest), &|| true)
                .unwrap();
        };
        measure(
            &format!("{kind}, with counts"),
            index,
            shared,
            &queries,
            &counted,
        );
        let by_speaker = |engine: &dyn SearchEngine, query: &Query| {
            let ask = request(query, &flags, HitOrder::Newest);
            engine.count_groups(&ask, &[CountKey::Speaker]).unwrap();
        };
        measure(
            &format!("{kind}, by speaker"),
            index,
            shared,
            &queries,
            &by_speaker,
        );
        let best = |engine: &dyn SearchEngine, query: &Query| {
            engine
                .first_hits(&request(query, &flags, HitOrder::Relevance))
                .unwrap();
        };
        measure(&format!("{kind}, best"), index, shared, &queries, &best);
    }
    let queries = [Query::default()];
    let everybody = |engine: &dyn SearchEngine, _: &Query| drop(engine.all_speakers().unwrap());
    measure(
        "everybody who is quoted",
        index,
        shared,
        &queries,
        &everybody,
    );
    let names: Vec<String> = index
        .all_speakers()
        .unwrap()
        .iter()
        .take(3)
        .map(|row| row.name.to_string())
        .collect();
    let person = |engine: &dyn SearchEngine, _: &Query| {
        for name in &names {
            let request = PersonRequest {
                name,
                limit: 50,
                is_unsure_first: false,
            };
            engine.find_person(request).unwrap();
        }
    };
    measure(
        "the three who are quoted most",
        index,
        shared,
        &queries,
        &person,
    );
}

/// Returns a request for the first 50 quotes.
fn request<'a>(query: &'a Query, flags: &'a HitFlags, order: HitOrder) -> HitRequest<'a> {
    HitRequest {
        query,
        scope: SearchScope::Quotes,
        flags,
        order,
        limit: 50,
        today: TODAY,
    }
}

/// Asks both engines in turn, and prints how long they took.
fn measure(
    what: &str,
    index: &dyn SearchEngine,
    shared: &dyn SearchEngine,
    queries: &[Query],
    ask: &dyn Fn(&dyn SearchEngine, &Query),
) {
    let mut taken: [Vec<Duration>; 2] = Default::default();
    let begun = Instant::now();
    for round in 0..ROUNDS {
        let query = &queries[round % queries.len()];
        for (engine, taken) in [index, shared].into_iter().zip(&mut taken) {
            let begun = Instant::now();
            ask(engine, query);
            taken.push(begun.elapsed());
        }
        // What takes seconds is clear after a few rounds.
        if begun.elapsed() > Duration::from_secs(12) {
            break;
        }
    }
    let told = taken.map(|mut times| {
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
        format!("{:.2}, {:.2}", at(50), at(99))
    });
    println!("{what:44} {:>22} {:>22}", told[0], told[1]);
}
