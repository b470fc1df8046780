//! An article's words, ready to be added.

use jiff::civil::{Date, date};
use tantivy::TantivyDocument;

use crate::article::{Article, ArticleId, BlockKind, Quote, TextRange};
use crate::search::names::name_key;
use crate::text::{Folded, fold};

use super::schema::{FIELDS, Fields, IS_QUOTE, IS_STORY, TextFields};

/// The quotes and the story of an article as documents.
#[derive(Debug)]
pub struct Documents {
    pub(super) documents: Vec<TantivyDocument>,
    /// Roughly the memory they take.
    pub(super) bytes: usize,
}

impl Documents {
    /// Makes the documents of an article; folding is most of the work.
    #[must_use]
    pub fn of(article: &Article, id: ArticleId, quotes: &[Quote]) -> Self {
        let folded = Folded::new(&article.text);
        let source = article.metadata.source.as_deref().unwrap_or_default();
        let maker = Maker {
            article,
            id,
            folded: &folded,
            source,
            source_words: fold::key(source),
        };
        let mut documents = Vec::with_capacity(quotes.len() + 1);
        documents.push(maker.story(quotes));
        for (number, quote) in quotes.iter().enumerate() {
            let before = quotes.get(..number).unwrap_or_default();
            documents.push(maker.quote(quote, before));
        }
        Self {
            bytes: folded.text().len() * 5 + quotes.len() * 500,
            documents,
        }
    }
}

/// What the documents of one article have in common.
struct Maker<'a> {
    article: &'a Article,
    id: ArticleId,
    folded: &'a Folded,
    source: &'a str,
    source_words: String,
}

impl Maker<'_> {
    fn story(&self, quotes: &[Quote]) -> TantivyDocument {
        let fields = &*FIELDS;
        let mut document = self.document(fields);
        document.add_text(fields.kind, IS_STORY);
        document.add_text(fields.text, &self.article.metadata.title);
        let mut text = String::with_capacity(self.folded.text().len());
        for block in &self.article.blocks {
            if block.kind != BlockKind::Boilerplate {
                text.push_str(self.folded_part(block.range));
                text.push(' ');
            }
        }
        add_text(&mut document, fields.stories, &text);
        for name in speakers(quotes) {
            document.add_text(fields.speaker_words, fold::key(name));
        }
        document
    }

    fn quote(&self, quote: &Quote, before: &[Quote]) -> TantivyDocument {
        let fields = &*FIELDS;
        let mut document = self.document(fields);
        document.add_text(fields.kind, IS_QUOTE);
        document.add_text(fields.kind, quote.kind.name());
        document.add_u64(fields.place, packed(quote.range));
        document.add_text(fields.text, self.article.words(quote.range));
        add_text(&mut document, fields.quotes, self.folded_part(quote.range));
        for speaker in &quote.speakers {
            document.add_text(fields.speaker, &speaker.name);
            if let Some(key) = name_key(&speaker.name) {
                document.add_text(fields.speaker_key, key);
            }
            document.add_text(fields.speaker_words, fold::key(&speaker.name));
            let is_first = !speakers(before).any(|name| name == speaker.name);
            document.add_bool(fields.first, is_first);
        }
        // What a speaker is and is called is told of those who speak alone.
        if let [speaker] = quote.speakers.as_slice() {
            if let Some(role) = &speaker.role {
                document.add_text(fields.role, role);
            }
            let mention = self.article.words(speaker.mention);
            if mention != speaker.name && is_proper(mention) {
                document.add_text(fields.mention, mention);
            }
        }
        document
    }

    /// Makes a document with what all of an article have.
    fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(fields.article, half(self.id));
        document.add_bytes(fields.id, &self.id.number().to_be_bytes());
        document.add_u64(fields.day, day_number(self.article.metadata.published));
        if !self.source.is_empty() {
            document.add_text(fields.source, self.source);
            document.add_text(fields.source_words, &self.source_words);
        }
        document
    }

    /// Returns the folded text of a part of the article.
    fn folded_part(&self, range: TextRange) -> &str {
        let start = self.folded.position(range.start);
        let end = self.folded.position(range.end);
        TextRange::new(start, end).of(self.folded.text())
    }
}

fn add_text(document: &mut TantivyDocument, fields: TextFields, text: &str) {
    for field in [fields.words, fields.stems, fields.starts] {
        document.add_text(field, text);
    }
}

fn speakers(quotes: &[Quote]) -> impl Iterator<Item = &str> {
    let speakers = quotes.iter().flat_map(|quote| &quote.speakers);
    speakers.map(|speaker| speaker.name.as_str())
}

/// Says whether a mention is a name and no pronoun or description: it begins with a capital.
fn is_proper(mention: &str) -> bool {
    mention.chars().next().is_some_and(char::is_uppercase) && name_key(mention).is_some()
}

/// Returns the half of an identity by which documents are found.
pub(super) fn half(id: ArticleId) -> u64 {
    let [_, _, _, _, _, _, _, _, bytes @ ..] = id.number().to_be_bytes();
    u64::from_be_bytes(bytes)
}

/// Returns the number a day is kept as; 0 when it is not known.
pub(super) fn day_number(day: Option<Date>) -> u64 {
    let hours = day.map_or(-24, |day| day.duration_since(date(1, 1, 1)).as_hours());
    u64::try_from(hours / 24 + 1).unwrap_or(0)
}

/// Returns the day that a number stands for.
pub(super) fn day_of(number: u64) -> Option<Date> {
    let days = i64::try_from(number.checked_sub(1)?).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    date(1, 1, 1).checked_add(span).ok()
}

/// Returns a range as one number.
fn packed(range: TextRange) -> u64 {
    let half = |at: usize| u64::from(u32::try_from(at).unwrap_or(u32::MAX));
    half(range.start) << 32 | half(range.end)
}

/// Returns the range that a number stands for.
pub(super) fn unpacked(number: u64) -> TextRange {
    let at = |half: u64| usize::try_from(half).unwrap_or(usize::MAX);
    TextRange::new(at(number >> 32), at(number & u64::from(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(None)]
    #[case::the_first(Some(date(1, 1, 1)))]
    #[case::the_last(Some(Date::MAX))]
    #[case::one_between(Some(date(2026, 2, 28)))]
    fn days_are_numbers(#[case] day: Option<Date>) {
        assert_eq!(day_of(day_number(day)), day);
    }

    #[test]
    fn later_days_are_greater_numbers_and_none_is_the_least() {
        let days = [
            None,
            Some(date(1, 1, 1)),
            Some(date(1, 1, 2)),
            Some(date(2026, 1, 1)),
        ];
        assert!(days.map(day_number).is_sorted());
    }

    #[test]
    fn a_range_is_one_number() {
        let range = TextRange::new(70_000, 4_000_000_000);
        assert_eq!(unpacked(packed(range)), range);
    }
}
