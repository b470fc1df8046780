//! Mails: newsletters (`.eml`), mailboxes (`.mbox`), and web pages that a browser saved as one (`.mhtml`).
//!
//! - `mailbox`: the mails of a mailbox
//! - `forward`, `words`: the article in a mail that forwards it
//! - `signature`: what is below it

mod forward;
mod mailbox;
mod signature;
mod words;

use std::borrow::Cow;
use std::path::Path;

use jiff::civil::{Date, Time};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MimeHeaders, PartType};

use self::forward::{ForwardedHead, MailSender};
use super::file_name::FileName;
use super::passage::DraftPassage;
use super::story::{self, StoryContext};
use super::{Loaded, Problem, cut, decode, html, left_out, outlet, plain, problem};
use crate::article::{Article, BlockKind, Metadata};
use crate::text::Clean;

/// Reads a newsletter, or all mails of a mailbox.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Loaded {
    if mailbox::is_mailbox(bytes) {
        return parse_mailbox(path, bytes);
    }
    loaded_or_problem(
        path,
        mail_article(path, bytes),
        "is not a mail with text to read: save the mail with its headers, as a mail program exports it",
    )
}

/// Reads the mails of a mailbox; those without text are counted.
fn parse_mailbox(path: &Path, bytes: &[u8]) -> Loaded {
    let mailbox = mailbox::split_mails(bytes);
    let mails = mailbox.mails;
    let articles: Vec<Article> = mails
        .iter()
        .filter_map(|mail| mail_article(path, &mailbox::unescape_lines(mail)))
        .collect();
    let without = mails.len() - articles.len();
    let empty = (without > 0).then(|| {
        let all = mails.len();
        format!("has {without} of {all} mails without text to read: skipped")
    });
    let faults = empty.into_iter().chain(problem::describe_excess(
        mailbox.count,
        mailbox::MOST_MAILS,
        "mail",
    ));
    Loaded {
        articles,
        problems: faults.map(|fault| Problem::new(path, fault)).collect(),
    }
}

/// Returns the article of a mail: of one that carries another mail, that of the other.
fn mail_article(path: &Path, bytes: &[u8]) -> Option<Article> {
    let message = MessageParser::default().parse(bytes)?;
    let carried = message.attachments().find_map(|part| match &part.body {
        PartType::Message(carried) => newsletter_article(path, carried),
        _ => None,
    });
    carried.or_else(|| newsletter_article(path, &message))
}

/// Reads a page that was saved as a mail with all its parts.
pub(super) fn parse_page(path: &Path, bytes: &[u8]) -> Loaded {
    let message = MessageParser::default().parse(bytes);
    let page = message
        .as_ref()
        .and_then(|message| Some((message, html_of(message)?)));
    let Some((message, page)) = page else {
        return loaded_or_problem(
            path,
            None,
            "holds no web page: save the page again, as a web archive in one file",
        );
    };
    // Chromium writes the first header, RFC 2557 (section 4.2) has the second.
    let stated = ["Snapshot-Content-Location", "Content-Location"]
        .iter()
        .find_map(|name| message.header_raw(*name));
    let url = stated
        .map(Clean::line)
        .filter(|url| url.starts_with("http"));
    match redecoded_page(message) {
        Some(page) => html::parse_saved(path, &page, url),
        None => html::parse_saved(path, page, url),
    }
}

/// Returns the page decoded as it says itself, where its part of the mail names no charset.
fn redecoded_page(message: &Message<'_>) -> Option<String> {
    let part = message
        .html_bodies()
        .find(|part| matches!(part.body, PartType::Html(_)))?;
    let kind = part.content_type();
    if kind.is_some_and(|kind| kind.has_attribute("charset")) {
        return None;
    }
    let start = usize::try_from(part.offset_body).ok()?;
    let end = usize::try_from(part.offset_end).ok()?;
    let raw = message.raw_message.get(start..end)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
    };
    let declared = html::declared_charset(&bytes)?;
    Some(
        decode::decode_bytes(&bytes, Some(declared))
            .text
            .into_owned(),
    )
}

