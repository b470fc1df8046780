//! Links that open a page at some words: text fragments, `#:~:text=…`, as the WICG's specification has them.
//!
//! The words are given in full if they are short and in one paragraph, else as the first and last of them.
//! If they occur elsewhere too, some words before and after disambiguate them. Quotation marks and stops at
//! the ends are left out, since pages and scraped copies differ in them.

use std::fmt::Write as _;

use memchr::memmem;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, TextRange};

/// The most bytes that are named in full.
const EXACT: usize = 300;
/// Shorter words are told apart by those around them, however rare they are in the story: pages hold more.
const SHORT: usize = 20;
/// How many words represent a long passage's start and end, and give context to words that occur more than once.
const STEPS: [usize; 3] = [4, 7, 12];

/// Returns the directive that leads to a range of an article: `text=[before-,]first[,last][,-after]`.
///
/// `None` for a range without a letter or digit.
#[must_use]
pub fn text_directive(article: &Article, range: TextRange) -> Option<String> {
    let text = article.text.as_str();
    // The grammar: https://wicg.github.io/scroll-to-text-fragment/#syntax
    let words = trim_to_words(text, range)?;
    let first = line_around(article, words.start)?;
    let last = line_around(article, words.end.saturating_sub(1))?;
    if first == last && words.len() <= EXACT {
        return Some(exact_directive(text, first, words));
    }
    let first = first.intersection(words)?;
    let last = last.intersection(words)?;
    let start = first_unique(text, STEPS.map(|count| first_words(text, first, count)))?;
    let end = last_words(text, last, STEPS.first().copied().unwrap_or(1));
    // What overlaps cannot be a start and an end.
    if start.overlaps(end) {
        return Some(format!("text={}", percent_encode(start.of(text))));
    }
    Some(format!(
        "text={},{}",
        percent_encode(start.of(text)),
        percent_encode(end.of(text))
    ))
}

/// Adds a directive to a link, in place of one it has already.
#[must_use]
pub fn add_directive(url: &str, directive: &str) -> String {
    const DELIMITER: &str = ":~:";
    // A URL has at most one fragment directive, after the fragment itself.
    let url = url.split(DELIMITER).next().unwrap_or_default();
    let hash = if url.contains('#') { "" } else { "#" };
    format!("{url}{hash}{DELIMITER}{directive}")
}

/// Names words in full, with some around them where they need it.
fn exact_directive(text: &str, paragraph: TextRange, words: TextRange) -> String {
    let is_clear = words.len() >= SHORT && is_unique(text, words);
    if is_clear {
        return format!("text={}", percent_encode(words.of(text)));
    }
    let around = STEPS.map(|count| {
        let before = last_words(text, TextRange::new(paragraph.start, words.start), count);
        let after = first_words(text, TextRange::new(words.end, paragraph.end), count);
        before.union(words).union(after)
    });
    let around = first_unique(text, around).unwrap_or(words);
    let mut directive = "text=".to_owned();
    let before = TextRange::new(around.start, words.start).of(text).trim();
    let after = TextRange::new(words.end, around.end).of(text).trim();
    if !before.is_empty() {
        let _ = write!(directive, "{}-,", percent_encode(before));
    }
    directive.push_str(&percent_encode(words.of(text)));
    if !after.is_empty() {
        let _ = write!(directive, ",-{}", percent_encode(after));
    }
    directive
}

/// Returns the first range that occurs only once in the text, else the last one.
fn first_unique(text: &str, ranges: [TextRange; 3]) -> Option<TextRange> {
    let single = ranges.iter().find(|range| is_unique(text, **range));
    single.or(ranges.last()).copied()
}

/// Returns `true` if the words of a range occur nowhere else.
fn is_unique(text: &str, range: TextRange) -> bool {
    let words = range.of(text);
    memmem::find_iter(text.as_bytes(), words.as_bytes())
        .take(2)
        .count()
        == 1
}

