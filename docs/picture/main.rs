//! Draws the pictures of the README: starts the program in a terminal, presses keys, and writes what the screen shows as SVG.
//!
//! ```sh
//! cargo build && cargo run --example picture -- target/debug/pullquote articles docs
//! ```
//!
//! - this file: what is shown
//! - [`screen`]: the program in a pseudo terminal
//! - [`svg`]: a screen as SVG, and several as a moving picture

mod screen;
mod svg;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use screen::Screen;
use svg::{Frame, Look};

/// What is pressed one after another, and for how many seconds the screen is shown after it.
const STORY: [(&str, f32); 9] = [
    ("", 2.5),
    ("j", 1.0),
    ("\r", 2.0),
    ("]", 1.5),
    ("]", 1.5),
    ("w", 3.0),
    ("\x1b", 1.0),
    ("\"never", 3.0),
    ("\r", 3.0),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(articles), Some(folder)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: picture PROGRAM ARTICLES FOLDER".into());
    };
    let frames = record(&program, &articles, Look::Dark)?;
    fs::write(folder.join("picture.svg"), svg::moving(&frames, Look::Dark))?;
    for look in [Look::Dark, Look::Light] {
        let mut screen = Screen::start(&program, &articles, look)?;
        screen.press("j\r]]")?;
        let frame = screen.frame(0.0);
        fs::write(folder.join(look.still_name()), svg::still(&frame, look))?;
    }
    Ok(())
}

/// Presses the keys of the story, and returns what is shown after each.
fn record(program: &Path, articles: &Path, look: Look) -> Result<Vec<Frame>, Box<dyn Error>> {
    let mut screen = Screen::start(program, articles, look)?;
    let mut frames = Vec::new();
    for (keys, seconds) in STORY {
        screen.press(keys)?;
        frames.push(screen.frame(seconds));
    }
    Ok(frames)
}
