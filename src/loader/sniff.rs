//! Tells pictures, archives and programs from text, and pages and feeds whose names say nothing.

use super::FileFormat;

/// How the kinds of file that end up among articles begin, and what they are called.
const SIGNATURES: [(&[u8], &str); 21] = [
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a sound, film or WebP picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive in another"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// The share of control characters, in hundredths, that text may hold at most.
const MOST_CONTROLS: usize = 10;

/// How much of a file is looked at.
const LOOKED_AT: usize = 64 * 1024;

/// Returns what `bytes` are when they are not text: "a PNG picture", "binary data".
///
/// UTF-16 looks binary; whoever asks has ruled it out.
pub(super) fn what_instead_of_text(bytes: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature));
    if let Some((signature, name)) = known {
        // A story may well begin with "RIFF" or "ID3"; the files of that name do not go on as text.
        let is_plain = signature.is_ascii() && !has_controls(bytes.get(..64).unwrap_or(bytes), 0);
        return (!is_plain || signature.starts_with(b"%PDF") || signature.starts_with(b"{"))
            .then_some(name);
    }
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    has_controls(head, MOST_CONTROLS).then_some("binary data")
}

/// Returns the format of a file whose name does not give one, or of what has no name.
pub(super) fn sniff_format(bytes: &[u8]) -> FileFormat {
    let head = lowercase_head(bytes);
    // Cf. https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type
    let is_feed = head.starts_with('<')
        && ["<rss", "<feed", "<rdf:rdf"]
            .iter()
            .any(|tag| head.contains(tag))
        || head.starts_with('{') && head.contains("jsonfeed.org");
    if bytes.starts_with(b"WARC/") {
        FileFormat::Warc
    } else if is_feed {
        FileFormat::Feed
    } else if is_page_archive(&head) {
        FileFormat::WebArchive
    } else if head.starts_with("from ") && has_mail_headers(below_first_line(&head)) {
        FileFormat::Mail
    } else if head.starts_with("# ") || has_front_matter(&head) {
        FileFormat::Markdown
    } else {
        sniff_text(bytes)
    }
}

/// Returns what a file of plain text by its name is: a page, a mail or Markdown of a reader's service are often saved so.
pub(super) fn sniff_text(bytes: &[u8]) -> FileFormat {
    let head = lowercase_head(bytes);
    if is_page(&head) {
        FileFormat::Html
    } else if head.starts_with("title: ") && head.contains("\nmarkdown content:") {
        FileFormat::Markdown
    } else if has_mail_headers(&head) {
        FileFormat::Mail
    } else {
        FileFormat::Plain
    }
}

/// Returns `true` if a text begins as a page does, perhaps after an XML declaration and comments.
fn is_page(head: &str) -> bool {
    let mut rest = head;
    loop {
        let skipped = [("<!--", "-->"), ("<?xml", "?>")]
            .iter()
            .find_map(|(start, end)| Some(rest.strip_prefix(start)?.split_once(end)?.1));
        let Some(after) = skipped else { break };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head>", "<body"]
        .iter()
        .any(|tag| rest.starts_with(tag))
}

/// Returns `true` if a text begins as a page that was saved as a mail with all its parts.
fn is_page_archive(head: &str) -> bool {
    let is_saved =
        head.starts_with("from: <saved by") || head.contains("\nsnapshot-content-location:");
    is_saved && head.contains("multipart/related")
}

/// Returns `true` if a text begins with fields between lines of three dashes.
fn has_front_matter(head: &str) -> bool {
    head.starts_with("---")
        && below_first_line(head)
            .split_once("\n---")
            .is_some_and(|(fields, _)| fields.contains(':'))
}

fn below_first_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, below)| below)
}

/// Returns `true` if a text begins with the headers of a mail or of Usenet.
fn has_mail_headers(head: &str) -> bool {
    let lines = head.lines().take_while(|line| !line.is_empty());
    let names: Vec<&str> = lines
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(": ").map_or("", |(name, _)| name))
        .collect();
    let is_name = |name: &&str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    names.len() >= 3
        && names.iter().all(is_name)
        && names.contains(&"from")
        && names.contains(&"subject")
}

