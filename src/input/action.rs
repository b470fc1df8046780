//! The one table of actions, from which parsing, the help, `pullquote keys` and the README derive.

use std::fmt;
use std::str::FromStr;

use super::nearest::nearest_name;

macro_rules! actions {
    ($($group:ident { $($variant:ident $name:literal $help:literal)+ })+) => {
        /// What a key can do; panes see actions, never keys.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[doc = $help] $variant,)+)+
        }

        impl Action {
            /// Every action, in the order of the help screen.
            pub const ALL: &[Self] = &[$($(Self::$variant,)+)+];

            /// Returns the name used in the config file and the command palette.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$variant => $name,)+)+
                }
            }

            /// Returns the line of help: what the key does, in a few words.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self {
                    $($(Self::$variant => $help,)+)+
                }
            }

            /// Returns the action's section of the help screen.
            #[must_use]
            pub const fn group(self) -> ActionGroup {
                match self {
                    $($(Self::$variant)|+ => ActionGroup::$group,)+
                }
            }
        }
    };
}

actions! {
    Moving {
        MoveDown "move-down" "Move or scroll down"
        MoveUp "move-up" "Move or scroll up"
        Top "top" "Go to the top"
        Bottom "bottom" "Go to the bottom"
        GoToPercent "go-to-percent" "Go to a percentage: type the number first"
        HalfPageDown "half-page-down" "Scroll the article down half a page"
        HalfPageUp "half-page-up" "Scroll the article up half a page"
        PageDown "page-down" "Scroll the article down a page"
        PageUp "page-up" "Scroll the article up a page"
        PageDownOrNext "page-down-or-next" "Scroll down a page; at the end, open the next unread article"
        NextParagraph "next-paragraph" "Jump to the next paragraph"
        PreviousParagraph "previous-paragraph" "Jump to the previous paragraph"
        NextQuote "next-quote" "Jump to the next quote"
        PreviousQuote "previous-quote" "Jump to the previous quote"
        NextHit "next-hit" "Jump to the next hit, or to the next unread article when no search is active"
        PreviousHit "previous-hit" "Jump to the previous hit, or to the previous unread article"
        NextArticle "next-article" "Open the next article"
        PreviousArticle "previous-article" "Open the previous article"
        NextUnread "next-unread" "Open the next unread article"
        PreviousUnread "previous-unread" "Open the previous unread article"
        ScreenTop "screen-top" "Select the first row or quote on the screen"
        ScreenMiddle "screen-middle" "Select the row or quote in the middle of the screen"
        ScreenBottom "screen-bottom" "Select the last row or quote on the screen"
        ScrollToTop "scroll-to-top" "Scroll so that the selection is at the top"
        ScrollToMiddle "scroll-to-middle" "Scroll so that the selection is in the middle"
        ScrollToBottom "scroll-to-bottom" "Scroll so that the selection is at the bottom"
        JumpBack "jump-back" "Go back to where you were before a jump"
    }
    Panes {
        FocusLeft "focus-left" "Focus the pane on the left"
        FocusRight "focus-right" "Focus the pane on the right"
        Open "open" "Open the selected row, or go to it"
        StepOut "step-out" "Close the prompt, overlay, search or filter"
        Zoom "zoom" "Zoom the focused pane, or restore the layout"
        Wider "wider" "Widen the text"
        Narrower "narrower" "Narrow the text"
        DefaultMeasure "default-measure" "Reset the width of the text"
    }
    Finding {
        Find "find" "Find in the focused pane"
        SearchQuotes "search-quotes" "Search the quotes of all articles"
        SearchStories "search-stories" "Search the text of all articles"
        SwitchSearch "switch-search" "Switch between searching quotes and stories"
        SaveSearch "save-search" "Save the search under a name"
        SearchSelection "search-selection" "Search all articles for the passage, or the words of the quote"
        CountHits "count-hits" "Count the hits by speaker, source or month"
        Filter "filter" "Filter the list"
        Sort "sort" "Sort the list"
        FoldStories "fold-stories" "Fold the same stories into one row, or show each"
        Speakers "speakers" "Show all speakers"
        SpeakerPage "speaker-page" "Show the page of the quote's speaker"
        SamePerson "same-person" "Say who is the same person, or is not"
    }
    Bookmarks {
        Bookmark "bookmark" "Bookmark the story, or the quote in the sidebar"
        ShowBookmarks "show-bookmarks" "Show the bookmarks"
        Note "note" "Add a note"
        Tags "tags" "Edit the tags"
        ToggleRead "toggle-read" "Mark the article as read or unread"
        MarkAllRead "mark-all-read" "Mark all articles shown as read"
        DeleteArticle "delete-article" "Say why articles are never deleted"
        SelectRows "select-rows" "Select rows"
        Remove "remove" "Remove the selected bookmark or saved search"
        Undo "undo" "Undo the last change"
        Redo "redo" "Redo what was undone"
    }
    Highlights {
        Highlight "highlight" "Select a passage; again, from its moving end"
        NextCharacter "next-character" "Extend the passage by a character"
        PreviousCharacter "previous-character" "Take a character off the passage"
        NextWord "next-word" "Extend the passage by a word"
        PreviousWord "previous-word" "Take a word off the passage"
        LineStart "line-start" "Extend the passage to the start of the line"
        LineEnd "line-end" "Extend the passage to the end of the line"
        TakeSentence "take-sentence" "Select the sentence"
        TakeParagraph "take-paragraph" "Select the paragraph"
        TakeQuote "take-quote" "Select the quote or highlight"
    }
    Quotes {
        Why "why" "Explain why this speaker was chosen"
        Correct "correct" "Correct the speaker, or mark as not a quote"
        NextUnsureQuote "next-unsure-quote" "Go to the next quote with an unsure speaker"
        SameElsewhere "same-elsewhere" "Go to the same quote, or story, elsewhere"
        Voices "voices" "Show who speaks in the article, the list or the hits, and how much"
    }
    Output {
        Copy "copy" "Copy the quote with its citation, or the story's link"
        CopyAs "copy-as" "Copy in another format"
        OpenLink "open-link" "Open the link in the browser"
        OpenLinkRead "open-link-read" "Open the link in the browser and mark the article as read"
        OpenLinkHere "open-link-here" "Open the first link on the screen, or else that of the article"
        ShowLinks "show-links" "List the links of the article"
        Edit "edit" "Open the file in the editor"
        Export "export" "Export the selection to a file"
        Pipe "pipe" "Pipe the selection to a command"
    }
    Program {
        Help "help" "Show all keys"
        Palette "palette" "Run an action by name"
        Problems "problems" "Show the files that could not be loaded"
        Rescan "rescan" "Look for new and changed files"
        AddFolder "add-folder" "Add a folder to read"
        AddPage "add-page" "Save a web page or feed to the inbox"
        Import "import" "Import from another program"
        FetchFeeds "fetch-feeds" "Fetch the feeds"
        Redraw "redraw" "Redraw the screen"
        Suspend "suspend" "Suspend the program"
        Cancel "cancel" "Cancel the current operation, then quit"
        Quit "quit" "Go back, then quit"
    }
}

