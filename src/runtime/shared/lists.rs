//! Pages and rows of the list of a shared archive, with the reader's own marks.

use std::collections::BTreeSet;
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::searches::fault_of;
use super::{SharedService, SharedWorker, ask_until_answered};
use crate::app::effect::CatalogueRequest;
use crate::app::event::{CatalogueEvent, Event, ScanProgress};
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::{ArticleRow, Filter, Listing, ListingPage, PageStart};
use crate::runtime::outbox::Outbox;
use crate::search::engine::{EngineError, EngineResult};
use crate::shared::reader::SharedReader;

/// How many rows are looked through at a time for an unread one.
const STRIDE: usize = 500;

impl SharedService {
    /// Has a request of the list answered.
    pub(super) fn answer_list(&self, request: CatalogueRequest) -> Option<Event> {
        match request {
            CatalogueRequest::Page {
                listing,
                start,
                rows,
            } => {
                let (outbox, has_failed) = (self.outbox.clone(), AtomicBool::new(false));
                self.ask(&self.pages, move |reader, archive| {
                    let page = read_page(reader, archive, &listing, (start, rows));
                    tell_fault(page.as_ref().err(), &has_failed, &outbox);
                    let listing = Box::new(listing.clone());
                    let page = page?;
                    Ok(CatalogueEvent::Page { listing, page })
                })
            }
            CatalogueRequest::Rows(ids) => self.find_rows(ids),
            CatalogueRequest::Sources => self.ask(&self.sources, |reader, _| {
                let (sources, tags) = reader.list_sources()?;
                Ok(CatalogueEvent::Sources { sources, tags })
            }),
            CatalogueRequest::FindUnread {
                listing,
                from,
                is_forward,
            } => self.ask(&self.unread, move |reader, archive| {
                let found = find_unread(reader, archive, &listing, (from, is_forward))?;
                Ok(CatalogueEvent::Unread(found))
            }),
            CatalogueRequest::CountUnread { listing, .. } => {
                let listing = Box::new(listing);
                let counts = None;
                Some(Event::Catalogue(CatalogueEvent::UnreadCounts {
                    listing,
                    counts,
                }))
            }
            CatalogueRequest::Problems => None,
        }
    }

    /// Has rows read, with those of earlier requests that were not answered yet.
    fn find_rows(&self, ids: Vec<ArticleId>) -> Option<Event> {
        lock_ids(&self.missing_rows).extend(ids);
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        let missing = Arc::clone(&self.missing_rows);
        self.rows
            .submit_lasting(&self.outbox, move |outbox, is_open| {
                let answer = ask_until_answered(outbox, is_open, &|| {
                    read_missing_rows(&*reader, &archive, &missing)
                });
                if let Ok(Some(rows)) = answer
                    && !rows.is_empty()
                {
                    outbox.send(Event::Catalogue(CatalogueEvent::Rows(rows)));
                }
            })
    }

    /// Has a worker ask the server as long as it is away.
    fn ask(
        &self,
        worker: &SharedWorker,
        question: impl Fn(&dyn SharedReader, &Archive) -> EngineResult<CatalogueEvent> + Send + 'static,
    ) -> Option<Event> {
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        worker.submit_newest(&self.outbox, move |outbox, is_wanted| {
            let answer = ask_until_answered(outbox, is_wanted, &|| question(&*reader, &archive));
            if let Ok(Some(answer)) = answer {
                outbox.send(Event::Catalogue(answer));
            }
        })
    }
}

/// Says why there is no list, where an empty one would look as if there were no stories, and when there is one again.
fn tell_fault(error: Option<&EngineError>, has_failed: &AtomicBool, outbox: &Outbox) {
    let was_missing = has_failed.swap(error.is_some(), Ordering::Relaxed);
    if error.is_some() || was_missing {
        outbox.send(Event::Scanned(ScanProgress {
            is_finished: true,
            fault: error.map(fault_of),
            ..ScanProgress::default()
        }));
    }
}

/// Reads the rows of all articles that miss theirs; if that fails, they still do.
fn read_missing_rows(
    reader: &dyn SharedReader,
    archive: &Archive,
    missing: &Mutex<BTreeSet<ArticleId>>,
) -> EngineResult<Vec<ArticleRow>> {
    let ids: Vec<ArticleId> = mem::take(&mut *lock_ids(missing)).into_iter().collect();
    if ids.is_empty() {
        // A job that was begun beside this one has read them.
        return Ok(Vec::new());
    }
    let read = reader.read_rows(&ids);
    let mut rows = read.inspect_err(|_| lock_ids(missing).extend(ids))?;
    flag_rows(archive, &mut rows);
    Ok(rows)
}

fn lock_ids(ids: &Mutex<BTreeSet<ArticleId>>) -> MutexGuard<'_, BTreeSet<ArticleId>> {
    ids.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_page(
    reader: &dyn SharedReader,
    archive: &Archive,
    listing: &Listing,
    (start, rows): (PageStart, usize),
) -> EngineResult<ListingPage> {
    let mut page = reader.read_page(listing, start, rows, &own_marks(archive, &listing.filter))?;
    flag_rows(archive, &mut page.rows);
    Ok(page)
}

/// Returns what a filter asks of the reader's state; nothing if it cannot be read.
pub(super) fn own_marks(archive: &Archive, filter: &Filter) -> OwnMarks {
    let catalogue = archive.open_catalogue();
    catalogue.map_or_else(
        |_| OwnMarks::default(),
        |catalogue| catalogue.own_marks(filter),
    )
}

fn flag_rows(archive: &Archive, rows: &mut [ArticleRow]) {
    if let Ok(catalogue) = archive.open_catalogue() {
        catalogue.flag_rows(rows);
    }
}

/// Returns the number of the nearest unread story after a row, or before it.
fn find_unread(
    reader: &dyn SharedReader,
    archive: &Archive,
    listing: &Listing,
    (from, is_forward): (usize, bool),
) -> EngineResult<Option<usize>> {
    let mut at = if is_forward { from + 1 } else { from };
    loop {
        let first = if is_forward {
            at
        } else {
            at.saturating_sub(STRIDE)
        };
        let rows = if is_forward { STRIDE } else { at - first };
        if rows == 0 {
            return Ok(None);
        }
        let page = read_page(reader, archive, listing, (PageStart::Row(first), rows))?;
        let numbers = (page.first..).zip(&page.rows);
        let mut unread = numbers.filter(|(number, row)| {
            !row.is_read
                && if is_forward {
                    *number >= at
                } else {
                    *number < at
                }
        });
        let found = if is_forward {
            unread.next()
        } else {
            unread.last()
        };
        let end = page.first + page.rows.len();
        if found.is_some() || page.rows.is_empty() || (is_forward && end >= page.total) {
            return Ok(found.map(|(number, _)| number));
        }
        at = if is_forward { end } else { first };
    }
}
