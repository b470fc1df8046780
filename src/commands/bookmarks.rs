//! `pullquote bookmarks`: prints the bookmarks, even if their files are gone.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::row_format::write_json_line;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, state};
use crate::library::bookmarks::list_bookmarks;
use crate::library::catalogue::Catalogue;
use crate::library::state::{Bookmark, KeptQuote};
use crate::text::Clean;

/// Print bookmarks, newest first, even if their files are gone
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote bookmarks
  pullquote bookmarks --json | jq -r 'select(.note) | .note'")]
pub struct BookmarksArguments {
    /// Print one JSON object per bookmark
    #[arg(long)]
    json: bool,
}

/// A bookmark as JSON.
#[derive(Debug, Serialize)]
struct BookmarkJson<'a> {
    article: String,
    title: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    path: Option<Clean>,
    /// The words of a quote; `None` for a story.
    quote: Option<&'a str>,
    kind: Option<&'static str>,
    speaker: Option<&'a str>,
    note: Option<&'a str>,
    /// When it was first kept.
    added: String,
    entry: Option<u32>,
    tags: Vec<&'a str>,
}

impl<'a> BookmarkJson<'a> {
    /// Describes a bookmark, given the tags of its story.
    fn new(bookmark: &'a Bookmark, of_story: &'a [Clean]) -> Self {
        let article = &bookmark.kept.article;
        let description = &article.description;
        let quote = bookmark.kept.quote.as_ref();
        let location = description.location.as_ref();
        let tags = quote.map_or(of_story, |_| &bookmark.tags);
        let path = |path: &Path| Clean::new(&path.to_string_lossy());
        Self {
            article: article.id.to_string(),
            title: &description.title,
            source: description.source.as_deref(),
            published: description.published.map(|day| day.to_string()),
            url: description.url.as_deref(),
            path: location.map(|location| path(&location.path)),
            quote: quote.map(|quote| quote.words.as_str()),
            kind: quote.map(KeptQuote::kind_name),
            speaker: quote.and_then(|quote| quote.speaker.as_deref()),
            note: bookmark.note.as_deref(),
            added: bookmark.added.to_string(),
            entry: location.map(|location| location.entry),
            tags: tags.iter().map(Clean::as_str).collect(),
        }
    }

    /// Writes the bookmark to read: the article, then the quote, its tags and its note on lines of their own.
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let about = [self.source, self.published.as_deref()];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        match about.as_slice() {
            [] => writeln!(out, "{}", join_lines(self.title))?,
            about => writeln!(out, "{} ({})", join_lines(self.title), about.join(", "))?,
        }
        if let Some(quote) = self.quote {
            let speaker = self.speaker.map(|speaker| format!(" — {speaker}"));
            writeln!(
                out,
                "  {}{}",
                join_lines(quote),
                speaker.unwrap_or_default()
            )?;
        }
        if !self.tags.is_empty() {
            writeln!(out, "  Tags: {}", self.tags.join(", "))?;
        }
        for line in self.note.unwrap_or_default().lines() {
            writeln!(out, "  Note: {line}")?;
        }
        Ok(())
    }
}

fn join_lines(text: &str) -> String {
    text.replace('\n', " ")
}

/// Prints the bookmarks.
///
/// # Errors
/// Fails when the state cannot be read or nothing can be printed.
pub fn run(
    arguments: &BookmarksArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    // What is kept is printed also if the config is wrong, and of all versions of a story then the latest.
    let archive = environment
        .load_config()
        .map(|config| environment.find_archive(&environment.usual_paths(&config)));
    let catalogue = archive
        .ok()
        .and_then(|archive| archive.find_catalogue().ok());
    let catalogue = catalogue.flatten();
    let data = &environment.paths.data;
    print_bookmarks(data, catalogue.as_ref(), arguments.json, console)
}

