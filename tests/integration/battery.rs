//! Every operator of a query, alone and combined, finds what a look at each quote of `quotes --json` finds.
//!
//! The quotes are those of the samples and of generated stories, some with notes, tags, bookmarks, read marks and
//! corrections. Whose names are one person's is taken from `speakers --json`. Stories are looked at in the same way.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use pullquote::article::{Article, ArticleId, BlockKind};
use pullquote::library::Archive;
use pullquote::library::anchor::Anchor;
use pullquote::library::catalogue::Catalogue;
use pullquote::library::state::{
    ArticleDescription, ArticleReference, BookmarkTarget, KeptQuote, StateChange, StateStore,
};
use pullquote::people::{NameKind, kind_of};
use pullquote::search::hits::{HitOrder, HitRequest, SearchScope};
use pullquote::search::index::Index;
use pullquote::search::query::Query;
use pullquote::text::{Clean, fold};
use pullquote::{loader, quotes};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

/// Words that are looked for, each with its forms in the stories.
const WORDS: [(&str, &[&str]); 11] = [
    ("ferry", &["ferry", "ferries", "ferry's"]),
    ("council", &["council", "councils", "council's"]),
    ("ramp", &["ramp", "ramps"]),
    ("water", &["water", "waters"]),
    (
        "close",
        &["close", "closes", "closed", "closing", "closings"],
    ),
    ("winter", &["winter", "winters"]),
    ("lantern", &["lantern", "lanterns"]),
    ("never", &["never"]),
    ("buy", &["buy", "buys", "bought", "buying"]),
    ("men", &["man", "men", "man's", "men's"]),
    ("email", &["email", "emails"]),
];

