//! `pullquote publish`: mirrors articles into a shared archive on `PostgreSQL`.

use std::path::PathBuf;

use super::shared_option::parse_address;
use super::{CommandResult, Console, Environment};

/// Publish articles to a shared archive on PostgreSQL
///
/// Mirrors the stories, quotes, people and corrections of the PATHs, else of the folders of the config: what is new or has
/// changed is written, what is gone from these folders is removed, and nobody else's is touched. The tables are created if
/// there are none. It can be interrupted at any time: the next run goes on. The password is read from PGPASSWORD, the file
/// that PGPASSFILE names, or ~/.pgpass, never from the address. 'docs/shared-archive.md' describes the tables and the rights.
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "the comments are the help, which is no Markdown"
)]
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote publish postgres://desk@archive.example/news ~/news
  PGPASSFILE=~/.secrets pullquote publish 'postgres://desk@archive.example/news?sslrootcert=/etc/ssl/newsroom.pem'
  pullquote publish --withdraw postgres:///news
  pullquote search --shared postgres://desk@archive.example/news 'ferry said:holm'")]
pub struct PublishArguments {
    /// The address of the shared archive, such as postgres://user@host/database
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Publish under this name, which corrections are shown with; without it, who you are and on which machine
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// Publish only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Remove all that was published under the name
    #[arg(long, conflicts_with_all = ["paths", "as_is"])]
    withdraw: bool,
}

/// Publishes the paths that are named, else the folders of the config.
///
/// # Errors
/// Fails when the address is wrong, a path does not exist, or the shared archive cannot be written.
pub fn run(
    arguments: &PublishArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let address = parse_address(&arguments.address)?;
    running::publish(arguments, &address, environment, console)
}

/// What is done where shared archives are built in.
#[cfg(feature = "shared-archive")]
mod running {
    use std::env;

    use indicatif::{ProgressBar, ProgressDrawTarget};

    use super::PublishArguments;
    use crate::commands::hit_rows::unreadable_catalogue;
    use crate::commands::{
        CommandError, CommandOutcome, CommandResult, Console, Environment, refresh, state,
    };
    use crate::config::SharedAddress;
    use crate::library::Archive;
    use crate::library::corrections::CorrectionSet;
    use crate::library::device::DeviceName;
    use crate::search::index::Index;
    use crate::shared::client::{ClientPatience, SharedConnection};
    use crate::shared::error::SharedError;
    use crate::shared::password::LoginSources;
    use crate::shared::publish::{
        PublishOutcome, PublishSource, publish_archive, withdraw_publisher,
    };
    use crate::text::Clean;
    use crate::text::number::format_count_of;

    pub(super) fn publish(
        arguments: &PublishArguments,
        address: &SharedAddress,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> CommandResult {
        let sources = LoginSources::from_environment(&environment.paths.home);
        let login = sources.find_login(address).map_err(failed)?;
        let open = || SharedConnection::open(address, &login, ClientPatience::PUBLISHING);
        let name = publisher_name(arguments.name.as_deref(), environment)?;
        if arguments.withdraw {
            let removed =
                withdraw_publisher(&mut open().map_err(failed)?, &name).map_err(failed)?;
            let removed = format_count_of(removed, "story", "stories");
            writeln!(console.out, "Withdrew {removed} of {}", name.as_str())?;
            return Ok(CommandOutcome::Done);
        }
        // Whether the server is there is known before the folders are read, which may take long.
        let mut connection = open().map_err(failed)?;
        let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
        let archive = environment.open_archive(&folders);
        let is_whole = read_folders(&archive, arguments.as_is, console)?;
        let people = refresh::query_index(&archive, console, Index::list_people)?;
        let store = state::open_state(&environment.paths.data, console)?;
        let unreadable = |error| CommandError::with_cause("the corrections cannot be read", error);
        let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
        let source = PublishSource {
            archive: &archive,
            catalogue: &catalogue,
            corrections: &CorrectionSet::from_store(&store).map_err(unreadable)?,
            correction_times: &store.correction_times().map_err(unreadable)?,
            decision_times: &store.decision_times().map_err(unreadable)?,
            people,
            removes_missing: is_whole,
        };
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let outcome = publish_archive(&mut connection, &name, &source, &mut |progress| {
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
        });
        bar.finish_and_clear();
        report_outcome(&outcome.map_err(failed)?, console)
    }

    /// Brings the catalogue up to date; returns `true` if all folders were read.
    fn read_folders(
        archive: &Archive,
        is_as_is: bool,
        console: &mut Console<'_>,
    ) -> Result<bool, CommandError> {
        if is_as_is {
            refresh::prepare_archive(archive.clone(), true, console)?;
            // What is not indexed yet would be taken for gone.
            return Ok(false);
        }
        let ingested = refresh::refresh_archive(archive, console)?;
        let Some(ingested) = ingested else {
            writeln!(
                console.notes,
                "pullquote: another pullquote is reading these folders; what it has not read yet is not published"
            )?;
            return Ok(false);
        };
        let is_whole = ingested.problems.is_empty();
        if !is_whole {
            writeln!(
                console.notes,
                "pullquote: nothing is removed from the shared archive, since not all folders could be read"
            )?;
        }
        Ok(is_whole)
    }

    fn report_outcome(outcome: &PublishOutcome, console: &mut Console<'_>) -> CommandResult {
        let stories = |count| format_count_of(count, "story", "stories");
        if outcome.is_converted {
            let version = crate::shared::schema::VERSION;
            writeln!(console.out, "Converted the tables to version {version}")?;
        }
        writeln!(
            console.out,
            "Published {} with {}; {} unchanged, {} removed",
            stories(outcome.written),
            format_count_of(outcome.quotes, "quote", "quotes"),
            stories(outcome.unchanged),
            stories(outcome.removed),
        )?;
        if outcome.compared > 0 {
            let compared = stories(outcome.compared);
            writeln!(
                console.out,
                "Looked for copies of {compared} published before"
            )?;
        }
        if outcome.missing > 0 {
            let missing = stories(outcome.missing);
            writeln!(console.notes, "pullquote: {missing} could not be read")?;
            return Ok(CommandOutcome::Incomplete);
        }
        Ok(CommandOutcome::Done)
    }

    /// Returns the name to publish under.
    fn publisher_name(
        given: Option<&str>,
        environment: &Environment,
    ) -> Result<Clean, CommandError> {
        let given = given.map(Clean::line).filter(|name| !name.is_empty());
        if let Some(name) = given {
            return Ok(name);
        }
        let device = DeviceName::load_or_create(&environment.paths.data);
        let device = device
            .map_err(|error| CommandError::with_cause("this machine has no name yet", error))?;
        let user = env::var("USER").or_else(|_| env::var("LOGNAME"));
        let user = user.unwrap_or_else(|_| "somebody".to_owned());
        Ok(Clean::line(&format!("{user}@{}", device.as_str())))
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "what map_err calls takes the error"
    )]
    fn failed(error: SharedError) -> CommandError {
        CommandError::Failed(Clean::line(&error.to_string()))
    }
}

/// What is said where they are not.
#[cfg(not(feature = "shared-archive"))]
mod running {
    use super::PublishArguments;
    use crate::commands::shared_option::not_built_in;
    use crate::commands::{CommandResult, Console, Environment};
    use crate::config::SharedAddress;
    use crate::shared::reader::NotBuiltIn;

    pub(super) fn publish(
        _: &PublishArguments,
        _: &SharedAddress,
        _: &Environment,
        _: &mut Console<'_>,
    ) -> CommandResult {
        Err(not_built_in(NotBuiltIn))
    }
}
