//! Who logs in at a shared archive, and with which password: as `PostgreSQL`'s own programs find them.
//!
//! `PGUSER`, `PGPASSWORD`, `PGPASSFILE` and `~/.pgpass`:
//! <https://www.postgresql.org/docs/15/libpq-pgpass.html>.

use std::env;
use std::fmt;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::config::{SharedAddress, SharedHost};
use crate::files::regular;
use crate::shared::error::{SharedError, SharedResult};
use crate::text::Clean;

/// The most bytes of a password file that are read.
const LARGEST: u64 = 1024 * 1024;

/// The permissions of others, with which a password file is ignored.
const OTHERS: u32 = 0o077;

/// A password, which is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Returns the bytes to send.
    pub(in crate::shared) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Who logs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user.
    pub user: String,
    /// The database.
    pub database: String,
    /// The password, if one was found.
    pub password: Option<Password>,
    /// The file of passwords that was not used, and why.
    pub unused_file: Option<UnusedFile>,
}

/// A file of passwords that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedFile {
    path: PathBuf,
    reason: FileFault,
}

/// Why a file of passwords was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileFault {
    Missing,
    /// Others may read it.
    Open,
    Unreadable,
}

impl Login {
    /// Returns what to do about a password that is missing.
    pub(in crate::shared) fn advice(&self) -> Clean {
        let Some(UnusedFile { path, reason }) = &self.unused_file else {
            return Clean::new("set PGPASSWORD, or write it into ~/.pgpass");
        };
        let path = path.display();
        Clean::line(&match reason {
            FileFault::Missing => {
                format!("set PGPASSWORD, or write it into '{path}', which does not exist")
            }
            FileFault::Open => {
                format!("'{path}' is not used, since others may read it; 'chmod 600' it")
            }
            FileFault::Unreadable => {
                format!("set PGPASSWORD, since '{path}' cannot be read")
            }
        })
    }
}

/// Where users and passwords come from.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct LoginSources {
    /// The user that the environment names, or who is logged in.
    pub user: Option<String>,
    /// The password that the environment names.
    pub password: Option<String>,
    /// The file of passwords.
    pub file: Option<PathBuf>,
}

impl LoginSources {
    /// Returns what the environment says; `home` has the usual file.
    #[must_use]
    pub fn from_environment(home: &Path) -> Self {
        let named = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let file = named("PGPASSFILE").map(PathBuf::from);
        Self {
            user: named("PGUSER")
                .or_else(|| named("USER"))
                .or_else(|| named("LOGNAME")),
            password: named("PGPASSWORD"),
            file: Some(file.unwrap_or_else(|| home.join(".pgpass"))),
        }
    }

    /// Finds who logs in at an address.
    ///
    /// # Errors
    /// Fails if neither the address nor the environment names a user.
    pub fn find_login(&self, address: &SharedAddress) -> SharedResult<Login> {
        let user = address.user.clone().or_else(|| self.user.clone());
        let user = user.ok_or_else(|| SharedError::NoUser {
            host: address.host_name(),
        })?;
        let database = address.database.clone().unwrap_or_else(|| user.clone());
        let found = match &self.password {
            Some(password) => Ok(Some(password.clone())),
            None => self.find_in_file(address, &user, &database),
        };
        let (password, unused_file) = match found {
            Ok(password) => (password.map(Password), None),
            Err(unused) => (None, Some(unused)),
        };
        Ok(Login {
            user,
            database,
            password,
            unused_file,
        })
    }

    /// Looks for the first line of the password file that is for a user.
    fn find_in_file(
        &self,
        address: &SharedAddress,
        user: &str,
        database: &str,
    ) -> Result<Option<String>, UnusedFile> {
        let Some(file) = self.file.as_deref() else {
            return Ok(None);
        };
        let text = read_passwords(file).map_err(|reason| UnusedFile {
            path: file.to_owned(),
            reason,
        })?;
        let host = match &address.host {
            SharedHost::Network(host) => host.clone(),
            SharedHost::Folder(_) => "localhost".to_owned(),
        };
        let wanted = [host, address.port.to_string(), database.into(), user.into()];
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut lines = lines.map(split_fields);
        Ok(lines.find_map(|fields| password_for(&wanted, &fields)))
    }
}

