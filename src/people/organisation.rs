//! Names of organisations: long forms, letters, possessives.

use super::lists::WordList;
use super::name::bare_word;

/// The fewest letters of an acronym that stands for one long form without being stated with it.
const FEWEST_LETTERS: usize = 3;

/// An organisation's name in its parts, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct OrganisationName {
    /// The words, without articles and company forms.
    pub(super) words: Vec<String>,
    /// The letters in brackets behind the name.
    pub(super) stated_letters: Option<String>,
    /// Whether the name is an acronym itself.
    pub(super) is_acronym: bool,
    /// How many words at the front name whose it is: "Hillary Clinton" of "Hillary Clinton's campaign".
    pub(super) owner: usize,
}

impl OrganisationName {
    /// Parses a name; `None` if it has no words.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (written, stated_letters) = take_letters(written);
        let mut words: Vec<String> = written.split([' ', ',', '/']).map(bare_word).collect();
        words.retain(|word| !word.is_empty());
        if words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        while words.len() > 1
            && words
                .last()
                .is_some_and(|last| WordList::CompanyForm.contains(last))
        {
            words.pop();
        }
        // "U.S. Department of State", "State Department".
        if words.len() > 2 && words.first().is_some_and(|word| word == "us") {
            words.remove(0);
        }
        if let [department, of, rest @ ..] = words.as_slice()
            && department == "department"
            && of == "of"
            && !rest.is_empty()
        {
            let mut turned = rest.to_vec();
            turned.push(department.clone());
            words = turned;
        }
        words.retain(|word| word != "the");
        (!words.is_empty()).then(|| Self {
            is_acronym: words.len() == 1 && is_acronym(&written),
            owner: count_owner(&words),
            stated_letters,
            words,
        })
    }

    /// Returns a key that all ways of writing the name share.
    pub(super) fn key(&self) -> String {
        let letters = self.stated_letters.as_ref();
        letters.map_or_else(
            || self.words.join(" "),
            |letters| format!("{} |{letters}", self.words.join(" ")),
        )
    }

    /// Returns the key of those names that may be one with this one.
    pub(super) fn bucket(&self) -> String {
        if self.owner > 0
            && let (Some(last), Some(owner)) = (self.words.last(), self.words.get(self.owner - 1))
        {
            return format!("{last} of {owner}");
        }
        if let Some(letters) = &self.stated_letters {
            return letters.clone();
        }
        match self.words.as_slice() {
            [word] => word.clone(),
            words => initials(words.iter().map(String::as_str)),
        }
    }

    /// Returns `true` if two names of one bucket can be one organisation's.
    pub(super) fn can_be_one(&self, other: &Self) -> bool {
        if self.words == other.words {
            return true;
        }
        if self.owner > 0 && other.owner > 0 {
            // "Clinton campaign", "Hillary Clinton campaign": one of them only adds a given name.
            return self.owner == 1 || other.owner == 1;
        }
        match (self.is_acronym, other.is_acronym) {
            (true, false) => self.stands_for(other),
            (false, true) => other.stands_for(self),
            (true, true) | (false, false) => false,
        }
    }

    /// Returns `true` if an acronym stands for a long form.
    fn stands_for(&self, long: &Self) -> bool {
        let letters = self.words.first().map_or(0, |word| word.chars().count());
        long.stated_letters.is_some()
            || letters >= FEWEST_LETTERS && long.words.len() > 1 && long.owner == 0
    }
}

/// Returns the first letters of words, small words left out, in small letters.
pub(super) fn initials<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words
        .map(bare_word)
        .filter(|word| !WordList::Unlettered.contains(word));
    words.filter_map(|word| word.chars().next()).collect()
}

/// Returns how many words at the front say whose it is.
fn count_owner(words: &[String]) -> usize {
    let is_owned = words
        .last()
        .is_some_and(|last| WordList::Owned.contains(last));
    if is_owned && matches!(words.len(), 2..=4) {
        words.len() - 1
    } else {
        0
    }
}

/// Takes letters in brackets from the end of a name.
pub(super) fn take_letters(written: &str) -> (String, Option<String>) {
    let Some((name, rest)) = written.rsplit_once('(') else {
        return (written.to_owned(), None);
    };
    let letters = rest.trim_end().trim_end_matches(')');
    if is_acronym(letters) && !name.trim().is_empty() {
        (name.trim().to_owned(), Some(bare_word(letters)))
    } else {
        (written.to_owned(), None)
    }
}

/// Returns `true` if a word is written as an acronym: "FBI", "N.R.A.".
pub(super) fn is_acronym(word: &str) -> bool {
    let word = word
        .strip_prefix("the ")
        .or_else(|| word.strip_prefix("The "))
        .unwrap_or(word)
        .trim();
    let letters: Vec<char> = word.chars().filter(|c| !matches!(c, '.' | '&')).collect();
    matches!(letters.len(), 2..=6) && letters.iter().all(|c| c.is_uppercase())
}
