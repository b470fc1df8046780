//! Marks the small words that belong to names: "de" in "Bill de Blasio", "al-Rahim", "I." in "I. M. Pell".

use crate::quotes::mentions::nickname_parts;
use crate::quotes::mentions::surname_parts::{
    find_surnames, is_lone_surname, is_surname, next_capital,
};
use crate::quotes::mentions::written_forms::WordKeySet;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass, WordEntry};
use crate::quotes::words::{lexicon, pieces};

/// The most bytes of what an apostrophe joins to a name: "dell'Acqua".
const LONGEST_ELISION: usize = 4;

/// What a hyphen joins to the noun for a person: "ex-wife", "co-pilot".
const PREFIXES: &[&str] = &["ex", "co", "vice", "deputy", "then"];

/// What ends the name of a position in a team: "Full-forward Ed Bell", "Wing-back Ed Bell".
const POSITIONS: &[&str] = &["forward", "back", "half", "keeper", "striker", "rower"];

/// Marks the words of names that are written small or look like other words.
///
/// It runs from the last word to the first, so that each particle of "von der Leyen" finds the next one marked.
pub(crate) fn mark_name_parts(text: &str, tokens: &mut TokenList) {
    for token in &mut tokens.all {
        if token.is_capital() && token.gives(Clue::Small) {
            token.set_entry(WordEntry::large_noun());
        }
    }
    let surnames = find_surnames(tokens);
    for index in 0..tokens.all.len() {
        let is_compound = has_hyphen(text, tokens, index);
        if is_compound
            && let Some(noun) = noun_of_compound(text, tokens, index)
            && let Some(token) = tokens.all.get_mut(index)
        {
            token.set_entry(noun);
        } else if is_compound
            && (is_common_compound(text, tokens, index) || is_origin(text, tokens, index))
        {
            make_small(tokens, index);
        } else if is_surname(tokens, &surnames, index)
            || is_lone_surname(tokens, &surnames, index)
            || is_given_name_of(tokens, &surnames, index)
            || is_house_number(text, tokens, index)
        {
            mark_part(tokens, index, LetterCase::Capital);
        } else if (is_office_behind_article(tokens, index) || is_small_rep(tokens, index))
            && let Some(token) = tokens.all.get_mut(index)
        {
            token.set_entry(WordEntry::office());
        } else if (is_part_of_rank(tokens, index)
            || is_sister(tokens, index)
            || is_noblewoman(tokens, index))
            && let Some(token) = tokens.all.get_mut(index)
        {
            token.class = WordClass::Title;
        }
    }
    nickname_parts::mark_nicknames(text, tokens);
    for index in (0..tokens.all.len()).rev() {
        if is_particle(text, tokens, index) {
            mark_part(tokens, index, LetterCase::Particle);
        } else if is_misread_initial(text, tokens, index) || is_large_particle(text, tokens, index)
        {
            mark_part(tokens, index, LetterCase::Capital);
        }
    }
}

/// The endings of compounds that say where somebody is from.
const ORIGINS: [&str; 6] = [
    "-based",
    "-born",
    "-bred",
    "-raised",
    "-educated",
    "-trained",
];

fn has_hyphen(text: &str, tokens: &TokenList, index: usize) -> bool {
    let written = tokens.get(index).map(|token| token.range().of(text));
    written.is_some_and(|written| written.bytes().any(|byte| byte == b'-'))
}

/// Returns `true` for a compound that begins a sentence and whose other parts are small: "Tell-tale signs",
/// "Bristol-based Ana Ruiz", but not "Yong-nam Kim" or "Yong-nam said".
fn is_common_compound(text: &str, tokens: &TokenList, index: usize) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    let Some((first, rest)) = token.range().of(text).split_once('-') else {
        return false;
    };
    let begins_sentence = tokens
        .before(index, 1)
        .is_none_or(|before| before.sentence() != token.sentence());
    let is_small = !rest.contains(char::is_uppercase) && rest.chars().count() > 2;
    let is_participle = matches!(token.ending, WordEnding::Ed | WordEnding::Ing);
    let next = tokens.after(index, 1);
    let names = next.is_none_or(|next| {
        next.is_capital() && !is_participle
            || next.entry.cue.is_some() && next.has_class(WordClass::Unknown)
            || next.kind != TokenKind::Word
            || next.has_class(WordClass::Auxiliary)
    });
    token.is_capital() && !first.is_empty() && is_small && begins_sentence && !names
}

/// Returns `true` for a compound that says where somebody is from, inside a sentence: "said Bristol-based Ana Ruiz", but
/// not "the Tull-Reed Group".
fn is_origin(text: &str, tokens: &TokenList, index: usize) -> bool {
    let ends_so = tokens.get(index).is_some_and(|token| {
        let written = token.range().of(text);
        ORIGINS.iter().any(|ending| written.ends_with(ending))
    });
    // "South African-based Tull" has a place of two words.
    let is_begun = tokens
        .before(index, 1)
        .is_some_and(|before| before.is_capital() && before.has_class(WordClass::Unknown));
    ends_so && !is_begun && next_capital(tokens, index).is_some()
}

