//! What is over the panes: help, problems, bookmarks, choices. At most one is open.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::cite::CitationFormat;
use crate::config::ThemeChoice;
use crate::input::{Action, Context, Keymap};
use crate::library::export::ExportFormat;
use crate::library::listing::SortKey;
use crate::library::state::{Bookmark, PersonDecision, SavedQuery};
use crate::search::counts::CountKey;
use crate::text::Clean;
use crate::text::number::{format_count_of, format_number};

use super::effect::Exported;
use super::list::RowGroup;
use super::menu::{Menu, MenuEntry};
use super::prompt::{Prompt, Purpose};
use super::reasons::Reasons;
use super::start::WayIn;

/// An open overlay.
#[derive(Debug)]
pub struct Overlay {
    /// Which one.
    pub kind: OverlayKind,
    /// Its entries.
    pub menu: Menu,
    /// The line in which the reader types a filter of the entries or a note, while there is one.
    pub prompt: Option<Prompt>,
    /// Why a quote has its speaker, in place of entries.
    pub reasons: Option<Box<Reasons>>,
    /// The overlay that it was opened over, which is shown again when this one is closed.
    pub under: Option<Box<Overlay>>,
}

/// Which overlay is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayKind {
    /// The keys, from the live keymap.
    Help,
    /// Every action, to run one by its name.
    Palette,
    /// Files that could not be loaded, or not wholly.
    Problems,
    /// Stories and quotes kept.
    Bookmarks,
    /// What the list is sorted and grouped by.
    Sort,
    /// Which articles the list shows.
    Filter,
    /// Why a quote has its speaker.
    Why,
    /// Whose quote it is.
    Correct,
    /// In which form to copy.
    CopyAs,
    /// Who speaks in the article.
    Speakers,
    /// Who speaks in the articles of the list, or in what was found.
    Shares,
    /// Who is the same person.
    SamePerson,
    /// How many hits there are of each speaker, source or time.
    Counts(CountKey),
    /// The links of the article.
    Links,
    /// What to export.
    Export,
    /// In which format to export.
    ExportAs,
}

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryChoice {
    /// Runs an action.
    Run(Action),
    /// Begins a library, or adds to it.
    Begin(WayIn),
    /// Ends the program; everything is saved at once, so all ways to write it are the same.
    Quit,
    /// Says that everything is saved already.
    Saved,
    /// Goes to the row or line of this number, from 1.
    Row(usize),
    /// Goes to a percentage of the list or the article.
    Percent(u8),
    /// Shows another theme; it is shown already while the entry is selected.
    Theme(ThemeChoice),
    /// Sorts the list.
    Sort(SortKey),
    /// Groups the list.
    Group(RowGroup),
    /// Changes the filter; the overlay stays open.
    Filter(FilterChoice),
    /// Opens a bookmark, at the quote if it is one.
    Bookmark(Box<Bookmark>),
    /// Shows the page of a person.
    Person(Clean),
    /// Goes to a quote of the open article.
    Quote(usize),
    /// Says whose words the selected quote is.
    Speaker(Clean),
    /// Lets the reader type whose words they are.
    OtherSpeaker,
    /// Says that the text does not tell whose words the selected quote is.
    UnknownSpeaker,
    /// Says that the selected quote is nobody's words.
    NotAQuote,
    /// Takes the correction of the selected quote back.
    AsFound,
    /// Says whether two names are one person's.
    Decide(PersonDecision),
    /// Searches with a saved query.
    Search(SavedQuery),
    /// Narrows the search by a clause.
    Narrow(Clean),
    /// Opens the link with this index.
    Link(usize),
    /// Copies the quote or the story.
    Copy(CitationFormat),
    /// Asks for the format of an export.
    Export(Exported),
    /// Asks where an export goes.
    ExportAs(Exported, ExportFormat),
}

/// A change of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterChoice {
    /// Shows everything.
    All,
    /// Shows only unread articles, or read ones too.
    Unread,
    /// Shows only bookmarked articles, or others too.
    Bookmarked,
    /// Shows only articles that were begun, or others too.
    Begun,
    /// Shows only articles from this day on, or all days.
    Since(Date),
    /// Lets the reader type the days.
    Days,
    /// Shows only articles with this tag, or others too.
    Tag(Clean),
    /// Shows articles of this source, or not.
    Source(Clean),
}

impl Overlay {
    /// Returns `true` if this overlay, or one that it was opened over, is of a kind.
    pub(super) fn has_kind(&self, kind: OverlayKind) -> bool {
        let under = self.under.as_ref();
        self.kind == kind || under.is_some_and(|under| under.has_kind(kind))
    }

    /// Returns the overlay of a kind: this one, or one that it was opened over.
    pub(super) fn find_mut(&mut self, kind: OverlayKind) -> Option<&mut Self> {
        if self.kind == kind {
            return Some(self);
        }
        self.under.as_mut()?.find_mut(kind)
    }

