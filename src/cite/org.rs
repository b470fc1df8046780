//! Citations for Org mode.

use super::citation::nest_marks;
use super::prose::end_sentence;
use super::{Citation, CitedQuote};

/// Returns a quote block with its citation, or the citation alone for a story.
pub(super) fn quote_block(citation: &Citation) -> String {
    let attribution = format_attribution(citation);
    match &citation.quote {
        Some(quote) => format!(
            "#+begin_quote\n{}\n\n{attribution}\n#+end_quote",
            escape_org(&quote.words)
        ),
        None => attribution,
    }
}

/// Returns "— Speaker, role, “Title”, /Source/, 2026-01-31. <link>".
fn format_attribution(citation: &Citation) -> String {
    let speaker = citation
        .quote
        .as_ref()
        .and_then(CitedQuote::speaker_with_role);
    let title = format!("“{}”", escape_org(&nest_marks(&citation.title)));
    let source = citation.source.as_deref();
    let source = source.map(|source| format!("/{}/", escape_org(source)));
    let day = citation.published.map(|day| day.to_string());
    let parts: Vec<String> = [
        speaker.map(|speaker| escape_org(&speaker)),
        Some(title),
        source,
        day,
    ]
    .into_iter()
    .flatten()
    .collect();
    let dash = if citation.quote.is_some() { "— " } else { "" };
    let url = citation.url.as_deref();
    let url = url.map(|url| format!(" <{}>", url.replace('<', "%3C").replace('>', "%3E")));
    let line = end_sentence(&parts.join(", "));
    format!("{dash}{line}{}", url.unwrap_or_default())
}

/// Writes text so that Org mode shows it as it is, with its own names for the characters that mean something.
fn escape_org(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = '\n';
    for (at, character) in text.char_indices() {
        let after = text.get(at + character.len_utf8()..);
        let after = after.and_then(|rest| rest.chars().next()).unwrap_or('\n');
        match entity_name(before, character, after) {
            Some(name) => {
                escaped.push('\\');
                escaped.push_str(name);
                escaped.push_str("{}");
            }
            None => escaped.push(character),
        }
        before = character;
    }
    escaped
}

/// Returns the name of a character where Org mode would read it as markup.
fn entity_name(before: char, character: char, after: char) -> Option<&'static str> {
    // Markers count only at word boundaries: https://orgmode.org/manual/Emphasis-and-Monospace.html
    let opens = !before.is_alphanumeric() && !after.is_whitespace();
    let begins_line = before == '\n';
    Some(match character {
        '\\' => "backslash",
        '<' => "lt",
        '>' => "gt",
        '{' => "lbrace",
        '}' => "rbrace",
        '^' => "asciicirc",
        '_' => "under",
        '$' => "dollar",
        '*' if opens || begins_line => "ast",
        '/' if opens => "slash",
        '+' if opens || begins_line => "plus",
        '=' if opens => "equal",
        '~' if opens => "tilde",
        // Links, footnotes, statistics cookies and citations begin with a bracket.
        '[' if before == '['
            || after == '['
            || after.is_ascii_digit()
            || matches!(after, 'f' | 'c') =>
        {
            "lbrack"
        }
        '#' if begins_line => "num",
        '|' if begins_line => "vert",
        ':' if begins_line => "colon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::citation::tests::whole;
    use super::*;

    #[test]
    fn a_quote_is_a_quote_block() {
        assert_eq!(
            quote_block(&whole()),
            "#+begin_quote\n“Low water waits for nobody,” … “and it never did.”\n\n\
             — Ansel Rook, the lock keeper, “The lock keeper’s day”, /The Estuary Post/, 2026-11-02. \
             <https://estuary.example/lock?a=1&b=2>\n#+end_quote"
        );
    }

    #[rstest]
    #[case::a_headline("* Not so", "\\ast{} Not so")]
    #[case::bold("a *b* c", "a \\ast{}b* c")]
    #[case::a_fraction("and/or 5 * 3", "and/or 5 * 3")]
    #[case::a_keyword("#+include: x", "\\num{}\\plus{}include: x")]
    #[case::a_link("[[file:x][y]]", "\\lbrack{}\\lbrack{}file:x][y]]")]
    #[case::an_editors_word("[The] gate", "[The] gate")]
    #[case::a_footnote("so[fn:1]", "so\\lbrack{}fn:1]")]
    #[case::an_index("x_1", "x\\under{}1")]
    fn markup_is_text(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(escape_org(text), expected);
    }
}
