//! Builds stories from files, the state and the bookmarks.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::civil::Date;

use super::knowledge::ExportState;
use super::story::{Story, StoryQuote, StorySpeaker};
use crate::article::{Article, ArticleId, Quote, QuoteId, SpeakerSort, TextRange};
use crate::cite::{Citation, CitedQuote, context, fragment};
use crate::library::anchor::Anchor;
use crate::library::corrections::{self, highlights};
use crate::library::inbox::markdown;
use crate::library::listing::Location;
use crate::library::state::{ArticleDescription, Bookmark, KeptQuote, StateError, StateStore};
use crate::loader::{self, Problem};
use crate::quotes;
use crate::text::Clean;

/// An article with its quotes as they were found, before any correction.
#[derive(Debug)]
pub struct LoadedArticle {
    /// Where it is stored.
    pub location: Location,
    /// The article.
    pub article: Article,
    /// Its quotes.
    pub quotes: Vec<Quote>,
}

impl LoadedArticle {
    /// Gives the article an identity that was decided on, and its quotes those that follow from it.
    fn set_identity(&mut self, id: ArticleId) {
        self.article.set_identity(id);
        QuoteId::assign_all(&self.article, &mut self.quotes);
    }
}

/// Loads the articles of a file, or only the one with this number, and finds their quotes.
#[must_use]
pub fn load_articles(path: &Path, entry: Option<u32>) -> (Vec<LoadedArticle>, Vec<Problem>) {
    let loaded = loader::load(path);
    let articles = (0..).zip(loaded.articles);
    let meant = articles.filter(|(number, _)| entry.is_none_or(|entry| entry == *number));
    let read = meant.map(|(number, article)| LoadedArticle {
        location: Location {
            path: path.to_owned(),
            entry: number,
        },
        quotes: quotes::find(&article),
        article,
    });
    (read.collect(), loaded.problems)
}

/// Builds the story of an article with all its quotes, as the user corrected them.
///
/// `identity` is the one that the catalogue decided on, if it is known.
///
/// # Errors
/// Fails if the state cannot be read.
pub fn make_story(
    read: &mut LoadedArticle,
    identity: Option<ArticleId>,
    state: &ExportState<'_>,
    today: Date,
) -> Result<Story, StateError> {
    let usual = ArticleId::for_article(&read.article);
    let id = if let Some(id) = identity {
        id
    } else {
        state.store().identify_article(&mut read.article)?;
        ArticleId::for_article(&read.article)
    };
    if id != usual {
        read.set_identity(id);
    }
    let article = &read.article;
    let bookmarks = state.store().bookmarks_of(id)?;
    let quotes = state.correct_quotes(read);
    let kept = corrections::match_bookmarks(article, &quotes, &bookmarks);
    let sorts = quotes::list_sorts(article);
    let mut highlights = highlights_of(article, &quotes, &bookmarks);
    let taken = quotes.iter().map(|quote| quote.id).collect();
    assign_stored(id, &mut highlights, taken);
    let quotes = quotes.iter().zip(kept).map(|(quote, kept)| {
        let cited = Citation::of_quote(article, quote, today).quote?;
        let kept = kept.and_then(|number| bookmarks.get(number));
        Some(StoryQuote {
            speaker_sort: speaker_sort(&cited, &sorts),
            quoted: cited,
            id: quote.id,
            person: None,
            speakers: quote.speakers.iter().map(StorySpeaker::new).collect(),
            confidence: Some(quote.confidence),
            same: None,
            is_corrected: quote.is_corrected,
            anchor: Anchor::from_range(&article.text, quote.range),
            is_highlight: false,
            is_bookmarked: kept.is_some(),
            note: kept.and_then(|kept| kept.note.clone()),
            tags: kept.map(|kept| kept.tags.clone()).unwrap_or_default(),
            added: kept.map(|kept| kept.added),
        })
    });
    let itself = bookmarks
        .iter()
        .find(|bookmark| bookmark.kept.quote.is_none());
    Ok(Story {
        id,
        path: Some(path_as_text(&read.location.path)),
        entry: Some(read.location.entry),
        citation: Citation::of_story(article, today),
        standfirst: article.metadata.standfirst.clone(),
        body: Some(markdown::markdown_of(article)),
        is_bookmarked: itself.is_some(),
        note: itself.and_then(|bookmark| bookmark.note.clone()),
        tags: state.store().tags_of(id)?,
        quotes: sort_quotes(quotes.flatten().chain(highlights).collect()),
    })
}

