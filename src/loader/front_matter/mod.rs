//! What a file says about its article before the text: TOML between `+++`, YAML between `---`.
//!
//! - `field`: the values that both syntaxes have in common
//! - `syntax`: text to fields; of a damaged front matter, the lines that can be read
//! - `metadata`: fields to what is known about the article

mod field;
mod metadata;
mod syntax;

use self::field::{Field, Fields};
use self::syntax::Syntax;
use crate::article::Metadata;

/// The most bytes of front matter that are read.
const MAXIMUM_BYTES: usize = 64 * 1024;

/// The front matter of a file and what follows it.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct FrontMatter<'a> {
    /// What it says.
    pub(super) metadata: Metadata,
    /// What is wrong with it.
    pub(super) faults: Vec<FrontMatterFault>,
    /// The text after it.
    pub(super) body: &'a str,
}

/// Something wrong in front matter: the rest is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FrontMatterFault {
    /// The line of the file, from 1.
    pub(super) line: usize,
    /// What is wrong and what was done about it.
    pub(super) message: String,
}

impl FrontMatterFault {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
        }
    }
}

/// Splits a text into front matter and body; a text without front matter is all body.
pub(super) fn split_front_matter(text: &str) -> FrontMatter<'_> {
    let whole = FrontMatter {
        body: text,
        ..FrontMatter::default()
    };
    let Some((opening, rest)) = text.split_once('\n') else {
        return whole;
    };
    let Some(syntax) =
        Syntax::from_delimiter(opening.trim_end()).filter(|syntax| syntax.begins_field(rest))
    else {
        return whole;
    };
    let Some((matter, body)) = until_closing(rest, syntax) else {
        return read_unclosed(rest, syntax);
    };
    if matter.len() > MAXIMUM_BYTES {
        let message = format!(
            "the front matter is larger than {} KB: ignored",
            MAXIMUM_BYTES / 1024
        );
        return FrontMatter {
            faults: vec![FrontMatterFault::new(1, message)],
            body,
            ..FrontMatter::default()
        };
    }
    let (fields, mut faults) = syntax.read_fields(matter);
    let metadata = metadata::metadata_from_fields(&fields, matter, &mut faults);
    FrontMatter {
        metadata,
        faults,
        body,
    }
}

/// Splits the lines off with which some programs begin a text: "Title: …", "Author: …"; `None` if it has none.
pub(super) fn split_labelled_head(text: &str) -> Option<(Metadata, &str)> {
    const FEWEST: usize = 2;
    const MOST: usize = 16;
    const LONGEST: usize = 600;
    let mut fields = Fields::new();
    let mut end = 0;
    let mut is_closed = false;
    for line in text.split_inclusive('\n').take(MOST + 1) {
        if line.trim().is_empty() {
            is_closed = !fields.is_empty();
            end += line.len();
            if is_closed {
                break;
            }
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let key = field::normalize_key(key);
        if line.len() > LONGEST || !metadata::is_known(&key) {
            return None;
        }
        fields.push((key, Field::Text(value.trim().to_owned())));
        end += line.len();
    }
    if !is_closed || fields.len() < FEWEST {
        return None;
    }
    let metadata = metadata::metadata_from_fields(&fields, "", &mut Vec::new());
    let body = text.get(end..)?;
    (!metadata.title.is_empty() && !body.trim().is_empty()).then_some((metadata, body))
}

/// Splits a text at the line that closes the front matter.
fn until_closing(text: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if syntax.is_closing(line.trim_end()) {
            let (matter, rest) = text.split_at_checked(end)?;
            return Some((matter, rest.get(line.len()..)?));
        }
        end += line.len();
    }
    None
}

/// Reads front matter that nothing closes up to the first blank line.
fn read_unclosed(text: &str, syntax: Syntax) -> FrontMatter<'_> {
    let (matter, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let message = format!(
        "the front matter is not closed by a line '{}'; it was read up to the first blank line",
        syntax.delimiter()
    );
    let mut faults = vec![FrontMatterFault::new(1, message)];
    if matter.len() > MAXIMUM_BYTES {
        return FrontMatter {
            faults,
            body: text,
            ..FrontMatter::default()
        };
    }
    let (fields, more) = syntax.read_fields(matter);
    faults.extend(more);
    let metadata = metadata::metadata_from_fields(&fields, matter, &mut faults);
    FrontMatter {
        metadata,
        faults,
        body,
    }
}

#[cfg(test)]
mod tests;
