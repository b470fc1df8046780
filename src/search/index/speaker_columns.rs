//! What the columns of a segment say of speakers: names, mentions, roles, by the numbers that [`People`] gives to texts.

use std::sync::Arc;

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::people::{NumberedUse, People, TextId};
use crate::search::query::Property;

use super::Result;
use super::column_blocks::{BlockValues, read_values, visit_blocks};
use super::schema::{ARTICLE, DAY, FIELDS, MENTION, ROLE, SPEAKER};

/// What the columns of a segment say of speakers.
pub(super) struct SpeakerColumns {
    pub(super) reader: SegmentReader,
    articles: Arc<dyn ColumnValues<u64>>,
    days: Arc<dyn ColumnValues<u64>>,
    speakers: NumberedColumn,
    mentions: Option<NumberedColumn>,
    roles: Option<NumberedColumn>,
}

/// A column of texts that are numbered over all segments.
struct NumberedColumn {
    ordinals: StrColumn,
    /// The number of each text in the dictionary, by ordinal.
    numbers: Vec<TextId>,
}

/// Quotes of a speaker that follow each other in an article.
pub(super) struct SpeakerQuotes {
    pub(super) article: u64,
    pub(super) day: u64,
    pub(super) name: TextId,
    pub(super) quotes: usize,
}

impl SpeakerColumns {
    /// Opens the columns of a segment; `None` if it has no quotes.
    pub(super) fn open_segment(
        reader: &SegmentReader,
        people: &mut People,
    ) -> Result<Option<Self>> {
        let columns = reader.fast_fields();
        let Some(speakers) = columns.str(SPEAKER)? else {
            return Ok(None);
        };
        people.reserve_names(speakers.num_terms());
        let speakers = NumberedColumn::read(speakers, &mut |name| people.number_name(name))?;
        let mentions = columns.str(MENTION)?.map(|mentions| {
            NumberedColumn::read(mentions, &mut |mention| people.number_mention(mention))
        });
        let roles = columns
            .str(ROLE)?
            .map(|roles| NumberedColumn::read(roles, &mut |role| people.number_role(role)));
        Ok(Some(Self {
            articles: columns.column_first_or_default::<u64>(ARTICLE)?,
            days: columns.column_first_or_default::<u64>(DAY)?,
            reader: reader.clone(),
            speakers,
            mentions: mentions.transpose()?,
            roles: roles.transpose()?,
        }))
    }

    /// Returns the same columns after some documents were deleted.
    pub(super) fn with_reader(self, reader: &SegmentReader) -> Self {
        Self {
            reader: reader.clone(),
            ..self
        }
    }

    /// Calls a function with the speakers of all quotes.
    pub(super) fn visit_speakers(&self, visit: &mut dyn FnMut(SpeakerQuotes)) {
        let mut names = BlockValues::default();
        let (mut articles, mut days) = (Vec::new(), Vec::new());
        visit_blocks(&mut self.reader.doc_ids_alive(), &mut |block| {
            names.read_texts(Some(&self.speakers.ordinals), block);
            read_values(&*self.articles, &names.documents, &mut articles);
            read_values(&*self.days, &names.documents, &mut days);
            let speakers = names.values.iter().zip(&articles).zip(&days);
            let speakers: Vec<_> = speakers.collect();
            // What somebody says in an article is often said at once.
            for equal in speakers.chunk_by(PartialEq::eq) {
                let Some(((name, article), day)) = equal.first() else {
                    continue;
                };
                if let Some(name) = self.speakers.number_of(**name) {
                    visit(SpeakerQuotes {
                        article: **article,
                        day: **day,
                        name,
                        quotes: equal.len(),
                    });
                }
            }
        });
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
        visit: &mut dyn FnMut(&[NumberedUse]),
    ) {
        let mut present = None;
        let mut uses: Vec<NumberedUse> = Vec::new();
        let mut names = BlockValues::default();
        let (mut mentions, mut roles) = (BlockValues::default(), BlockValues::default());
        let mut articles = Vec::new();
        visit_blocks(documents, &mut |block| {
            names.read_texts(Some(&self.speakers.ordinals), block);
            read_values(&*self.articles, &names.documents, &mut articles);
            mentions.read_texts(ordinals(&self.mentions), block);
            roles.read_texts(ordinals(&self.roles), block);
            let (mut mentions, mut roles) = (mentions.look_up(), roles.look_up());
            let speakers = names.documents.iter().zip(&names.values);
            for ((document, name), article) in speakers.zip(&articles) {
                if present.replace(*article) != Some(*article) {
                    visit(&uses);
                    uses.clear();
                }
                let (mention, role) = (mentions.first_of(*document), roles.first_of(*document));
                let name = self.speakers.number_of(*name);
                uses.extend(name.map(|name| NumberedUse {
                    name,
                    mention: number_in(&self.mentions, mention),
                    role: number_in(&self.roles, role),
                }));
            }
        });
        visit(&uses);
    }
}

fn ordinals(column: &Option<NumberedColumn>) -> Option<&StrColumn> {
    column.as_ref().map(|column| &column.ordinals)
}

fn number_in(column: &Option<NumberedColumn>, ordinal: Option<u64>) -> Option<TextId> {
    column.as_ref()?.number_of(ordinal?)
}

impl NumberedColumn {
    /// Numbers the texts of a column.
    fn read(ordinals: StrColumn, number: &mut dyn FnMut(&str) -> TextId) -> Result<Self> {
        let mut numbers = Vec::with_capacity(ordinals.num_terms());
        let mut stream = ordinals
            .dictionary()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            numbers.push(number(&String::from_utf8_lossy(stream.key())));
        }
        drop(stream);
        Ok(Self { ordinals, numbers })
    }

    /// Returns the number of the text with an ordinal.
    fn number_of(&self, ordinal: u64) -> Option<TextId> {
        self.numbers.get(usize::try_from(ordinal).ok()?).copied()
    }
}
