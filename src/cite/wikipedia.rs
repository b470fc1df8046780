//! Citations for Wikipedia: its template "cite news".

use std::fmt::Write as _;

use super::name::AuthorName;
use super::{Citation, CitedQuote};

/// Returns the template with all that is known; the quoted words are its `quote` parameter.
pub(super) fn cite_news(citation: &Citation) -> String {
    // https://en.wikipedia.org/wiki/Template:Cite_news
    let mut template = "{{cite news".to_owned();
    let mut put = |name: &str, value: &str| {
        let _ = write!(template, " |{name}={value}");
    };
    let is_one = citation.authors.len() == 1;
    for (number, author) in (1..).zip(&citation.authors) {
        let number = Some(number).filter(|_| !is_one);
        let number = number.map_or_else(String::new, |number: usize| number.to_string());
        let name = AuthorName::parse(author);
        match &name {
            AuthorName::Person { given, suffix, .. } => {
                let family = name.family_with_particle();
                put(&format!("last{number}"), &escape(&family));
                let suffix = suffix.as_ref().map(|suffix| format!(", {suffix}"));
                let given = format!("{given}{}", suffix.unwrap_or_default());
                put(&format!("first{number}"), &escape(&given));
            }
            AuthorName::Organisation(name) => put(&format!("author{number}"), &escape(name)),
        }
    }
    put("title", &escape(&citation.title));
    if let Some(source) = &citation.source {
        put("work", &escape(source));
    }
    if let Some(day) = citation.published {
        put("date", &day.to_string());
    }
    if let Some(url) = &citation.url {
        put("url", &escape_url(url));
        put("access-date", &citation.accessed.to_string());
    }
    if let Some(words) = citation.quote.as_ref().map(CitedQuote::without_marks) {
        put("quote", &escape(words));
    }
    template.push_str("}}");
    template
}

/// Writes text so that a template's parameter shows it as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            // A pipe ends the parameter; `{{!}}` is the magic word for one.
            '|' => escaped.push_str("{{!}}"),
            '[' => escaped.push_str("&#91;"),
            ']' => escaped.push_str("&#93;"),
            '{' => escaped.push_str("&#123;"),
            '}' => escaped.push_str("&#125;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\'' => escaped.push_str("&#39;"),
            // Three of them would become a signature.
            '~' => escaped.push_str("&#126;"),
            '\n' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes an address without what would end the parameter or the template.
fn escape_url(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '|' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '\'' | ' ' | '\n' => {
                let _ = write!(address, "%{:02X}", u32::from(character));
            }
            other => address.push(other),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::citation::tests::{bare_story, whole};
    use super::*;
    use crate::text::Clean;

    #[test]
    fn a_quote_is_cited_with_all_parameters() {
        assert_eq!(
            cite_news(&whole()),
            "{{cite news |last1=Halloran |first1=Ines |last2=van der Lund |first2=Per \
             |title=The lock keeper’s day |work=The Estuary Post |date=2026-11-02 \
             |url=https://estuary.example/lock?a=1&b=2 |access-date=2026-11-24 \
             |quote=“Low water waits for nobody,” … “and it never did.”}}"
        );
    }

    #[test]
    fn what_means_something_to_a_wiki_is_text() {
        let citation = Citation {
            authors: vec![Clean::new("Gazette staff")],
            url: Some(Clean::new("https://a.example/b|c[1]")),
            ..bare_story("Up | 5 [sic] {{x}} ''now'' ~~~~ <ref>AT&T")
        };
        assert_eq!(
            cite_news(&citation),
            "{{cite news |author=Gazette staff |title=Up {{!}} 5 &#91;sic&#93; &#123;&#123;x&#125;&#125; \
             &#39;&#39;now&#39;&#39; &#126;&#126;&#126;&#126; &lt;ref&gt;AT&amp;T \
             |url=https://a.example/b%7Cc%5B1%5D |access-date=2026-11-24}}"
        );
    }

    proptest! {
        #[test]
        fn no_title_ends_the_template(title in "[a-z|\\[\\]{}<>&'~ =]{0,40}") {
            let escaped = escape(&title).replace("{{!}}", "");
            let has_markup = escaped.contains(['|', '{', '}', '[', ']', '<', '>', '\'', '~']);
            prop_assert!(!has_markup, "it has markup");
        }
    }
}
