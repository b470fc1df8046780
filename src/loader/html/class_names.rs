//! What pages call the parts around and between their stories; `class_names.txt` has the names.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::loader::furniture::section_name;

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
        let mut section = "";
        for line in file
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            match (section_name(line), section) {
                (Some(name), _) => section = name,
                (None, "parts") => names.parts.push(line),
                (None, "words") => drop(names.words.insert(line)),
                (None, "comments") => names.comments.push(line),
                (None, _) => {}
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
        let file = include_str!("class_names.txt");
        let lines = file
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let all = lines.filter(|line| section_name(line).is_none()).count();
        assert_eq!(
            names.parts.len() + names.words.len() + names.comments.len(),
            all
        );
    }
}
