//! Finds the hits of a request: the first ones at once, then those in the order asked for, with counts.

use tantivy::{DocAddress, Searcher};

use crate::search::hits::{
    FirstHit, Hit, HitOrder, HitRequest, NearOffer, PartialPhrase, SearchHits, SearchScope,
};
use crate::search::near::NearSearch;
use crate::search::query::{Clause, Query};

use super::columns::Columns;
use super::compile::{QueryCompiler, has_equal_scores, names_speaker};
use super::documents::day_number;
use super::emptying::find_emptying;
use super::hit_counts::count_hits;
use super::index_words::IndexWords;
use super::newest::newest_documents;
use super::oldest::oldest_documents;
use super::reader::{Index, catch_panic};
use super::relevant::best_documents;
use super::{Result, fetch};

impl Index {
    /// Returns the newest hits without counting them, or the oldest if they are to be first.
    ///
    /// Looks at hardly more documents than it returns, so that it can run at every key press.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn first_hits(&self, ask: &HitRequest<'_>) -> Result<SearchHits> {
        let _span = search_span("first", ask).entered();
        catch_panic(|| {
            let (Some(clause), Some((searcher, columns))) =
                (&ask.query.clause, self.open_commit()?)
            else {
                return Ok(SearchHits::default());
            };
            let query = compile_request(ask, clause, (&searcher, &columns))?;
            let addresses = dated_documents(&searcher, &columns, &*query, ask)?;
            Ok(SearchHits {
                hits: fetch::read_hits(&searcher, &columns, &addresses, ask.query)?,
                ..SearchHits::default()
            })
        })
    }

    /// Returns the first hits in the order asked for and counts all of them; `None` as soon as `is_wanted` returns
    /// `false`.
    ///
    /// Without words to rank by, the newest hits are the most relevant ones. If there are not very many hits, words that
    /// have a similar spelling are looked for as well.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<SearchHits>> {
        let _span = search_span("relevant", ask).entered();
        catch_panic(|| self.find_relevant(ask, is_wanted))
    }

    fn find_relevant(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<SearchHits>> {
        let (Some(clause), Some((searcher, columns))) = (&ask.query.clause, self.open_commit()?)
        else {
            return Ok(Some(SearchHits::without_hits()));
        };
        let query = compile_request(ask, clause, (&searcher, &columns))?;
        let counted = count_hits(&searcher, &columns, &*query, is_wanted)?;
        let Some(tally) = counted.filter(|_| is_wanted()) else {
            return Ok(None);
        };
        let total = tally.hits;
        let partial = self.offer_partial_phrase(ask, total, is_wanted)?;
        // Memory is reserved for as many as asked for.
        let ask = &HitRequest {
            limit: ask.limit.min(total),
            ..*ask
        };
        let addresses = ordered_documents(&searcher, &columns, &*query, ask)?;
        Ok(Some(SearchHits {
            hits: fetch::read_hits(&searcher, &columns, &addresses, ask.query)?,
            total: Some(total),
            stories: tally.stories.filter(|_| ask.scope == SearchScope::Quotes),
            is_partly_counted: false,
            speakers: tally.speakers,
            sources: tally.sources,
            months: tally.months,
            first: find_first(&searcher, &columns, &*query, total)?,
            near: find_offers(ask, (&searcher, &columns), total, is_wanted)?,
            emptying: find_emptying(ask, clause, (&searcher, &columns), total, is_wanted)?,
            partial,
        }))
    }

    /// Returns what has all words but one of a phrase that nothing has.
    fn offer_partial_phrase(
        &self,
        ask: &HitRequest<'_>,
        total: usize,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<Box<PartialPhrase>>> {
        if total > 0 {
            return Ok(None);
        }
        let partial = self.find_partial_phrase(ask, is_wanted)?;
        Ok(partial
            .filter(|partial| partial.hits.total > Some(0))
            .map(Box::new))
    }
}

/// Returns what words with a similar spelling would find.
fn find_offers(
    ask: &HitRequest<'_>,
    (searcher, columns): (&Searcher, &Columns),
    total: usize,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Vec<NearOffer>> {
    let Some(clause) = &ask.query.clause else {
        return Ok(Vec::new());
    };
    let words = IndexWords {
        searcher,
        columns,
        ask,
    };
    let near = NearSearch {
        words: &words,
        clause,
        total,
        is_wanted,
    };
    near.find_offers()
}

/// Returns the span of a search in the log.
pub(super) fn search_span(order: &'static str, ask: &HitRequest<'_>) -> tracing::Span {
    tracing::debug_span!("search", order, scope = ?ask.scope, query = ?ask.query.clause)
}

/// Compiles the query of a request.
pub(super) fn compile_request(
    ask: &HitRequest<'_>,
    clause: &Clause,
    (searcher, columns): (&Searcher, &Columns),
) -> Result<Box<dyn tantivy::query::Query>> {
    // Who is who is asked only where a query names somebody: the first time all names are read.
    let people = if names_speaker(clause) {
        Some(columns.people(searcher)?)
    } else {
        None
    };
    let compiler = QueryCompiler {
        columns,
        scope: ask.scope,
        flags: ask.flags,
        people,
    };
    Ok(compiler.compile_query(clause))
}

/// Returns the first documents in the order asked for; without words to rank by, the newest are the most relevant.
fn ordered_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    ask: &HitRequest<'_>,
) -> Result<Vec<DocAddress>> {
    if ask.order == HitOrder::Relevance && ask.query.names_words() {
        let today = day_number(Some(ask.today));
        let has_equal_scores = ask.query.clause.as_ref().is_some_and(has_equal_scores);
        return best_documents(searcher, columns, query, ask.limit, today, has_equal_scores);
    }
    dated_documents(searcher, columns, query, ask)
}

/// Returns the newest documents, or the oldest if they are to be first.
fn dated_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    ask: &HitRequest<'_>,
) -> Result<Vec<DocAddress>> {
    match ask.order {
        HitOrder::Relevance | HitOrder::Newest => {
            newest_documents(searcher, columns, query, ask.limit)
        }
        HitOrder::Oldest => oldest_documents(searcher, columns, query, ask.limit),
    }
}

/// Returns the earliest of the hits; `None` if none of them has a day.
fn find_first(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    total: usize,
) -> Result<Option<FirstHit>> {
    if total == 0 {
        return Ok(None);
    }
    let first = oldest_documents(searcher, columns, query, 1)?;
    let hits = fetch::read_hits(searcher, columns, &first, &Query::default())?;
    let first = |hit: Hit| {
        Some(FirstHit {
            published: hit.published?,
            article: hit.article,
            place: hit.place,
        })
    };
    Ok(hits.into_iter().find_map(first))
}
