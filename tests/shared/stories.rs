//! A newsroom for tests: a home with generated stories, and the program to run there.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use jiff::Timestamp;
use pullquote::article::ArticleId;
use pullquote::config::SharedAddress;
use pullquote::library::Archive;
use pullquote::library::state::{
    ArticleDescription, ArticleReference, BookmarkTarget, KeptQuote, StateChange, StateStore,
};
use pullquote::shared::engine::SharedArchive;
use pullquote::text::Clean;
use pullquote::{loader, quotes};

use crate::server::{Database, PASSWORD, write_password};

const PEOPLE: [&str; 6] = [
    "Oda Lund",
    "Finn Berg",
    "Ines Halloran",
    "Ada Wren",
    "Per Lund",
    "UNESCO",
];
const SOURCES: [&str; 3] = ["Vessmark Courier", "Kestrel Wire", "Tidewater Post"];
const AUTHORS: [&str; 3] = ["Nora Quist", "Piet Aldous", "Mara Lind"];
const TAGS: [&str; 3] = ["coast", "budget", "old town"];
const SUBJECTS: [&str; 7] = [
    "The ferry",
    "The council",
    "The water",
    "A lantern",
    "Our ramp",
    "The pump",
    "An e-mail of the men",
];
const DEEDS: [&str; 8] = [
    "never closes before winter",
    "will carry the lanterns",
    "is closing in the winter",
    "has cost the councils a fortune",
    "waits under the old ramp",
    "was never asked about the ferries",
    "was bought for the man at O’Hara’s gate",
    "paid 3,000 to the F.B.I. in the U.S.",
];

/// Somebody who publishes, or reads.
pub(crate) struct Newsroom {
    pub(crate) home: PathBuf,
    pub(crate) news: PathBuf,
}

impl Newsroom {
    /// Makes a home in a folder, with this many stories.
    pub(crate) fn new(folder: &Path, stories: usize) -> Self {
        let home = folder.to_owned();
        fs::create_dir_all(&home).unwrap();
        write_password(&home, PASSWORD);
        let news = home.join("news");
        fs::create_dir_all(&news).unwrap();
        let news = news.canonicalize().unwrap();
        for number in 0..stories {
            write_story(&news, number);
        }
        Self { home, news }
    }

