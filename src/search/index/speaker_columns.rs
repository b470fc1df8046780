//! What the columns of a segment say of speakers: names, mentions, roles.

use std::sync::Arc;

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::people::NameUse;
use crate::search::query::Property;

use super::Result;
use super::schema::{ARTICLE, DAY, FIELDS, MENTION, ROLE, SPEAKER};

/// What the columns of a segment say of speakers.
pub(super) struct SpeakerColumns {
    pub(super) reader: SegmentReader,
    articles: Arc<dyn ColumnValues<u64>>,
    days: Arc<dyn ColumnValues<u64>>,
    speakers: StrColumn,
    mentions: Option<StrColumn>,
    roles: Option<StrColumn>,
    /// The dictionaries of the columns, by ordinal.
    pub(super) names: ColumnTexts,
    mention_names: ColumnTexts,
    role_names: ColumnTexts,
}

/// One of the speakers of a quote.
pub(super) struct QuoteSpeaker {
    pub(super) article: u64,
    pub(super) day: u64,
    /// The ordinals of the name, of how the text refers to it, and of the role.
    pub(super) name: usize,
    mention: Option<usize>,
    role: Option<usize>,
}

impl SpeakerColumns {
    /// Opens the columns of a segment; `None` if it has no quotes.
    pub(super) fn open_segment(reader: &SegmentReader) -> Result<Option<Self>> {
        let columns = reader.fast_fields();
        let Some(speakers) = columns.str(SPEAKER)? else {
            return Ok(None);
        };
        let (mentions, roles) = (columns.str(MENTION)?, columns.str(ROLE)?);
        let read = |column: &Option<StrColumn>| {
            column
                .as_ref()
                .map_or_else(|| Ok(ColumnTexts::default()), ColumnTexts::read_column)
        };
        Ok(Some(Self {
            articles: columns.column_first_or_default::<u64>(ARTICLE)?,
            days: columns.column_first_or_default::<u64>(DAY)?,
            names: ColumnTexts::read_column(&speakers)?,
            mention_names: read(&mentions)?,
            role_names: read(&roles)?,
            reader: reader.clone(),
            speakers,
            mentions,
            roles,
        }))
    }

    /// Returns the same columns after some documents were deleted.
    pub(super) fn with_reader(self, reader: &SegmentReader) -> Self {
        Self {
            reader: reader.clone(),
            ..self
        }
    }

    /// Calls a function with each speaker of each quote.
    pub(super) fn visit_speakers(&self, visit: &mut dyn FnMut(QuoteSpeaker)) {
        self.visit_documents(&mut self.reader.doc_ids_alive(), visit);
    }

    /// Calls a function with each speaker of some quotes.
    fn visit_documents(
        &self,
        documents: &mut dyn Iterator<Item = DocId>,
        visit: &mut dyn FnMut(QuoteSpeaker),
    ) {
        let first = |column: &Option<StrColumn>, document| {
            let ordinal = column.as_ref()?.ords().first(document)?;
            usize::try_from(ordinal).ok()
        };
        for document in documents {
            for speaker in self.speakers.ords().values_for_doc(document) {
                visit(QuoteSpeaker {
                    article: self.articles.get_val(document),
                    day: self.days.get_val(document),
                    name: usize::try_from(speaker).unwrap_or(usize::MAX),
                    mention: first(&self.mentions, document),
                    role: first(&self.roles, document),
                });
            }
        }
    }

    /// Calls a function with the article and the day of each quote by somebody who is not named.
    pub(super) fn visit_unnamed(&self, visit: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let term = Term::from_field_text(FIELDS.kind, Property::Unnamed.name());
        let index = self.reader.inverted_index(FIELDS.kind)?;
        let postings = index
            .read_postings(&term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else {
            return Ok(());
        };
        let mut document = postings.doc();
        while document != TERMINATED {
            if !self.reader.is_deleted(document) {
                let (article, day) = (self.articles.get_val(document), self.days.get_val(document));
                visit(article, day);
            }
            document = postings.advance();
        }
        Ok(())
    }

    /// Calls a function with what each article states of its speakers in some documents.
    ///
    /// The documents of an article must be all of its quotes, one after the other.
    pub(super) fn visit_articles(
        &self,
        documents: &mut dyn Iterator<Item = DocId>,
        visit: &mut dyn FnMut(&[NameUse<'_>]),
    ) {
        let mut article = None;
        let mut uses: Vec<NameUse<'_>> = Vec::new();
        self.visit_documents(documents, &mut |speaker| {
            if article.replace(speaker.article) != Some(speaker.article) {
                visit(&uses);
                uses.clear();
            }
            let (mention, role) = (speaker.mention, speaker.role);
            if let Some(name) = self.names.get(speaker.name) {
                uses.push(NameUse {
                    name,
                    mention: mention
                        .and_then(|at| self.mention_names.get(at))
                        .unwrap_or(name),
                    role: role.and_then(|at| self.role_names.get(at)),
                    quotes: 1,
                });
            }
        });
        visit(&uses);
    }
}

/// The texts in a column's dictionary, by ordinal, one after the other in memory.
#[derive(Default)]
pub(super) struct ColumnTexts {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl ColumnTexts {
    fn read_column(column: &StrColumn) -> Result<Self> {
        let mut texts = Self::default();
        let mut stream = column
            .dictionary()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            texts.text.push_str(&String::from_utf8_lossy(stream.key()));
            texts.ends.push(texts.text.len());
        }
        Ok(texts)
    }

    /// Returns the text with an ordinal.
    pub(super) fn get(&self, ordinal: usize) -> Option<&str> {
        let start = match ordinal.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(ordinal)?)
    }

    /// Returns all texts in the order of their ordinals.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|ordinal| self.get(ordinal))
    }
}
