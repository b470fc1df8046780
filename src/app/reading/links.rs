//! The links of a story, numbered as the page shows them.

use crate::article::{Article, BlockKind, TextRange};
use crate::text::Clean;
use crate::text::measure::count_columns;
use crate::text::wrap::AddedColumns;

/// How the number after a link's words is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkNumbers {
    /// As raised digits.
    #[default]
    Raised,
    /// In brackets, in ASCII.
    Bracketed,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The address.
    pub url: Clean,
    /// The first words that lead there.
    pub range: TextRange,
    /// Its number, as it is written after the words.
    pub number: String,
}

/// Words that are a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkWords {
    /// The words.
    pub range: TextRange,
    /// The index of where they lead.
    pub target: usize,
}

/// The links of a story: each address once, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryLinks {
    targets: Vec<LinkTarget>,
    words: Vec<LinkWords>,
}

impl LinkNumbers {
    /// Writes a number.
    #[must_use]
    pub fn format_number(self, number: usize) -> String {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        match self {
            Self::Bracketed => format!("[{number}]"),
            Self::Raised => {
                let digits = number.to_string();
                let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
                digits
                    .filter_map(|digit| RAISED.get(usize::try_from(digit).ok()?))
                    .collect()
            }
        }
    }
}

impl StoryLinks {
    /// Gathers the links of an article's story; those of its head and of page furniture are left out.
    #[must_use]
    pub fn gather(article: &Article, numbers: LinkNumbers) -> Self {
        let mut links = Self::default();
        let mut known = std::collections::HashMap::new();
        for link in &article.links {
            let range = trim_range(article, link.range);
            let is_shown = article
                .block_at(range.start)
                .is_some_and(|block| has_shown_links(block.kind));
            let follows = links
                .words
                .last()
                .is_none_or(|last| last.range.end <= range.start);
            if range.is_empty() || !is_shown || !follows {
                continue;
            }
            let target = *known.entry(link.url.as_str()).or_insert_with(|| {
                links.targets.push(LinkTarget {
                    url: link.url.clone(),
                    range,
                    number: numbers.format_number(links.targets.len() + 1),
                });
                links.targets.len() - 1
            });
            links.words.push(LinkWords { range, target });
        }
        links
    }

    /// Returns where the links lead, in the order of their numbers.
    #[must_use]
    pub fn targets(&self) -> &[LinkTarget] {
        &self.targets
    }

    /// Returns the words that are links and share something with a range.
    pub fn words_in(&self, range: TextRange) -> impl Iterator<Item = LinkWords> + '_ {
        let first = self
            .words
            .partition_point(|words| words.range.end <= range.start);
        let after = self.words.iter().skip(first);
        after
            .take_while(move |words| words.range.start < range.end)
            .copied()
    }

    /// Returns the number of the link that ends at a byte.
    #[must_use]
    pub fn number_at(&self, end: usize) -> Option<&str> {
        let found = self
            .words
            .binary_search_by_key(&end, |words| words.range.end)
            .ok()?;
        let target = self.targets.get(self.words.get(found)?.target)?;
        Some(&target.number)
    }

    /// Returns the columns that the numbers take in a range.
    pub(super) fn added_columns(&self, range: TextRange) -> Vec<AddedColumns> {
        let added = self.words_in(range).filter_map(|words| {
            let target = self.targets.get(words.target)?;
            Some(AddedColumns {
                after: words.range.end,
                columns: count_columns(&target.number),
                joins: 0,
            })
        });
        added.collect()
    }
}

/// Returns an address as it is shown: without the scheme of pages and what hides the host.
#[must_use]
pub fn format_address(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let path = if path == "/" { "" } else { path };
    if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        format!("{host}{path}")
    } else {
        format!("{scheme}://{host}{path}")
    }
}

fn trim_range(article: &Article, range: TextRange) -> TextRange {
    let words = article.words_in(range);
    let start = range.start + words.len() - words.trim_start().len();
    TextRange::new(start, start + words.trim().len())
}

const fn has_shown_links(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Headline
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::Boilerplate => false,
        BlockKind::Standfirst
        | BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::BlockQuote
        | BlockKind::ListItem(_)
        | BlockKind::Caption
        | BlockKind::TableRow
        | BlockKind::Provenance => true,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::{Block, Link};

    /// Makes an article of one block whose links are between brackets, each followed by its address in braces.
    fn linked(kind: BlockKind, marked: &str) -> Article {
        let (mut text, mut links) = (String::new(), Vec::new());
        for (number, part) in marked.split('[').enumerate() {
            let Some((words, rest)) = part.split_once("]{").filter(|_| number > 0) else {
                text.push_str(part);
                continue;
            };
            let (url, rest) = rest.split_once('}').unwrap();
            let start = text.len();
            text.push_str(words);
            links.push(Link {
                range: TextRange::new(start, text.len()),
                url: Clean::new(url),
            });
            text.push_str(rest);
        }
        Article {
            blocks: vec![Block::new(kind, TextRange::new(0, text.len()))],
            text: Clean::new(&text),
            links,
            ..Article::default()
        }
    }

    #[rstest]
    #[case::a_page("https://news.example/a?b", "news.example/a?b")]
    #[case::a_host_alone("http://news.example/", "news.example")]
    #[case::a_host_in_the_user_name("https://bank.example@evil.example/x", "evil.example/x")]
    #[case::a_host_before_a_backslash(
        "https://evil.example\\@bank.example",
        "evil.example\\@bank.example"
    )]
    #[case::mail("mailto:desk@news.example", "mailto:desk@news.example")]
    #[case::gemini("gemini://news.example/a", "gemini://news.example/a")]
    fn an_address_shows_its_host(#[case] url: &str, #[case] shown: &str) {
        assert_eq!(format_address(url), shown);
    }

    #[test]
    fn an_address_has_one_number() {
        let article = linked(
            BlockKind::Paragraph,
            "The [council]{https://a.example} asked the [port]{https://b.example}; the [council ]{https://a.example}paid.",
        );
        let links = StoryLinks::gather(&article, LinkNumbers::Raised);
        let urls = links.targets().iter().map(|target| target.url.as_str());
        assert_eq!(
            urls.collect::<Vec<_>>(),
            ["https://a.example", "https://b.example"]
        );
        let all = TextRange::new(0, article.text.len());
        let words = links.words_in(all).map(|words| {
            let number = links.number_at(words.range.end).unwrap();
            format!("{}{number}", article.words_in(words.range))
        });
        assert_eq!(words.collect::<Vec<_>>(), ["council¹", "port²", "council¹"]);
    }

    #[rstest]
    #[case::of_the_head(BlockKind::Byline, "By [Ada Bright]{https://a.example}")]
    #[case::of_the_page(BlockKind::Boilerplate, "[Share]{https://a.example}")]
    #[case::without_words(BlockKind::Paragraph, "The [ ]{https://a.example} port")]
    fn links_are_left_out(#[case] kind: BlockKind, #[case] marked: &str) {
        let links = StoryLinks::gather(&linked(kind, marked), LinkNumbers::Raised);
        assert!(links.targets().is_empty());
    }

    #[test]
    fn numbers_are_raised_or_in_brackets() {
        assert_eq!(LinkNumbers::Raised.format_number(102), "¹⁰²");
        assert_eq!(LinkNumbers::Bracketed.format_number(102), "[102]");
    }
}
