//! Finds the quotes of an article and who said them.

mod antecedents;
mod appositions;
mod around;
mod assemble;
mod blocks;
#[cfg(test)]
mod cases;
mod chunks;
mod clause_picks;
mod clauses;
mod company;
mod conversation;
mod cues;
mod definite;
mod describe;
mod descriptions;
mod entities;
mod evidence;
mod features;
mod gender;
mod genuine;
mod glyphs;
mod interview;
mod joins;
mod lexicon;
mod marks;
mod mentions;
mod naming;
mod offices;
mod pairs;
mod people;
mod phrases;
mod questions;
mod rank;
mod reasons;
mod resolve;
mod roles;
mod scene;
mod signatures;
mod singles;
mod speakers;
mod symbol;
mod titles;
mod tokens;
pub mod train;
mod turns;
mod view;
mod weights;
mod words;

use std::sync::LazyLock;

pub use people::people;
use resolve::Referents;
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
    let referents = Referents::of(&scene, weights);
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
    let groups = assemble::groups(&scene, &views, &picks);
    describe::quotes(&scene, &views, &groups, &referents)
}
