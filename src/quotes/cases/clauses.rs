//! Quotes whose own clause leaves no doubt who speaks.

use rstest::rstest;

use super::{story, told};
use crate::quotes;

#[rstest]
#[case::a_clause_of_somebody_else(
    "Ana Ruiz warned drivers to stay home, while Ed Bell called the storm “a mess.”",
    &["Ed Bell: “a mess.”"]
)]
#[case::a_clause_of_somebody_else_behind_and(
    "Ed Bell blamed the county for the delays, and Ana Ruiz accused him of “playing politics with plows.”",
    &["Ana Ruiz: “playing politics with plows.”"]
)]
#[case::a_feat_that_somebody_else_names(
    "Researchers say they have built a boat that sails itself, a feat one outside expert called “remarkable, if it floats.”",
    &["one outside expert: “remarkable, if it floats.”"]
)]
#[case::a_crowd_and_its_chant(
    "Ana Ruiz drove home with many workers and guests chanting “we are the coast” in the rain.",
    &["guests: “we are the coast”"]
)]
#[case::a_name_of_women_and_men(
    "“Odd claims,” wrote Marta Kowalska.\n\nWei Zhang, who leads the yard, says the criticism is fair. But, she adds, “the boat is still afloat.”",
    &["Marta Kowalska: “Odd claims,”", "Wei Zhang: “the boat is still afloat.”"]
)]
#[case::who_issued_a_statement(
    "Last night, police issued a statement saying: “The pier is shut until the spring.”",
    &["police: “The pier is shut until the spring.”"]
)]
#[case::who_has_released_a_letter(
    "Harbour Rail has now released a letter that said: “Nobody was hurt in the fire.”",
    &["Harbour Rail: “Nobody was hurt in the fire.”"]
)]
#[case::words_on_a_cape(
    "Alma Dorn hugged the bosun in a cape bearing the words, “I sail with the tide,” and shouted, “In two days we win!”",
    &["-: “I sail with the tide,”", "Alma Dorn: “In two days we win!”"]
)]
#[case::a_slogan(
    "The slogan on the nets is “Rest. We are on it” and it cost a fortune.",
    &["-: “Rest. We are on it”"]
)]
#[case::the_subject_before_a_colon(
    "“It shook me,” Tom Larkin said. Owen Pratt had the same thought: “It was the best song of all.”",
    &["Tom Larkin: “It shook me,”", "Owen Pratt: “It was the best song of all.”"]
)]
#[case::the_subject_before_a_colon_behind_a_quote(
    "“It shook me,” Tom Larkin said. “It was fine.” Owen Pratt had the same thought: “It was the best song of all.”",
    &["Tom Larkin: “It shook me,”", "Tom Larkin: “It was fine.”", "Owen Pratt: “It was the best song of all.”"]
)]
#[case::a_party_behind_a_name_between_commas(
    "“This is our year!” Tull's niece, Del. Maria Price (D-Ebbing), shouted to the crowd.",
    &["Maria Price: “This is our year!”"]
)]
#[case::a_voice(
    "Alma Dorn picked up the phone. “Are you all right?” the voice asked.",
    &["the voice: “Are you all right?”"]
)]
#[case::those_who_work_for_a_name(
    "Heron producers defended the show, saying it was “a good evening for all of us”.",
    &["Heron producers: “a good evening for all of us”"]
)]
#[case::whoever_yells_right_before(
    "“There is a man who has some problems,” Ed Bell said as the heckler yelled: “You sank it!”",
    &["Ed Bell: “There is a man who has some problems,”", "the heckler: “You sank it!”"]
)]
#[case::a_name_read_in_the_wrong_encoding(
    "“It will hold,” said Marc TrÃ©vidic, who keeps the yard.",
    &["Marc TrÃ©vidic: “It will hold,”"]
)]
#[case::a_clause_of_somebody_else_behind_a_semicolon(
    "Rick Hale told reporters he was ready; Carla Voss, asked about that, said simply, “Good.”",
    &["Carla Voss: “Good.”"]
)]
#[case::in_the_words_of_somebody(
    "Ana Ruiz was preparing her exit, and Ed Bell was, in the words of a senior adviser, “the torchbearer” of her legacy.",
    &["a senior adviser: “the torchbearer”"]
)]
#[case::in_her_own_words(
    "Ed Bell met Ana Ruiz on the quay. She is, in her own words, “a carpenter who reads.”",
    &["Ana Ruiz: “a carpenter who reads.”"]
)]
#[case::a_clause_behind_after(
    "Ed Bell is assuring voters that he is tough enough after a woman in Harrow told him he was “too nice.”",
    &["a woman in Harrow: “too nice.”"]
)]
#[case::who_cries_is_led_away(
    "Ana Ruiz was led away by officers, screaming “I did nothing wrong” at the crowd.",
    &["Ana Ruiz: “I did nothing wrong”"]
)]
#[case::who_cries_is_led_away_by_two(
    "Ana Ruiz was led away by officers and guards, screaming “I did nothing wrong” at the crowd.",
    &["Ana Ruiz: “I did nothing wrong”"]
)]
#[case::who_cries_fought(
    "Ana Ruiz struggled with officers, screaming “I did nothing wrong” at the crowd.",
    &["Ana Ruiz: “I did nothing wrong”"]
)]
fn the_clause_decides(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[test]
fn the_reasons_tell_which_rule_decided() {
    let article = story("The Ledger quoted Ed Bell as saying “It will hold.”");
    let quotes = quotes::find(&article);
    let reasons: Vec<&str> = quotes
        .iter()
        .flat_map(|quote| &quote.reasons)
        .map(|reason| reason.0.as_str())
        .collect();
    assert!(
        reasons.contains(&"decided by the rule 'quoted as saying'"),
        "{reasons:?}"
    );
}
