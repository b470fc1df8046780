//! The bars of a speaker's page: their quotes by month, or by more if they have spoken for longer than the months that fit.

use jiff::civil::Date;

use super::layout::{FactLine, headed};
use crate::search::index::PersonRecord;
use crate::text::number::format_number;

/// How many bars there are.
pub const BARS: usize = 24;
/// The rows of the bars.
pub const BAR_ROWS: usize = 3;
/// The steps of a bar in one row.
const STEPS: usize = 8;

/// The time of one bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BarPeriod {
    Month,
    Quarter,
    Year,
    FiveYears,
    Decade,
}

impl BarPeriod {
    const ALL: [Self; 5] = [
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::FiveYears,
        Self::Decade,
    ];

    /// Returns the shortest period of which the bars reach from one month to another; the longest one if none does.
    fn reaching(first: i32, last: i32) -> Self {
        let reaches = |period: &&Self| {
            let bars = period.number_of(last) - period.number_of(first);
            usize::try_from(bars).is_ok_and(|bars| bars < BARS)
        };
        Self::ALL
            .iter()
            .find(reaches)
            .copied()
            .unwrap_or(Self::Decade)
    }

    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::FiveYears => 60,
            Self::Decade => 120,
        }
    }

    /// Returns the number of the period that a month is in.
    const fn number_of(self, month: i32) -> i32 {
        month.div_euclid(self.months())
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Month => "Quotes by month",
            Self::Quarter => "Quotes by quarter",
            Self::Year => "Quotes by year",
            Self::FiveYears => "Quotes by five-year period",
            Self::Decade => "Quotes by decade",
        }
    }

    /// Returns the name of the period with a number: "Sep 2026", "Q3 2026", "2026", "2025–29", "2020s".
    fn name_of(self, number: i32) -> String {
        let month = number * self.months();
        let year = month.div_euclid(12);
        match self {
            Self::Month => {
                let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
                let day = i16::try_from(year)
                    .ok()
                    .and_then(|year| Date::new(year, month, 1).ok());
                day.map_or_else(String::new, |day| day.strftime("%b %Y").to_string())
            }
            Self::Quarter => format!("Q{} {year}", month.rem_euclid(12) / 3 + 1),
            Self::Year => year.to_string(),
            Self::FiveYears => format!("{year}–{:02}", (year + 4).rem_euclid(100)),
            Self::Decade => format!("{year}s"),
        }
    }
}

/// Returns the bars up to this month; for somebody not quoted in the last two years, up to the last quote.
pub(super) fn bar_lines(person: &PersonRecord, today: Date) -> Vec<FactLine> {
    let months = person.months.iter();
    let months = months.filter_map(|(month, quotes)| Some((parse_month(month)?, *quotes)));
    let months: Vec<(i32, usize)> = months.collect();
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
        return Vec::new();
    };
    let today = month_number(today);
    let spanned = i32::try_from(BARS).unwrap_or(i32::MAX) - 1;
    let is_recent = today - spanned <= *last;
    let end = if is_recent { today.max(*last) } else { *last };
    let period = BarPeriod::reaching(*first, end);
    let first_bar = period.number_of(end) - spanned;
    let mut bars = [0; BARS];
    for (month, quotes) in &months {
        let at = usize::try_from(period.number_of(*month) - first_bar).ok();
        if let Some(bar) = at.and_then(|at| bars.get_mut(at)) {
            *bar += quotes;
        }
    }
    let heading = if is_recent && period == BarPeriod::Month {
        "Quotes by month, last 24 months"
    } else {
        period.heading()
    };
    headed(
        heading,
        draw_rows(&bars, &|bar| {
            let bar = i32::try_from(bar).unwrap_or_default();
            period.name_of(first_bar + bar)
        }),
    )
}

