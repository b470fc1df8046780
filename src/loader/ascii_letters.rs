//! Writes the letters of any script as ASCII letters.

/// Writes each letter as one or more ASCII letters of its case, as many as it has bytes; other characters stay.
///
/// Offsets are those of `text`. A pattern that is matched against the result asks for `[A-Z]` where it would ask for
/// `\p{Lu}`: repeated, such a class of Unicode costs more to build than whole articles cost to load.
pub(super) fn to_ascii_letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        // The replacement is repeated to keep byte offsets.
        let instead = match c {
            _ if c.is_ascii() => None,
            _ if c.is_uppercase() => Some('A'),
            _ if c.is_alphabetic() => Some('a'),
            _ if c.is_numeric() => Some('0'),
            _ => None,
        };
        match instead {
            Some(letter) => letters.extend(std::iter::repeat_n(letter, c.len_utf8())),
            None => letters.push(c),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_keep_their_case_and_their_bytes() {
        assert_eq!(
            to_ascii_letters("ÅGREN, Żak – 3½ 波"),
            "AAGREN, AAak – 300 aaa"
        );
    }

    proptest! {
        #[test]
        fn offsets_are_those_of_the_text(text in ".{0,40}") {
            let letters = to_ascii_letters(&text);
            prop_assert_eq!(letters.len(), text.len());
            for (at, _) in text.char_indices() {
                prop_assert!(letters.is_char_boundary(at));
            }
        }
    }
}
