//! Passing on: to the clipboard, the browser, the editor; and the ways out.

use crate::article::{Article, Quote};
use crate::library::listing::{Filter, Row};
use crate::text::Clean;

use super::App;
use super::effect::Effect;
use super::notice::Notice;
use super::overlay::CopyForm;
use super::panes::Focus;

impl App {
    /// Copies the selected quote with its citation from the sidebar, else the story's link.
    pub(super) fn copy(&mut self) {
        let is_quote = self.focus == Focus::Quotes;
        self.copy_as(if is_quote {
            CopyForm::Citation
        } else {
            CopyForm::Link
        });
    }

    pub(super) fn copy_as(&mut self, form: CopyForm) {
        let Some((row, article)) = self
            .reading
            .as_ref()
            .and_then(|reading| Some((reading.row(), reading.article()?)))
        else {
            self.notice = Some(Notice::warning("Open an article first"));
            return;
        };
        let quote = self
            .reading
            .as_ref()
            .and_then(|reading| reading.selected_quote());
        match copied(form, row, article, quote) {
            Ok((text, what)) => self.send(Effect::Copy { text, what }),
            Err(why) => self.notice = Some(Notice::warning(why)),
        }
    }

    pub(super) fn open_link(&mut self) {
        let url = self
            .reading
            .as_ref()
            .and_then(|reading| reading.article()?.metadata.url.clone());
        match url {
            Some(url) => self.send(Effect::OpenLink(url)),
            None => self.notice = Some(Notice::warning("This article names no link")),
        }
    }

    pub(super) fn edit(&mut self) {
        let row = match self.focus {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => {
                self.reading.as_ref().map(super::reading::ReadingPane::row)
            }
        };
        if let Some(path) = row.map(|row| row.location.path.clone()) {
            self.send(Effect::Edit(path));
        }
    }

    /// Steps out of the innermost thing that is on: hits, zoom, chosen rows, a pane, the filter.
    pub(super) fn step_out(&mut self) -> bool {
        if self.clear_found() {
            return true;
        }
        if self.is_zoomed {
            self.is_zoomed = false;
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
        if self.focus == Focus::List {
            self.send(Effect::Quit);
        } else {
            self.is_zoomed = false;
            self.focus_left();
        }
    }

    /// Cancels what is on; with nothing on, ends the program.
    pub(super) fn cancel(&mut self) {
        if !self.step_out() {
            self.send(Effect::Quit);
        }
    }
}

type Copied = (Clean, &'static str);

fn copied(
    form: CopyForm,
    row: &Row,
    article: &Article,
    quote: Option<&Quote>,
) -> Result<Copied, &'static str> {
    const NO_QUOTE: &str = "Select a quote first, with ']' or '['";
    match form {
        CopyForm::Link => {
            let url = article
                .metadata
                .url
                .clone()
                .ok_or("This article names no link")?;
            Ok((url, "the link"))
        }
        CopyForm::Words => Ok((
            Clean::new(&words(article, quote.ok_or(NO_QUOTE)?)),
            "the words",
        )),
        CopyForm::Citation => {
            let quote = quote.ok_or(NO_QUOTE)?;
            let text = format!(
                "{}\n{}",
                words(article, quote),
                citation(row, article, quote)
            );
            Ok((Clean::new(&text), "the quote with its citation"))
        }
        CopyForm::Markdown => {
            let quote = quote.ok_or(NO_QUOTE)?;
            let text = format!(
                "> {}\n>\n> {}",
                words(article, quote),
                citation(row, article, quote)
            );
            Ok((Clean::new(&text), "the quote in Markdown"))
        }
    }
}

fn words(article: &Article, quote: &Quote) -> String {
    let parts: Vec<&str> = quote
        .fragments
        .iter()
        .map(|fragment| article.words(*fragment))
        .collect();
    parts.join(" … ")
}

/// Returns who said it and where it stands: "— Speaker, “Title”, Source, 2026-01-31. link".
fn citation(row: &Row, article: &Article, quote: &Quote) -> String {
    let speaker = quote.speaker.as_ref().map(|speaker| speaker.name.clone());
    let title = format!("“{}”", row.title.as_str());
    let source = row.source.as_ref().map(|source| source.as_str().to_owned());
    let day = row.published.map(|day| day.to_string());
    let parts: Vec<String> = [speaker, Some(title), source, day]
        .into_iter()
        .flatten()
        .collect();
    let url = article
        .metadata
        .url
        .as_ref()
        .map_or_else(String::new, |url| format!(" {}", url.as_str()));
    format!("— {}.{url}", parts.join(", "))
}
