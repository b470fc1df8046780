//! Checks the config, says where it is, prints the default and the schema, writes one to begin with.

use std::io;
use std::path::PathBuf;

use super::{CommandError, CommandOutcome, CommandResult, Console, Environment};
use crate::config::{Config, DEFAULT, edit, schema};
use crate::files::private;
use crate::text::Clean;

/// Check the config, print its path, the default or its schema, or write a commented one
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
    /// Print the JSON Schema of the config, for editors that complete and check with it
    Schema,
    /// Write a commented config and its schema, unless there is one
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
        ConfigCommand::Schema => write!(console.out, "{}", schema_text()?)?,
        ConfigCommand::Init => write_config(environment, console)?,
        ConfigCommand::Default => console.out.write_all(DEFAULT.as_bytes())?,
    }
    Ok(CommandOutcome::Done)
}

/// Writes a commented config with its schema beside it.
fn write_config(environment: &Environment, console: &mut Console<'_>) -> Result<(), CommandError> {
    let file = environment.config_path();
    let path = Clean::line(&file.to_string_lossy());
    if file.exists() {
        return Err(CommandError::usage_error(
            &format!("'{path}' exists already"),
            "edit it; 'pullquote config default' prints all settings with their comments",
        ));
    }
    let text = format!("{}\n{}", schema::DIRECTIVE, edit::commented_config());
    let schema_file = file.with_file_name(schema::FILE_NAME);
    private::replace_file(&schema_file, schema_text()?.as_bytes())
        .and_then(|()| private::replace_file(&file, text.as_bytes()))
        .map_err(|error| CommandError::with_cause("the config cannot be written", error))?;
    let schema_path = Clean::line(&schema_file.to_string_lossy());
    writeln!(console.out, "Wrote '{path}' and its schema '{schema_path}'")?;
    Ok(())
}

/// Returns the schema as it is printed.
fn schema_text() -> Result<String, CommandError> {
    let text = serde_json::to_string_pretty(&schema::config_schema()).map_err(io::Error::from)?;
    Ok(format!("{text}\n"))
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
