//! What leaves the program: copied, piped, exported, opened in a browser or an editor.

use super::{Focus, Panes};
use crate::app::ctx::Ctx;
use crate::app::effect::{Effect, Exported, TerminalRequest};
use crate::app::notice::StatusNotice;
use crate::article::{Article, BlockKind};
use crate::cite::{Citation, CitationFormat, MissingPart};
use crate::input::{Action, Context};
use crate::library::export::{self, ExportFormat};
use crate::text::Clean;
use crate::text::number::format_count;

impl Panes {
    /// Copies the selected quote with its citation from the sidebar, else the story's link.
    pub(in crate::app) fn copy(&self, subject: Focus, ctx: &mut Ctx) {
        if subject == Focus::Quotes {
            self.copy_as(CitationFormat::Cited, subject, ctx);
            return;
        }
        let citation = self.cite_story(ctx);
        let has_link = citation.as_ref().is_none_or(|story| story.url.is_some());
        let form = if has_link {
            CitationFormat::Link
        } else {
            CitationFormat::Cited
        };
        copy_citation(form, citation, ctx);
    }

    /// Copies the selected quote, or from the list the story.
    pub(in crate::app) fn copy_as(&self, form: CitationFormat, subject: Focus, ctx: &mut Ctx) {
        let quote = self.cite_quote(subject, ctx);
        let citation = quote.or_else(|| self.cite_story(ctx));
        copy_citation(form, citation, ctx);
    }

    /// Cites the quote that is selected in the open article, or the passage; `None` from the list.
    pub(in crate::app) fn cite_quote(&self, subject: Focus, ctx: &Ctx) -> Option<Citation> {
        let reading = self.reading.as_ref().filter(|_| subject != Focus::List)?;
        let (article, quote) = (reading.article()?, reading.subject_quote()?);
        Some(Citation::of_quote(article, &quote, ctx.settings.today))
    }

    /// Cites the open article.
    fn cite_story(&self, ctx: &Ctx) -> Option<Citation> {
        let article = self.reading.as_ref()?.article()?;
        Some(Citation::of_story(article, ctx.settings.today))
    }

    /// Opens the link of the open article; returns `false` if it has none.
    pub(in crate::app) fn open_link(&self, ctx: &mut Ctx) -> bool {
        let url = self
            .reading
            .as_ref()
            .and_then(|reading| reading.article()?.metadata.url.clone());
        let Some(url) = url else {
            ctx.notice = Some(self.describe_no_page(ctx));
            return false;
        };
        ctx.send(Effect::Terminal(TerminalRequest::OpenLink(url)));
        true
    }

    /// Says that the open article has no page of its own, and how to get to the links of its text.
    fn describe_no_page(&self, ctx: &Ctx) -> StatusNotice {
        let links = self.count_links();
        let key = ctx
            .settings
            .keymap
            .shortest_key(Context::Reading, Action::ShowLinks);
        StatusNotice::warning(&match key.filter(|_| links > 0) {
            Some(key) => format!(
                "This article has no page of its own; '{key}' lists its {}",
                format_count(links, "link")
            ),
            None => "This article has no link".to_owned(),
        })
    }

    /// Opens the first link of the text that is on the screen, or else that of the article.
    pub(in crate::app) fn open_link_here(&self, ctx: &mut Ctx) {
        let seen = self.reading.as_ref().and_then(|reading| {
            let links = &reading.article()?.links;
            let visible = reading.visible_range();
            links.iter().find(|link| link.range.overlaps(visible))
        });
        match seen {
            Some(link) => {
                let url = link.url.clone();
                ctx.send(Effect::Terminal(TerminalRequest::OpenLink(url)));
            }
            None => drop(self.open_link(ctx)),
        }
    }

    pub(in crate::app) fn edit_source(&self, subject: Focus, ctx: &mut Ctx) {
        let row = self.subject_row(subject);
        if let Some(path) = row.map(|row| row.location.path.clone()) {
            ctx.send(Effect::Terminal(TerminalRequest::Edit(path)));
        }
    }

    /// Pipes the story, or in the sidebar the quote, to a command; returns `false` if no article is open.
    pub(in crate::app) fn pipe_to(&self, command: &str, subject: Focus, ctx: &mut Ctx) -> bool {
        let Some((text, citation)) = self.piped_text(subject, ctx) else {
            return false;
        };
        ctx.send(Effect::Terminal(TerminalRequest::Pipe {
            command: command.to_owned(),
            text,
            title: citation.title,
            url: citation.url,
        }));
        true
    }

    /// Returns what is piped: the selected quote with its citation in the sidebar, else the story.
    pub(in crate::app) fn piped_text(
        &self,
        subject: Focus,
        ctx: &Ctx,
    ) -> Option<(Clean, Citation)> {
        if subject == Focus::Quotes {
            let citation = self.cite_quote(subject, ctx)?;
            let text = CitationFormat::Cited.format_citation(&citation).ok()?;
            return Some((Clean::new(&format!("{text}\n")), citation));
        }
        let article = self.reading.as_ref()?.article()?;
        Some((article_text(article), self.cite_story(ctx)?))
    }

    /// Returns a path for an export in the reader's home, under a name that says what it is.
    pub(in crate::app) fn default_export_path(
        &self,
        what: &Exported,
        format: ExportFormat,
        subject: Focus,
        ctx: &Ctx,
    ) -> String {
        let name = match what {
            Exported::Articles(articles) if articles.len() == 1 => {
                // A chosen row need not be the one that is selected or read.
                let chosen = self.list.chosen_rows();
                let row = chosen
                    .iter()
                    .find(|row| articles.iter().any(|(id, _)| *id == row.id))
                    .or_else(|| self.subject_row(subject));
                let citation = row.map(|row| Citation {
                    title: row.title.clone(),
                    published: row.published,
                    ..Citation::default()
                });
                let name = export::story_file_name(&citation.unwrap_or_default(), format);
                return format!("~/{name}");
            }
            Exported::Articles(_) | Exported::Shown(_) => "stories",
            Exported::Hits(_) | Exported::Found(_) => "hits",
            Exported::Bookmarks => "bookmarks",
        };
        let name = export::collection_file_name(name, ctx.settings.today, format);
        // Markdown of many stories is a file each, so the export goes to a folder.
        match name.strip_suffix(".md") {
            Some(folder) => format!("~/{folder}/"),
            None => format!("~/{name}"),
        }
    }
}

fn copy_citation(form: CitationFormat, citation: Option<Citation>, ctx: &mut Ctx) {
    let Some(citation) = citation else {
        ctx.notice = Some(StatusNotice::warning("Open an article first"));
        return;
    };
    match form.format_citation(&citation) {
        Ok(text) => ctx.send(Effect::Terminal(TerminalRequest::Copy {
            text: Clean::new(&text),
            what: form.describe_copy(citation.quote.is_some()),
        })),
        Err(MissingPart::Quote) => {
            ctx.notice = Some(StatusNotice::no_quote(&ctx.settings.keymap));
        }
        Err(MissingPart::Link) => {
            ctx.notice = Some(StatusNotice::warning(&MissingPart::Link.to_string()));
        }
    }
}

/// Returns a story as plain text: title, standfirst and story, a paragraph a line, a blank line between two.
fn article_text(article: &Article) -> Clean {
    let kept = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_story() || block.kind == BlockKind::Standfirst);
    let parts = kept.map(|block| article.words_in(block.range));
    let title = article.metadata.title.as_str();
    let parts: Vec<&str> = std::iter::once(title).chain(parts).collect();
    Clean::new(&format!("{}\n", parts.join("\n\n")))
}
