//! Finds the article in a mail that forwards it, and who sent it first.

use jiff::civil::{Date, Time};

use super::words::{self, HeadField};
use crate::loader::passage::DraftPassage;
use crate::loader::{clock, date};

/// Who sent a mail, as its headers say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MailSender {
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
}

/// What the header lines of a forwarded mail say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ForwardedHead {
    pub(super) sender: Option<MailSender>,
    pub(super) subject: Option<String>,
    pub(super) sent: Option<Date>,
    pub(super) time: Option<Time>,
}

/// The most header lines of a mail.
const MOST_LINES: usize = 16;

/// Takes everything above a forwarded mail, and its header lines, out of the passages of a mail.
///
/// `None`, with the passages as they were, if nothing was forwarded; `is_forward` is whether the subject says so.
pub(super) fn take_forwarded(
    passages: &mut Vec<DraftPassage<'static>>,
    is_forward: bool,
) -> Option<ForwardedHead> {
    let numbered = passages.iter().enumerate();
    let lines: Vec<(usize, &str)> = numbered
        .flat_map(|(at, passage)| passage.text.lines().map(move |line| (at, line)))
        .collect();
    let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let (head, end) = find_forwarded(&texts, is_forward)?;
    // Of a passage that begins with header lines the rest stays.
    let first = lines.get(end).map_or(passages.len(), |(at, _)| *at);
    let is_begun = end > 0 && lines.get(end - 1).is_some_and(|(at, _)| *at == first);
    let rest: Vec<&str> = lines
        .iter()
        .skip(end)
        .take_while(|(at, _)| *at == first)
        .map(|(_, line)| *line)
        .collect();
    let rest = rest.join("\n");
    passages.drain(..first);
    if is_begun && let Some(passage) = passages.first_mut() {
        passage.text = rest.into();
        passage.links.clear();
    }
    Some(head)
}

/// Returns what a text forwards, below its header lines and without the signs of a quote, and what these lines say.
pub(super) fn split_forwarded(text: &str, is_forward: bool) -> Option<(ForwardedHead, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let (head, end) = find_forwarded(&lines, is_forward)?;
    let is_quoted = end > 0 && lines.get(end - 1).is_some_and(|line| line.starts_with('>'));
    let rest = lines
        .iter()
        .skip(end)
        .map(|line| match line.strip_prefix('>') {
            Some(quoted) if is_quoted => quoted.strip_prefix(' ').unwrap_or(quoted),
            _ => line,
        });
    Some((head, rest.collect::<Vec<_>>().join("\n")))
}

/// Finds the header lines of a forwarded mail, and the number of the line after them.
fn find_forwarded(lines: &[&str], is_forward: bool) -> Option<(ForwardedHead, usize)> {
    let total: usize = lines.iter().map(|line| line.len()).sum();
    let mut before = 0;
    for (at, line) in lines.iter().enumerate() {
        let is_below_marker = words::is_marker(line);
        let start = at + usize::from(is_below_marker);
        if is_below_marker || ForwardedHead::default().read_line(line) {
            let (head, end) = read_head(lines, start);
            // Of an answer, the mail below is what was answered.
            let is_sure = is_forward || words::says_forwarded(line);
            if head.is_whole(is_below_marker) && (is_sure || before * 3 < total) {
                return Some((head, end));
            }
        }
        before += line.len();
    }
    None
}

/// Reads header lines from a place on; returns what they say and the number of the line after them.
fn read_head(lines: &[&str], start: usize) -> (ForwardedHead, usize) {
    let mut head = ForwardedHead::default();
    let mut end = start;
    let below = lines.iter().enumerate().skip(start);
    for (at, line) in below.take(MOST_LINES) {
        let is_blank = line.trim_matches(['>', ' ', '\t', '\u{a0}']).is_empty();
        if is_blank {
            continue;
        }
        if !head.read_line(line) {
            break;
        }
        end = at + 1;
    }
    (head, end)
}

impl ForwardedHead {
    /// Returns `true` if this is the head of a mail; without a line above that says so, all that makes one must be there.
    fn is_whole(&self, is_below_marker: bool) -> bool {
        let (has_sender, has_subject) = (self.sender.is_some(), self.subject.is_some());
        has_sender && has_subject && self.sent.is_some()
            || is_below_marker && (has_sender || has_subject)
    }

    /// Reads a header line; returns `true` if it is one. Lines that were joined to one are read as well.
    fn read_line(&mut self, line: &str) -> bool {
        const SIGNS: [char; 5] = ['>', ' ', '*', '\t', '\u{a0}'];
        let line = line.trim_start_matches(SIGNS);
        let Some((name, value)) = line.split_once([':', '：']) else {
            return false;
        };
        let value = value.trim_matches(SIGNS.get(1..).unwrap_or_default());
        match words::name_field(name.trim_matches(SIGNS)) {
            Some(HeadField::Subject) => self.subject = Some(value.to_owned()),
            Some(HeadField::Day) => {
                self.sent = date::find_date(value);
                self.time = self.sent.and_then(|_| clock::find_time(value));
            }
            Some(HeadField::Sender) => self.sender = Some(parse_sender(value)),
            Some(HeadField::Other) => {}
            None => return false,
        }
        true
    }
}

/// Reads a sender: "Pier News <news@pier.example>", or either of the two.
fn parse_sender(value: &str) -> MailSender {
    // Outlook puts the address in square brackets, and in front of it "mailto:".
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '"' | ';');
    let mut words = value.split(is_sign).map(|word| {
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        word.trim_matches(['(', ')', ',', '\''])
    });
    let address = words.rfind(|word| word.split_once('@').is_some_and(is_address));
    let name = value.split(['<', '[']).next().unwrap_or(value);
    let name = name.trim_matches(['"', ' ', '\'']);
    MailSender {
        name: (!name.is_empty() && !name.contains('@')).then(|| name.to_owned()),
        address: address.map(str::to_owned),
    }
}

