//! What the command line says on standard error: of a result, of arguments that it cannot parse.

use std::io::{self, Write};
use std::process::ExitCode;

use pullquote::commands::{CommandOutcome, CommandResult};
use pullquote::config::hide_passwords;
use pullquote::text::Clean;

/// Reports what clap found; help and version are no errors.
pub(super) fn report_parse_error(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _nobody_reads_on = error.print();
        return ExitCode::SUCCESS;
    }
    // The parser repeats the arguments as they were given.
    let message = Clean::new(&error.to_string());
    // clap begins with `error: `, where this program has its own name.
    let message = message.trim_end();
    print_message(message.strip_prefix("error: ").unwrap_or(message));
    ExitCode::from(2)
}

/// Reports a result on standard error, and returns the exit code.
pub(super) fn report_result(answer: CommandResult) -> ExitCode {
    match answer {
        Ok(outcome) => {
            if let CommandOutcome::NothingFound(sentence) = &outcome {
                print_message(sentence);
            }
            ExitCode::from(outcome.exit_code())
        }
        Err(failure) => {
            if !failure.is_broken_pipe() {
                print_message(&failure.to_string());
            }
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Writes a message to standard error; a closed standard error is ignored.
pub(super) fn print_message(message: &str) {
    // Whatever repeats an argument may repeat an address with a password.
    let message = hide_passwords(message);
    let _nobody_listens = writeln!(io::stderr(), "pullquote: {message}");
}
