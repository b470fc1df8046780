//! Any query is read at every letter.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use pullquote::search::query::Query;

fuzz_target!(|text: &str| {
    let today = date(2026, 9, 1);
    let query = Query::read(text, today);
    let _ = query.reading();
});
