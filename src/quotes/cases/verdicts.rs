//! Cases of what somebody tells that somebody else took something for, or cried.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::considered(
    "Dana Reid said the surgeon considered it “a lucky sort of mess”.",
    "the surgeon"
)]
#[case::had_deemed(
    "Dana Reid said the council had deemed the slip “a lucky sort of mess”.",
    "the council"
)]
#[case::regarded_as(
    "Dana Reid said the surgeon regarded the leak as “a lucky sort of mess”.",
    "the surgeon"
)]
#[case::likened_to(
    "Dana Reid said Ada Fenn likened her to “a lucky sort of mess”.",
    "Ada Fenn"
)]
#[case::found_it(
    "Dana Reid told the Ledger that the surgeon found it “a lucky sort of mess”.",
    "the surgeon"
)]
#[case::demanded(
    "Dana Reid said the singer once demanded “a lucky sort of mess”.",
    "the singer"
)]
#[case::reckoned(
    "Dana Reid said the surgeon reckoned she was “a lucky sort of mess”.",
    "the surgeon"
)]
#[case::of_a_body(
    "Dana Reid said the chairman of the club judged it “a lucky sort of mess”.",
    "the chairman of the club"
)]
#[case::acts_and_screams(
    "Dana Reid said the cook threw the plate and screamed: “a lucky sort of mess”.",
    "the cook"
)]
#[case::acts_and_mutters(
    "Dana Reid recalled that the judge had prodded the tart and muttered: “a lucky sort of mess”.",
    "the judge"
)]
#[case::yells_up(
    "Dana Reid said the croupier had yelled up that it was “a lucky sort of mess”.",
    "the croupier"
)]
#[case::was_considered(
    "Dana Reid said the mayor's plan was considered “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::she_considers(
    "Dana Reid said she considered it “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::the_surgeon_saw("Dana Reid said the surgeon saw “a lucky sort of mess”.", "Dana Reid")]
#[case::found_in_a_van(
    "Dana Reid said the surgeon found the van “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::used_as(
    "Dana Reid said the mayor used them as “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::considered_by_peers(
    "Dana Reid said the bill considered by peers was “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::suggesting(
    "Dana Reid said no, suggesting the mayor viewed it as “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::said_no_and_shouted("Dana Reid said no and shouted: “a lucky sort of mess”.", "Dana Reid")]
#[case::was_leaving(
    "Dana Reid said she was leaving and shouted: “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::behind_a_comma(
    "Dana Reid said the cook was to leave, and shouted: “a lucky sort of mess”.",
    "Dana Reid"
)]
#[case::acts_and_the_teller_adds(
    "Dana Reid said the cook had sat down and added: “a lucky sort of mess”.",
    "Dana Reid"
)]
fn the_innermost_is(#[case] text: &str, #[case] speaker: &str) {
    let expected = vec![format!("{speaker}: “a lucky sort of mess”")];
    assert_eq!(told(&story(text)), expected);
}

#[rstest]
#[case::what_a_firm_makes("Harbour Steel plans to make “green” steel at the yard.", false)]
#[case::what_somebody_finds("Dr Ana Ruiz found that the “silent” genes were awake.", false)]
#[case::what_somebody_calls_for(
    "Ana Ruiz has called for a sale of the “late” boats of the yard.",
    false
)]
#[case::what_somebody_says("Ana Ruiz said it was a “dismal” plan.", true)]
#[case::what_somebody_calls("Ana Ruiz called it a “dismal” plan.", true)]
fn a_term_before_a_noun_is_less_sure_than_what_is_said(#[case] text: &str, #[case] is_high: bool) {
    let found = crate::quotes::find(&story(text));
    let is_above = |hundredths: u8| hundredths > 70;
    let confidence = found.first().map(|quote| quote.confidence.as_hundredths());
    assert_eq!(confidence.is_some_and(is_above), is_high, "{confidence:?}");
}
