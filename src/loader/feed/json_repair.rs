//! Mends what makes JSON unreadable and costs nothing to mend: commas before a closing bracket, line breaks in texts, a cut
//! end, and what follows the end.

/// Returns a text in JSON without commas before closing brackets, with line breaks in texts escaped, and with what its end
/// leaves open closed.
///
/// The flag is `true` if the end was cut. What a cut name or number would have been is left out with its member.
pub(super) fn repair_json(text: &str) -> (String, bool) {
    let mut repair = JsonRepair {
        mended: String::with_capacity(text.len()),
        ..JsonRepair::default()
    };
    for c in text.chars() {
        if repair.is_in_string {
            repair.push_in_string(c);
            continue;
        }
        repair.push_outside(c);
        if repair.open.is_empty() && matches!(c, '}' | ']') {
            return (repair.mended, false);
        }
    }
    let is_cut = !repair.open.is_empty();
    if is_cut {
        repair.close();
    }
    (repair.mended, is_cut)
}

/// What was mended so far.
#[derive(Default)]
struct JsonRepair {
    mended: String,
    /// The brackets that close what is open.
    open: Vec<char>,
    /// Where the last member or element that is whole ends, and how much is open there.
    whole: (usize, usize),
    is_in_string: bool,
    is_escaped: bool,
    /// Whether the last string is a value, and not the name of a member.
    is_value: bool,
}

impl JsonRepair {
    /// Adds a character of a string; no control character may be in one as it is (RFC 8259, section 7).
    fn push_in_string(&mut self, c: char) {
        self.is_in_string = self.is_escaped || c != '"';
        self.is_escaped = !self.is_escaped && c == '\\';
        match c {
            '\n' => self.mended.push_str("\\n"),
            '\t' => self.mended.push_str("\\t"),
            _ if c.is_ascii_control() => self.mended.push(' '),
            _ => self.mended.push(c),
        }
    }

    /// Adds a character between strings.
    fn push_outside(&mut self, c: char) {
        match c {
            '"' => {
                self.is_in_string = true;
                self.is_value =
                    self.open.last() == Some(&']') || self.mended.trim_end().ends_with(':');
            }
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                drop_comma(&mut self.mended);
                self.open.pop_if(|end| *end == c);
            }
            ',' => self.whole = (self.mended.len(), self.open.len()),
            _ => {}
        }
        self.mended.push(c);
        if matches!(c, '{' | '[') {
            self.whole = (self.mended.len(), self.open.len());
        }
    }

    /// Closes what a cut end leaves open.
    fn close(&mut self) {
        if self.is_in_string && self.is_value {
            if self.is_escaped {
                self.mended.pop();
            }
            drop_cut_escape(&mut self.mended);
            self.mended.push('"');
        } else {
            let end = self.mended.trim_end();
            let is_whole = end.ends_with(['}', ']'])
                || end.ends_with('"') && !self.is_in_string && self.is_value;
            if !is_whole {
                self.mended.truncate(self.whole.0);
                self.open.truncate(self.whole.1);
            }
        }
        drop_comma(&mut self.mended);
        self.mended.extend(self.open.iter().rev());
    }
}

/// Drops the comma at the end of a text.
fn drop_comma(text: &mut String) {
    let end = text.trim_end();
    if let Some(before) = end.strip_suffix(',') {
        text.truncate(before.len());
    }
}

/// Drops the beginning of an escape for a character by its number: "\u00".
fn drop_cut_escape(text: &mut String) {
    const LONGEST: usize = 5;
    if let Some(at) = text.rfind("\\u")
        && text.len() - at <= LONGEST
    {
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::whole(r#"{"a": [1, 2]}"#, r#"{"a": [1, 2]}"#, false)]
    #[case::commas(r#"{"a": [1, 2, ], }"#, r#"{"a": [1, 2]}"#, false)]
    #[case::commas_in_words(r#"{"a": ",]\",}"}"#, r#"{"a": ",]\",}"}"#, false)]
    #[case::line_breaks_in_words("{\"a\": \"Row\n\tnow\"}", r#"{"a": "Row\n\tnow"}"#, false)]
    #[case::words_behind_the_end(r#"{"a": 1} <!-- cached -->"#, r#"{"a": 1}"#, false)]
    #[case::cut_in_words(r#"{"a": [{"b": "Row, r"#, r#"{"a": [{"b": "Row, r"}]}"#, true)]
    #[case::cut_in_an_escape(r#"{"a": "Row\u00"#, r#"{"a": "Row"}"#, true)]
    #[case::cut_in_a_name(r#"{"a": 1, "b"#, r#"{"a": 1}"#, true)]
    #[case::cut_behind_a_name(r#"{"a": 1, "b":"#, r#"{"a": 1}"#, true)]
    #[case::cut_behind_words(r#"{"a": 1, "b": "Row""#, r#"{"a": 1, "b": "Row"}"#, true)]
    #[case::cut_behind_quoted_words(
        r#"{"a": 1, "b": "Row, \"now\" th"#,
        r#"{"a": 1, "b": "Row, \"now\" th"}"#,
        true
    )]
    #[case::cut_in_a_list(r#"{"a": ["Row", "no"#, r#"{"a": ["Row", "no"]}"#, true)]
    #[case::cut_behind_a_comma(r#"{"a": [{"b": 1},"#, r#"{"a": [{"b": 1}]}"#, true)]
    #[case::cut_at_the_start(r#"{"a": [{"#, r#"{"a": [{}]}"#, true)]
    fn faults_are_mended(#[case] text: &str, #[case] mended: &str, #[case] is_cut: bool) {
        assert_eq!(repair_json(text), (mended.to_owned(), is_cut));
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in r#"[\[\]{}",:\\u0a é]{0,40}"#) {
            repair_json(&text);
        }
    }
}
