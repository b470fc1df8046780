//! A correction holds everywhere: what is searched, listed, printed and exported, whoever made it, and after an edit, a
//! deleted cache and a move to another machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use pullquote::app::effect::{Effect, FolderRequest};
use pullquote::config::{Config, Paths};
use pullquote::library::Archive;
use pullquote::runtime::{Headless, Start};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

/// How long something may take on a slow machine.
const PATIENCE: Duration = Duration::from_mins(5);

const QUAY: &str = "The quay is closed\n\nThe pilots met on Monday. Anders Holm spoke first.\n\n“The quay holds for another \
    winter,” he said.\n\n“Nobody asked the pilots,” said Ines Halloran, the harbor master.\n\nThe word “winter” was on \
    every wall, and “a thing of beauty” was what they called it.\n\n“We will sail in the winter anyway,” Halloran said.\n";
const TIDE: &str = "The tide is late\n\n“The winter tide came at noon,” said Mirela Dunn.\n\n“It was late,” a \
    fisherman said.\n";

/// A home with two stories.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("news")).unwrap();
        home.write("quay.txt", QUAY);
        home.write("tide.txt", TIDE);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path("news").join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.0.path());
        let output = command.current_dir(self.0.path()).args(arguments).output();
        let output = output.unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        (out, output.status.code())
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let (out, _) = self.run(arguments);
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Returns the quotes that `pullquote quotes` prints.
    fn quotes(&self) -> Vec<Value> {
        let articles = self.json(&["quotes", "--json", "news"]);
        let quotes = articles.iter().map(|article| article["quotes"].as_array());
        quotes.flatten().flatten().cloned().collect()
    }

    /// Returns the identity of the quote with these words.
    fn id_of(&self, words: &str) -> String {
        let quotes = self.quotes();
        let quote = quotes
            .iter()
            .find(|quote| quote["text"].as_str().unwrap().contains(words));
        quote.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Corrects the quote with these words from the command line.
    fn correct(&self, file: &str, words: &str, how: &[&str]) {
        let target = format!("news/{file}#{}", self.id_of(words));
        let mut arguments = vec!["correct", target.as_str()];
        arguments.extend(how);
        assert_eq!(self.run(&arguments).1, Some(0), "{arguments:?}");
    }

    /// Returns the texts of the hits of a query, sorted.
    fn found(&self, query: &str, options: &[&str]) -> Vec<String> {
        let mut arguments = vec!["search", "--json", query, "news"];
        arguments.extend(options);
        let hits = self.json(&arguments);
        let mut texts: Vec<String> = hits
            .iter()
            .map(|hit| hit["text"].as_str().unwrap().to_owned())
            .collect();
        texts.sort();
        texts
    }

    /// Checks every way out against what `pullquote quotes` prints.
    fn agrees(&self) {
        let quotes = self.quotes();
        let mut by_speaker: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for quote in &quotes {
            if let Some(name) = quote["speaker_name"].as_str() {
                by_speaker
                    .entry(name)
                    .or_default()
                    .push(quote["text"].as_str().unwrap());
            }
        }
        for (name, texts) in &mut by_speaker {
            texts.sort_unstable();
            let query = format!("said:=\"{name}\"");
            assert_eq!(self.found(&query, &[]), *texts, "{query}");
        }
        let spoken: Vec<Value> = self.json(&["speakers", "--json", "news"]);
        for speaker in &spoken {
            let name = speaker["name"].as_str().unwrap();
            // Those without a name are one row, of no name that a quote has.
            if name == "unnamed speakers" {
                continue;
            }
            let expected = by_speaker.get(name).map(Vec::len);
            assert_eq!(speaker["quotes"].as_u64().map(to_usize), expected, "{name}");
        }
        let listed: u64 = self
            .json(&["list", "--json", "news"])
            .iter()
            .map(|row| row["quotes"].as_u64().unwrap())
            .sum();
        assert_eq!(to_usize(listed), quotes.len());
        let pairs = |quotes: &[Value], name: &str| -> BTreeMap<String, (Value, Value)> {
            let id = |quote: &Value| quote["id"].as_str().map(str::to_owned);
            quotes
                .iter()
                .filter_map(|quote| {
                    let known = (quote[name].clone(), quote["corrected"].clone());
                    Some((id(quote)?, known))
                })
                .collect()
        };
        let exported = self.json(&["export", "--format", "jsonl", "news"]);
        let printed = pairs(&quotes, "speaker_name");
        assert_eq!(pairs(&exported, "speaker"), printed);
        let hits = self.json(&["search", "--json", "-zzz", "news"]);
        assert_eq!(pairs(&hits, "speaker"), printed);
    }
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

/// The corrections that the tests make.
fn correct_all(home: &Home) {
    home.correct("quay.txt", "another winter", &["--speaker", "Anders Hølm"]);
    home.correct("quay.txt", "Nobody asked", &["--unknown"]);
    home.correct("quay.txt", "in the winter anyway", &["--not-a-quote"]);
    home.correct("tide.txt", "It was late", &["--speaker", "Piet Aldous"]);
}

#[track_caller]
fn is_corrected(home: &Home) {
    assert_eq!(
        home.found("said:hølm", &[]),
        ["“The quay holds for another winter,”"]
    );
    assert_eq!(home.found("said:aldous", &[]), ["“It was late,”"]);
    assert!(home.found("said:halloran", &[]).is_empty());
    assert!(home.found("anyway", &[]).is_empty());
    home.agrees();
}

#[test]
fn a_correction_holds_in_every_way_out_and_is_marked() {
    let home = Home::new();
    home.agrees();
    correct_all(&home);
    is_corrected(&home);
    let hits = home.json(&["search", "--json", "said:holm", "news"]);
    assert_eq!(hits[0]["corrected"], true);
    let (shown, _) = home.run(&["search", "said:holm", "news"]);
    assert!(shown.contains("corrected by you"), "{shown}");
    let rejected = home.json(&["quotes", "--json", "--rejected", "news/quay.txt"]);
    let rejected = rejected[0]["quotes"].as_array().unwrap();
    assert_eq!(rejected.len(), 1);
    assert_eq!(rejected[0]["text"], "“We will sail in the winter anyway,”");
}

#[test]
fn what_is_taken_back_is_as_it_was_found() {
    let home = Home::new();
    let before = home.quotes();
    correct_all(&home);
    let id = |words: &str| home.id_of(words);
    let rejected = home.json(&["quotes", "--json", "--rejected", "news/quay.txt"]);
    let rejected = rejected[0]["quotes"][0]["id"].as_str().unwrap().to_owned();
    let quay = [id("another winter"), id("Nobody asked"), rejected];
    let mut targets: Vec<String> = quay.map(|id| format!("news/quay.txt#{id}")).to_vec();
    targets.push(format!("news/tide.txt#{}", id("It was late")));
    let mut arguments = vec!["correct", "--undo"];
    arguments.extend(targets.iter().map(String::as_str));
    assert_eq!(
        home.run(&arguments),
        ("Taken back: 4 corrections\n".to_owned(), Some(0))
    );
    assert_eq!(home.quotes(), before);
    home.agrees();
    assert_eq!(home.run(&arguments).1, Some(1), "there is nothing left");
}

#[test]
fn a_later_correction_replaces_the_earlier_one() {
    let home = Home::new();
    home.correct("tide.txt", "It was late", &["--speaker", "Piet Aldous"]);
    home.write(
        "tide.txt",
        &TIDE.replace("late,” a fisherman", "late,” an old fisherman"),
    );
    home.correct("tide.txt", "It was late", &["--speaker", "Oda Lund"]);
    assert!(home.found("said:aldous", &[]).is_empty());
    assert_eq!(home.found("said:lund", &[]), ["“It was late,”"]);
    home.agrees();
}

#[rstest]
#[case::below("anyway,” Halloran said.", "anyway,” Halloran said. She left at noon.")]
#[case::in_the_head(
    "The pilots met on Monday.",
    "The pilots of the old harbor met on a cold Monday."
)]
#[case::in_the_title("The quay is closed", "The quay is shut")]
fn corrections_survive_an_edit_and_a_deleted_cache(
    #[case] from: &str,
    #[case] to: &str,
    #[values(false, true)] is_seen: bool,
    #[values(false, true)] is_deleted: bool,
) {
    let home = Home::new();
    home.found("winter", &[]);
    correct_all(&home);
    if is_seen {
        is_corrected(&home);
    }
    home.write("quay.txt", &QUAY.replace(from, to));
    if is_deleted {
        fs::remove_dir_all(home.path(".cache/pullquote")).unwrap();
    }
    is_corrected(&home);
}

