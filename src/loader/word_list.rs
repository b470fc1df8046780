//! Lists of words and phrases that are built in: lines below the names of their sections, "== labels ==".
//!
//! Blank lines and those that begin with `#` say nothing. A `_` at the start or end of an entry keeps the blank beside it from
//! editors that trim lines.

/// Returns the entries of a list with the names of their sections, in the order of the list.
pub(super) fn list_entries(
    list: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(move |line| {
        let name = line
            .strip_prefix("== ")
            .and_then(|line| line.strip_suffix(" =="));
        section = name.unwrap_or(section);
        let entry = line.strip_suffix('_').unwrap_or(line);
        let entry = entry.strip_prefix('_').unwrap_or(entry);
        name.is_none().then_some((section, entry))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_the_section_above_them() {
        let list = "# head\n\n== fruit ==\napple\n# so so\npear _\n_ plum\n\n== trees ==\noak\n";
        let entries: Vec<(&str, &str)> = list_entries(list).collect();
        assert_eq!(
            entries,
            [
                ("fruit", "apple"),
                ("fruit", "pear "),
                ("fruit", " plum"),
                ("trees", "oak")
            ]
        );
    }
}
