//! Makes the quotes a reader sees.
//!
//! `joins` and `assemble` put regions together, `describe` makes quotes of them, `reasons` explains each attribution,
//! `confidence` says how sure it is, for which `doubts` looks at what surrounds it; `people` lists whom an article names.

pub(crate) mod assemble;
pub(crate) mod confidence;
pub(crate) mod describe;
mod doubts;
pub(crate) mod joins;
pub(crate) mod people;
pub(crate) mod reasons;
