//! Where the parts of the screen of search are: a function of the screen's size.

use ratatui::layout::Rect;

use super::super::panes::areas::{MEDIUM, PaneArea, WIDE, split_left, split_status};
use super::Part;

/// From this height on, a line below the query says how it was read.
const READING_FROM: u16 = 9;
/// From this height on, a blank row is below the heads.
const ROOMY: u16 = 30;
/// From this width on the place of the selected hit is beside the hits.
const PREVIEWED: u16 = 100;
/// The width of the speakers beside the hits.
const SPEAKERS: u16 = 28;
/// The lines of the months below the speakers: a blank one, a heading, bars, years.
const MONTHS: u16 = 4;
/// The fewest lines of speakers above the months or sources.
const FEWEST_SPEAKERS: u16 = 5;
/// The most lines of sources, and the lines around them: a blank one and a heading.
const MOST_SOURCES: u16 = 6;
const AROUND_SOURCES: u16 = 2;

/// Where the parts are; one that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SearchAreas {
    /// The line of the query.
    pub query: Rect,
    /// The line below, which says how the query was read.
    pub reading: Option<Rect>,
    /// The hits.
    pub results: Option<PaneArea>,
    /// The speakers of the hits.
    pub speakers: Option<PaneArea>,
    /// The sources of the hits, below the speakers.
    pub sources: Option<PaneArea>,
    /// The heading, the bars and the years of the months, below the sources.
    pub months: Option<Rect>,
    /// The place of the selected hit in its article.
    pub preview: Option<PaneArea>,
    /// The columns between them, one cell wide.
    pub separators: [Option<Rect>; 2],
    /// The status line.
    pub status: Option<Rect>,
}

/// What decides where the parts are, apart from the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// The one with the focus.
    pub part: Part,
    /// How many speakers there are to show.
    pub speakers: usize,
    /// How many sources there are to show below them.
    pub sources: usize,
    /// Whether there are months to show below both.
    pub has_months: bool,
}

/// Returns where the parts are in `area`, whatever its size.
#[must_use]
pub fn split_search(area: Rect, parts: Parts) -> SearchAreas {
    let (rest, status) = split_status(area);
    let (query, rest) = split_top(rest);
    let (reading, body) = if area.height >= READING_FROM {
        let (reading, body) = split_top(rest);
        (Some(reading), body)
    } else {
        (None, rest)
    };
    let mut areas = SearchAreas {
        query,
        reading,
        status,
        ..SearchAreas::default()
    };
    areas.split_body(body, parts, u16::from(area.height >= ROOMY));
    areas
}

/// Returns where a screen with one list has its parts.
#[must_use]
pub fn split_list(area: Rect) -> SearchAreas {
    let (body, status) = split_status(area);
    SearchAreas {
        results: Some(PaneArea::new(body, 0)),
        status,
        ..SearchAreas::default()
    }
}

impl SearchAreas {
    fn split_body(&mut self, body: Rect, parts: Parts, gap: u16) {
        let has_speakers = parts.speakers > 0;
        let is_in_speakers = has_speakers && parts.part != Part::Results;
        if body.width < MEDIUM && is_in_speakers {
            self.split_facet(body, parts, gap);
            return;
        }
        let mut rest = body;
        let shows_speakers = is_in_speakers || (has_speakers && body.width >= WIDE);
        if shows_speakers {
            let (left, separator, speakers) = split_left(rest, rest.width - SPEAKERS - 1);
            self.split_facet(speakers, parts, gap);
            self.separators = [None, Some(separator)];
            rest = left;
        }
        if body.width >= WIDE || (body.width >= PREVIEWED && !is_in_speakers) {
            let (results, separator, preview) = split_left(rest, share_of_results(rest.width));
            // The preview's scrollbar is the line between it and the speakers.
            let bar = u16::from(shows_speakers);
            let preview = Rect {
                width: preview.width + bar,
                ..preview
            };
            self.preview = Some(PaneArea::new(preview, gap));
            self.separators = [Some(separator), None];
            rest = results;
        }
        self.results = Some(PaneArea::new(rest, gap));
    }

    /// Splits off sources and months where enough speakers are seen above them; the line after the last speaker is theirs.
    fn split_facet(&mut self, area: Rect, parts: Parts, gap: u16) {
        let pane = PaneArea::new(area, gap);
        let around = AROUND_SOURCES + gap;
        let (speakers, sources, months) = share_facet(pane.body.height, parts, around);
        let mut y = pane.body.y + speakers;
        let take = |y: u16, height| Rect {
            y,
            height,
            ..pane.body
        };
        if sources > 0 {
            self.sources = Some(PaneArea {
                header: Some(take(y + 1, 1)),
                body: take(y + around, sources),
            });
            y += around + sources;
        }
        if months > 0 {
            self.months = Some(take(y + 1, MONTHS - 1));
        }
        self.speakers = Some(PaneArea {
            body: take(pane.body.y, speakers),
            ..pane
        });
    }

