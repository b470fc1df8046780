//! Expands the sign for the reader's home folder.

use std::path::{Path, PathBuf};

/// Returns a path as written, with the home folder for a `~` that it begins with.
///
/// By components: `~user`, which only a shell can resolve, is no home folder.
#[must_use]
pub fn expand_home(written: &str, home: &Path) -> PathBuf {
    let path = Path::new(written);
    path.strip_prefix("~")
        .map_or_else(|_| path.to_owned(), |below| home.join(below))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_the_home("~/a.csv", "/home/ines/a.csv")]
    #[case::twice_parted("~//a.csv", "/home/ines/a.csv")]
    #[case::the_home("~", "/home/ines")]
    #[case::elsewhere("/tmp/a.csv", "/tmp/a.csv")]
    #[case::here("~a.csv", "~a.csv")]
    #[case::of_somebody_else("~otto/a.csv", "~otto/a.csv")]
    fn a_tilde_is_the_home_folder(#[case] written: &str, #[case] path: &str) {
        assert_eq!(
            expand_home(written, Path::new("/home/ines")),
            Path::new(path)
        );
    }
}
