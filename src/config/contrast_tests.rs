//! Holds every role of the built-in themes to its contrast.

use ratatui::style::{Color, Style};
use rstest::rstest;

use super::colour::{Depth, TerminalColours, luminance};
use super::{Theme, ThemeChoice, ThemeSettings};

/// What is read for long: 7:1 on the page, 4.5:1 on a tint.
const TEXT: [&str; 11] = [
    "text",
    "headline",
    "standfirst",
    "heading",
    "code",
    "link",
    "note",
    "title",
    "unread",
    "quote",
    "focused-head",
];

/// What carries no words.
const NO_WORDS: [&str; 4] = ["border", "focused-border", "scrollbar", "veil"];

/// The backgrounds that a theme is for, the darkest and the lightest.
const DARK: [[u8; 3]; 2] = [[0, 0, 0], [0x1e, 0x1e, 0x1e]];
const LIGHT: [[u8; 3]; 2] = [[0xf3, 0xf3, 0xf3], [0xff, 0xff, 0xff]];

/// The 16 colours of xterm, Tango and VGA, as their terminals show them.
const PALETTES: [[u32; 16]; 3] = [
    [
        0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
        0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ],
    [
        0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
        0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
    ],
    [
        0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
        0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
    ],
];

/// Returns the contrast of two colours as the Web Content Accessibility Guidelines 2 define it.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// Returns red, green and blue; one of the 16 colours is looked up in the palette.
fn values(color: Color, palette: &[u32; 16]) -> [u8; 3] {
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) => match palette.get(usize::from(index)) {
            Some(packed) => {
                let [_, red, green, blue] = packed.to_be_bytes();
                [red, green, blue]
            }
            None => fixed_values(index),
        },
        other => panic!("{other:?}"),
    }
}

/// Returns one of the 240 fixed colours.
fn fixed_values(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + (index - 232) * 10; 3];
    }
    let step = |number: u8| [0, 95, 135, 175, 215, 255][usize::from(number % 6)];
    let place = index - 16;
    [step(place / 36), step(place / 6), step(place)]
}

fn themed(choice: ThemeChoice, depth: Depth) -> Theme {
    let settings = ThemeSettings {
        choice,
        ..ThemeSettings::default()
    };
    let background = None;
    Theme::new(&settings, TerminalColours { depth, background })
}

/// Returns the least contrast of a role on the pages, and the least on the tints.
fn least_contrasts(style: Style, pages: &[[u8; 3]], tints: &[[u8; 3]]) -> Option<(f64, f64)> {
    let palette = &PALETTES[0];
    let words = values(style.fg?, palette);
    let own = style.bg.map(|own| values(own, palette));
    let least = |behind: &[[u8; 3]]| {
        let contrasts = behind
            .iter()
            .map(|behind| contrast(words, own.unwrap_or(*behind)));
        contrasts.fold(f64::INFINITY, f64::min)
    };
    Some((least(pages), least(tints)))
}

/// Checks every role of a theme; `text` is what the words of a story need on the page.
fn check_roles(choice: ThemeChoice, depth: Depth, text: f64) {
    let mut theme = themed(choice, depth);
    let pages = match choice.background() {
        Some(super::Background::Dark) => DARK,
        Some(super::Background::Light) => LIGHT,
        None => panic!("no background"),
    };
    let tints = [
        theme.selection,
        theme.unfocused_selection,
        theme.selected_quote,
    ];
    let tints = tints.map(|tint| values(tint.bg.unwrap(), &PALETTES[0]));
    for (name, style) in theme.named_roles() {
        if NO_WORDS.contains(&name) {
            continue;
        }
        let Some((page, tint)) = least_contrasts(*style, &pages, &tints) else {
            continue;
        };
        let is_text = TEXT.contains(&name) || name.starts_with("speaker");
        let needed = if is_text && style.bg.is_none() {
            text
        } else {
            4.5
        };
        assert!(page >= needed, "{name} on the page: {page:.2}");
        assert!(tint >= 4.5, "{name} on a tint: {tint:.2}");
    }
}

#[rstest]
fn words_can_be_read_in_all_colours(
    #[values(
        ThemeChoice::Dark,
        ThemeChoice::Light,
        ThemeChoice::DarkContrast,
        ThemeChoice::LightContrast,
        ThemeChoice::DarkSafe,
        ThemeChoice::LightSafe
    )]
    choice: ThemeChoice,
) {
    check_roles(choice, Depth::True, 7.0);
}

#[rstest]
#[case::dark(ThemeChoice::Dark, 6.9)]
#[case::dark_contrast(ThemeChoice::DarkContrast, 6.9)]
#[case::dark_safe(ThemeChoice::DarkSafe, 6.9)]
#[case::light(ThemeChoice::Light, 4.5)]
#[case::light_contrast(ThemeChoice::LightContrast, 4.5)]
#[case::light_safe(ThemeChoice::LightSafe, 4.5)]
fn words_can_be_read_in_256_colours(#[case] choice: ThemeChoice, #[case] text: f64) {
    check_roles(choice, Depth::TwoHundredFiftySix, text);
}

#[rstest]
#[case::dark(ThemeChoice::Terminal16Dark, [0, 0, 0])]
#[case::light(ThemeChoice::Terminal16Light, [255, 255, 255])]
fn words_can_be_read_in_16_colours(#[case] choice: ThemeChoice, #[case] page: [u8; 3]) {
    let mut theme = themed(choice, Depth::Sixteen);
    for (name, style) in theme.named_roles() {
        let Some(words) = style.fg.filter(|_| !NO_WORDS.contains(&name)) else {
            continue;
        };
        for palette in &PALETTES {
            let behind = style.bg.map_or(page, |own| values(own, palette));
            let found = contrast(values(words, palette), behind);
            assert!(found >= 4.5, "{name}: {found:.2}");
        }
    }
}

#[rstest]
fn where_the_background_is_unknown_no_word_has_a_colour(
    #[values(ThemeChoice::Terminal, ThemeChoice::Plain)] choice: ThemeChoice,
) {
    let mut theme = themed(choice, Depth::Sixteen);
    for (name, style) in theme.named_roles() {
        let has_colour = style.fg.or(style.bg).is_some();
        assert!(!has_colour || NO_WORDS.contains(&name), "{name}");
    }
}
