//! Tells the elements of a page that name its authors: by what they are called, where they lead and how they begin.

use super::tree::HtmlNode;
use crate::loader::newsroom::NEWSROOM;

/// Names of elements that are an author's wherever they are, as whole words.
const CALLED: [&str; 2] = ["author", "byline"];

/// Parts of such names.
const CALLED_PARTS: [&str; 4] = ["byline", "author-name", "author__name", "reader-credits"];

/// Returns `true` if an element is named as the author of something.
pub(super) fn names_author(node: &HtmlNode<'_>) -> bool {
    let is_by = |value: &str| {
        CALLED.contains(&value) || CALLED_PARTS.iter().any(|part| value.contains(part))
    };
    !node.name.is_empty()
        && ["rel", "itemprop", "class"]
            .iter()
            .any(|name| node.attributes.get(name).is_some_and(is_by))
}

/// Returns `true` if an element between headline and story names an author of it.
pub(super) fn names_author_near(node: &HtmlNode<'_>) -> bool {
    const LONGEST: usize = 128;
    let is_called = |value: &str| {
        let value = value.get(..LONGEST).unwrap_or(value);
        value.split_ascii_whitespace().any(|word| {
            let letters = word.chars().filter(char::is_ascii_alphabetic);
            let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
            NEWSROOM.author_classes.contains(letters.as_str())
        })
    };
    let leads_to_author = || node.attributes.get("href").is_some_and(is_page_of_author);
    names_author(node)
        || !node.name.is_empty() && node.attributes.get("class").is_some_and(is_called)
        || node.name == "a" && leads_to_author()
}

/// Returns `true` if an address is that of a page about somebody who writes: "/authors/ines-halloran".
fn is_page_of_author(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let mut folders = path.trim_end_matches('/').rsplit('/');
    folders.next().is_some_and(|name| !name.is_empty())
        && folders
            .take(2)
            .any(|folder| NEWSROOM.author_folders.contains(folder))
}

/// Returns `true` if a piece of a line says by itself who wrote the story: "作者：林美" beside the day.
pub(super) fn is_signed_piece(node: &HtmlNode<'_>, text: &str) -> bool {
    const LONGEST: usize = 80;
    let is_piece = matches!(
        node.name,
        "a" | "b" | "em" | "i" | "small" | "span" | "strong"
    );
    is_piece
        && text.len() <= LONGEST
        && (NEWSROOM.after_by(text).is_some() || is_of_korean_reporter(text))
}

/// Returns the name in "[해안일보=김민수 기자]", with what its bearer is.
pub(super) fn bare_reporter(line: &str) -> &str {
    let inner = line
        .strip_prefix(['[', '('])
        .and_then(|line| line.strip_suffix([']', ')']));
    inner.map_or(line, |inner| {
        inner
            .rsplit_once('=')
            .map_or(inner, |(_, name)| name.trim())
    })
}

/// Returns `true` if a line is a Korean name and what its bearer is: "김민수 기자".
pub(super) fn is_of_korean_reporter(line: &str) -> bool {
    let is_korean = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let mut words = bare_reporter(line).split_whitespace();
    let is_name = words
        .next()
        .is_some_and(|name| (2..=4).contains(&name.chars().count()) && name.chars().all(is_korean));
    is_name && words.next() == Some("기자") && words.all(|word| word.contains('@'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tree::HtmlPage;
    use super::*;

    #[rstest]
    #[case::called_author("<span class=author>", true)]
    #[case::called_in_another_language("<p class='meta Auteur'>", true)]
    #[case::a_link_to_an_author("<a href='/authors/ines-halloran/'>", true)]
    #[case::a_link_to_an_author_by_number("<a href='/autor/12/ines?x=1'>", true)]
    #[case::a_link_to_all_authors("<a href='/authors/'>", false)]
    #[case::a_link_elsewhere("<a href='/sea/by-the-sea'>", false)]
    #[case::called_otherwise("<p class=authority>", false)]
    fn authors_are_told_by_names_and_links(#[case] html: &str, #[case] is: bool) {
        let page = HtmlPage::parse(html);
        assert_eq!(names_author_near(page.nodes.first().unwrap()), is);
    }

    #[rstest]
    #[case::a_name("김민수 기자", true)]
    #[case::behind_a_paper("[해안일보=김민수 기자]", true)]
    #[case::with_an_address("김민수 기자 kim@port.example", true)]
    #[case::a_sentence("김민수 기자 등이 항구에서 전했다", false)]
    fn korean_reporters_are_known(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_of_korean_reporter(line), is);
    }
}
