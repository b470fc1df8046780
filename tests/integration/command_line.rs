//! The command line as a shell sees it: what is printed where, and the exit code.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use pullquote::commands::man::fields::OBJECTS;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A home folder of its own, with a config or without.
struct Home(TempDir);

/// What a command printed, and its exit code; the home folder is written `~`.
struct Printed {
    out: String,
    notes: String,
    code: Option<i32>,
}

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with_config(text: &str) -> Self {
        let home = Self::new();
        let folder = home.0.path().join(".config/pullquote");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), text).unwrap();
        home
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join(file)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Printed {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        self.printed(&mut command)
    }

    /// Runs a command with a text as its standard input.
    fn pipe(&self, input: &str, arguments: &[&str]) -> Printed {
        self.printed(self.command(arguments).write_stdin(input))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pullquote").unwrap();
        command.env_clear().env("HOME", self.0.path());
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    fn printed(&self, command: &mut Command) -> Printed {
        let output = command.output().unwrap();
        let home = self.0.path().to_str().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(home, "~");
        Printed {
            out: text(output.stdout),
            notes: text(output.stderr),
            code: output.status.code(),
        }
    }
}

#[rstest]
#[case::an_option(&["--colour"], "unexpected argument '--colour' found")]
#[case::a_path(&["/nowhere/at all"], "'/nowhere/at all' does not exist\nHint: give files or folders")]
#[case::a_subcommand(&["quoets"], "'quoets' does not exist\nHint: did you mean the subcommand 'quotes'?")]
#[case::a_subcommand_after_a_path(&[".", "quotes"], "'quotes' does not exist\nHint: did you mean the subcommand 'quotes'? It must come before all paths")]
#[case::no_folder_at_all(&[], "no articles given\nHint: give a file or folder")]
#[case::a_shell(&["completions", "tcsh"], "invalid value 'tcsh'")]
#[case::a_config(&["--config", "mine.toml", "keys"], "mine.toml: there is no such config file\nHint: check the name")]
#[case::escapes_in_a_path(&["\u{1b}]0;owned\u{7}\u{202e}gone.txt"], "'gone.txt' does not exist")]
#[case::escapes_in_an_option(&["--\u{1b}[31mred"], "unexpected argument '--red' found")]
fn wrong_usage_is_explained_with_exit_code_2(#[case] arguments: &[&str], #[case] said: &str) {
    let printed = Home::new().run(arguments);
    let expected = format!("pullquote: {said}");
    assert!(printed.notes.starts_with(&expected), "{}", printed.notes);
    assert!(printed.notes.chars().all(|c| c == '\n' || !c.is_control()));
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
}

#[rstest]
#[case::the_reader(&["."])]
#[case::a_subcommand(&["keys"])]
#[case::the_check(&["config", "check"])]
fn a_broken_config_stops_the_start(#[case] arguments: &[&str]) {
    let printed = Home::with_config("[reading]\nmesure = 72\n").run(arguments);
    assert_eq!(
        printed.notes,
        "pullquote: ~/.config/pullquote/config.toml:2: unknown setting 'mesure' in [reading]\n\
         Hint: did you mean 'measure'? accepted: measure, hyphenate\n"
    );
    assert_eq!((printed.code, printed.out.as_str()), (Some(2), ""));
}

#[test]
fn a_broken_config_does_not_hide_where_it_is() {
    let home = Home::with_config("[reading");
    let path = home.run(&["config", "path"]).out;
    assert_eq!(path, "~/.config/pullquote/config.toml\n");
    let default = home.run(&["config", "default"]).out;
    assert_eq!(default, pullquote::config::DEFAULT);
}

#[test]
fn a_commented_config_is_written_once() {
    let home = Home::new();
    let path = "~/.config/pullquote/config.toml";
    assert_eq!(
        home.run(&["config", "init"]).out,
        format!("Wrote '{path}' and its schema '~/.config/pullquote/config.schema.json'\n")
    );
    let schema = home.run(&["config", "schema"]).out;
    assert_eq!(home.read(".config/pullquote/config.schema.json"), schema);
    assert!(
        home.read(".config/pullquote/config.toml")
            .starts_with("#:schema ./config.schema.json\n")
    );
    assert_eq!(
        home.run(&["config", "check"]).out,
        format!("'{path}' is valid\n")
    );
    let again = home.run(&["config", "init"]);
    assert!(again.notes.contains("exists already"), "{}", again.notes);
    assert_eq!(again.code, Some(2));
}

