//! Writes passages out of the events of a Markdown parser.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::tags;
use crate::article::{BlockKind, Link, TextRange};
use crate::loader::passage::DraftPassage;
use crate::loader::plain::needs_space;
use crate::loader::table::CELL_END;
use crate::text::Clean;

/// The schemes that a link may have.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "gemini://"];

/// Returns the passages of a text; paragraphs are undecided, everything else is what its marks say.
pub(super) fn parse_passages(text: &str) -> Vec<DraftPassage<'static>> {
    // CommonMark with the extensions of GitHub: https://github.github.com/gfm/
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut writer = MarkdownWriter::default();
    for event in Parser::new_ext(text, options) {
        writer.handle_event(event);
    }
    writer.flush_passage(None);
    writer.passages
}

/// What encloses a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    /// A list, with the number of its next entry when it has numbers.
    List(Option<u64>),
    Item,
    Footnote,
}

/// What was written so far, and the passage that is being written.
#[derive(Debug, Default)]
struct MarkdownWriter {
    passages: Vec<DraftPassage<'static>>,
    containers: Vec<Container>,
    text: String,
    links: Vec<Link>,
    /// Where the link that is open began, and where it leads.
    open_link: Option<(usize, Clean)>,
    /// The prefix of the next passage: the marker of a list item, the number of a footnote.
    mark: String,
    /// The words for pictures in the passage; the last one is being written while `is_picture`.
    captions: Vec<String>,
    is_picture: bool,
    /// Whether the next cell is the first of its row.
    is_first_cell: bool,
    html: String,
}

