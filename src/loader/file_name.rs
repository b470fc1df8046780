//! What a file's name and folders say about its article: outlet, date, the words of its title.

use std::ffi::OsStr;
use std::path::{Component, Path};

use jiff::civil::Date;

use super::{date, outlet};

/// The facts in a path, none of which is certain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FileName {
    /// The outlet, from the part before the date.
    pub(super) outlet: Option<String>,
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The words of the title in lower case, parted by hyphens, often cut short.
    pub(super) slug: String,
    /// The outlet that the folder is named after.
    pub(super) folder: Option<String>,
}

impl FileName {
    /// Reads `nyt_2016-09-08_slug.txt`, `2016-09-08-slug.md`, `slug.txt.gz` and their like.
    pub(super) fn from_path(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // `story.txt.gz` has two extensions.
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let (before, published, after) = split_at_date(stem);
        let (outlet, slug) = match published {
            Some(_) => (name_part(before).map(outlet::display_name), after),
            None => known_outlet(stem),
        };
        Self {
            outlet,
            published,
            slug: slug.to_lowercase().replace('_', "-"),
            folder: outlet_of_folder(path),
        }
    }

    /// Returns `true` if `line` reads like the title that the name was made from.
    pub(super) fn fits_title(&self, line: &str) -> bool {
        const FEWEST: usize = 12;
        let words = slug_of(line);
        let shorter = words.len().min(self.slug.trim_end_matches('-').len());
        shorter >= FEWEST && words.get(..shorter) == self.slug.get(..shorter)
    }
}

/// Splits a name at the first date in it: "nyt_2016-09-08_slug" is "nyt", the date, "slug".
fn split_at_date(stem: &str) -> (&str, Option<Date>, &str) {
    for (start, _) in stem.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let follows_digit = stem
            .get(..start)
            .is_some_and(|head| head.ends_with(|c: char| c.is_alphanumeric()));
        for length in [10, 8] {
            let Some(day) = stem.get(start..start + length) else {
                continue;
            };
            let after = stem.get(start + length..).unwrap_or_default();
            let ends = !after.starts_with(|c: char| c.is_ascii_digit());
            if let (false, true, Some(found)) = (follows_digit, ends, parse_written_date(day)) {
                let before = stem.get(..start).unwrap_or_default();
                let is_separator = ['-', '_', ' ', '.'];
                return (
                    before.trim_end_matches(is_separator),
                    Some(found),
                    after.trim_start_matches(is_separator),
                );
            }
        }
    }
    ("", None, stem)
}

/// Reads `2016-09-08`, `2016_09_08` and `20160908` and nothing else.
fn parse_written_date(day: &str) -> Option<Date> {
    let has_form = day.char_indices().all(|(at, c)| match (day.len(), at) {
        (10, 4 | 7) => matches!(c, '-' | '_' | '.'),
        _ => c.is_ascii_digit(),
    });
    has_form.then(|| date::find_date(day))?
}

fn name_part(part: &str) -> Option<&str> {
    (part.len() > 1 && part.chars().any(char::is_alphabetic)).then_some(part)
}

/// Reads `nyt_slug`, where the outlet is one of the table.
fn known_outlet(stem: &str) -> (Option<String>, &str) {
    let Some((before, slug)) = stem.split_once('_') else {
        return (None, stem);
    };
    match outlet::known_name(before) {
        Some(name) => (Some(name.to_owned()), slug),
        None => (None, stem),
    }
}

/// Returns the outlet that the innermost folder is named after which is not only a year, month or day.
fn outlet_of_folder(path: &Path) -> Option<String> {
    let folders = path
        .parent()?
        .components()
        .rev()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name),
            _ => None,
        });
    let is_date = |name: &OsStr| !name.to_string_lossy().contains(char::is_alphabetic);
    let mut telling = folders.skip_while(|name| is_date(name));
    let name = telling.next()?.to_string_lossy();
    // The folder of a user ("/home/ines") names no outlet.
    let is_home = telling
        .next()
        .is_none_or(|above| above == "home" || above == "Users");
    let is_rooted = path.has_root() && is_home;
    if is_rooted {
        None
    } else {
        outlet::name_from_folder(&name)
    }
}

/// Returns a title as a file name writes it.
fn slug_of(line: &str) -> String {
    let mut slug = String::new();
    for c in line.chars().take(200).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::outlet_date_slug(
        "nyt_2016-09-08_night-ferry.txt",
        Some("The New York Times"),
        "night-ferry"
    )]
    #[case::unknown_outlet(
        "coast-press_2016-09-08_night-ferry.txt.gz",
        Some("Coast Press"),
        "night-ferry"
    )]
    #[case::date_slug("2016-09-08-night-ferry.md", None, "night-ferry")]
    #[case::date_without_hyphens("20160908_night_ferry.txt", None, "night-ferry")]
    #[case::hyphens_throughout("cnn-2016-09-08-night-ferry.txt", Some("CNN"), "night-ferry")]
    fn reads_a_dated_name(#[case] name: &str, #[case] outlet: Option<&str>, #[case] slug: &str) {
        let read = FileName::from_path(Path::new(name));
        assert_eq!(read.outlet.as_deref(), outlet);
        assert_eq!(read.slug, slug);
        assert_eq!(read.published, Some(date(2016, 9, 8)));
    }

    #[rstest]
    #[case::an_id("000_4233eb18e8906efe.txt")]
    #[case::a_long_number("12342016090899.txt")]
    #[case::no_such_day("2016-13-08-night.txt")]
    #[case::a_plain_slug("night-ferry.txt")]
    fn finds_no_date_where_none_is(#[case] name: &str) {
        let read = FileName::from_path(Path::new(name));
        assert_eq!((read.published, read.outlet), (None, None));
    }

    #[test]
    fn a_known_outlet_needs_no_date() {
        let read = FileName::from_path(Path::new("nyt_night-ferry.txt"));
        assert_eq!(read.outlet.as_deref(), Some("The New York Times"));
    }

    #[rstest]
    #[case::straight_above("Estuary Gazette/a.txt", Some("Estuary Gazette"))]
    #[case::above_a_year("estuary-gazette/2016/09/a.txt", Some("Estuary Gazette"))]
    #[case::a_place_for_files("estuary-gazette/articles/a.txt", None)]
    #[case::a_home_folder("/home/ines/a.txt", None)]
    #[case::none("a.txt", None)]
    fn asks_the_folders(#[case] path: &str, #[case] folder: Option<&str>) {
        assert_eq!(
            FileName::from_path(Path::new(path)).folder.as_deref(),
            folder
        );
    }

    #[test]
    fn a_title_fits_the_name_that_was_made_from_it() {
        let read = FileName::from_path(Path::new("cp_2016-09-08_the-night-ferry-is-n.txt"));
        assert!(read.fits_title("‘The Night Ferry Is Not for Sale,’ City Says"));
        assert!(!read.fits_title("The night train is not for sale"));
    }
}
