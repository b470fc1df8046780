//! The filter of the list: what can be chosen, and what choosing does; the saved searches stand there as well.

use jiff::civil::Date;
use jiff::{ToSpan, civil};

use crate::library::listing::{Filter, SourceCount};
use crate::library::state::SavedSearch;
use crate::search::hits::Scope;

use super::App;
use super::effect::{CatalogueRequest, Effect};
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, FilterChoice, OverlayKind};
use super::prompt::{Prompt, Purpose};

impl App {
    pub(super) fn show_filter(&mut self, sources: &[SourceCount]) {
        let filter = &self.list.listing().filter;
        let mut entries = filter_entries(filter, self.settings.today);
        entries.extend(search_entries(&self.saved_searches));
        entries.extend(source_entries(filter, sources));
        self.show_answer(OverlayKind::Filter, entries);
    }

    /// Shows the articles between the typed days.
    pub(super) fn set_days(&mut self, typed: &str) {
        let mut days = typed.split_whitespace().map(str::parse::<Date>);
        let (after, before) = (days.next(), days.next());
        let (Ok(after), Ok(before)) = (after.transpose(), before.transpose()) else {
            let text = format!("'{typed}' is no day: write one or two, as 2026-01-31 2026-02-28");
            self.notice = Some(Notice::error(&text));
            return;
        };
        self.set_filter(Filter {
            after,
            before,
            ..self.list.listing().filter.clone()
        });
    }

    fn set_filter(&mut self, filter: Filter) {
        let effect = self.list.set_filter(filter);
        self.send_all(effect);
    }

    pub(super) fn change_filter(&mut self, choice: FilterChoice) {
        let mut filter = self.list.listing().filter.clone();
        match choice {
            FilterChoice::All => filter = Filter::default(),
            FilterChoice::Unread => filter.is_unread = !filter.is_unread,
            FilterChoice::Bookmarked => filter.is_bookmarked = !filter.is_bookmarked,
            FilterChoice::Since(day) => {
                filter.after = if filter.after == Some(day) {
                    None
                } else {
                    Some(day)
                }
            }
            FilterChoice::Days => {
                self.overlay = None;
                self.prompt = Some(Prompt::new(Purpose::Days, ""));
                return;
            }
            FilterChoice::Source(name) => {
                match filter.sources.iter().position(|source| *source == name) {
                    Some(index) => drop(filter.sources.remove(index)),
                    None => filter.sources.push(name),
                }
            }
        }
        self.set_filter(filter);
        self.send(Effect::Catalogue(CatalogueRequest::Sources));
    }
}

fn filter_entries(filter: &Filter, today: Date) -> Vec<Entry> {
    let choosing = |text: &str, choice: FilterChoice, is_on: bool| {
        Entry::row(text, "")
            .choosing(Choice::Filter(choice))
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
        Entry::heading("Published"),
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
fn search_entries(searches: &[SavedSearch]) -> Vec<Entry> {
    let heading = (!searches.is_empty()).then(|| Entry::heading("Saved searches"));
    let lines = searches.iter().map(|search| {
        let what = match search.query.scope {
            Scope::Quotes => "quotes",
            Scope::Stories => "stories",
        };
        let query = format!("{what}: {}", search.query.text.as_str());
        Entry::row(&search.name, &query).choosing(Choice::Search(search.query.clone()))
    });
    heading.into_iter().chain(lines).collect()
}

/// Returns a line for each source.
fn source_entries(filter: &Filter, sources: &[SourceCount]) -> Vec<Entry> {
    let mut entries = vec![Entry::heading("From")];
    entries.extend(sources.iter().map(|source| {
        let is_on = filter.sources.contains(&source.name);
        Entry::row(&source.name, &source.articles.to_string())
            .choosing(Choice::Filter(FilterChoice::Source(source.name.clone())))
            .on_if(is_on)
    }));
    entries
}

fn days_before(today: civil::Date, days: i64) -> Option<civil::Date> {
    today.checked_sub(days.days()).ok()
}