const PEOPLE: [&str; 5] = [
    "Oda Lund",
    "Finn Berg",
    "Ines Halloran",
    "Ada Wren",
    "Per Lund",
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
const DEEDS: [&str; 7] = [
    "never closes before winter",
    "will carry the lanterns",
    "is closing in the winter",
    "has cost the councils a fortune",
    "waits under the old ramp",
    "was never asked about the ferries",
    "was bought for the man at the gate",
];

/// How many stories are generated.
const STORIES: usize = 60;

/// The kind of a candidate that is a story.
const STORY: &str = "story";

/// A quote, or a story, with all that a query can ask of it.
#[derive(Debug)]
struct Candidate {
    path: String,
    text: String,
    kind: String,
    fragments: Vec<Vec<String>>,
    /// Its words with a hyphen, written as one: "email".
    compounds: Vec<String>,
    paragraphs: Vec<String>,
    speakers: Vec<String>,
    /// All names of those who said it.
    names: Vec<Vec<String>>,
    /// Which of these it is: bookmarked, corrected, read, unsure.
    flags: BTreeSet<&'static str>,
    title: Vec<String>,
    source: Vec<String>,
    authors: Vec<String>,
    url: Vec<String>,
    tags: Vec<Vec<String>>,
    notes: Vec<Vec<String>>,
    published: Option<Date>,
}

/// A condition, as a query says it and as it is checked.
#[derive(Debug, Clone)]
enum Asked {
    Anything,
    Word(usize),
    Start(&'static str),
    Phrase(&'static [&'static str]),
    Said(&'static [&'static str]),
    SaidBy(&'static str),
    In(&'static [&'static str]),
    InJust(&'static str),
    About(usize),
    Title(&'static [&'static str]),
    Author(&'static [&'static str]),
    Url(&'static str),
    Tag(&'static [&'static str]),
    Note(&'static [&'static str]),
    Days(&'static str, Option<Date>, Option<Date>),
    Is(&'static str),
    Not(Box<Asked>),
    Both(Box<Asked>, Box<Asked>),
    Either(Box<Asked>, Box<Asked>),
}

impl Asked {
    /// Returns every condition that has no other in it.
    fn alone() -> Vec<Self> {
        let mut all = vec![
            Self::Anything,
            Self::Start("wat"),
            Self::Start("counc"),
            Self::Phrase(&["in", "the", "winter"]),
            Self::Phrase(&["never", "closes"]),
            Self::Phrase(&["lantern"]),
            Self::Said(&["lund"]),
            Self::Said(&["oda", "lund"]),
            Self::Said(&["ada", "m", "wren"]),
            Self::Said(&["finn", "lund"]),
            Self::Said(&["wrenfield"]),
            Self::SaidBy("Per Lund"),
            Self::In(&["courier"]),
            Self::In(&["kestrel", "wire"]),
            Self::InJust("Tidewater Post"),
            Self::Title(&["ferry"]),
            Self::Author(&["quist"]),
            Self::Author(&["piet", "aldous"]),
            Self::Url("kestrel.example/2016"),
            Self::Tag(&["coast"]),
            Self::Tag(&["old", "town"]),
            Self::Note(&["check"]),
            Self::Days("after:2016-06 ", Some(date(2016, 6, 1)), None),
            Self::Days("before:2016/06/01 ", None, Some(date(2016, 5, 31))),
            Self::Days(
                "on:\"September 2016\" ",
                Some(date(2016, 9, 1)),
                Some(date(2016, 9, 30)),
            ),
            Self::Days(
                "on:2016Q1 ",
                Some(date(2016, 1, 1)),
                Some(date(2016, 3, 31)),
            ),
            Self::Days(
                "on:2016-03..2016-05 ",
                Some(date(2016, 3, 1)),
                Some(date(2016, 5, 31)),
            ),
        ];
        all.extend((0..WORDS.len()).map(Self::Word));
        all.extend([0, 2, 5].map(Self::About));
        let properties = [
            "bookmarked",
            "noted",
            "tagged",
            "read",
            "unread",
            "block",
            "direct",
            "mixed",
            "corrected",
            "unsure",
            "unnamed",
            "unknown",
        ];
        all.extend(properties.map(Self::Is));
        all
    }

    fn text(&self) -> String {
        let value = |words: &[&str]| match words {
            [word] => format!("{word} "),
            words => format!("\"{}\" ", words.join(" ")),
        };
        match self {
            Self::Anything => "* ".to_owned(),
            Self::Word(number) => format!("{} ", WORDS[*number].0),
            Self::Start(letters) => format!("{letters}* "),
            Self::Phrase(words) => format!("\"{}\" ", words.join(" ")),
            Self::Said(words) => format!("said:{}", value(words)),
            Self::SaidBy(name) => format!("said:=\"{name}\" "),
            Self::In(words) => format!("in:{}", value(words)),
            Self::InJust(name) => format!("in:=\"{name}\" "),
            Self::About(number) => format!("about:{} ", WORDS[*number].0),
            Self::Title(words) => format!("title:{}", value(words)),
            Self::Author(words) => format!("author:{}", value(words)),
            Self::Url(part) => format!("url:{part} "),
            Self::Tag(words) => format!("tag:{}", value(words)),
            Self::Note(words) => format!("note:{}", value(words)),
            Self::Days(text, ..) => (*text).to_owned(),
            Self::Is(name) => format!("is:{name} "),
            Self::Not(asked) => match asked.as_ref() {
                Self::Both(..) | Self::Either(..) => format!("NOT ({})", asked.text()),
                _ => format!("-{}", asked.text()),
            },
            Self::Both(one, other) => format!("{}{}", one.in_brackets(), other.in_brackets()),
            Self::Either(one, other) => format!("{}OR {}", one.in_brackets(), other.in_brackets()),
        }
    }

    fn in_brackets(&self) -> String {
        match self {
            Self::Both(..) | Self::Either(..) => format!("({}) ", self.text()),
            _ => self.text(),
        }
    }

    fn holds(&self, quote: &Candidate) -> bool {
        let all = |wanted: &[&str], words: &[String]| {
            wanted
                .iter()
                .all(|word| words.iter().any(|known| known == word))
        };
        let forms = |number: usize, word: &String| WORDS[number].1.contains(&word.as_str());
        match self {
            Self::Anything => true,
            Self::Word(number) => {
                let words = quote.words().chain(&quote.compounds);
                words.into_iter().any(|word| forms(*number, word))
            }
            Self::Start(letters) => quote.words().any(|word| word.starts_with(letters)),
            Self::Phrase(wanted) => quote
                .fragments
                .iter()
                .any(|words| words.windows(wanted.len()).any(|words| words == *wanted)),
            Self::Said(wanted) => quote.names.iter().any(|name| all(wanted, name)),
            Self::SaidBy(wanted) => quote.names.contains(&words_of(wanted)),
            Self::In(wanted) => all(wanted, &quote.source),
            Self::InJust(wanted) => quote.source == words_of(wanted),
            Self::About(number) => quote.paragraphs.iter().any(|word| forms(*number, word)),
            Self::Title(wanted) => all(wanted, &quote.title),
            Self::Author(wanted) => all(wanted, &quote.authors),
            Self::Url(wanted) => {
                let wanted = words_of(wanted);
                quote.url.windows(wanted.len()).any(|words| words == wanted)
            }
            Self::Tag(wanted) => quote.tags.iter().any(|tag| all(wanted, tag)),
            Self::Note(wanted) => quote.notes.iter().any(|note| all(wanted, note)),
            Self::Days(_, first, last) => quote.published.is_some_and(|day| {
                first.is_none_or(|first| day >= first) && last.is_none_or(|last| day <= last)
            }),
            Self::Is(name) => quote.has_property(name),
            Self::Not(asked) => !asked.holds(quote),
            Self::Both(one, other) => one.holds(quote) && other.holds(quote),
            Self::Either(one, other) => one.holds(quote) || other.holds(quote),
        }
    }
}

impl Candidate {
    fn words(&self) -> impl Iterator<Item = &String> {
        self.fragments.iter().flatten()
    }

    fn has_property(&self, name: &str) -> bool {
        let is_named =
            |name: &String| matches!(kind_of(name), NameKind::Person | NameKind::Organisation);
        let is_of_state = ["bookmarked", "noted", "read", "tagged", "unread"].contains(&name);
        if self.kind == STORY && !is_of_state {
            return false;
        }
        match name {
            "bookmarked" | "corrected" | "read" | "unsure" => self.flags.contains(name),
            "unread" => !self.flags.contains("read"),
            "noted" => !self.notes.is_empty(),
            "tagged" => !self.tags.is_empty(),
            "unnamed" => !self.speakers.is_empty() && !self.speakers.iter().any(is_named),
            "unknown" => self.speakers.is_empty(),
            kind => self.kind == kind,
        }
    }
}

/// Returns the words of a text without case and accents; an apostrophe between letters is part of its word.
fn words_of(text: &str) -> Vec<String> {
    let folded = fold::fold_key(text);
    let words = folded.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let words = words.map(|word| word.trim_matches('\'').to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// Returns the words of a text that have a hyphen, without it.
fn compounds_of(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| word.contains('-'));
    let words = words.map(|word| words_of(&word.replace('-', "")));
    words.flatten().collect()
}

/// The stories, what is known of their quotes, and an index of them.
struct Battery {
    home: TempDir,
    /// The folder of the generated stories.
    news: PathBuf,
    archive: Archive,
    candidates: Vec<Candidate>,
    stories: Vec<Candidate>,
}

impl Battery {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let news = home.path().join("news");
        fs::create_dir(&news).unwrap();
        for number in 0..STORIES {
            fs::write(
                news.join(format!("{number:03}.md")),
                generated_story(number),
            )
            .unwrap();
        }
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
        let news = news.canonicalize().unwrap();
        let folders = [news.clone(), samples];
        let archive = Archive::new(&home.path().join(".cache/pullquote"), &folders);
        let mut battery = Self {
            home,
            news,
            archive,
            candidates: Vec::new(),
            stories: Vec::new(),
        };
        battery.correct_some();
        battery.read_quotes();
        battery.read_names();
        battery.keep_some();
        battery.run(&["index"]);
        battery
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.home.path());
        command.current_dir(self.home.path()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = self.command(arguments);
        command.args(self.archive.folders());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    fn data(&self) -> PathBuf {
        self.home.path().join(".local/share/pullquote")
    }

    /// Corrects some quotes of every third story, each in one of four ways.
    fn correct_some(&self) {
        let mut targets: [Vec<String>; 4] = Default::default();
        let mut ways = (0..targets.len()).cycle();
        for number in (1..STORIES).step_by(3) {
            let path = self.news.join(format!("{number:03}.md"));
            let found = quotes::find(&loader::load(&path).articles.remove(0));
            for quote in found.iter().skip(number % 2).step_by(2) {
                let way = ways.next().unwrap();
                targets[way].push(format!("{}#{}", path.display(), quote.id));
            }
        }
        let ways: [&[&str]; 4] = [
            &["--speaker", "Oda Lund"],
            &["--speaker", "Ruth Wrenfield"],
            &["--unknown"],
            &["--not-a-quote"],
        ];
        for (targets, way) in targets.iter().zip(ways) {
            let mut command = self.command(&["correct"]);
            let done = command.args(way).args(targets).output().unwrap();
            assert!(done.status.success(), "{done:?}");
        }
    }

    /// Takes in which names are one person's, as `speakers --json` says.
    fn read_names(&mut self) {
        let printed = self.run(&["speakers", "--json", ""]);
        let people: Vec<Vec<String>> = printed
            .lines()
            .map(|line| {
                let person: Value = serde_json::from_str(line).unwrap();
                let aliases = person["aliases"].as_array().unwrap().iter();
                let names = std::iter::once(&person["name"]).chain(aliases);
                names
                    .map(|name| name.as_str().unwrap().to_owned())
                    .collect()
            })
            .collect();
        assert!(people.iter().any(|names| names.len() > 1), "{people:?}");
        for quote in &mut self.candidates {
            let persons = quote.speakers.iter().map(|speaker| {
                let person = people.iter().find(|names| names.contains(speaker));
                person.cloned().unwrap_or_else(|| vec![speaker.clone()])
            });
            quote.names = persons.flatten().map(|name| words_of(&name)).collect();
        }
        for story in &mut self.stories {
            let quotes = self.candidates.iter();
            let own = quotes.filter(|quote| quote.path == story.path && quote.title == story.title);
            story.names = own.flat_map(|quote| quote.names.clone()).collect();
        }
    }

    /// Takes in what `quotes --json` says, and what the files say of each story.
    fn read_quotes(&mut self) {
        let printed = self.run(&["quotes", "--json"]);
        let mut articles: Vec<(String, Article)> = Vec::new();
        for line in printed.lines() {
            let story: Value = serde_json::from_str(line).unwrap();
            let path = story["path"].as_str().unwrap();
            let loaded = loader::load(Path::new(path)).articles;
            let taken = articles.iter().filter(|(known, _)| known == path).count();
            let article = loaded.into_iter().nth(taken).unwrap();
            let text: Vec<char> = story["text"].as_str().unwrap().chars().collect();
            for quote in story["quotes"].as_array().unwrap() {
                self.candidates
                    .push(candidate(path, &text, quote, &article));
            }
            self.stories.push(story_candidate(path, &article));
            articles.push((path.to_owned(), article));
        }
        assert!(self.candidates.len() > 200, "{}", self.candidates.len());
    }

    /// Notes, tags, bookmarks and reads some stories and quotes.
    fn keep_some(&mut self) {
        let opened = StateStore::open(&self.data(), Timestamp::UNIX_EPOCH).unwrap();
        let mut store = opened.store;
        for number in (0..STORIES).step_by(3) {
            let path = self.news.join(format!("{number:03}.md"));
            let article = loader::load(&path).articles.remove(0);
            let Some(kept) = first_quote(&article) else {
                continue;
            };
            let (change, note_down) = keep_one(number / 3, kept);
            store.apply_change(&change, Timestamp::UNIX_EPOCH).unwrap();
            let path = path.to_str().unwrap();
            let candidates = self.candidates.iter_mut();
            let of_story = candidates.filter(|quote| quote.path == path);
            for (number, quote) in of_story.enumerate() {
                note_down(quote, number == 0);
            }
            let story = self.stories.iter_mut().find(|story| story.path == path);
            if let Some(story) = story {
                // What is kept of a quote is a note of its story too, but no bookmark of it.
                note_down(story, false);
                if (number / 3).is_multiple_of(5) {
                    story.notes.push(words_of("Check the ramp's price."));
                }
            }
        }
    }

    /// Returns the quotes, or the stories.
    fn candidates_of(&self, scope: SearchScope) -> &[Candidate] {
        match scope {
            SearchScope::Quotes => &self.candidates,
            SearchScope::Stories => &self.stories,
        }
    }

    /// Returns what a look at each quote or story finds: path and words, sorted.
    fn expected(&self, scope: SearchScope, asked: &Asked) -> Vec<(String, String)> {
        let candidates = self.candidates_of(scope).iter();
        let quotes = candidates.filter(|quote| asked.holds(quote));
        let mut found: Vec<_> = quotes
            .map(|quote| {
                (
                    quote.path.clone(),
                    Clean::line(&quote.text).as_str().to_owned(),
                )
            })
            .collect();
        found.sort();
        found
    }
}

/// Returns the first quote of a story as the state keeps it, unless there are others with the same words.
fn first_quote(article: &Article) -> Option<BookmarkTarget> {
    let found = quotes::find(article);
    let first = found.first()?;
    let words = article.words_in(first.range);
    let alike = found
        .iter()
        .filter(|quote| article.words_in(quote.range) == words);
    (alike.count() == 1).then(|| BookmarkTarget {
        article: ArticleReference {
            id: ArticleId::for_article(article),
            description: ArticleDescription::default(),
        },
        quote: Some(KeptQuote {
            anchor: Anchor::from_range(&article.text, first.range),
            words: Clean::line(words),
            speaker: None,
            kind: first.kind,
            is_highlight: false,
        }),
    })
}

/// Notes down what was done with a story; the flag says whether this is its first quote.
type NoteDown = fn(&mut Candidate, bool);

/// Returns one of five changes of the state, and what it says of each quote of the story.
fn keep_one(number: usize, kept: BookmarkTarget) -> (StateChange, NoteDown) {
    let article = kept.article.clone();
    let note = |kept, note| StateChange::SetNote {
        kept,
        note: Clean::new(note),
    };
    // A note bookmarks what it is on.
    match number % 5 {
        0 => (note(kept, "Check the ramp's price."), |quote, is_first| {
            if is_first {
                quote.notes.push(words_of("Check the ramp's price."));
                quote.flags.insert("bookmarked");
            }
        }),
        1 => (
            note(
                BookmarkTarget {
                    quote: None,
                    ..kept
                },
                "To check",
            ),
            |quote, _| {
                quote.notes.push(words_of("To check"));
                quote.flags.insert("bookmarked");
            },
        ),
        2 => (
            StateChange::AddTag {
                articles: vec![article],
                tag: Clean::new("Old town"),
            },
            |quote, _| quote.tags.push(words_of("Old town")),
        ),
        3 => (
            StateChange::SetRead {
                articles: vec![article.id],
                is_read: true,
            },
            |quote, _| {
                quote.flags.insert("read");
            },
        ),
        _ => (StateChange::Bookmark(vec![kept]), |quote, is_first| {
            if is_first {
                quote.flags.insert("bookmarked");
            }
        }),
    }
}

/// Takes a quote in, as `quotes --json` has it.
fn candidate(path: &str, text: &[char], quote: &Value, article: &Article) -> Candidate {
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let part = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let (start, end) = (at(&quote["start"]), at(&quote["end"]));
    let is_break = |at: &usize| text[*at..].starts_with(&['\n', '\n']);
    let from = (0..start).rev().find(is_break).map_or(0, |at| at + 2);
    let to = (end..text.len()).find(is_break).unwrap_or(text.len());
    let fragments = quote["fragments"].as_array().unwrap().iter();
    let speakers = quote["speakers"].as_array().unwrap().iter();
    let confidence = quote["confidence"].as_f64().unwrap();
    let flags = [
        ("unsure", quote["speaker"].is_string() && confidence < 0.6),
        (
            "corrected",
            quote["corrected"].as_bool().unwrap_or_default(),
        ),
    ];
    let metadata = &article.metadata;
    let authors: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
    Candidate {
        path: path.to_owned(),
        text: quote["text"].as_str().unwrap().to_owned(),
        kind: quote["kind"].as_str().unwrap().to_owned(),
        fragments: fragments
            .map(|pair| words_of(&part(at(&pair[0]), at(&pair[1]))))
            .collect(),
        compounds: compounds_of(&part(start, end)),
        paragraphs: words_of(&part(from, to)),
        speakers: speakers
            .map(|speaker| speaker["name"].as_str().unwrap().to_owned())
            .collect(),
        names: Vec::new(),
        flags: flags
            .into_iter()
            .filter(|(_, is_so)| *is_so)
            .map(|(name, _)| name)
            .collect(),
        title: words_of(&metadata.title),
        source: words_of(metadata.source.as_deref().unwrap_or_default()),
        authors: words_of(&authors.join(" ")),
        url: words_of(metadata.url.as_deref().unwrap_or_default()),
        tags: metadata.tags.iter().map(|tag| words_of(tag)).collect(),
        notes: Vec::new(),
        published: metadata.published,
    }
}

/// Takes a story in, with the words of its text as a quote has those of its own.
fn story_candidate(path: &str, article: &Article) -> Candidate {
    let metadata = &article.metadata;
    let authors: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
    let blocks = article.blocks.iter();
    let text: Vec<&str> = blocks
        .filter(|block| block.kind != BlockKind::Boilerplate)
        .map(|block| block.range.of(&article.text))
        .collect();
    let text = text.join(" ");
    Candidate {
        path: path.to_owned(),
        text: metadata.title.as_str().to_owned(),
        kind: STORY.to_owned(),
        fragments: vec![words_of(&text)],
        compounds: compounds_of(&text),
        paragraphs: words_of(&text),
        speakers: Vec::new(),
        names: Vec::new(),
        flags: BTreeSet::new(),
        title: words_of(&metadata.title),
        source: words_of(metadata.source.as_deref().unwrap_or_default()),
        authors: words_of(&authors.join(" ")),
        url: words_of(metadata.url.as_deref().unwrap_or_default()),
        tags: metadata.tags.iter().map(|tag| words_of(tag)).collect(),
        notes: Vec::new(),
        published: metadata.published,
    }
}

/// Writes a story: front matter, and paragraphs with quotes of every kind.
fn generated_story(number: usize) -> String {
    let pick = |from: &'static [&'static str], by: usize| from[(number * 7 + by * 5) % from.len()];
    let source = pick(&SOURCES, 1);
    let outlet = source.split(' ').next().unwrap().to_lowercase();
    let (month, day) = (number % 12 + 1, number % 28 + 1);
    let mut story = format!(
        "---\ntitle: \"{} in week {number}\"\nauthor: {}\nsource: {source}\ndate: 2016-{month:02}-{day:02}\n\
         url: https://{outlet}.example/2016/{month:02}/{number}\n",
        pick(&SUBJECTS, 2),
        AUTHORS[number % AUTHORS.len()],
    );
    if number.is_multiple_of(4) {
        writeln!(story, "tags:\n  - {}", pick(&TAGS, number / 4)).unwrap();
    }
    story.push_str("---\n\nThe harbor office met on a grey morning, and few came.\n\n");
    for paragraph in 0..4 {
        let said = |by: usize| {
            let (subject, deed) = (
                pick(&SUBJECTS, paragraph + by),
                pick(&DEEDS, paragraph * 2 + by),
            );
            format!("{subject} {deed}")
        };
        let person = match pick(&PEOPLE, paragraph) {
            // One person by two names, as two papers would write them.
            "Ada Wren" if number.is_multiple_of(2) => "Ada M. Wren",
            person => person,
        };
        let line = match (number + paragraph) % 6 {
            0 => format!("“{},” said {person}. The winter was near.", said(0)),
            1 => format!(
                "“{},” {person} said, “and {}.”",
                said(0),
                said(1).to_lowercase()
            ),
            2 => format!("A man at the gate said: “{}.”", said(2)),
            3 => format!("“{}.”", said(1)),
            4 => format!("“{},” said {person} and Per Lund.", said(3)),
            _ => format!(
                "{person} said the ramp was “{}” for years.",
                pick(&DEEDS, paragraph)
            ),
        };
        writeln!(story, "{line}\n").unwrap();
    }
    story
}

#[rstest]
#[case::quotes(SearchScope::Quotes, &["said:\"finn lund\" "])]
// Of a quote alone is asked what kind it is and how sure its speaker.
#[case::stories(SearchScope::Stories, &[
    "said:\"finn lund\" ", "is:block ", "is:direct ", "is:mixed ", "is:corrected ", "is:unsure ", "is:unnamed ",
    "is:unknown ",
])]
fn each_operator_alone_finds_what_a_look_at_each_finds(
    #[case] scope: SearchScope,
    #[case] empty: &[&str],
) {
    let battery = Battery::new();
    let mut without_hits = BTreeSet::new();
    for asked in Asked::alone() {
        let text = asked.text();
        let (format, stories) = match scope {
            SearchScope::Quotes => ("{path}\\t{text}", &[][..]),
            SearchScope::Stories => ("{path}\\t{title}", &["--stories"][..]),
        };
        let mut arguments = vec![
            "search", "--as-is", "--limit", "0", "--format", format, &text,
        ];
        arguments.extend(stories);
        let printed = battery.run(&arguments);
        let mut found: Vec<(String, String)> = printed
            .lines()
            .map(|line| {
                let (path, text) = line.split_once('\t').unwrap();
                (path.to_owned(), text.to_owned())
            })
            .collect();
        found.sort();
        let expected = battery.expected(scope, &asked);
        let only = |one: &[(String, String)], other: &[(String, String)]| {
            let missing = one.iter().filter(|quote| !other.contains(quote));
            missing.cloned().collect::<Vec<_>>()
        };
        let (wrong, missed) = (only(&found, &expected), only(&expected, &found));
        assert_eq!((wrong, missed), (Vec::new(), Vec::new()), "{text}");
        assert_eq!(found.len(), expected.len(), "{text}");
        if found.is_empty() {
            without_hits.insert(text);
        }
    }
    let empty: BTreeSet<String> = empty.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(without_hits, empty);
}

