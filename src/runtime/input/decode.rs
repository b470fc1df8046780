//! Turns the bytes of a keyboard into events, wherever a read has cut them.
//!
//! crossterm's own reader is not used: it spins when the terminal is gone, waits for a next key with what came
//! in one read of more than 1,024 bytes, and blocks on half a sequence.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::answer::{self, TerminalReport};
use super::csi;

/// The most bytes of one paste that are kept; what is over is dropped.
const PASTE_LIMIT: usize = 1 << 20;
/// The most bytes a control sequence may have before it counts as noise.
const SEQUENCE_LIMIT: usize = 64;
/// The most bytes a control string (a terminal's late answer) may have before it counts as noise.
const STRING_LIMIT: usize = 4096;
/// How long the rest of a sequence may take; after it, an escape was the key.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);
/// The same for an escape alone while the terminal is asked something, as the answer begins with one.
const ASKED_PATIENCE: Duration = Duration::from_millis(150);
/// How long the rest of an answer may take, as over a slow line.
const ANSWER_PATIENCE: Duration = Duration::from_secs(1);
/// How long the rest of a paste may take; after it, its end was lost.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);
/// What Ctrl-c sends.
const INTERRUPT: &[u8] = b"\x03";
/// What an answer of the terminal begins with.
const ANSWERS: [&[u8]; 2] = [b"\x1b]1", b"\x1b[?"];
/// What a terminal sends after pasted text.
const PASTE_END: &[u8] = b"\x1b[201~";

/// A decoder of what the terminal sends, fed with each read.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The start of a sequence whose rest was not read yet.
    pending: Vec<u8>,
    /// The pasted bytes so far, inside a paste.
    paste: Option<Vec<u8>>,
    /// Whether the terminal was asked something and has yet to answer.
    is_asked: bool,
    /// What the terminal has reported.
    reports: Vec<TerminalReport>,
}

/// What is at the head of some bytes.
enum SequenceHead {
    /// Not enough bytes to tell.
    Incomplete,
    /// So many bytes, with this meaning, or none.
    Whole(usize, Option<Event>),
    /// So many bytes that open pasted text.
    Paste(usize),
}

impl Decoder {
    /// Takes the bytes of one read and returns what they mean.
    ///
    /// A sequence that is cut off at the end waits for the next read, or for [`Self::flush_pending`].
    ///
    /// Ctrl-c ends a paste whose end does not come, if nothing else was read with it: within pasted text it is a letter
    /// like any other, so that what follows there is never taken for keys.
    pub(super) fn feed_bytes(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = if bytes == INTERRUPT {
            self.end_paste().into_iter().collect()
        } else {
            Vec::new()
        };
        self.pending.extend_from_slice(bytes);
        events.extend(self.decode(false));
        events
    }

    /// Makes a decoder for a terminal that was asked for its background, if it was.
    pub(super) fn new(is_asked: bool) -> Self {
        Self {
            is_asked,
            ..Self::default()
        }
    }

    /// Notes that the terminal was asked something.
    pub(super) const fn expect_answer(&mut self) {
        self.is_asked = true;
    }

    /// Takes the silence after a cut-off sequence as its end: what looked like its start was typed.
    ///
    /// Half an answer of the terminal is dropped, since typed keys never look like it. A paste ends.
    pub(super) fn flush_pending(&mut self) -> Vec<Event> {
        if let Some(pasted) = self.end_paste() {
            return vec![pasted];
        }
        let is_answer = ANSWERS.iter().any(|start| self.pending.starts_with(start));
        if self.is_asked && is_answer {
            self.pending.clear();
        }
        self.is_asked = false;
        self.decode(true)
    }

    /// Returns how long the rest of a sequence or paste may take; longer while an answer of the terminal is awaited.
    pub(super) fn patience(&self) -> Duration {
        if self.paste.is_some() {
            return PASTE_PATIENCE;
        }
        match (self.is_asked, self.pending.as_slice()) {
            (true, [0x1b]) => ASKED_PATIENCE,
            (true, [0x1b, b']' | b'[', ..]) => ANSWER_PATIENCE,
            _ => ESCAPE_PATIENCE,
        }
    }

    /// Takes what the terminal has reported since this was asked last.
    pub(super) fn take_reports(&mut self) -> Vec<TerminalReport> {
        std::mem::take(&mut self.reports)
    }

