//! The words of bylines, date lines and mastheads in many languages; `newsroom.txt` has them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::word_list::list_entries;

/// Words by what they are; each is the section of that name in `newsroom.txt`.
#[derive(Debug, Default)]
pub(super) struct Newsroom {
    /// How a byline begins, the longest first.
    pub(super) by: Vec<&'static str>,
    /// What separates two names.
    pub(super) and: HashSet<&'static str>,
    /// News agencies.
    pub(super) agencies: HashSet<&'static str>,
    /// Words in the names of companies.
    pub(super) companies: HashSet<&'static str>,
    /// Programs and hosts that are named instead of a site.
    pub(super) software: HashSet<&'static str>,
    /// Parts of the words with which a page says how long reading takes.
    pub(super) reading: Vec<&'static str>,
    /// Words for minutes.
    pub(super) minutes: HashSet<&'static str>,
    /// Words that accompany a date.
    pub(super) date_words: HashSet<&'static str>,
    /// The months by their names, from 1.
    pub(super) months: HashMap<&'static str, i8>,
    /// Parts of the class names of a printed standfirst, without punctuation.
    pub(super) standfirsts: Vec<&'static str>,
    /// What people who write for a living are called.
    pub(super) roles: HashSet<&'static str>,
    /// Words that make a short line in capitals a section or an outlet rather than a name.
    pub(super) no_names: HashSet<&'static str>,
    /// Words in the names of papers and broadcasters.
    pub(super) papers: HashSet<&'static str>,
    /// What is written behind the name of whoever writes, in languages that do so.
    pub(super) roles_behind: Vec<&'static str>,
    /// What programs and desks call whoever writes.
    pub(super) nobodies: HashSet<&'static str>,
    /// How words begin that are printed in the place of a name and are none.
    pub(super) nobody_beginnings: Vec<&'static str>,
    /// The words of buttons that are printed behind a name.
    pub(super) buttons: HashSet<&'static str>,
    /// Class names and ids of authors between headline and story, without punctuation.
    pub(super) author_classes: HashSet<&'static str>,
    /// Folders of the pages about those who write.
    pub(super) author_folders: HashSet<&'static str>,
    /// The sections of papers.
    pub(super) sections: HashSet<&'static str>,
    /// How a line begins that is surely a byline, whoever it names.
    pub(super) openings: Vec<&'static str>,
    /// Labels on a line of their own above a date or a name.
    pub(super) byline_labels: HashSet<&'static str>,
    /// What a page calls an author's picture.
    pub(super) portraits: HashSet<&'static str>,
    /// What a biography goes on with after the name.
    pub(super) biography_verbs: HashSet<&'static str>,
    /// How a line begins that is a byline with a day, or a day with the words around it.
    pub(super) day_labels: Vec<&'static str>,
    /// The words of a name that are written small.
    pub(super) particles: HashSet<&'static str>,
    /// What a label says that somebody did who wrote: "text".
    pub(super) writing_tasks: HashSet<&'static str>,
    /// What a label says that somebody did who took pictures: "photos".
    pub(super) picture_tasks: HashSet<&'static str>,
    /// How a part of a line begins that names another paper, or who checked the words.
    pub(super) source_labels: Vec<&'static str>,
    /// How a line begins that says when a story was changed.
    pub(super) change_labels: Vec<&'static str>,
    /// Outlets that are written like initials; an author's role may begin with one ("BBC Northhaven correspondent").
    pub(super) broadcasters: HashSet<&'static str>,
}

/// The words that are built in, parsed when first needed.
pub(super) static NEWSROOM: LazyLock<Newsroom> =
    LazyLock::new(|| Newsroom::parse(include_str!("newsroom.txt")));

impl Newsroom {
    /// Parses a file of words; its head describes the format. Words of unknown sections are left out.
    fn parse(file: &'static str) -> Self {
        let mut newsroom = Self::default();
        for (section, word) in list_entries(file) {
            newsroom.add_word(section, word);
        }
        newsroom
            .by
            .sort_by_key(|word| std::cmp::Reverse(word.len()));
        newsroom
    }

