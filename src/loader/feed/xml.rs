//! RSS 0.9 to 2.0, RDF and Atom 0.3 and 1.0, whatever is broken in them.
//!
//! Bare ampersands, tags that do not match and a cut end cost no entry that is whole.

use std::collections::HashMap;
use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::raw::{FeedText, MOST_ENTRIES, MarkupKind, RawEntry, RawFeed};
use crate::loader::html;

/// Reads a feed in XML.
///
/// # Errors
/// Returns a message that says why the text is no feed.
pub(super) fn read_xml(text: &str) -> Result<RawFeed, String> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    let mut state = FeedReader::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => state.start_element(&tag)?,
            Ok(Event::Empty(tag)) => {
                state.start_element(&tag)?;
                state.end_element(&local_name(tag.name().as_ref()));
            }
            Ok(Event::End(tag)) => state.end_element(&local_name(tag.name().as_ref())),
            Ok(Event::Text(words)) => state.push_text(&words),
            Ok(Event::CData(words)) => state.push_text(&words),
            Ok(Event::GeneralRef(name)) => state.push_text(&html::resolve_reference(&name)),
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                state.feed.fault = Some(error.to_string());
                state.push_cut_words(text, reader.error_position());
                break;
            }
        }
        // One more tells that there are too many.
        if state.feed.entries.len() > MOST_ENTRIES {
            break;
        }
    }
    state.finish()
}

/// What was read so far.
#[derive(Debug, Default)]
struct FeedReader {
    feed: RawFeed,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// How many elements of each name are open.
    open_by_name: HashMap<String, usize>,
    /// The entry that is open, and how many elements were open around it.
    entry: Option<(usize, RawEntry)>,
    /// How many elements were open around a list in the entry that has entries of its own.
    other_feed: Option<usize>,
    field: Option<FeedField>,
    is_feed: bool,
    /// Whether it is Atom, whose titles are plain text unless they say otherwise.
    is_atom: bool,
}

/// An element that says one thing, while it is open.
#[derive(Debug, Default)]
struct FeedField {
    name: String,
    /// How many elements were open around it.
    depth: usize,
    /// Its words without tags, and with them.
    plain: String,
    marked_up: String,
    has_tags: bool,
    kind: Option<String>,
    mode: Option<String>,
    href: Option<String>,
    rel: Option<String>,
    term: Option<String>,
    is_permalink: bool,
    /// The texts of the elements in it: the name in an author.
    parts: Vec<(String, String)>,
}

impl FeedReader {
    fn start_element(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let name = local_name(tag.name().as_ref());
        if !self.is_feed {
            if !matches!(name.as_str(), "rss" | "rdf" | "feed" | "channel") {
                return Err(format!("its first element is '{name}'"));
            }
            self.is_feed = true;
            self.is_atom = name == "feed";
        }
        let is_entry = matches!(name.as_str(), "item" | "entry");
        let open = self.entry.as_ref().and_then(|(at, _)| self.open.get(*at));
        if is_entry && open == Some(&name) && self.other_feed.is_none() {
            // Nothing closed the entry before it.
            self.end_element(&name);
        }
        let depth = self.open.len();
        if self.entry.is_some() && matches!(name.as_str(), "feed" | "items") {
            self.other_feed.get_or_insert(depth);
        }
        self.open.push(name.clone());
        *self.open_by_name.entry(name.clone()).or_default() += 1;
        let begins_entry = is_entry && self.entry.is_none();
        if let Some(field) = self.field.as_mut().filter(|_| !begins_entry) {
            field.start_part(tag, &name);
            return Ok(());
        }
        // An entry ends what nothing closed before it.
        self.field = None;
        let base = attribute(tag, "base");
        if begins_entry {
            self.entry = Some((depth, new_entry(tag, base)));
        } else if matches!(name.as_str(), "rss" | "rdf" | "feed" | "channel") {
            self.feed.base = self.feed.base.take().or(base);
            self.feed.language = self.feed.language.take().or(attribute(tag, "lang"));
        } else if self.is_at_field(depth) {
            let is_plain = self.is_atom && name == "title";
            let mut field = FeedField::new(tag, field_name(tag.name().as_ref()), depth);
            // RFC 4287, section 3.1.1.
            field.kind = field.kind.or(is_plain.then(|| "text".to_owned()));
            self.field = Some(field);
        }
        Ok(())
    }

    /// Returns `true` if an element with so many around it says something of the feed or of an entry.
    fn is_at_field(&self, depth: usize) -> bool {
        let parent = self.open.get(depth.saturating_sub(1)).map(String::as_str);
        match &self.entry {
            Some((entry, _)) => depth == entry + 1,
            None => matches!(parent, Some("channel" | "feed")),
        }
    }

