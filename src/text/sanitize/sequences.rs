//! Removes whole escape sequences (ECMA-48), also those that the removal of another one puts together.

use super::characters::{CharacterClass, character_class, split_plain_ascii};

/// Sequences open inside one another; beyond this they are no longer put together.
const DEPTH: usize = 256;

/// How far a sequence has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SequenceState {
    /// After the escape character.
    Escape,
    /// After an escape and characters that announce a last one, as in `ESC ( B`.
    Announced,
    /// In a control sequence (CSI).
    Control,
    /// In a string: OSC, DCS, APC, PM or SOS.
    Text,
}

/// A sequence that has begun and not ended.
struct OpenSequence {
    /// Where it begins in the output.
    start: usize,
    state: SequenceState,
}

/// Returns `text` without whole escape sequences and without needless characters.
///
/// Sequences that never end stay, with their control characters: a curly mark read in the wrong charset begins
/// one (U+009D), and must not take the story with it. Takes time in proportion to the text.
pub(super) fn remove_sequences(text: &str) -> String {
    let mut remover = SequenceRemover {
        output: String::with_capacity(text.len()),
        open: Vec::new(),
    };
    let mut rest = text.chars();
    loop {
        if remover.open.is_empty() {
            let (plain, after) = split_plain_ascii(rest.as_str());
            remover.output.push_str(plain);
            rest = after.chars();
        }
        match rest.next() {
            Some(c) => remover.push_character(c),
            None => return remover.output,
        }
    }
}

struct SequenceRemover {
    output: String,
    open: Vec<OpenSequence>,
}

impl SequenceRemover {
    fn push_character(&mut self, c: char) {
        if let Some(state) = state_after_introducer(c) {
            // Bounds the memory that a hostile text can take.
            if self.open.len() == DEPTH {
                self.open.clear();
            }
            let start = self.output.len();
            self.open.push(OpenSequence { start, state });
            self.output.push(c);
        } else if character_class(c) != CharacterClass::Needless && !is_ignored_inside(c) {
            self.output.push(c);
            self.advance_innermost(c);
        }
    }

    /// Takes the innermost sequence one character further.
    fn advance_innermost(&mut self, c: char) {
        let Some(innermost) = self.open.last_mut() else {
            return;
        };
        match next_transition(innermost.state, c) {
            Transition::Goes(state) => innermost.state = state,
            Transition::Breaks => self.open.clear(),
            Transition::Ends => self.close_innermost(c),
        }
    }

    fn close_innermost(&mut self, last: char) {
        let ended = self.open.pop();
        // The string terminator is itself a sequence, `ESC \` (ECMA-48, 8.3.143), and was opened as one.
        let is_terminator = last == '\\'
            && ended
                .as_ref()
                .is_some_and(|it| it.state == SequenceState::Escape);
        let in_text = self
            .open
            .last()
            .is_some_and(|it| it.state == SequenceState::Text);
        let ended = if is_terminator && in_text {
            self.open.pop()
        } else {
            ended
        };
        self.output.truncate(ended.map_or(0, |it| it.start));
    }
}

enum Transition {
    Goes(SequenceState),
    Ends,
    Breaks,
}

/// Returns the state after a character that begins a sequence, in its 7-bit or its C1 form.
const fn state_after_introducer(c: char) -> Option<SequenceState> {
    match c {
        '\u{1b}' => Some(SequenceState::Escape),
        '\u{9b}' => Some(SequenceState::Control),
        '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => Some(SequenceState::Text),
        _ => None,
    }
}

/// Returns `true` if terminals ignore the character inside a sequence, or act on it and then go on.
const fn is_ignored_inside(c: char) -> bool {
    matches!(c, '\0'..='\u{6}' | '\u{8}' | '\u{e}'..='\u{17}' | '\u{19}' | '\u{1c}'..='\u{1f}' | '\u{7f}')
}

