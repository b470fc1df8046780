//! What is compared of the texts of stories, to tell copies from other stories that begin alike.

use crate::article::{Article, ArticleId, HEAD_LETTERS, Quote, QuoteId};
use crate::same::{StatementSketch, StorySketch};
use crate::text::{Clean, fold};

/// What the catalogue compares of a story's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryText {
    /// The identities that the article may have, the usual one first.
    pub candidates: Vec<ArticleId>,
    /// The sketch of the story; `None` if it is too short.
    pub sketch: Option<StorySketch>,
    /// How many runs of words the beginning has, of which the usual identity is made.
    pub head_runs: usize,
    /// Who wrote it, whom an earlier version may have taken for its title.
    pub authors: Vec<Clean>,
    /// The quotes that are long enough to be found again elsewhere.
    pub statements: Vec<(QuoteId, StatementSketch)>,
}

impl StoryText {
    /// Reads what is compared of an article and its quotes.
    #[must_use]
    pub fn from_article(article: &Article, quotes: &[Quote]) -> Self {
        let story = words_of_story(article);
        Self {
            authors: article.metadata.authors.clone(),
            candidates: ArticleId::list_candidates(article),
            sketch: StorySketch::new(&story),
            head_runs: StorySketch::count_runs(head_of(&story)),
            statements: quotes
                .iter()
                .filter_map(|quote| Some((quote.id, sketch_quote(article, quote)?)))
                .collect(),
        }
    }

    /// Returns a hash of the whole text, by which copies are known among articles of one identity.
    pub(super) fn hash(&self) -> i64 {
        let last = self.candidates.last().map_or(0, |id| id.as_number());
        u64::try_from(last >> u64::BITS).unwrap_or(0).cast_signed()
    }

    /// Returns `true` if the usual identity is made of the address.
    const fn has_address(&self) -> bool {
        self.candidates.len() > 2
    }

    /// Returns `true` if a story with the same identity `id` is a copy of this one, or another version of it.
    ///
    /// With `is_in_file` they are entries of one file, where the same title says nothing.
    pub(super) fn is_same_story(
        &self,
        id: ArticleId,
        title: &str,
        other: &StoryTextParts<'_>,
        is_in_file: bool,
    ) -> bool {
        if self.hash() == other.hash {
            return true;
        }
        let sketches = self.sketch.as_ref().zip(other.sketch);
        if !self.has_address() || self.candidates.first() != Some(&id) {
            // What has no sketch is no longer than the beginning.
            return sketches.is_none_or(|(one, other)| one.goes_on_like(other, self.head_runs));
        }
        // The summary in a feed and the page itself have one address and one title.
        (!is_in_file && is_same_title(title, other.title))
            || sketches.is_some_and(|(one, other)| one.goes_on_like(other, 0))
    }
}

/// Returns the words of a story, without its headline and the page furniture.
fn words_of_story(article: &Article) -> String {
    let story = article.blocks.iter().filter(|block| block.kind.is_story());
    let story: Vec<&str> = story.map(|block| article.words_in(block.range)).collect();
    story.join("\n")
}

/// Makes the sketch of a story; `None` if it is too short.
#[must_use]
pub fn sketch_story(article: &Article) -> Option<StorySketch> {
    StorySketch::new(&words_of_story(article))
}

/// Returns the beginning of a story, as far as the usual identity depends on it.
fn head_of(story: &str) -> &str {
    let mut letters = story.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let end = letters.nth(HEAD_LETTERS).map_or(story.len(), |(at, _)| at);
    story.get(..end).unwrap_or(story)
}

/// Makes the sketch of a quote's words, without the reporting words between its parts; `None` if they are too few.
#[must_use]
pub fn sketch_quote(article: &Article, quote: &Quote) -> Option<StatementSketch> {
    let parts = quote.fragments.iter();
    let parts: Vec<&str> = parts.map(|part| article.words_in(*part)).collect();
    let speaker = quote.speaker.as_ref();
    StatementSketch::new(
        &parts.join(" "),
        speaker.map(|speaker| speaker.name.as_str()),
    )
}

/// What is known of the text of another story.
pub(super) struct StoryTextParts<'a> {
    pub(super) title: &'a str,
    pub(super) hash: i64,
    pub(super) sketch: Option<&'a StorySketch>,
}

/// What tells a story from others of its usual identity, taken once to compare it with many.
#[derive(Debug, Clone)]
pub struct StoryFingerprint {
    title: Clean,
    text: StoryText,
}

impl StoryFingerprint {
    /// Takes the fingerprint of an article.
    #[must_use]
    pub fn from_article(article: &Article) -> Self {
        Self {
            title: article.metadata.title.clone(),
            text: StoryText::from_article(article, &[]),
        }
    }

    /// Returns a hash of the whole text: equal for copies.
    #[must_use]
    pub fn hash(&self) -> i64 {
        self.text.hash()
    }

    /// Returns `true` if two articles of different files that share their usual identity are one story.
    #[must_use]
    pub fn is_same_story(&self, other: &Self) -> bool {
        let parts = StoryTextParts {
            title: &other.title,
            hash: other.hash(),
            sketch: other.text.sketch.as_ref(),
        };
        let id = self.text.candidates.first().copied();
        id.is_some_and(|id| self.text.is_same_story(id, &self.title, &parts, false))
    }
}

/// Returns `true` if two titles have the same letters, or one continues the other, as that of a page does with its source.
pub(super) fn is_same_title(one: &str, other: &str) -> bool {
    let letters = |title: &str| -> String {
        let folded = fold::fold_key(title);
        folded.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (one, other) = (letters(one), letters(other));
    let is_empty = one.is_empty() || other.is_empty();
    !is_empty && (one.starts_with(&other) || other.starts_with(&one))
}
