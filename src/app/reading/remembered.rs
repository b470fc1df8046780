//! The reading pane and what is kept of its article: bookmarks, corrections, the read position.

use crate::library::anchor::Anchor;
use crate::library::corrections;
use crate::library::state::{Bookmark, CorrectedQuote, ReadPosition};
use crate::quotes::{self, NamedPeople};
use crate::text::Clean;

use super::super::event::Remembered;
use super::ReadingPane;

impl ReadingPane {
    /// Takes in what is kept; the first time, reading goes on where it stopped.
    pub fn remember(&mut self, remembered: Remembered) {
        let mut kept = remembered.bookmarks.iter();
        self.row.is_bookmarked = kept.any(|bookmark| bookmark.kept.quote.is_none());
        self.remembered = remembered;
        self.is_remembered = true;
        self.gather_facts();
        self.lay_out_page();
        self.go_on();
    }

    /// Once both the article and what is kept of it are there, shows the latter, and goes on where reading stopped.
    pub(super) fn go_on(&mut self) {
        if !self.is_remembered || self.article().is_none() {
            return;
        }
        self.apply_corrections();
        if self.kept_top.is_none() {
            let place = self.remembered.place.as_ref();
            let hundredths = place.map(|place| place.hundredths);
            let place = place.map(|place| place.anchor.clone());
            let is_sent =
                self.goal.is_some() || self.sought.is_some() || self.sought_quote.is_some();
            if !is_sent && !self.is_moved() {
                self.go_to_words(place.as_ref());
                if self.is_moved() {
                    self.resumed = hundredths;
                }
            }
            self.kept_top = Some(self.visible_range().start);
        }
    }

    /// Goes to the words of an anchor once article and quotes are there; nothing for the article's start.
    pub fn go_to_anchor(&mut self, anchor: Option<Anchor>) {
        self.goal = anchor;
        if self.found_quotes.is_some() {
            self.go_to_goal();
        }
    }

    pub(super) fn go_to_goal(&mut self) {
        let Some(goal) = self.goal.take() else { return };
        let Some(range) = self
            .article()
            .and_then(|article| goal.find_in(&article.text).range())
        else {
            return;
        };
        match self
            .quotes
            .iter()
            .position(|quote| quote.range.overlaps(range))
        {
            Some(number) => self.select_quote(number),
            None => self.scroll_to(range),
        }
    }

    /// Returns the bookmarks of quotes and passages, in the order of the text; the one that is gone to comes first.
    #[must_use]
    pub fn kept_quotes(&self) -> Vec<&Bookmark> {
        let bookmarks = self.remembered.bookmarks.iter();
        let kept = bookmarks.filter_map(|bookmark| Some((bookmark.kept.quote.as_ref()?, bookmark)));
        let mut kept: Vec<_> = kept.collect();
        kept.sort_by_key(|(quote, _)| {
            let is_goal = self.goal.as_ref() == Some(&quote.anchor);
            (!is_goal, quote.anchor.position)
        });
        kept.into_iter().map(|(_, bookmark)| bookmark).collect()
    }

    /// Returns the bookmark of the story itself.
    #[must_use]
    pub fn story_bookmark(&self) -> Option<&Bookmark> {
        self.remembered
            .bookmarks
            .iter()
            .find(|bookmark| bookmark.kept.quote.is_none())
    }

    /// Returns the bookmark of a quote.
    #[must_use]
    pub fn bookmark_of(&self, quote: usize) -> Option<&Bookmark> {
        let number = self.bookmarks.get(quote).copied().flatten()?;
        self.remembered.bookmarks.get(number)
    }

    /// Returns `true` if the reader corrected who said a quote.
    #[must_use]
    pub fn is_corrected(&self, number: usize) -> bool {
        let quote = self.quotes().get(number);
        let (Some(article), Some(quote)) = (self.article(), quote) else {
            return false;
        };
        corrections::correction_at(article, &self.remembered.corrections, quote.range).is_some()
    }

    /// Returns the correction of the selected quote.
    #[must_use]
    pub fn correction_of_selected(&self) -> Option<&CorrectedQuote> {
        let (article, quote) = (self.article()?, self.selected_quote()?);
        corrections::correction_at(article, &self.remembered.corrections, quote.range)
    }

    /// Returns all corrections of the selected quote.
    pub fn corrections_of_selected(&self) -> impl Iterator<Item = &CorrectedQuote> {
        let selected = self.article().zip(self.selected_quote());
        selected.into_iter().flat_map(|(article, quote)| {
            corrections::corrections_at(article, &self.remembered.corrections, quote.range)
        })
    }

    /// Returns the corrections of the article's quotes.
    #[must_use]
    pub fn corrections(&self) -> &[CorrectedQuote] {
        &self.remembered.corrections
    }

    /// Returns the article's tags.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        self.remembered.tags.iter().map(Clean::as_str).collect()
    }

    /// Returns the people that the article names, each with the role the text states.
    #[must_use]
    pub fn named_people(&self) -> NamedPeople {
        self.article().map(quotes::find_people).unwrap_or_default()
    }

    /// Says, once, that the reader has gone into the article and seen its end.
    pub fn take_finished(&mut self) -> bool {
        let finishes = self.is_entered && !self.was_finished && self.is_at_end();
        self.was_finished |= finishes;
        finishes
    }

    /// Returns the read position when it changed since it was last asked for; at the end, that there is none.
    pub fn take_moved_place(&mut self) -> Option<Option<ReadPosition>> {
        let visible = self.visible_range();
        if !self.is_entered || self.kept_top? == visible.start {
            return None;
        }
        self.kept_top = Some(visible.start);
        if self.is_at_end() {
            return Some(None);
        }
        let text = &self.article()?.text;
        let anchor = Anchor::from_range(text, first_words(text, visible));
        Some(Some(ReadPosition {
            anchor,
            hundredths: self.percent_read(),
        }))
    }

    /// Says, once, how far the article was read, if reading went on where it stopped.
    pub fn take_resumed(&mut self) -> Option<u8> {
        self.resumed.take()
    }

    fn is_moved(&self) -> bool {
        self.top != super::LayoutPosition::default()
    }

    fn go_to_words(&mut self, anchor: Option<&Anchor>) {
        let range = anchor.and_then(|anchor| anchor.find_in(&self.article()?.text).range());
        if let Some(range) = range {
            self.go_to_byte(range.start);
        }
    }
}

/// Returns the head of a range: enough words to be found again.
fn first_words(text: &str, range: crate::article::TextRange) -> crate::article::TextRange {
    const LONGEST: usize = 200;
    let end = text.floor_char_boundary((range.start + LONGEST).min(range.end));
    crate::article::TextRange::new(range.start, end)
}
