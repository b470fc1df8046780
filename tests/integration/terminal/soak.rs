//! Random keys, search included, while files come, change and go: the program answers to the end.

use std::env;
use std::fs;
use std::time::{Duration, Instant};

use super::session::{Home, Session};

/// How many seconds the test goes on, if this variable says so.
const SECONDS: &str = "PULLQUOTE_SOAK_SECONDS";
/// How long it goes on otherwise.
const USUAL_SECONDS: u64 = 60;
/// The first number of the sequence that decides everything, if this variable says so; it is printed with a failure.
const SEED: &str = "PULLQUOTE_SOAK_SEED";
/// How many stories there are at the most.
const STORIES: u64 = 40;

/// Keys that stay in the program and start no other: none that quits, suspends, edits, opens links or runs commands, nor
/// the help and the palette, whose entries do.
const KEYS: &[&str] = &[
    "j", "j", "k", "down", "up", "J", "K", "n", "N", "]", "[", "}", "{", "h", "l", "tab", "space",
    "enter", "enter", "esc", "esc", "esc", "ctrl-d", "ctrl-u", "ctrl-f", "ctrl-b", "G", "g g", "z",
    "+", "-", "=", "b", "m", "M", "u", "ctrl-r", "x", "r", "B", "P", "!", "f", "s", "t", "w", "c",
    "ctrl-l", "/", "S", "\"", "S", "\"",
];
/// What is typed now and then: words of the stories, their beginnings, and what a query may hold besides.
const WORDS: &[&str] = &[
    "ferry",
    "fer",
    "said:holm",
    "tide",
    "-tide",
    "\"the ",
    "in:ledger",
    "after:2026",
    "zzz",
    "a",
    "OR",
    "is:unread",
];
/// Programs that the reader may start, though none of the keys does.
const PROGRAMS: &[(&str, &str)] = &[("EDITOR", "true"), ("VISUAL", "true"), ("BROWSER", "true")];
const SIZES: &[(u16, u16)] = &[(140, 40), (90, 30), (80, 24), (40, 12), (200, 50)];

/// A xorshift generator (Marsaglia 2003), so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let number = self.roll(of.len() as u64);
        of[usize::try_from(number).unwrap()]
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    env::var(variable).map_or(usual, |value| value.parse().unwrap())
}

/// Writes, rewrites or removes one of the stories.
fn change_files(home: &Home, dice: &mut Dice) {
    let story = dice.roll(STORIES);
    let name = format!("ledger_2026-03-{:02}_{story}.txt", 1 + story % 28);
    if dice.roll(3) == 0 {
        let _absent = fs::remove_file(home.archive().join(name));
        return;
    }
    let headline = match dice.roll(4) {
        0 => format!("Ferry {story} is late, reading {}", dice.roll(100)),
        _ => format!("Ferry {story} leaves the pier"),
    };
    let filler = "The tide turned, and the boats lay still.\n\n".repeat(dice.pick(&[1, 1, 30]));
    let text = format!(
        "{headline}\n\nBy Nora Quist\n\n“The ferry sails at {story},” said Captain Ines Holm.\n\n{filler}"
    );
    home.add_article(&name, &text);
}

fn press_keys(session: &mut Session, dice: &mut Dice) {
    match dice.roll(12) {
        0 => {
            // Outside a prompt the letters of a word would be keys, of which some leave the program.
            let (key, prompt) = dice.pick(&[("S", "stories:"), ("\"", "quotes:")]);
            session.press("esc esc esc esc esc esc esc esc").press(key);
            session.wait_for(prompt);
            session.send(dice.pick(WORDS).as_bytes());
        }
        1 if dice.roll(8) == 0 => {
            session.resize(dice.pick(SIZES));
        }
        _ => {
            session.press(dice.pick(KEYS));
        }
    }
}

#[test]
fn random_keys_and_changing_files_never_stop_the_program_from_answering() {
    let seed = number(SEED, 0x2026_1129);
    let mut dice = Dice(seed);
    let home = Home::new();
    for _ in 0..STORIES {
        change_files(&home, &mut dice);
    }
    home.add_article(
        "stays.txt",
        "The pier stays\n\n“It stays,” said Ola Berg.\n",
    );
    let mut session = Session::start(&home, (140, 40), PROGRAMS);
    session.wait_for("Ferry");
    let end = Instant::now() + Duration::from_secs(number(SECONDS, USUAL_SECONDS));
    let mut keys = 0_u64;
    while Instant::now() < end {
        for _ in 0..100 {
            press_keys(&mut session, &mut dice);
            if dice.roll(6) == 0 {
                change_files(&home, &mut dice);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        keys += 100;
        assert!(
            !session.has_ended_within(Duration::ZERO),
            "the program has ended after {keys} keys from seed {seed:#x}:\n{}",
            session.screen()
        );
        // Whoever still works long after the last key asks for something again and again.
        session.wait_until_asleep();
    }
    session.press("esc esc esc esc esc esc esc esc q q q");
    assert_eq!(
        session.wait_for_exit(),
        0,
        "after {keys} keys from seed {seed:#x}"
    );
}
