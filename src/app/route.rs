//! What each action does.

use crate::input::Action;
use crate::search::hits::Scope;

use super::App;
use super::effect::{CatalogueRequest, Effect, FolderRequest, TerminalRequest};
use super::overlay::OverlayKind;

impl App {
    /// Does an action, `count` times where it can be counted.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) {
        if self.prompt.is_some() {
            self.act_in_prompt(action);
            return;
        }
        if self.overlay.is_some() && self.act_in_overlay(action, count) {
            return;
        }
        if self.is_searching() && self.act_in_search(action, count) {
            return;
        }
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        match action {
            Action::MoveDown => self.move_by(times),
            Action::MoveUp => self.move_by(-times),
            Action::Top => self.go_to_row_or_top(count),
            Action::Bottom => self.go_to_row_or_bottom(count),
            Action::HalfPageDown => self.scroll_half_pages(times),
            Action::HalfPageUp => self.scroll_half_pages(-times),
            Action::PageDown => self.scroll_pages(times),
            Action::PageUp => self.scroll_pages(-times),
            Action::PageDownOrNext => self.page_down_or_next(),
            Action::NextParagraph => self.go_to_paragraph(times),
            Action::PreviousParagraph => self.go_to_paragraph(-times),
            Action::NextQuote => self.step_quote(times),
            Action::PreviousQuote => self.step_quote(-times),
            Action::NextHit => self.step_hit(times),
            Action::PreviousHit => self.step_hit(-times),
            Action::NextArticle => self.step_article(times),
            Action::PreviousArticle => self.step_article(-times),
            Action::NextUnread => self.step_unread(1),
            Action::PreviousUnread => self.step_unread(-1),
            Action::FocusLeft => self.focus_left(),
            Action::FocusRight => self.focus_right(),
            Action::Open => self.open_selected(),
            Action::StepOut => {
                self.step_out();
            }
            Action::Zoom => self.is_zoomed = !self.is_zoomed,
            Action::Wider => self.change_measure(4 * times),
            Action::Narrower => self.change_measure(-4 * times),
            Action::DefaultMeasure => self.measure = self.settings.measure,
            Action::Find => self.prompt_find(),
            Action::Filter => self.ask_for(
                OverlayKind::Filter,
                Effect::Catalogue(CatalogueRequest::Sources),
            ),
            Action::Sort => self.show_sort(),
            Action::Help => self.show_help(),
            Action::Palette => self.show_palette(),
            Action::Problems => self.ask_for(
                OverlayKind::Problems,
                Effect::Catalogue(CatalogueRequest::Problems),
            ),
            Action::Why => self.show_why(),
            Action::Voices => self.show_voices(),
            Action::Copy => self.copy(),
            Action::CopyAs => self.show_copy_forms(),
            Action::OpenLink => self.open_link(),
            Action::Export => self.show_exports(),
            Action::Pipe => self.prompt_pipe(),
            Action::Edit => self.edit(),
            Action::SelectRows => self.select_row(),
            Action::Rescan => self.send(Effect::Folders(FolderRequest::Rescan)),
            Action::FetchFeeds => self.send(Effect::Folders(FolderRequest::FetchFeeds)),
            Action::Redraw => self.send(Effect::Terminal(TerminalRequest::Redraw)),
            Action::Suspend => self.send(Effect::Terminal(TerminalRequest::Suspend)),
            Action::Cancel => self.cancel(),
            Action::Quit => self.back_or_quit(),
            Action::Bookmark
            | Action::ShowBookmarks
            | Action::Note
            | Action::Tags
            | Action::ToggleRead
            | Action::MarkAllRead
            | Action::Undo
            | Action::Redo
            | Action::Correct => self.keep(action),
            Action::SearchQuotes => self.start_search(Scope::Quotes),
            Action::SearchStories => self.start_search(Scope::Stories),
            Action::SwitchSearch | Action::SaveSearch | Action::Remove => {}
            Action::Speakers => self.show_speakers(),
        }
    }
}
