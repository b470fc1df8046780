//! Headings and lines of pages that introduce something other than the story, in the languages that most pages use.

use crate::loader::furniture::FURNITURE;

/// Returns `true` if a line, in lower case and without signs around it, is a label of the page.
pub(super) fn is_label(words: &str) -> bool {
    FURNITURE.labels.contains(words)
}

/// Returns `true` if a line, in lower case, begins as labels of the page do: "More on …", "Weitere Artikel …".
pub(super) fn begins_label(line: &str) -> bool {
    let mut beginnings = FURNITURE.label_beginnings.iter();
    beginnings.any(|beginning| line.starts_with(beginning))
}

/// Returns `true` if a line is a heading above readers' comments: "Comments", "9 responses to …".
pub(super) fn is_above_comments(line: &str) -> bool {
    const LONGEST: usize = 60;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    let is_counted = || {
        let mut parts = words.split_whitespace();
        let counted = [
            "comment",
            "comments",
            "response",
            "responses",
            "reply",
            "replies",
        ];
        lower.starts_with(|c: char| c.is_ascii_digit())
            && parts.next().is_some_and(|word| counted.contains(&word))
            && matches!(parts.next(), None | Some("on" | "to"))
    };
    FURNITURE.comments.contains(words) || is_counted()
}

/// Returns `true` if a line, in lower case, offers the rest of a story to those who pay.
pub(super) fn is_offer(line: &str) -> bool {
    let mut offers = FURNITURE.offers.iter().chain(&FURNITURE.paywalls);
    offers.any(|offer| line.starts_with(offer))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Comments", true)]
    #[case("9 comments", true)]
    #[case("3 Responses to “Ferry stops”", true)]
    #[case("Kommentare (12)", true)]
    #[case("Comments were few", false)]
    #[case("2 comments of the harbor master", false)]
    fn what_stands_above_comments_is_known(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_above_comments(line), is);
    }
}
