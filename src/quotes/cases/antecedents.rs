//! Whom pronouns and "the" with a noun refer to.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::the_paragraph_brings_its_own_man(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin mends them. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::with_a_title(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nMr Larkin shook his head. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Larkin: “They will hold,”"]
)]
#[case::with_a_colon(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin was calm: “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::behind_but(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nBut Tom Larkin would not hear of it. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::somebody_without_a_name(
    "“They never ring,” Alma Dorn said.\n\nAnother neighbour said she had called the council. She called the lane “a disgrace”.",
    &["Alma Dorn: “They never ring,”", "Another neighbour: “a disgrace”"]
)]
#[case::a_paper_is_nobodys_she(
    "A mum was left in the rain after the ferry sailed without her.\n\nSpeaking to the Morning Heron, she said: “We had tickets.”",
    &["A mum: “We had tickets.”"]
)]
#[case::a_station_is_nobodys_he(
    "A shopkeeper was robbed on Friday night.\n\nIn an interview with Heron Radio, he said: “I ran.”",
    &["A shopkeeper: “I ran.”"]
)]
#[case::they_are_the_body_of_the_paragraph(
    "Larkin Events denies that it was told. “We have nothing to add,” they said.",
    &["Larkin Events: “We have nothing to add,”"]
)]
#[case::a_line_that_ends_with_a_stop_is_no_headline(
    "Owen Pratt met Harold Brook on Monday.\n\nPratt said he would mend the nets with Brook.\n\n“We took it to heart,” he said.",
    &["Owen Pratt: “We took it to heart,”"]
)]
fn antecedents_are_found(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[test]
fn a_reason_says_both_parts() {
    let article = story(
        "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin mends them. “They will hold,” he said.",
    );
    let quotes = crate::quotes::find(&article);
    let reasons: Vec<&str> = quotes
        .iter()
        .flat_map(|quote| &quote.reasons)
        .map(|reason| reason.0.as_str())
        .filter(|reason| reason.contains("that 'he' is Tom Larkin is"))
        .collect();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert!(
        reasons.iter().all(
            |reason| reason.ends_with(": subject of the sentence before; runner-up Owen Pratt")
        ),
        "{reasons:?}"
    );
}
