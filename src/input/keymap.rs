//! Looks keys up in a trie of sequences for each context.

use std::collections::BTreeMap;

use super::{Action, Context, Key, KeySequence};

/// The bindings of every context, as the config gives them.
///
/// `None` hides the global binding of a key, and those of all sequences that start with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bindings(BTreeMap<Context, BTreeMap<KeySequence, Option<Action>>>);

impl Bindings {
    /// Binds a sequence in a context, or unbinds it there, replacing a previous binding.
    pub fn set_binding(&mut self, context: Context, keys: KeySequence, action: Option<Action>) {
        self.0.entry(context).or_default().insert(keys, action);
    }

    /// Removes the bindings of a sequence, and of all that start with it, from a context.
    pub fn remove_prefix(&mut self, context: Context, keys: &KeySequence) {
        if let Some(own) = self.0.get_mut(&context) {
            own.retain(|bound, _| bound != keys && !keys.is_prefix_of(bound));
        }
    }

    /// Returns a context's own bindings sorted by keys: a sequence comes right before those that start with it.
    pub fn bindings_in(
        &self,
        context: Context,
    ) -> impl Iterator<Item = (&KeySequence, Option<Action>)> {
        let own = self.0.get(&context).into_iter().flatten();
        own.map(|(keys, action)| (keys, *action))
    }
}

/// The meaning of some keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They are bound to this action.
    Bound(Action),
    /// They are the start of a sequence.
    Pending,
    /// They are not bound.
    Unbound,
}

/// The bindings that apply in each context.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    contexts: BTreeMap<Context, Branch>,
}

/// The keys that can follow some keys; after each, a sequence either ends or goes on, never both.
type Branch = BTreeMap<Key, KeymapNode>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum KeymapNode {
    Bound(Action),
    Keys(Branch),
}

impl Keymap {
    /// Builds the keymap; a context's own bindings override the global ones.
    ///
    /// If one sequence of a context is a prefix of another, the longer one wins.
    #[must_use]
    pub fn new(bindings: &Bindings) -> Self {
        let mut global = Branch::new();
        add_bindings(&mut global, bindings, Context::Global);
        let contexts = Context::ALL.iter().map(|&context| {
            let mut branch = match context {
                // In a prompt every key without a binding of its own is text.
                Context::Prompt => Branch::new(),
                Context::Global
                | Context::List
                | Context::Reading
                | Context::Highlight
                | Context::Quotes
                | Context::Speakers
                | Context::Overlay => global.clone(),
            };
            if context != Context::Global {
                add_bindings(&mut branch, bindings, context);
            }
            (context, branch)
        });
        Self {
            contexts: contexts.collect(),
        }
    }

    /// Returns what `keys` mean in a context; an empty slice is pending.
    #[must_use]
    pub fn lookup(&self, context: Context, keys: &[Key]) -> Lookup {
        match self.node_at(context, keys) {
            Some(KeymapLevel::Bound(action)) => Lookup::Bound(action),
            Some(KeymapLevel::Branch(_)) => Lookup::Pending,
            None => Lookup::Unbound,
        }
    }

    /// Returns the continuations of pending `keys`: the keys still to press, and the action.
    #[must_use]
    pub fn continuations_of(&self, context: Context, keys: &[Key]) -> Vec<(KeySequence, Action)> {
        self.collect_bindings(context, keys, &|_| true)
    }

    /// Returns the bindings of some actions that begin with `keys`, by what follows these.
    fn collect_bindings(
        &self,
        context: Context,
        keys: &[Key],
        is_wanted: &dyn Fn(Action) -> bool,
    ) -> Vec<(KeySequence, Action)> {
        let mut found = Vec::new();
        if let Some(KeymapLevel::Branch(branch)) = self.node_at(context, keys) {
            collect_bindings(branch, is_wanted, &mut Vec::new(), &mut found);
        }
        found
    }

    /// Returns every binding that applies in a context, sorted by keys.
    #[must_use]
    pub fn bindings_in(&self, context: Context) -> Vec<(KeySequence, Action)> {
        self.continuations_of(context, &[])
    }

