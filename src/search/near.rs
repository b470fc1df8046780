//! Looks for words that are written nearly as those of a query, and for sources by their initials.
//!
//! Which words there are, and how much a query finds, is asked of the engine.

use std::cmp::Reverse;

use super::forms::form_key;
use super::hits::NearOffer;
use super::initials::is_short_for;
use super::query::{Clause, QueryWords, WordField, without_double_marks};
use super::words::split_words;
use crate::article::TextRange;
use crate::text::{Clean, fold};

/// The shortest word that is compared, in characters: too many words differ by a letter from a shorter one.
const SHORTEST: usize = 5;

/// The shortest word that may differ by two letters.
const SHORTEST_FOR_TWO: usize = 8;

/// The most words that are tried in place of one.
const TRIED: usize = 8;

/// With more hits than this, nothing is looked for: hardly anyone gets to the end of so many.
const FEW: usize = 200;

/// The most offers.
const OFFERS: usize = 5;

/// Where words are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordList {
    /// The texts that are searched.
    Texts,
    /// The names of speakers.
    Speakers,
    /// The names of sources.
    Sources,
}

/// Letters that words are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearWord<'a> {
    /// The folded word.
    pub word: &'a str,
    /// How many letters may differ; two that were swapped are one.
    pub distance: u8,
    /// Whether it is enough that a word begins so.
    pub is_prefix: bool,
}

/// An engine that knows its words.
pub trait WordSource {
    /// Why it cannot be asked.
    type Error;

    /// Returns the words of a list that are written nearly so, but not the word itself, the most frequent first.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn near_words(&self, list: WordList, near: NearWord<'_>) -> Result<Vec<String>, Self::Error>;

    /// Returns `true` if a list has a word.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn has_word(&self, list: WordList, word: &str) -> Result<bool, Self::Error>;

    /// Returns the names of all sources.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn source_names(&self) -> Result<Vec<String>, Self::Error>;

    /// Counts what a query finds.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn count_hits(&self, clause: &Clause) -> Result<usize, Self::Error>;
}

/// Looks for similar spellings.
pub(crate) struct NearSearch<'a, W> {
    pub(crate) words: &'a W,
    pub(crate) clause: &'a Clause,
    /// The number of exact hits.
    pub(crate) total: usize,
    pub(crate) is_wanted: &'a dyn Fn() -> bool,
}

/// What may be asked for instead of some words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Alternative {
    place: TextRange,
    words: QueryWords,
    /// The words as they are written in a query.
    written: String,
    label: String,
}

