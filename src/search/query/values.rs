//! Parses words and the values of fields.

use jiff::civil::Date;

use crate::article::TextRange;
use crate::search::words;
use crate::text::fold;

use super::days::{self, DayFault};
use super::fields::QueryField;
use super::{Clause, Property, QueryWords, WordField};

/// Why words or a value cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ValueFault {
    pub(super) message: String,
    /// Whether what is typed next may complete it.
    pub(super) may_go_on: bool,
}

type ValueResult = Result<Option<Clause>, ValueFault>;

/// Parses words that are looked for in the text; `None` if there are none, as in a dash.
pub(super) fn parse_words(
    text: &str,
    is_quoted: bool,
    is_unfinished: bool,
    place: TextRange,
) -> ValueResult {
    let Starred { words, is_starred } = split_star(text)?;
    if words.is_empty() && is_starred && !is_quoted {
        return Ok(Some(Clause::Anything));
    }
    let Some(folded) = fold_terms(words, is_unfinished || is_starred) else {
        return Ok(None);
    };
    let is_word = folded.words.len() == 1 && !is_quoted;
    Ok(Some(if is_word {
        let place = (!is_starred).then_some(place);
        Clause::Word(QueryWords { place, ..folded })
    } else {
        Clause::Phrase(folded)
    }))
}

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldValue<'a> {
    pub(super) field: QueryField,
    pub(super) text: &'a str,
    /// Whether it is in quotation marks.
    pub(super) is_quoted: bool,
    /// Whether it is the whole name.
    pub(super) is_whole: bool,
    /// Whether its last word may go on.
    pub(super) is_unfinished: bool,
    pub(super) place: TextRange,
}

impl FieldValue<'_> {
    /// Parses the value; `None` if it has no words.
    pub(super) fn parse_value(self, today: Date) -> ValueResult {
        match self.field {
            QueryField::Words(field) => self.parse_name(field),
            QueryField::Is | QueryField::After | QueryField::Before | QueryField::On
                if self.is_whole =>
            {
                Err(self.whole_fault())
            }
            QueryField::Is => self.parse_property(),
            QueryField::After | QueryField::Before | QueryField::On => self.parse_days(today),
        }
    }

    fn parse_name(self, field: WordField) -> ValueResult {
        if self.is_whole {
            if !field.has_whole_names() {
                return Err(self.whole_fault());
            }
            let folded = fold_words(self.text, false);
            return Ok(folded.map(|words| {
                let is_whole = true;
                Clause::Field(field, QueryWords { is_whole, ..words })
            }));
        }
        let Starred { words, is_starred } = split_star(self.text)?;
        let may_go_on = self.is_unfinished || is_starred;
        let folded = match field {
            // These are indexed as texts, the others as names.
            WordField::About | WordField::Url => fold_terms(words, may_go_on),
            WordField::Said
            | WordField::In
            | WordField::Title
            | WordField::Author
            | WordField::Tag
            | WordField::Note => fold_words(words, may_go_on),
        };
        let may_be_near = field.has_near_names() && !is_starred;
        Ok(folded.map(|words| {
            let place = may_be_near.then_some(self.place);
            Clause::Field(field, QueryWords { place, ..words })
        }))
    }

    fn parse_property(self) -> ValueResult {
        let name = self.text.to_ascii_lowercase();
        let mut properties = Property::ALL.into_iter();
        let property = properties.find(|property| property.name() == name);
        property
            .map(|property| Some(Clause::Is(property)))
            .ok_or_else(|| {
                let names = Property::ALL.map(Property::name);
                ValueFault {
                    message: format!("is: '{}' is not one of {}", self.text, names.join(", ")),
                    may_go_on: names.iter().any(|known| known.starts_with(&name)),
                }
            })
    }

    fn parse_days(self, today: Date) -> ValueResult {
        let name = self.field.name();
        let is_on = self.field == QueryField::On;
        if !is_on && days::is_range(self.text) {
            return Err(ValueFault {
                message: format!("{name}: '{}' is a range, which 'on:' takes", self.text),
                may_go_on: false,
            });
        }
        let period = days::parse_period(self.text, today).map_err(|fault| ValueFault {
            message: format!("{name}: {}", explain_days(self.text, fault, today)),
            may_go_on: days::may_go_on(self.text, fault, self.is_quoted),
        })?;
        let (first, last) = match self.field {
            QueryField::After => (period.first, None),
            QueryField::Before => (None, period.first.and_then(|day| day.yesterday().ok())),
            QueryField::On | QueryField::Is | QueryField::Words(_) => (period.first, period.last),
        };
        Ok(Some(Clause::Days { first, last }))
    }

    fn whole_fault(self) -> ValueFault {
        let name = self.field.name();
        ValueFault {
            message: format!(
                "'{name}:=' is not supported; only said:=, in:= and tag:= take a whole name"
            ),
            may_go_on: false,
        }
    }
}

