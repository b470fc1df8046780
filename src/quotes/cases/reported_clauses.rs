//! Quotes that somebody tells of somebody else: the innermost speaker is right.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::yelled(
    "Guards said the driver yelled “let me through” at the gate.",
    "the driver: “let me through”"
)]
#[case::warned(
    "Ana Ruiz said the surgeon warned her that the hand “might never close.”",
    "the surgeon: “might never close.”"
)]
#[case::told(
    "Ana Ruiz said her doctor told her she was “as fit as a flea.”",
    "her doctor: “as fit as a flea.”"
)]
#[case::told_the_court(
    "Witnesses told the court Ed Bell had shouted “get out” and thrown a chair.",
    "Ed Bell: “get out”"
)]
#[case::described(
    "Ana Ruiz said the council had described the quay as “sound in every part.”",
    "the council: “sound in every part.”"
)]
#[case::used_to_say(
    "Ana Ruiz recalled that her father used to say: “Never trust a calm sea.”",
    "her father: “Never trust a calm sea.”"
)]
#[case::heard(
    "Ana Ruiz said she had heard Ed Bell tell the clerk it was “cooked.”",
    "Ed Bell: “cooked.”"
)]
#[case::a_noun_that_no_list_has(
    "Ana Ruiz said the wharfinger told her to “come back with the tide.”",
    "the wharfinger: “come back with the tide.”"
)]
#[case::ordered(
    "Mr Bell said his foreman had ordered him to “make the pumps sing.”",
    "his foreman: “make the pumps sing.”"
)]
#[case::complained_of(
    "Officials in Hull said that their Dutch counterparts had complained of “bad manners” at every meeting.",
    "Dutch counterparts: “bad manners”"
)]
#[case::messaged(
    "Prosecutors allege that Marsh messaged a friend: “By Friday the boat is ours.”",
    "Marsh: “By Friday the boat is ours.”"
)]
#[case::asked_and_said(
    "A bosun told the jury that Ed Bell had asked twice for his coat, saying: “I am freezing.”",
    "Ed Bell: “I am freezing.”"
)]
#[case::an_epithet_before_the_name(
    "According to Marsh, his late skipper Ed Bell once warned him: “You can fish or you can drink.”",
    "Ed Bell: “You can fish or you can drink.”"
)]
#[case::one_of_several(
    "The witness testified that one of the men had told her to keep still “or the boat goes.”",
    "one of the men: “or the boat goes.”"
)]
#[case::of_whom_a_claim_tells(
    "The review rejected Ana Ruiz’s claim that the bosun had called her crew “a waste of oars.”",
    "the bosun: “a waste of oars.”"
)]
#[case::an_assertion(
    "The paper has checked Ana Ruiz’s assertion that the catch is “lower than in any year since the war.”",
    "Ana Ruiz: “lower than in any year since the war.”"
)]
#[case::whoever_is_asked_about_it(
    "Asked about reports that the skipper had called the nets “rotten”, Ana Ruiz shrugged.",
    "the skipper: “rotten”"
)]
#[case::only_for_somebody_to_announce(
    "Ana Ruiz welcomed the truce on Tuesday, only for Ed Bell to announce that his men would “sail at first light.”",
    "Ed Bell: “sail at first light.”"
)]
#[case::an_aim_inside_what_is_said(
    "Marsh was no friend of Tom Larkin, now the bosun, who in May said the aim was to make Marsh a “one-summer skipper.”",
    "Tom Larkin: “one-summer skipper.”"
)]
#[case::accused(
    "Ana Ruiz accused Ed Bell of saying the poor were “lazy.”",
    "Ed Bell: “lazy.”"
)]
#[case::only_for_her(
    "Ed Bell said it would rain, only for Ana Ruiz to post later that “the sun is out.”",
    "Ana Ruiz: “the sun is out.”"
)]
#[case::who_said(
    "Cleo Ward spoke to Ed Bell, who in March said the boats were “not worth the paint.”",
    "Ed Bell: “not worth the paint.”"
)]
#[case::an_agent_behind_the_quote(
    "Ana Ruiz was called “the bravest of us all” by her friend Ed Bell.",
    "Ed Bell: “the bravest of us all”"
)]
#[case::a_claim(
    "Ana Ruiz dismissed Ed Bell’s claim that she had been “asleep at the wheel.”",
    "Ed Bell: “asleep at the wheel.”"
)]
#[case::put_it(
    "The harbour was “a bath with boats,” as Ana Ruiz once put it.",
    "Ana Ruiz: “a bath with boats,”"
)]
#[case::so_said(
    "“The sea is a liar.” So said Ed Bell on the day he left.",
    "Ed Bell: “The sea is a liar.”"
)]
#[case::angered_by_saying(
    "After the fire (Cleo Ward called it an act of spite), Ana Ruiz angered many by saying, “Nobody asked you.”",
    "Ana Ruiz: “Nobody asked you.”"
)]
#[case::an_office_with_a_capital(
    "The Mayor, Mr Bell, described it as “a sad day.”",
    "Bell: “a sad day.”"
)]
#[case::an_outlet_behind_the_name(
    "Ana Ruiz, Harrow Times: “It was a good night for the chair, and a poor one for us.”",
    "Ana Ruiz: “It was a good night for the chair, and a poor one for us.”"
)]
#[case::informed(
    "Ana Ruiz said the inspector informed her that her boat was “not fit for the harbour.”",
    "the inspector: “not fit for the harbour.”"
)]
#[case::cautioned(
    "Ana Ruiz said inspectors had cautioned her that the pier was “one wave from the end.”",
    "inspectors: “one wave from the end.”"
)]
#[case::hinted_to(
    "Ana Ruiz said her manager hinted to her that she was “too old for the deck.”",
    "her manager: “too old for the deck.”"
)]
#[case::instructed_to_be(
    "Ana Ruiz said the coach instructed her to be “a wall with legs.”",
    "the coach: “a wall with legs.”"
)]
#[case::messaged_to_say(
    "Mr Bell said Mr Cole had messaged a colleague to say he was “a waste of rope.”",
    "Cole: “a waste of rope.”"
)]
#[case::would_begin_with(
    "The skipper said that her history teacher would begin every lesson with: “Nobody here is dull.”",
    "her history teacher: “Nobody here is dull.”"
)]
#[case::a_number_before_the_verb(
    "Passengers claimed that a man in row 14 yelled “open the hatch or I will” as the ferry left.",
    "a man in row 14: “open the hatch or I will”"
)]
#[case::herself_before_the_verb(
    "Her brother told mourners that Ana Ruiz herself used to say, “Leave the lamp on, somebody is out.”",
    "Ana Ruiz: “Leave the lamp on, somebody is out.”"
)]
#[case::told_her_she_added(
    "Ana Ruiz met the clerks. One of them had informed her that he was “allergic to ropes,” she added.",
    "One of them: “allergic to ropes,”"
)]
#[case::contends_according_to(
    "Ruiz, 44, contends the manager assured him the winch was “basically brand new,” according to the complaint filed in court.",
    "the manager: “basically brand new,”"
)]
fn the_innermost_speaks(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)), [quote]);
}

