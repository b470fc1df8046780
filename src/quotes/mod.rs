//! Finds the quotes of an article and who said them.

mod around;
mod assemble;
mod blocks;
mod chunks;
mod clauses;
mod conversation;
mod cues;
mod describe;
mod entities;
mod features;
mod gender;
mod genuine;
mod glyphs;
mod interview;
mod joins;
mod lexicon;
mod marks;
mod mentions;
mod pairs;
mod people;
mod phrases;
mod rank;
mod reasons;
mod resolve;
mod roles;
mod scene;
mod singles;
mod speakers;
mod symbol;
mod tokens;
pub mod train;
mod turns;
mod view;
mod weights;
mod words;

use std::sync::LazyLock;

pub use people::people;
use scene::Scene;
use view::View;
use weights::Weights;

use crate::article::{Article, Quote};

/// The weights that ship, parsed once when first needed.
static MODELS: LazyLock<Models> = LazyLock::new(|| Models::parse(include_str!("weights.txt")));

/// What the engine learned.
#[derive(Debug)]
pub struct Models {
    weights: Weights,
}

impl Models {
    /// Reads a weights file.
    #[must_use]
    pub fn parse(file: &str) -> Self {
        Self {
            weights: Weights::parse(file),
        }
    }
}

/// Finds the quotes of an article, in the order of the text.
#[must_use]
pub fn find(article: &Article) -> Vec<Quote> {
    find_with(article, &MODELS)
}

/// Finds the quotes with weights other than those that ship.
#[must_use]
pub fn find_with(article: &Article, models: &Models) -> Vec<Quote> {
    let scene = Scene::of(article);
    let weights = &models.weights;
    let scored: Vec<Option<(View, i32)>> = (0..scene.regions.len())
        .map(|index| {
            let view = View::of(&scene, index)?;
            Some((view, genuine::score(&scene, &view, weights)?))
        })
        .collect();
    let views: Vec<Option<View>> = scored
        .iter()
        .map(|scored| scored.map(|(view, _)| view))
        .collect();
    let picks = rank::speakers(&scene, &views, weights);
    let views: Vec<Option<View>> = scored
        .iter()
        .zip(&picks)
        .map(|(scored, pick)| {
            let (view, score) = (*scored)?;
            genuine::is_kept(&scene, &view, score, pick).then_some(view)
        })
        .collect();
    let groups = assemble::groups(&scene, &views, &picks, weights);
    describe::quotes(&scene, &views, &groups, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind, TextRange};
    use crate::text::Clean;
    use proptest::prelude::*;

    /// Makes an article whose paragraphs are parted by blank lines.
    fn story(text: &str) -> Article {
        let text = Clean::new(text);
        let mut blocks = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            if !paragraph.is_empty() {
                let range = TextRange::new(start, start + paragraph.len());
                blocks.push(Block::new(BlockKind::Paragraph, range));
            }
            start += paragraph.len() + 2;
        }
        Article {
            text,
            blocks,
            ..Article::default()
        }
    }

    #[test]
    fn the_subject_of_the_cue_is_the_speaker() {
        let article =
            story("“The bridge will hold for another winter,” said Ana Ruiz, the town's engineer.");
        let quotes = find(&article);
        assert_eq!(quotes.len(), 1);
        assert_eq!(quotes[0].speaker.as_ref().unwrap().name, "Ana Ruiz");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_every_quote_lies_in_it(text in "(\\PC|[\"'“”‘’«»„\n. ,]|said |Mr\\. Bell |she ){0,200}") {
            let article = story(&text);
            for quote in find(&article) {
                prop_assert!(!quote.fragments.is_empty());
                for fragment in &quote.fragments {
                    prop_assert!(quote.range.covers(*fragment));
                    prop_assert!(!article.words(*fragment).is_empty());
                }
            }
        }
    }
}
