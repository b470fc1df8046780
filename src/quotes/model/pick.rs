//! Who was picked as the speaker of a region.

/// Who was picked for a region; nobody is a choice too.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pick {
    /// The mention picked.
    pub(crate) speaker: Option<usize>,
    /// The mention that came second.
    pub(crate) second: Option<usize>,
    /// How likely the pick is right, from 0 to 1.
    pub(crate) probability: f32,
    /// The rule that corrected what the weights picked.
    pub(crate) rule: Option<&'static str>,
}

impl Pick {
    /// Returns the pick with another speaker, who is then at least as sure as not.
    pub(crate) fn with_speaker(self, speaker: usize) -> Self {
        if self.speaker == Some(speaker) {
            return self;
        }
        Self {
            speaker: Some(speaker),
            second: self.speaker,
            probability: self.probability.max(1.0 - self.probability),
            rule: self.rule,
        }
    }
}