fn make_small(tokens: &mut TokenList, index: usize) {
    if let Some(token) = tokens.all.get_mut(index) {
        token.case = LetterCase::Lower;
    }
}

/// Returns what is known of the noun in a compound: "mum-of-two", "Ex-husband", "co-pilot".
fn noun_of_compound(text: &str, tokens: &TokenList, index: usize) -> Option<&'static WordEntry> {
    let token = tokens.get(index)?;
    let word = token.range().of(text);
    let (first, rest) = word.split_once('-')?;
    let noun = if PREFIXES
        .iter()
        .any(|prefix| first.eq_ignore_ascii_case(prefix))
    {
        rest
    } else if rest.starts_with("of-") {
        first
    } else {
        let has_name = token.is_capital()
            && next_capital(tokens, index).is_some()
            && next_capital(tokens, index + 1).is_some();
        return (has_name && POSITIONS.contains(&rest)).then(WordEntry::office);
    };
    let entry = lexicon::look_up(WordKey::new(noun));
    let is_open = token.has_class(WordClass::Unknown);
    (is_open && entry.class == WordClass::Person).then_some(entry)
}

/// Returns `true` for "No" in "No 10", which is no adverb there.
fn is_house_number(text: &str, tokens: &TokenList, index: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(index), tokens.after(index, 1)) else {
        return false;
    };
    token.is_capital()
        && next.kind == TokenKind::Number
        && is_house(token.range().of(text), next.range().of(text))
}

/// Returns `true` for words that name a house by its number alone: "Number 10", "No. 11".
pub(crate) fn is_house(word: &str, number: &str) -> bool {
    let pair = lexicon::look_up_pair(word.trim_end_matches('.'), number);
    pair.class == WordClass::Organisation
}

/// Returns `true` for a part of a rank that is another word elsewhere: "Con" in "Det Con".
fn is_part_of_rank(tokens: &TokenList, index: usize) -> bool {
    let follows_title = tokens
        .before(index, 1)
        .is_some_and(|before| before.is_capital() && before.has_class(WordClass::Title));
    follows_title
        && tokens
            .get(index)
            .is_some_and(|token| token.is_capital() && token.gives(Clue::Rank))
        && next_capital(tokens, index).is_some()
}

/// Returns `true` for a given name that is also a place, where both "Ms Holt" and "Paris Holt" appear.
fn is_given_name_of(tokens: &TokenList, surnames: &WordKeySet, index: usize) -> bool {
    let Some(token) = tokens.get(index).filter(|token| token.is_capital()) else {
        return false;
    };
    let is_bare = !token.is_possessive && token.entry.given.is_none() && token.entry.is_land;
    is_bare
        && next_capital(tokens, index).is_some_and(|next| {
            let is_unknown = next.has_class(WordClass::Unknown) && !next.entry.is_land;
            is_unknown && !next.entry.is_place && surnames.contains(&next.word.key())
        })
}

pub(super) fn mark_part(tokens: &mut TokenList, index: usize, case: LetterCase) {
    if let Some(token) = tokens.all.get_mut(index) {
        let is_particle = token.gives(Clue::Particle) || token.gives(Clue::NameParticle);
        token.case = case;
        token.set_entry(if is_particle {
            WordEntry::particle()
        } else {
            WordEntry::unknown()
        });
    }
}

/// Returns `true` for "Sr" before a name, where it is a nun's title: "said Sr Ana Ruiz", but not "Ed Bell Sr".
fn is_sister(tokens: &TokenList, index: usize) -> bool {
    let is_after_name = tokens.before(index, 1).is_some_and(TextToken::is_capital);
    tokens
        .get(index)
        .is_some_and(|token| token.is_capital() && token.is_any(&["sr"]))
        && !is_after_name
        && next_capital(tokens, index).is_some()
}

/// Returns `true` for "Lady" before a name: "Lady Bell said", but not "First Lady Ana Bell".
fn is_noblewoman(tokens: &TokenList, index: usize) -> bool {
    let before = tokens.before(index, 1);
    let is_free = before.is_none_or(|before| {
        !before.is_capital() && !before.has_class(WordClass::Determiner)
            || before.kind == TokenKind::Stop
    });
    tokens
        .get(index)
        .is_some_and(|token| token.case == LetterCase::Capital && token.is_any(&["lady"]))
        && is_free
        && next_capital(tokens, index).is_some()
}

