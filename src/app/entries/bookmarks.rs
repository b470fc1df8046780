//! The entries of the bookmarks, and the row that opens one.

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::library::listing::ArticleRow;
use crate::library::state::{ArticleReference, Bookmark};

/// Returns an entry for each bookmark.
pub(in crate::app) fn bookmark_entries(bookmarks: &[Bookmark]) -> Vec<MenuEntry> {
    bookmarks
        .iter()
        .enumerate()
        .map(|(number, bookmark)| bookmark_entry(number, bookmark))
        .collect()
}

/// Returns the row of a bookmarked article, as far as the bookmark knows it; `None` if its file is unknown.
pub(in crate::app) fn bookmarked_row(
    article: ArticleReference,
    is_story: bool,
) -> Option<ArticleRow> {
    Some(ArticleRow {
        id: article.id,
        location: article.description.location?,
        title: article.description.title,
        source: article.description.source,
        published: article.description.published,
        minutes: 0,
        quotes: 0,
        is_read: false,
        is_bookmarked: is_story,
        read_position: None,
        tags: Vec::new(),
    })
}

fn bookmark_entry(number: usize, bookmark: &Bookmark) -> MenuEntry {
    let description = &bookmark.kept.article.description;
    let source = description.source.as_deref().unwrap_or_default();
    let day = description
        .published
        .map(|day| day.to_string())
        .unwrap_or_default();
    let note = bookmark
        .note
        .as_deref()
        .map(|note| format!("note: {note}"))
        .unwrap_or_default();
    let (text, about) = match &bookmark.kept.quote {
        Some(quote) => {
            let speaker = quote.speaker.as_deref().unwrap_or("unknown speaker");
            (
                quote.words.clone(),
                format!("{speaker}, in '{}'", description.title.as_str()),
            )
        }
        None => (description.title.clone(), String::new()),
    };
    let parts = [about.as_str(), source, &day, &note];
    let detail = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    MenuEntry::row(&text, &detail).with_choice(EntryChoice::Bookmark(number))
}
