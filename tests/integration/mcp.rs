//! `pullquote mcp`: other programs ask over lines of JSON-RPC; whatever they send, it answers and writes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

const QUAY: &str = "---\ntitle: The quay is closed\nurl: https://courier.example/quay\n---\n\nThe pilots met on Monday.\n\n\
    “The quay holds,” said Anders Holm, the harbor master. Nobody laughed.\n";

/// A home with an indexed article.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("news")).unwrap();
        fs::write(home.path("news/quay.md"), QUAY).unwrap();
        fs::write(
            home.path("secret.txt"),
            "The secret\n\nNobody may read it.\n",
        )
        .unwrap();
        assert!(
            home.command(&["index", "news"])
                .output()
                .unwrap()
                .status
                .success()
        );
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.0.path());
        command.current_dir(self.path("")).args(arguments);
        command
    }

    /// Sends bytes and returns the answers.
    fn send(&self, input: impl Into<Vec<u8>>) -> Vec<Value> {
        let output = self
            .command(&["mcp", "news"])
            .write_stdin(input)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let out = String::from_utf8(output.stdout).unwrap();
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Calls a tool, and returns whether it failed and the texts of its answer.
    fn call(&self, name: &str, arguments: &Value) -> (bool, Vec<String>) {
        let call = json!({
            "jsonrpc": "2.0", "id": 7, "method": "tools/call",
            "params": {"name": name, "arguments": arguments},
        });
        let answers = self.send(format!("{call}\n"));
        let result = &answers[0]["result"];
        let texts = result["content"].as_array().unwrap().iter();
        let texts = texts.map(|content| content["text"].as_str().unwrap().to_owned());
        (result["isError"].as_bool().unwrap(), texts.collect())
    }

    /// Calls a tool that answers.
    fn answer(&self, name: &str, arguments: &Value) -> Value {
        let (has_failed, texts) = self.call(name, arguments);
        assert!(!has_failed, "{texts:?}");
        assert!(texts[0].starts_with("Untrusted text"), "{texts:?}");
        serde_json::from_str(&texts[1]).unwrap()
    }
}

#[test]
fn a_client_greets_and_is_told_the_tools() {
    let answers = Home::new().send(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-03-26\"}}\n\
         {\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\n\
         {\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}\n\
         {\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\n",
    );
    assert_eq!(answers.len(), 3, "a notification has no answer");
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-03-26");
    assert_eq!(answers[0]["result"]["serverInfo"]["name"], "pullquote");
    let tools = answers[1]["result"]["tools"].as_array().unwrap();
    let names: Vec<&Value> = tools.iter().map(|tool| &tool["name"]).collect();
    assert_eq!(
        names,
        ["search_quotes", "search_stories", "get_article", "speakers"]
    );
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert_eq!(tool["inputSchema"]["type"], "object");
    }
    assert_eq!(answers[2], json!({"jsonrpc": "2.0", "id": 2, "result": {}}));
}

#[test]
fn quotes_stories_articles_and_speakers_are_found() {
    let home = Home::new();
    let found = home.answer("search_quotes", &json!({"query": "said:holm quay"}));
    assert_eq!(found["total"], 1);
    let hit = &found["hits"][0];
    assert_eq!(hit["text"], "“The quay holds,”");
    assert_eq!(hit["role"], "the harbor master");
    let (path, entry) = (&hit["path"], &hit["entry"]);
    let article = home.answer("get_article", &json!({"path": path, "entry": entry}));
    assert_eq!(article["title"], "The quay is closed");
    assert!(
        article["text"]
            .as_str()
            .unwrap()
            .contains("Nobody laughed.")
    );
    assert!(article["next_start"].is_null());
    let stories = home.answer("search_stories", &json!({"query": "laughed", "limit": 1}));
    assert_eq!(stories["hits"][0]["title"], "The quay is closed");
    let speakers = home.answer("speakers", &json!({}));
    assert_eq!(speakers["speakers"][0]["name"], "Anders Holm");
}

#[test]
fn a_long_article_comes_in_parts() {
    let home = Home::new();
    let long = format!("A long story\n\n{}\n", "Löcks are shut. ".repeat(2000));
    fs::write(home.path("news/long.txt"), long).unwrap();
    assert!(
        home.command(&["index", "news"])
            .output()
            .unwrap()
            .status
            .success()
    );
    let path = home.path("news/long.txt");
    let first = home.answer("get_article", &json!({"path": path}));
    assert_eq!(first["text"].as_str().unwrap().chars().count(), 20_000);
    assert_eq!(first["next_start"], 20_000);
    let rest = home.answer("get_article", &json!({"path": path, "start": 20_000}));
    assert!(rest["next_start"].is_null());
}

