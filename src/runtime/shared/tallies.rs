//! Counts in a shared archive: hits by speaker, source and time, and who gets to speak.

use super::searches::own_flags;
use super::{SharedService, ask_until_answered, lists};
use crate::app::effect::{CountRequest, ShareQuery};
use crate::app::event::{Event, SearchEvent};
use crate::library::Archive;
use crate::people::QuotedShares;
use crate::search::engine::EngineResult;
use crate::shared::reader::{SharedReader, SharedShareScope};

impl SharedService {
    /// Counts the hits of a search.
    pub(super) fn count_hits(&self, request: CountRequest) -> Option<Event> {
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        self.counts
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                let flags = own_flags(&archive, &request.query);
                let ask = request.to_hit_request(&flags);
                let key = request.key;
                let counted =
                    ask_until_answered(outbox, is_wanted, &|| reader.count_groups(&ask, &[key]));
                if let Ok(Some(counted)) = counted {
                    outbox.send(Event::Search(SearchEvent::Counts {
                        ticket: request.ticket,
                        key,
                        counts: counted.groups,
                    }));
                }
            })
    }

    /// Counts who gets to speak.
    pub(super) fn count_shares(&self, query: ShareQuery) -> Option<Event> {
        let (reader, archive) = (self.reader.clone(), self.archive.clone());
        self.shares
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                let counted = ask_until_answered(outbox, is_wanted, &|| {
                    read_shares(&*reader, &archive, &query)
                });
                if let Ok(Some(shares)) = counted {
                    outbox.send(Event::Search(SearchEvent::Shares(Box::new(shares))));
                }
            })
    }
}

fn read_shares(
    reader: &dyn SharedReader,
    archive: &Archive,
    query: &ShareQuery,
) -> EngineResult<QuotedShares> {
    let groups = match query {
        ShareQuery::Listing(listing) => {
            let own = lists::own_marks(archive, &listing.filter);
            let scope = SharedShareScope::Listing { listing, own: &own };
            reader.count_shares(scope, &[])?
        }
        ShareQuery::Found(found) => {
            let flags = own_flags(archive, &found.query);
            let ask = found.to_hit_request(&flags);
            reader.count_shares(SharedShareScope::Hits(&ask), &[])?
        }
    };
    let shares = groups.into_iter().map(|group| group.shares).next();
    Ok(shares.unwrap_or_default())
}
