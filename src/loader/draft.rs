//! An article while it is being put together: text and blocks grow side by side.

use super::long_paragraph;
use crate::article::{Article, Block, BlockKind, Link, Metadata, TextRange};
use crate::text::Clean;

/// Words a minute, for the reading time.
const READING_SPEED: usize = 230;

/// The text, the blocks and what is known of an article to be.
#[derive(Debug)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    /// What is known; title, standfirst and minutes are found in the text when they are missing.
    pub(super) metadata: Metadata,
}

impl Draft {
    /// Begins an article of which something is known already.
    pub(super) fn new(metadata: Metadata) -> Self {
        Self {
            text: String::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            metadata,
        }
    }

    /// Reserves room for `bytes` more bytes, so that the text is not reallocated and copied as it grows.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Appends a block; a very long paragraph becomes several.
    pub(super) fn push(&mut self, kind: BlockKind, text: &str, links: &[Link]) {
        if kind == BlockKind::Paragraph && links.is_empty() {
            for part in long_paragraph::split_long_paragraph(text) {
                self.push_block(kind, part, links);
            }
        } else {
            self.push_block(kind, text, links);
        }
    }

    /// Appends a block of `text` with its links; newlines are hard breaks, lines without words are left out.
    ///
    /// Every line is sanitized, since a format may have escaped what sanitizing removes.
    fn push_block(&mut self, kind: BlockKind, text: &str, links: &[Link]) {
        let separator = if self.text.is_empty() { "" } else { "\n\n" };
        let start = self.text.len() + separator.len();
        let mut before = separator;
        for line in text.lines() {
            for line in Clean::new(line).lines() {
                let line = if matches!(kind, BlockKind::Code | BlockKind::TableRow) {
                    line.trim_end()
                } else {
                    line.trim()
                };
                if !line.is_empty() {
                    self.text.push_str(before);
                    self.text.push_str(line);
                    before = "\n";
                }
            }
        }
        if before != "\n" {
            return;
        }
        let range = TextRange::new(start, self.text.len());
        self.blocks.push(Block::new(kind, range));
        // The links of a text that sanitizing or trimming changed are no longer at their offsets.
        if range.of(&self.text) == text {
            let moved = |link: &Link| Link {
                range: TextRange::new(start + link.range.start, start + link.range.end),
                url: link.url.clone(),
            };
            self.links.extend(links.iter().map(moved));
        }
    }

    /// Returns the words of the first block of a kind.
    pub(super) fn first_text(&self, kind: BlockKind) -> Option<&str> {
        self.all_texts(kind).next()
    }

    /// Returns the words of the blocks of a kind, in order.
    pub(super) fn all_texts(&self, kind: BlockKind) -> impl Iterator<Item = &str> {
        let blocks = self.blocks.iter().filter(move |block| block.kind == kind);
        blocks.map(|block| block.range.of(&self.text))
    }

    /// Finishes the article; there is none without words.
    pub(super) fn finish(mut self) -> Option<Article> {
        self.blocks.first()?;
        if self.metadata.title.is_empty() {
            self.metadata.title = Clean::line(&self.derive_title());
        }
        // What the format states is more reliable than what was found in the text.
        if self.metadata.standfirst.is_none() {
            self.metadata.standfirst = self.first_text(BlockKind::Standfirst).map(Clean::line);
        }
        if self.metadata.minutes == 0 {
            self.metadata.minutes = self.count_minutes();
        }
        Some(Article {
            identity: None,
            text: Clean::from(self.text),
            blocks: self.blocks,
            links: self.links,
            left_out: Vec::new(),
            metadata: self.metadata,
        })
    }

    /// Returns the headline on one line, or the beginning of the first sentence.
    fn derive_title(&self) -> String {
        if let Some(headline) = self.first_text(BlockKind::Headline) {
            return headline.trim_end_matches([';', ',', ':', ' ']).to_owned();
        }
        let story = self.blocks.iter().find(|block| block.kind.is_story());
        let block = story.or_else(|| self.blocks.first());
        let words = block
            .map(|block| block.range.of(&self.text))
            .unwrap_or_default();
        first_sentence(words)
    }

    /// Counts the minutes that the story takes; at least one.
    fn count_minutes(&self) -> u32 {
        let story = self.blocks.iter().filter(|block| block.kind.is_story());
        let words: usize = story
            .map(|block| count_words(block.range.of(&self.text)))
            .sum();
        let minutes = (words + READING_SPEED / 2) / READING_SPEED;
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

/// Returns as much of the beginning of `text` as fits into `most` bytes.
pub(super) fn head_within(text: &str, most: usize) -> &str {
    let fits = (0..=most.min(text.len()))
        .rev()
        .find_map(|end| text.get(..end));
    fits.unwrap_or_default()
}

/// Counts the words; two signs of a script without spaces count as one.
fn count_words(text: &str) -> usize {
    /// What the signs of such scripts begin with in UTF-8, and Latin letters and punctuation do not.
    const EASTERN: u8 = 0xe3;
    let is_sign = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let has_signs = text.bytes().any(|byte| byte >= EASTERN);
    let signs = if has_signs {
        text.chars().filter(is_sign).count()
    } else {
        0
    };
    text.split_whitespace().count() + signs / 2
}

/// Returns the first sentence of a text, or as much of it as makes a title.
fn first_sentence(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = text.lines().next().unwrap_or_default();
    let head = head_within(line, LONGEST);
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
        let mut draft = Draft::new(Metadata::default());
        draft.push(BlockKind::Headline, "Ferry\n \n stops ", &[]);
        draft.push(BlockKind::Paragraph, "", &[]);
        draft.push(BlockKind::Paragraph, "It rained.", &[]);
        let article = draft.finish().unwrap();
        assert_eq!(&*article.text, "Ferry\nstops\n\nIt rained.");
        let words = article
            .blocks
            .iter()
            .map(|block| article.words_in(block.range));
        assert_eq!(words.collect::<Vec<_>>(), ["Ferry\nstops", "It rained."]);
        assert_eq!(article.metadata.title, "Ferry stops");
        assert_eq!(article.metadata.minutes, 1);
    }

    #[test]
    fn what_only_now_shows_itself_as_a_control_is_removed() {
        let mut draft = Draft::new(Metadata::default());
        draft.push(
            BlockKind::Paragraph,
            "Ferry\u{1b}[2J\u{2028}\u{2029}stops",
            &[],
        );
        draft.push(BlockKind::Paragraph, "\u{202e}", &[]);
        assert_eq!(draft.finish().unwrap().text, "Ferry\nstops");
    }

    #[test]
    fn links_move_with_their_block() {
        let link = Link {
            range: TextRange::new(4, 9),
            url: Clean::new("https://ferry.example"),
        };
        let mut draft = Draft::new(Metadata::default());
        draft.push(BlockKind::Headline, "Ferry stops", &[]);
        draft.push(BlockKind::Paragraph, "The ferry stopped.", &[link]);
        let article = draft.finish().unwrap();
        assert_eq!(article.words_in(article.links[0].range), "ferry");
    }

    #[test]
    fn a_draft_without_words_is_no_article() {
        assert_eq!(Draft::new(Metadata::default()).finish(), None);
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
        assert_eq!(first_sentence(text), title);
    }

    #[test]
    fn minutes_are_counted_in_the_story_alone() {
        let mut draft = Draft::new(Metadata::default());
        draft.push(BlockKind::Boilerplate, &"share ".repeat(2300), &[]);
        draft.push(BlockKind::Paragraph, &"rain ".repeat(690), &[]);
        assert_eq!(draft.finish().unwrap().metadata.minutes, 3);
    }
}
