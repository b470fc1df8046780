//! Performs what the state asks for: terminal, disk, workers.