fn loaded_or_problem(path: &Path, article: Option<Article>, otherwise: &str) -> Loaded {
    let problem = article.is_none().then(|| Problem::new(path, otherwise));
    Loaded {
        articles: article.into_iter().collect(),
        problems: problem.into_iter().collect(),
    }
}

/// Builds an article from a mail: the sender is the source, the subject the title.
fn newsletter_article(path: &Path, message: &Message<'_>) -> Option<Article> {
    let mut metadata = stated_facts(message);
    let (_, is_forward) = words::strip_prefixes(message.subject().unwrap_or_default());
    let (mut passages, head) = match html_of(message) {
        Some(page) => {
            let page = decode::restore_marks(page.into());
            let mut passages = html::parse_fragment(&page, &metadata.title);
            let head = forward::take_forwarded(&mut passages, is_forward);
            signature::drop_signature(&mut passages);
            (passages, head)
        }
        None => text_passages(message, is_forward)?,
    };
    if let Some(head) = head {
        metadata = Metadata {
            title: head.subject.map_or(metadata.title, |subject| {
                Clean::line(words::strip_prefixes(&subject).0)
            }),
            time: head.sent.map_or(metadata.time, |_| head.time),
            published: head.sent.or(metadata.published),
            ..sender_facts(&head.sender.unwrap_or_default())
        };
    }
    passages.retain(|passage| !words::is_noise(&passage.text));
    passages.first()?;
    if !metadata.title.is_empty() {
        let headline = metadata.title.as_str().to_owned();
        passages.insert(
            0,
            DraftPassage::new(Some(BlockKind::Headline), headline, usize::MAX),
        );
    }
    let given = StoryContext {
        metadata,
        is_marked_up: true,
        is_page: true,
    };
    let mut article = story::build_article(passages, FileName::from_path(path), given)?;
    article.left_out = list_left_out(message, &article);
    article.metadata.cut = cut::find_cut(&article);
    Some(article)
}

/// Returns what a mail holds besides its article: its furniture, a signature.
fn list_left_out(message: &Message<'_>, article: &Article) -> Vec<Clean> {
    if let Some(page) = html_of(message) {
        return html::list_left_out_of(&decode::restore_marks(page.into()), article);
    }
    let text = Clean::new(&message.body_text(0).unwrap_or_default());
    let passages = plain::split_passages(&text);
    let passages = passages.iter().map(|passage| (passage.text.as_ref(), 0));
    left_out::gather_left_out(passages, article)
}

/// Returns what the headers of a mail say.
fn stated_facts(message: &Message<'_>) -> Metadata {
    let from = message.from().and_then(|from| from.first());
    let sender = from.map(|from| MailSender {
        name: from.name.as_deref().map(str::to_owned),
        address: from.address.as_deref().map(str::to_owned),
    });
    Metadata {
        title: Clean::line(words::strip_prefixes(message.subject().unwrap_or_default()).0),
        published: message.date().and_then(sent_day),
        time: message.date().and_then(sent_time),
        url: post_address(message),
        ..sender_facts(&sender.unwrap_or_default())
    }
}

/// Returns what is known of a sender: "Ines Halloran from Harbor Letters" is an author and a newsletter.
///
/// One without a name is the site of the address.
fn sender_facts(sender: &MailSender) -> Metadata {
    // The display name of the From header (RFC 5322, section 3.4) is the newsletter's name.
    let Some(name) = sender
        .name
        .as_deref()
        .filter(|name| !name.trim().is_empty())
    else {
        let host = sender
            .address
            .as_deref()
            .and_then(|address| address.rsplit('@').next());
        let site = host.and_then(|host| outlet::name_from_url(&format!("https://{host}")));
        return Metadata {
            source: site.map(|site| Clean::line(&site)),
            ..Metadata::default()
        };
    };
    let parts = [" from ", " at ", " via ", " | "]
        .iter()
        .find_map(|sign| name.split_once(sign));
    let signed = parts.filter(|(author, _)| story::is_name(author));
    let source = signed.map_or(name, |(_, source)| source);
    let author = signed.map(|(author, _)| author).or_else(|| {
        let address = sender.address.as_deref().unwrap_or_default();
        Some(name).filter(|name| is_own_address(address, name))
    });
    Metadata {
        authors: author.map(Clean::line).into_iter().collect(),
        source: Some(Clean::line(source)).filter(|name| !name.is_empty()),
        ..Metadata::default()
    }
}

