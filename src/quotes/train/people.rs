//! Compares the names that the labels give with whom the engine names.

use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;

/// What a label may say of two who spoke together: "Ana Ruiz + Ed Bell".
const TOGETHER: &str = " + ";

/// Returns `true` if a label names several people who spoke together.
pub(crate) fn is_joint(names: &[String]) -> bool {
    names.iter().any(|name| name.contains(TOGETHER))
}

/// Returns `true` if one of the labelled names is that of a referent.
pub(crate) fn is_named(scene: &Scene<'_>, referent: Referent, names: &[String]) -> bool {
    match referent {
        Referent::Named(entity) => scene
            .entities
            .get(entity)
            .is_some_and(|entity| is_any_name(names, entity.name.of(scene.text))),
        Referent::Described(at) => scene
            .mentions
            .get(at)
            .and_then(|mention| scene.token(mention.tokens.1))
            .is_some_and(|head| is_any_description(names, head.range().of(scene.text))),
    }
}

/// Returns `true` if a name is one of the labelled ones: the surnames agree, and no given names disagree.
pub(crate) fn is_any_name(names: &[String], shown: &str) -> bool {
    let shown = name_words(shown);
    names.iter().any(|name| are_same(&name_words(name), &shown))
}

/// Returns `true` if a labelled description has this noun.
fn is_any_description(names: &[String], head: &str) -> bool {
    let head = head.to_lowercase();
    names.iter().any(|name| {
        let starts_small = name.split_whitespace().next().is_some_and(|first| {
            first.starts_with(char::is_lowercase)
                || matches!(first, "A" | "An" | "The" | "His" | "Her")
        });
        starts_small && name_words(name).contains(&head)
    })
}

fn name_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’');
    let plain = words.map(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        word.replace('’', "'").to_lowercase()
    });
    plain
        .filter(|word| {
            !word.is_empty()
                && !matches!(
                    word.as_str(),
                    "the" | "a" | "an" | "mr" | "mrs" | "ms" | "dr" | "sir" | "jr" | "sen" | "rep"
                )
        })
        .collect()
}

/// Returns `true` if two names may be one person's: "Ana Ruiz" and "Ruiz", not "Ana Ruiz" and "Eva Ruiz".
fn are_same(one: &[String], other: &[String]) -> bool {
    if let ([word], more) | (more, [word]) = (one, other) {
        return more.contains(word);
    }
    let is_shared = |words: &[String]| {
        let given = words.split_last().map(|(_, given)| given);
        given.is_some_and(|given| {
            given
                .iter()
                .any(|word| one.contains(word) && other.contains(word))
        })
    };
    let initial = |words: &[String]| words.first().and_then(|word| word.chars().next());
    one == other
        || one.last().is_some()
            && one.last() == other.last()
            && (is_shared(one) || initial(one) == initial(other))
}
