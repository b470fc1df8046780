//! The lines of a speaker's page.

use std::collections::HashMap;

use jiff::civil::Date;

use super::bars::bar_lines;
use crate::article::TextRange;
use crate::people::Certainty;
use crate::search::hits::Hit;
use crate::search::index::{PersonRecord, RoleRecord};
use crate::text::Clean;
use crate::text::number::{format_count, format_number};
use crate::text::wrap::{Options, wrap};

/// The most roles and spellings that are listed, and the most sources.
const LISTED: usize = 6;
const SOURCES: usize = 3;
/// The most words of the role under the name.
const LONGEST_ROLE: usize = 6;
/// The most columns of a quote's words: as many as are read without losing the line.
pub const WIDEST: u16 = 72;
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
    /// One row of the bars, the highest first: how many eighths of each bar are in it, `None` where there are no quotes.
    Bars {
        /// From the first to the last.
        bars: Vec<Option<usize>>,
        /// What is said of the greatest one, beside the first row.
        note: String,
        /// Whether it is the lowest row.
        is_lowest: bool,
    },
    /// The names of the first and the last period.
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
pub(super) fn headed(heading: &str, lines: Vec<FactLine>) -> Vec<FactLine> {
    if lines.is_empty() {
        return lines;
    }
    let heading = FactLine::Heading(heading.to_owned());
    std::iter::once(heading).chain(lines).collect()
}

/// Returns the lines of the quotes, under their months if they are in the order of time, or under one heading if none has a day.
#[must_use]
pub fn quote_lines(person: &PersonRecord, columns: usize, by_month: bool) -> Vec<PageLine> {
    let counts: HashMap<&str, usize> = person
        .months
        .iter()
        .map(|(month, quotes)| (month.as_str(), *quotes))
        .collect();
    let has_headings = by_month || person.months.is_empty();
    let mut lines = Vec::new();
    let mut last_month = None;
    for (number, quote) in person.quotes.iter().enumerate() {
        let month = quote.published.map(|day| day.strftime("%Y-%m").to_string());
        if has_headings && (number == 0 || month != last_month) {
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
        let has_facts = quote.published.is_some() || quote.source.is_some() || quote.is_unsure();
        if has_facts || !has_headings {
            lines.push(PageLine::Facts(number));
        }
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
