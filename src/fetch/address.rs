//! Decides which addresses may be fetched.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

use super::error::FetchError;
use crate::text::Clean;

/// The address of a page or feed: `http` or `https`, with a host, without user information and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Parses an address.
    ///
    /// # Errors
    /// Fails if it is not a URL, or has another scheme.
    pub fn parse_address(written: &str) -> Result<Self, FetchError> {
        let url = Url::parse(written.trim()).map_err(|error| FetchError::NoAddress {
            written: Clean::line(written),
            why: error.to_string(),
        })?;
        Self::check_url(url)
    }

    /// Resolves the location of a redirect against this address.
    ///
    /// # Errors
    /// As for [`Address::parse_address`].
    pub fn resolve_redirect(&self, location: &str) -> Result<Self, FetchError> {
        let url = self
            .0
            .join(location)
            .map_err(|error| FetchError::NoAddress {
                written: Clean::line(location),
                why: error.to_string(),
            })?;
        Self::check_url(url)
    }

    fn check_url(mut url: Url) -> Result<Self, FetchError> {
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(FetchError::Scheme {
                address: Clean::line(url.as_str()),
            });
        }
        // User information is dropped: in a link it is more often deception than a login (RFC 9110, section 4.2.4).
        let _infallible_with_host = url.set_username("").and_then(|()| url.set_password(None));
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// Returns the host.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns the path that is asked for, without the query.
    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    /// Returns the address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Clean::line(self.as_str()))
    }
}

/// Which hosts may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Only hosts of the public Internet.
    #[default]
    Public,
    /// The local machine and private networks as well.
    Everywhere,
}

/// Resolves hosts, and drops the IP addresses that may not be reached.
///
/// The client connects to exactly the addresses that were checked, so that a second answer of the DNS cannot lead
/// elsewhere ("DNS rebinding").
#[derive(Debug, Default)]
pub(super) struct PublicResolver {
    resolver: DefaultResolver,
    reach: Reach,
}

impl PublicResolver {
    pub(super) fn new(reach: Reach) -> Self {
        Self {
            resolver: DefaultResolver::default(),
            reach,
        }
    }
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout);
        let found = found.map_err(name_error)?;
        let mut allowed = self.empty();
        let is_allowed =
            |address: &&SocketAddr| self.reach == Reach::Everywhere || is_public(address.ip());
        for address in found.iter().filter(is_allowed) {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            return Err(Error::Other(Box::new(BeyondReach)));
        }
        Ok(allowed)
    }
}

/// Returns the error of a name that could not be looked up, in place of what the system says of its own workings.
fn name_error(error: Error) -> Error {
    match error {
        Error::Io(_) => Error::HostNotFound,
        error => error,
    }
}

/// All IP addresses of a host are in private networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the host is on a private network")]
pub(super) struct BeyondReach;

/// Returns `true` if an IP address is public, after IANA's registries of special-purpose addresses:
/// <https://www.iana.org/assignments/iana-ipv4-special-registry> and its counterpart for IPv6.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    // First what takes one or two bytes: "this network", private (RFC 1918), loopback, multicast, shared (RFC 6598),
    // link-local, benchmarks (RFC 2544); then blocks of 256 addresses, mostly for documentation (RFC 5737).
    let is_special = match (first, second) {
        (0 | 10 | 127 | 224..=255, _)
        | (100, 64..=127)
        | (169, 254)
        | (172, 16..=31)
        | (192, 168)
        | (198, 18 | 19) => true,
        (192, 0) => third == 0 || third == 2,
        (192, 88) => third == 99,
        (198, 51) => third == 100,
        (203, 0) => third == 113,
        _ => false,
    };
    !is_special
}

/// Returns `true` only for global unicast, `2000::/3` (RFC 4291, section 2.4), and of that not for reserved blocks.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    // NAT64 (RFC 6052, `64:ff9b::/96`) and 6to4 (RFC 3056, `2002::/16`) embed an IPv4 address, which may be private.
    if address.segments().starts_with(&[0x64, 0xff9b, 0, 0, 0, 0]) {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    if first == 0x2002 {
        let ([a, b], [c, d]) = (second.to_be_bytes(), third.to_be_bytes());
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // Protocol assignments such as Teredo (`2001::/23`, RFC 2928) and documentation (RFC 3849, RFC 9637).
    let is_reserved = first == 0x2001 && (second < 0x200 || second == 0xdb8) || first == 0x3fff;
    (0x2000..=0x3fff).contains(&first) && !is_reserved
}

#[cfg(test)]
mod tests {
    use std::io;

    use rstest::rstest;

    use super::*;

    #[test]
    fn a_name_that_is_not_found_is_told_without_the_words_of_the_system() {
        let unknown = io::Error::other("failed to lookup address information");
        assert!(matches!(
            name_error(Error::Io(unknown)),
            Error::HostNotFound
        ));
        assert!(matches!(
            name_error(Error::BadUri(String::new())),
            Error::BadUri(_)
        ));
    }

    #[rstest]
    #[case("127.0.0.1")]
    #[case("10.1.2.3")]
    #[case("172.31.0.1")]
    #[case("192.168.1.1")]
    #[case("169.254.169.254")]
    #[case("100.64.0.1")]
    #[case("0.0.0.0")]
    #[case("224.0.0.1")]
    #[case("255.255.255.255")]
    #[case("192.0.2.1")]
    #[case("::1")]
    #[case("::")]
    #[case("fe80::1")]
    #[case("fc00::1")]
    #[case("ff02::1")]
    #[case("2001:db8::1")]
    #[case("::ffff:10.0.0.1")]
    #[case("64:ff9b::7f00:1")]
    #[case("2002:7f00:1::")]
    fn the_readers_own_net_is_not_public(#[case] address: IpAddr) {
        assert!(!is_public(address));
    }

    #[rstest]
    #[case("1.1.1.1")]
    #[case("172.32.0.1")]
    #[case("2606:4700::1111")]
    #[case("::ffff:1.1.1.1")]
    fn the_public_net_is(#[case] address: IpAddr) {
        assert!(is_public(address));
    }

    #[rstest]
    #[case::a_file("file:///etc/passwd")]
    #[case::a_script("javascript:alert(1)")]
    #[case::no_scheme("ledger.example/ferry")]
    #[case::another("ftp://ledger.example/")]
    fn only_web_addresses_are_asked(#[case] written: &str) {
        let error = Address::parse_address(written).unwrap_err().to_string();
        assert!(error.contains("http"), "{error}");
    }

    #[test]
    fn a_password_is_given_to_nobody() {
        let address = Address::parse_address("https://ines:secret@ledger.example/a#b").unwrap();
        assert_eq!(address.as_str(), "https://ledger.example/a");
    }
}
