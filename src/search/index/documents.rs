//! Builds the documents of an article.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use tantivy::TantivyDocument;

use crate::article::{Article, ArticleId, Block, BlockKind, Quote, TextRange};
use crate::search::names::name_key;
use crate::search::texts::{SearchedTexts, speaker_properties};
use crate::search::words::{split_words, words_key};
use crate::text::{Clean, fold};

use super::analysis::START;
use super::schema::{FIELDS, IS_QUOTE, IS_STORY, IndexFields, TextFields};
use super::terms::{ParagraphTerms, TextTerms, TextWord, Vocabulary};

/// The quotes and the story of an article as documents.
#[derive(Debug)]
pub struct ArticleDocuments {
    pub(super) documents: Vec<TantivyDocument>,
    /// An estimate of the memory they take, in bytes.
    pub(super) bytes: usize,
}

impl ArticleDocuments {
    /// Builds the documents of an article, for the worker threads: folding the text is most of the work.
    #[must_use]
    pub fn from_article(article: &Article, id: ArticleId, quotes: &[Quote]) -> Self {
        let texts = SearchedTexts::new(article);
        let metadata = &article.metadata;
        let source = metadata.source.as_deref().unwrap_or_default();
        let authors: Vec<&str> = metadata.authors.iter().map(Clean::as_str).collect();
        let maker = DocumentBuilder {
            article,
            id,
            texts: &texts,
            source,
            source_words: fold::fold_key(source),
            title_words: fold::fold_key(&metadata.title),
            author_words: fold::fold_key(&authors.join(" ")),
            authors,
            url_words: fold::fold_key(metadata.url.as_deref().unwrap_or_default()),
        };
        Self {
            bytes: texts.len() * 5 + quotes.len() * 1500,
            documents: Vocabulary::with_own(|vocabulary| maker.make_documents(quotes, vocabulary)),
        }
    }
}

/// What all documents of an article have in common.
struct DocumentBuilder<'a> {
    article: &'a Article,
    id: ArticleId,
    texts: &'a SearchedTexts<'a>,
    source: &'a str,
    source_words: String,
    title_words: String,
    authors: Vec<&'a str>,
    author_words: String,
    url_words: String,
}

/// The words of a block of the article.
struct BlockWords<'a> {
    block: &'a Block,
    words: Vec<TextWord>,
    /// Its terms as a paragraph that quotes are about; made for the first of them.
    terms: Option<ParagraphTerms>,
}

impl<'a> DocumentBuilder<'a> {
    fn make_documents(
        &self,
        quotes: &[Quote],
        vocabulary: &mut Vocabulary,
    ) -> Vec<TantivyDocument> {
        let mut blocks = self.read_blocks(vocabulary);
        let mut documents = Vec::with_capacity(quotes.len() + 1);
        documents.push(self.story_document(quotes, &blocks, vocabulary));
        for quote in quotes {
            documents.push(self.quote_document(quote, &mut blocks, vocabulary));
        }
        documents
    }

