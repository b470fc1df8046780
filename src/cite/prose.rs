//! Citations to read: a line under the words, APA (7th edition), Chicago (17th edition).

use super::citation::nest_marks;
use super::name::AuthorName;
use super::{Citation, CitedQuote};

/// Returns who said it and where: "— Speaker, role, “Title”, Source, 2026-01-31. link".
pub(super) fn format_attribution(citation: &Citation) -> String {
    let speaker = citation
        .quote
        .as_ref()
        .and_then(CitedQuote::speaker_with_role);
    let title = format!("“{}”", nest_marks(&citation.title));
    let source = citation.source.as_deref().map(str::to_owned);
    let day = citation.published.map(|day| day.to_string());
    let parts: Vec<String> = [speaker, Some(title), source, day]
        .into_iter()
        .flatten()
        .collect();
    let dash = if citation.quote.is_some() { "— " } else { "" };
    let url = citation.url.as_deref();
    let url = url.map(|url| format!(" {url}")).unwrap_or_default();
    format!("{dash}{}{url}", end_sentence(&parts.join(", ")))
}

/// Returns the words with that line under them, or the line alone for a story.
pub(super) fn quote_with_citation(citation: &Citation) -> String {
    let attribution = format_attribution(citation);
    match &citation.quote {
        Some(quote) => format!("{}\n{attribution}", quote.in_marks()),
        None => attribution,
    }
}

