//! The environment of commands: the program's folders, the config, and the articles to read.

use std::path::{self, Path, PathBuf};

use super::CommandError;
use super::standard_input::is_standard_input;
use crate::config::{Config, Paths, SharedAddress};
use crate::library::Archive;

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
    /// Creates an environment; `named_config` replaces the default config file, and must exist.
    #[must_use]
    pub const fn new(paths: Paths, named_config: Option<PathBuf>) -> Self {
        Self {
            paths,
            named_config,
        }
    }

    /// Returns the path of the config, whether it exists or not.
    #[must_use]
    pub fn config_path(&self) -> PathBuf {
        let named = self.named_config.clone();
        named.unwrap_or_else(|| self.paths.config_file())
    }

    /// Returns the config file that is read, if there is one.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        let path = self.config_path();
        // A dangling link counts as a config file, so that it is reported and not silently skipped.
        let is_there = self.named_config.is_some() || path.is_symlink() || path.exists();
        is_there.then_some(path)
    }

    /// Loads the config.
    ///
    /// # Errors
    /// Returns all errors in the config.
    pub fn load_config(&self) -> Result<Config, CommandError> {
        Ok(Config::load(
            self.config_file().as_deref(),
            &self.paths.home,
        )?)
    }

    /// Returns the archive of some folders and files, with the user's state and a cache that can be written.
    #[must_use]
    pub fn open_archive(&self, folders: &[PathBuf]) -> Archive {
        self.find_archive(folders).with_usable_cache()
    }

    /// Returns the archive of some folders and files, with the user's state and its own cache, whatever is wrong with it.
    #[must_use]
    pub fn find_archive(&self, folders: &[PathBuf]) -> Archive {
        Archive::new(&self.paths.cache, folders).with_state(&self.paths.data)
    }

    /// Returns the files and folders to read: those named; else the config's, or `articles` where we are, and the inbox.
    ///
    /// # Errors
    /// Fails when one that was named does not exist, and when there are none at all.
    pub fn article_paths(
        &self,
        named: &[PathBuf],
        config: &Config,
    ) -> Result<Vec<PathBuf>, CommandError> {
        let is_address = |path: &&PathBuf| path.to_str().is_some_and(SharedAddress::is_meant_by);
        if named.iter().any(|path| is_address(&path)) {
            return Err(CommandError::usage_error(
                "this is done with files and folders only, not with a shared archive",
                "the screen, 'search', 'count', 'speakers', 'speaker', 'same' and 'export' read a shared archive, 'publish' writes to one",
            ));
        }
        if let Some(missing) = named.iter().find(|path| !may_exist(path)) {
            return Err(CommandError::usage_error(
                &format!("'{}' does not exist", missing.display()),
                "give files or folders with articles; 'pullquote help' lists the subcommands",
            ));
        }
        if !named.is_empty() {
            return Ok(named.to_vec());
        }
        let folders = self.usual_paths(config);
        if folders.is_empty() {
            return Err(CommandError::usage_error(
                "no articles given",
                "give a file or folder, or set 'folders' under [library] in the config \
                 ('pullquote config path' prints its path)",
            ));
        }
        Ok(folders)
    }

    /// Returns the files and folders to read like [`Environment::article_paths`]; '-', the standard input, may be among them.
    ///
    /// # Errors
    /// Fails when one that was named does not exist, and when there are none at all.
    pub fn document_paths(
        &self,
        named: &[PathBuf],
        config: &Config,
    ) -> Result<Vec<PathBuf>, CommandError> {
        let is_file = |path: &&PathBuf| !is_standard_input(path);
        let files: Vec<PathBuf> = named.iter().filter(is_file).cloned().collect();
        if files.len() == named.len() {
            return self.article_paths(named, config);
        }
        // Whatever else is named must be there; what is not named is not read beside a document.
        if !files.is_empty() {
            self.article_paths(&files, config)?;
        }
        Ok(named.to_vec())
    }

    /// Returns what is read when nothing is named; empty if there is nothing to read yet.
    #[must_use]
    pub fn usual_paths(&self, config: &Config) -> Vec<PathBuf> {
        let usual = PathBuf::from(USUAL_FOLDER);
        let mut folders = config.library.folders.clone();
        // The config wins over the current directory.
        if folders.is_empty() && usual.is_dir() {
            folders.push(usual);
        }
        let inbox = config.library.inbox_folder(&self.paths);
        let is_among_them = folders
            .iter()
            .filter_map(|folder| path::absolute(folder).ok())
            .any(|folder| inbox.starts_with(folder));
        // An empty inbox is worth reading only beside others: something may be saved there at any time.
        if !is_among_them && inbox.is_dir() && !(folders.is_empty() && is_empty(&inbox)) {
            folders.push(inbox);
        }
        folders
    }
}

/// Returns `true` if a folder holds nothing.
fn is_empty(folder: &Path) -> bool {
    folder
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_none())
}

/// Returns `true` unless a path is known not to exist; a path that cannot be checked fails when it is loaded.
fn may_exist(path: &Path) -> bool {
    path.try_exists().unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        assert_eq!(environment.load_config().unwrap(), Config::default());
    }

    #[test]
    fn a_config_that_was_named_must_be_there() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), Some(home.path().join("mine.toml")));
        let failure = environment.load_config().unwrap_err();
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
        assert_eq!(environment.article_paths(&named, &config).unwrap(), named);
        assert_eq!(
            environment.article_paths(&[], &config).unwrap(),
            [Path::new("/srv/news")]
        );
    }

    #[test]
    fn the_inbox_is_read_beside_the_folders_and_not_twice() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), None);
        let mut config = Config::default();
        let inbox = home.path().join("data/articles");
        fs::create_dir_all(&inbox).unwrap();
        config.library.folders.push("/srv/news".into());
        let both = [PathBuf::from("/srv/news"), inbox.clone()];
        assert_eq!(environment.usual_paths(&config), both);
        config.library.folders = vec![home.path().to_owned()];
        assert_eq!(environment.usual_paths(&config), [home.path()]);
    }

    #[test]
    fn a_wrong_path_is_wrong_usage() {
        let home = tempfile::tempdir().unwrap();
        let environment = environment(home.path(), None);
        let named = [PathBuf::from("/nowhere/at\u{1b}[31m all")];
        let failure = environment
            .article_paths(&named, &Config::default())
            .unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(
            failure
                .to_string()
                .starts_with("'/nowhere/at all' does not exist")
        );
    }
}
