//! Answers on the command line: one file a subcommand, on the library and without a terminal.
//!
//! Each has an `Arguments` and a `run(&Arguments, &Environment, &mut Console) -> Answer`. What it prints is
//! plain text, or one JSON object a line.
//!
//! - [`environment`]: the program's folders, the config, the articles meant
//! - [`answer`]: how a command ends
//! - `each`: the articles it was given, one after another; `renew`: what is known of them; `state`: what the reader did
//! - `passage`: words with hits

pub mod add;
pub mod answer;
pub mod bookmarks;
mod collecting;
pub mod completions;
pub mod config;
pub mod doctor;
mod each;
pub mod environment;
pub mod export;
pub mod fetch;
pub mod import;
pub mod index;
pub mod keys;
pub mod list;
pub mod man;
mod offsets;
mod passage;
pub mod quotes;
mod renew;
pub mod search;
pub mod show;
pub mod speakers;
mod state;

pub use answer::{Answer, Console, Failure, Outcome};
pub use environment::Environment;
