//! The lines of a speaker's page.

use std::collections::HashMap;

use jiff::civil::{Date, date};

use crate::article::TextRange;
use crate::people::Certainty;
use crate::search::hits::Hit;
use crate::search::index::{PersonRecord, RoleRecord};
use crate::text::Clean;
use crate::text::number::{format_count, format_number};
use crate::text::wrap::{Options, wrap};

/// How many months the bars show.
pub const MONTHS: usize = 24;
/// The rows of the bars.
pub const BAR_ROWS: usize = 3;
/// The steps of a bar in one row.
const STEPS: usize = 8;
/// The most roles and spellings that are listed, and the most sources.
const LISTED: usize = 6;
const SOURCES: usize = 3;
/// The most words of the role under the name.
const LONGEST_ROLE: usize = 6;
/// The most lines of a quote.
const LINES: usize = 6;

/// A line of what is known of a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactLine {
    /// An empty line.
    Empty,
    /// The name.
    Name(String),
    /// The latest role.
    Role(String),
    /// The totals.
    Counts(String),
    /// The heading of what follows.
    Heading(String),
    /// A value with its number of quotes.
    Row {
        /// The years of a role, before it.
        years: Option<String>,
        /// The value.
        text: String,
        /// How often.
        quotes: usize,
        /// Whether it is theirs as likely as not.
        is_probable: bool,
    },
    /// One row of the bars, the highest first: how many eighths of each month's bar are in it, `None` for a month without any.
    Bars {
        /// From the first month to the last.
        months: Vec<Option<usize>>,
        /// What is said of the greatest month, beside the first row.
        note: String,
        /// Whether it is the lowest row.
        is_lowest: bool,
    },
    /// The first and the last month of the bars.
    BarEnds(String, String),
    /// A source as a bar.
    Source {
        /// Its name.
        name: String,
        /// How many quotes.
        quotes: usize,
        /// How many quotes the greatest has.
        most: usize,
    },
    /// Words of their own.
    Words(String),
}

/// A line of the quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageLine {
    /// An empty line.
    Empty,
    /// What is known, where that is above the quotes.
    Fact(FactLine),
    /// The heading of a month with its number of quotes.
    Month {
        /// Such as "November 2026".
        name: String,
        /// How many quotes.
        quotes: usize,
    },
    /// The date and the source of a quote.
    Facts(usize),
    /// A part of the words of a quote.
    Words {
        /// Which quote.
        quote: usize,
        /// Which part of its text.
        range: TextRange,
        /// Whether the quote goes on, but no more of it is shown.
        is_cut: bool,
    },
}

impl PageLine {
    /// Returns the number of the quote that the line is of.
    #[must_use]
    pub const fn quote(&self) -> Option<usize> {
        match self {
            Self::Facts(quote) | Self::Words { quote, .. } => Some(*quote),
            Self::Empty | Self::Fact(_) | Self::Month { .. } => None,
        }
    }
}

/// Returns the lines of what is known of a person, in so many columns.
#[must_use]
pub fn fact_lines(
    person: &PersonRecord,
    today: Date,
    columns: usize,
    is_roomy: bool,
) -> Vec<FactLine> {
    let mut lines = vec![FactLine::Name(person.row.name.to_string())];
    if let Some(role) = latest_role(person) {
        lines.push(FactLine::Role(role));
    }
    lines.push(FactLine::Counts(describe_counts(person)));
    let parts = [
        role_lines(person),
        name_lines(person),
        bar_lines(person, today),
        source_lines(person),
        word_lines(person, columns),
    ];
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if is_roomy {
            lines.push(FactLine::Empty);
        }
        lines.extend(part);
    }
    lines
}

/// Returns the latest role that is no whole clause.
fn latest_role(person: &PersonRecord) -> Option<String> {
    let is_short = |role: &&RoleRecord| role.role.split_whitespace().count() <= LONGEST_ROLE;
    let role = person.roles.iter().find(is_short);
    Some(role.or(person.roles.first())?.role.to_string())
}

/// Returns "48 quotes · 21 stories · 2023 to 2026".
fn describe_counts(person: &PersonRecord) -> String {
    let row = &person.row;
    let mut parts = vec![
        format_count(row.quotes, "quote"),
        format_count(row.articles, "story"),
    ];
    if let (Some(first), Some(last)) = (row.first, row.last) {
        parts.push(if first.year() == last.year() {
            first.year().to_string()
        } else {
            format!("{} to {}", first.year(), last.year())
        });
    }
    parts.join(" · ")
}

