//! Learns the weights of the quote engine from labelled articles and writes a weights file to standard output.
//!
//! ```text
//! cargo run --release --features train --example train -- CORPUS... > weights.txt
//! mv weights.txt src/quotes/attribution/weights.txt
//! ```
//!
//! A CORPUS holds `text/NAME.txt` and either `attributions/NAME_ANNOTATOR.ann`, as `PolNeAR` (Newell, Margolin, Ruths
//! 2018) does, or `gold.jsonl`, a line a story. With `--hold-back` three tenths of the articles are left out, by outlet
//! and day, so that the model can be measured on them; `--held-back` lists the files of that part. `--predict FOLDS`
//! learns as often as there are folds, each time without one of them, and writes what the model then finds in that one:
//! a line of JSON for each article, with the offsets of the file.

mod corpora;
mod predictions;

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use pullquote::quotes::Models;
use pullquote::quotes::train::{self, Corpus, LabelledArticle};

const USAGE: &str = "usage: train [--hold-back | --held-back | --predict FOLDS] CORPUS...";

/// How many folds the confidence is learned from.
const FOLDS: usize = 5;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TrainingMode {
    /// Learn from all articles.
    All,
    /// Learn from the articles that are not held back.
    HoldBack,
    /// Only list the articles that are held back.
    ListHeldBack,
    /// Find the quotes of each fold with what was learned from the others.
    Predict(usize),
}

pub(crate) fn main() -> ExitCode {
    let read = parse_arguments(env::args_os().skip(1));
    match read.and_then(|(mode, folders)| run(mode, &folders)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            let _ = writeln!(io::stderr(), "{what}");
            ExitCode::FAILURE
        }
    }
}

/// Reads what is asked for, and the folders of the corpora.
fn parse_arguments(
    mut arguments: impl Iterator<Item = OsString>,
) -> Result<(TrainingMode, Vec<PathBuf>), String> {
    let mut mode = TrainingMode::All;
    let mut folders = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--hold-back") => mode = TrainingMode::HoldBack,
            Some("--held-back") => mode = TrainingMode::ListHeldBack,
            Some("--predict") => mode = TrainingMode::Predict(parse_folds(arguments.next())?),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    Ok((mode, folders))
}

/// Reads how many folds there are to be: at least two, as each is left out once.
fn parse_folds(value: Option<OsString>) -> Result<usize, String> {
    let written = value.unwrap_or_default();
    let folds = written.to_str().and_then(|folds| folds.parse().ok());
    folds.filter(|folds| *folds >= 2).ok_or_else(|| {
        format!(
            "'{}' is no number of folds\nHint: --predict takes a whole number from 2, as in '--predict 5 CORPUS'",
            written.display()
        )
    })
}

fn run(mode: TrainingMode, folders: &[PathBuf]) -> Result<(), String> {
    let mut all = Vec::new();
    for folder in folders {
        let found = corpora::load_corpus(folder)?;
        if found.is_empty() {
            return Err(format!(
                "'{}' holds no labelled articles\nHint: name a folder that holds 'text' and 'attributions' or 'gold.jsonl'",
                folder.display()
            ));
        }
        all.extend(found);
    }
    if all.is_empty() {
        return Err(USAGE.to_owned());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match mode {
        TrainingMode::ListHeldBack => {
            let names = all.iter().map(|one| one.name.as_str());
            let held_back: Vec<&str> = names.filter(|name| train::is_held_back(name)).collect();
            out.write_all((held_back.join("\n") + "\n").as_bytes())
        }
        TrainingMode::All => out.write_all(learn_weights(&all, "all").as_bytes()),
        TrainingMode::HoldBack => {
            let learned = all.into_iter();
            let learned = learned.filter(|one| !train::is_held_back(&one.name));
            let learned: Vec<LabelledArticle> = learned.collect();
            out.write_all(learn_weights(&learned, "all but the held-back part").as_bytes())
        }
        TrainingMode::Predict(folds) => predict_folds(&all, folds, &mut out),
    };
    written
        .and_then(|()| out.flush())
        .map_err(|error| format!("nothing can be written: {error}"))
}

/// Returns the weights file, with a header that says how it was made.
fn learn_weights(articles: &[LabelledArticle], part: &str) -> String {
    let mut corpus = Corpus::new(articles);
    learn_folds(&mut corpus, articles, FOLDS);
    format!(
        "# The weights of the quote engine, in twentieths of log odds; '=name' begins a kind of feature.\n\
         # Made by 'cargo run --release --features train --example train -- CORPUS...' from {} labelled articles:\n\
         # {part} of PolNeAR's training part (US news, 2015 and 2016; Newell, Margolin, Ruths 2018) and of news of other\n\
         # kinds. How: src/quotes/train. Names of people are masked, so that nobody's name has a weight.\n{}{}",
        articles.len(),
        corpus.learn(|_| true),
        corpus.learn_confidence(|_| true),
    )
}

/// Learns as often as there are folds, each time without one of them, and notes how right the model is in that one;
/// returns the weights of each.
fn learn_folds(corpus: &mut Corpus<'_>, articles: &[LabelledArticle], folds: usize) -> Vec<String> {
    let learn = |fold| {
        let weights = corpus.learn(|at| !is_in_fold(articles, at, folds, fold));
        let models = Models::parse(&weights);
        corpus.judge_quotes(&models, |at| is_in_fold(articles, at, folds, fold));
        weights
    };
    (0..folds).map(learn).collect()
}

fn is_in_fold(articles: &[LabelledArticle], at: usize, folds: usize, fold: usize) -> bool {
    articles
        .get(at)
        .is_some_and(|one| train::fold_of(&one.name, folds) == fold)
}

/// Writes what is found in each fold with the weights that the others gave.
fn predict_folds(
    articles: &[LabelledArticle],
    folds: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut corpus = Corpus::new(articles);
    let learned = learn_folds(&mut corpus, articles, folds);
    for (fold, weights) in learned.into_iter().enumerate() {
        let confidence = corpus.learn_confidence(|at| !is_in_fold(articles, at, folds, fold));
        let models = Models::parse(&(weights + &confidence));
        for (at, article) in articles.iter().enumerate() {
            if is_in_fold(articles, at, folds, fold) {
                predictions::write_predictions(article, &models, out)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode_of(arguments: &[&str]) -> Result<TrainingMode, String> {
        parse_arguments(arguments.iter().map(OsString::from)).map(|(mode, _)| mode)
    }

    #[test]
    fn folds_are_a_number_from_two() {
        assert_eq!(
            mode_of(&["--predict", "5", "c"]),
            Ok(TrainingMode::Predict(5))
        );
        for wrong in ["x", "1", "-3", "c"] {
            let told = mode_of(&["--predict", wrong]).unwrap_err();
            assert!(
                told.starts_with(&format!("'{wrong}' is no number of folds")),
                "{told}"
            );
        }
        assert!(mode_of(&["--predict"]).is_err());
    }
}
