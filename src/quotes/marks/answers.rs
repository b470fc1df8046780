//! Finds the answers of an interview whose questions have paragraphs of their own, without letters or names.

use crate::article::{BlockKind, TextRange};
use crate::quotes::marks::interview_turns::InterviewTurn;
use crate::quotes::marks::turn_labels;
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::region::{Bounds, Region};

/// The most words of a question.
const LONGEST_QUESTION: usize = 50;

/// The most paragraphs of an answer.
const LONGEST_ANSWER: usize = 6;

/// An interview has at least this many questions.
const FEWEST_QUESTIONS: usize = 2;

/// One question in this many speaks to somebody.
const FEWEST_ASKED: usize = 3;

/// The words of a question that speak to somebody.
const ADDRESSES: [&str; 4] = ["you", "You", "your", "Your"];

/// The most words of what an interviewer says without asking: "You have moved since."
const LONGEST_REMARK: usize = 25;

/// One paragraph of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnlabelledAnswer {
    /// The label of the turn before the first question, if the interview began with labels.
    pub(crate) label: Option<TextRange>,
    /// Whether it carries on the paragraph before.
    pub(crate) continues: bool,
}

/// Returns for each paragraph the answer it is part of, if any.
pub(crate) fn find_answers(
    text: &str,
    paragraphs: &[Paragraph],
    turns: &[Option<InterviewTurn>],
) -> Vec<Option<UnlabelledAnswer>> {
    let mut answers = vec![None; paragraphs.len()];
    let is_free = |at: usize| turns.get(at).is_none_or(Option::is_none);
    let questions: Vec<usize> = paragraphs
        .iter()
        .enumerate()
        .filter(|(at, paragraph)| is_free(*at) && is_question(text, paragraph))
        .map(|(at, _)| at)
        .collect();
    // Most articles end here.
    if questions.len() < FEWEST_QUESTIONS {
        return answers;
    }
    for run in questions.chunk_by(|one, next| (2..=LONGEST_ANSWER + 1).contains(&(next - one))) {
        let exchange = Exchange {
            text,
            paragraphs,
            questions: run,
        };
        if run.iter().all(|at| is_free(at + 1)) && exchange.is_interview() {
            let label = run.first().and_then(|first| label_before(turns, *first));
            exchange.note_answers(label, &mut answers);
        }
    }
    answers
}

/// Notes which quotes are the answers of an interview: each is all of a paragraph below a question.
pub(crate) fn note_quoted_answers(text: &str, paragraphs: &[Paragraph], regions: &mut [Region]) {
    let is_asked = |paragraph: usize| {
        let question = paragraph.checked_sub(1).and_then(|at| paragraphs.get(at));
        question.is_some_and(|question| is_question(text, question))
    };
    let fills = |region: &Region| {
        let own = paragraphs.get(region.paragraph);
        region.bounds == Bounds::Marks && own.is_some_and(|own| own.range == region.range)
    };
    let answers: Vec<usize> = regions
        .iter()
        .enumerate()
        .filter(|(_, region)| fills(region) && is_asked(region.paragraph))
        .map(|(at, _)| at)
        .collect();
    let paragraph = |at: usize| regions.get(at).map_or(0, |region| region.paragraph);
    let speaks_to_guest = |at: &usize| {
        let question = paragraph(*at).checked_sub(1);
        let question = question.and_then(|at| paragraphs.get(at));
        question.is_some_and(|own| turn_labels::has_word(own.range.of(text), &ADDRESSES))
    };
    // "Ana Ruiz, 40, a teacher" below an answer names who gave it.
    let is_followed = |at: usize| {
        let below = paragraphs.get(paragraph(at) + 1);
        below.is_some_and(|below| {
            let written = below.range.of(text);
            !is_question(text, below) && !begins_with_mark(written)
        })
    };
    let runs = answers.chunk_by(|one, next| {
        paragraph(*next) - paragraph(*one) <= LONGEST_ANSWER && !is_followed(*one)
    });
    let is_interview = |run: &&[usize]| {
        let count = run.iter().filter(|at| speaks_to_guest(at)).count();
        run.len() >= FEWEST_QUESTIONS && count * FEWEST_ASKED >= run.len()
    };
    let found: Vec<usize> = runs.filter(is_interview).flatten().copied().collect();
    for at in found {
        if let Some(region) = regions.get_mut(at) {
            region.bounds = Bounds::QuotedAnswer;
        }
    }
}

