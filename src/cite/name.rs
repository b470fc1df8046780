//! Parses authors' names into given names, particle, family name and suffix, as reference managers need them.

use crate::text::Clean;

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
const ORGANISATIONS: [&str; 94] = [
    "administration",
    "agencies",
    "agency",
    "alliance",
    "army",
    "associated",
    "association",
    "authority",
    "bank",
    "board",
    "broadcasting",
    "bureau",
    "campaign",
    "center",
    "centre",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "company",
    "congress",
    "corporation",
    "correspondent",
    "correspondents",
    "council",
    "court",
    "department",
    "desk",
    "division",
    "editor",
    "editorial",
    "editors",
    "federation",
    "force",
    "foundation",
    "fund",
    "gazette",
    "government",
    "group",
    "herald",
    "hospital",
    "inc",
    "inc.",
    "initiative",
    "institute",
    "international",
    "journal",
    "laboratory",
    "league",
    "ltd",
    "ltd.",
    "magazine",
    "media",
    "ministry",
    "museum",
    "nations",
    "network",
    "news",
    "newspaper",
    "newsroom",
    "observatory",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "post",
    "press",
    "project",
    "radio",
    "reporter",
    "reporters",
    "school",
    "senate",
    "service",
    "services",
    "society",
    "staff",
    "statistics",
    "studio",
    "survey",
    "syndicate",
    "team",
    "television",
    "times",
    "tribune",
    "trust",
    "union",
    "university",
    "watch",
    "wire",
    "writers",
];

/// Words that join others in names of organisations, and are not in people's.
const FUNCTION_WORDS: [&str; 11] = [
    "&", "and", "at", "for", "from", "in", "of", "on", "the", "to", "with",
];

/// Suffixes of a name, without stops.
const SUFFIXES: [&str; 10] = [
    "jr", "sr", "ii", "iii", "iv", "v", "esq", "phd", "md", "obe",
];

/// The most words of a person's name.
const LONGEST: usize = 6;

/// The fewest capitals of an abbreviation: "BBC Sport" is nobody's name.
const ABBREVIATION: usize = 3;

/// Returns the authors of a list, in which one text may name several: "Ines Halloran and Per Lund".
#[must_use]
pub fn split_authors(authors: &[Clean]) -> Vec<Clean> {
    let mut names = Vec::new();
    for author in authors {
        let parts: Vec<&str> = author
            .split(';')
            .flat_map(|part| part.split(" and "))
            .flat_map(|part| part.split(" & "))
            .map(|part| part.trim().trim_start_matches("and ").trim_end_matches(','))
            .filter(|part| !part.is_empty())
            .collect();
        // "Ines Halloran, Per Lund and Ada Holm": a comma also separates names before the "and".
        let parts: Vec<&str> = match parts.as_slice() {
            [_] | [] => parts,
            parts => parts
                .iter()
                .flat_map(|part| split_at_commas(part))
                .collect(),
        };
        // "Reed and Partners News Service" is one.
        if parts.len() > 1 && parts.iter().all(|part| is_full_name(part)) {
            names.extend(parts.into_iter().map(Clean::new));
        } else {
            names.push(author.clone());
        }
    }
    names
}

/// Returns the names between commas; a part that is none, such as a suffix, leaves the text whole.
fn split_at_commas(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.iter().all(|part| is_full_name(part)) {
        return parts;
    }
    vec![text]
}

fn is_full_name(text: &str) -> bool {
    matches!(AuthorName::parse(text), AuthorName::Person { .. })
}

