//! Resolves mentions (coreference), and makes speakers of them.
//!
//! 1. `roles` finds what the text says somebody is
//! 2. `definite` finds whom "the mayor" is, `same_person` whom any description is, `opening_people` whom the first words
//!    describe; `apposed_names` completes what only a description names
//! 3. `antecedents` lists whom a pronoun may refer to, by `entity_evidence`, `second_names`, `earlier_pronouns` and
//!    `own_pronouns` and without `predicates`; `bearers` and `binding` narrow the list; `landmarks`, `mention_role`,
//!    `speech_turns`, `introductions`, `heroes`, `listeners`, `story_part` and `antecedent_features` find what speaks for
//!    each, `rival_subjects` and `askers` what speaks against
//! 4. `referents` resolves all mentions in order, `relatives` "who" behind the place somebody is from
//! 5. `joint_speakers` finds those who speak together, `speaker_lists` the lists they are named in
//! 6. `speakers` makes speakers of mentions, `labels` of the labels of an interview

pub(crate) mod antecedent_features;
pub(crate) mod antecedents;
pub(crate) mod apposed_names;
mod askers;
mod bearers;
mod binding;
pub(crate) mod definite;
mod earlier_pronouns;
pub(crate) mod entity_evidence;
mod heroes;
mod introductions;
pub(crate) mod joint_speakers;
pub(crate) mod labels;
pub(crate) mod landmarks;
mod listeners;
pub(crate) mod mention_role;
mod opening_people;
mod own_pronouns;
pub(crate) mod predicates;
pub(crate) mod pronoun_sense;
pub(crate) mod referents;
mod relatives;
pub(crate) mod reported_words;
mod rival_subjects;
pub(crate) mod roles;
pub(crate) mod same_person;
mod second_names;
pub(crate) mod speaker_lists;
pub(crate) mod speakers;
pub(crate) mod speech_turns;
pub(crate) mod stated_roles;
mod story_part;
mod telling_roles;
