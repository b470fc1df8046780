//! What the head of a page declares for programs: its charset, its feed.

use encoding_rs::Encoding;

use super::references;
use super::tokens::{HtmlToken, HtmlTokens};

/// Returns the address of the feed that a page names in its head, as it is written there.
pub(in crate::loader) fn find_feed_link(html: &str) -> Option<String> {
    const KINDS: [&str; 3] = ["rss+xml", "atom+xml", "feed+json"];
    let links = HtmlTokens::new(html).filter_map(|token| match token {
        HtmlToken::Open("link", attributes) => Some(attributes),
        _ => None,
    });
    let of_feeds = links.filter(|link| {
        let says = |name: &str, values: &[&str]| {
            let written = link.get(name).unwrap_or_default().to_ascii_lowercase();
            values.iter().any(|value| written.contains(value))
        };
        // Feed autodiscovery: https://www.rssboard.org/rss-autodiscovery
        says("rel", &["alternate"]) && says("type", &KINDS)
    });
    let mut addresses = of_feeds.filter_map(|link| link.get("href"));
    let address = addresses.find(|address| !address.trim().is_empty())?;
    Some(references::resolve_references(address.trim()).into_owned())
}

/// Returns the charset that a page declares in its head; `None` for valid UTF-8, whatever it declares.
pub(in crate::loader) fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 4096;
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1b) {
        return None;
    }
    // HTML standard, section 13.2.3.2: the declaration is within the first bytes of the page.
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut named = ["charset=", "encoding="].iter().filter_map(|before| {
        let (_, after) = head.split_once(before)?;
        let after = after.trim_start_matches(['"', '\'', ' ']);
        let end = after.find(|c: char| !is_name(c)).unwrap_or(after.len());
        Encoding::for_label(after.get(..end)?.as_bytes())
    });
    named.next()
}
