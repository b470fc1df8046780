//! Who gets to speak: the shares of quoted words by speaker, by kind of speaker, by women and men.

use std::cmp::Reverse;

use super::NameKind;

/// Whether a text calls somebody a woman or a man, by pronouns and titles; what it does not say nobody guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "she", "Ms. Lund".
    Woman,
    /// "he", "Mr. Berg".
    Man,
}

impl Gender {
    /// Returns what a text says by the way it refers to somebody; `None` if that says nothing.
    #[must_use]
    pub fn of_mention(mention: &str) -> Option<Self> {
        let mut words = mention.split_whitespace();
        let first = words.next()?;
        // "her husband" is nobody whom the text calls a woman, and a "Lady" alone is a ship or a song.
        let is_title = words.next().is_some() && first.starts_with(char::is_uppercase);
        match (
            first.trim_end_matches('.').to_lowercase().as_str(),
            is_title,
        ) {
            ("mr" | "sir" | "lord", true) => Some(Self::Man),
            ("ms" | "mrs" | "miss" | "dame" | "lady", true) => Some(Self::Woman),
            _ => Self::of_pronoun(mention.trim()),
        }
    }

    fn of_pronoun(mention: &str) -> Option<Self> {
        match mention.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Some(Self::Man),
            "she" | "her" | "hers" | "herself" => Some(Self::Woman),
            _ => None,
        }
    }

    /// Returns what most texts say; `None` if they contradict each other.
    pub(super) const fn of_counts(male: i64, female: i64) -> Option<Self> {
        const fn is_mostly(one: i64, other: i64) -> bool {
            one > 0 && one >= other * 4
        }
        if is_mostly(male, female) {
            Some(Self::Man)
        } else if is_mostly(female, male) {
            Some(Self::Woman)
        } else {
            None
        }
    }
}

/// What a speaker is, as far as shares tell speakers apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerClass {
    /// A person with a name.
    Person,
    /// An organisation.
    Organisation,
    /// Somebody who is described and not named.
    Unnamed,
    /// Nobody is said to have said it.
    Unknown,
}

impl SpeakerClass {
    /// Every class, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::Person,
        Self::Organisation,
        Self::Unnamed,
        Self::Unknown,
    ];

    /// Returns the class of a kind of name.
    #[must_use]
    pub const fn of_kind(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => Self::Person,
            NameKind::Organisation => Self::Organisation,
            NameKind::Description | NameKind::NoName => Self::Unnamed,
        }
    }

    /// Returns the name on the command line and on the screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "named people",
            Self::Organisation => "organisations",
            Self::Unnamed => "unnamed",
            Self::Unknown => "unknown",
        }
    }
}

/// What one speaker has of the quoted words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerShare {
    /// The name, or the description; empty if unknown.
    pub name: String,
    /// What the speaker is.
    pub class: SpeakerClass,
    /// A woman or a man, if texts say so.
    pub gender: Option<Gender>,
    /// The number of quotes.
    pub quotes: usize,
    /// The quoted words; those of several speakers at once are divided among them.
    pub words: usize,
}

/// The quoted words of some quotes by their speakers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotedShares {
    speakers: Vec<SpeakerShare>,
    words: usize,
}

impl QuotedShares {
    /// Makes the shares of speakers.
    #[must_use]
    pub fn new(mut speakers: Vec<SpeakerShare>) -> Self {
        speakers.sort_by(|one, other| {
            (Reverse(one.words), &one.name).cmp(&(Reverse(other.words), &other.name))
        });
        Self {
            words: speakers.iter().map(|speaker| speaker.words).sum(),
            speakers,
        }
    }

    /// Returns all speakers, those with most words first.
    #[must_use]
    pub fn speakers(&self) -> &[SpeakerShare] {
        &self.speakers
    }

    /// Returns the quoted words.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.words
    }

    /// Returns the words of a class of speakers.
    #[must_use]
    pub fn words_of(&self, class: SpeakerClass) -> usize {
        let of_class = self.speakers.iter().filter(|of| of.class == class);
        of_class.map(|speaker| speaker.words).sum()
    }

    /// Returns the words of named people whom texts call women or men, or of whom they do not say.
    #[must_use]
    pub fn words_by(&self, gender: Option<Gender>) -> usize {
        let people = self.speakers.iter();
        let people = people.filter(|of| of.class == SpeakerClass::Person && of.gender == gender);
        people.map(|speaker| speaker.words).sum()
    }

    /// Returns how many of a hundred words some are, rounded.
    ///
    /// ```
    /// use pullquote::people::QuotedShares;
    ///
    /// assert_eq!(QuotedShares::default().percent(0), 0);
    /// ```
    #[must_use]
    pub const fn percent(&self, words: usize) -> usize {
        match self.words {
            0 => 0,
            all => (words * 100 + all / 2) / all,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_pronoun("she", Some(Gender::Woman))]
    #[case::a_title("Mr. Berg", Some(Gender::Man))]
    #[case::a_name("Oda Lund", None)]
    #[case::whose_it_is("her husband", None)]
    #[case::a_title_in_small_letters("miss a turn", None)]
    #[case::nothing("", None)]
    fn a_mention_says_whether_it_is_a_woman(
        #[case] mention: &str,
        #[case] expected: Option<Gender>,
    ) {
        assert_eq!(Gender::of_mention(mention), expected);
    }

    #[rstest]
    #[case::none(0, 0, None)]
    #[case::one_says_so(1, 0, Some(Gender::Man))]
    #[case::most_say_so(1, 9, Some(Gender::Woman))]
    #[case::they_contradict(2, 3, None)]
    fn most_texts_decide(#[case] male: i64, #[case] female: i64, #[case] expected: Option<Gender>) {
        assert_eq!(Gender::of_counts(male, female), expected);
    }

    #[test]
    fn the_shares_of_all_classes_are_all_words() {
        let speaker = |name: &str, class, gender, words| SpeakerShare {
            name: name.to_owned(),
            class,
            gender,
            quotes: 1,
            words,
        };
        let shares = QuotedShares::new(vec![
            speaker("a pilot", SpeakerClass::Unnamed, None, 10),
            speaker("Oda Lund", SpeakerClass::Person, Some(Gender::Woman), 50),
            speaker("Finn Berg", SpeakerClass::Person, None, 20),
            speaker("", SpeakerClass::Unknown, None, 20),
        ]);
        let classes = SpeakerClass::ALL.map(|class| shares.words_of(class));
        assert_eq!((shares.words(), classes), (100, [70, 0, 10, 20]));
        assert_eq!(shares.words_by(Some(Gender::Woman)), 50);
        assert_eq!(shares.words_by(None), 20);
        assert_eq!(shares.percent(50), 50);
        assert_eq!(shares.speakers()[0].name, "Oda Lund");
    }
}
