//! Lists all speakers, each under their fullest name.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::query::{Query, TermSetQuery};
use tantivy::{Searcher, SegmentReader, Term};

use crate::search::names::name_key;
use crate::search::words::split_words;
use crate::text::{Clean, fold};

use super::Result;
use super::documents::day_of;
use super::schema::{DAY, FIELDS, FIRST, MENTION, SPEAKER};

/// The percentage of quotes that must agree on the fuller form of a name.
const AGREEMENT: usize = 90;

/// A speaker with their totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRow {
    /// The fullest name.
    pub name: Clean,
    /// Other names that articles use for them, sorted.
    pub aliases: Vec<Clean>,
    /// The number of their quotes.
    pub quotes: usize,
    /// The number of articles that quote them.
    pub articles: usize,
    /// The day of the first quote.
    pub first: Option<Date>,
    /// The day of the last quote.
    pub last: Option<Date>,
}

/// The totals of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct SpeakerTally {
    quotes: usize,
    articles: usize,
    /// The first known day, and the last one, as numbers; 0 if none is known.
    first: u64,
    last: u64,
}

impl SpeakerTally {
    fn add_tally(&mut self, other: Self) {
        self.quotes += other.quotes;
        self.articles += other.articles;
        self.first = match (self.first, other.first) {
            (0, day) | (day, 0) => day,
            (one, other) => one.min(other),
        };
        self.last = self.last.max(other.last);
    }
}

/// The totals of all segments.
#[derive(Debug, Default)]
struct SpeakerTallies {
    tallies: HashMap<String, SpeakerTally>,
    /// How many quotes use a name (the first) for a fuller one (the second).
    joins: HashMap<(String, String), usize>,
}

impl SpeakerTallies {
    /// Merges the spellings of each name into the most common one; names without a key are dropped.
    fn in_one_spelling(&self) -> Self {
        let mut spellings: HashMap<String, (usize, &str)> = HashMap::new();
        for (name, tally) in &self.tallies {
            if let Some(key) = name_key(name) {
                let most = spellings.entry(key).or_default();
                *most = (*most).max((tally.quotes, name));
            }
        }
        let spelling = |name: &str| {
            let key = name_key(name)?;
            let (_, spelling) = spellings.get(&key)?;
            Some((*spelling).to_owned())
        };
        let mut roll = Self::default();
        for (name, tally) in &self.tallies {
            if let Some(name) = spelling(name) {
                roll.tallies.entry(name).or_default().add_tally(*tally);
            }
        }
        for ((mention, name), quotes) in &self.joins {
            if let (Some(mention), Some(name)) = (spelling(mention), spelling(name)) {
                *roll.joins.entry((mention, name)).or_default() += quotes;
            }
        }
        roll
    }
}

/// Returns all speakers, the most quoted first, equals by name.
pub(super) fn list_speakers(searcher: &Searcher) -> Result<Vec<SpeakerRow>> {
    let mut roll = SpeakerTallies::default();
    for reader in searcher.segment_readers() {
        tally_segment(reader, &mut roll)?;
    }
    let roll = roll.in_one_spelling();
    let full_names = full_names(&roll);
    let mut rows: HashMap<&str, (SpeakerTally, Vec<&str>)> = HashMap::new();
    for (name, tally) in &roll.tallies {
        let full_name = full_names.get(name.as_str()).copied().unwrap_or(name);
        let (sum, aliases) = rows.entry(full_name).or_default();
        sum.add_tally(*tally);
        if full_name != name {
            aliases.push(name);
        }
    }
    let mut rows: Vec<SpeakerRow> = rows
        .into_iter()
        .map(|(name, (tally, mut aliases))| {
            aliases.sort_unstable();
            SpeakerRow {
                name: Clean::new(name),
                aliases: aliases.into_iter().map(Clean::new).collect(),
                quotes: tally.quotes,
                articles: tally.articles,
                first: day_of(tally.first),
                last: day_of(tally.last),
            }
        })
        .collect();
    rows.sort_by(|one, other| {
        other
            .quotes
            .cmp(&one.quotes)
            .then(one.name.cmp(&other.name))
    });
    Ok(rows)
}

/// Returns a query for the quotes of a speaker with any of these names.
pub(super) fn quotes_of(names: &[Clean]) -> impl Query {
    let keys = names.iter().filter_map(|name| name_key(name));
    TermSetQuery::new(keys.map(|key| Term::from_field_text(FIELDS.speaker_key, &key)))
}

