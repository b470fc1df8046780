//! Tests that an open index, which reads only what changed, knows the same people as one that reads all.

use std::sync::{Arc, Mutex};

use jiff::ToSpan;
use jiff::civil::date;
use rstest::rstest;

use super::tests::{Shelf, Story, TODAY, checkpoint};
use super::{Index, SpeakerRow};
use crate::article::ArticleId;
use crate::people::NameDecision;
use crate::search::counts::CountKey;
use crate::search::hits::{HitOrder, HitRequest, SearchScope};
use crate::search::query::Query;

/// Names as articles write them: of one person, of two of one surname, of bodies, of nobody.
const NAMES: [&str; 16] = [
    "Oda Lund",
    "Oda J. Lund",
    "Lund",
    "LUND",
    "Lund & Finn Berg",
    "Finn Berg",
    "Berg, the mayor",
    "Finn A. Berg, the mayor",
    "Finn B. Berg, the pilot",
    "Harbor Board",
    "NATO",
    "a pilot",
    "the company",
    "Ines as she",
    "Ines Holm as Ines",
    "Holm",
];

/// A small generator of numbers (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn name(&mut self) -> &'static str {
        let number = usize::try_from(self.roll(NAMES.len() as u64)).unwrap();
        NAMES[number]
    }

    fn story(&mut self, number: u128) -> Story {
        let speakers: Vec<&'static str> = (0..self.roll(4)).map(|_| self.name()).collect();
        let mut text = String::from("It rains.");
        for said in &speakers {
            let said = said.split(" & ").map(|name| {
                let name = name.split(", ").next().unwrap();
                name.replace(" as ", " ")
            });
            let said: Vec<String> = said.collect();
            let said = said.join(" and ");
            text.push_str(" “The tide is ");
            text.push_str(&number.to_string());
            text.push_str(",” said ");
            text.push_str(&said);
            text.push('.');
        }
        let day = date(2020, 1, 1) + i64::try_from(self.roll(900)).unwrap().days();
        Story {
            number,
            day: (self.roll(6) > 0).then_some(day),
            source: "Harbor Ledger",
            text: text.leak(),
            speakers: speakers.leak(),
        }
    }
}

/// Returns everybody, and how often each name is found.
fn known_by(index: &Index, shelf: &Shelf) -> (Vec<Arc<SpeakerRow>>, Vec<String>) {
    let query = Query::parse_text("* ", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Newest,
        limit: 0,
        today: TODAY,
    };
    let counted = index.count_groups(&ask, &[CountKey::Speaker]).unwrap();
    let mut counts: Vec<String> = counted.iter().map(|group| format!("{group:?}")).collect();
    let whole = index.relevant_hits(&ask, &|| true).unwrap().unwrap();
    let mut found: Vec<String> = whole.speakers.iter().map(|of| format!("{of:?}")).collect();
    found.sort();
    counts.append(&mut found);
    (index.all_speakers().unwrap(), counts)
}

#[rstest]
fn what_is_known_of_people_does_not_depend_on_what_was_known(
    #[values(1, 2, 3, 4, 5, 6)] seed: u64,
) {
    let decisions: Arc<Mutex<Arc<Vec<NameDecision>>>> = Arc::default();
    let read = |of: &Arc<Mutex<Arc<Vec<NameDecision>>>>| {
        let decisions = Arc::clone(of);
        Box::new(move || Arc::clone(&decisions.lock().unwrap()))
    };
    let (shelf, mut dice) = (Shelf::new(), Dice(seed));
    let open = Index::from_folder(shelf.path()).with_decisions(read(&decisions));
    let mut numbers: Vec<u128> = Vec::new();
    for round in 0..30 {
        let mut writer = shelf.write();
        if dice.roll(3) == 0 && !numbers.is_empty() {
            let gone = usize::try_from(dice.roll(numbers.len() as u64)).unwrap();
            writer.remove_article(ArticleId::from_number(numbers.swap_remove(gone)));
            writer.commit(checkpoint(round)).unwrap();
            writer.wait_for_merges().unwrap();
        } else {
            drop(writer);
            let first = u128::try_from(round * 10).unwrap();
            let stories: Vec<Story> = (0..=u128::from(dice.roll(3)))
                .map(|number| dice.story(first + number))
                .collect();
            numbers.extend(stories.iter().map(|story| story.number));
            shelf.add(&stories);
        }
        if dice.roll(5) == 0 {
            let names = ["Holm", "Oda Lund", "Berg"].map(str::to_owned);
            let [holm, oda, berg] = names;
            let decided = match dice.roll(3) {
                0 => vec![NameDecision::Same(holm, oda)],
                1 => vec![NameDecision::Apart(oda, berg)],
                _ => Vec::new(),
            };
            *decisions.lock().unwrap() = Arc::new(decided);
        }
        let fresh = Index::from_folder(shelf.path()).with_decisions(read(&decisions));
        let context = format!("seed {seed}, round {round}");
        assert_eq!(
            known_by(&open, &shelf),
            known_by(&fresh, &shelf),
            "{context}"
        );
    }
}
