//! Loads stories and finds their quotes, several at a time.

use rayon::prelude::*;

use super::corrections::{DatedCorrection, OwnCorrections};
use super::plan::PublishJob;
use crate::article::{Article, Quote};
use crate::quotes;

/// Stories that were loaded.
#[derive(Debug, Default)]
pub(super) struct LoadedBatch {
    /// In the order of their identities, in which all publishers lock them.
    pub(super) stories: Vec<LoadedStory>,
    /// How many could not be loaded.
    pub(super) missing: usize,
}

/// A story with the quotes that were found, and the publisher's own corrections.
#[derive(Debug)]
pub(super) struct LoadedStory {
    pub(super) job: PublishJob,
    pub(super) article: Article,
    pub(super) found: Vec<Quote>,
    pub(super) corrections: Vec<DatedCorrection>,
}

/// Loads stories.
pub(super) fn load_stories(jobs: &[PublishJob], own: &OwnCorrections<'_>) -> LoadedBatch {
    let stories: Vec<Option<LoadedStory>> =
        jobs.par_iter().map(|job| load_story(job, own)).collect();
    let all = stories.len();
    let mut stories: Vec<LoadedStory> = stories.into_iter().flatten().collect();
    stories.sort_by_key(|story| story.job.id);
    stories.dedup_by_key(|story| story.job.id);
    LoadedBatch {
        missing: all - stories.len(),
        stories,
    }
}

fn load_story(job: &PublishJob, own: &OwnCorrections<'_>) -> Option<LoadedStory> {
    let article = job.location.load_article(Some(job.id))?;
    let found = quotes::find(&article);
    let corrections = own.of_article(&article, job.id, &job.location);
    Some(LoadedStory {
        job: job.clone(),
        article,
        found,
        corrections,
    })
}
