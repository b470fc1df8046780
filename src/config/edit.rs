//! Writes the config for the user: a commented file to begin with, and a folder that is added to it.

use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, TomlError, Value};

use super::DEFAULT;

/// Returns the commented config that a new user begins with: every setting has its default, so all are comments.
#[must_use]
pub fn commented_config() -> String {
    // The list of folders stays, since folders are added to it in its place.
    let is_kept = |line: &str| {
        line.is_empty() || line.starts_with(['#', '[']) || line.starts_with("folders ")
    };
    let lines = DEFAULT.lines().map(|line| {
        if is_kept(line) {
            format!("{line}\n")
        } else {
            format!("# {line}\n")
        }
    });
    lines.collect()
}

/// Returns the text of a config with one more folder in `library.folders`; everything else stays as it was written.
///
/// # Errors
/// Fails if the text is no TOML, or its `library` or `folders` is something else.
pub fn add_folder(text: &str, folder: &Path, home: &Path) -> Result<String, AddFolderError> {
    let mut document: DocumentMut = text.parse()?;
    let library = document
        .entry("library")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or(AddFolderError::Shape("library"))?;
    let folders = library
        .entry("folders")
        .or_insert_with(|| Item::Value(Value::Array(Array::new())))
        .as_array_mut()
        .ok_or(AddFolderError::Shape("library.folders"))?;
    let written = write_path(folder, home);
    let is_known = folders
        .iter()
        .any(|known| known.as_str() == Some(written.as_str()));
    if !is_known {
        folders.push(written);
    }
    Ok(document.to_string())
}

/// Returns a path as the config writes it, from `~` where it is in the home folder.
fn write_path(folder: &Path, home: &Path) -> String {
    match folder.strip_prefix(home) {
        Ok(below) if !below.as_os_str().is_empty() => format!("~/{}", below.display()),
        Ok(_) | Err(_) => folder.display().to_string(),
    }
}

/// Why a folder could not be added to the config.
#[derive(Debug, thiserror::Error)]
pub enum AddFolderError {
    /// The config cannot be parsed.
    #[error("the config cannot be parsed: {0}")]
    Syntax(#[from] TomlError),
    /// A setting is not what it must be.
    #[error("'{0}' in the config is something else than usual")]
    Shape(&'static str),
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::config::Config;

    fn parse(text: &str) -> Config {
        Config::parse(text, Path::new("config.toml"), Path::new("/home/ada")).unwrap()
    }

    #[test]
    fn the_commented_config_sets_nothing() {
        assert_eq!(parse(&commented_config()), Config::default());
        assert!(commented_config().contains("\n# measure = 72\n"));
    }

    #[rstest]
    #[case::nothing("", "[library]\nfolders = [\"~/news\"]\n")]
    #[case::another_folder(
        "# mine\n[library]\nfolders = [\"/srv/a\"] # the archive\n\n[reading]\nmeasure = 60\n",
        "# mine\n[library]\nfolders = [\"/srv/a\", \"~/news\"] # the archive\n\n[reading]\nmeasure = 60\n"
    )]
    #[case::the_same_folder(
        "[library]\nfolders = [\"~/news\"]\n",
        "[library]\nfolders = [\"~/news\"]\n"
    )]
    #[case::an_inline_table(
        "library = { inbox = \"~/in\" }\n",
        "library = { inbox = \"~/in\" , folders = [\"~/news\"] }\n"
    )]
    fn adds_a_folder_and_keeps_the_rest(#[case] before: &str, #[case] after: &str) {
        let home = Path::new("/home/ada");
        assert_eq!(add_folder(before, &home.join("news"), home).unwrap(), after);
    }

    #[test]
    fn a_folder_is_added_to_the_commented_config_in_its_place() {
        let home = Path::new("/home/ada");
        let text = add_folder(&commented_config(), Path::new("/srv/news"), home).unwrap();
        assert_eq!(parse(&text).library.folders, [Path::new("/srv/news")]);
        let changed = text.replace("folders = [\"/srv/news\"]", "folders = []");
        assert_eq!(changed, commented_config());
    }

    #[test]
    fn a_config_of_another_shape_is_left_alone() {
        let add = |text| add_folder(text, Path::new("/a"), Path::new("/home/ada"));
        assert!(matches!(
            add("library = 1"),
            Err(AddFolderError::Shape("library"))
        ));
        assert!(matches!(add("[library"), Err(AddFolderError::Syntax(_))));
    }
}
