//! However the program ends or stops, the terminal is as it was before.

use std::time::Duration;

use rstest::rstest;
use rustix::process::Signal;

use super::session::{Home, Session, eventually};

const TITLE: &str = "A bench by the weir is moved";

/// How many times as long as its start the end of the program may take beyond the time that it has: all of it takes
/// longer on a slow or busy machine.
const SLACK: u32 = 50;

fn home() -> Home {
    let home = Home::new();
    let text = format!("{TITLE}\n\n“It stood in the way,” said Ola Berg.\n");
    home.add_article("bench.txt", &text);
    home
}

fn start(home: &Home, environment: &[(&str, &str)]) -> Session {
    let mut session = Session::start(home, (80, 24), environment);
    session.wait_for(TITLE);
    session
}

/// Starts a session in which no notice is in the last row and none is to come.
fn start_without_notice(home: &Home, environment: &[(&str, &str)]) -> Session {
    let mut session = start(home, environment);
    session.wait_for("1 article").press("ctrl-l");
    session.wait_for("? keys");
    session
}

#[test]
fn quit_gives_the_terminal_back() {
    let home = home();
    let mut session = start(&home, &[]);
    assert_eq!(session.press("q").wait_for_exit(), 0);
    session.wait_until_given_back();
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told_on_the_shells_screen() {
    let home = home();
    let mut session = start(&home, &[("PULLQUOTE_TEST_PANIC", "1")]);
    assert_eq!(session.press("!").wait_for_exit(), 101);
    session
        .wait_until_given_back()
        .wait_for("an internal error: asked for by PULLQUOTE_TEST_PANIC");
}

#[rstest]
#[case::sigterm(Signal::TERM)]
#[case::sighup(Signal::HUP)]
#[case::sigint(Signal::INT)]
#[case::sigquit(Signal::QUIT)]
#[case::sigusr1(Signal::USR1)]
#[case::sigabrt(Signal::ABORT)]
#[case::sigbus(Signal::BUS)]
fn a_signal_that_ends_the_program_gives_the_terminal_back(#[case] signal: Signal) {
    let home = home();
    let mut session = start(&home, &[]);
    let code = session.signal(signal).wait_for_exit();
    assert_eq!(code, 128 + u32::try_from(signal.as_raw()).unwrap());
    session.wait_until_given_back();
}

#[rstest]
fn a_broken_program_ends_also_when_a_thread_that_ends_it_gets_the_signal(
    #[values("signals", "stand-by")] thread: &str,
    #[values(Signal::ABORT, Signal::BUS)] signal: Signal,
) {
    let home = home();
    let mut session = start(&home, &[]);
    let code = session.signal_thread(thread, signal).wait_for_exit();
    assert_eq!(code, 128 + u32::try_from(signal.as_raw()).unwrap());
    session.wait_until_given_back();
}

#[rstest]
#[case::by_a_signal(|session: &mut Session| { session.signal(Signal::TSTP); })]
#[case::by_its_key(|session: &mut Session| { session.press("ctrl-z"); })]
fn stopped_it_gives_the_terminal_back_and_continued_it_takes_it_at_its_new_size(
    #[case] stop: fn(&mut Session),
) {
    let home = home();
    let mut session = start_without_notice(&home, &[]);
    stop(&mut session);
    session.wait_until_stopped().wait_until_given_back();
    session.resize((57, 13)).signal(Signal::CONT);
    session.wait_for_last_row(13, "? keys").wait_for(TITLE);
    // The last bytes of taking it may arrive after the frame has been read.
    eventually("the terminal to be taken", || session.is_taken());
    assert_eq!(session.press("q").wait_for_exit(), 0);
    session.wait_until_given_back();
}

#[test]
fn a_place_that_was_just_reached_is_kept_where_a_signal_ends_it() {
    let home = Home::new();
    let paragraphs: Vec<String> = (1..200)
        .map(|number| format!("It stood at post {number}."))
        .collect();
    let text = format!("{TITLE}\n\n{}\n", paragraphs.join("\n\n"));
    home.add_article("bench.txt", &text);
    let mut session = start(&home, &[]);
    session.press("enter").wait_for("at post 1.");
    session.press("space space space").wait_for("at post 39.");
    assert_eq!(session.signal(Signal::HUP).wait_for_exit(), 129);
    let mut session = Session::start(&home, (80, 24), &[]);
    session.wait_for("at post 35.");
}

#[test]
fn stopped_by_force_it_draws_anew_when_it_is_continued() {
    let home = home();
    let mut session = start(&home, &[]);
    session.wait_until_asleep();
    session.signal(Signal::STOP).wait_until_stopped();
    session.write_as_another_program("\x1b[?1049l\x1b[2J");
    session.wait_until_gone(TITLE);
    session.signal(Signal::CONT).wait_for(TITLE);
    assert!(session.is_taken());
}

#[test]
fn killed_while_it_is_stopped_it_leaves_the_terminal_alone() {
    let home = home();
    let mut session = start(&home, &[]);
    session.signal(Signal::TSTP).wait_until_stopped();
    let code = session
        .signal(Signal::TERM)
        .signal(Signal::CONT)
        .wait_for_exit();
    assert_eq!(code, 143);
    session.wait_until_given_back();
}

#[rstest]
#[case::of_its_session(|home: &Home| Session::start(home, (80, 24), &[]))]
#[case::of_another_session(|home: &Home| Session::start_detached(home, (80, 24)))]
fn a_closed_terminal_ends_it_within_a_second(#[case] start: fn(&Home) -> Session) {
    let home = home();
    let mut session = start(&home);
    // Half a sequence has been typed, and its rest will never come.
    let pace = session.pace(TITLE);
    session.send(b"\x1b[1;");
    session.close_terminal();
    assert!(session.has_ended_within(Duration::from_secs(1) + SLACK * pace));
}

#[test]
fn a_terminal_that_takes_no_bytes_cannot_keep_it_from_ending() {
    let home = home();
    let mut session = Session::start(&home, (80, 24), &[]);
    let pace = session.pace(TITLE);
    session.stop_reading();
    for width in 40..120 {
        session.resize((width, 24)).press("?");
    }
    session.signal(Signal::TERM);
    assert!(session.has_ended_within(Duration::from_secs(3) + SLACK * pace));
}

#[test]
fn a_browser_of_the_terminal_leaves_the_whole_screen_behind() {
    let home = Home::new();
    let text = format!(
        "---\ntitle: {TITLE}\nurl: https://weir.example/bench\n---\n\nIt stood in the way.\n"
    );
    home.add_article("bench.md", &text);
    let browser = home.add_program("browser", "echo browsing; read line; exit 0");
    let mut session = start(&home, &[("BROWSER", &browser)]);
    session.press("o").wait_for("browsing");
    session.wait_until_given_back();
    session
        .send(b"q\r")
        .wait_for("Opened a page of weir.example");
    session.wait_for(TITLE);
    assert_eq!(session.press("q").wait_for_exit(), 0);
}

#[test]
fn an_editor_has_the_terminal_to_itself_and_the_reader_takes_it_again() {
    let home = home();
    let editor = home.add_program("editor", "echo \"editing ${1##*/}\"; read line; exit 0");
    let mut session = start_without_notice(&home, &[("EDITOR", &editor)]);
    session.press("e").wait_for("editing bench.txt");
    session.wait_until_given_back();
    session
        .resize((57, 13))
        .signal(Signal::INT)
        .send(b"q! typed for the editor\r");
    session.wait_for_last_row(13, "? keys").wait_for(TITLE);
    assert!(session.is_taken());
    assert_eq!(session.press("q").wait_for_exit(), 0);
    session.wait_until_given_back();
}
