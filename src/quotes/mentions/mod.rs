//! Finds the mentions of an article, and gathers the names into entities.
//!
//! 1. `paragraphs` reads the lines; `name_parts` marks the small words of names, `nickname_parts` nicknames, `word_surnames` surnames that are
//!    small words elsewhere, and `nouns_before_names` what somebody is before the name; `written_forms` notes how the
//!    article writes its words
//! 2. `noun_phrases` cuts noun phrases, `capital_words` tells which capitals only begin a sentence; `offices`, `names`,
//!    `name_runs` and `phrase_mentions` make mentions of them
//! 3. `mention_finder` runs over the article, `entities` gathers the names, for `couples` with the surname they share, `gender` infers who is he or she
//! 4. `name_mask` notes which words are names, `context` what surrounds each mention

pub(crate) mod capital_words;
pub(crate) mod context;
mod couples;
pub(crate) mod entities;
pub(crate) mod gender;
pub(crate) mod mention_finder;
pub(crate) mod name_mask;
pub(crate) mod name_parts;
mod name_runs;
pub(crate) mod names;
mod nickname_parts;
pub(crate) mod noun_phrases;
pub(crate) mod nouns_before_names;
pub(crate) mod offices;
pub(crate) mod paragraphs;
pub(crate) mod phrase_mentions;
mod surname_parts;
pub(crate) mod topics;
pub(crate) mod word_surnames;
pub(crate) mod written_forms;
