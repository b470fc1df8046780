//! Cases that must come out right, each with sentences of our own.

mod antecedents;
mod asides;
mod callings;
mod clauses;
mod descriptions;
mod epithets;
mod forms;
mod governors;
mod headlines;
mod heroes;
mod interviews;
mod introductions;
mod listeners;
mod marks;
mod names;
mod newcomers;
mod occupations;
mod people;
mod properties;
mod relatives;
mod reported_clauses;
mod roles;
mod several_speakers;
mod surnames;
mod titles;
mod verdicts;

use crate::article::{Article, Block, BlockKind, Quote, TextRange};
use crate::quotes;
use crate::text::Clean;

/// Makes an article of paragraphs; `# ` opens a headline, `> ` a block quote, `@ ` a byline, `^ ` a caption and
/// `~ ` boilerplate.
pub(super) fn story(written: &str) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in written
        .split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
    {
        let (kind, words) = match paragraph.split_once(' ') {
            Some(("#", words)) => (BlockKind::Headline, words),
            Some((">", words)) => (BlockKind::BlockQuote, words),
            Some(("@", words)) => (BlockKind::Byline, words),
            Some(("^", words)) => (BlockKind::Caption, words),
            Some(("~", words)) => (BlockKind::Boilerplate, words),
            _ => (BlockKind::Paragraph, paragraph),
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(Block::new(kind, TextRange::new(start, text.len())));
    }
    Article {
        text: Clean::new(&text),
        blocks,
        ..Article::default()
    }
}

/// Returns the quotes as `speaker: fragment … fragment`, with `-` for nobody.
pub(super) fn told(article: &Article) -> Vec<String> {
    quotes::find(article)
        .iter()
        .map(|quote| format!("{}: {}", speaker(quote), words(article, quote)))
        .collect()
}

/// Returns the name of a quote's speaker, or `-`.
pub(super) fn speaker(quote: &Quote) -> &str {
    quote
        .speaker
        .as_ref()
        .map_or("-", |speaker| speaker.name.as_str())
}

/// Returns the fragments of a quote with ` … ` between.
pub(super) fn words(article: &Article, quote: &Quote) -> String {
    let fragments: Vec<&str> = quote
        .fragments
        .iter()
        .map(|fragment| article.words_in(*fragment))
        .collect();
    fragments.join(" … ")
}
