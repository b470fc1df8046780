//! The changes of the state, and their descriptions on the screen.

use super::model::{
    ArticleReference, BookmarkTarget, Correction, PersonDecision, QuoteCorrection, ReadPosition,
    SavedSearch, SeenHits, TaggedArticle, TargetKey,
};
use crate::article::ArticleId;
use crate::text::Clean;
use crate::text::number::format_count;
use crate::text::quoted::drop_clause_comma;
use crate::text::wrap::begins_with_mark;

/// One change of the state; a bulk change is one change and is undone as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateChange {
    /// Marks articles read or unread.
    SetRead {
        /// The articles.
        articles: Vec<ArticleId>,
        /// Whether they were read.
        is_read: bool,
    },
    /// Bookmarks stories and quotes; existing bookmarks keep their times.
    Bookmark(Vec<BookmarkTarget>),
    /// Removes bookmarks, with the notes on them.
    RemoveBookmarks(Vec<TargetKey>),
    /// Writes a note on a story or quote and bookmarks it; an empty note removes the note but not the bookmark.
    SetNote {
        /// What the note is on.
        kept: BookmarkTarget,
        /// The note.
        note: Clean,
    },
    /// Adds one tag to articles.
    AddTag {
        /// Which articles.
        articles: Vec<ArticleReference>,
        /// The tag.
        tag: Clean,
    },
    /// Removes one tag from articles.
    RemoveTag {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// The tag.
        tag: Clean,
    },
    /// Gives articles these tags and no others.
    SetTags(Vec<TaggedArticle>),
    /// Sets the tags of a quote or highlight, and bookmarks it.
    SetQuoteTags {
        /// The quote.
        kept: BookmarkTarget,
        /// All its tags.
        tags: Vec<Clean>,
    },
    /// Remembers how far an article was read, or forgets it; not undone.
    SetPlace {
        /// The article.
        article: ArticleId,
        /// How far; `None` if reading starts over.
        place: Option<ReadPosition>,
    },
    /// Corrects the speakers of quotes, or marks them as no quotes.
    Correct(Vec<QuoteCorrection>),
    /// Removes the corrections of quotes.
    Uncorrect(Vec<TargetKey>),
    /// Says of pairs of names whether they are one person's.
    DecidePersons(Vec<PersonDecision>),
    /// Removes what was said of pairs of names.
    ForgetDecisions(Vec<PersonDecision>),
    /// Links articles with what edits made of them: what is kept of one is kept of both; not undone.
    ///
    /// Each is the article as it was known, and as it is known now. Where both have a fact, the later one holds.
    Follow(Vec<(ArticleId, ArticleReference)>),
    /// Saves a search under a name, replacing the one with that name.
    SaveSearch(SavedSearch),
    /// Removes a saved search.
    ForgetSearch {
        /// Its name.
        name: Clean,
    },
    /// Remembers which hits of a saved search were seen; not undone.
    SeeSearch {
        /// Its name.
        name: Clean,
        /// The hits.
        seen: Box<SeenHits>,
    },
    /// Remembers that a search was made; not undone.
    RememberSearch {
        /// The query as typed.
        query: Clean,
    },
}

