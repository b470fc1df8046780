//! Values and orders as the server reads and writes them.

use crate::article::ArticleId;

/// The order of the sketches of stories, the newest first.
pub(super) const NEWEST: &str = "year DESC, day DESC, clock DESC NULLS LAST, story DESC";

/// Returns when the story of a sketch was published, in the order of [`NEWEST`].
pub(super) fn moment_of(sketch: &str) -> String {
    format!(
        "({sketch}.year, coalesce({sketch}.day, 'infinity'::date), {sketch}.clock IS NOT NULL, \
         coalesce({sketch}.clock, '00:00'::time), {sketch}.story)"
    )
}

/// Parses an identity as the server writes it, with hyphens.
pub(super) fn parse_story(text: &str) -> Option<ArticleId> {
    text.replace('-', "").parse().ok()
}

/// Writes a list of identities.
pub(super) fn story_array(stories: impl Iterator<Item = ArticleId>) -> String {
    join_values(stories.map(|story| story.to_string()))
}

/// Writes a list of numbers.
pub(super) fn number_array(numbers: impl Iterator<Item = i64>) -> String {
    join_values(numbers.map(|number| number.to_string()))
}

/// Writes a list of numbers, of which some are not known.
pub(super) fn optional_numbers(numbers: impl Iterator<Item = Option<i64>>) -> String {
    let written =
        numbers.map(|number| number.map_or_else(|| "NULL".to_owned(), |number| number.to_string()));
    join_values(written)
}

/// Writes a list of texts.
pub(super) fn text_array<'a>(values: impl Iterator<Item = &'a str>) -> String {
    join_values(values.map(|value| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{value}\"")
    }))
}

/// Joins values that need no more marks: <https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO>.
fn join_values(values: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", values.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_writes_identities_with_hyphens() {
        let id = parse_story("00000000-0000-0000-0000-00000000002a");
        assert_eq!(id, Some(ArticleId::from_number(42)));
    }

    #[test]
    fn lists_are_written_in_braces() {
        assert_eq!(number_array([1, -2].into_iter()), "{1,-2}");
        assert_eq!(optional_numbers([None, Some(3)].into_iter()), "{NULL,3}");
        assert_eq!(story_array(std::iter::empty()), "{}");
        assert_eq!(
            text_array(["a,b", "c\"d\\"].into_iter()),
            "{\"a,b\",\"c\\\"d\\\\\"}"
        );
    }
}
