//! The fields of a query, and what is said of other names before a colon.

use crate::input::nearest::nearest_name;

use super::WordField;

/// What the value of a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QueryField {
    /// Words of a name or text.
    Words(WordField),
    /// The first day.
    After,
    /// The day after the last.
    Before,
    /// A day or period.
    On,
    /// A property.
    Is,
}

/// The names of the fields, with what each is for.
const FIELDS: [(&str, QueryField, &str); 12] = [
    ("said", QueryField::Words(WordField::Said), "a speaker"),
    ("in", QueryField::Words(WordField::In), "a source"),
    ("after", QueryField::After, "the first day"),
    ("before", QueryField::Before, "the day after the last"),
    ("on", QueryField::On, "a day or period"),
    ("is", QueryField::Is, "a property"),
    (
        "about",
        QueryField::Words(WordField::About),
        "words of the paragraph",
    ),
    ("tag", QueryField::Words(WordField::Tag), "a tag"),
    (
        "note",
        QueryField::Words(WordField::Note),
        "words of your note",
    ),
    (
        "title",
        QueryField::Words(WordField::Title),
        "words of the headline",
    ),
    ("author", QueryField::Words(WordField::Author), "an author"),
    (
        "url",
        QueryField::Words(WordField::Url),
        "a part of the link",
    ),
];

/// Names that other programs or people use, each with ours.
const OTHER_NAMES: [(&str, &str); 31] = [
    ("by", "said"),
    ("speaker", "said"),
    ("from", "said"),
    ("who", "said"),
    ("person", "said"),
    ("name", "said"),
    ("says", "said"),
    ("source", "in"),
    ("outlet", "in"),
    ("paper", "in"),
    ("publisher", "in"),
    ("since", "after"),
    ("until", "before"),
    ("till", "before"),
    ("to", "before"),
    ("date", "on"),
    ("day", "on"),
    ("when", "on"),
    ("during", "on"),
    ("has", "is"),
    ("kind", "is"),
    ("context", "about"),
    ("topic", "about"),
    ("near", "about"),
    ("label", "tag"),
    ("headline", "title"),
    ("intitle", "title"),
    ("writer", "author"),
    ("byline", "author"),
    ("link", "url"),
    ("site", "url"),
];

impl QueryField {
    /// Returns the field of a name, in whatever case.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let mut fields = FIELDS.into_iter();
        let found = fields.find(|(known, ..)| known.eq_ignore_ascii_case(name));
        found.map(|(_, field, _)| field)
    }

    /// Returns the name before the colon.
    pub(super) fn name(self) -> &'static str {
        let mut fields = FIELDS.into_iter();
        let found = fields.find(|(_, field, _)| *field == self);
        found.map_or("", |(name, ..)| name)
    }
}

/// Says which field was probably meant by a name that is none.
pub(super) fn explain_unknown(name: &str) -> String {
    let lower = name.to_lowercase();
    let other = OTHER_NAMES.iter().find(|(known, _)| *known == lower);
    let known = FIELDS.map(|(name, ..)| name);
    let meant = other
        .map(|(_, ours)| *ours)
        .or_else(|| nearest_name(&lower, known));
    let described = FIELDS.into_iter().find(|(name, ..)| Some(*name) == meant);
    if let Some((ours, _, about)) = described {
        return format!("'{name}:' is not a field; use '{ours}:' for {about}");
    }
    let names = known.join(": ");
    format!("'{name}:' is not a field ({names}:); use quotation marks to search for the words")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::another_name("by", "'by:' is not a field; use 'said:' for a speaker")]
    #[case::in_capitals("Speaker", "'Speaker:' is not a field; use 'said:' for a speaker")]
    #[case::misspelt("sadi", "'sadi:' is not a field; use 'said:' for a speaker")]
    #[case::misspelt_too("autor", "'autor:' is not a field; use 'author:' for an author")]
    fn the_right_name_is_told(#[case] name: &str, #[case] says: &str) {
        assert_eq!(explain_unknown(name), says);
    }

    #[test]
    fn a_name_like_no_other_lists_the_fields() {
        let says = explain_unknown("zebra");
        assert!(
            says.starts_with("'zebra:' is not a field (said: in: "),
            "{says}"
        );
    }

    #[test]
    fn other_names_lead_to_fields() {
        for (other, ours) in OTHER_NAMES {
            assert!(QueryField::from_name(other).is_none(), "{other}");
            assert!(QueryField::from_name(ours).is_some(), "{ours}");
        }
    }
}
