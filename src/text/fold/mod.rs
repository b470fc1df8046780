//! Folds away case, accents and typography, and maps each folded byte back to the original.
//!
//! - [`characters`]: what one character folds to
//! - [`offsets`]: from folded bytes to the original's, and back

mod characters;
mod offsets;

use unicode_normalization::char::compose;

use crate::article::TextRange;
use offsets::OffsetMap;

/// Bytes of a text that are folded at most; what follows is left out.
const LIMIT: usize = 256 * 1024 * 1024;

/// Whether folding makes letters lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CaseFolding {
    /// Capital and small letters are one.
    #[default]
    Folded,
    /// Capital and small letters differ.
    Kept,
}

/// A text without its case, accents and typography, with a map back to the original.
///
/// Quotation marks are `'` and `"`, dashes and runs of them `-`, white space of any length one space;
/// ligatures are spelt out; soft hyphens, joiners and accents are gone. Holds the folded text and 12 bytes for
/// each place where the two differ in length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    text: String,
    offsets: OffsetMap,
    case: CaseFolding,
}

impl Folded {
    /// Folds a text, case included.
    ///
    /// ```
    /// use pullquote::text::Folded;
    /// let folded = Folded::new("“Señor\u{a0}Núñez…”");
    /// assert_eq!(folded.text(), "\"senor nunez...\"");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::with_case(text, CaseFolding::Folded)
    }

    /// Folds a text; the case of letters only if asked.
    #[must_use]
    pub fn with_case(text: &str, case: CaseFolding) -> Self {
        let mut folder = FoldBuilder::new(text.len().min(LIMIT), case);
        folder.push_text(text);
        folder.finish()
    }

    /// Returns the folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the letters were made lower case.
    #[must_use]
    pub const fn case(&self) -> CaseFolding {
        self.case
    }

    /// Returns the part of the original that a part of the folded text came from.
    ///
    /// It covers whole characters with the marks that follow them, also where the folded range cuts one; an
    /// empty range is empty there too.
    #[must_use]
    pub fn original_range(&self, range: TextRange) -> TextRange {
        let mut one = self.original_ranges(std::iter::once(range));
        one.next().unwrap_or_default()
    }

    /// Returns [`Self::original_range`] of many ranges; they must be in the order of their starts.
    ///
    /// Takes time in proportion to the ranges when they are close together.
    pub fn original_ranges(
        &self,
        ranges: impl Iterator<Item = TextRange>,
    ) -> impl Iterator<Item = TextRange> {
        self.offsets.original_ranges(ranges.map(|range| {
            let start = self.floor_char_boundary(range.start);
            let end = if range.is_empty() {
                start
            } else {
                self.ceil_char_boundary(range.end)
            };
            TextRange::new(start, end)
        }))
    }

    /// Returns where in the folded text the original's byte `at` went; past the end, the end.
    #[must_use]
    pub fn folded_position(&self, at: usize) -> usize {
        self.floor_char_boundary(self.offsets.folded_offset(at))
    }

    fn floor_char_boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn ceil_char_boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

/// Folds a short text for comparing and sorting, without blanks at its ends.
///
/// ```
/// assert_eq!(pullquote::text::fold::fold_key(" Müller–Straße "), "muller-strasse");
/// ```
#[must_use]
pub fn fold_key(text: &str) -> String {
    let folded = Folded::new(text).text;
    let key = folded.trim();
    if key.len() == folded.len() {
        folded
    } else {
        key.to_owned()
    }
}

struct FoldBuilder {
    folded: Folded,
    /// How far the original is read.
    read: usize,
    /// Where the last written character came from, when one that follows may compose with it.
    composable: Option<usize>,
    /// What the character at hand folds to; kept for its memory.
    scratch: String,
}

impl FoldBuilder {
    fn new(length: usize, case: CaseFolding) -> Self {
        Self {
            folded: Folded {
                text: String::with_capacity(length),
                offsets: OffsetMap::default(),
                case,
            },
            read: 0,
            composable: None,
            scratch: String::new(),
        }
    }

    fn push_text(&mut self, text: &str) {
        let mut rest = text.chars();
        loop {
            let (same, after) = split_unchanging(rest.as_str(), self.folded.text.ends_with(' '));
            self.push_unchanging(same);
            rest = after.chars();
            match rest.next() {
                Some(c) if self.read < LIMIT => self.push_character(c),
                _ => return,
            }
        }
    }

    /// Takes text that at most its case changes, which [`Self::finish`] sees to.
    fn push_unchanging(&mut self, same: &str) {
        if !same.is_empty() {
            self.folded.text.push_str(same);
            self.read += same.len();
            self.composable = None;
        }
    }

