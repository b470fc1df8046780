//! Reads which quotes and stories are the same.

use std::cmp::Reverse;
use std::collections::hash_map::{Entry, HashMap};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Params, Row};

use crate::article::{ArticleId, QuoteId};
use crate::library::listing::ArticleRow;
use crate::search::hits::{Hit, HitGroup};
use crate::text::Clean;

use super::row::{COLUMNS, day_of, id_at, id_bytes, read_row};
use super::{Catalogue, Result};

/// One of several quotes that are the same statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupedQuote {
    /// Its article.
    pub article: ArticleId,
    /// Which quote.
    pub quote: QuoteId,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// A hash of the speaker's last name; `None` if nobody is named.
    pub speaker: Option<u16>,
}

/// A statement that several articles quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementGroup {
    /// The quotes, the oldest first; those without a day are last.
    pub quotes: Vec<GroupedQuote>,
}

impl StatementGroup {
    /// Returns the statements that several articles have, of quotes that were put into groups.
    #[must_use]
    pub fn list_repeated(groups: BTreeMap<i64, Vec<GroupedQuote>>) -> Vec<Self> {
        let statements = groups.into_values().map(|quotes| Self { quotes });
        statements
            .filter(|statement| statement.count_articles() > 1)
            .collect()
    }

    /// Sorts statements, those in most articles first.
    pub fn sort_by_articles(statements: &mut [Self]) {
        let key = |statement: &Self| (Reverse(statement.count_articles()), statement.id());
        statements.sort_by_cached_key(key);
    }

    /// Returns the statement's identity: that of its oldest quote.
    #[must_use]
    pub fn id(&self) -> Option<QuoteId> {
        self.quotes.first().map(|quote| quote.quote)
    }

    /// Returns in how many articles it is.
    #[must_use]
    pub fn count_articles(&self) -> usize {
        let articles: BTreeSet<_> = self.quotes.iter().map(|quote| quote.article).collect();
        articles.len()
    }

    /// Returns how many sources published it.
    #[must_use]
    pub fn count_sources(&self) -> usize {
        let sources: BTreeSet<_> = self
            .quotes
            .iter()
            .filter_map(|quote| quote.source.as_deref())
            .collect();
        sources.len()
    }

    /// Returns `true` if articles name different speakers.
    #[must_use]
    pub fn has_different_speakers(&self) -> bool {
        let speakers: BTreeSet<_> = self
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker)
            .collect();
        speakers.len() > 1
    }
}

/// The groups of stories that were described already: a group may have thousands of stories.
#[derive(Debug, Default)]
pub struct StoryGroups(HashMap<i64, Option<HitGroup>>);

/// What is read of a quote; conditions follow.
const QUOTES: &str =
    "SELECT same, id, quote, source, age, speaker FROM statement JOIN article USING (article)
    WHERE is_shown AND same";

/// The order of the quotes of a group.
const ORDER: &str = "ORDER BY same, age = 2147483647, age DESC, quote";

