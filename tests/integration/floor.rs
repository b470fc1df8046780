//! The floor under the quotes: invented stories of every kind, labelled by hand, and how many labels must be met.
//!
//! `tests/fixtures/floor/NAME.txt` is a story as it is scraped, `NAME.toml` what a careful reader finds in it: a
//! `[[quote]]` for each pair of quotation marks, in the order of the story, with
//!
//! - `text`: the quoted words without their marks, as they are in the file;
//! - `speaker`: the full name that the story gives, or the description of somebody it does not name; left out where
//!   nobody can know;
//! - `also`: other names that are as right.
//!
//! `unsure` at the top lists words that two careful readers may judge differently: they count for nothing. What is in
//! quotation marks without being a quote (titles, scare quotes, words as words) is not listed, and neither is a quote
//! inside a quote. The labels say what is true, whatever the engine says.
//!
//! `cargo test --test integration floor:: -- --nocapture` prints every label that is missed.

use std::fs;
use std::path::{Path, PathBuf};

use pullquote::article::Article;
use pullquote::{loader, quotes};
use serde::Deserialize;

/// The counts that must be reached.
///
/// To raise them, run the command above and copy what its last line says. They go down only where a label was wrong,
/// and the commit says which; a change to the engine that loses one quote to win three is seen here, and is worth it
/// only if the lost one is explained.
const FLOOR: Counts = Counts {
    labels: 361,
    found: 360,
    speakers: 334,
    false_quotes: 7,
};

/// How well the engine did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    /// Labelled quotes.
    labels: usize,
    /// Labels whose words were found exactly.
    found: usize,
    /// Labels that were found with the right speaker.
    speakers: usize,
    /// Quotes that were found without a label.
    false_quotes: usize,
}

/// The labels of a story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    #[serde(default)]
    unsure: Vec<String>,
    #[serde(default, rename = "quote")]
    quotes: Vec<Label>,
}

/// A quote as a careful reader finds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    text: String,
    speaker: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

impl Label {
    /// Returns `true` if the engine's speaker is who the label says.
    fn is_said_by(&self, speaker: Option<&str>) -> bool {
        let mut names = self.speaker.iter().chain(&self.also);
        match speaker {
            Some(found) => names.any(|name| same_name(name, found)),
            None => self.speaker.is_none(),
        }
    }
}

/// Words that the engine took for a quote, without their marks, and their speaker.
struct Finding {
    words: String,
    speaker: Option<String>,
}

#[test]
fn quotes_and_their_speakers_do_not_fall_below_the_floor() {
    let mut counts = Counts::default();
    for path in stories() {
        score(&path, &mut counts);
    }
    print_line(&format!("{counts:?}"));
    assert_eq!(counts.labels, FLOOR.labels, "labels were added or lost");
    assert!(counts.found >= FLOOR.found, "{counts:?}, {FLOOR:?}");
    assert!(counts.speakers >= FLOOR.speakers, "{counts:?}, {FLOOR:?}");
    assert!(
        counts.false_quotes <= FLOOR.false_quotes,
        "{counts:?}, {FLOOR:?}"
    );
}

#[test]
fn every_label_is_in_its_story_in_order() {
    for path in stories() {
        let story = fs::read_to_string(&path).unwrap();
        let mut rest = story.as_str();
        for label in labels(&path).quotes {
            let found = rest.split_once(&label.text);
            assert!(found.is_some(), "{}: '{}'", path.display(), label.text);
            rest = found.unwrap().1;
        }
    }
}

/// Adds what the engine makes of a story to the counts, and prints what it gets wrong.
fn score(path: &Path, counts: &mut Counts) {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let loaded = loader::load(path);
    assert_eq!(loaded.problems, [], "{name}");
    let mut findings = findings(&loaded.articles[0]);
    let labels = labels(path);
    for label in &labels.quotes {
        counts.labels += 1;
        let Some(index) = findings.iter().position(|found| found.words == label.text) else {
            print_line(&format!("{name}: not found: {}", label.text));
            continue;
        };
        let found = findings.remove(index);
        counts.found += 1;
        if label.is_said_by(found.speaker.as_deref()) {
            counts.speakers += 1;
        } else {
            let (wanted, speaker) = (&label.speaker, &found.speaker);
            print_line(&format!(
                "{name}: {wanted:?}, not {speaker:?}: {}",
                label.text
            ));
        }
    }
    findings.retain(|found| !labels.unsure.contains(&found.words));
    counts.false_quotes += findings.len();
    for Finding { words, speaker } in &findings {
        print_line(&format!("{name}: no quote: {words} ({speaker:?})"));
    }
}

/// Returns what the engine finds, one for each pair of quotation marks.
fn findings(article: &Article) -> Vec<Finding> {
    let mut findings = Vec::new();
    for quote in quotes::find(article) {
        for fragment in &quote.fragments {
            findings.push(Finding {
                words: without_marks(article.words_in(*fragment)).to_owned(),
                speaker: quote.speaker.as_ref().map(|speaker| speaker.name.clone()),
            });
        }
    }
    findings
}

/// Returns the words between a pair of quotation marks, or after an opening one whose paragraph ends without another.
fn without_marks(words: &str) -> &str {
    for (opening, closing) in [
        ("“", "”"),
        ("‘", "’"),
        ("''", "''"),
        ("\"", "\""),
        ("'", "'"),
    ] {
        if let Some(rest) = words.strip_prefix(opening) {
            return rest.strip_suffix(closing).unwrap_or(rest);
        }
    }
    words
}

/// Returns `true` if two names differ in an article ("the", "a") or in the case of letters at most.
fn same_name(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let name = name.to_lowercase();
        let bare = ["the ", "a ", "an "]
            .iter()
            .find_map(|article| name.strip_prefix(article));
        bare.unwrap_or(&name).to_owned()
    };
    bare(one) == bare(other)
}

fn labels(story: &Path) -> Labels {
    let file = fs::read_to_string(story.with_extension("toml")).unwrap();
    toml::from_str(&file).unwrap_or_else(|fault| panic!("{}: {fault}", story.display()))
}

/// Returns the stories, sorted by name.
fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/floor");
    let files = fs::read_dir(folder).unwrap();
    let mut stories: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    stories.sort();
    stories
}

/// Prints a line that the test harness shows when the test fails, or when it is asked to.
#[allow(
    clippy::print_stdout,
    reason = "what was missed is for whoever runs it"
)]
fn print_line(line: &str) {
    println!("{line}");
}
