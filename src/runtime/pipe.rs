//! Pipes text to a command that the reader typed.
//!
//! The command goes to the reader's shell as it was typed; what is in an article goes to its input and to two
//! variables, and never into the command.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Command, ExitStatus, Stdio};

use rustix::stdio::stdin;

use super::{links, terminal};
use crate::app::notice::StatusNotice;
use crate::text::Clean;

/// The shell of a reader who has named none.
const USUAL_SHELL: &str = "/bin/sh";

/// What is piped.
pub(super) struct Piped<'a> {
    /// The command as typed.
    pub(super) command: &'a str,
    /// Its input.
    pub(super) text: &'a Clean,
    /// The story's title, as `PULLQUOTE_TITLE`.
    pub(super) title: &'a Clean,
    /// The story's link, as `PULLQUOTE_URL`.
    pub(super) url: Option<&'a Clean>,
}

/// Lends the terminal to the command until the reader has seen its output, and says how it ended.
pub(super) fn pipe_text(piped: &Piped<'_>) -> StatusNotice {
    let command = piped.command;
    let ended = terminal::lend_terminal(|| {
        let ended = run_command(piped);
        let _ = wait_for_enter(&ended);
        ended
    });
    match ended {
        Ok(Ok(status)) if status.success() => StatusNotice::quiet(&format!("'{command}' finished")),
        Ok(Ok(status)) => StatusNotice::warning(&format!("'{command}' failed: {status}")),
        Ok(Err(error)) | Err(error) => {
            StatusNotice::error(&format!("'{command}' could not be run: {error}"))
        }
    }
}

fn run_command(piped: &Piped<'_>) -> io::Result<ExitStatus> {
    let mut child = shell_command(piped).stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A command that has read enough, as 'head' does, is no fault.
        let _ = input.write_all(piped.text.as_bytes());
    }
    child.wait()
}

fn shell_command(piped: &Piped<'_>) -> Command {
    let shell = env::var_os("SHELL").filter(|shell| !shell.is_empty());
    let mut command = Command::new(shell.unwrap_or_else(|| OsString::from(USUAL_SHELL)));
    command
        .arg("-c")
        .arg(piped.command)
        .env("PULLQUOTE_TITLE", piped.title.as_str())
        .env(
            "PULLQUOTE_URL",
            piped
                .url
                .map(|url| links::encode_for_shells(url))
                .unwrap_or_default(),
        );
    command
}

/// Leaves the output on the screen until the reader has seen it.
fn wait_for_enter(ended: &io::Result<ExitStatus>) -> io::Result<()> {
    let how = match ended {
        Ok(status) if status.success() => String::new(),
        Ok(status) => format!("{status}. "),
        Err(error) => format!("{}. ", Clean::line(&error.to_string())),
    };
    let mut out = io::stdout().lock();
    write!(out, "\n[{how}press Enter to return to pullquote] ")?;
    out.flush()?;
    let mut byte = [0];
    while rustix::io::read(stdin(), &mut byte)? == 1 && byte != *b"\n" {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output_of(command_line: &str, text: &str) -> (String, bool) {
        let (text, title) = (Clean::new(text), Clean::new("$(touch /tmp/x); `id`"));
        let piped = Piped {
            command: command_line,
            text: &text,
            title: &title,
            url: None,
        };
        let mut child = shell_command(&piped)
            .env("SHELL", USUAL_SHELL)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        (
            String::from_utf8(output.stdout).unwrap(),
            output.status.success(),
        )
    }

    #[test]
    fn the_text_is_the_commands_input_and_pipelines_work() {
        let (output, is_done) = output_of("sort | head -n 1", "b\na\n");
        assert_eq!((output.as_str(), is_done), ("a\n", true));
    }

    #[test]
    fn nothing_of_an_article_is_run() {
        let (output, _) = output_of("cat; printf %s \"$PULLQUOTE_TITLE\"", "$(id) `id`\n");
        assert_eq!(output, "$(id) `id`\n$(touch /tmp/x); `id`");
    }

    #[test]
    fn a_command_that_reads_nothing_is_no_fault() {
        assert!(output_of("true", &"long ".repeat(100_000)).1);
        assert!(!output_of("exit 3", "x").1);
    }
}
