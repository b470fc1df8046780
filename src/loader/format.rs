//! Which format a file is in, by its name.

use std::path::Path;

/// A format that articles are stored in; any of them may also be compressed (`.gz`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Text as scraped from a news page.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// A saved web page with all its parts in one file, as a mail.
    WebArchive,
    /// Pages as a program has fetched them, in one file.
    Warc,
    /// A mail, as newsletters are.
    Mail,
    /// A feed: RSS, Atom or JSON Feed.
    Feed,
}

impl FileFormat {
    /// Returns the format of a file by its name; `None` when the name is not one of an article.
    ///
    /// ```
    /// use std::path::Path;
    /// use pullquote::loader::FileFormat;
    /// assert_eq!(FileFormat::from_path(Path::new("story.md.gz")), Some(FileFormat::Markdown));
    /// assert_eq!(FileFormat::from_path(Path::new("photo.jpeg")), None);
    /// ```
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        if extension.eq_ignore_ascii_case("gz") {
            let inner = Path::new(path.file_stem()?);
            return (!inner.extension()?.eq_ignore_ascii_case("gz"))
                .then(|| Self::from_path(inner))?;
        }
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" => Some(Self::Markdown),
            "htm" | "html" | "xhtml" => Some(Self::Html),
            "mht" | "mhtml" => Some(Self::WebArchive),
            "warc" | "wacz" => Some(Self::Warc),
            "eml" | "mbox" => Some(Self::Mail),
            "atom" | "json" | "rss" | "xml" => Some(Self::Feed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::text("a.txt", Some(FileFormat::Plain))]
    #[case::in_capitals("A.TXT", Some(FileFormat::Plain))]
    #[case::compressed("a.text.gz", Some(FileFormat::Plain))]
    #[case::markdown("a.markdown", Some(FileFormat::Markdown))]
    #[case::a_page("a.htm.gz", Some(FileFormat::Html))]
    #[case::an_archive("a.warc.gz", Some(FileFormat::Warc))]
    #[case::nothing_but_compressed("a.gz", None)]
    #[case::compressed_twice("a.txt.gz.gz", None)]
    #[case::no_extension("README", None)]
    #[case::hidden(".txt", None)]
    fn goes_by_the_extension(#[case] name: &str, #[case] format: Option<FileFormat>) {
        assert_eq!(FileFormat::from_path(Path::new(name)), format);
    }

    #[test]
    fn a_name_need_not_be_utf8() {
        let name = Path::new(OsStr::from_bytes(b"\xff\xfe.txt"));
        assert_eq!(FileFormat::from_path(name), Some(FileFormat::Plain));
    }
}
