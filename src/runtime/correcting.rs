//! Prepares corrections of many quotes, whose articles must be loaded for that.

use std::io;
use std::thread;

use jiff::civil::Date;

use super::outbox::Outbox;
use crate::app::effect::{CorrectionRequest, Effect, QuotesToCorrect, StateRequest};
use crate::app::event::{Event, StateEvent};
use crate::app::notice::StatusNotice;
use crate::article::{ArticleId, QuoteId};
use crate::library::Archive;
use crate::library::corrections::targets::{
    CorrectionTarget, prepare_corrections, prepare_for_speaker,
};
use crate::library::corrections::{CorrectionSet, CorrectionSource};
use crate::library::listing::Location;
use crate::library::state::{Correction, QuoteCorrection, StateChange};
use crate::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope};
use crate::search::query::Query;
use crate::text::Clean;
use crate::text::number::format_number;

/// The most quotes that one change corrects.
const MOST: usize = 10_000;

/// Prepares corrections, each request on a thread of its own.
pub(super) struct Corrections {
    archive: Archive,
    outbox: Outbox,
}

impl Corrections {
    /// Creates the service of an archive; nothing is opened yet.
    pub(super) const fn new(archive: Archive, outbox: Outbox) -> Self {
        Self { archive, outbox }
    }

    /// Prepares the corrections and has them saved; returns an answer only if that cannot even be tried.
    pub(super) fn submit_request(&self, request: CorrectionRequest) -> Option<Event> {
        let (archive, outbox) = (self.archive.clone(), self.outbox.clone());
        let running = self.outbox.count_job();
        let job = move || {
            let _running = running;
            send_change(&archive, &request, &outbox);
        };
        let started: io::Result<_> = thread::Builder::new()
            .name("correcting".to_owned())
            .spawn(job);
        let error = started.err()?;
        let text = format!("Nothing was corrected: {error}");
        Some(Event::Notice(StatusNotice::error(&text)))
    }
}

/// Has the prepared corrections saved as one change, or says why there is none.
fn send_change(archive: &Archive, request: &CorrectionRequest, outbox: &Outbox) {
    let ticket = request.ticket;
    let problem = match list_corrections(archive, request) {
        Ok(corrections) if corrections.len() > MOST => format!(
            "Nothing was corrected: these are more than {} quotes",
            format_number(MOST)
        ),
        Ok(corrections) if corrections.is_empty() => {
            "Nothing was corrected: the quotes are no longer there".to_owned()
        }
        Ok(corrections) => {
            let change = Box::new(StateChange::Correct(corrections));
            outbox.request_effect(Effect::State(StateRequest::Save { ticket, change }));
            return;
        }
        Err(problem) => format!("Nothing was corrected: {problem}"),
    };
    outbox.send(Event::State(StateEvent::NotSaved { ticket }));
    outbox.send(Event::Notice(StatusNotice::error(&problem)));
}

fn list_corrections(
    archive: &Archive,
    request: &CorrectionRequest,
) -> Result<Vec<QuoteCorrection>, String> {
    let set = archive.state_path().map_or_else(Default::default, |state| {
        CorrectionSource::from_path(state).current()
    });
    let correction = &request.correction;
    match &request.quotes {
        QuotesToCorrect::Hits(hits) => prepare_hits(archive, hits, correction, &set),
        QuotesToCorrect::Found {
            query,
            today,
            speaker,
        } => {
            let hits = find_hits(archive, query, *today, speaker)?;
            prepare_hits(archive, &hits, correction, &set)
        }
        QuotesToCorrect::Stories { stories, speaker } => {
            let catalogue = archive.open_catalogue().ok();
            let find = |story: &Location| catalogue.as_ref()?.find_id_at(story).ok()?;
            let stories: Vec<_> = stories.iter().map(|at| (at.clone(), find(at))).collect();
            Ok(prepare_for_speaker(&stories, speaker, correction, &set))
        }
    }
}

/// Reads what a query asks of the state; empty if it asks nothing or the catalogue cannot be read.
fn read_flags(archive: &Archive, query: &Query) -> HitFlags {
    let catalogue = query
        .asks_for_flags()
        .then(|| archive.open_catalogue().ok());
    let flags = catalogue
        .flatten()
        .and_then(|catalogue| catalogue.flags_for(query).ok());
    flags.unwrap_or_default()
}

/// Returns the quotes of a speaker among all hits of a query.
fn find_hits(
    archive: &Archive,
    query: &Query,
    today: Date,
    speaker: &Clean,
) -> Result<Vec<(ArticleId, QuoteId)>, String> {
    let flags = read_flags(archive, query);
    let ask = HitRequest {
        query,
        scope: SearchScope::Quotes,
        flags: &flags,
        // The speaker is compared below, so that more hits than corrections must be read.
        limit: 10 * MOST,
        order: HitOrder::Newest,
        today,
    };
    let index = archive.open_index();
    // Only the words as they were typed: what is nearly so is offered, and never corrected unseen.
    let found = index.first_hits(&ask).map_err(|error| error.to_string())?;
    let hits = found.hits.iter();
    let said = hits.filter(|hit| hit.speaker.as_ref() == Some(speaker));
    Ok(said
        .filter_map(|hit| Some((hit.article, hit.quote?)))
        .collect())
}

fn prepare_hits(
    archive: &Archive,
    hits: &[(ArticleId, QuoteId)],
    correction: &Correction,
    set: &CorrectionSet,
) -> Result<Vec<QuoteCorrection>, String> {
    let unreadable = |error: crate::library::catalogue::CatalogueError| error.to_string();
    let catalogue = archive.open_catalogue().map_err(unreadable)?;
    let mut targets = Vec::with_capacity(hits.len());
    for (article, quote) in hits {
        let row = catalogue.find_row(*article).map_err(unreadable)?;
        targets.extend(row.map(|row| CorrectionTarget {
            article: row.id,
            location: row.location,
            quote: *quote,
        }));
    }
    Ok(prepare_corrections(&targets, correction, set))
}
