//! What a page or mail holds besides its article: navigation, teasers, comments, whatever was left out, in its order.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::article::Article;
use crate::text::Clean;

/// No more bytes are kept of a page; what is behind is the end of endless lists.
const MOST_BYTES: usize = 64 * 1024;

/// A shorter passage is one line of a block with its neighbours.
const SHORT: usize = 60;

/// The fewest letters of which part of a paragraph is known to be that part, and no word that happens to be there.
const PART: usize = 30;

/// How many times longer a line of the article may be that a line is compared with word by word.
const LONGER: usize = 4;

/// Returns those passages, each with how many of its bytes are links, that an article does not hold.
///
/// Short ones that follow one another, such as a menu, are the lines of one block.
pub(super) fn gather_left_out<'a>(
    passages: impl IntoIterator<Item = (&'a str, usize)>,
    article: &Article,
) -> Vec<Clean> {
    let told = ToldWords::of(article);
    let mut blocks = BlockList::default();
    for (text, linked) in passages {
        if blocks.bytes >= MOST_BYTES {
            blocks.done.push("…".to_owned());
            break;
        }
        blocks.push_passage(text, linked, &told);
    }
    let blocks = blocks.done.iter().map(|block| Clean::new(block));
    blocks.filter(|block| !block.trim().is_empty()).collect()
}

/// Returns the letters and digits of a text, in lower case.
pub(super) fn letters_and_digits(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The letters that the article holds already.
struct ToldWords<'a> {
    lines: HashSet<String>,
    /// Long lines, by their first letters and by their last.
    by_start: HashMap<String, &'a str>,
    by_end: HashMap<String, &'a str>,
    all: String,
}

impl<'a> ToldWords<'a> {
    fn of(article: &'a Article) -> Self {
        let metadata = &article.metadata;
        let stated = [Some(&metadata.title), metadata.standfirst.as_ref()];
        let stated = stated.into_iter().flatten().map(Clean::as_str);
        let mut told = Self {
            lines: HashSet::new(),
            by_start: HashMap::new(),
            by_end: HashMap::new(),
            all: String::new(),
        };
        for line in article.text.lines().chain(stated) {
            let letters = letters_and_digits(line);
            told.all.push_str(&letters);
            if let Some((start, end)) = ends_of_line(&letters) {
                told.by_start.entry(start).or_insert(line);
                told.by_end.entry(end).or_insert(line);
            }
            told.lines.insert(letters);
        }
        told
    }

    /// Returns the words of a line that the article's line of the same beginning or end does not have.
    fn untold_words<'b>(&self, line: &'b str) -> Cow<'b, str> {
        let letters = letters_and_digits(line);
        let told = ends_of_line(&letters)
            .filter(|_| !self.hold(&letters))
            .and_then(|(start, end)| {
                let told = self.by_start.get(&start);
                told.or_else(|| self.by_end.get(&end)).copied()
            })
            // Many lines may begin as one that is very long.
            .filter(|told| told.len() <= line.len().saturating_mul(LONGER));
        told.map_or(Cow::Borrowed(line), |told| {
            Cow::Owned(words_between(line, told))
        })
    }

    /// Returns `true` if the article holds a line.
    fn hold(&self, letters: &str) -> bool {
        letters.is_empty()
            || self.lines.contains(letters)
            || letters.len() >= PART
                && memchr::memmem::find(self.all.as_bytes(), letters.as_bytes()).is_some()
    }
}

/// Returns the first and the last letters of a line that is long enough to be known by them.
fn ends_of_line(letters: &str) -> Option<(String, String)> {
    letters.chars().nth(PART)?;
    let start = letters.chars().take(PART).collect();
    let mut end: Vec<char> = letters.chars().rev().take(PART).collect();
    end.reverse();
    Some((start, end.into_iter().collect()))
}

/// Returns the words of a line that are neither at the start nor at the end of another line.
fn words_between(line: &str, told: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let told: Vec<&str> = told.split_whitespace().collect();
    let same = |(one, other): &(&&str, &&str)| one == other;
    let before = words.iter().zip(&told).take_while(same).count();
    let backward = words.iter().rev().zip(told.iter().rev());
    let after = backward.take_while(same).count();
    let after = after.min(words.len().min(told.len()) - before);
    let between = words.get(before..words.len() - after).unwrap_or_default();
    between.join(" ")
}

/// The blocks so far.
#[derive(Default)]
struct BlockList {
    done: Vec<String>,
    known: HashSet<String>,
    bytes: usize,
    /// Whether the last block consists of short lines, and the next may join it.
    is_open: bool,
}

impl BlockList {
    /// Adds the lines of a passage that neither the article nor an earlier block holds.
    fn push_passage(&mut self, text: &str, linked: usize, told: &ToldWords<'_>) {
        if told.hold(&letters_and_digits(text)) {
            self.is_open = false;
            return;
        }
        let is_short = text.len() < SHORT || linked * 10 >= text.len() * 7;
        for line in text.lines().map(str::trim) {
            let line = told.untold_words(line);
            let letters = letters_and_digits(&line);
            if told.hold(&letters) || !self.known.insert(letters) {
                continue;
            }
            self.bytes += line.len();
            match self.done.last_mut().filter(|_| is_short && self.is_open) {
                Some(block) => {
                    block.push('\n');
                    block.push_str(&line);
                }
                None => self.done.push(line.into_owned()),
            }
            self.is_open = is_short;
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::{Block, BlockKind, TextRange};

    fn article() -> Article {
        let text = "The night ferry has stopped for good, and nobody rows.";
        Article {
            text: Clean::from(text),
            blocks: vec![Block::new(
                BlockKind::Paragraph,
                TextRange::new(0, text.len()),
            )],
            ..Article::default()
        }
    }

    const LONG: &str =
        "Sign up for our letter about boats and tides, which comes on each day but one.";

    #[rstest]
    #[case::a_menu(&["News", "Boats", LONG], &["News\nBoats", LONG])]
    #[case::what_the_story_holds(&["The night ferry has stopped for good", "Boats"], &["Boats"])]
    #[case::a_word_of_the_story(&["Ferry", "rows"], &["Ferry\nrows"])]
    #[case::twice(&["News", LONG, "News", LONG], &["News", LONG])]
    #[case::parted_by_the_story(&["News", "The night ferry has stopped for good", "Boats"], &["News", "Boats"])]
    #[case::another_sentence_of_the_same_beginning(&["The night ferry has stopped for good, and then it sailed."], &["then it sailed."])]
    #[case::a_button_in_a_paragraph(&["The night ferry has stopped for good, Not yet read and nobody rows."], &["Not yet read"])]
    #[case::a_button_behind_a_paragraph(&["The night ferry has stopped for good, and nobody rows. Read more"], &["Read more"])]
    #[case::no_letters(&["|", "·"], &[])]
    fn what_an_article_does_not_hold_is_kept(#[case] passages: &[&str], #[case] expected: &[&str]) {
        let passages = passages.iter().map(|text| (*text, 0));
        assert_eq!(gather_left_out(passages, &article()), expected);
    }

    #[test]
    fn an_endless_list_is_cut() {
        let lines: Vec<String> = (0..20_000).map(|number| format!("Boat {number}")).collect();
        let kept = gather_left_out(lines.iter().map(|line| (line.as_str(), 0)), &article());
        assert_eq!(kept.last().map(Clean::as_str), Some("…"));
        assert!(kept.concat().len() < MOST_BYTES * 2);
    }
}
