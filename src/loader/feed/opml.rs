//! OPML: the feeds that another reader has subscribed to.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::guard;
use crate::loader::open;
use crate::text::Clean;

/// No more feeds of a list are taken.
const MOST_FEEDS: usize = 10_000;

/// A feed in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpmlFeed {
    /// Where it is, `http` or `https` only.
    pub url: Clean,
    /// What the list calls it.
    pub title: Option<Clean>,
}

/// Returns the feeds of a list in a file.
///
/// # Errors
/// Returns a message that says why the file cannot be read or is no list of feeds.
pub fn load_feeds(path: &Path) -> Result<Vec<OpmlFeed>, String> {
    parse_feeds(&open::read_file(path)?.bytes)
}

/// Returns the feeds of a list in its order, each once; commands of other readers in it are left out.
///
/// # Errors
/// Returns a message that says why the bytes are no list of feeds.
pub fn parse_feeds(bytes: &[u8]) -> Result<Vec<OpmlFeed>, String> {
    guard::check_limits(bytes)?;
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().allow_unmatched_ends = true;
    let (mut feeds, mut is_list) = (Vec::<OpmlFeed>::new(), false);
    let mut room = Vec::new();
    loop {
        room.clear();
        match reader.read_event_into(&mut room) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                // http://opml.org/spec2.opml: the root element is `opml`, subscriptions are `outline`s.
                is_list |= tag.local_name().as_ref() == "opml";
                if !is_list {
                    return Err("is not OPML".to_owned());
                }
                let listed = outline_feed(&tag)
                    .filter(|listed| feeds.iter().all(|known| known.url != listed.url));
                feeds.extend(listed.filter(|_| feeds.len() < MOST_FEEDS));
            }
            Ok(Event::Eof) if is_list => return Ok(feeds),
            Ok(Event::Eof) => return Err("is not OPML".to_owned()),
            Ok(_) => {}
            Err(error) => return Err(format!("is not valid OPML: {error}")),
        }
    }
}

/// Returns the feed of an outline, if it is one.
fn outline_feed(tag: &BytesStart<'_>) -> Option<OpmlFeed> {
    let value = |wanted: &str| {
        let mut attributes = tag.attributes().flatten();
        let found =
            attributes.find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(wanted))?;
        let value = Clean::line(&crate::loader::html::strip_markup(&found.value));
        (!value.is_empty()).then_some(value)
    };
    let url = value("xmlUrl")?;
    let is_open = url.starts_with("http://") || url.starts_with("https://");
    is_open.then(|| OpmlFeed {
        title: value("title").or_else(|| value("text")),
        url,
    })
}
