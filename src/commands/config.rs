//! Checks the config, says where it is, prints the default.

use super::{CommandOutcome, CommandResult, Console, Environment};
use crate::config::DEFAULT;
use crate::text::Clean;

/// Check the config, or print its path or the default
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote config default > ~/.config/pullquote/config.toml
  pullquote config check")]
pub struct ConfigArguments {
    #[command(subcommand)]
    question: ConfigCommand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Subcommand)]
enum ConfigCommand {
    /// Check the config file for errors
    Check,
    /// Print the path of the config file, whether it exists or not
    Path,
    /// Print the default config with comments
    Default,
}

/// Answers a question about the config.
///
/// # Errors
/// Fails when the config is wrong and that was the question, or nothing can be printed.
pub fn run(
    arguments: &ConfigArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let path = Clean::line(&environment.config_path().to_string_lossy());
    match arguments.question {
        ConfigCommand::Check => {
            environment.load_config()?;
            if environment.config_file().is_some() {
                writeln!(console.out, "'{path}' is valid")?;
            } else {
                writeln!(
                    console.out,
                    "no '{path}': all settings are at their defaults"
                )?;
            }
        }
        ConfigCommand::Path => writeln!(console.out, "{path}")?,
        ConfigCommand::Default => console.out.write_all(DEFAULT.as_bytes())?,
    }
    Ok(CommandOutcome::Done)
}
