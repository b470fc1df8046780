//! WARC files: pages as a program has fetched them, with the answers of their servers.
//!
//! - `records`: the records of the file, and the pages in them

mod records;

use std::collections::HashMap;
use std::path::Path;

use encoding_rs::Encoding;

use self::records::{StoredPage, WarcRecords};
use super::{Loaded, Problem, html, problem};
use crate::article::Article;
use crate::text::Clean;

/// No more pages of an archive are read.
const MOST_PAGES: usize = 10_000;

/// Reads the pages of an archive; of several that are from one address, the last one.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Loaded {
    if bytes.starts_with(b"PK") {
        let message = "is a WACZ, which holds its pages in WARC files: unzip it, and open the files in its folder 'archive'";
        return Loaded {
            articles: Vec::new(),
            problems: vec![Problem::new(path, message)],
        };
    }
    let mut records = WarcRecords::new(bytes);
    let mut pages = PageList::default();
    for record in &mut records {
        if pages.count >= MOST_PAGES {
            pages.count += usize::from(record.holds_page());
        } else if let Some(page) = record.page() {
            pages.add_page(record.address(), &page);
        }
    }
    let mut problems = Vec::new();
    if records.is_cut {
        problems.push("is damaged or truncated: the pages before were loaded".to_owned());
    }
    problems.extend(problem::describe_excess(pages.count, MOST_PAGES, "page"));
    if pages.articles.is_empty() {
        problems.push("holds no page with an article".to_owned());
    }
    let problems = problems.into_iter();
    Loaded {
        articles: pages.articles,
        problems: problems
            .map(|message| Problem::new(path, message))
            .collect(),
    }
}

/// The articles so far.
#[derive(Default)]
struct PageList {
    articles: Vec<Article>,
    places: HashMap<String, usize>,
    count: usize,
}

impl PageList {
    /// Adds the article of a page, if it has one: most are of frames and advertisements.
    fn add_page(&mut self, address: Option<&str>, page: &StoredPage<'_>) {
        self.count += 1;
        let Some(article) = parse_page(address, page) else {
            return;
        };
        let place = address.and_then(|address| self.places.get(address));
        if let Some(earlier) = place.and_then(|place| self.articles.get_mut(*place)) {
            *earlier = article;
            return;
        }
        let place = self.articles.len();
        self.articles.push(article);
        self.places
            .extend(address.map(|address| (address.to_owned(), place)));
    }
}

fn parse_page(address: Option<&str>, page: &StoredPage<'_>) -> Option<Article> {
    let stated = || {
        let is_utf8 = std::str::from_utf8(&page.bytes).is_ok();
        let charset = page.charset.filter(|_| !is_utf8)?;
        Encoding::for_label(charset.as_bytes())
    };
    let declared = html::declared_charset(&page.bytes).or_else(stated);
    let text = super::decode_text(&page.bytes, declared, &mut Vec::new())?;
    let url = address
        .filter(|address| address.starts_with("http"))
        .map(Clean::line);
    // The archive's own name says nothing of its pages.
    let loaded = html::parse_saved(Path::new(""), &text, url);
    loaded.articles.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::load_bytes;

    /// Returns a record with a page that a server has answered with.
    fn record(address: &str, headers: &str, page: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 {headers}\r\n\r\n");
        let length = head.len() + page.len();
        let record = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {length}\r\n\r\n{head}"
        );
        [record.as_bytes(), page, b"\r\n\r\n"].concat()
    }

    fn page(title: &str) -> String {
        format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>The night ferry has stopped for good, \
             said the harbor master on Monday, and nobody knows who will row to the island, let alone to the café.</p></body></html>"
        )
    }

    const OK: &str = "200 OK\r\nContent-Type: text/html";

    fn titles(archive: &[u8]) -> (Vec<String>, usize) {
        let loaded = load_bytes(Path::new("a.warc"), archive);
        let titles = loaded.articles.iter();
        let titles = titles.map(|article| article.metadata.title.to_string());
        (titles.collect(), loaded.problems.len())
    }

    #[test]
    fn each_page_is_an_article_with_its_address() {
        let info = "WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\na\n\r\n\r\n";
        let archive = [
            info.as_bytes(),
            &record("https://ledger.example/a", OK, page("Rain").as_bytes()),
            &record(
                "https://ledger.example/gone",
                "404 Not Found\r\nContent-Type: text/html",
                page("Gone").as_bytes(),
            ),
            &record(
                "https://ledger.example/p.png",
                "200 OK\r\nContent-Type: image/png",
                b"\x89PNG",
            ),
            &record("https://ledger.example/b", OK, page("Tide").as_bytes()),
            &record("https://ledger.example/a", OK, page("More rain").as_bytes()),
        ]
        .concat();
        let loaded = load_bytes(Path::new("a"), &archive);
        assert_eq!(
            titles(&archive),
            (vec!["More rain".to_owned(), "Tide".to_owned()], 0)
        );
        assert_eq!(
            loaded.articles[1].metadata.url.as_deref(),
            Some("https://ledger.example/b")
        );
    }

    #[test]
    fn what_the_server_did_to_a_page_is_undone() {
        let page = page("Rain");
        let parts = page.as_bytes().chunks(50).flat_map(|part| {
            let length = format!("{:x}\r\n", part.len());
            [length.as_bytes(), part, b"\r\n"].concat()
        });
        let chunked: Vec<u8> = parts.chain(*b"0\r\n\r\n").collect();
        let chunked_headers = format!("{OK}\r\nTransfer-Encoding: chunked");
        let latin: Vec<u8> = page
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let latin_headers = "200 OK\r\nContent-Type: text/html; charset=iso-8859-1";
        let archive = [
            record("https://a.example/1", &chunked_headers, &chunked),
            record("https://a.example/2", &chunked_headers, page.as_bytes()),
            record("https://a.example/3", latin_headers, &latin),
        ]
        .concat();
        let loaded = load_bytes(Path::new("a.warc"), &archive);
        let ends: Vec<&str> = loaded
            .articles
            .iter()
            .map(|article| article.text.rsplit(' ').next().unwrap())
            .collect();
        assert_eq!(ends, ["café."; 3]);
    }

    #[test]
    fn of_a_truncated_archive_comes_what_is_there() {
        let first = record("https://a.example/1", OK, page("Rain").as_bytes());
        let second = record("https://a.example/2", OK, page("Tide").as_bytes());
        let archive = [first.as_slice(), &second[..100]].concat();
        assert_eq!(titles(&archive), (vec!["Rain".to_owned()], 1));
        let length = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n",
            u64::MAX
        );
        assert_eq!(titles(length.as_bytes()), (Vec::new(), 2));
    }

    #[test]
    fn pages_after_the_last_that_is_loaded_are_counted() {
        let one = record("https://a.example/1", OK, b"<p>x</p>");
        let of = |count| load_bytes(Path::new("a.warc"), &one.repeat(count));
        let begins = |loaded: &Loaded, start| {
            let mut problems = loaded.problems.iter();
            problems.any(|problem| problem.message.starts_with(start))
        };
        assert!(!begins(&of(MOST_PAGES), "holds 10,0"));
        assert!(begins(&of(MOST_PAGES + 2), "holds 10,002 pages"));
    }

    #[test]
    fn an_archive_in_an_archive_is_told() {
        let loaded = load_bytes(Path::new("a.wacz"), b"PK\x03\x04");
        assert!(loaded.problems[0].message.contains("unzip it"));
    }
}