#[test]
fn the_check_tells_of_folders_that_do_not_exist() {
    let home = Home::with_config("[library]\nfolders = [\"~/gone\", \"/\"]\n");
    let printed = home.run(&["config", "check"]);
    assert_eq!(
        printed.notes,
        "pullquote: '~/gone' in 'library.folders' does not exist\n"
    );
    assert_eq!(printed.code, Some(0));
}

#[test]
fn what_is_saved_is_read_without_a_config() {
    let home = Home::new();
    fs::write(
        home.0.path().join("ferry.md"),
        "# The ferry stops\n\nIt was late.\n",
    )
    .unwrap();
    let added = home.run(&["add", "ferry.md"]);
    assert!(
        added.out.contains(".local/share/pullquote/articles/"),
        "{}",
        added.out
    );
    let listed = home.run(&["list"]).out;
    assert!(listed.contains("The ferry stops"), "{listed}");
}

#[test]
fn the_check_says_what_it_looked_at() {
    let there = Home::with_config("").run(&["config", "check"]);
    assert_eq!(there.out, "'~/.config/pullquote/config.toml' is valid\n");
    let missing = Home::new().run(&["config", "check"]);
    assert_eq!(
        missing.out,
        "no '~/.config/pullquote/config.toml': all settings are at their defaults\n"
    );
}

#[rstest]
#[case::the_option(&["--config", "mine.toml", "config", "path"], "theirs.toml", "mine.toml")]
#[case::the_variable(&["config", "path"], "theirs.toml", "theirs.toml")]
#[case::neither(&["config", "path"], "", "~/.config/pullquote/config.toml")]
fn the_config_is_named_by(#[case] arguments: &[&str], #[case] variable: &str, #[case] path: &str) {
    let printed = Home::new().run_with(arguments, &[("PULLQUOTE_CONFIG", variable)]);
    assert_eq!(printed.out.trim_end(), path);
}

#[rstest]
#[case::an_absolute_path("/somewhere", "/somewhere/pullquote/config.toml")]
#[case::a_relative_path_counts_for_nothing("somewhere", "~/.config/pullquote/config.toml")]
fn the_config_folder_is(#[case] variable: &str, #[case] path: &str) {
    let printed = Home::new().run_with(&["config", "path"], &[("XDG_CONFIG_HOME", variable)]);
    assert_eq!(printed.out.trim_end(), path);
}

#[test]
fn the_keys_are_those_of_the_config() {
    let home = Home::with_config("[keys]\npreset = 'less'\n[keys.global]\n'f5' = 'quit'\n");
    let out = home.run(&["keys", "--json"]).out;
    let actions: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let keys_of = |name: &str| {
        let action = actions.iter().find(|action| action["action"] == name);
        action.unwrap()["keys"]["global"].clone()
    };
    assert_eq!(keys_of("quit"), json!(["Q", "Z Z", "q", "f5"]));
    assert_eq!(keys_of("bookmark"), json!(["alt-b"]));
}

#[test]
fn an_empty_folder_is_nothing_found() {
    let home = Home::new();
    fs::create_dir(home.0.path().join("news")).unwrap();
    let printed = home.run(&["news"]);
    assert_eq!((printed.code, printed.out.as_str()), (Some(1), ""));
    assert_eq!(printed.notes.lines().count(), 1, "{}", printed.notes);
}

/// Runs a command that prints into `out`.
fn print_into(out: impl Into<Stdio>, arguments: &[&str]) -> Output {
    let mut command = std::process::Command::new(cargo_bin("pullquote"));
    command.env_clear().env("HOME", "/nowhere").args(arguments);
    command.stdout(out).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap()
}