impl StateChange {
    /// Returns what was done, as the notice of an undo shows it: "marked 12 articles read".
    #[must_use]
    pub fn description(&self) -> String {
        match self {
            Self::SetRead { articles, is_read } => {
                let to = if *is_read { "read" } else { "unread" };
                format!("marked {} {to}", format_count(articles.len(), "article"))
            }
            Self::Bookmark(kept) => match kept.as_slice() {
                [kept] => format!("bookmarked {}", target_name(kept)),
                kept => format!("added {}", format_count(kept.len(), "bookmark")),
            },
            Self::RemoveBookmarks(targets) => match targets.as_slice() {
                [one] if one.quote.is_some() => "removed the quote's bookmark".to_owned(),
                [_] => "removed the story's bookmark".to_owned(),
                several => format!("removed {}", format_count(several.len(), "bookmark")),
            },
            Self::SetNote { kept, note } if note.is_empty() => {
                format!("removed the note on {}", target_name(kept))
            }
            Self::SetNote { kept, .. } => format!("wrote a note on {}", target_name(kept)),
            Self::AddTag { articles, tag } => {
                let tag = tag.as_str();
                format!("tagged {} '{tag}'", format_count(articles.len(), "article"))
            }
            Self::RemoveTag { articles, tag } => {
                let tag = tag.as_str();
                let articles = format_count(articles.len(), "article");
                format!("removed the tag '{tag}' from {articles}")
            }
            Self::SetTags(tagged) => match tagged.as_slice() {
                [one] => {
                    let title = name_text(&one.article.description.title);
                    format!("{} the story {title}", set_tags_text(one.tags.len()))
                }
                several => {
                    let articles = format_count(several.len(), "article");
                    format!("set the tags of {articles}")
                }
            },
            Self::SetQuoteTags { kept, tags } => {
                format!("{} {}", set_tags_text(tags.len()), target_name(kept))
            }
            Self::SetPlace { .. } => "remembered a read position".to_owned(),
            Self::Correct(quotes) => match quotes.as_slice() {
                [one] => describe_correction(one),
                several => format!("corrected {}", format_count(several.len(), "quote")),
            },
            Self::Uncorrect(quotes) => match quotes.len() {
                1 => "undid a correction".to_owned(),
                several => format!("took {several} corrections back"),
            },
            Self::DecidePersons(decisions) => describe_decisions(decisions),
            Self::ForgetDecisions(decisions) => match decisions.as_slice() {
                [one] => format!("removed the decision on {}", name_pair(one)),
                several => format!("removed {}", format_count(several.len(), "decision")),
            },
            Self::Follow(edited) => {
                let articles = format_count(edited.len(), "edited article");
                format!("recognized {articles}")
            }
            Self::SaveSearch(search) => format!("saved the search '{}'", search.name.as_str()),
            Self::ForgetSearch { name } => format!("removed the search '{}'", name.as_str()),
            Self::SeeSearch { name, .. } => format!("looked at the search '{}'", name.as_str()),
            Self::RememberSearch { query } => format!("searched '{}'", shorten_text(query)),
        }
    }
}

/// Returns what was said of one quote; a passage that gets a speaker was no quote before.
fn describe_correction(correction: &QuoteCorrection) -> String {
    let words = name_text(&correction.quote.words);
    match &correction.correction {
        Correction::Speaker(name) if correction.quote.is_highlight => {
            format!("made the highlight {words} a quote of {}", name.as_str())
        }
        Correction::Speaker(_) | Correction::Unknown | Correction::NotAQuote => {
            format!("corrected the quote {words}")
        }
    }
}

/// Returns what was done with the tags of one thing, with how many there are: a space is part of a tag.
fn set_tags_text(tags: usize) -> String {
    match tags {
        0 => "removed the tags of".to_owned(),
        tags => format!("set {} on", format_count(tags, "tag")),
    }
}

/// Returns what was decided: "joined 'Oda Lund' and 'O. Lund'".
fn describe_decisions(decisions: &[PersonDecision]) -> String {
    let is_join = decisions.iter().all(PersonDecision::is_same);
    match decisions {
        [one] if is_join => format!("joined {}", name_pair(one)),
        [one] => format!("separated {}", name_pair(one)),
        several if is_join => format!("joined {}", format_count(several.len() + 1, "name")),
        several => format!("separated {}", format_count(several.len() + 1, "name")),
    }
}

fn name_pair(decision: &PersonDecision) -> String {
    let [one, other] = decision.names();
    format!("'{}' and '{}'", shorten_text(one), shorten_text(other))
}

/// Returns the name of a story or quote for a notice.
fn target_name(kept: &BookmarkTarget) -> String {
    match &kept.quote {
        Some(quote) if quote.is_highlight => {
            format!("the highlight {}", name_text(&quote.words))
        }
        Some(quote) => format!("the quote {}", name_text(&quote.words)),
        None => format!("the story {}", name_text(&kept.article.description.title)),
    }
}

/// Returns the beginning of a text in quotation marks, unless it begins with one.
fn name_text(text: &str) -> String {
    let short = shorten_text(&drop_clause_comma(text));
    if begins_with_mark(text) {
        short
    } else {
        format!("'{short}'")
    }
}

/// Returns at most 40 characters on one line.
fn shorten_text(text: &str) -> String {
    let mut line = text.replace('\n', " ");
    if let Some((end, _)) = line.char_indices().nth(40) {
        line.truncate(end);
        line.push('…');
    }
    line
}
