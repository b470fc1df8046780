//! Finds the quotes of an article and who said them.

mod assemble;
mod chunks;
mod cues;
mod entities;
mod features;
mod glyphs;
mod lexicon;
mod marks;
mod mentions;
mod pairs;
mod rank;
mod scene;
mod singles;
mod symbol;
mod tokens;
pub mod train;
mod view;
mod weights;

use std::sync::LazyLock;

use assemble::Group;
use marks::Bounds;
use scene::Scene;
use weights::Weights;

use crate::article::{Article, Confidence, Quote, QuoteKind, Speaker};

/// The weights that ship, parsed once when first needed.
static MODELS: LazyLock<Models> = LazyLock::new(|| Models::parse(include_str!("weights.txt")));

/// What the engine learned.
#[derive(Debug)]
pub struct Models {
    speaker: Weights,
}

impl Models {
    /// Reads a weights file.
    #[must_use]
    pub fn parse(file: &str) -> Self {
        Self {
            speaker: Weights::parse(file),
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
    let picks = rank::speakers(&scene, &models.speaker);
    let groups = assemble::groups(&scene, &picks);
    groups
        .iter()
        .filter_map(|group| quote(&scene, group))
        .collect()
}

fn quote(scene: &Scene<'_>, group: &Group) -> Option<Quote> {
    let fragments = assemble::fragments(scene, group);
    let range = fragments.first()?.union(*fragments.last()?);
    let is_block = group
        .regions
        .first()
        .and_then(|index| scene.regions.get(*index))
        .is_some_and(|region| region.bounds == Bounds::Block);
    Some(Quote {
        kind: if is_block {
            QuoteKind::Block
        } else {
            QuoteKind::Direct
        },
        range,
        fragments,
        speaker: group.pick.best.and_then(|(index, _)| speaker(scene, index)),
        cue: None,
        confidence: Confidence::new(50),
        reasons: Vec::new(),
        runner_up: group
            .pick
            .second
            .and_then(|(index, _)| speaker(scene, index)),
    })
}

fn speaker(scene: &Scene<'_>, index: usize) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    let entity = mention.entity.and_then(|at| scene.entities.get(at));
    Some(Speaker {
        mention: mention.range,
        name: entity
            .map_or(mention.range, |entity| entity.name)
            .of(scene.text)
            .to_owned(),
        role: None,
    })
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
