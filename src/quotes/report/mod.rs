//! Makes the quotes a reader sees.
//!
//! `joins` and `assemble` put regions together, `describe` makes quotes of them, `reasons` explains each attribution,
//! `confidence` says how sure it is, for which `doubts` looks at what surrounds it and `epithets` for whom a description may be;
//! `people` lists whom an article names.

pub(crate) mod assemble;
pub(crate) mod confidence;
pub(crate) mod describe;
mod doubts;
mod epithets;
pub(crate) mod joins;
pub(crate) mod people;
pub(crate) mod reasons;
