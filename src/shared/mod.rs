//! The shared archive: stories, quotes and people of several publishers, on a PostgreSQL server.
//!
//! Built with the feature `shared-archive`; without it nothing of this is in the program but the sentence that says so.
//! `docs/shared-archive.md` describes the tables.
//!
//! - [`password`]: who logs in, and with which password
//! - [`client`]: talks to a server; the only module that knows its protocol
//! - [`error`]: what went wrong, in a sentence

#[cfg(feature = "shared-archive")]
pub mod client;
#[cfg(feature = "shared-archive")]
pub mod error;
#[cfg(feature = "shared-archive")]
pub mod password;

/// What is said where the program was built without shared archives.
pub const NOT_BUILT_IN: &str = "this pullquote was built without shared archives";

/// What to do about it.
pub const NOT_BUILT_IN_HINT: &str =
    "install a package, or build it with 'cargo build --release --features shared-archive'";
