//! The columns of a commit, opened once: opening one reads its whole outline, which is dearer than most searches.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use crate::search::names::name_key;
use crate::text::Clean;

use super::Result;
use super::schema::{DAY, SOURCE, SPEAKER};

/// What is read of many documents: their days, speakers and sources.
pub(super) struct Columns {
    segments: Vec<Segment>,
    people: OnceLock<People>,
}

/// The columns of a segment.
pub(super) struct Segment {
    days: Arc<dyn ColumnValues<u64>>,
    speakers: Option<StrColumn>,
    sources: Option<StrColumn>,
}

/// The speakers of all segments, each with one number.
#[derive(Debug, Default)]
pub(super) struct People {
    /// One spelling of each name.
    pub(super) names: Vec<String>,
    /// For each segment the numbers of its speakers, in the order of its dictionary; nothing for what names nobody.
    numbers: Vec<Vec<Option<usize>>>,
}

impl Columns {
    /// Opens the columns of a commit.
    pub(super) fn of(searcher: &Searcher) -> Result<Self> {
        let segments = searcher.segment_readers().iter();
        Ok(Self {
            segments: segments.map(Segment::of).collect::<Result<_>>()?,
            people: OnceLock::new(),
        })
    }

    /// Returns the segments in the searcher's order.
    pub(super) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the day of a document as its number, 0 for none.
    pub(super) fn day(&self, address: DocAddress) -> u64 {
        let segment = self.segment(address);
        segment.map_or(0, |segment| segment.day(address.doc_id))
    }

    /// Returns who said a quote, the names of several joined: "Oda Lund and Finn Berg".
    pub(super) fn speaker(&self, address: DocAddress) -> Result<Option<Clean>> {
        let column = self
            .segment(address)
            .and_then(|segment| segment.speakers.as_ref());
        column.map_or(Ok(None), |column| names(column, address.doc_id))
    }

    /// Returns who published a document.
    pub(super) fn source(&self, address: DocAddress) -> Result<Option<Clean>> {
        let column = self
            .segment(address)
            .and_then(|segment| segment.sources.as_ref());
        column.map_or(Ok(None), |column| name(column, address.doc_id))
    }

    /// Returns the speakers of all segments; the first call reads their names.
    pub(super) fn people(&self) -> Result<&People> {
        if let Some(people) = self.people.get() {
            return Ok(people);
        }
        let people = People::of(&self.segments)?;
        Ok(self.people.get_or_init(|| people))
    }

    fn segment(&self, address: DocAddress) -> Option<&Segment> {
        self.segments
            .get(usize::try_from(address.segment_ord).ok()?)
    }
}

impl Segment {
    fn of(reader: &SegmentReader) -> Result<Self> {
        let columns = reader.fast_fields();
        Ok(Self {
            days: columns.column_first_or_default::<u64>(DAY)?,
            speakers: columns.str(SPEAKER)?,
            sources: columns.str(SOURCE)?,
        })
    }

    /// Returns the day of a document as its number, 0 for none.
    pub(super) fn day(&self, document: DocId) -> u64 {
        self.days.get_val(document)
    }

    /// Returns the numbers that a document's speakers have in this segment.
    pub(super) fn speakers_of(&self, document: DocId) -> impl Iterator<Item = usize> {
        let columns = self.speakers.iter();
        let speakers = columns.flat_map(move |column| column.ords().values_for_doc(document));
        speakers.filter_map(|speaker| usize::try_from(speaker).ok())
    }
}

impl People {
    fn of(segments: &[Segment]) -> Result<Self> {
        let mut known: HashMap<String, Option<usize>> = HashMap::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        let mut people = Self::default();
        for segment in segments {
            let mut numbers = Vec::new();
            if let Some(column) = &segment.speakers {
                let mut names = column.dictionary().stream()?;
                while names.advance() {
                    let name = String::from_utf8_lossy(names.key());
                    let number = known.get(&*name).copied().unwrap_or_else(|| {
                        let number = people.add(&name, &mut by_key);
                        known.insert(name.into_owned(), number);
                        number
                    });
                    numbers.push(number);
                }
            }
            people.numbers.push(numbers);
        }
        Ok(people)
    }

    /// Returns the number that a speaker of a segment has among all.
    pub(super) fn number(&self, segment: usize, speaker: usize) -> Option<usize> {
        *self.numbers.get(segment)?.get(speaker)?
    }

    /// Gives a name its number, which it shares with its other spellings.
    fn add(&mut self, name: &str, by_key: &mut HashMap<String, usize>) -> Option<usize> {
        let number = *by_key.entry(name_key(name)?).or_insert(self.names.len());
        match self.names.get_mut(number) {
            Some(known) if is_capitals(known) => name.clone_into(known),
            Some(_) => {}
            None => self.names.push(name.to_owned()),
        }
        Some(number)
    }
}

/// Says whether a name is spelt in capitals alone, as transcripts do.
fn is_capitals(name: &str) -> bool {
    !name.contains(char::is_lowercase)
}

/// Returns the names of a document in a column, in their order, as one: "Oda Lund, Finn Berg and Ada Holm".
fn names(column: &StrColumn, document: DocId) -> Result<Option<Clean>> {
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

/// Returns the name of a document in a column.
fn name(column: &StrColumn, document: DocId) -> Result<Option<Clean>> {
    let Some(number) = column.ords().first(document) else {
        return Ok(None);
    };
    let mut name = String::new();
    let is_there = column.ord_to_str(number, &mut name)?;
    Ok(is_there.then(|| Clean::new(&name)))
}