impl Catalogue {
    /// Returns the statement that a quote is one of; `None` if no other article has it.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_same_statement(&self, quote: QuoteId) -> Result<Option<StatementGroup>> {
        let condition = "= (SELECT same FROM statement WHERE quote = ? AND same IS NOT NULL)";
        let statements = self.read_statements(condition, [quote.as_number().cast_signed()])?;
        Ok(statements.into_iter().next())
    }

    /// Returns the quotes of an article that other articles have too, each with all that are the same.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_statements_in(&self, id: ArticleId) -> Result<Vec<(QuoteId, StatementGroup)>> {
        let condition = "IN (SELECT same FROM statement JOIN article USING (article)
            WHERE id = ? AND is_shown AND same IS NOT NULL)";
        let mut found = Vec::new();
        for group in self.read_statements(condition, [id_bytes(id)])? {
            let own = group.quotes.iter().filter(|quote| quote.article == id);
            for quote in own.map(|quote| quote.quote).collect::<Vec<_>>() {
                found.push((quote, group.clone()));
            }
        }
        Ok(found)
    }

    /// Returns all statements that several articles quote, those in most articles first.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_same_statements(&self) -> Result<Vec<StatementGroup>> {
        let mut statements = self.read_statements("IS NOT NULL", [])?;
        StatementGroup::sort_by_articles(&mut statements);
        Ok(statements)
    }

    /// Returns all stories that are the same as one, itself among them, the newest first; empty if no other is.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_story_group(&self, id: ArticleId) -> Result<Vec<ArticleRow>> {
        let Some(group) = self.find_story_group(id)? else {
            return Ok(Vec::new());
        };
        let query = format!(
            "SELECT {COLUMNS} FROM article WHERE article IN (SELECT article FROM story WHERE same = ?)
                AND is_shown ORDER BY age, clock, article"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let rows = statement.query_map([group], read_row)?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(if rows.len() > 1 { rows } else { Vec::new() })
    }

    /// Marks the hits that are the same statement or story as others.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn mark_same(&self, hits: &mut [Hit]) -> Result<()> {
        let mut stories = StoryGroups::default();
        for hit in hits {
            let group = match hit.quote {
                Some(quote) => {
                    let statement = self.find_same_statement(quote)?;
                    statement.map(|group| describe_statement(&group))
                }
                None => self.describe_stories(hit.article, &mut stories)?,
            };
            hit.same = group.map(Box::new);
        }
        Ok(())
    }

    /// Describes the stories that are the same as one; `None` if no other is.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn describe_stories(
        &self,
        id: ArticleId,
        known: &mut StoryGroups,
    ) -> Result<Option<HitGroup>> {
        let Some(group) = self.find_story_group(id)? else {
            return Ok(None);
        };
        Ok(match known.0.entry(group) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(slot) => slot.insert(self.describe_group(group)?).clone(),
        })
    }

    /// Describes a group of stories; `None` if only one of them is shown.
    fn describe_group(&self, group: i64) -> Result<Option<HitGroup>> {
        let query =
            "SELECT id, source, age, count(*) OVER () FROM article JOIN story USING (article)
            WHERE same = ? AND is_shown ORDER BY age = 2147483647, age DESC, clock DESC, id LIMIT 1";
        let mut statement = self.connection.prepare_cached(query)?;
        let first = statement.query_row([group], |row| {
            let source: String = row.get(1)?;
            Ok(HitGroup {
                id: id_at(row, 0)?.as_number(),
                articles: row.get::<_, u32>(3)? as usize,
                sources: 0,
                first_published: day_of(row.get(2)?),
                first_source: (!source.is_empty()).then(|| Clean::new(&source)),
                has_different_speakers: false,
            })
        });
        let Some(first) = first.optional()?.filter(|first| first.articles > 1) else {
            return Ok(None);
        };
        let query =
            "SELECT count(DISTINCT nullif(source, '')) FROM article JOIN story USING (article)
            WHERE same = ? AND is_shown";
        let mut statement = self.connection.prepare_cached(query)?;
        let sources: u32 = statement.query_row([group], |row| row.get(0))?;
        Ok(Some(HitGroup {
            sources: sources as usize,
            ..first
        }))
    }

    fn find_story_group(&self, id: ArticleId) -> Result<Option<i64>> {
        let query =
            "SELECT same FROM story JOIN article USING (article) WHERE id = ? AND same IS NOT NULL";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement
            .query_row([id_bytes(id)], |row| row.get(0))
            .optional()?)
    }

    fn read_statements(
        &self,
        condition: &str,
        parameters: impl Params,
    ) -> Result<Vec<StatementGroup>> {
        let query = format!("{QUOTES} {condition} {ORDER}");
        let mut statement = self.connection.prepare_cached(&query)?;
        let quotes = statement.query_map(parameters, |row| Ok((row.get(0)?, read_quote(row)?)))?;
        let mut groups: BTreeMap<i64, Vec<GroupedQuote>> = BTreeMap::new();
        for quote in quotes {
            let (group, quote) = quote?;
            groups.entry(group).or_default().push(quote);
        }
        Ok(StatementGroup::list_repeated(groups))
    }
}

fn describe_statement(group: &StatementGroup) -> HitGroup {
    let first = group.quotes.first();
    HitGroup {
        id: first.map_or(0, |quote| quote.quote.as_number().into()),
        articles: group.count_articles(),
        sources: group.count_sources(),
        first_published: first.and_then(|quote| quote.published),
        first_source: first.and_then(|quote| quote.source.clone()),
        has_different_speakers: group.has_different_speakers(),
    }
}

fn read_quote(row: &Row<'_>) -> rusqlite::Result<GroupedQuote> {
    let source: String = row.get(3)?;
    Ok(GroupedQuote {
        article: id_at(row, 1)?,
        quote: QuoteId::from_number(row.get::<_, i64>(2)?.cast_unsigned()),
        source: (!source.is_empty()).then(|| Clean::new(&source)),
        published: day_of(row.get(4)?),
        speaker: row.get(5)?,
    })
}
