//! The words of a shared archive, to look for similar spellings.
//!
//! An edit leaves some part of a word as it is. The server looks for words with such a part at about its place, and the distance is
//! measured here.

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::HashMap;

use super::compile::compile_query;
use super::hits::table_of;
use super::listing::count_sources;
use crate::library::listing::SourceCount;
use crate::search::counts::MOST_COUNTED;
use crate::search::hits::{HitRequest, SearchHits};
use crate::search::near::{NearSearch, NearWord, WordList, WordSource};
use crate::search::query::Clause;
use crate::search::words::split_words;
use crate::shared::client::SharedConnection;
use crate::shared::error::{SharedError, SharedResult};
use crate::shared::sql_text::text_array;
use crate::shared::terms::quote_term;
use crate::text::fold;

/// The words of quotes, whatever is searched: those of whole stories are not counted. What follows is in how many they are.
const TEXTS: (&str, &str) = ("word_counts", "sum(quotes)");

/// The words of names. What follows is how often the people are quoted who have them.
const SPEAKERS: (&str, &str) = (
    "names n, unnest(tsvector_to_array(words)) AS word",
    "sum(greatest(1, (SELECT max(p.quotes) FROM people p WHERE p.name = n.name)))",
);

/// The words of a shared archive, for a request.
struct SharedWords<'a> {
    connection: RefCell<&'a mut SharedConnection>,
    ask: &'a HitRequest<'a>,
    /// The sources, as soon as they were asked for.
    sources: OnceCell<Vec<SourceCount>>,
}

/// Adds to hits that were counted what words with a similar spelling would find.
pub(super) fn add_offers(
    connection: &mut SharedConnection,
    ask: &HitRequest<'_>,
    found: SearchHits,
    is_wanted: &dyn Fn() -> bool,
) -> SharedResult<SearchHits> {
    let (Some(clause), Some(total)) = (&ask.query.clause, found.total) else {
        return Ok(found);
    };
    let words = SharedWords {
        connection: RefCell::new(connection),
        ask,
        sources: OnceCell::new(),
    };
    let near = NearSearch {
        words: &words,
        clause,
        total,
        is_wanted,
    };
    Ok(SearchHits {
        near: near.find_offers()?,
        ..found
    })
}

impl SharedWords<'_> {
    /// Returns the sources.
    fn sources(&self) -> SharedResult<&[SourceCount]> {
        if let Some(known) = self.sources.get() {
            return Ok(known);
        }
        let counted = count_sources(&mut self.connection.borrow_mut())?;
        Ok(self.sources.get_or_init(|| counted))
    }

    /// Returns how many articles each word of the names of sources is in.
    fn source_words(&self) -> SharedResult<HashMap<String, u64>> {
        let mut words: HashMap<String, u64> = HashMap::new();
        for source in self.sources()? {
            let folded = fold::fold_key(&source.name);
            for word in split_words(&folded) {
                *words.entry(word.of(&folded).to_owned()).or_default() += source.articles as u64;
            }
        }
        Ok(words)
    }

    /// Returns the words that have a part of one in common, with how often each is there.
    fn list_words(
        &self,
        (table, count): (&str, &str),
        near: NearWord<'_>,
    ) -> SharedResult<HashMap<String, u64>> {
        let PartsOfWord {
            starts,
            mut middles,
            mut ends,
        } = PartsOfWord::of_near(near);
        if near.is_prefix {
            // What follows the beginning of a word moves its end.
            middles.append(&mut ends);
        }
        let length = near.word.chars().count();
        let distance = usize::from(near.distance);
        let (least, most) = (length.saturating_sub(distance), length + distance);
        let longest = if near.is_prefix {
            String::new()
        } else {
            format!(" AND char_length(word) <= {most}")
        };
        let letters_of = |parts: &[String]| parts.first().map_or(0, |part| part.chars().count());
        let question = format!(
            "SELECT word, {count}::bigint FROM {table} WHERE char_length(word) >= {least}{longest} AND (left(word, {}) = ANY ($1::text[])
                OR right(word, {}) = ANY ($2::text[]) OR word LIKE ANY ($3::text[]))
             GROUP BY word HAVING {count} > 0",
            letters_of(&starts),
            letters_of(&ends)
        );
        let middles = middles.iter().map(|part| like_pattern(part)).collect();
        let values = [starts, ends, middles];
        let values = values.map(|parts| text_array(parts.iter().map(String::as_str)));
        let values = values.each_ref().map(|value| Some(value.as_str()));
        let mut words = HashMap::new();
        let mut connection = self.connection.borrow_mut();
        connection.query_each(&question, &values, &mut |row| {
            if let (Some(word), Some(count)) = (row.raw(0), row.parsed(1)) {
                words.insert(word.to_owned(), count);
            }
            Ok(())
        })?;
        Ok(words)
    }
}

