//! The address of a shared archive: `postgres://user@host:port/database?sslmode=require`.
//!
//! A password has no place in it, since addresses are in shell histories, process lists and config files: it comes from
//! `PGPASSWORD` or a password file, as for `PostgreSQL`'s own programs.

use std::fmt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::text::Clean;

/// The port of a server that names none.
const USUAL_PORT: u16 = 5432;

/// The beginnings of an address.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// The address of a shared archive, without a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedAddress {
    /// Where the server listens.
    pub host: SharedHost,
    /// Its port, which is a part of the socket's name as well.
    pub port: u16,
    /// The user; if not set, `PGUSER` or who is logged in.
    pub user: Option<String>,
    /// The database; if not set, the one named like the user.
    pub database: Option<String>,
    /// How the connection is encrypted.
    pub tls: TlsMode,
    /// A file with the certificates to trust instead of the usual ones.
    pub root_certificates: Option<PathBuf>,
}

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedHost {
    /// On a name or an address of the network, without the brackets around one of IPv6.
    Network(String),
    /// On a Unix socket in this folder.
    Folder(PathBuf),
}

/// How a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// Not at all.
    Disabled,
    /// With a certificate that names the host and is signed by somebody who is trusted.
    Required,
}

/// What is wrong with an address; the message never repeats a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SharedAddressError {
    /// It has a password.
    #[error("the address of a shared archive must not contain a password")]
    Password,
    /// It is none.
    #[error("this is not the address of a shared archive")]
    NoAddress,
    /// A setting behind the `?` is not known, or has a value that is not.
    #[error("'{0}' in the address of a shared archive is not understood")]
    Setting(Clean),
}

impl SharedAddressError {
    /// Returns what to write instead.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Password => {
                "leave it out; it is read from PGPASSWORD, from the file that PGPASSFILE names, or from ~/.pgpass"
            }
            Self::NoAddress => "write it like postgres://user@host/database",
            Self::Setting(_) => {
                "accepted: sslmode=disable, sslmode=require or sslmode=verify-full, sslrootcert=FILE, host=FOLDER of a socket"
            }
        }
    }
}

impl SharedAddress {
    /// Returns `true` if a text is meant as the address of a shared archive.
    ///
    /// ```
    /// use pullquote::config::SharedAddress;
    /// assert!(SharedAddress::is_meant_by("postgres://desk@archive.example/news"));
    /// assert!(!SharedAddress::is_meant_by("articles"));
    /// ```
    #[must_use]
    pub fn is_meant_by(text: &str) -> bool {
        let begins = |scheme: &&str| {
            let start = text.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        SCHEMES.iter().any(begins)
    }

    /// Parses an address.
    ///
    /// # Errors
    /// Fails if it is none, or has a password.
    pub fn parse(text: &str) -> Result<Self, SharedAddressError> {
        if !Self::is_meant_by(text) {
            return Err(SharedAddressError::NoAddress);
        }
        let url = Url::parse(&name_host(text)).map_err(|_| SharedAddressError::NoAddress)?;
        if url.password().is_some() {
            return Err(SharedAddressError::Password);
        }
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = find_host(host.map_or_else(|| "localhost".to_owned(), decode));
        let mut address = Self {
            tls: usual_tls(&host),
            host,
            port: url.port().unwrap_or(USUAL_PORT),
            user: named(url.username()),
            database: named(url.path().trim_start_matches('/')),
            root_certificates: None,
        };
        // With the colon encoded the password would be a part of the user's name, and shown.
        if address
            .user
            .as_deref()
            .is_some_and(|user| user.contains(':'))
        {
            return Err(SharedAddressError::Password);
        }
        for (name, value) in url.query_pairs() {
            address.apply_setting(&name, &value)?;
        }
        Ok(address)
    }

    fn apply_setting(&mut self, name: &str, value: &str) -> Result<(), SharedAddressError> {
        match (name, value) {
            ("password" | "passfile", _) => return Err(SharedAddressError::Password),
            ("sslmode", "disable") => self.tls = TlsMode::Disabled,
            ("sslmode", "require" | "verify-full") => self.tls = TlsMode::Required,
            ("sslrootcert", file) if !file.is_empty() => {
                self.root_certificates = Some(file.into());
                self.tls = TlsMode::Required;
            }
            ("host", folder) if folder.starts_with('/') => {
                self.host = SharedHost::Folder(folder.into());
                self.tls = TlsMode::Disabled;
            }
            _ => return Err(SharedAddressError::Setting(Clean::line(name))),
        }
        Ok(())
    }

    /// Returns the name of the host with its port if that is not the usual one, or the folder of its socket, as messages
    /// call it.
    #[must_use]
    pub fn host_name(&self) -> Clean {
        let host = match &self.host {
            SharedHost::Network(host) if host.contains(':') => format!("[{host}]"),
            SharedHost::Network(host) => host.clone(),
            SharedHost::Folder(folder) => folder.to_string_lossy().into_owned(),
        };
        if self.port == USUAL_PORT {
            return Clean::line(&host);
        }
        Clean::line(&format!("{host}:{}", self.port))
    }
}

impl fmt::Display for SharedAddress {
    /// Writes the address without what only the connection needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.user.as_deref().map(|user| format!("{user}@"));
        let database = self.database.as_deref().unwrap_or_default();
        let address = format!(
            "postgres://{}{}/{database}",
            user.unwrap_or_default(),
            self.host_name().as_str(),
        );
        f.write_str(&Clean::line(&address))
    }
}