    /// Returns the program with arguments, in this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command
            .env_clear()
            .env("HOME", &self.home)
            .env("USER", "ada");
        command.current_dir(&self.home).args(arguments);
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the program, and returns what it prints.
    pub(crate) fn print(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Publishes the stories under a name.
    pub(crate) fn publish(&self, database: &Database, name: &str) -> String {
        let news = self.news.to_str().unwrap();
        self.print(&["publish", "--as", name, &database.address(), news])
    }

    /// Names the shared archive in the config.
    pub(crate) fn set_shared(&self, database: &Database) {
        let config = self.home.join(".config/pullquote");
        fs::create_dir_all(&config).unwrap();
        let address = database.address();
        let text = format!("[library]\nshared = \"{address}\"\n");
        fs::write(config.join("config.toml"), text).unwrap();
    }

    /// Corrects quotes of some stories, and keeps some in the reader's own state.
    pub(crate) fn keep_some(&self) {
        let loaded = |number: usize| {
            let path = self.news.join(format!("{number:03}.md"));
            (loader::load(&path).articles.remove(0), path)
        };
        for (number, way) in [
            (1, &["--speaker", "Oda Lund"][..]),
            (2, &["--speaker", "Ruth Wrenfield"]),
            (4, &["--unknown"]),
            (7, &["--not-a-quote"]),
        ] {
            let (article, path) = loaded(number);
            let quote = quotes::find(&article).remove(0);
            let place = format!("{}#{}", path.display(), quote.id);
            self.print(&[&["correct"], way, &[place.as_str()]].concat());
        }
        let opened = StateStore::open(
            &self.home.join(".local/share/pullquote"),
            Timestamp::UNIX_EPOCH,
        );
        let mut store = opened.unwrap().store;
        for number in [3, 5, 8, 9, 10] {
            let (article, _) = loaded(number);
            let reference = ArticleReference {
                id: ArticleId::for_article(&article),
                description: ArticleDescription::default(),
            };
            let quote = quotes::find(&article)
                .first()
                .map(|quote| KeptQuote::from_quote(&article, quote));
            let kept = |quote| BookmarkTarget {
                article: reference.clone(),
                quote,
            };
            let change = match number {
                3 => StateChange::Bookmark(vec![kept(quote)]),
                5 => StateChange::SetNote {
                    kept: kept(quote),
                    note: Clean::new("Check the price"),
                },
                8 => StateChange::SetNote {
                    kept: kept(None),
                    note: Clean::new("To check"),
                },
                9 => StateChange::AddTag {
                    articles: vec![reference],
                    tag: Clean::new("Old town"),
                },
                _ => StateChange::SetRead {
                    articles: vec![reference.id],
                    is_read: true,
                },
            };
            store.apply_change(&change, Timestamp::UNIX_EPOCH).unwrap();
        }
    }

    /// Returns the archive of the stories.
    pub(crate) fn archive(&self) -> Archive {
        let cache = self.home.join(".cache/pullquote");
        Archive::new(&cache, std::slice::from_ref(&self.news))
            .with_state(&self.home.join(".local/share/pullquote"))
    }

    /// Returns the shared archive of a database.
    pub(crate) fn shared(&self, database: &Database) -> SharedArchive {
        SharedArchive::new(
            SharedAddress::parse(&database.address()).unwrap(),
            &self.home,
        )
    }
}

/// Writes a story into a folder.
pub(crate) fn write_story(folder: &Path, number: usize) -> PathBuf {
    let path = folder.join(format!("{number:03}.md"));
    fs::write(&path, generated_story(number)).unwrap();
    path
}

/// Writes a story: front matter, and paragraphs with quotes of every kind. Every eleventh has no day.
fn generated_story(number: usize) -> String {
    let pick = |from: &'static [&'static str], by: usize| from[(number * 7 + by * 5) % from.len()];
    let source = pick(&SOURCES, 1);
    let outlet = source.split(' ').next().unwrap().to_lowercase();
    let (year, month, day) = (2014 + number % 4, number % 12 + 1, number % 28 + 1);
    let mut story = format!(
        "---\ntitle: \"{} in week {number}\"\nauthor: {} and {}\nsource: {source}\nurl: https://{outlet}.example/{year}/{number}\n",
        SUBJECTS[number % SUBJECTS.len()],
        AUTHORS[number % 3],
        AUTHORS[(number + 1) % 3],
    );
    if !number.is_multiple_of(11) {
        writeln!(story, "date: {year}-{month:02}-{day:02}").unwrap();
    }
    if number.is_multiple_of(4) {
        writeln!(story, "tags:\n  - {}", pick(&TAGS, number / 4)).unwrap();
    }
    story.push_str("---\n\nThe harbor office met on a grey morning, and few came.\n\n");
    for paragraph in 0..4 {
        let said = |by: usize| {
            format!(
                "{} {}",
                pick(&SUBJECTS, paragraph + by),
                pick(&DEEDS, paragraph * 2 + by)
            )
        };
        let person = match pick(&PEOPLE, paragraph) {
            // One person by two names, as two papers would write them.
            "Ada Wren" if number.is_multiple_of(2) => "Ada M. Wren",
            person => person,
        };
        let line = match (number + paragraph) % 7 {
            0 => format!(
                "“{},” said {person}, the harbor master. The winter was near.",
                said(0)
            ),
            1 => format!(
                "“{},” {person} said, “and {}.”",
                said(0),
                said(1).to_lowercase()
            ),
            2 => format!("A man at the gate said: “{}.”", said(2)),
            3 => format!("“{}.”", said(1)),
            4 => format!("“{},” said {person} and Per Lund.", said(3)),
            5 => format!(
                "{person} said the ramp was “{}” for years.",
                pick(&DEEDS, paragraph)
            ),
            _ => format!("“{},” she said.", said(4)),
        };
        writeln!(story, "{line}\n").unwrap();
    }
    story
}
