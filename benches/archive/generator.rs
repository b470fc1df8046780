//! Articles without end, the same for the same number: invented people say invented things in invented outlets.
//!
//! Words are as common as in a language: few are everywhere, most are rare. The rare ones are made of syllables.

use std::fmt::Write as _;

/// The days before 2026-10-01 that articles are spread over.
const DAYS: u64 = 20 * 365;

/// How many rare words there are.
const RARE: u64 = 30_000;

const COMMON: &str = "the of and to a in that it was for on is with as he at by be this had not are but from or have \
    an they which one you were all her she there would their we him been has when who will no more if out so up \
    said what its about than into them can only other time new some could these two may first then do any like my \
    now over such our man me even most made after also did many off before must well back through years where much \
    your way down should because long each just state those people too little world good still own see men work \
    life get here between both under never day same another know year while last might great since against come go \
    right came used take three water tide bridge ferry harbour council budget vote winter storm market school road \
    train coast river engineer warning price fish boat night morning report plan cost safety deny confirm promise \
    repair delay close open raise lower measure survey grant permit inspect argue admit refuse wonder expect hope";

const ONSETS: [&str; 20] = [
    "b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t",
    "tr", "v",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "e", "a"];
const CODAS: [&str; 12] = ["", "", "n", "r", "l", "s", "t", "nd", "rk", "m", "ck", "st"];
const ENDINGS: [&str; 10] = ["", "", "", "s", "ed", "ing", "er", "tion", "ment", "ly"];

const FIRST_NAMES: [&str; 40] = [
    "Oda", "Solveig", "Anselm", "Kwabena", "Wilma", "Tariq", "Ines", "Piet", "Marit", "Jonas",
    "Amara", "Lucan", "Greta", "Osric", "Noor", "Felix", "Sanna", "Edda", "Ivo", "Ruth", "Callum",
    "Dina", "Hugo", "Leona", "Matteo", "Petra", "Quentin", "Rosa", "Silas", "Thea", "Ulf", "Vera",
    "Walid", "Xenia", "Yara", "Zeno", "Agnes", "Bram", "Clio", "Darragh",
];
const ROLES: [&str; 12] = [
    "the harbour master",
    "a ferry captain",
    "the council's treasurer",
    "a professor of tides",
    "the minister for roads",
    "an engineer at the bridge",
    "the school's head",
    "a fish merchant",
    "the mayor",
    "a union secretary",
    "the owner of the mill",
    "a weather observer",
];
const OUTLETS: [&str; 12] = [
    "harbor-ledger",
    "estuary-gazette",
    "coast-press",
    "pilot-post",
    "valley-courier",
    "lissen-review",
    "metropolitan-record",
    "northern-tribune",
    "dock-and-quay",
    "island-echo",
    "morning-lantern",
    "capital-observer",
];
const CUES: [&str; 5] = ["said", "said", "told reporters", "added", "argued"];

/// A small generator of random numbers (splitmix64).
pub struct Random(u64);

impl Random {
    /// Starts a row of numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Returns a number below `end`, small ones more often: each power of two is as likely as the next.
    fn skewed(&mut self, end: u64) -> u64 {
        let bits = 64 - end.leading_zeros();
        let limit = 1 << (1 + self.below(u64::from(bits)));
        self.below(limit.min(end))
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

/// An archive of articles by their numbers.
pub struct Vocabulary {
    common: Vec<&'static str>,
    rare: Vec<String>,
    surnames: Vec<String>,
}

impl Vocabulary {
    /// Makes the words and names.
    pub fn new() -> Self {
        Self {
            common: COMMON.split_whitespace().collect(),
            rare: (0..RARE).map(rare_word).collect(),
            surnames: (0..3000)
                .map(|number| capital(&rare_word(RARE + number)))
                .collect(),
        }
    }

    /// Returns the name of an article's file, with the folder it is in.
    pub fn path(&self, number: u64) -> String {
        let (mut random, outlet, day) = Self::stem(number);
        let slug = [(); 3].map(|()| self.word(&mut random)).join("-");
        format!("{:04}/{outlet}_{day}_{slug}-{number}.txt", number / 1000)
    }

    /// Returns an article of some four kilobytes with some six quotes.
    pub fn article(&self, number: u64) -> String {
        let (mut random, _, _) = Self::stem(number);
        let random = &mut random;
        let mut text = capital(&self.clause(random, 8));
        let _ = write!(text, "\n\nBy {}\n\n", self.person(random));
        let people = [(); 4].map(|()| self.person(random));
        while text.len() < 4000 {
            for _ in 0..=random.below(2) {
                let sentence = self.clause(random, 22);
                let _ = write!(text, "{}. ", capital(&sentence));
            }
            if random.below(10) < 7 {
                self.quote(&people, random, &mut text);
            }
            text.push_str("\n\n");
        }
        text
    }

    fn stem(number: u64) -> (Random, &'static str, jiff::civil::Date) {
        let mut random = Random::new(number + 1);
        let outlet = random.pick(&OUTLETS);
        let days = jiff::Span::new().days(random.below(DAYS).cast_signed());
        let day = jiff::civil::date(2026, 10, 1).checked_sub(days).unwrap();
        (random, outlet, day)
    }

    fn quote(&self, people: &[String; 4], random: &mut Random, text: &mut String) {
        let person = &people[usize::try_from(random.below(4)).unwrap()];
        let words = capital(&self.clause(random, 14));
        let more = capital(&self.clause(random, 12));
        let cue = random.pick(&CUES);
        let _ = match random.below(4) {
            0 => write!(text, "“{words},” {cue} {person}, {}.", random.pick(&ROLES)),
            1 => write!(text, "“{words},” {person} {cue}. “{more}.”"),
            2 => write!(text, "{person} {cue}: “{words}. {more}.”"),
            _ => write!(text, "“{words}. {more},” {} {cue}.", last_name(person)),
        };
    }

    fn person(&self, random: &mut Random) -> String {
        let number = random.skewed(self.surnames.len() as u64);
        let first = FIRST_NAMES[usize::try_from(number % 37).unwrap()];
        format!(
            "{first} {}",
            self.surnames[usize::try_from(number).unwrap()]
        )
    }

    /// Returns about so many words, some with a comma or an apostrophe.
    fn clause(&self, random: &mut Random, words: u64) -> String {
        let mut clause = self.word(random).to_owned();
        for _ in 0..words / 2 + random.below(words) {
            let before = if random.below(14) == 0 { ", " } else { " " };
            clause.push_str(before);
            let is_short = random.below(40) == 0;
            clause.push_str(if is_short {
                "don’t"
            } else {
                self.word(random)
            });
        }
        clause
    }

    fn word(&self, random: &mut Random) -> &str {
        if random.below(100) < 62 {
            return self.common[usize::try_from(random.skewed(self.common.len() as u64)).unwrap()];
        }
        &self.rare[usize::try_from(random.skewed(RARE)).unwrap()]
    }
}

/// Makes a word of two or three syllables.
fn rare_word(number: u64) -> String {
    let mut random = Random::new(number ^ 0xabcd);
    let mut word = String::new();
    for _ in 0..2 + random.below(2) {
        word += random.pick(&ONSETS);
        word += random.pick(&VOWELS);
        word += random.pick(&CODAS);
    }
    word + random.pick(&ENDINGS)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn last_name(person: &str) -> &str {
    person.rsplit(' ').next().unwrap_or(person)
}
