//! Texts that were typed before, which a prompt recalls with Up.

/// How many earlier texts a prompt recalls.
const LONGEST: usize = 100;

/// What was typed before, for each prompt that recalls it; the newest last.
#[derive(Debug, Default)]
pub(super) struct Histories {
    pub(super) find: Vec<String>,
    pub(super) search: Vec<String>,
    pub(super) pipe: Vec<String>,
}

/// Adds a text unless it is empty or the newest already; the oldest gives way.
pub(super) fn remember(history: &mut Vec<String>, typed: &str) {
    if typed.is_empty() || history.last().is_some_and(|last| last == typed) {
        return;
    }
    history.push(typed.to_owned());
    let surplus = history.len().saturating_sub(LONGEST);
    history.drain(..surplus);
}
