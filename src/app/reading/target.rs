//! Going to what a search has found in the article.

use crate::article::TextRange;
use crate::library::anchor::Anchor;
use crate::search::marks::{find_marks, find_marks_within};
use crate::search::query::Query;
use crate::text::Clean;

use super::{Content, ReadingPane};

/// What a search has found in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTarget {
    /// Where a quote stood, and its words; nothing for a story.
    pub words: Option<(TextRange, Clean)>,
    /// The parts of those words that are quoted; empty if all are.
    pub fragments: Vec<TextRange>,
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

    /// Returns the parts of an article's text to highlight, in order and without overlaps.
    fn marks(&self, text: &str, place: Option<TextRange>) -> Vec<TextRange> {
        let mut marks = find_marks(&self.query, text);
        // A phrase that runs over what the story says between two parts of the quote is found in the parts alone.
        if let (Some(place), false) = (place, self.fragments.is_empty()) {
            let within = find_marks_within(&self.query, place.of(text), &self.fragments);
            let within = within
                .into_iter()
                .map(|mark| TextRange::new(place.start + mark.start, place.start + mark.end));
            let new: Vec<TextRange> = within
                .filter(|mark| !marks.iter().any(|known| known.overlaps(*mark)))
                .collect();
            marks.extend(new);
            marks.sort_unstable();
        }
        marks
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
        let hits = sought.marks(&article.text, place);
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn any_form_of_a_word_is_highlighted() {
        let text = "The ferries are late. “They bought a ferry,” she said.";
        let target = SearchTarget {
            words: None,
            fragments: Vec::new(),
            query: Query::parse_text("ferry buy ", date(2026, 5, 6)),
            typed: "ferry buy".to_owned(),
        };
        let marks = target.marks(text, None);
        let marked: Vec<&str> = marks.into_iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, ["ferries", "bought", "ferry"]);
    }

    #[test]
    fn a_phrase_over_a_break_is_highlighted_in_both_parts() {
        let text = "It rained. “We meant no harm,” she said, “at all.”";
        let part = |words: &str| {
            let start = text.find(words).unwrap();
            TextRange::new(start, start + words.len())
        };
        let place = part("“We meant no harm,” she said, “at all.”");
        let parts = ["“We meant no harm,”", "“at all.”"];
        let target = SearchTarget {
            words: Some((place, Clean::new(place.of(text)))),
            fragments: parts.map(|words| part(words).relative_to(place)).to_vec(),
            query: Query::parse_text("\"harm at\" ", date(2026, 5, 6)),
            typed: "\"harm at\"".to_owned(),
        };
        let marks = target.marks(text, target.place(text));
        let marked: Vec<&str> = marks.into_iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, ["harm", "at"]);
    }
}
