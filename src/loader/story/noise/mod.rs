//! Recognizes what the page put between the paragraphs: share lines, galleries, newsletter calls, credits.

mod elsewhere;
mod patterns;

use std::collections::HashSet;

pub(in crate::loader) use self::elsewhere::is_read_also;
use super::{line, names};
use crate::article::BlockKind;
use crate::loader::furniture::FURNITURE;
use crate::loader::passage::DraftPassage;
use crate::loader::paywall;

/// No noise is longer than this many bytes.
const LONGEST: usize = 240;

/// Marks noise and captions among the passages that are still undecided.
pub(super) fn mark_noise(passages: &mut [DraftPassage<'_>]) {
    for passage in passages.iter_mut().filter(|passage| passage.kind.is_none()) {
        if is_noise(&passage.text) {
            passage.kind = Some(BlockKind::Boilerplate);
        } else if is_caption(&passage.text) {
            passage.kind = Some(BlockKind::Caption);
        }
    }
    mark_neighbours(passages);
    mark_listed(passages);
    mark_prompt(passages);
    mark_end(passages);
}

/// Marks the last lines of a story that ends for those who do not pay, from the one on that says so.
fn mark_prompt(passages: &mut [DraftPassage<'_>]) {
    const MOST: usize = 8;
    const LONGEST_BEHIND: usize = 120;
    let start = passages.len().saturating_sub(MOST);
    let end = passages.get(start..).unwrap_or_default();
    let is_short = |passage: &DraftPassage<'_>| {
        passage.kind.is_some() || passage.text.len() <= LONGEST_BEHIND && !is_quoted(&passage.text)
    };
    let behind = end.iter().rev().take_while(|passage| is_short(passage));
    let from = end.len().saturating_sub(behind.count() + 1);
    let prompt = end.iter().skip(from).position(|passage| {
        passage.kind.is_none() && passage.text.len() <= LONGEST && asks_to_pay(&passage.text)
    });
    let Some(prompt) = prompt.map(|prompt| start + from + prompt) else {
        return;
    };
    for passage in passages.iter_mut().skip(prompt) {
        passage.kind = passage.kind.or(Some(BlockKind::Boilerplate));
    }
}

/// Returns `true` if a line says that the rest of a story is for those who pay, and nobody is quoted.
fn asks_to_pay(line: &str) -> bool {
    !is_quoted(line) && paywall::asks_to_pay(&paywall::fold_line(line))
}

fn is_quoted(line: &str) -> bool {
    line.contains(['“', '"', '„', '«', '「'])
}

/// Marks the titles of other stories below a label of the page: "You might also like".
fn mark_listed(passages: &mut [DraftPassage<'_>]) {
    const MOST: usize = 6;
    const LONGEST: usize = 100;
    let is_label = |passage: &DraftPassage<'_>| {
        if passage.kind != Some(BlockKind::Boilerplate) || passage.text.len() > 40 {
            return false;
        }
        let lower = passage.text.to_lowercase();
        let words = trim_signs(&lower);
        words.contains(' ') && FURNITURE.labels.contains(words)
    };
    let is_listed = |passage: &DraftPassage<'_>| {
        let is_sentence = line::ends_with_any(&passage.text, &['.', '!', ':', ';', '。']);
        passage.kind.is_none()
            && passage.text.len() <= LONGEST
            && !is_sentence
            && !passage.text.contains(['“', '"'])
    };
    for at in 0..passages.len() {
        if !passages.get(at).is_some_and(is_label) {
            continue;
        }
        for passage in passages.iter_mut().skip(at + 1).take(MOST) {
            if !is_listed(passage) {
                break;
            }
            passage.kind = Some(BlockKind::Boilerplate);
        }
    }
}

/// Marks what follows a label of the page to its end, when that is nothing but titles: topics, other stories.
fn mark_end(passages: &mut [DraftPassage<'_>]) {
    const MOST: usize = 20;
    let is_noise = |passage: &DraftPassage<'_>| passage.kind == Some(BlockKind::Boilerplate);
    let is_told = |passage: &DraftPassage<'_>| {
        matches!(
            passage.kind,
            Some(BlockKind::Byline | BlockKind::Provenance)
        )
    };
    let is_loose = |passage: &&DraftPassage<'_>| {
        is_noise(passage) || is_told(passage) || (passage.kind.is_none() && is_title(&passage.text))
    };
    let end = passages
        .iter()
        .rev()
        .take(MOST)
        .take_while(is_loose)
        .count();
    let start = passages.len() - end;
    let label = passages.iter().skip(start).position(is_noise);
    let Some(label) = label.filter(|_| start > 0) else {
        return;
    };
    for passage in passages.iter_mut().skip(start + label) {
        passage.kind = passage.kind.or(Some(BlockKind::Boilerplate));
    }
}

