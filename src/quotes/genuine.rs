//! Tells somebody's words from scare quotes, terms, titles of works and headlines in marks.

use super::around::Subjects;
use super::lexicon::Class;
use super::rank::Pick;
use super::scene::Scene;
use super::symbol::{Symbol, Word};
use super::tokens::{Kind, Token};
use super::view::{self, View};
use super::weights::{Feature, Template, Weights};

const BIAS: Template = Template::new("q.bias");
const LENGTH: Template = Template::new("q.length");
const SHAPE: Template = Template::new("q.shape");
const OPENING: Template = Template::new("q.open");
const CLOSING: Template = Template::new("q.close");
const BEFORE: Template = Template::new("q.before");
const BEFORE_TWO: Template = Template::new("q.before2");
const AFTER: Template = Template::new("q.after");
const CASE: Template = Template::new("q.case");
const NEAR: Template = Template::new("q.near");
const LEMMA_BEFORE: Template = Template::new("q.cueb");
const LEMMA_AFTER: Template = Template::new("q.cuea");
const VOICE: Template = Template::new("q.voice");
const FIRST: Template = Template::new("q.first");
const LAST: Template = Template::new("q.last");
const BLOCK: Template = Template::new("q.block");
const WORDS_BEFORE: Template = Template::new("q.bag");
const WORDS_AFTER: Template = Template::new("q.bag2");
const GLYPH: Template = Template::new("q.glyph");
const COMPANY: Template = Template::new("q.company");

/// The score above which a region counts, in twentieths of log odds.
const THRESHOLD: i32 = -8;

/// Nouns and participles that a title follows.
const WORKS: &[&str] = &[
    "novel",
    "book",
    "memoir",
    "autobiography",
    "biography",
    "film",
    "movie",
    "documentary",
    "musical",
    "opera",
    "play",
    "song",
    "single",
    "album",
    "show",
    "series",
    "sitcom",
    "programme",
    "program",
    "podcast",
    "painting",
    "sculpture",
    "poem",
    "ballad",
    "hymn",
    "magazine",
    "exhibition",
    "game",
    "titled",
    "entitled",
    "headline",
    "headlined",
];

/// The score of a block quote, which needs no marks to tell.
const CERTAIN: i32 = 200;

/// What a region without a likely speaker must score more.
const DOUBT: i32 = 20;

/// Below this probability of its speaker a region without a cue is in doubt.
const UNLIKELY: f32 = 0.4;

/// Returns how much speaks for somebody's words in a region; `None` when too little does.
pub(super) fn score(scene: &Scene<'_>, view: &View, weights: &Weights) -> Option<i32> {
    let region = scene.regions.get(view.region)?;
    if region.bounds.is_block() {
        return Some(CERTAIN);
    }
    if is_title(scene, view) {
        return None;
    }
    let mut score = 0;
    features(scene, view, &mut |feature| score += weights.of(&feature));
    (score > THRESHOLD).then_some(score)
}

/// Says whether a title or a nickname stands in a region: written large, behind the noun for a work or "known as".
fn is_title(scene: &Scene<'_>, view: &View) -> bool {
    let is_work = scene
        .tokens
        .before(view.first, 1)
        .is_some_and(|token| WORKS.iter().any(|work| token.word == Word::new(work)));
    let words = || {
        (view.first..view.end)
            .filter_map(|at| scene.token(at))
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
    };
    let written = capitals(words(), words().count());
    let is_name = (1..=3)
        .filter_map(|steps| scene.tokens.before(view.first, steps))
        .any(|token| token.word == Word::new("known") || token.word == Word::new("so-called"));
    (is_work || is_name) && (written == Symbol::new("T") || written == Symbol::new("O"))
}

/// Says whether a region is kept once its speaker was picked.
pub(super) fn is_kept(scene: &Scene<'_>, view: &View, score: i32, pick: &Pick) -> bool {
    let has_cue = pick.speaker.is_some_and(|speaker| {
        Subjects::of(&scene.cues, &scene.tokens, view)
            .cue_of(speaker)
            .is_some()
    });
    has_cue || pick.probability >= UNLIKELY || score > THRESHOLD + DOUBT
}

