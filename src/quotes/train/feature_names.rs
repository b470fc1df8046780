//! Numbers the features met in training.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::quotes::attribution::weights::Feature;
use crate::quotes::model::symbol::KeyHasher;

/// The number of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FeatureId(u32);

impl FeatureId {
    /// Returns the number as an index.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What a feature is called in a weights file: its template, its first value and its second, empty if it has none.
pub(crate) type FeatureName = (&'static str, String, String);

/// The features met so far and their names.
#[derive(Debug, Default)]
pub(crate) struct FeatureNames {
    ids: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    names: Vec<FeatureName>,
}

impl FeatureNames {
    /// Returns the number of a feature, a new one if it was not met before.
    pub(crate) fn number_feature(&mut self, feature: &Feature) -> FeatureId {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let names = &mut self.names;
        FeatureId(*self.ids.entry(feature.key()).or_insert_with(|| {
            names.push((
                feature.template.name,
                feature.first.to_string(),
                feature.second.to_string(),
            ));
            next
        }))
    }

    /// Returns the name of the feature of this number.
    pub(crate) fn of(&self, index: usize) -> Option<&FeatureName> {
        self.names.get(index)
    }
}