    fn end_element(&mut self, name: &str) {
        // An end without a beginning ends nothing. It is not looked for: a million of them below a million open
        // elements would never be through.
        if self.open_by_name.get(name).is_none_or(|open| *open == 0) {
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open == name) else {
            return;
        };
        self.other_feed = self.other_feed.filter(|start| *start < at);
        // What was left open inside ends too.
        for ended in self.open.drain(at..) {
            if let Some(open) = self.open_by_name.get_mut(&ended) {
                *open -= 1;
            }
        }
        if let Some(field) = &mut self.field {
            if at > field.depth {
                field.end_part(name);
                return;
            }
            if let Some(field) = self.field.take() {
                self.store_field(field);
            }
        }
        if let Some((depth, _)) = &self.entry
            && at <= *depth
            && let Some((_, entry)) = self.entry.take()
        {
            self.feed.entries.push(entry.with_file());
        }
    }

    fn push_text(&mut self, words: &str) {
        if let Some(field) = &mut self.field {
            field.push_text(words);
        }
    }

    fn store_field(&mut self, field: FeedField) {
        match &mut self.entry {
            Some((_, entry)) => store_in_entry(entry, field),
            None => store_in_feed(&mut self.feed, field),
        }
    }

    /// Adds the words of a section that nothing ends, which begins at `position`.
    fn push_cut_words(&mut self, text: &str, position: u64) {
        let rest = usize::try_from(position).ok().and_then(|at| text.get(at..));
        if let Some(words) = rest.and_then(|rest| rest.strip_prefix("<![CDATA[")) {
            self.push_text(words);
        }
    }

    /// Returns the feed; an entry that was cut off is kept with what there is of it, if it has words to read.
    fn finish(mut self) -> Result<RawFeed, String> {
        if !self.is_feed {
            let fault = self
                .feed
                .fault
                .unwrap_or_else(|| "it has no elements".to_owned());
            return Err(fault);
        }
        let is_cut = self.entry.is_some() && self.feed.entries.len() <= MOST_ENTRIES;
        if is_cut && self.feed.fault.is_none() {
            self.feed.fault = Some("it ends within an entry".to_owned());
        }
        if let Some(field) = self.field.take_if(|field| is_cut && field.name != "title") {
            self.store_field(field);
            if let Some((_, entry)) = &mut self.entry {
                entry.is_cut = true;
            }
        }
        let has_words = |entry: &RawEntry| !entry.content.is_blank() || !entry.summary.is_blank();
        if let Some((_, entry)) = self
            .entry
            .take()
            .filter(|(_, entry)| is_cut && has_words(entry))
        {
            self.feed.entries.push(entry.with_file());
        }
        Ok(self.feed)
    }
}

/// Returns an entry that has just begun.
fn new_entry(tag: &BytesStart<'_>, base: Option<String>) -> RawEntry {
    RawEntry {
        base,
        id: attribute(tag, "about"),
        language: attribute(tag, "lang"),
        ..RawEntry::default()
    }
}

fn store_in_feed(feed: &mut RawFeed, field: FeedField) {
    match field.name.as_str() {
        "title" if feed.title.is_blank() => feed.title = field.into_text(),
        "link" => {
            let link = field.address().filter(|_| field.is_page());
            feed.link = feed.link.take().or(link);
        }
        "language" => feed.language = Some(field.plain),
        "author" | "creator" | "managingeditor" => feed.authors.extend(field.person()),
        _ => {}
    }
}

fn store_in_entry(entry: &mut RawEntry, field: FeedField) {
    match field.name.as_str() {
        "title" if entry.title.is_blank() => entry.title = field.into_text(),
        "encoded" => entry.content = field.into_text(),
        "content" | "body" if entry.content.is_blank() => entry.content = field.into_text(),
        "description" | "summary" | "subtitle" | "abstract" if entry.summary.is_blank() => {
            entry.summary = field.into_text();
        }
        "itunes:summary" | "media:description" if entry.of_file.is_blank() => {
            entry.of_file = field.into_text();
        }
        "media:group" if entry.of_file.is_blank() => {
            let mut parts = field.parts.into_iter();
            let words = parts.find(|(name, _)| name == "description");
            let words = words.map(|(_, words)| words).unwrap_or_default();
            entry.of_file = FeedText::new(words, MarkupKind::Unstated);
        }
        "itunes:author" => entry.makers.extend(field.person()),
        // The address before a service that counts readers put its own there.
        "origlink" => entry.links.insert(0, field.plain),
        "link" if field.is_page() => entry.links.extend(field.address()),
        "guid" => {
            let id = field.plain.trim().to_owned();
            entry.links.extend(field.is_permalink.then(|| id.clone()));
            entry.id = Some(id);
        }
        "id" => entry.id = Some(field.plain),
        "pubdate" | "published" | "issued" | "date" | "created" | "datepublished" => {
            keep_first(&mut entry.dates[0], field.plain);
        }
        "updated" | "modified" | "lastbuilddate" => keep_first(&mut entry.dates[1], field.plain),
        "author" | "creator" => entry.authors.extend(field.person()),
        "category" | "subject" => entry.tags.push(field.term.unwrap_or(field.plain)),
        "language" => entry.language = Some(field.plain),
        _ => {}
    }
}