#[rstest]
#[case::what_is_done_to_something(
    "Ana Ruiz said the mayor ordered the “illegal” removal of the boats.",
    "Ana Ruiz: “illegal”"
)]
#[case::why_somebody_asked(
    "Ana Ruiz declined to say why the firm asked for time, saying: “We do not comment on boats.”",
    "Ana Ruiz: “We do not comment on boats.”"
)]
#[case::a_warning_that_is_judged(
    "Ana Ruiz said the union’s warning that the quay will close was “plain silly.”",
    "Ana Ruiz: “plain silly.”"
)]
#[case::a_clause_about_somebody(
    "Ana Ruiz said the clerk who told her the price was “plain rude.”",
    "Ana Ruiz: “plain rude.”"
)]
#[case::a_plan(
    "Ana Ruiz said the mayor announced a plan that was “dead in the water.”",
    "Ana Ruiz: “dead in the water.”"
)]
#[case::a_second_predicate(
    "Ana Ruiz said the mayor told lies and was “a fraud.”",
    "Ana Ruiz: “a fraud.”"
)]
#[case::whom_she_told(
    "Ana Ruiz told Ed Bell he was “a gentle soul.”",
    "Ana Ruiz: “a gentle soul.”"
)]
#[case::a_claim_that_is_judged(
    "Ana Ruiz said Ed Bell’s claim that the quay is safe was “simply not true.”",
    "Ana Ruiz: “simply not true.”"
)]
#[case::a_letter_that_voters_got(
    "Ana Ruiz wrote to voters saying: “The struggle goes on.”",
    "Ana Ruiz: “The struggle goes on.”"
)]
#[case::whom_she_informed(
    "Ana Ruiz said she informed the clerk that the pier was “plain unsafe.”",
    "Ana Ruiz: “plain unsafe.”"
)]
#[case::what_a_letter_told_her_of(
    "Ana Ruiz said the letter informed her of a “change in terms.”",
    "Ana Ruiz: “change in terms.”"
)]
#[case::called_on_to_say(
    "Bell called on the mayor to say “sorry” to the crews.",
    "Bell: “sorry”"
)]
#[case::a_year_before_the_verb(
    "The firm, founded in 1988, said the plan was “dead in the water.”",
    "The firm: “dead in the water.”"
)]
#[case::told_her_mother(
    "Ruiz told her mother that it was “a rotten boat,” she said.",
    "Ruiz: “a rotten boat,”"
)]
fn the_outermost_speaks(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)), [quote]);
}
