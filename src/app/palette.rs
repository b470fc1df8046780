//! The palette: every action by its name, and what is typed as in vim.

use super::App;
use super::entries;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;

impl App {
    pub(super) fn show_palette(&mut self) {
        let entries = entries::palette_entries(self.keymap());
        self.ctx.open_overlay(OverlayKind::Palette, entries);
    }

    /// Does what the selected entry is for, after a filter was typed; the palette runs nothing that only resembles it.
    pub(super) fn submit_entries(&mut self, typed: &str) {
        let overlay = self.ctx.overlay();
        let is_guess = overlay
            .is_some_and(|overlay| overlay.kind == OverlayKind::Palette && overlay.menu.is_guess());
        if is_guess {
            self.ctx.close_front();
            let text = format!("'{}' is no command", typed.trim());
            self.ctx.notice = Some(StatusNotice::warning(&text));
        } else {
            self.choose_selected();
        }
    }

    /// Says that everything is saved, unless it is not.
    pub(super) fn tell_saved(&mut self) {
        self.ctx.notice = Some(if self.ctx.is_saving {
            StatusNotice::quiet("Everything is saved already")
        } else {
            StatusNotice::warning("Changes are not saved now")
        });
    }
}
