//! Fetches pages and feeds that the reader asked for, within limits and no further than the public net.
//!
//! - [`address`]: where may be asked: `http` and `https`, and hosts that are not in the reader's own net
//! - [`client`]: one request after another, each redirect checked, with limits of time and size
//! - [`collect`]: pages and the new entries of feeds, into the inbox

pub mod address;
pub mod client;
pub mod collect;
#[cfg(test)]
mod tests;

pub use address::{Address, Reach};
pub use client::{Client, FetchError, Limits};
pub use collect::{Collected, Collector};
