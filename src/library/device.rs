//! The name of this device in a sync folder: the host's name and a few random letters, kept in the data folder.
//!
//! A data folder may be that of several hosts, or a copy of another's: it has a line for each.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::{private, regular};

/// The most letters of the host's name.
const HOST: usize = 24;

/// The letters and digits of a random end.
const RANDOM: usize = 6;

/// The most bytes of a name, and of all names in a file.
const LONGEST: usize = 64;
const LARGEST: u64 = 64 * 1024;

/// What a device is called whose host has no name that can be used.
const NAMELESS: &str = "device";

/// The name of a device: lower-case letters, digits and hyphens, such as `desk-3fa09c`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceName(String);

/// The text is no name of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a device's name consists of lower-case letters, digits and hyphens")]
pub struct NoDeviceName;

impl DeviceName {
    /// Returns the name of this device; `None` if it never took part in a sync folder.
    #[must_use]
    pub fn load(data: &Path) -> Option<Self> {
        find_name(&read_names(data).ok()?, &this_host())
    }

    /// Returns the name of this device, and creates one if it has none.
    ///
    /// # Errors
    /// Fails if the names cannot be read, or a new one cannot be stored.
    pub fn load_or_create(data: &Path) -> io::Result<Self> {
        Self::for_host(data, &this_host())
    }

    fn for_host(data: &Path, host: &str) -> io::Result<Self> {
        // A copied home must not write the file of the device that it is a copy of.
        if let Some(known) = find_name(&read_names(data)?, host) {
            return Ok(known);
        }
        private::create_folder(data)?;
        // Of two processes that start for the first time, the second takes the name that the first one made.
        let lock = private::append_to(&data.join("sync.lock"))?;
        lock.lock()?;
        let mut names = read_names(data)?;
        if let Some(known) = find_name(&names, host) {
            return Ok(known);
        }
        // The keys of a hasher are the randomness that the standard library has.
        let random = RandomState::new().hash_one(host) % 0x100_0000;
        let name = Self(format!("{host}-{random:0RANDOM$x}"));
        names.push_str(name.as_str());
        names.push('\n');
        private::replace_file(&name_path(data), names.as_bytes())?;
        Ok(name)
    }

    fn is_of_host(&self, host: &str) -> bool {
        let random = self.0.strip_prefix(host);
        random.is_some_and(|random| random.starts_with('-') && random.len() == RANDOM + 1)
    }

    /// Returns the empty name, which is that of a device that takes part in no sync folder.
    #[must_use]
    pub const fn nameless() -> Self {
        Self(String::new())
    }

    /// Returns `true` if it is the empty name.
    #[must_use]
    pub const fn is_nameless(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DeviceName {
    type Error = NoDeviceName;

    fn try_from(name: String) -> Result<Self, NoDeviceName> {
        let is_safe = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let is_name = name.len() <= LONGEST && name.bytes().all(is_safe);
        is_name.then_some(Self(name)).ok_or(NoDeviceName)
    }
}

impl From<DeviceName> for String {
    fn from(name: DeviceName) -> Self {
        name.0
    }
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the path of the file with the name.
fn name_path(data: &Path) -> PathBuf {
    data.join("device")
}

/// Reads the names in a data folder, one a line; empty if there are none.
fn read_names(data: &Path) -> io::Result<String> {
    match regular::read_up_to(&name_path(data), LARGEST) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => Ok(String::from_utf8_lossy(&read?).into_owned()),
    }
}

/// Returns the name of a host.
fn find_name(names: &str, host: &str) -> Option<DeviceName> {
    let names = names
        .lines()
        .map(|name| DeviceName::try_from(name.to_owned()));
    names.flatten().find(|name| name.is_of_host(host))
}

/// Returns the name of this host as part of a file's name.
fn this_host() -> String {
    safe_host(&rustix::system::uname().nodename().to_string_lossy())
}

/// Returns a host's name as part of a file's name.
fn safe_host(host: &str) -> String {
    // The domain may change with the network.
    let host = host.split('.').next().unwrap_or_default();
    let letters = host.chars().map(|c| match c.to_ascii_lowercase() {
        safe @ ('a'..='z' | '0'..='9') => safe,
        _ => '-',
    });
    let host: String = letters.take(HOST).collect();
    let host = host.trim_matches('-');
    if host.is_empty() { NAMELESS } else { host }.to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_usual_one("desk", "desk")]
    #[case::a_domain("Desk.home.example", "desk")]
    #[case::other_letters("Ïda’s Laptop", "da-s-laptop")]
    #[case::controls("a\u{1b}[31m/../b", "a--31m")]
    #[case::none("", "device")]
    #[case::a_long_one(&"x".repeat(90), "xxxxxxxxxxxxxxxxxxxxxxxx")]
    fn a_host_gives_a_safe_name(#[case] host: &str, #[case] safe: &str) {
        assert_eq!(safe_host(host), safe);
    }

    #[test]
    fn a_name_is_kept_and_a_copy_on_another_host_gets_its_own() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(DeviceName::load(data.path()), None);
        let name = DeviceName::for_host(data.path(), "desk").unwrap();
        assert_eq!(name.as_str().len(), "desk-".len() + RANDOM);
        let moved = DeviceName::for_host(data.path(), "laptop").unwrap();
        assert!(moved.as_str().starts_with("laptop-"));
        assert_eq!(DeviceName::for_host(data.path(), "desk").unwrap(), name);
        assert_eq!(DeviceName::for_host(data.path(), "laptop").unwrap(), moved);
        let own = DeviceName::load_or_create(data.path()).unwrap();
        assert_eq!(DeviceName::load(data.path()), Some(own));
    }

    #[test]
    fn all_who_start_at_once_have_one_name() {
        let data = tempfile::tempdir().unwrap();
        let names: Vec<DeviceName> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..16)
                .map(|_| scope.spawn(|| DeviceName::for_host(data.path(), "desk").unwrap()))
                .collect();
            started
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
        assert_eq!(read_names(data.path()).unwrap().lines().count(), 1);
    }

    #[test]
    fn two_homes_on_hosts_of_one_name_have_two_names() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let name = |data: &Path| DeviceName::for_host(data, "desk").unwrap();
        assert_ne!(name(one.path()), name(other.path()));
    }

    #[rstest]
    #[case::a_path("../desk-3fa09c")]
    #[case::a_control("desk\u{1b}-3fa09c")]
    #[case::too_long(&"a".repeat(65))]
    #[case::nothing("")]
    fn a_damaged_name_is_replaced(#[case] written: &str) {
        let data = tempfile::tempdir().unwrap();
        fs::write(name_path(data.path()), format!("{written}\n")).unwrap();
        let name = DeviceName::for_host(data.path(), "desk").unwrap();
        assert!(name.as_str().starts_with("desk-") && name.as_str() != written);
    }

    #[test]
    fn two_homes_of_one_host_have_two_names() {
        let [one, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let name = |data: &Path| DeviceName::for_host(data, "desk").unwrap();
        assert_ne!(name(one.path()), name(other.path()));
    }
}