    fn add_word(&mut self, section: &str, word: &'static str) {
        match section {
            "by" => self.by.push(word),
            "and" => drop(self.and.insert(word)),
            "agencies" => drop(self.agencies.insert(word)),
            "companies" => drop(self.companies.insert(word)),
            "software" => drop(self.software.insert(word)),
            "reading" => self.reading.push(word),
            "minutes" => drop(self.minutes.insert(word)),
            "date-words" => drop(self.date_words.insert(word)),
            "standfirsts" => self.standfirsts.push(word),
            "roles" => drop(self.roles.insert(word)),
            "no-names" => drop(self.no_names.insert(word)),
            "papers" => drop(self.papers.insert(word)),
            "roles-behind" => self.roles_behind.push(word),
            "nobodies" => drop(self.nobodies.insert(word)),
            "nobody-beginnings" => self.nobody_beginnings.push(word),
            "buttons" => drop(self.buttons.insert(word)),
            "author-classes" => drop(self.author_classes.insert(word)),
            "author-folders" => drop(self.author_folders.insert(word)),
            "sections" => drop(self.sections.insert(word)),
            "openings" => self.openings.push(word),
            "byline-labels" => drop(self.byline_labels.insert(word)),
            "portraits" => drop(self.portraits.insert(word)),
            "biography-verbs" => drop(self.biography_verbs.insert(word)),
            "day-labels" => self.day_labels.push(word),
            "particles" => drop(self.particles.insert(word)),
            "writing-tasks" => drop(self.writing_tasks.insert(word)),
            "picture-tasks" => drop(self.picture_tasks.insert(word)),
            "source-labels" => self.source_labels.push(word),
            "change-labels" => self.change_labels.push(word),
            "broadcasters" => drop(self.broadcasters.insert(word)),
            _ => {
                let month = section
                    .strip_prefix("month-")
                    .and_then(|month| month.parse().ok());
                if let Some(month) = month {
                    self.months.insert(word, month);
                }
            }
        }
    }

    /// Returns `true` if a name is that of a news agency.
    pub(super) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(name.trim().to_lowercase().as_str())
    }

    /// Returns `true` if a name is that of a company rather than of a paper.
    pub(super) fn is_company(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let mut words = lower.split([' ', ',', '&', '(', ')']);
        words.any(|word| self.companies.contains(word.trim_end_matches('.')))
    }

    /// Returns what follows the word with which a byline begins: "Ines Halloran" of "Door Ines Halloran".
    pub(super) fn after_by<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.by.iter().find_map(|by| {
            let rest = strip_prefix_of_any_case(line, by)?;
            let is_parted = by.ends_with([':', '：', '／', '/'])
                || !by.is_ascii() && by.chars().all(is_unspaced)
                || rest.starts_with([' ', ':', '\u{a0}', '：']);
            let rest = rest.trim_start_matches([' ', ':', '\u{a0}', '：']);
            (is_parted && !rest.is_empty()).then_some(rest)
        })
    }
}

/// Returns `true` if a script writes its words without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '／' | '：' )
}

/// Strips a prefix in lower case from a line of any case.
fn strip_prefix_of_any_case<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let mut wanted = prefix.chars();
    let mut rest = line.char_indices();
    loop {
        let Some(letter) = wanted.next() else {
            return Some(rest.as_str());
        };
        let (_, found) = rest.next()?;
        if !found.to_lowercase().eq(std::iter::once(letter)) {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::english("By Ines Halloran", Some("Ines Halloran"))]
    #[case::dutch("Door Ines Halloran", Some("Ines Halloran"))]
    #[case::in_capitals("VON INES HALLORAN", Some("INES HALLORAN"))]
    #[case::labelled("Autor: Ines Halloran", Some("Ines Halloran"))]
    #[case::unspaced("作者：林美", Some("林美"))]
    #[case::a_longer_word("Bystrom waits", None)]
    #[case::the_word_alone("Von", None)]
    fn the_word_of_a_byline_is_taken_off(#[case] line: &str, #[case] names: Option<&str>) {
        assert_eq!(NEWSROOM.after_by(line), names);
    }

    #[rstest]
    #[case("Harbor Print & Media Ltd. & Co. KG", true)]
    #[case("Harbor Ledger", false)]
    #[case("Basel Zeitung", false)]
    fn companies_are_told_from_papers(#[case] name: &str, #[case] is: bool) {
        assert_eq!(NEWSROOM.is_company(name), is);
    }
}
