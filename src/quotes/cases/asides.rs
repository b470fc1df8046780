//! Speakers beside brackets, datelines, things with writing on them, and roles that run into their names.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::a_position(
    "Full-forward Jai Kennett kicked seven. “The ball came to me all day,” he said.",
    "Jai Kennett: “The ball came to me all day,”"
)]
#[case::a_party_behind_a_colon(
    "Docks: Independent Sid Garland returned unopposed. “The ball came to me all day,” Garland said.",
    "Sid Garland: “The ball came to me all day,”"
)]
#[case::a_department(
    "Minister for Finance Ruairí McEnty met them. “The ball came to me all day,” Mr McEnty said.",
    "Ruairí McEnty: “The ball came to me all day,”"
)]
#[case::a_lady(
    "Sir Giles Thorne is ill. “The ball came to me all day,” Lady Thorne said.",
    "Lady Thorne: “The ball came to me all day,”"
)]
#[case::a_nickname(
    "“The ball came to me all day,” Ed “The Barber” Coyle told the court.",
    "Ed “The Barber” Coyle: “The ball came to me all day,”"
)]
#[case::a_verb_in_capitals(
    "Kelsie Barlow DUMPS fiancé after row. “The ball came to me all day,” she said.",
    "Kelsie Barlow: “The ball came to me all day,”"
)]
#[case::a_first_lady(
    "First Lady Ana Ruiz said, “The ball came to me all day.”",
    "Ana Ruiz: “The ball came to me all day.”"
)]
#[case::a_name_with_a_hyphen(
    "Yong-nam Kim said, “The ball came to me all day.”",
    "Yong-nam Kim: “The ball came to me all day.”"
)]
#[case::a_director_of_a_body(
    "Minister for Health Services Ana Ruiz said, “The ball came to me all day.”",
    "Ana Ruiz: “The ball came to me all day.”"
)]
fn a_name_is_whole_and_alone(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)), [quote]);
}

#[rstest]
#[case::a_dateline("HULL: “We will stay,” said Ana Ruiz, who runs the boats.", &["Ana Ruiz: “We will stay,”"])]
#[case::a_label("BELL: “We will stay,” she said.", &["BELL: “We will stay,”"])]
#[case::a_shirt(
    "Ana Ruiz led them in a T-shirt that read, “Homes not hotels,” and cried, “We are not going anywhere!”",
    &["-: “Homes not hotels,”", "Ana Ruiz: “We are not going anywhere!”"]
)]
#[case::a_billboard("The billboard, which read “Dad's Night Off”, went up at noon.", &["-: “Dad's Night Off”"])]
#[case::a_slogan(
    "The slogan on the side of every lorry now reads “Be Nice. It's Free” and it cost a fortune.",
    &["-: “Be Nice. It's Free”"]
)]
#[case::whoever_holds_it("A woman with a placard said: “No more ferries.”", &["A woman with a placard: “No more ferries.”"])]
#[case::a_short_quote_with_a_name("Ed Bell said: “Thank you, Gary.”", &["Ed Bell: “Thank you, Gary.”"])]
#[case::a_short_post("Sen. Ed Bell, R-Ohio, tweeted: “Sign it, Darlene.”", &["Ed Bell: “Sign it, Darlene.”"])]
#[case::behind_brackets(
    "As the deal fell apart (analyst Prue Hall said it was a hangover), Carl Dunn calmed his staff by telling them, “We were here before them.”",
    &["Carl Dunn: “We were here before them.”"]
)]
#[case::whoever_reports_the_sentence_before(
    "Ana Ruiz said that Ed Bell, a pilot who died in the crash, sang on the bus. “He was tired of us all.”",
    &["Ana Ruiz: “He was tired of us all.”"]
)]
#[case::whoever_acts_before(
    "Ed Bell, a pilot, wanted to leave. “I was tired of it all.”",
    &["Ed Bell: “I was tired of it all.”"]
)]
#[case::with_sons(
    "Plumber Mark Eadie, 41, from Paisley, with sons Josh, 9, and Ben, 6, said: “They had filled the tank.”",
    &["Mark Eadie: “They had filled the tank.”"]
)]
#[case::two_with_ages(
    "Mark Eadie, 41, and Ben Cole, 36, said: “They had filled the tank.”",
    &["Mark Eadie and Ben Cole: “They had filled the tank.”"]
)]
#[case::a_rep("A rep for Ana Ruiz said: “She would ask for peace.”", &["A rep for Ana Ruiz: “She would ask for peace.”"])]
#[case::a_rep_of_a_union("A union rep told us: “She would ask for peace.”", &["A union rep: “She would ask for peace.”"])]
#[case::a_representative("Rep. Ana Ruiz said: “We would ask for peace.”", &["Ana Ruiz: “We would ask for peace.”"])]
#[case::jailing(
    "Judge Marian Holt sat at ten. Jailing Pollitt, the judge said he had “turned a kindness into a tool.”",
    &["Marian Holt: “turned a kindness into a tool.”"]
)]
#[case::clearing_snow("Clearing snow, the crew said: “It is cold out here.”", &["the crew: “It is cold out here.”"])]
#[case::one_participant(
    "“These numbers are poor,” Ana Ruiz told analysts on a call that one participant described as “bracing”.",
    &["Ana Ruiz: “These numbers are poor,”", "one participant: “bracing”"]
)]
#[case::a_share_in_single_marks(
    "A source close to the player said the deal was ‘90 per cent done’ and all was well.\n\n‘We are fine,’ Ed Bell said.",
    &["A source close to the player: ‘90 per cent done’", "Ed Bell: ‘We are fine,’"]
)]
#[case::decades("He rowed in the ‘90s and the ‘80s for Hull.\n\n‘We are fine,’ Ed Bell said.", &["Ed Bell: ‘We are fine,’"])]
fn the_clause_decides_beside_an_aside(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}
