//! Checks the config, says where it is, prints the default, writes one to begin with.

use std::path::PathBuf;

use super::{CommandError, CommandOutcome, CommandResult, Console, Environment};
use crate::config::{Config, DEFAULT, edit};
use crate::files::private;
use crate::text::Clean;

/// Check the config, print its path or the default, or write a commented one
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote config init
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
    /// Write a commented config, unless there is one
    Init,
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
            let config = environment.load_config()?;
            report_missing_folders(&config, console)?;
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
        ConfigCommand::Init => {
            if environment.config_path().exists() {
                return Err(CommandError::usage_error(
                    &format!("'{path}' exists already"),
                    "edit it; 'pullquote config default' prints all settings with their comments",
                ));
            }
            private::replace_file(
                &environment.config_path(),
                edit::commented_config().as_bytes(),
            )
            .map_err(|error| CommandError::with_cause("the config cannot be written", error))?;
            writeln!(console.out, "Wrote '{path}'")?;
        }
        ConfigCommand::Default => console.out.write_all(DEFAULT.as_bytes())?,
    }
    Ok(CommandOutcome::Done)
}

/// Reports the folders of the config that do not exist: a disk may only be absent, so they are no errors.
fn report_missing_folders(config: &Config, console: &mut Console<'_>) -> Result<(), CommandError> {
    let is_missing = |path: &&PathBuf| matches!(path.try_exists(), Ok(false));
    for folder in config.library.folders.iter().filter(is_missing) {
        let folder = Clean::line(&folder.to_string_lossy());
        writeln!(
            console.notes,
            "pullquote: '{folder}' in 'library.folders' does not exist"
        )?;
    }
    Ok(())
}