#[test]
fn corrections_go_to_another_machine_with_the_state() {
    let (home, other) = (Home::new(), Home::new());
    other.found("winter", &[]);
    correct_all(&home);
    let state = other.path("state.jsonl");
    let exported = home.run(&["export", "--state", "-o", state.to_str().unwrap()]);
    assert_eq!(exported.1, Some(0));
    assert_eq!(other.run(&["import", state.to_str().unwrap()]).1, Some(0));
    is_corrected(&other);
}

#[test]
fn an_answer_without_a_scan_has_the_corrections_too() {
    let home = Home::new();
    home.found("winter", &[]);
    correct_all(&home);
    let as_is = |query| home.found(query, &["--as-is"]);
    assert_eq!(as_is("said:holm"), ["“The quay holds for another winter,”"]);
    assert_eq!(as_is("said:dunn"), ["“The winter tide came at noon,”"]);
    assert!(as_is("said:halloran").is_empty());
    assert!(as_is("anyway").is_empty());
    assert_eq!(
        as_is("winter"),
        [
            "“The quay holds for another winter,”",
            "“The winter tide came at noon,”"
        ]
    );
    let counted = home.run(&["count", "--as-is", "--csv", "*", "news"]).0;
    assert!(counted.contains("Anders Hølm,1,1\n"), "{counted}");
    assert!(!counted.contains("Halloran"), "{counted}");
}

