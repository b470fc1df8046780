//! The model: an article is one text and typed ranges over it.
//!
//! - [`range`]: byte ranges of an article's text
//! - [`block`]: what each stretch of the text is
//! - [`quote`]: who said what, where, and how sure we are
//! - [`identity`], [`quote_id`]: what an article and a quote are known by

pub mod block;
pub mod identity;
pub mod quote;
pub mod quote_id;
pub mod range;

pub use block::{Block, BlockKind};
pub use identity::{ArticleId, HEAD_LETTERS};
pub use quote::{Confidence, Quote, QuoteKind, Reason, Speaker, SpeakerSort};
pub use quote_id::QuoteId;
pub use range::TextRange;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::text::Clean;

/// A stored article: one clean text, the blocks that cover it, and what is known about it.
///
/// Blocks are in the order of the text, do not overlap and are not empty; between two blocks is a blank
/// line (`"\n\n"`). Inside a block a newline is a hard line break (code, verse, an address); the loader has
/// already joined lines that were wrapped by the scraper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The displayed text, which every range refers to.
    pub text: Clean,
    /// The parts of the text, in its order.
    pub blocks: Vec<Block>,
    /// Words of the text that lead elsewhere, in its order; each lies inside one block.
    pub links: Vec<Link>,
    /// What its page holds besides, in the page's order: navigation, teasers, comments. No range refers to it.
    pub left_out: Vec<Clean>,
    /// What is known about the article, as opposed to its text.
    pub metadata: Metadata,
    /// The identity that was decided on, where another article has the derived one; see [`ArticleId::for_article`].
    pub identity: Option<ArticleId>,
}

/// Words that lead to another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub range: TextRange,
    /// Where they lead: `http`, `https`, `mailto` or `gemini`.
    pub url: Clean,
}

impl Link {
    /// Returns the link in a text that lost `bytes` at its start; `None` if the link was in that part.
    #[must_use]
    pub fn without_head(&self, bytes: usize) -> Option<Self> {
        let start = self.range.start.checked_sub(bytes)?;
        Some(Self {
            range: TextRange::new(start, start + self.range.len()),
            url: self.url.clone(),
        })
    }
}

/// Why a text is less than its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextCut {
    /// Its page shows the rest to subscribers only.
    Paywall,
    /// A feed or mail holds only its beginning, or a summary.
    Preview,
}

impl TextCut {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Paywall, Self::Preview];

    /// Returns the name used in JSON and in front matter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paywall => "paywall",
            Self::Preview => "preview",
        }
    }

    /// Returns the words that are shown for it.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Paywall => "Cut by a paywall",
            Self::Preview => "Only a preview",
        }
    }
}

/// What is known about an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The headline on one line; empty only when the article has no text at all.
    pub title: Clean,
    /// The sentence under the headline.
    pub standfirst: Option<Clean>,
    /// The authors in the order named, each once.
    pub authors: Vec<Clean>,
    /// Who published it: an outlet's name as a reader would write it.
    pub source: Option<Clean>,
    /// The day of publication, as the article's own place counts days.
    pub published: Option<Date>,
    /// The time on that day, by the same clock; feeds and mails state one.
    pub time: Option<Time>,
    /// The canonical link, `http` or `https` only.
    pub url: Option<Clean>,
    /// Minutes of reading: as the article says, else counted at 230 words a minute; at least one.
    pub minutes: u32,
    /// The language as a BCP 47 tag (`en`), when stated.
    pub language: Option<Clean>,
    /// The sentence that says where the story first appeared.
    pub provenance: Option<Clean>,
    /// Tags given in the file's front matter.
    pub tags: Vec<Clean>,
    /// Why the text is less than the story; `None` if it is all of it.
    pub cut: Option<TextCut>,
}

impl Article {
    /// Gives the article an identity that was decided on elsewhere; one that is not among its candidates is ignored.
    pub fn set_identity(&mut self, id: ArticleId) {
        if id.is_candidate_of(self) {
            self.identity = Some(id);
        }
    }

    /// Returns the words of a range of this article's text; `""` if the range lies outside.
    #[must_use]
    pub fn words_in(&self, range: TextRange) -> &str {
        range.of(&self.text)
    }

    /// Appends what the page holds besides to the text, as page furniture that can be read.
    #[must_use]
    pub fn with_left_out(mut self) -> Self {
        if self.left_out.is_empty() {
            return self;
        }
        let mut text = String::from(std::mem::take(&mut self.text));
        for left_out in std::mem::take(&mut self.left_out) {
            text.push_str("\n\n");
            let start = text.len();
            text.push_str(&left_out);
            let range = TextRange::new(start, text.len());
            self.blocks.push(Block::new(BlockKind::Boilerplate, range));
        }
        self.text = Clean::from(text);
        self
    }

    /// Returns where the story ends and nothing but page furniture follows.
    #[must_use]
    pub fn story_end(&self) -> usize {
        let mut blocks = self.blocks.iter().rev();
        let last = blocks.find(|block| block.kind != BlockKind::Boilerplate);
        last.map_or(self.text.len(), |block| block.range.end)
    }

    /// Returns the block that holds the byte `at`, or the last one before it.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        // Blocks are sorted, so that a binary search finds the last one that begins before `at`.
        let after = self.blocks.partition_point(|block| block.range.start <= at);
        after
            .checked_sub(1)
            .and_then(|index| self.blocks.get(index))
    }
}
