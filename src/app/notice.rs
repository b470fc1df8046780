//! A message in the status line.

use crate::input::{Action, Context, Keymap};
use crate::text::Clean;
use crate::text::number::format_count;

/// The most lines of what the reader should know that are kept for the next key.
const MOST_LINES: usize = 4;

/// A message in the status line; the next key takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusNotice {
    /// How it is shown.
    pub weight: NoticeWeight,
    /// One line, or one for each of what came since the last key.
    pub text: Clean,
    /// Whether it tells the key that shows all keys.
    pub tells_help: bool,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeWeight {
    /// It went well.
    Quiet,
    /// Finished work, kept until the next key: what happens by itself does not hide it.
    Done,
    /// The reader should know.
    Warning,
    /// Something was not done.
    Error,
}

impl StatusNotice {
    /// Shows a notice; what the reader should know stays beside it until a key takes it away.
    pub(super) fn show_unless_hidden(shown: &mut Option<Self>, new: Self) {
        let is_new_quiet = new.weight == NoticeWeight::Quiet;
        let is_hidden = |old: &Self| old.weight != NoticeWeight::Quiet && is_new_quiet;
        if !shown.as_ref().is_some_and(is_hidden) {
            Self::add_done(shown, new);
        }
    }

    /// Shows that what the reader asked for is done, below what the reader should know.
    pub(super) fn add_done(shown: &mut Option<Self>, new: Self) {
        match shown {
            Some(old) if old.weight != NoticeWeight::Quiet => old.append_line(&new),
            Some(_) | None => *shown = Some(new),
        }
    }

    fn append_line(&mut self, new: &Self) {
        let is_told = self.text.lines().any(|line| line == new.text.as_str());
        if is_told || self.text.lines().count() >= MOST_LINES {
            return;
        }
        self.weight = self.weight.max(new.weight);
        self.tells_help |= new.tells_help;
        self.text = Clean::new(&format!("{}\n{}", self.text, new.text));
    }

    fn of_weight(weight: NoticeWeight, text: &str) -> Self {
        Self {
            weight,
            text: Clean::new(text),
            tells_help: false,
        }
    }

    /// Makes a notice of something that went well.
    #[must_use]
    pub fn quiet(text: &str) -> Self {
        Self::of_weight(NoticeWeight::Quiet, text)
    }

    /// Makes a notice of something that is done, to be read before the next key.
    #[must_use]
    pub fn done(text: &str) -> Self {
        Self::of_weight(NoticeWeight::Done, text)
    }

    /// Makes a notice of something the reader should know.
    #[must_use]
    pub fn warning(text: &str) -> Self {
        Self::of_weight(NoticeWeight::Warning, text)
    }

    /// Ends a notice with the key that shows all keys, if there is one.
    #[must_use]
    pub fn with_help(self, key: Option<String>) -> Self {
        let Some(key) = key else { return self };
        Self {
            text: Clean::new(&format!("{} · {key} keys", self.text)),
            tells_help: true,
            ..self
        }
    }

    /// Makes the notice that nothing follows the end of something, or precedes its beginning.
    #[must_use]
    pub fn end_of(noun: &str, is_end: bool) -> Self {
        let place = if is_end { "end" } else { "beginning" };
        Self::quiet(&format!("This is the {place} of the {noun}"))
    }

    /// Makes the notice that a quote must be selected first, and by which keys.
    #[must_use]
    pub fn no_quote(keymap: &Keymap) -> Self {
        let key = |action| keymap.shortest_key(Context::Reading, action);
        let next = key(Action::NextQuote).map(|key| format!(", with '{key}'"));
        let previous = key(Action::PreviousQuote).filter(|_| next.is_some());
        let previous = previous.map(|key| format!(" or '{key}'"));
        let (next, previous) = (next.unwrap_or_default(), previous.unwrap_or_default());
        Self::warning(&format!("Select a quote first{next}{previous}"))
    }

