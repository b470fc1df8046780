//! Two people of one surname: couples, brothers, parents and their children.

use rstest::rstest;

use super::{story, told};
use crate::quotes;

#[rstest]
#[case::a_couple(
    "Brian and Sheila Cope live on the lane. “It is dark,” said Mr Cope.\n\n“He has a torch,” Mrs Cope said.",
    &["Brian Cope: “It is dark,”", "Sheila Cope: “He has a torch,”"]
)]
#[case::a_couple_and_a_daughter(
    "Ellen Cope, 15, wrote to the mayor. He thanked her parents, Grace and Emeka Cope.\n\n“She told us nothing,” said Mrs Cope.",
    &["Grace Cope: “She told us nothing,”"]
)]
#[case::by_the_given_name(
    "Brian and Sheila Cope live on the lane.\n\n“It is dark,” said Brian.",
    &["Brian Cope: “It is dark,”"]
)]
#[case::sisters(
    "Priya and Anna Mehta make candles.\n\n“I never liked them,” said Priya, the elder.",
    &["Priya Mehta: “I never liked them,”"]
)]
#[case::two_who_are_no_couple(
    "Hart and Bernie Moss met on the pier. Tom Hart was early.\n\n“It is dark,” said Hart.",
    &["Tom Hart: “It is dark,”"]
)]
#[case::the_surname_alone(
    "Anna and Ben Pryor run the inn.\n\n“We are full,” said Pryor.",
    &["Ben Pryor: “We are full,”"]
)]
#[case::a_name_that_was_given_in_full(
    "Grace Lowe runs the inn. Grace and Emeka Cope met there.\n\n“It is dark,” said Grace.",
    &["Grace Lowe: “It is dark,”"]
)]
fn a_shared_surname_is_both_of_theirs(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::the_other_was_named_last(
    "Liam Dunn, 34, and Sean Dunn, 29, admitted it. Sean Dunn wept.\n\n“It was dark,” Dunn said.",
    false
)]
#[case::the_one_was_named_last(
    "Sean Dunn, 29, and Liam Dunn, 34, admitted it. Sean Dunn wept.\n\n“It was dark,” Dunn said.",
    true
)]
#[case::the_younger(
    "Liam Dunn, 34, and Sean Dunn, 29, admitted it. Liam Dunn wept.\n\n“It was dark,” the younger Mr Dunn said.",
    false
)]
#[case::an_age(
    "Liam Dunn leads by three. His father, Keith Dunn, carries his bag.\n\n“It was dark,” Keith Dunn said.\n\nDunn, 29, said: “He snores.”",
    false
)]
#[case::a_title_tells_them_apart(
    "Liam Dunn, 34, and Mary Dunn, 29, admitted it. Mary Dunn wept.\n\n“It was dark,” Mr Dunn said.",
    true
)]
fn a_surname_of_two_is_unsure_behind_the_other(#[case] text: &str, #[case] is_sure: bool) {
    let found = quotes::find(&story(text));
    let last = found.last().map(|quote| quote.confidence.is_sure());
    assert_eq!(last, Some(is_sure));
}
