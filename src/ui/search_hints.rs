//! What the keys do on the screen of search, for the status line.

use super::hints::Hint;
use crate::app::App;
use crate::app::search::{Part, SearchScreen};
use crate::input::{Action, Context};
use crate::search::hits::{HitOrder, SearchScope};

/// Returns the keys of the screen of search.
pub(super) fn search_hints(app: &App, search: &SearchScreen) -> Vec<Hint> {
    let other = match search.scope() {
        SearchScope::Quotes => "stories",
        SearchScope::Stories => "quotes",
    };
    if app.prompt().is_some() {
        query_hints(app, search, other)
    } else {
        result_hints(app, search, other)
    }
}

/// Returns the keys while the query is typed.
fn query_hints(app: &App, search: &SearchScreen, other: &'static str) -> Vec<Hint> {
    let opens = search.opens_at_once();
    let has_rows = !search.results.is_empty();
    let rows = if search.results.shown_saved().is_empty() {
        "hits"
    } else {
        "saved searches"
    };
    let hints = [
        opens.then(|| Hint::of_key("enter", enter_text(search, "open at the words"))),
        Hint::of_action(app, Context::Prompt, Action::SwitchSearch, other),
        has_rows.then(|| Hint::of_key("down", rows)),
        Some(Hint::of_key("up", "earlier")),
        Hint::of_action(app, Context::Prompt, Action::SaveSearch, "save"),
        Some(Hint::of_key("esc", leave_text(search))),
    ];
    hints.into_iter().flatten().collect()
}

/// Returns the keys among the hits.
fn result_hints(app: &App, search: &SearchScreen, other: &'static str) -> Vec<Hint> {
    let key = |action, does| Hint::of_action(app, Context::Overlay, action, does);
    let is_near = search.results.near_at(search.results.selected()).is_some();
    let (open, order) = match (search.part(), search.next_order()) {
        (Part::Speakers, _) => ("narrow to the speaker", None),
        (Part::Sources, _) => ("narrow to the source", None),
        (Part::Results, _) if is_near => (enter_text(search, "open"), None),
        (Part::Results, order) => {
            let next = match order {
                HitOrder::Relevance if search.query().names_words() => "best first",
                HitOrder::Relevance | HitOrder::Newest => "newest first",
                HitOrder::Oldest => "oldest first",
            };
            (enter_text(search, "open"), Some(next))
        }
    };
    let side = match search.part() {
        Part::Results if search.hides_speakers() => Some((Action::FocusRight, "speakers")),
        Part::Speakers | Part::Sources => Some((Action::FocusLeft, "hits")),
        Part::Results => None,
    };
    let hints = [
        key(Action::Open, open),
        key(Action::Find, "edit the query"),
        key(Action::SwitchSearch, other),
        side.and_then(|(action, does)| key(action, does)),
        order.and_then(|order| key(Action::Sort, order)),
        key(Action::CountHits, "count"),
        key(Action::Bookmark, "bookmark"),
        key(Action::Copy, "copy"),
        key(Action::StepOut, leave_text(search)),
    ];
    hints.into_iter().flatten().collect()
}

/// Returns what the key that opens does on the selected row; `open` if that is one hit.
fn enter_text(search: &SearchScreen, open: &'static str) -> &'static str {
    let selected = search.results.selected();
    if search.results.near_at(selected).is_some() {
        return "search these words";
    }
    match search.results.repeats(selected) {
        0 | 1 => open,
        2 => "show both",
        3.. => "show all of them",
    }
}

/// Returns what the key that leaves the search does first.
fn leave_text(search: &SearchScreen) -> &'static str {
    if search.is_narrowed() {
        "widen"
    } else {
        "leave"
    }
}
