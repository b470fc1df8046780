//! Going through the stories that have the same statement, or are the same, and back to where the reader came from.

use super::ctx::Ctx;
use super::notice::StatusNotice;
use super::panes::{Focus, Panes};
use super::reading::ReadingPane;
use super::screen::Screens;
use crate::article::QuoteId;
use crate::library::listing::ArticleRow;
use crate::text::number;

/// The most places that are remembered to go back to.
const MOST_JUMPS: usize = 100;

/// Where the reader was before a jump.
#[derive(Debug)]
pub(super) struct JumpOrigin {
    row: ArticleRow,
    quote: Option<QuoteId>,
    /// The first byte on the page.
    top: usize,
    focus: Focus,
}

impl Panes {
    /// Opens the next story that has the selected quote, after the newest one the oldest.
    pub(super) fn go_to_same_quote(&mut self, ctx: &mut Ctx) {
        if self.focus == Focus::List && self.show_next_of_group(ctx) {
            return;
        }
        let reading = self.reading.as_ref();
        let has_quote = reading.is_some_and(|reading| reading.selected_quote().is_some());
        if (self.focus == Focus::List || !has_quote) && self.go_to_same_story(ctx) {
            return;
        }
        let reading = self.reading.as_ref();
        let Some((reading, quote)) = reading.and_then(|reading| {
            let quote = reading.selected_quote()?;
            Some((reading, quote))
        }) else {
            ctx.notice = Some(StatusNotice::no_quote(&ctx.settings.keymap));
            return;
        };
        let Some(repeated) = reading.repeats_of(quote.id) else {
            let text = if reading.are_repeats_found() {
                "No other story has this quote"
            } else {
                "Other stories are being looked for …"
            };
            ctx.notice = Some(StatusNotice::quiet(text));
            return;
        };
        let id = reading.row().id;
        let here = repeated.places.iter().position(|(row, _)| row.id == id);
        let count = repeated.places.len();
        let next = here.map_or(0, |here| (here + 1) % count.max(1));
        let Some((row, wanted)) = repeated.places.get(next).cloned() else {
            return;
        };
        let speakers = if repeated.has_different_speakers {
            ", speakers differ"
        } else {
            ""
        };
        let place = number::format_position(next + 1, count);
        self.remember_jump();
        self.jump_to(row, Some(wanted), ctx);
        ctx.notice = Some(StatusNotice::quiet(&format!(
            "The same quote in story {place}{speakers}"
        )));
    }

    /// Opens the next story that is the same as the open one; returns `false` if none is known.
    fn go_to_same_story(&mut self, ctx: &mut Ctx) -> bool {
        let Some(reading) = self.reading.as_ref() else {
            return false;
        };
        let stories = reading.same_stories();
        let id = reading.row().id;
        let here = stories.iter().position(|row| row.id == id);
        let next = here.map_or(0, |here| (here + 1) % stories.len().max(1));
        let count = stories.len();
        let Some(row) = stories.get(next).cloned() else {
            return false;
        };
        self.remember_jump();
        self.jump_to(row, None, ctx);
        let place = number::format_position(next + 1, count);
        ctx.notice = Some(StatusNotice::quiet(&format!(
            "The same story, {place}, the newest first"
        )));
        true
    }

    /// Unfolds the selected row of the list, or selects the next of its stories; returns `false` if it has only one.
    fn show_next_of_group(&mut self, ctx: &mut Ctx) -> bool {
        let list = &mut self.list;
        let effect = list.unfold_selected();
        let next = list.select_next_of_group();
        let is_done = effect.is_some() || next.is_some();
        let missing = next.and_then(|next| self.list.select(next));
        ctx.send_all(effect.into_iter().chain(missing));
        is_done
    }

    /// Remembers where the reader is, to go back there.
    pub(super) fn remember_jump(&mut self) {
        let reading = self.reading.as_ref();
        let row = match self.focus {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => reading.map(ReadingPane::row),
        };
        let Some(row) = row.cloned() else {
            return;
        };
        let quote = reading.and_then(ReadingPane::selected_quote);
        let origin = JumpOrigin {
            row,
            quote: quote.map(|quote| quote.id),
            top: reading.map_or(0, |reading| reading.visible_range().start),
            focus: self.focus,
        };
        let is_same = |last: &JumpOrigin| {
            let place = |jump: &JumpOrigin| (jump.row.id, jump.quote, jump.top, jump.focus);
            place(last) == place(&origin)
        };
        if !self.jumps.last().is_some_and(is_same) {
            self.jumps.push(origin);
        }
        if self.jumps.len() > MOST_JUMPS {
            self.jumps.remove(0);
        }
    }

    /// Goes back to where the reader was before the last jump.
    pub(super) fn jump_back(&mut self, ctx: &mut Ctx) {
        match self.jumps.pop() {
            Some(origin) => self.return_to(origin, ctx),
            None => ctx.notice = Some(StatusNotice::quiet("There was no jump before")),
        }
    }

    /// Goes back to a row of the list, or to a place of a story; the open story is not opened again.
    fn return_to(&mut self, origin: JumpOrigin, ctx: &mut Ctx) {
        let id = origin.row.id;
        if origin.focus == Focus::List {
            let effect = self.list.reveal(id);
            ctx.send(effect);
        } else if let Some(reading) = self.reading.as_mut()
            && reading.row().id == id
        {
            match origin.quote.filter(|_| origin.focus == Focus::Quotes) {
                Some(quote) => reading.seek_quote(quote),
                None => reading.go_to_byte(origin.top),
            }
            self.enter_article();
        } else {
            self.jump_to(origin.row, origin.quote, ctx);
        }
        self.focus = origin.focus;
    }

    fn jump_to(&mut self, row: ArticleRow, quote: Option<QuoteId>, ctx: &mut Ctx) {
        let was_in_quotes = self.focus == Focus::Quotes;
        let id = row.id;
        self.open_article(row, ctx);
        if let Some((reading, quote)) = self.reading.as_mut().zip(quote) {
            reading.seek_quote(quote);
        }
        self.enter_article();
        if was_in_quotes {
            self.focus = Focus::Quotes;
        }
        let effect = self.list.reveal(id);
        ctx.send(effect);
    }
}

impl Screens {
    /// Folds stories and quotes that are the same into one row, in the list and in what was found, or shows each.
    pub(super) fn toggle_folding(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let is_folded = !panes.list.listing().is_folded;
        let effect = panes.list.set_folding(is_folded);
        ctx.send_all(effect);
        if let Some(search) = self.search_mut() {
            search.results.set_folding(is_folded);
            search.request_hits_again(ctx);
        }
        ctx.notice = Some(StatusNotice::quiet(if is_folded {
            "The same stories have one row, the newest"
        } else {
            "Every story has a row"
        }));
    }
}
