//! Prints the manual pages: of the program, and of its config.
//!
//! - [`fields`]: what the commands print as JSON
//! - `config_page`: the page of the config
//! - `recipes`: what a story can be piped to

mod config_page;
mod export_fields;
pub mod fields;
mod recipes;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{CommandOutcome, CommandResult, Console};
use crate::commands::keys::KeyRow;
use crate::config::Config;
use crate::input::{Action, ActionGroup, Keymap};

/// Print a manual page, for 'man -l' or a folder of manual pages
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote man | man -l -
  pullquote man > ~/.local/share/man/man1/pullquote.1
  pullquote man config > ~/.local/share/man/man5/pullquote-config.5")]
pub struct ManArguments {
    /// The page to print
    #[arg(value_enum, default_value_t = ManualPage::Program)]
    page: ManualPage,
}

/// A manual page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ManualPage {
    /// The program: commands, JSON, keys
    Program,
    /// The config: every setting with its default
    Config,
}

/// Prints a manual page of `command`, which is the whole command line, with the default keys and config.
///
/// # Errors
/// Fails when nothing can be printed.
pub fn run(
    arguments: ManArguments,
    command: clap::Command,
    console: &mut Console<'_>,
) -> CommandResult {
    if arguments.page == ManualPage::Config {
        for section in config_page::page_sections(&command) {
            section.to_writer(console.out)?;
        }
        return Ok(CommandOutcome::Done);
    }
    let man = Man::new(command.clone());
    man.render_title(console.out)?;
    man.render_name_section(console.out)?;
    man.render_synopsis_section(console.out)?;
    man.render_description_section(console.out)?;
    man.render_options_section(console.out)?;
    for section in [
        subcommands_section(command),
        json_section(),
        keys_section(&Config::default().keymap),
        recipes::recipes_section(),
        config_section(),
        files_section(),
        environment_section(),
        exit_status_section(),
        see_also_section("pullquote-config", "5"),
    ] {
        section.to_writer(console.out)?;
    }
    Ok(CommandOutcome::Done)
}

/// Describes every subcommand with its usage and options, so that one page covers everything.
fn subcommands_section(mut command: clap::Command) -> Roff {
    // Without this clap has not propagated the global options and the usage of subcommands.
    command.build();
    let mut roff = Roff::new();
    roff.control("SH", ["SUBCOMMANDS"]);
    let shown = |one: &&mut clap::Command| !one.is_hide_set() && one.get_name() != "help";
    for subcommand in command.get_subcommands_mut().filter(shown) {
        let usage = subcommand.render_usage().to_string();
        roff.control("TP", []);
        roff.text([bold(usage.trim_start_matches("Usage: "))]);
        let about = subcommand.get_long_about().or(subcommand.get_about());
        for (number, paragraph) in help_text(about).split("\n\n").enumerate() {
            if number > 0 {
                roff.control("sp", []);
            }
            roff.text([roman(paragraph)]);
        }
        let arguments = subcommand.get_arguments();
        let own = arguments.filter(|one| !one.is_global_set() && one.get_id() != "help");
        for argument in own {
            write_term(
                &mut roff,
                &argument.to_string(),
                &help_text(argument.get_help()),
            );
        }
        let questions = subcommand.get_subcommands();
        for question in questions.filter(|one| one.get_name() != "help") {
            write_term(
                &mut roff,
                question.get_name(),
                &help_text(question.get_about()),
            );
        }
        write_examples(&mut roff, &help_text(subcommand.get_after_help()));
    }
    roff
}

/// Adds examples as they are.
fn write_examples(roff: &mut Roff, text: &str) {
    if text.is_empty() {
        return;
    }
    // `.nf` keeps the lines of the examples as they are; see man(7).
    roff.control("PP", []).control("nf", []);
    for line in text.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

/// Describes the JSON output, field by field.
fn json_section() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["JSON"]);
    roff.text([roman(fields::ABOUT)]);
    for object in fields::OBJECTS {
        roff.control("SS", [object.command]);
        roff.text([roman(format!("An object for each {}:", object.each))]);
        for (name, meaning) in object.fields {
            roff.control("TP", []).text([bold(*name)]);
            roff.text([roman(*meaning)]);
        }
    }
    roff
}

/// Returns what the command line says of itself.
fn help_text(help: Option<&clap::builder::StyledStr>) -> String {
    help.map(ToString::to_string).unwrap_or_default()
}

/// Adds a line that explains a word.
fn write_term(roff: &mut Roff, word: &str, meaning: &str) {
    roff.control("br", []);
    roff.text([bold(word), roman(format!(": {meaning}"))]);
}

