//! Answers what the list asks the catalogue: at once where an index knows, else on a worker.

use std::io;

use super::catalogues::SpareCatalogue;
use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{Effect, FolderRequest};
use crate::app::event::{CatalogueEvent, Event};
use crate::app::notice::StatusNotice;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError};
use crate::library::listing::{GroupKey, Listing, ListingPage, PageStart};
use crate::loader::Problem;

/// How many rows are read at a time when all of a listing are looked at.
const STRIDE: usize = 1024;

/// The catalogue, and workers for questions that take longer than a key may.
pub(super) struct Lists {
    catalogue: Catalogue,
    /// Whether the catalogue was missing or damaged when it was looked at last, and it is known to be built again.
    is_rebuilt: bool,
    archive: Archive,
    pages: CatalogueWorker,
    walks: CatalogueWorker,
    counts: CatalogueWorker,
    outbox: Outbox,
}

type ListAnswer = Result<CatalogueEvent, CatalogueError>;

impl Lists {
    /// Makes the lists of an archive, whose catalogue is open already.
    pub(super) fn new(archive: Archive, catalogue: Catalogue, outbox: Outbox) -> Self {
        Self {
            catalogue,
            is_rebuilt: false,
            archive,
            pages: CatalogueWorker::default(),
            walks: CatalogueWorker::default(),
            counts: CatalogueWorker::default(),
            outbox,
        }
    }

    /// Returns a page of a listing, or has a worker send it.
    pub(super) fn read_page(
        &mut self,
        listing: Listing,
        start: PageStart,
        rows: usize,
    ) -> Option<Event> {
        if Catalogue::is_instant(&listing) {
            let page = self.catalogue.read_page(&listing, start, rows);
            self.look_after(page.as_ref().err());
            return Some(answer_event(page.map(|page| CatalogueEvent::Page {
                listing: Box::new(listing),
                page,
            })));
        }
        self.rebuild_notice().or_else(|| {
            self.run_on(&self.pages, move |catalogue, outbox| {
                let page = catalogue.read_page(&listing, start, rows);
                outbox.send(answer_event(page.map(|page| CatalogueEvent::Page {
                    listing: Box::new(listing),
                    page,
                })));
            })
        })
    }

    /// Has the catalogue built again, once, when somebody deleted it or it shows itself damaged.
    fn look_after(&mut self, fault: Option<&CatalogueError>) {
        let is_damaged = fault.is_some_and(CatalogueError::is_damage);
        let is_missing = is_damaged || self.catalogue.is_removed();
        if is_missing && !self.is_rebuilt {
            if is_damaged {
                // What cannot be removed is found by the ingest as well.
                let _ = Catalogue::discard(self.catalogue.path());
            }
            self.outbox
                .request_effect(Effect::Folders(FolderRequest::Rescan));
        }
        self.is_rebuilt = is_missing;
    }

    /// Says so while there is no catalogue: a worker would take an empty one for all there is.
    pub(super) fn rebuild_notice(&mut self) -> Option<Event> {
        self.look_after(None);
        let notice = StatusNotice::quiet("The list is being rebuilt; try again in a moment");
        self.is_rebuilt.then_some(Event::Notice(notice))
    }

    /// Returns what the list knows of some articles.
    pub(super) fn read_rows(&mut self, articles: &[ArticleId]) -> Event {
        answer_event(self.catalogue.find_rows(articles).map(CatalogueEvent::Rows))
    }

    /// Returns the sources and tags.
    pub(super) fn read_sources(&self) -> Event {
        answer_event(self.catalogue.list_sources().and_then(|sources| {
            let tags = self.catalogue.list_tags()?;
            Ok(CatalogueEvent::Sources { sources, tags })
        }))
    }

    /// Returns the load problems of files together with these others, in the order of their paths.
    pub(super) fn read_problems(&self, others: Vec<Problem>) -> Event {
        answer_event(self.catalogue.load_problems().map(|mut problems| {
            problems.extend(others);
            problems.sort_by(|a, b| a.path.cmp(&b.path));
            CatalogueEvent::Problems(problems)
        }))
    }

    /// Has a worker send the number of the nearest unread article after a row, or before it.
    pub(super) fn find_unread(
        &mut self,
        listing: Listing,
        from: usize,
        is_forward: bool,
    ) -> Option<Event> {
        self.rebuild_notice().or_else(|| {
            self.run_on(&self.walks, move |catalogue, outbox| {
                let found = if is_forward {
                    unread_after(catalogue, &listing, from)
                } else {
                    unread_before(catalogue, &listing, from)
                };
                outbox.send(answer_event(found.map(CatalogueEvent::Unread)));
            })
        })
    }

