//! The program's own folders, as the XDG Base Directory Specification 0.8 places them:
//! <https://specifications.freedesktop.org/basedir-spec/latest/>.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use crate::files::private;

/// The name of the program's folder in each XDG folder.
const FOLDER: &str = "pullquote";

/// The program's folders: absolute paths, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The user's home folder, written `~` in the config.
    pub home: PathBuf,
    /// The user's settings.
    pub config: PathBuf,
    /// State that must not be lost.
    pub data: PathBuf,
    /// What can be rebuilt at any time.
    pub cache: PathBuf,
}

/// The home folder is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the home folder is unknown: set the variable HOME to an absolute path")]
pub struct NoHome;

impl Paths {
    /// Returns the folders that the environment names, or the specification's defaults in the home folder.
    ///
    /// An `XDG_*` variable with a relative path is ignored, as the specification requires.
    ///
    /// # Errors
    /// Fails if there is no absolute path to a home folder.
    pub fn from_environment() -> Result<Self, NoHome> {
        let folders = Xdg::new().map_err(|_| NoHome)?;
        // A relative HOME would put the state wherever the program is started from.
        if !folders.home_dir().is_absolute() {
            return Err(NoHome);
        }
        Ok(Self {
            home: folders.home_dir().to_owned(),
            config: folders.config_dir().join(FOLDER),
            data: folders.data_dir().join(FOLDER),
            cache: folders.cache_dir().join(FOLDER),
        })
    }

    /// Removes the permissions of group and others from the data and cache folders, for files that older versions made.
    pub fn restrict_permissions(&self) {
        private::tighten_tree(&self.data);
        private::tighten_tree(&self.cache);
    }

    /// Returns the folder that articles are saved into unless another is set.
    #[must_use]
    pub fn usual_inbox(&self) -> PathBuf {
        self.data.join("articles")
    }

    /// Returns the path of the config file that is read unless another is named.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }
}