    fn note_report(&mut self, sequence: &[u8]) {
        let report = answer::parse_report(sequence);
        if report == Some(TerminalReport::Attributes) {
            self.is_asked = false;
        }
        self.reports.extend(report);
    }

    /// Returns `true` if the rest of a sequence or paste is awaited, and silence would decide what it was.
    pub(super) const fn is_waiting(&self) -> bool {
        self.paste.is_some() || !self.pending.is_empty()
    }

    /// Ends an open paste with what has come of it.
    fn end_paste(&mut self) -> Option<Event> {
        let mut pasted = self.paste.take()?;
        // What looked like the start of its end was pasted.
        pasted.append(&mut self.pending);
        Some(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()))
    }

    fn decode(&mut self, is_settled: bool) -> Vec<Event> {
        let bytes = std::mem::take(&mut self.pending);
        let mut rest = bytes.as_slice();
        let mut events = Vec::new();
        while !rest.is_empty() {
            if self.paste.is_some() {
                rest = self.take_paste(rest, &mut events);
                if self.paste.is_some() {
                    break;
                }
                continue;
            }
            let length = match parse_head(rest, is_settled) {
                SequenceHead::Incomplete => break,
                SequenceHead::Whole(length, event) => {
                    events.extend(event);
                    length
                }
                SequenceHead::Paste(length) => {
                    self.paste = Some(Vec::new());
                    length
                }
            };
            let length = length.max(1);
            self.note_report(rest.get(..length).unwrap_or_default());
            rest = rest.get(length..).unwrap_or_default();
        }
        self.pending.extend_from_slice(rest);
        events
    }

    /// Moves pasted bytes out of `bytes` and returns what is after them.
    ///
    /// Bytes that may be the start of the end mark are returned, with the paste still open.
    fn take_paste<'a>(&mut self, bytes: &'a [u8], events: &mut Vec<Event>) -> &'a [u8] {
        let Some(paste) = &mut self.paste else {
            return bytes;
        };
        let end = memchr::memmem::find(bytes, PASTE_END);
        let kept = end.unwrap_or_else(|| bytes.len() - started_end(bytes));
        let (pasted, rest) = bytes.split_at_checked(kept).unwrap_or((bytes, &[]));
        let room = PASTE_LIMIT.saturating_sub(paste.len());
        paste.extend(pasted.iter().take(room));
        if end.is_none() {
            return rest;
        }
        let text = String::from_utf8_lossy(paste).into_owned();
        self.paste = None;
        events.push(Event::Paste(text));
        rest.get(PASTE_END.len()..).unwrap_or_default()
    }
}

/// Returns how many bytes at the end of `bytes` may be the start of the mark that ends a paste.
fn started_end(bytes: &[u8]) -> usize {
    (1..PASTE_END.len())
        .rev()
        .find(|length| {
            PASTE_END
                .get(..*length)
                .is_some_and(|start| bytes.ends_with(start))
        })
        .unwrap_or(0)
}

/// Reads the head of `bytes`, which are not empty; when they are settled, it is never incomplete.
fn parse_head(bytes: &[u8], is_settled: bool) -> SequenceHead {
    match bytes {
        [0x1b] if is_settled => SequenceHead::Whole(1, key_event(KeyCode::Esc, KeyModifiers::NONE)),
        [0x1b] => SequenceHead::Incomplete,
        [0x1b, 0x1b, ..] => SequenceHead::Whole(1, key_event(KeyCode::Esc, KeyModifiers::NONE)),
        [0x1b, introducer, rest @ ..] => match (parse_escape(*introducer, rest), is_settled) {
            (Some(SequenceHead::Incomplete), true) | (None, _) => with_alt(bytes, is_settled),
            (Some(head), _) => head,
        },
        _ => parse_typed(bytes, is_settled),
    }
}

/// Reads what an escape and `introducer` begin; `None` when they begin nothing, so that Alt was held.
fn parse_escape(introducer: u8, rest: &[u8]) -> Option<SequenceHead> {
    match introducer {
        b'[' => Some(control_sequence(rest)),
        b'O' => Some(match rest.first() {
            None => SequenceHead::Incomplete,
            Some(last) => SequenceHead::Whole(3, csi::keypad_key(*last)),
        }),
        b']' | b'P' | b'_' | b'^' | b'X' => control_string(rest),
        _ => None,
    }
}

