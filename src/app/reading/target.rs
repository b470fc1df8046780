//! Going to what a search has found in the article.

use crate::article::TextRange;
use crate::library::anchor::Anchor;
use crate::search::marks::find_marks;
use crate::search::query::Query;
use crate::text::Clean;

use super::{Content, ReadingPane};

/// What a search has found in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTarget {
    /// Where a quote stood, and its words; nothing for a story.
    pub words: Option<(TextRange, Clean)>,
    /// What was looked for.
    pub query: Query,
    /// The query as typed.
    pub typed: String,
}

impl SearchTarget {
    /// Returns where the quote is in the article's text, which may have been edited since.
    fn place(&self, text: &str) -> Option<TextRange> {
        let (place, words) = self.words.as_ref()?;
        if place.of(text) == words.as_str() {
            return Some(*place);
        }
        let anchor = Anchor {
            exact: words.as_str().to_owned(),
            before: String::new(),
            after: String::new(),
            position: place.start,
            length: words.len(),
        };
        anchor.find_in(text).range()
    }
}

impl ReadingPane {
    /// Goes to what a search has found, now or once the article is there, and highlights the words looked for.
    pub fn set_target(&mut self, sought: SearchTarget) {
        if self.sought.as_ref() == Some(&sought) {
            return;
        }
        self.sought = Some(sought);
        self.show_sought();
        self.select_sought();
    }

    /// Highlights the words looked for and brings the quote, or the first of them, onto the screen.
    pub(super) fn show_sought(&mut self) {
        let (Content::Loaded(article), Some(sought)) = (&self.content, &self.sought) else {
            return;
        };
        let place = sought.place(&article.text);
        let hits = find_marks(&sought.query, &article.text);
        let from = place.map_or(0, |place| place.start);
        let hit = self.found.show_search_hits(&sought.typed, hits, from);
        if let Some(range) = place.or(hit) {
            self.scroll_to(range);
        }
    }

    /// Selects the quote that was found, once the quotes are there.
    pub(super) fn select_sought(&mut self) {
        let (Content::Loaded(article), Some(sought)) = (&self.content, &self.sought) else {
            return;
        };
        let Some(place) = sought.place(&article.text) else {
            return;
        };
        let shared = |range: TextRange| range.intersection(place).map_or(0, TextRange::len);
        let quotes = self.quotes.iter().enumerate();
        let nearest = quotes.max_by_key(|(_, quote)| shared(quote.range));
        if let Some((number, _)) = nearest.filter(|(_, quote)| quote.range.overlaps(place)) {
            self.select_quote(number);
        }
    }
}