    fn push_character(&mut self, c: char) {
        self.scratch.clear();
        characters::fold_character(c, self.folded.case, &mut self.scratch);
        let mut written = self.scratch.chars();
        match (written.next(), written.next()) {
            (None, _) => self.skip_character(c),
            (Some(one @ (' ' | '-')), None) if self.folded.text.ends_with(one) => {
                self.skip_character(c);
            }
            (Some(one), None) => self.write_one(one, c),
            (Some(_), Some(_)) => self.write_scratch(c),
        }
    }

    fn skip_character(&mut self, c: char) {
        let folded = self.folded.text.len();
        self.folded
            .offsets
            .add_removal(folded, self.read, c.len_utf8());
        self.read += c.len_utf8();
    }

    fn write_one(&mut self, one: char, c: char) {
        // Hangul jamo and kana voice marks compose with the character before (NFC, UAX #15).
        let last = self.folded.text.chars().next_back();
        let composed = last.and_then(|last| compose(last, one));
        if let (Some(composed), Some(start)) = (composed, self.composable) {
            self.folded.text.pop();
            self.replace_with(start, composed, c);
        } else if one.len_utf8() == c.len_utf8() {
            self.folded.text.push(one);
            self.composable = Some(self.read);
            self.read += c.len_utf8();
        } else {
            self.replace_with(self.read, one, c);
        }
    }

    /// Writes `one` for the original from `start` up to and with `c`.
    fn replace_with(&mut self, start: usize, one: char, c: char) {
        let folded = self.folded.text.len();
        self.folded.text.push(one);
        self.read += c.len_utf8();
        let offsets = &mut self.folded.offsets;
        offsets.add_replacement(folded, one.len_utf8(), TextRange::new(start, self.read));
        self.composable = Some(start);
    }

    fn write_scratch(&mut self, c: char) {
        let folded = self.folded.text.len();
        self.folded.text.push_str(&self.scratch);
        let original = TextRange::new(self.read, self.read + c.len_utf8());
        let offsets = &mut self.folded.offsets;
        offsets.add_replacement(folded, self.scratch.len(), original);
        self.read = original.end;
        self.composable = None;
    }

    fn finish(mut self) -> Folded {
        if self.folded.case == CaseFolding::Folded {
            self.folded.text.make_ascii_lowercase();
        }
        self.folded.offsets.shrink_to_fit();
        self.folded
    }
}