/// Returns the line of the text around a byte, which no browser looks beyond.
fn line_around(article: &Article, at: usize) -> Option<TextRange> {
    // Browsers match exact text within one block element only:
    // https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
    let block = article.block_at(at)?.range;
    let before = article.text.get(block.start..at)?;
    let after = article.text.get(at..block.end)?;
    let start = before
        .rfind('\n')
        .map_or(block.start, |found| block.start + found + '\n'.len_utf8());
    let end = after.find('\n').map_or(block.end, |found| at + found);
    Some(TextRange::new(start, end))
}

/// Returns the range from its first letter or digit to its last.
fn trim_to_words(text: &str, range: TextRange) -> Option<TextRange> {
    let words = range.of(text);
    let start = words.find(char::is_alphanumeric)?;
    let (end, last) = words
        .char_indices()
        .rfind(|(_, character)| character.is_alphanumeric())?;
    // Marks that belong to the last letter stay with it.
    let rest = words.get(end..)?;
    let cluster = rest
        .graphemes(true)
        .next()
        .map_or(last.len_utf8(), str::len);
    Some(TextRange::new(
        range.start + start,
        range.start + end + cluster,
    ))
}

/// Returns the first words of a range, at most `count`, ending with a letter or digit where it can.
fn first_words(text: &str, range: TextRange, count: usize) -> TextRange {
    let words = range.of(text);
    let end = words
        .split_word_bound_indices()
        .filter(|(_, word)| is_word(word))
        .take(count)
        .last()
        .map_or(0, |(at, word)| at + word.len());
    TextRange::new(range.start, range.start + end)
}