    /// Returns the part that holds the cell, if one does.
    #[must_use]
    pub fn part_at(&self, column: u16, row: u16) -> Option<Part> {
        let holds = |area: Option<PaneArea>| {
            area.is_some_and(|area| area.body.contains((column, row).into()))
        };
        if holds(self.results) {
            Some(Part::Results)
        } else if holds(self.sources) {
            Some(Part::Sources)
        } else {
            holds(self.speakers).then_some(Part::Speakers)
        }
    }
}

/// Shares the lines of a facet among speakers, sources and months; 0 for a part that does not fit.
fn share_facet(height: u16, parts: Parts, around: u16) -> (u16, u16, u16) {
    let lines = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let mut rest = height;
    let mut months = 0;
    if parts.has_months && rest >= MONTHS + FEWEST_SPEAKERS {
        months = MONTHS;
        rest -= MONTHS;
    }
    let mut sources = lines(parts.sources).min(MOST_SOURCES);
    if sources > 0 && rest >= around + sources + FEWEST_SPEAKERS {
        rest -= around + sources;
    } else {
        sources = 0;
    }
    let speakers = if months == 0 && sources == 0 {
        rest
    } else {
        rest.min(lines(parts.speakers))
    };
    (speakers, sources, months)
}

/// Returns the columns of the hits beside a preview: 52 of a hundred.
const fn share_of_results(width: u16) -> u16 {
    width / 2 + width / 50
}

/// Returns the first row of an area, and the rest.
fn split_top(area: Rect) -> (Rect, Rect) {
    let height = area.height.min(1);
    let top = Rect { height, ..area };
    let rest = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (top, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn shown(areas: &SearchAreas) -> (bool, bool, bool) {
        let (results, speakers) = (areas.results.is_some(), areas.speakers.is_some());
        (results, speakers, areas.preview.is_some())
    }

    #[rstest]
    #[case::wide_shows_all(140, Part::Results, true, (true, true, true))]
    #[case::stories_have_no_speakers(140, Part::Results, false, (true, false, true))]
    #[case::medium_shows_the_place_of_a_hit(100, Part::Results, true, (true, false, true))]
    #[case::medium_shows_the_speakers_in_its_stead(100, Part::Speakers, true, (true, true, false))]
    #[case::below_that_the_hits_are_alone(90, Part::Results, true, (true, false, false))]
    #[case::with_the_speakers_beside_them_in_focus(90, Part::Speakers, true, (true, true, false))]
    #[case::narrow_shows_one(60, Part::Results, true, (true, false, false))]
    #[case::narrow_shows_the_other(60, Part::Speakers, true, (false, true, false))]
    fn shows_what_fits(
        #[case] width: u16,
        #[case] part: Part,
        #[case] has_speakers: bool,
        #[case] expected: (bool, bool, bool),
    ) {
        let areas = split_search(Rect::new(0, 0, width, 30), parts(part, has_speakers));
        assert_eq!(shown(&areas), expected);
    }

    fn parts(part: Part, has_speakers: bool) -> Parts {
        Parts {
            part,
            speakers: if has_speakers { 7 } else { 0 },
            sources: if has_speakers { 2 } else { 0 },
            has_months: true,
        }
    }

    #[rstest]
    #[case::below_the_speakers(140, 30, Part::Results, Some((17, 3)))]
    #[case::higher_up_on_a_low_screen(140, 29, Part::Results, Some((15, 3)))]
    #[case::at_the_bottom(90, 13, Part::Speakers, Some((9, 3)))]
    #[case::a_low_screen_has_none(140, 12, Part::Results, None)]
    #[case::where_the_results_are_there_are_none(60, 30, Part::Results, None)]
    fn months_are_where_speakers_leave_room(
        #[case] width: u16,
        #[case] height: u16,
        #[case] part: Part,
        #[case] expected: Option<(u16, u16)>,
    ) {
        let screen = Rect::new(0, 0, width, height);
        let areas = split_search(screen, parts(part, true));
        let months = areas.months.map(|months| (months.y, months.height));
        assert_eq!(months, expected);
    }

    #[rstest]
    #[case::below_the_speakers(30, Some((12, 2)))]
    #[case::without_a_blank_row(29, Some((11, 2)))]
    #[case::not_where_few_speakers_would_be_left(15, None)]
    fn sources_are_where_speakers_leave_room(
        #[case] height: u16,
        #[case] expected: Option<(u16, u16)>,
    ) {
        let areas = split_search(Rect::new(0, 0, 140, height), parts(Part::Results, true));
        let sources = areas
            .sources
            .map(|pane| (pane.header.unwrap().y, pane.body.height));
        assert_eq!(sources, expected);
    }

    proptest! {
        #[test]
        fn everything_lies_inside_the_screen(width in 0u16..600, height in 0u16..300, has_speakers: bool, is_speakers: bool) {
            let screen = Rect::new(0, 0, width, height);
            let part = if is_speakers { Part::Speakers } else { Part::Results };
            let areas = split_search(screen, parts(part, has_speakers));
            let panes = [areas.results, areas.speakers, areas.sources, areas.preview];
            let panes = panes.into_iter().flatten().flat_map(|pane| [Some(pane.body), pane.header]);
            let rows = [Some(areas.query), areas.reading, areas.status, areas.months];
            for area in panes.chain(rows).chain(areas.separators).flatten() {
                prop_assert_eq!(area.intersection(screen), area);
            }
        }
    }
}
