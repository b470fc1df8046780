//! What the columns of a segment say of speakers: names, mentions, roles, by the numbers that [`People`] gives to texts.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::people::{MentionId, NameTextId, NumberedUse, People, RoleId};
use crate::search::query::Property;

use super::Result;
use super::column_blocks::{BlockValues, read_values, visit_blocks};
use super::schema::{ARTICLE, DAY, FIELDS, MENTION, ROLE, SPEAKER};
use super::tallies::SpeakerTally;

/// What the columns of a segment say of speakers.
pub(super) struct SpeakerColumns {
    pub(super) reader: SegmentReader,
    articles: Arc<dyn ColumnValues<u64>>,
    days: Arc<dyn ColumnValues<u64>>,
    speakers: NumberedColumn<NameTextId>,
    mentions: Option<NumberedColumn<MentionId>>,
    roles: Option<NumberedColumn<RoleId>>,
    /// The quotes by speakers without a name.
    pub(super) unnamed: SpeakerTally,
}

/// What an article states of its speakers.
#[derive(Debug, Default, Hash)]
pub(super) struct StatedArticle {
    pub(super) article: u64,
    pub(super) day: u64,
    pub(super) uses: Vec<NumberedUse>,
}

/// A column of texts that are numbered over all segments.
struct NumberedColumn<I> {
    ordinals: StrColumn,
    /// The number of each text in the dictionary, by ordinal.
    numbers: Arc<[I]>,
}

/// Quotes of a speaker that follow each other in an article.
pub(super) struct SpeakerQuotes {
    pub(super) article: u64,
    pub(super) day: u64,
    pub(super) name: NameTextId,
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
        let mut opened = Self {
            articles: columns.column_first_or_default::<u64>(ARTICLE)?,
            days: columns.column_first_or_default::<u64>(DAY)?,
            reader: reader.clone(),
            speakers,
            mentions: mentions.transpose()?,
            roles: roles.transpose()?,
            unnamed: SpeakerTally::default(),
        };
        opened.unnamed = opened.count_unnamed()?;
        Ok(Some(opened))
    }

    /// Returns the same columns after some documents were deleted.
    pub(super) fn with_reader(self, reader: &SegmentReader) -> Result<Self> {
        let mut opened = Self {
            reader: reader.clone(),
            ..self
        };
        opened.unnamed = opened.count_unnamed()?;
        Ok(opened)
    }

    /// Returns `true` if these are the columns of a segment, whatever was deleted since.
    pub(super) fn is_of(&self, reader: &SegmentReader) -> bool {
        self.reader.segment_id() == reader.segment_id()
    }

    /// Returns the numbers of the names in the dictionary of speakers, by ordinal.
    pub(super) fn name_numbers(&self) -> &Arc<[NameTextId]> {
        &self.speakers.numbers
    }

    /// Returns the documents with a name of one of these keys, in order.
    pub(super) fn documents_with_names(&self, keys: &BTreeSet<String>) -> Result<Vec<DocId>> {
        let mut documents = Vec::new();
        for key in keys {
            self.visit_documents(FIELDS.speaker_key, key, &mut |document| {
                documents.push(document);
            })?;
        }
        documents.sort_unstable();
        documents.dedup();
        Ok(documents)
    }

    /// Calls a function with the speakers of the quotes in some documents, in their order.
    pub(super) fn visit_speakers(
        &self,
        documents: &mut dyn Iterator<Item = DocId>,
        visit: &mut dyn FnMut(SpeakerQuotes),
    ) {
        let mut names = BlockValues::default();
        let (mut articles, mut days) = (Vec::new(), Vec::new());
        visit_blocks(documents, &mut |block| {
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

    /// Counts the quotes by somebody who is not named, the same ones as those that `is:unnamed` finds.
    fn count_unnamed(&self) -> Result<SpeakerTally> {
        let mut tally = SpeakerTally::default();
        let mut last = None;
        self.visit_documents(FIELDS.kind, Property::Unnamed.name(), &mut |document| {
            let (article, day) = (self.articles.get_val(document), self.days.get_val(document));
            tally.count_quotes(1, last.replace(article) != Some(article), day);
        })?;
        Ok(tally)
    }

    /// Calls a function with the documents that have a term and are not deleted, in order.
    fn visit_documents(
        &self,
        field: Field,
        text: &str,
        visit: &mut dyn FnMut(DocId),
    ) -> Result<()> {
        let term = Term::from_field_text(field, text);
        let index = self.reader.inverted_index(field)?;
        let postings = index
            .read_postings(&term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else {
            return Ok(());
        };
        let mut document = postings.doc();
        while document != TERMINATED {
            if !self.reader.is_deleted(document) {
                visit(document);
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
        visit: &mut dyn FnMut(&StatedArticle),
    ) {
        let mut present = StatedArticle::default();
        let mut names = BlockValues::default();
        let (mut mentions, mut roles) = (BlockValues::default(), BlockValues::default());
        let mut articles = Vec::new();
        visit_blocks(documents, &mut |block| {
            names.read_texts(Some(&self.speakers.ordinals), block);
            read_values(&*self.articles, &names.documents, &mut articles);
            mentions.read_texts(ordinals(self.mentions.as_ref()), block);
            roles.read_texts(ordinals(self.roles.as_ref()), block);
            let (mut mentions, mut roles) = (mentions.look_up(), roles.look_up());
            let speakers = names.documents.iter().zip(&names.values);
            for ((document, name), article) in speakers.zip(&articles) {
                if present.article != *article || present.uses.is_empty() {
                    if !present.uses.is_empty() {
                        visit(&present);
                    }
                    present.uses.clear();
                    (present.article, present.day) = (*article, self.days.get_val(*document));
                }
                let (mention, role) = (mentions.first_of(*document), roles.first_of(*document));
                let written = self.speakers.number_of(*name);
                present.uses.extend(written.map(|written| NumberedUse {
                    written,
                    mention: number_in(self.mentions.as_ref(), mention),
                    role: number_in(self.roles.as_ref(), role),
                }));
            }
        });
        if !present.uses.is_empty() {
            visit(&present);
        }
    }
}

fn ordinals<I>(column: Option<&NumberedColumn<I>>) -> Option<&StrColumn> {
    column.map(|column| &column.ordinals)
}

fn number_in<I: Copy>(column: Option<&NumberedColumn<I>>, ordinal: Option<u64>) -> Option<I> {
    column?.number_of(ordinal?)
}

impl<I: Copy> NumberedColumn<I> {
    /// Numbers the texts of a column.
    fn read(ordinals: StrColumn, number: &mut dyn FnMut(&str) -> I) -> Result<Self> {
        let mut numbers = Vec::with_capacity(ordinals.num_terms());
        let mut stream = ordinals
            .dictionary()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            numbers.push(number(&String::from_utf8_lossy(stream.key())));
        }
        drop(stream);
        Ok(Self {
            ordinals,
            numbers: Arc::from(numbers),
        })
    }

    /// Returns the number of the text with an ordinal.
    fn number_of(&self, ordinal: u64) -> Option<I> {
        self.numbers.get(usize::try_from(ordinal).ok()?).copied()
    }
}
