//! Given names that may be one: full and short forms, spellings, initials.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::quotes::{WordKey, look_up};

/// The families of given names that a name belongs to, by their full names.
static FAMILIES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut families: HashMap<&str, Vec<&str>> = HashMap::default();
    let lines = include_str!("short_forms.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((full, forms)) = line.split_once(": ") else {
            continue;
        };
        for form in std::iter::once(full).chain(forms.split(' ')) {
            families.entry(form).or_default().push(full);
        }
    }
    families
});

/// Returns the full names that a given name may be a form of; empty for a name without other forms.
pub(super) fn full_names(name: &str) -> &'static [&'static str] {
    FAMILIES.get(name).map_or(&[], Vec::as_slice)
}

/// Returns `true` if a name is the full form of all families it is in, and so no short form.
pub(super) fn is_full(name: &str) -> bool {
    full_names(name).iter().all(|full| *full == name)
}

/// Returns `true` if a word is known as a given name.
pub(super) fn is_known(word: &str) -> bool {
    !full_names(word).is_empty() || look_up(WordKey::new(word)).given.is_some()
}

/// Returns `true` if two given names can be those of one person.
pub(super) fn can_be_one(one: &str, other: &str) -> bool {
    one == other
        || is_initial_of(one, other)
        || is_initial_of(other, one)
        || share_family(one, other)
}

/// Returns `true` if a letter is the first of a name.
pub(super) fn is_initial_of(letter: &str, name: &str) -> bool {
    is_initial(letter) && name.starts_with(letter)
}

/// Returns `true` if a given name is one letter.
pub(super) fn is_initial(name: &str) -> bool {
    name.chars().count() == 1
}

fn share_family(one: &str, other: &str) -> bool {
    let others = full_names(other);
    // Two full names are two names, though they share a short form: Alexander and Alexandra are no one.
    full_names(one).iter().any(|full| others.contains(full))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_short_form("joe", "joseph", true)]
    #[case::two_short_forms("bill", "will", true)]
    #[case::spellings("geoffrey", "jeff", true)]
    #[case::an_initial("j", "joseph", true)]
    #[case::another_initial("k", "joseph", false)]
    #[case::full_names_that_share_a_short_form("alexander", "alexandra", false)]
    #[case::others("joan", "joseph", false)]
    fn compares_given_names(#[case] one: &str, #[case] other: &str, #[case] is_one: bool) {
        assert_eq!(
            (can_be_one(one, other), can_be_one(other, one)),
            (is_one, is_one)
        );
    }
}