/// Returns the label of the last turn right before a question.
fn label_before(turns: &[Option<InterviewTurn>], question: usize) -> Option<TextRange> {
    let before = turns.get(question.checked_sub(1)?)?;
    before.map(|turn| turn.label)
}

/// Returns `true` if a paragraph is a question to somebody.
fn is_question(text: &str, paragraph: &Paragraph) -> bool {
    let written = paragraph.range.of(text).trim_end();
    let is_text = matches!(paragraph.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    is_text
        && written.ends_with('?')
        && !begins_with_mark(written)
        && written.split_whitespace().nth(LONGEST_QUESTION).is_none()
}

fn begins_with_mark(written: &str) -> bool {
    written.starts_with(['"', '“', '‘', '\'', '«', '(', '['])
}

/// Questions that follow each other with a few paragraphs between.
struct Exchange<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    questions: &'a [usize],
}

impl Exchange<'_> {
    /// Returns `true` if a third of the questions speak to somebody, and half of the answers of "I" or "we".
    fn is_interview(&self) -> bool {
        let ask_somebody = |at: &&usize| self.has_word(**at, &ADDRESSES);
        let speak_of_self = |at: &&usize| self.is_own_voice(**at + 1);
        let count = self.questions.len();
        count >= FEWEST_QUESTIONS
            && self.questions.iter().filter(ask_somebody).count() * FEWEST_ASKED >= count
            && self.questions.iter().filter(speak_of_self).count() * 2 >= count
            && self.questions.iter().all(|at| self.is_answer(at + 1))
    }

    /// Returns `true` if the paragraph at `at` may be an answer: it is text without a quote of its own at its start.
    fn is_answer(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            let written = paragraph.range.of(self.text);
            paragraph.kind == BlockKind::Paragraph && !begins_with_mark(written)
        })
    }

    fn is_own_voice(&self, at: usize) -> bool {
        let words = ["I", "we", "We", "my", "My", "our", "Our", "me"];
        self.has_word(at, &words)
    }

    /// Returns `true` if the interviewer speaks without asking: a few words to "you" with no "I" in them.
    fn is_remark(&self, at: usize) -> bool {
        let is_short = self.paragraphs.get(at).is_some_and(|paragraph| {
            let mut words = paragraph.range.of(self.text).split_whitespace();
            words.nth(LONGEST_REMARK).is_none()
        });
        is_short && self.has_word(at, &["You", "Your"]) && !self.is_own_voice(at)
    }

    fn has_word(&self, at: usize, words: &[&str]) -> bool {
        let paragraph = self.paragraphs.get(at);
        paragraph.is_some_and(|own| turn_labels::has_word(own.range.of(self.text), words))
    }

    /// Notes the answers: all paragraphs between two questions, and behind the last those that speak of "I".
    fn note_answers(&self, label: Option<TextRange>, answers: &mut [Option<UnlabelledAnswer>]) {
        let mut next = self.questions.iter().skip(1);
        for question in self.questions {
            let first = question + 1;
            let end = next.next().copied();
            let last = first + LONGEST_ANSWER;
            let belongs = |at: &usize| {
                *at == first || end.is_some() || self.is_answer(*at) && self.is_own_voice(*at)
            };
            let mut is_behind_remark = false;
            for at in (first..end.unwrap_or(last)).take_while(belongs) {
                if at > first && end.is_some_and(|end| at + 1 < end) && self.is_remark(at) {
                    is_behind_remark = true;
                    continue;
                }
                let continues = at > first && !std::mem::take(&mut is_behind_remark);
                if let Some(answer) = answers.get_mut(at).filter(|_| self.is_answer(at)) {
                    *answer = Some(UnlabelledAnswer { label, continues });
                }
            }
        }
    }
}
