//! What commands find around them: the program's folders, the config, the articles meant.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::config::{Config, Paths};

/// The folder of articles that is read when nothing else is named.
const USUAL_FOLDER: &str = "articles";

/// The program's folders and the config file that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The program's folders.
    pub paths: Paths,
    named_config: Option<PathBuf>,
}

impl Environment {
    /// Makes an environment; `named_config` takes the place of the usual config file, and must exist.
    #[must_use]
    pub const fn new(paths: Paths, named_config: Option<PathBuf>) -> Self {
        Self {
            paths,
            named_config,
        }
    }

    /// Returns where the config is, or would be.
    #[must_use]
    pub fn config_path(&self) -> PathBuf {
        let named = self.named_config.clone();
        named.unwrap_or_else(|| self.paths.config_file())
    }

    /// Returns the config file that is read, if there is one.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        let path = self.config_path();
        // A link that leads nowhere is there, and shall be complained about.
        let is_there = self.named_config.is_some() || path.is_symlink() || path.exists();
        is_there.then_some(path)
    }

    /// Reads the config.
    ///
    /// # Errors
    /// Says everything that is wrong with it.
    pub fn config(&self) -> Result<Config, Failure> {
        Ok(Config::load(
            self.config_file().as_deref(),
            &self.paths.home,
        )?)
    }

    /// Returns the files and folders to read: those named, else the config's, else `articles` where we are.
    ///
    /// # Errors
    /// Fails when one that was named does not exist, and when there are none at all.
    pub fn articles(&self, named: &[PathBuf], config: &Config) -> Result<Vec<PathBuf>, Failure> {
        if let Some(missing) = named.iter().find(|path| !is_there(path)) {
            return Err(Failure::usage(
                &format!("'{}' does not exist", missing.display()),
                "name files or folders with articles; 'pullquote help' lists the subcommands",
            ));
        }
        let usual = PathBuf::from(USUAL_FOLDER);
        if !named.is_empty() {
            Ok(named.to_vec())
        } else if !config.library.folders.is_empty() {
            Ok(config.library.folders.clone())
        } else if usual.is_dir() {
            Ok(vec![usual])
        } else {
            Err(Failure::usage(
                "no articles are named",
                "name a file or folder, or put folders under [library] in the config \
                 ('pullquote config path' says where it is)",
            ))
        }
    }
}

/// Says whether something is there; what cannot be looked at is, and loading it will say why not.
fn is_there(path: &Path) -> bool {
    path.try_exists().unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(home: &Path, named_config: Option<PathBuf>) -> Environment {
        let paths = Paths {
            home: home.to_owned(),
            config: home.join("config"),
            data: home.join("data"),
            cache: home.join("cache"),
        };
        Environment::new(paths, named_config)
    }

    #[test]
    fn without_a_config_file_all_is_the_default() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), None);
        assert_eq!(environment.config().unwrap(), Config::default());
    }

    #[test]
    fn a_config_that_was_named_must_be_there() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), Some(home.path().join("mine.toml")));
        let failure = environment.config().unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(
            failure
                .to_string()
                .contains("mine.toml: there is no such config file")
        );
    }

    #[test]
    fn paths_that_are_named_go_before_the_configs() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), None);
        let mut config = Config::default();
        config.library.folders.push("/srv/news".into());
        let named = [home.path().to_owned()];
        assert_eq!(environment.articles(&named, &config).unwrap(), named);
        assert_eq!(
            environment.articles(&[], &config).unwrap(),
            [Path::new("/srv/news")]
        );
    }

    #[test]
    fn a_wrong_path_is_wrong_usage() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), None);
        let named = [PathBuf::from("/nowhere/at\u{1b}[31m all")];
        let failure = environment
            .articles(&named, &Config::default())
            .unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(
            failure
                .to_string()
                .starts_with("'/nowhere/at all' does not exist")
        );
    }
}
