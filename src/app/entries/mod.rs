//! The entries of the overlays: what can be read or chosen in each.
//!
//! - `bookmarks`, `filter`: of the bookmarks, and of the filter of the list
//! - `counts`: how many hits of a search there are of each speaker, source or time
//! - `help`: what the keys do
//! - `shares`: who gets to speak
//! - `quotes`: who could have said a quote

pub(super) mod bookmarks;
pub(super) mod counts;
pub(super) mod filter;
pub(super) mod help;
pub(super) mod people;
pub(super) mod quotes;
pub(super) mod shares;

use jiff::civil::Date;

use crate::cite::CitationFormat;
use crate::config::ThemeChoice;
use crate::input::{Action, Context, Keymap};
use crate::library::export::ExportFormat;
use crate::library::listing::SortKey;
use crate::loader::Problem;
use crate::text::number::format_count;

use super::effect::Exported;
use super::list::{ListPane, RowGroup};
use super::menu::MenuEntry;
use super::overlay::EntryChoice;
use super::panes::{Focus, Panes};
use super::search::SearchScreen;

/// Returns every action with its name and keys, then the themes.
pub(super) fn palette_entries(keymap: &Keymap) -> Vec<MenuEntry> {
    let entry = |action: &Action| {
        let keys = describe_keys(*action, keymap);
        MenuEntry::row(action.help(), &format!("{}  {keys}", action.name()))
            .with_choice(EntryChoice::Run(*action))
    };
    let theme = |choice: &ThemeChoice| {
        let name = format!("theme {}", choice.name());
        MenuEntry::row(choice.help(), &name).with_choice(EntryChoice::Theme(*choice))
    };
    let actions = Action::ALL.iter().map(entry);
    actions.chain(ThemeChoice::ALL.iter().map(theme)).collect()
}

/// What ends the program when typed in the palette.
const QUITTING: [&str; 9] = ["q", "q!", "qa", "qa!", "wq", "wq!", "wqa", "x", "xa"];

/// What saves a file in vim.
const SAVING: [&str; 5] = ["w", "w!", "wa", "up", "update"];

/// Returns the entry of the palette for what is typed as in vim: a way to quit or to save, the number of a row or line, or a
/// percentage of all.
pub(super) fn typed_command(typed: &str) -> Option<MenuEntry> {
    let typed = typed.trim();
    if QUITTING.contains(&typed) {
        return Some(MenuEntry::row("Quit", typed).with_choice(EntryChoice::Quit));
    }
    if SAVING.contains(&typed) {
        let entry = MenuEntry::row("Everything is saved as you go", typed);
        return Some(entry.with_choice(EntryChoice::Saved));
    }
    if let Some(percent) = typed.strip_suffix('%') {
        let percent: u8 = percent.parse().ok().filter(|percent| *percent <= 100)?;
        let entry = MenuEntry::row(&format!("Go to {percent}%"), typed);
        return Some(entry.with_choice(EntryChoice::Percent(percent)));
    }
    let number: usize = typed.parse().ok().filter(|number| *number > 0)?;
    let entry = MenuEntry::row(&format!("Go to row {number}"), typed);
    Some(entry.with_choice(EntryChoice::Row(number)))
}

/// Returns the keys of an action, in whatever context it has some.
pub(super) fn describe_keys(action: Action, keymap: &Keymap) -> String {
    let mut seen = Vec::new();
    for context in Context::ALL
        .iter()
        .filter(|context| **context != Context::Prompt)
    {
        let keys = keymap
            .keys_of(*context, action)
            .into_iter()
            .map(|keys| keys.to_string());
        for keys in keys {
            if !seen.contains(&keys) {
                seen.push(keys);
            }
        }
    }
    seen.join(", ")
}

/// Returns the load problems.
pub(super) fn problem_entries(problems: &[Problem]) -> Vec<MenuEntry> {
    let entry = |problem: &Problem| MenuEntry::row(&problem.to_string(), "");
    problems.iter().map(entry).collect()
}

/// Returns the keys to sort by and the groups, with what is on.
pub(super) fn sort_entries(list: &ListPane) -> Vec<MenuEntry> {
    let sort = list.listing().sort;
    let mut entries = vec![MenuEntry::heading(
        "Sort by; choose it again to reverse the order",
    )];
    entries.extend(SortKey::ALL.into_iter().map(|key| {
        let order = match (sort.key == key, sort.is_descending) {
            (false, _) => "",
            (true, true) => "descending",
            (true, false) => "ascending",
        };
        MenuEntry::row(key.name(), order)
            .with_choice(EntryChoice::Sort(key))
            .on_if(sort.key == key)
    }));
    entries.push(MenuEntry::heading("Group by"));
    for (group, name) in [(RowGroup::Source, "source"), (RowGroup::Day, "day")] {
        let is_on = list.group() == Some(group);
        entries.push(
            MenuEntry::row(name, "")
                .with_choice(EntryChoice::Group(group))
                .on_if(is_on),
        );
    }
    entries
}

/// Returns the forms in which the quote, or else the story, can be copied.
pub(super) fn copy_entries(has_quote: bool) -> Vec<MenuEntry> {
    let entry = |form: CitationFormat| {
        MenuEntry::row(form.name(), form.help()).with_choice(EntryChoice::Copy(form))
    };
    let heading = MenuEntry::heading(if has_quote { "The quote" } else { "The story" });
    let entries = CitationFormat::ALL.into_iter().map(entry);
    std::iter::once(heading).chain(entries).collect()
}

/// Returns what can be exported.
pub(super) fn export_entries(
    panes: &Panes,
    search: Option<&SearchScreen>,
    subject: Focus,
    today: Date,
) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    let mut offer = |text: &str, detail: &str, what: Exported| {
        entries.push(MenuEntry::row(text, detail).with_choice(EntryChoice::Export(what)));
    };
    if let Some(search) = search {
        let chosen = search.results.chosen_hits();
        if !chosen.is_empty() {
            let detail = format_count(chosen.len(), "quote");
            let hits = chosen
                .into_iter()
                .map(|(article, quote)| (article, Some(quote)));
            offer("the selected rows", &detail, Exported::Hits(hits.collect()));
        }
        if let Some((found, total)) = search.all_found(today) {
            let detail = search.scope().count_found(total);
            offer("what was found", &detail, Exported::Found(Box::new(found)));
        }
    }
    let chosen = panes.list.chosen_rows();
    if !chosen.is_empty() {
        let rows = chosen.iter().map(|row| (row.id, row.location.clone()));
        let what = Exported::Articles(rows.collect());
        offer(
            "the selected rows",
            &format_count(chosen.len(), "story"),
            what,
        );
    }
    if let Some(row) = panes.subject_row(subject) {
        let what = Exported::Articles(vec![(row.id, row.location.clone())]);
        offer("this story", &row.title, what);
    }
    let shown = Exported::Shown(panes.list.listing().without_folds());
    offer(
        "the list as shown",
        &format_count(panes.list.articles(), "story"),
        shown,
    );
    offer(
        "the bookmarks",
        "stories, quotes and notes",
        Exported::Bookmarks,
    );
    entries
}

/// Returns the formats in which something can be exported.
pub(super) fn format_entries(what: &Exported) -> Vec<MenuEntry> {
    let entry = |format: ExportFormat| {
        MenuEntry::row(format.name(), format.help())
            .with_choice(EntryChoice::ExportAs(what.clone(), format))
    };
    ExportFormat::ALL.into_iter().map(entry).collect()
}
