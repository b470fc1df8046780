//! What holds for any text: no panic, ranges inside the text, time in proportion to length.

use std::time::Duration;

use proptest::prelude::*;

use super::story;
use crate::quotes;
use crate::stopwatch::processor_time;

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

/// Returns the shortest of three times that finding the quotes of a text takes.
fn time(text: &str) -> Duration {
    let article = story(text);
    (0..3)
        .map(|_| processor_time(|| assert!(quotes::find(&article).len() <= text.len())))
        .min()
        .unwrap()
}

/// A text eight times as long may take at most this much longer; a quadratic one takes sixty-four times as long.
const FACTOR: u32 = 24;

#[test]
fn time_grows_with_the_length_of_one_paragraph() {
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
        let short = time(&sentence.repeat(100));
        let long = time(&sentence.repeat(800));
        let allowed = short.max(Duration::from_millis(2)) * FACTOR;
        assert!(long < allowed, "{long:?} after {short:?} for {sentence:?}");
    }
}
