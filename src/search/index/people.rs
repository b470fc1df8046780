//! Who is who among the speakers of a commit: persons with all of their names and totals.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::{Searcher, SegmentReader};

use crate::people::{NameKind, NameUse, People, Person, kind_of};
use crate::search::names::name_key;
use crate::search::query::QueryWords;
use crate::text::Clean;

use super::Result;
use super::documents::day_of;
use super::schema::{ARTICLE, DAY, MENTION, ROLE, SPEAKER};
use super::speakers::{SpeakerRow, SpeakerTally};

/// The people of a commit.
#[derive(Debug, Default)]
pub(super) struct IndexPeople {
    /// Those who are quoted, the most quoted first; those without a name are last, as one row.
    pub(super) rows: Vec<SpeakerRow>,
    /// The row of each name as articles write it.
    by_name: HashMap<String, usize>,
    /// The row of each key of a name.
    by_key: HashMap<String, usize>,
    /// The keys of the names of each row, with a blank at both ends, so that each word has one on both sides.
    keys: Vec<Vec<String>>,
}

impl IndexPeople {
    /// Reads all names of a commit, and finds out who is who.
    pub(super) fn from_commit(searcher: &Searcher) -> Result<Self> {
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            segments.extend(SpeakerColumns::open_segment(reader)?);
        }
        let mut people = People::default();
        for segment in &segments {
            segment.visit_articles(&mut |uses| people.add_article(uses));
        }
        people.renew();
        let mut known = Self::default();
        for person in people.list_people() {
            known.add_person(&person);
        }
        let unnamed = known.rows.len();
        let mut counter = RowCounter {
            tallies: vec![SpeakerTally::default(); unnamed + 1],
            last_articles: vec![None; unnamed + 1],
        };
        for segment in &segments {
            let rows = segment.names.iter().map(|name| {
                known
                    .row_of(name)
                    .or_else(|| is_unnamed(name).then_some(unnamed))
            });
            let rows: Vec<Option<usize>> = rows.collect();
            segment.visit_speakers(&mut |speaker| {
                if let Some(row) = rows.get(speaker.name).copied().flatten() {
                    counter.count_quote(row, speaker.article, speaker.day);
                }
            });
        }
        known.set_tallies(&counter.tallies);
        Ok(known)
    }

    /// Returns the name by which the person is known who has a name that an article writes so.
    pub(super) fn name_of(&self, name: &str) -> Option<&str> {
        let row = self.rows.get(self.row_of(name)?)?;
        Some(row.name.as_str())
    }

    /// Returns the number of the row of a name as an article writes it.
    fn row_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Returns the row of the person who has a name with this key.
    pub(super) fn row_with_key(&self, key: &str) -> Option<&SpeakerRow> {
        self.rows.get(*self.by_key.get(key)?)
    }

    /// Returns the keys of all names of the person who has a name with this key; that key alone if nobody has it.
    pub(super) fn keys_of_person(&self, key: &str) -> Vec<String> {
        let keys = self.by_key.get(key).and_then(|row| self.keys.get(*row));
        keys.map_or_else(|| vec![key.to_owned()], |keys| trim_keys(keys).collect())
    }

    /// Returns the keys of all names of those of whose names one has all of some words.
    pub(super) fn keys_with_words(&self, words: &QueryWords) -> Vec<String> {
        let Some((last, finished)) = words.words.split_last() else {
            return Vec::new();
        };
        let end = if words.is_prefix { "" } else { " " };
        let last = format!(" {last}{end}");
        let finished: Vec<String> = finished.iter().map(|word| format!(" {word} ")).collect();
        let has_all =
            |name: &String| name.contains(&last) && finished.iter().all(|word| name.contains(word));
        // Whoever has one name is found by the words of that name.
        let several = self.keys.iter().filter(|keys| keys.len() > 1);
        let fitting = several.filter(|keys| keys.iter().any(has_all));
        fitting.flat_map(|keys| trim_keys(keys)).collect()
    }

    fn add_person(&mut self, person: &Person) {
        let row = self.rows.len();
        let (mut keys, mut aliases) = (Vec::new(), Vec::new());
        for name in &person.names {
            for spelling in std::iter::once(&name.name).chain(&name.spellings) {
                self.by_name.insert(spelling.clone(), row);
                if let Some(key) = name_key(spelling) {
                    keys.push(format!(" {key} "));
                    self.by_key.entry(key).or_insert(row);
                }
            }
            if name.name != person.name {
                aliases.push(Clean::new(&name.name));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        aliases.sort_unstable();
        self.keys.push(keys);
        self.rows.push(SpeakerRow {
            name: Clean::new(&person.name),
            kind: person.kind,
            aliases,
            quotes: 0,
            articles: 0,
            first: None,
            last: None,
        });
    }

    /// Gives the rows their totals; the last ones are those of speakers without a name.
    fn set_tallies(&mut self, tallies: &[SpeakerTally]) {
        if tallies.last().is_some_and(|unnamed| unnamed.quotes > 0) {
            self.rows.push(SpeakerRow::unnamed());
        }
        for (row, tally) in self.rows.iter_mut().zip(tallies) {
            (row.quotes, row.articles) = (tally.quotes, tally.articles);
            (row.first, row.last) = (day_of(tally.first), day_of(tally.last));
        }
    }
}

fn trim_keys(keys: &[String]) -> impl Iterator<Item = String> {
    keys.iter().map(|key| key.trim().to_owned())
}

/// Returns `true` for a description, which belongs to its article.
fn is_unnamed(name: &str) -> bool {
    kind_of(name) == NameKind::Description
}

/// Counts quotes, and articles once for each row.
struct RowCounter {
    tallies: Vec<SpeakerTally>,
    last_articles: Vec<Option<u64>>,
}

impl RowCounter {
    fn count_quote(&mut self, row: usize, article: u64, day: u64) {
        let (Some(tally), Some(last)) =
            (self.tallies.get_mut(row), self.last_articles.get_mut(row))
        else {
            return;
        };
        // The quotes of an article follow each other in the index.
        let is_first = last.replace(article) != Some(article);
        tally.count_quote(usize::from(is_first), day);
    }
}

/// What the columns of a segment say of speakers.
struct SpeakerColumns {
    reader: SegmentReader,
    articles: Arc<dyn ColumnValues<u64>>,
    days: Arc<dyn ColumnValues<u64>>,
    speakers: StrColumn,
    mentions: Option<StrColumn>,
    roles: Option<StrColumn>,
    /// The dictionaries of the columns, by ordinal.
    names: Vec<String>,
    mention_names: Vec<String>,
    role_names: Vec<String>,
}

/// One of the speakers of a quote.
struct QuoteSpeaker {
    article: u64,
    day: u64,
    /// The ordinals of the name, of how the text refers to it, and of the role.
    name: usize,
    mention: Option<usize>,
    role: Option<usize>,
}

impl SpeakerColumns {
    /// Opens the columns of a segment; `None` if it has no quotes.
    fn open_segment(reader: &SegmentReader) -> Result<Option<Self>> {
        let columns = reader.fast_fields();
        let Some(speakers) = columns.str(SPEAKER)? else {
            return Ok(None);
        };
        let (mentions, roles) = (columns.str(MENTION)?, columns.str(ROLE)?);
        let read =
            |column: &Option<StrColumn>| column.as_ref().map_or(Ok(Vec::new()), read_dictionary);
        Ok(Some(Self {
            articles: columns.column_first_or_default::<u64>(ARTICLE)?,
            days: columns.column_first_or_default::<u64>(DAY)?,
            names: read_dictionary(&speakers)?,
            mention_names: read(&mentions)?,
            role_names: read(&roles)?,
            reader: reader.clone(),
            speakers,
            mentions,
            roles,
        }))
    }

    /// Calls a function with each speaker of each quote.
    fn visit_speakers(&self, visit: &mut dyn FnMut(QuoteSpeaker)) {
        let first = |column: &Option<StrColumn>, document| {
            let ordinal = column.as_ref()?.ords().first(document)?;
            usize::try_from(ordinal).ok()
        };
        for document in self.reader.doc_ids_alive() {
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

    /// Calls a function with what each article states of its speakers.
    fn visit_articles(&self, visit: &mut dyn FnMut(&[NameUse<'_>])) {
        let mut article = None;
        let mut uses: Vec<NameUse<'_>> = Vec::new();
        self.visit_speakers(&mut |speaker| {
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
                    role: role
                        .and_then(|at| self.role_names.get(at))
                        .map(String::as_str),
                    quotes: 1,
                });
            }
        });
        visit(&uses);
    }
}

/// Returns the texts in a column's dictionary, by ordinal.
fn read_dictionary(column: &StrColumn) -> Result<Vec<String>> {
    let mut texts = Vec::with_capacity(column.num_terms());
    let mut stream = column
        .dictionary()
        .stream()
        .map_err(tantivy::TantivyError::from)?;
    while stream.advance() {
        texts.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(texts)
}
