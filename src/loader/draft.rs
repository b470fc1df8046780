//! An article while it is being put together: text and blocks grow side by side.

use crate::article::{Article, Block, BlockKind, Metadata, TextRange};
use crate::text::Clean;

/// Words a minute, for the reading time.
const READING_SPEED: usize = 230;

/// The text, the blocks and what is known of an article to be.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<Block>,
    /// What is known; title, standfirst and minutes are found in the text when they are missing.
    pub(super) metadata: Metadata,
}

impl Draft {
    /// Appends a block made of `lines`, with hard breaks between them; lines without words are left out.
    pub(super) fn push<'a>(&mut self, kind: BlockKind, lines: impl IntoIterator<Item = &'a str>) {
        let separator = if self.text.is_empty() { "" } else { "\n\n" };
        let start = self.text.len() + separator.len();
        for line in lines
            .into_iter()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let is_first = self.text.len() < start || self.text.is_empty();
            self.text.push_str(if is_first { separator } else { "\n" });
            self.text.push_str(line);
        }
        if self.text.len() > start {
            let range = TextRange::new(start, self.text.len());
            self.blocks.push(Block::new(kind, range));
        }
    }

    /// Returns the words of the first block of a kind.
    pub(super) fn first(&self, kind: BlockKind) -> Option<&str> {
        let block = self.blocks.iter().find(|block| block.kind == kind)?;
        Some(block.range.of(&self.text))
    }

    /// Finishes the article.
    pub(super) fn finish(mut self) -> Article {
        if self.metadata.title.is_empty() {
            self.metadata.title = Clean::new(&self.title());
        }
        if self.metadata.standfirst.is_none() {
            self.metadata.standfirst = self.first(BlockKind::Standfirst).map(Clean::new);
        }
        if self.metadata.minutes == 0 {
            self.metadata.minutes = self.minutes();
        }
        Article {
            text: Clean::new(&self.text),
            blocks: self.blocks,
            metadata: self.metadata,
        }
    }

    /// Returns the headline on one line, or the beginning of the first sentence.
    fn title(&self) -> String {
        if let Some(headline) = self.first(BlockKind::Headline) {
            return headline.replace('\n', " ");
        }
        let story = self.blocks.iter().find(|block| block.kind.is_story());
        let block = story.or_else(|| self.blocks.first());
        let words = block
            .map(|block| block.range.of(&self.text))
            .unwrap_or_default();
        beginning(words)
    }

    /// Counts the minutes that the story takes; at least one.
    fn minutes(&self) -> u32 {
        let story = self.blocks.iter().filter(|block| block.kind.is_story());
        let words: usize = story.map(|block| words(block.range.of(&self.text))).sum();
        let minutes = (words + READING_SPEED / 2) / READING_SPEED;
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

/// Returns as much of the beginning of `text` as fits into `most` bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    let fits = (0..=most.min(text.len()))
        .rev()
        .find_map(|end| text.get(..end));
    fits.unwrap_or_default()
}

/// Counts the words; two signs of a script without spaces count as one.
fn words(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
        .count();
    text.split_whitespace().count() + unspaced / 2
}

/// Returns the first sentence of a text, or as much of it as makes a title.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = text.lines().next().unwrap_or_default();
    let head = head(line, LONGEST);
    let sentence = head
        .match_indices(['.', '!', '?', '。'])
        .find(|(at, sign)| {
            let after = line.get(at + sign.len()..).unwrap_or_default();
            *at > LONGEST / 4 && !after.starts_with(|c: char| c.is_alphanumeric() || c == '.')
        });
    if let Some((at, sign)) = sentence {
        return head.get(..at + sign.len()).unwrap_or(head).to_owned();
    }
    if head.len() == line.len() {
        return line.to_owned();
    }
    let words = head
        .rfind(' ')
        .and_then(|at| head.get(..at))
        .unwrap_or(head);
    format!("{}…", words.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn blocks_are_parted_by_a_blank_line_and_lines_by_a_break() {
        let mut draft = Draft::default();
        draft.push(BlockKind::Headline, ["Ferry", " ", " stops "]);
        draft.push(BlockKind::Paragraph, [""]);
        draft.push(BlockKind::Paragraph, ["It rained."]);
        let article = draft.finish();
        assert_eq!(&*article.text, "Ferry\nstops\n\nIt rained.");
        let words: Vec<_> = article
            .blocks
            .iter()
            .map(|block| article.words(block.range))
            .collect();
        assert_eq!(words, ["Ferry\nstops", "It rained."]);
        assert_eq!(&*article.metadata.title, "Ferry stops");
        assert_eq!(article.metadata.minutes, 1);
    }

    #[rstest]
    #[case::a_sentence(
        "The night ferry has stopped. Nobody knows why.",
        "The night ferry has stopped."
    )]
    #[case::short("It rained", "It rained")]
    #[case::long(
        "The night ferry to the island has stopped for good because its engine is older than anyone who knows it",
        "The night ferry to the island has stopped for good because its engine is older than…"
    )]
    fn a_story_without_headline_gets_its_beginning_as_title(
        #[case] text: &str,
        #[case] title: &str,
    ) {
        assert_eq!(beginning(text), title);
    }

    #[test]
    fn minutes_are_counted_in_the_story_alone() {
        let mut draft = Draft::default();
        draft.push(BlockKind::Boilerplate, ["share ".repeat(2300).as_str()]);
        draft.push(BlockKind::Paragraph, ["rain ".repeat(690).as_str()]);
        assert_eq!(draft.finish().metadata.minutes, 3);
    }
}
