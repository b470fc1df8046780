//! Loads the article that the reader opens.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::events::Outbox;
use super::worker::Worker;
use crate::app::event::{Event, Ticket};
use crate::article::Article;
use crate::library::listing::Location;
use crate::loader::{self, Problem};
use crate::quotes;

/// Loads articles on a worker; one that takes long is given up for a newer one.
pub(super) struct Articles {
    worker: Worker,
    newest: Arc<AtomicU64>,
    outbox: Outbox,
}

impl Articles {
    /// Makes the loader; the answers go to `outbox`.
    pub(super) fn new(outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            newest: Arc::default(),
            outbox,
        }
    }

    /// Loads an article; returns the answer only when it cannot even be tried.
    pub(super) fn open(&self, ticket: Ticket, location: Location) -> Option<Event> {
        self.newest.store(ticket.0, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest);
        let outbox = self.outbox.clone();
        let send = move |event| {
            let is_wanted = newest.load(Ordering::Relaxed) == ticket.0;
            if is_wanted {
                outbox.send(event);
            }
            is_wanted
        };
        let path = location.path.clone();
        let error = self
            .worker
            .submit(move || answer(ticket, &location, send))
            .err()?;
        let problem = Problem::new(&path, format!("cannot be loaded: {error}"));
        Some(Event::NotOpened { ticket, problem })
    }
}

/// Sends an article, then its quotes, as long as `send` says that they are wanted.
fn answer(ticket: Ticket, location: &Location, send: impl Fn(Event) -> bool) {
    let article = match load(location) {
        Ok(article) => article,
        Err(problem) => {
            send(Event::NotOpened { ticket, problem });
            return;
        }
    };
    let opened = Event::Opened {
        ticket,
        article: Box::new(article.clone()),
    };
    if send(opened) {
        let quotes = catch_unwind(|| quotes::find(&article)).unwrap_or_default();
        send(Event::Quoted { ticket, quotes });
    }
}

/// Loads an article; a fault of the loader is a problem of the file.
pub(super) fn load(location: &Location) -> Result<Article, Problem> {
    let path: &Path = &location.path;
    let loaded = catch_unwind(AssertUnwindSafe(|| loader::load(path)))
        .map_err(|_| Problem::new(path, "cannot be read: pullquote has a fault here"))?;
    let entry = usize::try_from(location.entry).unwrap_or(usize::MAX);
    let missing = || Problem::new(path, "holds this article no more");
    loaded
        .articles
        .into_iter()
        .nth(entry)
        .ok_or_else(|| loaded.problems.into_iter().next().unwrap_or_else(missing))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::runtime::events::Message;

    fn answers(path: &Path, entry: u32) -> Vec<Event> {
        let (outbox, messages) = Outbox::new();
        let articles = Articles::new(outbox);
        let location = Location {
            path: path.to_owned(),
            entry,
        };
        assert!(articles.open(Ticket(7), location).is_none());
        let mut events = Vec::new();
        while !matches!(
            events.last(),
            Some(Event::Quoted { .. } | Event::NotOpened { .. })
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
                Event::Opened { ticket: Ticket(7), .. },
                Event::Quoted { ticket: Ticket(7), quotes },
            ] if quotes.len() == 1
        ));
    }

    #[test]
    fn an_article_that_is_gone_is_a_problem_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let events = answers(&folder.path().join("gone.txt"), 0);
        assert!(matches!(&events[..], [Event::NotOpened { .. }]));
    }
}
