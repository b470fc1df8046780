//! The feeds that the user has subscribed to: a text file in the config folder, which the user may edit.
//!
//! A line is the feed's address and, after a blank, its name; lines that begin with `#` are comments. Subscribing only
//! appends a line, so whatever the user wrote stays.

use std::io;
use std::path::{Path, PathBuf};

use crate::files::{private, regular};
use crate::text::Clean;

/// The name of the file in the config folder.
const NAME: &str = "feeds";

/// The first line of a new file.
const HEADER: &str = "# The feeds that 'pullquote fetch' collects: one URL per line, optionally followed by a name.\n";

/// A feed to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Where it is.
    pub url: Clean,
    /// Its name; may be empty.
    pub name: Clean,
}

/// Returns the path of the list of feeds in a config folder.
#[must_use]
pub fn subscriptions_path(config: &Path) -> PathBuf {
    config.join(NAME)
}

/// Returns the feeds in a config folder, in the order of their lines; empty if there is no file.
///
/// # Errors
/// Fails if the file exists but cannot be read.
pub fn read_subscriptions(config: &Path) -> io::Result<Vec<Subscription>> {
    let text = match regular::read(&subscriptions_path(config)) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines
        .map(|line| {
            let (url, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            Subscription {
                url: Clean::line(url),
                name: Clean::line(name),
            }
        })
        .collect())
}

/// Adds a feed; returns `true` if it is new.
///
/// # Errors
/// Fails if the file cannot be read or written; it is then unchanged.
pub fn add_subscription(config: &Path, subscription: &Subscription) -> io::Result<bool> {
    if read_subscriptions(config)?
        .iter()
        .any(|known| known.url == subscription.url)
    {
        return Ok(false);
    }
    let path = subscriptions_path(config);
    let mut text = regular::read(&path).unwrap_or_else(|_| HEADER.as_bytes().to_vec());
    if !text.is_empty() && !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    text.extend_from_slice(
        format!("{} {}", subscription.url, subscription.name)
            .trim_end()
            .as_bytes(),
    );
    text.push(b'\n');
    private::create_folder(config)?;
    private::replace_file(&path, &text)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn subscription(url: &str, name: &str) -> Subscription {
        Subscription {
            url: Clean::new(url),
            name: Clean::new(name),
        }
    }

    #[test]
    fn what_is_added_is_read_once() {
        let config = TempDir::new().unwrap();
        let ledger = subscription("https://ledger.example/feed", "Harbor Ledger");
        assert_eq!(read_subscriptions(config.path()).unwrap(), []);
        assert!(add_subscription(config.path(), &ledger).unwrap());
        assert!(!add_subscription(config.path(), &ledger).unwrap());
        assert_eq!(read_subscriptions(config.path()).unwrap(), [ledger]);
    }

    #[test]
    fn what_the_reader_wrote_is_kept() {
        let config = TempDir::new().unwrap();
        let written = "# mine\nhttps://notes.example/feed\n  # not now: https://x.example\nhttps://a.example/ A B";
        fs::write(subscriptions_path(config.path()), written).unwrap();
        add_subscription(
            config.path(),
            &subscription("https://ledger.example/feed", ""),
        )
        .unwrap();
        let text = fs::read_to_string(subscriptions_path(config.path())).unwrap();
        assert_eq!(text, format!("{written}\nhttps://ledger.example/feed\n"));
        let feeds = read_subscriptions(config.path()).unwrap();
        assert_eq!(feeds[1], subscription("https://a.example/", "A B"));
        assert_eq!(feeds.len(), 3);
    }
}
