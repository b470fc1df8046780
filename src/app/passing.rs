//! Passing on: to the clipboard, the browser, the editor; and the ways out.

use crate::cite::{Citation, Form};
use crate::library::listing::Filter;
use crate::text::Clean;

use super::App;
use super::effect::{Effect, TerminalRequest};
use super::notice::Notice;
use super::panes::Focus;

impl App {
    /// Copies the selected quote with its citation from the sidebar, else the story's link.
    pub(super) fn copy(&mut self) {
        if self.subject() == Focus::Quotes {
            self.copy_as(Form::Cited);
            return;
        }
        let citation = self.cited_story();
        let has_link = citation.as_ref().is_none_or(|story| story.url.is_some());
        let form = if has_link { Form::Link } else { Form::Cited };
        self.put_on_clipboard(form, citation);
    }

    /// Copies the selected quote, or from the list the story.
    pub(super) fn copy_as(&mut self, form: Form) {
        let citation = self.cited_quote().or_else(|| self.cited_story());
        self.put_on_clipboard(form, citation);
    }

    fn put_on_clipboard(&mut self, form: Form, citation: Option<Citation>) {
        let Some(citation) = citation else {
            self.notice = Some(Notice::warning("Open an article first"));
            return;
        };
        match form.write(&citation) {
            Ok(text) => self.send(Effect::Terminal(TerminalRequest::Copy {
                text: Clean::new(&text),
                what: form.object(citation.quote.is_some()),
            })),
            Err(missing) => self.notice = Some(Notice::warning(&missing.to_string())),
        }
    }

    /// Cites the quote that is selected in the open article; nothing from the list.
    pub(super) fn cited_quote(&self) -> Option<Citation> {
        let reading = self
            .reading
            .as_ref()
            .filter(|_| self.subject() != Focus::List)?;
        let (article, quote) = (reading.article()?, reading.selected_quote()?);
        Some(Citation::of_quote(article, quote, self.settings.today))
    }

    /// Cites the open article.
    fn cited_story(&self) -> Option<Citation> {
        let article = self.reading.as_ref()?.article()?;
        Some(Citation::of_story(article, self.settings.today))
    }

    pub(super) fn open_link(&mut self) {
        let url = self
            .reading
            .as_ref()
            .and_then(|reading| reading.article()?.metadata.url.clone());
        match url {
            Some(url) => self.send(Effect::Terminal(TerminalRequest::OpenLink(url))),
            None => self.notice = Some(Notice::warning("This article names no link")),
        }
    }

    pub(super) fn edit(&mut self) {
        let row = match self.subject() {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => {
                self.reading.as_ref().map(super::reading::ReadingPane::row)
            }
        };
        if let Some(path) = row.map(|row| row.location.path.clone()) {
            self.send(Effect::Terminal(TerminalRequest::Edit(path)));
        }
    }

    /// Steps out of the innermost thing that is on: hits, zoom, chosen rows, a pane, the filter.
    pub(super) fn step_out(&mut self) -> bool {
        let is_of_search = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.found().is_of_search());
        if !(is_of_search && self.search.is_some()) && self.clear_found() {
            return true;
        }
        if self.is_zoomed {
            self.is_zoomed = false;
            return true;
        }
        if self.return_to_results() {
            return true;
        }
        if !self.list.chosen().is_empty() {
            self.list.clear_chosen();
            return true;
        }
        if self.focus != Focus::List {
            self.focus_left();
            return true;
        }
        let filter = Filter::default();
        let had_filter = self.list.listing().filter != filter;
        let missing = self.list.set_filter(filter);
        self.send_all(missing);
        had_filter
    }

    /// Goes back to the list, then ends the program.
    pub(super) fn back_or_quit(&mut self) {
        if self.return_to_results() {
            return;
        }
        if self.focus == Focus::List {
            self.send(Effect::Terminal(TerminalRequest::Quit));
        } else {
            self.is_zoomed = false;
            self.focus_left();
        }
    }

    /// Cancels what is on; with nothing on, ends the program.
    pub(super) fn cancel(&mut self) {
        if !self.step_out() {
            self.send(Effect::Terminal(TerminalRequest::Quit));
        }
    }
}
