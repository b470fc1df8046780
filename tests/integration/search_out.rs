//! What comes out of a search: each hit joins with `quotes --json`, and what is exported is what was found.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const QUAY: &str = "---\ntitle: The quay is closed\nurl: https://courier.example/quay\ntags:\n  - coast\n---\n\n\
    The pilots met on Monday. It was cold.\n\n“The quay — you know — holds,” said Anders Holm, the é harbor master. \
    Nobody laughed.\n\n“Nobody asked the pilots,” said Ines Halloran.\n";

/// A home without a config.
struct Home(TempDir);

/// What a command printed.
struct Printed {
    out: String,
    notes: String,
    code: Option<i32>,
}

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("news")).unwrap();
        fs::write(home.path("news/quay.md"), QUAY).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.0.path());
        let output = command.current_dir(self.0.path()).args(arguments).output();
        let output = output.unwrap();
        Printed {
            out: String::from_utf8(output.stdout).unwrap(),
            notes: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let printed = self.run(arguments);
        printed
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Names an object that is printed of a quote: path, entry, id.
fn identity(article: &Value, quote: &Value) -> (String, u64, String) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entry = article["entry"].as_u64().unwrap();
    (text(&article["path"]), entry, text(&quote["id"]))
}

#[test]
fn a_hit_says_what_the_quotes_of_its_article_say() {
    let home = Home::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let samples = samples.to_str().unwrap();
    let mut quotes = BTreeMap::new();
    for article in home.json(&["quotes", "--json", "news", samples]) {
        for quote in article["quotes"].as_array().unwrap() {
            quotes.insert(identity(&article, quote), quote.clone());
        }
    }
    let hits = home.json(&["search", "--json", "--limit", "0", "*", "news", samples]);
    assert_eq!(hits.len(), quotes.len());
    for hit in &hits {
        let quote = &quotes[&identity(hit, hit)];
        for name in [
            "speaker_name",
            "kind",
            "start",
            "end",
            "fragments",
            "confidence",
            "corrected",
            "text",
        ] {
            assert_eq!(hit[name], quote[name], "{name}: {quote}");
        }
        let first = &quote["speakers"][0]["role"];
        assert!(
            hit["role"] == *first || quote["speakers"][1].is_object(),
            "{hit}"
        );
    }
}

#[test]
fn a_hit_has_the_sentences_around_it_and_the_link() {
    let home = Home::new();
    let found = home.json(&["search", "--json", "holds", "news"]);
    let [hit] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(hit["before"], "It was cold.");
    assert_eq!(
        hit["after"],
        "said Anders Holm, the é harbor master. Nobody laughed."
    );
    assert_eq!(hit["role"], "the é harbor master");
    assert_eq!(hit["url"], "https://courier.example/quay");
    let story = home.json(&["search", "--stories", "--json", "laughed", "news"]);
    assert_eq!(story[0]["url"], "https://courier.example/quay");
    assert!(story[0]["kind"].is_null() && story[0]["confidence"].is_null());
}

#[test]
fn what_is_cut_is_told_and_none_is_with_limit_0() {
    let home = Home::new();
    let cut = home.run(&["search", "--limit", "1", "--format", "{id}", "*", "news"]);
    assert_eq!((cut.out.lines().count(), cut.code), (1, Some(0)));
    assert_eq!(
        cut.notes,
        "pullquote: 1 of 2 hits; '--limit 0' prints all\n"
    );
    for limit in ["0", "18446744073709551615"] {
        let all = home.run(&["search", "--limit", limit, "--format", "{id}", "*", "news"]);
        assert_eq!(
            (all.out.lines().count(), all.notes.as_str()),
            (2, ""),
            "{limit}"
        );
    }
}

#[test]
fn what_a_query_finds_is_exported_and_nothing_else() {
    let home = Home::new();
    let found = home.json(&["search", "--json", "said:halloran", "news"]);
    let exported = home.json(&[
        "export",
        "--format",
        "jsonl",
        "--query",
        "said:halloran",
        "news",
    ]);
    let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&exported), ids(&found));
    assert_eq!(exported.len(), 1);
    assert_eq!(
        home.run(&["export", "--query", "zeppelin ", "news"]).code,
        Some(1)
    );
    assert_eq!(
        home.run(&["export", "--query", "by:holm", "news"]).code,
        Some(2)
    );
}

#[test]
fn a_space_at_the_end_ends_the_word() {
    let home = Home::new();
    assert_eq!(home.run(&["search", "pil", "news"]).code, Some(0));
    assert_eq!(home.run(&["search", "pil ", "news"]).code, Some(1));
}

#[test]
fn a_saved_search_prints_what_is_new_once() {
    let home = Home::new();
    let lines = [
        "{\"format\":\"pullquote-state\",\"version\":1}",
        "{\"kind\":\"search\",\"name\":\"pilots\",\"changed\":\"2026-11-23T09:30:00Z\",\
         \"value\":{\"text\":\"pilots\",\"scope\":\"quotes\"}}",
    ];
    fs::write(home.path("state.jsonl"), lines.join("\n")).unwrap();
    assert_eq!(home.run(&["import", "state.jsonl"]).code, Some(0));
    let new = [
        "search", "--saved", "pilots", "--new", "--format", "{text}", "news",
    ];
    let first = home.run(&new);
    assert_eq!(first.out, "“Nobody asked the pilots,”\n", "{}", first.notes);
    let again = home.run(&new);
    assert_eq!((again.out.as_str(), again.code), ("", Some(1)));
    assert_eq!(again.notes, "pullquote: nothing new in 'pilots'\n");
    fs::write(
        home.path("news/tide.txt"),
        "The tide\n\n“The pilots knew it,” said Oda Lund.\n",
    )
    .unwrap();
    assert_eq!(home.run(&new).out, "“The pilots knew it,”\n");
    assert_eq!(home.run(&new).code, Some(1));
    let all = home.run(&["search", "--saved", "pilots", "--format", "{text}", "news"]);
    assert_eq!(all.out.lines().count(), 2);
    let unknown = home.run(&["search", "--saved", "pilot", "news"]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown.notes.contains("saved are 'pilots'"),
        "{}",
        unknown.notes
    );
    assert_eq!(home.run(&["search", "--new", "pilots"]).code, Some(2));
    assert_eq!(home.run(&["search"]).code, Some(2));
}

#[test]
fn the_list_has_tags() {
    let home = Home::new();
    let listed = home.json(&["list", "--json", "news"]);
    assert_eq!(listed[0]["tags"], serde_json::json!(["coast"]));
    assert_eq!(listed[0]["noted"], false);
}