fn is_address((before, host): (&str, &str)) -> bool {
    !before.is_empty() && host.contains('.') && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn passages(texts: &[&str]) -> Vec<DraftPassage<'static>> {
        let numbered = texts.iter().enumerate();
        numbered
            .map(|(group, text)| DraftPassage::new(None, (*text).to_owned(), group))
            .collect()
    }

    fn sender(name: &str, address: &str) -> MailSender {
        let stated = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        MailSender {
            name: stated(name),
            address: stated(address),
        }
    }

    #[rstest]
    #[case::both("Pier News <news@pier.example>", "Pier News", "news@pier.example")]
    #[case::marked("\"Pier News\" <news@pier.example>", "Pier News", "news@pier.example")]
    #[case::as_outlook_writes(
        "Pier News [mailto:news@pier.example]",
        "Pier News",
        "news@pier.example"
    )]
    #[case::a_name_alone("Pier News", "Pier News", "")]
    #[case::an_address_alone("news@pier.example", "", "news@pier.example")]
    #[case::an_address_in_brackets("<news@pier.example>", "", "news@pier.example")]
    #[case::an_address_twice("news@pier.example <news@pier.example>", "", "news@pier.example")]
    fn a_sender_has_a_name_or_an_address(
        #[case] value: &str,
        #[case] name: &str,
        #[case] address: &str,
    ) {
        assert_eq!(parse_sender(value), sender(name, address));
    }

    #[test]
    fn what_was_forwarded_is_the_article() {
        let mut mail = passages(&[
            "Have a look.",
            "---------- Forwarded message ---------",
            "From: Pier News <news@pier.example>",
            "Date: Wed, Mar 4, 2026 at 10:00 AM",
            "Subject: Ferry stops",
            "To: <me@home.example>",
            "The ferry has stopped for good.",
        ]);
        let head = take_forwarded(&mut mail, false).unwrap();
        assert_eq!(head.sender, Some(sender("Pier News", "news@pier.example")));
        assert_eq!(head.subject.as_deref(), Some("Ferry stops"));
        assert_eq!(head.sent, Some(jiff::civil::date(2026, 3, 4)));
        assert_eq!(head.time, Some(jiff::civil::time(10, 0, 0, 0)));
        assert_eq!(mail.len(), 1);
        assert_eq!(mail[0].text, "The ferry has stopped for good.");
    }

    #[test]
    fn a_mail_that_forwards_nothing_stays_whole() {
        let mut mail = passages(&["The ferry has stopped.", "From: nobody at all."]);
        assert_eq!(take_forwarded(&mut mail, false), None);
        assert_eq!(mail.len(), 2);
    }

    const STORY: &str = "The ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row now.";

    #[rstest]
    #[case::gmail(
        "---------- Forwarded message ---------\nFrom: Pier News <news@pier.example>\nDate: Wed, Mar 4, 2026 at 7:15 AM\nSubject: Ferry\nTo: <me@home.example>"
    )]
    #[case::outlook(
        "From: Pier News <news@pier.example>\nSent: Wednesday, 4 March 2026 07:15\nTo: Me\nSubject: Ferry"
    )]
    #[case::german(
        "Von: Pier News <news@pier.example>\nGesendet: Mittwoch, 4. März 2026 07:15\nAn: Mich\nBetreff: Ferry"
    )]
    #[case::french(
        "De : Pier News <news@pier.example>\nEnvoyé : mercredi 4 mars 2026 07:15\nÀ : Moi\nObjet : Ferry"
    )]
    #[case::spanish(
        "De: Pier News <news@pier.example>\nEnviado: miércoles, 4 de marzo de 2026 7:15\nPara: Mi\nAsunto: Ferry"
    )]
    #[case::chinese(
        "发件人：Pier News <news@pier.example>\n日期：2026年3月4日\n收件人：me@home.example\n主题：Ferry"
    )]
    #[case::quoted(
        "Begin forwarded message:\n\n> From: Pier News <news@pier.example>\n> Subject: Ferry\n> Date: 4 March 2026 at 07:15:00 CET"
    )]
    fn the_head_of_a_forwarded_mail_is_read_as_programs_write_it(#[case] head: &str) {
        let (read, rest) = split_forwarded(&format!("Look.\n\n{head}\n\n{STORY}"), false).unwrap();
        assert_eq!(read.sender, Some(sender("Pier News", "news@pier.example")));
        assert_eq!(read.subject.as_deref(), Some("Ferry"));
        assert_eq!(read.sent, Some(jiff::civil::date(2026, 3, 4)));
        assert_eq!(rest.trim(), STORY);
    }

    #[test]
    fn what_was_answered_is_not_forwarded() {
        let head = "From: Pier News <news@pier.example>\nSent: 4 March 2026\nSubject: Ferry";
        let mail = format!("{STORY} {STORY}\n\n{head}\n\nIs it true?");
        assert_eq!(split_forwarded(&mail, false), None);
        assert!(split_forwarded(&mail, true).is_some());
    }

    #[test]
    fn what_follows_the_head_within_a_passage_stays() {
        let mut mail = passages(&[&format!(
            "From: Pier News\nDate: 4 March 2026\nSubject: Ferry\n{STORY}"
        )]);
        take_forwarded(&mut mail, true).unwrap();
        assert_eq!(mail[0].text, STORY);
    }
}
