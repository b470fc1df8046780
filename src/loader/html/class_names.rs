//! What pages call the parts around and between their stories; `class_names.txt` has the names.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::loader::word_list::list_entries;

/// Names by what they mean; each is the section of that name in `class_names.txt`.
#[derive(Debug, Default)]
pub(super) struct ClassNames {
    /// Parts of names that mean noise wherever they occur.
    pub(super) parts: Vec<&'static str>,
    /// Words that mean noise when they are delimited by punctuation.
    pub(super) words: HashSet<&'static str>,
    /// Parts of names that mean readers' comments.
    pub(super) comments: Vec<&'static str>,
}

/// The names that are built in, parsed when first needed.
pub(super) static CLASS_NAMES: LazyLock<ClassNames> =
    LazyLock::new(|| ClassNames::parse(include_str!("class_names.txt")));

impl ClassNames {
    /// Parses a file of names; its head describes the format. Names of unknown sections are left out.
    fn parse(file: &'static str) -> Self {
        let mut names = Self::default();
        for (section, name) in list_entries(file) {
            match section {
                "parts" => names.parts.push(name),
                "words" => drop(names.words.insert(name)),
                "comments" => names.comments.push(name),
                _ => {}
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_a_known_section() {
        let names = &*CLASS_NAMES;
        assert!(names.parts.contains(&"newsletter"));
        assert!(names.words.contains("sharebar"));
        assert!(names.comments.contains(&"comment"));
        let all = list_entries(include_str!("class_names.txt")).count();
        assert_eq!(
            names.parts.len() + names.words.len() + names.comments.len(),
            all
        );
    }
}