/// Returns `true` for a given name that is an office behind "the": "the Dean", "the Dean of Harrow", but not "the Dean family".
fn is_office_behind_article(tokens: &TokenList, index: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(index), tokens.before(index, 1)) else {
        return false;
    };
    let is_office = token.is_capital() && token.entry.given.is_some() && token.gives(Clue::Unnamed);
    let is_alone = tokens.after(index, 1).is_none_or(|next| {
        next.kind != TokenKind::Word
            || next.entry.cue.is_some()
            || next.has_class(WordClass::Auxiliary)
            || next.is_any(&["of"])
    });
    is_office && is_alone && before.is_any(&["the"])
}

/// Returns `true` for "rep" as a noun: "a rep for Ana Ruiz", but not "Rep. Ana Ruiz".
fn is_small_rep(tokens: &TokenList, index: usize) -> bool {
    let is_small = tokens
        .get(index)
        .is_some_and(|token| !token.is_capital() && token.is_any(&["rep"]));
    let next = tokens.after(index, 1);
    is_small && next.is_none_or(|next| !next.is_capital())
}

fn is_particle(text: &str, tokens: &TokenList, index: usize) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    if token.kind != TokenKind::Word || token.case != LetterCase::Lower {
        return false;
    }
    if is_joined_particle(token.range().of(text)) {
        return true;
    }
    // "Wim van 't Hoff": the mark before the letter is no token.
    let is_elided = || token.range().of(text) == "t" && follows_particle(tokens, index);
    let is_known = token.gives(Clue::Particle) || token.gives(Clue::NameParticle) || is_elided();
    is_known
        && next_capital(tokens, index).is_some()
        && (token.gives(Clue::Particle) || is_elided() || follows_name(tokens, index, token))
}

/// Returns `true` if a small article or preposition is joined to a capital: "al-Rahim", "d'Arcy".
fn is_joined_particle(word: &str) -> bool {
    let Some((prefix, rest)) = word.split_once(['-', '\'', '’']) else {
        return false;
    };
    let is_hyphen = word
        .get(prefix.len()..)
        .is_some_and(|rest| rest.starts_with('-'));
    let fits = if is_hyphen {
        let entry = lexicon::look_up(WordKey::new(prefix));
        entry.has(Clue::Particle) || entry.has(Clue::JoinedParticle)
    } else {
        prefix.len() <= LONGEST_ELISION && prefix.chars().all(char::is_lowercase)
    };
    fits && rest.starts_with(char::is_uppercase) && rest.chars().count() > 2
}

fn follows_particle(tokens: &TokenList, index: usize) -> bool {
    let before = tokens.before(index, 1);
    before.is_some_and(|before| before.gives(Clue::Particle) || before.gives(Clue::NameParticle))
}

/// Returns `true` if a name comes before a word that is a particle only then: "Sanne ten Brink", but not "ten Labour
/// members"; "van Dyke said" begins its clause.
fn follows_name(tokens: &TokenList, index: usize, token: &TextToken) -> bool {
    let before = tokens.before(index, 1).filter(|before| {
        before.sentence() == token.sentence() && before.region() == token.region()
    });
    let Some(before) = before else {
        return token.has_class(WordClass::Unknown);
    };
    if before.is_capital() {
        let is_named = before.entry.given.is_some() || before.has_class(WordClass::Title);
        let is_like_name = before.has_class(WordClass::Unknown);
        return is_named || is_like_name && token.has_class(WordClass::Unknown);
    }
    if before.gives(Clue::Particle) || before.gives(Clue::NameParticle) {
        return follows_name_far(tokens, index);
    }
    let begins_phrase = before.entry.cue.is_some()
        || before.kind != TokenKind::Word
        || matches!(
            before.class,
            WordClass::Conjunction | WordClass::Subordinator | WordClass::That
        );
    token.gives(Clue::NameParticle)
        && token.has_class(WordClass::Unknown)
        && before.kind != TokenKind::Number
        && begins_phrase
}

/// "Vincent van den Berg": a capital comes before the particles.
fn follows_name_far(tokens: &TokenList, index: usize) -> bool {
    tokens.before(index, 2).is_some_and(TextToken::is_capital)
}

/// Returns `true` for an "I." that is an initial and no pronoun: "I. M. Pell".
fn is_misread_initial(text: &str, tokens: &TokenList, index: usize) -> bool {
    let Some(token) = tokens
        .get(index)
        .filter(|token| token.range().of(text) == "I.")
    else {
        return false;
    };
    let is_after_name = tokens.before(index, 1).is_some_and(|before| {
        before.sentence() == token.sentence() && before.entry.given.is_some() && before.is_capital()
    });
    next_capital(tokens, index)
        .is_some_and(|next| is_after_name || pieces::is_initial(next.range().of(text)))
}

/// Returns `true` for a particle with a capital that is also a short title: "Guillermo Del Bosque", but not "Del.
/// Price".
fn is_large_particle(text: &str, tokens: &TokenList, index: usize) -> bool {
    tokens.get(index).is_some_and(|token| {
        token.has_class(WordClass::Title)
            && token.gives(Clue::Particle)
            && token.is_capital()
            && !token.range().of(text).ends_with('.')
    })
}