/// Builds stories from bookmarks, one for each article and in their order, with the bookmarked quotes only.
///
/// No file is read: a story has what was stored with its bookmarks, until [`complete_story`] adds the rest.
///
/// # Errors
/// Fails if the state cannot be read.
pub fn stories_of_bookmarks(
    bookmarks: &[Bookmark],
    state: &StateStore,
    today: Date,
) -> Result<Vec<Story>, StateError> {
    let all_tags = state.tags_by_article()?;
    let mut found: Vec<Story> = Vec::new();
    for bookmark in bookmarks {
        let reference = &bookmark.kept.article;
        let known = found.iter().position(|known| known.id == reference.id);
        if known.is_none() {
            let tags = all_tags.get(&reference.id).cloned().unwrap_or_default();
            let description = &reference.description;
            found.push(story_from_description(
                reference.id,
                description,
                tags,
                today,
            ));
        }
        let number = known.unwrap_or(found.len() - 1);
        let Some(story) = found.get_mut(number) else {
            continue;
        };
        match &bookmark.kept.quote {
            None => {
                story.is_bookmarked = true;
                story.note.clone_from(&bookmark.note);
            }
            Some(kept) => story.quotes.push(quote_from_bookmark(bookmark, kept)),
        }
    }
    for story in &mut found {
        story.quotes = sort_quotes(std::mem::take(&mut story.quotes));
        assign_stored(story.id, &mut story.quotes, HashSet::new());
    }
    Ok(found)
}

/// Gives quotes that were stored with bookmarks their identities: to several of the same words different ones, and none
/// that is taken.
fn assign_stored<'a>(
    article: ArticleId,
    stored: impl IntoIterator<Item = &'a mut StoryQuote>,
    mut taken: HashSet<QuoteId>,
) {
    for quote in stored {
        let words = &quote.anchor.exact;
        let make_id = if quote.is_highlight {
            QuoteId::from_highlight
        } else {
            QuoteId::from_words
        };
        let mut ids = (0..=taken.len()).map(|occurrence| make_id(article, words, occurrence));
        quote.id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
        taken.insert(quote.id);
    }
}

/// Sorts quotes by their places in the text.
fn sort_quotes(mut quotes: Vec<StoryQuote>) -> Vec<StoryQuote> {
    quotes.sort_by_key(|quote| quote.anchor.position);
    quotes
}

/// Returns what the text shows a quote's speaker to be; `None` if it does not.
fn speaker_sort(quoted: &CitedQuote, sorts: &HashMap<String, SpeakerSort>) -> Option<SpeakerSort> {
    let name = quoted.speaker.as_deref()?;
    sorts.get(name).copied()
}

