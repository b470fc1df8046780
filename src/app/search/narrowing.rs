//! Narrows a query to one of the groups of its hits, and widens it again.

use super::{Part, SearchScreen};
use crate::search::counts::{CountKey, GroupValue};
use crate::search::query::without_double_marks;

/// A query before and after it was narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Narrowing {
    before: String,
    after: String,
}

impl SearchScreen {
    /// Returns the query narrowed by a clause and remembers the one before; a query that begins with the clause loses it.
    pub fn narrow(&mut self, clause: &str) -> String {
        let rest = self.text.strip_prefix(clause);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            return rest.trim_start().to_owned();
        }
        // At the end it would complete a word or phrase that is still typed.
        let after = format!("{clause} {}", self.text.trim_start());
        self.narrowings.push(Narrowing {
            before: self.text.clone(),
            after: after.clone(),
        });
        after
    }

    /// Returns the clause of the selected speaker or source; `None` among the hits.
    pub(in crate::app) fn selected_clause(&self) -> Option<String> {
        let (names, key) = match self.part {
            Part::Results => return None,
            Part::Speakers => (&self.speakers, CountKey::Speaker),
            Part::Sources => (&self.sources, CountKey::Source),
        };
        let (name, _) = names.selected()?;
        group_clause(key, &GroupValue::Name(name.clone()))
    }

    /// Returns the query before it was narrowed; `None` if it was not, or was edited since.
    pub fn widen(&mut self) -> Option<String> {
        let last = self.narrowings.pop();
        let last = last.filter(|last| last.after == self.text);
        if last.is_none() {
            self.narrowings.clear();
        }
        last.map(|last| last.before)
    }

    /// Returns `true` if the query is one that was narrowed.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let last = self.narrowings.last();
        last.is_some_and(|last| last.after == self.text)
    }
}

/// Returns the clause of a query that asks for just this speaker.
#[must_use]
pub fn said_clause(speaker: &str) -> String {
    format!("said:=\"{}\"", without_double_marks(speaker).trim())
}

/// Returns the clause of a query that asks for one group of its hits; `None` if no clause does.
#[must_use]
pub fn group_clause(key: CountKey, value: &GroupValue) -> Option<String> {
    match (key, value) {
        (CountKey::Speaker, GroupValue::Name(name)) => Some(said_clause(name)),
        (CountKey::Speaker, GroupValue::Unknown) => Some("is:unknown".to_owned()),
        (CountKey::Source, GroupValue::Name(name)) => {
            Some(format!("in:=\"{}\"", without_double_marks(name).trim()))
        }
        (CountKey::Day | CountKey::Month | CountKey::Year, GroupValue::Period(period)) => {
            Some(format!("on:{period}"))
        }
        (
            CountKey::Speaker | CountKey::Source | CountKey::Day | CountKey::Month | CountKey::Year,
            GroupValue::Name(_) | GroupValue::Period(_) | GroupValue::Unknown,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use rstest::rstest;

    use super::*;
    use crate::search::hits::SearchScope;
    use crate::search::query::Query;
    use crate::text::Clean;

    const TODAY: Date = date(2026, 5, 6);

    fn searched(text: &str) -> SearchScreen {
        let mut search = SearchScreen::new(SearchScope::Quotes);
        search.set_text(text, TODAY);
        search
    }

    #[rstest]
    #[case::nothing_typed("", "said:=\"Oda Lund\" ")]
    #[case::words("tide ", "said:=\"Oda Lund\" tide ")]
    #[case::a_begun_word("tid", "said:=\"Oda Lund\" tid")]
    #[case::a_begun_phrase("\"high wa", "said:=\"Oda Lund\" \"high wa")]
    #[case::the_same_again("said:=\"Oda Lund\" tide", "tide")]
    #[case::only_that("said:=\"Oda Lund\"", "")]
    #[case::another(
        "said:=\"Oda Lund-Berg\" tide",
        "said:=\"Oda Lund\" said:=\"Oda Lund-Berg\" tide"
    )]
    fn narrows_to_a_speaker(#[case] text: &str, #[case] narrowed: &str) {
        let clause = said_clause("Oda Lund");
        assert_eq!(searched(text).narrow(&clause), narrowed);
    }

    #[test]
    fn a_name_with_marks_is_still_one_clause() {
        assert_eq!(said_clause("Oda “Tide” Lund"), "said:=\"Oda Tide Lund\"");
    }

    #[test]
    fn a_narrowed_query_is_widened_step_by_step_unless_it_was_edited() {
        let mut search = searched("tid");
        for clause in ["in:=\"Herald\"", "on:2026-05"] {
            let narrowed = search.narrow(clause);
            search.set_text(&narrowed, TODAY);
        }
        assert_eq!(search.text(), "on:2026-05 in:=\"Herald\" tid");
        let widened = search.widen().unwrap();
        search.set_text(&widened, TODAY);
        assert_eq!(search.text(), "in:=\"Herald\" tid");
        search.set_text("in:=\"Herald\" tide", TODAY);
        assert_eq!((search.is_narrowed(), search.widen()), (false, None));
    }

    #[rstest]
    #[case::a_speaker(
        CountKey::Speaker,
        GroupValue::Name(Clean::new("Oda Lund")),
        Some("said:=\"Oda Lund\"")
    )]
    #[case::nobody(CountKey::Speaker, GroupValue::Unknown, Some("is:unknown"))]
    #[case::a_source(
        CountKey::Source,
        GroupValue::Name(Clean::new("The Herald")),
        Some("in:=\"The Herald\"")
    )]
    #[case::no_source(CountKey::Source, GroupValue::Unknown, None)]
    #[case::a_month(CountKey::Month, GroupValue::Period("2026-05".to_owned()), Some("on:2026-05"))]
    #[case::no_day(CountKey::Month, GroupValue::Unknown, None)]
    fn each_group_has_a_clause_that_can_be_read(
        #[case] key: CountKey,
        #[case] value: GroupValue,
        #[case] expected: Option<&str>,
    ) {
        let clause = group_clause(key, &value);
        assert_eq!(clause.as_deref(), expected);
        if let Some(clause) = clause {
            assert!(Query::parse_text(&clause, TODAY).faults.is_empty());
        }
    }
}
