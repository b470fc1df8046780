//! Exports on a worker: asks the catalogue and the state again, and tells what was written.

use std::path::PathBuf;
use std::sync::Arc;

use super::outbox::Outbox;
use super::today::today;
use super::worker::Worker;
use crate::app::effect::{Exported, FoundHits};
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::files::home::expand_home;
use crate::library::Archive;
use crate::library::catalogue::CatalogueError;
use crate::library::export::hits::group_hits;
use crate::library::export::{
    ArchiveKnowledge, ExportContent, ExportError, ExportFormat, ExportJob, ExportReport,
    ExportTarget, StoryHits,
};
use crate::library::listing::{Listing, Location, PageStart};
use crate::library::state::{StateError, StateStore};
use crate::search::engine::EngineError;
use crate::search::index::IndexError;
use crate::shared::reader::SharedReader;
use crate::shared::stories::{fetch_hits, fetch_stories};

/// How many rows of a listing are read at a time.
const STRIDE: usize = 1024;

/// What exports are made with.
pub(super) struct Exports {
    worker: Worker,
    outbox: Outbox,
    places: ExportPaths,
}

/// Where everything is.
#[derive(Clone)]
pub(super) struct ExportPaths {
    /// The articles.
    pub(super) archive: Archive,
    /// The shared archive that is read instead of them.
    pub(super) shared: Option<Arc<dyn SharedReader>>,
    /// The folder of the state.
    pub(super) data: PathBuf,
    /// The reader's home.
    pub(super) home: PathBuf,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
enum ExportFault {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    State(#[from] StateError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl Exports {
    pub(super) fn new(places: ExportPaths, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            outbox,
            places,
        }
    }

    /// Exports to what the reader typed; the answer is a notice.
    pub(super) fn submit_export(
        &self,
        what: Exported,
        format: ExportFormat,
        to: &str,
    ) -> Option<Event> {
        let places = self.places.clone();
        let to = to.to_owned();
        let job = move |outbox: &Outbox| {
            let notice = match places.run_export(what, format, &to) {
                Ok(report) => report_notice(&report, &to),
                Err(fault) => StatusNotice::error(&format!("Nothing was exported: {fault}")),
            };
            outbox.send(Event::Notice(notice));
        };
        self.worker
            .submit_answer(&self.outbox, "Nothing was exported", job)
    }
}

impl ExportPaths {
    fn run_export(
        &self,
        what: Exported,
        format: ExportFormat,
        to: &str,
    ) -> Result<ExportReport, ExportFault> {
        let path = expand_home(to, &self.home);
        let is_folder = to.ends_with('/') || path.is_dir();
        let store = StateStore::open_to_ask(&self.data)?.store;
        let job = ExportJob {
            what: self.content_of(what)?,
            format,
            template: None,
            target: if is_folder {
                ExportTarget::Folder(path)
            } else {
                ExportTarget::File(path)
            },
            replaces: false,
            read_only: self.archive.folders().to_vec(),
            today: today(),
            known: match &self.shared {
                None => ArchiveKnowledge::read(&self.archive, format),
                Some(_) => ArchiveKnowledge::default(),
            },
        };
        Ok(job.run(&store)?)
    }

    fn content_of(&self, what: Exported) -> Result<ExportContent, ExportFault> {
        if let Some(reader) = self.shared.clone() {
            return self.shared_content(reader, what);
        }
        Ok(match what {
            Exported::Articles(articles) => {
                let locations = articles.into_iter().map(|(_, location)| location);
                ExportContent::Articles(locations.collect())
            }
            Exported::Shown(listing) => ExportContent::Articles(self.listed_articles(&listing)?),
            Exported::Hits(hits) => {
                ExportContent::Hits(group_hits(&self.archive.open_catalogue()?, hits)?)
            }
            Exported::Found(found) => ExportContent::Hits(self.find_stories(&found)?),
            Exported::Bookmarks => ExportContent::Bookmarks,
        })
    }

    /// Returns what is exported from a shared archive.
    fn shared_content(
        &self,
        reader: Arc<dyn SharedReader>,
        what: Exported,
    ) -> Result<ExportContent, ExportFault> {
        let fetched = match what {
            Exported::Bookmarks => return Ok(ExportContent::Bookmarks),
            Exported::Articles(articles) => {
                let ids = articles.into_iter().map(|(id, _)| id);
                fetch_stories(reader, ids.collect())
            }
            Exported::Shown(listing) => {
                let own = self.archive.open_catalogue()?.own_marks(&listing.filter);
                let ids = reader.list_articles(&listing, &own)?;
                fetch_stories(reader, ids)
            }
            Exported::Hits(hits) => fetch_hits(reader, hits),
            Exported::Found(found) => {
                let flags = self.archive.open_catalogue()?.flags_for(&found.query)?;
                let hits = reader.first_hits(&found.to_hit_request(&flags))?.hits;
                fetch_hits(reader, hits.iter().map(|hit| (hit.article, hit.quote)))
            }
        };
        Ok(ExportContent::Fetched(fetched))
    }

    /// Returns all that a search finds, by story.
    fn find_stories(&self, found: &FoundHits) -> Result<Vec<StoryHits>, ExportFault> {
        let catalogue = self.archive.open_catalogue()?;
        let flags = catalogue.flags_for(&found.query)?;
        let ask = found.to_hit_request(&flags);
        let index = self.archive.open_index();
        let hits = index
            .relevant_hits(&ask, &|| true)?
            .unwrap_or_default()
            .hits;
        let hits = hits.iter().map(|hit| (hit.article, hit.quote));
        Ok(group_hits(&catalogue, hits)?)
    }

    /// Returns where the articles of a listing are, in its order.
    fn listed_articles(&self, listing: &Listing) -> Result<Vec<Location>, CatalogueError> {
        let mut catalogue = self.archive.open_catalogue()?;
        let mut shown = Vec::new();
        loop {
            let page = catalogue.read_page(listing, PageStart::Row(shown.len()), STRIDE)?;
            let is_past = page.first < shown.len();
            if page.rows.is_empty() || is_past {
                return Ok(shown);
            }
            shown.extend(page.rows.into_iter().map(|row| row.location));
        }
    }
}

fn report_notice(report: &ExportReport, to: &str) -> StatusNotice {
    let what = report.summary();
    let failed = report.failed;
    if !report.left.is_empty() {
        let left = report.left.len();
        return StatusNotice::warning(&format!(
            "{what} to '{to}'; {left} existing files have different content and were not overwritten"
        ));
    }
    if failed > 0 {
        return StatusNotice::warning(&format!("{what} to '{to}'; {failed} could not be loaded"));
    }
    if report.stories == 0 {
        return StatusNotice::warning("There was nothing to export");
    }
    StatusNotice::quiet(&format!("{what} to '{to}'"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::notice::NoticeWeight;
    use crate::loader::Problem;

    #[test]
    fn a_feed_of_summaries_is_no_story_that_could_not_be_loaded() {
        let written = ExportReport {
            stories: 1,
            problems: vec![Problem::new(Path::new("feed.xml"), "2 of 2 are summaries")],
            ..ExportReport::default()
        };
        let notice = report_notice(&written, "out.md");
        assert_eq!(notice.weight, NoticeWeight::Quiet);
        let failed = ExportReport {
            failed: 1,
            ..written
        };
        let notice = report_notice(&failed, "out.md");
        assert!(notice.text.contains("1 could not be loaded"));
    }
}