fn role_lines(person: &PersonRecord) -> Vec<FactLine> {
    let mut lines: Vec<FactLine> = Vec::new();
    // Those that are stated most, in the order of time.
    let mut most: Vec<usize> = person.roles.iter().map(|role| role.quotes).collect();
    most.sort_unstable_by(|one, other| other.cmp(one));
    let least = most.get(LISTED - 1).copied().unwrap_or(0);
    let mut room = LISTED
        - most
            .iter()
            .filter(|quotes| **quotes > least)
            .count()
            .min(LISTED);
    let (listed, rest): (Vec<_>, Vec<_>) =
        person.roles.iter().enumerate().partition(|(_, role)| {
            let is_equal = role.quotes == least && room > 0;
            room -= usize::from(is_equal);
            role.quotes > least || is_equal
        });
    for (number, role) in listed {
        lines.push(FactLine::Row {
            years: Some(describe_years(role, number == 0)),
            text: role.role.to_string(),
            quotes: role.quotes,
            is_probable: false,
        });
    }
    lines.extend(more_line(rest.iter().map(|(_, role)| role.quotes)));
    headed("Roles in the text", lines)
}

/// Returns the years of a role: "2023 – 25", "2025 –" for the latest.
fn describe_years(role: &RoleRecord, is_latest: bool) -> String {
    let (Some(first), Some(last)) = (role.first, role.last) else {
        return String::new();
    };
    if is_latest {
        format!("{} –", first.year())
    } else if first.year() == last.year() {
        first.year().to_string()
    } else {
        format!("{} – {:02}", first.year(), last.year().rem_euclid(100))
    }
}

/// Returns the line for what is not listed: "3 more".
fn more_line(rest: impl Iterator<Item = usize>) -> Option<FactLine> {
    let rest: Vec<usize> = rest.collect();
    (!rest.is_empty()).then(|| FactLine::Row {
        years: None,
        text: format!("{} more", format_number(rest.len())),
        quotes: rest.iter().sum(),
        is_probable: false,
    })
}

fn name_lines(person: &PersonRecord) -> Vec<FactLine> {
    let others = || {
        person
            .names
            .iter()
            .filter(|name| name.name != person.row.name)
    };
    let mut lines: Vec<FactLine> = others()
        .take(LISTED)
        .map(|name| FactLine::Row {
            years: None,
            text: name.name.to_string(),
            quotes: name.quotes,
            is_probable: name.certainty == Certainty::Probable,
        })
        .collect();
    lines.extend(more_line(others().skip(LISTED).map(|name| name.quotes)));
    headed("Also written", lines)
}

fn source_lines(person: &PersonRecord) -> Vec<FactLine> {
    // One more is not worth "1 more".
    let listed = if person.sources.len() == SOURCES + 1 {
        SOURCES + 1
    } else {
        SOURCES
    };
    let rest = person.sources.get(listed..).unwrap_or_default();
    let others: usize = rest.iter().map(|(_, quotes)| quotes).sum();
    let first = person.sources.first().map_or(0, |(_, quotes)| *quotes);
    let most = first.max(others);
    let line = |name: String, quotes: usize| FactLine::Source { name, quotes, most };
    let mut lines: Vec<FactLine> = person
        .sources
        .iter()
        .take(listed)
        .map(|(name, quotes)| line(name.to_string(), *quotes))
        .collect();
    if !rest.is_empty() {
        let name = format!("{} more", format_number(rest.len()));
        lines.push(line(name, others));
    }
    headed("Outlets", lines)
}

fn word_lines(person: &PersonRecord, columns: usize) -> Vec<FactLine> {
    let words: Vec<&str> = person.words.iter().map(Clean::as_str).collect();
    let text = words.join(" · ");
    let whole = TextRange::new(0, text.len());
    let lines = wrap(&text, whole, columns.max(1), Options::default());
    let lines = lines.iter().map(|line| line.range.of(&text).to_owned());
    let lines: Vec<FactLine> = lines
        .filter(|line| !line.is_empty())
        .map(FactLine::Words)
        .collect();
    headed("Words used more than others use them", lines)
}

/// Puts a heading before lines; no lines have none.
fn headed(heading: &str, lines: Vec<FactLine>) -> Vec<FactLine> {
    if lines.is_empty() {
        return lines;
    }
    let heading = FactLine::Heading(heading.to_owned());
    std::iter::once(heading).chain(lines).collect()
}

