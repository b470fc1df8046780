//! Cases of what somebody is, beside a name or instead of one.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::a_calling_that_is_a_surname(
    "Shepherd Ewan Marsh counted his flock again. “They keep moving,” he said.",
    "Ewan Marsh: “They keep moving,”"
)]
#[case::a_voice(
    "Soprano Ana Lind counted the rows again. “They keep moving,” she said.",
    "Ana Lind: “They keep moving,”"
)]
#[case::a_given_name_that_is_a_calling(
    "Archer Lee Marsh counted the rows again. “They keep moving,” he said.",
    "Archer Lee Marsh: “They keep moving,”"
)]
#[case::a_calling_with_a_surname(
    "Steward Bell said the rows were moving. “They keep moving,” Bell said.",
    "Steward Bell: “They keep moving,”"
)]
#[case::the_police_of_a_land(
    "Police Scotland said: “They keep moving.”",
    "Police Scotland: “They keep moving.”"
)]
#[case::police_in_a_land(
    "Police in Scotland said: “They keep moving.”",
    "Police in Scotland: “They keep moving.”"
)]
#[case::a_local_who_gave_no_name(
    "Ana Ruiz runs the yard. ¶A local, who asked not to be named, said she had complained. “They keep moving,” she said.",
    "A local: “They keep moving,”"
)]
#[case::a_guide_in_a_park(
    "Ed Bell runs the yard. ¶A guide in the park, who did not want to be named, said he had complained. “They keep moving,” he said.",
    "A guide: “They keep moving,”"
)]
#[case::a_report_that_does_not_name_her(
    "Ana Ruiz runs the yard. ¶A local paper, which did not name her, came. “They keep moving,” she said.",
    "Ana Ruiz: “They keep moving,”"
)]
#[case::according_to_a_union_rep(
    "According to union rep Vic Lorne, the carts “keep moving”.",
    "Vic Lorne: “keep moving”"
)]
#[case::according_to_police(
    "According to police, Vic Lorne said the carts “keep moving”.",
    "Vic Lorne: “keep moving”"
)]
fn the_last_is(#[case] text: &str, #[case] quote: &str) {
    let text = text.replace('¶', "\n\n");
    assert_eq!(told(&story(&text)).last().map(String::as_str), Some(quote));
}
