//! What the keys do: those of the place where the reader is, then all, then the actions without a key.

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::app::start::WayIn;
use crate::config::ThemeChoice;
use crate::input::{Action, ActionGroup, Context, Keymap};

use super::describe_keys;

/// What is done most in the list.
const IN_LIST: [Action; 11] = [
    Action::Open,
    Action::PageDownOrNext,
    Action::Find,
    Action::Filter,
    Action::Sort,
    Action::SearchQuotes,
    Action::Bookmark,
    Action::Tags,
    Action::ToggleRead,
    Action::MarkAllRead,
    Action::SelectRows,
];

/// What is done most in an article.
const IN_READING: [Action; 10] = [
    Action::PageDownOrNext,
    Action::NextQuote,
    Action::PreviousQuote,
    Action::Find,
    Action::Bookmark,
    Action::Note,
    Action::Highlight,
    Action::ShowLinks,
    Action::OpenLink,
    Action::StepOut,
];

/// What is done most with a quote.
const IN_QUOTES: [Action; 9] = [
    Action::NextQuote,
    Action::PreviousQuote,
    Action::Why,
    Action::Correct,
    Action::Bookmark,
    Action::Note,
    Action::Copy,
    Action::SpeakerPage,
    Action::SameElsewhere,
];

/// What is done most among the speakers.
const AMONG_SPEAKERS: [Action; 5] = [
    Action::Open,
    Action::Find,
    Action::SamePerson,
    Action::SelectRows,
    Action::StepOut,
];

/// What is done most in overlays and results.
const IN_OVERLAYS: [Action; 5] = [
    Action::Open,
    Action::Find,
    Action::SwitchSearch,
    Action::Remove,
    Action::StepOut,
];

/// What works before there is anything to read.
const AT_START: [Action; 9] = [
    Action::MoveDown,
    Action::MoveUp,
    Action::Open,
    Action::Palette,
    Action::Help,
    Action::Redraw,
    Action::Suspend,
    Action::Cancel,
    Action::Quit,
];

/// Returns the keys of a place, those of all other actions in groups, and the actions that have none by their names.
pub(in crate::app) fn help_entries(keymap: &Keymap, place: Context) -> Vec<MenuEntry> {
    let here = actions_of(place, keymap);
    let mut entries = Vec::new();
    let lines = here.iter().filter_map(|action| {
        let keys = keymap.keys_of(place, *action);
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        key_entry(*action, &keys.join(", "))
    });
    add_section(&mut entries, &format!("Here, {}", place.title()), lines);
    for group in ActionGroup::ALL {
        let actions = Action::ALL.iter().filter(|action| action.group() == *group);
        let others = actions.filter(|action| !here.contains(action));
        let lines = others.filter_map(|action| key_entry(*action, &describe_keys(*action, keymap)));
        add_section(&mut entries, group.title(), lines);
    }
    let key = keymap.shortest_key(Context::Global, Action::Palette);
    let key = key.unwrap_or_default();
    let names = keyless_entries(keymap, &key).chain(other_entries(&key));
    add_section(&mut entries, "By name, without a key", names);
    entries
}

/// Returns the letters of the start screen, and the keys that work there.
pub(in crate::app) fn start_entries(keymap: &Keymap) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    let ways = WayIn::ALL.into_iter().map(|way| {
        let text = format!("{}: {}", way.title(), way.detail());
        MenuEntry::row(&way.letter().to_string(), &text).with_choice(EntryChoice::Begin(way))
    });
    add_section(&mut entries, "Here, on the start screen", ways);
    let others = AT_START.iter();
    let others = others.filter_map(|action| key_entry(*action, &describe_keys(*action, keymap)));
    add_section(&mut entries, "Also here", others);
    entries
}

/// Returns what is done most in a place; while a passage is selected, all that has a key of its own there.
fn actions_of(place: Context, keymap: &Keymap) -> Vec<Action> {
    match place {
        Context::List => IN_LIST.to_vec(),
        Context::Reading => IN_READING.to_vec(),
        Context::Quotes => IN_QUOTES.to_vec(),
        Context::Speakers => AMONG_SPEAKERS.to_vec(),
        Context::Overlay => IN_OVERLAYS.to_vec(),
        Context::Highlight => {
            let is_own = |action: &&Action| {
                let keys = keymap.keys_of(place, **action);
                action.group() == ActionGroup::Highlights && !keys.is_empty()
            };
            Action::ALL.iter().filter(is_own).copied().collect()
        }
        Context::Global | Context::Prompt => Vec::new(),
    }
}

/// Adds a section with its heading, unless it is empty.
fn add_section(
    entries: &mut Vec<MenuEntry>,
    title: &str,
    lines: impl IntoIterator<Item = MenuEntry>,
) {
    let lines: Vec<MenuEntry> = lines.into_iter().collect();
    if !lines.is_empty() {
        entries.push(MenuEntry::heading(title));
        entries.extend(lines);
    }
}

fn key_entry(action: Action, keys: &str) -> Option<MenuEntry> {
    let choice = EntryChoice::Run(action);
    (!keys.is_empty()).then(|| MenuEntry::row(keys, action.help()).with_choice(choice))
}

/// Returns the actions that have no key anywhere, as they are typed after the key of the palette.
fn keyless_entries(keymap: &Keymap, palette: &str) -> impl Iterator<Item = MenuEntry> {
    let actions = Action::ALL.iter();
    let keyless = actions.filter(|action| describe_keys(**action, keymap).is_empty());
    keyless.map(move |action| {
        let name = format!("{palette}{}", action.name());
        MenuEntry::row(&name, action.help()).with_choice(EntryChoice::Run(*action))
    })
}

/// Returns what is no action: the themes and the mouse.
fn other_entries(palette: &str) -> [MenuEntry; 2] {
    let names: Vec<&str> = ThemeChoice::ALL.iter().map(|theme| theme.name()).collect();
    let themes = format!("Show another theme: {}", names.join(", "));
    let mouse = "Click, drag and turn the wheel, with 'mouse = true' in [screen] of the config";
    [
        MenuEntry::row(&format!("{palette}theme"), &themes)
            .with_choice(EntryChoice::Run(Action::Palette)),
        MenuEntry::row("mouse", mouse),
    ]
}
