//! The identity of an article, independent of its file.

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::Article;
use crate::text::{Folded, fold};

/// Folded letters and digits at the head of a story that distinguish it from others of the same title.
pub const HEAD_LETTERS: usize = 400;

/// Characters of a story that are folded to get its head, and those that are enough for nearly all.
const HEAD_BEFORE_FOLDING: usize = 2_000;
const SHORT_HEAD: usize = 600;

/// The identity of an article: a hash of its canonical URL, or of its folded title and head.
///
/// A renamed, moved or re-scraped file keeps it, and with it its bookmarks. Written as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u128);

impl ArticleId {
    /// Returns the identity of an article: the one it was given ([`Article::set_identity`]), or else the first candidate.
    ///
    /// Two forms of one URL give one identity, and so do two scrapes of one story without a URL that differ in
    /// typography, punctuation or line breaks.
    #[must_use]
    pub fn for_article(article: &Article) -> Self {
        article
            .identity
            .unwrap_or_else(|| Self::from_name(&first_name(article)))
    }

    /// Returns the identities that an article may have, the usual one first.
    ///
    /// Each further one depends on more of the text. The catalogue gives them to articles that share their URL, or their title
    /// and beginning, with another story.
    #[must_use]
    pub fn list_candidates(article: &Article) -> Vec<Self> {
        let head = title_and_head(article);
        let url = article.metadata.url.as_deref().and_then(canonical_url);
        let first = url.as_ref().unwrap_or(&head);
        let mut names = vec![first.clone()];
        if head != *first {
            names.push(format!("{first}\n{head}"));
        }
        names.push(format!("{first}\n{:016x}", hash_letters(article)));
        names.iter().map(|name| Self::from_name(name)).collect()
    }

    /// Returns `true` if an article may have this identity.
    pub(super) fn is_candidate_of(self, article: &Article) -> bool {
        // Nearly all have the usual one, and the others hash the whole text.
        self == Self::from_name(&first_name(article))
            || Self::list_candidates(article).contains(&self)
    }

    fn from_name(name: &str) -> Self {
        Self(xxh3_128(name.as_bytes()))
    }

    /// Creates an identity from the number it was stored as.
    #[must_use]
    pub const fn from_number(number: u128) -> Self {
        Self(number)
    }

