//! Exporting: what, in which format, and where to; and piping to a command.

use crate::article::{Article, BlockKind};
use crate::cite::{Citation, Form};
use crate::library::export::{self, Format};
use crate::library::listing::Row;
use crate::text::{Clean, number};

use super::App;
use super::effect::{Effect, ExportRequest, Exported, TerminalRequest};
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, OverlayKind};
use super::panes::Focus;
use super::prompt::{Prompt, Purpose};

/// How many commands the prompt brings back.
const HISTORY: usize = 100;

impl App {
    /// Asks what to export.
    pub(super) fn show_exports(&mut self) {
        let mut entries = Vec::new();
        let mut offer = |text: &str, detail: &str, what: Exported| {
            entries.push(Entry::row(text, detail).choosing(Choice::Export(what)));
        };
        let chosen = self.list.chosen_rows();
        if !chosen.is_empty() {
            let what = Exported::Articles(chosen.iter().map(|row| row.location.clone()).collect());
            offer("the selected rows", &stories(chosen.len()), what);
        }
        if let Some(row) = self.row_at_hand() {
            let what = Exported::Articles(vec![row.location.clone()]);
            offer("this story", &row.title, what);
        }
        let shown = Exported::Shown(self.list.listing().clone());
        offer("the list as shown", &stories(self.list.total()), shown);
        offer(
            "the bookmarks",
            "stories, quotes and notes",
            Exported::Bookmarks,
        );
        self.show(OverlayKind::Export, entries);
    }

    /// Does what choosing an entry of the export means.
    pub(super) fn export_choice(&mut self, choice: Choice) {
        match choice {
            Choice::Export(what) => {
                let entry = |format: Format| {
                    Entry::row(format.name(), format.help())
                        .choosing(Choice::ExportAs(what.clone(), format))
                };
                let entries = Format::ALL.into_iter().map(entry).collect();
                self.show(OverlayKind::ExportAs, entries);
            }
            Choice::ExportAs(what, format) => {
                let place = self.usual_place(&what, format);
                self.prompt = Some(Prompt::new(Purpose::Export(what, format), &place));
            }
            _ => {}
        }
    }

    /// Exports to the place that was typed.
    pub(super) fn export_to(&mut self, what: Exported, format: Format, typed: &str) {
        let to = typed.trim().to_owned();
        if to.is_empty() {
            self.notice = Some(Notice::warning("Nothing was exported: no file was named"));
            return;
        }
        self.notice = Some(Notice::quiet("Exporting …"));
        self.send(Effect::Export(ExportRequest { what, format, to }));
    }

    /// Asks for the command that the story or the quote is piped to.
    pub(super) fn prompt_pipe(&mut self) {
        if self.piped().is_some() {
            self.prompt = Some(Prompt::new(Purpose::Pipe, ""));
        } else {
            self.notice = Some(Notice::warning("Open an article first"));
        }
    }

    /// Pipes the story, or in the sidebar the quote, to the command that was typed.
    pub(super) fn pipe_to(&mut self, command: &str) {
        let command = command.trim().to_owned();
        let Some((text, citation)) = self.piped().filter(|_| !command.is_empty()) else {
            return;
        };
        if self.pipe_history.last() != Some(&command) {
            self.pipe_history.push(command.clone());
            let surplus = self.pipe_history.len().saturating_sub(HISTORY);
            self.pipe_history.drain(..surplus);
        }
        self.send(Effect::Terminal(TerminalRequest::Pipe {
            command,
            text,
            title: citation.title,
            url: citation.url,
        }));
    }

    /// Returns what is piped: the selected quote with its citation in the sidebar, else the story.
    fn piped(&self) -> Option<(Clean, Citation)> {
        if self.subject() == Focus::Quotes {
            let citation = self.cited_quote()?;
            let text = Form::Cited.write(&citation).ok()?;
            return Some((Clean::new(&format!("{text}\n")), citation));
        }
        let article = self.reading.as_ref()?.article()?;
        let citation = Citation::of_story(article, self.settings.today);
        Some((as_text(article), citation))
    }

    /// Returns the row of the story that is read, or selected in the list.
    fn row_at_hand(&self) -> Option<&Row> {
        match self.subject() {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => {
                self.reading.as_ref().map(super::reading::ReadingPane::row)
            }
        }
    }

    /// Returns a place for an export in the reader's home, under a name that says what it is.
    fn usual_place(&self, what: &Exported, format: Format) -> String {
        let name = match what {
            Exported::Articles(articles) if articles.len() == 1 => {
                let row = self.row_at_hand();
                let citation = row.map(|row| Citation {
                    title: row.title.clone(),
                    published: row.published,
                    ..Citation::default()
                });
                return format!(
                    "~/{}",
                    export::of_story(&citation.unwrap_or_default(), format)
                );
            }
            Exported::Articles(_) | Exported::Shown(_) => "stories",
            Exported::Bookmarks => "bookmarks",
        };
        let name = export::of_many(name, self.settings.today, format);
        match name.strip_suffix(".md") {
            Some(folder) => format!("~/{folder}/"),
            None => format!("~/{name}"),
        }
    }
}

/// Returns a story as plain text: title, standfirst and story, a paragraph a line, a blank line between two.
fn as_text(article: &Article) -> Clean {
    let kept = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_story() || block.kind == BlockKind::Standfirst);
    let parts = kept.map(|block| article.words(block.range));
    let title = article.metadata.title.as_str();
    let parts: Vec<&str> = std::iter::once(title).chain(parts).collect();
    Clean::new(&format!("{}\n", parts.join("\n\n")))
}

fn stories(count: usize) -> String {
    match count {
        1 => "1 story".to_owned(),
        count => format!("{} stories", number::grouped(count)),
    }
}
