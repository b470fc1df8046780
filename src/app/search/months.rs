//! When the hits of a search were published, as a row of bars.

use jiff::civil::Date;

use crate::search::counts::MonthCount;

/// How many months a bar may be of: as few as fit.
const STEPS: [i32; 8] = [1, 3, 12, 24, 60, 120, 1200, 12_000];

/// The height of the highest bar.
const EIGHTHS: usize = 8;

/// Bars of equal periods, the earliest first, and the years below them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimeBars {
    /// The height of each bar in eighths of a row; 0 for a period without hits.
    pub bars: Vec<usize>,
    /// The first column of each year that is named.
    pub years: Vec<(usize, i16)>,
    /// What a bar is of: "month".
    pub period: &'static str,
}

/// Returns the bars of months for at most so many columns; `None` if there are no months.
#[must_use]
pub fn lay_out_bars(months: &[MonthCount], columns: usize) -> Option<TimeBars> {
    let first = month_number(months.first()?.month);
    let last = month_number(months.last()?.month);
    let bars_of = |step: i32| {
        let bars = last.div_euclid(step) - first.div_euclid(step) + 1;
        usize::try_from(bars).unwrap_or(usize::MAX)
    };
    let step = STEPS.into_iter().find(|step| bars_of(*step) <= columns)?;
    let start = first.div_euclid(step);
    let mut hits = vec![0; bars_of(step)];
    for count in months {
        let at = usize::try_from(month_number(count.month).div_euclid(step) - start);
        if let Some(bar) = at.ok().and_then(|at| hits.get_mut(at)) {
            *bar += count.hits;
        }
    }
    let most = hits.iter().copied().max().unwrap_or(0).max(1);
    Some(TimeBars {
        bars: hits
            .iter()
            .map(|hits| (hits * EIGHTHS).div_ceil(most))
            .collect(),
        years: name_years(start * step, step, hits.len(), columns),
        period: match step {
            1 => "month",
            3 => "quarter",
            12 => "year",
            _ => "years",
        },
    })
}

/// Returns the columns at which years are named: the first one, and each that begins with enough room before it.
fn name_years(first: i32, step: i32, bars: usize, columns: usize) -> Vec<(usize, i16)> {
    const NAME: usize = 4;
    let mut years: Vec<(usize, i16)> = Vec::new();
    for at in 0..bars {
        let month = first + i32::try_from(at).unwrap_or(i32::MAX).saturating_mul(step);
        let Ok(year) = i16::try_from(month.div_euclid(12)) else {
            continue;
        };
        let has_begun = at == 0 || month.rem_euclid(12) < step;
        let has_room = years.last().is_none_or(|(before, _)| at > before + NAME);
        let is_new = years.last().is_none_or(|(_, before)| *before != year);
        // The last year is named beside the one before it, if that is not too far from its bar.
        let is_last = at + 1 == bars && is_new;
        let place = match years.last() {
            Some((before, _)) if is_last => at.max(before + NAME + 1),
            Some(_) | None => at,
        };
        let is_near = years.len() < 2 || place < at + NAME;
        let is_named = has_begun && has_room && is_new || is_last && is_near;
        if is_named && place + NAME <= columns {
            years.push((place, year));
        }
    }
    years
}

/// Returns the number of a month, counted from year 0.
fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn months(counts: &[(i16, i8, usize)]) -> Vec<MonthCount> {
        let counts = counts.iter();
        counts
            .map(|(year, month, hits)| MonthCount {
                month: date(*year, *month, 1),
                hits: *hits,
            })
            .collect()
    }

    #[test]
    fn each_month_has_a_bar_as_long_as_they_fit() {
        let months = months(&[(2025, 11, 4), (2026, 1, 1), (2026, 2, 8)]);
        let bars = lay_out_bars(&months, 20).unwrap();
        assert_eq!((bars.bars, bars.period), (vec![4, 0, 1, 8], "month"));
        assert_eq!(bars.years, [(0, 2025), (5, 2026)]);
    }

    #[test]
    fn years_are_named_where_they_begin() {
        let bars = lay_out_bars(&months(&[(2025, 3, 1), (2026, 6, 1)]), 20).unwrap();
        assert_eq!(bars.years, [(0, 2025), (10, 2026)]);
    }

    #[test]
    fn the_last_year_is_not_named_far_from_its_bar() {
        let years = |last| {
            let months = months(&[(2015, 1, 1), (last, 6, 1)]);
            lay_out_bars(&months, 20).unwrap().years
        };
        assert_eq!(years(2026), [(0, 2015), (5, 2020), (10, 2025)]);
        assert_eq!(years(2029), [(0, 2015), (5, 2020), (10, 2025), (15, 2029)]);
    }

    #[test]
    fn many_months_are_quarters_and_many_quarters_years() {
        let few = months(&[(2020, 2, 3), (2020, 3, 1), (2021, 12, 2)]);
        let bars = lay_out_bars(&few, 10).unwrap();
        assert_eq!(bars.period, "quarter");
        assert_eq!(bars.bars, [8, 0, 0, 0, 0, 0, 0, 4]);
        let long = months(&[(1990, 1, 1), (2026, 12, 2)]);
        assert_eq!(lay_out_bars(&long, 40).unwrap().period, "year");
        assert_eq!(lay_out_bars(&long, 4).unwrap().bars, [4, 0, 0, 8]);
        assert_eq!(lay_out_bars(&[], 40), None);
    }
}
