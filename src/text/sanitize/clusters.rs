//! Writes sanitized characters, with a bounded number of marks and joiners on each visible one.

use unicode_normalization::char::canonical_combining_class;

use super::characters::{CharacterClass, character_class, split_plain_ascii};

/// Marks on one character; living scripts need four.
const MARKS: usize = 8;

/// Joiners in a row of characters that are joined each to the next; the longest emoji has three.
const JOINERS: usize = 8;

/// The combining class of marks that silence a vowel; a joiner after one shapes the letter before it.
const VIRAMA: u8 = 9;

/// Returns `text` without controls, marks that sit on nothing, joiners that join nothing, and whatever is
/// over the limits; line ends become newlines, tabs spaces.
pub(super) fn limit_clusters(text: &str) -> String {
    let mut writer = ClusterWriter {
        output: String::with_capacity(text.len()),
        ..ClusterWriter::default()
    };
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        writer.write_character(c);
        let (plain, after) = split_plain_ascii(rest.as_str());
        if plain.len() > 1 {
            writer.write_plain(plain);
            rest = after.chars();
        }
    }
    writer.output
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum LastWritten {
    /// Nothing, or what nothing can sit on.
    #[default]
    Blank,
    /// A newline for a carriage return; a line feed after it is part of the same line end.
    Return,
    /// Something visible that no joiner may follow.
    Symbol,
    /// A letter, digit, mark or emoji.
    Letter,
    /// A joiner.
    Joiner,
}

#[derive(Default)]
struct ClusterWriter {
    output: String,
    last: LastWritten,
    /// A joiner that is written if something to join follows.
    waiting: Option<char>,
    /// Marks on the visible character before.
    marks: usize,
    /// Joiners in the chain that the visible character before belongs to.
    joiners: usize,
}

impl ClusterWriter {
    fn write_character(&mut self, c: char) {
        match character_class(c) {
            CharacterClass::NewLine => self.write_newline(c),
            CharacterClass::Tab => self.write_blank("  "),
            CharacterClass::Blank => self.write_blank(" "),
            CharacterClass::Plain if c.is_whitespace() => {
                self.write_blank(c.encode_utf8(&mut [0; 4]));
            }
            CharacterClass::Plain => self.write_base(c),
            CharacterClass::Extender if !self.has_base() => self.write_base(c),
            CharacterClass::Mark if is_selector(c) && !self.selects_form(c) => {}
            CharacterClass::Mark | CharacterClass::Extender => self.write_mark(c),
            CharacterClass::Joiner => self.hold_joiner(c),
            CharacterClass::Control | CharacterClass::Needless => {}
        }
    }

    /// Takes plain text of two characters or more, of which only the ends have neighbours to mind.
    fn write_plain(&mut self, plain: &str) {
        let mut characters = plain.chars();
        if let (Some(first), Some(last)) = (characters.next(), characters.next_back()) {
            self.write_character(first);
            self.output.push_str(characters.as_str());
            self.write_character(last);
        }
    }

    /// Returns `true` if something visible precedes, for a mark to combine with.
    fn has_base(&self) -> bool {
        matches!(
            self.last,
            LastWritten::Symbol | LastWritten::Letter | LastWritten::Joiner
        )
    }

    /// Returns `true` if a selector has a form to select: one of an ideograph, or a first one of anything else.
    fn selects_form(&self, selector: char) -> bool {
        // A variation sequence has one selector (UTS #37 for ideographs); more of them could hide text.
        if is_selector_of_ideographs(selector) {
            self.output.ends_with(is_ideograph)
        } else {
            !self.output.ends_with(is_selector)
        }
    }

    fn write_newline(&mut self, c: char) {
        // CR LF is a single line end.
        if self.last == LastWritten::Return && c == '\n' {
            self.last = LastWritten::Blank;
            return;
        }
        self.write_blank("\n");
        if c == '\r' {
            self.last = LastWritten::Return;
        }
    }

    fn write_blank(&mut self, blank: &str) {
        self.output.push_str(blank);
        self.waiting = None;
        self.last = LastWritten::Blank;
    }

    fn write_base(&mut self, c: char) {
        let joins = c.is_alphanumeric() || is_pictograph(c);
        if let Some(joiner) = self.waiting.take().filter(|_| joins) {
            self.write_joiner(joiner);
        }
        if self.last != LastWritten::Joiner {
            self.joiners = 0;
        }
        self.output.push(c);
        self.marks = 0;
        self.last = if joins {
            LastWritten::Letter
        } else {
            LastWritten::Symbol
        };
    }

    fn write_mark(&mut self, c: char) {
        if !self.has_base() || self.marks == MARKS {
            return;
        }
        if let Some(joiner) = self.waiting.take() {
            self.write_joiner(joiner);
        }
        self.output.push(c);
        self.marks += 1;
        self.last = LastWritten::Letter;
    }

    fn hold_joiner(&mut self, joiner: char) {
        if self.last != LastWritten::Letter || self.waiting.is_some() || self.joiners == JOINERS {
            return;
        }
        // After a virama a joiner selects the form of a conjunct (Unicode standard, section 12.1).
        let last = self.output.chars().next_back();
        if last.is_some_and(|c| canonical_combining_class(c) == VIRAMA) {
            self.write_joiner(joiner);
        } else {
            self.waiting = Some(joiner);
        }
    }

    fn write_joiner(&mut self, joiner: char) {
        self.output.push(joiner);
        self.joiners += 1;
        self.last = LastWritten::Joiner;
    }
}

/// Returns `true` if a character selects a form of the one before; in a row they can spell hidden text.
const fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}') || is_selector_of_ideographs(c)
}

const fn is_selector_of_ideographs(c: char) -> bool {
    matches!(c, '\u{e0100}'..='\u{e01ef}')
}

const fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Returns `true` if a character is of the kind that emoji are joined from.
const fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;
    use unicode_normalization::char::is_combining_mark;

    use super::super::Clean;

    #[rstest]
    #[case::a_mark_at_the_start("\u{301}a", "a")]
    #[case::marks_after_blanks("a \u{301}b\n\u{20dd}c", "a b\nc")]
    #[case::joiners_at_the_ends_of_words("\u{200d}a\u{200d} \u{200c}b\u{200c}.", "a b.")]
    #[case::several_joiners_in_a_row("a\u{200d}\u{200d}\u{200c}b", "a\u{200d}b")]
    #[case::a_joiner_before_a_mark_too_many(
        "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{200d}\u{301} b",
        "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} b"
    )]
    fn drops(#[case] text: &str, #[case] clean: &str) {
        assert_eq!(Clean::new(text), clean);
    }

    #[test]
    fn a_chain_of_emoji_is_cut_after_eight_joiners() {
        let clean = Clean::new(&"👩\u{200d}".repeat(20));
        let chains: Vec<usize> = clean
            .split("👩👩")
            .map(|chain| chain.matches('\u{200d}').count())
            .collect();
        assert_eq!(chains, [8, 8, 1]);
    }

    proptest! {
        #[test]
        fn no_character_has_more_than_eight_marks(text in "[ab \u{300}\u{301}\u{200d}\u{fe0f}]{0,100}") {
            let clean = Clean::new(&text).replace('\u{200d}', "");
            let longest = clean.split(|c| !is_combining_mark(c)).map(|marks| marks.chars().count()).max();
            prop_assert!(longest <= Some(8));
        }
    }
}
