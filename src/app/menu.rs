//! A list of entries to read or choose from, filtered as the reader types: the body of every overlay.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::search::fuzzy::{Closeness, is_worth_showing};
use crate::text::Clean;
use crate::text::fold;
use crate::text::measure::count_columns;

use super::overlay::EntryChoice;

/// Entries, those that the filter lets through, and the selected one.
#[derive(Debug, Default)]
pub struct Menu {
    entries: Vec<MenuEntry>,
    shown: Vec<usize>,
    filter: String,
    selected: usize,
    top: usize,
    height: usize,
    /// Makes an entry out of what is typed as a filter.
    typed: Option<TypedOffer>,
    /// How many entries there are without that one.
    fixed: usize,
    widest: MenuWidths,
    /// Whether the selected entry only resembles what is typed, and nobody has moved to it.
    is_guess: bool,
}

/// The columns of the widest entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MenuWidths {
    /// What is on the left.
    pub text: usize,
    /// What is on the left, apart from headings.
    pub left: usize,
    /// What is on the right; 0 if nothing is anywhere.
    pub detail: usize,
    /// Both parts of a row together.
    pub row: usize,
}

/// The columns of the longest bar.
pub const BAR: usize = 20;

/// Columns between what is on the right and its bar.
pub const BAR_GAP: usize = 2;

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// What is on the left.
    pub text: Clean,
    /// What is on the right, or below.
    pub detail: Clean,
    /// The length in bytes of the prefix of `detail` that is dropped first if it does not fit.
    pub droppable: usize,
    /// The columns of the bar after what is on the right, at most [`BAR`]; 0 for none.
    pub bar: usize,
    /// What it is for.
    pub kind: EntryKind,
    /// What choosing it does.
    pub choice: Option<EntryChoice>,
    /// The number of the speaker whom it names, in the open article, which gives the colour.
    pub speaker: Option<usize>,
}

/// What a line of a menu is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Begins a section; it is not selected, and hidden by a filter.
    Heading,
    /// A line across, between two kinds of rows; like a heading.
    Rule,
    /// Can be read or chosen.
    Row,
    /// Can be chosen, and is on.
    On,
    /// Can be chosen, though what it is about is gone.
    Gone,
    /// Belongs to the row above it, and is selected with that.
    Below,
    /// A line of the reader's note on the row above, which is selected with that.
    Note,
}

impl MenuEntry {
    /// Makes a heading.
    #[must_use]
    pub fn heading(text: &str) -> Self {
        Self {
            kind: EntryKind::Heading,
            ..Self::row(text, "")
        }
    }

    /// Makes a line across.
    #[must_use]
    pub fn rule() -> Self {
        Self {
            kind: EntryKind::Rule,
            ..Self::row("", "")
        }
    }

    /// Makes a line that is only read.
    #[must_use]
    pub fn row(text: &str, detail: &str) -> Self {
        Self {
            text: Clean::new(text),
            detail: Clean::new(detail),
            droppable: 0,
            bar: 0,
            kind: EntryKind::Row,
            choice: None,
            speaker: None,
        }
    }

    /// Makes a line that belongs to the row above it.
    #[must_use]
    pub fn below(text: &str, detail: &str) -> Self {
        Self {
            kind: EntryKind::Below,
            ..Self::row(text, detail)
        }
    }

    /// Makes a line of the note on the row above it.
    #[must_use]
    pub fn note(text: &str) -> Self {
        Self {
            kind: EntryKind::Note,
            ..Self::row(text, "")
        }
    }

    /// Returns `true` if it can be selected itself.
    #[must_use]
    pub const fn is_row(&self) -> bool {
        matches!(self.kind, EntryKind::Row | EntryKind::On | EntryKind::Gone)
    }

    /// Returns `true` if it belongs to the row above it.
    #[must_use]
    pub const fn is_below(&self) -> bool {
        matches!(self.kind, EntryKind::Below | EntryKind::Note)
    }

