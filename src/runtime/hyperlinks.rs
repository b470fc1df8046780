//! Links that the terminal itself opens (OSC 8), where it has them.
//!
//! The sequence and who knows it: <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>

use super::links::{BrowserLink, encode_for_shells};

/// Ends a link; the text after it leads nowhere.
pub(super) const CLOSE: &str = "\x1b]8;;\x1b\\";

/// The longest address that is written, in bytes; VTE ignores longer ones.
const LONGEST: usize = 2083;
/// Programs that name themselves in `TERM_PROGRAM` and have links.
const PROGRAMS: [&str; 8] = [
    "iTerm.app",
    "WezTerm",
    "vscode",
    "ghostty",
    "Hyper",
    "mintty",
    "rio",
    "zed",
];
/// Terminals that are recognised by their `TERM`.
const TERMS: [&str; 6] = [
    "kitty",
    "alacritty",
    "foot",
    "ghostty",
    "wezterm",
    "contour",
];
/// The first version of VTE that has links without faults.
const VTE: u32 = 5000;
/// The first version of Konsole that has links.
const KONSOLE: u32 = 20_12_00;
/// The first version of tmux that hands links on, as 100 times the first number and the second.
const TMUX: u32 = 304;

/// Returns `true` if the terminal that these variables tell of has links; others might print what they do not know.
///
/// `FORCE_HYPERLINK` decides, where it is set.
pub(super) fn has_hyperlinks(variable: impl Fn(&str) -> Option<String>) -> bool {
    let value = |name: &str| variable(name).unwrap_or_default();
    let is_set = |name: &str| !value(name).is_empty();
    let reaches = |name: &str, least: u32| {
        let number = value(name).parse::<u32>();
        number.is_ok_and(|number| number >= least)
    };
    if is_set("FORCE_HYPERLINK") {
        return value("FORCE_HYPERLINK") != "0";
    }
    let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
    if program == "tmux" {
        return tmux_version(&value("TERM_PROGRAM_VERSION")) >= Some(TMUX);
    }
    // Other multiplexers say nothing of themselves but this, and the terminal around them cannot be told.
    if term.starts_with("screen") || term.starts_with("tmux") {
        return false;
    }
    PROGRAMS.contains(&program.as_str())
        || TERMS.iter().any(|known| term.contains(known))
        || reaches("VTE_VERSION", VTE)
        || reaches("KONSOLE_VERSION", KONSOLE)
        || is_set("WT_SESSION")
        || is_set("DOMTERM")
}

/// Returns the sequence that begins a link, the `number`th of its frame; `None` if the address may not be one.
///
/// Only http and https addresses become links. Whatever is not ASCII is percent-encoded, so the address cannot end the sequence early.
pub(super) fn open_sequence(address: &str, number: usize) -> Option<String> {
    let scheme = address.split_once("://")?.0;
    let is_page = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    BrowserLink::parse(address).filter(|_| is_page)?;
    let encoded = encode_for_shells(address);
    let is_plain = encoded.bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain && encoded.len() <= LONGEST).then(|| format!("\x1b]8;id=pq{number};{encoded}\x1b\\"))
}

/// Parses a version such as "3.4a" as 304.
fn tmux_version(text: &str) -> Option<u32> {
    let (first, second) = text.split_once('.')?;
    let second = second.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (first, second) = (first.parse::<u32>().ok()?, second.parse::<u32>().ok()?);
    first.checked_mul(100)?.checked_add(second)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::wezterm(&[("TERM_PROGRAM", "WezTerm")], true)]
    #[case::kitty(&[("TERM", "xterm-kitty")], true)]
    #[case::gnome(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7402")], true)]
    #[case::an_old_vte(&[("VTE_VERSION", "4803")], false)]
    #[case::konsole(&[("KONSOLE_VERSION", "220401")], true)]
    #[case::windows(&[("WT_SESSION", "a")], true)]
    #[case::xterm(&[("TERM", "xterm-256color")], false)]
    #[case::the_console(&[("TERM", "linux")], false)]
    #[case::nothing(&[], false)]
    #[case::tmux(&[("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.4a")], true)]
    #[case::an_old_tmux(&[("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.3a"), ("VTE_VERSION", "7402")], false)]
    #[case::screen_in_gnome(&[("TERM", "screen-256color"), ("VTE_VERSION", "7402")], false)]
    #[case::forced(&[("TERM", "linux"), ("FORCE_HYPERLINK", "1")], true)]
    #[case::forbidden(&[("TERM", "xterm-kitty"), ("FORCE_HYPERLINK", "0")], false)]
    fn a_terminal_has_links(#[case] variables: &[(&str, &str)], #[case] expected: bool) {
        let value = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(has_hyperlinks(value), expected);
    }

    #[rstest]
    #[case::a_page("https://a.example/b?c=d&e#f", Some("https://a.example/b?c=d&e#f"))]
    #[case::letters_of_other_scripts("https://a.example/é", Some("https://a.example/%C3%A9"))]
    #[case::an_end_of_the_sequence("https://a.example/\u{9c}x", Some("https://a.example/%C2%9Cx"))]
    #[case::a_parameter("https://a.example/;id=1", Some("https://a.example/%3Bid=1"))]
    #[case::an_escape("https://a.example/\x1b\\x", None)]
    #[case::a_bell("https://a.example/\x07", None)]
    #[case::a_space("https://a.example/ b", None)]
    #[case::a_file("file:///etc/passwd", None)]
    #[case::a_script("javascript:alert(1)", None)]
    #[case::a_mail("mailto:a@b.example", None)]
    #[case::no_host("https:///a", None)]
    fn an_address_is_written(#[case] address: &str, #[case] expected: Option<&str>) {
        let sequence = expected.map(|address| format!("\x1b]8;id=pq3;{address}\x1b\\"));
        assert_eq!(open_sequence(address, 3), sequence);
    }

    #[test]
    fn a_very_long_address_is_no_link() {
        let address = format!("https://a.example/{}", "a".repeat(LONGEST));
        assert_eq!(open_sequence(&address, 1), None);
    }
}
