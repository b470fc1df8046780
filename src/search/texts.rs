//! The texts of an article that are searched, folded once: of its story, its quotes, and the paragraphs around them.

use crate::article::{Article, BlockKind, Quote, TextRange};
use crate::people::{NameKind, kind_of};
use crate::text::Folded;

use super::query::Property;

/// An article with its folded text.
#[derive(Debug)]
pub struct SearchedTexts<'a> {
    article: &'a Article,
    folded: Folded,
}

impl<'a> SearchedTexts<'a> {
    /// Folds the text of an article, which is most of the work of indexing it.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        Self {
            article,
            folded: Folded::new(&article.text),
        }
    }

    /// Returns the length of the folded text, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.folded.text().len()
    }

    /// Returns `true` if the article has no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the folded text of the story, without what surrounds it on its page.
    #[must_use]
    pub fn story_text(&self) -> String {
        let mut text = String::with_capacity(self.len());
        for block in &self.article.blocks {
            // The same lines are on every page of a source, which a search for their words would find.
            if block.kind != BlockKind::Boilerplate {
                text.push_str(self.folded_part(block.range));
                text.push(' ');
            }
        }
        text
    }

    /// Returns the folded text of a range, with the blank behind it if there is one: what ends there is no part of a word
    /// that goes on.
    #[must_use]
    pub fn text_in(&self, range: TextRange) -> &str {
        let text = self.folded.text();
        let start = self.folded.folded_position(range.start);
        let end = self.folded.folded_position(range.end);
        let has_blank = text.as_bytes().get(end) == Some(&b' ');
        TextRange::new(start, end + usize::from(has_blank)).of(text)
    }

    /// Returns the folded words of a quote.
    #[must_use]
    pub fn quote_text(&self, quote: &Quote) -> String {
        // The parts follow each other without what the story says between them, so that a phrase may run over the break.
        let mut words = String::new();
        for fragment in &quote.fragments {
            words.push_str(self.folded_part(*fragment));
            words.push(' ');
        }
        words
    }

    /// Returns the folded paragraphs that a quote is in.
    pub fn paragraphs_of(&self, quote: &Quote) -> impl Iterator<Item = &str> {
        let range = quote.range;
        let blocks = self.article.blocks.iter();
        let of_quote = blocks.filter(move |block| block.range.overlaps(range));
        of_quote.map(|block| self.folded_part(block.range))
    }

    /// Returns the folded text of a range of the article.
    fn folded_part(&self, range: TextRange) -> &str {
        let start = self.folded.folded_position(range.start);
        let end = self.folded.folded_position(range.end);
        TextRange::new(start, end).of(self.folded.text())
    }
}

/// Returns what is known of a quote's speaker.
pub fn speaker_properties(quote: &Quote) -> impl Iterator<Item = Property> {
    let properties = [
        (quote.is_corrected, Property::Corrected),
        (quote.is_unsure(), Property::Unsure),
        (is_unnamed(quote), Property::Unnamed),
        (quote.speaker.is_none(), Property::Unknown),
    ];
    let held = properties.into_iter().filter(|(is_so, _)| *is_so);
    held.map(|(_, property)| property)
}

/// Returns `true` if the text describes those who said a quote and names none of them.
fn is_unnamed(quote: &Quote) -> bool {
    let is_described = |name: &str| match kind_of(name) {
        NameKind::Description | NameKind::NoName => true,
        NameKind::Person | NameKind::Organisation => false,
    };
    let mut speakers = quote.speakers.iter();
    !quote.speakers.is_empty() && speakers.all(|speaker| is_described(&speaker.name))
}
