//! Checks the `[keys]` of the config: a preset, and the user's changes to it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::fault::{self, Faults};
use super::shape::{KeysShape, Pairs};
use crate::input::{Action, Bindings, Context, KeyError, KeySequence};

/// What is written instead of an action to unbind a key.
const NONE: &str = "none";

/// A set of keys for users of other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// The movements of vim and less, one meaning for each key.
    Default,
    /// The default with more of vim's keys.
    Vim,
    /// `f`, `b`, `d` and `u` are pages and half pages; with Alt they do what they do otherwise.
    Less,
    /// `n` and `p` go through the unread, `N` toggles read, Ctrl-b bookmarks.
    Newsboat,
}

impl Preset {
    /// Every preset.
    pub const ALL: &[Self] = &[Self::Default, Self::Vim, Self::Less, Self::Newsboat];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
            Self::Less => "less",
            Self::Newsboat => "newsboat",
        }
    }

    /// Returns the preset's changes to the default, in the format of `[keys]`.
    const fn toml_text(self) -> &'static str {
        match self {
            Self::Default => include_str!("presets/default.toml"),
            Self::Vim => include_str!("presets/vim.toml"),
            Self::Less => include_str!("presets/less.toml"),
            Self::Newsboat => include_str!("presets/newsboat.toml"),
        }
    }

    /// Returns the bindings of the preset.
    #[must_use]
    pub fn bindings(self) -> Bindings {
        let mut bindings = Bindings::default();
        self.add_to(&mut bindings, &mut Faults::new(self.toml_text()));
        bindings
    }

    /// Adds the preset to the bindings; a test ensures that it has no faults.
    fn add_to(self, bindings: &mut Bindings, faults: &mut Faults<'_>) {
        if self != Self::Default {
            let text = Self::Default.toml_text();
            Self::Default.add_to(bindings, &mut Faults::new(text));
        }
        match toml::from_str(self.toml_text()) {
            Ok(keys) => apply_changes(bindings, &keys, faults),
            Err(error) => faults.add_fault(&error.span().unwrap_or_default(), error.message(), ""),
        }
    }
}

/// Returns the bindings after the preset and the user's changes.
pub(super) fn check_keys(keys: &KeysShape, faults: &mut Faults<'_>) -> Bindings {
    let mut bindings = check_preset(keys, faults).bindings();
    apply_changes(&mut bindings, keys, faults);
    bindings
}

fn check_preset(keys: &KeysShape, faults: &mut Faults<'_>) -> Preset {
    let Some(written) = &keys.preset else {
        return Preset::Default;
    };
    let name = written.as_ref();
    let found = Preset::ALL.iter().find(|preset| preset.name() == name);
    found.copied().unwrap_or_else(|| {
        let names: Vec<_> = Preset::ALL.iter().map(|preset| preset.name()).collect();
        let message = format!("'keys.preset' cannot be '{name}'");
        faults.add_fault(&written.span(), &message, &fault::hint_for(name, &names));
        Preset::Default
    })
}

/// A binding in the file; without an action it unbinds the keys.
struct WrittenBinding {
    span: Range<usize>,
    action: Option<Action>,
}

/// Applies the file's changes to the bindings of every context.
fn apply_changes(bindings: &mut Bindings, keys: &KeysShape, faults: &mut Faults<'_>) {
    for &context in Context::ALL {
        let own = check_bindings(context, keys.bindings_of(context), faults);
        // All are taken away before any is bound, so that `g = "none"` frees `g` and a new `g x` still holds.
        for (sequence, _) in own.iter().filter(|(_, written)| written.action.is_none()) {
            bindings.remove_prefix(context, sequence);
        }
        for (sequence, written) in &own {
            bindings.set_binding(context, sequence.clone(), written.action);
        }
        find_hidden(bindings, context, &own, faults);
    }
}

