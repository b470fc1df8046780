//! The README says what the program says.

use std::fs;
use std::path::Path;

use pullquote::commands::keys::write_markdown;
use pullquote::config::Config;

#[test]
fn the_keys_in_the_readme_are_the_default_keys() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, rest) = readme.split_once("<!-- keys:start -->\n").unwrap();
    let (keys, _) = rest.split_once("<!-- keys:end -->").unwrap();
    let mut expected = Vec::new();
    write_markdown(&Config::default().keymap, &mut expected).unwrap();
    let expected = String::from_utf8(expected).unwrap();
    assert_eq!(
        keys.trim(),
        expected.trim(),
        "'pullquote keys --markdown' prints them"
    );
}
