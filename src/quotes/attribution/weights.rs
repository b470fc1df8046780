//! The weights of a linear model, read from a text file that is compiled in.
//!
//! `=name` begins a template. The lines below it are `value weight`, or `value` and then, for each second value that
//! it meets, `second weight`. Lines that begin with `# ` say how the weights were made.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::quotes::model::symbol::{KeyHasher, Symbol};
use crate::text::hash::hash_bytes;

/// A kind of feature; its name is what follows `=` in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FeatureTemplate {
    /// The name, which only a weights file shows.
    #[cfg(feature = "train")]
    pub(crate) name: &'static str,
    hash: u64,
}

impl FeatureTemplate {
    /// Makes a template.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            #[cfg(feature = "train")]
            name,
            hash: hash_bytes(name.as_bytes()),
        }
    }
}

/// One feature of a candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feature {
    /// Its kind.
    pub(crate) template: FeatureTemplate,
    /// Its first value.
    pub(crate) first: Symbol,
    /// Its second value, if it has two.
    pub(crate) second: Symbol,
}

impl Feature {
    /// Makes a feature of one value.
    pub(crate) fn one(template: FeatureTemplate, value: Symbol) -> Self {
        Self::two(template, value, Symbol::default())
    }

    /// Makes a feature of two values.
    pub(crate) fn two(template: FeatureTemplate, first: Symbol, second: Symbol) -> Self {
        Self {
            template,
            first,
            second,
        }
    }

    /// Returns the number its weight is kept under.
    pub(crate) fn key(&self) -> u64 {
        feature_key(self.template.hash, self.first, self.second)
    }
}

fn feature_key(template: u64, first: Symbol, second: Symbol) -> u64 {
    let mixed = (template ^ first.packed()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed.rotate_left(29) ^ second.packed()).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

/// The weights of a model.
#[derive(Debug, Default)]
pub(crate) struct Weights(HashMap<u64, i32, BuildHasherDefault<KeyHasher>>);

impl Weights {
    /// Parses a weights file; lines it cannot read are skipped.
    pub(crate) fn parse(file: &str) -> Self {
        let mut weights = HashMap::default();
        let mut template = 0;
        for line in file.lines() {
            match line.strip_prefix('=') {
                Some(name) => template = hash_bytes(name.as_bytes()),
                None if line.starts_with("# ") => {}
                None => weights.extend(parse_line(template, line)),
            }
        }
        Self(weights)
    }

    /// Returns the weight of a feature.
    pub(crate) fn weight_of(&self, feature: &Feature) -> i32 {
        self.0.get(&feature.key()).copied().unwrap_or_default()
    }
}

/// Reads the features of a line: one value alone, or one with each second value.
fn parse_line(template: u64, line: &str) -> Vec<(u64, i32)> {
    let mut fields = line.split(' ');
    let first = Symbol::new(fields.next().unwrap_or_default());
    let rest: Vec<&str> = fields.collect();
    if let [weight] = rest.as_slice() {
        let key = feature_key(template, first, Symbol::default());
        return weight
            .parse()
            .into_iter()
            .map(|weight| (key, weight))
            .collect();
    }
    rest.chunks_exact(2)
        .filter_map(|pair| {
            let [second, weight] = pair else {
                return None;
            };
            Some((
                feature_key(template, first, Symbol::new(second)),
                weight.parse().ok()?,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: FeatureTemplate = FeatureTemplate::new("side");

    #[test]
    fn a_weight_is_found_by_what_its_feature_prints() {
        let pair = |second| Feature::two(SIDE, Symbol::new("before"), Symbol::number(second));
        let weights = Weights::parse("# made by hand\n=side\nbefore 2 -31 3 7\nafter 12\n");
        assert_eq!(weights.weight_of(&pair(2)), -31);
        assert_eq!(weights.weight_of(&pair(3)), 7);
        assert_eq!(
            weights.weight_of(&Feature::one(SIDE, Symbol::new("after"))),
            12
        );
        assert_eq!(
            weights.weight_of(&Feature::one(SIDE, Symbol::new("before"))),
            0
        );
    }
}
