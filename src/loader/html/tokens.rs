//! Cuts HTML into tags and text, in one pass and whatever is broken.

use memchr::{memchr, memchr3, memmem};

use super::names;

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlToken<'a> {
    /// Words, with character references as they are written.
    Text(&'a str),
    /// An element begins; its name is empty when it means nothing here.
    Open(&'static str, Attributes<'a>),
    /// An element ends.
    Close(&'static str),
    /// An element whose content is no HTML.
    Raw(&'static str, Attributes<'a>, &'a str),
    /// A comment.
    Comment(&'a str),
}

/// The pieces of a page in their order.
#[derive(Debug)]
pub(super) struct HtmlTokens<'a> {
    rest: &'a str,
}

impl<'a> HtmlTokens<'a> {
    pub(super) const fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Takes the first `length` bytes.
    fn take_bytes(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Takes everything before `end` and drops `end` itself; everything, when it does not come.
    fn take_until(&mut self, end: &str) -> &'a str {
        let found = memmem::find(self.rest.as_bytes(), end.as_bytes());
        let taken = self.take_bytes(found.unwrap_or(self.rest.len()));
        self.take_bytes(end.len());
        taken
    }

    /// Takes text up to the next sign that may begin a tag.
    fn take_text(&mut self) -> HtmlToken<'a> {
        let after = self.rest.as_bytes().get(1..).unwrap_or_default();
        HtmlToken::Text(self.take_bytes(memchr(b'<', after).map_or(self.rest.len(), |at| at + 1)))
    }

    /// Takes what begins with `<!` or `<?`.
    fn take_declaration(&mut self) -> HtmlToken<'a> {
        // HTML standard, section 13.2.5.42: anything else is a bogus comment up to `>`.
        if self.rest.starts_with("<!--") {
            self.take_bytes(4);
            return HtmlToken::Comment(self.take_until("-->"));
        }
        self.take_until(">");
        HtmlToken::Comment("")
    }

    fn take_close_tag(&mut self) -> HtmlToken<'a> {
        self.take_bytes(2);
        let inside = self.take_until(">");
        let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
        HtmlToken::Close(names::element_name(
            inside
                .get(..end.unwrap_or(inside.len()))
                .unwrap_or_default(),
        ))
    }

    fn take_open_tag(&mut self) -> HtmlToken<'a> {
        self.take_bytes(1);
        let end = self
            .rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let written = self.take_bytes(end.unwrap_or(self.rest.len()));
        let name = names::element_name(written);
        let attributes = Attributes {
            written: self.take_bytes(tag_length(self.rest)),
        };
        self.take_bytes(1);
        let is_empty = name == "svg" && attributes.written.ends_with('/');
        if names::is_raw(name) && !is_empty {
            return HtmlToken::Raw(name, attributes, self.take_raw_content(written));
        }
        HtmlToken::Open(name, attributes)
    }

    /// Takes the content of an element and its end.
    fn take_raw_content(&mut self, name: &str) -> &'a str {
        let is_end = |at: &usize| {
            let after = self.rest.get(at + 1..).unwrap_or_default();
            let written = after
                .strip_prefix('/')
                .and_then(|after| after.get(..name.len()));
            written.is_some_and(|written| written.eq_ignore_ascii_case(name))
        };
        let mut signs = memchr::memchr_iter(b'<', self.rest.as_bytes());
        let end = signs.find(is_end).unwrap_or(self.rest.len());
        let content = self.take_bytes(end);
        self.take_until(">");
        content
    }
}

impl<'a> Iterator for HtmlTokens<'a> {
    type Item = HtmlToken<'a>;

    fn next(&mut self) -> Option<HtmlToken<'a>> {
        let mut start = self.rest.bytes();
        Some(match (start.next()?, start.next()) {
            (b'<', Some(b'!' | b'?')) => self.take_declaration(),
            (b'<', Some(b'/')) => self.take_close_tag(),
            (b'<', Some(letter)) if letter.is_ascii_alphabetic() => self.take_open_tag(),
            _ => self.take_text(),
        })
    }
}

/// Returns the offset of the `>` that ends a tag; one in a quoted value does not.
fn tag_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut start = 0;
    while let Some(sign) = find_sign(bytes, start) {
        // Only after `=` does a quotation mark begin a value (HTML standard, section 13.2.5.35).
        let is_value = bytes
            .get(start..sign)
            .is_some_and(|before| before.trim_ascii_end().ends_with(b"="));
        let byte = bytes.get(sign).copied().unwrap_or_default();
        if byte == b'>' {
            return sign;
        }
        let after = bytes.get(sign + 1..).unwrap_or_default();
        let end = is_value.then(|| memchr(byte, after)).flatten();
        start = sign + end.map_or(1, |length| length + 2);
    }
    rest.len()
}

