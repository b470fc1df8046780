//! Turns bytes into articles.
