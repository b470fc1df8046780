//! Tags as other programs read them.

/// Returns tags as a headline of Org mode has them: `:harbor:night_ferry:`.
pub(super) fn write_org_tags(tags: impl Iterator<Item = String>) -> String {
    // Org manual, section 6: letters, numbers, "_" and "@"; its reader (`org-tag-re`) takes "#" and "%" as well.
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%');
    let tags = join_tags(tags, ":", is_allowed);
    if tags.is_empty() {
        return tags;
    }
    format!(":{tags}:")
}

/// Returns tags as Anki has them, parted by spaces: `harbor night_ferry`.
pub(super) fn write_anki_tags(tags: impl Iterator<Item = String>) -> String {
    // Anki manual, "Importing", "Text Files": the tags of a note are separated by spaces.
    join_tags(tags, " ", |c| !c.is_whitespace() && !c.is_control())
}

/// Returns tags as Obsidian has them in a text: `#harbor #night_ferry`.
pub(super) fn write_hash_tags(tags: impl Iterator<Item = String>) -> String {
    // Obsidian Help, "Tags", "Tag format": letters, numbers, "_", "-" and "/".
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    let tags = join_tags(tags, " #", is_allowed);
    if tags.is_empty() {
        return tags;
    }
    format!("#{tags}")
}

/// Joins tags, each once, with "_" for what is not allowed in one.
fn join_tags(
    tags: impl Iterator<Item = String>,
    separator: &str,
    is_allowed: impl Fn(char) -> bool,
) -> String {
    let mut written: Vec<String> = Vec::new();
    for tag in tags {
        let words = tag
            .split(|c| !is_allowed(c))
            .filter(|word| !word.is_empty());
        let tag = words.collect::<Vec<_>>().join("_");
        if !tag.is_empty() && !written.contains(&tag) {
            written.push(tag);
        }
    }
    written.join(separator)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::words(&["harbor", "ferry"], ":harbor:ferry:", "harbor ferry")]
    #[case::blanks(&["night  ferry"], ":night_ferry:", "night_ferry")]
    #[case::signs(&["q&a", "c++", "to-do: now"], ":q_a:c:to_do_now:", "q&a c++ to-do:_now")]
    #[case::what_org_takes(&["@pier", "#1", "50%"], ":@pier:#1:50%:", "@pier #1 50%")]
    #[case::letters_of_other_scripts(&["Wärter", "港"], ":Wärter:港:", "Wärter 港")]
    #[case::the_same_once_written(&["night ferry", "night_ferry"], ":night_ferry:", "night_ferry")]
    #[case::only_signs(&["!!"], "", "!!")]
    #[case::none(&[], "", "")]
    fn tags_are_written(#[case] tags: &[&str], #[case] org: &str, #[case] anki: &str) {
        let tags = || tags.iter().map(|tag| (*tag).to_owned());
        assert_eq!(write_org_tags(tags()), org);
        assert_eq!(write_anki_tags(tags()), anki);
    }

    #[rstest]
    #[case::words(&["harbor", "night ferry", "to-do/now"], "#harbor #night_ferry #to-do/now")]
    #[case::signs(&["q&a", "!!"], "#q_a")]
    #[case::none(&[], "")]
    fn tags_are_written_in_a_text(#[case] tags: &[&str], #[case] expected: &str) {
        let tags = tags.iter().map(|tag| (*tag).to_owned());
        assert_eq!(write_hash_tags(tags), expected);
    }
}
