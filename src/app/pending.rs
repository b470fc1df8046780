//! Changes that were requested and that the screen does not show yet: a key pressed again acts on what it requested.

use crate::article::ArticleId;
use crate::library::listing::Listing;
use crate::library::state::{BookmarkTarget, StateChange, TargetKey};

use super::event::Ticket;

/// The changes that the screen does not show yet, in the order of their requests.
#[derive(Debug, Default)]
pub(super) struct PendingChanges(Vec<PendingChange>);

/// A change that was requested.
#[derive(Debug)]
struct PendingChange {
    ticket: Ticket,
    effect: PendingEffect,
    stage: Stage,
}

/// What a change does.
#[derive(Debug)]
enum PendingEffect {
    /// Changes the articles that it names.
    StateChange(Box<StateChange>),
    /// Marks all articles of a listing read.
    MarkListRead(Listing),
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It was sent and has no answer yet.
    Sent,
    /// It is on disk; what is known of the open article does not have it yet.
    Saved,
}

impl PendingChanges {
    /// Adds a change that was requested under `ticket`.
    pub(super) fn add_change(&mut self, ticket: Ticket, change: &StateChange) {
        if is_toggled(change) {
            let effect = PendingEffect::StateChange(Box::new(change.clone()));
            self.add(ticket, effect);
        }
    }

    /// Adds that all articles of a listing are to be marked read.
    pub(super) fn add_mark_list_read(&mut self, ticket: Ticket, listing: Listing) {
        self.add(ticket, PendingEffect::MarkListRead(listing));
    }

    /// Notes that a change is on disk.
    ///
    /// The rows of the lists show it from now on. Bookmarks of quotes do so only once the open article was recalled, so
    /// with `has_open_article` the change stays until [`Self::drop_saved`].
    pub(super) fn mark_saved(&mut self, ticket: Ticket, has_open_article: bool) {
        self.0.retain_mut(|pending| {
            if pending.ticket != ticket {
                return true;
            }
            pending.stage = Stage::Saved;
            has_open_article && matches!(pending.effect, PendingEffect::StateChange(_))
        });
    }

    /// Drops a change that could not be saved.
    pub(super) fn drop_failed(&mut self, ticket: Ticket) {
        self.0.retain(|pending| pending.ticket != ticket);
    }

    /// Drops what is on disk, since the open article shows it now.
    pub(super) fn drop_saved(&mut self) {
        self.0.retain(|pending| pending.stage == Stage::Sent);
    }

    /// Drops everything: after an undo, only the state itself knows how things are.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns `true` if the last change of a bookmark adds it, `false` if it removes it; `None` if none is pending.
    pub(super) fn adds_bookmark(&self, target: TargetKey) -> Option<bool> {
        self.newest_first().find_map(|effect| match effect {
            PendingEffect::StateChange(change) => sets_bookmark(change, target),
            PendingEffect::MarkListRead(_) => None,
        })
    }

    /// Returns `true` if the last change marks an article read, `false` if unread; `None` if none is pending.
    ///
    /// `listing` is one that is known to hold the article.
    pub(super) fn marks_read(&self, article: ArticleId, listing: Option<&Listing>) -> Option<bool> {
        self.newest_first().find_map(|effect| match effect {
            PendingEffect::MarkListRead(marked) => (listing == Some(marked)).then_some(true),
            PendingEffect::StateChange(change) => sets_read(change, article),
        })
    }

    fn add(&mut self, ticket: Ticket, effect: PendingEffect) {
        self.0.push(PendingChange {
            ticket,
            effect,
            stage: Stage::Sent,
        });
    }

    fn newest_first(&self) -> impl Iterator<Item = &PendingEffect> {
        self.0.iter().rev().map(|pending| &pending.effect)
    }
}

/// Returns `true` if the key that made a change reverts it when it is pressed again.
const fn is_toggled(change: &StateChange) -> bool {
    matches!(
        change,
        StateChange::Bookmark(_)
            | StateChange::RemoveBookmarks(_)
            | StateChange::SetNote { .. }
            | StateChange::SetQuoteTags { .. }
            | StateChange::SetRead { .. }
    )
}

/// Returns whether a change leaves a bookmark at `target`; `None` if it does not concern it.
fn sets_bookmark(change: &StateChange, target: TargetKey) -> Option<bool> {
    if let StateChange::Bookmark(kept) = change {
        let mut targets = kept.iter().map(BookmarkTarget::target_key);
        return targets.any(|kept| kept == target).then_some(true);
    }
    if let StateChange::RemoveBookmarks(targets) = change {
        return targets.contains(&target).then_some(false);
    }
    if let StateChange::SetQuoteTags { kept, .. } = change {
        return (kept.target_key() == target).then_some(true);
    }
    // A note bookmarks what it is on; to empty it leaves the bookmark alone.
    if let StateChange::SetNote { kept, note } = change {
        return (!note.is_empty() && kept.target_key() == target).then_some(true);
    }
    None
}

/// Returns what a change makes of an article's read flag; `None` if it does not concern it.
fn sets_read(change: &StateChange, article: ArticleId) -> Option<bool> {
    let StateChange::SetRead { articles, is_read } = change else {
        return None;
    };
    articles.contains(&article).then_some(*is_read)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Ticket = Ticket(1);
    const SECOND: Ticket = Ticket(2);

    fn read(is_read: bool) -> StateChange {
        StateChange::SetRead {
            articles: vec![article()],
            is_read,
        }
    }

    fn article() -> ArticleId {
        ArticleId::from_number(1)
    }

    #[test]
    fn the_last_change_counts_until_it_is_shown_or_failed() {
        let mut pending = PendingChanges::default();
        assert_eq!(pending.marks_read(article(), None), None);
        pending.add_change(FIRST, &read(true));
        pending.add_change(SECOND, &read(false));
        assert_eq!(pending.marks_read(article(), None), Some(false));
        pending.drop_failed(SECOND);
        assert_eq!(pending.marks_read(article(), None), Some(true));
        pending.mark_saved(FIRST, false);
        assert_eq!(pending.marks_read(article(), None), None);
    }

    #[test]
    fn of_two_equal_changes_only_the_one_that_failed_is_dropped() {
        let mut pending = PendingChanges::default();
        pending.add_change(FIRST, &read(true));
        pending.add_change(SECOND, &read(true));
        pending.drop_failed(SECOND);
        assert_eq!(pending.marks_read(article(), None), Some(true));
    }

    #[test]
    fn what_is_on_disk_counts_until_the_open_article_shows_it() {
        let mut pending = PendingChanges::default();
        pending.add_change(FIRST, &read(true));
        pending.drop_saved();
        assert_eq!(pending.marks_read(article(), None), Some(true));
        pending.mark_saved(FIRST, true);
        assert_eq!(pending.marks_read(article(), None), Some(true));
        pending.drop_saved();
        assert_eq!(pending.marks_read(article(), None), None);
    }

    #[test]
    fn the_articles_of_a_listing_are_to_be_read_until_they_are() {
        let mut pending = PendingChanges::default();
        let listing = Listing::default();
        pending.add_mark_list_read(FIRST, listing.clone());
        assert_eq!(pending.marks_read(article(), None), None);
        assert_eq!(pending.marks_read(article(), Some(&listing)), Some(true));
        pending.add_change(SECOND, &read(false));
        assert_eq!(pending.marks_read(article(), Some(&listing)), Some(false));
        pending.drop_failed(SECOND);
        pending.mark_saved(FIRST, true);
        assert_eq!(pending.marks_read(article(), Some(&listing)), None);
    }
}
