//! The subcommands of the command line, one file each; none needs a terminal.
//!
//! Each has its arguments (`ListArguments`) and a `run(&ListArguments, &Environment, &mut Console) -> CommandResult`.
//! The output is plain text, or one JSON object per line.
//!
//! - [`environment`]: the program's folders, the config, and the articles to read
//! - [`outcome`]: the outcome of a command
//! - `articles`: iterates over given articles; `refresh`: brings catalogue and index up to date; `state`: opens the state
//! - [`quote_reference`]: names a quote, `PATH#ID`
//! - `row_format`: a line for each row, as the user writes it; `hit_rows`, `hit_source`: the rows of a search
//! - [`shared_option`]: reads a shared archive instead of files
//! - [`sync`]: exchanges the state with other devices, also before and after other commands
//! - `collection`: collects articles into the inbox; `marked_text`: text with its hits; `offsets`: characters of bytes

pub mod add;
mod articles;
pub mod bookmarks;
mod collection;
mod columns;
pub mod completions;
pub mod config;
pub mod correct;
pub mod count;
pub mod doctor;
pub mod environment;
pub mod export;
mod export_state;
pub mod fetch;
mod hit_rows;
mod hit_source;
pub mod import;
pub mod index;
pub mod keys;
pub mod list;
pub mod man;
mod marked_text;
pub mod mcp;
mod offsets;
pub mod outcome;
pub mod publish;
pub mod quote_reference;
pub mod quotes;
mod refresh;
mod row_format;
pub mod same;
pub mod search;
pub mod shared_option;
pub mod show;
pub mod speaker;
mod speaker_shares;
pub mod speakers;
pub mod standard_input;
mod state;
pub mod sync;

pub use environment::Environment;
pub use outcome::{CommandError, CommandOutcome, CommandResult, Console};
