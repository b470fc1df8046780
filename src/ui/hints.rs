//! What the keys do where the reader is, for the status line: the live keymap's keys, the most useful first.

use crate::app::App;
use crate::app::overlay::{EntryChoice, Overlay, OverlayKind};
use crate::app::panes::Focus;
use crate::app::reasons::Reasons;
use crate::app::search::SearchScreen;
use crate::app::search::counting::next_key;
use crate::app::speaker_page::SpeakerPage;
use crate::input::{Action, Context};
use crate::library::listing::{Filter, RowFold};
use crate::search::counts::CountKey;
use crate::text::measure::count_columns;

/// Columns of the screen from which on all keys of a selected quote are told.
const ROOMY: u16 = 72;

/// A key with what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    /// The key, as the config writes it.
    pub(super) key: String,
    /// What it does here.
    pub(super) does: &'static str,
    /// What it is worth where there is no room for all.
    pub(super) worth: HintWorth,
}

/// What a key is worth in the last row, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HintWorth {
    /// It leads out of what is shown.
    WayOut,
    /// It is what the program is for.
    Purpose,
    /// It is one of several.
    Usual,
}

impl Hint {
    /// Returns how many columns it takes.
    pub(super) fn columns(&self) -> usize {
        count_columns(&self.key) + 1 + count_columns(self.does)
    }

    /// Returns the key of an action with what it does there; `None` if it has no key.
    pub(super) fn of_action(
        app: &App,
        context: Context,
        action: Action,
        does: &'static str,
    ) -> Option<Self> {
        let key = key_of(app, context, action)?;
        let worth = if action == Action::StepOut {
            HintWorth::WayOut
        } else if context == Context::List && action == Action::SearchQuotes {
            HintWorth::Purpose
        } else {
            HintWorth::Usual
        };
        Some(Self { key, does, worth })
    }

    /// Returns a key that means the same in every keymap.
    pub(super) fn of_key(key: &str, does: &'static str) -> Self {
        Self {
            key: key.to_owned(),
            does,
            worth: if key == "esc" {
                HintWorth::WayOut
            } else {
                HintWorth::Usual
            },
        }
    }
}

/// Returns the shortest key of an action; `None` if it has no key.
pub(super) fn key_of(app: &App, context: Context, action: Action) -> Option<String> {
    app.keymap().shortest_key(context, action)
}

/// The keys of the list.
const LIST: [(Action, &str); 5] = [
    (Action::Open, "open"),
    (Action::PageDownOrNext, "page then next unread"),
    (Action::Filter, "filter"),
    (Action::Find, "find title"),
    (Action::SearchQuotes, "search quotes"),
];

/// The keys of the list without rows.
const NO_ROWS: [(Action, &str); 4] = [
    (Action::Palette, "commands"),
    (Action::Rescan, "read the folders again"),
    (Action::Filter, "filter"),
    (Action::Quit, "quit"),
];

/// The keys of the list on a row with several stories.
const FOLDED: [(Action, &str); 5] = [
    (Action::Open, "unfold"),
    (Action::PageDownOrNext, "page then next unread"),
    (Action::FoldStories, "unfold all"),
    (Action::Filter, "filter"),
    (Action::SearchQuotes, "search quotes"),
];

/// The keys of the list on one of several stories that are unfolded.
const UNFOLDED: [(Action, &str); 5] = [
    (Action::Open, "open"),
    (Action::FocusLeft, "fold"),
    (Action::SameElsewhere, "next of these"),
    (Action::PageDownOrNext, "page then next unread"),
    (Action::SearchQuotes, "search quotes"),
];

/// The keys of an article.
const READING: [(Action, &str); 5] = [
    (Action::PageDownOrNext, "page"),
    (Action::NextQuote, "next quote"),
    (Action::Find, "find"),
    (Action::Bookmark, "bookmark"),
    (Action::SearchQuotes, "search quotes"),
];

/// The keys of an article that fills the screen.
const READING_ALONE: [(Action, &str); 6] = [
    (Action::PageDownOrNext, "page"),
    (Action::NextQuote, "next quote"),
    (Action::Find, "find"),
    (Action::Bookmark, "bookmark"),
    (Action::SearchQuotes, "search"),
    (Action::StepOut, "list"),
];

