//! The head of files that a service for reading pages wrote: "Title: …", "URL Source: …", "Markdown Content:".

use crate::article::Metadata;
use crate::loader::{date, outlet};
use crate::text::Clean;

/// Splits such a head off; `None` if a text has none.
pub(super) fn split_reader_head(text: &str) -> Option<(Metadata, &str)> {
    const LONGEST: usize = 4000;
    const END: &str = "\nMarkdown Content:";
    let start = text.trim_start();
    let at = start
        .find(END)
        .filter(|at| *at < LONGEST && start.starts_with("Title: "))?;
    let (head, body) = start.split_at_checked(at)?;
    let value = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.strip_prefix(name));
        lines
            .next()
            .map(str::trim)
            .filter(|value| !value.is_empty())
    };
    let url = value("URL Source:").filter(|url| url.starts_with("http") && !url.contains(' '));
    let title = value("Title:")?;
    let (title, source) = match outlet::split_title(title) {
        Some((title, source)) => (title, Some(source)),
        None => (title, None),
    };
    let metadata = Metadata {
        title: Clean::line(title),
        source: source.map(Clean::line),
        url: url.map(Clean::line),
        published: value("Published Time:").and_then(date::find_date),
        ..Metadata::default()
    };
    Some((metadata, body.strip_prefix(END)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_the_page_is() {
        let text = "Title: Ferry stops for good | Pier News\n\nURL Source: https://pier.example/f\n\nMarkdown Content:\n# Ferry stops\n";
        let (metadata, body) = split_reader_head(text).unwrap();
        assert_eq!(metadata.title, "Ferry stops for good");
        assert_eq!(metadata.source.as_deref(), Some("Pier News"));
        assert_eq!(metadata.url.unwrap(), "https://pier.example/f");
        assert_eq!(body, "\n# Ferry stops\n");
        assert!(split_reader_head("Title: of a story\n\nIt begins.").is_none());
    }
}
