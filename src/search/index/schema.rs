//! What is kept of a quote and of a story.

use std::sync::LazyLock;

use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use super::analysis;

/// The fields of the index; a document is a quote or a story, and has those of its kind.
pub(super) static FIELDS: LazyLock<Fields> = LazyLock::new(Fields::new);

/// The name of the field by which every segment is sorted, newest first.
pub(super) const DAY: &str = "day";

/// The names of the columns.
pub(super) const ARTICLE: &str = "article";
pub(super) const SPEAKER: &str = "speaker";
pub(super) const SOURCE: &str = "source";
pub(super) const MENTION: &str = "mention";
pub(super) const FIRST: &str = "first";

/// What a document is, beside the kinds of quotes.
pub(super) const IS_STORY: &str = "story";
pub(super) const IS_QUOTE: &str = "quote";

/// The fields, by what they are for.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Half of the article's identity, to find and remove its documents.
    pub(super) article: Field,
    /// The article's identity.
    pub(super) id: Field,
    /// Days since the beginning of the calendar, 0 for none.
    pub(super) day: Field,
    /// What a document is.
    pub(super) kind: Field,
    /// Where a quote begins and ends in the article's text.
    pub(super) place: Field,
    /// The words of a quote, the title of a story.
    pub(super) text: Field,
    /// The full name.
    pub(super) speaker: Field,
    /// The full name as [`name_key`](crate::search::names::name_key) has it.
    pub(super) speaker_key: Field,
    /// The words of the speakers' names.
    pub(super) speaker_words: Field,
    /// The name of the source.
    pub(super) source: Field,
    /// The words of it.
    pub(super) source_words: Field,
    /// What the speaker is called in the article, where that is another name.
    pub(super) mention: Field,
    /// What the text says the speaker is.
    pub(super) role: Field,
    /// For each speaker of a quote whether it is their first in the article.
    pub(super) first: Field,
    pub(super) quotes: TextFields,
    pub(super) stories: TextFields,
}

/// One text, analysed in three ways.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFields {
    /// Words with positions, for phrases.
    pub(super) words: Field,
    /// Stems with frequencies, for words in any form.
    pub(super) stems: Field,
    /// The first one, two and three letters of the words.
    pub(super) starts: Field,
}

impl Fields {
    fn new() -> Self {
        let mut builder = Schema::builder();
        let column = TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
        let names = text(analysis::WORDS, IndexRecordOption::Basic);
        let key = text(RAW_TOKENIZER_NAME, IndexRecordOption::Basic);
        Self {
            article: builder.add_u64_field(ARTICLE, INDEXED | tantivy::schema::FAST),
            id: builder.add_bytes_field("id", STORED),
            day: builder.add_u64_field(DAY, tantivy::schema::FAST),
            kind: builder.add_text_field("kind", key.clone()),
            place: builder.add_u64_field("place", STORED),
            text: builder.add_text_field("text", STORED),
            speaker: builder.add_text_field(SPEAKER, column.clone()),
            speaker_key: builder.add_text_field("speaker_key", key),
            speaker_words: builder.add_text_field("speaker_words", names.clone()),
            source: builder.add_text_field(SOURCE, column.clone()),
            source_words: builder.add_text_field("source_words", names),
            mention: builder.add_text_field(MENTION, column),
            role: builder.add_text_field("role", STORED),
            first: builder.add_bool_field(FIRST, tantivy::schema::FAST),
            quotes: TextFields::new(&mut builder, "quote"),
            stories: TextFields::new(&mut builder, "story"),
            schema: builder.build(),
        }
    }
}

impl TextFields {
    fn new(builder: &mut SchemaBuilder, of: &str) -> Self {
        let mut add = |name: &str, tokenizer, option| {
            builder.add_text_field(&format!("{of}_{name}"), text(tokenizer, option))
        };
        Self {
            words: add(
                "words",
                analysis::WORDS,
                IndexRecordOption::WithFreqsAndPositions,
            ),
            stems: add("stems", analysis::STEMS, IndexRecordOption::WithFreqs),
            starts: add("starts", analysis::STARTS, IndexRecordOption::Basic),
        }
    }
}

/// Returns the options of a field that is searched; only what is ranked has its length kept.
fn text(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(option)
        .set_fieldnorms(option == IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}
