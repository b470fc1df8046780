//! Prints the file that lets a shell complete our arguments.

use clap_complete::Shell;

use super::{CommandOutcome, CommandResult, Console};

/// Print completions for a shell
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote completions bash > ~/.local/share/bash-completion/completions/pullquote
  pullquote completions zsh > ~/.zfunc/_pullquote
  pullquote completions fish > ~/.config/fish/completions/pullquote.fish")]
pub struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

/// Prints the completions of `command`, which is the whole command line.
///
/// # Errors
/// Fails when nothing can be printed.
pub fn run(
    arguments: CompletionsArguments,
    mut command: clap::Command,
    console: &mut Console<'_>,
) -> CommandResult {
    // The generator panics where it cannot write, and to a buffer it always can.
    let mut completions = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(arguments.shell, &mut command, name, &mut completions);
    console.out.write_all(&completions)?;
    Ok(CommandOutcome::Done)
}
