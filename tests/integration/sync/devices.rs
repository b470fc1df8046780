//! A device: a home with a config that names a sync folder, and what its reader does there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A story with a quote that is corrected; the same on all devices.
const QUAY: &str = "The quay is closed\n\nThe pilots met on Monday.\n\n“The quay holds for another winter,” said Anders Holm.\n";

pub(super) struct Device {
    home: TempDir,
}

impl Device {
    pub(super) fn new() -> Self {
        let device = Self {
            home: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(device.path("news")).unwrap();
        fs::write(device.path("news/quay.txt"), QUAY).unwrap();
        fs::create_dir_all(device.path(".config/pullquote")).unwrap();
        let config = format!(
            "[library]\nfolders = [\"~/news\"]\n[sync]\nfolder = \"{}\"\n",
            device.folder().display()
        );
        fs::write(device.path(".config/pullquote/config.toml"), config).unwrap();
        device
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Returns the sync folder.
    pub(super) fn folder(&self) -> PathBuf {
        self.path("sync")
    }

    pub(super) fn data(&self) -> PathBuf {
        self.path(".local/share/pullquote")
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.home.path());
        command.current_dir(self.home.path()).args(arguments);
        command
    }

    /// Runs a command that may find problems in the folder, and returns what it prints.
    pub(super) fn run(&self, arguments: &[&str]) -> (String, String) {
        let output = self.command(arguments).output().unwrap();
        let code = output.status.code().unwrap();
        let notes = String::from_utf8(output.stderr).unwrap();
        assert!([0, 3].contains(&code), "{arguments:?}: {code} {notes}");
        (String::from_utf8(output.stdout).unwrap(), notes)
    }

    /// Imports lines; when this returns, they are acknowledged.
    pub(super) fn import(&self, lines: &[Value]) {
        let mut text = json!({"format": "pullquote-state", "version": 1}).to_string();
        for line in lines {
            text.push('\n');
            text.push_str(&line.to_string());
        }
        let imported = self
            .command(&["import", "-"])
            .write_stdin(text)
            .output()
            .unwrap();
        let notes = String::from_utf8_lossy(&imported.stderr).into_owned();
        assert!(imported.status.success(), "{notes}");
    }

    pub(super) fn sync(&self) -> String {
        self.run(&["sync"]).1
    }

    /// Returns the state as it is exported.
    pub(super) fn export(&self) -> String {
        self.run(&["export", "--state"]).0
    }

    /// Returns the values of all facts that are not removed, by kind, article and name.
    pub(super) fn facts(&self) -> BTreeMap<(String, String, String), Value> {
        let text = self.export();
        let lines = text
            .lines()
            .skip(1)
            .map(|line| serde_json::from_str(line).unwrap());
        let facts = lines
            .filter(|line: &Value| !line["value"].is_null())
            .map(|line| {
                let part = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                (
                    (part("kind"), part("article"), part("name")),
                    line["value"].clone(),
                )
            });
        facts.collect()
    }

    /// Returns the path of the device's own file, once it took part.
    pub(super) fn own_file(&self) -> PathBuf {
        let name = fs::read_to_string(self.data().join("device")).unwrap();
        self.folder().join(format!("{}.jsonl", name.trim()))
    }

    /// Returns the identity of the quote in the story that all have.
    pub(super) fn quote(&self) -> String {
        let (out, _) = self.run(&["quotes", "--json", "news/quay.txt"]);
        let article: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        format!(
            "news/quay.txt#{}",
            article["quotes"][0]["id"].as_str().unwrap()
        )
    }
}

/// Returns the line of a fact about an article, that changes now.
pub(super) fn fact(kind: &str, article: u32, name: &str, value: &Value) -> Value {
    let mut line = json!({
        "kind": kind,
        "article": format!("{article:032x}"),
        "changed": Timestamp::now().to_string(),
        "value": value,
    });
    if !name.is_empty() {
        line["name"] = name.into();
    }
    line
}

pub(super) fn bookmark(article: u32) -> Value {
    fact(
        "bookmark",
        article,
        "",
        &json!({"added": Timestamp::now().to_string()}),
    )
}

pub(super) fn note(article: u32, text: &str) -> Value {
    let value = json!({"added": Timestamp::now().to_string(), "text": text});
    fact("note", article, "", &value)
}

pub(super) fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}
