//! Names a file after the date and the title of its article.

use crate::article::Metadata;
use crate::text::Folded;

/// The most words of the title in a name, and the most bytes of the whole.
const MOST_WORDS: usize = 10;
const LONGEST: usize = 80;

/// Returns the name of a file, without its extension: "2016-09-08-the-night-ferry-stops".
pub(super) fn file_stem(metadata: &Metadata) -> String {
    // Folded to plain letters where possible, since names differ between file systems in case and in how
    // accents are encoded.
    let folded = Folded::new(&metadata.title);
    let words = folded.text().split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(MOST_WORDS);
    let day = metadata.published.map(|day| day.to_string());
    let mut name = day.unwrap_or_default();
    for word in words {
        if name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        "article".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    #[rstest]
    #[case::words("“Fähre”: she’s/stopped…", "2016-09-08-fahre-she-s-stopped")]
    #[case::a_way_out("../../etc/passwd", "2016-09-08-etc-passwd")]
    #[case::no_words("***", "2016-09-08")]
    fn a_file_is_named_after_its_article(#[case] title: &str, #[case] name: &str) {
        let metadata = Metadata {
            title: Clean::line(title),
            published: Some(date(2016, 9, 8)),
            ..Metadata::default()
        };
        assert_eq!(file_stem(&metadata), name);
    }

    #[test]
    fn an_article_of_no_name_and_day_has_a_name() {
        assert_eq!(file_stem(&Metadata::default()), "article");
    }

    #[test]
    fn no_name_is_too_long_for_a_file() {
        let metadata = Metadata {
            title: Clean::line(&"ferry".repeat(100)),
            ..Metadata::default()
        };
        assert!(file_stem(&metadata).len() <= LONGEST);
    }
}
