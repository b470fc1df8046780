//! Writes some stories in one transaction.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::copy_text::CopyText;
use super::corrections::{DatedCorrection, lay_all};
use super::load::{LoadedBatch, LoadedStory};
use super::names::NameBook;
use super::removal::remove_stories;
use super::rows::{self, PublishedStory, StoryRows, path_text, year_of};
use super::same::{self, StorySketches};
use crate::article::ArticleId;
use crate::shared::client::SharedConnection;
use crate::shared::error::{SharedError, SharedResult};
use crate::shared::sql_text::{number_array, parse_story, story_array};
use crate::text::Clean;

/// How often a batch is tried that other publishers are in the way of.
const TRIES: usize = 5;

/// Writes batches for a publisher.
pub(super) struct BatchWriter<'a> {
    pub(super) connection: &'a mut SharedConnection,
    pub(super) publisher: &'a str,
    pub(super) number: i64,
    pub(super) names: &'a mut NameBook,
}

/// What was written of a batch.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BatchOutcome {
    pub(super) stories: usize,
    pub(super) quotes: usize,
    pub(super) unchanged: usize,
}

/// What was replaced, and what it is compared by.
#[derive(Debug, Default)]
pub(super) struct ReplacedStories {
    pub(super) outcome: BatchOutcome,
    pub(super) sketches: Vec<StorySketches>,
}

