//! The entries of the bookmarks, and the row that opens one.

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::article::TextRange;
use crate::library::listing::{ArticleRow, RowFold};
use crate::library::state::{ArticleReference, Bookmark};
use crate::text::wrap;

/// Returns the lines of each bookmark: what is kept, who said it, the whole note at a width in columns.
pub(in crate::app) fn bookmark_entries(bookmarks: &[Bookmark], width: usize) -> Vec<MenuEntry> {
    let lines = |(number, bookmark)| bookmark_lines(number, bookmark, width);
    bookmarks.iter().enumerate().flat_map(lines).collect()
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
        time: None,
        minutes: 0,
        quotes: 0,
        is_read: false,
        is_bookmarked: is_story,
        read_position: None,
        tags: Vec::new(),
        fold: RowFold::Alone,
    })
}

fn bookmark_lines(number: usize, bookmark: &Bookmark, width: usize) -> Vec<MenuEntry> {
    let description = &bookmark.kept.article.description;
    let day = description.published.map(|day| day.to_string());
    let facts = [description.source.as_deref(), day.as_deref()];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    let (text, about) = match &bookmark.kept.quote {
        Some(quote) => {
            let unnamed = if quote.is_highlight {
                "highlight"
            } else {
                "unknown speaker"
            };
            let speaker = quote.speaker.as_deref().unwrap_or(unnamed);
            let title = description.title.as_str();
            (&quote.words, MenuEntry::below(speaker, title))
        }
        None => (&description.title, MenuEntry::below("story", "")),
    };
    let first = MenuEntry::row(text, &facts.join("  "));
    let mut lines = vec![first.with_choice(EntryChoice::Bookmark(number)), about];
    if let Some(note) = &bookmark.note {
        let all = TextRange::new(0, note.len());
        let wrapped = wrap::wrap(note, all, width.max(1), wrap::Options::default());
        lines.extend(
            wrapped
                .iter()
                .map(|line| MenuEntry::note(line.range.of(note))),
        );
    }
    lines
}
