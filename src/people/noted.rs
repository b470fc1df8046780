//! What articles state before it is counted, as numbers that can be sorted.

use super::NameId;
use super::counting::NumberedUse;
use super::facts::BucketId;
use super::texts::TextId;

/// What articles state that is not counted yet.
#[derive(Debug, Default)]
pub(super) struct NotedUses {
    /// Whether the articles are gone, not new.
    pub(super) are_gone: bool,
    pub(super) uses: Vec<NotedUse>,
    /// How many of the articles have each name.
    pub(super) articles: Vec<i32>,
    /// The names of the present article by bucket; kept for its memory.
    pub(super) article: Vec<(BucketId, NameId)>,
}

/// What is stated of a name, as one number: comparing one is cheaper than comparing four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NotedUse(u128);

impl NotedUse {
    const NONE: u32 = u32::MAX;

    pub(super) fn new(name: NameId, used: NumberedUse) -> Self {
        let number = |text: Option<TextId>| text.map_or(Self::NONE, TextId::get);
        let parts = [
            name.0,
            used.name.get(),
            number(used.mention),
            number(used.role),
        ];
        let packed = parts
            .into_iter()
            .fold(0, |packed: u128, part| packed << 32 | u128::from(part));
        Self(packed)
    }

    pub(super) fn name(self) -> NameId {
        NameId(self.part(3))
    }

    pub(super) fn written(self) -> TextId {
        TextId::new(self.part(2))
    }

    pub(super) fn mention(self) -> Option<TextId> {
        Some(TextId::new(self.part(1))).filter(|text| text.get() != Self::NONE)
    }

    pub(super) fn role(self) -> Option<TextId> {
        Some(TextId::new(self.part(0))).filter(|text| text.get() != Self::NONE)
    }

    /// Returns `true` if two differ in nothing but the role.
    pub(super) const fn has_mention_of(&self, other: &Self) -> bool {
        self.0 >> 32 == other.0 >> 32
    }

    fn part(self, number: u32) -> u32 {
        u32::try_from(self.0 >> (number * 32) & u128::from(u32::MAX)).unwrap_or(Self::NONE)
    }
}
