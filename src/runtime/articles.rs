//! Loads the article that the reader opens.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::catalogues::SpareCatalogue;
use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{Effect, StateRequest};
use crate::app::event::{ArticleEvent, Event, RepeatedQuote, Repeats, Ticket};
use crate::article::{Article, ArticleId, QuoteId};
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError, StatementGroup};
use crate::library::listing::{ArticleRow, Location};
use crate::loader::{self, Problem};
use crate::quotes;

/// Previews that are requested faster than this, by a wheel or a paste, are skipped until one rests.
const REST: Duration = Duration::from_millis(3);

/// Loads articles on a worker; one that takes long is given up for a newer one.
pub(super) struct Articles {
    worker: Worker,
    newest: Arc<AtomicU64>,
    previewed: Option<Instant>,
    /// Its catalogue knows what other stories quote.
    archive: Archive,
    spare: SpareCatalogue,
    outbox: Outbox,
}

impl Articles {
    /// Makes the loader of the articles of an archive; the answers go to `outbox`.
    pub(super) fn new(archive: Archive, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            newest: Arc::default(),
            previewed: None,
            archive,
            spare: SpareCatalogue::default(),
            outbox,
        }
    }

    /// Loads an article and recalls what is kept of it, unless the next one is asked for at once; like [`Articles::open_article`].
    pub(super) fn preview_article(
        &mut self,
        ticket: Ticket,
        id: ArticleId,
        location: Location,
    ) -> Option<Event> {
        let now = Instant::now();
        let before = self.previewed.replace(now);
        let is_hurried = before.is_some_and(|before| now.duration_since(before) < REST);
        let rested = now + if is_hurried { REST } else { Duration::ZERO };
        let outbox = self.outbox.clone();
        self.submit_load(ticket, id, location, move |is_wanted| {
            thread::sleep(rested.saturating_duration_since(Instant::now()));
            let is_wanted = is_wanted();
            if is_wanted {
                outbox.request_effect(Effect::State(StateRequest::Recall { ticket, id }));
            }
            is_wanted
        })
    }

    /// Loads an article; returns the answer only when it cannot even be tried.
    pub(super) fn open_article(
        &self,
        ticket: Ticket,
        id: ArticleId,
        location: Location,
    ) -> Option<Event> {
        self.submit_load(ticket, id, location, |is_wanted| is_wanted())
    }

    /// Loads an article once `begin` says yes, which is told whether the article is still wanted.
    fn submit_load(
        &self,
        ticket: Ticket,
        id: ArticleId,
        location: Location,
        begin: impl FnOnce(&dyn Fn() -> bool) -> bool + Send + 'static,
    ) -> Option<Event> {
        self.newest.store(ticket.0, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest);
        let outbox = self.outbox.clone();
        let path = location.path.clone();
        let (archive, spare) = (self.archive.clone(), self.spare.clone());
        let running = self.outbox.count_job();
        let job = move || {
            let _running = running;
            let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
            let send = |event| {
                let is_wanted = is_wanted();
                if is_wanted {
                    outbox.send(event);
                }
                is_wanted
            };
            if begin(&is_wanted) && send_article(ticket, id, &location, &send) && is_wanted() {
                let repeats = find_repeats(&archive, &spare, id).unwrap_or_default();
                send(Event::Articles(ArticleEvent::Repeated { ticket, repeats }));
            }
        };
        let error = self.worker.submit_job(job).err()?;
        let problem = Problem::new(&path, format!("cannot be loaded: {error}"));
        Some(Event::Articles(ArticleEvent::NotOpened { ticket, problem }))
    }
}

/// Looks up what other stories have of an article; empty if there is no catalogue.
fn find_repeats(
    archive: &Archive,
    spare: &SpareCatalogue,
    id: ArticleId,
) -> Result<Repeats, CatalogueError> {
    let opened = match spare.take().filter(|spare| !spare.is_replaced()) {
        Some(catalogue) => Some(catalogue),
        None => archive.find_catalogue()?,
    };
    let Some(catalogue) = opened else {
        return Ok(Repeats::default());
    };
    let repeats = read_repeats(&catalogue, id);
    if repeats.is_ok() {
        spare.put_back(catalogue);
    }
    repeats
}

fn read_repeats(catalogue: &Catalogue, id: ArticleId) -> Result<Repeats, CatalogueError> {
    let mut rows = HashMap::new();
    let statements = catalogue.find_statements_in(id)?;
    for quote in statements.iter().flat_map(|(_, group)| &group.quotes) {
        if let Entry::Vacant(slot) = rows.entry(quote.article)
            && let Some(row) = catalogue.find_row(quote.article)?
        {
            slot.insert(row);
        }
    }
    Ok(Repeats {
        quotes: place_repeats(statements, &rows),
        stories: catalogue.list_story_group(id)?,
    })
}