impl BatchWriter<'_> {
    /// Writes stories, and tries again if another publisher was in the way.
    pub(super) fn write_stories(&mut self, batch: &LoadedBatch) -> SharedResult<BatchOutcome> {
        let years: BTreeSet<i16> = batch
            .stories
            .iter()
            .map(|story| year_of(story.article.metadata.published))
            .collect();
        for year in years {
            let year = year.to_string();
            self.connection
                .query("SELECT pullquote.add_year($1::integer)", &[Some(&year)])?;
        }
        let mut written = self.write_once(&batch.stories);
        for _ in 1..TRIES {
            if !matches!(written, Err(SharedError::Conflict)) {
                break;
            }
            written = self.write_once(&batch.stories);
        }
        written
    }

    fn write_once(&mut self, stories: &[LoadedStory]) -> SharedResult<BatchOutcome> {
        self.connection.run_script("BEGIN")?;
        let written = self.write_in_transaction(stories);
        if written.is_ok() {
            self.connection.run_script("COMMIT")?;
            return written;
        }
        self.names.forget();
        if !self.connection.is_broken() {
            self.connection.run_script("ROLLBACK")?;
        }
        written
    }

    fn write_in_transaction(&mut self, loaded: &[LoadedStory]) -> SharedResult<BatchOutcome> {
        let ids = story_array(loaded.iter().map(|story| story.job.id));
        let changed = self.replace_changed(loaded)?;
        self.write_copies(loaded, &ids)?;
        self.write_corrections(loaded, &ids)?;
        if !changed.sketches.is_empty() {
            // The last step, since others wait for it.
            same::update_groups(self.connection, &changed.sketches)?;
        }
        Ok(changed.outcome)
    }

    /// Replaces those of some stories that are stored otherwise, with the corrections of all publishers.
    pub(super) fn replace_changed(
        &mut self,
        loaded: &[LoadedStory],
    ) -> SharedResult<ReplacedStories> {
        if loaded.is_empty() {
            return Ok(ReplacedStories::default());
        }
        let ids = story_array(loaded.iter().map(|story| story.job.id));
        let known = self.lock_stories(loaded, &ids)?;
        let mut others = self.read_corrections(&ids)?;
        let stories: Vec<PublishedStory> = loaded
            .iter()
            .map(|story| {
                let others = others.remove(&story.job.id).unwrap_or_default();
                PublishedStory {
                    id: story.job.id,
                    location: story.job.location.clone(),
                    article: story.article.clone(),
                    quotes: lay_all(story, others, self.publisher),
                }
            })
            .collect();
        let names = stories.iter().flat_map(PublishedStory::speaker_names);
        self.names.learn_names(self.connection, names)?;
        let numbers = self.names.numbers();
        let rows: Vec<StoryRows> = stories
            .par_iter()
            .map(|story| story.to_rows(numbers))
            .collect();
        let changed: Vec<(&PublishedStory, &StoryRows)> = stories
            .iter()
            .zip(&rows)
            .filter(|(story, rows)| known.get(&story.id) != Some(&rows.digest))
            .collect();
        self.replace_stories(&changed)?;
        Ok(ReplacedStories {
            outcome: BatchOutcome {
                stories: changed.len(),
                quotes: changed.iter().map(|(story, _)| story.quotes.len()).sum(),
                unchanged: stories.len() - changed.len(),
            },
            sketches: changed
                .par_iter()
                .map(|(story, _)| story.to_sketches())
                .collect(),
        })
    }

    /// Locks the rows of stories, adds those that are missing, and returns the digests of the others.
    fn lock_stories(
        &mut self,
        loaded: &[LoadedStory],
        ids: &str,
    ) -> SharedResult<HashMap<ArticleId, i64>> {
        let years = loaded.iter();
        let years = years.map(|story| year_of(story.article.metadata.published).into());
        let years = number_array(years);
        self.connection.query(
            "INSERT INTO stories (story, year, digest, is_sketched, publisher)
                SELECT story, year, 0, false, $3::integer FROM unnest($1::uuid[], $2::smallint[]) AS s (story, year)
                ON CONFLICT DO NOTHING",
            &[Some(ids), Some(&years), Some(&self.number.to_string())],
        )?;
        let rows = self.connection.query(
            "SELECT story, digest FROM stories WHERE story = ANY ($1::uuid[]) ORDER BY story FOR UPDATE",
            &[Some(ids)],
        )?;
        let known = rows
            .iter()
            .filter_map(|row| Some((parse_story(row.raw(0)?)?, row.parsed(1)?)));
        Ok(known.collect())
    }

    /// Reads what other publishers have corrected in these stories.
    fn read_corrections(
        &mut self,
        ids: &str,
    ) -> SharedResult<HashMap<ArticleId, Vec<DatedCorrection>>> {
        let rows = self.connection.query(
            "SELECT story, correction, p.name, extract(epoch FROM made) * 1000
                FROM corrections JOIN publishers p USING (publisher)
                WHERE story = ANY ($1::uuid[]) AND publisher <> $2::integer",
            &[Some(ids), Some(&self.number.to_string())],
        )?;
        let mut found: HashMap<ArticleId, Vec<DatedCorrection>> = HashMap::new();
        for row in &rows {
            let corrected = row.raw(1).and_then(|text| serde_json::from_str(text).ok());
            let (Some(story), Some(corrected)) = (row.raw(0).and_then(parse_story), corrected)
            else {
                continue;
            };
            let made = row
                .raw(3)
                .and_then(|made| made.split('.').next()?.parse().ok());
            let made = made.and_then(|made| jiff::Timestamp::from_millisecond(made).ok());
            found.entry(story).or_default().push(DatedCorrection {
                corrected,
                made: made.unwrap_or_default(),
                publisher: row.line(2),
            });
        }
        Ok(found)
    }

    /// Replaces what is stored of stories.
    fn replace_stories(&mut self, changed: &[(&PublishedStory, &StoryRows)]) -> SharedResult<()> {
        if changed.is_empty() {
            return Ok(());
        }
        let ids = story_array(changed.iter().map(|(story, _)| story.id));
        remove_stories(self.connection, &ids)?;
        let mut all = StoryRows::default();
        for (_, rows) in changed {
            all.articles.append(&rows.articles);
            all.quotes.append(&rows.quotes);
            all.long_texts.append(&rows.long_texts);
        }
        for (into, rows) in [
            (rows::ARTICLES, &all.articles),
            (rows::QUOTES, &all.quotes),
            (rows::LONG_TEXTS, &all.long_texts),
        ] {
            if !rows.is_empty() {
                self.connection.copy_rows(into, rows.as_bytes())?;
            }
        }
        let years = number_array(changed.iter().map(|(story, _)| story.year().into()));
        let digests = number_array(changed.iter().map(|(_, rows)| rows.digest));
        self.connection.query(
            "UPDATE stories s SET year = n.year, digest = n.digest, is_sketched = true, publisher = $4::integer, written = now()
                FROM unnest($1::uuid[], $2::smallint[], $3::bigint[]) AS n (story, year, digest) WHERE s.story = n.story",
            &[
                Some(&ids),
                Some(&years),
                Some(&digests),
                Some(&self.number.to_string()),
            ],
        )?;
        Ok(())
    }

    /// Notes which stories the publisher has.
    fn write_copies(&mut self, loaded: &[LoadedStory], ids: &str) -> SharedResult<()> {
        let mut rows = CopyText::default();
        for story in loaded {
            rows.add_number(self.number)
                .add_text(&story.job.id.to_string())
                .add_number(story.job.stamp)
                .add_text(&path_text(&story.job.location.path))
                .add_number(story.job.location.entry)
                .end_row();
        }
        self.delete_own("copies", ids)?;
        self.connection.copy_rows(
            "copies (publisher, story, stamp, path, entry)",
            rows.as_bytes(),
        )
    }

    /// Notes what the publisher has corrected.
    fn write_corrections(&mut self, loaded: &[LoadedStory], ids: &str) -> SharedResult<()> {
        let mut rows = CopyText::default();
        for story in loaded {
            // An anchor from before an edit may have the key of a newer one, which comes later.
            let mut by_key = HashMap::new();
            for correction in &story.corrections {
                by_key.insert(correction.quote_key(), correction);
            }
            for (key, correction) in by_key {
                let Ok(json) = serde_json::to_string(&correction.corrected) else {
                    continue;
                };
                rows.add_number(self.number)
                    .add_text(&story.job.id.to_string())
                    .add_text(&key)
                    .add_text(&correction.made.to_string())
                    .add_text(&correction.corrected.quote.words)
                    .add_optional(correction.speaker().map(Clean::as_str))
                    .add_text(&json)
                    .end_row();
            }
        }
        self.delete_own("corrections", ids)?;
        if rows.is_empty() {
            return Ok(());
        }
        self.connection.copy_rows(
            "corrections (publisher, story, quote, made, said, speaker, correction)",
            rows.as_bytes(),
        )
    }

    fn delete_own(&mut self, table: &str, ids: &str) -> SharedResult<()> {
        let statement = format!(
            "DELETE FROM {table} WHERE publisher = $1::integer AND story = ANY ($2::uuid[])"
        );
        let number = self.number.to_string();
        self.connection
            .query(&statement, &[Some(&number), Some(ids)])?;
        Ok(())
    }
}