    fn read_blocks(&self, vocabulary: &mut Vocabulary) -> Vec<BlockWords<'a>> {
        let blocks = self.article.blocks.iter().map(|block| {
            let mut words = Vec::new();
            vocabulary.read_words(self.texts.text_in(block.range), &mut words);
            BlockWords {
                block,
                words,
                terms: None,
            }
        });
        blocks.collect()
    }

    fn story_document(
        &self,
        quotes: &[Quote],
        blocks: &[BlockWords<'_>],
        vocabulary: &mut Vocabulary,
    ) -> TantivyDocument {
        let fields = &*FIELDS;
        let mut document = self.new_document(fields);
        document.add_text(fields.kind, IS_STORY);
        document.add_text(fields.text, &self.article.metadata.title);
        // The same lines are on every page of a source, which a search for their words would find.
        let story = blocks
            .iter()
            .filter(|words| words.block.kind != BlockKind::Boilerplate);
        let words = story.flat_map(|words| &words.words);
        let terms = vocabulary.make_terms(words, self.texts.len());
        add_terms(&mut document, fields.stories, &terms);
        let names = speaker_names(quotes);
        add_starts(&mut document, names.iter().copied());
        for name in names {
            document.add_text(fields.story_speaker, name);
            if let Some(key) = name_key(name) {
                document.add_text(fields.story_speaker_key, key);
            }
            document.add_text(fields.speaker_words, fold::fold_key(name));
        }
        document
    }

    fn quote_document(
        &self,
        quote: &Quote,
        blocks: &mut [BlockWords<'_>],
        vocabulary: &mut Vocabulary,
    ) -> TantivyDocument {
        let fields = &*FIELDS;
        let mut document = self.new_document(fields);
        document.add_text(fields.kind, IS_QUOTE);
        document.add_text(fields.kind, quote.kind.as_str());
        for property in speaker_properties(quote) {
            document.add_text(fields.kind, property.name());
        }
        document.add_u64(fields.quote, quote.id.as_number());
        document.add_u64(fields.confidence, quote.confidence.as_hundredths().into());
        document.add_bool(fields.corrected, quote.is_corrected);
        document.add_u64(fields.place, pack_range(quote.range));
        document.add_text(fields.text, self.article.words_in(quote.range));
        for fragment in &quote.fragments {
            if quote.fragments.len() > 1 {
                let part = fragment.relative_to(quote.range);
                document.add_u64(fields.fragments, pack_range(part));
            }
        }
        let text = self.texts.quote_text(quote);
        let mut words = Vec::new();
        vocabulary.read_words(&text, &mut words);
        let terms = vocabulary.make_terms(words.iter(), text.len());
        add_terms(&mut document, fields.quotes, &terms);
        let count = u64::try_from(split_words(&text).count()).unwrap_or(u64::MAX);
        document.add_u64(fields.word_count, count);
        add_paragraphs(&mut document, quote, blocks, vocabulary);
        self.add_speakers(&mut document, quote);
        document
    }

    /// Adds the names of those who said a quote, and what the text says of somebody who said it alone.
    fn add_speakers(&self, document: &mut TantivyDocument, quote: &Quote) {
        let fields = &*FIELDS;
        let names = quote.speakers.iter().map(|speaker| speaker.name.as_str());
        add_starts(document, names);
        for speaker in &quote.speakers {
            document.add_text(fields.speaker, &speaker.name);
            if let Some(key) = name_key(&speaker.name) {
                document.add_text(fields.speaker_key, key);
            }
            document.add_text(fields.speaker_words, fold::fold_key(&speaker.name));
        }
        // What a speaker is and is called is told of those who speak alone.
        if let [speaker] = quote.speakers.as_slice() {
            if let Some(role) = &speaker.role {
                document.add_text(fields.role, role);
            }
            let mention = self.article.words_in(speaker.mention);
            // "Lund" or "she" in an article that also says "Oda Lund": this tells who is who.
            // What the text calls the speaker that was found says nothing about one that the reader has set.
            if !quote.is_corrected && mention != speaker.name {
                document.add_text(fields.mention, mention);
            }
        }
    }

    /// Creates a document with the fields that all documents of an article share.
    fn new_document(&self, fields: &IndexFields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(fields.article, half_id(self.id));
        document.add_bytes(fields.id, &self.id.as_number().to_be_bytes());
        document.add_u64(fields.day, day_number(self.article.metadata.published));
        if !self.source.is_empty() {
            document.add_text(fields.source, self.source);
            document.add_text(fields.source_words, &self.source_words);
            document.add_text(fields.source_key, words_key(&self.source_words));
        }
        document.add_text(fields.title_words, &self.title_words);
        for author in &self.authors {
            document.add_text(fields.author, author);
        }
        if !self.author_words.is_empty() {
            document.add_text(fields.author_words, &self.author_words);
        }
        if !self.url_words.is_empty() {
            document.add_text(fields.url_words, &self.url_words);
        }
        document
    }
}

fn add_terms(document: &mut TantivyDocument, fields: TextFields, terms: &TextTerms) {
    document.add_text(fields.words, terms.words.as_str());
    document.add_text(fields.stems, terms.stems.as_str());
    document.add_text(fields.starts, terms.starts.as_str());
    document.add_text(fields.heads, terms.heads.as_str());
}

/// Adds the paragraphs that a quote is in, and the first letter of each of their words.
fn add_paragraphs(
    document: &mut TantivyDocument,
    quote: &Quote,
    blocks: &mut [BlockWords<'_>],
    vocabulary: &mut Vocabulary,
) {
    let fields = &*FIELDS;
    let mut letters: BTreeSet<char> = BTreeSet::new();
    let around = |block: &&mut BlockWords<'_>| block.block.range.overlaps(quote.range);
    for paragraph in blocks.iter_mut().filter(around) {
        let words = &paragraph.words;
        let terms = paragraph
            .terms
            .get_or_insert_with(|| vocabulary.make_paragraph_terms(words));
        document.add_text(fields.about, terms.stems.as_str());
        letters.extend(&terms.letters);
    }
    for letter in letters {
        document.add_text(fields.about_letters, letter.to_string());
    }
}

/// Adds the first letters of all words of names, from one to [`START`], each once.
fn add_starts<'a>(document: &mut TantivyDocument, names: impl Iterator<Item = &'a str>) {
    let mut starts = BTreeSet::new();
    for name in names {
        let folded = fold::fold_key(name);
        for word in split_words(&folded) {
            let letters = word.of(&folded).char_indices().take(START);
            let ends = letters.map(|(at, letter)| at + letter.len_utf8());
            starts.extend(ends.filter_map(|end| Some(word.of(&folded).get(..end)?.to_owned())));
        }
    }
    for start in starts {
        document.add_text(FIELDS.speaker_starts, start);
    }
}

/// Returns the names of those who speak in quotes, each once.
fn speaker_names(quotes: &[Quote]) -> BTreeSet<&str> {
    let speakers = quotes.iter().flat_map(|quote| &quote.speakers);
    speakers.map(|speaker| speaker.name.as_str()).collect()
}

/// Returns the lower half of an identity, by which documents are found and removed.
pub(super) fn half_id(id: ArticleId) -> u64 {
    // A term of an integer field has 64 bits, enough of a hash to tell the articles of an archive apart.
    let [_, _, _, _, _, _, _, _, bytes @ ..] = id.as_number().to_be_bytes();
    u64::from_be_bytes(bytes)
}

/// Returns the number of a day: 1 for the first day of year 1; 0 if the day is unknown.
pub(super) fn day_number(day: Option<Date>) -> u64 {
    let hours = day.map_or(-24, |day| day.duration_since(date(1, 1, 1)).as_hours());
    u64::try_from(hours / 24 + 1).unwrap_or(0)
}

/// Returns the day of a number; `None` for 0.
pub(super) fn day_of(number: u64) -> Option<Date> {
    let days = i64::try_from(number.checked_sub(1)?).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    date(1, 1, 1).checked_add(span).ok()
}

/// Packs a range into one number: the start in the upper half, the end in the lower.
fn pack_range(range: TextRange) -> u64 {
    let half = |at: usize| u64::from(u32::try_from(at).unwrap_or(u32::MAX));
    half(range.start) << 32 | half(range.end)
}

/// Unpacks a range.
pub(super) fn unpack_range(number: u64) -> TextRange {
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
        assert_eq!(unpack_range(pack_range(range)), range);
    }
}
