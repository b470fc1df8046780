//! The shared archive: stories, quotes and people of several publishers, on a `PostgreSQL` server.
//!
//! Built with the feature `shared-archive`; without it only [`reader`] and what needs nothing else are in the program, which says so.
//! `docs/shared-archive.md` describes the tables.
//!
//! - [`reader`]: what is asked of a shared archive, besides searches; [`stories`]: reads stories to export them
//! - `password`: who logs in, and with which password
//! - `client`: talks to a server; the only module that knows its protocol
//! - `schema`: the tables and their version
//! - `terms`, `stored`: the words of texts, and stories and quotes, as the server keeps them; `sql_text`: values and orders in SQL
//! - `publish`: mirrors an archive into a shared one
//! - `engine`: searches a shared archive
//! - `error`: what went wrong, in a sentence

#[cfg(feature = "shared-archive")]
pub mod client;
#[cfg(feature = "shared-archive")]
pub mod engine;
#[cfg(feature = "shared-archive")]
pub mod error;
#[cfg(feature = "shared-archive")]
pub mod password;
#[cfg(feature = "shared-archive")]
pub mod publish;
pub mod reader;
#[cfg(feature = "shared-archive")]
pub mod schema;
#[cfg(feature = "shared-archive")]
mod sql_text;
#[cfg(feature = "shared-archive")]
mod stored;
pub mod stories;
#[cfg(feature = "shared-archive")]
mod terms;
