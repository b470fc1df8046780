//! What actions do that no part of the screen has for itself.

use super::effect::{Effect, FolderRequest, StateRequest, TerminalRequest};
use super::overlay::OverlayKind;
use super::start::{WayIn, prompt_way};
use super::{App, Handler};
use crate::input::Action;
use crate::search::hits::SearchScope;

/// The actions of the program; all others belong to the panes, an overlay, a screen or a highlight.
pub(super) const PROGRAM_ACTIONS: [(Action, Handler); 47] = [
    (Action::StepOut, |app| {
        app.step_out();
    }),
    (Action::Cancel, App::cancel_or_quit),
    (Action::Quit, App::back_or_quit),
    (Action::Find, App::prompt_find),
    (Action::Filter, App::show_filter),
    (Action::Sort, App::show_sort),
    (Action::FoldStories, |app| {
        app.screens.toggle_folding(&mut app.panes, &mut app.ctx);
    }),
    (Action::Help, App::show_help),
    (Action::Palette, App::show_palette),
    (Action::Problems, App::show_problems),
    (Action::Why, App::show_why),
    (Action::Voices, App::show_speaker_shares),
    (Action::Copy, |app| {
        let subject = app.screens.subject(&app.panes);
        app.panes.copy(subject, &mut app.ctx);
    }),
    (Action::CopyAs, App::show_copy_forms),
    (Action::OpenLinkRead, App::open_link_and_mark_read),
    (Action::ShowLinks, |app| app.panes.show_links(&mut app.ctx)),
    (Action::OpenLinkHere, |app| {
        app.panes.open_link_here(&mut app.ctx);
    }),
    (Action::OpenLink, |app| {
        app.panes.open_link(&mut app.ctx);
    }),
    (Action::Export, App::show_exports),
    (Action::Pipe, App::prompt_command),
    (Action::Edit, |app| {
        let subject = app.screens.subject(&app.panes);
        app.panes.edit_source(subject, &mut app.ctx);
    }),
    (Action::Rescan, |app| {
        app.ctx.is_scan_requested = true;
        app.ctx.send(Effect::Folders(FolderRequest::Rescan));
    }),
    (Action::FetchFeeds, |app| {
        app.ctx.send(Effect::Folders(FolderRequest::FetchFeeds));
    }),
    (Action::AddFolder, |app| {
        prompt_way(WayIn::Folder, &mut app.ctx);
    }),
    (Action::AddPage, |app| {
        prompt_way(WayIn::Address, &mut app.ctx);
    }),
    (Action::Import, |app| {
        prompt_way(WayIn::Import, &mut app.ctx);
    }),
    (Action::Redraw, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Redraw));
    }),
    (Action::Suspend, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Suspend));
    }),
    (Action::Bookmark, App::toggle_bookmark),
    (Action::ShowBookmarks, |app| {
        app.ctx.request_overlay(
            OverlayKind::Bookmarks,
            Effect::State(StateRequest::Bookmarks),
        );
    }),
    (Action::Note, App::prompt_note),
    (Action::Tags, App::prompt_tags),
    (Action::ToggleRead, App::toggle_read),
    (Action::DeleteArticle, App::explain_deleting),
    (Action::MarkAllRead, App::mark_list_read),
    (Action::Undo, |app| app.revert_change(StateRequest::Undo)),
    (Action::Redo, |app| app.revert_change(StateRequest::Redo)),
    (Action::Correct, |app| {
        app.screens.show_corrections(&mut app.panes, &mut app.ctx);
    }),
    (Action::Highlight, |app| {
        app.panes.begin_highlight(&mut app.ctx);
    }),
    (Action::NextUnsureQuote, |app| {
        app.screens.go_to_next_unsure(&mut app.panes, &mut app.ctx);
    }),
    (Action::SameElsewhere, |app| {
        app.panes.go_to_same_quote(&mut app.ctx);
    }),
    (Action::JumpBack, |app| app.panes.jump_back(&mut app.ctx)),
    (Action::SearchQuotes, |app| {
        app.screens
            .start_search(SearchScope::Quotes, &mut app.panes, &mut app.ctx);
    }),
    (Action::SearchStories, |app| {
        app.screens
            .start_search(SearchScope::Stories, &mut app.panes, &mut app.ctx);
    }),
    (Action::SearchSelection, |app| {
        app.screens.search_selection(&mut app.panes, &mut app.ctx);
    }),
    (Action::Speakers, |app| {
        app.screens.show_speakers(&mut app.panes, &mut app.ctx);
    }),
    (Action::SpeakerPage, |app| {
        app.screens.show_quote_speaker(&mut app.panes, &mut app.ctx);
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The actions that only a part of the screen knows.
    const OTHERS: [Action; 48] = [
        Action::MoveDown,
        Action::MoveUp,
        Action::Top,
        Action::Bottom,
        Action::GoToPercent,
        Action::HalfPageDown,
        Action::HalfPageUp,
        Action::PageDown,
        Action::PageUp,
        Action::PageDownOrNext,
        Action::NextParagraph,
        Action::PreviousParagraph,
        Action::NextQuote,
        Action::PreviousQuote,
        Action::NextHit,
        Action::PreviousHit,
        Action::NextArticle,
        Action::PreviousArticle,
        Action::NextUnread,
        Action::PreviousUnread,
        Action::FocusLeft,
        Action::FocusRight,
        Action::Open,
        Action::Zoom,
        Action::Wider,
        Action::Narrower,
        Action::DefaultMeasure,
        Action::SelectRows,
        Action::ScreenTop,
        Action::ScreenMiddle,
        Action::ScreenBottom,
        Action::ScrollToTop,
        Action::ScrollToMiddle,
        Action::ScrollToBottom,
        Action::NextCharacter,
        Action::PreviousCharacter,
        Action::NextWord,
        Action::PreviousWord,
        Action::LineStart,
        Action::LineEnd,
        Action::TakeSentence,
        Action::TakeParagraph,
        Action::TakeQuote,
        Action::SwitchSearch,
        Action::SaveSearch,
        Action::CountHits,
        Action::Remove,
        Action::SamePerson,
    ];

    #[test]
    fn each_action_has_one_place() {
        for action in Action::ALL {
            let own = PROGRAM_ACTIONS.iter().filter(|(known, _)| known == action);
            let others = OTHERS.iter().filter(|other| *other == action);
            assert_eq!(own.count() + others.count(), 1, "{action:?}");
        }
    }
}
