//! Sends one request after another, with a pause between those to one host and limits on time, size and redirects.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs::Encoding;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::Agent;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Body, Error};

use super::address::{Address, BeyondReach, PublicResolver, Reach};
use super::error::FetchError;
use crate::library::fetched::Validators;
use crate::text::Clean;

/// The longest pause that a host can ask for.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// The limits of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchLimits {
    /// The most bytes of a response, after decompression.
    pub bytes: u64,
    /// The most time for a response, including all redirects and the body.
    pub time: Duration,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// The least time between two requests to one host.
    pub pause: Duration,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            time: Duration::from_secs(20),
            redirects: 5,
            pause: Duration::from_secs(1),
        }
    }
}

/// The response to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchAnswer {
    /// The content.
    Fresh(Fetched),
    /// Not modified since the validators were given: 304 (RFC 9110, section 15.4.5).
    NotModified,
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The final address, after all redirects.
    pub address: Address,
    /// The bytes; text in another declared charset was converted to UTF-8.
    pub bytes: Vec<u8>,
    /// The media type in lower case: `text/html`.
    pub kind: String,
    /// The validators for the next request.
    pub validators: Validators,
}

/// An HTTP client that sends one request at a time.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    limits: FetchLimits,
    /// When the last request to each host was sent.
    asked: HashMap<String, Instant>,
    pauses: HostPauses,
}

/// The hosts that asked for a pause, each with the time until which it lasts, if it has said so.
pub type HostPauses = BTreeMap<String, Option<Timestamp>>;

impl Client {
    /// Creates a client; proxies from the environment are ignored, since a proxy resolves hosts out of our sight.
    #[must_use]
    pub fn new(limits: FetchLimits, reach: Reach) -> Self {
        // Redirects are followed in `fetch_address` instead, which checks each address and keeps the pause.
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(64 * 1024)
            .proxy(None)
            .user_agent(concat!("pullquote/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: Agent::with_parts(
                config,
                DefaultConnector::default(),
                PublicResolver::new(reach),
            ),
            limits,
            asked: HashMap::new(),
            pauses: HostPauses::new(),
        }
    }

    /// Leaves alone the hosts that asked for it in an earlier run.
    pub fn set_pauses(&mut self, pauses: HostPauses) {
        self.pauses = pauses;
    }

    /// Returns the hosts that asked to be left alone.
    #[must_use]
    pub const fn pauses(&self) -> &HostPauses {
        &self.pauses
    }

    /// Fetches what is at an address; `known` are the validators of the last answer (RFC 9110, section 8.8).
    ///
    /// # Errors
    /// Fails with the reason why nothing was fetched.
    pub fn fetch_address(
        &mut self,
        address: &Address,
        known: &Validators,
    ) -> Result<FetchAnswer, FetchError> {
        let end = Instant::now() + self.limits.time;
        let mut address = address.clone();
        for _ in 0..=self.limits.redirects {
            self.check_pause(address.host())?;
            self.wait_for(address.host());
            let response = self.send_request(&address, known, end)?;
            match response.status() {
                StatusCode::NOT_MODIFIED if *known == Validators::default() => {
                    let host = Clean::line(address.host());
                    return Err(FetchError::Unmodified { host });
                }
                StatusCode::NOT_MODIFIED => return Ok(FetchAnswer::NotModified),
                status if status.is_redirection() => {
                    let Some(location) = header_value(response.headers(), "location") else {
                        let host = Clean::line(address.host());
                        return Err(FetchError::RedirectsNowhere { host });
                    };
                    address = address.resolve_redirect(&location)?;
                }
                status if status.is_success() => return self.read_body(address, response),
                status => {
                    self.note_pause(&address, &response);
                    return Err(FetchError::from_status(&address, status));
                }
            }
        }
        Err(FetchError::Redirects {
            host: Clean::line(address.host()),
            most: self.limits.redirects,
        })
    }