#[rstest]
fn whoever_reads_no_further_is_no_failure(
    #[values("keys", "man", "completions bash", "config default", "--help")] arguments: &str,
) {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let arguments: Vec<_> = arguments.split(' ').collect();
    let output = print_into(writer, &arguments);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_full_disk_is_a_failure() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = print_into(full, &["keys"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(
        said.starts_with("pullquote: the output cannot be written: No space left"),
        "{said}"
    );
}

#[test]
fn the_manual_page_tells_everything_that_is_not_hidden() {
    let page = Home::new().run(&["man"]).out;
    for section in [
        "SYNOPSIS",
        "OPTIONS",
        "SUBCOMMANDS",
        "JSON",
        "KEYS",
        "CONFIG",
        "FILES",
        "ENVIRONMENT",
        "EXIT STATUS",
    ] {
        let has = |line: &str| {
            line.strip_prefix(".SH ")
                .is_some_and(|title| title.trim_matches('"') == section)
        };
        assert!(page.lines().any(has), "{section}");
    }
    assert!(page.contains("pullquote quotes"));
    assert!(!page.contains("pullquote help"));
}

#[rstest]
#[case::bash("bash", "complete -F _pullquote")]
#[case::zsh("zsh", "#compdef pullquote")]
#[case::fish("fish", "complete -c pullquote")]
fn a_shell_learns_the_arguments(#[case] shell: &str, #[case] sign: &str) {
    let printed = Home::new().run(&["completions", shell]);
    assert!(printed.out.contains(sign));
}

/// A home whose archive has a story with a quote, which is bookmarked.
fn home_with_a_bookmark() -> Home {
    let home = Home::new();
    let folder = home.0.path().join("articles");
    fs::create_dir(&folder).unwrap();
    let story =
        "The lock is shut\n\n“Low water waits for nobody,” said Ansel Rook, the lock keeper.\n";
    fs::write(folder.join("a.txt"), story).unwrap();
    let rows = "URL,Title,Selection,Folder,Timestamp\nhttps://a.example/1,One,“Low water.”,Starred,1700000000\n";
    fs::write(home.0.path().join("instapaper.csv"), rows).unwrap();
    let imported = home.run(&["import", "instapaper.csv"]);
    assert_eq!(imported.code, Some(0), "{}", imported.notes);
    home
}

#[test]
fn every_command_prints_the_fields_that_the_manual_tells() {
    let home = home_with_a_bookmark();
    let again = "Locks\n\n“Nobody shall wait for low water again,” said Edda Falk.\n";
    for name in ["b.txt", "c.txt"] {
        let story = format!("{name} {again}");
        fs::write(home.0.path().join("articles").join(name), story).unwrap();
    }
    for object in OBJECTS {
        let mut arguments: Vec<&str> = object.command.split(' ').collect();
        match object.command {
            "search" | "count" => arguments.extend(["--json", "water"]),
            "speaker" => arguments.extend(["--json", "Ansel Rook"]),
            "export --format jsonl" | "export --format es-bulk" => {}
            _ => arguments.push("--json"),
        }
        let printed = home.run(&arguments);
        // A document comes after the line that says what to do with it.
        let is_second = object.command.ends_with("es-bulk");
        let line = printed.out.lines().nth(usize::from(is_second));
        let line = line.unwrap_or_else(|| panic!("{}: {}", object.command, printed.notes));
        let names: Vec<&str> = object.fields.iter().map(|(name, _)| *name).collect();
        let printed: serde_json::Map<String, Value> = serde_json::from_str(line).unwrap();
        let mut printed: Vec<&str> = printed.keys().map(String::as_str).collect();
        let mut told = names.clone();
        printed.sort_unstable();
        told.sort_unstable();
        assert_eq!(printed, told, "{}", object.command);
    }
}

#[test]
fn the_config_has_a_page_of_its_own() {
    let page = Home::new().run(&["man", "config"]).out;
    assert!(
        page.starts_with(".ie") || page.contains(".TH pullquote-config 5"),
        "{page}"
    );
    for word in ["[library]", "inbox", "next\\-quote"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn every_subcommand_gives_examples() {
    let home = Home::new();
    let help = home.run(&["--help"]).out;
    let (_, list) = help.split_once("Commands:").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    // What goes on in a second line is set in deeper.
    let lines = list.lines().filter(|line| !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        let help = home.run(&[name, "--help"]).out;
        assert!(help.contains("Examples:\n  pullquote"), "{name}: {help}");
    }
}

#[test]
fn rows_are_printed_as_the_format_says() {
    let home = home_with_a_bookmark();
    let listed = home.run(&["list", "--format", "{title}\\t{quotes}"]);
    assert_eq!(listed.out, "The lock is shut\t1\n");
    let found = home.run(&["search", "--format", "{speaker}: {text}", "water"]);
    assert_eq!(found.out, "Ansel Rook: “Low water waits for nobody,”\n");
    let speakers = home.run(&["speakers", "--format", "{quotes} {name}"]);
    assert_eq!(speakers.out, "1 Ansel Rook\n");
    let wrong = home.run(&["list", "--format", "{titel}"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.notes.contains("did you mean '{title}'?"),
        "{}",
        wrong.notes
    );
}

#[test]
fn quotes_are_counted() {
    let home = home_with_a_bookmark();
    let table = home.run(&["count", "--by", "speaker,year", "water"]);
    assert!(
        table
            .out
            .starts_with("Ansel Rook  unknown        1        1  █"),
        "{}",
        table.out
    );
    let csv = home.run(&["count", "--by", "speaker", "--csv", "water"]);
    assert_eq!(csv.out, "speaker,quotes,articles\nAnsel Rook,1,1\n");
    assert_eq!(home.run(&["count", "zeppelin "]).code, Some(1));
    assert_eq!(home.run(&["count", "--by", "mood", "water"]).code, Some(2));
}

#[test]
fn an_evidence_sheet_has_the_words_and_the_hash() {
    let home = home_with_a_bookmark();
    // A folder of its name hides no template that ships.
    fs::create_dir(home.0.path().join("evidence")).unwrap();
    let sheet = home.run(&["export", "--template", "evidence"]);
    assert!(
        sheet.out.contains("“Low water waits for nobody,”"),
        "{}",
        sheet.out
    );
    let hash = sheet
        .out
        .lines()
        .find_map(|line| line.strip_prefix("SHA-256:   "));
    assert_eq!(hash.map(str::len), Some(64), "{}", sheet.out);
    fs::write(home.0.path().join("mine.txt"), "{{ titel }}").unwrap();
    let wrong = home.run(&["export", "--template", "mine.txt"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.notes.contains("in line 1") && wrong.notes.contains("titel"),
        "{}",
        wrong.notes
    );
}

/// Returns the documents of an export for a search server by their ids.
fn bulk_documents(text: &str) -> Vec<(String, Value)> {
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let pairs = lines.chunks(2).map(|pair| {
        let id = pair[0]["index"]["_id"].as_str().unwrap();
        (id.to_owned(), pair[1].clone())
    });
    pairs.collect()
}

#[test]
fn documents_for_a_search_server_keep_their_ids_and_say_what_is_the_same() {
    let home = home_with_a_bookmark();
    for (name, title) in [("b.txt", "Locks"), ("c.txt", "No water")] {
        let story =
            format!("{title}\n\n“Nobody shall wait for low water again,” said Edda Falk.\n");
        fs::write(home.0.path().join("articles").join(name), story).unwrap();
    }
    let first = home.run(&["export", "--format", "es-bulk"]);
    let first = bulk_documents(&first.out);
    assert_eq!(first.len(), 3);
    assert!(first.iter().all(|(_, document)| document["same"].is_null()));

    assert_eq!(home.run(&["index"]).code, Some(0));
    assert_eq!(home.run(&["export", "-o", "q.ndjson"]).code, Some(0));
    let second = bulk_documents(&home.read("q.ndjson"));
    let ids = |documents: &[(String, Value)]| -> Vec<String> {
        documents.iter().map(|(id, _)| id.clone()).collect()
    };
    assert_eq!(ids(&first), ids(&second));
    let same: Vec<&Value> = second
        .iter()
        .map(|(_, document)| &document["same"])
        .collect();
    assert!(same[0].is_null() && same[1].is_string(), "{same:?}");
    assert_eq!(same[1], same[2]);
    assert_eq!(second[1].1["people"], json!(["Edda Falk"]));
}

#[test]
fn two_stories_of_one_link_are_documents_of_their_own() {
    let home = home_with_a_bookmark();
    let stories = [
        (
            "b.md",
            "The ferry is late",
            "The ferry came an hour after the last bus had left the quay.",
        ),
        (
            "c.md",
            "A new bridge",
            "Workers laid the first stones of a bridge over the northern canal.",
        ),
    ];
    for (name, title, text) in stories {
        let story = format!(
            "---\ntitle: {title}\nurl: https://harbor.example/now\n---\n\n{text}\n\n“No comment,” said Edda Falk.\n"
        );
        fs::write(home.0.path().join("articles").join(name), story).unwrap();
    }
    assert_eq!(home.run(&["index"]).code, Some(0));
    let all = home.run(&["export", "--format", "es-bulk"]);
    let found = home.run(&["export", "--format", "es-bulk", "--query", "comment"]);
    let ids = |text: &str| -> BTreeSet<String> {
        bulk_documents(text).into_iter().map(|(id, _)| id).collect()
    };
    let (all, found) = (ids(&all.out), ids(&found.out));
    assert_eq!((all.len(), found.len()), (3, 2));
    assert!(found.is_subset(&all), "{found:?} {all:?}");
}

#[test]
fn a_mapping_has_every_field_of_the_documents_and_no_other_format_has_one() {
    let home = Home::new();
    let mapping: Value = serde_json::from_str(&home.run(&["export", "--mapping"]).out).unwrap();
    let properties = mapping["mappings"]["properties"].as_object().unwrap();
    let command = "export --format es-bulk";
    let told = OBJECTS
        .iter()
        .find(|object| object.command == command)
        .unwrap();
    for (name, _) in told.fields {
        assert!(properties.contains_key(*name), "{name}");
    }
    assert_eq!(properties.len(), told.fields.len());
    let other = home.run(&["export", "--mapping", "--format", "csv"]);
    assert_eq!(other.code, Some(2));
    assert!(
        other.notes.contains("'csv' has no mapping"),
        "{}",
        other.notes
    );
}

#[test]
fn an_export_is_written_once_and_never_over_another_file() {
    let home = home_with_a_bookmark();
    let first = home.run(&["export", "-o", "out.csv"]);
    assert_eq!(first.out, "Exported 1 story with 1 quote to 'out.csv'\n");
    let second = home.run(&["export", "-o", "out.csv"]);
    assert_eq!(second.code, Some(3));
    assert!(
        second.notes.contains("'out.csv' already exists"),
        "{}",
        second.notes
    );
    assert_eq!(
        home.run(&["export", "-o", "out.csv", "--force"]).code,
        Some(0)
    );
    let inside = home.run(&["export", "-o", "articles/out.csv"]);
    assert_eq!(inside.code, Some(2));
}

#[test]
fn an_import_that_is_none_is_one_sentence_and_changes_nothing() {
    let home = Home::new();
    fs::write(
        home.0.path().join("bank.csv"),
        "Date,Amount\n2026-01-01,5\n",
    )
    .unwrap();
    let printed = home.run(&["import", "bank.csv"]);
    assert_eq!(printed.code, Some(3));
    assert_eq!(printed.notes.lines().count(), 1, "{}", printed.notes);
    assert!(
        printed.notes.contains("columns 'date', 'amount'"),
        "{}",
        printed.notes
    );
    assert!(!home.0.path().join(".local").exists());
}

#[test]
fn the_log_says_what_was_done_and_is_private() {
    let home = Home::new();
    let story = home.0.path().join("ferry.txt");
    fs::write(
        &story,
        "The ferry\n\n\u{201c}It sails,\u{201d} said Ines Holm.\n",
    )
    .unwrap();
    home.run(&["index", "--log", "log", "ferry.txt"]);
    home.run_with(
        &["search", "sails", "ferry.txt"],
        &[("PULLQUOTE_LOG", "log")],
    );
    let path = home.0.path().join("log");
    let log = fs::read_to_string(&path).unwrap();
    for span in [
        "start version=",
        "load{path=",
        "quotes{title=",
        "store{path=",
        "search{order=",
    ] {
        assert!(log.contains(span), "{span} in\n{log}");
    }
    assert_eq!(
        fs::metadata(path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn a_log_that_cannot_be_written_is_an_error() {
    let printed = Home::new().run(&["list", "--log", "/nowhere/log"]);
    assert_eq!(printed.code, Some(2));
    assert!(
        printed
            .notes
            .contains("the log '/nowhere/log' cannot be written"),
        "{}",
        printed.notes
    );
}

#[rstest]
#[case::list("list", "Ferry stops")]
#[case::search("search ferry", "The ferry stays")]
#[case::speakers("speakers --json lund", "Oda Lund")]
#[case::count("count ferry", "1")]
fn with_a_cache_that_cannot_be_written_answers_come_from_a_temporary_one(
    #[case] arguments: &str,
    #[case] expected: &str,
) {
    let home = Home::new();
    fs::create_dir(home.0.path().join("news")).unwrap();
    let story = "# Ferry stops\n\n“The ferry stays,” said Oda Lund.\n";
    fs::write(home.0.path().join("news/ferry.md"), story).unwrap();
    fs::write(home.0.path().join(".cache"), "a file, no folder").unwrap();
    let mut arguments: Vec<_> = arguments.split(' ').collect();
    arguments.push("news");
    let printed = home.run(&arguments);
    assert_eq!(printed.code, Some(0), "{}", printed.notes);
    assert!(printed.out.contains(expected), "{}", printed.out);
    let told = printed.notes.matches("cannot be written").count();
    assert_eq!(told, 1, "{}", printed.notes);
}

const MAIL: &str = "From: Ines Halloran <ines@ledger.example>\nTo: islanders@ledger.example\nSubject: Ferry stops\n\n\
    The night ferry has stopped for good.\n\n\"We will row,\" said Lorne Pryce.\n";

const PAGE: &str = "<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1><p>The night ferry has stopped \
    for good, said the harbor master on Monday, and nobody knows who will row to the island.</p>\
    <p>\"We will row,\" said Lorne Pryce.</p></body></html>";

const TEXT: &str = "Ferry stops\n\nThe night ferry has stopped for good, and nobody rows.\n\n\"We will row,\" said Lorne Pryce.\n";

#[rstest]
#[case::a_mail(MAIL)]
#[case::a_page(PAGE)]
#[case::a_text(TEXT)]
fn the_standard_input_is_a_document(#[case] document: &str) {
    let home = Home::new();
    let shown = home.pipe(document, &["show", "--json", "-"]);
    let article: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(
        (&article["path"], &article["title"]),
        (&json!("-"), &json!("Ferry stops"))
    );
    let quotes = home.pipe(document, &["quotes", "-"]);
    assert!(quotes.out.contains("— Lorne Pryce"), "{}", quotes.out);
    let listed = home.pipe(document, &["-"]);
    assert!(listed.out.contains("Ferry stops"), "{}", listed.out);
    let added = home.pipe(document, &["add", "-"]);
    assert!(added.out.contains("ferry-stops.md"), "{}", added.out);
    for printed in [shown, quotes, listed, added] {
        assert_eq!((printed.notes.as_str(), printed.code), ("", Some(0)));
    }
}

#[test]
fn the_standard_input_may_be_a_list_of_files() {
    let home = Home::new();
    fs::write(home.0.path().join("a ferry.txt"), TEXT).unwrap();
    let added = home.pipe("# to read\n\na ferry.txt\ngone.txt\n", &["add", "-"]);
    assert!(added.out.contains("ferry-stops.md"), "{}", added.out);
    assert!(
        added
            .notes
            .contains("'gone.txt' is neither a file nor a URL"),
        "{}",
        added.notes
    );
    let nothing = home.pipe("", &["show", "-"]);
    assert_eq!(nothing.notes, "pullquote: standard input: is empty\n");
    let added = home.pipe("# nothing yet\n", &["add", "-"]);
    let notes = "pullquote: nothing to add: standard input names no URL or file\n";
    assert_eq!(added.notes, notes);
}

#[test]
fn the_long_version_says_where_everything_is_kept() {
    let home = Home::new();
    let long = home.run(&["--version"]).out;
    assert!(long.starts_with("pullquote "), "{long}");
    assert!(
        long.contains("\nconfig   ~/.config/pullquote/config.toml\n"),
        "{long}"
    );
    assert!(long.contains("\nfeatures none"), "{long}");
    assert_eq!(home.run(&["-V"]).out.lines().count(), 1);
}

#[test]
fn an_export_of_nothing_leaves_the_file_as_it_is() {
    let home = Home::new();
    fs::create_dir(home.0.path().join("news")).unwrap();
    let story = "# Ferry stops\n\n“The ferry stays,” said Oda Lund.\n";
    fs::write(home.0.path().join("news/ferry.md"), story).unwrap();
    let export = |query| home.run(&["export", "--query", query, "--force", "-o", "x.csv", "news"]);
    assert_eq!(export("said:lund").code, Some(0));
    let kept = fs::read_to_string(home.0.path().join("x.csv")).unwrap();
    assert!(kept.contains("The ferry stays"), "{kept}");
    assert_eq!(export("said:nobody").code, Some(1));
    assert_eq!(
        fs::read_to_string(home.0.path().join("x.csv")).unwrap(),
        kept
    );
}

#[test]
fn bookmarks_are_exported_where_there_is_nothing_to_read() {
    let home = Home::new();
    let lines = "{\"format\":\"pullquote-state\",\"version\":1}\n";
    fs::write(home.0.path().join("state.jsonl"), lines).unwrap();
    home.run(&["import", "state.jsonl"]);
    let exported = home.run(&["export", "--bookmarks"]);
    assert!(
        !exported.notes.contains("no articles given"),
        "{}",
        exported.notes
    );
    assert_ne!(exported.code, Some(2));
}

#[test]
fn an_option_that_count_does_not_have_is_no_query() {
    let printed = Home::new().run(&["count", "--stories"]);
    assert_eq!(printed.code, Some(2));
    assert!(
        printed.notes.contains("'count' has no option '--stories'"),
        "{}",
        printed.notes
    );
}
