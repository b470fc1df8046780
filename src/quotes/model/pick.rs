//! Who was picked as the speaker of a region.

/// How many other mentions a pick remembers.
const RIVALS: usize = 4;

/// A mention that might have been picked; nobody is a choice too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rival {
    /// The mention.
    pub(crate) mention: Option<usize>,
    /// How likely it is, from 0 to 1.
    pub(crate) probability: f32,
}

/// Who was picked for a region; nobody is a choice too.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pick {
    /// The mention picked.
    pub(crate) speaker: Option<usize>,
    /// The likeliest of the others, the best first.
    pub(crate) rivals: [Option<Rival>; RIVALS],
    /// How likely the pick is right, from 0 to 1.
    pub(crate) probability: f32,
    /// The rule that corrected what the weights picked.
    pub(crate) rule: Option<&'static str>,
}

impl Pick {
    /// Makes the pick of the likeliest of `ranked`, which are sorted, the best first.
    pub(crate) fn of_ranked(ranked: impl IntoIterator<Item = Rival>) -> Self {
        let mut others = ranked.into_iter();
        let Some(best) = others.next() else {
            return Self::default();
        };
        let mut rivals = [None; RIVALS];
        for (place, rival) in rivals.iter_mut().zip(others) {
            *place = Some(rival);
        }
        Self {
            speaker: best.mention,
            rivals,
            probability: best.probability,
            rule: None,
        }
    }

    /// Makes a pick that no other mention contests.
    pub(crate) fn of_mention(mention: usize, probability: f32) -> Self {
        Self {
            speaker: Some(mention),
            probability,
            ..Self::default()
        }
    }

    /// Returns the likeliest of the others, the best first.
    pub(crate) fn list_rivals(&self) -> impl Iterator<Item = Rival> {
        let speaker = self.speaker;
        let rivals = self.rivals.into_iter().flatten();
        rivals.filter(move |rival| rival.mention != speaker)
    }

    /// Returns the mention that came second.
    pub(crate) fn second(&self) -> Option<usize> {
        self.list_rivals().find_map(|rival| rival.mention)
    }

    /// Returns the pick with another speaker, who is then at least as sure as not.
    pub(crate) fn with_speaker(self, speaker: usize) -> Self {
        if self.speaker == Some(speaker) {
            return self;
        }
        let mut rivals = self.rivals;
        rivals.rotate_right(1);
        if let Some(first) = rivals.first_mut() {
            *first = Some(Rival {
                mention: self.speaker,
                probability: self.probability.min(1.0 - self.probability),
            });
        }
        Self {
            speaker: Some(speaker),
            rivals,
            probability: self.probability.max(1.0 - self.probability),
            rule: self.rule,
        }
    }
}
