//! Starts pullquote.

fn main() {}
