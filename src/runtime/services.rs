//! Performs what the state of the screen requests, apart from what needs the terminal.

use std::path::{Path, PathBuf};

use super::exports::{ExportPaths, Exports};
use super::outbox::Outbox;
use super::path_completion::PathCompleter;
use super::{RunError, Start, feeds, state};
use crate::app::notice::StatusNotice;
use crate::library::Archive;
use crate::library::catalogue::Catalogue;

use super::articles::Articles;
use super::correcting::Corrections;
use super::feeds::FeedService;
use super::folders::Folders;
use super::lists::Lists;
use super::searches::Searches;
use super::shared::SharedService;
use super::shares::ShareService;
use super::speakers::Speakers;
use super::standing::StandingSearches;
use super::state::StateService;
use super::sync::SyncService;
use super::watch::ConfigWatch;
use crate::app::effect::{
    ArticleRequest, CatalogueRequest, Effect, ExportRequest, FolderRequest, SearchRequest,
    StateRequest,
};
use crate::app::event::{Event, StateEvent};

/// What the effects are performed with.
pub(super) struct Services {
    pub(super) lists: Lists,
    pub(super) standing: StandingSearches,
    searches: Searches,
    shares: ShareService,
    pub(super) speakers: Speakers,
    pub(super) state: StateService,
    pub(super) articles: Articles,
    pub(super) corrections: Corrections,
    pub(super) folders: Folders,
    pub(super) feeds: FeedService,
    pub(super) exports: Exports,
    /// The folder for data, and where answers go.
    data: PathBuf,
    paths: PathCompleter,
    outbox: Outbox,
    /// Requests for the folders that are held back until the first frame is drawn; `None` after that.
    deferred: Option<Vec<Effect>>,
    config_watch: Option<ConfigWatch>,
    /// The last one, so that what the others save before they end is in the sync folder.
    sync: SyncService,
    /// Answers instead of the others what concerns the archive.
    shared: Option<SharedService>,
}

impl Services {
    /// Starts the services of an archive; their answers go to `outbox`.
    ///
    /// # Errors
    /// When not even a temporary folder can be written.
    pub(super) fn start(start: &Start, outbox: &Outbox) -> Result<Self, RunError> {
        let (archive, catalogue) = open_catalogue(start, outbox)?;
        let places = ExportPaths {
            archive: archive.clone(),
            shared: start.shared.clone(),
            data: start.paths.data.clone(),
            home: start.paths.home.clone(),
        };
        let shared = start.shared.clone();
        Ok(Self {
            shared: shared
                .map(|reader| SharedService::new(reader, archive.clone(), outbox.clone())),
            lists: Lists::new(archive.clone(), catalogue, outbox.clone()),
            speakers: Speakers::new(archive.open_index(), outbox.clone()),
            standing: StandingSearches::new(
                &archive,
                start.shared.clone(),
                start.paths.data.clone(),
                outbox.clone(),
            ),
            shares: ShareService::new(archive.clone(), outbox.clone()),
            searches: Searches::new(archive.clone(), outbox.clone()),
            state: StateService::new(
                state::StatePaths {
                    data: start.paths.data.clone(),
                    archive: archive.clone(),
                },
                outbox.clone(),
            ),
            deferred: Some(Vec::new()),
            config_watch: None,
            data: start.paths.data.clone(),
            paths: PathCompleter::new(start.paths.home.clone(), outbox.clone()),
            outbox: outbox.clone(),
            sync: SyncService::new(
                start.config.sync.folder.clone(),
                start.paths.data.clone(),
                outbox,
            ),
            articles: Articles::new(archive.clone(), outbox.clone()),
            corrections: Corrections::new(archive.clone(), outbox.clone()),
            folders: Folders::new(archive, outbox.clone()),
            feeds: start_feeds(start, outbox),
            exports: Exports::new(places, outbox.clone()),
        })
    }

    /// Starts what no frame must wait for, and does what was deferred; does nothing if that was done.
    pub(super) fn start_background(&mut self) {
        if let Err(error) = self.state.start() {
            let text = format!("Nothing is being saved: {error}");
            self.outbox.send(Event::Notice(StatusNotice::error(&text)));
        }
        for effect in self.deferred.take().into_iter().flatten() {
            for event in self.perform(effect) {
                self.outbox.send(event);
            }
        }
        if let Some(watch) = self.config_watch.take() {
            watch.start();
        }
        if let Err(error) = self.sync.start() {
            let text = format!("Nothing is exchanged with other devices: {error}");
            self.outbox.send(Event::Notice(StatusNotice::error(&text)));
        }
    }

    /// Has the config be watched, which begins with the background.
    pub(super) fn watch_config(&mut self, watch: ConfigWatch) {
        self.config_watch = Some(watch);
    }

    /// Changes to another sync folder, if the config has one; the thread is started with the next frame.
    pub(super) fn change_sync_folder(&mut self, folder: Option<&Path>) {
        if self.sync.is_for(folder) {
            return;
        }
        let folder = folder.map(Path::to_owned);
        let new = SyncService::new(folder, self.data.clone(), &self.outbox);
        std::mem::replace(&mut self.sync, new).retire();
        let problems = 0;
        self.outbox
            .send(Event::State(StateEvent::Exchanged { problems }));
    }

    /// Performs an effect and returns the answers that are there at once.
    pub(super) fn perform(&mut self, effect: Effect) -> Vec<Event> {
        let shared = self.shared.as_ref();
        let answered = shared.and_then(|shared| shared.perform(&effect));
        answered.unwrap_or_else(|| self.perform_here(effect))
    }

