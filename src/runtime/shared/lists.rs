//! Pages and rows of the list of a shared archive, with the reader's own marks.

use super::{SharedService, SharedWorker, ask_until_answered};
use crate::app::effect::CatalogueRequest;
use crate::app::event::{CatalogueEvent, Event};
use crate::library::Archive;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::{ArticleRow, Filter, Listing, PageStart};
use crate::search::engine::EngineResult;
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
            } => self.ask(&self.pages, move |reader, archive| {
                let page = read_page(reader, archive, &listing, (start, rows))?;
                let listing = Box::new(listing.clone());
                Ok(CatalogueEvent::Page { listing, page })
            }),
            CatalogueRequest::Rows(ids) => self.ask(&self.walks, move |reader, archive| {
                let mut rows = reader.read_rows(&ids)?;
                flag_rows(archive, &mut rows);
                Ok(CatalogueEvent::Rows(rows))
            }),
            CatalogueRequest::Sources => self.ask(&self.walks, |reader, _| {
                let (sources, tags) = reader.list_sources()?;
                Ok(CatalogueEvent::Sources { sources, tags })
            }),
            CatalogueRequest::FindUnread {
                listing,
                from,
                is_forward,
            } => self.ask(&self.walks, move |reader, archive| {
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

    /// Has a worker ask the server until it answers.
    fn ask(
        &self,
        worker: &SharedWorker,
        question: impl Fn(&dyn SharedReader, &Archive) -> EngineResult<CatalogueEvent> + Send + 'static,
    ) -> Option<Event> {
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        worker.submit_job(&self.outbox, move |outbox, is_wanted| {
            let answer = ask_until_answered(outbox, is_wanted, &|| question(&*reader, &archive));
            if let Some(answer) = answer {
                outbox.send(Event::Catalogue(answer));
            }
        })
    }
}

fn read_page(
    reader: &dyn SharedReader,
    archive: &Archive,
    listing: &Listing,
    (start, rows): (PageStart, usize),
) -> EngineResult<crate::library::listing::ListingPage> {
    let mut page = reader.read_page(listing, start, rows, &own_marks(archive, &listing.filter))?;
    flag_rows(archive, &mut page.rows);
    Ok(page)
}

/// Returns what a filter asks of the reader's state; nothing if it cannot be read.
fn own_marks(archive: &Archive, filter: &Filter) -> OwnMarks {
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