/// Checks the bindings of one context.
fn check_bindings(
    context: Context,
    pairs: &Pairs,
    faults: &mut Faults<'_>,
) -> BTreeMap<KeySequence, WrittenBinding> {
    let mut own: BTreeMap<KeySequence, WrittenBinding> = BTreeMap::new();
    let mut pairs: Vec<_> = pairs.iter().collect();
    // The map is sorted by key; of two spellings of one key the second in the file is at fault.
    pairs.sort_by_key(|(keys, _)| keys.span().start);
    for (keys, action) in pairs {
        let sequence = check_sequence(context, keys, faults);
        let written = check_action(keys.span(), action, faults);
        let (Some(sequence), Some(written)) = (sequence, written) else {
            continue;
        };
        if let Some(first) = own.get(&sequence) {
            let message = format!("'{sequence}' is bound a second time in [keys.{context}]");
            let line = faults.line_of(&first.span);
            let hint = format!("keep this one or the one on line {line}");
            faults.add_fault(&written.span, &message, &hint);
            continue;
        }
        own.insert(sequence, written);
    }
    own
}

fn check_sequence(
    context: Context,
    keys: &Spanned<String>,
    faults: &mut Faults<'_>,
) -> Option<KeySequence> {
    let parsed = keys.as_ref().parse();
    parsed
        .inspect_err(|error: &KeyError| {
            let message = format!("{error} in [keys.{context}]");
            faults.add_fault(&keys.span(), &message, &error.hint());
        })
        .ok()
}

/// Returns the binding of the keys at `span`; `None` if there is no such action.
fn check_action(
    span: Range<usize>,
    action: &Spanned<String>,
    faults: &mut Faults<'_>,
) -> Option<WrittenBinding> {
    let name = action.as_ref();
    if name == NONE {
        return Some(WrittenBinding { span, action: None });
    }
    let parsed = name.parse::<Action>().inspect_err(|error| {
        let nearest = error.nearest.map_or_else(String::new, |nearest| {
            format!("did you mean '{nearest}'? ")
        });
        let hint = format!(
            "{nearest}'{NONE}' unbinds a key; all actions are listed under '?' and by 'pullquote keys'"
        );
        faults.add_fault(&action.span(), &format!("unknown action '{name}'"), &hint);
    });
    let action = Some(parsed.ok()?);
    Some(WrittenBinding { span, action })
}