impl MarkdownWriter {
    fn handle_event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start_tag(&tag),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(words) | Event::Code(words) => self.write_text(&words),
            Event::SoftBreak if self.is_picture => self.write_text(" "),
            Event::SoftBreak => self.push_soft_break(),
            Event::HardBreak => self.write_text("\n"),
            Event::InlineHtml(tag) if tags::is_line_break(&tag) => self.write_text("\n"),
            Event::Html(html) => self.html.push_str(&html),
            Event::FootnoteReference(label) => self.write_text(&format!("[{label}]")),
            Event::TaskListMarker(is_done) => {
                self.write_text(if is_done { "[x] " } else { "[ ] " });
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::Table(_) | Tag::HtmlBlock | Tag::CodeBlock(_) => {
                self.flush_passage(None);
            }
            Tag::BlockQuote(_) => self.open_container(Container::Quote),
            Tag::List(first) => self.open_container(Container::List(*first)),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.open_container(Container::Footnote);
                self.mark = format!("[{label}] ");
            }
            Tag::TableHead | Tag::TableRow => self.is_first_cell = true,
            Tag::TableCell if std::mem::take(&mut self.is_first_cell) => {}
            Tag::TableCell => self.text.push(CELL_END),
            Tag::Image { .. } => {
                self.captions.push(String::new());
                self.is_picture = true;
            }
            Tag::Link { dest_url, .. } => {
                self.open_link = link_to(dest_url).map(|url| (self.text.len(), url));
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush_passage(None),
            TagEnd::Heading(level) => {
                let is_quoted = self.containers.contains(&Container::Quote);
                let level = u8::try_from(level as usize).unwrap_or(6).max(2);
                self.flush_passage((!is_quoted).then_some(BlockKind::Heading(level)));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush_passage(None);
                self.mark.clear();
                self.containers.pop();
            }
            TagEnd::CodeBlock => self.flush_code(),
            TagEnd::TableHead | TagEnd::TableRow => self.flush_passage(Some(BlockKind::TableRow)),
            TagEnd::HtmlBlock => self.flush_html(),
            TagEnd::Image => self.is_picture = false,
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    fn open_container(&mut self, container: Container) {
        self.flush_passage(None);
        self.containers.push(container);
    }

    /// Begins a list entry with its mark.
    fn start_item(&mut self) {
        self.flush_passage(None);
        self.mark = match self.containers.last_mut() {
            Some(Container::List(Some(number))) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "• ".to_owned(),
        };
        self.containers.push(Container::Item);
    }

    fn write_text(&mut self, words: &str) {
        match self.captions.last_mut() {
            Some(caption) if self.is_picture => caption.push_str(words),
            _ => self.text.push_str(words),
        }
    }

    /// Joins the lines of a paragraph that the writer of the file wrapped.
    fn push_soft_break(&mut self) {
        // What follows is not known yet; a letter takes its place.
        if needs_space(&self.text, "a") {
            self.text.push(' ');
        }
    }

    fn close_link(&mut self) {
        let Some((start, url)) = self.open_link.take() else {
            return;
        };
        let range = TextRange::new(start, self.text.len());
        if !range.of(&self.text).trim().is_empty() {
            self.links.push(Link { range, url });
        }
    }

    /// Ends the passage; without a kind of its own, it takes that of its container.
    fn flush_passage(&mut self, kind: Option<BlockKind>) {
        let kind = kind.or_else(|| self.container_kind());
        let text = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        self.open_link = None;
        let is_blank = |c: char| c.is_whitespace() && c != CELL_END;
        let words = text.trim_matches(is_blank);
        if !words.trim().is_empty() {
            let mark = std::mem::take(&mut self.mark);
            let before = text.len() - text.trim_start_matches(is_blank).len();
            let mut passage =
                DraftPassage::new(kind, format!("{mark}{words}"), self.passages.len());
            passage.links = links
                .into_iter()
                .filter_map(|link| shift_link(link, before, mark.len()))
                .collect();
            self.passages.push(passage);
        }
        for caption in std::mem::take(&mut self.captions) {
            if !caption.trim().is_empty() {
                self.passages.push(DraftPassage::new(
                    Some(BlockKind::Caption),
                    caption,
                    self.passages.len(),
                ));
            }
        }
        self.is_picture = false;
    }

    /// Returns the kind that the innermost container gives a passage.
    fn container_kind(&self) -> Option<BlockKind> {
        match self.containers.last()? {
            Container::Quote => Some(BlockKind::BlockQuote),
            Container::Item => {
                let depth = self
                    .containers
                    .iter()
                    .filter(|container| matches!(container, Container::List(_)))
                    .count();
                Some(BlockKind::ListItem(
                    u8::try_from(depth.saturating_sub(1)).unwrap_or(u8::MAX),
                ))
            }
            Container::List(_) | Container::Footnote => None,
        }
    }

    /// Ends a block of code; a blank line splits it, since no block may contain one.
    fn flush_code(&mut self) {
        let code = std::mem::take(&mut self.text);
        let number = self.passages.len();
        for part in code
            .split("\n\n")
            .map(|part| part.trim_matches('\n'))
            .filter(|part| !part.trim().is_empty())
        {
            self.passages.push(DraftPassage::new(
                Some(BlockKind::Code),
                part.to_owned(),
                number,
            ));
        }
    }

    /// Ends a block of raw HTML: its words, if it has any, are a paragraph.
    fn flush_html(&mut self) {
        self.text = tags::text_between_tags(&std::mem::take(&mut self.html));
        self.flush_passage(None);
    }
}

/// Returns a link whose passage lost `before` bytes at its start and got `mark` bytes instead.
fn shift_link(link: Link, before: usize, mark: usize) -> Option<Link> {
    let start = link.range.start.checked_sub(before)? + mark;
    let range = TextRange::new(start, start + link.range.len());
    Some(Link { range, ..link })
}

/// Returns where a link leads, if it may be followed.
fn link_to(url: &str) -> Option<Clean> {
    let lower = url.get(..10).unwrap_or(url).to_ascii_lowercase();
    // `javascript:` and `data:` must never become links.
    let is_open = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    (is_open && !url.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then(|| Clean::line(url))
}
