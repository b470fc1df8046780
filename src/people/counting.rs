//! Counts what articles state of names.
//!
//! An archive has far more quotes than names. So an article is only noted, as numbers; once many are, equal statements are counted
//! together.

use foldhash::HashSet;

use super::facts::{BucketId, NameFacts, ParsedName, add_count};
use super::noted::NotedUse;
use super::registry::{Bucket, People};
use super::share::Gender;
use super::texts::{TextId, WrittenMention, WrittenName};
use super::{NameId, NameKind, NameUse, kind_of, role};

/// The most statements that are noted before they are counted.
const MOST_NOTED: usize = 1 << 19;

/// The most names of a bucket in one article that are compared as told apart by it.
const MOST_TOLD_APART: usize = 12;

/// What an article states of the speaker of a quote, by the numbers that [`People`] gives to texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedUse {
    /// The fullest name that the article gives, or a description.
    pub name: TextId,
    /// How the text refers to the speaker; `None` if by that name.
    pub mention: Option<TextId>,
    /// The role that the article states.
    pub role: Option<TextId>,
}

impl People {
    /// Adds what an article states of its speakers, a quote at a time.
    pub fn add_article(&mut self, uses: &[NameUse<'_>]) {
        let uses = self.number_uses(uses);
        self.add_numbered(&uses);
    }

    /// Takes back what an article stated, which must be what was added.
    pub fn remove_article(&mut self, uses: &[NameUse<'_>]) {
        let uses = self.number_uses(uses);
        self.remove_numbered(&uses);
    }

    /// Adds what an article states, by numbers.
    pub fn add_numbered(&mut self, uses: &[NumberedUse]) {
        self.note_article(uses, false);
    }

    /// Takes back what an article stated, by numbers.
    pub fn remove_numbered(&mut self, uses: &[NumberedUse]) {
        self.note_article(uses, true);
    }

    /// Returns the number of a speaker's name as an article writes it.
    pub fn number_name(&mut self, written: &str) -> TextId {
        if let Some(known) = self.texts.names.number_of(written) {
            return known;
        }
        let parsed = ParsedName::parse(written);
        let is_description = parsed.is_none() && kind_of(written) == NameKind::Description;
        let surname = (!is_description).then(|| ParsedName::as_surname(written));
        let mut add = |parsed| {
            let name = self.add_name(parsed?);
            Some((self.facts_of(name)?.bucket, name))
        };
        let (surname, name) = (add(surname.flatten()), add(parsed));
        let read = WrittenName {
            name,
            surname: surname.filter(|_| surname != name),
            is_description,
            gender: Gender::of_mention(written),
            quotes: 0,
            surname_quotes: 0,
        };
        let number = self.texts.names.add_text(written, read);
        for (_, name) in read.name.into_iter().chain(read.surname) {
            if let Some(facts) = self.names.get_mut(name.index()) {
                facts.spellings.push(number);
            }
        }
        number
    }

    /// Makes room for so many names in all, if it is known how many will come.
    pub fn reserve_names(&mut self, names: usize) {
        let more = names.saturating_sub(self.names.len());
        self.names.reserve(more);
        self.groups.reserve(more);
        self.numbers.reserve(more);
        self.texts.names.reserve(names);
    }

    /// Returns the number of a name as an article writes it; `None` if none does.
    #[must_use]
    pub fn find_name(&self, written: &str) -> Option<TextId> {
        self.texts.names.number_of(written)
    }

    /// Returns the number of what a text calls somebody.
    pub fn number_mention(&mut self, mention: &str) -> TextId {
        if let Some(known) = self.texts.mentions.number_of(mention) {
            return known;
        }
        let may_be_name = mention.starts_with(char::is_uppercase);
        let parsed = may_be_name.then(|| ParsedName::parse(mention)).flatten();
        let read = WrittenMention {
            name: parsed.map(|parsed| self.add_name(parsed)),
            gender: Gender::of_mention(mention),
        };
        self.texts.mentions.add_text(mention, read)
    }

    /// Returns the number of a role.
    pub fn number_role(&mut self, role: &str) -> TextId {
        if let Some(known) = self.texts.roles.number_of(role) {
            return known;
        }
        let words = role::role_words(role);
        let words = words.map(|word| self.texts.role_words.add_text(&word, role::is_kin(&word)));
        let words = words.collect();
        self.texts.roles.add_text(role, words)
    }

    fn number_uses(&mut self, uses: &[NameUse<'_>]) -> Vec<NumberedUse> {
        let numbered = uses.iter().map(|used| {
            let is_other = used.mention != used.name;
            NumberedUse {
                name: self.number_name(used.name),
                mention: is_other.then(|| self.number_mention(used.mention)),
                role: used.role.map(|role| self.number_role(role)),
            }
        });
        numbered.collect()
    }

    /// Returns the number of a name, a new one if it is new.
    fn add_name(&mut self, parsed: ParsedName) -> NameId {
        let key = parsed.key();
        if let Some(known) = self.numbers.get(&key).copied() {
            if let Some(facts) = self.names.get_mut(known.index())
                && parsed.says_more_than(&facts.parsed)
            {
                facts.parsed = parsed;
            }
            return known;
        }
        let number = NameId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let written = parsed.bucket();
        let next = BucketId(u32::try_from(self.buckets.len()).unwrap_or(u32::MAX));
        let id = *self.bucket_numbers.entry(written).or_insert(next);
        if id == next {
            self.buckets.push(Bucket::default());
        }
        if let Some(bucket) = self.bucket_mut(id) {
            bucket.names.push(number);
            if parsed.is_bare() && parsed.bucket() == key {
                bucket.bare = Some(number);
            }
        }
        self.numbers.insert(key, number);
        self.names.push(NameFacts::new(parsed, id));
        self.groups.push((number, super::Certainty::Sure));
        number
    }

    /// Notes the names of an article, and counts who they are to each other.
    fn note_article(&mut self, uses: &[NumberedUse], are_gone: bool) {
        if self.noted.are_gone != are_gone || self.noted.uses.len() >= MOST_NOTED {
            self.count_noted();
            self.noted.are_gone = are_gone;
        }
        let sign = if are_gone { -1 } else { 1 };
        let mut names = std::mem::take(&mut self.noted.article);
        // Most articles have no word that need be looked at twice.
        let mut full = None;
        for used in uses {
            let Some(written) = self.texts.names.get(used.name).copied() else {
                continue;
            };
            let surname = written.surname.filter(|(bucket, _)| {
                let full = full.get_or_insert_with(|| self.buckets_of_full_names(uses));
                full.contains(bucket)
            });
            if let Some((bucket, name)) = surname.or(written.name) {
                self.noted.uses.push(NotedUse::new(name, *used));
                names.push((bucket, name));
            } else if written.is_description {
                self.unnamed += i64::from(sign);
            }
        }
        names.sort_unstable();
        names.dedup();
        self.noted.articles.resize(self.names.len(), 0);
        for (_, name) in &names {
            if let Some(articles) = self.noted.articles.get_mut(name.index()) {
                *articles += sign;
            }
        }
        for several in names.chunk_by(|(one, _), (other, _)| one == other) {
            if several.len() > 1 {
                self.count_bucket(several, sign);
            }
        }
        names.clear();
        self.noted.article = names;
    }

    /// Returns the buckets of persons whom an article names by more than a surname.
    fn buckets_of_full_names(&self, uses: &[NumberedUse]) -> HashSet<BucketId> {
        let names = uses
            .iter()
            .filter_map(|used| self.texts.names.get(used.name)?.name);
        let facts = names.filter_map(|(_, name)| self.facts_of(name));
        let full = facts
            .filter(|facts| facts.parsed.kind() == NameKind::Person && !facts.parsed.is_bare());
        full.map(|facts| facts.bucket).collect()
    }

    /// Counts who several names of one bucket are to each other in an article.
    fn count_bucket(&mut self, names: &[(BucketId, NameId)], sign: i32) {
        let is_bare = |id: &NameId| {
            self.facts_of(*id)
                .is_some_and(|facts| facts.parsed.is_bare())
        };
        let names = names.iter().map(|(_, name)| *name);
        let (bare, full): (Vec<NameId>, Vec<NameId>) = names.partition(is_bare);
        for (number, one) in full.iter().take(MOST_TOLD_APART).enumerate() {
            for other in full.iter().take(MOST_TOLD_APART).skip(number + 1) {
                *self.told_apart.entry((*one, *other)).or_default() += sign;
            }
        }
        // A bare surname beside one full name is no other person: in a headline it is the same one.
        if let [only] = full.as_slice() {
            for name in bare {
                self.count_called(*only, name, sign);
            }
        }
    }

    /// Counts what was noted.
    pub(super) fn count_noted(&mut self) {
        let sign = if self.noted.are_gone { -1 } else { 1 };
        let mut noted = std::mem::take(&mut self.noted);
        noted.uses.sort_unstable();
        for of_name in noted.uses.chunk_by(|one, other| one.name() == other.name()) {
            for of_mention in of_name.chunk_by(NotedUse::has_mention_of) {
                self.count_mention(of_mention, sign);
            }
            if let Some(name) = of_name.first().map(|used| used.name())
                && let Some(articles) = noted.articles.get_mut(name.index())
            {
                self.count_articles(name, std::mem::take(articles));
            }
        }
        noted.uses.clear();
        self.noted = noted;
    }

    /// Counts quotes under a name to which texts refer in one way.
    fn count_mention(&mut self, uses: &[NotedUse], sign: i32) {
        let count = |equal: usize| sign * i32::try_from(equal).unwrap_or(i32::MAX);
        for equal in uses.chunk_by(PartialEq::eq) {
            if let Some(used) = equal.first() {
                self.count_role(*used, count(equal.len()));
            }
        }
        if let Some(used) = uses.first() {
            self.count_use(*used, count(uses.len()));
        }
    }

    /// Counts quotes under a name, whatever the role.
    fn count_use(&mut self, used: NotedUse, quotes: i32) {
        let (name, written) = (used.name(), used.written());
        let mention = used
            .mention()
            .and_then(|text| self.texts.mentions.get(text));
        let (gender, called) = mention.map_or((None, None), |of| (of.gender, of.name));
        let (Some(facts), Some(read)) = (
            self.names.get_mut(name.index()),
            self.texts.names.get_mut(written),
        ) else {
            return;
        };
        read.count_quotes(name, quotes);
        facts.quotes += i64::from(quotes);
        let gender = if mention.is_some() {
            gender
        } else {
            read.gender
        };
        match gender {
            Some(Gender::Man) => facts.male += i64::from(quotes),
            Some(Gender::Woman) => facts.female += i64::from(quotes),
            None => {}
        }
        if let Some(called) = called.filter(|called| *called != name) {
            self.count_called(name, called, quotes);
        }
    }

    /// Counts the words of a role.
    fn count_role(&mut self, used: NotedUse, quotes: i32) {
        let words = used.role().and_then(|role| self.texts.roles.get(role));
        let (Some(words), Some(facts)) = (words, self.names.get_mut(used.name().index())) else {
            return;
        };
        for word in words {
            add_count(&mut facts.roles, *word, quotes);
            if self
                .texts
                .role_words
                .get(*word)
                .is_some_and(|is_kin| *is_kin)
            {
                facts.kin += i64::from(quotes);
            }
        }
    }

    /// Counts that articles call the bearer of a name by another one for short.
    fn count_called(&mut self, name: NameId, called: NameId, by: i32) {
        self.stale_calls.insert(called);
        if let Some(facts) = self.names.get_mut(name.index())
            && add_count(&mut facts.called, called, by)
        {
            self.called_by.entry(called).or_default().insert(name);
        }
    }

    /// Counts articles with a name, whose bucket has then to be grouped again.
    fn count_articles(&mut self, name: NameId, articles: i32) {
        let Some(facts) = self.names.get_mut(name.index()) else {
            return;
        };
        facts.articles += i64::from(articles);
        self.stale_calls.extend(facts.called.keys());
        let bucket = facts.bucket;
        self.stale_buckets.insert(bucket);
        // Whether a single word is a surname may have changed.
        let bare = self.bucket_mut(bucket).and_then(|bucket| bucket.bare);
        self.stale_calls.extend(bare);
    }
}
