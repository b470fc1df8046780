//! Abbreviated titles, which are written before a name: Dr. Ada Bright, but Ada Bright, the clerk.

/// Returns what is written of a role before the name, and what after it.
#[must_use]
pub fn place_role(role: &str) -> (String, String) {
    let is_title = role.ends_with('.') && !role.contains(char::is_whitespace);
    if is_title {
        (format!("{role} "), String::new())
    } else {
        (String::new(), format!(", {role}"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_title("Dr.", "Dr. Ada Bright")]
    #[case::a_role("the clerk", "Ada Bright, the clerk")]
    #[case::a_role_with_a_title("chairman of Harbor Co.", "Ada Bright, chairman of Harbor Co.")]
    fn a_title_comes_before_the_name(#[case] role: &str, #[case] expected: &str) {
        let (before, after) = place_role(role);
        assert_eq!(format!("{before}Ada Bright{after}"), expected);
    }
}
