//! Finds the newest quotes of a speaker, or the oldest, in a time that depends on their own quotes alone.
//!
//! The server knows how many quotes a speaker has, but not when: it reads those of all from the newest on, and of somebody who said
//! nothing of late it reads years. So only the very newest are looked through so; after these it is asked for the appearances
//! of the speaker, which are few and small.

use super::compile::{SqlCondition, compile_appearances};
use super::hits::order_of;
use crate::search::hits::{HitOrder, HitRequest, SearchScope};
use crate::search::query::{Clause, WordField};

/// How many of the newest quotes are looked through: of most who are quoted often this finds enough.
const WALKED: usize = 2_000;

/// Questions for the hits of one speaker, of which the first that finds as many as are wanted answers.
pub(super) struct SpeakerQuestions {
    pub(super) questions: Vec<String>,
    pub(super) values: Vec<String>,
}

/// Returns the questions for a request that asks for a speaker and days alone; `None` for any other.
pub(super) fn speaker_questions(
    ask: &HitRequest<'_>,
    clause: &Clause,
    columns: &str,
) -> Option<SpeakerQuestions> {
    if ask.scope != SearchScope::Quotes || !is_of_speaker(clause) {
        return None;
    }
    let is_oldest = ask.order == HitOrder::Oldest;
    let SqlCondition { condition, values } = compile_appearances(clause, ask.flags);
    let order = order_of(SearchScope::Quotes, is_oldest);
    let story_order = order_of(SearchScope::Stories, is_oldest);
    let limit = i64::try_from(ask.limit).unwrap_or(i64::MAX);
    let mut questions = Vec::new();
    if !is_oldest && ask.limit <= WALKED {
        questions.push(format!(
            "SELECT {columns} FROM (SELECT * FROM quotes x ORDER BY {order} LIMIT {WALKED}) x WHERE {condition}
                ORDER BY {order} LIMIT {limit}"
        ));
    }
    // Each appearance is a quote at least, so that the first quotes are in the stories of as many. The OFFSET has the server
    // look these stories up, whatever it expects of the years.
    questions.push(format!(
        "WITH first AS MATERIALIZED (SELECT x.year, x.story FROM appearances x WHERE {condition} ORDER BY {story_order} LIMIT {limit})
         SELECT {columns} FROM (SELECT DISTINCT year, story FROM first) f
            CROSS JOIN LATERAL (SELECT * FROM quotes q WHERE q.year = f.year AND q.story = f.story OFFSET 0) x
            WHERE {condition} ORDER BY {order} LIMIT {limit}"
    ));
    Some(SpeakerQuestions { questions, values })
}

/// Returns `true` if the hits have to be by a speaker, and nothing else is asked of them but days.
fn is_of_speaker(clause: &Clause) -> bool {
    let is_speaker = |clause: &Clause| matches!(clause, Clause::Field(WordField::Said, _));
    match clause {
        Clause::All(clauses) => {
            let is_either =
                |clause: &Clause| is_speaker(clause) || matches!(clause, Clause::Days { .. });
            clauses.iter().filter(|clause| is_speaker(clause)).count() == 1
                && clauses.iter().all(is_either)
        }
        clause => is_speaker(clause),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::query::Query;

    #[rstest]
    #[case::a_speaker("said:lund ", true)]
    #[case::a_whole_name("said:=\"Oda Lund\" ", true)]
    #[case::in_a_year("said:lund on:2020 ", true)]
    #[case::of_a_subject("said:lund ferry ", false)]
    #[case::in_a_paper("said:lund in:courier ", false)]
    #[case::two_speakers("said:lund said:berg ", false)]
    #[case::somebody_else("-said:lund ", false)]
    #[case::a_day("on:2020 ", false)]
    fn a_speaker_and_days_are_found_by_appearances(#[case] text: &str, #[case] is_found: bool) {
        let clause = Query::parse_text(text, date(2026, 5, 6)).clause.unwrap();
        assert_eq!(is_of_speaker(&clause), is_found);
    }
}