/// Reports keys that are a prefix of another sequence in the same context, which could never be completed.
fn find_hidden(
    bindings: &Bindings,
    context: Context,
    own: &BTreeMap<KeySequence, WrittenBinding>,
    faults: &mut Faults<'_>,
) {
    let bound: Vec<_> = bindings
        .bindings_in(context)
        .filter(|(_, action)| action.is_some())
        .map(|(keys, _)| keys)
        .collect();
    for (index, short) in bound.iter().enumerate() {
        // Sorted, the sequences that start with a sequence come right after it.
        let after = bound.iter().skip(index + 1);
        let hidden: Vec<_> = after.take_while(|long| short.is_prefix_of(long)).collect();
        let mut involved = hidden.iter().copied().chain([short]);
        let Some(written) = involved.find_map(|keys| own.get(*keys)) else {
            continue;
        };
        if let Some(first) = hidden.first() {
            let names: Vec<_> = hidden.iter().map(|keys| format!("'{keys}'")).collect();
            let message = format!("'{short}' hides {} in [keys.{context}]", names.join(", "));
            let hint = format!(
                "unbind one or the others, as in \"{first}\" = \"{NONE}\", or choose other keys"
            );
            faults.add_fault(&written.span, &message, &hint);
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::input::{Keymap, Lookup};

    /// Returns the keymap and the messages for a `[keys]` section.
    fn read(text: &str) -> (Keymap, Vec<String>) {
        let mut faults = Faults::new(text);
        let bindings = check_keys(&toml::from_str(text).unwrap(), &mut faults);
        let found = faults.into_found();
        let messages = found
            .iter()
            .map(|fault| fault.message.to_string())
            .collect();
        (Keymap::new(&bindings), messages)
    }

    fn lookup(keymap: &Keymap, context: Context, keys: &str) -> Lookup {
        let keys: KeySequence = keys.parse().unwrap();
        keymap.lookup(context, keys.keys())
    }

    #[rstest]
    fn a_preset_has_no_faults(
        #[values(Preset::Default, Preset::Vim, Preset::Less, Preset::Newsboat)] preset: Preset,
    ) {
        let mut faults = Faults::new(preset.toml_text());
        preset.add_to(&mut Bindings::default(), &mut faults);
        assert_eq!(faults.into_found(), []);
    }

    #[rstest]
    fn every_sequence_of_a_preset_can_be_reached(
        #[values(Preset::Default, Preset::Vim, Preset::Less, Preset::Newsboat)] preset: Preset,
    ) {
        let bindings = preset.bindings();
        let keymap = Keymap::new(&bindings);
        for &context in Context::ALL {
            for (keys, action) in bindings.bindings_in(context) {
                let Some(action) = action else { continue };
                let found = keymap.lookup(context, keys.keys());
                assert_eq!(found, Lookup::Bound(action), "{keys} in {context}");
            }
        }
    }

    #[rstest]
    fn no_key_of_a_pane_hides_a_global_sequence(
        #[values(Preset::Default, Preset::Vim, Preset::Less, Preset::Newsboat)] preset: Preset,
    ) {
        let bindings = preset.bindings();
        let keymap = Keymap::new(&bindings);
        let panes = Context::ALL.iter();
        for &context in panes.filter(|context| **context != Context::Prompt) {
            let own: Vec<_> = bindings
                .bindings_in(context)
                .map(|(keys, _)| keys)
                .collect();
            for (keys, action) in bindings.bindings_in(Context::Global) {
                if action.is_none() || own.contains(&keys) {
                    continue;
                }
                let found = keymap.lookup(context, keys.keys());
                assert!(matches!(found, Lookup::Bound(_)), "{keys} in {context}");
            }
        }
    }

    #[test]
    fn every_action_but_those_of_a_preset_has_a_default_key() {
        let keymap = Keymap::new(&Preset::Default.bindings());
        let holds = |action: &Action| {
            Context::ALL
                .iter()
                .any(|&context| !keymap.keys_of(context, *action).is_empty())
        };
        let without: Vec<_> = Action::ALL.iter().filter(|action| !holds(action)).collect();
        let of_presets = [
            Action::GoToPercent,
            Action::NextUnread,
            Action::PreviousUnread,
            Action::ScreenTop,
            Action::ScreenMiddle,
            Action::ScreenBottom,
            Action::ScrollToTop,
            Action::ScrollToMiddle,
            Action::ScrollToBottom,
            Action::SearchSelection,
            Action::DeleteArticle,
            Action::OpenLinkRead,
            Action::OpenLinkHere,
        ];
        // What is rarely done is found in the palette.
        let of_palette = [Action::AddFolder, Action::AddPage, Action::Import];
        let expected: Vec<_> = of_presets.iter().chain(&of_palette).collect();
        assert_eq!(without, expected);
        let presets = Preset::ALL.iter().map(|preset| preset.bindings());
        let keymaps: Vec<Keymap> = presets.map(|bindings| Keymap::new(&bindings)).collect();
        for action in of_presets {
            let mut keymaps = keymaps.iter();
            assert!(keymaps.any(|keymap| !keymap.keys_of(Context::Global, action).is_empty()));
        }
    }

    #[rstest]
    #[case::less_pages_up("less", "b", Action::PageUp)]
    #[case::less_bookmarks("less", "alt-b", Action::Bookmark)]
    #[case::less_goes_to_the_top("less", "g", Action::Top)]
    #[case::less_lists_links("less", "alt-l", Action::ShowLinks)]
    #[case::newsboat_lists_links("newsboat", "U", Action::ShowLinks)]
    #[case::less_scrolls_half_a_page("less", "d", Action::HalfPageDown)]
    #[case::less_goes_to_a_percentage("less", "p", Action::GoToPercent)]
    #[case::less_quits("less", "Q", Action::Quit)]
    #[case::vim_goes_to_a_percentage("vim", "%", Action::GoToPercent)]
    #[case::less_undoes("less", "alt-u", Action::Undo)]
    #[case::less_filters("less", "alt-f", Action::Filter)]
    #[case::less_shows_its_keys("less", "h", Action::Help)]
    #[case::vim_opens_links("vim", "g x", Action::OpenLinkHere)]
    #[case::newsboat_bookmarks("newsboat", "ctrl-b", Action::Bookmark)]
    #[case::newsboat_goes_through_the_unread("newsboat", "n", Action::NextUnread)]
    #[case::newsboat_goes_back_through_the_unread("newsboat", "p", Action::PreviousUnread)]
    #[case::newsboat_toggles_read("newsboat", "N", Action::ToggleRead)]
    #[case::newsboat_opens_and_marks_read("newsboat", "O", Action::OpenLinkRead)]
    #[case::newsboat_deletes_nothing("newsboat", "D", Action::DeleteArticle)]
    #[case::less_highlights("less", "alt-v", Action::Highlight)]
    #[case::less_edits("less", "v", Action::Edit)]
    #[case::vim_selects_the_top("vim", "H", Action::ScreenTop)]
    #[case::vim_scrolls_to_the_top("vim", "z t", Action::ScrollToTop)]
    #[case::vim_zooms("vim", "ctrl-w o", Action::Zoom)]
    #[case::vim_marks_all_read("vim", "g M", Action::MarkAllRead)]
    #[case::vim_jumps_back("vim", "' '", Action::JumpBack)]
    #[case::vim_searches_the_words("vim", "*", Action::SearchSelection)]
    #[case::vim_quits("vim", "Z Z", Action::Quit)]
    #[case::vim_marks_read("vim", "m m", Action::ToggleRead)]
    #[case::a_preset_keeps_the_rest("vim", "j", Action::MoveDown)]
    fn a_preset_binds(#[case] preset: &str, #[case] keys: &str, #[case] action: Action) {
        let (keymap, messages) = read(&format!("preset = '{preset}'"));
        assert_eq!(lookup(&keymap, Context::List, keys), Lookup::Bound(action));
        assert_eq!(messages, [] as [String; 0]);
    }

    #[rstest]
    #[case::binds_another_key("[global]\n'ctrl-x' = 'quit'", "ctrl-x", Lookup::Bound(Action::Quit))]
    #[case::binds_a_key_anew("[global]\n'j' = 'quit'", "j", Lookup::Bound(Action::Quit))]
    #[case::binds_in_a_pane("[list]\n'j' = 'quit'", "j", Lookup::Bound(Action::Quit))]
    #[case::takes_a_key_away("[global]\n'j' = 'none'", "j", Lookup::Unbound)]
    #[case::takes_it_away_in_a_pane("[list]\n'j' = 'none'", "j", Lookup::Unbound)]
    #[case::takes_sequences_away("[global]\n'g' = 'none'", "g g", Lookup::Unbound)]
    #[case::takes_away_what_was_never_there("[global]\n'f9' = 'none'", "f9", Lookup::Unbound)]
    #[case::puts_a_key_for_a_sequence(
        "[global]\n'g d' = 'none'\n'g g' = 'none'\n'g l' = 'none'\n'g p' = 'none'\n'g u' = 'none'\n'g' = 'top'",
        "g",
        Lookup::Bound(Action::Top)
    )]
    #[case::puts_a_key_for_a_sequence_in_a_pane(
        "[list]\n'g' = 'bottom'",
        "g",
        Lookup::Bound(Action::Bottom)
    )]
    fn the_user(#[case] text: &str, #[case] keys: &str, #[case] expected: Lookup) {
        let (keymap, messages) = read(text);
        assert_eq!(lookup(&keymap, Context::List, keys), expected);
        assert_eq!(messages, [] as [String; 0]);
    }

    #[rstest]
    #[case::a_preset("preset = 'emacs'", "'keys.preset' cannot be 'emacs'")]
    #[case::an_action("[list]\nj = 'select-nxt'", "unknown action 'select-nxt'")]
    #[case::a_key("[list]\n'gg' = 'top'", "unknown key 'gg' in [keys.list]")]
    #[case::a_key_twice(
        "[list]\n'ctrl-d' = 'top'\n'ctrl-D' = 'top'",
        "'ctrl-d' is bound a second time in [keys.list]"
    )]
    #[case::a_key_before_a_sequence(
        "[global]\n'f9 f9' = 'top'\n'f9' = 'top'",
        "'f9' hides 'f9 f9' in [keys.global]"
    )]
    #[case::a_sequence_after_a_key("[global]\n'j j' = 'top'", "'j' hides 'j j' in [keys.global]")]
    #[case::a_key_before_many(
        "[global]\n'f9 a' = 'top'\n'f9 b' = 'top'\n'f9' = 'top'",
        "'f9' hides 'f9 a', 'f9 b' in [keys.global]"
    )]
    fn a_fault_is_found(#[case] text: &str, #[case] message: &str) {
        assert_eq!(read(text).1, [message]);
    }

    #[test]
    fn all_faults_are_found_at_once() {
        let (_, messages) = read("preset = 'x'\n[list]\n'gg' = 'tpo'\nj = 'x'");
        assert_eq!(messages.len(), 4);
    }
}
