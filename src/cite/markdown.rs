//! Citations in Markdown.

use super::{Citation, CitedQuote};

/// Returns a block quote with its citation, or the citation alone for a story.
pub(super) fn block_quote(citation: &Citation) -> String {
    let attribution = format_attribution(citation);
    match &citation.quote {
        Some(quote) => format!("> {}\n>\n> {attribution}", escape_markdown(&quote.words)),
        None => attribution,
    }
}

/// Returns who said it and where: `— Speaker, role, [Title](<link>), *Source*, 2026-01-31`.
#[must_use]
pub fn format_attribution(citation: &Citation) -> String {
    let speaker = citation
        .quote
        .as_ref()
        .and_then(CitedQuote::speaker_with_role);
    let title = format_link(&citation.title, citation.url.as_deref());
    let source = citation.source.as_deref();
    let source = source.map(|source| format!("*{}*", escape_markdown(source)));
    let day = citation.published.map(|day| day.to_string());
    let parts: Vec<String> = [
        speaker.map(|speaker| escape_markdown(&speaker)),
        Some(title),
        source,
        day,
    ]
    .into_iter()
    .flatten()
    .collect();
    let dash = if citation.quote.is_some() { "— " } else { "" };
    format!("{dash}{}", parts.join(", "))
}

/// Returns words that lead to an address, or the words alone without one.
#[must_use]
pub fn format_link(words: &str, url: Option<&str>) -> String {
    match url {
        Some(url) => format!("[{}](<{}>)", escape_markdown(words), escape_url(url)),
        None => escape_markdown(words),
    }
}

/// Writes a URL as a link destination between angle brackets (`CommonMark`, section 6.3).
fn escape_url(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for (at, character) in url.char_indices() {
        match character {
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            '\n' => address.push_str("%0A"),
            '&' if names_entity(url, at) => address.push_str("&amp;"),
            other => address.push(other),
        }
    }
    address
}

/// Returns `true` if the ampersand at a byte would be read as the begin of an entity, such as `&copy;`.
fn names_entity(text: &str, at: usize) -> bool {
    // Entity and numeric character references (CommonMark, section 2.5).
    let name = text.get(at + 1..).and_then(|rest| rest.split_once(';'));
    name.is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    })
}

/// Writes text so that Markdown shows it as it is; each line is taken as the start of one.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escape_line).collect();
    lines.join("\n")
}

fn escape_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let first = find_marker(line);
    // Any ASCII punctuation may be escaped with a backslash (CommonMark, section 2.4).
    for (at, character) in line.char_indices() {
        let is_special = matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '$' | '^'
        );
        let is_entity = character == '&' && names_entity(line, at);
        if is_special || is_entity || Some(at) == first {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Returns the byte of what would make a line a heading, an entry of a list or a rule.
fn find_marker(line: &str) -> Option<usize> {
    // Headings, thematic breaks and list markers (CommonMark, sections 4.1 to 4.3 and 5.2).
    let start = line.len() - line.trim_start().len();
    let rest = line.get(start..)?;
    if rest.starts_with(['#', '+', '-', '=', ':']) {
        return Some(start);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0
        && rest
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(['.', ')']));
    is_number.then_some(start + digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};
    use rstest::rstest;

    use super::super::citation::tests::whole;
    use super::*;
    use crate::text::Clean;

    /// What a Markdown reader shows, and where its links lead.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let (mut text, mut links) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(words) | Event::Code(words) | Event::Html(words) => {
                    text.push_str(&words);
                }
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                _ => {}
            }
        }
        (text, links)
    }

    #[test]
    fn a_quote_is_a_block_quote_with_its_citation() {
        assert_eq!(
            block_quote(&whole()),
            "> “Low water waits for nobody,” … “and it never did.”\n>\n\
             > — Ansel Rook, the lock keeper, [The lock keeper’s day](<https://estuary.example/lock?a=1&b=2>), \
             *The Estuary Post*, 2026-11-02"
        );
    }

    #[test]
    fn title_and_link_are_read_as_they_were() {
        let citation = Citation {
            title: Clean::new("Prices [up] *5* <b>&amp; more_or_less|"),
            url: Some(Clean::new("https://a.example/x(1)?q=<y>&copy;=1")),
            source: None,
            published: None,
            ..whole()
        };
        let (text, links) = read(&block_quote(&citation));
        assert!(
            text.ends_with("Prices [up] *5* <b>&amp; more_or_less|"),
            "{text}"
        );
        assert_eq!(links, ["https://a.example/x(1)?q=%3Cy%3E&copy;=1"]);
    }

    #[rstest]
    #[case::a_heading("# 1 reason")]
    #[case::a_list("- no")]
    #[case::a_number("1986. A good year")]
    #[case::a_rule("--- and so on")]
    #[case::an_underline("= equal")]
    fn what_begins_like_markup_is_text(#[case] line: &str) {
        assert_eq!(read(&escape_markdown(line)).0, line);
    }

    proptest! {
        #[test]
        fn any_line_is_shown_as_it_is(line in "[-a-z0-9 #*_`<>&;\\\\\\[\\](){}!|~=+.:^$\"']{0,40}") {
            let line = line.trim();
            let (text, links) = read(&format!("x {}", escape_markdown(line)));
            let expected = format!("x {line}");
            prop_assert_eq!(text.trim_end(), expected.trim_end());
            prop_assert!(links.is_empty());
        }
    }
}
