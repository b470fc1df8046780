//! The entries of the bookmarks, and the row that opens one.

use jiff::civil::Date;

use crate::app::event::{StoryLength, TaggedBookmark};
use crate::app::menu::{EntryKind, MenuEntry};
use crate::app::overlay::EntryChoice;
use crate::article::TextRange;
use crate::library::listing::{ArticleRow, RowFold};
use crate::library::state::ArticleReference;
use crate::text::quoted::drop_clause_comma;
use crate::text::wrap;

/// What is said of a bookmark whose file is gone, in place of its source.
const GONE: &str = "file is gone";

/// How bookmarks are listed.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct BookmarkList {
    /// The columns of a note.
    pub(in crate::app) width: usize,
    /// The day it is.
    pub(in crate::app) today: Date,
    /// Whether an empty line parts each from the next.
    pub(in crate::app) is_roomy: bool,
}

/// Returns the lines of each bookmark: what is kept, who said it with the tags of its story, the whole note.
pub(in crate::app) fn bookmark_entries(
    bookmarks: &[TaggedBookmark],
    list: BookmarkList,
) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    for (number, bookmark) in bookmarks.iter().enumerate() {
        if list.is_roomy && number > 0 {
            entries.push(MenuEntry::below("", ""));
        }
        entries.extend(bookmark_lines(bookmark, list));
    }
    entries
}

/// Returns the row of an article that is kept, as far as what is kept of it tells; `None` if its file is unknown.
pub(in crate::app) fn bookmarked_row(article: ArticleReference) -> Option<ArticleRow> {
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
        // Known once the article is recalled.
        is_bookmarked: false,
        read_position: None,
        tags: Vec::new(),
        fold: RowFold::Alone,
    })
}

fn bookmark_lines(tagged: &TaggedBookmark, list: BookmarkList) -> Vec<MenuEntry> {
    let bookmark = &tagged.bookmark;
    let description = &bookmark.kept.article.description;
    let day = description.published;
    let day = day.map(|day| format!("{:>11}", format_kept_day(day, list.today)));
    let source = description.source.as_deref();
    let source = if tagged.is_gone { Some(GONE) } else { source };
    let facts = [source, day.as_deref()];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    let tags: Vec<String> = tagged.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = tags.join(" ");
    let (text, who, title) = match &bookmark.kept.quote {
        Some(quote) => {
            let unnamed = if quote.is_highlight {
                "highlight"
            } else {
                "unknown speaker"
            };
            let speaker = quote.speaker.as_deref().unwrap_or(unnamed);
            let words = drop_clause_comma(&quote.words);
            (words, speaker, description.title.as_str())
        }
        None => (description.title.as_str().into(), "story", ""),
    };
    let length = tagged
        .length
        .filter(|_| bookmark.kept.quote.is_none())
        .map(describe_length);
    let who = format!("{who}{}", length.unwrap_or_default());
    // Of a story with tags, those say more than its title.
    let about = if tags.is_empty() { title } else { &tags };
    let mut first = MenuEntry::row(&text, &facts.join("  "));
    if tagged.is_gone {
        first.kind = EntryKind::Gone;
    }
    let mut lines = vec![
        first.with_choice(EntryChoice::Bookmark(Box::new(bookmark.clone()))),
        MenuEntry::below(&who, about),
    ];
    if let Some(note) = &bookmark.note {
        let all = TextRange::new(0, note.len());
        let wrapped = wrap::wrap(note, all, list.width.max(1), wrap::Options::default());
        lines.extend(
            wrapped
                .iter()
                .map(|line| MenuEntry::note(line.range.of(note))),
        );
    }
    lines
}

/// Returns the minutes and quotes of a story, as they follow the word for it.
fn describe_length(length: StoryLength) -> String {
    let minutes = (length.minutes > 0).then(|| format!(" · {} min", length.minutes));
    let quotes = (length.quotes > 0).then(|| format!(" · “{}", length.quotes));
    [minutes, quotes].into_iter().flatten().collect()
}

/// Returns a day as a list has it: without the year if it is this one.
fn format_kept_day(day: Date, today: Date) -> String {
    let pattern = if day.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    day.strftime(pattern).to_string()
}