impl WordSource for SharedWords<'_> {
    type Error = SharedError;

    fn near_words(&self, list: WordList, near: NearWord<'_>) -> SharedResult<Vec<String>> {
        let words = match list {
            WordList::Texts => self.list_words(TEXTS, near)?,
            WordList::Speakers => self.list_words(SPEAKERS, near)?,
            WordList::Sources => self.source_words()?,
        };
        let words = words.into_iter();
        let mut words: Vec<(String, u64)> = words
            .filter(|(word, _)| word != near.word && is_near(word, near))
            .collect();
        words.sort_by(|(one, often), (other, other_often)| {
            (Reverse(often), one).cmp(&(Reverse(other_often), other))
        });
        Ok(words.into_iter().map(|(word, _)| word).collect())
    }

    fn has_word(&self, list: WordList, word: &str) -> SharedResult<bool> {
        let question = match list {
            WordList::Texts => {
                "SELECT EXISTS (SELECT 1 FROM word_counts WHERE word = $1 GROUP BY word HAVING sum(quotes) > 0)"
            }
            WordList::Speakers => "SELECT EXISTS (SELECT 1 FROM names WHERE words @@ $1::tsquery)",
            WordList::Sources => return Ok(self.source_words()?.contains_key(word)),
        };
        let value = match list {
            WordList::Speakers => quote_term(word),
            WordList::Texts | WordList::Sources => word.to_owned(),
        };
        let rows = self
            .connection
            .borrow_mut()
            .query(question, &[Some(&value)])?;
        Ok(rows.first().is_some_and(|row| row.is_true(0)))
    }

    fn source_names(&self) -> SharedResult<Vec<String>> {
        let names = self.sources()?.iter();
        Ok(names.map(|source| source.name.to_string()).collect())
    }

    fn count_hits(&self, clause: &Clause) -> SharedResult<usize> {
        let condition = compile_query(clause, self.ask.scope, self.ask.flags);
        let question = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {} x WHERE {} LIMIT {MOST_COUNTED}) n",
            table_of(self.ask.scope),
            condition.condition
        );
        let values = condition.values.iter();
        let values: Vec<Option<&str>> = values.map(|value| Some(value.as_str())).collect();
        let rows = self.connection.borrow_mut().query(&question, &values)?;
        Ok(rows.first().and_then(|row| row.parsed(0)).unwrap_or(0))
    }
}

/// Parts of a word, of which all that is written nearly so has at least one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct PartsOfWord {
    starts: Vec<String>,
    middles: Vec<String>,
    ends: Vec<String>,
}

impl PartsOfWord {
    /// Splits a word into one part more than it may have edits.
    fn of_near(near: NearWord<'_>) -> Self {
        let letters: Vec<char> = near.word.chars().collect();
        let count = usize::from(near.distance) + 1;
        let bounds: Vec<usize> = (0..=count)
            .map(|part| letters.len() * part / count)
            .collect();
        let mut parts = Self::default();
        parts.add_parts(&letters, &bounds);
        // Letters that are swapped over the bounds of two parts are one edit and change both.
        for bound in bounds.iter().skip(1).take(count - 1) {
            let mut swapped = letters.clone();
            if let Some(before) = bound.checked_sub(1).filter(|_| *bound < swapped.len()) {
                swapped.swap(before, *bound);
                parts.add_parts(&swapped, &bounds);
            }
        }
        parts
    }

