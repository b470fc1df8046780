//! Names of files for exports.

use jiff::civil::Date;

use super::ExportFormat;
use crate::cite::Citation;

/// The most characters of a title in a file's name.
const TITLE: usize = 60;

/// Returns the file name of a story: "2026-11-02-the-lock-keepers-day.md".
///
/// Consists of letters, digits and hyphens only, whatever the title says, so that it cannot lead to another folder.
#[must_use]
pub fn story_file_name(citation: &Citation, format: ExportFormat) -> String {
    name_story(citation, format.extension())
}

/// Returns the file name of a story with an extension.
pub(super) fn name_story(citation: &Citation, extension: &str) -> String {
    let day = citation.published.map(|day| format!("{day}-"));
    let title = slug_of(&citation.title);
    let title = if title.is_empty() { "story" } else { &title };
    format!("{}{title}.{extension}", day.unwrap_or_default())
}

/// Returns the file name of a collection: "pullquote-bookmarks-2026-11-24.csv".
#[must_use]
pub fn collection_file_name(what: &str, today: Date, format: ExportFormat) -> String {
    format!("pullquote-{what}-{today}.{}", format.extension())
}

/// Returns the words in lower case, joined by hyphens: at most 60 characters.
fn slug_of(title: &str) -> String {
    // "keeper's" becomes "keepers"; a soft hyphen is invisible, and everything else separates words.
    let title = title.replace(['’', '\'', '\u{ad}'], "").to_lowercase();
    let words = title.split(|character: char| !character.is_alphanumeric());
    let mut name = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if name.chars().count() + 1 + word.chars().count() > TITLE && !name.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(TITLE));
    }
    name
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    fn named(title: &str, published: Option<Date>) -> String {
        let citation = Citation {
            title: Clean::new(title),
            published,
            ..Citation::default()
        };
        story_file_name(&citation, ExportFormat::Markdown)
    }

    #[rstest]
    #[case::a_title(
        "The lock keeper’s day: “Never”",
        "2026-11-02-the-lock-keepers-day-never.md"
    )]
    #[case::a_path("../../etc/passwd", "2026-11-02-etc-passwd.md")]
    #[case::nothing("…", "2026-11-02-story.md")]
    fn a_story_has_a_name(#[case] title: &str, #[case] expected: &str) {
        assert_eq!(named(title, Some(date(2026, 11, 2))), expected);
    }

    proptest! {
        #[test]
        fn no_title_leads_out_of_a_folder(title in "\\PC{0,200}") {
            let name = named(&title, None);
            prop_assert!(!name.starts_with(['.', '-']) && !name.contains(['/', '\\', '\0', ' ']));
            prop_assert!(name.len() <= 255, "{name}");
        }
    }
}
