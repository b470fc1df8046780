//! What the program keeps of its reader is out of other users' reach, whatever the umask, and a pipe is waited for nowhere.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rstest::rstest;
use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

/// How long a command may take on a busy machine before it counts as one that waits forever.
const PATIENCE: Duration = Duration::from_mins(2);

/// A home with an inbox, a config that names it, and a story elsewhere.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        let config = home.path("config/pullquote");
        fs::create_dir_all(&config).unwrap();
        let inbox = home.path("inbox");
        let text = format!("[library]\ninbox = '{}'\n", inbox.display());
        fs::write(config.join("config.toml"), text).unwrap();
        fs::create_dir(home.path("articles")).unwrap();
        let story = "The ferry stops\n\n“It stays in port,” said Ola Berg.\n";
        fs::write(home.path("articles/ferry.txt"), story).unwrap();
        // As wallabag exports an article with its text, which goes into the inbox.
        let saved = r#"[{"title": "The pier", "url": "https://ledger.example/pier", "is_archived": 0,
            "is_starred": 1, "tags": [], "content": "<p>The pier was painted green on Monday.</p>",
            "created_at": "2026-01-02T10:00:00+0000"}]"#;
        fs::write(home.path("saved.json"), saved).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command with a umask that takes no permission away from anybody.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "umask 000; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_pullquote"),
        ]);
        command
            .args(arguments)
            .env_clear()
            .current_dir(self.0.path());
        command
            .env("HOME", self.0.path())
            .env("PATH", std::env::var_os("PATH").unwrap());
        for (variable, name) in [("CONFIG", "config"), ("DATA", "data"), ("CACHE", "cache")] {
            command.env(format!("XDG_{variable}_HOME"), self.path(name));
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let end = Instant::now() + PATIENCE;
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > end {
                child.kill().unwrap();
                panic!("'{}' does not end", arguments.join(" "));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        child.wait_with_output().unwrap()
    }

    /// Uses everything that is kept: catalogue, index, state, inbox.
    fn use_everything(&self) {
        for arguments in [
            &["search", "port", "articles"][..],
            &["import", "saved.json"],
            &["bookmarks"],
            &["list"],
        ] {
            let output = self.run(arguments);
            let notes = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.code().is_some_and(|code| code < 2),
                "{arguments:?}: {notes}"
            );
        }
    }

    /// Returns what others may read or enter, below the folders that the program made.
    fn exposed(&self) -> Vec<PathBuf> {
        let roots = ["data/pullquote", "cache/pullquote", "inbox"].map(|root| self.path(root));
        let mut paths: Vec<PathBuf> = roots.into_iter().filter(|root| root.exists()).collect();
        assert_eq!(paths.len(), 3, "only these are there: {paths:?}");
        let mut exposed = Vec::new();
        while let Some(path) = paths.pop() {
            if path.symlink_metadata().unwrap().mode() & 0o077 != 0 {
                exposed.push(path.clone());
            }
            if path.is_dir() {
                paths.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            }
        }
        exposed
    }
}

fn make_pipe(path: &Path) {
    mkfifoat(CWD, path, Mode::from_raw_mode(0o600)).unwrap();
}

#[test]
fn what_is_kept_is_its_owners_alone() {
    let home = Home::new();
    home.use_everything();
    assert_eq!(home.exposed(), Vec::<PathBuf>::new());
}

#[test]
fn what_an_older_version_left_open_is_closed_at_the_next_start() {
    let home = Home::new();
    home.use_everything();
    let mut folders = vec![home.path("data/pullquote"), home.path("cache/pullquote")];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
            }
        }
    }
    home.run(&["list", "articles"]);
    assert_eq!(home.exposed(), Vec::<PathBuf>::new());
}

#[rstest]
#[case::in_the_inbox("inbox/story.md", &["import", "saved.json"])]
#[case::in_the_inbox_that_is_read("inbox/story.md", &["list"])]
#[case::as_an_import("saved.json", &["import", "saved.json"])]
#[case::as_an_article("articles/pipe.txt", &["list", "articles"])]
#[case::as_the_config("config/pullquote/config.toml", &["list", "articles"])]
#[case::as_the_list_of_feeds("config/pullquote/feeds", &["fetch"])]
#[case::as_what_was_fetched("cache/pullquote/fetched.json", &["fetch"])]
#[case::as_the_state("data/pullquote/state.db", &["bookmarks"])]
#[case::as_the_lock_of_the_state("data/pullquote/state.lock", &["import", "saved.json"])]
#[case::as_a_backup("data/pullquote/backups/state-2026-01-01.db", &["bookmarks"])]
fn a_named_pipe_is_not_waited_for(#[case] place: &str, #[case] arguments: &[&str]) {
    let home = Home::new();
    let path = home.path(place);
    let _absent = fs::remove_file(&path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    make_pipe(&path);
    home.run(arguments);
}

#[rstest]
#[case::the_catalogue("catalogue.db")]
#[case::the_lock("lock")]
#[case::a_file_of_the_index("index/meta.json")]
fn a_named_pipe_in_the_cache_is_not_waited_for(#[case] name: &str) {
    let home = Home::new();
    home.run(&["search", "port", "articles"]);
    let archive = fs::read_dir(home.path("cache/pullquote")).unwrap().next();
    let path = archive.unwrap().unwrap().path().join(name);
    fs::remove_file(&path).unwrap();
    make_pipe(&path);
    let output = home.run(&["search", "port", "articles"]);
    assert!(output.status.code().is_some());
}
