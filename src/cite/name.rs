//! Parses authors' names into given names, particle, family name and suffix, as reference managers need them.

/// An author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorName {
    /// A person.
    Person {
        /// First and middle names.
        given: String,
        /// The non-dropping particle of the family name ("van der"); may be empty.
        particle: String,
        /// The family name.
        family: String,
        /// "Jr.", "III".
        suffix: Option<String>,
    },
    /// An agency, a newsroom, somebody with one name.
    Organisation(String),
}

/// Words that occur in names of organisations and teams.
const ORGANISATIONS: [&str; 34] = [
    "agencies",
    "agency",
    "associated",
    "association",
    "board",
    "broadcasting",
    "bureau",
    "center",
    "centre",
    "committee",
    "correspondent",
    "correspondents",
    "desk",
    "editor",
    "editorial",
    "editors",
    "gazette",
    "group",
    "herald",
    "institute",
    "magazine",
    "media",
    "network",
    "news",
    "newspaper",
    "newsroom",
    "press",
    "radio",
    "reporters",
    "service",
    "staff",
    "team",
    "times",
    "university",
];

/// Suffixes of a name.
const SUFFIXES: [&str; 8] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq."];

impl AuthorName {
    /// Parses a name as a byline gives it.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let words: Vec<&str> = name
            .split([' ', ',', '\u{a0}'])
            .filter(|word| !word.is_empty())
            .collect();
        let (words, suffix) = without_suffix(&words);
        // A mononym cannot be split into given and family name.
        if words.len() < 2 || is_organisation(words) {
            return Self::Organisation(name.to_owned());
        }
        let first_of_family = family_start(words);
        let (given, family) = words.split_at(first_of_family);
        let particles = family
            .iter()
            .take(family.len().saturating_sub(1))
            .take_while(|word| is_particle(word))
            .count();
        let (particle, family) = family.split_at(particles);
        Self::Person {
            given: given.join(" "),
            particle: particle.join(" "),
            family: family.join(" "),
            suffix: suffix.map(str::to_owned),
        }
    }

    /// Returns the family name with its particle, or the organisation.
    #[must_use]
    pub fn family_with_particle(&self) -> String {
        match self {
            Self::Person {
                particle, family, ..
            } => [particle.as_str(), family]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
            Self::Organisation(name) => name.clone(),
        }
    }

    /// Returns the given names as initials: "Mary-Jane K." is "M.-J. K."; `None` for an organisation.
    #[must_use]
    pub fn given_initials(&self) -> Option<String> {
        let Self::Person { given, .. } = self else {
            return None;
        };
        let initial = |part: &str| part.chars().next().map(|first| format!("{first}."));
        let parts = given.split(' ').map(|word| {
            let parts: Vec<String> = word.split('-').filter_map(initial).collect();
            parts.join("-")
        });
        Some(parts.collect::<Vec<_>>().join(" "))
    }
}

fn without_suffix<'w, 'n>(words: &'w [&'n str]) -> (&'w [&'n str], Option<&'n str>) {
    match words.split_last() {
        Some((last, rest)) if SUFFIXES.contains(&last.to_lowercase().as_str()) => {
            (rest, Some(last))
        }
        _ => (words, None),
    }
}

fn is_organisation(words: &[&str]) -> bool {
    let is_named_so = |word: &&str| {
        let word = word.to_lowercase();
        ORGANISATIONS.contains(&word.as_str())
            || word.contains(|c: char| c.is_ascii_digit() || c == '.' && word.ends_with("com"))
    };
    let begins_with_article = words
        .first()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"));
    begins_with_article || words.len() > 6 || words.iter().any(is_named_so)
}

/// Returns the index of the word at which the family name begins, with its particles.
fn family_start(words: &[&str]) -> usize {
    let last = words.len().saturating_sub(1);
    let particle = words
        .iter()
        .take(last)
        .skip(1)
        .position(|word| is_particle(word) || is_capital_particle(word));
    particle.map_or(last, |number| number + 1)
}

fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 22] = [
        "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "des", "di", "dos",
        "du", "ibn", "la", "le", "ten", "ter", "van", "von", "zu",
    ];
    PARTICLES.contains(&word)
}

/// Returns `true` if a word is a particle that its bearer writes large, and that then belongs to the family name.
fn is_capital_particle(word: &str) -> bool {
    [
        "De", "Del", "Della", "Di", "Du", "La", "Le", "St.", "Van", "Von",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::two_words("Ines Halloran", "Ines", "", "Halloran", None)]
    #[case::with_an_initial("Ines K. Halloran", "Ines K.", "", "Halloran", None)]
    #[case::with_particles("Per van der Lund", "Per", "van der", "Lund", None)]
    #[case::with_a_large_particle("Jo Van Lund", "Jo", "", "Van Lund", None)]
    #[case::a_first_name_like_a_particle("Van Lund", "Van", "", "Lund", None)]
    #[case::with_a_suffix("Per Lund, Jr.", "Per", "", "Lund", Some("Jr."))]
    fn people_are_read(
        #[case] name: &str,
        #[case] given: &str,
        #[case] particle: &str,
        #[case] family: &str,
        #[case] suffix: Option<&str>,
    ) {
        let expected = AuthorName::Person {
            given: given.to_owned(),
            particle: particle.to_owned(),
            family: family.to_owned(),
            suffix: suffix.map(str::to_owned),
        };
        assert_eq!(AuthorName::parse(name), expected);
    }

    #[rstest]
    #[case::an_agency("The Associated Press")]
    #[case::a_newsroom("Gazette staff")]
    #[case::one_name("Plinius")]
    #[case::a_site("estuary.com team")]
    #[case::nothing("")]
    fn others_are_left_as_they_are(#[case] name: &str) {
        assert_eq!(
            AuthorName::parse(name),
            AuthorName::Organisation(name.to_owned())
        );
    }

    #[test]
    fn initials_keep_hyphens() {
        let name = AuthorName::parse("Mary-Jane Ó. Lund");
        assert_eq!(name.given_initials().unwrap(), "M.-J. Ó.");
    }
}
