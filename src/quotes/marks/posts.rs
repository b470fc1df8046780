//! Finds posts: words without marks that a line such as "— Ana Ruiz (@anaruiz) May 1, 2020" signs.

use crate::article::{BlockKind, TextRange};
use crate::quotes::marks::{signed_quotes, turn_labels};
use crate::quotes::model::paragraph::Paragraph;

/// The most words of the name before a handle: "Ana from the harbour".
const LONGEST_NAME: usize = 6;

/// What may begin a signature.
const DASHES: [char; 4] = ['-', '–', '—', '―'];

/// A post and the name that signs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Post {
    /// The words.
    pub(crate) words: TextRange,
    /// The name.
    pub(crate) name: TextRange,
}

/// Returns the post a paragraph is, which `below` signs, or its own end.
pub(crate) fn read_post(text: &str, own: &Paragraph, below: Option<&Paragraph>) -> Option<Post> {
    let is_text = matches!(own.kind, BlockKind::Paragraph | BlockKind::BlockQuote);
    // Markup that a page printed is no post.
    if !is_text || is_signature(text, own) || own.range.of(text).starts_with('<') {
        return None;
    }
    if let Some(name) = below.and_then(|below| name_before_handle(text, below.range)) {
        return Some(Post {
            words: own.range,
            name,
        });
    }
    read_signed_end(text, own.range).or_else(|| {
        // A name without a handle also signs what is no speech, such as a prize: only words that sound spoken pass.
        let written = own.range.of(text);
        let is_spoken =
            || turn_labels::is_spoken(written) && !written.starts_with(['"', '“', '‘', '\'']);
        below
            .and_then(|below| signed_quotes::signing_name_after_dash(text, below))
            .filter(|_| is_spoken())
            .map(|name| Post {
                words: own.range,
                name,
            })
    })
}

/// Returns `true` if a paragraph signs a post.
pub(crate) fn is_signature(text: &str, paragraph: &Paragraph) -> bool {
    name_before_handle(text, paragraph.range).is_some()
}

/// Returns the name in a line that begins with a dash and a name before a handle: "— Ana Ruiz (@anaruiz) May 1".
fn name_before_handle(text: &str, line: TextRange) -> Option<TextRange> {
    let written = line.of(text);
    let signed = written.trim_start_matches(DASHES);
    if signed.len() == written.len() {
        return None;
    }
    let signed = signed.trim_start();
    let start = line.end - signed.len();
    let (name, _) = signed.split_once("(@")?;
    let name = name.trim_end();
    (1..=LONGEST_NAME)
        .contains(&name.split_whitespace().count())
        .then(|| TextRange::new(start, start + name.len()))
}

/// Returns a post whose signature is in the same line: "It will hold. — Ana Ruiz (@anaruiz) May 1, 2020".
fn read_signed_end(text: &str, line: TextRange) -> Option<Post> {
    let written = line.of(text);
    let handle = written.rfind("(@")?;
    let dash = written.get(..handle)?.rfind(['—', '―', '–'])?;
    let name = name_before_handle(text, TextRange::new(line.start + dash, line.end))?;
    let words = written.get(..dash)?.trim_end();
    (!words.is_empty()).then(|| Post {
        words: TextRange::new(line.start, line.start + words.len()),
        name,
    })
}
