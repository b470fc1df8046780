//! Tells whether a text is less than its story: a paywall ends it, or a feed or mail holds only its beginning.

use super::furniture::FURNITURE;
use super::story::line;
use crate::article::{Article, BlockKind, TextCut};

/// No line that asks to pay or to read on is longer than this many bytes.
const LONGEST_PROMPT: usize = 240;

/// The bytes of a story that is short enough to be the beginning of a longer one. Letters of Chinese, Japanese and Korean
/// have three each, and say as much more.
const SHORT: usize = 1500;

/// Who may read the rest of a page, as the page itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum PageAccess {
    /// It does not say.
    #[default]
    Unstated,
    /// Everybody: there is no rest.
    Free,
    /// Subscribers only.
    Paid,
    /// Subscribers only, and the part that is theirs is not in the page.
    PaidElsewhere,
}

/// Returns `true` if the page of an article shows the rest of it to subscribers only.
pub(super) fn is_behind_paywall(article: &Article, access: PageAccess) -> bool {
    let story = StoryText::of(article);
    let longest = match access {
        PageAccess::Free => return false,
        PageAccess::Unstated if !story.has_prompt(&FURNITURE.paywalls) => return false,
        PageAccess::Unstated if story.is_open => 2 * SHORT,
        PageAccess::Unstated => SHORT,
        PageAccess::Paid | PageAccess::PaidElsewhere => story.longest_of_paid(access),
    };
    story.bytes < longest
}

/// Returns why an article is less than its story, as far as its text tells.
pub(super) fn find_cut(article: &Article) -> Option<TextCut> {
    const LONGEST: usize = 3 * SHORT;
    if is_behind_paywall(article, PageAccess::Unstated) {
        return Some(TextCut::Paywall);
    }
    let story = StoryText::of(article);
    let asks = story.asks_to_read_on(&article.metadata.title.to_lowercase());
    (asks && story.bytes < LONGEST).then_some(TextCut::Preview)
}

/// Returns `true` if a short text ends with an ellipsis, as what feeds cut after some words.
pub(super) fn is_broken_off(article: &Article) -> bool {
    let story = StoryText::of(article);
    story.is_open && story.bytes < SHORT
}

/// What tells whether a text is all of its story.
struct StoryText {
    /// The bytes of its paragraphs.
    bytes: usize,
    /// The last of them, in lower case.
    last: String,
    /// Whether that ends with an ellipsis, as where a text was cut.
    is_open: bool,
    /// Whether it is a sentence to its end.
    is_finished: bool,
    /// The lines behind it, and those that the page holds besides, in lower case.
    lines: Vec<String>,
}

impl StoryText {
    fn of(article: &Article) -> Self {
        let is_told = |kind: BlockKind| kind.is_story() || kind == BlockKind::Standfirst;
        let blocks = || article.blocks.iter();
        let bytes = blocks().filter(|block| block.kind.is_story());
        let last = blocks().rev().find(|block| is_told(block.kind));
        let last = last.map_or("", |block| article.words_in(block.range));
        let behind = blocks()
            .rev()
            .take_while(|block| !is_told(block.kind))
            .filter(|block| block.kind == BlockKind::Boilerplate)
            .flat_map(|block| article.words_in(block.range).lines());
        let behind: Vec<&str> = behind.collect();
        let left_out = article.left_out.iter().flat_map(|words| words.lines());
        let lines = behind.into_iter().rev().chain(left_out);
        Self {
            bytes: bytes.map(|block| block.range.len()).sum(),
            is_open: ends_with_ellipsis(last),
            is_finished: line::ends_sentence(last),
            last: last.to_lowercase(),
            lines: lines
                .filter(|line| line.len() <= LONGEST_PROMPT)
                .map(|line| line.to_lowercase().replace('’', "'"))
                .collect(),
        }
    }

    /// Returns `true` if a line has one of the phrases.
    fn has_prompt(&self, phrases: &[&str]) -> bool {
        let has = |line: &String| phrases.iter().any(|phrase| line.contains(phrase));
        self.lines.iter().any(has)
    }

    /// Returns how long a story of a page that is not free may be, to be only the beginning: many such pages hold it all.
    fn longest_of_paid(&self, access: PageAccess) -> usize {
        let asks = self.has_prompt(&FURNITURE.paywalls) || self.has_prompt(&FURNITURE.paid_labels);
        if self.is_open || asks && !self.is_finished {
            4 * SHORT
        } else if asks {
            5 * SHORT / 3
        } else if access == PageAccess::PaidElsewhere {
            SHORT
        } else {
            SHORT / 2
        }
    }

    /// Returns `true` if the text leads to the rest of it: at the end of its last paragraph, or in one of the last lines.
    fn asks_to_read_on(&self, title: &str) -> bool {
        const LAST: usize = 4;
        let ends = |phrase: &&str| {
            let before = trim_end_signs(&self.last).strip_suffix(*phrase);
            before.is_some_and(ends_with_ellipsis)
        };
        let mut asking = self.lines.iter().filter(|line| leads_on(line, title));
        let is_one = asking.next().is_some() && asking.next().is_none();
        let last = self.lines.iter().rev().take(LAST);
        FURNITURE.read_on.iter().any(ends)
            || is_one && last.into_iter().any(|line| leads_on(line, title))
    }
}