/// Returns the last words of a range, at most `count`.
fn last_words(text: &str, range: TextRange, count: usize) -> TextRange {
    let words = range.of(text);
    let start = words
        .split_word_bound_indices()
        .rev()
        .filter(|(_, word)| is_word(word))
        .take(count)
        .last()
        .map_or(words.len(), |(at, _)| at);
    TextRange::new(range.start + start, range.end)
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// Encodes words for a directive, where `-`, `,` and `&` have a meaning; letters and digits stay as they are.
fn percent_encode(words: &str) -> String {
    let mut encoded = String::with_capacity(words.len() * 2);
    // `-`, `,` and `&` are syntax of a text directive, and must be percent-encoded.
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;
    use url::Url;

    use super::*;
    use crate::article::{Block, BlockKind};
    use crate::text::Clean;

    fn article(paragraphs: &[&str]) -> Article {
        let mut blocks = Vec::new();
        let mut start = 0;
        for words in paragraphs {
            let range = TextRange::new(start, start + words.len());
            blocks.push(Block::new(BlockKind::Paragraph, range));
            start = range.end + "\n\n".len();
        }
        Article {
            text: Clean::new(&paragraphs.join("\n\n")),
            blocks,
            ..Article::default()
        }
    }

    fn directive_of(paragraphs: &[&str], words: &str) -> Option<String> {
        let article = article(paragraphs);
        let start = article.text.find(words).unwrap();
        text_directive(&article, TextRange::new(start, start + words.len()))
    }

    #[rstest]
    #[case::marks_and_stops_at_the_ends_are_left_out(
        "He said: “Low water waits for nobody.”",
        "“Low water waits for nobody.”",
        "text=Low%20water%20waits%20for%20nobody"
    )]
    #[case::what_has_a_meaning_is_encoded(
        "A well-kept, dry lock & a gate of 5 %, he said.",
        "well-kept, dry lock & a gate of 5 %",
        "text=well%2Dkept%2C%20dry%20lock%20%26%20a%20gate%20of%205"
    )]
    #[case::letters_beyond_ascii_are_their_bytes(
        "Er sagte: „Die Fähre hält hier für immer.“",
        "Die Fähre hält hier für immer",
        "text=Die%20F%C3%A4hre%20h%C3%A4lt%20hier%20f%C3%BCr%20immer"
    )]
    #[case::short_words_have_others_around(
        "The crew hoped for “one summer” on the open water.",
        "“one summer”",
        "text=The%20crew%20hoped%20for%20%E2%80%9C-,one%20summer,-%E2%80%9D%20on%20the%20open%20water"
    )]
    #[case::words_said_twice_are_told_apart(
        "“We do not comment on that,” said one. “We do not comment on that,” said another man.",
        "“We do not comment on that,”",
        "text=We%20do%20not%20comment%20on%20that,-%2C%E2%80%9D%20said%20one.%20%E2%80%9CWe%20do"
    )]
    fn words_are_named(#[case] paragraph: &str, #[case] words: &str, #[case] expected: &str) {
        assert_eq!(directive_of(&[paragraph], words).unwrap(), expected);
    }

    #[test]
    fn a_long_passage_is_named_by_its_start_and_end() {
        let middle = "and so on ".repeat(40);
        let paragraph = format!("“The gate was open that day, {middle}until the evening came.”");
        assert_eq!(
            directive_of(&[&paragraph], &paragraph).unwrap(),
            "text=The%20gate%20was%20open,until%20the%20evening%20came"
        );
    }

    #[test]
    fn a_passage_of_two_paragraphs_is_named_by_its_start_and_end() {
        let paragraphs = ["“The gate was open.", "It is closed now.”"];
        assert_eq!(
            directive_of(&paragraphs, &paragraphs.join("\n\n")).unwrap(),
            "text=The%20gate%20was%20open,It%20is%20closed%20now"
        );
    }

    #[test]
    fn there_is_no_directive_to_stops() {
        assert_eq!(directive_of(&["And then … nothing."], "…"), None);
    }

    #[rstest]
    #[case::plain("https://a.example/b", "https://a.example/b#:~:text=c")]
    #[case::with_a_fragment("https://a.example/b#top", "https://a.example/b#top:~:text=c")]
    #[case::with_a_directive("https://a.example/#:~:text=x", "https://a.example/#:~:text=c")]
    fn a_directive_is_added_to_a_link(#[case] url: &str, #[case] expected: &str) {
        assert_eq!(add_directive(url, "text=c"), expected);
    }

    /// Reads a directive as a browser does: prefix, start, end, suffix.
    fn read(link: &str) -> [Option<String>; 4] {
        let url = Url::parse(link).unwrap();
        let (_, directive) = url.fragment().unwrap().split_once(":~:text=").unwrap();
        let decode = |part: &str| {
            let pairs = format!("x={part}");
            let mut pairs = url::form_urlencoded::parse(pairs.as_bytes());
            pairs.next().unwrap().1.into_owned()
        };
        let mut parts: Vec<&str> = directive.split(',').collect();
        let prefix = parts[0].strip_suffix('-').map(decode);
        if prefix.is_some() {
            parts.remove(0);
        }
        let suffix = parts
            .last()
            .and_then(|part| part.strip_prefix('-'))
            .map(decode);
        if suffix.is_some() {
            parts.pop();
        }
        let start = parts.first().map(|part| decode(part));
        let end = parts.get(1).map(|part| decode(part));
        assert!(parts.len() <= 2, "{link}");
        [prefix, start, end, suffix]
    }

    proptest! {
        #[test]
        fn a_browser_finds_the_words_of_any_directive(
            paragraphs in prop::collection::vec("[-a-zA-Zäé“”&,#%+ .]{1,80}", 1..4),
            from in 0..300usize,
            length in 1..300usize,
        ) {
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            let article = article(&paragraphs);
            let start = article.text.floor_char_boundary(from.min(article.text.len()));
            let end = article.text.floor_char_boundary((start + length).min(article.text.len()));
            if let Some(directive) = text_directive(&article, TextRange::new(start, end)) {
                let link = add_directive("https://a.example/b?c=d", &directive);
                let [prefix, start, end, suffix] = read(&link);
                let mut text = article.text.as_str();
                for part in [prefix, start, end, suffix].into_iter().flatten() {
                    let found = text.find(&part);
                    prop_assert!(found.is_some(), "{part:?} in {text:?}");
                    text = text.get(found.unwrap() + part.len()..).unwrap();
                }
            }
        }
    }
}