    /// Returns the number to store.
    #[must_use]
    pub const fn as_number(self) -> u128 {
        self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for ArticleId {
    type Err = NoArticleId;

    fn from_str(text: &str) -> Result<Self, NoArticleId> {
        // `from_str_radix` alone would accept a sign and fewer digits.
        let is_written_so = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_written_so {
            return Err(NoArticleId);
        }
        u128::from_str_radix(text, 16)
            .map(Self)
            .map_err(|_| NoArticleId)
    }
}

/// The text is no identity of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an article's identity is written as 32 hexadecimal digits")]
pub struct NoArticleId;

/// Returns the canonical form of a URL, unless it is only that of a site.
fn canonical_url(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    // Fragments are never sent to a server (RFC 3986, section 3.5).
    let address = rest.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let path = path.trim_end_matches('/');
    let parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| names_content(parameter))
        .collect();
    if path.is_empty() && parameters.is_empty() {
        return None;
    }
    Some(format!(
        "{}/{path}?{}",
        canonical_host(host)?,
        parameters.join("&")
    ))
}

fn canonical_host(authority: &str) -> Option<String> {
    // User information, default ports and the dot of the root label do not change the page (RFC 3986, section 6.2.3).
    let host = authority.rsplit('@').next()?.to_ascii_lowercase();
    let host = host.trim_end_matches(":443").trim_end_matches(":80");
    let host = host.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Returns `true` if a parameter of a URL identifies the page, and is not one of tracking.
fn names_content(parameter: &str) -> bool {
    /// Set by newsletters, advertisements and share buttons.
    const TRACKING: [&str; 25] = [
        "_ga",
        "_hsenc",
        "_hsmi",
        "amp",
        "cmp",
        "cmpid",
        "dclid",
        "fbclid",
        "gclid",
        "guccounter",
        "igshid",
        "ito",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "ncid",
        "ocid",
        "ref",
        "ref_src",
        "smid",
        "smtyp",
        "twclid",
        "xtor",
        "yclid",
    ];
    let name = parameter
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
}

/// Returns what the usual identity is a hash of.
fn first_name(article: &Article) -> String {
    let url = article.metadata.url.as_deref().and_then(canonical_url);
    url.unwrap_or_else(|| title_and_head(article))
}

/// Returns a hash of the folded letters and digits of a title and its story, which only copies of one text share.
fn hash_letters(article: &Article) -> u64 {
    let mut hash = Xxh3::new();
    let mut update = |text: &str| {
        let folded = fold::fold_key(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let mut letters: String = words.collect();
        // No word has a zero byte, so that a title is told from the beginning of its story.
        letters.push('\0');
        hash.update(letters.as_bytes());
    };
    update(&article.metadata.title);
    let story = article.blocks.iter().filter(|block| block.kind.is_story());
    let story: Vec<&str> = story.map(|block| article.words_in(block.range)).collect();
    if story.is_empty() {
        update(&article.text);
    } else {
        update(&story.join("\n"));
    }
    hash.digest()
}

/// Returns the letters of the title and of the story's beginning, or all of a text that has none.
fn title_and_head(article: &Article) -> String {
    let title = leading_letters(&article.metadata.title);
    let mut head = leading_letters(&story_start(article, SHORT_HEAD));
    // What follows may change the last letter only, as an accent does, of which one more is there.
    if head.chars().nth(HEAD_LETTERS).is_none() {
        head = leading_letters(&story_start(article, HEAD_BEFORE_FOLDING));
    }
    let head = first_characters(&head, HEAD_LETTERS);
    let title = first_characters(&title, HEAD_LETTERS);
    // An article without letters, such as one of emoji, is identified by all of its text.
    if title.is_empty() && head.is_empty() {
        return article.text.as_str().to_owned();
    }
    format!("{title}\n{head}")
}

/// Returns the first characters of a story.
fn story_start(article: &Article, most: usize) -> String {
    let mut start = String::new();
    let mut left = most;
    for block in article.blocks.iter().filter(|block| block.kind.is_story()) {
        let words = first_characters(article.words_in(block.range), left);
        start.push_str(words);
        left -= words.chars().count();
        if left == 0 {
            break;
        }
    }
    start
}

/// Returns as much of a text as has this many characters.
fn first_characters(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Returns the folded letters and digits of a text, some more than [`HEAD_LETTERS`] if it has them.
fn leading_letters(text: &str) -> String {
    let folded = Folded::new(text);
    let letters = folded.text().chars().filter(|c| c.is_alphanumeric());
    letters.take(HEAD_LETTERS + 1).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::{Block, BlockKind, TextRange};
    use super::*;
    use crate::text::Clean;

    fn at(url: &str) -> ArticleId {
        let mut article = story("Harbour reopens", "The first ferry left at dawn.");
        article.metadata.url = Some(Clean::new(url));
        ArticleId::for_article(&article)
    }

    fn story(title: &str, body: &str) -> Article {
        let mut article = Article {
            text: Clean::new(&format!("{title}\n\nShare this\n\n{body}")),
            ..Article::default()
        };
        article.metadata.title = Clean::line(title);
        let body = article.text.len() - Clean::new(body).len();
        let ranges = [
            (BlockKind::Headline, 0, title.len()),
            (BlockKind::Boilerplate, title.len() + 2, body - 2),
            (BlockKind::Paragraph, body, article.text.len()),
        ];
        let blocks = ranges.map(|(kind, start, end)| Block::new(kind, TextRange::new(start, end)));
        article.blocks = blocks.to_vec();
        article
    }

    #[rstest]
    #[case::scheme("http://herald.example/2031/ferry")]
    #[case::host_written_large("HTTPS://Herald.EXAMPLE/2031/ferry")]
    #[case::www("https://www.herald.example/2031/ferry")]
    #[case::port_and_user("https://me@herald.example:443/2031/ferry")]
    #[case::trailing_slash("https://herald.example/2031/ferry/")]
    #[case::fragment("https://herald.example/2031/ferry#comments")]
    #[case::tracking("https://herald.example/2031/ferry?utm_source=x&fbclid=1&CMP=share&")]
    fn forms_of_one_address_are_one_article(#[case] url: &str) {
        assert_eq!(at(url), at("https://herald.example/2031/ferry"));
    }

    #[rstest]
    #[case::path("https://herald.example/2031/Ferry")]
    #[case::host("https://post.example/2031/ferry")]
    #[case::page("https://herald.example/2031/ferry?id=7")]
    fn other_addresses_are_other_articles(#[case] url: &str) {
        assert_ne!(at(url), at("https://herald.example/2031/ferry"));
    }

    #[rstest]
    #[case::a_site("https://herald.example/")]
    #[case::a_site_with_tracking("https://www.herald.example?utm_medium=rss")]
    #[case::no_web_address("mailto:desk@herald.example")]
    #[case::no_host("https:///ferry")]
    fn what_is_no_address_of_an_article_is_ignored(#[case] url: &str) {
        let story = story("Harbour reopens", "The first ferry left at dawn.");
        assert_eq!(at(url), ArticleId::for_article(&story));
    }

    #[test]
    fn another_scrape_of_a_story_is_the_same_article() {
        let once = story("“Storm”  passes", "“We’re back,” she said—at dawn.");
        let again = story("\"Storm\" passes", "\"We're back,\" she said -- at\ndawn.");
        assert_eq!(
            ArticleId::for_article(&once),
            ArticleId::for_article(&again)
        );
    }

    #[test]
    fn stories_of_one_title_are_told_apart_by_their_head() {
        let one = story("Letters", "The bridge is too narrow.");
        let other = story("Letters", "The bridge is too wide.");
        assert_ne!(ArticleId::for_article(&one), ArticleId::for_article(&other));
    }

    #[test]
    fn only_the_head_of_a_story_matters() {
        let head = "The council met again. ".repeat(40);
        let one = story("Council", &format!("{head} It agreed."));
        let corrected = story("Council", &format!("{head} It did not agree."));
        assert_eq!(
            ArticleId::for_article(&one),
            ArticleId::for_article(&corrected)
        );
    }

    #[test]
    fn stories_that_share_an_address_have_other_candidates() {
        let at = |title: &str, body: &str| {
            let mut story = story(title, body);
            story.metadata.url = Some(Clean::new("https://herald.example/live"));
            ArticleId::list_candidates(&story)
        };
        let one = at("Ferry reopens", "It left at dawn.");
        let other = at("Mill burns", "Nobody was hurt.");
        assert_eq!((one.len(), one[0]), (3, other[0]));
        assert!(!one[1..].iter().any(|id| other.contains(id)));
    }

    #[test]
    fn what_is_told_apart_by_its_end_keeps_the_identity_it_is_given() {
        let head = "The council met again. ".repeat(40);
        let mut one = story("Council", &format!("{head} It agreed."));
        let other = story("Council", &format!("{head} It did not agree."));
        let [first, last] = ArticleId::list_candidates(&one)[..] else {
            unreachable!("an article without an address has two candidates")
        };
        one.set_identity(ArticleId::list_candidates(&other)[1]);
        assert_eq!(ArticleId::for_article(&one), first);
        one.set_identity(last);
        assert_eq!(ArticleId::for_article(&one), last);
    }

    #[rstest]
    #[case::too_short("0123")]
    #[case::a_sign("+123456789abcdef0123456789abcdef")]
    #[case::other_letters("0123456789abcdefg123456789abcdef")]
    fn does_not_read(#[case] text: &str) {
        assert_eq!(text.parse::<ArticleId>(), Err(NoArticleId));
    }

    proptest! {
        #[test]
        fn an_identity_reads_back_as_written(number: u128) {
            let id = ArticleId::from_number(number);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }

        #[test]
        fn any_address_gives_an_identity(url in ".{0,40}", host in "[a-zé.:@]{0,9}") {
            at(&url);
            at(&format!("https://{host}{url}"));
        }
    }
}
