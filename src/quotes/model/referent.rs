//! Whom a mention refers to: somebody the article names, or somebody it only describes.

use crate::quotes::model::mention::MentionSort;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::Gender;

/// Whom a mention refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Referent {
    /// The entity of this index.
    Named(usize),
    /// Whoever the mention of this index describes, the first that does.
    Described(usize),
}

impl Referent {
    /// Returns the entity, if it has a name.
    pub(crate) const fn entity(self) -> Option<usize> {
        match self {
            Self::Named(entity) => Some(entity),
            Self::Described(_) => None,
        }
    }

    /// Returns the gender, if it is known.
    pub(crate) fn gender(self, scene: &Scene<'_>) -> Option<Gender> {
        match self {
            Self::Named(entity) => scene.entities.get(entity)?.gender,
            Self::Described(mention) => scene.mentions.get(mention)?.gender,
        }
    }

    /// Returns `true` if a name, title or noun shows the gender, rather than the pronouns around.
    #[cfg(feature = "train")]
    pub(crate) fn is_gender_shown(self, scene: &Scene<'_>) -> bool {
        match self {
            Self::Named(entity) => scene.entities.get(entity).is_some_and(|one| one.is_shown),
            Self::Described(_) => self.gender(scene).is_some(),
        }
    }

    /// Returns what it is.
    pub(crate) fn sort(self, scene: &Scene<'_>) -> MentionSort {
        let sort = match self {
            Self::Named(entity) => scene.entities.get(entity).map(|one| one.sort),
            Self::Described(mention) => scene.mentions.get(mention).map(|one| one.sort),
        };
        sort.unwrap_or(MentionSort::Unknown)
    }
}
