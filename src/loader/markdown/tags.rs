//! The words of raw HTML, without its tags.

/// Elements whose text is not displayed.
const UNREAD: [&str; 4] = ["script", "style", "template", "noscript"];

/// The entities that writers use by hand.
const ENTITIES: [(&str, &str); 6] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

/// Returns the words between the tags; a tag parts words, a comment says nothing.
pub(super) fn text_between_tags(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        rest = after_tag(after);
        words.push(' ');
    }
    words.push_str(rest);
    for (entity, sign) in ENTITIES {
        if words.contains(entity) {
            words = words.replace(entity, sign);
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `true` if a tag is a line break.
pub(super) fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Returns what follows the tag, comment or unread element that `html` continues after its `<`.
fn after_tag(html: &str) -> &str {
    let after = |end: &str| html.split_once(end).map_or("", |(_, rest)| rest);
    // HTML blocks are passed through unparsed (CommonMark, section 4.6).
    if html.starts_with("!--") {
        return after("-->");
    }
    let name = html
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if UNREAD.contains(&name.as_str()) {
        let end = html
            .to_ascii_lowercase()
            .find(&format!("</{name}"))
            .unwrap_or(html.len());
        return html
            .get(end..)
            .and_then(|rest| rest.split_once('>'))
            .map_or("", |(_, rest)| rest);
    }
    after(">")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_figure(
        "<figure><img src=\"a.png\"><figcaption>The ferry &amp; its crew</figcaption></figure>",
        "The ferry & its crew"
    )]
    #[case::a_comment("<!-- <b>not</b> for readers -->It rained.", "It rained.")]
    #[case::a_script("<script>if (a < b) {}</script><p>It rained.</p>", "It rained.")]
    #[case::never_closed("It rained. <script>if", "It rained.")]
    fn keeps_the_words(#[case] html: &str, #[case] expected: &str) {
        assert_eq!(text_between_tags(html), expected);
    }
}
