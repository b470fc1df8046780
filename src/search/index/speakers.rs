//! Everyone who is quoted, each under one name.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::query::{Query, TermSetQuery};
use tantivy::{Searcher, SegmentReader, Term};

use crate::search::names::name_key;
use crate::search::words::words;
use crate::text::{Clean, fold};

use super::Result;
use super::documents::day_of;
use super::schema::{DAY, FIELDS, FIRST, MENTION, SPEAKER};

/// Of the articles that give a name a fuller one, so many hundredths must agree on which.
const AGREEMENT: usize = 90;

/// Somebody who is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRow {
    /// The fullest name.
    pub name: Clean,
    /// Other names, under which some articles know them; the articles themselves say that they are the same.
    pub aliases: Vec<Clean>,
    /// How many quotes they have.
    pub quotes: usize,
    /// In how many articles.
    pub articles: usize,
    /// The day of the first.
    pub first: Option<Date>,
    /// The day of the last.
    pub last: Option<Date>,
}

/// The quotes of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    quotes: usize,
    articles: usize,
    /// The first known day, and the last one; 0 for none.
    first: u64,
    last: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.quotes += other.quotes;
        self.articles += other.articles;
        self.first = match (self.first, other.first) {
            (0, day) | (day, 0) => day,
            (one, other) => one.min(other),
        };
        self.last = self.last.max(other.last);
    }
}

/// What all segments say of the speakers.
#[derive(Debug, Default)]
struct Roll {
    tallies: HashMap<String, Tally>,
    /// In how many quotes a name stands for a fuller one.
    joins: HashMap<(String, String), usize>,
}

impl Roll {
    /// Returns the roll with one spelling of each name, the most common one; what names nobody is left out.
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
                roll.tallies.entry(name).or_default().add(*tally);
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

/// Returns everyone who is quoted, the most quoted first.
pub(super) fn speakers(searcher: &Searcher) -> Result<Vec<SpeakerRow>> {
    let mut roll = Roll::default();
    for reader in searcher.segment_readers() {
        call(reader, &mut roll)?;
    }
    let roll = roll.in_one_spelling();
    let full_names = full_names(&roll);
    let mut rows: HashMap<&str, (Tally, Vec<&str>)> = HashMap::new();
    for (name, tally) in &roll.tallies {
        let full_name = full_names.get(name.as_str()).copied().unwrap_or(name);
        let (sum, aliases) = rows.entry(full_name).or_default();
        sum.add(*tally);
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

/// Returns the query for the quotes of somebody, under all of the names.
pub(super) fn quotes_of(names: &[Clean]) -> impl Query {
    let keys = names.iter().filter_map(|name| name_key(name));
    TermSetQuery::new(keys.map(|key| Term::from_field_text(FIELDS.speaker_key, &key)))
}

/// Takes the speakers of a segment.
fn call(reader: &SegmentReader, roll: &mut Roll) -> Result<()> {
    let columns = reader.fast_fields();
    let Some(speakers) = columns.str(SPEAKER)? else {
        return Ok(());
    };
    let days = columns.column_first_or_default::<u64>(DAY)?;
    let firsts = columns.column_opt::<bool>(FIRST)?;
    let mentions = columns.str(MENTION)?;
    let mut tallies = vec![Tally::default(); speakers.num_terms()];
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
                tally.add(Tally {
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
            roll.tallies.entry(name.clone()).or_default().add(tally);
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

/// Returns the names of a column by their numbers.
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

/// Returns the fuller name of those names for which the articles agree on one.
fn full_names(roll: &Roll) -> HashMap<&str, &str> {
    let mut by_mention: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
    for ((mention, name), quotes) in &roll.joins {
        if roll.tallies.contains_key(mention) && is_fuller(name, mention) {
            by_mention.entry(mention).or_default().push((name, *quotes));
        }
    }
    let mut full_names: HashMap<&str, &str> = by_mention
        .into_iter()
        .filter_map(|(mention, names)| {
            let all: usize = names.iter().map(|(_, quotes)| quotes).sum();
            let (name, quotes) = names
                .into_iter()
                .max_by_key(|(name, quotes)| (*quotes, *name))?;
            (quotes * 100 >= all * AGREEMENT).then_some((mention, name))
        })
        .collect();
    // "Lund" may be fuller known as "Mayor Lund", and that as "Oda Lund"; each step is longer, so this ends.
    let steps = full_names.clone();
    for full_name in full_names.values_mut() {
        while let Some(fuller) = steps.get(full_name) {
            *full_name = fuller;
        }
    }
    full_names
}

/// Says whether a name has more words than another, and all of them or the same last one.
fn is_fuller(name: &str, than: &str) -> bool {
    let (name, than) = (fold::key(name), fold::key(than));
    let name: Vec<&str> = words(&name).map(|range| range.of(&name)).collect();
    let than: Vec<&str> = words(&than).map(|range| range.of(&than)).collect();
    let has_all = than.iter().all(|word| name.contains(word));
    !than.is_empty() && name.len() > than.len() && (has_all || name.last() == than.last())
}
