//! Links that may be opened, and the programs that open them.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::arguments;
use super::terminal;
use crate::app::notice::StatusNotice;

/// The schemes that are opened; nothing that runs a program or reads a file.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "gemini"];

/// The letters that mean something to a shell and nothing to a URL: `&`, `#`, `*`, `!` and `~` are needed there.
const SHELL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'$')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Browsers that draw on the terminal.
const TERMINAL_BROWSERS: [&str; 10] = [
    "browsh",
    "carbonyl",
    "cha",
    "elinks",
    "felinks",
    "links",
    "links2",
    "lynx",
    "w3m",
    "www-browser",
];

/// A link that may be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BrowserLink<'a> {
    address: &'a str,
    host: &'a str,
}

impl<'a> BrowserLink<'a> {
    /// Reads a link; `None` when its scheme is none that is opened, or it names no host.
    pub(super) fn parse(address: &'a str) -> Option<Self> {
        let is_plain = address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() || byte >= 0x80);
        let (scheme, rest) = address.split_once(':')?;
        let scheme = SCHEMES
            .iter()
            .find(|known| scheme.eq_ignore_ascii_case(known))?;
        let host = if *scheme == "mailto" {
            rest.split('?').next()?.rsplit('@').next()?
        } else {
            host(rest.strip_prefix("//")?)
        };
        (is_plain && !host.is_empty()).then_some(Self { address, host })
    }

    /// Returns the host the link leads to, whatever else it seems to say.
    pub(super) fn link_host(&self) -> &'a str {
        self.host
    }
}

/// Returns the host of what is after `//`: without user, password and port.
fn host(rest: &str) -> &str {
    // Browsers take a backslash for a slash.
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let place = authority.rsplit('@').next().unwrap_or_default();
    if place.starts_with('[') {
        return place.split_inclusive(']').next().unwrap_or_default();
    }
    place.split(':').next().unwrap_or_default()
}

/// What came of opening a link.
pub(super) struct OpenedLink {
    /// What to tell.
    pub(super) notice: StatusNotice,
    /// Whether a program had the terminal meanwhile, so that the whole screen must be drawn again.
    pub(super) was_lent: bool,
}

/// Opens a link with `$BROWSER`, else with what the desktop has for it.
pub(super) fn open_link(address: &str) -> OpenedLink {
    let mut was_lent = false;
    let notice = match BrowserLink::parse(address) {
        Some(link) => match start_browser(&encode_for_shells(link.address), &mut was_lent) {
            Ok(()) => StatusNotice::quiet(&format!("Opened a page of {}", link.link_host())),
            Err(error) => StatusNotice::error(&format!(
                "No browser could be started: {error}; set $BROWSER to one"
            )),
        },
        None => StatusNotice::error(&format!(
            "Not opened: '{address}' is not a link ({})",
            SCHEMES.join(", ")
        )),
    };
    OpenedLink { notice, was_lent }
}

/// Returns an address without letters that mean something to a shell, should the program hand it to one.
///
/// They are written as `%` and two digits, which servers read as the same (RFC 3986, section 2.1).
pub(super) fn encode_for_shells(address: &str) -> String {
    utf8_percent_encode(address, SHELL).to_string()
}

/// Starts the first browser that can be started; `was_lent` becomes true if one was given the terminal, also in vain.
fn start_browser(address: &str, was_lent: &mut bool) -> io::Result<()> {
    let browsers = env::var("BROWSER").unwrap_or_default();
    let is_desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    for browser in browsers
        .split(':')
        .filter(|browser| !browser.trim().is_empty())
    {
        let Some(command) = browser_command(browser, address) else {
            continue;
        };
        let is_beside = is_desktop && !is_for_terminal(browser);
        *was_lent |= !is_beside;
        if run_browser(command, is_beside).is_ok() {
            return Ok(());
        }
    }
    if is_desktop {
        return open::that_detached(address);
    }
    Err(io::Error::other("there is no desktop here"))
}

/// Makes the command of one entry of `$BROWSER`, where `%s` stands for the address, else it comes last.
fn browser_command(browser: &str, address: &str) -> Option<Command> {
    let mut words = arguments::split_words(browser)?.into_iter();
    let mut command = Command::new(words.next()?);
    let mut is_named = false;
    for word in words {
        is_named |= word.contains("%s");
        command.arg(word.replace("%s", address));
    }
    if !is_named {
        command.arg(address);
    }
    Some(command)
}

/// Returns `true` if an entry of `$BROWSER` is known to draw on the terminal, also where there is a desktop.
fn is_for_terminal(browser: &str) -> bool {
    let words = arguments::split_words(browser).unwrap_or_default();
    let program = words.first().map(Path::new).and_then(Path::file_name);
    let name = program.and_then(OsStr::to_str);
    name.is_some_and(|name| TERMINAL_BROWSERS.contains(&name))
}

/// Starts a browser beside the reader, or lends it the terminal: where there is no desktop it must be one for that.
fn run_browser(mut command: Command, is_beside: bool) -> io::Result<()> {
    if is_beside {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        return command.spawn().map(drop);
    }
    terminal::lend_terminal(|| command.status())?.map(drop)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn nothing_of_an_address_means_anything_to_a_shell() {
        let encoded = encode_for_shells("https://ledger.example/a`id`;$(id)'\"?q=1&r=%20#x");
        assert_eq!(
            encoded,
            "https://ledger.example/a%60id%60%3B%24%28id%29%27%22?q=1&r=%20#x"
        );
    }

    #[rstest]
    #[case::plain("https://news.example/a?b#c", Some("news.example"))]
    #[case::in_capitals("HTTPS://News.Example", Some("News.Example"))]
    #[case::with_a_port("http://news.example:8080/", Some("news.example"))]
    #[case::a_host_in_the_user_name("https://bank.example@evil.example/", Some("evil.example"))]
    #[case::a_host_before_a_backslash("https://evil.example\\@bank.example/", Some("evil.example"))]
    #[case::an_address_in_numbers("http://[::1]:80/", Some("[::1]"))]
    #[case::mail("mailto:desk@news.example?subject=x", Some("news.example"))]
    #[case::gemini("gemini://news.example/", Some("news.example"))]
    #[case::a_file("file:///etc/passwd", None)]
    #[case::a_script("javascript:alert(1)", None)]
    #[case::a_flag("--version", None)]
    #[case::no_host("https:///a", None)]
    #[case::a_blank("https://news.example/ --flag", None)]
    #[case::a_control_character("https://news.example/\n", None)]
    #[case::nothing("", None)]
    fn names_the_host_of_links_that_may_be_opened(
        #[case] address: &str,
        #[case] host: Option<&str>,
    ) {
        assert_eq!(BrowserLink::parse(address).map(|link| link.host), host);
    }

    #[rstest]
    #[case::by_name("w3m", true)]
    #[case::by_path_with_flags("/usr/bin/lynx -vikeys", true)]
    #[case::of_the_desktop("firefox --new-tab", false)]
    #[case::nothing("", false)]
    fn browsers_of_the_terminal_are_known(#[case] browser: &str, #[case] is_known: bool) {
        assert_eq!(is_for_terminal(browser), is_known);
    }

    #[rstest]
    #[case::at_the_end("firefox --new-tab", &["--new-tab", "https://a.example"])]
    #[case::where_it_is_named("w3m -o x=%s", &["-o", "x=https://a.example"])]
    fn the_address_is_one_argument(#[case] browser: &str, #[case] arguments: &[&str]) {
        let command = browser_command(browser, "https://a.example").unwrap();
        assert_eq!(command.get_args().collect::<Vec<_>>(), arguments);
    }
}
