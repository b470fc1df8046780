//! What an archive costs: pages of the list, a key of a search, reading the folders for the first and the second time, opening
//! an article, and the program on its screen beside the smallest one there can be.
//!
//! `cargo bench --bench archive [-- ARTICLES [STEP]]`, 10,000 unless said otherwise. Figures of one run are compared
//! with each other and with what the machine does at the least: an empty look at each file. Times are processor time
//! where it says so, since other programs may run beside. The articles are made once, below `target/`.

#![allow(missing_docs, reason = "a bench has no pages")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    unreachable_pub,
    reason = "a bench that cannot go on must stop, prints what it measured, and rounds"
)]

mod generator;
mod measures;
mod process;
mod screen;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Vocabulary;

/// Measures something of an archive of so many articles.
type Measure = fn(&Path, u64);

/// What is measured; each is a process of its own, so that its memory and time are its own.
const STEPS: [(&str, Measure); 6] = [
    ("pages", measures::pages),
    ("first", measures::first),
    ("second", measures::second),
    ("search", measures::search),
    ("open", measures::open),
    ("screen", screen::screen),
];

fn main() {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|name| name != "--bench")
        .collect();
    if arguments.first().is_some_and(|name| name == "smallest") {
        return screen::run_smallest();
    }
    let articles = arguments
        .first()
        .map_or(10_000, |articles| articles.parse().unwrap());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{articles}"));
    let step = arguments.get(1);
    // Pages are of catalogues that are filled without any files.
    if step.is_none_or(|step| step != "pages") {
        write(&folder.join("news"), articles);
    }
    if let Some(step) = step {
        let (_, measure) = STEPS.iter().find(|(name, _)| name == step).unwrap();
        return measure(&folder, articles);
    }
    for (step, _) in STEPS {
        println!("\n{step}");
        let arguments = [articles.to_string(), step.to_owned()];
        let status = Command::new(env::current_exe().unwrap())
            .args(arguments)
            .status();
        assert!(status.unwrap().success());
    }
}

/// Writes the articles, unless they are there.
fn write(folder: &Path, articles: u64) {
    let vocabulary = Vocabulary::new();
    if folder.join(vocabulary.path(articles - 1)).exists() {
        return;
    }
    let mut made: Option<PathBuf> = None;
    for number in 0..articles {
        let path = folder.join(vocabulary.path(number));
        let parent = path.parent().unwrap();
        if made.as_deref() != Some(parent) {
            fs::create_dir_all(parent).unwrap();
            made = Some(parent.to_owned());
        }
        fs::write(&path, vocabulary.article(number)).unwrap();
    }
}