/// Returns `true` if a line, in lower case, leads to the rest of a text, which it may name by its title.
fn leads_on(line: &str, title: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let rests = FURNITURE.read_on.iter();
    let mut rests = rests.filter_map(|phrase| line.strip_prefix(phrase));
    rests.any(|rest| {
        let is_address = rest.split_whitespace().any(|word| word.starts_with("http"));
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        rest.is_empty() || is_address || rest.len() >= 8 && title.contains(rest)
    })
}

/// Returns `true` if a text ends with an ellipsis, in brackets or not.
fn ends_with_ellipsis(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "[]()\"”>»→".contains(c));
    text.ends_with('…') || text.ends_with("...")
}

/// Returns a text without the signs at its end: "read more »]".
fn trim_end_signs(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::{Block, TextRange};
    use crate::text::Clean;

    const PARAGRAPH: &str = "The night ferry has stopped for good, said the harbor master.";

    /// Returns an article of a paragraph, repeated so often, and of lines of its page.
    fn story(times: usize, last: &str, lines: &[&str]) -> Article {
        let paragraph = [PARAGRAPH; 1].repeat(times).join(" ");
        let text = format!("{paragraph}\n\n{last}");
        let ranges = [
            TextRange::new(0, paragraph.len()),
            TextRange::new(paragraph.len() + 2, text.len()),
        ];
        let blocks = ranges.map(|range| Block::new(BlockKind::Paragraph, range));
        let mut article = Article {
            text: Clean::from(text),
            blocks: blocks.to_vec(),
            left_out: lines.iter().map(|line| Clean::new(line)).collect(),
            ..Article::default()
        };
        article.metadata.title = Clean::line("Who will row the ferry?");
        article
    }

    const LAST: &str = "Nobody rows.";
    const PROMPT: &str = "To continue reading, subscribe now.";

    #[rstest]
    #[case::a_short_text(PageAccess::Paid, 3, LAST, &[], true)]
    #[case::a_text_of_some_length(PageAccess::Paid, 20, LAST, &[], false)]
    #[case::some_length_and_no_rest(PageAccess::PaidElsewhere, 20, LAST, &[], true)]
    #[case::a_prompt(PageAccess::Paid, 30, LAST, &["Menu\nContact", PROMPT], true)]
    #[case::a_label(PageAccess::Paid, 30, LAST, &["For subscribers"], true)]
    #[case::an_open_end(PageAccess::Paid, 60, "Nobody knows who …", &[], true)]
    #[case::half_a_sentence(PageAccess::Paid, 60, "Nobody on the island", &[PROMPT], true)]
    #[case::a_whole_story(PageAccess::Paid, 150, LAST, &[PROMPT], false)]
    #[case::a_prompt_and_nothing_stated(PageAccess::Unstated, 5, LAST, &[PROMPT], true)]
    #[case::a_label_and_nothing_stated(PageAccess::Unstated, 5, LAST, &["For subscribers"], false)]
    #[case::some_length_and_nothing_stated(PageAccess::Unstated, 40, LAST, &[PROMPT], false)]
    #[case::nothing_stated(PageAccess::Unstated, 1, LAST, &[], false)]
    #[case::a_free_page(PageAccess::Free, 1, LAST, &[PROMPT], false)]
    fn a_paywall_is_told_from_a_story(
        #[case] access: PageAccess,
        #[case] times: usize,
        #[case] last: &str,
        #[case] lines: &[&str],
        #[case] expected: bool,
    ) {
        let article = story(times, last, lines);
        assert_eq!(is_behind_paywall(&article, access), expected);
    }

    #[rstest]
    #[case::in_the_last_paragraph("Nobody knows … [Read more]", &[], true)]
    #[case::with_an_arrow("Nobody knows... Weiterlesen →", &[], true)]
    #[case::in_a_line_below(LAST, &["Continue reading →"], true)]
    #[case::with_the_address(LAST, &["Read on: https://pier.example/a"], true)]
    #[case::naming_the_story(LAST, &["Continue reading Who will row the ferry?"], true)]
    #[case::above_where_it_came_from(LAST, &["Lire la suite", "The post appeared first on Pier News."], true)]
    #[case::another_story(LAST, &["Read more: Why the old boats are still the best"], false)]
    #[case::of_several_texts(LAST, &["Read more", "It rained.", "Read more"], false)]
    #[case::words_of_the_story("He asked her to read more.", &[], false)]
    #[case::an_ellipsis_alone("Nobody knows …", &[], false)]
    fn the_beginning_of_a_text_leads_to_the_rest(
        #[case] last: &str,
        #[case] lines: &[&str],
        #[case] expected: bool,
    ) {
        let expected = expected.then_some(TextCut::Preview);
        assert_eq!(find_cut(&story(4, last, lines)), expected);
    }

    #[rstest]
    #[case("Nobody knows …", 4, true)]
    #[case("Nobody knows [...]", 4, true)]
    #[case("Nobody knows …", 40, false)]
    #[case("Nobody knows.", 4, false)]
    fn a_short_text_is_broken_off(
        #[case] last: &str,
        #[case] times: usize,
        #[case] expected: bool,
    ) {
        assert_eq!(is_broken_off(&story(times, last, &[])), expected);
    }
}