    fn add_parts(&mut self, letters: &[char], bounds: &[usize]) {
        let parts = bounds.windows(2).filter_map(|bounds| match bounds {
            [from, to] => Some(letters.get(*from..*to)?.iter().collect::<String>()),
            _ => None,
        });
        let mut parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        self.ends.extend(parts.pop());
        let mut parts = parts.into_iter();
        self.starts.extend(parts.next());
        self.middles.extend(parts);
    }
}

/// Returns the pattern of what holds a part: <https://www.postgresql.org/docs/15/functions-matching.html>.
fn like_pattern(part: &str) -> String {
    let mut pattern = String::from("%");
    for letter in part.chars() {
        if matches!(letter, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Returns `true` if a word, or its beginning if that is enough, is within the distance.
fn is_near(word: &str, near: NearWord<'_>) -> bool {
    let distance = usize::from(near.distance);
    if !near.is_prefix {
        return strsim::osa_distance(word, near.word) <= distance;
    }
    let length = near.word.chars().count();
    let letters: Vec<char> = word.chars().collect();
    let starts = length.saturating_sub(distance)..=(length + distance).min(letters.len());
    starts
        .filter_map(|end| letters.get(..end))
        .any(|start| strsim::osa_distance(&start.iter().collect::<String>(), near.word) <= distance)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn near(word: &str, distance: u8, is_prefix: bool) -> NearWord<'_> {
        NearWord {
            word,
            distance,
            is_prefix,
        }
    }

    #[rstest]
    #[case::a_letter("lanterm", 1, false, true)]
    #[case::swapped("lanetrn", 1, false, true)]
    #[case::two_letters("lamterm", 1, false, false)]
    #[case::two_letters_are_allowed("lamterm", 2, false, true)]
    #[case::a_longer_word("lanternlight", 1, false, false)]
    #[case::its_beginning("lantermlight", 1, true, true)]
    fn words_are_near(
        #[case] word: &str,
        #[case] distance: u8,
        #[case] is_prefix: bool,
        #[case] expected: bool,
    ) {
        assert_eq!(
            is_near(word, near("lantern", distance, is_prefix)),
            expected
        );
    }

    /// Returns `true` if the server would return a word.
    fn is_looked_at(word: &str, parts: &PartsOfWord, is_prefix: bool) -> bool {
        parts
            .starts
            .iter()
            .any(|part| word.starts_with(part.as_str()))
            || parts
                .middles
                .iter()
                .any(|part| word.contains(part.as_str()))
            || parts.ends.iter().any(|part| {
                word.ends_with(part.as_str()) || (is_prefix && word.contains(part.as_str()))
            })
    }

    proptest! {
        #[test]
        fn whatever_is_near_has_a_part_of_the_word(
            word in "[a-e]{5,9}",
            edits in prop::collection::vec((0..4_usize, 0..12_usize, "[a-e]"), 1..3),
            rest in "[a-e]{0,3}",
        ) {
            let mut letters: Vec<char> = word.chars().collect();
            for (kind, at, letter) in &edits {
                let letter = letter.chars().next().unwrap();
                let at = at % letters.len();
                match kind {
                    0 => letters[at] = letter,
                    1 => letters.insert(at, letter),
                    2 => drop(letters.remove(at)),
                    _ if at > 0 => letters.swap(at - 1, at),
                    _ => {}
                }
            }
            let edited: String = letters.iter().collect();
            let distance = u8::try_from(edits.len()).unwrap();
            for (edited, is_prefix) in [(edited.clone(), false), (format!("{edited}{rest}"), true)] {
                let near = near(&word, distance, is_prefix);
                if is_near(&edited, near) {
                    prop_assert!(is_looked_at(&edited, &PartsOfWord::of_near(near), is_prefix), "{edited}");
                }
            }
        }
    }
}
