//! A module imports only from lower layers, and each outer crate is used only where it belongs.

use std::fs;
use std::path::Path;

/// Where crates and parts of the standard library may be named, as beginnings of paths; of `app`, only geometry.
const PLACES: [(&str, &[&str]); 11] = [
    ("ratatui::style", &["ui/", "runtime/", "config/theme.rs"]),
    ("ratatui::widgets", &["ui/", "runtime/"]),
    ("ratatui::layout", &["ui/", "runtime/", "app/"]),
    ("crossterm::", &["runtime/", "input/key.rs"]),
    ("rusqlite::", &["library/"]),
    ("tantivy::", &["search/index/"]),
    ("ureq::", &["fetch/"]),
    ("postgres_protocol::", &["shared/client/"]),
    ("rustls::", &["shared/client/"]),
    (
        "std::fs",
        &[
            "files/",
            "log.rs",
            "loader/",
            "library/",
            "search/index/",
            "config/mod.rs",
            "commands/import.rs",
            "runtime/",
        ],
    ),
    ("std::thread", &["runtime/", "library/ingest/", "fetch/"]),
];

/// Returns each source file, by its path below `src`, with its text without comments and tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            let name = name.replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !name.contains("tests")
                && !name.contains("/cases/")
            {
                let text = fs::read_to_string(&path).unwrap();
                sources.push((name, program(&text)));
            }
        }
    }
    sources.sort();
    sources
}

/// Returns a file's text up to its tests, without comments.
fn program(text: &str) -> String {
    let (program, _) = text
        .split_once("#[cfg(test)]\nmod tests")
        .unwrap_or((text, ""));
    let lines = program
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the layers from the lowest on, as the doc of the crate lists them; modules of one layer may know each other.
fn layers() -> Vec<Vec<String>> {
    let doc = include_str!("../../src/lib.rs");
    let mut layers = Vec::new();
    for line in doc.lines().filter_map(|line| line.strip_prefix("//! ")) {
        let number = format!("{}. ", layers.len() + 1);
        if let Some(list) = line.strip_prefix(&number) {
            let names = list.split("[`").skip(1);
            layers.push(
                names
                    .map(|rest| rest.split('`').next().unwrap().to_owned())
                    .collect(),
            );
        }
    }
    layers
}

fn layer_of(module: &str, layers: &[Vec<String>]) -> Option<usize> {
    layers
        .iter()
        .position(|layer| layer.iter().any(|name| name == module))
}

/// Returns the modules of the crate that a text names.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        rest.get(..end)
    })
}

#[test]
fn a_module_imports_only_from_lower_layers() {
    let (sources, layers) = (sources(), layers());
    assert!(
        sources.len() > 200,
        "only {} files were read",
        sources.len()
    );
    let mut wrong = Vec::new();
    for (name, text) in &sources {
        let Some(own) = layer_of(name.split(['/', '.']).next().unwrap(), &layers) else {
            continue;
        };
        let higher = imports(text)
            .filter(|module| layer_of(module, &layers).is_some_and(|other| other > own));
        wrong.extend(higher.map(|module| format!("{name} imports {module}")));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_module_has_a_layer() {
    let layers = layers();
    let without: Vec<String> = sources()
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_suffix(".rs")?.split('/').next()?.to_owned()))
        .filter(|module| !matches!(module.as_str(), "lib" | "main" | "cli"))
        .filter(|module| layer_of(module, &layers).is_none())
        .collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn crates_are_used_where_they_belong() {
    let mut wrong = Vec::new();
    for (name, text) in sources().iter().filter(|(name, _)| name.contains('/')) {
        let misplaced = PLACES.iter().filter(|(krate, places)| {
            text.contains(krate) && !places.iter().any(|place| name.starts_with(place))
        });
        wrong.extend(misplaced.map(|(krate, _)| format!("{name} uses {krate}")));
    }
    assert_eq!(wrong, [""; 0]);
}
