//! Entries of the counts of a search's hits: a row a group, with a bar.

use std::cmp::Reverse;

use crate::app::menu::{BAR, MenuEntry};
use crate::app::overlay::EntryChoice;
use crate::app::search::narrowing::group_clause;
use crate::search::counts::{CountKey, GroupCount, GroupValue};
use crate::search::hits::SearchScope;
use crate::text::Clean;
use crate::text::number::{format_count, format_number};

/// The most groups that have a row.
const MOST: usize = 2000;

/// Returns a row for each group: by time in its order, else the largest first.
pub(in crate::app) fn count_entries(
    key: CountKey,
    counts: &[GroupCount],
    scope: SearchScope,
) -> Vec<MenuEntry> {
    let mut counts: Vec<&GroupCount> = counts.iter().collect();
    match key {
        CountKey::Speaker | CountKey::Source => counts.sort_by_key(|count| Reverse(count.quotes)),
        CountKey::Day | CountKey::Month | CountKey::Year => {}
    }
    let most = counts.iter().map(|count| count.quotes).max().unwrap_or(0);
    let width = format_number(most).len();
    let rest = counts.split_off(counts.len().min(MOST));
    let mut entries: Vec<MenuEntry> = counts
        .into_iter()
        .map(|count| count_entry(key, count, (most, width), scope))
        .collect();
    if !rest.is_empty() {
        let text = format!("{} more", format_number(rest.len()));
        entries.push(MenuEntry::row(&text, ""));
    }
    entries
}

fn count_entry(
    key: CountKey,
    count: &GroupCount,
    (most, width): (usize, usize),
    scope: SearchScope,
) -> MenuEntry {
    let unknown = GroupValue::Unknown;
    let value = count.values.first().unwrap_or(&unknown);
    let name = value.as_text().unwrap_or(match key {
        CountKey::Speaker => "unknown speaker",
        CountKey::Source => "unknown source",
        CountKey::Day | CountKey::Month | CountKey::Year => "no date",
    });
    let hits = format!("{:>width$}", format_number(count.quotes));
    let detail = match scope {
        // The stories of quotes are other numbers; those of stories are the same.
        SearchScope::Quotes => {
            let stories = format_count(count.articles, "story");
            format!("{hits} in {stories}")
        }
        SearchScope::Stories => hits,
    };
    let entry = MenuEntry::row(name, &detail)
        .with_bar((count.quotes * BAR).div_ceil(most.max(1)).clamp(1, BAR));
    match group_clause(key, value) {
        Some(clause) => entry.with_choice(EntryChoice::Narrow(Clean::new(&clause))),
        None => entry,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn group(value: GroupValue, quotes: usize) -> GroupCount {
        GroupCount {
            values: vec![value],
            quotes,
            articles: 1,
        }
    }

    fn month(text: &str, quotes: usize) -> GroupCount {
        group(GroupValue::Period(text.to_owned()), quotes)
    }

    fn name(text: &str, quotes: usize) -> GroupCount {
        group(GroupValue::Name(Clean::new(text)), quotes)
    }

    #[rstest]
    #[case::by_speaker(CountKey::Speaker, &[name("Oda Lund", 2), name("Finn Berg", 1200), group(GroupValue::Unknown, 3)],
        &[("Finn Berg", "1,200 in 1 story", BAR), ("unknown speaker", "    3 in 1 story", 1), ("Oda Lund", "    2 in 1 story", 1)])]
    #[case::by_month(CountKey::Month, &[month("2026-01", 2), month("2026-02", 4)],
        &[("2026-01", "2 in 1 story", BAR / 2), ("2026-02", "4 in 1 story", BAR)])]
    fn each_group_has_a_row(
        #[case] key: CountKey,
        #[case] counts: &[GroupCount],
        #[case] expected: &[(&str, &str, usize)],
    ) {
        let entries = count_entries(key, counts, SearchScope::Quotes);
        let rows: Vec<_> = entries
            .iter()
            .map(|entry| (entry.text.as_str(), entry.detail.as_str(), entry.bar))
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_no_query_asks_for_cannot_be_chosen() {
        let counts = [group(GroupValue::Unknown, 3)];
        let choice = |key| {
            count_entries(key, &counts, SearchScope::Quotes)[0]
                .choice
                .clone()
        };
        let unknown = EntryChoice::Narrow(Clean::new("is:unknown"));
        assert_eq!(choice(CountKey::Speaker), Some(unknown));
        assert_eq!(choice(CountKey::Source), None);
    }
}
