//! The types that pass between the steps.

pub(crate) mod cue;
pub(crate) mod cue_subjects;
pub(crate) mod entity;
pub(crate) mod letters;
pub(crate) mod mention;
pub(crate) mod mention_context;
pub(crate) mod mention_index;
pub(crate) mod paragraph;
pub(crate) mod pick;
pub(crate) mod referent;
pub(crate) mod region;
pub(crate) mod scene;
pub(crate) mod symbol;
pub(crate) mod token;
pub(crate) mod turn_list;
pub(crate) mod view;
pub(crate) mod word_class;
