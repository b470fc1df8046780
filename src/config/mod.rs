//! Reads the settings.
