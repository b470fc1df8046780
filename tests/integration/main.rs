//! The integration tests, one binary; each module is a story about one part.

// Clippy lets only tests unwrap; this says that the helpers beside them are tests too.
#[cfg(test)]
mod archive;
#[cfg(test)]
mod battery;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod config;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod corrections;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod floor;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod mcp;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod private;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod search_out;
#[cfg(test)]
mod state;
#[cfg(test)]
mod sync;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod unavailable;
