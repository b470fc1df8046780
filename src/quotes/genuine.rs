//! Tells somebody's words from scare quotes, terms, titles of works and headlines in marks.

use super::around::Subjects;
use super::company;
use super::cues::Cue;
use super::lexicon::Class;
use super::marks::Bounds;
use super::rank::Pick;
use super::scene::Scene;
use super::singles;
use super::symbol::Symbol;
use super::titles;
use super::tokens::{Kind, Token};
use super::view::{self, Place, View};
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
const SUBJECT: Template = Template::new("q.subj");
const LABEL: Template = Template::new("q.label");

/// The score above which a region of few words counts, in twentieths of log odds.
const FEW: i32 = 0;

/// The score above which a region of [`MANY_WORDS`] counts: a scare quote or a title is rarely so long.
const MANY: i32 = -30;

/// So many words make a region a long one.
const MANY_WORDS: usize = 5;

/// The most words of a crosshead.
const LONGEST_CROSSHEAD: usize = 8;

/// The most tokens of a name before a colon at a headline's start, the colon included.
const LONGEST_LABEL: usize = 6;

/// What a speaker who reports with a cue adds to the score.
const CUE: i32 = 6;

/// What a region of nobody lacks.
const NOBODY: i32 = 30;

/// The score of a block quote, which needs no marks to tell, and of what a crowd cried.
const CERTAIN: i32 = 200;

/// Returns how much speaks for somebody's words in a region; `None` when too little does, whoever the speaker may be.
pub(super) fn score(scene: &Scene<'_>, view: &View, weights: &Weights) -> Option<i32> {
    let region = scene.regions.get(view.region)?;
    let needs_no_marks = region.bounds.is_block() || matches!(region.bounds, Bounds::Signed(_));
    if needs_no_marks || titles::is_cry(scene, view) {
        return Some(CERTAIN);
    }
    if titles::is_title(scene, view) || is_crosshead(scene, view) {
        return None;
    }
    let mut score = 0;
    features(scene, view, &mut |feature| score += weights.of(&feature));
    (score + CUE > threshold(view)).then_some(score)
}

const fn threshold(view: &View) -> i32 {
    if view.count < MANY_WORDS { FEW } else { MANY }
}

/// Says whether a few words in single marks are all of a paragraph where the story writes its quotes with double ones.
fn is_crosshead(scene: &Scene<'_>, view: &View) -> bool {
    let is_other_mark = is_single(scene, view) && !scene.has_single_marks;
    is_other_mark && view.place == Place::Whole && view.count <= LONGEST_CROSSHEAD
}

/// Says whether a region is kept once its speaker was picked.
pub(super) fn is_kept(scene: &Scene<'_>, view: &View, score: i32, pick: &Pick) -> bool {
    let has_cue = pick.speaker.is_some_and(|speaker| {
        Subjects::of(&scene.cues, &scene.tokens, view)
            .cue_of(speaker)
            .is_some()
    });
    let score = match pick.speaker {
        None => score - NOBODY,
        Some(_) if has_cue => score + CUE,
        Some(_) => score,
    };
    score > threshold(view)
}

/// Gives the features of a region to `add`.
pub(super) fn features(scene: &Scene<'_>, view: &View, add: &mut impl FnMut(Feature)) {
    let (length, size) = (length(view.count), size(view.count));
    let shape = Symbol::default()
        .with(view.place.letter())
        .with(view.ending)
        .with(if view.is_capital { b'C' } else { b'l' });
    form(view, shape, length, add);
    edges(scene, view, add);
    nearest_cues(scene, view, (view.written, size), add);
    around(scene, view, view.written, add);
    marks(scene, view, (shape, length), add);
    let is_voice = view.words(scene).any(|token| {
        matches!(
            token.entry.class,
            Class::Subject | Class::Auxiliary | Class::Object
        )
    });
    add(Feature::two(VOICE, yes(is_voice), length));
    company::features(scene, view, (length, size), add);
}

fn yes(is: bool) -> Symbol {
    Symbol::letter(if is { b'y' } else { b'n' })
}

/// How long the region is, where it stands and how it is written.
fn form(view: &View, shape: Symbol, length: Symbol, add: &mut impl FnMut(Feature)) {
    let capitals = view.written;
    add(Feature::one(BIAS, Symbol::number(1)));
    add(Feature::two(LENGTH, length, capitals));
    add(Feature::two(SHAPE, shape, length));
    add(Feature::two(OPENING, view.opening, capitals));
    add(Feature::two(CLOSING, view.closing, capitals));
    add(Feature::two(NEAR, view.near, length));
    add(Feature::two(CASE, capitals, view.near));
}

