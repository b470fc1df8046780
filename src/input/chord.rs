//! Takes keys one by one until they make up an action: an optional count, then a key or a sequence.

use super::{Action, Context, Key, KeyCode, Keymap, Lookup};
use crate::text::Clean;

/// The keys that were pressed and are not complete yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chord {
    context: Option<Context>,
    count: Option<usize>,
    keys: Vec<Key>,
}

/// The result of a key press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChordStep {
    /// The keys are bound to an action.
    Action {
        /// The action.
        action: Action,
        /// The count before them, at least 1; `None` if there was none or the action ignores it.
        count: Option<usize>,
    },
    /// More keys are needed; [`Chord::pending_text`] shows those so far.
    Pending,
    /// The keys are not bound here; a prompt inserts them as text.
    Unbound(Vec<Key>),
    /// The pending keys were cancelled.
    Cancelled,
}

impl Chord {
    /// The greatest count; a greater number is reduced to it.
    pub const MOST: usize = 99_999;

    /// Takes the next key, pressed in a context.
    ///
    /// Keys that were pending in another context are dropped.
    pub fn press_key(&mut self, key: Key, context: Context, keymap: &Keymap) -> ChordStep {
        if self.context != Some(context) {
            self.clear();
            self.context = Some(context);
        }
        if let Some(digit) = self.count_digit(key, context, keymap) {
            let count = self.count.unwrap_or(0) * 10 + digit;
            self.count = Some(count.min(Self::MOST));
            return ChordStep::Pending;
        }
        // Esc and its like cancel what is pending, unless a pending sequence continues with them; after a count alone
        // they always cancel.
        let was_pending = self.is_pending();
        let had_keys = !self.keys.is_empty();
        self.keys.push(key);
        let lookup = keymap.lookup(context, &self.keys);
        if was_pending
            && !(had_keys && lookup != Lookup::Unbound)
            && is_cancelling(key, context, keymap)
        {
            self.clear();
            return ChordStep::Cancelled;
        }
        let step = match lookup {
            Lookup::Pending => return ChordStep::Pending,
            Lookup::Bound(action) => ChordStep::Action {
                action,
                count: self.count.filter(|_| action.takes_count()),
            },
            Lookup::Unbound => ChordStep::Unbound(std::mem::take(&mut self.keys)),
        };
        self.clear();
        step
    }

    /// Drops the pending keys.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Returns `true` if keys or a count are pending.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.count.is_some() || !self.keys.is_empty()
    }

    /// Returns `true` if the start of a sequence is pending.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Returns the pending keys for the status line: `12g`.
    #[must_use]
    pub fn pending_text(&self) -> Clean {
        let mut text = self
            .count
            .map(|count| count.to_string())
            .unwrap_or_default();
        let mut was_word = false;
        // Characters are written together, as in `gg`; a key with a name needs a blank to be told from its neighbours.
        for key in &self.keys {
            let key = key.to_string();
            let is_word = key.chars().count() > 1;
            if !text.is_empty() && (is_word || was_word) {
                text.push(' ');
            }
            text.push_str(&key);
            was_word = is_word;
        }
        Clean::new(&text)
    }

    /// Returns the possible continuations of the pending keys: the keys still to press, and the help of their action.
    ///
    /// Empty while only a count is pending, since any key can follow.
    #[must_use]
    pub fn pending_continuations(&self, keymap: &Keymap) -> Vec<(Clean, &'static str)> {
        let Some(context) = self.context.filter(|_| !self.keys.is_empty()) else {
            return Vec::new();
        };
        keymap
            .continuations_of(context, &self.keys)
            .into_iter()
            .map(|(keys, action)| (Clean::new(&keys.to_string()), action.help()))
            .collect()
    }

    /// Returns the digit that `key` adds to the count; `None` if it adds none.
    ///
    /// In the prompt digits are text. A count does not start with 0, nor with a digit that is bound to an action.
    fn count_digit(&self, key: Key, context: Context, keymap: &Keymap) -> Option<usize> {
        if context == Context::Prompt || !self.keys.is_empty() {
            return None;
        }
        let digit = key.character()?.to_digit(10)?;
        let starts = || digit != 0 && keymap.lookup(context, &[key]) == Lookup::Unbound;
        (self.count.is_some() || starts())
            .then(|| usize::try_from(digit).ok())
            .flatten()
    }
}

