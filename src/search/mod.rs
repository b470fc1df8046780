//! Finds words in the whole library.
