//! What holds for any text: no panic, ranges inside the text.
//!
//! `benches/growth.rs` holds the time in proportion to length.

use proptest::prelude::*;

use super::{story, told};
use crate::quotes;

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic_and_every_quote_lies_in_it(
        text in "(\\PC|[\"'“”‘’«»„\n. ,:]|said |Mr\\. Bell |she |\n\n|> |Q: |A: |according to ){0,200}"
    ) {
        let article = story(&text);
        for quote in quotes::find(&article) {
            prop_assert!(!quote.fragments.is_empty());
            for fragment in &quote.fragments {
                prop_assert!(quote.range.contains_range(*fragment));
                prop_assert!(!article.words_in(*fragment).is_empty());
            }
        }
    }
}

#[test]
fn a_paragraph_of_any_length_is_read() {
    for sentence in [
        "“The bridge will hold,” said Ana Ruiz, and Ed Bell told her that it would not. ",
        "She said, he said, they said that it was so, ",
        "Ana Ruiz Bell Ruiz Bell Ruiz ",
        "Ana Ruiz blamed the board, and Ed Bell called it “a mess,” ",
        "Mayor Ana Ruiz met Ed Bell, the engineer. “It will hold,” the engineer said. ",
        "“Cold Water,” “Warm Water” and ",
        "Ana’s Bell’s board’s ",
        "“we sail, then, ",
        "'em 'n' 'til the 'o' ",
        "\" ' “ ",
    ] {
        let text = sentence.repeat(800);
        assert!(quotes::find(&story(&text)).len() <= text.len());
    }
}

/// A pronoun is not weighed against all of a long paragraph for each of many candidates: unbounded, this takes minutes.
#[test]
fn a_long_paragraph_of_names_and_pronouns_comes_to_an_end() {
    let ran = "Quobobble ran. Dralvin ran. Mostrum ran. Pelligan ran. Varnock ran. Tobrick ran. ";
    let part = format!("{ran}{}", "It ran. He wept. ".repeat(30));
    let article = story(&format!(
        "{}\n\n“It will hold,” said Ana Ruiz.",
        part.repeat(200)
    ));
    assert_eq!(told(&article), ["Ana Ruiz: “It will hold,”"]);
}
