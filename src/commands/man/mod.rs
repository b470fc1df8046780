//! Prints the manual pages: of the program, and of its config.
//!
//! - [`fields`]: what the commands print as JSON
//! - `config_page`: the page of the config

mod config_page;
pub mod fields;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Answer, Console, Outcome};
use crate::config::Config;
use crate::input::{Action, ActionGroup, Context, Keymap};

/// Print a manual page, for 'man -l' or a folder of manual pages
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote man | man -l -
  pullquote man > ~/.local/share/man/man1/pullquote.1
  pullquote man config > ~/.local/share/man/man5/pullquote-config.5")]
pub struct Arguments {
    /// Which page
    #[arg(value_enum, default_value_t = Page::Program)]
    page: Page,
}

/// A manual page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Page {
    /// The program: commands, JSON, keys
    Program,
    /// The config: every setting with its default
    Config,
}

/// Prints a manual page of `command`, which is the whole command line, with the default keys and config.
///
/// # Errors
/// Fails when nothing can be printed.
pub fn run(arguments: Arguments, command: clap::Command, console: &mut Console<'_>) -> Answer {
    if arguments.page == Page::Config {
        for section in config_page::sections(&command) {
            section.to_writer(console.out)?;
        }
        return Ok(Outcome::Done);
    }
    let man = Man::new(command.clone());
    man.render_title(console.out)?;
    man.render_name_section(console.out)?;
    man.render_synopsis_section(console.out)?;
    man.render_description_section(console.out)?;
    man.render_options_section(console.out)?;
    for section in [
        subcommands(command),
        json(),
        keys(&Config::default().keymap),
        config(),
        files(),
        environment(),
        exit_status(),
        see_also("pullquote-config", "5"),
    ] {
        section.to_writer(console.out)?;
    }
    Ok(Outcome::Done)
}

/// Tells every subcommand with its usage and options, so that one page says it all.
fn subcommands(mut command: clap::Command) -> Roff {
    command.build();
    let mut roff = Roff::new();
    roff.control("SH", ["SUBCOMMANDS"]);
    let shown = |one: &&mut clap::Command| !one.is_hide_set() && one.get_name() != "help";
    for subcommand in command.get_subcommands_mut().filter(shown) {
        let usage = subcommand.render_usage().to_string();
        roff.control("TP", []);
        roff.text([bold(usage.trim_start_matches("Usage: "))]);
        let about = subcommand.get_long_about().or(subcommand.get_about());
        for (number, paragraph) in text(about).split("\n\n").enumerate() {
            if number > 0 {
                roff.control("sp", []);
            }
            roff.text([roman(paragraph)]);
        }
        let arguments = subcommand.get_arguments();
        let own = arguments.filter(|one| !one.is_global_set() && one.get_id() != "help");
        for argument in own {
            line(&mut roff, &argument.to_string(), &text(argument.get_help()));
        }
        let questions = subcommand.get_subcommands();
        for question in questions.filter(|one| one.get_name() != "help") {
            line(&mut roff, question.get_name(), &text(question.get_about()));
        }
        examples(&mut roff, &text(subcommand.get_after_help()));
    }
    roff
}

/// Adds examples as they are.
fn examples(roff: &mut Roff, text: &str) {
    if text.is_empty() {
        return;
    }
    roff.control("PP", []).control("nf", []);
    for line in text.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

/// Tells what is printed as JSON, field by field.
fn json() -> Roff {
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
fn text(help: Option<&clap::builder::StyledStr>) -> String {
    help.map(ToString::to_string).unwrap_or_default()
}

/// Adds a line that explains a word.
fn line(roff: &mut Roff, word: &str, meaning: &str) {
    roff.control("br", []);
    roff.text([bold(word), roman(format!(": {meaning}"))]);
}

fn keys(keymap: &Keymap) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([roman(
        "These are the default keys; 'pullquote keys' prints those of your config, and ? shows them in the reader.",
    )]);
    for group in ActionGroup::ALL {
        roff.control("SS", [group.title()]);
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let keys = keymap.keys_of(Context::Global, *action);
            let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
            let keys = if keys.is_empty() {
                "(no key)".to_owned()
            } else {
                keys.join(", ")
            };
            roff.control("TP", []).text([bold(keys)]);
            roff.text([roman(format!("{} ({action})", action.help()))]);
        }
    }
    roff
}

fn config() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["CONFIG"]);
    roff.text([roman(
        "All settings have defaults, and a config holds only those that differ. 'pullquote config default' prints them with \
         what each does, 'pullquote config check' says what is wrong in yours; pullquote-config(5) tells them all.",
    )]);
    roff
}

fn see_also(page: &str, section: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([bold(page), roman(format!("({section})"))]);
    roff
}

fn files() -> Roff {
    terms(
        "FILES",
        &[
            (
                "$XDG_CONFIG_HOME/pullquote/config.toml",
                "the config; $PULLQUOTE_CONFIG or --config names another file",
            ),
            (
                "$XDG_CONFIG_HOME/pullquote/feeds",
                "the feeds you subscribed to, an address a line",
            ),
            (
                "$XDG_DATA_HOME/pullquote/state.db",
                "bookmarks, notes, read flags, places: what must not be lost",
            ),
            (
                "$XDG_CACHE_HOME/pullquote/",
                "what is made again when it is missing",
            ),
        ],
    )
}

fn environment() -> Roff {
    terms(
        "ENVIRONMENT",
        &[
            (
                "PULLQUOTE_CONFIG",
                "the config file, unless --config names one",
            ),
            (
                "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME",
                "absolute paths that take the place of ~/.config, ~/.local/share and ~/.cache",
            ),
            ("NO_COLOR", "when not empty, nothing has a colour"),
            (
                "TERM, COLORTERM, COLORFGBG",
                "how many colours there are, and whether the background is dark",
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

fn exit_status() -> Roff {
    terms(
        "EXIT STATUS",
        &[
            ("0", "done"),
            ("1", "nothing found"),
            ("2", "wrong usage or config"),
            ("3", "failed"),
        ],
    )
}

/// Makes a section that explains some words.
fn terms(title: &str, terms: &[(&str, &str)]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, meaning) in terms {
        roff.control("TP", []).text([bold(*term)]);
        roff.text([roman(*meaning)]);
    }
    roff
}