/// The keys of the quotes.
const QUOTES: [(Action, &str); 5] = [
    (Action::NextQuote, "next quote"),
    (Action::Bookmark, "bookmark"),
    (Action::Copy, "copy with source"),
    (Action::Why, "why"),
    (Action::Correct, "correct"),
];

/// The keys of a passage that is being selected.
const HIGHLIGHT: [(Action, &str); 8] = [
    (Action::Bookmark, "bookmark"),
    (Action::NextWord, "word on"),
    (Action::PreviousWord, "back"),
    (Action::TakeSentence, "sentence"),
    (Action::Note, "note"),
    (Action::Copy, "copy with source"),
    (Action::Correct, "who said it"),
    (Action::StepOut, "leave"),
];

/// Returns the keys of the focused pane.
pub(super) fn pane_hints(app: &App) -> Vec<Hint> {
    if app.context() == Context::Highlight {
        let hints = HIGHLIGHT.iter();
        let of_key = |(action, does): &(Action, &'static str)| {
            Hint::of_action(app, Context::Highlight, *action, does)
        };
        return hints.filter_map(of_key).collect();
    }
    let (context, actions): (_, &[(Action, &'static str)]) = match app.focus() {
        Focus::List => (Context::List, list_actions(app)),
        Focus::Reading if is_alone(app) => (Context::Reading, &READING_ALONE),
        Focus::Reading => (Context::Reading, &READING),
        Focus::Quotes => (Context::Quotes, &QUOTES),
    };
    let back = if app.focus() == Focus::List {
        let is_filtered = app.list().listing().filter != Filter::default();
        is_filtered
            .then(|| Hint::of_action(app, context, Action::StepOut, "show all"))
            .flatten()
    } else {
        back_hint(app)
    };
    let hints = actions
        .iter()
        .filter_map(|(action, does)| Hint::of_action(app, context, *action, does));
    let has_problems = app.focus() == Focus::List && app.has_problems();
    let problems = has_problems
        .then(|| Hint::of_action(app, context, Action::Problems, "load problems"))
        .flatten();
    back.into_iter().chain(hints).chain(problems).collect()
}

/// Returns `true` if there is nothing beside the article, and it was not opened from hits.
fn is_alone(app: &App) -> bool {
    let areas = app.areas();
    areas.list.is_none() && areas.quotes.is_none() && app.search().is_none()
}

fn list_actions(app: &App) -> &'static [(Action, &'static str)] {
    if app.list().total() == 0 {
        return &NO_ROWS;
    }
    match app.list().selected_row().map(|row| &row.fold) {
        Some(RowFold::Newest {
            is_unfolded: false, ..
        }) => &FOLDED,
        Some(RowFold::Newest { .. } | RowFold::Unfolded { .. }) => &UNFOLDED,
        Some(RowFold::Alone) | None => &LIST,
    }
}

/// Returns the keys for the selected quote of an article that fills the screen.
pub(super) fn quote_hints(app: &App) -> Vec<Hint> {
    let key = |action, does| Hint::of_action(app, Context::Reading, action, does);
    let cards = key(Action::FocusRight, "card").filter(|_| app.area().width >= ROOMY);
    let hints = [cards, key(Action::Why, "why")];
    hints.into_iter().flatten().collect()
}

/// Returns the key that shows all keys.
pub(super) fn help_hint(app: &App) -> Option<Hint> {
    Hint::of_action(app, Context::Global, Action::Help, "keys")
}

/// Returns the keys of the list of speakers.
pub(super) fn speaker_hints(app: &App) -> Vec<Hint> {
    if app.prompt().is_some() {
        let hints = [("enter", "done"), ("up down", "move"), ("esc", "show all")];
        let hints = hints.into_iter();
        return hints.map(|(key, does)| Hint::of_key(key, does)).collect();
    }
    let hints = [
        (Action::Open, "open"),
        (Action::Find, "find"),
        (Action::SamePerson, "same person as"),
        (Action::SelectRows, "choose"),
        (Action::StepOut, "leave"),
    ];
    let hints = hints.into_iter();
    hints
        .filter_map(|(action, does)| Hint::of_action(app, Context::Speakers, action, does))
        .collect()
}

/// Returns the keys of the page of a speaker.
pub(super) fn page_hints(app: &App, page: &SpeakerPage) -> Vec<Hint> {
    let order = if page.is_unsure_first() {
        "newest first"
    } else {
        "unsure first"
    };
    let hints = [
        (Action::Open, "open at the words"),
        (Action::Bookmark, "bookmark"),
        (Action::SamePerson, "same person as"),
        (Action::Sort, order),
        (Action::Find, "search"),
        (Action::StepOut, "leave"),
    ];
    let hints = hints.into_iter();
    hints
        .filter_map(|(action, does)| Hint::of_action(app, Context::Speakers, action, does))
        .collect()
}

