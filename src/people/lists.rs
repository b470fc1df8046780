//! The lists of words that tell what a name is the name of, from `lists.txt`.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

static LISTS: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, HashSet<String>> = HashMap::default();
    let lines = include_str!("lists.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((list, words)) = line.split_once(": ") else {
            continue;
        };
        let words = words.split(' ').map(|word| word.replace('_', " "));
        lists.entry(list).or_default().extend(words);
    }
    lists
});

/// A list of words, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordList {
    /// Cities and regions.
    Place,
    /// What ends the name of a place: "County".
    PlaceEnd,
    /// Bodies whose names show nothing of it: "Reuters".
    Organisation,
    /// What ends the name of a company or an outlet: "News".
    CompanyEnd,
    /// Nouns for a body that are surnames behind a given name: "Church".
    BodySurname,
    /// Nouns for persons, and verbs, that are surnames: "Baker".
    Surname,
    /// What somebody has and what speaks for itself: "campaign".
    Owned,
    /// What a company writes behind its name: "Inc.".
    CompanyForm,
    /// Small words inside names: "of", "van".
    Inner,
    /// Small words that are not in an acronym: "of".
    Unlettered,
    /// What comes before a name and is no part of it: "Sen.".
    Title,
    /// Titles of those who have no surname: "Pope".
    Regal,
    /// What comes before a surname and may be left out: "de".
    Particle,
    /// Honours and degrees: "KC".
    Honour,
    /// What points to somebody without a name: "many".
    Pointing,
    /// Verbs as headlines have them: "wins".
    HeadlineVerb,
    /// Words that begin sentences and headlines, and name nobody when they are alone: "early".
    Scrap,
}

impl WordList {
    /// Returns `true` if the list has a word, which must be folded.
    pub(super) fn contains(self, word: &str) -> bool {
        LISTS
            .get(self.name())
            .is_some_and(|words| words.contains(word))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::PlaceEnd => "place-end",
            Self::Organisation => "organisation",
            Self::CompanyEnd => "company-end",
            Self::BodySurname => "body-surname",
            Self::Surname => "surname",
            Self::Owned => "owned",
            Self::CompanyForm => "company-form",
            Self::Inner => "inner",
            Self::Unlettered => "unlettered",
            Self::Title => "title",
            Self::Regal => "regal",
            Self::Particle => "particle",
            Self::Honour => "honour",
            Self::Pointing => "pointing",
            Self::HeadlineVerb => "headline-verb",
            Self::Scrap => "scrap",
        }
    }
}
