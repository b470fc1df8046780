//! What a story calls somebody whom it has named: "the lorry driver said", "the mum-of-three said".

use rstest::rstest;

use super::{story, told};
use crate::quotes;

#[rstest]
// The description that opens the story is of whoever the next paragraph names.
#[case::a_description_before_its_name(
    "# Fire on the road\n\nA lorry driver has told how he pulled a family from a car.\n\nSteve Nunn, 51, was on the bridge when he saw smoke.\n\n“I ran,” the lorry driver said.",
    &["Steve Nunn: “I ran,”"]
)]
#[case::a_home_behind_the_name(
    "A gran who has won a car in a raffle will sell it.\n\nDoris Platt, from Ebbing, has never driven.\n\n“It is red,” said the gran.",
    &["Doris Platt: “It is red,”"]
)]
#[case::a_verdict(
    "A cook has been fined for feeding gulls.\n\nPaul Lind, 50, of Ebbing, will not stop.\n\n“They know my hat,” the cook said.",
    &["Paul Lind: “They know my hat,”"]
)]
#[case::what_somebody_did_to_another(
    "A vet has saved a dog that ate a watch.\n\nBella Marsh, 40, from Ebbing, owns the dog.\n\n“It was still ticking,” the vet said.",
    &["the vet: “It was still ticking,”"]
)]
#[case::of_another_age(
    "A teenager who went missing has been found.\n\nMary Platt, 47, from Leeds, is his mother.\n\n“I was cold,” the teenager said.",
    &["the teenager: “I was cold,”"]
)]
#[case::two_who_may_be_meant(
    "A surgeon has been struck off for lying to a patient.\n\nPaul Lind, 50, of Ebbing, was not told for a year.\n\n“It was late,” the surgeon said.",
    &["the surgeon: “It was late,”"]
)]
#[case::of_another_gender(
    "A gran who has won a car will sell it.\n\nPaul Lind, 50, sold the tickets.\n\n“It is red,” said the gran.",
    &["the gran: “It is red,”"]
)]
#[case::several_people(
    "Two cooks who have won a car will sell it.\n\nPaul Lind, 50, sold the tickets.\n\n“It is red,” said the cook.",
    &["the cook: “It is red,”"]
)]
// The same people in other words.
#[case::a_mother_of_three(
    "Kelly Dodd, a mum from Ebbing, rang the vet Leanne Orr.\n\nOrr came at noon.\n\n“He is long,” said the mum-of-three.",
    &["Kelly Dodd: “He is long,”"]
)]
#[case::a_goalkeeper(
    "Ed Moss, the Harbour keeper, blamed the striker Tom Reid.\n\nReid had hit the post.\n\n“I never saw it,” the goalkeeper said.",
    &["Ed Moss: “I never saw it,”"]
)]
// The only one of the paragraph.
#[case::the_only_one_of_the_paragraph(
    "“It is closed,” said Clive Harmer.\n\nOne of the last, Leila Dahl, 22, was on her way home. “An old man fell on me,” the student said.",
    &["Clive Harmer: “It is closed,”", "Leila Dahl: “An old man fell on me,”"]
)]
#[case::not_whom_the_quote_tells_of(
    "Leila Dahl, 22, has left the choir.\n\n“She was our best,” the organist said.",
    &["the organist: “She was our best,”"]
)]
#[case::of_whom_it_cannot_tell(
    "Leila Dahl, 22, has begun a petition.\n\n“He was our best,” the mother of two said.",
    &["Leila Dahl: “He was our best,”"]
)]
// An age is followed by a verb.
#[case::an_age_that_acts(
    "Ed Moss scored late on.\n\nThe 27-year-old ran to the stand. “I heard them,” he said.",
    &["Ed Moss: “I heard them,”"]
)]
fn an_epithet_is_of_somebody_named(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::an_epithet_of_any_of_them(
    "Tim Rudd came to court with Ed Moss.\n\n“He lied,” the plumber said.",
    true
)]
#[case::an_office_of_nobody_named(
    "Tim Rudd came to court with Ed Moss.\n\n“He lied,” the prosecutor said.",
    false
)]
#[case::of_a_body_and_its_people(
    "Tim Rudd came to court with Ed Moss.\n\n“He lied,” the head of the yard said.",
    false
)]
fn an_epithet_of_nobody_is_less_sure(#[case] text: &str, #[case] is_low: bool) {
    let found = quotes::find(&story(text));
    let confidence = found.first().map(|quote| quote.confidence.as_hundredths());
    assert_eq!(
        confidence.map(|hundredths| hundredths <= 70),
        Some(is_low),
        "{confidence:?}"
    );
}

#[test]
fn a_pronoun_is_no_surer_than_the_epithet_it_refers_to() {
    let text = "Team-mate Tom Reid, who shares a house with Ed Moss, was happy. “He cannot cook,” the defender said.\n\nThe 22-year-old may play against Harrow on Saturday. “I owe them a goal,” he said.";
    let found = quotes::find(&story(text));
    let last = found.last().map(|quote| quote.confidence.as_hundredths());
    assert!(last.is_some_and(|hundredths| hundredths < 90), "{last:?}");
}
