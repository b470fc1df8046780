//! Which load problems were announced to the user, so that each is announced once and not at every start.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use crate::files::{private, regular};
use crate::loader::Problem;

/// The most problems that are remembered.
const MOST: usize = 20_000;

/// The problems that were announced in earlier runs, by a hash of file and message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnnouncedProblems(BTreeSet<u64>);

impl AnnouncedProblems {
    /// Reads what was remembered; nothing if there is nothing that can be read.
    #[must_use]
    pub fn load(data: &Path) -> Self {
        let read = regular::read(&problems_path(data)).ok();
        let hashes = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self(hashes.unwrap_or_default())
    }

    /// Remembers these problems, and no others; writes nothing if they are remembered already.
    ///
    /// # Errors
    /// Fails if they cannot be written; what was written before stays.
    pub fn save(data: &Path, problems: &[Problem]) -> io::Result<()> {
        let announced = Self(problems.iter().take(MOST).map(problem_hash).collect());
        if Self::load(data) == announced {
            return Ok(());
        }
        private::replace_file(&problems_path(data), &serde_json::to_vec(&announced.0)?)
    }

    /// Returns how many of these problems were announced.
    #[must_use]
    pub fn count_known(&self, problems: &[Problem]) -> usize {
        let is_known = |problem: &&Problem| self.0.contains(&problem_hash(problem));
        problems.iter().filter(is_known).count()
    }
}

fn problem_hash(problem: &Problem) -> u64 {
    xxh3_64(problem.to_string().as_bytes())
}

fn problems_path(data: &Path) -> PathBuf {
    data.join("problems.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_known_until_it_says_something_else() {
        let data = tempfile::tempdir().unwrap();
        let problem = |message: &str| Problem::new(Path::new("news/feed.xml"), message);
        let first = [problem("1 of 2 entries is cut")];
        assert_eq!(AnnouncedProblems::load(data.path()).count_known(&first), 0);
        AnnouncedProblems::save(data.path(), &first).unwrap();
        let announced = AnnouncedProblems::load(data.path());
        assert_eq!(announced.count_known(&first), 1);
        assert_eq!(
            announced.count_known(&[problem("2 of 2 entries are cut")]),
            0
        );
    }
}
