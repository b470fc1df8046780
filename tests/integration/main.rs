//! The integration tests, one binary; each module is a story about one part.
