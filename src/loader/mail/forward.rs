//! Finds the article in a mail that forwards it, and who sent it first.

use jiff::civil::{Date, Time};

use crate::loader::passage::DraftPassage;
use crate::loader::{clock, date};

/// The lines above a mail that was forwarded, in the languages of mail programs, in lower case and without dashes.
const MARKERS: [&str; 16] = [
    "forwarded message",
    "begin forwarded message",
    "original message",
    "weitergeleitete nachricht",
    "ursprüngliche nachricht",
    "anfang der weitergeleiteten nachricht",
    "message transféré",
    "message d'origine",
    "début du message transféré",
    "mensaje reenviado",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "wiadomość przekazana dalej",
    "пересылаемое сообщение",
];

/// The names of the header lines below such a line.
const SENDERS: [&str; 8] = ["from", "von", "de", "da", "van", "från", "od", "от"];
const DAYS: [&str; 12] = [
    "date",
    "sent",
    "datum",
    "gesendet",
    "envoyé",
    "fecha",
    "data",
    "enviado",
    "inviato",
    "verzonden",
    "skickat",
    "дата",
];
const SUBJECTS: [&str; 9] = [
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "ämne",
    "тема",
];
const OTHERS: [&str; 8] = ["to", "an", "à", "para", "a", "aan", "till", "cc"];

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

/// Takes everything above a forwarded mail, and its header lines, out of the passages of a mail.
///
/// `None`, with the passages as they were, if nothing was forwarded.
pub(super) fn take_forwarded(passages: &mut Vec<DraftPassage<'static>>) -> Option<ForwardedHead> {
    const MOST_LINES: usize = 12;
    let at = passages
        .iter()
        .position(|passage| passage.text.lines().any(is_marker))?;
    let mut head = ForwardedHead::default();
    let mut end = at;
    let mut lines = 0;
    for passage in passages.iter().skip(at) {
        let texts: Vec<&str> = passage
            .text
            .lines()
            .filter(|line| !is_marker(line))
            .collect();
        let is_head = texts.iter().all(|line| head.read_line(line));
        lines += texts.len();
        if !is_head || lines > MOST_LINES {
            break;
        }
        end += 1;
    }
    (head.sender.is_some() || head.subject.is_some()).then(|| {
        passages.drain(..end);
        head
    })
}

/// Returns `true` if a line says that a forwarded mail follows.
fn is_marker(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    MARKERS.contains(&words)
}

impl ForwardedHead {
    /// Reads a header line; returns `true` if it is one. Lines that were joined to one are read as well.
    fn read_line(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.trim_start_matches(['>', ' ', '*']).split_once(':') else {
            return false;
        };
        let name = name.trim_matches(['*', ' ']).to_lowercase();
        let value = value.trim_matches(['*', ' ']);
        let is = |names: &[&str]| names.contains(&name.as_str());
        if is(&SUBJECTS) {
            self.subject = Some(value.to_owned());
        } else if is(&DAYS) {
            self.sent = date::find_date(value);
            self.time = self.sent.and_then(|_| clock::find_time(value));
        } else if is(&SENDERS) {
            self.sender = Some(parse_sender(value));
        } else {
            return is(&OTHERS);
        }
        true
    }
}

/// Reads a sender: "Pier News <news@pier.example>", or either of the two.
fn parse_sender(value: &str) -> MailSender {
    // Outlook puts the address in square brackets, and in front of it "mailto:".
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '"' | ';');
    let words = value.split(is_sign).map(|word| {
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        word.trim_matches(['(', ')', ',', '\''])
    });
    let address = words
        .filter(|word| word.split_once('@').is_some_and(is_address))
        .last();
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
        let head = take_forwarded(&mut mail).unwrap();
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
        assert_eq!(take_forwarded(&mut mail), None);
        assert_eq!(mail.len(), 2);
    }
}