    /// Fails while a host wants to be left alone.
    fn check_pause(&self, host: &str) -> Result<(), FetchError> {
        match self.pauses.get(host) {
            Some(until) if until.is_none_or(|until| Timestamp::now() < until) => {
                Err(FetchError::Paused {
                    host: Clean::line(host),
                    until: *until,
                })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Notes that a host wants to be left alone (RFC 6585, section 4; RFC 9110, section 10.2.3).
    fn note_pause(&mut self, address: &Address, response: &Response<Body>) {
        let after = header_value(response.headers(), "retry-after");
        let until = after.and_then(|after| parse_retry_after(&after, Timestamp::now()));
        if response.status() == StatusCode::TOO_MANY_REQUESTS || until.is_some() {
            self.pauses.insert(address.host().to_owned(), until);
        }
    }

    /// Waits until the pause between two requests to a host is over.
    fn wait_for(&mut self, host: &str) {
        if let Some(last) = self.asked.get(host) {
            thread::sleep(self.limits.pause.saturating_sub(last.elapsed()));
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }

    fn send_request(
        &self,
        address: &Address,
        known: &Validators,
        end: Instant,
    ) -> Result<Response<Body>, FetchError> {
        // The query of an address may hold a key; user and password were removed when it was parsed.
        let _span =
            tracing::debug_span!("fetch", host = address.host(), path = address.path()).entered();
        // What is left of the time for all hops together; at least a moment, so that an expired limit ends as a
        // timeout.
        let left = end
            .saturating_duration_since(Instant::now())
            .max(Duration::from_millis(1));
        let mut request = self
            .agent
            .get(address.as_str())
            .config()
            .timeout_global(Some(left))
            .build();
        let accepted = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5";
        request = request.header("accept", accepted);
        // Both are sent, as a server that knows entity tags ignores the date (RFC 9110, section 13.1.3).
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        request
            .call()
            .map_err(|error| self.failed_request(address, error))
    }

    /// Reads the body of a response, up to the limit.
    fn read_body(
        &self,
        address: Address,
        response: Response<Body>,
    ) -> Result<FetchAnswer, FetchError> {
        let headers = response.headers();
        let declared = header_value(headers, "content-type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let validators = Validators {
            etag: header_value(headers, "etag"),
            modified: header_value(headers, "last-modified"),
        };
        let mut bytes = Vec::new();
        let mut reader = response
            .into_body()
            .into_reader()
            .take(self.limits.bytes + 1);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed_request(&address, unwrap_io_error(error)))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > self.limits.bytes {
            return Err(FetchError::Size {
                host: Clean::line(address.host()),
                most: self.limits.bytes / (1024 * 1024),
            });
        }
        let kind = declared.split(';').next().unwrap_or_default().trim();
        let is_text =
            kind.starts_with("text/html") || kind.contains("xhtml") || kind == "text/plain";
        Ok(FetchAnswer::Fresh(Fetched {
            address,
            bytes: if is_text {
                in_utf8(bytes, &declared)
            } else {
                bytes
            },
            kind: kind.to_owned(),
            validators,
        }))
    }

    fn failed_request(&self, address: &Address, error: Error) -> FetchError {
        let host = Clean::line(address.host());
        match error {
            Error::Timeout(_) => FetchError::Time {
                host,
                seconds: self.limits.time.as_secs(),
            },
            Error::Other(error) if error.is::<BeyondReach>() => FetchError::Private { host },
            Error::HostNotFound => FetchError::Failed {
                host,
                why: Clean::line("no such host, or no network"),
            },
            error => FetchError::Failed {
                host,
                why: Clean::line(&error.to_string()),
            },
        }
    }
}

/// Returns the error of ureq that an I/O error wraps.
fn unwrap_io_error(error: io::Error) -> Error {
    // ureq wraps its own errors in `io::Error` while a body is read; `Error::from` unwraps them.
    match error.downcast::<Error>() {
        Ok(error) => error,
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            Error::Timeout(ureq::Timeout::Global)
        }
        Err(error) => Error::Io(error),
    }
}

/// Returns when a host may be asked again: after so many seconds, or from a time on; at most a day from now.
pub(super) fn parse_retry_after(written: &str, now: Timestamp) -> Option<Timestamp> {
    let written = written.trim();
    let latest = now.checked_add(LONGEST_PAUSE).ok()?;
    let until = match written.parse::<u32>() {
        Ok(seconds) => now
            .checked_add(Duration::from_secs(u64::from(seconds)))
            .ok()?,
        Err(_) => rfc2822::parse(written).ok()?.timestamp(),
    };
    Some(until.min(latest))
}

fn header_value(headers: &HeaderMap, name: &str) -> Option<String> {
    // Bytes outside of ASCII are allowed but have no meaning (RFC 9110, section 5.5); such a header is ignored.
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// Converts text to UTF-8 from the charset in `Content-Type`; bytes that are UTF-8 already stay as they are.
fn in_utf8(bytes: Vec<u8>, declared: &str) -> Vec<u8> {
    let label = declared
        .split_once("charset=")
        .map(|(_, label)| label.trim_matches(['"', '\'', ' ']));
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match encoding {
        Some(encoding) if std::str::from_utf8(&bytes).is_err() => {
            encoding.decode(&bytes).0.into_owned().into_bytes()
        }
        _ => bytes,
    }
}
