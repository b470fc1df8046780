//! What the state is made of from the start.

use jiff::civil::Date;

use super::list::RowGroup;
use super::reading::links::LinkNumbers;
use crate::article::ArticleId;
use crate::input::Keymap;
use crate::library::listing::{Listing, ListingLead, ListingPage};
use crate::library::session::Session;
use crate::library::state::BookmarkTarget;
use crate::search::hits::HitOrder;
use crate::text::wrap;

/// What the state is made of from the start.
#[derive(Debug, Default)]
pub struct Settings {
    /// What the keys do.
    pub keymap: Keymap,
    /// The width of the text in columns.
    pub measure: usize,
    /// How lines are broken.
    pub wrapping: wrap::Options,
    /// How the numbers of links are written.
    pub link_numbers: LinkNumbers,
    /// What the list shows first.
    pub listing: Listing,
    /// What the list begins with while it is grouped by day and has no filter.
    pub lead: ListingLead,
    /// What the list is grouped by first.
    pub group: Option<RowGroup>,
    /// How many lines a title has at most in a narrow list.
    pub title_lines: usize,
    /// The order of hits until another is chosen.
    pub hit_order: HitOrder,
    /// The day the program was started, for filters such as "the last seven days".
    pub today: Date,
    /// The story or quote that is opened first.
    pub opening: Option<BookmarkTarget>,
    /// Whether the only story of the list is opened when it comes, unless a key does something else first.
    pub opens_only_story: bool,
    /// The article that is selected first, unless one is opened.
    pub selected: Option<ArticleId>,
    /// Whether there is nothing to read yet, or only the welcome story, which is opened then.
    pub is_empty: bool,
    /// Whether it is remembered where the program is left.
    pub remembers_session: bool,
    /// Where the articles come from, and so whether more can be added to them.
    pub scope: LibraryScope,
    /// How many load problems were announced, if more is read now than when the program was started.
    pub announced_problems: usize,
    /// The rows of the list before, which are shown until the new ones are read.
    pub shown: Option<ListingPage>,
    /// Whether anything was ever read in this library.
    pub experience: ReaderExperience,
    /// Where it was left the last time.
    pub session: Option<Session>,
}

/// Whether the reader knows the program: to who is new, the first card is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReaderExperience {
    /// Something was read before.
    #[default]
    Returning,
    /// Nothing was read before.
    New,
}

/// Where the articles come from, and so whether more can be added to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LibraryScope {
    /// The reader's library: the folders of the config, and the inbox.
    #[default]
    Own,
    /// What was named on the command line.
    Named,
    /// A shared archive.
    Shared,
}

impl LibraryScope {
    /// Returns why nothing can be added, and what to do about it; `None` if something can be.
    pub(super) const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Named => Some(
                "This was named on the command line; start pullquote without a path to add to your library",
            ),
            Self::Shared => Some(
                "This is a shared archive; start pullquote without its address to add to your library",
            ),
        }
    }
}