fn keys_section(keymap: &Keymap) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([roman(
        "These are the default keys; 'pullquote keys' prints those of your config, and ? shows them on screen.",
    )]);
    for group in ActionGroup::ALL {
        roff.control("SS", [group.title()]);
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let keys = KeyRow::new(*action, keymap).text_cell();
            roff.control("TP", []).text([bold(keys)]);
            roff.text([roman(format!("{} ({action})", action.help()))]);
        }
    }
    roff
}

fn config_section() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["CONFIG"]);
    roff.text([roman(
        "All settings have defaults, and a config holds only those that differ. 'pullquote config default' prints all of them \
         with comments, and 'pullquote config check' checks yours; see pullquote-config(5).",
    )]);
    roff
}

fn see_also_section(page: &str, section: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([bold(page), roman(format!("({section})"))]);
    roff
}

fn files_section() -> Roff {
    terms_section(
        "FILES",
        &[
            (
                "$XDG_CONFIG_HOME/pullquote/config.toml",
                "the config; $PULLQUOTE_CONFIG or --config selects another file",
            ),
            (
                "$XDG_CONFIG_HOME/pullquote/config.schema.json",
                "the schema of the config, for editors; written by 'pullquote config init'",
            ),
            (
                "$XDG_CONFIG_HOME/pullquote/feeds",
                "the feeds you subscribed to, one URL per line",
            ),
            (
                "$XDG_DATA_HOME/pullquote/state.db",
                "what you did, which must not be lost: bookmarks, notes, tags, corrections, decisions on who is who, saved searches, \
                 read marks and read positions; state.lock, state.db-wal and state.db-shm are in use while the program runs",
            ),
            (
                "$XDG_DATA_HOME/pullquote/state.journal",
                "every change of it as a line, from which it is restored if it is damaged; 'pullquote import' reads it as well",
            ),
            (
                "$XDG_DATA_HOME/pullquote/backups/",
                "copies of state.db, by their days",
            ),
            (
                "$XDG_DATA_HOME/pullquote/state.damaged-*",
                "a damaged state that was set aside and replaced",
            ),
            (
                "$XDG_DATA_HOME/pullquote/session.json, days.json",
                "where the program was left, and what was there on the last days of reading",
            ),
            (
                "$XDG_DATA_HOME/pullquote/device, sync.json, sync.lock",
                "the name of this device in the sync folder, and what was exchanged there last; in that folder each device writes \
                 a file DEVICE.jsonl, its state as lines",
            ),
            (
                "$XDG_DATA_HOME/pullquote/articles/",
                "the inbox, with the pages that were saved, unless the config names another folder",
            ),
            (
                "$XDG_CACHE_HOME/pullquote/",
                "the cache, which is rebuilt when it is missing: for each set of folders a catalogue and a search index, and what \
                 was fetched from feeds",
            ),
        ],
    )
}

fn environment_section() -> Roff {
    terms_section(
        "ENVIRONMENT",
        &[
            (
                "PULLQUOTE_CONFIG",
                "the config file, unless --config gives one",
            ),
            (
                "PULLQUOTE_LOG",
                "a file that a log is appended to, unless --log gives one: what each thread did, and for how long",
            ),
            (
                "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME",
                "absolute paths that replace ~/.config, ~/.local/share and ~/.cache",
            ),
            ("NO_COLOR", "if not empty, colours are off"),
            (
                "TERM, COLORTERM, COLORFGBG",
                "the number of colours, and whether the background is dark",
            ),
            (
                "FORCE_HYPERLINK",
                "1 to write links for the terminal to open, 0 not to; by default this depends on the terminal",
            ),
            ("VISUAL, EDITOR", "the editor that e opens files in"),
            ("BROWSER", "the browser that o opens links in"),
            ("SHELL", "the shell that runs the command typed after |"),
            (
                "PULLQUOTE_TITLE, PULLQUOTE_URL",
                "set for that command: the title and the link of the story it gets",
            ),
        ],
    )
}

fn exit_status_section() -> Roff {
    terms_section(
        "EXIT STATUS",
        &[
            ("0", "done"),
            ("1", "nothing found"),
            ("2", "wrong usage or config"),
            ("3", "failed"),
        ],
    )
}

/// Returns a section of terms and their meanings.
fn terms_section(title: &str, terms: &[(&str, &str)]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, meaning) in terms {
        roff.control("TP", []).text([bold(*term)]);
        roff.text([roman(*meaning)]);
    }
    roff
}
