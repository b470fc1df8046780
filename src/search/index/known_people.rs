//! Who is who, for those who print quotes: the name by which a speaker is known.

use std::sync::Arc;

use super::Result;
use super::columns::Columns;
use super::reader::{Index, catch_panic};

/// The people of a commit; nobody is known without one.
#[derive(Clone, Default)]
pub struct KnownPeople(Option<Arc<Columns>>);

impl Index {
    /// Returns who is who in the last commit.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn known_people(&self) -> Result<KnownPeople> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(KnownPeople::default());
            };
            columns.people(&searcher)?;
            Ok(KnownPeople(Some(columns)))
        })
    }
}

impl KnownPeople {
    /// Returns the name by which those are known whom an article names so: "Oda Lund", "Oda Lund and Finn Berg".
    ///
    /// `None` for a description, and if one of several is not known.
    #[must_use]
    pub fn name_of(&self, written: &str) -> Option<String> {
        let people = self.0.as_ref()?.known_people()?;
        if let Some(name) = people.name_of(written) {
            return Some(name.to_owned());
        }
        let (first, last) = written.rsplit_once(" and ")?;
        let names = first.split(", ").chain([last]);
        let names: Option<Vec<&str>> = names.map(|name| people.name_of(name)).collect();
        let names = names?;
        let (last, first) = names.split_last()?;
        Some(format!("{} and {last}", first.join(", ")))
    }
}

impl std::fmt::Debug for KnownPeople {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KnownPeople")
            .finish_non_exhaustive()
    }
}