#[rstest]
#[case::quotes(SearchScope::Quotes)]
#[case::stories(SearchScope::Stories)]
fn operators_together_find_what_a_look_at_each_finds(#[case] scope: SearchScope) {
    let battery = Battery::new();
    let index = Index::from_folder(&battery.archive.index_folder());
    let catalogue = Catalogue::open(&battery.archive.catalogue_path()).unwrap();
    let catalogue = catalogue.with_state(&battery.data().join("state.db"));
    let today = date(2026, 5, 6);
    let check = |asked: &Asked| {
        let text = asked.text();
        let query = Query::parse_text(&text, today);
        assert!(query.faults.is_empty(), "{text}: {:?}", query.faults);
        let request = HitRequest {
            query: &query,
            scope,
            flags: &catalogue.flags_for(&query).unwrap(),
            order: HitOrder::Newest,
            limit: 0,
            today,
        };
        let found = index.relevant_hits(&request, &|| true).unwrap().unwrap();
        let expected = battery
            .candidates_of(scope)
            .iter()
            .filter(|quote| asked.holds(quote))
            .count();
        assert_eq!(
            found.total,
            Some(expected),
            "{text} read as {}",
            query.in_words()
        );
    };
    let alone = Asked::alone();
    let boxed = |asked: &Asked| Box::new(asked.clone());
    for (number, one) in alone.iter().enumerate() {
        check(&Asked::Not(boxed(one)));
        for (other_number, other) in alone.iter().enumerate().skip(number + 1) {
            let negated = Asked::Not(boxed(other));
            let third = &alone[(number * 31 + other_number * 17) % alone.len()];
            let either = Asked::Either(boxed(one), boxed(other));
            check(&Asked::Both(boxed(one), boxed(other)));
            check(&Asked::Both(boxed(one), boxed(&negated)));
            check(&Asked::Either(boxed(one), boxed(&negated)));
            check(&Asked::Both(boxed(&either), boxed(third)));
            check(&Asked::Not(boxed(&either)));
            check(&either);
        }
    }
}
