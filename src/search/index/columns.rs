//! The columns of a commit, opened once: opening one reads its dictionary, which costs more than most searches.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use crate::people::{NameDecision, Person, Suggestion};
use crate::search::hits::SearchScope;
use crate::text::Clean;

use super::Result;
use super::days::first_where;
use super::people::IndexPeople;
use super::people_cache::PeopleCache;
use super::schema::{AUTHOR, DAY, FIELDS, ROLE, SOURCE, SPEAKER, STORY_SPEAKER};
use super::source_numbers::SourceNumbers;
use super::speaker_numbers::SpeakerNumbers;

/// The columns that are read for many documents: days, speakers and sources.
pub(super) struct Columns {
    segments: Arc<Vec<Arc<SegmentColumns>>>,
    /// Shared by all commits.
    cache: Arc<Mutex<PeopleCache>>,
    decisions: Arc<Vec<NameDecision>>,
    people: OnceLock<IndexPeople>,
    speaker_numbers: OnceLock<SpeakerNumbers>,
    source_numbers: OnceLock<SourceNumbers>,
}

/// The columns of a segment.
pub(super) struct SegmentColumns {
    id: SegmentId,
    days: Arc<dyn ColumnValues<u64>>,
    speakers: Option<StrColumn>,
    /// Those who speak in stories.
    story_speakers: Option<StrColumn>,
    authors: Option<StrColumn>,
    sources: Option<StrColumn>,
    roles: Option<StrColumn>,
    /// The lengths of quotes and of stories.
    lengths: Vec<FieldNormReader>,
}

/// Whose names a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamesOf {
    /// Those who speak in quotes, or in stories.
    Speakers(SearchScope),
    /// The authors.
    Authors,
}

impl Columns {
    /// Opens the columns of a commit; those of segments that another commit has are the same.
    pub(super) fn open_all(
        searcher: &Searcher,
        other: Option<&Self>,
        cache: &Arc<Mutex<PeopleCache>>,
        decisions: Arc<Vec<NameDecision>>,
    ) -> Result<Self> {
        let known = other.map_or(&[][..], Self::segments);
        let segments = searcher.segment_readers().iter();
        let segments = segments.map(|reader| {
            let mut known = known.iter();
            match known.find(|known| known.id == reader.segment_id()) {
                Some(known) => Ok(Arc::clone(known)),
                None => SegmentColumns::open_segment(reader).map(Arc::new),
            }
        });
        let segments = Arc::new(segments.collect::<Result<_>>()?);
        Ok(Self::new(segments, Arc::clone(cache), decisions))
    }

    /// Returns the columns of the same commit, read with other decisions about names.
    pub(super) fn with_decisions(&self, decisions: Arc<Vec<NameDecision>>) -> Self {
        Self::new(
            Arc::clone(&self.segments),
            Arc::clone(&self.cache),
            decisions,
        )
    }

    fn new(
        segments: Arc<Vec<Arc<SegmentColumns>>>,
        cache: Arc<Mutex<PeopleCache>>,
        decisions: Arc<Vec<NameDecision>>,
    ) -> Self {
        Self {
            segments,
            cache,
            decisions,
            people: OnceLock::new(),
            speaker_numbers: OnceLock::new(),
            source_numbers: OnceLock::new(),
        }
    }

    /// Returns `true` if these are the decisions about names that the columns are read with.
    pub(super) fn has_decisions(&self, decisions: &[NameDecision]) -> bool {
        *self.decisions == decisions
    }

    /// Returns the columns of each segment, in the searcher's order.
    pub(super) fn segments(&self) -> &[Arc<SegmentColumns>] {
        &self.segments
    }

    /// Returns the columns of all segments, to be read while a query is answered.
    pub(super) fn shared_segments(&self) -> Arc<Vec<Arc<SegmentColumns>>> {
        Arc::clone(&self.segments)
    }

    /// Returns the day of a document as its number, 0 for none.
    pub(super) fn day_of_document(&self, address: DocAddress) -> u64 {
        let segment = self.segment_of(address);
        segment.map_or(0, |segment| segment.document_day(address.doc_id))
    }

