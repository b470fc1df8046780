//! The records of a WARC file (ISO 28500), and the answers of web servers in them (RFC 9112).

use std::borrow::Cow;

use httparse::{EMPTY_HEADER, Header, Status};

use crate::loader::gzip;

/// No record or answer has more headers.
const MOST_HEADERS: usize = 128;

/// What is between two records.
const BREAK: &[u8] = b"\r\n\r\n";

/// A record: its headers and its content.
#[derive(Debug)]
pub(super) struct WarcRecord<'a> {
    headers: Vec<Header<'a>>,
    /// What was stored.
    pub(super) content: &'a [u8],
}

/// Iterates over the records of a file.
#[derive(Debug)]
pub(super) struct WarcRecords<'a> {
    rest: &'a [u8],
    /// Whether the last record is damaged, or ends before its length.
    pub(super) is_cut: bool,
}

impl<'a> WarcRecords<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            is_cut: false,
        }
    }
}

impl<'a> Iterator for WarcRecords<'a> {
    type Item = WarcRecord<'a>;

    fn next(&mut self) -> Option<WarcRecord<'a>> {
        let rest = self.rest.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        let Some((record, after)) = split_record(rest) else {
            (self.rest, self.is_cut) = (&[], true);
            return None;
        };
        self.is_cut |= after.is_none();
        self.rest = after.unwrap_or_default();
        Some(record)
    }
}

/// Splits off the first record, and returns what is behind it; `None` if the file ends within it.
fn split_record(bytes: &[u8]) -> Option<(WarcRecord<'_>, Option<&[u8]>)> {
    let version_end = memchr::memchr(b'\n', bytes)? + 1;
    let is_record = bytes.starts_with(b"WARC/");
    let (headers, content) = split_headers(bytes.get(version_end..).filter(|_| is_record)?)?;
    let length: usize = value_of(&headers, "Content-Length")?.parse().ok()?;
    let (content, after) = match content.split_at_checked(length) {
        Some((content, after)) => (content, Some(after)),
        None => (content, None),
    };
    let after = after.map(|after| after.strip_prefix(BREAK).unwrap_or(after));
    Some((WarcRecord { headers, content }, after))
}

impl<'a> WarcRecord<'a> {
    /// Returns the address that the content is from.
    pub(super) fn address(&self) -> Option<&'a str> {
        // Programs of the first version wrote it in angle brackets.
        let address = value_of(&self.headers, "WARC-Target-URI")?;
        Some(address.trim_matches(['<', '>']))
    }

    /// Returns `true` if the record holds a page.
    pub(super) fn holds_page(&self) -> bool {
        self.stored_page().is_some()
    }

    /// Returns the page in the record, and the charset that its server says, if it is one.
    pub(super) fn page(&self) -> Option<StoredPage<'a>> {
        let (headers, body) = self.stored_page()?;
        let charset = charset_in(value_of(&headers, "Content-Type")?);
        let bytes = undo_encodings(&headers, body);
        Some(StoredPage { bytes, charset })
    }

    /// Returns the headers and the body of the page in the record, as they were sent.
    fn stored_page(&self) -> Option<(Vec<Header<'a>>, &'a [u8])> {
        let (headers, body) = match value_of(&self.headers, "WARC-Type")? {
            "response" => split_answer(self.content)?,
            "resource" => (self.headers.clone(), self.content),
            _ => return None,
        };
        is_page(value_of(&headers, "Content-Type")?).then_some((headers, body))
    }
}

/// A page as it was sent.
#[derive(Debug)]
pub(super) struct StoredPage<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) charset: Option<&'a str>,
}

/// Splits what a server has answered into headers and body; `None` if it had nothing to give.
fn split_answer(answer: &[u8]) -> Option<(Vec<Header<'_>>, &[u8])> {
    let line_end = memchr::memchr(b'\n', answer)? + 1;
    let line = str::from_utf8(answer.get(..line_end)?).ok()?;
    let is_given = line.split_ascii_whitespace().nth(1)?.starts_with('2');
    split_headers(answer.get(line_end..).filter(|_| is_given)?)
}

/// Returns a body without the chunks and the compression that it was sent with.
fn undo_encodings<'a>(headers: &[Header<'_>], body: &'a [u8]) -> Cow<'a, [u8]> {
    let says = |name: &str, value: &str| {
        value_of(headers, name).is_some_and(|written| written.eq_ignore_ascii_case(value))
    };
    let mut bytes = Cow::Borrowed(body);
    // Some programs store the parts joined and keep the header.
    if says("Transfer-Encoding", "chunked")
        && let Some(joined) = join_chunks(body)
    {
        bytes = joined.into();
    }
    if gzip::is_compressed(&bytes) {
        bytes = gzip::expand_bytes(&bytes).bytes.into();
    }
    bytes
}

/// Returns the body that was sent in chunks (RFC 9112, section 7.1); `None` if these are none.
fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(rest.len());
    loop {
        let Ok(Status::Complete((start, length))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if length == 0 {
            return Some(joined);
        }
        let length = usize::try_from(length).ok()?;
        let chunk = rest.get(start..)?;
        let Some((chunk, after)) = chunk.split_at_checked(length) else {
            joined.extend_from_slice(chunk);
            return Some(joined);
        };
        joined.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").unwrap_or(after);
    }
}

/// Splits headers, and the blank line below them, from what follows.
fn split_headers(bytes: &[u8]) -> Option<(Vec<Header<'_>>, &[u8])> {
    let mut room = [EMPTY_HEADER; MOST_HEADERS];
    let Ok(Status::Complete((length, headers))) = httparse::parse_headers(bytes, &mut room) else {
        return None;
    };
    Some((headers.to_vec(), bytes.get(length..)?))
}

fn value_of<'a>(headers: &[Header<'a>], name: &str) -> Option<&'a str> {
    let named = headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))?;
    Some(str::from_utf8(named.value).ok()?.trim())
}

fn is_page(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

/// Returns the charset of a media type: "text/html; charset=utf-8".
fn charset_in(kind: &str) -> Option<&str> {
    let mut parameters = kind.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"'))
    })
}