/// Returns `true` if a file is a list of feeds.
pub(super) fn is_list_of_feeds(bytes: &[u8]) -> bool {
    let head = lowercase_head(bytes);
    head.starts_with('<') && head.contains("<opml") && !head.contains("<html")
}

/// Returns the beginning of a file, in lower case.
fn lowercase_head(bytes: &[u8]) -> String {
    const LENGTH: usize = 512;
    // The byte order mark of UTF-8.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..LENGTH).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.trim_start().to_owned()
}

/// Returns `true` if more than `share` hundredths of the bytes are control characters that no text file holds.
fn has_controls(bytes: &[u8], share: usize) -> bool {
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t'..=b'\r' | 0x1b);
    bytes.iter().filter(is_control).count() * 100 > bytes.len() * share
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_page(b"\n<!DOCTYPE html><p>It rained.", FileFormat::Html)]
    #[case::a_feed(b"<?xml version='1.0'?><rss version='2.0'>", FileFormat::Feed)]
    #[case::a_page_after_a_comment(b"<!-- saved --><html><p>It rained.", FileFormat::Html)]
    #[case::a_page_in_xml(b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''>", FileFormat::Html)]
    #[case::an_old_feed(b"<?xml version='1.0'?><rdf:RDF xmlns='x'>", FileFormat::Feed)]
    #[case::a_feed_in_json(
        b"{\"version\": \"https://jsonfeed.org/version/1.1\"}",
        FileFormat::Feed
    )]
    #[case::a_mail(
        b"From: a@b.example\nTo: c@d.example\nSubject: Rain\n\nIt rained.",
        FileFormat::Mail
    )]
    #[case::a_mailbox(
        b"From a@b.example Tue Sep  8 2026\nFrom: a@b.example\nTo: c@d.example\nSubject: Rain\n\nIt rained.",
        FileFormat::Mail
    )]
    #[case::a_page_archive(
        b"From: <Saved by Blink>\nSubject: Rain\nContent-Type: multipart/related;\n",
        FileFormat::WebArchive
    )]
    #[case::markdown(b"# Rain\n\nIt rained.", FileFormat::Markdown)]
    #[case::fields(b"---\ntitle: Rain\n---\n\nIt rained.", FileFormat::Markdown)]
    #[case::a_line(b"---\nIt rained.\n", FileFormat::Plain)]
    #[case::a_story_from_somewhere(b"From the pier\n\nIt rained.", FileFormat::Plain)]
    #[case::a_story(b"The <html> tag is old", FileFormat::Plain)]
    fn a_file_without_a_telling_name_is_what_it_begins_as(
        #[case] bytes: &[u8],
        #[case] is: FileFormat,
    ) {
        assert_eq!(sniff_format(bytes), is);
    }

    #[rstest]
    #[case::a_picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("a PNG picture"))]
    #[case::a_pdf(b"%PDF-1.7\n%abc\n", Some("a PDF"))]
    #[case::something_unknown(b"\x01\x02\x03abc\0\0\0\0\x05", Some("binary data"))]
    #[case::a_story(b"The ferry stopped.\r\n\r\n\tNobody knows why.", None)]
    #[case::a_story_with_a_familiar_first_word(b"ID3 tags are dead\n\nNobody misses them.", None)]
    #[case::a_story_with_a_stray_nul(b"The ferry\0 stopped, and nobody knows why it did.", None)]
    #[case::terminal_colours(b"\x1b[1mBold\x1b[0m \x1b[31mred\x1b[0m", None)]
    #[case::nothing(b"", None)]
    fn tells_text_from_the_rest(#[case] bytes: &[u8], #[case] instead: Option<&str>) {
        assert_eq!(what_instead_of_text(bytes), instead);
    }
}
