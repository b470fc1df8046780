//! Any bytes under any name load, or a problem says why.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use pullquote::loader;

/// Names of files, one for each format.
const NAMES: [&str; 8] = [
    "estuary-post_2026-09-01_ferry.txt",
    "ferry.md",
    "ferry.html",
    "ferry.mhtml",
    "ferry.eml",
    "ferry.xml",
    "ferry.json",
    "ferry.txt.gz",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((format, bytes)) = bytes.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*format) % NAMES.len()];
    let loaded = loader::load_bytes(Path::new(name), bytes);
    for problem in &loaded.problems {
        assert!(problem.to_string().chars().all(|c| c == '\n' || !c.is_control()));
    }
    for article in &loaded.articles {
        let text: &str = &article.text;
        assert!(text.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()));
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.range.start >= end && !block.range.of(text).is_empty());
            end = block.range.end;
        }
    }
});