impl Action {
    /// Returns `true` if the action uses a count, as in `12j`; others ignore it.
    #[must_use]
    pub const fn takes_count(self) -> bool {
        matches!(self.group(), ActionGroup::Moving | ActionGroup::Highlights)
            || matches!(
                self,
                Self::Open | Self::Wider | Self::Narrower | Self::Undo | Self::Redo
            )
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        Self::ALL
            .iter()
            .find(|action| action.name() == name)
            .copied()
            .ok_or_else(|| UnknownAction {
                nearest: nearest_name(name, Self::ALL.iter().map(|action| action.name())),
            })
    }
}

/// The error for a name that no action has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no action has this name")]
pub struct UnknownAction {
    /// The name that was probably meant.
    pub nearest: Option<&'static str>,
}

/// A section of the help screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionGroup {
    /// Through the text, the rows and the articles.
    Moving,
    /// Which pane, how wide.
    Panes,
    /// Words, rows, speakers.
    Finding,
    /// Bookmarks, notes, tags and read marks.
    Bookmarks,
    /// Passages of the reader's own.
    Highlights,
    /// Who said it.
    Quotes,
    /// To the clipboard, other programs, files.
    Output,
    /// The program itself.
    Program,
}

impl ActionGroup {
    /// Every section, in the order of the help screen.
    pub const ALL: &[Self] = &[
        Self::Moving,
        Self::Panes,
        Self::Finding,
        Self::Bookmarks,
        Self::Highlights,
        Self::Quotes,
        Self::Output,
        Self::Program,
    ];

    /// Returns the section's heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Panes => "Panes and layout",
            Self::Finding => "Search and filter",
            Self::Bookmarks => "Bookmarks and notes",
            Self::Highlights => "Highlights",
            Self::Quotes => "Quotes",
            Self::Output => "Copy and export",
            Self::Program => "Program",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_is_found_by_its_name() {
        for &action in Action::ALL {
            assert_eq!(action.name().parse(), Ok(action));
        }
    }

    #[test]
    fn no_two_actions_share_a_name_or_a_line_of_help() {
        let names: BTreeSet<_> = Action::ALL.iter().map(|action| action.name()).collect();
        let helps: BTreeSet<_> = Action::ALL.iter().map(|action| action.help()).collect();
        assert_eq!(
            (names.len(), helps.len()),
            (Action::ALL.len(), Action::ALL.len())
        );
    }

    #[test]
    fn names_are_in_kebab_case() {
        for action in Action::ALL {
            let plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(action.name().chars().all(plain), "{action}");
        }
    }

    #[test]
    fn a_misspelt_name_gives_the_nearest_one() {
        let error = "nxt-quote".parse::<Action>().unwrap_err();
        assert_eq!(error.nearest, Some("next-quote"));
    }

    #[test]
    fn the_table_stands_in_the_order_of_the_sections() {
        assert!(Action::ALL.is_sorted_by_key(|action| action.group()));
        let groups: BTreeSet<_> = Action::ALL.iter().map(|action| action.group()).collect();
        assert!(groups.into_iter().eq(ActionGroup::ALL.iter().copied()));
    }
}
