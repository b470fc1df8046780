//! Counts what articles state of names.
//!
//! An archive has far more quotes than names. An article is therefore only queued, as numbers; equal statements are counted
//! together when the queue is full or a result is needed.

use std::sync::Arc;

use foldhash::HashSet;

use super::facts::{BucketId, NameFacts, ParsedName, add_count};
use super::pending::PendingUse;
use super::registry::{Bucket, People};
use super::share::Gender;
use super::texts::{MentionId, NameTextId, RoleId, WrittenMention, WrittenName};
use super::{NameId, NameKind, NameUse, kind_of, role};

/// The most statements that are queued before they are counted.
const MOST_PENDING: usize = 1 << 19;

/// The most names of a bucket in one article that are compared as told apart by it.
const MOST_TOLD_APART: usize = 12;

/// What an article states of the speaker of a quote, by the numbers that [`People`] gives to texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberedUse {
    /// The fullest name that the article gives, or a description.
    pub written: NameTextId,
    /// How the text refers to the speaker; `None` if by that name.
    pub mention: Option<MentionId>,
    /// The role that the article states.
    pub role: Option<RoleId>,
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
        self.queue_article(uses, false);
    }

    /// Takes back what an article stated, by numbers.
    pub fn remove_numbered(&mut self, uses: &[NumberedUse]) {
        self.queue_article(uses, true);
    }

    /// Returns the number of a speaker's name as an article writes it.
    pub fn number_name(&mut self, written: &str) -> NameTextId {
        if let Some(known) = self.texts.names.number_of(written) {
            return known;
        }
        let parsed = ParsedName::parse(written);
        let may_be_surname = parsed.is_some() || kind_of(written) != NameKind::Description;
        let surname = may_be_surname.then(|| ParsedName::as_surname(written));
        let mut add = |parsed| {
            let name = self.add_name(parsed?);
            Some((self.facts_of(name)?.bucket, name))
        };
        let (surname, name) = (add(surname.flatten()), add(parsed));
        let read = WrittenName {
            name,
            surname: surname.filter(|_| surname != name),
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

    /// Reserves capacity for `names` names in total.
    pub fn reserve_names(&mut self, names: usize) {
        let more = names.saturating_sub(self.names.len());
        self.names.reserve(more);
        self.groups.reserve(more);
        self.numbers.reserve(more);
        self.texts.names.reserve(names);
    }

    /// Returns the number of names as articles write them.
    #[must_use]
    pub const fn count_names(&self) -> usize {
        self.texts.names.len()
    }

    /// Returns a name as articles write it.
    #[must_use]
    pub fn written_name(&self, name: NameTextId) -> Option<&Arc<str>> {
        self.texts.names.shared_text(name)
    }

    /// Returns the number of a name as an article writes it; `None` if none does.
    #[must_use]
    pub fn find_name(&self, written: &str) -> Option<NameTextId> {
        self.texts.names.number_of(written)
    }

    /// Returns the number of what a text calls somebody.
    pub fn number_mention(&mut self, mention: &str) -> MentionId {
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
    pub fn number_role(&mut self, role: &str) -> RoleId {
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
                written: self.number_name(used.name),
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
            if let Some(facts) = self.names.get_mut(known.index()) {
                facts.has_variants |= facts.parsed != parsed;
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

    /// Queues what an article states, and counts who its names are to each other.
    fn queue_article(&mut self, uses: &[NumberedUse], are_gone: bool) {
        if uses.is_empty() {
            return;
        }
        if self.pending.are_gone != are_gone || self.pending.uses.len() >= MOST_PENDING {
            self.count_pending();
            self.pending.are_gone = are_gone;
        }
        let sign = if are_gone { -1 } else { 1 };
        let mut names = std::mem::take(&mut self.pending.article);
        // Computed lazily: most articles have no single word that could be a surname.
        let mut full = None;
        for used in uses {
            let Some(written) = self.texts.names.get(used.written).copied() else {
                continue;
            };
            let surname = written.surname.filter(|(bucket, _)| {
                let full = full.get_or_insert_with(|| self.buckets_of_full_names(uses));
                full.contains(bucket)
            });
            if let Some((bucket, name)) = surname.or(written.name) {
                self.pending.uses.push(PendingUse::new(name, *used));
                names.push((bucket, name));
            }
        }
        names.sort_unstable();
        names.dedup();
        self.pending.articles.resize(self.names.len(), 0);
        for (_, name) in &names {
            if let Some(articles) = self.pending.articles.get_mut(name.index()) {
                *articles += sign;
            }
        }
        for several in names.chunk_by(|(one, _), (other, _)| one == other) {
            if several.len() > 1 {
                self.count_bucket(several, sign);
            }
        }
        names.clear();
        self.pending.article = names;
    }

    /// Returns the buckets of persons whom an article names by more than a surname.
    fn buckets_of_full_names(&self, uses: &[NumberedUse]) -> HashSet<BucketId> {
        let names = uses
            .iter()
            .filter_map(|used| self.texts.names.get(used.written)?.name);
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
                self.count_announced_apart((*one, *other), sign);
            }
        }
        // A bare surname beside one full name is no other person: in a headline it is the same one.
        if let [only] = full.as_slice() {
            for name in bare {
                self.count_called(*only, name, sign);
            }
        }
    }

    /// Counts articles that have two names of one bucket for two speakers.
    fn count_announced_apart(&mut self, pair: (NameId, NameId), articles: i32) {
        let told = self.told_apart.entry(pair).or_default();
        *told += articles;
        if *told == 0 {
            self.told_apart.remove(&pair);
        }
    }

    /// Counts what is queued.
    pub(super) fn count_pending(&mut self) {
        let sign = if self.pending.are_gone { -1 } else { 1 };
        let mut pending = std::mem::take(&mut self.pending);
        pending.uses.sort_unstable();
        for of_name in pending
            .uses
            .chunk_by(|one, other| one.name() == other.name())
        {
            for of_mention in of_name.chunk_by(PendingUse::has_mention_of) {
                self.count_mention(of_mention, sign);
            }
            if let Some(name) = of_name.first().map(|used| used.name())
                && let Some(articles) = pending.articles.get_mut(name.index())
            {
                self.count_articles(name, std::mem::take(articles));
            }
        }
        pending.uses.clear();
        self.pending = pending;
    }

    /// Counts quotes under a name to which texts refer in one way.
    fn count_mention(&mut self, uses: &[PendingUse], sign: i32) {
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
    fn count_use(&mut self, used: PendingUse, quotes: i32) {
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
    fn count_role(&mut self, used: PendingUse, quotes: i32) {
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
        self.renew_parsed(name);
        let Some(facts) = self.names.get_mut(name.index()) else {
            return;
        };
        facts.articles += i64::from(articles);
        self.changes.counted.push(name);
        self.stale_calls.extend(facts.called.keys());
        let bucket = facts.bucket;
        self.stale_buckets.insert(bucket);
        // Whether a single word is a surname may have changed.
        let bare = self.bucket_mut(bucket).and_then(|bucket| bucket.bare);
        self.stale_calls.extend(bare);
    }
}