/// Reads a control sequence after its `ESC [`.
fn control_sequence(rest: &[u8]) -> SequenceHead {
    let length = rest
        .iter()
        .position(|byte| !(0x20..=0x3f).contains(byte))
        .unwrap_or(rest.len());
    if length > SEQUENCE_LIMIT {
        return SequenceHead::Whole(2 + length, None);
    }
    let parameters = rest.get(..length).unwrap_or_default();
    let (last, after) = match rest.get(length..).and_then(<[u8]>::split_first) {
        None => return SequenceHead::Incomplete,
        Some((last, after)) => (*last, after),
    };
    let whole = 2 + length + 1;
    match (parameters, last) {
        (b"200", b'~') => SequenceHead::Paste(whole),
        // The mouse reports of 1978, three bytes after the sequence; nobody asked for them.
        (b"", b'M') if after.len() < 3 => SequenceHead::Incomplete,
        (b"", b'M') => SequenceHead::Whole(whole + 3, None),
        // The function keys of the Linux console.
        (b"", b'[') => match after.first() {
            None => SequenceHead::Incomplete,
            Some(letter) => SequenceHead::Whole(whole + 1, csi::console_function_key(*letter)),
        },
        (_, 0x40..=0x7e) => SequenceHead::Whole(whole, csi::parse_csi(parameters, last)),
        // Not a sequence: the byte is a key of its own.
        _ => SequenceHead::Whole(whole - 1, None),
    }
}

/// Reads a control string after its two bytes: a terminal's answer to somebody else's question.
fn control_string(rest: &[u8]) -> Option<SequenceHead> {
    let end = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b));
    match end.map(|end| (end, rest.get(end..).unwrap_or_default())) {
        None if rest.len() > STRING_LIMIT => Some(SequenceHead::Whole(2 + rest.len(), None)),
        None | Some((_, [0x1b])) => Some(SequenceHead::Incomplete),
        Some((end, [0x07, ..])) => Some(SequenceHead::Whole(2 + end + 1, None)),
        Some((end, [0x1b, b'\\', ..])) => Some(SequenceHead::Whole(2 + end + 2, None)),
        Some(_) => None,
    }
}

/// Reads a key that was pressed with Alt, which sends an escape before it.
fn with_alt(bytes: &[u8], is_settled: bool) -> SequenceHead {
    match parse_typed(bytes.get(1..).unwrap_or_default(), is_settled) {
        SequenceHead::Whole(length, Some(Event::Key(mut event))) => {
            event.modifiers |= KeyModifiers::ALT;
            SequenceHead::Whole(length + 1, Some(Event::Key(event)))
        }
        SequenceHead::Whole(length, event) => SequenceHead::Whole(length + 1, event),
        head => head,
    }
}

/// Reads one typed character or control key.
fn parse_typed(bytes: &[u8], is_settled: bool) -> SequenceHead {
    let Some(first) = bytes.first() else {
        return SequenceHead::Incomplete;
    };
    if let Some(event) = control_key(*first) {
        return SequenceHead::Whole(1, Some(event));
    }
    let length = match first {
        0x00..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => return SequenceHead::Whole(1, None),
    };
    let start = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(start) {
        Ok(text) => SequenceHead::Whole(length, text.chars().next().and_then(parse_character)),
        Err(error) if error.error_len().is_none() && !is_settled => SequenceHead::Incomplete,
        Err(error) => SequenceHead::Whole(error.error_len().unwrap_or(start.len()), None),
    }
}

/// Returns the key that sends this control byte.
fn control_key(byte: u8) -> Option<Event> {
    let control = |letter: u8| key_event(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => key_event(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => key_event(KeyCode::Tab, KeyModifiers::NONE),
        0x7f => key_event(KeyCode::Backspace, KeyModifiers::NONE),
        0x00 => control(b' '),
        0x01..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'\\'),
        _ => None,
    }
}

/// Returns the key that types `letter`; a capital has Shift held, as crossterm says it.
pub(super) fn parse_character(letter: char) -> Option<Event> {
    let modifiers = if letter.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    (!letter.is_control())
        .then_some(())
        .and_then(|()| key_event(KeyCode::Char(letter), modifiers))
}