/// Adds the totals of a segment.
fn tally_segment(reader: &SegmentReader, roll: &mut SpeakerTallies) -> Result<()> {
    let columns = reader.fast_fields();
    let Some(speakers) = columns.str(SPEAKER)? else {
        return Ok(());
    };
    let days = columns.column_first_or_default::<u64>(DAY)?;
    let firsts = columns.column_opt::<bool>(FIRST)?;
    let mentions = columns.str(MENTION)?;
    // Added up by ordinal: strings are looked up once for each name, not once for each quote.
    let mut tallies = vec![SpeakerTally::default(); speakers.num_terms()];
    let mut joins: HashMap<(u64, u64), usize> = HashMap::new();
    for document in reader.doc_ids_alive() {
        let day = days.get_val(document);
        let mut is_first = firsts
            .iter()
            .flat_map(|firsts| firsts.values_for_doc(document));
        for speaker in speakers.ords().values_for_doc(document) {
            let articles = usize::from(is_first.next() == Some(true));
            let number = usize::try_from(speaker).ok();
            if let Some(tally) = number.and_then(|at| tallies.get_mut(at)) {
                tally.add_tally(SpeakerTally {
                    quotes: 1,
                    articles,
                    first: day,
                    last: day,
                });
            }
        }
        let Some(speaker) = speakers.ords().first(document) else {
            continue;
        };
        let mention = mentions
            .as_ref()
            .and_then(|mentions| mentions.ords().first(document));
        if let Some(mention) = mention {
            *joins.entry((mention, speaker)).or_default() += 1;
        }
    }
    let names = names_of(&speakers)?;
    let mentions = mentions.map_or(Ok(Vec::new()), |mentions| names_of(&mentions))?;
    for (name, tally) in names.iter().zip(tallies) {
        if tally.quotes > 0 {
            roll.tallies
                .entry(name.clone())
                .or_default()
                .add_tally(tally);
        }
    }
    for ((mention, speaker), quotes) in joins {
        let name = |names: &[String], at: u64| names.get(usize::try_from(at).ok()?).cloned();
        if let (Some(mention), Some(speaker)) = (name(&mentions, mention), name(&names, speaker)) {
            *roll.joins.entry((mention, speaker)).or_default() += quotes;
        }
    }
    Ok(())
}

/// Returns the names in a column's dictionary, by ordinal.
fn names_of(column: &tantivy::columnar::StrColumn) -> Result<Vec<String>> {
    let mut names = Vec::with_capacity(column.num_terms());
    let mut stream = column
        .dictionary()
        .stream()
        .map_err(tantivy::TantivyError::from)?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(names)
}

/// Returns the fuller name of each name for which the articles agree on one.
fn full_names(roll: &SpeakerTallies) -> HashMap<&str, &str> {
    let mut by_mention: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
    for ((mention, name), quotes) in &roll.joins {
        if roll.tallies.contains_key(mention) && is_fuller(name, mention) {
            by_mention.entry(mention).or_default().push((name, *quotes));
        }
    }
    let mut full_names: HashMap<&str, &str> = by_mention
        .into_iter()
        .filter_map(|(mention, names)| {
            // "Smith" is many people: only if nearly all articles mean the same one are they joined.
            let all: usize = names.iter().map(|(_, quotes)| quotes).sum();
            let (name, quotes) = names
                .into_iter()
                .max_by_key(|(name, quotes)| (*quotes, *name))?;
            (quotes * 100 >= all * AGREEMENT).then_some((mention, name))
        })
        .collect();
    // "Lund" may be "Oda Lund", and she "Oda Marie Lund"; each name has more words than the one before, so this ends.
    let steps = full_names.clone();
    for full_name in full_names.values_mut() {
        while let Some(fuller) = steps.get(full_name) {
            *full_name = fuller;
        }
    }
    full_names
}

/// Returns `true` if a name has more words than another, and contains all of them or the same last one.
fn is_fuller(name: &str, than: &str) -> bool {
    let (name, than) = (fold::fold_key(name), fold::fold_key(than));
    let name: Vec<&str> = split_words(&name).map(|range| range.of(&name)).collect();
    let than: Vec<&str> = split_words(&than).map(|range| range.of(&than)).collect();
    let has_all = than.iter().all(|word| name.contains(word));
    !than.is_empty() && name.len() > than.len() && (has_all || name.last() == than.last())
}