/// Marks what is noise only next to noise: names of networks, titles of galleries, linked headlines.
fn mark_neighbours(passages: &mut [DraftPassage<'_>]) {
    for at in 0..passages.len() {
        let Some(passage) = passages.get(at).filter(|passage| passage.kind.is_none()) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|before| passages.get(before));
        let after = passages.get(at + 1);
        let is_beside = [before, after].into_iter().flatten().any(|near| {
            near.kind == Some(BlockKind::Boilerplate) || is_among(&FURNITURE.shy_lines, &near.text)
        });
        let is_shy = is_beside && is_among(&FURNITURE.shy_lines, &passage.text);
        let is_gallery =
            after.is_some_and(|after| is_gallery_link(&after.text)) && is_title(&passage.text);
        let is_link = before.is_some_and(|before| leads_to_link(before, &passage.text));
        if is_shy || is_gallery || is_link {
            set_boilerplate(passages, at);
        }
    }
}

fn set_boilerplate(passages: &mut [DraftPassage<'_>], at: usize) {
    if let Some(passage) = passages.get_mut(at) {
        passage.kind = Some(BlockKind::Boilerplate);
    }
}

/// Returns `true` if a line is noise anywhere.
pub(in crate::loader) fn is_noise(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    if !line.contains(char::is_alphanumeric) {
        return true;
    }
    let mut lower = line.to_lowercase();
    // A large Turkish "İ" becomes two characters.
    lower.retain(|c| c != '\u{307}');
    let words = trim_signs(&lower);
    let opening = lower.trim_start_matches('(');
    FURNITURE.lines.contains(words)
        || FURNITURE
            .beginnings
            .iter()
            .any(|beginning| opening.starts_with(beginning))
        || paywall::begins_as_prompt(opening)
        || FURNITURE
            .endings
            .iter()
            .any(|ending| lower.ends_with(ending))
        || elsewhere::leads_elsewhere(&lower)
        || is_counter(&lower)
        || patterns::are_noise(line, &lower)
        || patterns::find_credit(line) == Some(0)
        || is_photographer(line)
        || is_trail(line)
        || is_bar(&lower)
        || is_address(words)
}

/// Returns `true` if a line is an address for mails and nothing else.
fn is_address(words: &str) -> bool {
    let host = words.split_once('@').map(|(_, host)| host);
    !words.contains(char::is_whitespace) && host.is_some_and(|host| host.contains('.'))
}

/// Returns `true` if a line is who took a picture and for whom: "Otto Vance/Coast Press".
fn is_photographer(line: &str) -> bool {
    const LONGEST: usize = 60;
    let is_outlet = |outlet: &str| {
        let mut words = outlet.split_whitespace().take(5).peekable();
        words.peek().is_some()
            && words.clone().count() <= 4
            && words.all(|word| word.starts_with(char::is_uppercase))
    };
    line.len() <= LONGEST
        && line
            .trim_end_matches('.')
            .split_once('/')
            .is_some_and(|(name, outlet)| names::is_name(name.trim()) && is_outlet(outlet))
}

/// Returns `true` if a line is the way to the page through its site: "Home / News / Local", "News > World > Europe".
fn is_trail(line: &str) -> bool {
    const LONGEST: usize = 80;
    const MOST_WORDS: usize = 3;
    let is_short = |part: &str| (1..=MOST_WORDS).contains(&part.split_whitespace().count());
    line.len() <= LONGEST
        && [" / ", " > ", " » ", " › "]
            .iter()
            .any(|sign| line.split(sign).count() >= 3 && line.split(sign).all(is_short))
}

/// Returns `true` if a line in lower case is a row of buttons: "facebook twitter email".
fn is_bar(lower: &str) -> bool {
    let mut words = lower.split_whitespace();
    let is_button = |word: &str| {
        let word = trim_signs(word);
        FURNITURE.shy_lines.contains(word) || FURNITURE.lines.contains(word)
    };
    lower.len() <= 60 && words.clone().nth(1).is_some() && words.all(is_button)
}

/// Returns `true` if a line counts pictures: "3 of 12", "3 / 12".
fn is_counter(line: &str) -> bool {
    const LONGEST: usize = 12;
    let is_number =
        |part: &str| !part.is_empty() && part.trim().bytes().all(|byte| byte.is_ascii_digit());
    let parts = || line.split_once(" of ").or_else(|| line.split_once(" / "));
    line.len() <= LONGEST && parts().is_some_and(|(at, all)| is_number(at) && is_number(all))
}

/// Returns `true` if a line is the words under a picture, with who took it.
pub(super) fn is_caption(line: &str) -> bool {
    const LONGEST_CAPTION: usize = 500;
    let is_labelled = line
        .get(..13)
        .is_some_and(|head| head.eq_ignore_ascii_case("image caption"));
    line.len() <= LONGEST_CAPTION
        && (is_labelled || patterns::find_credit(line).is_some_and(|start| start > 0))
}

/// Strips the signs around a line: "“Related:”" is "related".
fn trim_signs(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_among(phrases: &HashSet<&str>, line: &str) -> bool {
    line.len() < 20 && phrases.contains(trim_signs(&line.to_lowercase()))
}

fn is_gallery_link(line: &str) -> bool {
    is_among(&FURNITURE.gallery_links, line)
}

/// Returns `true` if a line could be a title: short, and no sentence.
fn is_title(line: &str) -> bool {
    line.len() <= 120 && !line::ends_sentence(line)
}

/// Returns `true` if a line is the headline of another story: below a label any title is, below another headline one that
/// is written in capitals.
fn leads_to_link(before: &DraftPassage<'_>, line: &str) -> bool {
    let is_label =
        |line: &str| line.len() < 40 && trim_signs(&line.to_lowercase()).starts_with("related");
    before.kind == Some(BlockKind::Boilerplate)
        && (is_label(&before.text) && (is_title(line) || is_headline(line))
            || is_headline(&before.text) && is_headline(line))
}

/// Returns `true` if a line is a headline with every long word in capitals: "Ferry Stops For Good In The North".
fn is_headline(line: &str) -> bool {
    let long = |word: &&str| word.chars().count() > 3;
    line.len() <= 140
        && line.split_whitespace().filter(long).count() >= 4
        && line::is_capitalized(line)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("See all photos")]
    #[case("SHARE THIS ARTICLE")]
    #[case("\"Related:\"")]
    #[case("A tour of the island's last ferries (pictures)")]
    #[case("Read more: why the ferry stopped")]
    #[case("Sign up for our newsletter and never miss a boat.")]
    #[case("Follow Ines Halloran on Twitter @inesh.")]
    #[case("Do you like ferries? Like the page:")]
    #[case("Lorne Pryce via Getty Images.")]
    #[case("(h/t Island Notes.)")]
    #[case("Read the rest of the story here.")]
    #[case("The post Ferry stops first appeared on Coast Notes.")]
    #[case("skip past newsletter promotion")]
    #[case("Thanks for reading Tide Lines! Subscribe for free to receive new posts.")]
    #[case("Otto Vance/Reuters.")]
    #[case("Copyright 2016 The Coast Press. All rights reserved.")]
    #[case("Link copied!")]
    #[case("Now playing: Watch this: The last ferry")]
    #[case("1:32")]
    #[case("Enlarge Image")]
    #[case("Otto Vance/Coast Press")]
    #[case("Home / News / Local")]
    #[case("News > Northhaven > Harbor and sea")]
    #[case("Facebook Twitter Email")]
    #[case("CONNECT TWEET LINKEDIN COMMENT EMAIL MORE")]
    #[case("Via: Coast Press")]
    #[case("(Quelle: CP/hha)")]
    #[case("Bildrechte: Coast Press/Lorne Pryce")]
    #[case("© dpa-infocom, dpa:160908-99-123456/1")]
    #[case("Fehler gefunden? Jetzt melden.")]
    #[case("___.")]
    #[case("* * *")]
    #[case("<tweet id=\"1\"><tweet/>.")]
    #[case(".share-bar {")]
    #[case("padding-left: 80px;")]
    #[case("3 of 12")]
    #[case("Page: 1 2 3")]
    #[case("Seite 1 2 3 weiter »")]
    #[case("この記事は有料記事です。残り1200文字")]
    #[case("Regístrate gratis para seguir leyendo")]
    #[case("Lesen Sie auch: Warum die alte Fähre hält")]
    #[case("À lire aussi : pourquoi le vieux bac s’arrête")]
    #[case("»Читайте также: почему стоит паром")]
    #[case("اقرأ أيضا: لماذا توقفت العبارة")]
    #[case("（责任编辑：李明）")]
    #[case("[slideshow id=”3″ width=\"200\"]")]
    #[case("[/caption]")]
    #[case("We use cookies to make this page better for you.")]
    #[case("Already a subscriber? Log in")]
    #[case("ines.halloran@ledger.example")]
    #[case("12 shares")]
    #[case("3 View comments")]
    #[case("1.2K views")]
    #[case("3 min")]
    #[case("İLGİLİ HABER: Tekneler neden eski")]
    fn knows_noise(#[case] line: &str) {
        assert!(is_noise(line));
    }

    #[rstest]
    #[case::imperative("Share prices fell on Monday.")]
    #[case::reading("Read the letter, she said, and then decide.")]
    #[case::following(
        "Follow the money on Main Street, the harbor master said, and you find the ferry."
    )]
    #[case::subscription("Subscribers to the ferry's timetable were told first.")]
    #[case::a_photo("Photographs of the pier hung on every wall.")]
    #[case::a_colon("He had one rule: never leave the pier after dark.")]
    #[case::a_number("2")]
    #[case::a_choice("Ferry/bridge: the vote")]
    #[case::email("Email is slow here.")]
    #[case::a_count("Three of 12")]
    #[case::shares("12 shares of the ferry were sold")]
    #[case::a_page("Page 12 of the letter is lost")]
    #[case::an_invitation("Lesen Sie auch zwischen den Zeilen, sagte der Hafenmeister.")]
    #[case::a_sound("[laughter]")]
    #[case::cookies("The harbor office says that its page uses cookies.")]
    #[case::a_headline("Ferry: Island asks who will row;")]
    fn leaves_the_story_alone(#[case] line: &str) {
        assert!(!is_noise(line));
    }

    #[rstest]
    #[case("The ferry at the pier on Monday. (AP Photo/Ines Halloran)", true)]
    #[case("The ferry at the pier on Monday. Photo: Ines Halloran", true)]
    #[case("Image caption, The ferry at the pier", true)]
    #[case("The ferry (D-Md.) stopped.", false)]
    #[case("He told Reuters that the ferry had stopped.", false)]
    fn knows_a_caption(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_caption(line), is);
    }

    fn kinds(text: &str) -> Vec<bool> {
        let mut passages = crate::loader::plain::split_passages(text);
        mark_noise(&mut passages);
        passages
            .iter()
            .map(|passage| passage.kind == Some(BlockKind::Boilerplate))
            .collect()
    }

    #[test]
    fn names_of_networks_are_noise_only_beside_noise() {
        assert_eq!(
            kinds("Share\n\nFacebook\n\nEmail\n\nThe ferry stopped."),
            [true, true, true, false]
        );
        assert_eq!(
            kinds("The ferry stopped.\n\nFacebook\n\nIt sank."),
            [false, false, false]
        );
    }

    #[test]
    fn the_title_of_a_gallery_is_noise_before_its_link() {
        assert_eq!(
            kinds("It sank.\n\nThe old boats\n\nSee all photos\n\nIt rained."),
            [false, true, true, false]
        );
    }

    #[rstest]
    #[case("She urged the pupils to keep reading over the summer.", false)]
    #[case("Residents can register to read the plans at the town hall.", false)]
    #[case("Log in or create an account to keep reading.", true)]
    fn a_last_paragraph_is_told_from_a_prompt(#[case] last: &str, #[case] is: bool) {
        assert_eq!(kinds(&format!("The ferry stopped.\n\n{last}")), [false, is]);
    }

    #[test]
    fn titles_after_a_label_at_the_end_are_noise() {
        let end = "Topics\n\nIslands\n\nFerries\n\nReuse this content";
        assert_eq!(
            kinds(&format!("It sank.\n\nWhy now?\n\n{end}")),
            [false, false, true, true, true, true]
        );
        assert_eq!(
            kinds(&format!("It sank.\n\n{end}\n\nIt rained.")),
            [false, true, false, false, true, false]
        );
    }

    #[test]
    fn titles_after_a_label_are_noise_before_the_provenance_too() {
        let mut passages = crate::loader::plain::split_passages(
            "It sank.\n\nTags\n\nOld Boats\n\nFirst told by Coast Press.",
        );
        let provenance = passages.last_mut().unwrap();
        provenance.kind = Some(BlockKind::Provenance);
        mark_noise(&mut passages);
        let kinds: Vec<_> = passages.iter().map(|passage| passage.kind).collect();
        let noise = Some(BlockKind::Boilerplate);
        assert_eq!(kinds, [None, noise, noise, Some(BlockKind::Provenance)]);
    }

    #[test]
    fn headlines_after_related_are_noise() {
        let text = "It sank.\n\nRelated:\n\nNight Ferry Stops For Good\n\nIsland Waits For Another Boat\n\nIt rained.";
        assert_eq!(kinds(text), [false, true, true, true, false]);
        let text = "It sank.\n\nRelated article\n\nWhy the boats are old\n\nIt rained.";
        assert_eq!(kinds(text), [false, true, true, false]);
    }
}
