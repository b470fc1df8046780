//! A terminal news reader that knows who said what.
//!
//! Data flows one way: bytes become an [`article::Article`], its quotes are found, and both are kept in a
//! library that can be rebuilt. `ARCHITECTURE.md` shows how. A module imports only from its own layer and lower ones:
//!
//! 1. [`article`], [`text`], [`input`], [`files`], [`log`]: the model, pure functions on text, keys and actions, opening files
//! 2. [`loader`]: bytes to articles
//! 3. [`quotes`], [`people`], [`same`]: articles to quotes, names to people, what is the same
//! 4. [`cite`]: quotes to citations
//! 5. [`config`]: the settings
//! 6. [`search`]: queries, the index
//! 7. [`library`]: what there is and what the reader did
//! 8. [`shared`]: an archive on a server
//! 9. [`fetch`]: pages and feeds from the web
//! 10. [`app`]: the state of the screen and how events change it
//! 11. [`ui`][]: drawing
//! 12. [`commands`]: the answers of the command line
//! 13. [`runtime`]: the terminal, workers and disk

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
pub mod people;
pub mod quotes;
pub mod runtime;
pub mod same;
pub mod search;
pub mod shared;
pub mod text;
pub mod ui;