    /// Shows a bar of so many columns after what is on the right.
    #[must_use]
    pub fn with_bar(self, bar: usize) -> Self {
        Self { bar, ..self }
    }

    /// Makes it do something when chosen.
    #[must_use]
    pub fn with_choice(self, choice: EntryChoice) -> Self {
        Self {
            choice: Some(choice),
            ..self
        }
    }

    /// Returns what it may be called by: what is on the left, and what is on the right up to a gap.
    fn names(&self) -> impl Iterator<Item = &str> {
        let on_the_right = self.detail.split("  ").next();
        std::iter::once(self.text.as_str()).chain(on_the_right)
    }

    /// Shows it as on.
    #[must_use]
    pub fn on_if(self, is_on: bool) -> Self {
        let kind = if is_on { EntryKind::On } else { self.kind };
        Self { kind, ..self }
    }
}

/// How what is typed becomes an entry.
#[derive(Debug, Clone, Copy)]
pub enum TypedOffer {
    /// The last one, whatever is typed.
    Last(fn(&str) -> MenuEntry),
    /// The first one, if it means something.
    First(fn(&str) -> Option<MenuEntry>),
}

impl MenuWidths {
    /// Measures entries; of very many, the first ones.
    fn of_entries(entries: &[MenuEntry]) -> Self {
        const MEASURED: usize = 1000;
        let first = entries.iter().take(MEASURED);
        first.fold(Self::default(), |widest, entry| Self {
            text: widest.text.max(count_columns(&entry.text)),
            left: if entry.kind == EntryKind::Heading {
                widest.left
            } else {
                widest.left.max(count_columns(&entry.text))
            },
            detail: widest.detail.max(detail_columns(entry)),
            row: if entry.is_row() {
                let row = count_columns(&entry.text) + detail_columns(entry);
                widest.row.max(row)
            } else {
                widest.row
            },
        })
    }
}

/// Returns `true` if what fits so closely is named by what is typed; one letter begins too many names.
fn is_named_by(closeness: Closeness, typed: &str) -> bool {
    match closeness {
        Closeness::Exact => true,
        Closeness::Prefix | Closeness::Words => typed.trim().chars().nth(1).is_some(),
        Closeness::Within | Closeness::Letters => false,
    }
}

/// Returns the columns of what is on the right of an entry; all bars have the room of the longest.
fn detail_columns(entry: &MenuEntry) -> usize {
    let bar = if entry.bar > 0 { BAR_GAP + BAR } else { 0 };
    count_columns(&entry.detail) + bar
}

impl Menu {
    /// Makes a menu of entries, the first row selected.
    #[must_use]
    pub fn new(entries: Vec<MenuEntry>) -> Self {
        let mut menu = Self {
            fixed: entries.len(),
            widest: MenuWidths::of_entries(&entries),
            entries,
            ..Self::default()
        };
        menu.set_filter("");
        menu
    }

    /// Has what is typed as a filter offered as an entry.
    pub const fn offer_typed(&mut self, offer: TypedOffer) {
        self.typed = Some(offer);
    }

    /// Shows other entries; filter and selection stay where they can.
    pub fn set_entries(&mut self, entries: Vec<MenuEntry>) {
        let (selected, top) = (self.selected, self.top);
        self.fixed = entries.len();
        self.widest = MenuWidths::of_entries(&entries);
        self.entries = entries;
        self.set_filter(&self.filter.clone());
        self.selected = selected.min(self.shown.len().saturating_sub(1));
        self.skip_heading(-1);
        self.top = top;
        self.scroll_to_selection();
    }

    /// Returns the filter.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns `true` if the selected entry was not chosen and what is typed is neither its name nor the beginning of it or
    /// of its words; also if nothing fits.
    #[must_use]
    pub const fn is_guess(&self) -> bool {
        self.is_guess
    }

