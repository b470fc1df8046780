//! A search goes through the real index: found while typed, opened, come back from; and it outlives the index.

use std::fs;

use super::session::{Home, Session};

fn home() -> Home {
    let home = Home::new();
    home.add_article(
        "2026-03-02-bench.txt",
        "A bench by the weir is moved\n\n“It stood in the way,” said Ola Berg.\n\nIt stands uphill now.\n",
    );
    home.add_article(
        "2026-03-01-kiosk.txt",
        "The kiosk opens again\n\n“Nobody missed the tea,” said Edda Falk, who sells it.\n",
    );
    home
}

#[test]
fn a_quote_is_found_while_it_is_typed_opened_and_come_back_from() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("The kiosk opens again").press("\"");
    session.wait_for("quotes:").send(b"miss");
    session.wait_for("1 quote").wait_for("Edda Falk");
    // The first card is explained where the way back is otherwise.
    session.press("enter").wait_for("who said it");
    session.wait_for("said Edda Falk, who sells it.");
    session.press("esc").wait_for("quotes: miss");
    session.press("esc").wait_until_gone("quotes: miss");
}

#[test]
fn a_search_goes_on_when_its_index_is_deleted_and_it_is_made_anew() {
    let home = home();
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("The kiosk opens again").press("\"");
    session.wait_for("quotes:").send(b"miss");
    session.wait_for("1 quote");
    home.delete_cache();
    session.send(b"ed");
    session.wait_for("quotes: missed").wait_for("1 quote");
    super::session::eventually("the index to be made anew", || {
        let caches = fs::read_dir(home.cache()).into_iter().flatten().flatten();
        caches
            .map(|cache| cache.path().join("index/meta.json"))
            .any(|meta| meta.exists())
    });
}

#[test]
fn everyone_who_is_quoted_is_listed() {
    let home = home();
    let mut session = Session::start(&home, (90, 24), &[]);
    session.wait_for("The kiosk opens again").press("P");
    session.wait_for("Speakers").wait_for("1 of 2");
    session
        .press("/")
        .send(b"edf")
        .wait_for("1 speaker")
        .press("enter enter");
    session.wait_for("What Edda Falk said");
    session.wait_for("“Nobody missed the tea”");
}