/// Returns the quotes of a story that others have too, with the rows of these stories as far as they are known.
pub(super) fn place_repeats(
    statements: Vec<(QuoteId, StatementGroup)>,
    rows: &HashMap<ArticleId, ArticleRow>,
) -> Vec<RepeatedQuote> {
    let place = |(quote, group): (QuoteId, StatementGroup)| {
        let mut known = HashSet::new();
        let quotes = group.quotes.iter();
        let places = quotes.filter(|other| known.insert(other.article));
        let places =
            places.filter_map(|other| Some((rows.get(&other.article)?.clone(), other.quote)));
        RepeatedQuote {
            quote,
            places: places.collect(),
            has_different_speakers: group.has_different_speakers(),
        }
    };
    statements.into_iter().map(place).collect()
}

/// Sends an article, then its quotes, as long as `send` says that they are wanted; returns `true` if all were.
fn send_article(
    ticket: Ticket,
    id: ArticleId,
    location: &Location,
    send: &impl Fn(Event) -> bool,
) -> bool {
    let article = match load_article(id, location) {
        Ok(article) => Arc::new(article),
        Err(problem) => {
            send(Event::Articles(ArticleEvent::NotOpened { ticket, problem }));
            return false;
        }
    };
    let opened = Event::Articles(ArticleEvent::Opened {
        ticket,
        article: Arc::clone(&article),
    });
    if !send(opened) {
        return false;
    }
    let quotes = catch_unwind(|| quotes::find(&article)).unwrap_or_default();
    send(Event::Articles(ArticleEvent::Quoted { ticket, quotes }))
}

/// Loads an article; a fault of the loader is a problem of the file.
pub(super) fn load_article(id: ArticleId, location: &Location) -> Result<Article, Problem> {
    let path: &Path = &location.path;
    let loaded = catch_unwind(AssertUnwindSafe(|| loader::load(path)))
        .map_err(|_| Problem::new(path, "cannot be read because of an internal error"))?;
    let entry = usize::try_from(location.entry).unwrap_or(usize::MAX);
    let missing = || Problem::new(path, "no longer holds this article");
    let mut article = loaded
        .articles
        .into_iter()
        .nth(entry)
        .ok_or_else(|| loaded.problems.into_iter().next().unwrap_or_else(missing))?;
    article.set_identity(id);
    Ok(article)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::runtime::outbox::Message;

    fn answers(path: &Path, entry: u32) -> Vec<Event> {
        let (outbox, messages) = Outbox::new();
        let articles = Articles::new(Archive::new(&path.with_extension("cache"), &[]), outbox);
        let location = Location {
            path: path.to_owned(),
            entry,
        };
        assert!(
            articles
                .open_article(Ticket(7), ArticleId::from_number(1), location)
                .is_none()
        );
        let mut events = Vec::new();
        while !matches!(
            events.last(),
            Some(Event::Articles(
                ArticleEvent::Quoted { .. } | ArticleEvent::NotOpened { .. }
            ))
        ) {
            if let Message::Event(event) = messages.recv().unwrap() {
                events.push(*event);
            }
        }
        events
    }

    #[test]
    fn an_article_comes_before_its_quotes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(
            &path,
            "A bench is moved\n\n“It was in the way,” said Ola Berg.\n",
        )
        .unwrap();
        let events = answers(&path, 0);
        assert!(matches!(
            &events[..],
            [
                Event::Articles(ArticleEvent::Opened { ticket: Ticket(7), .. }),
                Event::Articles(ArticleEvent::Quoted { ticket: Ticket(7), quotes }),
            ] if quotes.len() == 1
        ));
    }

    #[test]
    fn of_previews_that_are_asked_for_at_once_the_first_and_the_last_are_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let (outbox, messages) = Outbox::new();
        let mut articles = Articles::new(Archive::new(folder.path(), &[]), outbox);
        for number in 0..100 {
            let location = Location {
                path: folder.path().join("gone.txt"),
                entry: 0,
            };
            let id = ArticleId::from_number(number.into());
            assert!(
                articles
                    .preview_article(Ticket(number), id, location)
                    .is_none()
            );
        }
        let mut recalled = Vec::new();
        while recalled.last() != Some(&99) {
            if let Message::Effect(effect) = messages.recv().unwrap()
                && let Effect::State(StateRequest::Recall { ticket, .. }) = *effect
            {
                recalled.push(ticket.0);
            }
        }
        assert!(recalled.len() < 50, "{recalled:?}");
    }

    #[test]
    fn an_article_that_is_gone_is_a_problem_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let events = answers(&folder.path().join("gone.txt"), 0);
        assert!(matches!(
            &events[..],
            [Event::Articles(ArticleEvent::NotOpened { .. })]
        ));
    }
}
