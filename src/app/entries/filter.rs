//! The filter of the list: what can be chosen, what choosing does; the saved searches are offered there as well.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::menu::MenuEntry;
use crate::app::overlay::{EntryChoice, FilterChoice};
use crate::app::saved::SavedSearches;
use crate::library::listing::{Filter, SourceCount, TagCount};

/// Returns the conditions, the saved searches, the tags and the sources.
pub(in crate::app) fn filter_entries(
    filter: &Filter,
    today: Date,
    searches: &SavedSearches,
    sources: &[SourceCount],
    tags: &[TagCount],
) -> Vec<MenuEntry> {
    let mut entries = condition_entries(filter, today);
    entries.extend(search_entries(searches));
    entries.extend(tag_entries(filter, tags));
    entries.extend(source_entries(filter, sources));
    entries
}

/// Returns the filter after a choice; `None` if the reader is to type days for it.
pub(in crate::app) fn change_filter(mut filter: Filter, choice: FilterChoice) -> Option<Filter> {
    match choice {
        FilterChoice::All => filter = Filter::default(),
        FilterChoice::Unread => filter.is_unread = !filter.is_unread,
        FilterChoice::Bookmarked => filter.is_bookmarked = !filter.is_bookmarked,
        FilterChoice::Begun => filter.is_begun = !filter.is_begun,
        FilterChoice::Since(day) => {
            filter.after = if filter.after == Some(day) {
                None
            } else {
                Some(day)
            }
        }
        FilterChoice::Days => return None,
        FilterChoice::Tag(name) => {
            filter.tag = if filter.tag.as_ref() == Some(&name) {
                None
            } else {
                Some(name)
            }
        }
        FilterChoice::Source(name) => {
            match filter.sources.iter().position(|source| *source == name) {
                Some(index) => drop(filter.sources.remove(index)),
                None => filter.sources.push(name),
            }
        }
    }
    Some(filter)
}

/// Returns the filter for the days that were typed; `None` if they are not one or two days.
pub(in crate::app) fn filter_days(filter: &Filter, typed: &str) -> Option<Filter> {
    let mut days = typed.split_whitespace().map(str::parse::<Date>);
    let (after, before) = (days.next(), days.next());
    Some(Filter {
        after: after.transpose().ok()?,
        before: before.transpose().ok()?,
        ..filter.clone()
    })
}

fn condition_entries(filter: &Filter, today: Date) -> Vec<MenuEntry> {
    let choosing = |text: &str, choice: FilterChoice, is_on: bool| {
        MenuEntry::row(text, "")
            .with_choice(EntryChoice::Filter(choice))
            .on_if(is_on)
    };
    let mut entries = vec![
        choosing(
            "everything",
            FilterChoice::All,
            *filter == Filter::default(),
        ),
        choosing("unread only", FilterChoice::Unread, filter.is_unread),
        choosing(
            "bookmarked only",
            FilterChoice::Bookmarked,
            filter.is_bookmarked,
        ),
        choosing("begun only", FilterChoice::Begun, filter.is_begun),
        MenuEntry::heading("Published"),
    ];
    for (text, days) in [
        ("in the last seven days", 7),
        ("in the last thirty days", 30),
        ("in the last year", 365),
    ] {
        if let Some(day) = days_before(today, days) {
            entries.push(choosing(
                text,
                FilterChoice::Since(day),
                filter.after == Some(day),
            ));
        }
    }
    let is_typed = filter.before.is_some();
    entries.push(choosing("between days …", FilterChoice::Days, is_typed));
    entries
}

/// Returns a line for each saved search.
fn search_entries(searches: &SavedSearches) -> Vec<MenuEntry> {
    let list = searches.list();
    let heading = (!list.is_empty()).then(|| MenuEntry::heading("Saved searches"));
    let lines = list.iter().map(|search| {
        let query = searches.describe(search);
        MenuEntry::row(&search.name, &query).with_choice(EntryChoice::Search(search.query.clone()))
    });
    heading.into_iter().chain(lines).collect()
}

/// Returns a line for each tag.
fn tag_entries(filter: &Filter, tags: &[TagCount]) -> Vec<MenuEntry> {
    let heading = (!tags.is_empty()).then(|| MenuEntry::heading("Tagged"));
    let lines = tags.iter().map(|tag| {
        let choice = FilterChoice::Tag(tag.name.clone());
        MenuEntry::row(
            &format!("#{}", tag.name.as_str()),
            &tag.articles.to_string(),
        )
        .with_choice(EntryChoice::Filter(choice))
        .on_if(filter.tag.as_ref() == Some(&tag.name))
    });
    heading.into_iter().chain(lines).collect()
}

/// Returns a line for each source.
fn source_entries(filter: &Filter, sources: &[SourceCount]) -> Vec<MenuEntry> {
    let mut entries = vec![MenuEntry::heading("From")];
    entries.extend(sources.iter().map(|source| {
        let is_on = filter.sources.contains(&source.name);
        MenuEntry::row(&source.name, &source.articles.to_string())
            .with_choice(EntryChoice::Filter(FilterChoice::Source(
                source.name.clone(),
            )))
            .on_if(is_on)
    }));
    entries
}

fn days_before(today: Date, days: i64) -> Option<Date> {
    today.checked_sub(days.days()).ok()
}