/// Replaces the passwords in all addresses of a text by "…".
///
/// ```
/// use pullquote::config::hide_passwords;
/// let text = "'postgres://ada:s3cret@db.example/news' does not exist";
/// assert_eq!(hide_passwords(text), "'postgres://ada:…@db.example/news' does not exist");
/// ```
#[must_use]
pub fn hide_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, scheme)) = first_scheme(rest) {
        shown.push_str(before);
        shown.push_str(scheme);
        rest = rest.get(before.len() + scheme.len()..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "'\"<>`".contains(c));
        let address = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        shown.push_str(&hide_password(address));
        rest = rest.get(address.len()..).unwrap_or_default();
    }
    shown.push_str(rest);
    shown
}

/// Names the host of an address that has a user and no host, as `PostgreSQL`'s own programs take it.
fn name_host(text: &str) -> String {
    let begin = text.find("://").map_or(0, |at| at + "://".len());
    let rest = text.get(begin..).unwrap_or_default();
    let end = begin + rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = text.split_at_checked(end).unwrap_or((text, ""));
    if authority.ends_with('@') {
        return format!("{authority}localhost{path}");
    }
    text.to_owned()
}

/// Returns what is before the first address, and its scheme.
fn first_scheme(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    let found = SCHEMES
        .iter()
        .filter_map(|scheme| Some((lower.find(scheme)?, scheme.len())));
    let (at, length) = found.min_by_key(|(at, _)| *at)?;
    Some((text.get(..at)?, text.get(at..at + length)?))
}

/// Replaces the password before the last `@`, and one behind the `?`.
fn hide_password(address: &str) -> String {
    if let Some((place, settings)) = address.split_once('?')
        && settings.contains("password")
    {
        return format!("{}?…", hide_user_password(place));
    }
    // A password may have a '?' in it.
    hide_user_password(address)
}

fn hide_user_password(place: &str) -> String {
    match place.rsplit_once('@') {
        Some((user, host)) if user.contains(':') => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{user}:…@{host}")
        }
        Some(_) | None => place.to_owned(),
    }
}

/// Returns how a connection is encrypted unless the address says so: always, but on this machine.
fn usual_tls(host: &SharedHost) -> TlsMode {
    match host {
        SharedHost::Network(name) => match name.as_str() {
            "localhost" | "127.0.0.1" | "::1" => TlsMode::Disabled,
            _ => TlsMode::Required,
        },
        SharedHost::Folder(_) => TlsMode::Disabled,
    }
}

/// Returns the host; a path is the folder of a socket, which an address has as `%2Ftmp`.
fn find_host(host: String) -> SharedHost {
    if host.starts_with('/') {
        return SharedHost::Folder(host.into());
    }
    // In an address of the web, brackets are around the colons of an address of IPv6.
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    SharedHost::Network(bare.map_or_else(|| host.clone(), str::to_owned))
}

fn named(part: &str) -> Option<String> {
    (!part.is_empty()).then(|| decode(part))
}