    /// Shows only entries that hold the filter's words fuzzily, the best fit first; all when it is empty.
    pub fn set_filter(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
        self.entries.truncate(self.fixed);
        (self.shown, self.is_guess) = if filter.trim().is_empty() {
            ((0..self.entries.len()).collect(), false)
        } else {
            let (matching, closest) = self.matching_entries(filter);
            (matching, !closest.is_some_and(|it| is_named_by(it, filter)))
        };
        if let Some(offer) = self.typed.filter(|_| !filter.trim().is_empty()) {
            let (entry, at) = match offer {
                TypedOffer::Last(make) => (Some(make(filter.trim())), self.shown.len()),
                TypedOffer::First(make) => (make(filter.trim()), 0),
            };
            if let Some(entry) = entry {
                self.is_guess &= at > 0;
                self.shown.insert(at, self.entries.len());
                self.entries.push(entry);
            }
        }
        self.selected = 0;
        self.top = 0;
        self.skip_heading(1);
    }

    /// Sets how many lines are seen.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll_to_selection();
    }

    /// Moves the selection, over headings, within the entries.
    pub fn move_by(&mut self, by: isize) {
        self.is_guess = false;
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.skip_heading(if by < 0 { -1 } else { 1 });
        self.scroll_to_selection();
    }

    /// Selects the entry on a line of the menu.
    pub fn select_line(&mut self, line: usize) {
        self.is_guess = false;
        if self.top + line < self.shown.len() {
            self.selected = self.top + line;
            let is_below = self.selected().is_some_and(MenuEntry::is_below);
            self.skip_heading(if is_below { -1 } else { 1 });
        }
    }

    /// Returns the selected entry.
    #[must_use]
    pub fn selected(&self) -> Option<&MenuEntry> {
        self.entries.get(*self.shown.get(self.selected)?)
    }

    /// Returns the columns of the widest entries, whatever the filter.
    #[must_use]
    pub const fn widest(&self) -> MenuWidths {
        self.widest
    }

    /// Returns how many lines all entries take, whatever the filter.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.entries.len()
    }

    /// Returns how many entries can be chosen.
    #[must_use]
    pub fn len(&self) -> usize {
        let is_row = |index: &&usize| self.entries.get(**index).is_some_and(MenuEntry::is_row);
        self.shown.iter().filter(is_row).count()
    }

    /// Returns how many of the entries that are shown do something of a kind, without what was typed.
    pub(super) fn count_choices(&self, is_meant: impl Fn(&EntryChoice) -> bool) -> usize {
        let own = self.shown.iter().filter(|index| **index < self.fixed);
        let choices = own.filter_map(|index| self.entries.get(*index)?.choice.as_ref());
        choices.filter(|choice| is_meant(choice)).count()
    }

    /// Returns `true` if nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Returns the entries on the screen and whether each is the selected one.
    pub fn visible_entries(&self) -> impl Iterator<Item = (&MenuEntry, bool)> {
        let numbers = self
            .shown
            .iter()
            .enumerate()
            .skip(self.top)
            .take(self.height);
        let selected = self.selected..=self.selected + self.count_below(self.selected);
        numbers.filter_map(move |(number, index)| {
            Some((self.entries.get(*index)?, selected.contains(&number)))
        })
    }

    /// Returns how many lines that are shown belong to the one with this number.
    fn count_below(&self, number: usize) -> usize {
        let after = self.shown.iter().skip(number + 1);
        let is_below = |index: &&usize| self.entries.get(**index).is_some_and(MenuEntry::is_below);
        after.take_while(is_below).count()
    }

    /// Returns the entries that fit a filter, the best fit first, and how closely that one does.
    fn matching_entries(&self, filter: &str) -> (Vec<usize>, Option<Closeness>) {
        let pattern = Pattern::parse(filter, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let typed = fold::fold_key(filter);
        let mut fitting: Vec<((Closeness, Reverse<u32>), usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let lines = self.lines_of(index);
            let words =
                lines.map(|line| format!("{} {}", line.text.as_str(), line.detail.as_str()));
            let words = words.collect::<Vec<_>>().join(" ");
            let score = pattern.score(Utf32Str::new(&words, &mut buffer), &mut matcher);
            if let Some(score) = score.filter(|_| entry.is_row()) {
                let all = std::iter::once(words.as_str());
                let names = entry.names().chain(all).map(fold::fold_key);
                let closeness = names.map(|name| Closeness::of_name(&typed, &name)).min();
                let closeness = closeness.unwrap_or(Closeness::Letters);
                if is_worth_showing(&pattern, closeness, score) {
                    fitting.push(((closeness, Reverse(score)), index));
                }
            }
        }
        fitting.sort_unstable();
        let closest = fitting.first().map(|((closeness, _), _)| *closeness);
        let with_below = |(_, index)| (index..).take(self.lines_of(index).count());
        (fitting.into_iter().flat_map(with_below).collect(), closest)
    }

    /// Returns an entry and the lines that belong to it.
    fn lines_of(&self, index: usize) -> impl Iterator<Item = &MenuEntry> {
        let below = self.entries.iter().skip(index + 1);
        let below = below.take_while(|entry| entry.is_below());
        self.entries.get(index).into_iter().chain(below)
    }

    /// Leaves what cannot be selected in the direction of travel, else the other way.
    fn skip_heading(&mut self, direction: isize) {
        let is_heading = |menu: &Self| menu.selected().is_some_and(|entry| !entry.is_row());
        for direction in [direction, -direction] {
            while is_heading(self) {
                let next = self
                    .selected
                    .checked_add_signed(direction)
                    .filter(|next| *next < self.shown.len());
                let Some(next) = next else { break };
                self.selected = next;
            }
        }
    }

    fn scroll_to_selection(&mut self) {
        let last = self.selected + self.count_below(self.selected);
        let first = (last + 1).saturating_sub(self.height.max(1));
        let first = first.min(self.selected);
        let is_first_row = self.shown.iter().take(self.selected).all(|index| {
            self.entries
                .get(*index)
                .is_some_and(|entry| entry.kind == EntryKind::Heading)
        });
        self.top = if is_first_row {
            first
        } else {
            self.top.clamp(first, self.selected)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a menu of rows with lines below them, of so many lines on the screen.
    fn kept(height: usize) -> Menu {
        let entries = ["ferry", "tide", "lamp"].into_iter().flat_map(|name| {
            let note = MenuEntry::note(&format!("ask about the {name}"));
            [
                MenuEntry::row(name, ""),
                MenuEntry::below("story", ""),
                note,
            ]
        });
        let mut menu = Menu::new(entries.collect());
        menu.resize(height);
        menu
    }

    fn selected(menu: &Menu) -> Vec<&str> {
        let lines = menu
            .visible_entries()
            .filter(|(_, is_selected)| *is_selected);
        lines.map(|(entry, _)| entry.text.as_str()).collect()
    }

    #[test]
    fn what_is_below_a_row_is_selected_with_it() {
        let mut menu = kept(9);
        assert_eq!(selected(&menu), ["ferry", "story", "ask about the ferry"]);
        menu.move_by(1);
        assert_eq!(selected(&menu), ["tide", "story", "ask about the tide"]);
        menu.select_line(7);
        assert_eq!(selected(&menu), ["lamp", "story", "ask about the lamp"]);
        menu.move_by(1);
        menu.move_by(-1);
        assert_eq!(selected(&menu), ["tide", "story", "ask about the tide"]);
        assert_eq!(menu.len(), 3);
    }

    #[test]
    fn all_lines_of_the_selected_row_are_seen() {
        let mut menu = kept(4);
        menu.move_by(1);
        assert_eq!(selected(&menu), ["tide", "story", "ask about the tide"]);
    }

    #[test]
    fn a_filter_looks_into_what_is_below_a_row_and_keeps_it() {
        let mut menu = kept(9);
        menu.set_filter("about tide");
        let shown = menu.visible_entries().map(|(entry, _)| entry.text.as_str());
        assert_eq!(
            shown.collect::<Vec<_>>(),
            ["tide", "story", "ask about the tide"]
        );
    }
}
