//! Searches a shared archive.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{FIRST_DELAY, SharedService, UNREADABLE, wait_while_wanted};
use crate::app::effect::{PassageRequest, QueryRequest};
use crate::app::event::{Event, SearchEvent};
use crate::article::ArticleId;
use crate::library::Archive;
use crate::search::engine::{EngineError, EngineResult};
use crate::search::hits::{HitFlags, HitOrder, HitRequest, SearchHits};
use crate::search::passages::{self, HitPassage};
use crate::search::query::Query;
use crate::shared::reader::SharedReader;
use crate::text::{Clean, capitalize};

/// The hits that are sent before all are counted.
const FIRST_HITS: usize = 64;

impl SharedService {
    /// Searches: the newest hits at once, then with counts; again while the server is away.
    pub(super) fn find_hits(&self, request: QueryRequest) -> Option<Event> {
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        let ticket = request.ticket;
        self.newest_search.store(ticket.0, Ordering::Relaxed);
        self.searches
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                let send = |found| {
                    let found = Box::new(found);
                    outbox.send(Event::Search(SearchEvent::Found { ticket, found }));
                };
                let mut delay = FIRST_DELAY;
                while let Err(error) = send_hits(&*reader, &archive, &request, is_wanted, &send) {
                    let fault = fault_of(&error);
                    outbox.send(Event::Search(SearchEvent::NotFound { ticket, fault }));
                    // Whatever else is wrong is wrong with the question, or takes somebody to mend it.
                    if !matches!(error, EngineError::Away(_)) {
                        return;
                    }
                    delay = wait_while_wanted(delay, is_wanted);
                }
            })
    }

    /// Looks for the parts of stories that match; without them the titles remain. What a newer search does not need is
    /// given up.
    pub(super) fn find_passages(&self, request: PassageRequest) -> Option<Event> {
        let (reader, newest) = (self.reader.clone(), Arc::clone(&self.newest_search));
        self.passages
            .submit_answer(&self.outbox, UNREADABLE, move |outbox| {
                let ticket = request.ticket;
                let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
                let stories = request.stories.iter().take_while(|_| is_wanted());
                let passages = read_passages(&*reader, stories.map(|(id, _)| *id), &request.query);
                outbox.send(Event::Search(SearchEvent::Passages { ticket, passages }));
            })
    }
}

/// Finds the passages of stories, in their order; stories that cannot be read are left out.
fn read_passages(
    reader: &dyn SharedReader,
    stories: impl Iterator<Item = ArticleId>,
    query: &Query,
) -> Vec<(ArticleId, Option<HitPassage>)> {
    let mut passages = Vec::new();
    for id in stories {
        match reader.read_article(id) {
            Ok(article) => {
                let passage = article.and_then(|article| passages::best_passage(&article, query));
                passages.push((id, passage));
            }
            // A server that is away is not waited for with each story.
            Err(EngineError::Away(_)) => break,
            Err(EngineError::Index(_) | EngineError::Shared(_)) => {}
        }
    }
    passages
}

/// Sends the newest hits and then all there is to know, as long as it is wanted.
fn send_hits(
    reader: &dyn SharedReader,
    archive: &Archive,
    request: &QueryRequest,
    is_wanted: &dyn Fn() -> bool,
    send: &dyn Fn(SearchHits),
) -> EngineResult<()> {
    let flags = own_flags(archive, &request.query);
    let ask = request.to_hit_request(&flags);
    if !is_wanted() {
        return Ok(());
    }
    if !request.is_again {
        let first = HitRequest {
            limit: ask.limit.min(FIRST_HITS),
            order: match ask.order {
                HitOrder::Relevance | HitOrder::Newest => HitOrder::Newest,
                HitOrder::Oldest => HitOrder::Oldest,
            },
            ..ask
        };
        send(mark_same(reader, reader.first_hits(&first)?)?);
    }
    if is_wanted()
        && let Some(found) = reader.relevant_hits(&ask, is_wanted)?
    {
        send(mark_same(reader, found)?);
    }
    Ok(())
}

/// Marks the hits that are the same as others.
fn mark_same(reader: &dyn SharedReader, mut found: SearchHits) -> EngineResult<SearchHits> {
    reader.mark_same(&mut found.hits)?;
    Ok(found)
}

/// Returns what the query asks of the reader's own state; nothing if it cannot be read.
pub(super) fn own_flags(archive: &Archive, query: &Query) -> HitFlags {
    if !query.asks_for_flags() {
        return HitFlags::default();
    }
    let catalogue = archive.open_catalogue();
    let flags = catalogue.and_then(|catalogue| catalogue.flags_for(query));
    flags.unwrap_or_default()
}

pub(super) fn fault_of(error: &EngineError) -> Clean {
    Clean::line(&capitalize(&error.to_string()))
}
