//! Reads the stories of a shared archive one after another, to export them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reader::SharedReader;
use crate::article::{ArticleId, Quote, QuoteId};
use crate::library::export::fetched::{FetchedStory, StoryFetch};
use crate::library::export::gather::LoadedArticle;
use crate::library::export::hits::group_quotes;
use crate::search::engine::EngineResult;
use crate::text::Clean;

/// A story that is exported, and which of its quotes; `None` for all.
type WantedHits = (ArticleId, Option<Vec<QuoteId>>);

/// Returns whole stories, each read when it is its turn; those that are no longer there are left out.
pub fn fetch_stories(reader: Arc<dyn SharedReader>, ids: Vec<ArticleId>) -> StoryFetch {
    fetch_wanted(reader, ids.into_iter().map(|id| (id, None)).collect())
}

/// Returns the stories of hits with the quotes that were found, in the order of the first hit of each.
pub fn fetch_hits(
    reader: Arc<dyn SharedReader>,
    hits: impl IntoIterator<Item = (ArticleId, Option<QuoteId>)>,
) -> StoryFetch {
    fetch_wanted(reader, group_quotes(hits))
}

fn fetch_wanted(reader: Arc<dyn SharedReader>, wanted: Vec<WantedHits>) -> StoryFetch {
    let stories = wanted.into_iter().filter_map(move |(id, wanted)| {
        let fetched = fetch_story(&*reader, id, wanted);
        let fetched = fetched.map_err(|error| Clean::line(&error.to_string()));
        fetched.transpose()
    });
    StoryFetch(Box::new(stories))
}

fn fetch_story(
    reader: &dyn SharedReader,
    id: ArticleId,
    wanted: Option<Vec<QuoteId>>,
) -> EngineResult<Option<FetchedStory>> {
    let Some(story) = reader.read_story(id)? else {
        return Ok(None);
    };
    let names = written_names(&story.quotes);
    let names = reader.known_names(&names)?;
    let same = reader.oldest_quotes(id)?;
    Ok(Some(FetchedStory {
        id,
        read: LoadedArticle {
            location: story.row.location,
            article: story.article,
            quotes: story.quotes,
        },
        wanted,
        names,
        same,
    }))
}

/// Returns the names of all speakers, alone and together, each once.
fn written_names(quotes: &[Quote]) -> Vec<&str> {
    let together = quotes.iter().filter_map(|quote| quote.speaker.as_ref());
    let alone = quotes.iter().flat_map(|quote| &quote.speakers);
    let names: BTreeSet<&str> = together
        .chain(alone)
        .map(|speaker| speaker.name.as_str())
        .collect();
    names.into_iter().collect()
}
