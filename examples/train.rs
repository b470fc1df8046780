//! Learns the weights of the quote engine from labelled articles and writes a weights file to standard output.
//!
//! ```text
//! cargo run --release --features train --example train -- CORPUS > weights.txt
//! mv weights.txt src/quotes/attribution/weights.txt
//! ```
//!
//! CORPUS holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`, as `PolNeAR` does (Newell, Margolin, Ruths 2018).
//! With `--hold-back` three tenths of the articles are left out, by outlet and day, so that the model can be measured
//! on them; `--held-back` lists the files of that part.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pullquote::loader;
use pullquote::quotes::train::{self, Corpus, LabelledArticle};

const USAGE: &str = "usage: train [--hold-back | --held-back] CORPUS";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TrainingMode {
    /// Learn from all articles.
    All,
    /// Learn from the articles that are not held back.
    HoldBack,
    /// Only list the articles that are held back.
    ListHeldBack,
}

fn main() -> ExitCode {
    let mut mode = TrainingMode::All;
    let mut folder = None;
    for argument in env::args_os().skip(1) {
        match argument.to_str() {
            Some("--hold-back") => mode = TrainingMode::HoldBack,
            Some("--held-back") => mode = TrainingMode::ListHeldBack,
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let result = match folder {
        Some(folder) => run(mode, &folder),
        None => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            let _ = writeln!(io::stderr(), "{what}");
            ExitCode::FAILURE
        }
    }
}

fn run(mode: TrainingMode, folder: &Path) -> Result<(), String> {
    let all = loader::labelled(folder);
    if all.is_empty() {
        return Err(format!(
            "'{}' holds no labelled articles\nHint: name a folder that holds 'text' and 'attributions'",
            folder.display()
        ));
    }
    let written = match mode {
        TrainingMode::ListHeldBack => {
            let names = all.iter().map(|one| one.name.as_str());
            let held_back: Vec<&str> = names.filter(|name| train::is_held_back(name)).collect();
            held_back.join("\n") + "\n"
        }
        TrainingMode::All => learn(all, "all"),
        TrainingMode::HoldBack => {
            let learned = all.into_iter();
            let learned = learned.filter(|one| !train::is_held_back(&one.name));
            learn(learned.collect(), "all but the held-back part")
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(written.as_bytes())
        .map_err(|error| format!("the weights cannot be written: {error}"))
}

/// Returns the weights file, with a header that says how it was made.
fn learn(articles: Vec<loader::Labelled>, part: &str) -> String {
    let labelled: Vec<LabelledArticle> = articles
        .into_iter()
        .map(|one| LabelledArticle {
            article: one.article,
            file: one.text,
            labels: one.labels,
        })
        .collect();
    format!(
        "# The weights of the quote engine, in twentieths of log odds; '=name' begins a kind of feature.\n\
         # Made by 'cargo run --release --features train --example train -- CORPUS' from {} labelled\n\
         # articles of US news, 2015 and 2016 ({part} of PolNeAR's training part: Newell, Margolin, Ruths 2018).\n\
         # How: src/quotes/train. Names of people are masked, so that nobody's name has a weight.\n{}",
        labelled.len(),
        Corpus::new(&labelled).learn(|_| true)
    )
}
