//! Who is who, for those who print quotes: the name by which a speaker is known.

use std::sync::Arc;

use crate::people::Person;

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

    /// Returns everybody who is quoted with all of their names, the most quoted first.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn list_people(&self) -> Result<Vec<Person>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            columns.list_people(&searcher)
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
        join_known(written, &|name| people.name_of(name).map(str::to_owned))
    }
}

/// Returns the name by which those are known who are written so, of `name_of` one of them; `None` if one of several is not known.
pub(crate) fn join_known(
    written: &str,
    name_of: &impl Fn(&str) -> Option<String>,
) -> Option<String> {
    if let Some(name) = name_of(written) {
        return Some(name);
    }
    let names = split_known(written, name_of)?;
    let (last, first) = names.split_last()?;
    Some(format!("{} and {last}", first.join(", ")))
}

/// Returns by which names those are known who are written as one: "Oda Lund, Berg and Sons and Finn Berg".
///
/// `None` if the text has no " and " between names that are all known.
fn split_known(written: &str, name_of: &impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    // A name may have an "and" or a comma of its own, so each place is tried, from the end.
    written.rmatch_indices(" and ").find_map(|(at, and)| {
        let last = name_of(written.get(at + and.len()..)?)?;
        let mut names = split_at_commas(written.get(..at)?, name_of)?;
        names.push(last);
        Some(names)
    })
}

fn split_at_commas(
    written: &str,
    name_of: &impl Fn(&str) -> Option<String>,
) -> Option<Vec<String>> {
    if let Some(name) = name_of(written) {
        return Some(vec![name]);
    }
    written.match_indices(", ").find_map(|(at, comma)| {
        let first = name_of(written.get(..at)?)?;
        let mut names = split_at_commas(written.get(at + comma.len()..)?, name_of)?;
        names.insert(0, first);
        Some(names)
    })
}

impl std::fmt::Debug for KnownPeople {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KnownPeople")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::two("Oda Lund and Berg", Some("Oda Lund|Finn Berg"))]
    #[case::three("Oda Lund, Berg and Ida Holm", Some("Oda Lund|Finn Berg|Ida Holm"))]
    #[case::an_and_in_the_last("Oda Lund and Berg and Sons", Some("Oda Lund|Berg and Sons"))]
    #[case::an_and_in_the_first("Berg and Sons and Oda Lund", Some("Berg and Sons|Oda Lund"))]
    #[case::a_comma_in_one(
        "Ida Holm, Inc., Berg and Oda Lund",
        Some("Ida Holm, Inc.|Finn Berg|Oda Lund")
    )]
    #[case::somebody_unknown("Oda Lund and a pilot", None)]
    fn those_who_are_written_as_one_are_told_apart(
        #[case] written: &str,
        #[case] names: Option<&str>,
    ) {
        let name_of = |name: &str| match name {
            "Berg" => Some("Finn Berg".to_owned()),
            "Oda Lund" | "Ida Holm" | "Berg and Sons" | "Ida Holm, Inc." => Some(name.to_owned()),
            _ => None,
        };
        let found = split_known(written, &name_of).map(|names| names.join("|"));
        assert_eq!(found.as_deref(), names);
    }
}
