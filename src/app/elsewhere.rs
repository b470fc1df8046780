//! Going through the stories that have the same statement, and back to where the reader came from.

use super::App;
use super::notice::StatusNotice;
use super::panes::Focus;
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
}

impl App {
    /// Opens the next story that has the selected quote, after the newest one the oldest.
    pub(super) fn go_to_same_quote(&mut self) {
        let reading = self.panes.reading.as_ref();
        let Some((reading, quote)) = reading.and_then(|reading| {
            let quote = reading.selected_quote()?;
            Some((reading, quote))
        }) else {
            self.ctx.notice = Some(StatusNotice::quiet("Select a quote first"));
            return;
        };
        let Some(repeated) = reading.repeats_of(quote.id) else {
            let text = if reading.are_repeats_found() {
                "No other story has this quote"
            } else {
                "Other stories are being looked for …"
            };
            self.ctx.notice = Some(StatusNotice::quiet(text));
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
        let origin = JumpOrigin {
            row: reading.row().clone(),
            quote: Some(quote.id),
        };
        self.jumps.push(origin);
        if self.jumps.len() > MOST_JUMPS {
            self.jumps.remove(0);
        }
        self.jump_to(row, Some(wanted));
        self.ctx.notice = Some(StatusNotice::quiet(&format!(
            "The same quote in story {place}{speakers}"
        )));
    }

    /// Goes back to where the reader was before the last jump.
    pub(super) fn jump_back(&mut self) {
        match self.jumps.pop() {
            Some(JumpOrigin { row, quote }) => self.jump_to(row, quote),
            None => self.ctx.notice = Some(StatusNotice::quiet("There was no jump before")),
        }
    }

    fn jump_to(&mut self, row: ArticleRow, quote: Option<QuoteId>) {
        let was_in_quotes = self.panes.focus == Focus::Quotes;
        let id = row.id;
        self.panes.open_article(row, &mut self.ctx);
        if let Some((reading, quote)) = self.panes.reading.as_mut().zip(quote) {
            reading.seek_quote(quote);
        }
        self.enter_article();
        if was_in_quotes {
            self.panes.focus = Focus::Quotes;
        }
        let effect = self.panes.list.reveal(id);
        self.ctx.send(effect);
    }
}