    /// Returns the keys bound to an action in a context, characters before named keys.
    #[must_use]
    pub fn keys_of(&self, context: Context, action: Action) -> Vec<KeySequence> {
        let bindings = self.collect_bindings(context, &[], &|bound| bound == action);
        bindings.into_iter().map(|(keys, _)| keys).collect()
    }

    /// Returns the shortest keys of an action in a context, as messages name them; `None` if it has none.
    #[must_use]
    pub fn shortest_key(&self, context: Context, action: Action) -> Option<String> {
        let keys = self.keys_of(context, action);
        keys.iter().map(ToString::to_string).min_by_key(String::len)
    }

    fn node_at(&self, context: Context, keys: &[Key]) -> Option<KeymapLevel<'_>> {
        let mut found = KeymapLevel::Branch(self.contexts.get(&context)?);
        for key in keys {
            let KeymapLevel::Branch(branch) = found else {
                return None;
            };
            found = match branch.get(key)? {
                KeymapNode::Bound(action) => KeymapLevel::Bound(*action),
                KeymapNode::Keys(next) => KeymapLevel::Branch(next),
            };
        }
        Some(found)
    }
}

enum KeymapLevel<'a> {
    Bound(Action),
    Branch(&'a Branch),
}

/// Adds a context's bindings to those that already apply: removals first, then additions.
fn add_bindings(branch: &mut Branch, bindings: &Bindings, context: Context) {
    for (keys, action) in bindings.bindings_in(context) {
        if action.is_none() {
            remove_keys(branch, keys.keys());
        }
    }
    for (keys, action) in bindings.bindings_in(context) {
        if let Some(action) = action {
            insert_keys(branch, keys.keys(), action);
        }
    }
}

fn insert_keys(mut branch: &mut Branch, keys: &[Key], action: Action) {
    let Some((last, path)) = keys.split_last() else {
        return;
    };
    for key in path {
        let node = branch
            .entry(*key)
            .or_insert_with(|| KeymapNode::Keys(Branch::new()));
        // A global key gives way to a context's sequence that starts with it; within one context the config
        // check has refused this.
        if matches!(node, KeymapNode::Bound(_)) {
            *node = KeymapNode::Keys(Branch::new());
        }
        let KeymapNode::Keys(next) = node else { return };
        branch = next;
    }
    branch.insert(*last, KeymapNode::Bound(action));
}

/// Removes a sequence and all that start with it, and leaves no branch empty.
fn remove_keys(branch: &mut Branch, keys: &[Key]) {
    let Some((first, rest)) = keys.split_first() else {
        return;
    };
    if rest.is_empty() {
        branch.remove(first);
        return;
    }
    let Some(KeymapNode::Keys(next)) = branch.get_mut(first) else {
        return;
    };
    remove_keys(next, rest);
    // An empty branch would keep its key pending, and no key could complete it.
    if next.is_empty() {
        branch.remove(first);
    }
}

