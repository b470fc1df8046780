//! What several stories have: statements as one row, the way to the others and back, copies of stories.

use super::story::{Story, story};

const LEDGER: (&str, &str) = (
    "harbor-ledger_2026-03-04_ferry.txt",
    "The ferry stops\n\n“We will mend the old ferry before the winter, and nobody shall wait,” said Ines Halloran, the harbor \
     master.\n\n“It is cold,” she said.\n",
);
const GAZETTE: (&str, &str) = (
    "island-gazette_2026-03-02_ferry.txt",
    "No boat today\n\n\"We will mend the old ferry before winter and nobody shall wait,\" Piet Aldous said on Monday.\n",
);

fn two_papers() -> Story {
    story(&[LEDGER, GAZETTE]).resize(140, 40)
}

#[test]
fn a_card_says_that_another_story_has_the_quote_and_that_it_names_somebody_else() {
    two_papers()
        .press("enter ]")
        .shows("also in 1 story")
        .shows("speakers differ there");
}

#[test]
fn the_same_quote_elsewhere_is_gone_to_and_back_from() {
    two_papers()
        .press("enter ]")
        .press("g d")
        .shows("No boat today")
        .shows("The same quote in story 1 of 2, speakers differ")
        .selects_quote(0)
        .press("ctrl-o")
        .shows("The ferry stops")
        .selects_quote(0)
        .press("ctrl-o")
        .shows("There was no jump before");
}

#[test]
fn a_quote_that_no_other_story_has_says_so() {
    two_papers()
        .press("enter ] ]")
        .press("g d")
        .shows("No other story has this quote");
}

#[test]
fn a_statement_is_one_row_of_results_and_enter_unfolds_it() {
    two_papers()
        .press("\"")
        .types("ferry")
        .shows("×2")
        .shows("speakers differ")
        .press("enter enter")
        .hides("×2")
        .shows("Ines Halloran")
        .shows("Piet Aldous")
        .press("j enter")
        .shows("No boat today")
        .selects_quote(0);
}

#[test]
fn copies_of_a_story_are_one_row_of_results() {
    let body = "The ferry was towed to the yard on Monday, where its hull is to be scraped, its engine taken out and its wheelhouse \
         painted before the first passengers of the spring come down to the quay with their bicycles and dogs.";
    let one = format!("The ferry is towed\n\n{body}\n");
    let other = format!("Old boat goes to the yard\n\n{body}\n\nIt is back in April.\n");
    let files = [
        ("harbor-ledger_2026-03-04_ferry.txt", one.as_str()),
        ("island-gazette_2026-03-06_boat.txt", other.as_str()),
    ];
    story(&files)
        .resize(140, 40)
        .press("S")
        .types("wheelhouse")
        .shows("Old boat goes to the yard")
        .shows("also in 1 outlet")
        .press("enter enter")
        .shows("The ferry is towed");
}
