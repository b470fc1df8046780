//! Checks the config, says where it is, prints the default.

use super::{Answer, Console, Environment, Outcome};
use crate::config::DEFAULT;
use crate::text::Clean;

/// Check the config, or say where it is
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote config default > ~/.config/pullquote/config.toml
  pullquote config check")]
pub struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Subcommand)]
enum Question {
    /// Say what is wrong in the config file, if anything
    Check,
    /// Print the path of the config file, whether it exists or not
    Path,
    /// Print the default config with its explanations
    Default,
}

/// Answers a question about the config.
///
/// # Errors
/// Fails when the config is wrong and that was the question, or nothing can be printed.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let path = Clean::line(&environment.config_path().to_string_lossy());
    match arguments.question {
        Question::Check => {
            environment.config()?;
            if environment.config_file().is_some() {
                writeln!(console.out, "'{path}' is in order")?;
            } else {
                writeln!(
                    console.out,
                    "there is no '{path}': all settings have their defaults"
                )?;
            }
        }
        Question::Path => writeln!(console.out, "{path}")?,
        Question::Default => console.out.write_all(DEFAULT.as_bytes())?,
    }
    Ok(Outcome::Done)
}
