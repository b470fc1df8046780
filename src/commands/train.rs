//! `pullquote train CORPUS`: relearns the quote engine's weights; hidden, for those who work on the engine.
//!
//! `pullquote train CORPUS > src/quotes/weights.txt` makes the file that ships; CORPUS holds `text` and `attributions`.

use std::path::PathBuf;

use super::{CommandError, CommandOutcome, CommandResult, Console};
use crate::loader;
use crate::quotes::train::{self, Corpus, Labelled};

/// Retrain the weights of the quote engine
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(hide = true)]
pub struct TrainArguments {
    /// A folder with 'text' and 'attributions'
    #[arg(value_name = "CORPUS")]
    folder: PathBuf,
    /// Also learn from the held-out part
    #[arg(long)]
    all: bool,
}

/// Writes a weights file learned from the labelled articles of a folder.
///
/// # Errors
/// Fails when the folder holds none, or the weights cannot be written.
pub fn run(arguments: &TrainArguments, console: &mut Console<'_>) -> CommandResult {
    let (folder, with_held_back) = (&arguments.folder, arguments.all);
    let labelled: Vec<Labelled> = loader::load_labelled(folder)
        .into_iter()
        .filter(|one| with_held_back || !train::is_held_back(&one.name))
        .map(|one| Labelled {
            article: one.article,
            file: one.text,
            labels: one.labels,
        })
        .collect();
    if labelled.is_empty() {
        let folder = folder.display();
        let what = format!("'{folder}' holds no labelled articles");
        return Err(CommandError::usage_error(
            &what,
            "give a folder that holds 'text' and 'attributions'",
        ));
    }
    let part = if with_held_back {
        "all"
    } else {
        "all but the held-back part"
    };
    writeln!(
        console.out,
        "# The weights of the quote engine, in twentieths of log odds; '=name' begins a kind of feature.\n\
         # Made by 'pullquote train CORPUS' from {} labelled articles of US news, 2015 and 2016 ({part} of PolNeAR's\n\
         # training part: Newell, Margolin, Ruths 2018). How: src/quotes/train.",
        labelled.len()
    )?;
    console
        .out
        .write_all(Corpus::new(&labelled).learn(|_| true).as_bytes())?;
    Ok(CommandOutcome::Done)
}