/// Returns how a sequence continues; a character out of place breaks it.
fn next_transition(state: SequenceState, c: char) -> Transition {
    match state {
        SequenceState::Escape => match c {
            // CSI (ECMA-48, section 5.4), then the openings of control strings (section 5.6).
            '[' => Transition::Goes(SequenceState::Control),
            ']' | 'P' | 'X' | '^' | '_' => Transition::Goes(SequenceState::Text),
            _ => next_transition(SequenceState::Announced, c),
        },
        SequenceState::Announced => match c {
            // Intermediate bytes, then a final byte (ECMA-35, section 13.2).
            ' '..='/' => Transition::Goes(SequenceState::Announced),
            '0'..='~' => Transition::Ends,
            _ => Transition::Breaks,
        },
        SequenceState::Control => match c {
            // Parameter and intermediate bytes, then a final byte (ECMA-48, section 5.4).
            ' '..='?' => Transition::Goes(SequenceState::Control),
            '@'..='~' => Transition::Ends,
            _ => Transition::Breaks,
        },
        SequenceState::Text => match c {
            // xterm ends an OSC with BEL as well as with ST.
            '\u{7}' | '\u{9c}' => Transition::Ends,
            _ if character_class(c) == CharacterClass::Control => Transition::Breaks,
            _ => Transition::Goes(SequenceState::Text),
        },
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Clean;

    #[rstest]
    #[case::colours("a\u{1b}[1;31mb\u{1b}[0mc", "abc")]
    #[case::c1_colours("a\u{9b}1;31mb", "ab")]
    #[case::title_ended_by_bell("a\u{1b}]0;title\u{7}b", "ab")]
    #[case::title_ended_by_terminator("a\u{1b}]0;title\u{1b}\\b", "ab")]
    #[case::clipboard_without_escape("a\u{9d}52;c;cm0gLXJm\u{9c}b", "ab")]
    #[case::device_query("a\u{1b}P$qm\u{1b}\\b", "ab")]
    #[case::picture_over_lines("a\u{1b}Pq#0;2\n#1~~\u{1b}\\b", "ab")]
    #[case::application_privacy_and_start_of_string(
        "a\u{1b}_G=1;A\u{1b}\\\u{1b}^x\u{9c}\u{98}y\u{9c}b",
        "ab"
    )]
    #[case::charsets_and_resets("a\u{1b}(Bb\u{1b}cd\u{1b}7e", "abde")]
    #[case::put_together_by_a_removal("a\u{1b}\u{1b}[0m[31mb", "ab")]
    #[case::put_together_twice("a\u{1b}]0;\u{1b}\u{1b}c[0mx\u{7}b", "ab")]
    #[case::cut_by_invisible_characters("a\u{1b}\u{feff}[3\u{0}1mb", "ab")]
    fn removes_whole(#[case] text: &str, #[case] clean: &str) {
        assert_eq!(Clean::new(text), clean);
    }

    #[rstest]
    #[case::a_title_that_never_ends("a\u{1b}]0;title", "a]0;title")]
    #[case::an_escape_at_the_end("a\u{1b}", "a")]
    #[case::a_cancelled_title("a\u{1b}]0;b\u{18}c\u{7}d", "a]0;bcd")]
    #[case::marks_read_in_the_wrong_charset(
        "â€œGo,â€\u{9d} he said. â€œNow.â€\u{9d} Yes.",
        "â€œGo,â€ he said. â€œNow.â€ Yes."
    )]
    #[case::marks_read_as_latin("â\u{80}\u{9d} he said. â\u{80}\u{9c}Now", "â he said. âNow")]
    fn keeps_the_text_of_what_never_ends(#[case] text: &str, #[case] clean: &str) {
        assert_eq!(Clean::new(text), clean);
    }

    #[test]
    fn a_million_escapes_in_one_another_take_no_longer_than_text() {
        let text = "\u{1b}".repeat(1_000_000) + &"[0m".repeat(1_000_000);
        assert!(!Clean::new(&text).contains('\u{1b}'));
    }
}