#[rstest]
#[case::outside_the_folders("secret.txt")]
#[case::outside_by_a_detour("news/../secret.txt")]
#[case::not_there("news/none.txt")]
#[case::not_indexed("news/new.txt")]
#[case::a_folder("news")]
fn no_other_file_is_read(#[case] name: &str) {
    let home = Home::new();
    fs::write(
        home.path("news/new.txt"),
        "It is new\n\nNobody has indexed it.\n",
    )
    .unwrap();
    let path = format!(
        "{}/{name}",
        home.path("").to_str().unwrap().trim_end_matches('/')
    );
    let (has_failed, texts) = home.call("get_article", &json!({"path": path}));
    assert!(
        has_failed && texts[0].contains("no such article"),
        "{texts:?}"
    );
}

#[rstest]
#[case::a_bad_query("search_quotes", json!({"query": "by:holm"}), "use 'said:'")]
#[case::no_query("search_quotes", json!({}), "missing field `query`")]
#[case::another_argument("search_quotes", json!({"query": "a", "path": "/etc"}), "unknown field `path`")]
#[case::another_type("get_article", json!({"path": 7}), "invalid type")]
#[case::no_object("speakers", json!([[[]]]), "invalid type")]
fn a_wrong_call_is_explained(#[case] name: &str, #[case] arguments: Value, #[case] says: &str) {
    let (has_failed, texts) = Home::new().call(name, &arguments);
    assert!(has_failed && texts[0].contains(says), "{texts:?}");
}

#[rstest]
#[case::no_json("{", -32700)]
#[case::no_text("\u{fffd}{", -32700)]
#[case::no_object("7", -32600)]
#[case::a_batch("[]", -32600)]
#[case::no_method("{\"id\":1}", -32600)]
#[case::a_wrong_id("{\"id\":{},\"method\":\"ping\"}", -32600)]
#[case::an_unknown_method("{\"id\":1,\"method\":\"files/read\"}", -32601)]
#[case::an_unknown_tool("{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}", -32602)]
#[case::no_tool("{\"id\":1,\"method\":\"tools/call\",\"params\":[]}", -32602)]
fn a_wrong_message_is_an_error_and_the_next_is_answered(#[case] message: &str, #[case] code: i64) {
    let input = format!("{message}\n{{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}}");
    let answers = Home::new().send(input);
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert_eq!(answers[0]["error"]["code"], code, "{answers:?}");
    assert_eq!(answers[1]["id"], 2);
}

#[test]
fn hostile_input_ends_nothing() {
    let home = Home::new();
    let mut input = vec![0xff, 0xfe, b'\n'];
    input.extend(std::iter::repeat_n(b'[', 100_000));
    input.push(b'\n');
    // Longer than a message may be.
    input.extend(std::iter::repeat_n(b'x', 3 << 20));
    input.extend(b"\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
    let codes: Vec<Value> = home
        .send(input)
        .iter()
        .map(|answer| answer["error"]["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [json!(-32700), json!(-32700), json!(-32600), Value::Null]
    );
}

#[test]
fn nothing_is_written() {
    let home = Home::new();
    let before = files_below(&home.path(""));
    home.answer("search_quotes", &json!({"query": "quay"}));
    home.answer("speakers", &json!({"filter": "holm"}));
    assert_eq!(files_below(&home.path("")), before);
    let empty = Home(tempfile::tempdir().unwrap());
    fs::create_dir(empty.path("news")).unwrap();
    let (has_failed, texts) = empty.call("search_quotes", &json!({"query": "quay"}));
    assert!(
        has_failed && texts[0].contains("pullquote index"),
        "{texts:?}"
    );
    assert_eq!(files_below(&empty.path("")), Vec::<(PathBuf, u64)>::new());
}

/// Returns the files below a folder with their lengths, but for those that SQLite makes for readers.
fn files_below(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_shared =
            path.to_str().unwrap().ends_with("-shm") || path.to_str().unwrap().ends_with("-wal");
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if !is_shared {
            found.push((path.clone(), path.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}