/// Splits off the ASCII that a text begins with and that folds to as many bytes.
fn split_unchanging(text: &str, mut after_space: bool) -> (&str, &str) {
    let changes = |byte: u8| {
        let is_space = byte == b' ';
        let is_second_space = is_space && after_space;
        after_space = is_space;
        is_second_space || !matches!(byte, b' '..=b',' | b'.'..=b'_' | b'a'..=b'~')
    };
    let length = text.bytes().position(changes).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::case("The MAYOR", "the mayor")]
    #[case::accents_in_one_character("Núñez Žižek Ångström", "nunez zizek angstrom")]
    #[case::accents_of_their_own("Nu\u{301}n\u{303}ez", "nunez")]
    #[case::letters_with_strokes("Søren Wałęsa Đilas Kılıç Þór", "soren walesa dilas kilic thor")]
    #[case::marks(
        "‘a’ ‚b‛ “c” „d‟ «e» ‹f› don’t donʼt",
        "'a' 'b' \"c\" \"d\" \"e\" 'f' don't don't"
    )]
    #[case::dashes("a–b—c−d‑e‐f--g---h—-i", "a-b-c-d-e-f-g-h-i")]
    #[case::an_ellipsis("well…", "well...")]
    #[case::ligatures("eﬃcient œuvre Ægir", "efficient oeuvre aegir")]
    #[case::white_space("a\u{a0}b  c\n\nd\u{3000}\te", "a b c d e")]
    #[case::blanks_with_nothing_between("a \u{200b} b", "a b")]
    #[case::the_unseen("news\u{ad}room x\u{200b}y\u{200d}z", "newsroom xyz")]
    #[case::sharp_s("Straße STRAẞE", "strasse strasse")]
    #[case::dotted_capital_i("İzmir", "izmir")]
    #[case::kelvin_and_long_s("5 \u{212a} ſo", "5 k so")]
    #[case::final_sigma("Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ")]
    #[case::korean_in_pieces("\u{1112}\u{1161}\u{11ab}글 한글", "한글 한글")]
    #[case::japanese_in_pieces("か\u{3099}くせい がくせい", "がくせい がくせい")]
    #[case::wide_letters("ＡＢＣ＂", "abc\"")]
    #[case::hindi_keeps_its_vowels("हिन्दी", "हिन्दी")]
    #[case::hebrew_points_and_arabic_vowels("שָׁלוֹם مُحَمَّد", "שלום محمد")]
    #[case::a_spacing_accent_is_no_blank("a¨b", "a¨b")]
    fn folds(#[case] text: &str, #[case] folded: &str) {
        assert_eq!(Folded::new(text).text(), folded);
    }

    #[test]
    fn case_is_kept_on_request() {
        let folded = Folded::with_case("“Ærø” STRAẞE É", CaseFolding::Kept);
        assert_eq!(folded.text(), "\"AEro\" STRASSE E");
    }

    #[rstest]
    #[case::plain("the mayor", "mayor", "mayor")]
    #[case::behind_longer_characters("“Go,” he", "he", "he")]
    #[case::with_its_accent("cafe\u{301} au", "cafe", "cafe\u{301}")]
    #[case::over_a_soft_hyphen("the news\u{ad}room", "newsroom", "news\u{ad}room")]
    #[case::over_a_blank_line("he\n\n said", "he said", "he\n\n said")]
    #[case::half_of_a_letter("Maß", "s", "ß")]
    #[case::half_of_an_ellipsis("so…", "o.", "o…")]
    #[case::behind_a_dotted_capital("İİ x", "x", "x")]
    #[case::a_whole_run_of_dashes("a--- b", "a-", "a---")]
    #[case::a_syllable("x\u{1112}\u{1161}\u{11ab}y", "한", "\u{1112}\u{1161}\u{11ab}")]
    fn maps_back(#[case] text: &str, #[case] found: &str, #[case] original: &str) {
        let folded = Folded::new(text);
        let start = folded.text().find(found).unwrap();
        let range = folded.original_range(TextRange::new(start, start + found.len()));
        assert_eq!(range.of(text), original);
    }

    #[test]
    fn a_long_run_of_blanks_costs_little() {
        let text = format!("a{}b", " ".repeat(1_000_000));
        let folded = Folded::new(&text);
        assert_eq!(folded.text(), "a b");
        assert_eq!(folded.folded_position(500_000), 2);
        let whole = TextRange::new(0, text.len());
        assert_eq!(folded.original_range(TextRange::new(0, 3)), whole);
        assert!(folded.offsets.heap_size() < 500);
    }

    #[test]
    fn every_character_folds_to_what_folds_to_itself() {
        for c in '\0'..=char::MAX {
            for case in [CaseFolding::Folded, CaseFolding::Kept] {
                let once = Folded::with_case(c.encode_utf8(&mut [0; 4]), case).text;
                let twice = Folded::with_case(&once, case).text;
                assert_eq!(once, twice, "U+{:04X}", u32::from(c));
            }
        }
    }

    fn typography() -> impl Strategy<Value = String> {
        let notable = "aZéßİẞ…ﬃ“’—--  \n\u{a0}\u{ad}\u{200b}\u{301}\u{308}か\u{3099}が한\u{1112}\u{1161}\u{11ab}Σς\u{fdfa}";
        let notable: Vec<char> = notable.chars().collect();
        let character = prop_oneof![9 => prop::sample::select(notable), 1 => any::<char>()];
        prop::collection::vec(character, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn any_range_maps_to_whole_characters(text in typography(), start in 0..200_usize, length in 0..200_usize) {
            let folded = Folded::new(&text);
            let range = folded.original_range(TextRange::new(start, start + length));
            prop_assert!(text.get(range.start..range.end).is_some());
        }

        #[test]
        fn many_ranges_map_as_one_does(text in typography(), lengths in prop::collection::vec(0..9_usize, 0..20)) {
            let folded = Folded::new(&text);
            let ranges = lengths.iter().scan(0, |start, length| {
                *start += length / 2;
                Some(TextRange::new(*start, *start + length))
            });
            let each: Vec<TextRange> = ranges.clone().map(|range| folded.original_range(range)).collect();
            prop_assert_eq!(folded.original_ranges(ranges).collect::<Vec<_>>(), each);
        }

        #[test]
        fn positions_keep_their_order(text in typography()) {
            let folded = Folded::new(&text);
            let positions: Vec<usize> = (0..=text.len()).map(|at| folded.folded_position(at)).collect();
            prop_assert!(positions.is_sorted());
            let originals = (0..=folded.text().len()).map(|at| folded.original_range(TextRange::new(at, at)).start);
            prop_assert!(originals.is_sorted());
        }

        #[test]
        fn a_part_folds_as_it_does_in_the_whole(before in typography(), part in typography(), after in typography()) {
            let text = format!("{before}|{part}|{after}");
            let folded = Folded::new(&text);
            let at = before.len() + 1;
            let start = folded.folded_position(at);
            let end = folded.folded_position(at + part.len());
            let found = TextRange::new(start, end);
            let alone = Folded::new(&part);
            prop_assert_eq!(found.of(folded.text()), alone.text());
        }

        #[test]
        fn folding_again_changes_nothing(text in typography()) {
            let once = Folded::new(&text);
            let twice = Folded::new(once.text());
            prop_assert_eq!(once.text(), twice.text());
        }
    }
}