fn collect_bindings(
    branch: &Branch,
    is_wanted: &dyn Fn(Action) -> bool,
    path: &mut Vec<Key>,
    found: &mut Vec<(KeySequence, Action)>,
) {
    for (key, node) in branch {
        path.push(*key);
        match node {
            KeymapNode::Bound(action) if is_wanted(*action) => {
                found.extend(KeySequence::new(path.clone()).map(|keys| (keys, *action)));
            }
            KeymapNode::Bound(_) => {}
            KeymapNode::Keys(next) => collect_bindings(next, is_wanted, path, found),
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn keymap(bindings: &[(Context, &str, Option<Action>)]) -> Keymap {
        let mut set = Bindings::default();
        for (context, keys, action) in bindings {
            set.set_binding(*context, keys.parse().unwrap(), *action);
        }
        Keymap::new(&set)
    }

    fn sample() -> Keymap {
        keymap(&[
            (Context::Global, "j", Some(Action::MoveDown)),
            (Context::Global, "g g", Some(Action::Top)),
            (Context::Global, "g e", Some(Action::Bottom)),
            (Context::Global, "b", Some(Action::Bookmark)),
            (Context::List, "j", Some(Action::NextArticle)),
            (Context::List, "g e", None),
            (Context::Reading, "g", Some(Action::Top)),
            (Context::Quotes, "g", None),
            (Context::Quotes, "g q", Some(Action::NextQuote)),
            (Context::Overlay, "b x", Some(Action::Quit)),
            (Context::Prompt, "enter", Some(Action::Open)),
        ])
    }

    #[rstest]
    #[case::a_global_key(Context::Global, "j", Lookup::Bound(Action::MoveDown))]
    #[case::a_global_key_holds_in_a_pane(Context::Reading, "j", Lookup::Bound(Action::MoveDown))]
    #[case::a_panes_key_wins(Context::List, "j", Lookup::Bound(Action::NextArticle))]
    #[case::half_a_sequence(Context::Global, "g", Lookup::Pending)]
    #[case::a_whole_sequence(Context::Global, "g g", Lookup::Bound(Action::Top))]
    #[case::a_wrong_sequence(Context::Global, "g x", Lookup::Unbound)]
    #[case::more_than_a_binding(Context::Global, "j j", Lookup::Unbound)]
    #[case::an_unbound_sequence(Context::List, "g e", Lookup::Unbound)]
    #[case::beside_an_unbound_sequence(Context::List, "g g", Lookup::Bound(Action::Top))]
    #[case::a_key_in_place_of_sequences(Context::Reading, "g", Lookup::Bound(Action::Top))]
    #[case::all_that_begin_with_an_unbound_key(Context::Quotes, "g g", Lookup::Unbound)]
    #[case::bound_anew_after_it(Context::Quotes, "g q", Lookup::Bound(Action::NextQuote))]
    #[case::a_sequence_in_place_of_a_key(Context::Overlay, "b", Lookup::Pending)]
    #[case::the_prompt_has_its_own(Context::Prompt, "enter", Lookup::Bound(Action::Open))]
    #[case::the_prompt_has_no_others(Context::Prompt, "j", Lookup::Unbound)]
    fn looks_up(#[case] context: Context, #[case] keys: KeySequence, #[case] expected: Lookup) {
        assert_eq!(sample().lookup(context, keys.keys()), expected);
    }

    #[test]
    fn pending_keys_know_how_they_can_go_on() {
        let g: KeySequence = "g".parse().unwrap();
        let texts: Vec<_> = sample()
            .continuations_of(Context::Global, g.keys())
            .iter()
            .map(|(keys, action)| format!("{keys} {action}"))
            .collect();
        assert_eq!(texts, ["e bottom", "g top"]);
    }

    #[test]
    fn a_branch_that_lost_its_last_key_is_gone() {
        let keymap = keymap(&[
            (Context::Global, "g g", Some(Action::Top)),
            (Context::List, "g g", None),
        ]);
        let g: KeySequence = "g".parse().unwrap();
        assert_eq!(keymap.lookup(Context::List, g.keys()), Lookup::Unbound);
    }

    #[test]
    fn an_action_knows_its_keys_characters_first() {
        let keymap = keymap(&[
            (Context::Global, "home", Some(Action::Top)),
            (Context::Global, "g g", Some(Action::Top)),
            (Context::List, "t", Some(Action::Top)),
        ]);
        let texts = |context| -> Vec<String> {
            let keys = keymap.keys_of(context, Action::Top);
            keys.iter().map(ToString::to_string).collect()
        };
        assert_eq!(texts(Context::Global), ["g g", "home"]);
        assert_eq!(texts(Context::List), ["g g", "t", "home"]);
        let shortest = |context| keymap.shortest_key(context, Action::Top);
        assert_eq!(shortest(Context::Global).as_deref(), Some("g g"));
        assert_eq!(shortest(Context::List).as_deref(), Some("t"));
        assert_eq!(keymap.shortest_key(Context::List, Action::Undo), None);
    }
}