impl<W: WordSource> NearSearch<'_, W> {
    /// Returns the offers that have hits, the closest first; of equally close ones those with the most hits.
    ///
    /// With very many exact hits there are none.
    pub(crate) fn find_offers(&self) -> Result<Vec<NearOffer>, W::Error> {
        if self.total > FEW {
            return Ok(Vec::new());
        }
        let unknown_names = self.unknown_names()?;
        if !unknown_names.is_empty() {
            return self.offer_names(&unknown_names);
        }
        let mut offers = Vec::new();
        for words in self
            .places()
            .filter_map(|(field, words)| field.is_none().then_some(words))
        {
            offers.extend(self.offer_words(words)?);
        }
        offers.truncate(OFFERS);
        Ok(offers)
    }

    /// Returns the words with a place, and the fields they are in; `None` for the text.
    fn places(&self) -> impl Iterator<Item = (Option<WordField>, &QueryWords)> {
        let mut places = Vec::new();
        self.clause.visit_positive(&mut |clause| match clause {
            Clause::Word(words) => places.push((None, words)),
            Clause::Field(field, words) => places.push((Some(*field), words)),
            Clause::All(_)
            | Clause::Any(_)
            | Clause::Not(_)
            | Clause::Anything
            | Clause::Phrase(_)
            | Clause::Days { .. }
            | Clause::Is(_) => {}
        });
        places
            .into_iter()
            .filter(|(_, words)| words.place.is_some())
    }

    /// Returns offers for a word of the text.
    fn offer_words(&self, words: &QueryWords) -> Result<Vec<NearOffer>, W::Error> {
        let Some(word) = words.words.first() else {
            return Ok(Vec::new());
        };
        for distance in 1..=letters_allowed(word) {
            if !(self.is_wanted)() {
                return Ok(Vec::new());
            }
            let mut near = self.near_words(WordList::Texts, (word, distance), false)?;
            if words.is_prefix {
                near.retain(|near| !near.starts_with(word.as_str()));
                if near.is_empty() && self.total == 0 {
                    near = self.near_words(WordList::Texts, (word, distance), true)?;
                }
            }
            let mut offers = Vec::new();
            for near in one_of_each_stem(near, word) {
                let offer = alternative(None, words, vec![near.clone()], &near);
                offers.extend(self.count_offer(&[&offer])?);
            }
            offers.sort_by_key(|offer| Reverse(offer.total));
            if !offers.is_empty() {
                return Ok(offers);
            }
        }
        Ok(Vec::new())
    }

    /// Returns for each name of a speaker or source that nothing has the names with a similar spelling.
    fn unknown_names(&self) -> Result<Vec<Vec<Alternative>>, W::Error> {
        let mut unknown = Vec::new();
        if self.total > 0 {
            return Ok(unknown);
        }
        for (field, words) in self.places() {
            let Some(field) = field else {
                continue;
            };
            let clause = Clause::Field(field, words.clone());
            if self.words.count_hits(&clause)? > 0 {
                continue;
            }
            let mut near = match field {
                WordField::In => self.sources_in_short(words)?,
                WordField::Said
                | WordField::About
                | WordField::Tag
                | WordField::Note
                | WordField::Title
                | WordField::Author
                | WordField::Url => Vec::new(),
            };
            near.extend(self.names_nearly(field, words)?);
            near.dedup();
            if !near.is_empty() {
                unknown.push(near);
            }
        }
        Ok(unknown)
    }

    /// Returns offers in which each unknown name is replaced; all but the first by the closest.
    fn offer_names(&self, unknown: &[Vec<Alternative>]) -> Result<Vec<NearOffer>, W::Error> {
        let Some((first, rest)) = unknown.split_first() else {
            return Ok(Vec::new());
        };
        let rest: Vec<&Alternative> = rest.iter().filter_map(|near| near.first()).collect();
        let mut offers = Vec::new();
        for near in first {
            let all: Vec<&Alternative> =
                std::iter::once(near).chain(rest.iter().copied()).collect();
            offers.extend(self.count_offer(&all)?);
        }
        offers.truncate(OFFERS);
        Ok(offers)
    }

    /// Returns the sources whose names are those letters in short, or the other way round.
    fn sources_in_short(&self, words: &QueryWords) -> Result<Vec<Alternative>, W::Error> {
        let wanted: Vec<&str> = words.words.iter().map(String::as_str).collect();
        let mut near = Vec::new();
        for name in self.words.source_names()? {
            let folded = fold::fold_key(&name);
            let known: Vec<&str> = split_words(&folded)
                .map(|range| range.of(&folded))
                .collect();
            if is_short_for(&wanted, &known) || is_short_for(&known, &wanted) {
                let known = known.into_iter().map(str::to_owned).collect();
                near.push(alternative(Some(WordField::In), words, known, &name));
            }
        }
        near.truncate(TRIED);
        Ok(near)
    }

    /// Returns names in which the words that no name has are replaced by ones with a similar spelling.
    fn names_nearly(
        &self,
        field: WordField,
        words: &QueryWords,
    ) -> Result<Vec<Alternative>, W::Error> {
        let list = match field {
            WordField::Said => WordList::Speakers,
            WordField::In => WordList::Sources,
            WordField::About
            | WordField::Tag
            | WordField::Note
            | WordField::Title
            | WordField::Author
            | WordField::Url => return Ok(Vec::new()),
        };
        let mut found = Vec::new();
        for (number, word) in words.words.iter().enumerate() {
            if self.words.has_word(list, word)? {
                continue;
            }
            for distance in 1..=letters_allowed(word) {
                if !(self.is_wanted)() {
                    return Ok(Vec::new());
                }
                let mut near = self.near_words(list, (word, distance), false)?;
                if near.is_empty() && words.is_prefix && number + 1 == words.words.len() {
                    near = self.near_words(list, (word, distance), true)?;
                }
                for near in near.iter().take(TRIED) {
                    let mut replaced = words.words.clone();
                    if let Some(word) = replaced.get_mut(number) {
                        word.clone_from(near);
                    }
                    let name = replaced.join(" ");
                    found.push(alternative(Some(field), words, replaced, &name));
                }
                if !near.is_empty() {
                    break;
                }
            }
        }
        Ok(found)
    }

    fn near_words(
        &self,
        list: WordList,
        (word, distance): (&str, u8),
        is_prefix: bool,
    ) -> Result<Vec<String>, W::Error> {
        let near = NearWord {
            word,
            distance,
            is_prefix,
        };
        self.words.near_words(list, near)
    }

    /// Counts what the query finds with other words; `None` if that is nothing, or no longer wanted.
    fn count_offer(&self, instead: &[&Alternative]) -> Result<Option<NearOffer>, W::Error> {
        if !(self.is_wanted)() {
            return Ok(None);
        }
        let mut clause = self.clause.clone();
        for near in instead {
            clause = clause.with_words_at(near.place, &near.words);
        }
        let total = self.words.count_hits(&clause)?;
        let mut replacements: Vec<(TextRange, Clean)> = instead
            .iter()
            .map(|near| (near.place, Clean::line(&near.written)))
            .collect();
        replacements.sort_by_key(|(place, _)| place.start);
        let labels: Vec<&str> = instead.iter().map(|near| near.label.as_str()).collect();
        Ok((total > 0).then(|| NearOffer {
            replacements,
            label: Clean::line(&labels.join(" ")),
            total,
        }))
    }
}