    /// Opens an overlay.
    #[must_use]
    pub fn new(kind: OverlayKind, entries: Vec<MenuEntry>) -> Self {
        Self {
            kind,
            menu: Menu::new(entries),
            prompt: kind
                .starts_with_filter()
                .then(|| Prompt::new(Purpose::Entries, "")),
            reasons: None,
            under: None,
        }
    }

    /// Returns the title over the entries.
    #[must_use]
    pub fn title(&self) -> &str {
        let reasons = self.reasons.as_deref();
        reasons.map_or(self.kind.title(), Reasons::title)
    }

    /// Returns what is at the other end of the title: how many entries or people there are, or how sure it is.
    #[must_use]
    pub fn title_facts(&self) -> String {
        if let Some(reasons) = self.reasons.as_deref() {
            return reasons.certainty().to_owned();
        }
        if self.kind == OverlayKind::Correct {
            let people = self
                .menu
                .count_choices(|choice| matches!(choice, EntryChoice::Speaker(_)));
            return format_count_of(people, "person", "people");
        }
        format_number(self.menu.len())
    }

    /// Returns `true` if the selected entry is a theme, in which all is drawn.
    #[must_use]
    pub fn previews_theme(&self) -> bool {
        let choice = self.menu.selected().and_then(|entry| entry.choice.as_ref());
        matches!(choice, Some(EntryChoice::Theme(_)))
    }

    /// Returns `true` if what is typed filters the entries.
    #[must_use]
    pub fn filters_entries(&self) -> bool {
        let purpose = self.prompt.as_ref().map(Prompt::purpose);
        purpose == Some(&Purpose::Entries)
    }
}

impl OverlayKind {
    /// Returns the title over the entries.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Help => "Keys",
            Self::Palette => "Run an action",
            Self::Problems => "Load problems",
            Self::Bookmarks => "Bookmarks",
            Self::Sort => "Sort and group the list",
            Self::Filter => "Filter the list",
            Self::Why => "Why this speaker",
            Self::Correct => "Who said this?",
            Self::CopyAs => "Copy as",
            Self::Speakers => "Who speaks in this article",
            Self::Shares => "Who gets to speak",
            Self::SamePerson => "The same person",
            Self::Counts(CountKey::Speaker) => "Hits by speaker",
            Self::Counts(CountKey::Source) => "Hits by source",
            Self::Counts(CountKey::Day) => "Hits by day",
            Self::Counts(CountKey::Month) => "Hits by month",
            Self::Counts(CountKey::Year) => "Hits by year",
            Self::Links => "Links",
            Self::Export => "Export",
            Self::ExportAs => "Export as",
        }
    }

    /// Returns what to say when there is nothing to show.
    #[must_use]
    pub fn empty_text(self, keymap: &Keymap) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Problems => "All files were loaded.",
            Self::Bookmarks => return describe_no_bookmarks(keymap).into(),
            Self::Speakers => "This article has no quotes.",
            Self::Shares => "No quotes.",
            Self::SamePerson => "Nobody else has such a name.",
            Self::Counts(_) => "Nothing was found.",
            Self::Links => "This article has no links.",
            Self::Help
            | Self::Palette
            | Self::Sort
            | Self::Filter
            | Self::Why
            | Self::Correct
            | Self::CopyAs
            | Self::Export
            | Self::ExportAs => "No matches",
        })
    }

    /// Returns the action that opens the overlay, and closes it when it is open.
    #[must_use]
    pub const fn own_action(self) -> Action {
        match self {
            Self::Help => Action::Help,
            Self::Palette => Action::Palette,
            Self::Problems => Action::Problems,
            Self::Bookmarks => Action::ShowBookmarks,
            Self::Sort => Action::Sort,
            Self::Filter => Action::Filter,
            Self::Why => Action::Why,
            Self::Correct => Action::Correct,
            Self::CopyAs => Action::CopyAs,
            Self::Speakers | Self::Shares => Action::Voices,
            Self::SamePerson => Action::SamePerson,
            Self::Counts(_) => Action::CountHits,
            Self::Links => Action::ShowLinks,
            Self::Export | Self::ExportAs => Action::Export,
        }
    }

    /// Returns `true` if the selected entry is shown whole below the others.
    #[must_use]
    pub const fn has_footer(self) -> bool {
        matches!(self, Self::Problems | Self::Bookmarks | Self::Links)
    }

    /// Returns `true` if it is about the selected quote, which stays in view: it is docked under its card.
    #[must_use]
    pub const fn is_docked(self) -> bool {
        matches!(self, Self::Why | Self::Correct)
    }

    /// Returns `true` if typing filters the entries from the start.
    #[must_use]
    pub const fn starts_with_filter(self) -> bool {
        matches!(self, Self::Palette | Self::Correct)
    }
}

/// Says that nothing is bookmarked, and which key would do that.
fn describe_no_bookmarks(keymap: &Keymap) -> String {
    let key = keymap.shortest_key(Context::List, Action::Bookmark);
    let how = key
        .map(|key| format!(" Press '{key}' in the list for a story, in the sidebar for a quote."));
    format!("Nothing is bookmarked yet.{}", how.unwrap_or_default())
}
