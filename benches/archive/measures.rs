//! The measures; each prints its figures.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use jiff::civil::date;
use pullquote::article::ArticleId;
use pullquote::library::Archive;
use pullquote::library::catalogue::{
    Batch, Catalogue, CatalogueEntry, CatalogueWriter, Stamp, StoryText,
};
use pullquote::library::ingest::{IngestScope, ingest_folders};
use pullquote::library::listing::{Filter, Listing, ListingSort, PageStart, SortKey};
use pullquote::same::StorySketch;
use pullquote::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope as Searched};
use pullquote::search::index::Index;
use pullquote::search::query::Query;
use pullquote::text::Clean;

use crate::generator::{Random, Vocabulary};
use crate::process::{memory, timed};

/// The rows of a screen.
const ROWS: usize = 50;

/// The hits that the screen of search shows before all are counted.
const HITS: usize = 64;

fn archive(folder: &Path) -> Archive {
    Archive::new(&folder.join("cache/pullquote"), &[folder.join("news")])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Pages of catalogues of a thousand rows up to so many.
pub fn pages(folder: &Path, articles: u64) {
    let names = [
        "open, first",
        "next",
        "open, last",
        "open, article",
        "next by title",
        "next of a source",
    ];
    println!(
        "microseconds of processor for {ROWS} rows: {}",
        names.join(" | ")
    );
    let mut rows = 1000;
    while rows <= articles {
        let path = folder.join(format!("pages-{rows}.db"));
        if !path.exists() {
            fs::create_dir_all(folder).unwrap();
            fill(&path, rows);
        }
        for is_folded in [false, true] {
            println!(
                "{rows:>9} articles{}: {}",
                if is_folded { ", folded" } else { "" },
                pages_of(&path, rows, is_folded)
                    .map(|time| format!("{:.0}", milliseconds(time) * 1e3))
                    .join(" | ")
            );
        }
        rows *= 10;
    }
}

fn fill(path: &Path, rows: u64) {
    let vocabulary = Vocabulary::new();
    let mut random = Random::new(rows);
    let mut writer = CatalogueWriter::open(path).unwrap();
    for first in (0..rows).step_by(10_000) {
        let numbers = first..(first + 10_000).min(rows);
        let store = |batch: &Batch<'_>| {
            for number in numbers {
                let file = vocabulary.path(number);
                let entry = entry(number, &file, &mut random);
                batch.store_file(Path::new(&file), Stamp::new(1, 1, 1), &[entry], &[])?;
            }
            Ok(())
        };
        writer.write_batch(store).unwrap();
    }
}

fn entry(number: u64, file: &str, random: &mut Random) -> CatalogueEntry {
    let title = file.split(['/', '_']).next_back().unwrap_or_default();
    let days = jiff::Span::new().days(random.below(7000).cast_signed());
    CatalogueEntry {
        id: ArticleId::from_number(
            u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_0d4a_1234_5677),
        ),
        title: Clean::new(title),
        source: Some(Clean::new(&format!("Outlet {}", random.below(12)))),
        published: date(2026, 10, 1).checked_sub(days).ok(),
        time: None,
        minutes: u32::try_from(random.below(9)).unwrap(),
        quotes: u32::try_from(random.below(12)).unwrap(),
        corrections: 0,
        former: None,
        tags: Vec::new(),
        text: StoryText {
            sketch: sketch(number),
            ..StoryText::default()
        },
    }
}

/// Returns the sketch of a story: three articles in a row tell the same, the next three are alone.
fn sketch(number: u64) -> Option<StorySketch> {
    let story = if number % 6 < 3 {
        number / 3 * 3
    } else {
        number
    };
    let words: Vec<String> = (0..30).map(|word| format!("w{story}x{word}")).collect();
    StorySketch::new(&words.join(" "))
}

fn pages_of(path: &Path, rows: u64, is_folded: bool) -> [Duration; 6] {
    let newest = Listing {
        is_folded,
        ..Listing::default()
    };
    let by_title = Listing {
        sort: ListingSort {
            key: SortKey::Title,
            is_descending: false,
        },
        ..newest.clone()
    };
    let of_a_source = Listing {
        filter: Filter {
            sources: vec![Clean::new("Outlet 3")],
            ..Filter::default()
        },
        ..newest.clone()
    };
    let opened = |start| {
        best(|| {
            Catalogue::open(path)
                .unwrap()
                .read_page(&newest, start, ROWS)
                .unwrap()
        })
    };
    let third = PageStart::Row(usize::try_from(rows / 3).unwrap());
    let some = Catalogue::open(path)
        .unwrap()
        .read_page(&newest, third, 1)
        .unwrap();
    [
        opened(PageStart::Row(0)),
        next_page(path, &newest),
        opened(PageStart::Row(usize::MAX)),
        opened(PageStart::Article(some.rows[0].id)),
        next_page(path, &by_title),
        next_page(path, &of_a_source),
    ]
}

