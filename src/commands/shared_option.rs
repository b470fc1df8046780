//! The option with which a command reads a shared archive, and the setting that is used without it.

use std::path::PathBuf;

use super::hit_rows::unreadable_catalogue;
use super::{CommandError, Environment};
use crate::config::{SharedAddress, SharedAddressError};
use crate::search::hits::HitFlags;
use crate::search::query::Query;
use crate::shared::reader::{NotBuiltIn, SharedReader, open_reader};

/// The option of commands that can read a shared archive.
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "the comments are the help, which is no Markdown"
)]
#[derive(Debug, Clone, PartialEq, Eq, Default, clap::Args)]
pub struct SharedOption {
    /// Read the shared archive at this address, such as postgres://user@host/database, instead of files; so does the setting
    /// 'library.shared', if no PATH is named
    #[arg(long, value_name = "ADDRESS")]
    pub(super) shared: Option<String>,
}

impl SharedOption {
    /// Opens the shared archive that is meant: by the option, by an address among the paths, or, without paths, by the
    /// config; `None` if files are meant.
    ///
    /// # Errors
    /// Fails if the address is wrong, files are named as well, or the program was built without shared archives.
    pub(super) fn open_reader(
        &self,
        paths: &[PathBuf],
        environment: &Environment,
    ) -> Result<Option<Box<dyn SharedReader>>, CommandError> {
        let Some(address) = self.find_address(paths, environment)? else {
            return Ok(None);
        };
        let reader = open_reader(&address, &environment.paths.home);
        reader.map(Some).map_err(not_built_in)
    }

    fn find_address(
        &self,
        paths: &[PathBuf],
        environment: &Environment,
    ) -> Result<Option<SharedAddress>, CommandError> {
        let named = paths.iter().filter_map(|path| path.to_str());
        let named: Vec<&str> = named
            .filter(|path| SharedAddress::is_meant_by(path))
            .collect();
        let named = self.shared.as_deref().into_iter().chain(named);
        let named: Vec<&str> = named.collect();
        match named.as_slice() {
            [] if paths.is_empty() => Ok(environment.load_config()?.library.shared),
            [] => Ok(None),
            [address] if paths.len() < 2 && (self.shared.is_none() || paths.is_empty()) => {
                parse_address(address).map(Some)
            }
            [..] => Err(CommandError::usage_error(
                "a shared archive cannot be read together with files or another one",
                "name the address alone",
            )),
        }
    }
}

/// Opens the shared archive that is among the paths, or, without paths, in the config; `None` if files are meant.
///
/// # Errors
/// Fails if the address is wrong, files are named as well, or the program was built without shared archives.
pub fn open_named_archive(
    paths: &[PathBuf],
    environment: &Environment,
) -> Result<Option<Box<dyn SharedReader>>, CommandError> {
    SharedOption::default().open_reader(paths, environment)
}

/// Returns what a query of a shared archive asks of the reader's own state.
///
/// # Errors
/// Fails if the state cannot be read.
pub(super) fn own_flags(
    query: &Query,
    environment: &Environment,
) -> Result<HitFlags, CommandError> {
    if !query.asks_for_flags() {
        return Ok(HitFlags::default());
    }
    let archive = environment.open_archive(&[]);
    let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
    catalogue.flags_for(query).map_err(unreadable_catalogue)
}

/// Fails if an option was given that works with files only.
///
/// # Errors
/// Names the option, and what to do.
pub(super) fn reject_option(is_given: bool, name: &str) -> Result<(), CommandError> {
    if is_given {
        return Err(CommandError::usage_error(
            &format!("'{name}' does not work with a shared archive"),
            &format!("leave '{name}' out, or name the folders to read"),
        ));
    }
    Ok(())
}

/// Parses the address of a shared archive.
///
/// # Errors
/// Fails without repeating the address, which may have a password.
pub(super) fn parse_address(address: &str) -> Result<SharedAddress, CommandError> {
    let wrong =
        |error: SharedAddressError| CommandError::usage_error(&error.to_string(), error.hint());
    SharedAddress::parse(address).map_err(wrong)
}

/// Explains that the program was built without shared archives.
pub(super) fn not_built_in(error: NotBuiltIn) -> CommandError {
    CommandError::usage_error(&error.to_string(), NotBuiltIn::HINT)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rstest::rstest;

    use super::*;
    use crate::config::Paths;

    fn environment() -> Environment {
        let folder = |name: &str| Path::new("/nowhere").join(name);
        Environment::new(
            Paths {
                home: folder("home"),
                config: folder("config"),
                data: folder("data"),
                cache: folder("cache"),
            },
            None,
        )
    }

    #[rstest]
    #[case::files(None, &["news"], Ok(None))]
    #[case::nothing(None, &[], Ok(None))]
    #[case::the_option(Some("postgres://db.example/n"), &[], Ok(Some("postgres://db.example/n")))]
    #[case::a_path(None, &["postgres://db.example/n"], Ok(Some("postgres://db.example/n")))]
    #[case::both(Some("postgres://db.example/n"), &["news"], Err(()))]
    #[case::two(None, &["postgres://a.example/n", "postgres://b.example/n"], Err(()))]
    #[case::a_password(Some("postgres://ada:s3cret@db.example/n"), &[], Err(()))]
    fn an_address_is_alone(
        #[case] shared: Option<&str>,
        #[case] paths: &[&str],
        #[case] expected: Result<Option<&str>, ()>,
    ) {
        let option = SharedOption {
            shared: shared.map(str::to_owned),
        };
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let found = option.find_address(&paths, &environment());
        let found = found.map(|address| address.map(|address| address.to_string()));
        let found = found.map_err(|error| assert!(!error.to_string().contains("s3cret")));
        assert_eq!(found, expected.map(|address| address.map(str::to_owned)));
    }
}