/// Returns a reference in APA style (7th edition, section 10.1), for a newspaper article.
///
/// An article without authors begins with its title, one without a day says "n.d.".
pub(super) fn apa_reference(citation: &Citation) -> String {
    let day = citation.published.map_or_else(
        || "n.d.".to_owned(),
        |day| day.strftime("%Y, %B %-d").to_string(),
    );
    let title = end_sentence(&citation.title);
    let head = match apa_authors(citation) {
        Some(authors) => format!("{authors} ({day}). {title}"),
        None => format!("{title} ({day})."),
    };
    let source = citation.source.as_deref().map(end_sentence);
    let url = citation.url.as_deref().map(str::to_owned);
    let parts = [Some(head), source, url];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns "Rook, A., & Lund, P.": up to twenty authors, of more the first nineteen and the last.
fn apa_authors(citation: &Citation) -> Option<String> {
    // APA 7, section 9.8: more than twenty authors are shortened to the first nineteen and the last.
    const MOST: usize = 20;
    let mut names: Vec<String> = citation
        .authors
        .iter()
        .map(|name| invert_name(name, true))
        .collect();
    let last = names.pop()?;
    let authors = match names.len() {
        0 => last,
        others if others < MOST => format!("{}, & {last}", names.join(", ")),
        _ => {
            names.truncate(MOST - 1);
            format!("{}, … {last}", names.join(", "))
        }
    };
    Some(end_sentence(&authors))
}

/// Returns a bibliography entry in Chicago style (17th edition, sections 14.191 to 14.200), for a newspaper article.
///
/// An article without authors begins with the newspaper, one without a day says when it was read.
pub(super) fn chicago_reference(citation: &Citation) -> String {
    let title = format!("“{}”", end_sentence(&nest_marks(&citation.title)));
    let source = citation.source.as_deref().map(str::to_owned);
    let day = citation.published.map(long_date);
    let authors = chicago_authors(citation);
    let (lead, published) = match (authors, source) {
        (Some(authors), source) => (Some(authors), join_present([source, day], ", ")),
        (None, Some(source)) => (Some(end_sentence(&source)), day),
        (None, None) => (None, day),
    };
    let published = published.map(|published| end_sentence(&published));
    let accessed = citation
        .published
        .is_none()
        .then(|| format!("Accessed {}.", long_date(citation.accessed)));
    let url = citation.url.as_deref().map(|url| format!("{url}."));
    join_present([lead, Some(title), published, accessed, url], " ").unwrap_or_default()
}

/// Returns "Rook, Ansel, and Per Lund.": of more than ten authors the first seven.
fn chicago_authors(citation: &Citation) -> Option<String> {
    // Chicago 17, section 14.76: more than ten authors are shortened to the first seven.
    const MOST: usize = 10;
    const SHOWN: usize = 7;
    let mut authors = citation.authors.iter();
    let mut names = vec![invert_name(authors.next()?, false)];
    names.extend(authors.map(|name| name.as_str().to_owned()));
    if names.len() > MOST {
        names.truncate(SHOWN);
        return Some(format!("{}, et al.", names.join(", ")));
    }
    let last = names.pop()?;
    Some(end_sentence(&if names.is_empty() {
        last
    } else {
        format!("{}, and {last}", names.join(", "))
    }))
}

/// Returns a name with the family name first, the given names as initials or in full.
fn invert_name(name: &str, is_short: bool) -> String {
    let read = AuthorName::parse(name);
    let AuthorName::Person { given, suffix, .. } = &read else {
        return name.to_owned();
    };
    let given = if is_short {
        read.given_initials().unwrap_or_default()
    } else {
        given.clone()
    };
    let suffix = suffix.as_ref().map(|suffix| format!(", {suffix}"));
    format!(
        "{}, {given}{}",
        read.family_with_particle(),
        suffix.unwrap_or_default()
    )
}

fn long_date(day: jiff::civil::Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}

/// Returns a sentence with a full stop at its end, unless it has a stop there.
pub(super) fn end_sentence(sentence: &str) -> String {
    let last = sentence.trim_end_matches(['”', '’', '"', '\'', '»', ')', ']']);
    if last.ends_with(['.', '?', '!', '…', '。', '？', '！']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

fn join_present<const N: usize>(parts: [Option<String>; N], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::citation::tests::{bare_story, story, whole};
    use super::*;
    use crate::text::Clean;

    fn by(authors: &[&str]) -> Citation {
        Citation {
            authors: authors.iter().map(|name| Clean::new(name)).collect(),
            ..story()
        }
    }

    #[test]
    fn a_quote_is_cited_under_its_words() {
        assert_eq!(
            quote_with_citation(&whole()),
            "“Low water waits for nobody,” … “and it never did.”\n\
             — Ansel Rook, the lock keeper, “The lock keeper’s day”, The Estuary Post, 2026-11-02. \
             https://estuary.example/lock?a=1&b=2"
        );
    }

    #[test]
    fn of_a_story_without_metadata_the_title_is_cited() {
        let citation = bare_story("“We sail,” says crew");
        assert_eq!(quote_with_citation(&citation), "“‘We sail,’ says crew”.");
        assert_eq!(apa_reference(&citation), "“We sail,” says crew. (n.d.).");
        assert_eq!(
            chicago_reference(&citation),
            "“‘We sail,’ says crew.” Accessed November 24, 2026."
        );
    }

    #[rstest]
    #[case::two(&["Ines Halloran", "Per van der Lund"], "Halloran, I., & van der Lund, P. (2026, November 2). The lock keeper’s day. The Estuary Post. https://estuary.example/lock?a=1&b=2")]
    #[case::an_agency(&["The Associated Press"], "The Associated Press. (2026, November 2). The lock keeper’s day. The Estuary Post. https://estuary.example/lock?a=1&b=2")]
    #[case::a_suffix(&["Per Lund Jr."], "Lund, P., Jr. (2026, November 2). The lock keeper’s day. The Estuary Post. https://estuary.example/lock?a=1&b=2")]
    #[case::nobody(&[], "The lock keeper’s day. (2026, November 2). The Estuary Post. https://estuary.example/lock?a=1&b=2")]
    fn apa_names_authors(#[case] authors: &[&str], #[case] expected: &str) {
        assert_eq!(apa_reference(&by(authors)), expected);
    }

    #[test]
    fn apa_leaves_out_all_but_the_last_of_many() {
        let authors: Vec<String> = (0..22).map(|number| format!("Ann L{number}x")).collect();
        let authors: Vec<&str> = authors.iter().map(String::as_str).collect();
        let entry = apa_reference(&by(&authors));
        assert!(!entry.contains("L19x"), "{entry}");
        let letters = ["Ann Alm"; 22];
        let entry = apa_reference(&by(&letters));
        assert_eq!(entry.matches("Alm, A.").count(), 20);
        assert!(entry.contains("Alm, A., … Alm, A. (2026"), "{entry}");
    }

    #[rstest]
    #[case::one(&["Ines Halloran"], "Halloran, Ines. “The lock keeper’s day.” The Estuary Post, November 2, 2026. https://estuary.example/lock?a=1&b=2.")]
    #[case::two(&["Ines Halloran", "Per van der Lund"], "Halloran, Ines, and Per van der Lund. “The lock keeper’s day.” The Estuary Post, November 2, 2026. https://estuary.example/lock?a=1&b=2.")]
    #[case::nobody(&[], "The Estuary Post. “The lock keeper’s day.” November 2, 2026. https://estuary.example/lock?a=1&b=2.")]
    fn chicago_names_authors(#[case] authors: &[&str], #[case] expected: &str) {
        assert_eq!(chicago_reference(&by(authors)), expected);
    }

    #[rstest]
    #[case::a_title("A day in the U.S.", None, "“A day in the U.S.”")]
    #[case::a_question("Who closed the gate?", None, "“Who closed the gate?”")]
    #[case::a_source("The gate", Some("Estuary Inc."), "“The gate”, Estuary Inc.")]
    #[case::neither("The gate", Some("The Post"), "“The gate”, The Post.")]
    fn a_line_ends_with_one_stop(
        #[case] title: &str,
        #[case] source: Option<&str>,
        #[case] expected: &str,
    ) {
        let citation = Citation {
            source: source.map(Clean::new),
            ..bare_story(title)
        };
        assert_eq!(format_attribution(&citation), expected);
        let apa = apa_reference(&citation);
        assert!(!apa.contains("..") && !apa.contains("?."), "{apa}");
    }

    #[test]
    fn a_title_that_asks_gets_no_full_stop() {
        let citation = Citation {
            title: Clean::new("Who closed the gate?"),
            ..story()
        };
        assert!(chicago_reference(&citation).contains("“Who closed the gate?” The"));
    }
}
