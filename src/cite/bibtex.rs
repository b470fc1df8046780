//! Citations for BibTeX and BibLaTeX.
//!
//! Both read the entries: `year` and `month` are there for the one, `date` and `urldate` for the other.

use std::fmt::Write as _;

use super::name::AuthorName;
use super::{Citation, CitedQuote};

/// Returns an entry; its key is `key`, which is made with [`entry_key`].
#[must_use]
pub fn format_entry(citation: &Citation, key: &str) -> String {
    let quotes: Vec<&CitedQuote> = citation.quote.iter().collect();
    format_entry_with_quotes(citation, key, &quotes)
}

/// Returns an entry with some quotes of its story as an annotation.
#[must_use]
pub fn format_entry_with_quotes(citation: &Citation, key: &str, quotes: &[&CitedQuote]) -> String {
    // Without the newspaper's name an "article" is not complete.
    let kind = if citation.source.is_some() {
        "article"
    } else {
        "misc"
    };
    let mut entry = format!("@{kind}{{{key}");
    let mut put = |name: &str, value: &str| {
        let _ = write!(entry, ",\n  {name} = {value}");
    };
    if !citation.authors.is_empty() {
        put("author", &format!("{{{}}}", format_authors(citation)));
    }
    // The second braces keep the headline's capitals.
    put("title", &format!("{{{{{}}}}}", escape(&citation.title)));
    if let Some(source) = &citation.source {
        put("journal", &format!("{{{}}}", escape(source)));
    }
    // BibTeX reads `year` and `month`, BibLaTeX `date` (BibLaTeX manual, section 2.3.8).
    if let Some(day) = citation.published {
        put("year", &format!("{{{}}}", day.year()));
        put("month", &day.strftime("%b").to_string().to_lowercase());
        put("date", &format!("{{{day}}}"));
    }
    if let Some(url) = &citation.url {
        put("url", &format!("{{{}}}", escape_url(url)));
        put("urldate", &format!("{{{}}}", citation.accessed));
    }
    if !quotes.is_empty() {
        put("annote", &format!("{{{}}}", format_notes(quotes)));
    }
    entry.push_str("\n}\n");
    entry
}

/// Returns the authors' names, joined as BibTeX expects.
fn format_authors(citation: &Citation) -> String {
    let authors: Vec<String> = citation
        .authors
        .iter()
        .map(|name| format_author(name))
        .collect();
    authors.join(" and ")
}

/// Returns quotes as the text of an annotation.
fn format_notes(quotes: &[&CitedQuote]) -> String {
    let notes: Vec<String> = quotes
        .iter()
        .map(|quote| escape(&format_note(quote)))
        .collect();
    notes.join("\n\n")
}

/// Returns the key of a story's entry: family name, year, first word of the title ("halloran2026lock").
///
/// Two stories may have the same.
#[must_use]
pub fn entry_key(citation: &Citation) -> String {
    let author = citation
        .authors
        .first()
        .map(|author| match AuthorName::parse(author) {
            AuthorName::Person { family, .. } => family,
            AuthorName::Organisation(name) => significant_word(&name),
        });
    let source = citation.source.as_deref().map(significant_word);
    let author = author.or(source);
    let year = citation.published.map(|day| day.year().to_string());
    let word = significant_word(&citation.title);
    let key = [author, year, Some(word)];
    let key: String = key.into_iter().flatten().collect();
    let key = ascii_letters(&key);
    if key.is_empty() {
        "story".to_owned()
    } else {
        key
    }
}

