//! Picks the speaker of each region.
//!
//! 1. `candidates` lists the mentions around the region
//! 2. `features` and `conversation` say what speaks for each, `weights` how much
//! 3. `rank` picks the best; `block_quotes` picks for quotes without marks
//! 4. `clause_rules` correct the pick (a `clause_case`) where a clause leaves no doubt, `inner_clauses`, `verdicts` and
//!    `claims` where one clause reports another, `later_clauses` where one behind the quote tells, `documents` where a document speaks for somebody, `slogans`, `headlines` and `datelines` where nobody speaks, `asides` where somebody is not part of the clause, `tellers` who tells an inner clause; `clauses` says how clauses are
//!    joined, `beats` who acts before a quote

mod asides;
pub(crate) mod beats;
pub(crate) mod block_quotes;
pub(crate) mod candidates;
pub(crate) mod claims;
pub(crate) mod clause_case;
pub(crate) mod clause_rules;
pub(crate) mod clauses;
pub(crate) mod conversation;
pub(crate) mod datelines;
pub(crate) mod documents;
pub(crate) mod features;
mod headlines;
pub(crate) mod inner_clauses;
pub(crate) mod later_clauses;
pub(crate) mod rank;
pub(crate) mod slogans;
mod tellers;
mod verdicts;
pub(crate) mod weights;
