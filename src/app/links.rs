//! The list of an article's links: opening, copying and adding them.

use super::ctx::{Ctx, Handled};
use super::effect::{Effect, FolderRequest, TerminalRequest};
use super::menu::MenuEntry;
use super::notice::StatusNotice;
use super::overlay::{EntryChoice, OverlayKind};
use super::panes::Panes;
use super::reading::links::format_address;
use crate::article::TextRange;
use crate::input::{Action, Key, KeyCode};
use crate::text::Clean;

/// The most links whose numbers need no Enter.
const ONE_DIGIT: usize = 9;

impl Panes {
    /// Lists the links of the open article.
    pub(super) fn show_links(&mut self, ctx: &mut Ctx) {
        let Some(reading) = &self.reading else {
            ctx.notice = Some(StatusNotice::warning("Open an article first"));
            return;
        };
        let Some(article) = reading.article() else {
            return;
        };
        let targets = reading.links().targets();
        let width = targets.len().to_string().len();
        let entry = |(index, link): (usize, &super::reading::links::LinkTarget)| {
            let words = Clean::line(article.words_in(link.range));
            let text = format!("{:>width$}  {}", index + 1, words.as_str());
            MenuEntry::row(&text, &format_address(&link.url)).with_choice(EntryChoice::Link(index))
        };
        let entries = targets.iter().enumerate().map(entry).collect();
        ctx.open_overlay(OverlayKind::Links, entries);
    }

    /// Opens a link at its number, where no number has a second digit.
    pub(super) fn press_in_links(&mut self, key: Key, ctx: &mut Ctx) -> Handled {
        let Some(overlay) = ctx.overlay() else {
            return Handled::No;
        };
        let is_open = overlay.kind == OverlayKind::Links && overlay.prompt.is_none();
        let count = self.count_links();
        let mut numbers = 1..=ONE_DIGIT;
        let number = numbers.find(|number| {
            let digit = number.to_string().chars().next();
            digit.is_some_and(|digit| key == KeyCode::Char(digit).into())
        });
        let Some(number) = number.filter(|_| is_open && count <= ONE_DIGIT) else {
            return Handled::No;
        };
        self.choose_link(number, ctx);
        Handled::Yes
    }

    /// Does what an action means for a link: the selected one, or when a number was typed before, that one.
    pub(super) fn act_on_link(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        if self.count_links() == 0 {
            return Handled::No;
        }
        if let Some(number) = ctx.count.filter(|_| action == Action::Open) {
            self.choose_link(number, ctx);
        } else if action == Action::Copy {
            self.copy_link(ctx);
        } else if action == Action::Note {
            self.add_link(ctx);
        } else {
            return Handled::No;
        }
        Handled::Yes
    }

    fn choose_link(&mut self, number: usize, ctx: &mut Ctx) {
        let count = self.count_links();
        let index = number.checked_sub(1).filter(|index| *index < count);
        if let Some(index) = index {
            ctx.front = None;
            self.open_story_link(index, ctx);
        } else {
            let text = format!("There is no link {number}");
            ctx.notice = Some(StatusNotice::warning(&text));
        }
    }

    pub(super) fn open_story_link(&mut self, index: usize, ctx: &mut Ctx) {
        if let Some(url) = self.story_link(index) {
            ctx.send(Effect::Terminal(TerminalRequest::OpenLink(url)));
        }
    }

    /// Returns the index of the link whose words are at a byte of the open article.
    pub(super) fn link_at(&self, at: usize) -> Option<usize> {
        let links = self.reading.as_ref()?.links();
        let mut words = links.words_in(TextRange::new(at, at + 1));
        words.next().map(|words| words.target)
    }

    fn copy_link(&mut self, ctx: &mut Ctx) {
        if let Some(text) = self.selected_link(ctx) {
            let what = "the link";
            ctx.send(Effect::Terminal(TerminalRequest::Copy { text, what }));
        }
    }

    fn add_link(&mut self, ctx: &mut Ctx) {
        if let Some(url) = self.selected_link(ctx) {
            let text = format!("Fetching {} …", format_address(&url));
            ctx.notice = Some(StatusNotice::quiet(&text));
            ctx.send(Effect::Folders(FolderRequest::AddPage(url)));
        }
    }

    fn selected_link(&self, ctx: &Ctx) -> Option<Clean> {
        let overlay = ctx.overlay()?;
        let EntryChoice::Link(index) = overlay.menu.selected()?.choice.as_ref()? else {
            return None;
        };
        self.story_link(*index)
    }

    fn story_link(&self, index: usize) -> Option<Clean> {
        let links = self.reading.as_ref()?.links();
        Some(links.targets().get(index)?.url.clone())
    }

    pub(super) fn count_links(&self) -> usize {
        let reading = self.reading.as_ref();
        reading.map_or(0, |reading| reading.links().targets().len())
    }
}
