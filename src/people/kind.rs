//! What a name is the name of: a person, an organisation, nobody.

use super::lists::WordList;
use super::name::bare_word;
use super::organisation;
use super::word::{
    entry, is_abstract, is_brand, is_capital, is_common, is_event, is_for_body, is_for_person,
    is_given, is_group, is_headline_verb, is_in, is_joined_particle, is_participle, is_pointing,
    is_possessive,
};
use crate::quotes::{Clue, WordClass, WordEntry};

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body that speaks for itself: an agency, a company, a campaign.
    Organisation,
    /// Somebody or something that is described and not named: "a spokesman", "the lawsuit".
    Description,
    /// Neither: a pronoun, a place, a scrap of a sentence.
    NoName,
}

/// The most words of a name; what has more is a scrap of a sentence.
const MOST_WORDS: usize = 9;

/// The most words of a person's name without titles.
const MOST_NAME_WORDS: usize = 6;

/// The letters from which on a word in "-ly" is an adverb and no name.
const LONG_ADVERB: usize = 8;

/// Several words.
struct Phrase<'a> {
    written: &'a str,
    words: &'a [&'a str],
    first: &'a str,
    last: &'a str,
}

/// Tells what some phrases are; `None` for all others.
type KindRule = fn(&Phrase<'_>) -> Option<NameKind>;

/// The rules for several words, of which the first that says something holds; what is left is a person.
const RULES: &[(&str, KindRule)] = &[
    (
        "the body or the description behind \"the\"",
        kind_behind_article,
    ),
    (
        "what belongs to somebody, or is about them",
        kind_of_relation,
    ),
    ("somebody who is pointed at", |phrase| {
        is_pointing(phrase.first).then_some(NameKind::Description)
    }),
    ("a scrap of a sentence or a headline", kind_of_scrap),
    ("an organisation that is known", |phrase| {
        WordList::Organisation
            .contains(&joined_key(phrase.words))
            .then_some(NameKind::Organisation)
    }),
    ("a place", |phrase| {
        is_place(phrase.words).then_some(NameKind::NoName)
    }),
    ("a possession", |phrase| kind_of_possession(phrase.words)),
    ("small letters", kind_of_small_letters),
    ("a body by its noun", |phrase| {
        is_body(phrase.words).then_some(NameKind::Organisation)
    }),
    ("small words inside", kind_with_small_words),
    ("a role without a name", kind_of_role),
    ("common words", kind_of_common_words),
];

/// Returns what a name is the name of.
///
/// ```
/// use pullquote::people::{NameKind, kind_of};
/// assert_eq!(kind_of("Oda Lund"), NameKind::Person);
/// assert_eq!(kind_of("the Lund campaign"), NameKind::Organisation);
/// assert_eq!(kind_of("a spokesman for Lund"), NameKind::Description);
/// assert_eq!(kind_of("She"), NameKind::NoName);
/// ```
#[must_use]
pub fn kind_of(name: &str) -> NameKind {
    let (name, letters) = organisation::take_letters(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    if letters.is_some_and(|letters| letters == organisation::initials(words.iter().copied())) {
        return NameKind::Organisation;
    }
    match words.as_slice() {
        [] => NameKind::NoName,
        [word] => kind_of_word(word),
        [first, .., last] => {
            let phrase = Phrase {
                written: &name,
                words: &words,
                first,
                last,
            };
            let mut kinds = RULES.iter().filter_map(|(_, rule)| rule(&phrase));
            kinds.next().unwrap_or(NameKind::Person)
        }
    }
}

/// Returns what one word is.
fn kind_of_word(word: &str) -> NameKind {
    let found = entry(word);
    let key = bare_word(word);
    if !key.chars().any(char::is_alphabetic) || !is_capital(word) && !is_brand(word) {
        let is_noun = matches!(found.class, WordClass::Document | WordClass::Organisation);
        return if is_for_person(word) || is_noun {
            NameKind::Description
        } else {
            NameKind::NoName
        };
    }
    if WordList::Organisation.contains(&key) || is_brand(word) {
        return NameKind::Organisation;
    }
    if is_plural_of_letters(word) {
        return NameKind::NoName;
    }
    if WordList::Place.contains(&key) || found.is_land || WordList::PlaceEnd.contains(&key) {
        return NameKind::NoName;
    }
    kind_of_capital_word(word, &key, found)
}

/// Returns `true` for letters with the ending of a plural: "GCSEs".
fn is_plural_of_letters(word: &str) -> bool {
    let letters = word.strip_suffix('s').unwrap_or_default();
    letters.len() > 1 && letters.chars().all(char::is_uppercase)
}

/// Returns what a word with a capital is that names no place and no body that is known.
fn kind_of_capital_word(word: &str, key: &str, found: &WordEntry) -> NameKind {
    let is_surname = WordList::Surname.contains(key);
    match found.class {
        WordClass::Person if !is_given(word) && !is_surname => NameKind::Description,
        WordClass::Document => NameKind::Description,
        WordClass::Organisation => NameKind::Organisation,
        WordClass::Unknown
        | WordClass::Person
        | WordClass::Adverb
        | WordClass::Title
        | WordClass::Suffix => {
            let is_verb = found.cue.is_some() && !is_surname;
            let is_word = is_verb
                || found.has(Clue::Common)
                || WordList::Scrap.contains(key)
                || is_abstract(key) && !is_surname
                || is_participle(key);
            if is_word && !is_given(word) {
                NameKind::NoName
            } else if organisation::is_acronym(word) {
                NameKind::Organisation
            } else if is_group(word) {
                NameKind::Description
            } else {
                NameKind::Person
            }
        }
        WordClass::Calendar if is_given(word) => NameKind::Person,
        WordClass::Determiner
        | WordClass::Possessive
        | WordClass::Subject
        | WordClass::Object
        | WordClass::Reflexive
        | WordClass::Relative
        | WordClass::That
        | WordClass::Preposition
        | WordClass::Conjunction
        | WordClass::Subordinator
        | WordClass::Auxiliary
        | WordClass::Calendar => NameKind::NoName,
    }
}

fn kind_behind_article(phrase: &Phrase<'_>) -> Option<NameKind> {
    if !phrase.first.eq_ignore_ascii_case("the") {
        return None;
    }
    let rest = phrase.words.get(1..).unwrap_or_default();
    if is_office(rest) || rest.first().is_some_and(|word| word.starts_with("ex-")) {
        return Some(NameKind::Description);
    }
    if rest.len() >= MOST_WORDS || is_for_person(phrase.last) {
        return Some(NameKind::Description);
    }
    if let Some(kind) = kind_of_possession(rest) {
        return Some(kind);
    }
    let is_named = |word: &&str| is_capital(word) || WordList::Inner.contains(word);
    let is_name = rest.iter().all(is_named) && rest.iter().any(|word| is_capital(word));
    Some(match (is_name, entry(phrase.last).class) {
        (true, _) if is_place(rest) => NameKind::NoName,
        (true, class) if class != WordClass::Document => NameKind::Organisation,
        (true | false, _) => NameKind::Description,
    })
}

/// "Archbishop of Wick": an office, which is nobody's name.
fn is_office(words: &[&str]) -> bool {
    matches!(words, [title, of, _, ..] if is_in(WordList::Title, title) && *of == "of")
}

/// "Aides to Mr. Lund", "Footage of Lund".
fn kind_of_relation(phrase: &Phrase<'_>) -> Option<NameKind> {
    let class = entry(phrase.first).class;
    let is_noun = matches!(class, WordClass::Person | WordClass::Document)
        || phrase.first.ends_with('s')
        || phrase.first.ends_with("age");
    let second = phrase.words.get(1)?;
    let is_related = matches!(*second, "of" | "to" | "for" | "from" | "on" | "in");
    (is_related && is_noun && !is_body(phrase.words)).then_some(NameKind::Description)
}

fn kind_of_scrap(phrase: &Phrase<'_>) -> Option<NameKind> {
    // Given names in "-ly" that are as long are known: "Kimberly".
    let is_long_adverb = phrase.first.len() >= LONG_ADVERB && phrase.first.ends_with("ly");
    let is_adverb = (is_long_adverb || entry(phrase.first).class == WordClass::Adverb)
        && !is_given(phrase.first);
    let is_participle = is_participle(phrase.first) && !is_given(phrase.first);
    let is_shouted = phrase.words.len() > 3
        && !phrase.written.chars().any(char::is_lowercase)
        && !is_given(phrase.first)
        && !is_body(phrase.words);
    (is_adverb || is_participle || is_shouted || phrase.words.len() > MOST_WORDS)
        .then_some(NameKind::NoName)
}

fn kind_of_small_letters(phrase: &Phrase<'_>) -> Option<NameKind> {
    let is_name = is_capital(phrase.first)
        || WordList::Inner.contains(phrase.first)
        || is_brand(phrase.first);
    (!is_name).then_some(NameKind::Description)
}

/// "Former secretary of the club": capitals and small letters that are no name.
fn kind_with_small_words(phrase: &Phrase<'_>) -> Option<NameKind> {
    let is_small = |word: &&str| {
        let is_nickname = word.starts_with(['“', '"', '(', '\'', '‘']);
        !is_capital(word)
            && !WordList::Inner.contains(word)
            && !is_nickname
            && !is_joined_particle(word)
    };
    let rest = phrase.words.get(1..)?;
    if !rest.iter().any(is_small) {
        return None;
    }
    let says_who = phrase.words.iter().any(|word| is_for_person(word));
    Some(if says_who {
        NameKind::Description
    } else {
        NameKind::NoName
    })
}

/// "New Hampshire Democrat", "Top Aide"; "Ana Baker" has a name for a role.
fn kind_of_role(phrase: &Phrase<'_>) -> Option<NameKind> {
    if is_group(phrase.last) {
        return Some(NameKind::Description);
    }
    if !is_for_person(phrase.last) || is_given(phrase.first) {
        return None;
    }
    let (_, before) = phrase.words.split_last()?;
    let describes = |word: &&str| {
        let entry = entry(word);
        entry.is_land
            || entry.class != WordClass::Unknown
            || entry.has(Clue::Common)
            || is_in(WordList::Title, word)
            || organisation::is_acronym(word)
    };
    before
        .iter()
        .any(describes)
        .then_some(NameKind::Description)
}

fn kind_of_common_words(phrase: &Phrase<'_>) -> Option<NameKind> {
    let words = phrase.words;
    let is_headline = words.len() > 2 && words.iter().any(|word| is_headline_verb(word));
    let is_short_name = is_given(phrase.first) && words.len() <= 3;
    let has_common = words.iter().any(|word| is_common(word)) || is_event(phrase.last);
    let names = words
        .iter()
        .filter(|word| entry(word).class != WordClass::Title);
    let is_no_name = is_headline || has_common && !is_short_name || names.count() > MOST_NAME_WORDS;
    is_no_name.then_some(NameKind::NoName)
}

/// Returns what a possession is, such as somebody's campaign; `None` if the words are none.
fn kind_of_possession(words: &[&str]) -> Option<NameKind> {
    let (last, before) = words.split_last()?;
    let has_owner = before.iter().any(|word| is_possessive(word));
    if !is_in(WordList::Owned, last) {
        return (has_owner && !is_capital(last)).then_some(NameKind::Description);
    }
    let is_name = |word: &&str| is_capital(word) || WordList::Inner.contains(word);
    let is_title_case = is_capital(last) && before.len() == 1 && !has_owner;
    if before.is_empty() || is_title_case || !before.iter().all(is_name) {
        return (!is_capital(last)).then_some(NameKind::Description);
    }
    let is_owner = |word: &&str| {
        let found = entry(word);
        let is_word = matches!(found.class, WordClass::Unknown | WordClass::Title);
        is_capital(word) && !found.is_land && is_word && !found.has(Clue::Common)
    };
    let names_owner = before.iter().any(is_owner);
    Some(if names_owner {
        NameKind::Organisation
    } else {
        NameKind::Description
    })
}

/// Returns `true` if words name a body: "State Department", "Committee on Rules".
fn is_body(words: &[&str]) -> bool {
    let [first, .., last] = words else {
        return false;
    };
    let is_surname = words.len() <= 3 && is_given(first) && is_in(WordList::BodySurname, last);
    let is_joined = words
        .iter()
        .skip(1)
        .any(|word| matches!(*word, "of" | "for" | "on"));
    let has_noun_inside =
        words.len() > 2 && is_joined && words.iter().any(|word| is_for_body(word));
    let is_station = words
        .iter()
        .any(|word| word.ends_with("-TV") || word.ends_with("-FM"));
    is_station
        || is_for_body(last) && !is_surname
        || is_in(WordList::CompanyEnd, last)
        || has_noun_inside
}

/// Returns `true` if words name only places: "Florida", "New York".
fn is_place(words: &[&str]) -> bool {
    let ends_so = match words {
        [first, middle @ .., last] => {
            let has_initial = middle.iter().any(|word| bare_word(word).len() < 2);
            is_in(WordList::PlaceEnd, last) && !is_given(first) && !has_initial
        }
        _ => false,
    };
    ends_so
        || WordList::Place.contains(&joined_key(words))
        || words.iter().all(|word| entry(word).is_land)
}

fn joined_key(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| bare_word(word)).collect();
    words.join(" ")
}