fn print_bookmarks(
    data: &Path,
    catalogue: Option<&Catalogue>,
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let store = state::open_state(data, console)?;
    let unreadable = |error| CommandError::with_cause("the bookmarks cannot be read", error);
    let bookmarks = list_bookmarks(&store, catalogue).map_err(unreadable)?;
    let unreadable = |error| CommandError::with_cause("the tags cannot be read", error);
    let story_tags = store.tags_by_article().map_err(unreadable)?;
    for bookmark in &bookmarks {
        let of_story = story_tags.get(&bookmark.kept.article.id);
        let printed = BookmarkJson::new(bookmark, of_story.map_or(&[], Vec::as_slice));
        if is_json {
            write_json_line(&printed, console.out)?;
        } else {
            printed.write_text(console.out)?;
        }
    }
    Ok(if bookmarks.is_empty() {
        CommandOutcome::NothingFound(Clean::new("no bookmarks"))
    } else {
        CommandOutcome::Done
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::article::{ArticleId, QuoteKind, TextRange};
    use crate::library::anchor::Anchor;
    use crate::library::listing::Location;
    use crate::library::state::{
        ArticleDescription, ArticleReference, BookmarkTarget, StateChange, StateStore,
        TaggedArticle,
    };

    /// A reader who bookmarked a story, and then a quote with a note.
    fn reader() -> TempDir {
        let data = TempDir::new().unwrap();
        let mut store = StateStore::open(data.path(), Timestamp::UNIX_EPOCH)
            .unwrap()
            .store;
        let whole = BookmarkTarget {
            article: ArticleReference {
                id: ArticleId::from_number(42),
                description: ArticleDescription {
                    title: Clean::new("The lock keeper’s day"),
                    source: Some(Clean::new("The Estuary Post")),
                    published: Some(date(2026, 11, 2)),
                    url: Some(Clean::new("https://estuary.example/lock")),
                    location: Some(Location {
                        path: "/news/lock.txt".into(),
                        entry: 0,
                    }),
                },
            },
            quote: None,
        };
        let words = "“Low water waits for nobody,”";
        let quote = BookmarkTarget {
            quote: Some(KeptQuote {
                anchor: Anchor::from_range(words, TextRange::new(0, words.len())),
                words: Clean::new(words),
                speaker: Some(Clean::new("Ansel Rook")),
                kind: QuoteKind::Direct,
                is_highlight: false,
            }),
            ..whole.clone()
        };
        let note = Clean::new("Ask him about\nthe drought.");
        let tags = vec![Clean::new("drought"), Clean::new("low water")];
        let tag = StateChange::SetQuoteTags {
            kept: quote.clone(),
            tags,
        };
        let tag_story = StateChange::SetTags(vec![TaggedArticle {
            article: whole.article.clone(),
            tags: vec![Clean::new("rivers")],
        }]);
        let at = |second| Timestamp::from_second(second).unwrap();
        store
            .apply_change(&StateChange::Bookmark(vec![whole]), at(1))
            .unwrap();
        store
            .apply_change(&StateChange::SetNote { kept: quote, note }, at(2))
            .unwrap();
        store.apply_change(&tag, at(3)).unwrap();
        store.apply_change(&tag_story, at(4)).unwrap();
        data
    }

    fn printed(data: &Path, is_json: bool) -> (String, CommandOutcome) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let outcome = print_bookmarks(data, None, is_json, &mut console).unwrap();
        assert_eq!(notes, b"");
        (String::from_utf8(out).unwrap(), outcome)
    }

    #[test]
    fn bookmarks_are_printed_to_read() {
        insta::assert_snapshot!(printed(reader().path(), false).0);
    }

    #[test]
    fn bookmarks_are_printed_as_json_one_a_line() {
        insta::assert_snapshot!(printed(reader().path(), true).0);
    }

    #[test]
    fn without_bookmarks_nothing_is_found() {
        let empty = TempDir::new().unwrap();
        let (text, outcome) = printed(empty.path(), false);
        assert_eq!((text.as_str(), outcome.exit_code()), ("", 1));
    }
}
