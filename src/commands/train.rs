//! `pullquote train CORPUS`: learns the quote engine's weights anew; hidden, for those who work on the engine.
//!
//! `pullquote train CORPUS > src/quotes/weights.txt` makes the file that ships; CORPUS holds `text` and `attributions`.

use std::io::{self, Write};
use std::path::Path;

use super::Outcome;
use crate::loader;
use crate::quotes::train::{self, Corpus, Labelled};

/// Writes a weights file learned from the labelled articles in `folder`; `with_held_back` learns from all of them.
///
/// # Errors
/// When `out` or `problems` cannot be written.
pub fn train(
    folder: &Path,
    with_held_back: bool,
    out: &mut dyn Write,
    problems: &mut dyn Write,
) -> io::Result<Outcome> {
    let labelled: Vec<Labelled> = loader::labelled(folder)
        .into_iter()
        .filter(|one| with_held_back || !train::is_held_back(&one.name))
        .map(|one| Labelled {
            article: one.article,
            file: one.text,
            labels: one.labels,
        })
        .collect();
    if labelled.is_empty() {
        writeln!(
            problems,
            "pullquote: '{}' holds no labelled articles: it needs the folders 'text' and 'attributions'",
            folder.display()
        )?;
        return Ok(Outcome::Failed);
    }
    let part = if with_held_back {
        "all"
    } else {
        "all but the held-back part"
    };
    writeln!(
        out,
        "# The weights of the quote engine, in hundredths of log odds; a line is a feature and its weight.\n\
         # Made by 'pullquote train CORPUS' from {} labelled articles of US news, 2015 and 2016 ({part} of PolNeAR's\n\
         # training part: Newell, Margolin, Ruths 2018). How: src/quotes/train.",
        labelled.len()
    )?;
    out.write_all(Corpus::new(&labelled).learn(|_| true).as_bytes())?;
    Ok(Outcome::Done)
}
