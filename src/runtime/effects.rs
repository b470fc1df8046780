//! Performs what the state asks for, apart from what concerns the terminal itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::clipboard::{self, Copied};
use super::events::Message;
use super::links;
use super::worker::Worker;
use crate::app::effect::Effect;
use crate::app::event::{Event, Ticket};
use crate::app::notice::Notice;
use crate::article::Article;
use crate::library::listing::Location;
use crate::loader::{self, Problem};
use crate::quotes;
use crate::text::Clean;

/// What the effects are performed with.
pub(super) struct Services {
    sender: Sender<Message>,
    articles: Worker,
    /// The newest request for an article; what belongs to an older one is not sent.
    newest: Arc<AtomicU64>,
    desktop: Worker,
}

impl Services {
    /// Makes the services; answers that take time go to `sender`.
    pub(super) fn new(sender: Sender<Message>) -> Self {
        Self {
            sender,
            articles: Worker::default(),
            newest: Arc::default(),
            desktop: Worker::default(),
        }
    }

    /// Performs an effect and returns the answer, if it is there at once.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Open {
                ticket, location, ..
            } => self.open(ticket, location),
            Effect::Copy { text, what } => self.copy(text, what),
            Effect::OpenLink(link) => Some(Event::Notice(links::open(&link))),
            _ => None,
        }
    }

    /// Loads an article on a worker.
    fn open(&mut self, ticket: Ticket, location: Location) -> Option<Event> {
        self.newest.store(ticket.0, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest);
        let sender = self.sender.clone();
        let path = location.path.clone();
        let send = move |event| {
            newest.load(Ordering::Relaxed) == ticket.0
                && sender.send(Message::Event(Box::new(event))).is_ok()
        };
        let job = move || match load(&location) {
            Ok(article) => answer(ticket, &article, send),
            Err(problem) => {
                send(Event::NotOpened { ticket, problem });
            }
        };
        let problem = match self.articles.submit(job) {
            Ok(()) => return None,
            Err(error) => Problem::new(&path, format!("cannot be loaded: {error}")),
        };
        Some(Event::NotOpened { ticket, problem })
    }

    /// Copies text on a worker, since a clipboard's program may take its time.
    fn copy(&mut self, text: Clean, what: &'static str) -> Option<Event> {
        let sender = self.sender.clone();
        let job = move || {
            let notice = match clipboard::copy(&text) {
                Ok(Copied::ToClipboard) => Notice::quiet(&format!("copied {what}")),
                Ok(Copied::ThroughTerminal) => {
                    Notice::quiet(&format!("copied {what}, as far as the terminal allows it"))
                }
                Err(error) => Notice::error(&format!("{what} was not copied: {error}")),
            };
            let _ = sender.send(Message::Event(Box::new(Event::Notice(notice))));
        };
        let error = self.desktop.submit(job).err()?;
        let notice = Notice::error(&format!("{what} was not copied: {error}"));
        Some(Event::Notice(notice))
    }
}

/// Sends an article, then its quotes, unless a newer request has come.
fn answer(ticket: Ticket, article: &Article, send: impl Fn(Event) -> bool) {
    let opened = Event::Opened {
        ticket,
        article: Box::new(article.clone()),
    };
    if send(opened) {
        let quotes = catch_unwind(|| quotes::find(article)).unwrap_or_default();
        send(Event::Quoted { ticket, quotes });
    }
}

/// Loads an article; a fault of the loader is a problem of the file.
fn load(location: &Location) -> Result<Article, Problem> {
    let path: &Path = &location.path;
    let loaded = catch_unwind(AssertUnwindSafe(|| loader::load(path)))
        .map_err(|_| Problem::new(path, "cannot be read: pullquote has a fault here"))?;
    let entry = usize::try_from(location.entry).unwrap_or(usize::MAX);
    let missing = || Problem::new(path, "holds the article no more");
    loaded
        .articles
        .into_iter()
        .nth(entry)
        .ok_or_else(|| loaded.problems.into_iter().next().unwrap_or_else(missing))
}
