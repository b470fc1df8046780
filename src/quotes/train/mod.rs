//! Learns the engine's weights from labelled articles.

mod align;
mod gold;
mod labels;
mod perceptron;

use align::Alignment;
use labels::Label;
use perceptron::Perceptron;

use super::features::{self, History, Pair};
use super::rank;
use super::scene::Scene;
use super::view::View;
use super::weights::Feature;
use crate::article::Article;

/// An article with its labels.
#[derive(Debug)]
pub struct Labelled {
    /// The article as loaded.
    pub article: Article,
    /// The file's content, in which the labels' offsets count.
    pub file: String,
    /// The label file's content.
    pub labels: String,
}

/// Learns from labelled articles and returns the weights file.
#[must_use]
pub fn learn(labelled: &[Labelled], rounds: usize, most: usize) -> String {
    let scenes: Vec<(Scene<'_>, Vec<Label>)> = labelled
        .iter()
        .map(|one| {
            let scene = Scene::of(&one.article);
            let alignment = Alignment::new(&one.file, &one.article.text);
            let labels = labels::of_regions(&scene, &gold::attributions(&one.labels, &alignment));
            (scene, labels)
        })
        .collect();
    let mut perceptron = Perceptron::default();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..scenes.len()).collect();
        shuffle(&mut order, round);
        for index in order {
            if let Some((scene, labels)) = scenes.get(index) {
                article(scene, labels, &mut perceptron);
            }
        }
    }
    perceptron.write(most, 20.0)
}

/// Learns from the regions of one article, in order.
fn article(scene: &Scene<'_>, labels: &[Label], perceptron: &mut Perceptron) {
    let mut history = History::default();
    for (index, label) in labels.iter().enumerate() {
        let Some(view) = View::of(scene, index) else {
            continue;
        };
        let candidates: Vec<(usize, Vec<Feature>)> = rank::candidates(scene, &view, &history)
            .into_iter()
            .filter_map(|index| Some((index, features_of(scene, &view, index, &history)?)))
            .collect();
        let scored: Vec<(f64, usize, &Vec<Feature>)> = candidates
            .iter()
            .map(|(index, features)| (perceptron.score(features), *index, features))
            .collect();
        let best = scored
            .iter()
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let is_right = |index: usize| label.speakers.contains(&index);
        let right = scored
            .iter()
            .filter(|(_, index, _)| is_right(*index))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        perceptron.tick();
        if let (Some(best), Some(right)) = (best, right)
            && best.1 != right.1
        {
            perceptron.update(right.2, 1.0);
            perceptron.update(best.2, -1.0);
        }
        history.speakers.push(best.map(|best| best.1));
    }
}

fn features_of(
    scene: &Scene<'_>,
    view: &View,
    index: usize,
    history: &History,
) -> Option<Vec<Feature>> {
    let mention = scene.mentions.get(index)?;
    let pair = Pair {
        scene,
        view,
        index,
        mention,
        history,
    };
    let mut features = Vec::new();
    features::each(&pair, &mut |feature| features.push(feature));
    Some(features)
}

/// Shuffles the same way each time: a linear congruential generator seeded by the round.
fn shuffle(order: &mut [usize], round: usize) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ (round as u64 + 1);
    for index in (1..order.len()).rev() {
        state = state
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        let other = usize::try_from((state >> 33) % (index as u64 + 1)).unwrap_or_default();
        order.swap(index, other);
    }
}
