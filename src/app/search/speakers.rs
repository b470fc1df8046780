//! The speakers of the hits, the one with most hits first.

use crate::text::Clean;

/// The speakers, and the selected one.
#[derive(Debug, Default)]
pub struct HitSpeakers {
    speakers: Vec<(Clean, usize)>,
    selected: usize,
    top: usize,
    height: usize,
}

impl HitSpeakers {
    /// Shows other speakers; the selection stays with its name.
    pub fn set_speakers(&mut self, speakers: Vec<(Clean, usize)>) {
        let name = self.selected().map(|(name, _)| name.clone());
        self.speakers = speakers;
        let same = name.and_then(|name| self.speakers.iter().position(|(other, _)| *other == name));
        self.select(same.unwrap_or(0));
    }

    /// Returns all of them, each with the number of hits.
    #[must_use]
    pub fn all_speakers(&self) -> &[(Clean, usize)] {
        &self.speakers
    }

    /// Returns `true` if nobody is named.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.speakers.is_empty()
    }

    /// Returns the selected speaker.
    #[must_use]
    pub fn selected(&self) -> Option<&(Clean, usize)> {
        self.speakers.get(self.selected)
    }

    /// Returns the speakers on the screen, and whether each is the selected one.
    pub fn visible_speakers(&self) -> impl Iterator<Item = (&(Clean, usize), bool)> {
        let seen = self.speakers.iter().enumerate();
        let seen = seen.skip(self.top).take(self.height);
        seen.map(|(number, speaker)| (speaker, number == self.selected))
    }

    /// Returns how many speakers a page holds.
    #[must_use]
    pub const fn page_size(&self) -> usize {
        self.height
    }

    /// Moves the selection, within the speakers.
    pub fn move_by(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects the speaker on a line of the screen, if one is there.
    pub fn select_line(&mut self, line: usize) {
        if self.top + line < self.speakers.len() {
            self.select(self.top + line);
        }
    }

    /// Sets how many lines are seen.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll_to_selection();
    }

    fn select(&mut self, number: usize) {
        self.selected = number.min(self.speakers.len().saturating_sub(1));
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

    fn speakers(names: &[&str]) -> Vec<(Clean, usize)> {
        names.iter().map(|name| (Clean::new(name), 1)).collect()
    }

    #[test]
    fn the_selection_stays_with_its_name() {
        let mut shown = HitSpeakers::default();
        shown.set_speakers(speakers(&["Lund", "Berg"]));
        shown.move_by(1);
        shown.set_speakers(speakers(&["Holm", "Lund", "Berg"]));
        assert_eq!(
            shown.selected().map(|(name, _)| name.as_str()),
            Some("Berg")
        );
        shown.set_speakers(speakers(&["Holm"]));
        assert_eq!(
            shown.selected().map(|(name, _)| name.as_str()),
            Some("Holm")
        );
    }

    #[test]
    fn the_selection_stays_on_the_screen() {
        let mut shown = HitSpeakers::default();
        shown.resize(2);
        shown.set_speakers(speakers(&["a", "b", "c", "d"]));
        shown.move_by(isize::MAX);
        let seen: Vec<_> = shown
            .visible_speakers()
            .map(|((name, _), _)| name.as_str())
            .collect();
        assert_eq!(seen, ["c", "d"]);
        shown.move_by(isize::MIN);
        assert!(
            shown
                .visible_speakers()
                .next()
                .is_some_and(|(_, is_selected)| is_selected)
        );
    }
}