/// Returns `true` if a key cancels what is pending: Esc, or a key bound to stepping out or cancelling.
fn is_cancelling(key: Key, context: Context, keymap: &Keymap) -> bool {
    key == KeyCode::Esc.into()
        || matches!(
            keymap.lookup(context, &[key]),
            Lookup::Bound(Action::StepOut | Action::Cancel)
        )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::input::{Bindings, KeySequence};

    fn keymap() -> Keymap {
        let mut bindings = Bindings::default();
        for (context, keys, action) in [
            (Context::Global, "j", Action::MoveDown),
            (Context::Global, "g g", Action::Top),
            (Context::Global, "g ctrl-e", Action::Bottom),
            (Context::Global, "z esc", Action::Zoom),
            (Context::Global, "b", Action::Bookmark),
            (Context::Global, "esc", Action::StepOut),
            (Context::Global, "ctrl-c", Action::Cancel),
            (Context::Global, "9", Action::Help),
            (Context::List, "0", Action::Top),
        ] {
            bindings.set_binding(context, keys.parse().unwrap(), Some(action));
        }
        Keymap::new(&bindings)
    }

    /// Presses the keys of a text; returns the last step and what is then pending.
    fn press(context: Context, keys: &[&str]) -> (ChordStep, String) {
        let (mut chord, keymap) = (Chord::default(), keymap());
        let mut step = ChordStep::Pending;
        for key in keys {
            step = chord.press_key(key.parse().unwrap(), context, &keymap);
        }
        (step, chord.pending_text().to_string())
    }

    #[rstest]
    #[case::without_a_count(&["j"], Action::MoveDown, None)]
    #[case::with_a_count(&["1", "2", "j"], Action::MoveDown, Some(12))]
    #[case::with_a_count_before_a_sequence(&["1", "2", "g", "g"], Action::Top, Some(12))]
    #[case::with_a_nought_inside(&["1", "0", "j"], Action::MoveDown, Some(10))]
    #[case::with_a_bound_digit_inside(&["1", "9", "j"], Action::MoveDown, Some(19))]
    #[case::a_bound_digit_at_the_start(&["9"], Action::Help, None)]
    #[case::a_count_that_means_nothing(&["3", "b"], Action::Bookmark, None)]
    #[case::a_count_beyond_all_bounds(&["8", "8", "8", "8", "8", "8", "8", "8", "j"], Action::MoveDown, Some(Chord::MOST))]
    #[case::esc_as_the_end_of_a_sequence(&["z", "esc"], Action::Zoom, None)]
    #[case::after_one_that_was_cancelled(&["1", "g", "esc", "j"], Action::MoveDown, None)]
    fn keys_become_an_action(
        #[case] keys: &[&str],
        #[case] action: Action,
        #[case] count: Option<usize>,
    ) {
        let (step, pending) = press(Context::Global, keys);
        assert_eq!(
            (step, pending.as_str()),
            (ChordStep::Action { action, count }, "")
        );
    }

    #[rstest]
    #[case::a_count(&["1", "2"], "12")]
    #[case::a_count_and_a_key(&["1", "2", "g"], "12g")]
    #[case::a_key(&["z"], "z")]
    fn a_chord_is_pending_until_its_last_key(#[case] keys: &[&str], #[case] text: &str) {
        assert_eq!(
            press(Context::Global, keys),
            (ChordStep::Pending, text.to_owned())
        );
    }

    #[rstest]
    #[case::a_count(&["1", "2", "esc"])]
    #[case::a_sequence(&["g", "esc"])]
    #[case::both(&["1", "2", "g", "esc"])]
    #[case::by_the_key_of_cancel(&["g", "ctrl-c"])]
    #[case::a_count_by_the_key_of_cancel(&["1", "ctrl-c"])]
    fn esc_cancels_what_is_pending(#[case] keys: &[&str]) {
        assert_eq!(
            press(Context::Global, keys),
            (ChordStep::Cancelled, String::new())
        );
    }

    #[rstest]
    #[case::a_key(Context::Global, &["q"], "q")]
    #[case::a_nought_at_the_start(Context::Global, &["0"], "0")]
    #[case::a_wrong_sequence(Context::Global, &["2", "g", "x"], "g x")]
    #[case::a_digit_inside_a_sequence(Context::Global, &["g", "1"], "g 1")]
    #[case::a_digit_in_the_prompt(Context::Prompt, &["1"], "1")]
    #[case::esc_where_it_is_not_bound(Context::Prompt, &["esc"], "esc")]
    fn what_is_not_bound_is_handed_back(
        #[case] context: Context,
        #[case] keys: &[&str],
        #[case] unbound: KeySequence,
    ) {
        let step = ChordStep::Unbound(unbound.keys().to_vec());
        assert_eq!(press(context, keys), (step, String::new()));
    }

    #[test]
    fn another_context_forgets_what_was_pending() {
        let (mut chord, keymap) = (Chord::default(), keymap());
        chord.press_key('g'.into(), Context::List, &keymap);
        let step = chord.press_key('g'.into(), Context::Reading, &keymap);
        assert_eq!(
            (step, chord.pending_text().as_str()),
            (ChordStep::Pending, "g")
        );
    }

    #[test]
    fn pending_keys_show_how_they_can_go_on() {
        let (mut chord, keymap) = (Chord::default(), keymap());
        chord.press_key('g'.into(), Context::Global, &keymap);
        let hints: Vec<_> = chord
            .pending_continuations(&keymap)
            .into_iter()
            .map(|(keys, help)| format!("{}: {help}", keys.as_str()))
            .collect();
        assert_eq!(hints, ["ctrl-e: Go to the bottom", "g: Go to the top"]);
    }

    #[test]
    fn words_are_set_apart_in_the_text() {
        let chord = Chord {
            context: None,
            count: Some(2),
            keys: vec![KeyCode::Enter.into(), 'g'.into()],
        };
        assert_eq!(chord.pending_text().as_str(), "2 enter g");
    }
}
