//! Any story has quotes that are ranges of its text.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use pullquote::{loader, quotes};

fuzz_target!(|text: &str| {
    let loaded = loader::load_bytes(Path::new("ferry.txt"), text.as_bytes());
    for article in &loaded.articles {
        let text: &str = &article.text;
        let mut start = 0;
        for quote in quotes::find(article) {
            assert!(quote.range.start >= start && !quote.range.of(text).is_empty());
            start = quote.range.start;
        }
    }
});