/// Gives the features of a region to `add`.
pub(super) fn features(scene: &Scene<'_>, view: &View, add: &mut impl FnMut(Feature)) {
    let words = || {
        (view.first..view.end)
            .filter_map(|at| scene.token(at))
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
    };
    let count = words().count();
    let length = length(count);
    let capitals = capitals(words(), count);
    add(Feature::one(BIAS, Symbol::number(1)));
    add(Feature::two(LENGTH, length, capitals));
    let shape = Symbol::default()
        .with(view.place.letter())
        .with(view.ending)
        .with(if view.is_capital { b'C' } else { b'l' });
    add(Feature::two(SHAPE, shape, length));
    add(Feature::two(OPENING, view.opening, capitals));
    add(Feature::two(CLOSING, view.closing, capitals));
    add(Feature::two(NEAR, view.near, length));
    add(Feature::two(CASE, capitals, view.near));
    let word = |token: Option<&Token>| {
        token.map_or(Symbol::new("-"), |token| {
            view::symbol(token.range.of(scene.text))
        })
    };
    let before = scene.tokens.before(view.first, 1);
    add(Feature::two(BEFORE, word(before), capitals));
    add(Feature::two(
        BEFORE_TWO,
        word(scene.tokens.before(view.first, 2)),
        word(before),
    ));
    let after = scene.tokens.after(view.end.saturating_sub(1), 1);
    add(Feature::two(AFTER, word(after), capitals));
    add(Feature::one(FIRST, word(words().next())));
    add(Feature::one(LAST, word(words().next_back())));
    nearest_lemmas(scene, view, capitals, add);
    around(scene, view, capitals, add);
    let glyph = glyph(scene, view);
    add(Feature::two(
        GLYPH,
        glyph.with(scene.kind_letter(view.paragraph)),
        shape,
    ));
    add(Feature::two(GLYPH, glyph, length));
    let is_block = scene
        .regions
        .get(view.region)
        .is_some_and(|region| region.bounds.is_block());
    add(Feature::one(
        BLOCK,
        Symbol::default()
            .with(if is_block { b'y' } else { b'n' })
            .with(scene.kind_letter(view.paragraph)),
    ));
    let is_voice = words().any(|token| {
        matches!(
            token.entry.class,
            Class::Subject | Class::Auxiliary | Class::Object
        )
    });
    add(Feature::two(
        VOICE,
        Symbol::new(if is_voice { "y" } else { "n" }),
        length,
    ));
    let same_paragraph = scene
        .regions
        .iter()
        .skip(view.region.saturating_sub(6))
        .take(13);
    let company = same_paragraph
        .filter(|region| region.paragraph == view.paragraph)
        .count();
    add(Feature::two(
        COMPANY,
        Symbol::number(company.min(5)),
        length,
    ));
}

/// The words near the region, each for itself: "the film", "his book", "a so-called".
fn around(scene: &Scene<'_>, view: &View, capitals: Symbol, add: &mut impl FnMut(Feature)) {
    let word = |token: &Token| view::symbol(token.range.of(scene.text));
    for steps in 2..=5 {
        if let Some(token) = scene
            .tokens
            .before(view.first, steps)
            .filter(|token| token.kind == Kind::Word)
        {
            add(Feature::two(WORDS_BEFORE, word(token), capitals));
        }
    }
    for steps in 1..=3 {
        let after = scene.tokens.after(view.end.saturating_sub(1), steps);
        if let Some(token) = after.filter(|token| token.kind == Kind::Word) {
            add(Feature::two(WORDS_AFTER, word(token), capitals));
        }
    }
}

/// Returns a letter for the mark that opens the region.
fn glyph(scene: &Scene<'_>, view: &View) -> Symbol {
    let region = scene.regions.get(view.region);
    let first = region.and_then(|region| region.range.of(scene.text).chars().next());
    Symbol::default().with(match first {
        Some('\'' | '‘')
            if region.is_some_and(|region| !region.range.of(scene.text).starts_with("''")) =>
        {
            b's'
        }
        Some('"' | '“' | '\'' | '”') => b'd',
        Some(c) if c.is_alphanumeric() => b'n',
        _ => b'o',
    })
}

fn nearest_lemmas(scene: &Scene<'_>, view: &View, capitals: Symbol, add: &mut impl FnMut(Feature)) {
    let from = scene.cues.partition_point(|cue| cue.token < view.first);
    let to = scene.cues.partition_point(|cue| cue.token < view.end);
    let before = from.checked_sub(1).and_then(|at| scene.cues.get(at));
    let after = scene.cues.get(to);
    if let Some(cue) = before.filter(|cue| view.position(scene, cue) == b'b') {
        add(Feature::two(
            LEMMA_BEFORE,
            cue.lemma,
            view::bucket(view.distance(cue.token)),
        ));
        add(Feature::two(LEMMA_BEFORE, cue.lemma, capitals));
    }
    if let Some(cue) = after.filter(|cue| view.position(scene, cue) == b'a') {
        add(Feature::two(
            LEMMA_AFTER,
            cue.lemma,
            view::bucket(view.distance(cue.token)),
        ));
    }
}

fn length(words: usize) -> Symbol {
    Symbol::number(match words {
        0..=4 => words,
        5..=6 => 5,
        7..=9 => 6,
        10..=19 => 7,
        _ => 8,
    })
}

/// Says how the words are capitalised: all of them as in a title, none, the first, or some.
fn capitals<'a>(words: impl Iterator<Item = &'a Token>, count: usize) -> Symbol {
    let mut longer = 0;
    let mut capital = 0;
    let mut first = false;
    for (at, token) in words.enumerate() {
        let counts = token.range.len() > 3 || at == 0;
        longer += usize::from(counts);
        capital += usize::from(counts && token.is_capital());
        first |= at == 0 && token.is_capital();
    }
    Symbol::default().with(match (capital, first) {
        (0, _) => b'l',
        (all, _) if all == longer && count > 1 => b'T',
        (1, true) if count > 1 => b'S',
        (_, true) if count == 1 => b'O',
        (_, true) => b'C',
        _ => b'm',
    })
}
