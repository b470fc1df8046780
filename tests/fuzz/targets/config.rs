//! Any config runs, or an error names its fault.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use pullquote::config::Config;

fuzz_target!(|text: &str| {
    if let Err(error) = Config::parse(text, Path::new("config.toml"), Path::new("/home/reader")) {
        let said = error.to_string();
        assert!(said.contains("config.toml:") && said.chars().all(|c| c == '\n' || !c.is_control()), "{said}");
    }
});
