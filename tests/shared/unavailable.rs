//! Says once that the tests were skipped: what a skipped test prints itself is captured with its success.

use std::io::{Write, stderr};

use crate::server::has_server;

#[test]
fn what_was_skipped_is_said_at_the_end() {
    if !has_server() {
        writeln!(
            stderr(),
            "skipped tests of a shared archive: PostgreSQL's 'initdb' is not installed"
        )
        .unwrap();
    }
}
