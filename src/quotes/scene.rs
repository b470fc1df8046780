//! Everything the engine sees of an article before it decides: words, marks, mentions, cues, names.

use super::around::{self, Around};
use super::cues::{self, Cue, Places};
use super::entities::{self, Entity};
use super::gender;
use super::marks::{self, Region};
use super::mentions::{self, Mention};
use super::singles;
use super::tokens::{self, Kind, Token, Tokens};
use crate::article::{Article, BlockKind, TextRange};

/// What there is to see in an article.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The text all ranges count in.
    pub(super) text: &'a str,
    /// Who wrote it, if one author is named.
    pub(super) author: Option<&'a str>,
    /// The lines that are read.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The quoted stretches.
    pub(super) regions: Vec<Region>,
    /// Whether the story writes its quotes with single marks.
    pub(super) has_single_marks: bool,
    /// The words.
    pub(super) tokens: Tokens,
    /// Whoever is spoken of.
    pub(super) mentions: Vec<Mention>,
    /// What stands around each of them.
    pub(super) around: Vec<Around>,
    /// The reporting words.
    pub(super) cues: Vec<Cue>,
    /// Whoever is named.
    pub(super) entities: Vec<Entity>,
}

/// One line of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What its block is.
    pub(super) kind: BlockKind,
}

impl<'a> Scene<'a> {
    /// Looks at an article.
    pub(super) fn of(article: &'a Article) -> Self {
        let text = article.text.as_str();
        let paragraphs = paragraphs(article);
        let ranges: Vec<TextRange> = paragraphs.iter().map(|paragraph| paragraph.range).collect();
        let regions = marks::find(text, &paragraphs);
        let tokens = tokens::cut(text, &ranges, &regions);
        let titled: Vec<bool> = (0..paragraphs.len())
            .map(|index| is_title_case(&tokens, index, &paragraphs))
            .collect();
        let mut mentions = mentions::find(text, &tokens, &titled);
        let mut entities = entities::gather(&tokens, &mut mentions);
        gender::infer(text, &tokens, &mentions, &mut entities);
        let places = Places::new(&mentions, tokens.all.len());
        let cues = cues::find(text, &tokens, &mentions, &places);
        Self {
            author: match article.metadata.authors.as_slice() {
                [author] => Some(author.as_str()),
                _ => None,
            },
            text,
            has_single_marks: has_single_marks(text, &paragraphs, &regions),
            paragraphs,
            regions,
            around: around::note(text, &tokens, &mentions),
            tokens,
            mentions,
            cues,
            entities,
        }
    }

    /// Returns a letter for the kind of block a paragraph lies in.
    pub(super) fn kind_letter(&self, paragraph: usize) -> u8 {
        match self
            .paragraphs
            .get(paragraph)
            .map(|paragraph| paragraph.kind)
        {
            Some(BlockKind::Headline | BlockKind::Standfirst | BlockKind::Heading(_)) => b'h',
            Some(BlockKind::ListItem(_)) => b'l',
            _ => b'p',
        }
    }

    /// Says whether the mention at `index` is the subject of a reporting word.
    pub(super) fn is_subject(&self, index: usize) -> bool {
        let Some(mention) = self.mentions.get(index) else {
            return false;
        };
        let near = mention.tokens.0.saturating_sub(3)..mention.tokens.1 + 12;
        let first = self.cues.partition_point(|cue| cue.token < near.start);
        self.cues
            .iter()
            .skip(first)
            .take_while(|cue| cue.token < near.end)
            .any(|cue| cue.subject == index)
    }

    /// Says whether a preposition stands before the mention at `index`.
    pub(super) fn is_governed(&self, index: usize) -> bool {
        self.around
            .get(index)
            .is_some_and(|around| around.is_governed)
    }

    /// Returns the first token of the mention at `index`.
    pub(super) fn token_of(&self, index: usize) -> Option<&Token> {
        self.token(self.mentions.get(index)?.tokens.0)
    }

    /// Returns the token at `index`.
    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }
}

/// Cuts the blocks that are read into lines.
fn paragraphs(article: &Article) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for block in &article.blocks {
        if !block.kind.is_story()
            && !matches!(block.kind, BlockKind::Headline | BlockKind::Standfirst)
        {
            continue;
        }
        let mut start = block.range.start;
        for line in article.words_in(block.range).split_inclusive('\n') {
            let range = TextRange::new(start, start + line.trim_end_matches('\n').len());
            start += line.len();
            if !line.trim().is_empty() {
                paragraphs.push(Paragraph {
                    range,
                    kind: block.kind,
                });
            }
        }
    }
    paragraphs
}

/// Says whether most quoted stretches below the headline stand between single marks.
fn has_single_marks(text: &str, paragraphs: &[Paragraph], regions: &[Region]) -> bool {
    let is_told = |region: &&Region| {
        let paragraph = paragraphs.get(region.paragraph);
        !region.bounds.is_block() && paragraph.is_some_and(|paragraph| paragraph.kind.is_story())
    };
    let told = regions.iter().filter(is_told);
    let singles = told
        .clone()
        .filter(|region| singles::is_single(text, region.range));
    singles.count() * 2 > told.count()
}

/// Says whether most longer words of a paragraph have a capital, as headlines do.
fn is_title_case(tokens: &Tokens, index: usize, paragraphs: &[Paragraph]) -> bool {
    let is_short = paragraphs
        .get(index)
        .is_some_and(|paragraph| paragraph.range.len() < 200);
    let longer = || {
        tokens
            .of_paragraph(index)
            .filter_map(|at| tokens.get(at))
            .filter(|token| token.kind == Kind::Word && token.range.len() > 3)
    };
    let all = longer().count();
    is_short && all > 3 && longer().filter(|token| token.is_capital()).count() * 4 > all * 3
}
