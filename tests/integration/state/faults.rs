//! A disk that fails at any of the program's calls loses nothing: not what was saved, and not half of a change.
//!
//! The faults are injected into the real program by `strace`; where it is not installed, or may not trace, the tests
//! are skipped.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rstest::rstest;
use tempfile::TempDir;

/// The calls that can fail, in groups of one kind.
const CALLS: [&str; 7] = [
    "pwrite64",
    "pread64",
    "fsync,fdatasync",
    "ftruncate",
    "mkdir,mkdirat",
    "rename,renameat,renameat2,link,linkat",
    "unlink,unlinkat",
];

/// More faults of one kind than a run has calls.
const MANY: usize = 1000;

/// The facts of a state: so many tags of a kind.
const FACTS: usize = 3;

/// A home folder whose state can be copied, broken and looked at.
struct Home(TempDir);

impl Home {
    /// Makes a home whose state says `facts`.
    fn with(facts: &str) -> Self {
        let home = Self(TempDir::new().unwrap());
        assert!(home.import(facts, &[]).status.success());
        home
    }

    /// Copies a home, with all of its state.
    fn copy_of(other: &Self) -> Self {
        let copy = Self(TempDir::new().unwrap());
        copy_files(&other.state(), &copy.state());
        copy
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("data/pullquote")
    }

    /// Runs the program with `arguments` after the words of `tracer`.
    fn run(&self, tracer: &[String], arguments: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_pullquote").to_owned();
        let mut words = tracer.iter().chain([&program]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).args(arguments).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
        ] {
            command.env(name, self.0.path().join(folder));
        }
        command.output().unwrap()
    }

    fn import(&self, facts: &str, tracer: &[String]) -> Output {
        let file = self.0.path().join(facts);
        fs::write(&file, lines(facts)).unwrap();
        self.run(tracer, &["import", file.to_str().unwrap()])
    }

    /// Counts the facts of a kind in what the program exports when the disk is well again.
    fn count(&self, facts: &str) -> usize {
        let output = self.run(&[], &["export", "--state"]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout)
            .unwrap()
            .matches(facts)
            .count()
    }
}

/// Returns the lines of a state with tags that are named after `facts`.
fn lines(facts: &str) -> String {
    let tags = (0..FACTS).map(|number| {
        let article = format!("{number:0>32x}");
        format!(
            r#"{{"kind":"tag","article":"{article}","name":"{facts} {number}","changed":"2026-11-23T09:30:00Z","value":true}}"#
        )
    });
    let header = r#"{"format":"pullquote-state","version":1}"#.to_owned();
    [header]
        .into_iter()
        .chain(tags)
        .collect::<Vec<_>>()
        .join("\n")
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_files(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Cuts the state's file in half, as a disk may that failed.
fn cut(home: &Home) {
    let file = fs::File::options()
        .write(true)
        .open(home.state().join("state.db"))
        .unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2).unwrap();
}

/// Returns the words that make one call of `calls` fail, and all after it if it is not `once`.
fn tracer(log: &Path, calls: &str, number: usize, once: bool) -> Vec<String> {
    let rest = if once { "" } else { "+" };
    let log = OsString::from(log).into_string().unwrap();
    [
        "strace".to_owned(),
        "-fqq".to_owned(),
        format!("--output={log}"),
        format!("--trace={calls}"),
        format!("--inject={calls}:error=EIO:when={number}{rest}"),
    ]
    .into()
}

/// Returns `true` if faults can be injected here: `strace` is installed and may trace.
pub(crate) fn can_inject() -> bool {
    Command::new("strace")
        .args(["-qq", "--trace=none", "true"])
        .output()
        .is_ok_and(|output| output.status.success())
}

#[rstest]
#[case::of_a_whole_state(|_: &Home| {})]
#[case::of_a_damaged_state(cut)]
fn a_call_that_fails_loses_nothing(#[case] damage: fn(&Home), #[values(true, false)] once: bool) {
    if !can_inject() {
        return;
    }
    let original = Home::with("first");
    // The second start of a day keeps the day's backup.
    assert!(original.import("first", &[]).status.success());
    damage(&original);
    let mut faults = 0;
    for calls in CALLS {
        for number in 1..MANY {
            let home = Home::copy_of(&original);
            let log = home.0.path().join("calls");
            let output = home.import("second", &tracer(&log, calls, number, once));
            if !fs::read_to_string(&log).unwrap().contains("(INJECTED)") {
                break;
            }
            faults += 1;
            let said = String::from_utf8_lossy(&output.stderr);
            let place = format!("{calls}, call {number}: {said}");
            assert!(!said.contains("panicked"), "{place}");
            assert_eq!(home.count("first"), FACTS, "{place}");
            let saved = home.count("second");
            match output.status.code() {
                Some(0) => assert_eq!(saved, FACTS, "{place}"),
                Some(3) => assert!([0, FACTS].contains(&saved) && !said.is_empty(), "{place}"),
                // The system's loader could not read the libraries.
                Some(127) => assert_eq!(saved, 0, "{place}"),
                code => panic!("ended with {code:?}; {place}"),
            }
        }
    }
    assert!(faults > CALLS.len(), "{faults} faults were injected");
}

#[test]
fn the_folders_above_a_new_state_are_on_the_disk_before_it_counts_as_saved() {
    if !can_inject() {
        return;
    }
    let home = Home(TempDir::new().unwrap());
    let log = home.0.path().join("calls");
    let tracer = [
        "strace",
        "-fqqy",
        &format!("--output={}", log.display()),
        "--trace=fsync,fdatasync",
    ]
    .map(str::to_owned);
    assert!(home.import("first", &tracer).status.success());
    let calls = fs::read_to_string(&log).unwrap();
    for folder in [home.0.path(), &home.0.path().join("data"), &home.state()] {
        // The call names the folder of its descriptor: fsync(5</home/data>).
        let synced = format!("<{}>", folder.display());
        assert!(calls.contains(&synced), "{synced} is not in {calls}");
    }
}