    /// Makes the notice that explains the first card, with the keys that are about it.
    #[must_use]
    pub fn first_card(keymap: &Keymap) -> Self {
        let key = |action, does: &str| {
            let key = keymap.shortest_key(Context::Quotes, action);
            key.map(|key| format!("'{key}' {does}"))
        };
        let keys = [
            key(Action::Why, "says why"),
            key(Action::Correct, "corrects it"),
        ];
        let keys: Vec<String> = keys.into_iter().flatten().collect();
        let mark = if keys.is_empty() { "" } else { "; " };
        Self::quiet(&format!(
            "The card says who said it{mark}{}",
            keys.join(", ")
        ))
    }

    /// Makes the notice of how many rows are chosen for the next action, each called by a noun.
    #[must_use]
    pub fn chosen(count: usize, noun: &str, keymap: &Keymap, context: Context) -> Self {
        let key = keymap.shortest_key(context, Action::StepOut);
        let key = key.filter(|_| count > 0);
        let key = key.map(|key| format!("; {key} clears the selection"));
        let rows = format_count(count, noun);
        Self::quiet(&format!("{rows} chosen{}", key.unwrap_or_default()))
    }

    /// Makes a notice of something that was not done.
    #[must_use]
    pub fn error(text: &str) -> Self {
        Self::of_weight(NoticeWeight::Error, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_of(notices: impl IntoIterator<Item = StatusNotice>) -> StatusNotice {
        let mut shown = None;
        for notice in notices {
            StatusNotice::show_unless_hidden(&mut shown, notice);
        }
        shown.unwrap()
    }

    #[test]
    fn what_went_well_does_not_hide_what_the_reader_should_know() {
        let warning = StatusNotice::warning("Nothing will be saved");
        let shown = shown_of([warning.clone(), StatusNotice::quiet("7 articles")]);
        assert_eq!(shown, warning);
        let quiet = [
            StatusNotice::quiet("7 articles"),
            StatusNotice::quiet("8 articles"),
        ];
        assert_eq!(shown_of(quiet), StatusNotice::quiet("8 articles"));
    }

    #[test]
    fn what_is_done_is_read_before_what_happens_by_itself() {
        let done = StatusNotice::done("'~/news' is in the config now");
        let by_itself = StatusNotice::quiet("7 articles");
        assert_eq!(shown_of([done.clone(), by_itself]), done);
        let later = StatusNotice::warning("2 problems while loading");
        let both = "'~/news' is in the config now\n2 problems while loading";
        assert_eq!(shown_of([done, later]), StatusNotice::warning(both));
    }

    #[test]
    fn a_notice_with_the_key_of_the_keys_says_so() {
        let notice = StatusNotice::quiet("Nothing on 'H'");
        let with_help = notice.clone().with_help(Some("?".to_owned()));
        assert_eq!(with_help.text, "Nothing on 'H' · ? keys");
        assert!(with_help.tells_help);
        assert_eq!(notice.clone().with_help(None), notice);
    }

    #[test]
    fn all_that_the_reader_should_know_is_told_once() {
        let warning = StatusNotice::warning("Nothing will be saved");
        let error = StatusNotice::error("The folder is gone");
        let shown = shown_of([warning.clone(), error.clone(), warning, error]);
        assert_eq!(
            shown,
            StatusNotice::error("Nothing will be saved\nThe folder is gone")
        );
    }

    #[test]
    fn what_was_done_is_told_below_what_the_reader_should_know() {
        let mut shown = Some(StatusNotice::warning(
            "The file of your bookmarks was missing",
        ));
        StatusNotice::add_done(&mut shown, StatusNotice::quiet("Bookmarked 'Ferry'"));
        let told = "The file of your bookmarks was missing\nBookmarked 'Ferry'";
        assert_eq!(shown, Some(StatusNotice::warning(told)));
    }

    #[test]
    fn a_flood_of_errors_is_cut() {
        let shown = shown_of((0..99).map(|number| StatusNotice::error(&number.to_string())));
        assert_eq!(shown.text, "0\n1\n2\n3");
    }
}
