//! Says once that the tests were skipped: what a skipped test prints itself is captured with its success.

use std::io::{Write, stderr};

use crate::server::has_server;
use crate::tls::has_openssl;

#[test]
fn what_was_skipped_is_said_at_the_end() {
    if !has_server() {
        writeln!(
            stderr(),
            "skipped tests of a shared archive: PostgreSQL's 'initdb' is not installed"
        )
        .unwrap();
    } else if !has_openssl() {
        writeln!(
            stderr(),
            "skipped the test of encrypted connections: 'openssl' is not installed"
        )
        .unwrap();
    }
}
