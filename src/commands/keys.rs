//! Prints the keys as they are bound.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{CommandOutcome, CommandResult, Console, Environment};
use crate::input::{Action, ActionGroup, Context, KeySequence, Keymap};
use crate::text::Clean;

/// Print the key bindings of the preset and the config
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote keys | grep quote
  pullquote --config other.toml keys")]
pub struct KeysArguments {
    /// Print one JSON object per action
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print Markdown tables, as in the README
    #[arg(long)]
    markdown: bool,
}

/// Prints every action with its keys.
///
/// # Errors
/// Fails when the config is wrong or nothing can be printed.
pub fn run(
    arguments: &KeysArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let keymap = environment.load_config()?.keymap;
    if arguments.json {
        write_json(&keymap, console.out)?;
    } else if arguments.markdown {
        write_markdown(&keymap, console.out)?;
    } else {
        write_text(&keymap, console.out)?;
    }
    Ok(CommandOutcome::Done)
}

/// Prints the keys as text, a section a group.
///
/// # Errors
/// When nothing can be written.
pub fn write_text(keymap: &Keymap, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = Action::ALL
        .iter()
        .map(|action| KeyRow::new(*action, keymap))
        .collect();
    let width =
        |cell: fn(&KeyRow) -> String| rows.iter().map(|row| cell(row).chars().count()).max();
    let keys_width = width(KeyRow::text_cell).unwrap_or_default();
    let name_width = width(|row| row.action.name().to_owned()).unwrap_or_default();
    for (index, group) in ActionGroup::ALL.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{}", group.title())?;
        for row in rows.iter().filter(|row| row.action.group() == *group) {
            let (keys, name, help) = (row.text_cell(), row.action.name(), row.action.help());
            writeln!(out, "  {keys:keys_width$}  {name:name_width$}  {help}")?;
        }
    }
    Ok(())
}

/// Prints the keys as Markdown, a table a group.
///
/// # Errors
/// When nothing can be written.
pub fn write_markdown(keymap: &Keymap, out: &mut dyn Write) -> io::Result<()> {
    for (index, group) in ActionGroup::ALL.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        writeln!(
            out,
            "{gap}| {} | | action |\n| --- | --- | --- |",
            group.title()
        )?;
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let row = KeyRow::new(*action, keymap);
            writeln!(
                out,
                "| {} | {} | `{action}` |",
                row.markdown_cell(),
                action.help()
            )?;
        }
    }
    Ok(())
}

/// Prints the keys as JSON, an object a line.
fn write_json(keymap: &Keymap, out: &mut dyn Write) -> io::Result<()> {
    for &action in Action::ALL {
        let row = KeyRow::new(action, keymap);
        let keys: Map<String, Value> = row
            .keys
            .iter()
            .map(|(context, keys)| (context.name().to_owned(), json!(keys)))
            .collect();
        let line = json!({
            "action": action.name(),
            "group": action.group().title(),
            "help": action.help(),
            "keys": keys,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// An action with its keys: the global ones, and those of a context where they differ.
pub(super) struct KeyRow {
    action: Action,
    keys: Vec<(Context, Vec<Clean>)>,
}

impl KeyRow {
    pub(super) fn new(action: Action, keymap: &Keymap) -> Self {
        let global = keymap.keys_of(Context::Global, action);
        let differs = |context: &Context| {
            let own = keymap.keys_of(*context, action);
            match context {
                Context::Global => true,
                // The global keys do not apply in the prompt, so only its own bindings are listed.
                Context::Prompt => !own.is_empty() && own != global,
                // Keys that mean something else there are told with what they mean.
                Context::Highlight => own.iter().any(|keys| !global.contains(keys)),
                Context::List
                | Context::Reading
                | Context::Quotes
                | Context::Speakers
                | Context::Overlay => own != global,
            }
        };
        let texts = |keys: Vec<KeySequence>| {
            let clean = keys.iter().map(|keys| Clean::line(&keys.to_string()));
            clean.collect::<Vec<_>>()
        };
        let contexts = Context::ALL.iter().copied().filter(differs);
        Self {
            action,
            keys: contexts
                .map(|context| (context, texts(keymap.keys_of(context, action))))
                .collect(),
        }
    }

    /// Returns the keys as plain text.
    pub(super) fn text_cell(&self) -> String {
        self.join_contexts(|keys| keys.join("  "))
    }

    fn markdown_cell(&self) -> String {
        self.join_contexts(|keys| {
            let code = keys.iter().map(|key| match key.as_str() {
                "`" => "`` ` ``".to_owned(),
                key => format!("`{}`", key.replace('|', "\\|")),
            });
            code.collect::<Vec<_>>().join(" ")
        })
    }

    /// Joins the keys of all contexts, each but the global one named after its keys.
    fn join_contexts(&self, cell: impl Fn(&[Clean]) -> String) -> String {
        if self.keys.iter().all(|(_, keys)| keys.is_empty()) {
            return "(no key)".to_owned();
        }
        let parts = self.keys.iter().filter_map(|(context, keys)| {
            let keys = cell(keys);
            match context {
                Context::Global => (!keys.is_empty()).then_some(keys),
                Context::List
                | Context::Reading
                | Context::Highlight
                | Context::Quotes
                | Context::Speakers
                | Context::Overlay
                | Context::Prompt => Some(if keys.is_empty() {
                    format!("(not {})", context.title())
                } else {
                    format!("{keys} ({})", context.title())
                }),
            }
        });
        parts.collect::<Vec<_>>().join("  ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Preset};
    use std::path::Path;

    fn printed(keymap: &Keymap, write: fn(&Keymap, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(keymap, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn keymap(keys: &str) -> Keymap {
        let config = Config::parse(keys, Path::new("config.toml"), Path::new("/"));
        config.unwrap().keymap
    }

    #[test]
    fn the_default_keys_are_a_table() {
        insta::assert_snapshot!(printed(
            &Keymap::new(&Preset::Default.bindings()),
            write_text
        ));
    }

    #[test]
    fn every_action_is_a_json_object_on_a_line() {
        let text = printed(&Config::default().keymap, write_json);
        let names: Vec<String> = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|object| object["action"].as_str().unwrap().to_owned())
            .collect();
        assert!(
            names
                .iter()
                .eq(Action::ALL.iter().map(|action| action.name()))
        );
    }

    #[test]
    fn where_the_keys_of_a_pane_differ_it_is_said() {
        let keymap = keymap(
            "[keys.list]\n'j' = 'none'\n'f5' = 'pipe'\n[keys.quotes]\n'q' = 'none'\n'Z Z' = 'none'",
        );
        let rows = [Action::MoveDown, Action::Pipe, Action::Quit];
        let texts = rows.map(|action| KeyRow::new(action, &keymap).text_cell());
        assert_eq!(
            texts,
            [
                "j  down  down (in the list)",
                "|  |  f5 (in the list)",
                "Z Z  q  (not in the quote sidebar)"
            ]
        );
        assert_eq!(
            KeyRow::new(Action::Pipe, &keymap).markdown_cell(),
            "`\\|`  `\\|` `f5` (in the list)"
        );
    }
}
