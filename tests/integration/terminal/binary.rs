//! The program under test: the release binary, built when it is not there yet.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Names another binary to test, for those who change the program and do not want to wait for the release build.
const OVERRIDE: &str = "PULLQUOTE_TEST_BINARY";

/// Returns the path of the release binary.
pub(super) fn path() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| env::var_os(OVERRIDE).map_or_else(build, PathBuf::from))
}

/// Builds the release binary, and asks cargo where it lies.
fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--bin", "pullquote"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "the release build failed");
    output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok())
        .find_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .expect("cargo names the binary it has built")
}