/// Returns the shortest of some runs.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    (0..20)
        .map(|_| timed(&mut work).1)
        .min()
        .unwrap_or_default()
}

fn next_page(path: &Path, listing: &Listing) -> Duration {
    let mut catalogue = Catalogue::open(path).unwrap();
    let mut first = 0;
    catalogue
        .read_page(listing, PageStart::Row(first), ROWS)
        .unwrap();
    best(|| {
        first += ROWS;
        catalogue
            .read_page(listing, PageStart::Row(first), ROWS)
            .unwrap()
    })
}

/// Reads the folders for the first time.
pub fn first(folder: &Path, articles: u64) {
    let archive = archive(folder);
    let _ = fs::remove_dir_all(archive.cache_folder());
    let stop = AtomicBool::new(false);
    let (begun, mut has_rows, mut most_own) = (Instant::now(), false, 0.0_f64);
    let (outcome, used, took) = timed(|| {
        ingest_folders(&archive, &IngestScope::All, &stop, &mut |progress| {
            most_own = most_own.max(memory().1);
            if progress.articles > 0 && !std::mem::replace(&mut has_rows, true) {
                println!("first rows after {:.0} ms", milliseconds(begun.elapsed()));
            }
        })
    });
    let outcome = outcome.unwrap();
    let progress = outcome.progress;
    assert!(outcome.index_fault.is_none());
    let a_second = |time: Duration| articles as f64 / time.as_secs_f64();
    println!(
        "{} articles, {} quotes, {} problems",
        progress.articles, progress.quotes, progress.problems
    );
    println!(
        "{:.1} s, {:.1} s of processor: {:.0} articles a second, {:.0} if two cores had nothing else to do",
        took.as_secs_f64(),
        used.as_secs_f64(),
        a_second(took),
        a_second(used / 2)
    );
    println!(
        "memory: at most {:.0} MB with what is mapped, {most_own:.0} MB of its own",
        memory().0
    );
    let news = size(&folder.join("news"));
    for (name, path) in [
        ("catalogue", archive.catalogue_path()),
        ("index", archive.index_folder()),
    ] {
        println!(
            "{name}: {:.1} MB, {:.2} of the articles",
            size(&path) / 1e6,
            size(&path) / news
        );
    }
}

/// Reads them again, and compares with an empty look at each file.
pub fn second(folder: &Path, _: u64) {
    let archive = archive(folder);
    let stop = AtomicBool::new(false);
    let look = || {
        let mut files = 0;
        visit(&folder.join("news"), &mut |_| files += 1);
        files
    };
    let again = || ingest_folders(&archive, &IngestScope::All, &stop, &mut |_| {}).unwrap();
    let mut bare = (Duration::MAX, Duration::MAX);
    let mut whole = bare;
    for _ in 0..5 {
        let (_, used, took) = timed(look);
        bare = (bare.0.min(used), bare.1.min(took));
        let (outcome, used, took) = timed(again);
        assert_eq!(outcome.read, 0);
        whole = (whole.0.min(used), whole.1.min(took));
    }
    for (what, bare, whole) in [("processor", bare.0, whole.0), ("clock", bare.1, whole.1)] {
        let (bare, whole) = (milliseconds(bare), milliseconds(whole));
        println!(
            "{what}: bare look {bare:.0} ms, second start {whole:.0} ms, {:.2} times",
            whole / bare
        );
    }
    println!("memory: at most {:.0} MB", memory().0);
}

fn visit(folder: &Path, each: &mut impl FnMut(fs::Metadata)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs::metadata(&path).unwrap();
        if metadata.is_dir() {
            visit(&path, each);
        } else {
            each(metadata);
        }
    }
}

fn size(path: &Path) -> f64 {
    let metadata = fs::metadata(path).unwrap();
    if metadata.is_file() {
        return metadata.size() as f64;
    }
    let mut size = 0.0;
    visit(path, &mut |metadata| size += metadata.size() as f64);
    size
}

