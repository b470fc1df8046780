//! What is said about config files that cannot be used.

use std::fs;
use std::path::{Path, PathBuf};

use pullquote::config::{Config, Theme};

/// Returns the fixtures of a folder, sorted: name and text.
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/config")
        .join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_stem().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn parse(text: &str) -> Result<Config, String> {
    let file = Path::new("config.toml");
    Config::parse(text, file, Path::new("/home/ada")).map_err(|error| error.to_string())
}

#[test]
fn every_bad_config_is_explained() {
    for (name, text) in fixtures("invalid") {
        let message = parse(&text).expect_err(&name);
        insta::assert_snapshot!(format!("config-{name}"), message, &text);
    }
}

#[test]
fn every_good_config_is_accepted() {
    for (name, text) in fixtures("valid") {
        assert_eq!(parse(&text).err(), None, "{name}");
    }
}

#[test]
fn every_setting_of_the_commented_default_can_be_used() {
    let is_setting = |line: &str| {
        line.starts_with(|c: char| c.is_ascii_lowercase() || c == '"') && line.contains(" = ")
    };
    let text: Vec<_> = pullquote::config::DEFAULT
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|line| is_setting(line))
                .unwrap_or(line)
        })
        .collect();
    let config = parse(&text.join("\n")).unwrap();
    assert_eq!(config.library.inbox, Some(PathBuf::from("/home/ada/news")));
    assert!(Theme::role_names().all(|name| config.theme.looks.contains_key(name)));
}
