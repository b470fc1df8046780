//! Finds phrases of which one word is another or missing, to be offered when a phrase is not found.

use tantivy::Term;
use tantivy::query::{BooleanQuery, PhraseQuery, Query};

use crate::search::hits::{HitRequest, PartialPhrase, SearchHits};
use crate::search::marks::add_partial_marks;
use crate::search::query::{self, Clause, QueryWords};

use super::answers::{compile_request, search_span};
use super::documents::day_number;
use super::hit_counts::count_hits;
use super::reader::{Index, catch_panic};
use super::relevant::best_documents;
use super::schema::{FIELDS, TextFields};
use super::{Result, fetch};

/// The fewest words of a phrase that may have a wrong one.
const FEWEST: usize = 3;

impl Index {
    /// Returns the hits that have all words of the query's only phrase but one, the most relevant first.
    ///
    /// `None` if the query has no phrase of three words or more, or several, or as soon as `is_wanted` returns `false`.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn find_partial_phrase(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<PartialPhrase>> {
        let _span = search_span("partial phrase", ask).entered();
        let Some((words, rest)) = ask.query.clause.as_ref().and_then(split_phrase) else {
            return Ok(None);
        };
        catch_panic(|| self.search_partial(ask, &words, rest, is_wanted))
    }

    fn search_partial(
        &self,
        ask: &HitRequest<'_>,
        words: &QueryWords,
        rest: Option<Clause>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<PartialPhrase>> {
        let Some((searcher, columns)) = self.open_commit()? else {
            return Ok(None);
        };
        let mut parts = vec![partial_query(FIELDS.texts_of(ask.scope), words)];
        if let Some(rest) = &rest {
            parts.push(compile_request(ask, rest, (&searcher, &columns))?);
        }
        let query = BooleanQuery::intersection(parts);
        let Some(tally) = count_hits(&searcher, &columns, &query, is_wanted)? else {
            return Ok(None);
        };
        let (limit, today) = (ask.limit.min(tally.hits), day_number(Some(ask.today)));
        let addresses = best_documents(&searcher, &columns, &query, limit, today, false)?;
        let rest = query::Query {
            clause: rest,
            ..query::Query::default()
        };
        let mut hits = fetch::read_hits(&searcher, &columns, &addresses, &rest)?;
        for hit in &mut hits {
            add_partial_marks(&words.words, &hit.text, &hit.fragments, &mut hit.marks);
        }
        let hits = SearchHits {
            hits,
            total: Some(tally.hits),
            speakers: tally.speakers,
            sources: tally.sources,
            ..SearchHits::default()
        };
        Ok(Some(PartialPhrase {
            found: words.words.len() - 1,
            wanted: words.words.len(),
            hits,
        }))
    }
}

/// Returns the words of a clause's only phrase, if they are enough, and what else the clause asks for.
fn split_phrase(clause: &Clause) -> Option<(QueryWords, Option<Clause>)> {
    let clauses = match clause {
        Clause::All(clauses) => clauses.as_slice(),
        Clause::Phrase(_) => std::slice::from_ref(clause),
        Clause::Any(_)
        | Clause::Not(_)
        | Clause::Word(_)
        | Clause::Anything
        | Clause::Field(..)
        | Clause::Days { .. }
        | Clause::Is(_) => return None,
    };
    let phrases = clauses.iter().filter_map(|clause| match clause {
        Clause::Phrase(words) if words.words.len() > 1 => Some(words),
        Clause::Phrase(_)
        | Clause::All(_)
        | Clause::Any(_)
        | Clause::Not(_)
        | Clause::Word(_)
        | Clause::Anything
        | Clause::Field(..)
        | Clause::Days { .. }
        | Clause::Is(_) => None,
    });
    let phrases: Vec<&QueryWords> = phrases.collect();
    let [words] = phrases.as_slice() else {
        return None;
    };
    let is_other = |other: &&Clause| !matches!(other, Clause::Phrase(phrase) if phrase == *words);
    let rest: Vec<Clause> = clauses.iter().filter(is_other).cloned().collect();
    let rest = (!rest.is_empty()).then_some(Clause::All(rest));
    (words.words.len() >= FEWEST).then(|| ((*words).clone(), rest))
}

/// Returns a query for the phrase with another word in the place of one, or without one.
fn partial_query(fields: TextFields, words: &QueryWords) -> Box<dyn Query> {
    let terms: Vec<Term> = words
        .words
        .iter()
        .map(|word| Term::from_field_text(fields.words, word))
        .collect();
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for wrong in 0..terms.len() {
        let rest = terms.iter().enumerate();
        let rest = rest.filter(|(number, _)| *number != wrong);
        let rest: Vec<(usize, Term)> = rest.map(|(number, term)| (number, term.clone())).collect();
        let adjacent = rest.iter().map(|(_, term)| term.clone()).collect();
        ways.push(Box::new(PhraseQuery::new(adjacent)));
        // At either end both are the same phrase.
        if wrong > 0 && wrong + 1 < terms.len() {
            ways.push(Box::new(PhraseQuery::new_with_offset(rest)));
        }
    }
    Box::new(BooleanQuery::union(ways))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::query::Query;

    #[rstest]
    #[case::a_phrase("\"we mend the boat\"", Some((4, false)))]
    #[case::with_more("said:lund \"we mend the boat\" ", Some((4, true)))]
    #[case::too_short("\"the boat\"", None)]
    #[case::two_phrases("\"we mend the boat\" \"at the quay\"", None)]
    #[case::one_of_several("\"we mend the boat\" OR quay ", None)]
    #[case::words("we mend the boat ", None)]
    fn the_only_phrase_may_have_a_wrong_word(
        #[case] asked: &str,
        #[case] expected: Option<(usize, bool)>,
    ) {
        let query = Query::parse_text(asked, date(2026, 5, 6));
        let split = query.clause.as_ref().and_then(split_phrase);
        let found = split.map(|(words, rest)| (words.words.len(), rest.is_some()));
        assert_eq!(found, expected);
    }
}