/// Returns the bars of the last months; of somebody who is silent since, of those up to the last quote.
fn bar_lines(person: &PersonRecord, today: Date) -> Vec<FactLine> {
    let Some(last_quote) = person.row.last else {
        return Vec::new();
    };
    let first_of = |months_ago: i32, end: Date| add_months(end, -months_ago);
    let spanned = i32::try_from(MONTHS).unwrap_or(i32::MAX) - 1;
    let is_recent = first_of(spanned, today) <= last_quote;
    let end = if is_recent {
        today.max(last_quote)
    } else {
        last_quote
    };
    let counts: HashMap<&str, usize> = person
        .months
        .iter()
        .map(|(month, quotes)| (month.as_str(), *quotes))
        .collect();
    let days: Vec<Date> = (0..=spanned).rev().map(|ago| first_of(ago, end)).collect();
    let months: Vec<usize> = days
        .iter()
        .map(|day| {
            let month = day.strftime("%Y-%m").to_string();
            counts.get(month.as_str()).copied().unwrap_or(0)
        })
        .collect();
    let most = months.iter().copied().max().unwrap_or(0);
    let at = months.iter().rposition(|quotes| *quotes == most);
    let greatest = at.and_then(|at| days.get(at));
    let note = greatest.map_or_else(String::new, |day| {
        format!("{} in {}", format_number(most), day.strftime("%b %Y"))
    });
    let mut lines: Vec<FactLine> = (0..BAR_ROWS)
        .rev()
        .map(|row| FactLine::Bars {
            months: months
                .iter()
                .map(|quotes| eighths_in_row(*quotes, most, row))
                .collect(),
            note: if row + 1 == BAR_ROWS {
                note.clone()
            } else {
                String::new()
            },
            is_lowest: row == 0,
        })
        .collect();
    let name =
        |day: Option<&Date>| day.map_or_else(String::new, |day| day.strftime("%b %Y").to_string());
    lines.push(FactLine::BarEnds(name(days.first()), name(days.last())));
    let heading = if is_recent {
        "Quotes by month, last 24 months"
    } else {
        "Quotes by month"
    };
    headed(heading, lines)
}

/// Returns how many eighths of a bar are in a row, from the bottom; `None` if there is no bar.
fn eighths_in_row(quotes: usize, most: usize, row: usize) -> Option<usize> {
    if quotes == 0 || most == 0 {
        return None;
    }
    let height = (quotes * BAR_ROWS * STEPS).div_ceil(most);
    Some(height.saturating_sub(row * STEPS).min(STEPS))
}

/// Returns the first day of the month so many months later.
fn add_months(day: Date, months: i32) -> Date {
    let number = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let year = i16::try_from(number.div_euclid(12)).unwrap_or(day.year());
    let month = i8::try_from(number.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, 1).unwrap_or(date(1970, 1, 1))
}

/// Returns the lines of the quotes, under their months if they are in the order of time.
#[must_use]
pub fn quote_lines(person: &PersonRecord, columns: usize, by_month: bool) -> Vec<PageLine> {
    let counts: HashMap<&str, usize> = person
        .months
        .iter()
        .map(|(month, quotes)| (month.as_str(), *quotes))
        .collect();
    let mut lines = Vec::new();
    let mut last_month = None;
    for (number, quote) in person.quotes.iter().enumerate() {
        let month = quote.published.map(|day| day.strftime("%Y-%m").to_string());
        if by_month && (number == 0 || month != last_month) {
            if number > 0 {
                lines.push(PageLine::Empty);
            }
            let dated = person
                .months
                .iter()
                .map(|(_, quotes)| quotes)
                .sum::<usize>();
            let undated = person.row.quotes.saturating_sub(dated);
            lines.push(PageLine::Month {
                name: month_name(quote),
                quotes: month
                    .as_deref()
                    .map_or(undated, |month| counts.get(month).copied().unwrap_or(0)),
            });
            last_month = month;
        } else if number > 0 {
            lines.push(PageLine::Empty);
        }
        lines.push(PageLine::Facts(number));
        lines.extend(word_parts(quote, number, columns));
    }
    lines
}

fn month_name(quote: &Hit) -> String {
    let day = quote.published;
    day.map_or_else(
        || "No date".to_owned(),
        |day| day.strftime("%B %Y").to_string(),
    )
}

fn word_parts(quote: &Hit, number: usize, columns: usize) -> Vec<PageLine> {
    let whole = TextRange::new(0, quote.text.len());
    let options = Options {
        hangs_marks: true,
        ..Options::default()
    };
    let wrapped = wrap(&quote.text, whole, columns.max(1), options);
    let count = wrapped.len();
    let shown = wrapped.into_iter().take(LINES).enumerate();
    let line = |(index, line): (usize, crate::text::wrap::WrappedLine)| PageLine::Words {
        quote: number,
        range: line.range,
        is_cut: index + 1 == LINES && count > LINES,
    };
    shown.map(line).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::full(6, 6, [Some(8), Some(8), Some(8)])]
    #[case::half(3, 6, [Some(8), Some(4), Some(0)])]
    #[case::the_least_is_seen(1, 100, [Some(1), Some(0), Some(0)])]
    #[case::none(0, 6, [None, None, None])]
    fn a_bar_fills_rows_from_the_bottom(
        #[case] quotes: usize,
        #[case] most: usize,
        #[case] rows: [Option<usize>; BAR_ROWS],
    ) {
        let filled = [0, 1, 2].map(|row| eighths_in_row(quotes, most, row));
        assert_eq!(filled, rows);
    }

    #[test]
    fn months_are_counted_over_the_turn_of_the_year() {
        assert_eq!(add_months(date(2026, 2, 28), -3), date(2025, 11, 1));
        assert_eq!(add_months(date(2025, 11, 30), 2), date(2026, 1, 1));
    }
}
