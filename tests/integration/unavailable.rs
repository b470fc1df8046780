//! Says once which tests were skipped, and why: what a skipped test prints itself is captured with its success.
//!
//! Tests start in the order of their names, so that this one is the last.

use std::io::{Write, stderr};

use crate::corpus::corpus;
use crate::state::can_inject;
use crate::sync::has_git;

#[test]
fn what_was_skipped_is_said_at_the_end() {
    let absences = [
        (
            ["polnear/text", "seed"]
                .iter()
                .all(|folder| corpus(folder).is_some()),
            "tests of real articles: there is no corpus beside the project",
        ),
        (
            has_git(),
            "tests of a sync folder that git carries: 'git' is not installed",
        ),
        (
            can_inject(),
            "tests of failing disks: 'strace' is not installed or may not trace",
        ),
    ];
    for (is_there, skipped) in absences {
        if !is_there {
            writeln!(stderr(), "skipped {skipped}").unwrap();
        }
    }
}
