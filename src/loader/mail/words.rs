//! The words of mail programs, in their languages: above what is forwarded, in its head, before subjects.

/// The lines above a mail that was forwarded, in lower case and without dashes.
const FORWARDED: [&str; 27] = [
    "forwarded message",
    "forwarded mail",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "message transféré",
    "message réexpédié",
    "début du message transféré",
    "début du message réexpédié",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "início da mensagem reencaminhada",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "videresendt melding",
    "videresendt meddelelse",
    "wiadomość przekazana dalej",
    "přeposlaná zpráva",
    "iletilmiş mesaj",
    "пересылаемое сообщение",
    "転送メッセージ",
    "转发的邮件",
];

/// The lines above a mail that was forwarded or answered.
const ORIGINALS: [&str; 16] = [
    "original message",
    "ursprüngliche nachricht",
    "message d'origine",
    "message original",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "ursprungligt meddelande",
    "opprinnelig melding",
    "oprindelig meddelelse",
    "oryginalna wiadomość",
    "původní zpráva",
    "исходное сообщение",
    "原始邮件",
    "원본 메시지",
];

/// The names of the lines that say who sent a mail.
const SENDERS: [&str; 17] = [
    "from",
    "von",
    "de",
    "da",
    "van",
    "från",
    "fra",
    "od",
    "от",
    "від",
    "kimden",
    "lähettäjä",
    "expéditeur",
    "差出人",
    "发件人",
    "寄件者",
    "보낸 사람",
];

/// The names of the lines that say when.
const DAYS: [&str; 25] = [
    "date",
    "sent",
    "datum",
    "gesendet",
    "envoyé",
    "fecha",
    "data",
    "dato",
    "enviado",
    "enviada",
    "enviado el",
    "inviato",
    "verzonden",
    "skickat",
    "sendt",
    "wysłano",
    "odesláno",
    "lähetetty",
    "gönderildi",
    "tarih",
    "дата",
    "отправлено",
    "日期",
    "送信日時",
    "날짜",
];

/// The names of the lines that say about what.
const SUBJECTS: [&str; 16] = [
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "ämne",
    "emne",
    "temat",
    "předmět",
    "konu",
    "тема",
    "件名",
    "主题",
    "제목",
];

/// The names of other lines.
const OTHERS: [&str; 29] = [
    "to",
    "an",
    "à",
    "para",
    "a",
    "aan",
    "till",
    "til",
    "do",
    "komu",
    "kime",
    "кому",
    "宛先",
    "收件人",
    "받는 사람",
    "cc",
    "kopie",
    "copie",
    "copia",
    "reply-to",
    "antwort an",
    "répondre à",
    "responder a",
    "rispondi a",
    "priorität",
    "importance",
    "attachments",
    "anlagen",
    "wichtigkeit",
];

/// What mail programs put before the subject of a reply.
const REPLIES: [&str; 10] = [
    "re", "aw", "rép", "sv", "antw", "odp", "ynt", "res", "vs", "r",
];

/// What they put before the subject of a forward.
const FORWARDS: [&str; 15] = [
    "fwd",
    "fw",
    "wg",
    "tr",
    "rv",
    "enc",
    "i",
    "vb",
    "vl",
    "pd",
    "doorst",
    "ilt",
    "fwd.",
    "转发",
    "пересл",
];

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
    if is(&SUBJECTS) {
        Some(HeadField::Subject)
    } else if is(&DAYS) {
        Some(HeadField::Day)
    } else if is(&SENDERS) {
        Some(HeadField::Sender)
    } else {
        is(&OTHERS).then_some(HeadField::Other)
    }
}

/// Returns `true` if a line says that a mail that was sent before follows.
pub(super) fn is_marker(line: &str) -> bool {
    is_among(line, &ORIGINALS) || says_forwarded(line)
}

/// Returns `true` if a line says that a forwarded mail follows.
pub(super) fn says_forwarded(line: &str) -> bool {
    is_among(line, &FORWARDED)
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
        let forwards = FORWARDS.contains(&prefix.as_str());
        if !forwards && !REPLIES.contains(&prefix.as_str()) {
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
