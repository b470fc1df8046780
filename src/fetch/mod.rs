//! Fetches pages and feeds on request, within limits, and only from public hosts unless private ones are allowed.
//!
//! - [`address`]: which addresses are allowed: `http` and `https`, and hosts that are not in a private network
//! - [`client`]: sends requests one after another, checks each redirect, and limits time and size
//! - [`error`]: why something was not fetched
//! - [`collect`]: collects pages and the new entries of feeds into the inbox

pub mod address;
pub mod client;
pub mod collect;
pub mod error;
#[cfg(test)]
mod tests;

pub use address::{Address, Reach};
pub use client::{Client, FetchLimits};
pub use collect::{CollectError, Collector, FeedOutcome};
pub use error::FetchError;
