//! Copies text to the clipboard: by the desktop's own program, else through the terminal.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::terminal;
use crate::text::Clean;

/// The most bytes sent through the terminal; terminals drop or cut more.
const TERMINAL_LIMIT: usize = 1 << 20;

/// A program that puts its input on the clipboard, and the environment variable that says it can.
struct Program {
    words: &'static [&'static str],
    needs: &'static str,
}

impl Program {
    /// Returns text as the program reads it: Windows takes bytes without a mark for those of an old code page.
    fn encode_text(&self, text: &str) -> Vec<u8> {
        const MARK: char = '\u{feff}';
        if self.words != ["clip.exe"] {
            return text.as_bytes().to_vec();
        }
        let marked = std::iter::once(MARK).chain(text.chars());
        let mut units = [0; 2];
        marked
            .flat_map(|character| character.encode_utf16(&mut units).to_vec())
            .flat_map(u16::to_le_bytes)
            .collect()
    }
}

const PROGRAMS: [Program; 5] = [
    Program {
        words: &["wl-copy"],
        needs: "WAYLAND_DISPLAY",
    },
    Program {
        words: &["xclip", "-selection", "clipboard"],
        needs: "DISPLAY",
    },
    Program {
        words: &["xsel", "--clipboard", "--input"],
        needs: "DISPLAY",
    },
    Program {
        words: &["clip.exe"],
        needs: "WSL_DISTRO_NAME",
    },
    Program {
        words: &["pbcopy"],
        needs: "HOME",
    },
];

/// Where the text went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    /// To the clipboard, for certain, by the program of this name.
    By(&'static str),
    /// To the terminal, which does not say whether it took it.
    ThroughTerminal,
}

/// Copies text.
///
/// Over SSH it goes through the terminal, because the clipboard of the machine that runs the reader is not the one
/// before the reader's eyes.
///
/// # Errors
/// When the text is longer than a terminal takes, or the terminal is gone.
pub(super) fn copy_text(text: &Clean) -> io::Result<Copied> {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_remote = is_set("SSH_CONNECTION") || is_set("SSH_TTY");
    let mut programs = PROGRAMS
        .iter()
        .filter(|program| !is_remote && is_set(program.needs));
    if let Some(program) = programs.find(|program| run_program(program, text).is_ok()) {
        return Ok(Copied::By(
            program.words.first().copied().unwrap_or_default(),
        ));
    }
    if text.len() > TERMINAL_LIMIT {
        return Err(io::Error::other(
            "it is too long for the terminal's clipboard; export it to a file",
        ));
    }
    terminal::write_frame(osc52_sequence(text)?.as_bytes())?;
    Ok(Copied::ThroughTerminal)
}

fn run_program(program: &Program, text: &Clean) -> io::Result<()> {
    let (name, flags) = program
        .words
        .split_first()
        .ok_or(io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(name)
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut input| {
        input.write_all(&program.encode_text(text))
    });
    let is_done = child.wait()?.success();
    written?;
    is_done
        .then_some(())
        .ok_or_else(|| io::Error::other("the clipboard's program failed"))
}

/// Returns the control sequence that sets the clipboard; the text inside is in base 64, whatever it says.
fn osc52_sequence(text: &Clean) -> io::Result<String> {
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text.as_str())
        .write_ansi(&mut sequence)
        .map_err(io::Error::other)?;
    Ok(sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_is_told_that_the_text_is_unicode() {
        let program = PROGRAMS
            .iter()
            .find(|program| program.words == ["clip.exe"]);
        let bytes = program.unwrap().encode_text("“é");
        assert_eq!(bytes, [0xff, 0xfe, 0x1c, 0x20, 0xe9, 0x00]);
        assert_eq!(PROGRAMS[0].encode_text("é"), "é".as_bytes());
    }

    #[test]
    fn the_sequence_holds_nothing_of_the_text_as_it_is() {
        let text = Clean::new("“said”\n]52;c;");
        assert_eq!(
            osc52_sequence(&text).unwrap(),
            "\x1b]52;c;4oCcc2FpZOKAnQpdNTI7Yzs=\x1b\\"
        );
    }
}
