//! Tells somebody's words from scare quotes, terms, titles of works and headlines in marks.
//!
//! `titles` decides what is certain, `quote_features` and `neighbours` say what speaks for a quote, `quote_score` decides.

pub(crate) mod neighbours;
pub(crate) mod quote_features;
pub(crate) mod quote_score;
pub(crate) mod titles;
