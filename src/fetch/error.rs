//! Why something was not fetched.

use jiff::Timestamp;
use ureq::http::StatusCode;

use super::address::Address;
use crate::text::Clean;
use crate::text::number::format_count;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The text is not an address.
    #[error("'{written}' is not a URL: {why}; it must begin with http:// or https://")]
    NoAddress {
        /// What was given.
        written: Clean,
        /// What is wrong with it.
        why: String,
    },
    /// The address is neither `http` nor `https`.
    #[error("'{address}' was not fetched: only http and https URLs with a host are")]
    Scheme {
        /// The address.
        address: Clean,
    },
    /// The host is in a private network.
    #[error("'{host}' is on a private network and was not contacted; '--allow-private' allows it")]
    Private {
        /// The host.
        host: Clean,
    },
    /// There were too many redirects.
    #[error("'{host}' redirects more than {most} times; giving up")]
    Redirects {
        /// The host that was asked last.
        host: Clean,
        /// The most that are followed.
        most: usize,
    },
    /// A redirect does not say where to.
    #[error("'{host}' redirects without saying where to; giving up")]
    RedirectsNowhere {
        /// The host.
        host: Clean,
    },
    /// The host says that nothing changed, although nothing was fetched before.
    #[error("'{host}' responded 'not modified' although nothing was fetched before")]
    Unmodified {
        /// The host.
        host: Clean,
    },
    /// The host has asked to be left alone for a while.
    #[error("'{host}' asked for a pause and was not contacted{}", until_text(*.until))]
    Paused {
        /// The host.
        host: Clean,
        /// When it may be asked again, if it has said so.
        until: Option<Timestamp>,
    },
    /// The response is too large.
    #[error("'{host}' sent more than {most} MB; giving up")]
    Size {
        /// The host.
        host: Clean,
        /// The limit in megabytes.
        most: u64,
    },
    /// The response took too long.
    #[error("'{host}' did not finish responding within {seconds} seconds; giving up")]
    Time {
        /// The host.
        host: Clean,
        /// The limit in seconds.
        seconds: u64,
    },
    /// The host answered with an error status.
    #[error("'{host}' responded {status}: {hint}")]
    Status {
        /// The host.
        host: Clean,
        /// The status code.
        status: u16,
        /// What it means.
        hint: &'static str,
    },
    /// The host could not be reached.
    #[error("'{host}' cannot be reached: {why}")]
    Failed {
        /// The host.
        host: Clean,
        /// The reason.
        why: Clean,
    },
}

impl FetchError {
    /// Returns the error of a status other than success.
    pub(super) fn from_status(address: &Address, status: StatusCode) -> Self {
        let hint = match status.as_u16() {
            401..=403 => "the page requires a login; save it from a browser instead",
            404 | 410 => "page not found",
            429 => "too many requests; wait a while",
            500.. => "server error; try again later",
            _ => "no page was sent",
        };
        Self::Status {
            host: Clean::line(address.host()),
            status: status.as_u16(),
            hint,
        }
    }
}

fn until_text(until: Option<Timestamp>) -> String {
    let left = until.map(|until| until.duration_since(Timestamp::now()).as_secs());
    match left {
        Some(seconds) if seconds > 0 => {
            let minutes = usize::try_from(seconds.unsigned_abs().div_ceil(60)).unwrap_or_default();
            format!("; try again in {}", format_count(minutes, "minute"))
        }
        Some(_) | None => "; try again later".to_owned(),
    }
}