/// Opens articles: row, file, quotes.
pub fn open(folder: &Path, articles: u64) {
    let mut catalogue = Catalogue::open(&archive(folder).catalogue_path()).unwrap();
    let (mut loads, mut finds) = (Vec::new(), Vec::new());
    for number in (0..articles).step_by(usize::try_from(articles / 200 + 1).unwrap()) {
        let start = PageStart::Row(usize::try_from(number).unwrap());
        let page = catalogue.read_page(&Listing::default(), start, 1).unwrap();
        let row = &page.rows[0];
        let path = row.location.path.display().to_string();
        let (loaded, used, _) = timed(|| pullquote::loader::load(&row.location.path));
        loads.push((used, path.clone()));
        let article = &loaded.articles[0];
        finds.push((timed(|| pullquote::quotes::find(article)).1, path));
    }
    report("load", loads);
    report("find quotes", finds);
}

/// Types queries letter by letter, in quotes and in stories.
pub fn search(folder: &Path, _: u64) {
    let index = Index::from_folder(&archive(folder).index_folder());
    println!("{} quotes and stories", index.count_documents().unwrap());
    for (name, scope) in [("quotes", Searched::Quotes), ("stories", Searched::Stories)] {
        let (mut newest, mut oldest, mut relevant) = (Vec::new(), Vec::new(), Vec::new());
        for text in keys() {
            let query = Query::parse_text(&text, date(2026, 10, 1));
            let ask = HitRequest {
                query: &query,
                scope,
                flags: &HitFlags::default(),
                order: HitOrder::Relevance,
                limit: HITS,
                today: date(2026, 10, 1),
            };
            newest.push((timed(|| index.first_hits(&ask).unwrap()).1, text.clone()));
            let ask_oldest = HitRequest {
                order: HitOrder::Oldest,
                ..ask
            };
            oldest.push((
                timed(|| index.first_hits(&ask_oldest).unwrap()).1,
                text.clone(),
            ));
            relevant.push((
                timed(|| index.relevant_hits(&ask, &|| true).unwrap()).1,
                text,
            ));
        }
        report(&format!("{name}, newest"), newest);
        report(&format!("{name}, oldest"), oldest);
        report(&format!("{name}, counted and ranked"), relevant);
    }
    let (speakers, used, _) = timed(|| index.all_speakers().unwrap());
    println!(
        "{} speakers in {:.1} ms of processor",
        speakers.len(),
        milliseconds(used)
    );
    let (most, own) = memory();
    println!("memory: at most {most:.0} MB with what is mapped, {own:.0} MB of its own at the end");
}

/// Returns what stands in the prompt after each key: words, phrases, a speaker, dates, of the generator's vocabulary.
fn keys() -> Vec<String> {
    let vocabulary = Vocabulary::new();
    let mut random = Random::new(99);
    let mut typed: Vec<String> = [
        "tide warning",
        "deny the report",
        "\"the harbour council\" said:oda",
        "budget vote after:2020",
        "storm -winter price OR cost",
        "said:oda said:\"ines s",
        "-the said:piet after:2016Q1",
        "(tide OR ebb) NOT \"of the\" on:2020..2021",
        "about:ferry in:ledger is:unsure t",
    ]
    .map(str::to_owned)
    .to_vec();
    typed.extend(
        [
            "a",
            "th",
            "str",
            "\"of t",
            "\"in the b",
            "* -a",
            "pr* OR st*",
        ]
        .map(str::to_owned),
    );
    for number in 0..12 {
        let article = vocabulary.article(random.below(9000) + number);
        let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
        let words: Vec<&str> = article
            .split_whitespace()
            .filter(is_word)
            .skip(40)
            .take(3)
            .collect();
        let words = words.join(" ").to_lowercase();
        typed.extend([format!("\"{words}\""), words]);
    }
    let ends = |text: &String| {
        (1..=text.len())
            .filter(|end| text.is_char_boundary(*end))
            .collect::<Vec<_>>()
    };
    typed
        .iter()
        .flat_map(|text| {
            ends(text)
                .into_iter()
                .map(|end| text.get(..end).unwrap_or_default().to_owned())
        })
        .collect()
}

fn report(name: &str, mut times: Vec<(Duration, String)>) {
    times.sort();
    let at = |hundredths: usize| &times[(times.len() - 1) * hundredths / 100];
    let told: Vec<String> = [("median", 50), ("99th", 99), ("most", 100)]
        .map(|(what, hundredths)| {
            format!(
                "{what} {:.2} ms '{}'",
                milliseconds(at(hundredths).0),
                at(hundredths).1
            )
        })
        .to_vec();
    println!("{name}: {}", told.join(", "));
}