    /// Performs an effect that no shared archive answers.
    fn perform_here(&mut self, effect: Effect) -> Vec<Event> {
        if let (Effect::Folders(_), Some(deferred)) = (&effect, &mut self.deferred) {
            deferred.push(effect);
            return Vec::new();
        }
        match effect {
            Effect::Catalogue(request) => at_most_one(self.ask_catalogue(request)),
            Effect::Articles(request) => at_most_one(self.load_article(request)),
            Effect::Search(request) => at_most_one(self.ask_index(request)),
            Effect::State(StateRequest::MarkListRead { ticket, listing }) => {
                match self.lists.rebuild_notice() {
                    Some(event) => vec![event, Event::State(StateEvent::NotSaved { ticket })],
                    None => at_most_one(
                        self.state
                            .request(StateRequest::MarkListRead { ticket, listing }),
                    ),
                }
            }
            Effect::State(request) => at_most_one(self.state.request(request)),
            Effect::Folders(FolderRequest::Rescan) => at_most_one(self.folders.request_scan()),
            Effect::Folders(FolderRequest::Follow) => at_most_one(self.folders.request_follow()),
            Effect::Folders(FolderRequest::Corrections) => {
                at_most_one(self.folders.request_corrections())
            }
            Effect::Folders(FolderRequest::FetchFeeds) => at_most_one(self.feeds.start_fetch()),
            Effect::Folders(FolderRequest::AddPage(link)) => {
                at_most_one(self.feeds.start_page(link))
            }
            Effect::Corrections(request) => at_most_one(self.corrections.submit_request(*request)),
            Effect::Export(ExportRequest { what, format, to }) => {
                at_most_one(self.exports.submit_export(what, format, &to))
            }
            Effect::CompletePath {
                typed,
                wants_folder,
            } => at_most_one(self.paths.submit_path(typed, wants_folder)),
            // Services know no terminal, and belong to one archive.
            Effect::Terminal(_) | Effect::Begin(_) => Vec::new(),
        }
    }

    fn ask_catalogue(&mut self, request: CatalogueRequest) -> Option<Event> {
        match request {
            CatalogueRequest::Page {
                listing,
                start,
                rows,
            } => self.lists.read_page(listing, start, rows),
            CatalogueRequest::Sources => Some(self.lists.read_sources()),
            CatalogueRequest::Problems => {
                let mut others = self.folders.problems();
                others.extend(self.sync.problems());
                Some(self.lists.read_problems(others))
            }
            CatalogueRequest::FindUnread {
                listing,
                from,
                is_forward,
            } => self.lists.find_unread(listing, from, is_forward),
            CatalogueRequest::CountUnread { listing, groups } => {
                self.lists.count_unread(listing, groups)
            }
            CatalogueRequest::Rows(articles) => Some(self.lists.read_rows(&articles)),
        }
    }

    fn load_article(&mut self, request: ArticleRequest) -> Option<Event> {
        match request {
            ArticleRequest::Open {
                ticket,
                id,
                location,
            } => self.articles.open_article(ticket, id, location),
            ArticleRequest::Preview {
                ticket,
                id,
                location,
            } => self.articles.preview_article(ticket, id, location),
        }
    }

    fn ask_index(&self, request: SearchRequest) -> Option<Event> {
        match request {
            SearchRequest::Hits(request) => self.searches.find_hits(*request),
            SearchRequest::Counts(request) => self.searches.count_hits(*request),
            SearchRequest::Passages(request) => {
                self.searches.passages(*request);
                None
            }
            SearchRequest::CountNew(searches) => {
                self.standing.count_new(searches);
                None
            }
            SearchRequest::See { ticket, search } => {
                self.standing.see_all(ticket, search);
                None
            }
            SearchRequest::Speakers {
                ticket,
                filter,
                limit,
                is_new,
            } => self.speakers.filter_speakers(ticket, filter, limit, is_new),
            SearchRequest::PreparePeople => {
                self.speakers.prepare();
                None
            }
            SearchRequest::Person(query) => self.speakers.find_person(query),
            SearchRequest::Suggestions { names } => self.speakers.suggest_same(names),
            SearchRequest::Shares(query) => self.shares.count_shares(query),
        }
    }
}

/// Makes the service that fetches feeds; nothing is fetched yet.
fn start_feeds(start: &Start, outbox: &Outbox) -> FeedService {
    let paths = feeds::FeedPaths {
        config: start.paths.config.clone(),
        cache: start.paths.cache.clone(),
        inbox: start.config.library.inbox_folder(&start.paths),
    };
    FeedService::new(paths, outbox.clone())
}

fn at_most_one(event: Option<Event>) -> Vec<Event> {
    event.into_iter().collect()
}

/// Opens the catalogue of an archive; where it cannot be kept, in a cache that lasts until the reader quits.
fn open_catalogue(start: &Start, outbox: &Outbox) -> Result<(Archive, Catalogue), RunError> {
    let mut archive = start.archive.clone().with_state(&start.paths.data);
    let catalogue = match archive.open_catalogue() {
        Ok(catalogue) => catalogue,
        Err(error) => {
            archive = archive.with_temporary_cache(&error.to_string());
            archive.open_catalogue()?
        }
    };
    if let Some(fault) = archive.cache_fault() {
        let text = format!("A temporary cache is used until you quit: {fault}");
        outbox.send(Event::Notice(StatusNotice::warning(&text)));
    }
    Ok((archive, catalogue))
}