fn find_sign(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    memchr3(b'>', b'"', b'\'', rest).map(|at| start + at)
}

/// The attributes of a tag, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attributes<'a> {
    written: &'a str,
}

impl<'a> Attributes<'a> {
    /// No more attributes of an element are looked at.
    const MOST: usize = 64;

    /// Returns values as they are written by their names in lower case; a name without value has an empty one.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.written;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| {
                c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'')
            });
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
            let (name, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
            let (value, after) = match after.trim_ascii_start().strip_prefix('=') {
                Some(value) => split_value(value.trim_ascii_start()),
                None => ("", after),
            };
            // A tag like `<a ="">` must not stop the search.
            let is_over = name.is_empty() && after.len() == rest.len();
            rest = after;
            let is_end = name.is_empty() && value.is_empty() && rest.is_empty();
            (!is_over && !is_end).then_some((names::attribute_name(name), value))
        })
        .take(Self::MOST)
    }

    /// Returns the value of an attribute; its name is given in lower case.
    pub(super) fn get(self, name: &str) -> Option<&'a str> {
        // Most elements have none of what is asked for, and some are very long.
        self.iter()
            .find(|(written, _)| *written == name)
            .map(|(_, value)| value)
    }
}

/// Splits off a value, quoted or unquoted (HTML standard, section 13.1.2.3).
fn split_value(text: &str) -> (&str, &str) {
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|mark| text.strip_prefix(mark)?.split_once(mark));
    quoted.unwrap_or_else(|| {
        let end = text.find(|c: char| c.is_ascii_whitespace());
        text.split_at_checked(end.unwrap_or(text.len()))
            .unwrap_or((text, ""))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn first_value<'a>(html: &'a str, name: &str) -> Option<&'a str> {
        match HtmlTokens::new(html).next()? {
            HtmlToken::Open(_, attributes) | HtmlToken::Raw(_, attributes, _) => {
                attributes.get(name)
            }
            _ => None,
        }
    }

    #[rstest]
    #[case::in_double_quotes(r#"<a class="x" href="a > b">"#, Some("a > b"))]
    #[case::in_single_quotes("<a href='x'>", Some("x"))]
    #[case::bare("<a class=b href=x>", Some("x"))]
    #[case::with_spaces("<a href = \"x\">", Some("x"))]
    #[case::in_capitals("<A HREF=x>", Some("x"))]
    #[case::without_value("<a href>", Some(""))]
    #[case::broken_before(r#"<a =""  "" href="x">"#, Some("x"))]
    #[case::missing("<a data-href=x>", None)]
    fn attributes_are_read(#[case] html: &str, #[case] value: Option<&str>) {
        assert_eq!(first_value(html, "href"), value);
    }

    #[test]
    fn a_page_is_cut_into_its_pieces() {
        let html =
            "<!doctype html><p>1 < 2<br/></P ><script>if (a < b) '</p>'</script><!-- x > y -->end";
        let tokens: Vec<HtmlToken<'_>> = HtmlTokens::new(html).collect();
        let no = Attributes::default();
        let slash = Attributes { written: "/" };
        assert_eq!(
            tokens,
            [
                HtmlToken::Comment(""),
                HtmlToken::Open("p", no),
                HtmlToken::Text("1 "),
                HtmlToken::Text("< 2"),
                HtmlToken::Open("br", slash),
                HtmlToken::Close("p"),
                HtmlToken::Raw("script", no, "if (a < b) '</p>'"),
                HtmlToken::Comment(" x > y "),
                HtmlToken::Text("end"),
            ]
        );
    }

    #[rstest]
    #[case::a_tag("<p class=\"x")]
    #[case::a_comment("<!-- x")]
    #[case::a_script("<script>x")]
    #[case::an_end("</p")]
    #[case::a_sign("<")]
    fn what_is_never_closed_ends_with_the_page(#[case] html: &str) {
        assert_eq!(HtmlTokens::new(html).count(), 1);
    }

    proptest! {
        #[test]
        fn any_text_has_an_end(html in "[<>/=a!\\-\"' é&]{0,60}") {
            for token in HtmlTokens::new(&html) {
                if let HtmlToken::Open(_, attributes) = token {
                    prop_assert!(attributes.iter().count() <= Attributes::MOST);
                }
            }
        }
    }
}
