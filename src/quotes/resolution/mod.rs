//! Resolves mentions (coreference), and makes speakers of them.
//!
//! 1. `roles` finds what the text says somebody is
//! 2. `antecedents` lists whom a pronoun may refer to, `antecedent_features` what speaks for each
//! 3. `definite` finds whom "the mayor" is; `referents` resolves all mentions in order
//! 4. `descriptions` and `apposed_names` complete what only a description names
//! 5. `joint_speakers` finds those who speak together
//! 6. `speakers` makes speakers of mentions, `labels` of the labels of an interview

pub(crate) mod antecedent_features;
pub(crate) mod antecedents;
pub(crate) mod apposed_names;
pub(crate) mod definite;
pub(crate) mod descriptions;
pub(crate) mod joint_speakers;
pub(crate) mod labels;
pub(crate) mod referents;
pub(crate) mod roles;
pub(crate) mod speakers;