    /// Returns the length of a text in terms, fillers included, as precisely as BM25 knows it.
    pub(super) fn terms_of_document(&self, address: DocAddress) -> u32 {
        let lengths = self
            .segment_of(address)
            .map_or(&[][..], |segment| &segment.lengths);
        let lengths = lengths.iter().map(|of| of.fieldnorm(address.doc_id));
        // A document is a quote or a story; the field of the other kind is empty.
        lengths.sum()
    }

    /// Returns the speaker of a quote, the names of several joined: "Oda Lund and Finn Berg".
    pub(super) fn speaker_of(&self, address: DocAddress) -> Result<Option<Clean>> {
        let column = self
            .segment_of(address)
            .and_then(|segment| segment.speakers.as_ref());
        column.map_or(Ok(None), |column| read_names(column, address.doc_id))
    }

    /// Returns the source of a document.
    pub(super) fn source_of(&self, address: DocAddress) -> Result<Option<Clean>> {
        let column = self
            .segment_of(address)
            .and_then(|segment| segment.sources.as_ref());
        column.map_or(Ok(None), |column| read_name(column, address.doc_id))
    }

    /// Returns the names of all sources, sorted, each once.
    pub(super) fn source_names(&self) -> Result<Vec<String>> {
        let mut names = BTreeSet::new();
        for column in self
            .segments
            .iter()
            .filter_map(|segment| segment.sources.as_ref())
        {
            let mut stream = column.dictionary().stream()?;
            while stream.advance() {
                names.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Returns who is who; the first call reads all names that came since the last commit.
    pub(super) fn people(&self, searcher: &Searcher) -> Result<&IndexPeople> {
        if let Some(people) = self.people.get() {
            return Ok(people);
        }
        let people = self.use_cache(|cache| match self.people.get() {
            // Another thread may have found out while this one waited.
            Some(people) => Ok(people.clone()),
            None => cache.people_of(searcher, &self.decisions),
        })?;
        Ok(self.people.get_or_init(|| people))
    }

    /// Asks for what is kept from one commit to the next.
    fn use_cache<T>(&self, ask: impl FnOnce(&mut PeopleCache) -> Result<T>) -> Result<T> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic or a fault in between may leave counts that are not those of a commit: then all is counted again.
        let mut taken = std::mem::take(&mut *cache);
        let answer = ask(&mut taken)?;
        *cache = taken;
        Ok(answer)
    }

    /// Returns who is who, if that was read.
    pub(super) fn known_people(&self) -> Option<&IndexPeople> {
        self.people.get()
    }

    /// Returns who may be the same as the person with a name, the likeliest first.
    pub(super) fn suggest_same(
        &self,
        searcher: &Searcher,
        name: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>> {
        self.people(searcher)?;
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(cache.suggest_same(name, limit))
    }

    /// Returns everybody with all of their names, the most quoted first.
    pub(super) fn list_people(&self, searcher: &Searcher) -> Result<Vec<Person>> {
        self.people(searcher)?;
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(cache.list_people())
    }

    /// Returns the speakers of all segments; the first call reads all their names.
    pub(super) fn speaker_numbers(&self, searcher: &Searcher) -> Result<&SpeakerNumbers> {
        // `OnceLock::get_or_try_init` is not stable yet; two threads at once do the work twice, which does no harm.
        if let Some(numbers) = self.speaker_numbers.get() {
            return Ok(numbers);
        }
        self.people(searcher)?;
        let numbers = self.use_cache(|cache| cache.numbers_of(searcher, &self.decisions))?;
        Ok(self.speaker_numbers.get_or_init(|| numbers))
    }

    /// Returns the sources of all segments; the first call reads all their names.
    pub(super) fn source_numbers(&self) -> Result<&SourceNumbers> {
        if let Some(numbers) = self.source_numbers.get() {
            return Ok(numbers);
        }
        let columns = self.segments.iter().map(|segment| segment.sources.as_ref());
        let numbers = SourceNumbers::from_columns(columns)?;
        Ok(self.source_numbers.get_or_init(|| numbers))
    }

    fn segment_of(&self, address: DocAddress) -> Option<&SegmentColumns> {
        self.segments
            .get(usize::try_from(address.segment_ord).ok()?)
            .map(|segment| &**segment)
    }
}

impl SegmentColumns {
    fn open_segment(reader: &SegmentReader) -> Result<Self> {
        let columns = reader.fast_fields();
        Ok(Self {
            id: reader.segment_id(),
            days: columns.column_first_or_default::<u64>(DAY)?,
            speakers: columns.str(SPEAKER)?,
            story_speakers: columns.str(STORY_SPEAKER)?,
            authors: columns.str(AUTHOR)?,
            sources: columns.str(SOURCE)?,
            roles: columns.str(ROLE)?,
            lengths: [FIELDS.quotes.stems, FIELDS.stories.stems]
                .into_iter()
                .map(|field| reader.get_fieldnorms_reader(field))
                .collect::<tantivy::Result<_>>()?,
        })
    }

    /// Returns the day of a document as its number, 0 for none.
    pub(super) fn document_day(&self, document: DocId) -> u64 {
        self.days.get_val(document)
    }

    /// Returns the column of days, as numbers, 0 for none.
    pub(super) fn days(&self) -> &dyn ColumnValues<u64> {
        &*self.days
    }

    /// Returns the first document before `end` that is not newer than a day.
    pub(super) fn first_document_until(&self, end: DocId, day: u64) -> DocId {
        first_where(&self.days, end, |found| found <= day)
    }

    /// Returns the segment that has these columns.
    pub(super) const fn segment_id(&self) -> SegmentId {
        self.id
    }

    /// Returns a column with names; `None` if no document has one.
    pub(super) const fn names(&self, of: NamesOf) -> Option<&StrColumn> {
        match of {
            NamesOf::Speakers(SearchScope::Quotes) => self.speakers.as_ref(),
            NamesOf::Speakers(SearchScope::Stories) => self.story_speakers.as_ref(),
            NamesOf::Authors => self.authors.as_ref(),
        }
    }

    /// Returns the ordinal of a document's source in this segment's dictionary; `None` if it has none.
    pub(super) fn source_ordinal(&self, document: DocId) -> Option<usize> {
        let source = self.sources.as_ref()?.ords().first(document)?;
        usize::try_from(source).ok()
    }

    /// Returns the column of sources; `None` if no document has one.
    pub(super) const fn sources(&self) -> Option<&StrColumn> {
        self.sources.as_ref()
    }

    /// Returns the column of the roles of those who speak; `None` if no document has one.
    pub(super) const fn roles(&self) -> Option<&StrColumn> {
        self.roles.as_ref()
    }

    /// Returns the ordinals of a document's speakers in this segment's dictionary.
    pub(super) fn speaker_ordinals(&self, document: DocId) -> impl Iterator<Item = usize> {
        let columns = self.speakers.iter();
        let speakers = columns.flat_map(move |column| column.ords().values_for_doc(document));
        speakers.filter_map(|speaker| usize::try_from(speaker).ok())
    }
}

/// Returns the names of a document in a column, in their order, as one: "Oda Lund, Finn Berg and Ada Holm".
fn read_names(column: &StrColumn, document: DocId) -> Result<Option<Clean>> {
    let mut names = Vec::new();
    for number in column.ords().values_for_doc(document) {
        let mut name = String::new();
        if column.ord_to_str(number, &mut name)? {
            names.push(name);
        }
    }
    Ok(names.split_last().map(|(last, rest)| {
        if rest.is_empty() {
            Clean::new(last)
        } else {
            Clean::new(&format!("{} and {last}", rest.join(", ")))
        }
    }))
}

/// Returns the name that a column has for a document.
fn read_name(column: &StrColumn, document: DocId) -> Result<Option<Clean>> {
    let Some(number) = column.ords().first(document) else {
        return Ok(None);
    };
    let mut name = String::new();
    let is_there = column.ord_to_str(number, &mut name)?;
    Ok(is_there.then(|| Clean::new(&name)))
}