    /// Has a worker count what is unread; what cannot be counted is not shown, and no fault of its own.
    pub(super) fn count_unread(&self, listing: Listing, groups: Vec<GroupKey>) -> Option<Event> {
        self.run_on(&self.counts, move |catalogue, outbox| {
            let counts = catalogue.count_unread(&listing, &groups).ok();
            let answer = CatalogueEvent::UnreadCounts {
                listing: Box::new(listing),
                counts,
            };
            outbox.send(Event::Catalogue(answer));
        })
    }

    /// Runs a job on a worker; returns an answer only when it cannot be run.
    fn run_on(
        &self,
        worker: &CatalogueWorker,
        job: impl FnOnce(&mut Catalogue, &Outbox) + Send + 'static,
    ) -> Option<Event> {
        let archive = self.archive.clone();
        let open = move || archive.open_catalogue();
        let outbox = self.outbox.clone();
        let running = self.outbox.count_job();
        let submitted = worker.submit_job(open, move |opened| {
            let _running = running;
            match opened {
                Ok(catalogue) => job(catalogue, &outbox),
                Err(error) => outbox.send(answer_event(Err(error))),
            }
        });
        let error = submitted.err()?;
        Some(Event::Notice(StatusNotice::error(&format!(
            "The list cannot be read: {error}"
        ))))
    }
}

/// A worker with a catalogue of its own, which remembers what it was asked last: titles, and rows it collected.
#[derive(Default)]
struct CatalogueWorker {
    worker: Worker,
    spare: SpareCatalogue,
}

impl CatalogueWorker {
    fn submit_job(
        &self,
        open: impl FnOnce() -> Result<Catalogue, CatalogueError> + Send + 'static,
        job: impl FnOnce(Result<&mut Catalogue, CatalogueError>) + Send + 'static,
    ) -> io::Result<()> {
        let spare = self.spare.clone();
        self.worker
            .submit_job(move || match spare.take().map_or_else(open, Ok) {
                Ok(mut catalogue) => {
                    job(Ok(&mut catalogue));
                    spare.put_back(catalogue);
                }
                Err(error) => job(Err(error)),
            })
    }
}

/// Returns the answer, or what the reader is told instead.
fn answer_event(answer: ListAnswer) -> Event {
    answer.map_or_else(
        |error| Event::Notice(StatusNotice::error(&format!("{error}"))),
        Event::Catalogue,
    )
}

/// Returns the number of the first unread article after a row.
fn unread_after(
    catalogue: &mut Catalogue,
    listing: &Listing,
    row: usize,
) -> Result<Option<usize>, CatalogueError> {
    let mut first = row + 1;
    loop {
        let page = catalogue.read_page(listing, PageStart::Row(first), STRIDE)?;
        // A page beyond the end is the last one, which may begin before the rows in question.
        let number = numbered_rows(&page).find(|(number, is_read)| *number >= first && !is_read);
        let end = page.first + page.rows.len();
        if number.is_some() || end >= page.total || page.rows.is_empty() {
            return Ok(number.map(|(number, _)| number));
        }
        first = end;
    }
}

/// Returns the number of the last unread article before a row.
fn unread_before(
    catalogue: &mut Catalogue,
    listing: &Listing,
    row: usize,
) -> Result<Option<usize>, CatalogueError> {
    let mut end = row;
    while end > 0 {
        let first = end.saturating_sub(STRIDE);
        let page = catalogue.read_page(listing, PageStart::Row(first), end - first)?;
        let number = numbered_rows(&page)
            .filter(|(number, is_read)| *number < end && !is_read)
            .last();
        if number.is_some() {
            return Ok(number.map(|(number, _)| number));
        }
        end = first.min(page.first);
    }
    Ok(None)
}

/// Returns the unread articles of a listing.
pub(super) fn unread_articles(
    catalogue: &mut Catalogue,
    listing: &Listing,
) -> Result<Vec<ArticleId>, CatalogueError> {
    let mut articles = Vec::new();
    let mut first = 0;
    loop {
        let page = catalogue.read_page(listing, PageStart::Row(first), STRIDE)?;
        if page.rows.is_empty() || page.first < first {
            return Ok(articles);
        }
        first += page.rows.len();
        let unread = page.rows.iter().filter(|row| !row.is_read);
        articles.extend(unread.map(|row| row.id));
    }
}

/// Returns the rows' numbers in the listing, and whether each is read.
fn numbered_rows(page: &ListingPage) -> impl Iterator<Item = (usize, bool)> {
    (page.first..).zip(page.rows.iter().map(|row| row.is_read))
}