/// Says why a text is not a date, and how to write it.
fn explain_days(text: &str, fault: DayFault, today: Date) -> String {
    match fault {
        DayFault::Unreadable => {
            format!(
                "'{text}' is not a date like 2026-09-08, 2026-09, 2026, \"8 Sept. 2026\", 7d or \"last week\""
            )
        }
        DayFault::NoSuchDay => format!("there is no day '{text}'"),
        DayFault::Ambiguous(one, other) => {
            format!("'{text}' may be {one} or {other}; write it like these")
        }
        DayFault::NoYear => {
            format!("'{text}' has no year; write \"{text} {}\"", today.year())
        }
        DayFault::ShortYear => format!("'{text}' needs a year of four digits"),
        DayFault::Backwards => format!("'{text}' ends before it begins"),
    }
}

/// Words without the asterisk at their end.
struct Starred<'a> {
    words: &'a str,
    is_starred: bool,
}

/// Takes the asterisk at the end of words off.
fn split_star(text: &str) -> Result<Starred<'_>, ValueFault> {
    let words = text.trim_end_matches('*');
    if words.contains('*') {
        return Err(ValueFault {
            message: format!("'{text}': an asterisk is only allowed at the end of a word"),
            may_go_on: false,
        });
    }
    let is_starred = words.len() < text.len();
    if is_starred && words.ends_with(char::is_whitespace) {
        return Err(ValueFault {
            message: format!("'{text}': an asterisk in a phrase needs the start of a word"),
            may_go_on: false,
        });
    }
    Ok(Starred { words, is_starred })
}

/// Folds a name and splits it into words; `None` if it has none.
fn fold_words(text: &str, may_go_on: bool) -> Option<QueryWords> {
    let folded = fold::fold_key(text);
    let ranges: Vec<_> = words::split_words(&folded).collect();
    let end = ranges.last()?.end;
    Some(QueryWords {
        is_prefix: may_go_on && is_unfinished(text, &folded, end),
        words: ranges
            .into_iter()
            .map(|range| range.of(&folded).to_owned())
            .collect(),
        is_whole: false,
        place: None,
    })
}

/// Folds text and splits it into the words that the index has of it; `None` if it has none.
fn fold_terms(text: &str, may_go_on: bool) -> Option<QueryWords> {
    let mut folded = fold::fold_key(text);
    if !may_go_on {
        // The digits behind the comma of "2,5" are a group of three only while they may go on.
        folded.push(' ');
    }
    let terms: Vec<_> = words::split_terms(&folded).collect();
    let end = terms.last()?.range.end;
    Some(QueryWords {
        is_prefix: may_go_on && is_unfinished(text, &folded, end),
        words: terms
            .into_iter()
            .map(|term| term.text.into_owned())
            .collect(),
        is_whole: false,
        place: None,
    })
}

/// Returns `true` if the last word, which ends at `end` of the folded text, may go on: no blank or mark follows it.
fn is_unfinished(text: &str, folded: &str, end: usize) -> bool {
    end == folded.len() && !text.ends_with(char::is_whitespace)
}
