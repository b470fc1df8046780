//! From files, the state and the bookmarks to stories.

use std::path::Path;

use jiff::civil::Date;

use super::story::{Story, StoryQuote};
use crate::article::{Article, ArticleId, Quote};
use crate::cite::{Citation, CitedQuote, context, fragment};
use crate::library::anchor::Anchor;
use crate::library::inbox::markdown;
use crate::library::listing::Location;
use crate::library::remembered;
use crate::library::state::{Bookmark, Description, KeptQuote, StateError, Store};
use crate::loader::{self, Problem};
use crate::quotes;
use crate::text::Clean;

/// An article and its quotes as found.
#[derive(Debug)]
pub struct Read {
    /// Where it is.
    pub location: Location,
    /// The article.
    pub article: Article,
    /// Its quotes.
    pub quotes: Vec<Quote>,
}

/// Loads the articles of a file, or the one that is meant, and finds their quotes.
#[must_use]
pub fn read(path: &Path, entry: Option<u32>) -> (Vec<Read>, Vec<Problem>) {
    let loaded = loader::load(path);
    let articles = (0..).zip(loaded.articles);
    let meant = articles.filter(|(number, _)| entry.is_none_or(|entry| entry == *number));
    let read = meant.map(|(number, article)| Read {
        location: Location {
            path: path.to_owned(),
            entry: number,
        },
        quotes: quotes::find(&article),
        article,
    });
    (read.collect(), loaded.problems)
}

/// Makes a story with all its quotes, as the reader corrected them.
///
/// # Errors
/// When the state cannot be read.
pub fn story(read: &Read, state: &Store, today: Date) -> Result<Story, StateError> {
    let article = &read.article;
    let id = ArticleId::for_article(article);
    let bookmarks = state.bookmarks_of(id)?;
    let quotes = remembered::corrected(article, &read.quotes, &state.corrections(id)?);
    let kept = remembered::bookmarked(article, &quotes, &bookmarks);
    let quotes = quotes.iter().zip(kept).map(|(quote, kept)| {
        let citation = Citation::of_quote(article, quote, today);
        let kept = kept.and_then(|number| bookmarks.get(number));
        Some(StoryQuote {
            quoted: citation.quote?,
            anchor: Anchor::of(&article.text, quote.range),
            is_bookmarked: kept.is_some(),
            note: kept.and_then(|kept| kept.note.clone()),
            added: kept.map(|kept| kept.added),
        })
    });
    let itself = bookmarks
        .iter()
        .find(|bookmark| bookmark.kept.quote.is_none());
    Ok(Story {
        id,
        path: Some(shown(&read.location.path)),
        citation: Citation::of_story(article, today),
        standfirst: article.metadata.standfirst.clone(),
        body: Some(markdown::write(article)),
        is_bookmarked: itself.is_some(),
        note: itself.and_then(|bookmark| bookmark.note.clone()),
        tags: state.tags(id)?,
        quotes: quotes.flatten().collect(),
    })
}

/// Makes stories of bookmarks, one an article, with the kept quotes alone; of a file that is gone, what was kept.
///
/// # Errors
/// When the state cannot be read.
pub fn bookmarked(
    bookmarks: &[Bookmark],
    state: &Store,
    today: Date,
) -> Result<Vec<Story>, StateError> {
    let mut found: Vec<Story> = Vec::new();
    for bookmark in bookmarks {
        let reference = &bookmark.kept.article;
        let known = found.iter().position(|known| known.id == reference.id);
        if known.is_none() {
            let tags = state.tags(reference.id)?;
            let description = &reference.description;
            found.push(described(reference.id, description, tags, today));
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
            Some(kept) => story.quotes.push(StoryQuote {
                quoted: remembered_words(kept),
                anchor: kept.anchor.clone(),
                is_bookmarked: true,
                note: bookmark.note.clone(),
                added: Some(bookmark.added),
            }),
        }
    }
    for story in &mut found {
        story.quotes.sort_by_key(|quote| quote.anchor.position);
    }
    Ok(found)
}

/// Completes the story of a bookmark with what its article says, if that is still there.
///
/// # Errors
/// When the state cannot be read.
pub fn complete(story: &mut Story, read: &Read, state: &Store) -> Result<(), StateError> {
    let article = &read.article;
    if ArticleId::for_article(article) != story.id {
        return Ok(());
    }
    let today = story.citation.accessed;
    story.citation = Citation::of_story(article, today);
    story.standfirst.clone_from(&article.metadata.standfirst);
    let quotes = remembered::corrected(article, &read.quotes, &state.corrections(story.id)?);
    for kept in &mut story.quotes {
        let Some(range) = kept.anchor.find(&article.text).range() else {
            continue;
        };
        let found = quotes.iter().find(|quote| quote.range.overlaps(range));
        let found = found.and_then(|quote| Citation::of_quote(article, quote, today).quote);
        if let Some(quoted) = found {
            kept.quoted = quoted;
            continue;
        }
        let (before, after) = context::surrounding_sentences(article, range);
        kept.quoted.before = before;
        kept.quoted.after = after;
        kept.quoted.directive = fragment::text_directive(article, range);
    }
    Ok(())
}

fn described(id: ArticleId, description: &Description, tags: Vec<Clean>, today: Date) -> Story {
    let location = description.location.as_ref();
    Story {
        id,
        path: location.map(|location| shown(&location.path)),
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

/// Returns a kept quote with what was kept of the text around it.
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

fn shown(path: &Path) -> Clean {
    Clean::line(&path.to_string_lossy())
}
