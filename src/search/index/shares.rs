//! Counts the quoted words by speaker: who gets to speak.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, TERMINATED, Term};

use crate::article::ArticleId;
use crate::people::{QuotedShares, SpeakerClass, SpeakerShare, kind_of};
use crate::search::counts::{CountKey, GroupValue};
use crate::search::hits::HitRequest;

use super::Result;
use super::answers::compile_request;
use super::documents::half_id;
use super::groups::Groups;
use super::people::IndexPeople;
use super::reader::{Index, catch_panic};
use super::schema::{ARTICLE, FIELDS, IS_QUOTE, WORDS};

/// Which quotes are counted.
#[derive(Debug, Clone, Copy)]
pub enum ShareScope<'a> {
    /// All.
    All,
    /// Those of some articles.
    Articles(&'a HashSet<ArticleId>),
    /// Those that a query finds.
    Hits(&'a HitRequest<'a>),
}

/// The shares of a group of quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareGroup {
    /// The value of each key.
    pub values: Vec<GroupValue>,
    /// Who has how many of the words.
    pub shares: QuotedShares,
}

/// The quotes and words of speakers, by the values of a group.
type GroupTallies = BTreeMap<Vec<GroupValue>, Vec<SpeakerShare>>;

impl Index {
    /// Counts the quoted words by speaker, in groups by some of the quotes' properties; in one without any.
    ///
    /// Groups are in the order of their values.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn count_shares(
        &self,
        scope: ShareScope<'_>,
        keys: &[CountKey],
    ) -> Result<Vec<ShareGroup>> {
        let _span = tracing::debug_span!("shares").entered();
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            let query = match scope {
                ShareScope::Hits(ask) => match &ask.query.clause {
                    Some(clause) => compile_request(ask, clause, (&searcher, &columns))?,
                    None => return Ok(Vec::new()),
                },
                ShareScope::All | ShareScope::Articles(_) => all_quotes(),
            };
            let articles = match scope {
                ShareScope::Articles(articles) => {
                    Some(articles.iter().map(|id| half_id(*id)).collect())
                }
                ShareScope::All | ShareScope::Hits(_) => None,
            };
            let keys: Vec<CountKey> = keys.iter().copied().chain([CountKey::Speaker]).collect();
            let groups = Groups::new(&keys, &searcher, &columns)?;
            let counts = count_words(&searcher, &*query, articles.as_ref(), &groups)?;
            let people = columns.people(&searcher)?;
            Ok(list_groups(&counts, &groups, people))
        })
    }
}

fn all_quotes() -> Box<dyn Query> {
    let term = Term::from_field_text(FIELDS.kind, IS_QUOTE);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Counts the quotes and words by the numbers of the values of all keys, the last of which is the speaker.
fn count_words(
    searcher: &Searcher,
    query: &dyn Query,
    articles: Option<&HashSet<u64>>,
    groups: &Groups<'_>,
) -> Result<HashMap<Vec<u64>, (usize, usize)>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut counts: HashMap<Vec<u64>, (usize, usize)> = HashMap::new();
    for (number, reader) in searcher.segment_readers().iter().enumerate() {
        let columns = reader.fast_fields();
        let (ids, words) = (
            columns.column_first_or_default::<u64>(ARTICLE)?,
            columns.column_first_or_default::<u64>(WORDS)?,
        );
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut document = scorer.doc();
        while document != TERMINATED {
            let is_meant =
                articles.is_none_or(|articles| articles.contains(&ids.get_val(document)));
            // Postings keep deleted documents until a merge.
            if is_meant && !reader.is_deleted(document) {
                let words = usize::try_from(words.get_val(document)).unwrap_or_default();
                let speakers = groups.values_of(number, document);
                for (at, values) in speakers.iter().enumerate() {
                    let (quotes, counted) = counts.entry(values.clone()).or_default();
                    *quotes += 1;
                    *counted += divide(words, speakers.len(), at);
                }
            }
            document = scorer.advance();
        }
    }
    Ok(counts)
}

/// Returns the part of a number that is at a place among so many, which together are the whole.
const fn divide(whole: usize, parts: usize, at: usize) -> usize {
    whole / parts + if at < whole % parts { 1 } else { 0 }
}

fn list_groups(
    counts: &HashMap<Vec<u64>, (usize, usize)>,
    groups: &Groups<'_>,
    people: &IndexPeople,
) -> Vec<ShareGroup> {
    let mut tallies = GroupTallies::new();
    for (numbers, (quotes, words)) in counts {
        let mut values = groups.name_values(numbers);
        let speaker = values.pop().unwrap_or(GroupValue::Unknown);
        let share = SpeakerShare {
            quotes: *quotes,
            words: *words,
            ..describe_speaker(&speaker, people)
        };
        tallies.entry(values).or_default().push(share);
    }
    let groups = tallies.into_iter().map(|(values, speakers)| ShareGroup {
        values,
        shares: QuotedShares::new(speakers),
    });
    groups.collect()
}

/// Returns what a speaker is, still without words.
fn describe_speaker(speaker: &GroupValue, people: &IndexPeople) -> SpeakerShare {
    let name = speaker.as_text().unwrap_or_default();
    let row = people.row_named(name);
    let class = match row {
        Some(row) => SpeakerClass::of_kind(row.kind),
        None if name.is_empty() => SpeakerClass::Unknown,
        None => SpeakerClass::of_kind(kind_of(name)),
    };
    SpeakerShare {
        name: name.to_owned(),
        class,
        gender: row.and_then(|row| row.gender),
        quotes: 0,
        words: 0,
    }
}