fn keep_first(place: &mut Option<String>, text: String) {
    if place.is_none() && !text.trim().is_empty() {
        *place = Some(text);
    }
}

impl FeedField {
    fn new(tag: &BytesStart<'_>, name: String, depth: usize) -> Self {
        Self {
            name,
            depth,
            kind: attribute(tag, "type"),
            mode: attribute(tag, "mode"),
            href: attribute(tag, "href").or_else(|| attribute(tag, "resource")),
            rel: attribute(tag, "rel"),
            term: attribute(tag, "term"),
            is_permalink: attribute(tag, "ispermalink").is_none_or(|value| value != "false"),
            ..Self::default()
        }
    }

    fn start_part(&mut self, tag: &BytesStart<'_>, name: &str) {
        self.has_tags = true;
        self.parts.push((name.to_owned(), String::new()));
        self.marked_up.push('<');
        self.marked_up.push_str(name);
        for attribute in tag.attributes().flatten() {
            let value = attribute.value.replace('"', "&quot;");
            let _infallible = write!(self.marked_up, " {}=\"{value}\"", attribute.key.as_ref());
        }
        self.marked_up.push('>');
    }

    fn end_part(&mut self, name: &str) {
        if !matches!(name, "br" | "img" | "hr") {
            let _infallible = write!(self.marked_up, "</{name}>");
        }
    }

    fn push_text(&mut self, words: &str) {
        self.plain.push_str(words);
        if let Some((_, text)) = self.parts.last_mut() {
            text.push_str(words);
        }
        for c in words.chars() {
            match c {
                '<' => self.marked_up.push_str("&lt;"),
                '&' => self.marked_up.push_str("&amp;"),
                _ => self.marked_up.push(c),
            }
        }
    }

    /// Returns the text, to be read as the element says (RFC 4287, section 3.1; Atom 0.3, section 3.1).
    fn into_text(self) -> FeedText {
        let kind = self.kind.as_deref().unwrap_or_default();
        let is_escaped = self.mode.as_deref() == Some("escaped");
        if self.has_tags {
            return FeedText::new(self.marked_up, MarkupKind::Html);
        }
        let markup = match kind {
            "html" | "text/html" | "xhtml" | "application/xhtml+xml" => MarkupKind::Html,
            "text" | "text/plain" => MarkupKind::Plain,
            _ if is_escaped => MarkupKind::Html,
            _ => MarkupKind::Unstated,
        };
        FeedText::new(self.plain, markup)
    }

    /// Returns the address of a link: an attribute in Atom, the words of the element in RSS.
    fn address(&self) -> Option<String> {
        let words = Some(self.plain.trim()).filter(|words| !words.is_empty());
        self.href.as_deref().or(words).map(str::to_owned)
    }

    /// Returns `true` if a link leads to the page itself: one without `rel` does (RFC 4287, section 4.2.7.2).
    fn is_page(&self) -> bool {
        self.rel.as_deref().is_none_or(|rel| rel == "alternate")
    }

    /// Returns the name of a person: an element in Atom, all of the words in RSS.
    fn person(&self) -> Option<String> {
        let name = self.parts.iter().find(|(name, _)| name == "name");
        let name = name
            .map_or(self.plain.as_str(), |(_, name)| name.as_str())
            .trim();
        (!name.is_empty()).then(|| name.to_owned())
    }
}

/// Returns the name by which a field is stored; those of Media RSS and of podcasts are about files, and keep their prefix.
fn field_name(written: &str) -> String {
    let prefix = written.split_once(':').map(|(prefix, _)| prefix);
    let is_of_file = prefix.is_some_and(|prefix| {
        ["media", "itunes"]
            .iter()
            .any(|known| prefix.eq_ignore_ascii_case(known))
    });
    if is_of_file {
        written.to_ascii_lowercase()
    } else {
        local_name(written)
    }
}

/// Returns the name of an element without its namespace, in lower case.
fn local_name(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or(name);
    local.to_ascii_lowercase()
}

/// Returns an attribute by its name in lower case, whatever its namespace.
fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut written = tag.attributes();
    let mut attributes = written.with_checks(false).flatten();
    let found = attributes.find(|attribute| local_name(attribute.key.as_ref()) == wanted)?;
    Some(html::resolve_all(&found.value))
}