/// Completes the story of a bookmark from its article; does nothing if the file now holds another article.
pub fn complete_story(story: &mut Story, read: &mut LoadedArticle, state: &ExportState<'_>) {
    read.set_identity(story.id);
    let article = &read.article;
    // The path may lead to another story by now, or to one edited so much that it has another identity.
    if ArticleId::for_article(article) != story.id {
        return;
    }
    let today = story.citation.accessed;
    story.citation = Citation::of_story(article, today);
    story.standfirst.clone_from(&article.metadata.standfirst);
    let quotes = state.correct_quotes(read);
    let (sorts, mut taken) = (quotes::list_sorts(article), HashSet::new());
    for kept in &mut story.quotes {
        let Some(range) = kept.anchor.find_in(&article.text).range() else {
            continue;
        };
        let is_meant = |quote: &&Quote| {
            let is_it = || highlights::has_words_of(article, range, quote);
            quote.range.overlaps(range) && (!kept.is_highlight || is_it())
        };
        let found = quotes.iter().find(is_meant);
        if let Some(quote) = found
            && let Some(quoted) = Citation::of_quote(article, quote, today).quote
        {
            kept.speaker_sort = speaker_sort(&quoted, &sorts);
            kept.quoted = quoted;
            (kept.id, kept.is_corrected) = (quote.id, quote.is_corrected);
            taken.insert(quote.id);
            kept.speakers = quote.speakers.iter().map(StorySpeaker::new).collect();
            kept.confidence = Some(quote.confidence);
            kept.is_highlight = false;
            continue;
        }
        // The quote is no longer found there, but the words are: the stored speaker stays, the context is renewed.
        renew_context(kept, article, range);
    }
    let stored = story.quotes.iter_mut();
    let stored = stored.filter(|kept| kept.confidence.is_none());
    assign_stored(story.id, stored, taken);
}

fn story_from_description(
    id: ArticleId,
    description: &ArticleDescription,
    tags: Vec<Clean>,
    today: Date,
) -> Story {
    let location = description.location.as_ref();
    Story {
        id,
        path: location.map(|location| path_as_text(&location.path)),
        entry: location.map(|location| location.entry),
        citation: Citation {
            title: description.title.clone(),
            source: description.source.clone(),
            published: description.published,
            url: description.url.clone(),
            accessed: today,
            ..Citation::default()
        },
        standfirst: None,
        body: None,
        is_bookmarked: false,
        note: None,
        tags,
        quotes: Vec::new(),
    }
}

/// Returns a bookmarked quote as it was stored, still without an identity.
fn quote_from_bookmark(bookmark: &Bookmark, kept: &KeptQuote) -> StoryQuote {
    let speaker = kept.speaker.clone().map(|name| StorySpeaker {
        name,
        role: None,
        person: None,
    });
    StoryQuote {
        quoted: remembered_words(kept),
        id: QuoteId::default(),
        person: None,
        speakers: speaker.into_iter().collect(),
        confidence: None,
        same: None,
        is_corrected: false,
        speaker_sort: None,
        anchor: kept.anchor.clone(),
        is_highlight: kept.is_highlight,
        is_bookmarked: true,
        note: bookmark.note.clone(),
        tags: bookmark.tags.clone(),
        added: Some(bookmark.added),
    }
}

/// Returns the highlighted passages of an article that are no quotes, with their context.
fn highlights_of(article: &Article, quotes: &[Quote], bookmarks: &[Bookmark]) -> Vec<StoryQuote> {
    let passages = highlights::find_passages(article, quotes, bookmarks);
    let kept = passages.into_iter().filter_map(|passage| {
        let bookmark = bookmarks.get(passage.bookmark)?;
        let mut quote = quote_from_bookmark(bookmark, bookmark.kept.quote.as_ref()?);
        renew_context(&mut quote, article, passage.range);
        Some(quote)
    });
    kept.collect()
}

/// Gives a bookmarked quote the context that its words have now.
fn renew_context(kept: &mut StoryQuote, article: &Article, range: TextRange) {
    let (before, after) = context::surrounding_sentences(article, range);
    kept.quoted.before = before;
    kept.quoted.after = after;
    kept.quoted.directive = fragment::text_directive(article, range);
}

/// Returns a bookmarked quote with its stored context.
fn remembered_words(kept: &KeptQuote) -> CitedQuote {
    CitedQuote {
        words: kept.words.clone(),
        kind: kept.kind,
        speaker: kept.speaker.clone(),
        role: None,
        before: Clean::line(&kept.anchor.before),
        after: Clean::line(&kept.anchor.after),
        directive: None,
    }
}

fn path_as_text(path: &Path) -> Clean {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    Clean::line(&path.to_string_lossy())
}
