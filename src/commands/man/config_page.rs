//! The manual page of the config.

use clap_mangen::roff::{Roff, bold, roman};

use super::see_also_section;
use crate::config::DEFAULT;
use crate::input::Action;

/// Returns the sections of the config's manual page.
pub(super) fn page_sections(command: &clap::Command) -> [Roff; 5] {
    let version = command.get_version().unwrap_or_default();
    let program = format!("pullquote {version}");
    let mut head = Roff::new();
    head.control("TH", ["pullquote-config", "5", "", &program]);
    head.control("SH", ["NAME"]);
    head.text([roman("pullquote-config - the settings of pullquote")]);
    let mut description = Roff::new();
    description.control("SH", ["DESCRIPTION"]);
    description.text([roman(
        "The config is one TOML file. Settings that are left out have their defaults. An unknown setting or invalid value \
         stops the start with an error that gives the line and the accepted values.",
    )]);
    let mut settings = Roff::new();
    settings.control("SH", ["SETTINGS"]);
    settings.text([roman("The default config, with a comment on each setting:")]);
    // `.nf` keeps the lines of the file as they are; see man(7).
    settings.control("PP", []).control("nf", []);
    for line in DEFAULT.lines() {
        settings.text([roman(line)]);
    }
    settings.control("fi", []);
    [
        head,
        description,
        settings,
        actions_section(),
        see_also_section("pullquote", "1"),
    ]
}

/// Lists the actions that keys can be bound to.
fn actions_section() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ACTIONS"]);
    roff.text([roman("What a key under [keys] can be bound to:")]);
    for action in Action::ALL {
        roff.control("TP", []).text([bold(action.name())]);
        roff.text([roman(action.help())]);
    }
    roff
}
