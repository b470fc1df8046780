//! Entries about who is the same person.

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::library::state::PersonDecision;
use crate::people::Suggestion;
use crate::text::Clean;
use crate::text::number::format_count;

/// Returns who may be the same as the person with these names, and which of the names may be somebody else's.
pub(in crate::app) fn same_person_entries(
    names: &[Clean],
    suggestions: &[Suggestion],
) -> Vec<MenuEntry> {
    let Some((name, others)) = names.split_first() else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    if !suggestions.is_empty() {
        entries.push(MenuEntry::heading(&format!(
            "{} is the same person as",
            name.as_str()
        )));
    }
    entries.extend(suggestions.iter().map(|suggestion| {
        let count = format_count(usize::try_from(suggestion.quotes).unwrap_or(0), "quote");
        let facts = std::iter::once(count).chain(suggestion.evidence.iter().cloned());
        let detail = facts.collect::<Vec<_>>().join(", ");
        let decision = PersonDecision::new(name, &suggestion.name, true);
        MenuEntry::row(&suggestion.name, &detail).with_choice(EntryChoice::Decide(decision))
    }));
    if !others.is_empty() {
        entries.push(MenuEntry::heading(&format!(
            "{} is not the same person as",
            name.as_str()
        )));
    }
    entries.extend(others.iter().map(|other| {
        let decision = PersonDecision::new(name, other, false);
        MenuEntry::row(other, "separate").with_choice(EntryChoice::Decide(decision))
    }));
    entries
}
