//! The phrases of page furniture, which the loader recognizes in stories and pages; `furniture.txt` has them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::word_list::list_entries;

/// Phrases by what they are; each is the section of that name in `furniture.txt`.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// Lines that are noise anywhere.
    pub(super) lines: HashSet<&'static str>,
    /// Lines that are noise only next to other noise.
    pub(super) shy_lines: HashSet<&'static str>,
    /// Lines that lead to a gallery.
    pub(super) gallery_links: HashSet<&'static str>,
    /// How noise begins.
    pub(super) beginnings: Vec<&'static str>,
    /// How the titles of galleries and films end.
    pub(super) endings: Vec<&'static str>,
    /// How links to other stories begin.
    pub(super) read_also: Vec<&'static str>,
    /// How lines begin that ask to follow an outlet.
    pub(super) follow: Vec<&'static str>,
    /// Headings above something other than the story.
    pub(super) labels: HashSet<&'static str>,
    /// How headings begin above something other than the story.
    pub(super) label_beginnings: Vec<&'static str>,
    /// Headings above readers' comments.
    pub(super) comments: HashSet<&'static str>,
    /// How headings begin above what a subscription gives.
    pub(super) offers: Vec<&'static str>,
    /// What lines say that end a story for those who do not pay.
    pub(super) paywalls: Vec<&'static str>,
    /// What lines say so too that ask for something, and other lines without meaning it.
    pub(super) purposes: Vec<&'static str>,
    /// How sentences begin that ask for something.
    pub(super) requests: Vec<&'static str>,
    /// Words for somebody who is told of.
    pub(super) third_persons: Vec<&'static str>,
    /// Parts of the words for paying and logging in.
    pub(super) paid_words: Vec<&'static str>,
    /// What labels say of stories for subscribers, and of other things.
    pub(super) paid_labels: Vec<&'static str>,
    /// How lines begin that lead from a part of a text to all of it.
    pub(super) read_on: Vec<&'static str>,
    /// How lines begin that are links and lead away from a story.
    pub(super) leads_away: Vec<&'static str>,
    /// How lines begin that say who else worked on a story.
    pub(super) contributions: Vec<&'static str>,
    /// What such lines hold, whoever they begin with.
    pub(super) contribution_parts: Vec<&'static str>,
    /// What such lines hold when they begin with a name.
    pub(super) contribution_places: Vec<&'static str>,
    /// What every line holds that says where a story first appeared; a search for it keeps most lines from the pattern.
    pub(super) provenance_stems: Vec<&'static str>,
    /// How a paper begins a note of its own on a story.
    pub(super) notes: Vec<&'static str>,
    /// Lines that some archives put above the summary and the text.
    pub(super) archive_labels: HashSet<&'static str>,
}

/// The phrases that are built in, parsed when first needed.
pub(super) static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::parse(include_str!("furniture.txt")));

impl Furniture {
    /// Parses a file of phrases; its head describes the format. Phrases of unknown sections are left out.
    fn parse(file: &'static str) -> Self {
        let mut furniture = Self::default();
        for (section, phrase) in list_entries(file) {
            furniture.add_phrase(section, phrase);
        }
        furniture
    }

    fn add_phrase(&mut self, section: &str, phrase: &'static str) {
        match section {
            "lines" => drop(self.lines.insert(phrase)),
            "shy-lines" => drop(self.shy_lines.insert(phrase)),
            "gallery-links" => drop(self.gallery_links.insert(phrase)),
            "labels" => drop(self.labels.insert(phrase)),
            "comments" => drop(self.comments.insert(phrase)),
            "beginnings" => self.beginnings.push(phrase),
            "endings" => self.endings.push(phrase),
            "read-also" => self.read_also.push(phrase),
            "follow" => self.follow.push(phrase),
            "label-beginnings" => self.label_beginnings.push(phrase),
            "offers" => self.offers.push(phrase),
            "paywalls" => self.paywalls.push(phrase),
            "purposes" => self.purposes.push(phrase),
            "requests" => self.requests.push(phrase),
            "third-persons" => self.third_persons.push(phrase),
            "paid-words" => self.paid_words.push(phrase),
            "paid-labels" => self.paid_labels.push(phrase),
            "read-on" => self.read_on.push(phrase),
            "leads-away" => self.leads_away.push(phrase),
            "contributions" => self.contributions.push(phrase),
            "contribution-parts" => self.contribution_parts.push(phrase),
            "contribution-places" => self.contribution_places.push(phrase),
            "provenance-stems" => self.provenance_stems.push(phrase),
            "notes" => self.notes.push(phrase),
            "archive-labels" => drop(self.archive_labels.insert(phrase)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_in_a_known_section_and_there_once() {
        let file = include_str!("furniture.txt");
        let phrases = list_entries(file).count();
        let all = &*FURNITURE;
        let sets = [
            &all.lines,
            &all.shy_lines,
            &all.gallery_links,
            &all.labels,
            &all.comments,
            &all.archive_labels,
        ];
        let lists = [
            &all.beginnings,
            &all.endings,
            &all.read_also,
            &all.follow,
            &all.offers,
            &all.paywalls,
            &all.purposes,
            &all.requests,
            &all.third_persons,
            &all.paid_words,
            &all.paid_labels,
            &all.read_on,
            &all.leads_away,
            &all.contributions,
            &all.contribution_parts,
            &all.contribution_places,
            &all.provenance_stems,
            &all.notes,
            &all.label_beginnings,
        ];
        let known: usize = sets.iter().map(|set| set.len()).sum();
        let listed: usize = lists.iter().map(|list| list.len()).sum();
        assert_eq!(known + listed, phrases);
        assert!(sets.iter().all(|set| !set.is_empty()));
        assert!(lists.iter().all(|list| !list.is_empty()));
    }

    #[test]
    fn phrases_are_in_lower_case() {
        let file = include_str!("furniture.txt");
        let phrases = file.lines().filter(|line| !line.starts_with('#'));
        let wrong: Vec<&str> = phrases
            .filter(|line| *line != line.to_lowercase() || *line != line.trim())
            .collect();
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn a_mark_at_the_end_keeps_a_blank() {
        let furniture = Furniture::parse("# head\n\n== beginnings ==\nclick to _\ncredit:\n");
        assert_eq!(furniture.beginnings, ["click to ", "credit:"]);
    }
}
