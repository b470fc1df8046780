//! The standard input as a document, which '-' names.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::CommandError;
use crate::files::spooled;
use crate::loader::{self, Loaded};

/// What the document is called where a file's path would be.
const NAME: &str = "standard input";

/// Returns `true` if a path means the standard input.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads the standard input to its end, or as much of it as is read of a file.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_bytes() -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    // One byte more than is loaded of a file, so that the loader says that it is too long.
    let limit = loader::MAXIMUM_BYTES.saturating_add(1);
    io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| CommandError::with_cause("standard input cannot be read", error))?;
    Ok(bytes)
}

/// Loads the articles of a document that was read.
pub(super) fn load_document(bytes: &[u8]) -> Loaded {
    loader::load_stream(Path::new(NAME), &mut &*bytes)
}

/// Returns paths with a file in place of the standard input, which is read to its end for it.
///
/// # Errors
/// When it cannot be read, or no temporary file can be written.
pub fn spool_documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CommandError> {
    let mut spooled = Vec::with_capacity(paths.len());
    for path in paths {
        spooled.push(if is_standard_input(path) {
            let bytes = read_bytes()?;
            spooled::spool_bytes(NAME, &bytes).map_err(|error| {
                CommandError::with_cause("standard input cannot be kept in a temporary file", error)
            })?
        } else {
            path.clone()
        });
    }
    Ok(spooled)
}

/// Returns `true` if a text is a list of addresses and files, one a line, rather than a document.
pub(super) fn is_list_of_targets(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let lines = text.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_target = |line: &str| {
        let is_markup = line.starts_with(['<', '{', '[']);
        let is_word = !line.contains(char::is_whitespace);
        is_word && !is_markup || has_scheme(line) || Path::new(line).exists()
    };
    lines.all(is_target)
}

/// Returns `true` if a line begins as an address does.
fn has_scheme(line: &str) -> bool {
    let scheme = line.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::addresses("# to read\nhttps://ledger.example/a\n\nhttp://b.example/\n", true)]
    #[case::an_address_and_a_note("https://ledger.example/a the ferry\n", true)]
    #[case::a_name("ledger.example/a\n", true)]
    #[case::nothing("", true)]
    #[case::a_mail("From: a@b.example\nSubject: Ferry stops\n\nIt rained.\n", false)]
    #[case::a_page("<html><p>Rain</p></html>", false)]
    #[case::a_feed_in_json("{\"version\":\"https://jsonfeed.org/version/1\"}", false)]
    #[case::a_story(
        "Ferry stops\n\nhttps://ledger.example/a\n\nIt rained all day.\n",
        false
    )]
    fn a_list_is_told_from_a_document(#[case] text: &str, #[case] is: bool) {
        assert_eq!(is_list_of_targets(text.as_bytes()), is);
    }
}