impl fmt::Debug for LoginSources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginSources")
            .field("user", &self.user)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// Reads a file of passwords.
fn read_passwords(file: &Path) -> Result<String, FileFault> {
    let mode = match file.metadata() {
        Ok(found) => found.mode(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(FileFault::Missing),
        Err(_) => return Err(FileFault::Unreadable),
    };
    // As PostgreSQL's own programs do, a file that others may read is not used.
    if mode & OTHERS != 0 {
        return Err(FileFault::Open);
    }
    let bytes = regular::read_up_to(file, LARGEST).map_err(|_| FileFault::Unreadable)?;
    String::from_utf8(bytes).map_err(|_| FileFault::Unreadable)
}

/// Returns the last field of a line if the others are those that are wanted, or asterisks.
fn password_for(wanted: &[String; 4], fields: &[String]) -> Option<String> {
    let (password, names) = fields.split_last()?;
    let fits = |(field, wanted): (&String, &String)| field == "*" || field == wanted;
    let is_for = names.len() == wanted.len() && names.iter().zip(wanted).all(fits);
    is_for.then(|| password.clone())
}

/// Splits a line at its colons; a backslash takes a colon or a backslash literally.
fn split_fields(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' => fields.push(std::mem::take(&mut field)),
            '\\' => field.extend(letters.next()),
            _ => field.push(letter),
        }
    }
    fields.push(field);
    fields
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use rstest::rstest;

    use super::*;

    const FILE: &str =
        "# of the desk\ndb.example:5432:news:ada:one\\:two\n*:*:*:b\\:ob:th\\\\ree\n";

    fn find(address: &str, mode: u32, variable: Option<&str>) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("passwords");
        fs::write(&file, FILE).unwrap();
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        let sources = LoginSources {
            user: Some("b:ob".to_owned()),
            password: variable.map(str::to_owned),
            file: Some(file),
        };
        let login = sources
            .find_login(&SharedAddress::parse(address).unwrap())
            .unwrap();
        login.password.map(|password| password.0)
    }

    #[rstest]
    #[case::a_line("postgres://ada@db.example/news", 0o600, None, Some("one:two"))]
    #[case::another_database("postgres://ada@db.example/x", 0o600, None, None)]
    #[case::asterisks("postgres:///any?host=/run", 0o600, None, Some("th\\ree"))]
    #[case::a_file_for_all("postgres://ada@db.example/news", 0o640, None, None)]
    #[case::the_variable("postgres://ada@db.example/news", 0o600, Some("four"), Some("four"))]
    fn passwords_are_found(
        #[case] address: &str,
        #[case] mode: u32,
        #[case] variable: Option<&str>,
        #[case] password: Option<&str>,
    ) {
        assert_eq!(find(address, mode, variable).as_deref(), password);
    }

    #[test]
    fn nobody_logs_in_as_somebody_else() {
        let address = SharedAddress::parse("postgres://db.example/news").unwrap();
        let error = LoginSources::default().find_login(&address).unwrap_err();
        assert!(error.to_string().contains("set PGUSER"), "{error}");
        let known = LoginSources {
            user: Some("ada".to_owned()),
            ..LoginSources::default()
        };
        assert_eq!(known.find_login(&address).unwrap().user, "ada");
    }

    #[test]
    fn a_password_is_never_shown() {
        let sources = LoginSources {
            password: Some("s3cret".to_owned()),
            ..LoginSources::default()
        };
        let address = SharedAddress::parse("postgres://ada@h/d").unwrap();
        let login = sources.find_login(&address).unwrap();
        let shown = format!("{sources:?} {login:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