/// The words at the region's edges, inside and outside.
fn edges(scene: &Scene<'_>, view: &View, add: &mut impl FnMut(Feature)) {
    let capitals = view.written;
    let word = |token: Option<&Token>| {
        token.map_or(Symbol::new("-"), |token| {
            view::symbol(token.range.of(scene.text))
        })
    };
    let before = word(scene.tokens.before(view.first, 1));
    let second = word(scene.tokens.before(view.first, 2));
    let after = word(scene.tokens.after(view.end.saturating_sub(1), 1));
    add(Feature::two(BEFORE, before, capitals));
    add(Feature::two(BEFORE_TWO, second, before));
    add(Feature::two(AFTER, after, capitals));
    add(Feature::one(FIRST, word(view.words(scene).next())));
    add(Feature::one(LAST, word(view.words(scene).next_back())));
}

/// The marks, and the block the region lies in.
fn marks(
    scene: &Scene<'_>,
    view: &View,
    (shape, length): (Symbol, Symbol),
    add: &mut impl FnMut(Feature),
) {
    let kind = scene.kind_letter(view.paragraph);
    if kind == b'h' {
        add(Feature::one(LABEL, yes(is_labelled(scene, view))));
    }
    let glyph = glyph(scene, view);
    add(Feature::two(GLYPH, glyph.with(kind), shape));
    add(Feature::two(GLYPH, glyph, length));
    let region = scene.regions.get(view.region);
    let is_block = region.is_some_and(|region| region.bounds.is_block());
    add(Feature::one(BLOCK, yes(is_block).with(kind)));
}

/// Says whether a headline names its speaker first: "Ortiz: Bridge Is a 'Proven Failure'".
fn is_labelled(scene: &Scene<'_>, view: &View) -> bool {
    let start = scene.tokens.of_paragraph(view.paragraph).start;
    (start..view.first)
        .take(LONGEST_LABEL)
        .filter_map(|at| scene.token(at))
        .any(|token| token.kind == Kind::Colon)
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

/// Returns a letter for the marks: `s` for single ones in a headline, and where the story writes double ones.
fn glyph(scene: &Scene<'_>, view: &View) -> Symbol {
    let region = scene.regions.get(view.region);
    let first = region.and_then(|region| region.range.of(scene.text).chars().next());
    let is_headline = scene.kind_letter(view.paragraph) == b'h';
    Symbol::letter(match first {
        Some(_) if is_single(scene, view) && (is_headline || !scene.has_single_marks) => b's',
        Some('"' | '“' | '”' | '\'' | '‘') => b'd',
        Some(c) if c.is_alphanumeric() => b'n',
        _ => b'o',
    })
}

fn is_single(scene: &Scene<'_>, view: &View) -> bool {
    let region = scene.regions.get(view.region);
    region.is_some_and(|region| singles::is_single(scene.text, region.range))
}

/// The cues nearest to the region in its sentence, and who reports with them.
fn nearest_cues(
    scene: &Scene<'_>,
    view: &View,
    (capitals, size): (Symbol, Symbol),
    add: &mut impl FnMut(Feature),
) {
    let from = scene.cues.partition_point(|cue| cue.token < view.first);
    let to = scene.cues.partition_point(|cue| cue.token < view.end);
    let before = from.checked_sub(1).and_then(|at| scene.cues.get(at));
    let after = scene.cues.get(to);
    let subject = |cue: &Cue, side: u8| {
        let around = scene.around.get(cue.subject);
        around.map(|around| Symbol::letter(around.form).with(around.sort).with(side))
    };
    let sides = [(before, b'b', LEMMA_BEFORE), (after, b'a', LEMMA_AFTER)];
    for (cue, side, lemma) in sides {
        let Some(cue) = cue.filter(|cue| view.position(scene, cue) == side) else {
            continue;
        };
        let distance = view::bucket(view.distance(cue.token));
        add(Feature::two(lemma, cue.lemma, distance));
        if side == b'b' {
            add(Feature::two(lemma, cue.lemma, capitals));
        }
        if let Some(subject) = subject(cue, side) {
            add(Feature::two(SUBJECT, subject, size));
        }
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

/// Returns a digit for a rough length.
fn size(words: usize) -> Symbol {
    Symbol::number(match words {
        0..=1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=9 => 5,
        _ => 9,
    })
}
