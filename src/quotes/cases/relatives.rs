//! Cases of "who" behind what somebody is.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::behind_the_place_somebody_is_from(
    "The lot went to Karl Venn, a dealer from Harrow, who called it “a very thin egg”.",
    &["Karl Venn: “a very thin egg”"]
)]
#[case::behind_a_firm(
    "She wrote to Ada Fenn, an editor at Quillon, who in May called it “a very thin egg”.",
    &["Ada Fenn: “a very thin egg”"]
)]
#[case::behind_an_office_that_is_over(
    "She served under Sir Karl Venn, then ambassador in Quito, who called it “a very thin egg”.",
    &["Karl Venn: “a very thin egg”"]
)]
#[case::behind_an_age(
    "She met Karl Venn, 44, the member for Wexcombe North, who called it “a very thin egg”.",
    &["Karl Venn: “a very thin egg”"]
)]
#[case::behind_an_honour(
    "She met Karl Venn, QC, a veteran of the Marlow case, who called it “a very thin egg”.",
    &["Karl Venn: “a very thin egg”"]
)]
#[case::behind_the_place_of_an_office(
    "She met the mayor of Harrow, who called it “a very thin egg”.",
    &["the mayor of Harrow: “a very thin egg”"]
)]
#[case::a_friend_of_somebody(
    "She met Karl Venn, a friend of Ana Ruiz, who called it “a very thin egg”.",
    &["Ana Ruiz: “a very thin egg”"]
)]
#[case::whoever_lives_in_a_place(
    "They stopped in Harrow, the home of Ana Ruiz, who called it “a very thin egg”.",
    &["Ana Ruiz: “a very thin egg”"]
)]
#[case::somebody_met_behind_the_aside(
    "Karl Venn, a dealer from Harrow, met Ana Ruiz, who called it “a very thin egg”.",
    &["Ana Ruiz: “a very thin egg”"]
)]
#[case::somebody_behind_a_preposition(
    "Karl Venn, the mayor, was with Hollis, who called it “a very thin egg”.",
    &["Hollis: “a very thin egg”"]
)]
#[case::whoever_a_letter_goes_to(
    "Karl Venn, in a letter to Hollis, who called it “a very thin egg”, denied that.",
    &["Hollis: “a very thin egg”"]
)]
fn who_is_not_the_place(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}
