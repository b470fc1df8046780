//! Screens as SVG: a text for each stretch of one style, a rectangle for each background.

use std::fmt::Write as _;

/// The size of the terminal.
pub(super) const COLUMNS: u16 = 120;
pub(super) const ROWS: u16 = 30;

/// The size of a cell, and the space around the screen, in units of the picture.
const CELL: (f32, f32) = (8.4, 18.0);
const AROUND: f32 = 12.0;

/// Whether a picture is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Light words on a dark background.
    Dark,
    /// Dark words on a light background.
    Light,
}

impl Look {
    /// Returns the value of `COLORFGBG` that tells the program of the background.
    pub(super) const fn background_variable(self) -> &'static str {
        match self {
            Self::Dark => "15;0",
            Self::Light => "0;15",
        }
    }

    /// Returns the name of the file with the still.
    pub(super) const fn still_name(self) -> &'static str {
        match self {
            Self::Dark => "still-dark.svg",
            Self::Light => "still-light.svg",
        }
    }

    /// Returns the colours of the background and of plain words.
    const fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Dark => ("#17191c", "#d6d7d3"),
            Self::Light => ("#fbfaf7", "#22252a"),
        }
    }
}

/// What a screen shows, for so many seconds.
pub(super) struct Frame {
    rows: Vec<Vec<Stretch>>,
    seconds: f32,
}

/// Cells of one style.
struct Stretch {
    column: u16,
    columns: u16,
    text: String,
    style: CellStyle,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct CellStyle {
    words: Option<String>,
    background: Option<String>,
    /// What is bold, italic, underlined or dim, as attributes of SVG.
    attributes: String,
    is_inverse: bool,
}

impl Frame {
    /// Reads a screen.
    pub(super) fn from_screen(screen: &vt100::Screen, seconds: f32) -> Self {
        let rows = (0..ROWS).map(|row| read_row(screen, row)).collect();
        Self { rows, seconds }
    }
}

fn read_row(screen: &vt100::Screen, row: u16) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for column in 0..COLUMNS {
        let Some(cell) = screen
            .cell(row, column)
            .filter(|cell| !cell.is_wide_continuation())
        else {
            continue;
        };
        let style = CellStyle {
            words: colour_code(cell.fgcolor()),
            background: colour_code(cell.bgcolor()),
            attributes: cell_attributes(cell),
            is_inverse: cell.inverse(),
        };
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        match stretches.last_mut() {
            Some(last) if last.style == style => {
                last.text.push_str(text);
                last.columns += 1;
            }
            Some(_) | None => stretches.push(Stretch {
                column,
                columns: 1,
                text: text.to_owned(),
                style,
            }),
        }
    }
    stretches
}

/// Returns the attributes that are not colours.
fn cell_attributes(cell: &vt100::Cell) -> String {
    let flags = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.6\""),
    ];
    let set = flags.iter().filter(|(is_on, _)| *is_on);
    set.map(|(_, flag)| *flag).collect()
}

/// Returns a colour of the terminal; `None` for its own.
fn colour_code(colour: vt100::Color) -> Option<String> {
    match colour {
        vt100::Color::Default => None,
        // The program is told that the terminal has true colours, so that it asks for few others.
        vt100::Color::Idx(number) => Some(format!("hsl({}, 40%, 60%)", u32::from(number) * 45)),
        vt100::Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
    }
}

/// Returns a picture of one screen.
pub(super) fn still(frame: &Frame, look: Look) -> String {
    document(look, "", &draw(frame, look))
}

/// Returns a picture that shows one screen after another, over and over.
pub(super) fn moving(frames: &[Frame], look: Look) -> String {
    let total: f32 = frames.iter().map(|frame| frame.seconds).sum();
    let (mut style, mut body, mut start) = (String::new(), String::new(), 0.0);
    for (number, frame) in frames.iter().enumerate() {
        let end = start + frame.seconds;
        // Each boundary is written once, with as many digits where one ends and the next begins: steps jump there.
        let (from, to) = (100.0 * start / total, 100.0 * end / total);
        let _ = write!(
            style,
            "@keyframes f{number}{{0%{{visibility:hidden}}{from:.3}%{{visibility:visible}}\
             {to:.3}%,100%{{visibility:hidden}}}}\n.f{number}{{visibility:hidden;animation:f{number} {total}s step-end infinite}}\n"
        );
        let _ = writeln!(body, "<g class=\"f{number}\">{}</g>", draw(frame, look));
        start = end;
    }
    document(look, &style, &body)
}

fn document(look: Look, style: &str, body: &str) -> String {
    let (background, words) = look.colours();
    let (width, height) = (
        f32::from(COLUMNS) * CELL.0 + 2.0 * AROUND,
        f32::from(ROWS) * CELL.1 + 2.0 * AROUND,
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\" aria-label=\"pullquote in a terminal\">\n<style>text{{font:14px \
         ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre;fill:{words}}}\n{style}</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n{body}</svg>\n"
    )
}

fn draw(frame: &Frame, look: Look) -> String {
    let mut drawn = String::new();
    for (row, stretches) in (0_u16..).zip(&frame.rows) {
        for stretch in stretches {
            draw_stretch(stretch, row, look, &mut drawn);
        }
    }
    drawn
}

fn draw_stretch(stretch: &Stretch, row: u16, look: Look, drawn: &mut String) {
    let (plain_background, plain_words) = look.colours();
    let style = &stretch.style;
    let (x, y) = (
        AROUND + f32::from(stretch.column) * CELL.0,
        AROUND + f32::from(row) * CELL.1,
    );
    let width = f32::from(stretch.columns) * CELL.0;
    let mut words = style.words.as_deref();
    let mut background = style.background.as_deref();
    if style.is_inverse {
        (words, background) = (
            Some(background.unwrap_or(plain_background)),
            Some(words.unwrap_or(plain_words)),
        );
    }
    if let Some(background) = background {
        let height = CELL.1;
        let _ = write!(
            drawn,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{background}\"/>"
        );
    }
    let text = stretch.text.trim_end();
    if text.is_empty() {
        return;
    }
    let mut attributes = style.attributes.clone();
    if let Some(words) = words {
        let _ = write!(attributes, " fill=\"{words}\"");
    }
    // The length keeps columns where they are, whatever the font.
    let cells = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    let length = f32::from(cells) * CELL.0;
    let (base, text) = (y + 0.75 * CELL.1, escape(text));
    let _ = write!(
        drawn,
        "<text x=\"{x:.1}\" y=\"{base:.1}\" textLength=\"{length:.1}\"{attributes}>{text}</text>"
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
