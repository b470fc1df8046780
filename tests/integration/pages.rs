//! Saved pages as outlets build them, with the words that are their articles': what comes out is these and no others.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::article::Article;
use pullquote::loader;

/// The least that each page must reach, and all of them on average.
const LEAST: f64 = 0.95;
const MEAN: f64 = 0.98;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages")
}

fn load(name: &str) -> Article {
    let mut loaded = loader::load(&folder().join(name));
    assert_eq!(loaded.problems, [], "{name}");
    loaded.articles.pop().unwrap()
}

/// Counts the words of a text.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    let parts = text.split(|c: char| !c.is_alphanumeric());
    for word in parts.filter(|part| !part.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// Returns how well the words of two texts agree: 1 when they are the same, 0 when they share none.
#[allow(clippy::cast_precision_loss, reason = "no page has so many words")]
fn agreement(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let shared = found
        .iter()
        .map(|(word, count)| expected.get(word).map_or(0, |other| *other.min(count)));
    let shared: usize = shared.sum();
    2.0 * shared as f64 / (found.values().sum::<usize>() + expected.values().sum::<usize>()) as f64
}

#[test]
#[allow(clippy::cast_precision_loss, reason = "there are few pages")]
fn the_words_of_a_page_are_its_article() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "html")
    });
    files.sort();
    let agreements = files.iter().map(|file| {
        let name = file.file_name().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        (agreement(&load(name).text, &expected), name)
    });
    let agreements: Vec<(f64, &str)> = agreements.collect();
    let mean = agreements
        .iter()
        .map(|(agreement, _)| agreement)
        .sum::<f64>()
        / agreements.len() as f64;
    let worst = agreements
        .iter()
        .fold(1.0, |worst: f64, (agreement, _)| worst.min(*agreement));
    assert!(
        worst >= LEAST && mean >= MEAN,
        "{mean:.3} of {agreements:#.3?}"
    );
}

#[test]
fn what_a_page_says_about_its_article_is_known() {
    let article = load("wordpress.html");
    let metadata = article.metadata;
    assert_eq!(metadata.title, "Lantern keepers win back their pension");
    assert_eq!(metadata.authors, ["Odile Farrant"]);
    assert_eq!(metadata.source.unwrap(), "Saltmarsh Courier");
    assert_eq!(metadata.published.unwrap().to_string(), "2026-03-12");
    assert_eq!(
        metadata.url.unwrap(),
        "https://saltmarsh-courier.example/2026/03/lantern-keepers-pension/"
    );
    assert_eq!(metadata.language.unwrap(), "en-GB");
}