/// Returns `true` if an address is that of a person of this name: "ines.h@ledger.example" of "Ines Halloran".
fn is_own_address(address: &str, name: &str) -> bool {
    const SHORTEST: usize = 3;
    let (account, _) = address.split_once('@').unwrap_or_default();
    let account = account.to_lowercase();
    let mut words = name.split_whitespace().map(str::to_lowercase);
    story::is_name(name) && words.any(|word| word.len() >= SHORTEST && account.contains(&word))
}

/// Returns the address of the page that a newsletter is also at, if its headers have one.
fn post_address(message: &Message<'_>) -> Option<Clean> {
    // RFC 2369, section 3.4: addresses in angle brackets; newsletters put that of the post here.
    let written = message.header_raw("List-Post")?;
    let url = written
        .split(['<', '>', ','])
        .map(str::trim)
        .find(|url| url.starts_with("https://"))?;
    let is_page = url
        .trim_start_matches("https://")
        .trim_end_matches('/')
        .contains('/');
    is_page.then(|| Clean::line(url))
}

/// Returns the first part that is HTML.
fn html_of<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    // Of multipart/alternative the richest part (RFC 2046, section 5.1.4).
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    })
}

/// Returns the passages of the part that is plain text, and the head of what it forwards.
fn text_passages(
    message: &Message<'_>,
    is_forward: bool,
) -> Option<(Vec<DraftPassage<'static>>, Option<ForwardedHead>)> {
    let body = message.body_text(0)?;
    let (head, body) = match forward::split_forwarded(&body, is_forward) {
        Some((head, rest)) => (Some(head), Cow::Owned(rest)),
        None => (None, body),
    };
    let text = Clean::new(&decode::restore_marks(
        signature::without_signature(&body).into(),
    ));
    let passages = plain::split_passages(&text).into_iter();
    let passages = passages
        .map(|passage| DraftPassage::new(passage.kind, passage.text.into_owned(), passage.group));
    Some((passages.collect(), head))
}

/// Returns the day on which a mail was sent, as its sender counts days.
fn sent_day(sent: &mail_parser::DateTime) -> Option<Date> {
    Date::new(
        i16::try_from(sent.year).ok()?,
        i8::try_from(sent.month).ok()?,
        i8::try_from(sent.day).ok()?,
    )
    .ok()
}