/// Returns the keys of the start screen.
pub(super) fn start_hints(app: &App) -> Vec<Hint> {
    let hints = [
        Some(Hint::of_key("a", "add")),
        Some(Hint::of_key("w", "welcome story")),
        Hint::of_action(app, Context::Overlay, Action::Palette, "commands"),
        Hint::of_action(app, Context::Overlay, Action::Quit, "quit"),
    ];
    hints.into_iter().flatten().collect()
}

/// Returns `true` if a bookmarked story is selected, rather than a quote or highlight.
fn is_story(bookmarks: &Overlay) -> bool {
    let choice = bookmarks.menu.selected();
    let choice = choice.and_then(|entry| entry.choice.as_ref());
    matches!(choice, Some(EntryChoice::Bookmark(bookmark)) if bookmark.kept.quote.is_none())
}

/// Returns the keys of an overlay.
pub(super) fn overlay_hints(app: &App, overlay: &Overlay) -> Vec<Hint> {
    let key = |action, does| Hint::of_action(app, Context::Overlay, action, does);
    let open = match overlay.kind {
        OverlayKind::Problems | OverlayKind::Why => None,
        OverlayKind::Help | OverlayKind::Palette => Some("run"),
        OverlayKind::Bookmarks if is_story(overlay) => Some("open"),
        OverlayKind::Bookmarks => Some("open at the words"),
        OverlayKind::Speakers | OverlayKind::Shares | OverlayKind::Links => Some("open"),
        OverlayKind::Counts(_) => Some("narrow to it"),
        OverlayKind::Sort
        | OverlayKind::Filter
        | OverlayKind::Correct
        | OverlayKind::SamePerson
        | OverlayKind::CopyAs
        | OverlayKind::Export
        | OverlayKind::ExportAs => Some("choose"),
    };
    let is_kept = overlay.kind == OverlayKind::Bookmarks && !overlay.menu.is_empty();
    let on_kept = |action, does| is_kept.then(|| key(action, does)).flatten();
    let has_links = overlay.kind == OverlayKind::Links && !overlay.menu.is_empty();
    let on_link = |action, does| has_links.then(|| key(action, does)).flatten();
    let has_entries = overlay.menu.entries() > 0;
    let open = open.filter(|_| has_entries);
    let is_why = overlay.kind == OverlayKind::Why;
    let stays = matches!(overlay.kind, OverlayKind::Filter | OverlayKind::Sort);
    let is_scrolled = overlay.reasons.as_deref().is_some_and(Reasons::is_scrolled);
    let more = is_scrolled.then(|| key(Action::MoveDown, "more")).flatten();
    let correct = is_why.then(|| key(Action::Correct, "correct"));
    let hints = [
        open.and_then(|open| key(Action::Open, open)),
        stays
            .then(|| key(Action::SwitchSearch, "choose, stay here"))
            .flatten(),
        more,
        correct.flatten(),
        count_hint(app, overlay),
        on_link(Action::Copy, "copy"),
        on_link(Action::Note, "add to inbox"),
        has_entries.then(|| key(Action::Find, "filter")).flatten(),
        on_kept(Action::Note, "note"),
        on_kept(Action::Remove, "remove"),
        key(Action::StepOut, "close"),
    ];
    hints.into_iter().flatten().collect()
}

/// Returns the key that switches what hits are counted by.
fn count_hint(app: &App, overlay: &Overlay) -> Option<Hint> {
    let OverlayKind::Counts(key) = overlay.kind else {
        return None;
    };
    let does = match next_key(key, app.search().map(SearchScreen::scope)) {
        CountKey::Speaker => "by speaker",
        CountKey::Source => "by source",
        CountKey::Day => "by day",
        CountKey::Month => "by month",
        CountKey::Year => "by year",
    };
    Hint::of_action(app, Context::Overlay, Action::SwitchSearch, does)
}

/// Returns the way back from an article to the hits it was opened from.
fn back_hint(app: &App) -> Option<Hint> {
    app.search()?;
    Hint::of_action(app, Context::Reading, Action::StepOut, "back to the hits")
}
