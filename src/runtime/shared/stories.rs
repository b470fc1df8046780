//! Opens stories of a shared archive.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::{SharedService, ask_until_answered};
use crate::app::effect::{Effect, StateRequest};
use crate::app::event::{ArticleEvent, Event, Repeats, Ticket};
use crate::article::ArticleId;
use crate::loader::Problem;
use crate::runtime::articles::place_repeats;
use crate::search::engine::EngineResult;
use crate::shared::reader::SharedReader;

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
                let found = ask_until_answered(outbox, is_wanted, &|| reader.read_story(id));
                let story = match found {
                    Ok(None) => return,
                    Ok(Some(Some(story))) => Ok(story),
                    Ok(Some(None)) => Err("no longer has this article".to_owned()),
                    Err(error) => Err(error.to_string()),
                };
                let story = match story {
                    Ok(story) => story,
                    Err(reason) => {
                        let problem = Problem::new(Path::new(place.as_str()), reason);
                        outbox.send(Event::Articles(ArticleEvent::NotOpened { ticket, problem }));
                        return;
                    }
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