/// Returns the rows of the bars, with the names of the first, the last and the greatest one.
fn draw_rows(bars: &[usize], name_of: &dyn Fn(usize) -> String) -> Vec<FactLine> {
    let most = bars.iter().copied().max().unwrap_or(0);
    let at = bars.iter().rposition(|quotes| *quotes == most);
    let note = at.map_or_else(String::new, |at| {
        format!("{} in {}", format_number(most), name_of(at))
    });
    let mut lines: Vec<FactLine> = (0..BAR_ROWS)
        .rev()
        .map(|row| FactLine::Bars {
            bars: bars
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
    let last = bars.len().saturating_sub(1);
    lines.push(FactLine::BarEnds(name_of(0), name_of(last)));
    lines
}

/// Returns how many eighths of a bar are in a row, from the bottom; `None` if there is no bar.
fn eighths_in_row(quotes: usize, most: usize, row: usize) -> Option<usize> {
    if quotes == 0 || most == 0 {
        return None;
    }
    let height = (quotes * BAR_ROWS * STEPS).div_ceil(most);
    Some(height.saturating_sub(row * STEPS).min(STEPS))
}

/// Returns the number of a month, counted from the year 0.
fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// Returns the number of a month such as "2026-03".
fn parse_month(month: &str) -> Option<i32> {
    let (year, month) = month.split_once('-')?;
    Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()? - 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::index::SpeakerRow;

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

    /// Returns the heading, the note, and the ends of the bars of somebody's months, and how many bars there are.
    fn bars_of(months: &[(&str, usize)]) -> (String, String, String, usize) {
        let months = months
            .iter()
            .map(|(month, quotes)| ((*month).to_owned(), *quotes));
        let person = PersonRecord {
            row: SpeakerRow::unnamed(),
            names: Vec::new(),
            roles: Vec::new(),
            months: months.collect(),
            sources: Vec::new(),
            words: Vec::new(),
            quotes: Vec::new(),
        };
        let lines = bar_lines(&person, date(2026, 11, 30));
        let (mut heading, mut told, mut ends, mut drawn) = Default::default();
        for line in lines {
            match line {
                FactLine::Heading(text) => heading = text,
                FactLine::Bars {
                    bars,
                    note,
                    is_lowest,
                } => {
                    if is_lowest {
                        drawn = bars.iter().flatten().count();
                    } else if !note.is_empty() {
                        told = note;
                    }
                }
                FactLine::BarEnds(first, last) => ends = format!("{first} to {last}"),
                other => panic!("{other:?}"),
            }
        }
        (heading, told, ends, drawn)
    }

    #[rstest]
    #[case::months_of_late(&[("2026-01", 3), ("2026-03", 4)], "Quotes by month, last 24 months",
        "4 in Mar 2026", "Dec 2024 to Nov 2026", 2)]
    #[case::months_long_ago(&[("2015-12", 3), ("2016-03", 4)], "Quotes by month", "4 in Mar 2016", "Apr 2014 to Mar 2016", 2)]
    #[case::many_and_one_much_later(&[("2016-01", 800), ("2016-11", 45), ("2020-02", 1)], "Quotes by quarter",
        "800 in Q1 2016", "Q2 2014 to Q1 2020", 3)]
    #[case::still_quoted(&[("2021-02", 1), ("2026-10", 2)], "Quotes by quarter", "2 in Q4 2026", "Q1 2021 to Q4 2026", 2)]
    #[case::years(&[("2004-12", 9), ("2004-01", 1), ("2026-10", 2)], "Quotes by year", "10 in 2004", "2003 to 2026", 2)]
    #[case::five_years(&[("1955-12", 9), ("2026-10", 2)], "Quotes by five-year period", "9 in 1955–59", "1910–14 to 2025–29", 2)]
    #[case::decades(&[("1806-12", 9), ("2026-10", 2)], "Quotes by decade", "9 in 1800s", "1790s to 2020s", 2)]
    fn all_quotes_are_in_the_bars(
        #[case] months: &[(&str, usize)],
        #[case] heading: &str,
        #[case] note: &str,
        #[case] ends: &str,
        #[case] drawn: usize,
    ) {
        let expected = (heading.to_owned(), note.to_owned(), ends.to_owned(), drawn);
        assert_eq!(bars_of(months), expected);
    }

    #[test]
    fn quotes_without_a_day_have_no_bars() {
        assert_eq!(bars_of(&[]).3, 0);
    }
}
