//! Numbers the features met in training.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::quotes::lexicon::Identity;
use crate::quotes::weights::Feature;

/// The number of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(u32);

impl Id {
    /// Returns the number as an index.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The features met so far and their names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ids: HashMap<u64, u32, BuildHasherDefault<Identity>>,
    names: Vec<(&'static str, String)>,
}

impl Names {
    /// Returns the number of a feature, a new one if it was not met before.
    pub(crate) fn id(&mut self, feature: &Feature) -> Id {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let names = &mut self.names;
        Id(*self.ids.entry(feature.key()).or_insert_with(|| {
            names.push((feature.template.name, feature.to_string()));
            next
        }))
    }

    /// Returns the template and the values of the feature of this number.
    pub(crate) fn of(&self, index: usize) -> Option<(&'static str, &str)> {
        self.names
            .get(index)
            .map(|(template, values)| (*template, values.as_str()))
    }
}
