//! Versions of one story: what is kept of one is kept of all.
//!
//! An edit gives a story another identity, and another machine may have it as it was. A fact links the two. Linked stories have
//! the same facts, joined as if all had been written about one, with the times at which they were written. So it does not
//! matter on which machine, when and in which order the links and the facts become known: the result is the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::StateError;
use super::fact::{self, Fact, FactKey, FactKind};
use super::merge;
use super::transaction::FactTransaction;
use crate::article::ArticleId;

/// The kinds of facts that linked stories have in common; each story has a description of its own.
const SHARED: [FactKind; 6] = [
    FactKind::Bookmark,
    FactKind::Correction,
    FactKind::Note,
    FactKind::Place,
    FactKind::Read,
    FactKind::Tag,
];

/// The most versions of a story, as a limit for files that somebody made up.
const MOST_VERSIONS: usize = 64;

/// Stories that are versions of one another.
#[derive(Debug, Clone, Default)]
pub struct StoryVersions {
    groups: Vec<BTreeSet<ArticleId>>,
    group_of: HashMap<ArticleId, usize>,
    /// The stories, and what each has become.
    links: HashSet<(ArticleId, ArticleId)>,
}

impl StoryVersions {
    /// Groups stories by pairs of a story and what it has become.
    #[must_use]
    pub fn from_links(links: Vec<(ArticleId, ArticleId)>) -> Self {
        let mut beside: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
        for (was, now) in &links {
            beside.entry(*was).or_default().push(*now);
            beside.entry(*now).or_default().push(*was);
        }
        let mut versions = Self::default();
        for story in beside.keys() {
            if versions.group_of.contains_key(story) {
                continue;
            }
            let number = versions.groups.len();
            let mut group = BTreeSet::new();
            let mut open = vec![*story];
            while let Some(next) = open.pop() {
                if group.insert(next) {
                    versions.group_of.insert(next, number);
                    open.extend(beside.get(&next).into_iter().flatten());
                }
            }
            versions.groups.push(group);
        }
        versions.links = links.into_iter().collect();
        versions
    }

    /// Returns all stories that have other versions.
    pub fn stories(&self) -> impl Iterator<Item = ArticleId> + '_ {
        self.groups.iter().flatten().copied()
    }

    /// Returns `true` if two stories are versions of one.
    #[must_use]
    pub fn are_linked(&self, one: ArticleId, other: ArticleId) -> bool {
        let group = self.group_of.get(&one);
        group.is_some() && group == self.group_of.get(&other)
    }

    /// Returns the story and all its versions.
    #[must_use]
    pub fn versions_of(&self, story: ArticleId) -> Vec<ArticleId> {
        let group = self.group_of.get(&story);
        group
            .and_then(|number| self.groups.get(*number))
            .map_or_else(|| vec![story], |group| group.iter().copied().collect())
    }

    /// Returns the versions that a list of what is kept leaves out, so that it has each story once: the one that is there, or of
    /// several the latest.
    #[must_use]
    pub fn outdated(&self, is_there: impl Fn(ArticleId) -> bool) -> HashSet<ArticleId> {
        let mut outdated = HashSet::new();
        for group in &self.groups {
            let mut candidates: BTreeSet<ArticleId> =
                group.iter().copied().filter(|id| is_there(*id)).collect();
            if candidates.is_empty() {
                candidates.clone_from(group);
            }
            let has_become = |was: ArticleId| {
                let mut others = candidates.iter().filter(|now| **now != was);
                others.any(|now| self.links.contains(&(was, *now)))
            };
            let latest = candidates.iter().find(|id| !has_become(**id));
            // Of versions in a circle any will do, if it is the same each time.
            let shown = latest.or_else(|| candidates.first()).copied();
            outdated.extend(group.iter().filter(|id| Some(**id) != shown));
        }
        outdated
    }
}

/// Reads which stories are versions of one another.
pub(in crate::library) fn read_versions(
    connection: &Connection,
) -> Result<StoryVersions, StateError> {
    let links = fact::facts_of_kind(connection, FactKind::Version)?;
    let pairs = links
        .iter()
        .filter_map(|fact| Some((fact.key.article?, fact.key.name.parse().ok()?)));
    Ok(StoryVersions::from_links(pairs.collect()))
}

/// Gives all versions of the stories that a transaction has written about the same facts.
pub(super) fn share_facts(transaction: &FactTransaction<'_>) -> Result<(), StateError> {
    let written = transaction.written_articles();
    if written.as_ref().is_some_and(BTreeSet::is_empty) {
        return Ok(());
    }
    let versions = read_versions(transaction)?;
    for group in &versions.groups {
        let is_written = written
            .as_ref()
            .is_none_or(|written| group.iter().any(|story| written.contains(story)));
        if is_written {
            let group: Vec<ArticleId> = group.iter().copied().take(MOST_VERSIONS).collect();
            share_in_group(transaction, &group)?;
        }
    }
    Ok(())
}

fn share_in_group(
    transaction: &FactTransaction<'_>,
    group: &[ArticleId],
) -> Result<(), StateError> {
    for kind in SHARED {
        let mut joined: BTreeMap<String, Fact> = BTreeMap::new();
        for story in group {
            for found in fact::versions_about(transaction, kind, *story)? {
                let name = found.key.name.clone();
                let known = joined.remove(&name);
                let key = known
                    .as_ref()
                    .map_or(&found.key, |known| &known.key)
                    .clone();
                let next = merge::join_facts(known.as_ref(), &Fact { key, ..found })?;
                joined.insert(name, next);
            }
        }
        for (name, fact) in joined {
            for story in group {
                let key = FactKey::with_name(kind, *story, name.clone());
                let shared = Fact {
                    key,
                    ..fact.clone()
                };
                if fact::read_fact(transaction, &shared.key)?.as_ref() != Some(&shared) {
                    fact::write_fact(transaction, &shared)?;
                }
            }
        }
    }
    Ok(())
}
