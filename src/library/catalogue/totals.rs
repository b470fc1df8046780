//! Totals of the catalogue: counts, sources, days, tags and load problems.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use crate::article::ArticleId;
use crate::library::listing::{SourceCount, TagCount};
use crate::loader::Problem;
use crate::text::Clean;

use super::row::{day_of, id_at, id_bytes, path_from};
use super::{Catalogue, CatalogueWriter, Result};

/// The numbers of articles, quotes and problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CatalogueCounts {
    /// Articles; one with several copies counts once.
    pub articles: usize,
    /// How many of these are the same story as a newer one, and have one row with it.
    pub folded: usize,
    /// Quotes in these articles.
    pub quotes: usize,
    /// Load problems.
    pub problems: usize,
}

impl Catalogue {
    /// Counts the articles, quotes and load problems.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn read_counts(&self) -> Result<CatalogueCounts> {
        query_counts(&self.connection)
    }

    /// Counts the copies of articles that are counted once.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn count_copies(&self) -> Result<usize> {
        let query = "SELECT count(*) FROM article WHERE NOT is_shown";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([], |row| row.get::<_, u32>(0))? as usize)
    }

    /// Returns the sources with their article counts, most articles first; articles without a source are left out.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_sources(&self) -> Result<Vec<SourceCount>> {
        self.query_list(
            "SELECT name, articles FROM source WHERE name <> '' ORDER BY articles DESC, name",
            |row| {
                Ok(SourceCount {
                    name: Clean::new(&row.get::<_, String>(0)?),
                    articles: row.get::<_, u32>(1)? as usize,
                })
            },
        )
    }

    /// Returns the days of publication with their article counts, newest first; articles without a date are left out.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_days(&self) -> Result<Vec<(Date, usize)>> {
        let days = self.query_list("SELECT age, articles FROM day ORDER BY age", |row| {
            Ok((day_of(row.get(0)?), row.get::<_, u32>(1)? as usize))
        })?;
        Ok(days
            .into_iter()
            .filter_map(|(day, articles)| day.map(|day| (day, articles)))
            .collect())
    }

    /// Returns the tags, of the user and from front matter, with the counts of articles that have them, or a quote of which does, most articles first.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_tags(&self) -> Result<Vec<TagCount>> {
        let query = "SELECT name, count(*) FROM tag GROUP BY name";
        let found: Vec<(String, usize)> = self.query_list(query, |row| {
            Ok((row.get(0)?, row.get::<_, u32>(1)? as usize))
        })?;
        let mut counts: HashMap<String, usize> = found.into_iter().collect();
        for (tag, article) in self.flags.borrow().tagged_pairs() {
            if self.is_tagged_by_user_alone(article, &tag)? {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let tags = counts.into_iter().map(|(name, articles)| TagCount {
            name: Clean::line(&name),
            articles,
        });
        let mut tags: Vec<TagCount> = tags.collect();
        tags.sort_by(|one, other| {
            let by_count = other.articles.cmp(&one.articles);
            by_count.then_with(|| one.name.as_str().cmp(other.name.as_str()))
        });
        Ok(tags)
    }

    /// Returns `true` if an article is in the list and its front matter does not have a tag.
    fn is_tagged_by_user_alone(&self, article: ArticleId, tag: &str) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM article WHERE id = ?1 AND is_shown AND NOT EXISTS
            (SELECT 1 FROM tag WHERE tag.article = article.article AND tag.name = ?2))";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row((id_bytes(article), tag), |row| row.get(0))?)
    }

    /// Returns the articles whose identity an edit changed, each as the old and the new identity.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub(in crate::library) fn edited_articles(&self) -> Result<Vec<(ArticleId, ArticleId)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT was, now FROM became")?;
        let pairs = statement.query_map([], |row| Ok((id_at(row, 0)?, id_at(row, 1)?)))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the load problems of all files, in the order of their paths.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn load_problems(&self) -> Result<Vec<Problem>> {
        let query =
            "SELECT path, line, message FROM problem JOIN file USING (file) ORDER BY path, line";
        self.query_list(query, |row| {
            let path: PathBuf = path_from(&row.get::<_, Vec<u8>>(0)?);
            let line: Option<u32> = row.get(1)?;
            let message: String = row.get(2)?;
            Ok(Problem {
                line: line.map(|line| line as usize),
                ..Problem::new(&path, message)
            })
        })
    }

    fn query_list<T>(
        &self,
        query: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl CatalogueWriter {
    /// Counts the articles, quotes and load problems.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn read_counts(&self) -> Result<CatalogueCounts> {
        query_counts(&self.connection)
    }
}

pub(super) fn query_counts(connection: &Connection) -> Result<CatalogueCounts> {
    let query = "SELECT coalesce(sum(articles), 0), coalesce(sum(quotes), 0),
        (SELECT count(*) FROM problem), (SELECT coalesce(sum(folded), 0) FROM day) FROM source";
    let mut statement = connection.prepare_cached(query)?;
    Ok(statement.query_row([], |row| {
        Ok(CatalogueCounts {
            articles: row.get::<_, u32>(0)? as usize,
            quotes: row.get::<_, u32>(1)? as usize,
            problems: row.get::<_, u32>(2)? as usize,
            folded: row.get::<_, u32>(3)? as usize,
        })
    })?)
}