/// Makes the event of a pressed key.
#[expect(
    clippy::unnecessary_wraps,
    reason = "each decoder returns an event or none, and this is the end of most"
)]
pub(super) fn key_event(code: KeyCode, modifiers: KeyModifiers) -> Option<Event> {
    Some(Event::Key(KeyEvent::new(code, modifiers)))
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyModifiers as Mod, MouseButton, MouseEvent, MouseEventKind};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn pressed(code: KeyCode, modifiers: Mod) -> Vec<Event> {
        key_event(code, modifiers).into_iter().collect()
    }

    fn typed_out(text: &str) -> Vec<Event> {
        text.chars().filter_map(parse_character).collect()
    }

    #[rstest]
    #[case::a_letter(b"j", pressed(KeyCode::Char('j'), Mod::NONE))]
    #[case::a_capital(b"G", pressed(KeyCode::Char('G'), Mod::SHIFT))]
    #[case::a_letter_of_two_bytes("é".as_bytes(), pressed(KeyCode::Char('é'), Mod::NONE))]
    #[case::enter(b"\r", pressed(KeyCode::Enter, Mod::NONE))]
    #[case::control(b"\x04", pressed(KeyCode::Char('d'), Mod::CONTROL))]
    #[case::control_with_a_mark(b"\x1d", pressed(KeyCode::Char(']'), Mod::CONTROL))]
    #[case::alt(b"\x1bb", pressed(KeyCode::Char('b'), Mod::ALT))]
    #[case::an_arrow(b"\x1b[A", pressed(KeyCode::Up, Mod::NONE))]
    #[case::an_arrow_of_the_keypad(b"\x1bOB", pressed(KeyCode::Down, Mod::NONE))]
    #[case::an_arrow_with_control(b"\x1b[1;5C", pressed(KeyCode::Right, Mod::CONTROL))]
    #[case::page_down(b"\x1b[6~", pressed(KeyCode::PageDown, Mod::NONE))]
    #[case::shift_tab(b"\x1b[Z", pressed(KeyCode::BackTab, Mod::SHIFT))]
    #[case::a_function_key(b"\x1b[15;2~", pressed(KeyCode::F(5), Mod::SHIFT))]
    #[case::a_function_key_of_the_console(b"\x1b[[A", pressed(KeyCode::F(1), Mod::NONE))]
    #[case::a_key_of_the_kitty_protocol(b"\x1b[99;5u", pressed(KeyCode::Char('c'), Mod::CONTROL))]
    #[case::escape_twice_is_one_so_far(b"\x1b\x1b", pressed(KeyCode::Esc, Mod::NONE))]
    #[case::pasted_text(b"\x1b[200~a\x1b[Ab\x1b[201~", vec![Event::Paste("a\u{1b}[Ab".into())])]
    #[case::focus(b"\x1b[I\x1b[O", vec![Event::FocusGained, Event::FocusLost])]
    #[case::an_answer_nobody_asked_for(b"\x1b[?62;4cj", pressed(KeyCode::Char('j'), Mod::NONE))]
    #[case::a_late_colour(b"\x1b]11;rgb:00/00/00\x1b\\j", pressed(KeyCode::Char('j'), Mod::NONE))]
    #[case::bytes_that_are_no_text(b"\xff\xc3j", pressed(KeyCode::Char('j'), Mod::NONE))]
    #[case::a_broken_sequence(b"\x1b[1;\x01", pressed(KeyCode::Char('a'), Mod::CONTROL))]
    fn decodes(#[case] bytes: &[u8], #[case] events: Vec<Event>) {
        assert_eq!(Decoder::default().feed_bytes(bytes), events);
    }

    #[test]
    fn decodes_the_wheel_and_a_click() {
        let report = |kind, column, row| {
            Event::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers: Mod::NONE,
            })
        };
        assert_eq!(
            Decoder::default().feed_bytes(b"\x1b[<65;1;1M\x1b[<0;10;4M\x1b[<0;10;4m"),
            [
                report(MouseEventKind::ScrollDown, 0, 0),
                report(MouseEventKind::Down(MouseButton::Left), 9, 3),
                report(MouseEventKind::Up(MouseButton::Left), 9, 3),
            ]
        );
    }

    #[rstest]
    #[case::escape(b"\x1b", pressed(KeyCode::Esc, Mod::NONE))]
    #[case::alt_with_a_bracket(b"\x1b[", pressed(KeyCode::Char('['), Mod::ALT))]
    #[case::alt_with_a_capital(b"\x1bO", pressed(KeyCode::Char('O'), Mod::ALT | Mod::SHIFT))]
    #[case::alt_with_the_other_bracket(b"\x1b]", pressed(KeyCode::Char(']'), Mod::ALT))]
    fn silence_tells_a_key_from_a_sequence(#[case] bytes: &[u8], #[case] events: Vec<Event>) {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed_bytes(bytes), []);
        assert!(decoder.is_waiting());
        assert_eq!(decoder.flush_pending(), events);
        assert!(!decoder.is_waiting());
    }

    #[test]
    fn an_answer_in_pieces_is_no_key_and_half_of_one_is_dropped() {
        let mut decoder = Decoder::new(true);
        assert_eq!(decoder.feed_bytes(b"\x1b]11;rgb:00"), []);
        assert_eq!(decoder.patience(), ANSWER_PATIENCE);
        assert_eq!(decoder.feed_bytes(b"00/0000/0000\x1b"), []);
        assert_eq!(
            decoder.feed_bytes(b"\\\x1b[?62cj"),
            pressed(KeyCode::Char('j'), Mod::NONE)
        );
        let dark = TerminalReport::Background(crate::config::Background::Dark);
        assert_eq!(decoder.take_reports(), [dark, TerminalReport::Attributes]);
        decoder.feed_bytes(b"\x1b");
        assert_eq!(decoder.patience(), ESCAPE_PATIENCE);

        let mut decoder = Decoder::new(true);
        assert_eq!(decoder.feed_bytes(b"\x1b]11;rgb:00"), []);
        assert_eq!(decoder.flush_pending(), []);
        assert_eq!(
            decoder.feed_bytes(b"j"),
            pressed(KeyCode::Char('j'), Mod::NONE)
        );
    }

    #[test]
    fn a_paste_is_cut_at_its_limit() {
        let mut decoder = Decoder::default();
        decoder.feed_bytes(b"\x1b[200~");
        for _ in 0..3 {
            assert_eq!(decoder.feed_bytes(&b"x".repeat(PASTE_LIMIT / 2)), []);
        }
        let events = decoder.feed_bytes(b"\x1b[201~j");
        assert!(matches!(&events[0], Event::Paste(text) if text.len() == PASTE_LIMIT));
        assert_eq!(events[1..], pressed(KeyCode::Char('j'), Mod::NONE));
    }

    #[test]
    fn a_paste_whose_end_is_lost_ends_in_silence() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed_bytes(b"\x1b[200~tide\x1b[20"), []);
        assert!(decoder.is_waiting());
        assert_eq!(decoder.patience(), PASTE_PATIENCE);
        let pasted = Event::Paste("tide\u{1b}[20".into());
        assert_eq!(decoder.flush_pending(), [pasted]);
        assert_eq!(decoder.feed_bytes(b"j"), typed_out("j"));
    }

    #[test]
    fn ctrl_c_ends_a_paste_unless_it_was_pasted() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed_bytes(b"\x1b[200~tide"), []);
        assert_eq!(decoder.feed_bytes(b"\x03rm"), [], "it is part of the text");
        let ended = decoder.feed_bytes(b"\x03");
        assert_eq!(ended[0], Event::Paste("tide\u{3}rm".into()));
        assert_eq!(ended[1..], pressed(KeyCode::Char('c'), Mod::CONTROL));
        assert!(!decoder.is_waiting());
    }

    #[test]
    fn a_sequence_without_an_end_is_dropped() {
        let mut decoder = Decoder::default();
        let mut endless = b"\x1b[".to_vec();
        endless.extend([b';'; 100]);
        assert_eq!(decoder.feed_bytes(&endless), []);
        assert_eq!(decoder.feed_bytes(b"j"), typed_out("j"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_and_none_stay_behind(reads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8)) {
            let mut decoder = Decoder::default();
            for read in &reads {
                decoder.feed_bytes(read);
            }
            decoder.flush_pending();
            prop_assert!(!decoder.is_waiting());
        }

        #[test]
        fn where_a_read_ends_changes_nothing(
            parts in prop::collection::vec(prop::sample::select(vec![
                &b"j"[..], b"\x1b[A", b"\x1b[1;5C", b"\x1bOP", "é".as_bytes(), "🦀".as_bytes(), b"\x1b[200~a\x1b[201~",
                b"\x1b[<0;10;4M", b"\x1b[99;5u", b"\x1bb", b"\r", b"\x1b[200~\x1b[201\x1b[201~", b"\x1b]0;x\x07",
            ]), 1..6),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        ) {
            let bytes = parts.concat();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let mut decoder = Decoder::default();
            let pieces: Vec<Event> = cuts.windows(2).flat_map(|cut| decoder.feed_bytes(&bytes[cut[0]..cut[1]])).collect();
            prop_assert_eq!(pieces, Decoder::default().feed_bytes(&bytes));
        }
    }
}