fn decode(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::all(
        "postgres://ada@db.example:5433/news",
        "postgres://ada@db.example:5433/news"
    )]
    #[case::the_usual_port("postgresql://db.example:5432/news", "postgres://db.example/news")]
    #[case::nothing("postgres://", "postgres://localhost/")]
    #[case::a_socket("postgres:///news?host=/run/pg", "postgres:///run/pg/news")]
    #[case::a_user_and_no_host("postgres://ada@/news", "postgres://ada@localhost/news")]
    #[case::of_ipv6("postgres://ada@[::1]:5433/news", "postgres://ada@[::1]:5433/news")]
    #[case::an_encoded_socket("postgres://%2Frun%2Fpg/news", "postgres:///run/pg/news")]
    #[case::controls("postgres://a%1B%5B31mda@db.example/n", "postgres://ada@db.example/n")]
    fn an_address_is_shown_without_settings(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(SharedAddress::parse(text).unwrap().to_string(), shown);
    }

    #[rstest]
    #[case::far("postgres://db.example/news", TlsMode::Required)]
    #[case::near("postgres://localhost/news", TlsMode::Disabled)]
    #[case::near_by_ipv6("postgres://[::1]/news", TlsMode::Disabled)]
    #[case::far_by_ipv6("postgres://[2001:db8::7]/news", TlsMode::Required)]
    #[case::a_socket("postgres:///news?host=/run/pg", TlsMode::Disabled)]
    #[case::switched_off("postgres://db.example/news?sslmode=disable", TlsMode::Disabled)]
    #[case::switched_on("postgres://localhost/news?sslmode=require", TlsMode::Required)]
    #[case::own_certificates("postgres://localhost/?sslrootcert=/ca.pem", TlsMode::Required)]
    fn what_leaves_the_machine_is_encrypted(#[case] text: &str, #[case] tls: TlsMode) {
        assert_eq!(SharedAddress::parse(text).unwrap().tls, tls);
    }

    #[rstest]
    #[case::of_ipv6(
        "postgres://[2001:db8::7]:5433/news",
        "2001:db8::7",
        "[2001:db8::7]:5433"
    )]
    #[case::the_usual_port("postgres://db.example/news", "db.example", "db.example")]
    #[case::another_port("postgres://db.example:5433/news", "db.example", "db.example:5433")]
    fn the_network_gets_the_host_and_messages_the_port_too(
        #[case] text: &str,
        #[case] host: &str,
        #[case] name: &str,
    ) {
        let address = SharedAddress::parse(text).unwrap();
        assert_eq!(address.host_name(), name);
        assert_eq!(address.host, SharedHost::Network(host.to_owned()));
    }

    #[rstest]
    #[case::beside_the_user("postgres://ada:s3cret@db.example/news")]
    #[case::behind_an_encoded_colon("postgres://ada%3As3cret@db.example/news")]
    #[case::empty_user("postgres://:s3cret@db.example/news")]
    #[case::as_a_setting("postgres://db.example/news?password=s3cret")]
    #[case::in_an_unknown_setting("postgres://db.example/news?secret=s3cret")]
    fn a_password_is_refused_and_not_repeated(#[case] text: &str) {
        let error = SharedAddress::parse(text).unwrap_err();
        let says = format!("{error} {} {error:?}", error.hint());
        assert!(!says.contains("s3cret"), "{says}");
    }

    #[rstest]
    #[case::a_password("see postgres://a:s3@cret@h/d, now", "see postgres://a:…@h/d, now")]
    #[case::two(
        "postgresql://a:x@h postgres://b:y@h",
        "postgresql://a:…@h postgres://b:…@h"
    )]
    #[case::a_setting("'postgres://h/d?password=s'", "'postgres://h/d?…'")]
    #[case::a_sign_in_it("'postgres://a:s3?t@h/d'", "'postgres://a:…@h/d'")]
    #[case::in_capitals("'POSTGRES://a:s@h/d'", "'POSTGRES://a:…@h/d'")]
    #[case::none(
        "postgres://a@h:5433/d?sslmode=disable",
        "postgres://a@h:5433/d?sslmode=disable"
    )]
    #[case::no_address("articles: 3", "articles: 3")]
    fn passwords_are_hidden(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(hide_passwords(text), shown);
    }
}
