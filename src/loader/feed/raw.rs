//! What a feed says, as it is written, whatever format it is in.

/// The most entries of a feed that are read.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// A feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawFeed {
    pub(super) title: FeedText,
    /// The address of its site.
    pub(super) link: Option<String>,
    /// What relative addresses are relative to, if it says so.
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) entries: Vec<RawEntry>,
    /// Why the feed was read no further, if it was not read to its end.
    pub(super) fault: Option<String>,
}

/// An entry of a feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawEntry {
    pub(super) title: FeedText,
    /// The story, if the feed has more than a summary.
    pub(super) content: FeedText,
    pub(super) summary: FeedText,
    /// What is said of the sound or film of the entry, and by whom it is.
    pub(super) of_file: FeedText,
    pub(super) makers: Vec<String>,
    /// Addresses of the page, the best first.
    pub(super) links: Vec<String>,
    pub(super) base: Option<String>,
    pub(super) id: Option<String>,
    /// When it was published, then when it was changed.
    pub(super) dates: [Option<String>; 2],
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) language: Option<String>,
    /// Whether the feed ends within its words.
    pub(super) is_cut: bool,
}

impl RawEntry {
    /// Returns the entry with what is said of its file where it says nothing itself.
    pub(super) fn with_file(mut self) -> Self {
        if self.summary.is_blank() {
            self.summary = std::mem::take(&mut self.of_file);
        }
        if self.authors.is_empty() {
            self.authors = std::mem::take(&mut self.makers);
        }
        self
    }
}

/// A text, and how it is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FeedText {
    pub(super) text: String,
    pub(super) markup: MarkupKind,
}

/// How a text of a feed is to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum MarkupKind {
    /// Words; what looks like a tag is a word.
    Plain,
    /// HTML.
    Html,
    /// The format does not say: HTML if there are tags of HTML in it.
    #[default]
    Unstated,
}

impl FeedText {
    pub(super) fn new(text: impl Into<String>, markup: MarkupKind) -> Self {
        Self {
            text: text.into(),
            markup,
        }
    }

    /// Returns `true` if there are no words.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
