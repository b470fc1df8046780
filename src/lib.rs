//! A terminal news reader that knows who said what.
//!
//! Data flows one way: bytes become an [`article::Article`], its quotes are found, and both are kept in a
//! library that can be rebuilt. A module imports only from lower layers:
//!
//! 0. [`article`], [`text`], [`input`], [`files`], [`log`]: the model, pure functions on text, keys and actions, files, the log
//! 1. [`loader`], [`quotes`], [`cite`]: bytes to article, article to quotes, quotes to citations
//! 2. [`config`], [`library`], [`search`], [`fetch`]: settings, what there is and what the reader did, the index, the net
//! 3. [`app`]: the state of the screen and how events change it
//! 4. [`ui`], [`commands`]: drawing, and the command line's answers
//! 5. [`runtime`]: the terminal, workers and disk

pub mod app;
pub mod article;
pub mod cite;
pub mod commands;
pub mod config;
pub mod fetch;
pub mod files;
pub mod input;
pub mod library;
pub mod loader;
pub mod log;
pub mod quotes;
pub mod runtime;
pub mod search;
pub mod text;
pub mod ui;
