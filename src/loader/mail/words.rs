//! The words of mail programs and newsletters, in their languages; `mails.txt` has them.

use std::sync::LazyLock;

use crate::loader::word_list::list_entries;

/// Words by what they are; each is the section of that name in `mails.txt`.
#[derive(Debug, Default)]
struct MailWords {
    forwarded: Vec<&'static str>,
    originals: Vec<&'static str>,
    senders: Vec<&'static str>,
    days: Vec<&'static str>,
    subjects: Vec<&'static str>,
    others: Vec<&'static str>,
    replies: Vec<&'static str>,
    forwards: Vec<&'static str>,
    noise: Vec<&'static str>,
    sign_offs: Vec<&'static str>,
    closings: Vec<&'static str>,
}

/// The words that are built in, parsed when first needed.
static WORDS: LazyLock<MailWords> = LazyLock::new(|| MailWords::parse(include_str!("mails.txt")));

impl MailWords {
    /// Parses a file of words; its head describes the format. Words of unknown sections are left out.
    fn parse(file: &'static str) -> Self {
        let mut words = Self::default();
        for (section, phrase) in list_entries(file) {
            if let Some(words) = words.section_mut(section) {
                words.push(phrase);
            }
        }
        words
    }

    fn section_mut(&mut self, name: &str) -> Option<&mut Vec<&'static str>> {
        Some(match name {
            "forwarded" => &mut self.forwarded,
            "originals" => &mut self.originals,
            "senders" => &mut self.senders,
            "days" => &mut self.days,
            "subjects" => &mut self.subjects,
            "others" => &mut self.others,
            "replies" => &mut self.replies,
            "forwards" => &mut self.forwards,
            "noise" => &mut self.noise,
            "closings" => &mut self.closings,
            "sign-offs" => &mut self.sign_offs,
            _ => return None,
        })
    }
}

/// No line of a newsletter's furniture is longer than this many bytes.
const LONGEST_NOISE: usize = 300;

/// Returns `true` if a passage is what newsletters put around their stories, or a phone below a mail.
pub(super) fn is_noise(text: &str) -> bool {
    let lower = text.to_lowercase();
    let signs_off = |words: &&str| lower.trim_start().starts_with(*words);
    text.len() <= LONGEST_NOISE
        && (WORDS.noise.iter().any(|noise| lower.contains(noise))
            || WORDS.sign_offs.iter().any(signs_off))
}

/// Returns `true` if a line is a phrase that closes a mail and nothing else.
pub(super) fn is_closing_phrase(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    WORDS.closings.contains(&words)
}

/// What a line of a mail's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadField {
    /// Who sent it.
    Sender,
    /// When it was sent.
    Day,
    /// What it is about.
    Subject,
    /// Something that is not kept.
    Other,
}

/// Returns what a line says by its name: "Gesendet" is when.
pub(super) fn name_field(name: &str) -> Option<HeadField> {
    const LONGEST: usize = 24;
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let is = |names: &[&str]| names.contains(&lower.as_str());
    if is(&WORDS.subjects) {
        Some(HeadField::Subject)
    } else if is(&WORDS.days) {
        Some(HeadField::Day)
    } else if is(&WORDS.senders) {
        Some(HeadField::Sender)
    } else {
        is(&WORDS.others).then_some(HeadField::Other)
    }
}

/// Returns `true` if a line says that a mail that was sent before follows.
pub(super) fn is_marker(line: &str) -> bool {
    is_among(line, &WORDS.originals) || says_forwarded(line)
}

/// Returns `true` if a line says that a forwarded mail follows.
pub(super) fn says_forwarded(line: &str) -> bool {
    is_among(line, &WORDS.forwarded)
}

fn is_among(line: &str, markers: &[&str]) -> bool {
    const LONGEST: usize = 120;
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase().replace('’', "'");
    markers.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Returns a subject without what mail programs put before it, and `true` if that says that it was forwarded.
///
/// The prefixes of replies and forwards are those of RFC 5322, section 3.6.5, and of programs in other languages.
pub(super) fn strip_prefixes(subject: &str) -> (&str, bool) {
    /// No prefix is longer than this many bytes.
    const LONGEST: usize = 24;
    let mut rest = subject.trim();
    let mut is_forward = false;
    while let Some((before, after)) = rest.split_once([':', '：']) {
        if before.len() > LONGEST {
            break;
        }
        let prefix = before.trim().to_lowercase();
        let forwards = WORDS.forwards.contains(&prefix.as_str());
        if !forwards && !WORDS.replies.contains(&prefix.as_str()) {
            break;
        }
        is_forward |= forwards;
        rest = after.trim();
    }
    (rest, is_forward)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_word_is_in_a_known_section() {
        let mut words = MailWords::default();
        let sections = list_entries(include_str!("mails.txt"));
        for (section, word) in sections {
            assert!(words.section_mut(section).is_some(), "{section}: {word}");
            assert_eq!(word, word.to_lowercase());
        }
    }

    #[rstest]
    #[case::a_forward("Fwd: Ferry", "Ferry", true)]
    #[case::a_french_forward("TR : Ferry", "Ferry", true)]
    #[case::an_answer("Re: Ferry", "Ferry", false)]
    #[case::a_finnish_answer("VS: Ferry", "Ferry", false)]
    #[case::both("AW: WG: Ferry", "Ferry", true)]
    #[case::a_colon("Ferry: who rows?", "Ferry: who rows?", false)]
    fn subjects_lose_their_prefixes(
        #[case] subject: &str,
        #[case] bare: &str,
        #[case] is_forward: bool,
    ) {
        assert_eq!(strip_prefixes(subject), (bare, is_forward));
    }

    #[test]
    fn any_number_of_prefixes_is_stripped() {
        let subject = format!("{}Ferry", "re: ".repeat(100_000));
        assert_eq!(strip_prefixes(&subject), ("Ferry", false));
    }
}