impl AuthorName {
    /// Parses a name as a byline or a catalogue gives it: "María de la Cruz", "de la Cruz, María".
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::parse_person(name).unwrap_or_else(|| Self::Organisation(name.to_owned()))
    }

    fn parse_person(name: &str) -> Option<Self> {
        let mut parts: Vec<Vec<&str>> = name.split(',').map(split_words).collect();
        if is_organisation(&parts.concat()) {
            return None;
        }
        let mut suffix = None;
        for words in &mut parts {
            if let Some(found) = words.pop_if(|word| is_suffix(word)) {
                suffix = Some(found.to_owned());
            }
        }
        parts.retain(|words| !words.is_empty());
        let (given, family) = match parts.as_slice() {
            // A mononym cannot be split into given and family name.
            [words] if words.len() > 1 => words.split_at(family_start(words)),
            [family, given] => (given.as_slice(), family.as_slice()),
            _ => return None,
        };
        let particles = family
            .iter()
            .take(family.len().saturating_sub(1))
            .take_while(|word| is_particle(word))
            .count();
        let (particle, family) = family.split_at(particles);
        Some(Self::Person {
            given: given.join(" "),
            particle: particle.join(" "),
            family: family.join(" "),
            suffix,
        })
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

fn split_words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn is_suffix(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    SUFFIXES.contains(&letters.to_lowercase().as_str())
}

fn is_organisation(words: &[&str]) -> bool {
    let has_small = words.iter().any(|word| word.contains(char::is_lowercase));
    let is_named_so = |word: &&str| {
        let small = word.to_lowercase();
        // "JOHN LUND" is written large as a whole.
        let is_abbreviation = has_small
            && word.len() >= ABBREVIATION
            && word.chars().all(|c| c.is_ascii_uppercase())
            && !is_suffix(word);
        ORGANISATIONS.contains(&small.as_str())
            || FUNCTION_WORDS.contains(word)
            || is_abbreviation
            || word.contains(|c: char| {
                c.is_ascii_digit() || c == '@' || c == '.' && small.ends_with("com")
            })
    };
    let begins_with_article = words
        .first()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"));
    begins_with_article || words.len() > LONGEST || words.iter().any(is_named_so)
}

/// Returns the index of the word at which the family name begins, with its particles.
fn family_start(words: &[&str]) -> usize {
    let last = words.len().saturating_sub(1);
    // The two family names of Spanish and Portuguese: "Ortega y Gasset".
    let joined = words
        .iter()
        .take(last)
        .skip(2)
        .position(|word| matches!(*word, "y" | "e" | "i"));
    if let Some(number) = joined {
        return number + 1;
    }
    let particle = words
        .iter()
        .take(last)
        .skip(1)
        .position(|word| is_particle(word) || is_capital_particle(word));
    particle.map_or(last, |number| number + 1)
}

fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 39] = [
        "'s", "'t", "abu", "af", "al", "av", "bin", "bint", "da", "das", "de", "degli", "dei",
        "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las",
        "le", "les", "lo", "los", "ten", "ter", "van", "ver", "vom", "von", "zu", "zum", "zur",
    ];
    PARTICLES.contains(&word.replace('’', "'").as_str())
}

/// Returns `true` if a word is a particle that its bearer writes large, and that then belongs to the family name.
fn is_capital_particle(word: &str) -> bool {
    [
        "Da", "De", "Del", "Della", "Di", "Dos", "Du", "La", "Las", "Le", "Los", "Saint", "St.",
        "Van", "Von",
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
    #[case::with_a_suffix_and_no_comma("Per K. Lund III", "Per K.", "", "Lund", Some("III"))]
    #[case::spanish("María de la Cruz", "María", "de la", "Cruz", None)]
    #[case::turned_around("de la Cruz, María", "María", "de la", "Cruz", None)]
    #[case::turned_with_a_suffix("Lund, Per, Jr.", "Per", "", "Lund", Some("Jr."))]
    #[case::turned_with_the_suffix_inside("Lund Jr., Per", "Per", "", "Lund", Some("Jr."))]
    #[case::two_family_names("Juan Vega y Soto", "Juan", "", "Vega y Soto", None)]
    #[case::dutch("Per van 't Hof", "Per", "van 't", "Hof", None)]
    #[case::italian("Ada Della Riva", "Ada", "", "Della Riva", None)]
    #[case::in_capitals("PER LUND", "PER", "", "LUND", None)]
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
    #[case::an_office("Office for National Statistics")]
    #[case::a_department("Department of Fisheries")]
    #[case::an_abbreviation("BBC Wales")]
    #[case::two_partners("Reed & Lund")]
    #[case::an_account("Ines @halloran")]
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

    #[rstest]
    #[case::two(&["Ines Halloran and Per Lund"], &["Ines Halloran", "Per Lund"])]
    #[case::three(&["Ines Halloran, Per Lund and Ada Holm"], &["Ines Halloran", "Per Lund", "Ada Holm"])]
    #[case::with_a_comma_before_the_and(&["Ines Halloran, Per Lund, and Ada Holm"], &["Ines Halloran", "Per Lund", "Ada Holm"])]
    #[case::semicolons(&["Halloran, Ines; Lund, Per"], &["Halloran, Ines", "Lund, Per"])]
    #[case::one_with_a_suffix(&["Per Lund, Jr."], &["Per Lund, Jr."])]
    #[case::a_firm(&["Reed and Partners News Service"], &["Reed and Partners News Service"])]
    #[case::apart(&["Ines Halloran", "Per Lund"], &["Ines Halloran", "Per Lund"])]
    fn authors_in_one_text_are_split(#[case] authors: &[&str], #[case] expected: &[&str]) {
        let authors: Vec<Clean> = authors.iter().map(|name| Clean::new(name)).collect();
        let found = split_authors(&authors);
        assert_eq!(
            found.iter().map(Clean::as_str).collect::<Vec<_>>(),
            expected
        );
    }
}