/// Returns the time of day at which a mail was sent, by the clock of the sender.
fn sent_time(sent: &mail_parser::DateTime) -> Option<Time> {
    let [hour, minute, second] =
        [sent.hour, sent.minute, sent.second].map(|part| i8::try_from(part).ok());
    let time = Time::new(hour?, minute?, second?, 0).ok()?;
    // Midnight is how programs write a day without a time.
    (time != Time::midnight()).then_some(time)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const HTML: &str = "From: =?utf-8?q?Harbor_Ledger?= <news@ledger.example>\r\n\
        Subject: =?utf-8?q?Fwd=3A_F=C3=A4hre_h=C3=A4lt?=\r\n\
        Date: Tue, 8 Sep 2026 23:30:00 -0700\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nIt is a picture.\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <table><tr><td><a href=3D\"https://t.example/1\">View this email in your browser</a></td></tr>\
        <tr><td><p>The night ferry has stopped for good, said the harbor master on Monday.=20=E2=80=9CIt is old.=E2=80=9D</p>\
        <p>Nobody knows who will row, and nobody has asked so far.</p></td></tr>\
        <tr><td>You are receiving this because you like boats. <a href=3D\"#\">Unsubscribe</a></td></tr></table>\
        <img src=3D\"https://t.example/pixel\" width=3D1>\r\n--b--\r\n";

    #[test]
    fn a_newsletter_is_an_article() {
        let loaded = parse(Path::new("a.eml"), HTML.as_bytes());
        assert_eq!(loaded.problems, []);
        let article = &loaded.articles[0];
        assert_eq!(
            article.text,
            "The night ferry has stopped for good, said the harbor master on Monday. “It is old.”\n\n\
             Nobody knows who will row, and nobody has asked so far."
        );
        assert_eq!(article.metadata.title, "Fähre hält");
        assert_eq!(article.metadata.source.as_deref(), Some("Harbor Ledger"));
        assert_eq!(
            article.metadata.published.unwrap().to_string(),
            "2026-09-08"
        );
    }

    #[test]
    fn plain_text_is_read_where_there_is_nothing_else() {
        let mail = "From: a@island-notes.example\r\nSubject: Ferry stops\r\n\r\nThe ferry has stopped.\r\n\r\nIt rained.\r\n";
        let article = parse(Path::new("a.eml"), mail.as_bytes())
            .articles
            .remove(0);
        assert_eq!(article.text, "The ferry has stopped.\n\nIt rained.");
        assert_eq!(
            article.metadata.source.as_deref(),
            Some("island-notes.example")
        );
    }

    #[rstest]
    #[case::a_person("Ines Halloran <ines@ledger.example>", &["Ines Halloran"])]
    #[case::a_person_at_a_paper("Ines Halloran from Harbor Letters <news@letters.example>", &["Ines Halloran"])]
    #[case::a_newsletter_of_two_words("Harbor Letters <news@letters.example>", &[])]
    fn whoever_sends_from_an_address_of_their_own_is_the_author(
        #[case] sender: &str,
        #[case] authors: &[&str],
    ) {
        let mail = format!("From: {sender}\r\nSubject: Ferry\r\n\r\nThe ferry has stopped.\r\n");
        let article = parse(Path::new("a.eml"), mail.as_bytes())
            .articles
            .remove(0);
        assert_eq!(article.metadata.authors, authors);
    }

    #[test]
    fn a_page_saved_as_a_mail_is_a_page() {
        let story = "<p>The night ferry has stopped for good, said the harbor master on Monday, and nobody knew why.</p>";
        let page = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/ferry\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/html\r\nContent-Location: https://ledger.example/ferry\r\n\r\n\
             <html><head><title>Ferry stops</title></head><body>{story}{}</body></html>\r\n\
             --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
            story.replace("Monday", "Tuesday")
        );
        let article = parse_page(Path::new("a.mhtml"), page.as_bytes())
            .articles
            .remove(0);
        assert_eq!(article.metadata.title, "Ferry stops");
        assert_eq!(
            article.metadata.url.as_deref(),
            Some("https://ledger.example/ferry")
        );
        assert!(article.text.contains("Tuesday"));
    }

    #[test]
    fn a_page_saved_as_a_mail_may_name_its_charset_itself() {
        let story = "<p>La derni=E8re travers=E9e a =E9t=E9 annul=E9e lundi, a dit le port, et nul ne sait pourquoi.</p>";
        let page = format!(
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             <meta charset=3Diso-8859-1><title>Le bac</title>{story}{}\r\n--b--\r\n",
            story.replace("lundi", "mardi")
        );
        let article = parse_page(Path::new("a.mhtml"), page.as_bytes())
            .articles
            .remove(0);
        assert!(
            article.text.contains("dernière traversée a été"),
            "{}",
            article.text
        );
    }

    #[test]
    fn what_is_no_mail_is_told() {
        let problems = parse(Path::new("a.eml"), b"").problems;
        assert!(problems[0].message.starts_with("is not a mail"));
    }
}
