//! Changes that were asked for and that the screen does not show yet: a key pressed again acts on what it asked for.

use crate::article::ArticleId;
use crate::library::listing::Listing;
use crate::library::state::{StateChange, TargetKey};

/// The changes that the screen does not show yet, in their order.
#[derive(Debug, Default)]
pub(super) struct Asked(Vec<(Wish, Stage)>);

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    /// A change of the articles that it names.
    Change(Box<StateChange>),
    /// That all articles of a listing are marked read.
    ReadShown(Listing),
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing is known of it.
    Sent,
    /// It is on disk; what is kept of the open article does not have it yet.
    Saved,
}

impl Asked {
    /// Takes in that a change was asked for.
    pub(super) fn add(&mut self, change: &StateChange) {
        if is_turned(change) {
            let wish = Wish::Change(Box::new(change.clone()));
            self.0.push((wish, Stage::Sent));
        }
    }

    /// Takes in that all articles of a listing are to be marked read.
    pub(super) fn add_shown(&mut self, listing: Listing) {
        self.0.push((Wish::ReadShown(listing), Stage::Sent));
    }

    /// Takes in that the articles of the listing that was asked for first are marked, or could not be.
    pub(super) fn end_shown(&mut self) {
        let is_shown = |(wish, _): &(Wish, Stage)| matches!(wish, Wish::ReadShown(_));
        let first = self.0.iter().position(is_shown);
        first.map(|number| self.0.remove(number));
    }

    /// Takes in that a change is on disk; the rows of the lists show it from now on, the quotes when they are told.
    pub(super) fn save(&mut self, change: &StateChange, are_quotes_told: bool) {
        if let Some(number) = self.sent(change) {
            let (wish, _) = self.0.remove(number);
            if are_quotes_told {
                self.0.insert(number, (wish, Stage::Saved));
            }
        }
    }

    /// Takes in that a change could not be saved.
    pub(super) fn fail(&mut self, change: &StateChange) {
        self.sent(change).map(|number| self.0.remove(number));
    }

    /// Takes in that the quotes of the open article show all that is on disk.
    pub(super) fn tell_quotes(&mut self) {
        self.0.retain(|(_, stage)| *stage == Stage::Sent);
    }

    /// Forgets what was asked for, after which nobody knows without the disk how things are.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// Returns whether the last change of a bookmark keeps it; nothing when none was asked for.
    pub(super) fn keeps(&self, target: TargetKey) -> Option<bool> {
        self.changes().find_map(|change| match change {
            StateChange::Bookmark(kept) => kept
                .iter()
                .any(|kept| kept.target_key() == target)
                .then_some(true),
            StateChange::RemoveBookmarks(targets) => targets.contains(&target).then_some(false),
            StateChange::SetNote { kept, note } if !note.is_empty() => {
                (kept.target_key() == target).then_some(true)
            }
            _ => None,
        })
    }

    /// Returns whether the last change marks an article read, which may stand in a listing; nothing when none was asked for.
    pub(super) fn reads(&self, article: ArticleId, listing: Option<&Listing>) -> Option<bool> {
        self.0.iter().rev().find_map(|(wish, _)| match wish {
            Wish::ReadShown(shown) => (listing == Some(shown)).then_some(true),
            Wish::Change(change) => match &**change {
                StateChange::SetRead { articles, is_read } => {
                    articles.contains(&article).then_some(*is_read)
                }
                _ => None,
            },
        })
    }

    /// Returns the changes, the last one first.
    fn changes(&self) -> impl Iterator<Item = &StateChange> {
        self.0.iter().rev().filter_map(|(wish, _)| match wish {
            Wish::Change(change) => Some(&**change),
            Wish::ReadShown(_) => None,
        })
    }

    fn sent(&self, sought: &StateChange) -> Option<usize> {
        self.0.iter().position(|(wish, stage)| {
            matches!(wish, Wish::Change(change) if **change == *sought) && *stage == Stage::Sent
        })
    }
}

/// Says whether the key of a change turns it back when it is pressed again.
const fn is_turned(change: &StateChange) -> bool {
    matches!(
        change,
        StateChange::Bookmark(_)
            | StateChange::RemoveBookmarks(_)
            | StateChange::SetNote { .. }
            | StateChange::SetRead { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut asked = Asked::default();
        assert_eq!(asked.reads(article(), None), None);
        asked.add(&read(true));
        asked.add(&read(false));
        assert_eq!(asked.reads(article(), None), Some(false));
        asked.fail(&read(false));
        assert_eq!(asked.reads(article(), None), Some(true));
        asked.save(&read(true), false);
        assert_eq!(asked.reads(article(), None), None);
    }

    #[test]
    fn what_is_on_disk_counts_until_the_quotes_are_told() {
        let mut asked = Asked::default();
        asked.add(&read(true));
        asked.tell_quotes();
        assert_eq!(asked.reads(article(), None), Some(true));
        asked.save(&read(true), true);
        assert_eq!(asked.reads(article(), None), Some(true));
        asked.tell_quotes();
        assert_eq!(asked.reads(article(), None), None);
    }

    #[test]
    fn the_articles_of_a_listing_are_to_be_read_until_they_are() {
        let mut asked = Asked::default();
        let shown = Listing::default();
        asked.add_shown(shown.clone());
        assert_eq!(asked.reads(article(), None), None);
        assert_eq!(asked.reads(article(), Some(&shown)), Some(true));
        asked.add(&read(false));
        assert_eq!(asked.reads(article(), Some(&shown)), Some(false));
        asked.fail(&read(false));
        asked.end_shown();
        assert_eq!(asked.reads(article(), Some(&shown)), None);
    }
}
