//! The speakers or sources of the hits, the one with most hits first.

use crate::text::Clean;

/// The names, and the selected one.
#[derive(Debug, Default)]
pub struct HitNames {
    names: Vec<(Clean, usize)>,
    selected: usize,
    top: usize,
    height: usize,
}

impl HitNames {
    /// Shows other names; the selection stays with its name.
    pub fn set_names(&mut self, names: Vec<(Clean, usize)>) {
        let name = self.selected().map(|(name, _)| name.clone());
        self.names = names;
        let same = name.and_then(|name| self.names.iter().position(|(other, _)| *other == name));
        self.select(same.unwrap_or(0));
    }

    /// Returns all of them, each with the number of hits.
    #[must_use]
    pub fn all_names(&self) -> &[(Clean, usize)] {
        &self.names
    }

    /// Returns `true` if there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns the selected name.
    #[must_use]
    pub fn selected(&self) -> Option<&(Clean, usize)> {
        self.names.get(self.selected)
    }

    /// Returns the names on the screen, and whether each is the selected one.
    pub fn visible_names(&self) -> impl Iterator<Item = (&(Clean, usize), bool)> {
        let seen = self.names.iter().enumerate();
        let seen = seen.skip(self.top).take(self.height);
        seen.map(|(number, name)| (name, number == self.selected))
    }

    /// Returns how many names a page holds.
    #[must_use]
    pub const fn page_size(&self) -> usize {
        self.height
    }

    /// Returns `true` if there is no name above the selected one.
    #[must_use]
    pub const fn is_at_first(&self) -> bool {
        self.selected == 0
    }

    /// Returns `true` if there is no name below the selected one.
    #[must_use]
    pub const fn is_at_last(&self) -> bool {
        self.selected + 1 >= self.names.len()
    }

    /// Moves the selection, within the names.
    pub fn move_by(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects the name on a line of the screen, if one is there.
    pub fn select_line(&mut self, line: usize) {
        if self.top + line < self.names.len() {
            self.select(self.top + line);
        }
    }

    /// Sets how many lines are seen.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll_to_selection();
    }

    fn select(&mut self, number: usize) {
        self.selected = number.min(self.names.len().saturating_sub(1));
        self.scroll_to_selection();
    }

    fn scroll_to_selection(&mut self) {
        let first = (self.selected + 1).saturating_sub(self.height.max(1));
        self.top = self.top.clamp(first, self.selected.max(first));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<(Clean, usize)> {
        names.iter().map(|name| (Clean::new(name), 1)).collect()
    }

    #[test]
    fn the_selection_stays_with_its_name() {
        let mut shown = HitNames::default();
        shown.set_names(names(&["Lund", "Berg"]));
        shown.move_by(1);
        shown.set_names(names(&["Holm", "Lund", "Berg"]));
        assert_eq!(
            shown.selected().map(|(name, _)| name.as_str()),
            Some("Berg")
        );
        shown.set_names(names(&["Holm"]));
        assert_eq!(
            shown.selected().map(|(name, _)| name.as_str()),
            Some("Holm")
        );
    }

    #[test]
    fn the_selection_stays_on_the_screen() {
        let mut shown = HitNames::default();
        shown.resize(2);
        shown.set_names(names(&["a", "b", "c", "d"]));
        shown.move_by(isize::MAX);
        let seen: Vec<_> = shown
            .visible_names()
            .map(|((name, _), _)| name.as_str())
            .collect();
        assert_eq!(seen, ["c", "d"]);
        shown.move_by(isize::MIN);
        assert!(
            shown
                .visible_names()
                .next()
                .is_some_and(|(_, is_selected)| is_selected)
        );
    }
}
