//! The manual page of the config.

use clap_mangen::roff::{Roff, bold, roman};

use super::see_also;
use crate::config::DEFAULT;
use crate::input::Action;

/// Makes the page of the config.
pub(super) fn sections(command: &clap::Command) -> [Roff; 5] {
    let version = command.get_version().unwrap_or_default();
    let program = format!("pullquote {version}");
    let mut head = Roff::new();
    head.control("TH", ["pullquote-config", "5", "", &program]);
    head.control("SH", ["NAME"]);
    head.text([roman("pullquote-config - the settings of pullquote")]);
    let mut description = Roff::new();
    description.control("SH", ["DESCRIPTION"]);
    description.text([roman(
        "The config is one file in TOML. What is left out has its default; what is not known, or has a value that is not \
         accepted, stops the start with its line and what would be.",
    )]);
    let mut settings = Roff::new();
    settings.control("SH", ["SETTINGS"]);
    settings.text([roman("The default config, with what each setting does:")]);
    settings.control("PP", []).control("nf", []);
    for line in DEFAULT.lines() {
        settings.text([roman(line)]);
    }
    settings.control("fi", []);
    [
        head,
        description,
        settings,
        actions(),
        see_also("pullquote", "1"),
    ]
}

/// Tells the names that keys are bound to.
fn actions() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ACTIONS"]);
    roff.text([roman("What a key under [keys] can be bound to:")]);
    for action in Action::ALL {
        roff.control("TP", []).text([bold(action.name())]);
        roff.text([roman(action.help())]);
    }
    roff
}
