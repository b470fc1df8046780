//! Mailboxes: files of many mails, each below a line that begins with "From ".

use std::borrow::Cow;

use memchr::memmem;

/// The most mails of a mailbox that are read.
pub(super) const MOST_MAILS: usize = 10_000;

/// The mails of a mailbox.
#[derive(Debug)]
pub(super) struct MailboxMails<'a> {
    /// The first of them, as many as are read.
    pub(super) mails: Vec<&'a [u8]>,
    /// How many there are.
    pub(super) count: usize,
}

/// Returns `true` if bytes are a mailbox: a line "From ", and headers below it.
pub(super) fn is_mailbox(bytes: &[u8]) -> bool {
    let after = bytes.strip_prefix(b"From ");
    let below = after.and_then(|after| after.splitn(2, |byte| *byte == b'\n').nth(1));
    below.is_some_and(begins_with_header)
}

/// Splits a mailbox into its mails, without the lines between them.
pub(super) fn split_mails(bytes: &[u8]) -> MailboxMails<'_> {
    // RFC 4155: a mail begins with "From " after a blank line; in a body such a line is escaped.
    let breaks = memmem::find_iter(bytes, b"\nFrom ").filter(|at| {
        let before = bytes.get(..*at).unwrap_or_default();
        let is_after_blank =
            before.is_empty() || before.ends_with(b"\n") || before.ends_with(b"\r");
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let below = rest
            .splitn(2, |byte| *byte == b'\n')
            .nth(1)
            .unwrap_or_default();
        is_after_blank && begins_with_header(below)
    });
    let starts: Vec<usize> = std::iter::once(0).chain(breaks.map(|at| at + 1)).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let mails = starts
        .iter()
        .zip(ends)
        .take(MOST_MAILS)
        .filter_map(|(start, end)| bytes.get(*start..end));
    MailboxMails {
        mails: mails
            .filter_map(|mail| mail.splitn(2, |byte| *byte == b'\n').nth(1))
            .collect(),
        count: starts.len(),
    }
}

/// Returns a mail with the lines as they were before the mailbox escaped them: of ">From " and ">>From " one sign is taken.
pub(super) fn unescape_lines(mail: &[u8]) -> Cow<'_, [u8]> {
    const ESCAPED: &[u8] = b"From ";
    if memmem::find(mail, b">From ").is_none() {
        return Cow::Borrowed(mail);
    }
    let mut lines = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        let signs = line.iter().take_while(|byte| **byte == b'>').count();
        let is_escaped = line
            .get(signs..)
            .is_some_and(|rest| rest.starts_with(ESCAPED));
        let start = usize::from(signs > 0 && is_escaped);
        lines.extend_from_slice(line.get(start..).unwrap_or_default());
    }
    Cow::Owned(lines)
}

/// Returns `true` if bytes begin with the header of a mail: "Subject: …".
fn begins_with_header(bytes: &[u8]) -> bool {
    const LONGEST: usize = 60;
    let head = bytes.get(..LONGEST).unwrap_or(bytes);
    let name = head.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < head.len()
        && !name.is_empty()
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &[u8] = b"From a Wed Mar  4 10:00:00 2026\nSubject: One\n\nFrom the pier.\n\nFrom b Wed Mar  4\nSubject: Two\n\nx\n";

    #[test]
    fn each_mail_of_a_mailbox_is_one() {
        assert!(is_mailbox(BOX));
        let MailboxMails { mails, count } = split_mails(BOX);
        assert_eq!(count, 2);
        assert_eq!(mails.len(), 2);
        assert!(mails[0].starts_with(b"Subject: One"));
        assert!(mails[1].starts_with(b"Subject: Two"));
    }

    #[test]
    fn mails_after_the_last_that_is_read_are_counted_and_part_of_no_other() {
        let all = b"From a\nSubject: One\n\nx\n\n".repeat(MOST_MAILS + 3);
        let MailboxMails { mails, count } = split_mails(&all);
        assert_eq!((mails.len(), count), (MOST_MAILS, MOST_MAILS + 3));
        assert_eq!(mails.last(), mails.first());
    }

    #[test]
    fn a_story_that_begins_with_the_word_is_no_mailbox() {
        assert!(!is_mailbox(
            b"From the pier one sees it all.\nThe ferry: old and slow.\n"
        ));
    }

    #[test]
    fn lines_that_were_escaped_are_as_they_were() {
        let mail = unescape_lines(b"Subject: One\n\n>From the pier.\n>>From b\n> From c\n");
        assert_eq!(
            *mail,
            *b"Subject: One\n\nFrom the pier.\n>From b\n> From c\n"
        );
    }
}
