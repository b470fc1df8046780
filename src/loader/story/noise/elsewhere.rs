//! Links to other stories and calls to follow, in the most common languages of pages.

use crate::loader::furniture::FURNITURE;

/// Returns `true` if a line begins as one that leads to another story; it is in lower case.
pub(in crate::loader) fn is_read_also(line: &str) -> bool {
    behind_read_also(line).next().is_some()
}

/// Returns `true` if a line leads elsewhere for sure; it is in lower case.
pub(super) fn leads_elsewhere(line: &str) -> bool {
    let is_colon = |rest: &str| rest.trim_start().starts_with([':', '：']);
    FURNITURE
        .follow
        .iter()
        .any(|beginning| trim_leading_signs(line).starts_with(beginning))
        || behind_read_also(line).any(is_colon)
}

/// Returns what follows in a line behind each of the beginnings that it has.
fn behind_read_also(line: &str) -> impl Iterator<Item = &str> {
    let rests = FURNITURE
        .read_also
        .iter()
        .filter_map(|beginning| trim_leading_signs(line).strip_prefix(beginning));
    rests.filter(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Returns a line without the signs before it.
fn trim_leading_signs(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_alphanumeric())
}