#[rstest]
#[case::a_sentence(("Nothing moved.", "Nothing moved in the whole of the harbor."))]
#[case::another_quote(("Nothing moved.", "“Nothing moves,” said Oda Lund."))]
#[case::typography(("“Nobody asked the pilots,”", "\"Nobody asked the pilots,\""))]
fn the_identity_of_a_quote_survives_an_edit_elsewhere(#[case] (from, to): (&str, &str)) {
    let home = Home::new();
    // An article without a link is known by its title and its first 400 letters.
    let head = "The boats lay at the quay, and the ice lay on the boats. ".repeat(10);
    let story = format!(
        "The ice holds\n\n{head}\n\n“Nobody asked the pilots,” said Ines Halloran.\n\nNothing moved.\n"
    );
    home.write("quay.txt", &story);
    let before = home.id_of("Nobody asked");
    assert!(story.contains(from));
    home.write("quay.txt", &story.replace(from, to));
    assert_eq!(home.id_of("Nobody asked"), before);
}

#[rstest]
#[case::no_identity(&["correct", "news/quay.txt", "--unknown"])]
#[case::an_unknown_one(&["correct", "news/quay.txt#000000000000", "--unknown"])]
#[case::no_correction(&["correct", "news/quay.txt#000000000000"])]
#[case::two_corrections(&["correct", "news/quay.txt#000000000000", "--unknown", "--undo"])]
#[case::an_empty_name(&["correct", "news/quay.txt#000000000000", "--speaker", " "])]
fn a_wrong_correction_is_explained(#[case] arguments: &[&str]) {
    assert_eq!(Home::new().run(arguments).1, Some(2));
}

/// Starts the services of a reader on the home's stories.
fn reader(home: &Home) -> (Headless, Archive) {
    let paths = Paths {
        home: home.0.path().to_owned(),
        config: home.path(".config/pullquote"),
        data: home.path(".local/share/pullquote"),
        cache: home.path(".cache/pullquote"),
    };
    let archive = Archive::new(&paths.cache, &[home.path("news")]).with_state(&paths.data);
    let start = Start {
        shared: None,
        config_file: None,
        archive: archive.clone(),
        config: Config::default(),
        paths,
        opening: None,
        opens_only_story: false,
        is_empty: false,
        beginning: None,
        scope: pullquote::app::LibraryScope::Own,
        remembers_session: false,
    };
    let mut services = Headless::start(&start).unwrap();
    services.perform(Effect::Folders(FolderRequest::Rescan));
    while services.wait().is_some() {}
    (services, archive)
}

/// Waits until the catalogue and the index of an archive have a correction, which some reader must bring about.
fn wait_for_correction(readers: &mut [Headless], home: &Home, query: &str) {
    let begun = Instant::now();
    loop {
        for reader in readers.iter_mut() {
            while reader.wait().is_some() {}
        }
        if is_indexed(home, query) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "no reader applied it");
    }
}

/// Returns `true` if the index itself finds something, without what a command lays over its answers.
fn is_indexed(home: &Home, query: &str) -> bool {
    use pullquote::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope};
    use pullquote::search::index::Index;
    use pullquote::search::query::Query;
    let today = jiff::civil::date(2026, 11, 23);
    let query = Query::parse_text(query, today);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &HitFlags::default(),
        order: HitOrder::Newest,
        limit: 10,
        today,
    };
    let archive = Archive::new(&home.path(".cache/pullquote"), &[home.path("news")]);
    let index: &Path = &archive.index_folder();
    let found = Index::from_folder(index).first_hits(&ask).unwrap();
    !found.hits.is_empty()
}

#[test]
fn an_open_reader_applies_what_the_command_line_corrects() {
    let home = Home::new();
    let (services, _) = reader(&home);
    assert!(!is_indexed(&home, "said:aldous "));
    home.correct("tide.txt", "It was late", &["--speaker", "Piet Aldous"]);
    wait_for_correction(&mut [services], &home, "said:aldous ");
    home.agrees();
}

#[test]
fn of_two_readers_one_applies_what_is_corrected() {
    let home = Home::new();
    let (one, _) = reader(&home);
    let (other, _) = reader(&home);
    home.correct("tide.txt", "It was late", &["--speaker", "Piet Aldous"]);
    wait_for_correction(&mut [one, other], &home, "said:aldous ");
    home.correct("tide.txt", "It was late", &["--undo"]);
    home.agrees();
}