/// Returns other words for a place of the query, `name` as they are written.
fn alternative(
    field: Option<WordField>,
    known: &QueryWords,
    words: Vec<String>,
    name: &str,
) -> Alternative {
    // A name of several words is one value only between marks, which it cannot have itself.
    let name = without_double_marks(name);
    let written = if words.len() > 1 {
        format!("\"{name}\"")
    } else {
        name
    };
    let label = match field {
        Some(WordField::Said) => format!("said:{written}"),
        Some(WordField::In) => format!("in:{written}"),
        Some(
            WordField::About
            | WordField::Tag
            | WordField::Note
            | WordField::Title
            | WordField::Author
            | WordField::Url,
        )
        | None => written.clone(),
    };
    Alternative {
        place: known.place.unwrap_or_default(),
        words: QueryWords {
            words,
            is_prefix: false,
            ..known.clone()
        },
        written,
        label,
    }
}

/// Returns how many letters may differ from a word; 0 if it is short or has digits.
fn letters_allowed(word: &str) -> u8 {
    match word.chars().count() {
        _ if word.chars().any(char::is_numeric) => 0,
        SHORTEST_FOR_TWO.. => 2,
        SHORTEST.. => 1,
        _ => 0,
    }
}

/// Keeps the most frequent form of each near word; forms of the word itself are exact hits.
fn one_of_each_stem(near: Vec<String>, word: &str) -> Vec<String> {
    let mut stems = vec![form_key(word)];
    let mut kept = Vec::new();
    for near in near {
        let stem = form_key(&near);
        if kept.len() < TRIED && !stems.contains(&stem) {
            stems.push(stem);
            kept.push(near);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::query::Query;

    /// Words without any that is near, which counts how often it was looked for one.
    #[derive(Default)]
    struct NoWords {
        asked: Cell<usize>,
    }

    impl WordSource for NoWords {
        type Error = Infallible;

        fn near_words(&self, _: WordList, _: NearWord<'_>) -> Result<Vec<String>, Infallible> {
            self.asked.set(self.asked.get() + 1);
            Ok(Vec::new())
        }

        fn has_word(&self, _: WordList, _: &str) -> Result<bool, Infallible> {
            Ok(false)
        }

        fn source_names(&self) -> Result<Vec<String>, Infallible> {
            Ok(Vec::new())
        }

        fn count_hits(&self, _: &Clause) -> Result<usize, Infallible> {
            Ok(0)
        }
    }

    #[rstest]
    #[case::a_word("lanterns ", true, 2)]
    #[case::a_word_being_typed("lanterns", true, 4)]
    #[case::a_short_word("lamps ", true, 1)]
    #[case::a_name("said:lanterns ", true, 2)]
    #[case::words_that_nobody_waits_for("lanterns ferries ", false, 0)]
    #[case::a_name_that_nobody_waits_for("said:lanterns ", false, 0)]
    fn words_are_looked_for_as_long_as_somebody_waits(
        #[case] text: &str,
        #[case] is_wanted: bool,
        #[case] asked: usize,
    ) {
        let query = Query::parse_text(text, date(2026, 5, 6));
        let words = NoWords::default();
        let search = NearSearch {
            words: &words,
            clause: &query.clause.unwrap(),
            total: 0,
            is_wanted: &|| is_wanted,
        };
        assert_eq!(search.find_offers(), Ok(Vec::new()));
        assert_eq!(words.asked.get(), asked);
    }
}
