//! What the keys do where the reader is, for the status line.

use crate::app::App;
use crate::app::overlay::{Overlay, OverlayKind};
use crate::app::search::{Part, SearchScreen};
use crate::input::{Action, Context};
use crate::search::hits::{HitOrder, SearchScope};

/// Returns the keys of the screen of search, the most useful first.
pub(super) fn search_hints(app: &App, search: &SearchScreen, dot: &str) -> String {
    let other = match search.scope() {
        SearchScope::Quotes => "stories",
        SearchScope::Stories => "quotes",
    };
    let hints = if app.prompt().is_some() {
        vec![
            Some("enter results".to_owned()),
            key_hint(app, Context::Prompt, Action::SwitchSearch, other),
            Some("up earlier searches".to_owned()),
            key_hint(app, Context::Prompt, Action::SaveSearch, "save"),
            Some("esc leave".to_owned()),
        ]
    } else {
        let key = |action, does| key_hint(app, Context::Overlay, action, does);
        let (open, order) = match (search.part(), search.next_order()) {
            (Part::Speakers, _) => ("narrow to the speaker", None),
            (Part::Results, _) if search.results.near_at(search.results.selected()).is_some() => {
                ("search these words", None)
            }
            (Part::Results, HitOrder::Relevance) if search.query().names_words() => {
                ("open", Some("best first"))
            }
            (Part::Results, HitOrder::Relevance | HitOrder::Newest) => {
                ("open", Some("newest first"))
            }
            (Part::Results, HitOrder::Oldest) => ("open", Some("oldest first")),
        };
        vec![
            key(Action::Open, open),
            key(Action::Find, "edit the query"),
            key(Action::SwitchSearch, other),
            order.and_then(|order| key(Action::Sort, order)),
            key(Action::Bookmark, "bookmark"),
            key(Action::Copy, "copy"),
            key(Action::StepOut, "leave"),
        ]
    };
    let hints: Vec<String> = hints.into_iter().flatten().collect();
    hints.join(&format!(" {dot} "))
}

/// Returns the keys of the screen of speakers, where all others are typed.
pub(super) fn speaker_hints(dot: &str) -> String {
    let hints = ["enter quotes", "up down move", "esc leave"];
    hints.join(&format!(" {dot} "))
}

/// Returns the keys of an overlay.
pub(super) fn overlay_hints(app: &App, overlay: &Overlay, dot: &str) -> String {
    let key = |action, does| key_hint(app, Context::Overlay, action, does);
    let open = match overlay.kind {
        OverlayKind::Problems | OverlayKind::Why => None,
        OverlayKind::Help | OverlayKind::Palette => Some("run"),
        OverlayKind::Bookmarks | OverlayKind::Speakers => Some("open"),
        _ => Some("choose"),
    };
    let is_kept = overlay.kind == OverlayKind::Bookmarks && !overlay.menu.is_empty();
    let hints = [
        open.and_then(|open| key(Action::Open, open)),
        key(Action::Find, "filter"),
        is_kept.then(|| key(Action::Remove, "remove")).flatten(),
        key(Action::StepOut, "close"),
    ];
    let hints: Vec<String> = hints.into_iter().flatten().collect();
    hints.join(&format!(" {dot} "))
}

/// Returns the way back from an article to the hits it was opened from.
pub(super) fn back_hint(app: &App) -> Option<String> {
    app.search()?;
    key_hint(app, Context::Reading, Action::StepOut, "back to the hits")
}

/// Returns the key of an action with what it does there; `None` if it has no key.
fn key_hint(app: &App, context: Context, action: Action, does: &str) -> Option<String> {
    let keys = app.keymap().keys_of(context, action);
    let shortest = keys
        .iter()
        .map(ToString::to_string)
        .min_by_key(String::len)?;
    Some(format!("{shortest} {does}"))
}
