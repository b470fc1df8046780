//! The fields of the index.

use std::sync::LazyLock;

use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use crate::search::hits::SearchScope;

use super::analysis;

/// The fields; a document is a quote or a story, and has the fields of its kind.
pub(super) static FIELDS: LazyLock<IndexFields> = LazyLock::new(IndexFields::new);

/// The name of the field by which every segment is sorted, newest first.
pub(super) const DAY: &str = "day";

/// The names of the other columns.
pub(super) const ARTICLE: &str = "article";
pub(super) const SPEAKER: &str = "speaker";
pub(super) const STORY_SPEAKER: &str = "story_speaker";
pub(super) const AUTHOR: &str = "author";
pub(super) const SOURCE: &str = "source";
pub(super) const MENTION: &str = "mention";
pub(super) const ROLE: &str = "role";
pub(super) const WORDS: &str = "words";

/// The terms of the field `kind`, besides the kinds of quotes.
pub(super) const IS_STORY: &str = "story";
pub(super) const IS_QUOTE: &str = "quote";

/// The fields of the index, by purpose.
#[derive(Debug)]
pub(super) struct IndexFields {
    pub(super) schema: Schema,
    /// The lower half of the article's identity, by which its documents are found and removed.
    pub(super) article: Field,
    /// The article's identity.
    pub(super) id: Field,
    /// The day of publication as a number; 0 if it is unknown.
    pub(super) day: Field,
    /// Whether it is a quote or a story, the kind of the quote, and the names of the properties that it has.
    pub(super) kind: Field,
    /// The identity of a quote.
    pub(super) quote: Field,
    /// How sure the attribution of a quote is, in hundredths.
    pub(super) confidence: Field,
    /// Whether the reader has set the speaker of a quote.
    pub(super) corrected: Field,
    /// The range of a quote in the article's text, as one number.
    pub(super) place: Field,
    /// The ranges of the parts of a quote in its `text`, each as one number; only if there are several.
    pub(super) fragments: Field,
    /// The words of a quote with what the story says between them, or the title of a story, as shown.
    pub(super) text: Field,
    /// The speaker's full name.
    pub(super) speaker: Field,
    /// The key of the name: [`name_key`](crate::search::names::name_key).
    pub(super) speaker_key: Field,
    /// The full names of those who speak in a story, each once.
    pub(super) story_speaker: Field,
    /// The keys of their names.
    pub(super) story_speaker_key: Field,
    /// The words of the speaker's name, or of all speakers' names in a story.
    pub(super) speaker_words: Field,
    /// The first letters of those words, from one to three.
    pub(super) speaker_starts: Field,
    /// The name of the source.
    pub(super) source: Field,
    /// The key of the source's name.
    pub(super) source_key: Field,
    /// The words of the source's name.
    pub(super) source_words: Field,
    /// The words of the headline.
    pub(super) title_words: Field,
    /// The names of the authors.
    pub(super) author: Field,
    /// The words of the authors' names.
    pub(super) author_words: Field,
    /// The words of the link, with positions.
    pub(super) url_words: Field,
    /// The stems of the paragraphs that a quote is in.
    pub(super) about: Field,
    /// The first letter of each of their words.
    pub(super) about_letters: Field,
    /// How the text refers to the speaker, if not by the full name.
    pub(super) mention: Field,
    /// How the text describes the speaker.
    pub(super) role: Field,
    /// The number of words of a quote.
    pub(super) word_count: Field,
    pub(super) quotes: TextFields,
    pub(super) stories: TextFields,
}

/// The fields of one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFields {
    /// Words with positions, for phrases.
    pub(super) words: Field,
    /// Stems with frequencies, for words in any form.
    pub(super) stems: Field,
    /// The prefixes of words, of one letter and of three.
    pub(super) starts: Field,
    /// The prefixes of words of two letters, with positions, for phrases whose last word is begun.
    pub(super) heads: Field,
}

impl IndexFields {
    /// Returns the fields of the texts that are searched.
    pub(super) const fn texts_of(&self, scope: SearchScope) -> TextFields {
        match scope {
            SearchScope::Quotes => self.quotes,
            SearchScope::Stories => self.stories,
        }
    }

    fn new() -> Self {
        let mut builder = Schema::builder();
        // The raw tokenizer keeps a name whole in the column; any other would split or change it.
        let column = TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
        let names = text_options(analysis::NAMES, IndexRecordOption::Basic);
        let key = text_options(RAW_TOKENIZER_NAME, IndexRecordOption::Basic);
        let links = text_options(analysis::WORDS, IndexRecordOption::WithFreqsAndPositions);
        let stems = text_options(analysis::TERMS, IndexRecordOption::Basic);
        Self {
            article: builder.add_u64_field(ARTICLE, INDEXED | tantivy::schema::FAST),
            id: builder.add_bytes_field("id", STORED),
            day: builder.add_u64_field(DAY, tantivy::schema::FAST),
            kind: builder.add_text_field("kind", key.clone()),
            quote: builder.add_u64_field("quote", INDEXED | STORED),
            confidence: builder.add_u64_field("confidence", STORED | tantivy::schema::FAST),
            corrected: builder.add_bool_field("corrected", STORED | tantivy::schema::FAST),
            place: builder.add_u64_field("place", STORED),
            fragments: builder.add_u64_field("fragments", STORED),
            text: builder.add_text_field("text", STORED),
            speaker: builder.add_text_field(SPEAKER, column.clone()),
            speaker_key: builder.add_text_field("speaker_key", key.clone()),
            story_speaker: builder.add_text_field(STORY_SPEAKER, column.clone()),
            story_speaker_key: builder.add_text_field("story_speaker_key", key.clone()),
            speaker_words: builder.add_text_field("speaker_words", names.clone()),
            speaker_starts: builder.add_text_field("speaker_starts", key.clone()),
            source: builder.add_text_field(SOURCE, column.clone()),
            source_key: builder.add_text_field("source_key", key.clone()),
            source_words: builder.add_text_field("source_words", names.clone()),
            title_words: builder.add_text_field("title_words", names.clone()),
            author: builder.add_text_field(AUTHOR, column.clone()),
            author_words: builder.add_text_field("author_words", names),
            url_words: builder.add_text_field("url_words", links),
            about: builder.add_text_field("about", stems),
            about_letters: builder.add_text_field("about_letters", key.clone()),
            mention: builder.add_text_field(MENTION, column.clone()),
            role: builder.add_text_field(ROLE, column.set_stored()),
            word_count: builder.add_u64_field(WORDS, tantivy::schema::FAST),
            quotes: TextFields::new(&mut builder, "quote"),
            stories: TextFields::new(&mut builder, "story"),
            schema: builder.build(),
        }
    }
}

impl TextFields {
    fn new(builder: &mut SchemaBuilder, of: &str) -> Self {
        let mut add = |name: &str, option| {
            let options = text_options(analysis::TERMS, option);
            builder.add_text_field(&format!("{of}_{name}"), options)
        };
        Self {
            words: add("words", IndexRecordOption::WithFreqsAndPositions),
            stems: add("stems", IndexRecordOption::WithFreqs),
            starts: add("starts", IndexRecordOption::Basic),
            heads: add("heads", IndexRecordOption::WithFreqsAndPositions),
        }
    }
}

/// Returns the options of an indexed field; only ranked ones store their length.
fn text_options(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(option)
        // BM25 divides by the length of the field, which takes a byte in each document.
        .set_fieldnorms(option == IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}