/// Returns the first word that is not a function word.
fn significant_word(text: &str) -> String {
    const EMPTY: [&str; 13] = [
        "a", "an", "and", "as", "at", "by", "for", "how", "in", "of", "on", "the", "to",
    ];
    let words = text.split(|character: char| !character.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    let found = words.find(|word| !EMPTY.contains(&word.to_lowercase().as_str()));
    found.unwrap_or_default().to_owned()
}

/// Returns small letters and digits of ASCII alone, letters with accents without them.
fn ascii_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = text.nfkd().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

fn format_author(name: &str) -> String {
    let read = AuthorName::parse(name);
    let AuthorName::Person { given, suffix, .. } = &read else {
        return format!("{{{}}}", escape(name));
    };
    let family = escape(&read.family_with_particle());
    let given = escape(given);
    match suffix {
        Some(suffix) => format!("{family}, {}, {given}", escape(suffix)),
        None => format!("{family}, {given}"),
    }
}

/// Returns a quote with its speaker and context.
pub(super) fn format_note(quote: &CitedQuote) -> String {
    let words = quote.in_marks();
    let attribution = quote.speaker_with_role();
    let attribution = attribution.map(|speaker| format!(" — {speaker}"));
    let mut note = format!("{words}{}", attribution.unwrap_or_default());
    if !quote.before.is_empty() || !quote.after.is_empty() {
        let _ = write!(
            note,
            " [{} … {}]",
            quote.before.as_str(),
            quote.after.as_str()
        );
    }
    note
}

/// Writes text so that LaTeX shows it as it is, with balanced braces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // The ten special characters of LaTeX; see `lshort`, section "Special Characters".
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes an address, in which nothing may be escaped, without what would end the field.
fn escape_url(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    // Styles wrap the field in `\url`, where a backslash escapes nothing: only percent-encoding is left.
    for character in url.chars() {
        match character {
            '{' | '}' | '\\' | ' ' | '\n' => {
                let _ = write!(address, "%{:02X}", u32::from(character));
            }
            other => address.push(other),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
    use proptest::prelude::*;

    use super::super::citation::tests::{bare_story, story, whole};
    use super::*;
    use crate::text::Clean;

    fn read(entry: &str) -> biblatex::Entry {
        let bibliography = Bibliography::parse(entry).unwrap();
        assert_eq!(bibliography.len(), 1, "{entry}");
        bibliography.into_iter().next().unwrap()
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let entry = read(&format_entry(&whole(), &entry_key(&whole())));
        assert_eq!(entry.key, "halloran2026lock");
        assert_eq!(
            entry.title().unwrap().format_verbatim(),
            "The lock keeper’s day"
        );
        let authors = entry.author().unwrap();
        let names: Vec<[&str; 3]> = authors
            .iter()
            .map(|name| [name.given_name.as_str(), &name.prefix, &name.name])
            .collect();
        assert_eq!(
            names,
            [["Ines", "", "Halloran"], ["Per", "van der", "Lund"]]
        );
        assert_eq!(
            entry.journal().unwrap().format_verbatim(),
            "The Estuary Post"
        );
        assert_eq!(entry.url().unwrap(), "https://estuary.example/lock?a=1&b=2");
        let PermissiveType::Typed(date) = entry.date().unwrap() else {
            panic!("no date");
        };
        let DateValue::At(day) = date.value else {
            panic!("no single day");
        };
        assert_eq!((day.year, day.month, day.day), (2026, Some(10), Some(1)));
        let note = entry
            .get("annote")
            .or(entry.get("annotation"))
            .unwrap()
            .format_verbatim();
        assert!(
            note.contains("“and it never did.” — Ansel Rook, the lock keeper [The gate"),
            "{note}"
        );
    }

    #[test]
    fn an_agency_is_one_author() {
        let citation = Citation {
            authors: vec![Clean::new("Reed and Partners News Service")],
            ..story()
        };
        let entry = read(&format_entry(&citation, "x"));
        let authors = entry.author().unwrap();
        assert_eq!(authors.len(), 1);
        assert_eq!(authors[0].name, "Reed and Partners News Service");
    }

    #[test]
    fn special_characters_are_shown() {
        let title = "R&D up 5 % to $3_000 #1";
        let entry = read(&format_entry(&bare_story(title), "x"));
        assert_eq!(entry.title().unwrap().format_verbatim(), title);
        assert_eq!(entry.entry_type, biblatex::EntryType::Misc);
    }

    #[test]
    fn a_story_without_anything_has_a_key() {
        assert_eq!(entry_key(&bare_story("渡し船")), "story");
        assert_eq!(entry_key(&bare_story("The Über-Fähre")), "uber");
        let unsigned = Citation {
            authors: Vec::new(),
            ..story()
        };
        assert_eq!(entry_key(&unsigned), "estuary2026lock");
    }

    proptest! {
        #[test]
        fn any_title_author_and_link_make_one_entry(
            title in "[-a-zäß“”{}\\\\%$#&_~^\"@=, ]{1,40}",
            author in "[-a-zA-Z{}\\\\%, .]{1,30}",
            url in "https://[a-z]{1,5}[-a-z{}\\\\%#&_~^/ ]{0,20}",
        ) {
            let citation = Citation {
                authors: vec![Clean::new(&author)],
                url: Some(Clean::new(&url)),
                ..bare_story(&title)
            };
            let text = format_entry(&citation, "x") + &format_entry(&bare_story("Next"), "y");
            let bibliography = Bibliography::parse(&text);
            prop_assert!(bibliography.is_ok(), "{text}");
            let bibliography = bibliography.unwrap();
            prop_assert_eq!(bibliography.len(), 2);
            let next = bibliography.get("y").unwrap().title().unwrap().format_verbatim();
            prop_assert_eq!(next, "Next");
        }
    }
}
