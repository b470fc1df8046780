//! The documents that repeat what the code says: `docs/json.md`, and the layers in `ARCHITECTURE.md`.
//!
//! `UPDATE_DOCS=1 cargo test --test integration documents::` writes them again.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use pullquote::commands::man::fields::{ABOUT, OBJECTS};

/// Compares a document with what it should say, or writes it if `UPDATE_DOCS` is set.
fn check_document(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} is out of date; 'UPDATE_DOCS=1 cargo test --test integration documents::' writes it"
    );
}

/// Returns the page about the JSON of every command, from the table that the manual page is made of.
fn json_page() -> String {
    let mut page = String::from(
        "<!-- Made from src/commands/man/fields.rs by tests/integration/documents.rs; change the table, not this page. -->\n\n\
         # JSON\n\n",
    );
    for sentence in ABOUT.split_inclusive(". ") {
        writeln!(page, "{}", sentence.trim_end()).unwrap();
    }
    for object in OBJECTS {
        writeln!(page, "\n## {}\n", object.command).unwrap();
        writeln!(page, "An object for each {}:\n", object.each).unwrap();
        writeln!(page, "| field | |\n| --- | --- |").unwrap();
        for (name, meaning) in object.fields {
            writeln!(page, "| `{name}` | {} |", meaning.replace('|', "\\|")).unwrap();
        }
    }
    page
}

#[test]
fn the_json_is_described_as_in_the_manual_page() {
    check_document("docs/json.md", &json_page());
}

/// Returns the layers as the doc of the crate lists them, without its links.
fn layer_list() -> String {
    let doc = include_str!("../../src/lib.rs");
    let lines = doc.lines().filter_map(|line| line.strip_prefix("//! "));
    let layers = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    layers
        .map(|layer| {
            layer
                .replace("[]", "")
                .replace("[`", "`")
                .replace("`]", "`")
                + "\n"
        })
        .collect()
}

#[test]
fn the_layers_are_those_of_the_crate() {
    const START: &str = "<!-- layers:start -->\n";
    const END: &str = "<!-- layers:end -->";
    let page = include_str!("../../ARCHITECTURE.md");
    let (before, rest) = page.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{START}{}{END}{after}", layer_list());
    check_document("ARCHITECTURE.md", &expected);
}
