//! The program reads an archive without a screen, and is stopped on the way.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;

use pullquote::library::Archive;
use pullquote::library::catalogue::Catalogue;
use tempfile::TempDir;

/// How many articles there are: enough to be stopped among them.
const ARTICLES: usize = 400;

/// A home with an archive, and nothing known of it yet.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir(home.0.path().join("news")).unwrap();
        for number in 0..ARTICLES {
            let text = format!(
                "The ferry of day {number} is late\n\n“We waited {number} hours,” said Ines Halloran on Monday.\n"
            );
            fs::write(home.0.path().join(format!("news/{number}.txt")), text).unwrap();
        }
        home
    }

    fn archive(&self) -> Archive {
        let at = |name: &str| self.0.path().join(name);
        Archive::new(&at("cache/pullquote"), &[at("news")])
    }

    /// A program that finds its folders here.
    fn command(&self, program: impl AsRef<Path>) -> Command {
        let at = |name: &str| self.0.path().join(name);
        let mut command = Command::new(program.as_ref());
        command
            .env("HOME", at("home"))
            .env("XDG_CONFIG_HOME", at("config"))
            .env("XDG_DATA_HOME", at("data"))
            .env("XDG_CACHE_HOME", at("cache"));
        command
    }

    fn pullquote(&self, command: &str) -> Command {
        let mut pullquote = self.command(env!("CARGO_BIN_EXE_pullquote"));
        pullquote.arg(command).arg(self.0.path().join("news"));
        pullquote
    }

    /// Runs `index`, then asks the doctor, who must have nothing to mend.
    fn is_whole_after_index(&self) {
        let index = self.pullquote("index").output().unwrap();
        let told = told(&index);
        assert!(told.contains("400 articles, 400 quotes"), "{told}");
        let doctor = self.pullquote("doctor").output().unwrap();
        let told = self::told(&doctor);
        assert_eq!(doctor.status.code(), Some(0), "{told}");
        assert!(!told.contains("rebuilt"), "{told}");
    }
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn an_index_that_is_killed_goes_on_the_next_time() {
    let home = Home::new();
    let mut child = home.pullquote("index").spawn().unwrap();
    let catalogue = home.archive().catalogue_path();
    let has_articles = || {
        let catalogue = catalogue.exists().then(|| Catalogue::open(&catalogue));
        let counts = catalogue.and_then(|catalogue| catalogue.ok()?.read_counts().ok());
        counts.is_some_and(|counts| counts.articles > 0)
    };
    while child.try_wait().unwrap().is_none() && !has_articles() {
        thread::yield_now();
    }
    let _ = child.kill();
    child.wait().unwrap();
    home.is_whole_after_index();
}

#[test]
fn an_index_on_a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let home = Home::new();
    let news = home.0.path().join("news");
    // No file may grow beyond so many half kilobytes, at whatever that is met first.
    for limit in [0, 1, 8, 40, 80, 160, 320] {
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" index \"$1\"");
        let output = home
            .command("/bin/sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_pullquote")])
            .arg(&news)
            .output()
            .unwrap();
        let told = told(&output);
        let is_done = told.contains("400 articles, 400 quotes");
        let code = output.status.code();
        assert!(
            code == Some(3) || (code == Some(0) && is_done),
            "at {limit}: {code:?}, {told}"
        );
        assert!(!told.contains("panicked"), "at {limit}: {told}");
    }
    home.is_whole_after_index();
}
