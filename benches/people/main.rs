//! Whether who is who is found in time that grows with the names, and how long one more article takes.
//!
//! `cargo bench --bench people` fails where four times the names take the time of a quadratic step, or where one
//! article takes longer than its share of them. The ratios need no quiet machine. The same is measured through the index.

#![allow(clippy::print_stdout, reason = "a bench says what it measured")]

mod commits;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use pullquote::people::{NameUse, People};
use pullquote::search::index::IndexError;
use rustix::time::{ClockId, clock_gettime};

use commits::measure_commits;

/// The names of the larger archive.
const NAMES: usize = 200_000;

/// How much smaller the small archive is.
const SMALLER: usize = 4;

/// The highest ratio that passes: a linear step gives 4, a quadratic one 16.
const HIGHEST_RATIO: f64 = 10.0;

/// How much longer an article may take in an index four times as large.
const HIGHEST_GROWTH: f64 = 3.0;

/// The least part of the time for all names that one article may not exceed: 5 ms of 2 s.
const ARTICLE_SHARE: f64 = 1.0 / 400.0;

const GIVEN: [&str; 20] = [
    "Ana", "Bill", "Cora", "Daniel", "Edward", "Fay", "Greg", "Hanna", "Ines", "James", "Karl",
    "Liz", "Mike", "Nora", "Oda", "Pat", "Quinn", "Rosa", "Sam", "Theodore",
];

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "el", "fen", "gar", "hol", "in", "jas", "kel", "lun", "mar", "nor", "os",
    "pet", "quin", "ros", "sten", "tor", "ul", "ves", "wick", "yar", "zel",
];

fn main() -> ExitCode {
    let (small, large) = (names(NAMES / SMALLER), names(NAMES));
    let mut short = Duration::MAX;
    let mut long = Duration::MAX;
    for _ in 0..3 {
        short = short.min(processor_time(|| drop(black_box(read_names(&small)))));
        long = long.min(processor_time(|| drop(black_box(read_names(&large)))));
    }
    let mut people = read_names(&large);
    let more: Vec<NameUse<'_>> = large
        .iter()
        .step_by(NAMES / 20)
        .map(|name| used(name))
        .collect();
    let mut article = Duration::ZERO;
    for _ in 0..20 {
        article = article.max(processor_time(|| {
            people.add_article(&more);
            people.renew();
        }));
    }
    let is_slow_index = match measure_index(&small, &large) {
        Ok(growth) => growth > HIGHEST_GROWTH,
        Err(error) => {
            println!("the index: {error}");
            true
        }
    };
    let ratio = long.as_secs_f64() / short.as_secs_f64().max(1e-9);
    let share = article.as_secs_f64() / long.as_secs_f64().max(1e-9);
    println!("all names  {short:>10.1?} {long:>10.1?}  x{ratio:.1}");
    println!(
        "an article with {} names  {article:>10.1?}  {:.3} % of all",
        more.len(),
        share * 100.0
    );
    if ratio < HIGHEST_RATIO && share < ARTICLE_SHARE && !is_slow_index {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Measures one article more in two indexes; returns how many times as long it takes in the larger one.
fn measure_index(small: &[String], large: &[String]) -> Result<f64, IndexError> {
    let (small, large) = (measure_commits(small)?, measure_commits(large)?);
    let growth = large.article.as_secs_f64() / small.article.as_secs_f64().max(1e-9);
    println!("an index   {:>10.1?} {:>10.1?}", small.first, large.first);
    println!(
        "an article more in it  {:>10.1?} {:>10.1?}  x{growth:.1}",
        small.article, large.article
    );
    Ok(growth)
}

/// Returns different names: some surnames are common, most are not, and one in ten names is a surname alone.
fn names(count: usize) -> Vec<String> {
    let surname = |number: usize| {
        let part = |number: usize| {
            SYLLABLES
                .get(number % SYLLABLES.len())
                .copied()
                .unwrap_or_default()
        };
        let word = format!(
            "{}{}{}",
            part(number),
            part(number / 24),
            part(number / 576)
        );
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()))
            .unwrap_or_default()
    };
    (0..count)
        .map(|number| {
            let given = GIVEN.get(number % GIVEN.len()).copied().unwrap_or_default();
            let common = if number % 5 == 0 {
                number / 100 % 40
            } else {
                number / 7
            };
            let initial = char::from(b'A' + u8::try_from(number / 3 % 26).unwrap_or(0));
            match number % 10 {
                0 => surname(common),
                1..=6 => format!("{given} {}", surname(common)),
                _ => format!("{given} {initial}. {}", surname(common)),
            }
        })
        .collect()
}

fn used(name: &str) -> NameUse<'_> {
    NameUse {
        name,
        mention: name,
        role: None,
    }
}

fn read_names(names: &[String]) -> People {
    let mut people = People::default();
    for article in names.chunks(3) {
        let uses: Vec<NameUse<'_>> = article.iter().map(|name| used(name)).collect();
        people.add_article(&uses);
    }
    people.renew();
    people
}

/// Does work and returns the processor time that this thread took for it.
fn processor_time(work: impl FnOnce()) -> Duration {
    let begun = clock_gettime(ClockId::ThreadCPUTime);
    work();
    let taken = clock_gettime(ClockId::ThreadCPUTime) - begun;
    Duration::try_from(taken).unwrap_or_default()
}
