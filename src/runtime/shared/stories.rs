//! Opens stories of a shared archive.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::{SharedService, ask_until_answered};
use crate::app::effect::{Effect, StateRequest};
use crate::app::event::{ArticleEvent, Event, Repeats, Ticket};
use crate::article::ArticleId;
use crate::loader::Problem;
use crate::runtime::articles::place_repeats;
use crate::search::engine::EngineResult;
use crate::shared::reader::SharedReader;

/// After how long a page says that the server has not answered.
const SLOW: Duration = Duration::from_secs(1);

/// How many rows are read at once.
const CHUNK: usize = 500;

impl SharedService {
    /// Reads a story with its quotes; for a preview, also what is kept of it.
    pub(super) fn open_story(
        &self,
        ticket: Ticket,
        id: ArticleId,
        is_preview: bool,
    ) -> Option<Event> {
        let reader = self.reader.clone();
        let place = reader.address();
        self.stories
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                if is_preview {
                    outbox.request_effect(Effect::State(StateRequest::Recall { ticket, id }));
                }
                let tell = |reason: String| {
                    let problem = Problem::new(Path::new(place.as_str()), reason);
                    outbox.send(Event::Articles(ArticleEvent::NotOpened { ticket, problem }));
                };
                let found = ask_until_answered(outbox, is_wanted, &|| {
                    let story = tell_if_slow(&tell, &|| reader.read_story(id));
                    // It comes when the server is back; until then an empty page would not say why it is so.
                    story.inspect_err(|error| tell(error.to_string()))
                });
                let story = match found {
                    Ok(Some(Some(story))) => story,
                    Ok(Some(None)) => return tell("no longer has this article".to_owned()),
                    // The reason was told, or it is no longer wanted.
                    Ok(None) | Err(_) => return,
                };
                let article = Arc::new(story.article);
                outbox.send(Event::Articles(ArticleEvent::Opened { ticket, article }));
                let quotes = story.quotes;
                outbox.send(Event::Articles(ArticleEvent::Quoted { ticket, quotes }));
                let repeats = ask_until_answered(outbox, is_wanted, &|| find_repeats(&*reader, id));
                let Ok(repeats) = repeats.map(Option::unwrap_or_default) else {
                    return;
                };
                outbox.send(Event::Articles(ArticleEvent::Repeated { ticket, repeats }));
            })
    }
}

/// Asks for something, and says so if there is no answer for some time.
fn tell_if_slow<T>(tell: &(dyn Fn(String) + Sync), ask: &dyn Fn() -> T) -> T {
    thread::scope(|threads| {
        let (is_answered, answered) = mpsc::channel::<()>();
        threads.spawn(move || {
            if answered.recv_timeout(SLOW) == Err(RecvTimeoutError::Timeout) {
                tell("has not answered yet".to_owned());
            }
        });
        let answer = ask();
        drop(is_answered);
        answer
    })
}

/// Looks up what other stories have of one.
fn find_repeats(reader: &dyn SharedReader, id: ArticleId) -> EngineResult<Repeats> {
    let copies = reader.read_copies(id)?;
    let quotes = copies
        .statements
        .iter()
        .flat_map(|(_, group)| &group.quotes);
    let ids: BTreeSet<ArticleId> = quotes.map(|quote| quote.article).collect();
    let ids: Vec<ArticleId> = ids.into_iter().collect();
    let mut rows = HashMap::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let read = reader.read_rows(some)?;
        rows.extend(read.into_iter().map(|row| (row.id, row)));
    }
    Ok(Repeats {
        quotes: place_repeats(copies.statements, &rows),
        stories: copies.stories,
    })
}
