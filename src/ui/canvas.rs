//! Putting text on the screen: the one place that writes cells.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::article::TextRange;
use crate::config::theme::Theme;
use crate::text::{Clean, SOFT_HYPHEN, measure, wrap};

use super::glyphs::Glyphs;
use super::links::ScreenLink;

/// The screen while it is drawn, with what it is drawn in.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// How meanings look.
    pub(super) theme: &'a Theme,
    /// The characters drawn.
    pub(super) glyphs: &'a Glyphs,
    /// The links that were drawn.
    links: Vec<ScreenLink>,
}

impl<'a> Canvas<'a> {
    pub(super) const fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: &'a Glyphs) -> Self {
        Self {
            buffer,
            theme,
            glyphs,
            links: Vec::new(),
        }
    }

    /// Notes that cells of a row lead somewhere.
    pub(super) fn link(&mut self, area: Rect, url: &Clean) {
        let area = area.intersection(self.buffer.area);
        if !area.is_empty() {
            let url = url.clone();
            self.links.push(ScreenLink { area, url });
        }
    }

    /// Returns the links that were drawn.
    pub(super) fn into_links(self) -> Vec<ScreenLink> {
        self.links
    }

    /// Empties the screen.
    pub(super) fn clear(&mut self) {
        self.style(self.buffer.area, self.theme.text);
    }

    /// Empties an area that something is behind.
    pub(super) fn blank(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let blank = " ".repeat(usize::from(area.width));
        for y in area.top()..area.bottom() {
            // A wide character that is cut in half would cover the first column.
            let left = area.x.checked_sub(1).filter(|_| area.width > 0);
            if let Some(cell) = left.and_then(|left| self.buffer.cell_mut((left, y)))
                && cell.cell_width() > 1
            {
                cell.set_symbol(" ");
            }
            self.buffer
                .set_stringn(area.x, y, &blank, usize::from(area.width), Style::reset());
        }
        self.style(area, self.theme.text);
    }

    /// Dims all that is drawn so far, without its backgrounds and attributes.
    pub(super) fn veil(&mut self) {
        let style = Style::reset().patch(self.theme.text).patch(self.theme.veil);
        let area = self.buffer.area;
        self.buffer.set_style(area, style);
    }

    /// Gives an area a style, over what is there.
    pub(super) fn style(&mut self, area: Rect, style: Style) {
        if style != Style::new() {
            self.buffer
                .set_style(area.intersection(self.buffer.area), style);
        }
    }

    /// Puts text on a row, cut at the area's right end; returns the column after it.
    pub(super) fn put(&mut self, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let area = area.intersection(self.buffer.area);
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return x;
        }
        let room = usize::from(area.right() - x);
        let text = self.glyphs.spell(text);
        if measure::has_single_columns(&text) {
            return self.put_single_columns(x, y, &text, room, style);
        }
        let (next, _) = if text.contains(SOFT_HYPHEN) {
            self.buffer
                .set_stringn(x, y, text.replace(SOFT_HYPHEN, ""), room, style)
        } else {
            self.buffer.set_stringn(x, y, text, room, style)
        };
        next
    }

    /// Puts text of characters of one column, for which no graphemes need be looked for.
    fn put_single_columns(&mut self, x: u16, y: u16, text: &str, room: usize, style: Style) -> u16 {
        let first = self.buffer.index_of(x, y);
        let cells = self.buffer.content.get_mut(first..first + room);
        let mut next = x;
        for (c, cell) in text.chars().zip(cells.unwrap_or_default()) {
            cell.set_char(c).set_style(style);
            next += 1;
        }
        next
    }

    /// Puts text on the first row of an area, with an ellipsis where it is cut; returns the column after it.
    pub(super) fn line(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let room = usize::from(area.width);
        if room == 0 {
            return area.x;
        }
        if measure::count_columns(text) <= room {
            return self.put(area, area.x, area.y, text, style);
        }
        let (head, _) = measure::truncate(text, room - 1);
        let next = self.put(area, area.x, area.y, head.trim_end(), style);
        self.put(area, next, area.y, self.glyphs.ellipsis, style)
    }

    /// Puts one text on the left of an area's first row and another on the right; the left one gives way.
    pub(super) fn ends(
        &mut self,
        area: Rect,
        left: &str,
        right: &str,
        left_style: Style,
        right_style: Style,
    ) {
        let width = u16::try_from(measure::count_columns(right)).unwrap_or(u16::MAX);
        let fits = width < area.width;
        let taken = if fits { width } else { 0 };
        let rest = Rect {
            width: area.width - taken,
            ..area
        };
        self.line(rest, left, left_style);
        if fits {
            self.put(area, area.right() - width, area.y, right, right_style);
        }
    }

    /// Puts a short text into an area, wrapped at its width.
    pub(super) fn paragraph(&mut self, area: Rect, text: &str, style: Style) {
        let all = TextRange::new(0, text.len());
        let lines = wrap::wrap(text, all, usize::from(area.width), wrap::Options::default());
        for (number, line) in lines.into_iter().take(usize::from(area.height)).enumerate() {
            let row = row_of(area, number);
            self.put(row, row.x, row.y, line.range.of(text), style);
        }
    }

    /// Puts a text into an area, wrapped at its width, with an ellipsis where it is cut.
    pub(super) fn cut_paragraph(&mut self, area: Rect, text: &str, style: Style) {
        let all = TextRange::new(0, text.len());
        let mut lines = wrap::wrap(text, all, usize::from(area.width), wrap::Options::default());
        let rows = usize::from(area.height);
        if lines.len() > rows {
            lines.truncate(rows);
            if let Some(last) = lines.last_mut() {
                last.range.end = all.end;
            }
        }
        for (number, line) in lines.into_iter().enumerate() {
            self.line(row_of(area, number), line.range.of(text), style);
        }
    }

    /// Fills a row with one character.
    pub(super) fn row(&mut self, area: Rect, glyph: &str, style: Style) {
        self.put(
            area,
            area.x,
            area.y,
            &glyph.repeat(usize::from(area.width)),
            style,
        );
    }

    /// Fills a column with one character.
    pub(super) fn column(&mut self, area: Rect, glyph: &str, style: Style) {
        for y in area.top()..area.bottom() {
            self.put(area, area.x, y, glyph, style);
        }
    }
}

/// Returns how many rows a short text has in a paragraph of that many columns.
pub(super) fn wrapped_height(text: &str, width: u16) -> usize {
    let all = TextRange::new(0, text.len());
    let width = usize::from(width.max(1));
    wrap::wrap(text, all, width, wrap::Options::default()).len()
}

/// Returns what is left of an area from a column on.
pub(super) fn from_column(area: Rect, x: u16) -> Rect {
    Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    }
}

/// Returns an area without its first columns.
pub(super) fn indent_area(area: Rect, columns: u16) -> Rect {
    from_column(area, area.x + columns.min(area.width))
}

/// Returns one row of an area, counted from its top; empty when the area ends before it.
pub(super) fn row_of(area: Rect, row: usize) -> Rect {
    let offset = u16::try_from(row).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + offset,
        height: u16::from(offset < area.height),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_that_begins_inside_a_wide_character_is_drawn_whole() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, "a字字", Style::new());
        let theme = Theme::default();
        let mut canvas = Canvas::new(&mut buffer, &theme, &Glyphs::UNICODE);
        let area = Rect::new(2, 0, 3, 1);
        canvas.blank(area);
        canvas.put(area, 2, 0, "|", Style::new());
        let symbols: Vec<&str> = (0..4).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(symbols, ["a", " ", "|", " "]);
    }
}
